"""Every number in every disguise: other signs between its groups, sign by sign, over a line's end, with letters."""

from collections.abc import Iterator

import pytest

from tests.confidentiality import found

Groups = list[str]
NUMBERS: list[tuple[str, str, Groups]] = [
    ("nhs_number", "NHS number", ["999", "204", "6171"]),
    ("chi_number", "CHI", ["181090", "3343"]),
    ("hsc_number", "H&C number", ["351", "536", "6245"]),
    ("ni_number", "NI number", ["AB", "10", "34", "56", "C"]),
    ("ssn", "SSN", ["219", "09", "9910"]),
    ("phone", "phone", ["07700", "900", "123"]),
    ("phone", "cell", ["503", "555", "0142"]),
    ("postcode", "postcode", ["LS6", "2AB"]),
    ("postcode", "postcode", ["SW1A", "2AA"]),
    ("postcode", "address is", ["LS10", "2AB"]),
    ("vehicle_number", "car reg", ["AB12", "CDE"]),
    ("vehicle_number", "plate", ["M410", "BOH"]),
    ("zip_code", "zip", ["454", "02"]),
]
BETWEEN = ["", " ", ".", "-", "_", "/", ", ", ",", " . ", " - ", "\n", "-\n", ":", "|", "~", " = "]
APART = [" ", ".", "-", "_", ", ", " - "]


def _disguised(groups: Groups) -> Iterator[str]:
    yield from (sign.join(groups) for sign in BETWEEN)
    yield from (sign.join("".join(groups)) for sign in APART)
    if groups[0] != "454":
        for digit, letter in ("0O", "0o", "1l", "1I"):
            for sign in ("", " ", "-", "_"):
                yield sign.join(group.replace(digit, letter) for group in groups)


TABLE = sorted(
    {(kind, cue, written) for kind, cue, groups in NUMBERS for written in _disguised(groups)},
    key=lambda row: (row[0], row[2]),
)


@pytest.mark.parametrize(("kind", "cue", "written"), TABLE)
def test_no_sign_between_and_no_letter_for_a_digit_hides_a_number(kind: str, cue: str, written: str) -> None:
    assert found(f"I wrote down {cue} {written} for them.") == [(kind, written)]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("seen as 999 2O4 6l7l in clinic", "nhs_number", "999 2O4 6l7l"),
        ("NHS (999) (204) (6171)", "nhs_number", "999) (204) (6171"),
        ("NHS [999][204][6171]", "nhs_number", "999][204][6171"),
        ("she is at LS6.2AB now", "postcode", "LS6.2AB"),
        ("she is at LS6_2AB now", "postcode", "LS6_2AB"),
        ("she is at LS6-\n2AB now", "postcode", "LS6-\n2AB"),
        ("in Dayton, OH 4 5 4 0 2, since", "zip_code", "4 5 4 0 2"),
        ("in Dayton, OH 454-\n02, since", "zip_code", "454-\n02"),
        ("in Dayton, OH 45402-\n1234, since", "zip_code", "45402-\n1234"),
        ("her NI number AB 12 34 56 a nurse had", "ni_number", "AB 12 34 56"),
        ("her NI number AB 12 34 56 A, she had", "ni_number", "AB 12 34 56 A"),
        ("tel:07700 900123", "phone", "07700 900123"),
        ("mob.07700_900_123", "phone", "07700_900_123"),
    ],
)
def test_some_disguises_need_no_word_beside_them(text: str, kind: str, written: str) -> None:
    assert found(text) == [(kind, written)]


ADDRESSES = [
    "jo.smith@\nexample.org",
    "jo.smith\n@example.org",
    "jo.smith @ example.org",
    "jo.smith@ example.org",
    "jo.smith @example.org",
    "jo . smith @ example . org",
    "jo.smith@example.\norg",
    "jo.smith@example\n.org",
    "jo.smith@example dot org",
    "jo.smith @ example dot org",
    "jo.smith(at)example.org",
    "jo.smith\n(at) example.org",
    "jo.smith (at) example (dot) org",
    "jo.smith[at]example[dot]org",
    "jo.smith {at} example {dot} org",
    "jo.smith <at> example <dot> org",
    "jo.smith at example dot org",
    "jo dot smith at example dot org",
    "jo dot smith@example.org",
    "jo.smith＠example．org",
]


@pytest.mark.parametrize("written", ADDRESSES)
@pytest.mark.parametrize("text", ["You can write to {} for the notes. They answer.", "Her e-mail, {}. She is away."])
def test_an_address_is_found_however_its_signs_are_put(text: str, written: str) -> None:
    assert found(text.format(written)) == [("email", written)]


@pytest.mark.parametrize(
    "text",
    [
        "thanks @jo.smith for this, and @example.org",
        "we met @ 10.30 in the hall; look at dot plots",
        "sats 94, 95, 96, then 250, 300, 4000 ml in all, and she called 250, 300, 4000 out",
        "fluids 2l, 3l, 1l, 2l, 10l, 250 and 500, grade II, 2019, 12",
        "I saw 10 I knew and 20 I did not; in 2010 I left. I, 2019",
        "B12, 3 AM, L4/5, T4. 3AB tablets, CT 1.2 AB",
        "the car had 3 doors, 12 ABS faults and a B 12, CRP 20, by the car",
        "seen by a PA 130 80, and in OR 120 20",
        "the zip 45.40, zip files 454 02",
        "999+204+6171 = 7374, and 120 * 340 * 1000; 10l (20l) = 30l",
        "ratio 1:2:3:4:5, version 1_2_3_4, 1|2|3|4",
    ],
)
def test_signs_and_letters_beside_digits_are_no_disguise(text: str) -> None:
    assert found(text) == []
