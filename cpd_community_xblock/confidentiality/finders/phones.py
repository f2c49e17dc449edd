"""Telephone numbers: candidates by their grouping, judged by phonenumbers' plan of each country's numbers.

``PhoneNumberMatcher`` would find them too, at twice the time that everything here may take.
"""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import NOT_OF_PEOPLE, is_even, is_free
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

REMOVED = "[phone number removed]"
_JOINT = re.compile(r"[ .,\-/():|~=\[\]]{1,3}|_")
_UNUSUAL = frozenset(",_:|~=[]")
"""What groups are joined by only where all are, after a word for a telephone."""
_EXTENSION = re.compile(r"[ ,;]{0,3}(?:extension|extn|ext|x|#)[ .:]{0,2}[0-9]{1,6}\b", re.IGNORECASE)
_SAID = words("""
    tel telephone phone mob mobile cell fax call called ring rang text texted dial dialled whatsapp voicemail
    landline number contact callback reach telephoned phoned rung texting ringing calling sms cellphone no ph
""")
_SAID_AFTER = words("call text phone ring tel mobile cell fax ext extension number")
_DIALLED = words("phone tel telephone cell mobile landline dial call")
_SURELY = _SAID - {"number", "no", "contact", "called", "reach"}
_MOST_DIGITS = 15
_MOST_JUDGED = 300
"""Candidates that phonenumbers is asked about in one text: each costs as much as a line of prose."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    digits: str
    abroad: bool
    sizes: tuple[int, ...]


def find_british(text: Text) -> Iterator[Finding]:
    """Numbers as they are dialled in the United Kingdom, and any with a country's code."""
    yield from _judged(text, "GB", _is_british, range(10, 16))


def find_american(text: Text) -> Iterator[Finding]:
    """Numbers of ten digits as they are written in North America."""
    yield from _judged(text, "US", _is_american, (7, 10, 11))


def _judged(
    text: Text, region: str, is_shaped: Callable[[Text, _Candidate, bool], bool], sizes: Container[int]
) -> Iterator[Finding]:
    seen, judged = 0, 0
    for first in _possible(text):
        if text.numbers[first][0] < seen:
            continue
        for candidate in _candidates(text, first, sizes):
            said = is_said(text, candidate.start)
            if not _is_joined(text, candidate, said=said) or not is_shaped(text, candidate, said):
                continue
            judged += 1
            if judged > _MOST_JUDGED:
                text.is_cut = True
                return
            if not _exists(candidate, region):
                continue
            extension = _EXTENSION.match(text.plain, candidate.end)
            seen = extension.end() if extension else candidate.end
            yield Finding(candidate.start, seen, Category.PHONE, Certainty.CERTAIN, REMOVED)
            break


def _possible(text: Text) -> Iterator[int]:
    """The runs of digits that with those beside them may be as many as a number has."""
    numbers, first = text.numbers, 0
    for last, (_start, end) in enumerate(numbers):
        if last + 1 < len(numbers) and _JOINT.fullmatch(text.plain, end, numbers[last + 1][0]):
            continue
        if end - numbers[first][0] >= _SHORT:
            yield from range(first, last + 1)
        first = last + 1


def _is_joined(text: Text, candidate: _Candidate, *, said: bool) -> bool:
    """Whether the groups of a number are no list: 07700_900_123, but not 250, 300, 4000."""
    written = text.plain[candidate.start : candidate.end].lstrip("+(")
    if _UNUSUAL.isdisjoint(written):
        return True
    surely = said and ("," not in written or not _SURELY.isdisjoint(text.before(candidate.start, 4)))
    return surely and is_even(written)


def is_said(text: Text, place: int) -> bool:
    """Whether a word nearby speaks of telephones."""
    first = text.word_from(place)
    return bool(_SAID & set(text.before(place, 4)) or _SAID_AFTER & set(text.words[first + 2 : first + 6]))


def _candidates(text: Text, first: int, wanted: Container[int]) -> Iterator[_Candidate]:
    """What could be a number from a run of digits on, the longest first."""
    numbers, plain = text.numbers, text.plain
    start = numbers[first][0]
    if plain[max(start - 2, 0) : start] in {"(+", "+("}:
        start -= 2
    elif plain[max(start - 1, 0) : start] in {"+", "("}:
        start -= 1
    if plain[start] not in "+(" and _is_inside(text, start):
        return
    if plain[start] == "(" and ")" not in plain[start : start + 8]:
        start += 1
    found: list[_Candidate] = []
    digits = ""
    sizes: tuple[int, ...] = ()
    for last in range(first, len(numbers)):
        begin, end = numbers[last]
        if last > first and not _JOINT.fullmatch(plain[numbers[last - 1][1] : begin]):
            break
        digits += plain[begin:end]
        sizes = (*sizes, end - begin)
        if len(digits) > _MOST_DIGITS:
            break
        if len(digits) in wanted and is_free(text, start, end) and _is_whole(text, first, last, len(digits)):
            found.append(_Candidate(start, end, digits, "+" in plain[start : start + 2], sizes))
    yield from reversed(found)


_LABELLED = words("tel telephone phone ph mob mobile cell fax landline sms whatsapp t m")


def _is_inside(text: Text, start: int) -> bool:
    """Whether a sign before a number makes it part of something longer; after "tel" there may be one."""
    sign = text.plain[start - 1] if start else " "
    if sign.isalnum() or sign == "/":
        return True
    if sign not in "-.:#":
        return False
    label = text.word_from(start) - 1
    return label < 0 or text.ends[label] != start - 1 or text.words[label] not in _LABELLED


_FURTHER = re.compile(r"[ .\-/()]{1,3}[0-9]")
_BESIDE = re.compile(r"[0-9][ .\-/()]{1,3}\Z")
_CLOSELY = re.compile(r"[.\-/][0-9]")
_SHORT = 7


def _is_whole(text: Text, first: int, last: int, digits: int) -> bool:
    """Whether runs of digits are no part of a longer number: a short one stands away from all other digits."""
    start, end = text.numbers[first][0], text.numbers[last][1]
    if digits > _SHORT:
        return _CLOSELY.match(text.plain, end) is None
    return _FURTHER.match(text.plain, end) is None and _BESIDE.search(text.plain, max(start - 4, 0), start) is None


def _is_british(text: Text, candidate: _Candidate, said: bool) -> bool:
    digits = candidate.digits
    if candidate.abroad or (digits.startswith("0044") and len(digits) > 13):
        return True
    if not said and NOT_OF_PEOPLE & set(text.before(candidate.start, 3)):
        return False
    if len(digits) == 12:
        return digits.startswith("44")
    if len(digits) == 11:
        return (
            digits[0] == "0"
            and digits[1] in "123578"
            and (said or min(candidate.sizes) > 1 or max(candidate.sizes) == 1)
        )
    return said and len(digits) == 10 and digits[0] == "0" and digits[1] in "12358"


def _is_american(text: Text, candidate: _Candidate, said: bool) -> bool:
    if candidate.abroad:
        return candidate.digits.startswith("1")
    if NOT_OF_PEOPLE & set(text.before(candidate.start, 3)) and not _SURELY & set(text.before(candidate.start, 4)):
        return False
    digits, sizes = candidate.digits, candidate.sizes
    if len(digits) == 11 and digits[0] == "1":
        digits, sizes = digits[1:], sizes[1:] if sizes[0] == 1 else sizes
    written = text.plain[candidate.start : candidate.end]
    if len(digits) == 10 and digits[0] in "23456789" and digits[1] != "9" and digits[3] in "23456789":
        if sizes == (10,):
            return bool(_SURELY & set(text.before(candidate.start, 4)))
        return (
            said
            or (sizes == (3, 3, 4) and any(sign in written for sign in "-.("))
            or _HEADED.fullmatch(written) is not None
        )
    joint = written[3:4]
    dialled = bool(_DIALLED & set(text.before(candidate.start, 3)))
    return len(digits) == _SHORT and sizes == (3, 4) and said and (joint in "-." or (joint == " " and dialled))


_HEADED = re.compile(r"\(\d{3}\) ?\d{7}")


def _exists(candidate: _Candidate, region: str) -> bool:
    """Whether a number is possible. Those for films and teaching are never valid, and stand in many a text."""
    import phonenumbers  # noqa: PLC0415  its plans of numbers are large, and read when one is judged

    digits = candidate.digits.removeprefix("00") if candidate.digits.startswith("00") else candidate.digits
    abroad = candidate.abroad or candidate.digits.startswith("00") or (region == "GB" and len(digits) == 12)
    try:
        number = phonenumbers.parse(f"+{digits}" if abroad else digits, region)
    except phonenumbers.NumberParseException:
        return False
    if len(digits) == _SHORT:
        return True
    return phonenumbers.is_possible_number(number)
