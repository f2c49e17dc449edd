"""How days are written, with digits and with words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import MONTHS, WEEKDAYS

DAY = r"(?:3[01]|[12]\d|0?[1-9])"
MONTH = r"(?:1[0-2]|0?[1-9])"
ORDINAL = r"st|nd|rd|th"
YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_NUMERIC = re.compile(
    rf"(?:{DAY}([/.-]){MONTH}\1{YEAR}|{MONTH}([/.-]){DAY}\2{YEAR}|(?:19|20)\d\d([/-]){MONTH}\3{DAY}"
    rf"|{DAY}[/.-](?:x|xi|xii|ix|iv|v?i{{1,3}}|v)[/.-]{YEAR}"
    rf"|{DAY}( ?[ .] ?| [/-] ){MONTH}\4(?:19|20)\d\d|{DAY}(?:{ORDINAL}) of the {MONTH}(?:{ORDINAL}),? {YEAR})"
    r"(?![./-]?\d)"
)
_SHORT = re.compile(rf"(?:{DAY}/{MONTH}|{MONTH}/{DAY})(?![./-]?\d)(?! ?(?:mg|ml|%|mmhg|tds|units?|pain|power))")
_AFTER_MONTH = re.compile(
    rf"[. ,/-]{{0,2}}(?:the )?{DAY}(?:st|nd|rd|th)?(?:,? {YEAR}(?!\d))?"
    rf"(?![\d:%]|[.,]\d| ?(?:mg|ml|hours|patients|people|weeks|days|per))"
)
COUNT = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth"),
    *("twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
_BEFORE_MONTH = re.compile(
    rf"(?:{DAY}(?:{ORDINAL})?(?: day)?(?: of)?[ /.-]|(?:{'|'.join(reversed(COUNT))})(?: day)? of )\Z"
)
_YEAR_AFTER = re.compile(r"[., /-]{1,2}(?:(?:19|20)\d\d|'\d\d|(?<=[/-])\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r" \d\d(?![\d:.,%/]|\w| ?(?:mg|ml|patients|people|of us|beds|hours|minutes|weeks|days))")

_YEAR_IN_WORDS = re.compile(
    r",? (?:nineteen|twenty)[ -](?:hundred|oh[ -][a-z]{3,5}|ten|eleven|twelve|[a-z]{3,5}teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven"
    r"|eight|nine))?)\b"
    r"| (?:thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)"
    r"(?=[^\w ]|\Z)"
)
_LETTERS = re.compile(r"[a-z]+(?![a-z\d])")


@dataclass(frozen=True, slots=True)
class Day:
    start: int
    end: int
    weak: bool = False


def days(text: Text) -> Iterator[Day]:
    seen = 0
    for start, _end in text.numbers:
        if start < seen or not (_begins(text, start) or _GLUED.search(text.lower, max(start - 5, 0), start)):
            continue
        if match := _NUMERIC.match(text.plain, start):
            seen = match.end()
            yield Day(start, seen)
        elif match := _SHORT.match(text.plain, start):
            seen = match.end()
            yield Day(start, seen, weak=True)
    for name in MONTHS & text.present:
        for place in text.where[name]:
            day = _named(text, place)
            if day:
                yield day


_GLUED = re.compile(r"(?<![a-z])(?:(?:dob|d\.o\.b\.?)[/.-]?|b\.)\Z")


def _begins(text: Text, start: int) -> bool:
    """Whether digits begin what they are of, and are no money."""
    sign = text.plain[start - 1] if start else " "
    return not sign.isalnum() and sign not in "£$€" and not _goes_on(text.plain[max(start - 2, 0) : start])


def _goes_on(before: str) -> bool:
    """Whether what stands right before digits makes them part of something longer."""
    sign, earlier = before[-1:], before[:-1]
    return (sign in {*"./-"} and earlier.isalnum()) or (sign == ":" and earlier.isdigit())


def _named(text: Text, place: int) -> Day | None:
    """A day with its month in letters: 3rd of May, May 3, 2024, Saturday 22 June."""
    start, end, name = text.starts[place], text.ends[place], text.words[place]
    before = _BEFORE_MONTH.search(text.lower, max(start - 24, 0), start)
    if before and (before.start() == 0 or text.plain[before.start() - 1] in " (,:;\n-=/\"'"):
        start = before.start()
        year = _YEAR_AFTER.match(text.plain, end)
        end = year.end() if year else end
        short = None if year else _SHORT_YEAR.match(text.plain, end) or _YEAR_IN_WORDS.match(text.lower, end)
        end = short.end() if short else end
    elif text.written(place)[0].isupper() or name not in {"may", "march", "mar", "dec", "sat", "sun"}:
        after = _AFTER_MONTH.match(text.lower, end)
        if not after or after[0][:1] not in {" ", ".", "-", "/", ","}:
            return None
        end = after.end()
    else:
        return None
    first = text.word_from(start)
    if first and text.words[first - 1] in WEEKDAYS and text.gap(first) in {" ", ", ", ", the ", " the "}:
        start = text.starts[first - 1]
    return Day(start, end)


def said_before(text: Text, place: int) -> list[str]:
    """The words before a place in its sentence."""
    sentence = max(text.lower.rfind(end, max(place - 90, 0), place) for end in (". ", "\n", "! ", "? ", "; "))
    return _LETTERS.findall(text.lower, max(sentence, place - 90, 0), place)
