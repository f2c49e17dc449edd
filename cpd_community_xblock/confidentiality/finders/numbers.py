"""What all numbers share, and National Insurance numbers."""

import re
from collections.abc import Iterator
from string import punctuation

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import BETWEEN, Text
from cpd_community_xblock.confidentiality.vocabulary import words

REMOVED = "[number removed]"

JOINT = re.compile(r"[ .\-/]{1,3}")
"""What stands between the groups of a number."""
ANY_JOINT = re.compile(BETWEEN)
"""What may stand there as well, as it does between numbers that have nothing to do with each other."""
APART = f"{BETWEEN}?"
"""The same, or nothing, between any two signs of a number."""
DIGIT = "[0-9OoIl]"
"""A digit, or a letter that looks like one."""
NOT_OF_PEOPLE = words("""
    isbn issn doi order batch lot invoice ref reference issue version barcode sku gtin ean po catalogue catalog item
    pmid pmcid delivery tracking part model datix incident
""")
"""What introduces numbers of things."""


def chains(text: Text, joint: re.Pattern[str] = JOINT) -> Iterator[list[tuple[int, int]]]:
    """Runs of digits that stand together, with no more than a space, a dash or the like between them."""
    chain: list[tuple[int, int]] = []
    for number in text.numbers:
        if chain and not joint.fullmatch(text.plain, chain[-1][1], number[0]):
            yield chain
            chain = []
        chain.append(number)
    if chain:
        yield chain


def groups_of(digits: int, chain: list[tuple[int, int]], first: int) -> list[tuple[int, int]] | None:
    """The runs of a chain from one on that make just so many digits."""
    count = 0
    for last in range(first, min(first + digits, len(chain))):
        count += chain[last][1] - chain[last][0]
        if count >= digits:
            return chain[first : last + 1] if count == digits else None
    return None


def is_even(written: str) -> bool:
    """Whether the same stands wherever the signs of a number are set apart: AB.12.34, 219, 09, 9910."""
    return len(set(_SET_APART_BY.findall(written))) <= 1


_SET_APART_BY = re.compile(r"[^A-Za-z0-9]+")


_GLUED = re.compile(r"(?<![a-z0-9])(?:nhs|chi|hcn|ssn|tel|ph)?(?:no|num|number|nr)?\Z")
"""What is typed so fast that no space stands before its number."""
_LONGEST_GLUED = 12


def is_free(text: Text, start: int, end: int) -> bool:
    """Whether no letter or digit touches a number, but for a word that says what it is."""
    if text.plain[end : end + 1].isalnum():
        return False
    before = text.lower[max(start - _LONGEST_GLUED, 0) : start]
    return not before[-1:].isalnum() or _GLUED.search(before) is not None


_NI = re.compile(r"([a-z]) ?([a-z])[ ./-]{0,2}(?:\d[ ./-]{0,2}){5}\d(?:[ ./-]{0,2}([a-d])(?![a-z0-9]))?")
_NI_NEVER = frozenset({"bg", "gb", "nk", "kn", "tn", "nt", "zz"})
_NI_APART = re.compile(
    rf"([a-z]){APART}([a-z])(?:{APART}{DIGIT}){{5}}{APART}{DIGIT}(?:{APART}([a-d])(?![a-z0-9]))?", re.IGNORECASE
)
"""The same with whatever between its signs, and with letters for digits; only where it is said what it is."""
_FEWEST_DIGITS = 4
_NI_SAID = re.compile(
    r"\b(?:ni|nino|n\.i|n i|(?:national|nat\.?) ins(?:urance)?|payslip|p45|p60)\b"
    r"[^\n;\d]{0,40}\Z"
)
_NI_SAID_AFTER = re.compile(
    r"\)?,? (?:(?:is|was|being|as|for) )?\(?(?:his |her |their |the |my )?(?:ni|nino|n\.i|nat)\b"
)
_NI_REACH = 60
_SAID_OTHERWISE = words("""
    member subscriber policy plan medicare medicaid insurer account acct claim group hcpc gmc nmc gphc gdc registration
    registered reg pin licence license passport mrn hospital record chart npi dea serial invoice
""")
"""Beside these, two letters and six digits are what they say."""
_BEFORE_IT = 5


def find_insurance_numbers(text: Text) -> Iterator[Finding]:
    """National Insurance numbers: two letters, six digits, a letter from A to D."""
    seen, spoken = 0, bool(_NI_CUES & text.present)
    for place in text.coded:
        start = _insured_from(text, place)
        if start is None or text.starts[start] < seen:
            continue
        said = spoken and _is_insurance(text, text.starts[start])
        match = _NI.match(text.lower, text.starts[start]) or (_insured_apart(text, start) if said else None)
        if not match or not is_free(text, *match.span()):
            continue
        spelled = spoken and _is_formed(match) and _IN_TWOS.fullmatch(match[0]) is not None and " " in match[0]
        if (
            said
            or spelled
            or _is_said_after(text, match)
            or (_is_formed(match) and text.plain[match.start()].isupper() and not _is_something_else(text, match))
        ):
            seen = _insured_end(text, match)
            yield Finding(match.start(), seen, Category.NI_NUMBER, Certainty.CERTAIN, REMOVED)


def _insured_end(text: Text, match: re.Match[str]) -> int:
    """The end of a number, without an "a" of the sentence that it stands in: AB 12 34 56 a nurse gave me."""
    last = match.end() - 1
    strays = text.plain[match.start()].isupper() and text.plain[last] == "a" and not text.plain[last - 1].isalnum()
    return len(text.plain[:last].rstrip(punctuation + " ")) if strays else match.end()


_NI_CUES = words("ni nino n national nat payslip p45 p60")


def _is_insurance(text: Text, start: int) -> bool:
    return _NI_SAID.search(text.lower, max(start - _NI_REACH, 0), start) is not None


def _is_said_after(text: Text, match: re.Match[str]) -> bool:
    return _is_formed(match) and _NI_SAID_AFTER.match(text.lower, match.end()) is not None


def _insured_apart(text: Text, start: int) -> re.Match[str] | None:
    match = _NI_APART.match(text.lower, text.starts[start])
    counted = match is not None and sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS
    return match if match and counted and is_even(match[0]) else None


def _is_something_else(text: Text, match: re.Match[str]) -> bool:
    """Whether two letters and six digits are named otherwise, or set apart as these never are: PK-4417-09A."""
    uneven = _SIGNED.search(match[0]) is not None and not _IN_TWOS.fullmatch(match[0])
    return uneven or bool(_SAID_OTHERWISE & set(text.before(match.start(), _BEFORE_IT)))


_SIGNED = re.compile(r"[./-]")
_IN_TWOS = re.compile(r"[a-z]{2}[ ./-]?(?:\d{2}[ ./-]?\d{2}[ ./-]?\d{2}|\d{3}[ ./-]\d{3})[ ./-]?[a-d]?")


def _insured_from(text: Text, place: int) -> int | None:
    """The word with the two letters that stand before digits, or the first of them where they stand apart."""
    if text.words[place][:1].isalpha():
        return place
    if place and len(text.words[place - 1]) == 2:
        return place - 1
    apart = place > 1 and len(text.words[place - 1]) == len(text.words[place - 2]) == 1
    return place - 2 if apart else None


def _is_formed(match: re.Match[str]) -> bool:
    """Whether a number ends with its letter, and begins with two that are given out."""
    prefix = match[1] + match[2]
    return bool(match[3]) and not set("dfiquv") & set(prefix) and match[2] != "o" and prefix not in _NI_NEVER
