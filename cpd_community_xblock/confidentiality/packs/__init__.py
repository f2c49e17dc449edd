"""Packs of finders: one for each country, and a site's own."""

from dataclasses import dataclass

from cpd_community_xblock.confidentiality.finders import Finder


@dataclass(frozen=True, slots=True)
class Pack:
    """Finders under a name. Two packs may share a finder; it looks once."""

    name: str
    finders: tuple[Finder, ...]
