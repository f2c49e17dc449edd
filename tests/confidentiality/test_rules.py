"""What holds for whatever is written, and what a site and an author add."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.confidentiality import rules
from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import PEOPLE, TITLES
from tests.confidentiality import PACKS, look

PIECES = st.sampled_from(
    [
        *sorted(TITLES)[::9],
        *sorted(PEOPLE)[::25],
        *[
            "Mrs",
            "Okafor",
            "her",
            "Tom",
            "called",
            "NHS",
            "no",
            "999 204 6171",
            "07700",
            "900123",
            "+44",
            "(0)",
            "1",
            "0",
        ],
        *[
            "a@b.example",
            "http://a.example/u/b",
            "::1",
            "SY9 7QZ",
            "12 Elm Road",
            "born",
            "3 May",
            "aged",
            "94",
            "-old",
        ],
        *[
            "ward",
            "Elm",
            "St",
            "in",
            "York",
            "MRN",
            "A1",
            "serial",
            *["Nurse", "Practitioner", "of", "the", "retired", "local", "Somali", "and", "is", "S/N", "SO", "own"],
            *["asked", "with", "from", "poor", "been", "a", "farmer", "syndrome", "as", "at", "Leeds", "fourth", "she"],
            ",",
            ".",
            "(",
            ")",
            "-",
            "'s",
            "\n\n",
            "\u200d",
            "٣",
        ],
    ]
)
anything = st.one_of(st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join))


@given(anything)
def test_findings_are_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for finding in look(text):
        assert last <= finding.start < finding.end <= len(text)
        last = finding.end


@given(
    st.lists(
        st.sampled_from(
            [
                "",
                "\u200b",
                "\u200d",
                "\u2060",
                "\ufeff",
                "\u00ad",
                " ",
                "\u00a0",
                "\u2009",
                "\n",
                ".",
                "_",
                ", ",
                "-\n",
                "~",
            ]
        ),
        min_size=2,
        max_size=2,
    ),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९"]),
)
def test_no_spacing_and_no_script_hides_an_nhs_number(between: list[str], digits: str) -> None:
    hidden = f"999{between[0]}204{between[1]}6171".translate(str.maketrans("0123456789", digits))
    text = f"I wrote NHS number {hidden} on it"
    assert [text[finding.start : finding.end] for finding in look(text)] == [hidden]


def test_there_is_an_end_to_what_is_told() -> None:
    assert len(look("Mrs Okafor rang. " * 2_000)) == rules.MOST_FINDINGS


@pytest.mark.parametrize("part", ["Mr Dr Sir ", "(", "1", "a@", "\u200d", "van "])
def test_what_nobody_writes_does_no_harm(part: str) -> None:
    assert len(look(part * 5_000)) <= rules.MOST_FINDINGS


def finder(*findings: Finding) -> Pack:
    return Pack("test", (lambda _text: findings,))


def test_of_two_that_overlap_the_surer_stays_and_then_the_longer() -> None:
    sure = Finding(4, 6, Category.PHONE, Certainty.CERTAIN, "")
    long = Finding(0, 6, Category.NAME, Certainty.LIKELY, "")
    short = Finding(0, 3, Category.AGE, Certainty.LIKELY, "")
    shorter = Finding(1, 3, Category.DATE, Certainty.LIKELY, "")
    assert rules.find("abcdefgh", packs=[finder(sure, long)]) == (sure,)
    assert rules.find("abcdefgh", packs=[finder(shorter, short, sure)]) == (short, sure)


def test_a_finder_that_two_packs_share_looks_once() -> None:
    calls = []

    def watch(text: Text) -> tuple[Finding, ...]:
        calls.append(text)
        return ()

    rules.find("a", packs=[Pack("one", (watch,)), Pack("two", (watch,))])
    assert len(calls) == 1


class TestOfASite:
    def test_its_places_are_found_in_any_case_and_spacing(self) -> None:
        (finding,) = rules.find("went to little\u00a0 WENHAM green", packs=[], places=["Little Wenham"])
        assert finding.category is Category.PLACE

    def test_its_places_are_whole_words(self) -> None:
        assert rules.find("We washed and baths were full", packs=[], places=["Wash", "Bath"]) == ()

    @pytest.mark.parametrize("number", ["K123456", "k 123 456", "K-123456", "Ｋ１２３４５６"])
    def test_its_numbers_are_found_by_their_picture(self, number: str) -> None:
        text = f"the label {number} was wet"
        (finding,) = rules.find(text, packs=[], number_formats=["K999999"])
        assert (finding.category, text[finding.start : finding.end]) == (Category.LOCAL_NUMBER, number)

    @pytest.mark.parametrize("number", ["K12345", "K1234567", "L123456", "XK123456"])
    def test_other_numbers_are_not(self, number: str) -> None:
        assert rules.find(number, packs=[], number_formats=["K999999"]) == ()

    def test_a_picture_is_no_pattern(self) -> None:
        assert rules.find("aaaa 1111", packs=[], number_formats=["(a+)+9", ".*", "[9", ""]) == ()


class TestOfAnAuthor:
    def test_words_are_found_whole_in_any_case_and_disguise(self) -> None:
        text = "the BLUE\u200d  folder, blues, and a bluе folder"
        found = rules.find(text, packs=[], words=["blue folder"])
        assert [text[finding.start : finding.end] for finding in found] == ["BLUE\u200d  folder", "bluе folder"]

    def test_empty_words_are_nothing(self) -> None:
        assert rules.find("anything", packs=PACKS, words=["", " ", "..."]) == ()


def test_the_rules_need_no_framework_and_load_nothing_heavy() -> None:
    script = (
        "import sys; from cpd_community_xblock.confidentiality import rules; "
        "from cpd_community_xblock.confidentiality.packs import uk, us; "
        "print([name for name in ('django', 'xblock', 'phonenumbers', 'nhs_number', 'spacy') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
