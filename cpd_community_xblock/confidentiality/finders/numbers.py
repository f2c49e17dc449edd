"""National numbers: those with a check digit by their arithmetic, the others by a form that little else has."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

REMOVED = "[number removed]"

_JOINT = re.compile(r"[ .\-/]{1,3}")
_USUAL = {(10,), (3, 3, 4), (6, 4), (3, 7), (5, 5), (4, 3, 3), (1,) * 10}
"""How people group ten digits. Other groupings count when a word says what they are."""

NOT_OF_PEOPLE = words("""
    isbn issn doi order batch lot invoice ref reference issue version barcode sku gtin ean po catalogue catalog item
    pmid pmcid delivery tracking part model datix incident
""")
"""What introduces numbers of things."""

_NAMED = words("npi mrn mrns dea upin member subscriber policy account acct claim medicaid medicare edipi upn")
"""What introduces numbers of people that have no such check digit."""

_AMERICAN = re.compile(r"[2-9][0-8]\d(?:[.-]|\) ?)[2-9]\d\d[.-]")

_SAYS = {
    Category.NHS_NUMBER: frozenset({"nhs"}),
    Category.CHI_NUMBER: frozenset({"chi"}),
    Category.HSC_NUMBER: frozenset({"h", "hcn", "hsc", "hc"}),
}


def chains(text: Text) -> Iterator[list[tuple[int, int]]]:
    """Runs of digits that stand together, with no more than a space, a dash or the like between them."""
    chain: list[tuple[int, int]] = []
    for number in text.numbers:
        if chain and not _JOINT.fullmatch(text.plain[chain[-1][1] : number[0]]):
            yield chain
            chain = []
        chain.append(number)
    if chain:
        yield chain


def is_free(text: Text, start: int, end: int) -> bool:
    """Whether no letter or digit touches a number."""
    return not text.plain[max(start - 1, 0) : start].isalnum() and not text.plain[end : end + 1].isalnum()


def find_health_numbers(text: Text) -> Iterator[Finding]:
    """NHS, CHI and H&C numbers: ten digits of which the last follows from the others."""
    for chain in chains(text):
        for first in range(len(chain)):
            group = _ten(chain, first)
            if group is None:
                continue
            start, end = group[0][0], group[-1][1]
            if is_free(text, start, end) and (found := _health_number(text, group)):
                yield Finding(start, end, *found, REMOVED)


def _ten(chain: list[tuple[int, int]], first: int) -> list[tuple[int, int]] | None:
    """The groups from one on that make ten digits."""
    count = 0
    for last in range(first, min(first + 10, len(chain))):
        count += chain[last][1] - chain[last][0]
        if count >= 10:
            return chain[first : last + 1] if count == 10 else None
    return None


def _health_number(text: Text, group: list[tuple[int, int]]) -> tuple[Category, Certainty] | None:
    start, end = group[0][0], group[-1][1]
    before = text.before(start, 8)
    near = set(before[-4:])
    after = set(text.words[text.word_from(end) : text.word_from(end) + 4])
    said = next((category for category, words in _SAYS.items() if words & near), None)
    if said is None and "nhs" in after and not near & NOT_OF_PEOPLE:
        said = Category.NHS_NUMBER
    if said is None and (near & (NOT_OF_PEOPLE | _NAMED) or not _is_usual(text, group)):
        return None
    digits = "".join(text.plain[a:b] for a, b in group)
    kind = _kind(digits)
    if kind is None:
        grouped = tuple(b - a for a, b in group) in _USUAL
        meant = said and grouped and not near & NOT_OF_PEOPLE and not _is_said_to_be_wrong(text, start, end)
        return (Category.RECORD_NUMBER, Certainty.LIKELY) if meant else None
    return said or kind, Certainty.CERTAIN


_WRONG = words("""
    fail fails failed failing fake dummy invalid wrong incorrect test pretend example fictional checksum modulus
""")


def _is_said_to_be_wrong(text: Text, start: int, end: int) -> bool:
    """Whether the text says of a number that it is nobody's: it fails its check, it is not valid."""
    word = text.word_from(end)
    around = {*text.before(start, 8), *text.words[word : word + 10]}
    return bool(_WRONG & around) or ("valid" in around and bool({"not", "isn", "wasn", "nor", "t"} & around))


def _is_usual(text: Text, group: list[tuple[int, int]]) -> bool:
    """Whether nothing else is written in these groups: a dash or a dot between them is how Americans telephone."""
    start = group[0][0]
    if _AMERICAN.match(text.plain, start) or {"phone", "tel", "mobile", "cell", "landline"} & set(
        text.before(start, 3)
    ):
        return False
    joints = {text.plain[a[1] : b[0]] for a, b in pairwise(group)}
    return tuple(b - a for a, b in group) in _USUAL and len(joints) <= 1 + (len(group) == 10)


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


_NI = re.compile(r"([a-z]{2})[ .-]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{2})(?:[ .-]?([a-d])(?![a-z0-9]))?")
_NI_NEVER = frozenset({"bg", "gb", "nk", "kn", "tn", "nt", "zz"})


def find_insurance_numbers(text: Text) -> Iterator[Finding]:
    """National Insurance numbers: two letters, six digits, a letter from A to D."""
    for place in text.coded:
        word = text.words[place]
        start = place if word[:1].isalpha() else place - 1
        if start < 0 or len(text.words[start]) < 2:
            continue
        match = _NI.match(text.lower, text.starts[start])
        if not match or not is_free(text, *match.span()):
            continue
        said = bool({"ni", "nino", "insurance"} & set(before := text.before(match.start(), 5))) or before[-3:-1] == [
            "n",
            "i",
        ]
        prefix = match[1]
        formed = match[5] and not set("dfiquv") & set(prefix) and prefix[1] != "o" and prefix not in _NI_NEVER
        if said or (formed and text.plain[match.start()].isupper()):
            yield Finding(*match.span(), Category.NI_NUMBER, Certainty.CERTAIN, REMOVED)


_SSN_SAID = frozenset({"ssn", "social", "ss", "ssns"})


_LAST_FOUR = re.compile(
    r"(?:last (?:four|4|few)(?: digits| numbers)? of (?:his |her |their |the |a "
    r"|my )?(?:\w+'s )?(?:social(?: security)?|ssn?)"
    r"|(?:social(?: security)?|ssn?)(?: number)?,? (?:ends|ending|ended|last (?:four|4)))(?: number| no\.?)?"
    r"(?:,|:| is| was| are| being| as| in| with)*? \(?(\d{4})(?!\d)"
)


def _last_four(text: Text) -> Iterator[Finding]:
    for cue in {"last", "social", "ssn", "ss"} & text.where.keys():
        for place in text.where[cue]:
            if match := _LAST_FOUR.match(text.lower, text.starts[place]):
                yield Finding(*match.span(1), Category.SSN, Certainty.CERTAIN, REMOVED)


def find_social_security_numbers(text: Text) -> Iterator[Finding]:
    """Social Security numbers: three, two and four digits; other groupings after a word that says so."""
    yield from _last_four(text)
    for chain in chains(text):
        for first in range(len(chain)):
            group = chain[first : first + 3]
            sizes = tuple(b - a for a, b in group)
            if sizes != (3, 2, 4):
                group, sizes = chain[first : first + 1], sizes[:1]
            if sizes not in {(3, 2, 4), (9,)}:
                continue
            start, end = group[0][0], group[-1][1]
            if not is_free(text, start, end):
                continue
            digits = "".join(text.plain[a:b] for a, b in group)
            said = bool(_SSN_SAID & set(text.before(start, 4)))
            dashed = text.plain[group[0][1] : group[-1][0]].count("-") == 2
            whole = len(chain) == 3
            issued = (
                digits[:3] not in {"000", "666"} and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"
            )
            if said or (dashed and whole and issued):
                yield Finding(start, end, Category.SSN, Certainty.CERTAIN, REMOVED)
