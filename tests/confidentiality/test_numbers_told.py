"""Numbers of one person in the many ways in which people put them, and what only looks like one."""

import pytest

from tests.confidentiality import found

HEALTH = [
    ("her N.H.S. number, 999 204 6171, was on both", "nhs_number", "999 204 6171"),
    ("nhs# 9992046171", "nhs_number", "9992046171"),
    ("NHS no 999 2O4 6171", "nhs_number", "999 2O4 6171"),
    ("the NHS number in threes, (999, 204, 6171)", "nhs_number", "999, 204, 6171"),
    ("999 204 6171 is the NHS number I'd typed", "nhs_number", "999 204 6171"),
    ("No CHI, so I used the NHS number 999 204 6171", "nhs_number", "999 204 6171"),
    ("his C.H.I. (181090 3343)", "chi_number", "181090 3343"),
    ("CHI in the boot pocket diary, 1810 90 3343", "chi_number", "1810 90 3343"),
    ("CHI no. 18/10/90/3343", "chi_number", "18/10/90/3343"),
    ("Community Health Index number 1810903343", "chi_number", "1810903343"),
    ("the health and care number, 351.536.6245", "hsc_number", "351.536.6245"),
    ("h+c 3515 366 245", "hsc_number", "3515 366 245"),
    ("351 536 6245 (H&C)", "hsc_number", "351 536 6245"),
    ("H.C.N. 351 536 6245", "hsc_number", "351 536 6245"),
    ("her NHS number was no use, the H and C no. was 351-536-6245", "hsc_number", "351-536-6245"),
    ("nhs no9992046171", "nhs_number", "9992046171"),
    ("CHI 18 10 90 3343, 72 when she came", "chi_number", "18 10 90 3343"),
    ("her policy had lapsed and her NI number was AB 12 34 56 C", "ni_number", "AB 12 34 56 C"),
    ("N.I. no. AB/12/34/56/C", "ni_number", "AB/12/34/56/C"),
    ("NI number A B 1 2 3 4 5 6 C", "ni_number", "A B 1 2 3 4 5 6 C"),
]
SOCIAL = [
    ("SS# 783 502 217", "ssn", "783 502 217"),
    ("soc sec 219099999", "ssn", "219099999"),
    ("S.S.N. 219-09-9999", "ssn", "219-09-9999"),
    ("his whole social for the card since it was for the office: 786 33 5150", "ssn", "786 33 5150"),
    ("the social security card, the paper kind, gone gray. 774 20 1187", "ssn", "774 20 1187"),
    ("219-09-9999 was her social", "ssn", "219-09-9999"),
    ("SSN XXX-XX-4471", "ssn", "XXX-XX-4471"),
    ("the last four (3096) matched", "ssn", "3096"),
    ("last 4 of social 2264", "ssn", "2264"),
    ("ss# ending 4471", "ssn", "4471"),
    ("last four digits of her social security number, 4471", "ssn", "4471"),
]
RECORDS = [
    ("M.R.N. 448812", "record_number", "448812"),
    ("unit no. 44 88 12", "record_number", "44 88 12"),
    ("med. rec. no. 448-812", "record_number", "448-812"),
    ("the case was CAS/2291/0047", "record_number", "CAS/2291/0047"),
    ("The chart I opened was 4406-8817", "record_number", "4406-8817"),
    ('pol# "88-CX-Q041-3"', "account_number", "88-CX-Q041-3"),
    ("mbr id XJH884120573", "account_number", "XJH884120573"),
    ("the malpractice carrier, policy PL-6 114 902", "account_number", "PL-6 114 902"),
    ("the building society book (0433 9120)", "account_number", "0433 9120"),
    ("credit card 4000 1234 5678 9010", "account_number", "4000 1234 5678 9010"),
    ("1EG4-TE5-MK73 on the letter", "account_number", "1EG4-TE5-MK73"),
    ("IBAN GB29 NWBK 6016 1331 9268 19", "account_number", "GB29 NWBK 6016 1331 9268 19"),
    ("cert. no. SC-204417", "licence_number", "SC-204417"),
    ("the insurer's cert # SC-204417", "account_number", "SC-204417"),
    ("the ref from it, QUART-610118-TT5CC", "licence_number", "QUART-610118-TT5CC"),
    ("dl no hughe 852 047 p99 rw", "licence_number", "hughe 852 047 p99 rw"),
    ("her bus pass 633597-0447-1822", "licence_number", "633597-0447-1822"),
    ("I gave her my registration, SW104882", "registration_number", "SW104882"),
    ("National Provider Identifier 1003000126", "registration_number", "1003000126"),
    ("signed with 6148275 as her GMC number", "registration_number", "6148275"),
    ("I tag it with my RCP license, 31877", "registration_number", "31877"),
    ("no insurance without it, HCPC PH098765", "registration_number", "PH098765"),
    ("his Aetna member number, AB123456C", "account_number", "AB123456C"),
    ("State file number 146-26-008813", "licence_number", "146-26-008813"),
    ("the supplemental (policy MS-2209-814)", "account_number", "MS-2209-814"),
    ("the Medicaid number written on her palm, 70418826T", "account_number", "70418826T"),
    ("sick person, vehicle, CJX-4419", "vehicle_number", "CJX-4419"),
    ("HCPC: PA.048827", "registration_number", "PA.048827"),
]
SHORT = [
    ("Accession RJ7-0048-2217 was hers", "record_number", "RJ7-0048-2217"),
    ("run # 26-031177", "record_number", "26-031177"),
    ("CAD 0417/2291, GCS 15", "record_number", "0417/2291"),
    ("(hosp 4471882, his wife aware)", "record_number", "4471882"),
    ("lab no. 26.H.118043", "record_number", "26.H.118043"),
    ('the custody ref, "14/CV/0226/26", in the corridor', "record_number", "14/CV/0226/26"),
    ("It said hospital number and then 7 44 19 02", "record_number", "7 44 19 02"),
    ("under the barcode, 7F1A2C-A81204-0B33DH", "record_number", "7F1A2C-A81204-0B33DH"),
    ("I called one at reception: A4471DK?", "record_number", "A4471DK"),
    ("Mcaid# 40 7781 6632", "account_number", "40 7781 6632"),
    ("grp 77103-A", "account_number", "77103-A"),
    ("taxi acct TX/4471 if there is no transport", "account_number", "TX/4471"),
    ("VA card, 1008 447 2216", "account_number", "1008 447 2216"),
    ("the PIP ref PK-4417-09A stopped", "account_number", "PK-4417-09A"),
    ("an A-number, A208 447 913", "licence_number", "A208 447 913"),
    ("her MatEx 0447-118-226", "licence_number", "0447-118-226"),
    ("my HCPC, so that I need not ring for it (PH 09 22 71)", "registration_number", "PH 09 22 71"),
    ("my performer no., 704 418", "registration_number", "704 418"),
    ("Concentrator ser. AP1108-33726", "device_number", "AP1108-33726"),
    ("the driver. SN44718220 at six", "device_number", "44718220"),
    ("UDI (01)00810045(21)77Q4182", "device_number", "(01)00810045(21)77Q4182"),
    ("The wheelchair's chassis Q6E-22-118804", "device_number", "Q6E-22-118804"),
    ("CHI 28/03/79/9243", "chi_number", "28/03/79/9243"),
    ("in biro, 28/03/79/9243, on my hand", "chi_number", "28/03/79/9243"),
    ("nino on the blotter: er 07 01 06 a", "ni_number", "er 07 01 06 a"),
    ("zip 45402 1234", "zip_code", "45402 1234"),
    ("DOB/3/4/1961", "birth_date", "3/4/1961"),
    ("dob03041961", "birth_date", "03041961"),
    ("born 03041961", "birth_date", "03041961"),
    ('I asked for the date of birth. "22nd of February 1950," he said', "birth_date", "22nd of February 1950"),
    ("VRM A123 BCD", "vehicle_number", "A123 BCD"),
    ("a gray Tahoe, TRW 7710, idling", "vehicle_number", "TRW 7710"),
    ("the plate came back to KLR 4M07", "vehicle_number", "KLR 4M07"),
]
THINGS = [
    ("the reg, LT 71 WPU, please", "vehicle_number", "LT 71 WPU"),
    ("the blue badge car, SD07 kwp", "vehicle_number", "SD07 kwp"),
    ("drives a green Figaro l88 fgo", "vehicle_number", "l88 fgo"),
    ("a white Transit, M417 BOH, taxed", "vehicle_number", "M417 BOH"),
    ("the tractor, BFZ 4471", "vehicle_number", "BFZ 4471"),
    ("license plate TX KLR 4471", "vehicle_number", "TX KLR 4471"),
    ("chassis number 1FTFW1ET5EK528059", "vehicle_number", "1FTFW1ET5EK528059"),
    ("ser. no. 44718220", "device_number", "44718220"),
    ("SN: 1014 0077 2651", "device_number", "1014 0077 2651"),
    ("serial number, which I read out at the table, PJN 330871H", "device_number", "PJN 330871H"),
    ('the serial letter by letter, "J 2 0 8 8 1 4 6 5 F 3"', "device_number", "J 2 0 8 8 1 4 6 5 F 3"),
    ('the serial. He hopped to the window to read it, "OB 1C63-20418"', "device_number", "OB 1C63-20418"),
    ("The sticker on the pump read BX-4471-822", "device_number", "BX-4471-822"),
    ("his pacemaker's PJN 447182H", "device_number", "PJN 447182H"),
]
REACHED = [
    ("mob O77OO 9OO 123", "phone", "O77OO 9OO 123"),
    ("e-mail: jo_smith at example.com", "email", "jo_smith at example.com"),
    ("jo.smith @ example.org", "email", "jo.smith @ example.org"),
    ("ip 192 . 0 . 2 . 14", "ip_address", "192 . 0 . 2 . 14"),
    ("from 2001:0db8:85a3:0000:0000:8a2e:0370:7334", "ip_address", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
    ("pcode sw1a1aa", "postcode", "sw1a1aa"),
    ("the ZIP code on the envelope was 45402", "zip_code", "45402"),
    ("RFD 2, 62959", "zip_code", "62959"),
    ("my DOB is the 4th of November, '51, she wrote", "birth_date", "4th of November, '51"),
    ("DOB, 04 / 11 / 1951", "birth_date", "04 / 11 / 1951"),
]


@pytest.mark.parametrize(("text", "category", "number"), [*HEALTH, *SOCIAL, *RECORDS, *SHORT, *THINGS, *REACHED])
def test_a_number_is_found_however_it_is_told(text: str, category: str, number: str) -> None:
    assert found(text) == [(category, number)]


def test_each_of_several_numbers_goes_by_its_own_word() -> None:
    assert found("NHS 999 204 6171, CHI 181090 3343, H&C 351 536 6245") == [
        ("nhs_number", "999 204 6171"),
        ("chi_number", "181090 3343"),
        ("hsc_number", "351 536 6245"),
    ]


def test_an_address_may_end_with_a_short_form_before_its_zip_code() -> None:
    assert ("zip_code", "85301") in found("5512 W. Tamarack Ave., 85301, and")


@pytest.mark.parametrize(
    "text",
    [
        "kit numbers A0117 to A0164, glove box no. 4471822, donation number G123 456 789 012",
        "the notice reference MDA/2019/007 and alert NatPSA/2023/004",
        "the trial registered as NCT02735707, product licence PL 00289/0342",
        "policy no. IPC-2023-0145 on hand hygiene. The HR one: policy number HR-0447-21 covers lone working",
        "SSN 000-00-0000, phone 000-000-0000, MRN 000000",
        "We're social workers, 300 45 2200 calls a year; social media reached 219 000 9999",
        "the last four of the lot were 4471. The last four: 2019, 2020, 2021 and 2022",
        "the last four digits on the ampoule, 4471, were blurred",
        "chi-squared was 4471822013; the NHS Supply Chain code 4471822013",
        "HR 72 REG, CT 24 HRS later, IV 20 MLS stat, NG 18 FRE",
        "LDH 450, CRP 120 and PEF 400, then she drove home in the car. Off licence use 600 mg",
        "patient numbers rose to 44718, record numbers of patients, 10432 in January",
        "the plate count was 447182 colonies, the back plate is 12 mm, plate 17 grew",
        "zip tie 44718, zip up the bag; the 45402 in the corner",
        "blood unit G093 4471 822, work order 9065429567, error 0x80070057, room 3.17",
        "the pump, a T34, part 4471-822, serial ECGs at 0 and 30, the SN on nights had 28",
        "run 1042 in all, visit 99213 was billed, log 4471 copies, Papers 12-44718, arrest 12-13 minutes",
        "our balance, cal cert 2025-1187, credit note 80017742, the makers, reference CAS-0448",
        "Card 3-12 of the QRH, PIP 40, ESA 10000 units, SNAP 5, VAC 75-125, Paris 2024, Rio 2016",
        "O2 at 2l, 10l of fluid, 1OO is how he writes a hundred",
        "the poster is at example.org, a write-up at www.example.org",
    ],
)
def test_what_only_looks_like_a_number_of_somebody_is_left_alone(text: str) -> None:
    assert found(text) == []
