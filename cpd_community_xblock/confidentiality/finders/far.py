"""Numbers far from the word that tells their kind: the sticker on the pump read BX-4471-822."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.codes import code_around, is_code
from cpd_community_xblock.confidentiality.finders.numbers import NOT_OF_PEOPLE, REMOVED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_SHAPE = re.compile(
    r"[A-Z]{1,4}-?\d{5,9}[A-Z]{0,2}|[A-Z]\d{5,9}[A-Z]\d?[A-Z]?|[A-Z]{1,4}-\d{2,6}-\d{2,6}(?:-[\dA-Z]{1,5})?"
    r"|[A-Z]\d{2,4}-\d{3,4}-\d{3,6}|\d{3,5}-\d{3,5}(?:-\d{3,5})?|\d{2}-\d{3}-\d{3}|\d{2}[A-Z]\d{6,8}|\d{4}[A-Z]\d{4}"
    r"|[A-Z]{2,3}(?: \d{3}){2,3}(?: ?[A-Z])?"
)
"""What is hardly anything but a number of somebody's, or of something."""
_ABOUT = {
    Category.DEVICE_NUMBER: words("""
        serial serials pump pacemaker implant icd concentrator cpap ventilator recorder stimulator defibrillator aid
        aids pendant wheelchair prosthesis
    """),
    Category.LICENCE_NUMBER: words("license licence licenses licences passport dvla"),
    Category.ACCOUNT_NUMBER: words("member subscriber insurer medicaid medicare account acct"),
    Category.RECORD_NUMBER: words("mrn mrns chart wristband casenotes"),
}
_KINDS = {word: category for category, kinds in _ABOUT.items() for word in kinds}
_THINGS = NOT_OF_PEOPLE | words("""
    code codes kit trial study protocol sop standard ticket room bleep pager extension ext phone cell fax call called
    rang sample stock firmware software printer product ndc blood donation alert recall notice form guideline grant
    zip postcode npi dea gmc nmc hcpc gphc pin plate reg vin ssn social nhs chi poster article page figure table size
    policy rate dose setting settings
""")
_SAYING = words("is was as read reads said says saying them it under out had has gave gives")
_BEFORE, _AFTER, _BESIDE = 18, 9, 7


def find_far(text: Text) -> Iterator[Finding]:
    """Numbers of a shape that little else has, in a sentence or after one that speaks of what bears them."""
    if not _KINDS.keys() & text.present:
        return
    done = 0
    for place in text.coded:
        if place < done or not _is_set_off(text, place):
            continue
        first, last = code_around(text, place)
        done = last + 1
        span = text.starts[first], text.ends[last]
        if not _SHAPE.fullmatch(text.plain, *span):
            continue
        category = _before(text, first) or _after(text, last)
        if category and is_code(text.lower[slice(*span)], category):
            yield Finding(*span, category, Certainty.HINT, REMOVED)


def _is_set_off(text: Text, place: int) -> bool:
    """Whether a code begins what is said, or stands between signs: was, a colon, a bracket, a sentence's end."""
    first = place - (place > 0 and text.written(place - 1).isupper() and text.gap(place) in {" ", "-"})
    if not first:
        return False
    return text.gap(first) not in {" ", "-", "/", "."} or text.words[first - 1] in _SAYING


def _before(text: Text, first: int) -> Category | None:
    """The nearest word before a number that tells its kind, unless it is of a thing."""
    for place in range(first - 1, max(first - _BEFORE, -1), -1):
        word = text.words[place]
        if word in _KINDS and not (
            word in {"aid", "aids"} and text.words[place - 1] in {"walking", "teaching", "first"}
        ):
            return _KINDS[word]
        if word == "number" and place and text.words[place - 1] == "hospital":
            return Category.RECORD_NUMBER
        if word in _THINGS or "\n" in text.gap(place + 1):
            return None
    return None


def _after(text: Text, last: int) -> Category | None:
    """What is said of a number right after it: for the serial; which is her hospital number."""
    following = text.words[last + 1 : last + _AFTER]
    if _THINGS & {*following, *text.words[max(last - _BESIDE, 0) : last]}:
        return None
    if "serial" in following:
        return Category.DEVICE_NUMBER
    told = "mrn" in following or ("hospital" in following and bool({"number", "no"} & set(following)))
    return Category.RECORD_NUMBER if told else None
