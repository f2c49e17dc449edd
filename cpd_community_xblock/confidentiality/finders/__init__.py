"""Where to look, one module for each kind of thing.

A finder takes a ``Text`` and yields each ``Finding`` with its places in ``Text.plain``. It looks words up and matches
at places that it knows, so that a text twice as long takes twice the time, whatever is in it.
"""

from collections.abc import Callable, Iterable

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.text import Text

Finder = Callable[[Text], Iterable[Finding]]
