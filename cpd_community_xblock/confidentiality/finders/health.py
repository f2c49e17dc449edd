"""NHS, CHI and H&C numbers, by the arithmetic of their check digit and by what is said of them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import (
    ANY_JOINT,
    NOT_OF_PEOPLE,
    REMOVED,
    chains,
    groups_of,
    is_free,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_Group = list[tuple[int, int]]

_DIGITS = 10

_USUAL = {(10,), (3, 3, 4), (6, 4), (3, 7), (5, 5), (4, 3, 3), (1,) * 10}
"""How people group ten digits. Other groupings count when a word says what they are."""
_LESS_USUAL = {
    Category.CHI_NUMBER: {(2, 2, 2, 4), (4, 6), (6, 2, 2), (2, 4, 4), (2, 2, 6)},
    Category.NHS_NUMBER: {(4, 6), (6, 4), (3, 4, 3), (4, 2, 4), (4, 4, 2), (3, 3, 2, 2)},
    Category.HSC_NUMBER: {(4, 6), (6, 4), (3, 4, 3), (4, 2, 4), (4, 4, 2), (3, 3, 2, 2)},
}
"""How some write them as well, where the check digit is right and nothing else stands beside them."""
_MOST_SIZES = 10
_OF_A_LIST = frozenset(",+=")
"""Between these there are as easily several numbers."""

_NAMED = words("""
    npi mrn mrns dea upin member subscriber policy account acct claim medicaid medicare edipi upn provider prescriber
""")
"""What introduces numbers of people that have no such check digit."""
_TELEPHONES = words("phone tel mobile cell landline mob")

_AMERICAN = re.compile(r"[2-9][0-8]\d(?:[.-]|\) ?)[2-9]\d\d[.-]")

_KEYWORD = (
    r"(?:(?P<nhs_number>nhs|n\.h\.s|n h s|national health(?: service)?)|(?P<chi_number>chi|c\.h\.i|c h i"
    r"|community health index)|(?P<hsc_number>hcn|hscn?|h\.c\.n|h\.s\.c|h\.? ?(?:&|\+|/|and|n) ?c|hc"
    r"|health ?(?:and|&|\+|/)? ?(?:social )?care))(?:no|num|n|s)?(?![a-z0-9]|[ -]?squared?)"
)
_SAID_BEFORE = re.compile(rf"(?<![a-z0-9])(?=[nch]){_KEYWORD}")
_SAID_AFTER = re.compile(
    rf"[)\"']?(?:,? (?:is|was|being|as|for|not)(?: (?:his|her|their|the|my|our|a|an|[a-z]+'s))?|,? \(|,)? ?{_KEYWORD}"
    r"(?![^.;\n]{0,24}\d)"
)
_REACH = 90
_EITHER = frozenset({"/", " / ", " or ", "|"})
_BESIDE = re.compile(
    r"[\W_]*(?:(?:no|nos|number|num|nr|id|is|was|reads?|of|it|as|said|the|on|for|his|her)\b[\W_]*){0,4}\Z"
)
"""What stands between a keyword and its number, where the number can only be its."""


def find_health_numbers(text: Text) -> Iterator[Finding]:
    """NHS, CHI and H&C numbers: ten digits of which the last follows from the others."""
    for chain in chains(text, ANY_JOINT):
        for first in range(len(chain)):
            group = groups_of(_DIGITS, chain, first)
            if group is None:
                continue
            start, end = group[0][0], group[-1][1]
            if is_free(text, start, end) and (found := _health_number(text, group, whole=group == chain)):
                yield Finding(start, end, *found, REMOVED)


def _health_number(text: Text, group: _Group, *, whole: bool) -> tuple[Category, Certainty] | None:
    start, end = group[0][0], group[-1][1]
    grouped = _sizes(group) in _USUAL
    near = set(text.before(start, 4))
    if text.before(start, 3) == ["n", "p", "i"]:
        return None
    said, beside = _said(text, start, end)
    if said is None and near & (NOT_OF_PEOPLE | _NAMED):
        return None
    if not (grouped or whole or beside):
        return None
    kind = _kind("".join(text.plain[a:b] for a, b in group))
    if said is None and not _is_usual(text, group) and not (whole and _is_less_usual(text, group, kind)):
        return None
    if kind is not None:
        return said or kind, Certainty.CERTAIN
    meant = beside and grouped and not near & NOT_OF_PEOPLE and not _is_said_to_be_wrong(text, start, end)
    return (Category.RECORD_NUMBER, Certainty.LIKELY) if meant else None


def _sizes(group: _Group) -> tuple[int, ...]:
    return tuple(b - a for a, b in group)


def _said(text: Text, start: int, end: int) -> tuple[Category | None, bool]:
    """What the nearest keyword calls a number, and whether nothing else stands between them."""
    if after := _SAID_AFTER.match(text.lower, end):
        return Category(str(after.lastgroup)), True
    if NOT_OF_PEOPLE - {"ref", "reference"} & set(text.before(start, 2)):
        return None, False
    earlier = last = None
    for said in _SAID_BEFORE.finditer(text.lower, max(start - _REACH, 0), start):
        earlier, last = last, said
    if last is None or "\n" in text.plain[last.end() : start - 1]:
        return None, False
    beside = _BESIDE.match(text.lower, last.end(), start) is not None
    if earlier is not None and text.lower[earlier.end() : last.start()] in _EITHER:
        return None, False
    return Category(str(last.lastgroup)), beside


_WRONG = words("""
    fail fails failed failing fake dummy invalid wrong incorrect test pretend example fictional checksum modulus
""")


def _is_said_to_be_wrong(text: Text, start: int, end: int) -> bool:
    """Whether the text says of a number that it is nobody's: it fails its check, it is not valid."""
    word = text.word_from(end)
    around = {*text.before(start, 8), *text.words[word : word + 10]}
    return bool(_WRONG & around) or ("valid" in around and bool({"not", "isn", "wasn", "nor", "t"} & around))


def _is_usual(text: Text, group: _Group) -> bool:
    """Whether nothing else is written in these groups: a dash or a dot between them is how Americans telephone."""
    start = group[0][0]
    if _AMERICAN.match(text.plain, start) or _TELEPHONES & set(text.before(start, 3)):
        return False
    joints = {text.plain[a[1] : b[0]] for a, b in pairwise(group)}
    alike = len(joints) <= 1 + (len(group) == _MOST_SIZES)
    return _sizes(group) in _USUAL and alike and _OF_A_LIST.isdisjoint("".join(joints))


def _is_less_usual(text: Text, group: _Group, kind: Category | None) -> bool:
    """Whether ten digits of a kind are grouped alike in a way that few choose: 18/10/90/3343."""
    joints = {text.plain[a[1] : b[0]] for a, b in pairwise(group)}
    telephone = _TELEPHONES & set(text.before(group[0][0], 3))
    told = kind is not None and _sizes(group) in _LESS_USUAL.get(kind, ())
    return told and len(joints) == 1 and joints <= _EVEN and not telephone


_EVEN = frozenset({" ", "-", "/", "."})


def _kind(digits: str) -> Category | None:
    """What ten digits are by their check digit and range. Numbers for tests count: people practise with them."""
    from nhs_number import constants  # noqa: PLC0415  what is never looked at should not cost a start
    from nhs_number.validate import is_valid  # noqa: PLC0415

    if not is_valid(digits):
        return None
    kinds = (
        (Category.CHI_NUMBER, constants.REGION_SCOTLAND),
        (Category.HSC_NUMBER, constants.REGION_NORTHERN_IRELAND),
        (Category.NHS_NUMBER, constants.REGION_ENGLAND_WALES_IOM),
        (Category.NHS_NUMBER, constants.REGION_SYNTHETIC),
    )
    for category, region in kinds:
        if any(part.start <= int(digits) <= part.end for part in region.ranges):
            return category
    return None
