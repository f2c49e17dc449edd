"""Names and places that a language model recognises, by way of Presidio. Needs the extra ``ner``."""

from collections.abc import Iterator
from typing import Any

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders import Finder
from cpd_community_xblock.confidentiality.text import Text

MODEL = "en_core_web_lg"
"""The spaCy model that Presidio takes for English. It would fetch it by itself, in the middle of somebody's writing."""

LEAST_SCORE = 0.5

_KINDS = {
    "PERSON": (Category.NAME, Certainty.LIKELY, "[name removed]"),
    "LOCATION": (Category.PLACE, Certainty.HINT, "a local place"),
}


class Unavailable(Exception):
    """What Presidio needs is not installed."""


def presidio() -> Finder:
    """A finder on Presidio's own settings. Raises ``Unavailable``."""
    try:
        import spacy.util  # noqa: PLC0415  an extra
        from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    except ImportError as reason:
        raise Unavailable("presidio-analyzer is not installed; it comes with cpd-community-xblock[ner].") from reason
    if not spacy.util.is_package(MODEL):
        raise Unavailable(f"spaCy's model is not installed; run: python -m spacy download {MODEL}")
    return finder_with(AnalyzerEngine())


def finder_with(analyzer: Any, *, language: str = "en") -> Finder:
    """A finder on any ``presidio_analyzer.AnalyzerEngine``, for a site that sets one up itself."""

    def find(text: Text) -> Iterator[Finding]:
        found = analyzer.analyze(text=text.plain, language=language, entities=list(_KINDS), score_threshold=LEAST_SCORE)
        for result in found:
            yield Finding(result.start, result.end, *_KINDS[result.entity_type])

    return find
