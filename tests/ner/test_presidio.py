"""Names and places by a language model: with the real library, and patterns in the place of its model."""

import presidio_analyzer as analyzer
import pytest
import spacy

from cpd_community_xblock.confidentiality.ner import Unavailable, finder_with, presidio
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.rules import find


@pytest.fixture(scope="module")
def pack() -> Pack:
    class Blank(analyzer.nlp_engine.SpacyNlpEngine):
        """English without a model."""

        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}

    registry = analyzer.RecognizerRegistry(supported_languages=["en"])
    for entity, words in (("PERSON", ["Dilys"]), ("LOCATION", ["Wenham"]), ("DATE_TIME", ["today"])):
        registry.add_recognizer(analyzer.PatternRecognizer(supported_entity=entity, deny_list=words))
    engine = analyzer.AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
    return Pack("ner", (finder_with(engine),))


def test_people_are_likely_names_and_places_hints(pack: Pack) -> None:
    text = "Here  Dilys\u200d cried in Wenham today"
    told = [(item.category, item.certainty, text[item.start : item.end]) for item in find(text, packs=[pack])]
    assert told == [("name", "likely", "Dilys"), ("place", "hint", "Wenham")]


def test_a_model_that_is_not_there_is_not_fetched() -> None:
    with pytest.raises(Unavailable, match="spacy download"):
        presidio()
