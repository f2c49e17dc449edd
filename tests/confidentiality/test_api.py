"""The door: settings, packs by name and path, a recogniser of names, and what a finding is called."""

import importlib.util
from collections.abc import Iterator

import pytest
from django.test import override_settings

from cpd_community_xblock.confidentiality import api, wording
from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.settings.common import plugin_settings

HERE = "tests.confidentiality.test_api"


def find_teapots(text: Text) -> Iterator[Finding]:
    for place in text.where.get("teapot", ()):
        yield Finding(text.starts[place], text.ends[place], Category.DEVICE_NUMBER, Certainty.HINT, "pot")


TEAPOTS = Pack("teapots", (find_teapots,))
NO_PACK = "teapot"


def categories(text: str, **given: list[str]) -> list[str]:
    return [finding.category.value for finding in api.look(text, **given)]


def test_both_countries_are_looked_at_unless_a_site_says_otherwise() -> None:
    text = "NHS no. 999 204 6171 and SSN 219-09-4471"
    assert categories(text) == ["nhs_number", "ssn"]
    with override_settings(CPD_COMMUNITY_CONFIDENTIALITY_PACKS=["us"]):
        assert categories(text) == ["ssn"]


@override_settings(CPD_COMMUNITY_CONFIDENTIALITY_PACKS=["uk", f"{HERE}.TEAPOTS"])
def test_a_site_adds_a_pack_by_its_path() -> None:
    assert categories("Mrs Okafor broke a teapot") == ["name", "device_number"]


@pytest.mark.parametrize("path", ["uk.nowhere", "atlantis", f"{HERE}.NO_PACK"])
def test_a_pack_that_is_none_is_named(path: str) -> None:
    with override_settings(CPD_COMMUNITY_CONFIDENTIALITY_PACKS=["uk", path]):
        [problem] = api.problems()
        assert path in problem
        assert categories("Mrs Okafor") == ["name"]  # The others find on.


@override_settings(CPD_COMMUNITY_CONFIDENTIALITY_PLACES=["Wenham"], CPD_COMMUNITY_CONFIDENTIALITY_NUMBERS=["Z99"])
def test_a_sites_places_and_numbers_and_an_authors_words_are_found() -> None:
    assert categories("z42 in wenham, blue", words=["Blue"]) == ["local_number", "place", "word"]


@override_settings(CPD_COMMUNITY_CONFIDENTIALITY_NER=f"{HERE}.find_teapots")
def test_a_site_sets_a_recogniser_by_its_path() -> None:
    assert categories("a teapot") == ["device_number"]


@pytest.mark.parametrize("path", ["nowhere.at.all", f"{HERE}.NO_PACK"])
def test_a_recogniser_that_is_none_is_named(path: str) -> None:
    with override_settings(CPD_COMMUNITY_CONFIDENTIALITY_NER=path):
        [problem] = api.problems()
        assert path in problem
        assert categories("Mrs Okafor") == ["name"]


@pytest.mark.skipif(importlib.util.find_spec("presidio_analyzer") is not None, reason="presidio-analyzer is installed")
@override_settings(CPD_COMMUNITY_CONFIDENTIALITY_NER="presidio")
def test_without_its_extra_presidio_is_asked_for_by_name() -> None:
    [problem] = api.problems()
    assert "cpd-community-xblock[ner]" in problem


def test_every_category_has_a_name_and_one_sentence_why() -> None:
    labels = [wording.label(category) for category in Category]
    assert len(set(labels)) == len(labels)
    for category in Category:
        assert wording.why(category).endswith(".")
        assert wording.why(category).count(". ") == 0


def test_the_plugin_keeps_what_a_site_has_set() -> None:
    class Settings:
        CPD_COMMUNITY_CONFIDENTIALITY_PACKS = ("us",)

    settings = Settings()
    plugin_settings(settings)
    assert settings.CPD_COMMUNITY_CONFIDENTIALITY_PACKS == ("us",)
    assert vars(settings)["CPD_COMMUNITY_CONFIDENTIALITY_NER"] is None
