"""Registrations of professionals that their own form, or who keeps the register, gives away."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.codes import code_after
from cpd_community_xblock.confidentiality.finders.numbers import REMOVED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_NMC_PIN = re.compile(r"\d\d ?[a-l] ?\d{4} ?[a-z](?![a-z\d])")
_HCPC = re.compile(r"(?:as|bs|ch|cs|dt|had|od|odp|ot|or|pa|ph|po|pyl|ra|sl|cw)\d{5,6}")
_REGISTERED_AS = words("registrant registrants registration registered pin")
_REGULATORS = words("gmc gphc gdc goc gosc hcpc nmc swe rcvs")
_LICENCE = re.compile(r"\b(?:RN|LPN|LVN|NP|APRN|CRNA|RPH|LCSW|LMFT|LPC|PSY|SLP|RRT)(?:[.-]\d{5,8}|[ ]?\d{6,8})\Z")
_MISC = re.compile(r"\d{7}")
_DEA = re.compile(r"[a-z]{2}\d{7}")


def find_registrations(text: Text) -> Iterator[Finding]:
    """Registrations that their own form gives away: NMC PINs, and NPI and DEA numbers in a text that speaks of them."""
    provider = bool({"npi", "nppes", "pdmp", "prescriber"} & text.present)
    regulated = bool((_REGULATORS | _REGISTERED_AS) & text.present)
    yield from _spelled_out(text)
    for place in text.coded:
        word, start = text.words[place], text.starts[place]
        pin = _NMC_PIN.match(text.lower, start)
        licence = _LICENCE.search(text.plain, max(start - 6, 0), text.ends[place])
        if licence and licence.end() == text.ends[place]:
            yield Finding(*licence.span(), Category.REGISTRATION_NUMBER, Certainty.LIKELY, REMOVED)
            continue
        if pin and (text.plain[start : pin.end()].isupper() or {"pin", "nmc"} & set(text.before(start, 6))):
            yield Finding(*pin.span(), Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)
        elif set_apart := _hcpc_apart(text, place):
            yield Finding(*set_apart, Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)
        elif (
            (provider and _is_npi(word))
            or ("dea" in text.where and _is_dea(word))
            or (regulated and _is_registered(text, place))
        ):
            yield Finding(start, text.ends[place], Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)


_HCPC_APART = re.compile(rf"{_HCPC.pattern[: _HCPC.pattern.index(')') + 1]}[ .-]\d\d[ .-]?\d\d[ .-]?\d\d?(?!\w)")


def _hcpc_apart(text: Text, place: int) -> tuple[int, int] | None:
    """The HCPC's letters and digits in groups, in a text that names it: PH 09 22 71."""
    if not place or "hcpc" not in text.present or not text.written(place - 1).isupper():
        return None
    match = _HCPC_APART.match(text.lower, text.starts[place - 1])
    return match.span() if match else None


def _spelled_out(text: Text) -> Iterator[Finding]:
    """Numbers after a regulator with dots between its letters: G.M.C. No 6 148 275."""
    for first in {"g", "n", "h"} & text.present:
        for place in text.where[first]:
            last = place
            while last + 1 < len(text.words) and last - place < 3 and text.gap(last + 1) in {".", " ", ". "}:
                if len(text.words[last + 1]) > 1:
                    break
                last += 1
            if "".join(text.words[place : last + 1]) in _REGULATORS:
                code = code_after(text, last + 1, Category.REGISTRATION_NUMBER)
                if code:
                    yield Finding(*code, Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)


_REGISTERED = words("number no num pin registration reg registered")


def _is_before_its_name(text: Text, place: int) -> bool:
    """Whether a regulator follows its number: my 284417 GDC number."""
    following = text.words[place + 1 : place + 3]
    named = bool(following) and following[0] in _REGULATORS and text.gap(place + 1) in {" ", " ("}
    if not 5 <= len(text.words[place]) <= 8:
        return False
    if not named:
        return _AS_HERS.match(text.lower, text.ends[place]) is not None
    closed = text.plain[text.ends[place + 1] : text.ends[place + 1] + 1] in {*".,;)", ""}
    return closed or text.gap(place + 1) == " (" or following[1] in _REGISTERED


_AS_HERS = re.compile(
    r",? (?:is|was|as|being|for) (?:his|her|their|the|my|a|an|[a-z]+'s) (?:gmc|gphc|gdc|goc|gosc|hcpc|nmc|swe|rcvs)\b"
)


def _is_registered(text: Text, place: int) -> bool:
    """Whether a word has the form of a registration, in a text that speaks of who registers."""
    word = text.words[place]
    if _is_before_its_name(text, place):
        return True
    if _HCPC.fullmatch(word):
        return text.written(place).isupper() or "hcpc" in text.where
    return _MISC.fullmatch(word) is not None and bool(_REGULATORS & set(text.before(text.starts[place], 12)))


def _is_npi(word: str) -> bool:
    """Luhn's check over ten digits behind 80840, as CMS asks."""
    if len(word) != 10 or not word.isdigit() or word[0] not in "12":
        return False
    total = 24
    for place, digit in enumerate(word[::-1]):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_dea(word: str) -> bool:
    if not _DEA.fullmatch(word):
        return False
    digits = [int(digit) for digit in word[2:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]
