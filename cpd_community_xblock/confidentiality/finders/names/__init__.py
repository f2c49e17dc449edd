"""People's names, known by what stands beside them: a title, a relation, a role, a word such as "called".

A capital letter alone names nobody, unless the word is a first name and nothing else. What a name is after decides what
can stand in its place; after "her husband" or "the pharmacist" nothing has to.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.finders.names import (
    addressed,
    announced,
    apposed,
    filed,
    involved,
    known,
    related,
    spoken,
    titled,
)
from cpd_community_xblock.confidentiality.finders.names.reading import bearers, beside
from cpd_community_xblock.confidentiality.text import Text

_WAYS = (
    titled.find_titled,
    related.find_related,
    related.find_set_off,
    related.find_dear,
    apposed.find_apposed,
    apposed.find_placed,
    apposed.find_owners,
    announced.find_announced,
    addressed.find_addressed,
    involved.find_involved,
    filed.find_filed,
    filed.find_families,
    spoken.find_spoken,
    known.find_known,
)
_MOST_EACH = 500
"""Names that are taken from each way to introduce one."""


def find_names(text: Text) -> Iterator[Finding]:
    """Names where they are introduced, and wherever else they stand in the same text."""
    introduced = [finding for way in _WAYS for finding in _some(text, way(text))]
    introduced += _some(text, beside(text, introduced))
    yield from introduced
    yield from _some(text, bearers(text, introduced))


def _some(text: Text, found: Iterable[Finding]) -> list[Finding]:
    return text.first(list(islice(found, _MOST_EACH + 1)), _MOST_EACH)
