"""Several people at a new block at once."""

import pytest

from cpd_community_xblock.core import spaces
from tests import builders

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


def test_the_first_visit_of_ten_people_opens_one_space() -> None:
    def visit() -> int:
        return spaces.open_space(usage_key=builders.usage_key(), kind="cpd_reflection").id

    found = builders.at_once(*[visit] * 10)
    assert builders.errors(found) == []
    assert len(set(found)) == 1


def test_ten_people_who_come_in_together_all_see_the_block() -> None:
    key = builders.reflection_block()
    people = [builders.person(f"person-{number}", cohort="Rowan") for number in range(10)]
    calls = [lambda user=user: builders.shown(key, user) for user in people]
    pages = builders.at_once(*calls)
    assert builders.errors(pages) == []
    assert all("What happened?" in page for page in pages)
    assert len(builders.everything()["Space"]) == 1
