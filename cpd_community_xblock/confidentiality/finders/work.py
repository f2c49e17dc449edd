"""Words for what people do: where an occupation that begins at a word ends, and what is told of it."""

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.trades import (
    AT_WORK,
    COMMON_KINDS,
    COMPOUNDED,
    ENDINGS,
    NOT_WORK,
    OF_WHAT,
    TRADES,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COLLEAGUES, COMMON, PEOPLES, is_medical, words

_LONGEST = 4


def trade(text: Text, first: int, *, loose: bool = False, colleagues: bool = False) -> int | None:
    """The last word of an occupation that begins at a word: lighthouse keeper, prison chaplain."""
    last = None
    if first < len(text.words) and (text.words[first] in _JUDGED or text.words[first].isdigit()):
        return None
    for place in range(first, min(first + _LONGEST, len(text.words))):
        word = text.words[place]
        if place > first and (text.gap(place) not in {" ", "-", "'"} or (word in COMMON and text.gap(place) == " ")):
            break
        if (
            word in TRADES
            or _is_compound(text, first, place)
            or (loose and _is_work(word))
            or (colleagues and word in COLLEAGUES and word not in NOT_WORK and word not in AT_WORK)
        ):
            last = place
    if last is not None and (of := OF_WHAT.match(text.lower, text.ends[last])):
        return text.word_from(of.end()) - 1
    return last


_JUDGED = words(
    "senior keen good poor great bad bit real natural born lovely terrible brilliant reliable unreliable big little"
)


def _is_compound(text: Text, first: int, place: int) -> bool:
    if place == first or text.words[place] not in COMPOUNDED:
        return False
    kind = text.words[place - 1]
    return (
        kind.isalpha()
        and kind not in COMMON_KINDS
        and kind not in PEOPLES
        and kind not in COMMON
        and not kind.endswith(("ing", "ed"))
    )


def _is_work(word: str) -> bool:
    if word in NOT_WORK or word in COLLEAGUES or word in COMMON or word in PEOPLES or len(word) < 5 or is_medical(word):
        return False
    return word.endswith(ENDINGS)


_OF_AN_AGE = words("very young younger middle aged old older elderly")


def job(text: Text, first: int, last: int) -> Finding:
    while first < last and text.words[first] in _OF_AN_AGE:
        first += 1
    span = text.starts[first], text.ends[last]
    if text.words[first] in {"retired", "former"} and text.words[last] in COLLEAGUES - TRADES:
        return Finding(*span, Category.OCCUPATION, Certainty.HINT, "former colleague")
    safer = "older person" if text.before(text.starts[first], 1) == ["an"] else "person well known locally"
    return Finding(*span, Category.OCCUPATION, Certainty.HINT, safer)
