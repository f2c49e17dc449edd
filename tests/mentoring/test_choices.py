"""What is chosen is the same for two people whose pages are in different languages."""

import pytest
from django.utils.translation import override

from cpd_community_xblock.mentoring import choices, wording
from cpd_community_xblock.mentoring.data import Side
from tests import builders
from tests.builders import ask, send
from tests.mentoring import pairs, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LANGUAGE = "de"
"""Django's own catalogue names languages, so that these need none of ours."""


def test_a_choice_is_kept_as_it_is_and_told_in_the_readers_language(chidi) -> None:
    key = pairs.block(languages=[])
    amara = builders.person("amara")
    with override(LANGUAGE):
        form = ask(key, amara, "page", view="wishes").text
        assert 'value="Spanish"' in form and "<bdi>Spanisch</bdi>" in form
        told = send(key, amara, "save_wishes", people.wishes(languages=["Spanish"])).text
        assert "<bdi>Spanisch</bdi>" in told
    assert "<bdi>Spanish</bdi>" in ask(key, amara, "page", view="wishes").text


def test_why_two_fit_is_told_in_the_readers_language() -> None:
    assert wording.reason("language:Spanish", Side.LEARNER) == "You both speak Spanish"
    with override(LANGUAGE):
        assert wording.reason("language:Spanish", Side.LEARNER) == "You both speak Spanisch"


def test_an_authors_own_choice_stays_as_it_was_written() -> None:
    with override(LANGUAGE):
        assert choices.label("Wundversorgung auf Station 7") == "Wundversorgung auf Station 7"
        assert choices.label("") == ""
