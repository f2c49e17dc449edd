"""What the guard for confidential details finds, and what it leaves alone."""

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.packs import uk, us
from cpd_community_xblock.confidentiality.rules import find

PACKS = (uk.PACK, us.PACK)


def look(text: str) -> tuple[Finding, ...]:
    return find(text, packs=PACKS)


def found(text: str) -> list[tuple[str, str]]:
    """Categories with what was found, without the spaces and commas that go with a name."""
    return [(finding.category.value, text[finding.start : finding.end].strip(" ,")) for finding in look(text)]


def mended(text: str) -> str:
    """The text with every safer wording in place."""
    for finding in reversed(look(text)):
        text = text[: finding.start] + finding.safer + text[finding.end :]
    return text
