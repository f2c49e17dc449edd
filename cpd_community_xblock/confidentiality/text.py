"""A text as its rules read it: one alphabet, one kind of space, and the way back to what was written."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")

_IRREGULAR = re.compile(r" ?[^ -~][^!-~]*+| {2}[^!-~]*+")
"""From where characters are anything else than visible ASCII and single spaces, up to the next that are."""

AS_DIGITS = str.maketrans("OoIl", "0011")
"""Letters that look like digits."""
_MIXED = re.compile(r"[0-9OoIl](?<![^\W_].)(?:(?<=[0-9])[0-9]*+[OoIl]|(?<![0-9])[OoIl]?[0-9])[0-9OoIl]*+(?![^\W_])")
"""Digits with letters among them that look like a nought or a one."""
_ONE = re.compile(r"(?<=[0-9])[Il](?=[0-9])")
_FEWEST_MIXED, _SURELY_MIXED = 3, 8
BETWEEN = r"(?:[ .,\-/:|~+=()\[\]]{1,3}+|_)"
"""What people put between the signs of a number. Asterisks, and underscores beside a space, only set it in italics."""
_GROUPS = re.compile(rf"[0-9OIl](?<![^\W_].)[0-9OoIl]{{0,10}}+(?:{BETWEEN}[0-9OoIl]{{1,11}}+(?![^\W_]))++")
"""Digits, and letters that look like some, in groups."""
_GROUP = re.compile(r"[0-9OoIl]+")
_ROMAN = frozenset({"I", "II", "III"})
_FEWEST_GROUPED = 6

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+")

MOST_NUMBERS = 2_000
"""Runs of digits that are looked at. A reflection has a few dozen; a text of nothing but digits must not cost more."""

MOST_PLACES = 2_000
"""Places that are looked at for one word: as often as "the" comes in a small book."""

_LONGEST = 4
"""What one character may become. A single Arabic ligature would otherwise be eighteen."""

# fmt: off
_LOOK_ALIKES = str.maketrans(
    # Cyrillic, then Greek, that nobody can tell from Latin on a screen.
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕһԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧο‘’‚‛′ʼʹ`´＇“”„‟″«»·•‧∙⋅‐‑‒–−⁃﹣",
    "ABEKMHOPCTYXIJSaeopcyxijshdqwlABEZHIKMNOPTYXo''''''''''\"\"\"\"\"\"\".....-------",
)
# fmt: on
_ASIDE = frozenset("—―")
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")
_BLANK = "\u2800"


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """What a character is read as: nothing, when it cannot be seen or is a mark on the one before it."""
    if character.isspace() or character == _BLANK:
        return " "
    if character in _ASIDE:
        return " - "
    if character in _UNSEEN:
        return ""
    told = character.translate(_LOOK_ALIKES)
    if told.isascii():
        return told if told.isprintable() else ""
    parted = unicodedata.normalize("NFKD", told)
    if parted == told and told.isalpha():
        return told
    return "".join(map(_letter, parted))[:_LONGEST].translate(_LOOK_ALIKES)


def _letter(character: str) -> str:
    """A character without its marks, a digit of any script as the one that people count with here."""
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return "" if kind[0] == "M" or kind in {"Cf", "Cc"} else character


def _characters(given: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """What a piece of a text is read as, each character with its place, and a run of spaces as one."""
    blank_at, lines = None, 0
    for place in range(start, end):
        for character in _plain(given[place]):
            if character == " ":
                if blank_at is None:
                    blank_at, lines = place, 0
                lines += given[place] == "\n"
                continue
            if blank_at is not None:
                yield "\n" if lines > 1 else " ", blank_at
                blank_at = None
            yield character, place
    if blank_at is not None:
        yield "\n" if lines > 1 else " ", blank_at


def _digits(mixed: re.Match[str]) -> str:
    """07700 for O77OO; O2 and 10l are no disguises."""
    written = mixed[0]
    if len(written) < _FEWEST_MIXED:
        return written
    if len(written) >= _SURELY_MIXED:
        return written.translate(AS_DIGITS)
    return _ONE.sub("1", written.replace("O", "0").replace("o", "0"))


def _grouped_digits(run: re.Match[str]) -> str:
    """999 201 0171 for 999 2Ol OI7l, and 1 0 2 0 for l O 2 O; what stands among them may still be a word."""
    written = run[0]
    if written.translate(AS_DIGITS) == written:
        return written
    groups = _GROUP.findall(written)
    signs = sum(map(len, groups))
    if signs < _FEWEST_GROUPED or 2 * sum(map(str.isdigit, written)) <= signs:
        return written
    if len(groups) == signs:
        return written.translate(AS_DIGITS)
    return _GROUP.sub(lambda group: group[0] if _is_word(group[0]) else group[0].translate(AS_DIGITS), written)


def _is_word(written: str) -> bool:
    """Whether a group is more likely a word, a litre's sign or a Roman number than digits."""
    return written in _ROMAN or (len(written) == 1 and not written.isdigit())


class Text:
    """One text, read once for all rules.

    In ``plain`` every run of spaces is one space, or one line feed where a paragraph ends; accents and what cannot be
    seen are gone, digits are ASCII and letters that look Latin are; a letter that stands for a digit is one. ``lower``
    is as long as ``plain``. Words are runs of letters and digits: the ``n``-th is ``words[n]``, in lower case, from
    ``starts[n]`` to ``ends[n]``. ``is_cut`` is true once something was left out because there is more of it than
    anybody writes.
    """

    def __init__(self, given: str) -> None:
        self.given = given
        self.is_cut = False
        self._at = [0]
        self._given_at = [0]
        self.plain = self._read()

    def _read(self) -> str:
        parts, length, last = [], 0, 0
        for irregular in _IRREGULAR.finditer(self.given):
            start, end = irregular.span()
            parts.append(self.given[last:start])
            length += start - last
            for character, place in _characters(self.given, start, end):
                parts.append(character)
                self._at.append(length)
                self._given_at.append(place)
                length += 1
            self._at.append(length)
            self._given_at.append(end)
            last = end
        parts.append(self.given[last:])
        return _GROUPS.sub(_grouped_digits, _MIXED.sub(_digits, "".join(parts)))

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Where something in ``plain`` is in the text as it was given, with the marks on its last letter."""
        last = self._given_place(end - 1) + 1
        while last < len(self.given) and unicodedata.category(self.given[last])[0] == "M":
            last += 1
        return self._given_place(start), last

    def _given_place(self, place: int) -> int:
        nearest = bisect_right(self._at, place) - 1
        return self._given_at[nearest] + place - self._at[nearest]

    @cached_property
    def lower(self) -> str:
        return self.plain.lower()

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.lower)]

    @cached_property
    def starts(self) -> list[int]:
        return [start for start, _ in self._spans]

    @cached_property
    def ends(self) -> list[int]:
        return [end for _, end in self._spans]

    @cached_property
    def words(self) -> list[str]:
        lower = self.lower
        return [lower[start:end] for start, end in self._spans]

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The places in ``words`` of every word that there is, the first ``MOST_PLACES`` of them."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            if word in places:
                places[word].append(place)
            else:
                places[word] = [place]
        if len(self.words) > MOST_PLACES:
            return {word: self.first(found, MOST_PLACES) for word, found in places.items()}
        return places

    @cached_property
    def present(self) -> frozenset[str]:
        """Every word that there is. What a finder looks for is soon told from it, however much that is."""
        return frozenset(self.where)

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """The runs of digits."""
        found = [match.span() for match in islice(_NUMBER.finditer(self.plain), MOST_NUMBERS + 1)]
        return self.first(found, MOST_NUMBERS)

    @cached_property
    def coded(self) -> list[int]:
        """The places in ``words`` of those with a digit."""
        return self.first([place for place, word in enumerate(self.words) if not word.isalpha()], MOST_NUMBERS)

    def first(self, found: list[_T], most: int) -> list[_T]:
        """The first of what was found, and a note where there is more."""
        self.is_cut = self.is_cut or len(found) > most
        return found[:most]

    def word_from(self, place: int) -> int:
        """The first word that starts at a place in ``plain`` or after it."""
        return bisect_left(self.starts, place)

    @cached_property
    def _gaps(self) -> list[str]:
        plain = self.plain
        return [plain[end:start] for end, start in zip((0, *self.ends), self.starts, strict=False)]

    @cached_property
    def after_commas(self) -> list[int]:
        """The places in ``words`` of those with a comma before them."""
        return [place for place, gap in enumerate(self._gaps) if gap == ", "]

    def gap(self, word: int) -> str:
        """What stands before a word, after the one before it; nothing where there is no such word."""
        return self._gaps[word] if word < len(self._gaps) else ""

    def written(self, word: int) -> str:
        """A word with its capitals."""
        return self.plain[self.starts[word] : self.ends[word]]

    def before(self, place: int, most: int) -> list[str]:
        """Up to so many words before a place in ``plain``, the nearest last."""
        word = self.word_from(place)
        return self.words[max(word - most, 0) : word]

    def opens_sentence(self, place: int) -> bool:
        """Whether a sentence starts at a place in ``plain``."""
        return self.plain[max(place - 3, 0) : place].rstrip(" \"'(")[-1:] in {"", ".", "!", "?", "\n", ":"}
