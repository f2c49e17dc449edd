"""Social Security numbers: by their groups, by what is said of them, and by their last four digits."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import ANY_JOINT, REMOVED, chains, groups_of, is_even, is_free
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_DIGITS = 9
_SIZES = (3, 2, 4)
_SOCIAL = (
    r"(?:ssns?|ssan|s\.s\.n|ss|s\.s|itin|tin|soc\.?(?: sec\.?)?|socials?(?: sec(?:urity|\.)?)?"
    r"(?! (?:work|media|care|services?|prescri|distanc|club|history|isolation|skills|stor|housing|support|needs"
    r"|model|circumstances|situation|life|work|determinants|and|network|event|interaction)))"
)
_SAID = re.compile(rf"(?<![a-z0-9]){_SOCIAL}(?![a-z0-9])")
_SAID_AFTER = re.compile(
    r"[)\"']?(?:,? (?:is|was|being|as|for)(?: (?:his|her|their|the|my|a|an|[a-z]+'s))?|,? \(|,)? ?"
    rf"{_SOCIAL}(?![a-z0-9])"
)
_CUES = words("ssn ssns ssan ss s soc social socials itin tin")
_REACH = 40
_OTHERS = words("""
    phone tel cell mobile fax npi mrn account acct order lot batch zip serial policy member license licence isbn
""")


def find_social_security_numbers(text: Text) -> Iterator[Finding]:
    """Social Security numbers: three, two and four digits; other groupings after a word that says so."""
    yield from _last_four(text)
    spoken = any(_SAID.match(text.lower, text.starts[at]) for cue in _CUES & text.present for at in text.where[cue])
    for chain in chains(text):
        yield from _in_chain(text, chain, spoken=spoken)
    for chain in chains(text, ANY_JOINT) if spoken else ():
        if is_even(text.plain[chain[0][0] : chain[-1][1]]):
            yield from _in_chain(text, chain, spoken=spoken)


def _in_chain(text: Text, chain: list[tuple[int, int]], *, spoken: bool) -> Iterator[Finding]:
    for first in range(len(chain)):
        group = groups_of(_DIGITS, chain, first)
        if group is None or not is_free(text, group[0][0], group[-1][1]):
            continue
        digits = "".join(text.plain[a:b] for a, b in group)
        if len(set(digits)) > 1 and _is_social(text, group, digits, spoken=spoken, whole=len(group) == len(chain)):
            yield Finding(group[0][0], group[-1][1], Category.SSN, Certainty.CERTAIN, REMOVED)
            return


def _is_social(text: Text, group: list[tuple[int, int]], digits: str, *, spoken: bool, whole: bool) -> bool:
    """Whether nine digits are said to be one, or can be nothing else."""
    start, end = group[0][0], group[-1][1]
    near = spoken and _is_said(text, start, end)
    if tuple(b - a for a, b in group) != _SIZES:
        return near and whole
    joints = text.plain[group[0][1] : group[1][0]] + text.plain[group[1][1] : group[2][0]]
    if near or (spoken and whole and _OTHERS.isdisjoint(text.before(start, 3))):
        return True
    issued = digits[:3] not in {"000", "666"} and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"
    return whole and issued and joints.count("-") == len(_SIZES) - 1


def _is_said(text: Text, start: int, end: int) -> bool:
    """Whether a word for it stands shortly before, with no other label between, or right after."""
    if _SAID_AFTER.match(text.lower, end):
        return True
    last = None
    for said in _SAID.finditer(text.lower, max(start - _REACH, 0), start):
        last = said
    return last is not None and _OTHERS.isdisjoint(text.words[text.word_from(last.end()) : text.word_from(start)])


_OF_WHAT = rf"(?: of (?:his |her |their |the |a |my |your )?(?:[a-z]+'s )?{_SOCIAL}| {_SOCIAL})"
_LEFT = r"last[ -](?:four|4|few)(?: digits| numbers| nos\.?)?"
_TOLD = (
    r"(?: numbers?| no\.?| #)?(?:[^a-z0-9.;\n]|\b(?:is|was|are|were|being|as|in|with|on|too|anyway|only)\b){0,9}?"
    r"[ (\"']"
)
_FOUR = r"[(\"']{0,2}(\d{4})(?![\d/]|[-.]\d)"
_LAST_FOUR = re.compile(
    rf"{_LEFT}{_OF_WHAT}{_TOLD}{_FOUR}"
    rf"|{_SOCIAL}(?: number| no\.?| #|#)?,? (?:the )?(?:ends|ending|ended|finish(?:es|ing)|{_LEFT}){_TOLD}{_FOUR}"
    rf"|{_LEFT}(?:,? ?[(:=]|,| (?:is|was|are|were|being|as)\b:?) ?[(\"']{{0,2}}"
    r"(?!(?:19|20)\d\d)(\d{4})(?![\d/]|[-.]\d)"
    rf"|{_SOCIAL}(?:'s)? {_LEFT}\b[^\d\n]{{1,120}}?[\"'](?!(?:19|20)\d\d)(\d{{4}})[.,!?]?[\"']"
    rf"|{_LEFT}(?! of\b)[^.;:(\n\d]{{0,40}}(?::|\() ?(?!(?:19|20)\d\d)(\d{{4}})(?![\d/]|[-.]\d)"
)
_MASKED = re.compile(r"(?:[x*#.]{3}[ -]?[x*#.]{2}|x{5}|\*{5})[ -]?\d{4}(?!\d)")
_SHORT = re.compile(r"l4 (?:of )?(?:the |her |his )?" + _SOCIAL + r"[:,]? (?:is |was )?(\d{4})(?!\d)")


def _last_four(text: Text) -> Iterator[Finding]:
    """The last four of her social, 1120; last four (1120); SSN ***-**-1120."""
    for cue in {"last", "l4", *_CUES} & text.present:
        for place in text.where[cue]:
            start = text.starts[place]
            if match := _LAST_FOUR.match(text.lower, start) or _SHORT.match(text.lower, start):
                span = next(match.span(part) for part in range(1, (match.lastindex or 1) + 1) if match[part])
                yield Finding(*span, Category.SSN, Certainty.CERTAIN, REMOVED)
    for start, end in text.numbers:
        if end - start == 4 and text.plain[max(start - 1, 0) : start] in {*"-xX*#. "}:
            masked = _MASKED.search(text.lower, max(start - 8, 0), end)
            if masked and masked.end() == end:
                yield Finding(*masked.span(), Category.SSN, Certainty.CERTAIN, REMOVED)
