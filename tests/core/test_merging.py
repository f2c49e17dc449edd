"""Two windows' texts become one, and no word is lost on the way."""

import re
import time
from collections import Counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cpd_community_xblock.core.merging import merge

words = st.sampled_from(["ward", "late", "calm", "call", "nurse", "note"])
gaps = st.sampled_from([" ", ". ", ".", "! ", "? ", "\n", "\n\n", " … "])
texts = st.lists(st.one_of(words, gaps), max_size=14).map("".join)


@st.composite
def changed(draw: st.DrawFn, base: str) -> str:
    """A text as someone might leave it who began with ``base``: pieces taken out, moved in, put before or after."""
    pieces = re.findall(r"\w+|\W+", base)
    for _change in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(pieces)))
        if draw(st.booleans()):
            pieces[place:place] = [draw(gaps), draw(words), draw(gaps)]
        else:
            del pieces[place : place + draw(st.integers(1, 4))]
    return "".join(pieces)


@st.composite
def windows(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(texts)
    mine = draw(st.one_of(changed(base), texts))
    theirs = draw(st.one_of(changed(base), texts))
    return base, mine, theirs


def vocabulary(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def deleted(base: str, other: str) -> set[str]:
    """The words that stand in ``other`` fewer times than they did."""
    return set(Counter(re.findall(r"\w+", base)) - Counter(re.findall(r"\w+", other)))


@settings(max_examples=500, deadline=None)
@example(("ward. ward! ", "ward. wardward ! ", ". ward! "))
@given(windows())
def test_no_word_is_lost_unless_one_deleted_it_and_the_other_left_it_as_it_was(three: tuple[str, str, str]) -> None:
    base, mine, theirs = three
    assume(not mine.startswith(theirs) and not theirs.startswith(mine))  # Then the longer one is the later one: below.
    merged, _clash = merge(base, mine, theirs)
    for one, other in ((mine, theirs), (theirs, mine)):
        assert vocabulary(one) - deleted(base, other) <= vocabulary(merged)


@settings(max_examples=200, deadline=None)
@given(windows())
def test_no_word_comes_from_nowhere(three: tuple[str, str, str]) -> None:
    base, mine, theirs = three
    assert vocabulary(merge(base, mine, theirs)[0]) <= vocabulary(mine) | vocabulary(theirs)


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_where_only_one_window_changed_anything_its_text_stands(base: str, mine: str) -> None:
    assert merge(base, mine, base) == (mine, False)
    assert merge(base, base, mine) == (mine, False)
    assert merge(base, mine, mine) == (mine, False)


def test_changes_in_different_sentences_are_joined() -> None:
    base = "It was late. I called. She came."
    mine = "It was very late. I called. She came."
    theirs = "It was late. I called. She came at once."
    assert merge(base, mine, theirs) == ("It was very late. I called. She came at once.", False)


def test_where_both_changed_a_sentence_both_stand_for_the_writer_to_choose() -> None:
    merged, clash = merge("It was late.", "It was very late.", "It was too late.")
    assert clash
    assert merged == "It was too late.\n\nIt was very late."


def test_first_words_from_two_windows_are_both_kept() -> None:
    merged, clash = merge("", "From one window.", "From the other.")
    assert (merged, clash) == ("From the other.\n\nFrom one window.", True)


def test_a_sentence_that_one_took_out_and_the_other_left_is_gone() -> None:
    merged, clash = merge("One. Two. Three.", "One. Three.", "Zero. One. Two. Three.")
    assert (merged, clash) == ("Zero. One. Three.", False)


@pytest.mark.parametrize("text", ["", "x", "…", "\n\n\n", "a.b.c", "كلمة؟ ثانية", "🙂 🙂"])
def test_odd_texts_are_merged_with_themselves(text: str) -> None:
    assert merge(text, text, text) == (text, False)
    assert merge("", text, text) == (text, False)


def test_a_text_that_goes_on_from_the_other_is_the_later_one() -> None:
    base, sent, typed_on = "I was late. ", "I was late. She was cal", "I was late. She was calm. I asked."
    assert merge(base, typed_on, sent) == (typed_on, False)
    assert merge(base, sent, typed_on) == (typed_on, False)


def test_texts_made_to_keep_the_server_busy_are_kept_side_by_side() -> None:
    parts = ["".join(f"{chr(97 + place % 26)}{place % turn}. " for place in range(6_000)) for turn in (110, 111, 109)]
    began = time.process_time()
    merged, clash = merge(*parts)
    assert time.process_time() - began < 1
    assert clash
    assert parts[1] in merged
    assert parts[2] in merged
