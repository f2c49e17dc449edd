"""Numbers that belong to one person, and numbers that do not."""

import pytest

from tests.confidentiality import found, look

HIDDEN = [
    "999\u200d204\u200d6171",
    "９９９　２０４　６１７１",
    "٩٩٩٢٠٤٦١٧١",
    "999  204\n6171",
    "999.204.6171",
    "999\u00a0204–6171",
]


@pytest.mark.parametrize("number", ["9992046171", "999 204 6171", "999-204-6171", *HIDDEN])
def test_an_nhs_number_is_found_however_it_is_written(number: str) -> None:
    (finding,) = look(f"NHS no. {number}, seen in clinic")
    assert (finding.category, finding.certainty) == ("nhs_number", "certain")
    assert f"NHS no. {number}, seen in clinic"[finding.start : finding.end] == number


@pytest.mark.parametrize(
    ("text", "category", "number"),
    [
        ("phone is 555 0123 there", "phone", "555 0123"),
        ("Miles City, Montana 59301", "zip_code", "59301"),
        ("the 59301 zip", "zip_code", "59301"),
        ("PIN 18 A 2345 C", "registration_number", "18 A 2345 C"),
        ("HCPC lists me, I think, as PA041234", "registration_number", "PA041234"),
        ("NHS no. 999·204·6171", "nhs_number", "999·204·6171"),
        ("acct # 5500-\n38127", "account_number", "5500-\n38127"),
        ("Rx BIN/ID (RXM00417 7712)", "account_number", "RXM00417 7712"),
        ("listed as Group 0073319, she said", "account_number", "0073319"),
        ("HMO contract # C-20-55731", "account_number", "C-20-55731"),
        ("Ins ID H2290-551873", "account_number", "H2290-551873"),
        ("Blue Shield ID XEH882104417", "account_number", "XEH882104417"),
        ("her policy (no. HX-4471-882)", "account_number", "HX-4471-882"),
        ("claim 88204471 was denied", "account_number", "88204471"),
        ("my 284417 GDC number", "registration_number", "284417"),
        ("G.M.C. No 6 148 275", "registration_number", "6 148 275"),
        ("I'm PSY lic. PSY-30418", "registration_number", "PSY-30418"),
        ("Texas RN license no. 9417728", "registration_number", "9417728"),
        ("my prescriber number 7593018", "registration_number", "7593018"),
        ("his policy, 4471-ZC-0928, listed", "account_number", "4471-ZC-0928"),
        ("account number ending 88412", "account_number", "88412"),
        ("Sample 26H/041877 was ours", "record_number", "26H/041877"),
        ("CHI 230751 4171", "chi_number", "230751 4171"),
        ("H&C number 342 618 2068", "hsc_number", "342 618 2068"),
        ("her NI number, AB 12 34 56 C", "ni_number", "AB 12 34 56 C"),
        ("NI number QQ123456C", "ni_number", "QQ123456C"),
        ("SSN 219-09-4471", "ssn", "219-09-4471"),
        ("social security number 078051120", "ssn", "078051120"),
        ("07700 900 123", "phone", "07700 900 123"),
        ("01632-960-444", "phone", "01632-960-444"),
        ("(020) 7946 0991 is theirs", "phone", "(020) 7946 0991"),
        ("+44 (0)7700 900456", "phone", "+44 (0)7700 900456"),
        ("(312)555-0188 x12", "phone", "(312)555-0188 x12"),
        ("1-307-555-0119", "phone", "1-307-555-0119"),
        ("call 406.555.0191", "phone", "406.555.0191"),
        ("jo.wendt@example.org", "email", "jo.wendt@example.org"),
        ("write to kit at example dot org", "email", "kit at example dot org"),
        ("https://blogs.example.net/rowan-unfiltered.", "url", "https://blogs.example.net/rowan-unfiltered"),
        ("www.example.org/profiles/imogen", "url", "www.example.org/profiles/imogen"),
        ("from 203.0.113.77 at two", "ip_address", "203.0.113.77"),
        ("from 2001:db8:4c::1f each night", "ip_address", "2001:db8:4c::1f"),
        ("of HX7 6GB, whose", "postcode", "HX7 6GB"),
        ("lives at sy9 7qz", "postcode", "sy9 7qz"),
        ("zip 59301 is far", "zip_code", "59301"),
        ("Dayton, OH 45402-1234", "zip_code", "45402-1234"),
        ("at Flat 3, 88 Limekiln Row", "address", "Flat 3, 88 Limekiln Row"),
        ("14 maple road", "address", "14 maple road"),
        ("GMC number, 7413058", "registration_number", "7413058"),
        ("PIN 09F2817E", "registration_number", "09F2817E"),
        ("HCPC number printed, mine being OT51873", "registration_number", "OT51873"),
        ("NPI 1047314871", "registration_number", "1047314871"),
        ("DEA # BR4816370", "registration_number", "BR4816370"),
        ("hosp. no. H0045512", "record_number", "H0045512"),
        ("MRN 4406-8817", "record_number", "4406-8817"),
        ("Hospital Number: RX 448 812", "record_number", "RX 448 812"),
        ("member ID ZGP 884 120 556", "account_number", "ZGP 884 120 556"),
        ("(policy # MCD-40-771925)", "account_number", "MCD-40-771925"),
        ("driver's license W520-4471-0936", "licence_number", "W520-4471-0936"),
        ("the van, SN66 KRO, was", "vehicle_number", "SN66 KRO"),
        ("VIN 4T1BF3EK1BU638204", "vehicle_number", "4T1BF3EK1BU638204"),
        ("serial no. BG-2204-77815", "device_number", "BG-2204-77815"),
        ("her license number for the form, read off the sheet, K482-1957-0036", "licence_number", "K482-1957-0036"),
        ("her ID said WDL-5530917 and", "licence_number", "WDL-5530917"),
        ("State ID card no. 998-221-407", "licence_number", "998-221-407"),
        ("He showed me a Texas ID, 44817220, torn", "licence_number", "44817220"),
        ("MRNs one digit apart; mine was 40-77186.", "record_number", "40-77186"),
        ("I remember the hospital number. It was H0448812.", "record_number", "H0448812"),
        ("the patient's ID was 448-17220", "record_number", "448-17220"),
        ("EPR number 10448172 was", "record_number", "10448172"),
        ("A&E no. 22448172, left", "record_number", "22448172"),
        ("the tribunal ref MP/2022/04481", "record_number", "MP/2022/04481"),
        ("DOC# 448172 again", "record_number", "448172"),
        ("the wristband read M0448172, not hers", "record_number", "M0448172"),
        ("his notes, RX-448812, were", "record_number", "RX-448812"),
        ("448812 was her MRN", "record_number", "448812"),
        ("K448812 (hospital number)", "record_number", "K448812"),
        ("a boy whose implant (CI-24-660371) failed", "device_number", "CI-24-660371"),
        ("concentrator number OC-774120", "device_number", "OC-774120"),
        ("insulin pump SN: NG4471820H", "device_number", "NG4471820H"),
        ("the insurer's ref is VIT/204481/7", "account_number", "VIT/204481/7"),
        ("sort code 20-44-81", "account_number", "20-44-81"),
        ("Medi-Cal number 90044817A", "account_number", "90044817A"),
        ("Pharmacy Council registration 2204481", "registration_number", "2204481"),
        ("APRN-0044817 signed it", "registration_number", "APRN-0044817"),
        ("signed by the locum, 7448172 GMC.", "registration_number", "7448172"),
        ("NPI no. 1003000126", "registration_number", "1003000126"),
        ("reg M441 KLP, gone", "vehicle_number", "M441 KLP"),
        ("a grey van, M441 KLP, gone", "vehicle_number", "M441 KLP"),
        ("at the door, nr97 6bd, she", "postcode", "nr97 6bd"),
        ("Flat 9, Cobbler's Court", "address", "Flat 9, Cobbler's Court"),
        ("P.O. Box 4417", "address", "P.O. Box 4417"),
        ("Rural Route 2, Box 118", "address", "Rural Route 2, Box 118"),
        ("Rose Cottage, Back Lane", "address", "Rose Cottage, Back Lane"),
        ("she lives at 9 The Paddocks", "address", "9 The Paddocks"),
        ("last four of her social, 1120", "ssn", "1120"),
        ("503 555 0142 was her number", "phone", "503 555 0142"),
        ("write to joan (at) example.org", "email", "joan (at) example.org"),
    ],
)
def test_a_number_is_found_for_what_it_is(text: str, category: str, number: str) -> None:
    assert found(text) == [(category, number)]


@pytest.mark.parametrize(
    "text",
    [
        "Order 0412345678 came late, batch 9992046172, ref 0123456",
        "ISBN 0306406152 and ISBN 978-0-19-953556-8, doi:10.1136/bmj.l2345",
        "BP 168/94, GCS 14/15, sats 94 on air, HR 101, temp 38.4",
        "40 mg at 08:00, 5000 units, 0.9% saline, 120 ml/hr, 1:1000",
        "bleep 2417, then 2222, then NHS 111 and 999",
        "NG51, CG103 and TA878 of 2016, version 2.1.4",
        "Hb 78, K+ 6.1, eGFR 34, INR 2.3, troponin 14 ng/L",
        "L5 1st, T4 3 days, B12 1mg, C diff, O2 2L",
        "see nice.org.uk/guidance/ng51 and https://www.resus.org.uk/library/2021-guidelines",
        "room 12, bed 4, Band 5, Year 2, Level 3, 2 Park rules",
        "policy IPC-2023-0145, plan 2023-2024, group 4 of 12",
        "serial troponins 14 22 31, registration 2024-2027. In York 12345 people",
        "policy version 4, licence to practise, registration is due",
        "serial troponins 14-52-110, serial ECGs at 0, 30 and 60 minutes, serial lactates 4.1 then 3.2",
        "the ticket number for IT was INC0448172, part number 448-1722 for the sling, stock code 44817",
        "module code NUR30044, room number 4481, the job number for the lift, trial registration NCT04481722",
        "the label said 500 mg in 50 ml, the wristband had been on 12 days, the request said 1 of 3",
        "his notes, 3 volumes, 1200 pages; the chart, 10000 units; a file of 44817 patients",
        "the implant (Nexplanon 68 mg), the pump, 44 ml left, the lens was 21.5 D, ICD code I50.22",
        "the ward's number is 44817 internally, off-licence use of 600 mg, my certificate, 12 credits",
        "b12 1mg, co2 4lt, m2 5hr, Lot 4 of the dressings, Flat 2-hour targets, Box 12 of the form",
    ],
)
def test_numbers_of_things_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "two MRNs, 448812 and 448821, one bay",
        "MRN 448812 on the form and 448821 on the bottle",
        "MRN 448812, not 448821",
    ],
)
def test_a_second_number_of_the_same_shape_is_found_with_the_first(text: str) -> None:
    assert found(text) == [("record_number", "448812"), ("record_number", "448821")]


def test_a_number_with_a_wrong_check_digit_is_still_told_when_it_says_what_it_is() -> None:
    (finding,) = look("NHS number 999 204 6172")
    assert (finding.category, finding.certainty) == ("record_number", "likely")


@pytest.mark.parametrize("said", ["fails the check", "is invalid", "is not a valid one", "is a wrong number"])
def test_a_number_that_is_said_to_be_nobodys_is_left_alone(said: str) -> None:
    assert found(f"NHS number 999 123 4560 {said}") == []


@pytest.mark.parametrize("number", ["999 123 4560", "999 123-4560", "999-123-4560", "999 123.4560", "12 999 123-4560"])
def test_a_part_of_a_longer_number_is_no_telephone(number: str) -> None:
    assert [item for item in found(f"the number I rang them about, {number}, was his") if item[0] == "phone"] == []


def test_a_zip_code_after_a_street_is_found_without_its_state() -> None:
    assert found("at 5 Quarry Bend, 03867, and") == [("address", "5 Quarry Bend"), ("zip_code", "03867")]
