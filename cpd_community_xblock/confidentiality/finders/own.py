"""What a site and an author add: places, number formats, words. Looked up, never compiled from what they typed."""

from collections.abc import Iterable, Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders import Finder
from cpd_community_xblock.confidentiality.text import Text

_JOINTS = frozenset({" ", "-", ".", "/"})


def place_finder(places: Iterable[str]) -> Finder:
    """Finds a site's own place names."""
    return _phrase_finder(places, Category.PLACE, Certainty.LIKELY, "a local place")


def word_finder(words: Iterable[str]) -> Finder:
    """Finds the words that an author does not want to see."""
    return _phrase_finder(words, Category.WORD, Certainty.LIKELY, "[removed]")


def _phrase_finder(phrases: Iterable[str], category: Category, certainty: Certainty, safer: str) -> Finder:
    """Finds phrases word by word: whatever case, spacing and signs between their words."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(Text(phrase).words)
        if words:
            by_first.setdefault(words[0], []).append(words)

    def find(text: Text) -> Iterator[Finding]:
        for first in by_first.keys() & text.present:
            for place in text.where[first]:
                for words in by_first[first]:
                    last = place + len(words)
                    if tuple(text.words[place:last]) == words and _is_one(text, place, last):
                        yield Finding(text.starts[place], text.ends[last - 1], category, certainty, safer)

    return find


def _is_one(text: Text, first: int, last: int) -> bool:
    return all(len(text.gap(place)) <= 2 for place in range(first + 1, last))


def number_finder(pictures: Iterable[str]) -> Finder:
    """Finds numbers of a site's own form, such as K999999: 9 is any digit, A any letter, spacing does not matter."""
    wanted: dict[int, set[str]] = {}
    for picture in pictures:
        signs = "".join(Text(picture.upper()).words)
        if "9" in signs:
            wanted.setdefault(len(signs), set()).add(signs)
    longest = max(wanted, default=0)

    def find(text: Text) -> Iterator[Finding]:
        for place in text.coded if wanted else ():
            for start in {place, max(place - 1, 0)}:
                for end, signs in _runs(text, start, longest):
                    if any(_fits(signs, picture) for picture in wanted.get(len(signs), ())):
                        where = text.starts[start], text.ends[end - 1]
                        yield Finding(*where, Category.LOCAL_NUMBER, Certainty.CERTAIN, "[number removed]")

    return find


def _runs(text: Text, start: int, longest: int) -> Iterator[tuple[int, str]]:
    """What stands together from a word on, with what joins it left out, and the word after it."""
    signs = ""
    for place in range(start, len(text.words)):
        if place > start and text.gap(place) not in _JOINTS:
            return
        signs += text.words[place]
        if len(signs) > longest:
            return
        yield place + 1, signs


def _fits(signs: str, picture: str) -> bool:
    return all(
        sign.isdigit() if drawn == "9" else sign.isalpha() if drawn == "A" else sign == drawn.lower()
        for sign, drawn in zip(signs, picture, strict=True)
    )
