"""Dates of birth."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.days import COUNT, DAY, MONTH, YEAR, Day
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import MONTHS, words

_RUN_TOGETHER = re.compile(
    rf"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){YEAR}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|{DAY} {MONTH} \d\d|{DAY}[/.-]{MONTH}|{DAY}(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
    r"(?:19|20)?\d\d)(?![\d./-]\d|[\da-z])"
)
"""How dates are written that are only known for one after "DOB"."""


def birth(start: int, end: int, certainty: Certainty = Certainty.CERTAIN) -> Finding:
    return Finding(start, end, Category.BIRTH_DATE, certainty, "[date of birth removed]")


_YEAR_AT_END = re.compile(r"(?:(?:19|20)\d\d(?=[/-])|(?:(?:19|20)\d\d|(?<=[/.-])\d\d)\Z)")
_LONG_AGO = range(1900, 2008)


def is_long_ago(day: str) -> bool:
    """Whether a day is so far back that a text on care can hardly mean anything but a birth."""
    match = _YEAR_AT_END.search(day)
    if not match:
        return False
    year = int(match[0])
    return year in _LONG_AGO or 30 < year < 100


def find_undelimited_births(text: Text) -> Iterator[Finding]:
    """Dates of birth without a sign between their parts, or without a year: DOB 030561."""
    for place in text.coded:
        before = text.words[max(place - 3, 0) : place]
        if _BORN & set(before) or before == ["d", "o", "b"] or before[-2:] in (["birth", "date"], ["of", "birth"]):
            match = _RUN_TOGETHER.match(text.lower, text.starts[place])
            if match:
                yield birth(*match.span())
        elif len(text.words[place]) == _WHOLE and _BIRTHS & set(text.before(text.starts[place], _REACH)):
            if _WHOLE_DAY.fullmatch(text.words[place]):
                yield birth(text.starts[place], text.ends[place])
        elif (run := _RUN_IN.fullmatch(text.words[place])) and int(run[1]) in _LONG_AGO:
            yield birth(text.starts[place], text.ends[place], Certainty.LIKELY)
        elif glued := _GLUED.fullmatch(text.words[place]):
            yield birth(text.starts[place] + glued.start(1), text.ends[place])


_WHOLE = 8
_RUN_IN = re.compile(rf"{DAY}(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})((?:19|20)\d\d)")
_WHOLE_DAY = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_GLUED = re.compile(r"dob((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[12]\d|3[01])(?:19|20)?\d\d)")
_BORN = words("dob birthdate bday")
_BIRTHS = words("dob born birth birthday birthdate bday")
_BIRTH_AFTER = re.compile(
    r"[\"',)]? ?[(,]? ?(?:(?:is|was|as|being|for) (?:his|her|their|the|a) )?"
    r"(?:date of birth|dob\b|d\.o\.b|birthday|birth date)"
)
_ASKED = re.compile(r"(?:dates? of birth|birth ?dates?|dob|d\.o\.b)[^\d\n]{0,30}[:.?!,] ?[\"'](?:it's |the )?\Z")
_NOT_BORN = words("weighing admitted died seen discharged expires expiry")
_MINE = words("my our")
_REACH = 6
"""Words that may stand between a word for birth and its day."""


def is_of_birth(text: Text, day: Day, before: list[str]) -> bool:
    """Whether a date is somebody's birth: a word for it stands before in the sentence, or right after."""
    if _MINE & set(before[-5:]) and not _BORN & set(text.before(day.start, 4)):
        return False
    return (
        _BIRTH_AFTER.match(text.lower, day.end) is not None
        or _ASKED.search(text.lower, max(day.start - 60, 0), day.start) is not None
        or _is_labelled(text, day, before)
        or _is_turned_on(text, day, before)
        or _is_said_to_be(day, before)
    )


def _is_labelled(text: Text, day: Day, before: list[str]) -> bool:
    """Whether DOB, or b., stands right before a day."""
    beside = text.before(day.start, 4)
    if text.lower[max(day.start - 5, 0) : day.start].rstrip("/.-").endswith(("dob", "d.o.b")):
        return True
    initials = ["d", "o", "b"] in (beside[-3:], beside[:3]) or (beside[-1:] == ["b"] and not day.weak)
    return initials or bool(_BORN & {*before[-2:], *beside[-1:]})


def _is_turned_on(text: Text, day: Day, before: list[str]) -> bool:
    """Whether somebody turns an age on a day."""
    turns = bool({"turns", "turned", "turning", "be"} & set(before[-4:])) and "on" in before[-2:]
    return turns and _TURNED.search(text.lower, max(day.start - 12, 0), day.start) is not None


_TURNED = re.compile(r"\d{1,3} on (?:the )?\Z")


def _is_said_to_be(day: Day, before: list[str]) -> bool:
    """Whether a word for birth stands some words before a day."""
    if day.weak or before[-1:] in (["at"], ["weighing"]):
        return False
    near = before[-_REACH:]
    said = [place for place, word in enumerate(near) if word in _BIRTHS]
    return bool(said) and not _NOT_BORN & set(near[said[-1] :])


_SPOKEN = re.compile(
    rf"(?:the )?(?:{'|'.join(reversed(COUNT))}) of (?:the )?(?:{'|'.join(COUNT[:12])})"
    r"(?: (?:nineteen |twenty )?(?:hundred|oh|[a-z]+ty|[a-z]+teen)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)?\b"
)
_FEAST = re.compile(
    r"(?:on )?(?:(?:christmas|xmas|new year'?s?) (?:eve|day)|boxing day|valentine'?s day|halloween|bonfire night"
    r"|leap day|midsummer(?:'?s)? (?:day|eve))(?:,? (?:19|20)\d\d)?"
)


def find_spoken_births(text: Text) -> Iterator[Finding]:
    """Dates of birth in words: the ninth of the ninth sixty-one, Christmas Eve 1990."""
    for cue in _BIRTHS & text.present:
        for place in text.where[cue]:
            for word in range(place + 1, min(place + 9, len(text.words))):
                if match := _SPOKEN.match(text.lower, text.starts[word]) or _FEAST.match(text.lower, text.starts[word]):
                    yield birth(*match.span())
                    break
