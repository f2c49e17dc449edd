"""A text as the rules read it, and the way back to what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.confidentiality.text import Text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain words", "plain words"),
        ("two  spaces\tand a tab", "two spaces and a tab"),
        ("no\u00a0break, thin\u2009space", "no break, thin space"),
        ("a line\nend", "a line end"),
        ("a paragraph\r\n\r\nend", "a paragraph\nend"),
        ("999\u200d204\u20606171", "9992046171"),
        ("٩٩٩ ９９９ ९९९", "999 999 999"),
        ("Мrs Оkafor", "Mrs Okafor"),
        ("Siobhán, Nguye\u0302\u0303n", "Siobhan, Nguyen"),
        ("“it’s” – here", '"it\'s" - here'),
        ("then—silence", "then - silence"),
        ("ﬁne", "fine"),
        ("soft\u00adhyphen", "softhyphen"),
        ("nul\x00and bell\x07", "nuland bell"),
    ],
)
def test_what_looks_the_same_is_read_the_same(written: str, read: str) -> None:
    assert Text(written).plain == read


def test_a_place_leads_back_to_what_was_written() -> None:
    given_ = "Saw  Мrs\u200d Nguye\u0302\u0303n — later"
    text = Text(given_)
    words = [given_[slice(*text.given_span(*span))] for span in zip(text.starts, text.ends, strict=True)]
    assert words == ["Saw", "Мrs", "Nguye\u0302\u0303n", "later"]


@given(st.text())
def test_small_letters_stand_where_the_others_do(given_: str) -> None:
    text = Text(given_)
    assert len(text.lower) == len(text.plain)


@given(st.text(alphabet=st.characters(), min_size=1))
def test_every_word_comes_from_somewhere_in_order(given_: str) -> None:
    text = Text(given_)
    spans = [text.given_span(*span) for span in zip(text.starts, text.ends, strict=True)]
    assert all(0 <= start < end <= len(given_) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(alphabet="ab \n\t\u200d\u00a0é1—"))
def test_no_two_spaces_are_beside_each_other(given_: str) -> None:
    assert "  " not in Text(given_).plain


def test_one_character_never_becomes_many() -> None:
    assert len(Text("\ufdfa" * 100).plain) <= 400
