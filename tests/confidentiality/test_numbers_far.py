"""Numbers some way from the word for their kind, and ages, dates and places that stand by themselves."""

import pytest

from tests.confidentiality import found

TOLD = [
    ("I wrote the plate on the back of the slip, CWX 88T, so that they would not tow him", "vehicle_number", "CWX 88T"),
    ("They wanted plates, and I gave 7KRT 204 for the pickup", "vehicle_number", "7KRT 204"),
    ("gave the aide's tag so that the guard would wave her in (DSW 4402)", "vehicle_number", "DSW 4402"),
    ("the loaner walker, tag 4471-C, went home", "device_number", "4471-C"),
    ("We wipe by serial now. That one's OPT7-00261-X, I recall", "device_number", "OPT7-00261-X"),
    ("wants the serial on the ticket, so: unit is TRL-0093381, going", "device_number", "TRL-0093381"),
    ("The stent card says XLR-20417 on it", "device_number", "XLR-20417"),
    ("Her cochlear processor, 1012-0447-B, broke", "device_number", "1012-0447-B"),
    ("his pilot's medical, certificate no. AC-3318402, which I read", "licence_number", "AC-3318402"),
    ("Gone: S530-4609-2217, and all the rest", "licence_number", "S530-4609-2217"),
    ("the auto policy 0047-71-Q2 was in the folder", "account_number", "0047-71-Q2"),
    ("flexion 85 degrees, policy 55-20871-B, it said", "account_number", "55-20871-B"),
    ("UTR 4471820917 on his letter", "account_number", "4471820917"),
    ("her plan ID W2290 44817 01, home 54220. I found it", "zip_code", "54220"),
    ("lift at 70764, with a wheelchair", "zip_code", "70764"),
    ("88 Levee St., Unit B, 70356, it said", "zip_code", "70356"),
    ("going to 87940-1122, they wrote", "zip_code", "87940-1122"),
    ("He lives past the mill, 04938, with dogs", "zip_code", "04938"),
    ("Her hospital number is on the board as 0447182.", "record_number", "0447182"),
    ("specimen 24-118-2071 was lost", "record_number", "24-118-2071"),
    ("it says Mrs. Fitzhugh 102 on the list", "age_over_89", "102"),
    ('a note that said "98, alone till 4"', "age_over_89", "98"),
    ("my pt as well, ninety-one and furious.", "age_over_89", "ninety-one"),
    ("Mr Abernethy had been 88 and frail", "age", "88"),
    ('I gave "male, 58, chest pain"', "age", "58"),
    ("She was moved on the 30th of April.", "date", "30th of April"),
    ("a man of Lao descent", "ethnicity", "Lao"),
    ("a 52-year-old Samoan male", "ethnicity", "Samoan"),
    ("put in for erythromelalgia", "rare_condition", "erythromelalgia"),
    ("Night on Sycamore 4, a quiet one", "ward", "Sycamore 4"),
    ("A volunteer on the Preseli day unit", "ward", "Preseli day unit"),
    ("everybody at Tallow Creek goes there", "site", "Tallow Creek"),
    ("Dry Fork Correctional had an opinion", "site", "Dry Fork Correctional"),
]
UNNAMED = [
    ('I call "G26-1187" and a person stands up', "record_number", "G26-1187"),
    ("I typed in the last one that I had seen, LA0044718", "record_number", "LA0044718"),
    ("And the auth you are appealing? It's A0044812-02", "account_number", "A0044812-02"),
    ("a claim, a carrier. I give her 06-2281-K because it is there", "account_number", "06-2281-K"),
    ("an ICD, with the card in the visor, then RNK 118 204 S", "device_number", "RNK 118 204"),
    ("The column was hospital numbers in full: 1884402, RK-774-102, and on", "record_number", "RK-774-102"),
]
UNTOLD = [
    "module PHA4471B, protocol ABC-1234-02, form MR-2214, locker L-2214-07, poster P-118-2264",
    "EudraCT 2019-004472-11, NIHR 203447, KB5034441, DSM-5-TR, CPT 99213-25, EN-14683, HLA-DQ2204",
    "lot FF220447, order W2204471, shelf 4B-0447, donation G1234 567 890 123",
    "The plate was cracked, plate 3 of the agar, 120 CFU",
    "home 15 minutes later, and 10000 units at home",
    "I walked home, 12044 steps in all",
    "policy CLIN-044 v2.1, policy HR/044/2021, stock code FTB-20417",
    "our policy 20417-88 covers cover",
    "He scored ninety-one percent; I waited ninety minutes",
    "His sats 96 and pulse 98, then 101 beats",
    "a study day on Band 5, in Year 2, on Day 3, at Level 3",
    "It is in Objective 3, and on Schedule 2, from Semester 4. I put it to Panel 2, in Paragraph 6",
    "Windows 11 and Route 9, gate 3, on Page 3",
    "they had been 88 beds short",
    "POD 1 after his hip",
]


@pytest.mark.parametrize(("text", "category", "written"), [*TOLD, *UNNAMED])
def test_a_number_far_from_its_word_has_its_kind(text: str, category: str, written: str) -> None:
    assert (category, written) in [(kind, told.removeprefix("a ").removeprefix("on ")) for kind, told in found(text)]


@pytest.mark.parametrize("text", UNTOLD)
def test_what_only_counts_is_nobodys(text: str) -> None:
    assert found(text) == []
