"""Dates, ages, places and what else narrows down who somebody is."""

import pytest

from tests.confidentiality import found


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("DOB 04/11/1951", "birth_date", "04/11/1951"),
        ("D.O.B. 4th Nov 1951", "birth_date", "4th Nov 1951"),
        ("born Sept 30, 1979", "birth_date", "Sept 30, 1979"),
        ("date of birth 1948-03-12", "birth_date", "1948-03-12"),
        ("She died on 9 November 2023", "date", "on 9 November 2023"),
        ("admitted Saturday 22 June", "date", "Saturday 22 June"),
        ("he fell on 11/02/2024", "date", "on 11/02/2024"),
        ("an 83-year-old woman", "age", "an 83-year-old"),
        ("tired, 38M, tender", "age", "38M"),
        ("aged 6", "age", "aged 6".removeprefix("aged ")),
        ("a 3-week-old girl", "age", "a 3-week-old"),
        ("an eighty-three-year-old man", "age", "an eighty-three-year-old"),
        ("her nan, 74, waited", "age", "74"),
        ("she was 94 and happy", "age_over_89", "94"),
        ("a gentleman of 97", "age_over_89", "97"),
        ("she was ninety-six, and", "age_over_89", "ninety-six"),
        ("she turned a hundred and one here", "age_over_89", "a hundred and one"),
        ("on Nightingale ward", "ward", "Nightingale ward"),
        ("on Ward 7B last night", "ward", "Ward 7B"),
        ("up to 4 West at six", "ward", "4 West"),
        ("at St Bede's we", "site", "St Bede's"),
        ("Ashgrove Medical Centre", "site", "Ashgrove Medical Centre"),
        ("at the Holloway Road surgery", "site", "Holloway Road surgery"),
        ("she lives in Penrith now", "site", "Penrith"),
        ("HMP Eastmoor", "site", "HMP Eastmoor"),
        ("She has Fabry disease.", "rare_condition", "Fabry disease"),
        ("with epidermolysis bullosa", "rare_condition", "epidermolysis bullosa"),
        ("a Somali woman came", "ethnicity", "a Somali"),
        ("her family are Jehovah's Witnesses", "ethnicity", "Jehovah's Witnesses"),
        ("with a retired lighthouse keeper", "occupation", "retired lighthouse keeper"),
    ],
)
def test_a_detail_is_found_for_what_it_is(text: str, category: str, words: str) -> None:
    assert found(text) == [(category, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The course on 12 March 2024 was useful, and the ALS update on 3 June.",
        "Policy v4.2 expired 31/03/2023. The rota for 12/05/2024 came late.",
        "20 years' experience; over-65s; children aged 5 to 11; patients aged 65 and over",
        "in her seventies, 38 weeks pregnant, 10 cm dilated, 5 days ago",
        "a 10-year-old policy, a 12-year-old scanner",
        "sats 91 and still dropping, her BP was 94 systolic",
        "the ward, ITU, A&E, our surgical ward, the Stroke Unit, an Acute Medical Unit",
        "the hospital, a care home, the Health Centre, my school, Primary School visits",
        "the Somali interpreter, Polish leaflets, English is my second language",
        "a webinar on Fabry disease",
        "May 5 mg be given? In March 20 nurses left.",
    ],
)
def test_what_is_no_ones_is_left_alone(text: str) -> None:
    assert found(text) == []
