"""Numbers that their shape gives away, and numbers that are spelled out sign by sign."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.labels import LABELS, LEADS
from cpd_community_xblock.confidentiality.finders.numbers import REMOVED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_DRIVER = re.compile(
    r"(?=[a-z9]{5}[ .-]?\d)[a-z]{1,5}9{0,4}[ .-]?\d[ .-]?[0156]\d[ .-]?\d{2}[ .-]?\d[ .-]?[a-z][a-z9][ .-]?[a-z\d]"
    r"[ .-]?[a-z]{2}(?:[ .-]?\d{2})?(?![a-z\d])"
)
"""A British driver's number: five letters of the name, the day of birth, initials, a check."""
_BENEFICIARY = re.compile(r"[1-9][A-Z][A-Z\d]\d-?[A-Z][A-Z\d]\d-?[A-Z]{2}\d{2}(?![A-Za-z\d])")
"""Medicare's: MBI."""
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?(?![A-Za-z\d])")
_CARD = re.compile(r"[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?![\d-])")
_STATE_LICENCE = re.compile(
    r"[A-Z]\d{3}-\d{4}-\d{4}(?:-\d{2})?(?![\d-])|[A-Z]\d{3}-\d{3}-\d{2}-\d{3}(?:-\d)?(?![\d-])|[A-Z](?:-\d{3}){4}(?![\d-])"
)
"""How the licences of several states are written: S530-4609-2217."""
_STICKER = re.compile(r"\(01\) ?\d{6,14} ?(?:\((?:10|11|17|21|240)\) ?[A-Za-z\d-]{2,20} ?)+(?<! )")
"""What a device's sticker says for a scanner: (01)00810045(21)77Q4182."""
_PRESCRIPTION = re.compile(r"[\dA-F]{6}-[A-Z\d]{6}-[\dA-F]{5}[\dA-Z+](?![A-Za-z\d-])")
"""An electronic prescription's, under its barcode."""
_SHAPES = (
    (Category.DEVICE_NUMBER, _STICKER),
    (Category.RECORD_NUMBER, _PRESCRIPTION),
    (Category.LICENCE_NUMBER, _DRIVER),
    (Category.LICENCE_NUMBER, _STATE_LICENCE),
    (Category.ACCOUNT_NUMBER, _BENEFICIARY),
    (Category.ACCOUNT_NUMBER, _IBAN),
    (Category.ACCOUNT_NUMBER, _CARD),
)
_OF_THE_NAME = 5
_FEWEST_IN_BANKS = 8


def find_shaped(text: Text) -> Iterator[Finding]:
    """A driver's number, Medicare's, an IBAN, a bank's card; and any that is read out letter by letter."""
    yield from _spelled(text)
    for place in text.coded:
        start, word = text.starts[place], text.words[place]
        if word[0].isdigit() and place and text.words[place - 1].isalpha() and text.gap(place) in {" ", "-", "."}:
            start = text.starts[place - 1] if len(text.words[place - 1]) == _OF_THE_NAME else start
        yield from _shape(text, start - (text.plain[start - 1 : start] == "("))
        yield from _shape(text, start) if text.plain[start - 1 : start] == "(" else ()
        yield from _glued(text, place)


_GLUED = re.compile(
    r"(mrn|sn|npi|acct|pin|dl|emrn|hosp|csn|fin|vin)(?:no)?(?=\d*[a-z]{0,2}\d)([a-z]{0,2}\d{5,}[a-z]{0,3}|\d{5,12})"
)
_GLUED_KINDS = {
    "sn": Category.DEVICE_NUMBER,
    "npi": Category.REGISTRATION_NUMBER,
    "pin": Category.REGISTRATION_NUMBER,
    "acct": Category.ACCOUNT_NUMBER,
    "dl": Category.LICENCE_NUMBER,
    "vin": Category.VEHICLE_NUMBER,
}
_PRISONER = re.compile(r"[A-Z]\d{4}[A-Z]{2}")
_PRISONS = words("prison prisoner hmp custody remand landing cell offender nomis wing inmate reception")
_AMOUNT = re.compile(r"\d+(?:ml|mg|g|kg|l)")


def _glued(text: Text, place: int) -> Iterator[Finding]:
    """A number that no space parts from its word, as SN0047718, and a prisoner's: A4471DK."""
    match = _GLUED.fullmatch(text.words[place])
    if match and not _AMOUNT.fullmatch(match[2]):
        start = text.starts[place] + match.start(2)
        category = _GLUED_KINDS.get(match[1], Category.RECORD_NUMBER)
        yield Finding(start, text.ends[place], category, Certainty.LIKELY, REMOVED)
    elif _PRISONER.fullmatch(text.written(place)) and _PRISONS & text.present:
        yield Finding(text.starts[place], text.ends[place], Category.RECORD_NUMBER, Certainty.LIKELY, REMOVED)


def _shape(text: Text, start: int) -> Iterator[Finding]:
    for category, shape in _SHAPES:
        match = shape.match(text.lower if shape is _DRIVER else text.plain, start)
        digits = sum(map(str.isdigit, match[0])) if match else 0
        if match and (digits >= _FEWEST_IN_BANKS or shape is not _IBAN):
            yield Finding(*match.span(), category, Certainty.CERTAIN, REMOVED)
            return


_JOINTS = frozenset({" ", "-", ".", ", ", " - "})
_FEWEST_SIGNS, _MOST_SIGNS, _FEWEST_DIGITS, _FEWEST_KINDS = 7, 20, 4, 5
_LEADING = 3
"""Single letters that may stand before the first digit."""
_NEAR = 30


def _spelled(text: Text) -> Iterator[Finding]:
    """The serial read letter by letter: J 2 0 8 8 1 4 6 5."""
    done = 0
    for place in text.coded:
        if place < done or len(text.words[place]) > 1:
            continue
        first, last = _run(text, place, done)
        done = last + 1
        signs = text.words[first:done]
        told = sum(map(str.isdigit, signs)) >= _FEWEST_DIGITS and len({*signs}) >= _FEWEST_KINDS
        if told and _FEWEST_SIGNS <= len(signs) <= _MOST_SIGNS and (category := _label_before(text, first)):
            yield Finding(text.starts[first], text.ends[last], category, Certainty.LIKELY, REMOVED)


def _run(text: Text, place: int, floor: int) -> tuple[int, int]:
    """The first and last of the single signs around a digit, up to one more than any number has."""
    first = last = place
    words, most = text.words, min(len(text.words), place + _MOST_SIGNS + 1)
    while first > floor and place - first < _LEADING and len(words[first - 1]) == 1 and text.gap(first) in _JOINTS:
        first -= 1
    while last + 1 < most and len(words[last + 1]) == 1 and text.gap(last + 1) in _JOINTS:
        last += 1
    return first, last


def _label_before(text: Text, first: int) -> Category | None:
    """The kind that the nearest label before a word names."""
    for word in range(first - 1, max(first - _NEAR, -1), -1):
        if text.words[word] in LEADS and (label := LABELS.match(text.lower, text.starts[word])):
            return Category(str(label.lastgroup))
    return None
