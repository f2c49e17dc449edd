"""Days: of birth, and on which somebody was seen. Those of courses, shifts and guidelines are no one's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import MONTHS, WEEKDAYS, words

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_NUMERIC = re.compile(
    rf"(?:{_DAY}([/.-]){_MONTH}\1{_YEAR}|{_MONTH}([/.-]){_DAY}\2{_YEAR}|(?:19|20)\d\d([/-]){_MONTH}\3{_DAY}"
    rf"|{_DAY} {_MONTH} (?:19|20)\d\d)(?![./-]?\d)"
)
_SHORT = re.compile(rf"(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY})(?![./-]?\d)(?! ?(?:mg|ml|%|mmhg|tds|units?|pain|power))")
_AFTER_MONTH = re.compile(
    rf"[. ,/-]{{0,2}}{_DAY}(?:st|nd|rd|th)?(?:,? {_YEAR}(?!\d))?"
    rf"(?![\d:%]|[.,]\d| ?(?:mg|ml|hours|patients|people|weeks|days|per))"
)
_BEFORE_MONTH = re.compile(rf"({_DAY})(?:st|nd|rd|th)?(?: of)?[ /.-]\Z")
_YEAR_AFTER = re.compile(r"[., /-]{1,2}(?:(?:19|20)\d\d|'\d\d|(?<=[/-])\d\d)(?!\d)")

_BIRTH = words("dob birth born birthday birthdate d o b bday")
_MET = words("""
    admitted admission admit seen saw visit visited visits died death dies dead passed discharged discharge surgery
    operation operated appointment clinic delivered delivery birth scan scanned transferred transfer fall fell
    collapsed collapse attended attendance presented presentation diagnosed diagnosis procedure arrest arrested
    bloods sample referral referred list theatre rang called came went lost stroke seizure injury accident crash rtc
    assault assaulted fitted implanted inserted removed started biopsy chemo dose infusion treatment funeral
    stillborn miscarried miscarriage section induced waters ward bed home tribunal sectioned detained released
    overdose cath incident reviewed review consultation call kept rigors handover due out bled bleed ruptured broke
    reported found missing patient pt he she her his him
""")
_TAUGHT = words("""
    qualified qualify strike graduated started moved beds joined retire employed presented shift shifts course
    courses study training trained train conference webinar module modules guideline guidelines guidance version
    updated update published policy policies protocol expiry expires expired exp expire revalidation revalidate
    deadline rota exam exams interview placement teaching workshop session sessions induction renewal renew audit
    meeting issued issue assignment submission submit appraisal cohort lecture seminar refresher mandatory elearning
    als bls ils nice cpd programme program rotation launch launched launches live standard standards edition
    document sop registered registration register certificate certification certified recertify simulation sim drill
    club journal learning regulations act law legislation implemented introduced rollout roll committee forum
    symposium summit day days ratified v search searched tariff accessed retrieved changed new stock batch bank
    holiday newsletter bulletin due booked form forms portfolio competency competencies leave
""")
_NEAR = 9
_LETTERS = re.compile(r"[a-z]+")
_EITHER = words("due list call reviewed review")
_ONE_DAY = words("the that same next one a every each her his first last previous")


@dataclass(frozen=True, slots=True)
class _Day:
    start: int
    end: int
    weak: bool = False


def find_dates(text: Text) -> Iterator[Finding]:
    """Dates of birth, and other dates next to what happens to patients rather than to staff."""
    for day in _days(text):
        before = _said_before(text, day.start)
        if _BIRTH & {*before[-4:], *text.before(day.start, 3)} and not ({"weighing", "at"} & set(before[-1:])):
            yield Finding(day.start, day.end, Category.BIRTH_DATE, Certainty.CERTAIN, "[date of birth removed]")
        elif _is_of_an_encounter(text, day, before):
            start = (
                day.start - 3
                if before[-1:] == ["on"] and text.plain[day.start - 3 : day.start] in {"on ", "On "}
                else day.start
            )
            yield Finding(
                start, day.end, Category.DATE, Certainty.HINT, "around then" if "due" in before[-3:] else "recently"
            )


def _days(text: Text) -> Iterator[_Day]:
    seen = 0
    for start, _end in text.numbers:
        if start < seen or (start and text.plain[start - 1] in "./-:" and text.plain[start - 2 : start - 1].isalnum()):
            continue
        if start and (text.plain[start - 1].isalnum() or text.plain[start - 1] in "£$€"):
            continue
        if match := _NUMERIC.match(text.plain, start):
            seen = match.end()
            yield _Day(start, seen)
        elif match := _SHORT.match(text.plain, start):
            seen = match.end()
            yield _Day(start, seen, weak=True)
    for name in MONTHS & text.where.keys():
        for place in text.where[name]:
            day = _named(text, place)
            if day:
                yield day


def _named(text: Text, place: int) -> _Day | None:
    """A day with its month in letters: 3rd of May, May 3, 2024, Saturday 22 June."""
    start, end = text.starts[place], text.ends[place]
    before = _BEFORE_MONTH.search(text.lower, max(start - 10, 0), start)
    if before and (before.start() == 0 or text.plain[before.start() - 1] in " (,:;\n-"):
        start = before.start()
        year = _YEAR_AFTER.match(text.plain, end)
        end = year.end() if year else end
    elif text.written(place)[0].isupper():
        after = _AFTER_MONTH.match(text.lower, end)
        if not after or after[0][:1] not in {" ", ".", "-", "/", ","}:
            return None
        end = after.end()
    else:
        return None
    first = text.word_from(start)
    if first and text.words[first - 1] in WEEKDAYS and text.gap(first) in {" ", ", ", ", the ", " the "}:
        start = text.starts[first - 1]
    return _Day(start, end)


def _said_before(text: Text, place: int) -> list[str]:
    """The words before a place in its sentence."""
    sentence = max(text.lower.rfind(end, max(place - 90, 0), place) for end in (". ", "\n", "! ", "? ", "; "))
    return _LETTERS.findall(text.lower, max(sentence, place - 90, 0), place)


def _is_of_an_encounter(text: Text, day: _Day, before: list[str]) -> bool:
    """Whether the nearer words speak of a patient; what stands before counts more than what follows."""
    first = text.word_from(day.end)
    following = []
    for place in range(first, min(first + 7, len(text.words))):
        if {".", "!", "?", ";", "\n"} & set(text.gap(place)):
            break
        following.append(text.words[place])
    near = before[-_NEAR:]
    if near[-2:] == ["day", "on"] and not _ONE_DAY & set(near[-3:-2]):
        return False
    around = {*near, *following}
    taught = _TAUGHT & around - {"day", "days", "due", "live"}
    if taught and not _MET & set(near[-3:]) - _EITHER:
        return False
    if day.weak:
        return near[-1:] == ["on"] and bool(_MET & around)
    return bool(_MET & around) or bool({"on", "since"} & set(near[-1:]))
