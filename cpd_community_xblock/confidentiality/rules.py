"""Which findings a text has: every pack's, a site's own and an author's, none of them overlapping. Pure."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from cpd_community_xblock.confidentiality.data import Certainty, Finding, Findings
from cpd_community_xblock.confidentiality.finders import Finder
from cpd_community_xblock.confidentiality.finders.names.addressed import GREETINGS
from cpd_community_xblock.confidentiality.finders.own import number_finder, place_finder, word_finder
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.text import Text

MOST_FINDINGS = 500
"""How many findings are told, and taken from each finder. More are in no reflection, and once these are mended, another
look shows the next."""

_RANK = {certainty: rank for rank, certainty in enumerate(Certainty)}

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def find(
    text: str,
    *,
    packs: Iterable[Pack],
    places: Iterable[str] = (),
    number_formats: Iterable[str] = (),
    words: Iterable[str] = (),
) -> Findings:
    """What the packs find, with a site's places and number formats and an author's words, in the order of the text.

    A number format is a picture: 9 stands for any digit, A for any letter, everything else for itself. Where findings
    overlap, the more certain one stays, then the longer.
    """
    read = Text(text)
    own = (place_finder(places), number_finder(number_formats), word_finder(words))
    finders = dict.fromkeys(finder for pack in packs for finder in pack.finders)
    found = [finding for finder in (*finders, *own) for finding in _some(finder, read)]
    stay = read.first(_apart(found), MOST_FINDINGS)
    told = Findings(_as_given(read, finding) for finding in sorted(stay, key=lambda finding: finding.start))
    told.is_cut = read.is_cut
    return told


def names_only(words: str, names: Iterable[str]) -> bool:
    """Whether words are somebody's name of these, or a part of it, with no more than a greeting before it."""
    known = {part for name in names for part in _WORD.findall(name.casefold())}
    said = [part for part in _WORD.findall(words.casefold()) if part not in GREETINGS]
    return bool(said) and known.issuperset(said)


def _some(finder: Finder, text: Text) -> Iterable[Finding]:
    return text.first(list(islice(finder(text), MOST_FINDINGS + 1)), MOST_FINDINGS)


def _apart(found: Iterable[Finding]) -> list[Finding]:
    """The findings that stay where some overlap, the surest first."""
    kept: list[tuple[int, int]] = []
    stay = []
    for finding in sorted(found, key=_standing):
        at = bisect_left(kept, (finding.start, finding.end))
        if (at and kept[at - 1][1] > finding.start) or (at < len(kept) and kept[at][0] < finding.end):
            continue
        insort(kept, (finding.start, finding.end))
        stay.append(finding)
    return stay


def _standing(finding: Finding) -> tuple[int, int, int, str]:
    return _RANK[finding.certainty], finding.start - finding.end, finding.start, finding.category


def _as_given(text: Text, finding: Finding) -> Finding:
    """The finding at its place in what was given, and its wording with a capital where a sentence starts."""
    start, end = text.given_span(finding.start, finding.end)
    safer = finding.safer
    if text.opens_sentence(finding.start) and text.plain[finding.start].isupper():
        safer = safer[:1].upper() + safer[1:]
    return replace(finding, start=start, end=end, safer=safer)
