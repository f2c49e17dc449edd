"""What can stand in the place of a finding."""

import pytest

from benchmarks.confidentiality import read
from tests.confidentiality import look, mended


@pytest.mark.parametrize(
    ("text", "safer"),
    [
        ("I saw an 83-year-old woman.", "I saw an older woman."),
        ("A 62F came.", "A middle-aged woman came."),
        ("She was 94 and her hands shook.", "She was over 89 and her hands shook."),
        ("He is a kind man, 84, and tired.", "He is a kind man, in his eighties, and tired."),
        ("Mrs Okafor's pain grew.", "The patient's pain grew."),
        ("I rang Dr Ellery.", "I rang the doctor."),
        ("I asked Sister Mbeki.", "I asked the nurse in charge."),
        ("Her husband Tom cried.", "Her husband cried."),
        ("Her husband, Tom, cried.", "Her husband cried."),
        ("Her husband (Tom) cried.", "Her husband cried."),
        ("My colleague Priya saw it.", "My colleague saw it."),
        ("The consultant, Dr Ellery, agreed.", "The consultant agreed."),
        ("A lady called Winifred Ash came.", "A lady came."),
        ("NOK: Graham Pike", "NOK: A relative"),
        ("The Haddad family came.", "The family came."),
        ("Ask for Winston the porter, he knows.", "Ask for the porter, he knows."),
        ("We met at Drumbeg Hospital.", "We met at a district hospital."),
        ("It was on Nightingale ward.", "It was on the ward."),
        ("It was on the Nightingale ward.", "It was on the ward."),
        ("She died on 9 November 2023.", "She died recently."),
        ("On 9 November 2023 she died.", "Recently she died."),
        ("I met an Ethiopian woman.", "I met a woman."),
        ("I handed over to Kemi.", "I handed over to someone."),
        ("Huge thanks Tobias, this rang true.", "Huge thanks, this rang true."),
        ("That took courage, Mags.", "That took courage."),
        ("Priya (my preceptor) stepped in.", "Someone (my preceptor) stepped in."),
        ("Her children Poppy, Max and Finn visited.", "Her children visited."),
        ("We met the Okafors.", "We met the family."),
        ("It was her 100th birthday.", "It was her latest birthday."),
        ("He goes to Beechcroft Primary.", "He goes to a school."),
        ("She's a Jehovah's Witness.", "She's from a particular background."),
        ("She is of Pakistani heritage.", "She is of particular heritage."),
        ("NHS no. 999 204 6171.", "NHS no. [number removed]."),
        ("Call 07700 900 123.", "Call [phone number removed]."),
    ],
)
def test_the_safer_wording_reads_on(text: str, safer: str) -> None:
    assert mended(text) == safer


def test_looking_again_finds_nothing_where_a_safer_wording_stands() -> None:
    for item in read("tuned"):
        for finding in look(item.text):
            end = finding.start + len(finding.safer)
            again = look(item.text[: finding.start] + finding.safer + item.text[finding.end :])
            assert not [other for other in again if other.start < end and other.end > finding.start]
