"""Several people, or one person in several windows, at the same moment."""

import random
from datetime import time

import pytest

from cpd_community_xblock.members import api
from cpd_community_xblock.members.data import Profile
from tests import builders

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]

COURSE = str(builders.COURSE)


class Zero(random.Random):
    """Chance that everyone who draws at first shares: the hardest case there is."""

    def randrange(self, *limits: int) -> int:
        self.drawn = getattr(self, "drawn", -1) + 1
        return self.drawn


def test_twenty_people_who_draw_at_once_all_get_a_pseudonym_of_their_own() -> None:
    people = [builders.person(f"person-{number}").id for number in range(20)]
    calls = [lambda user_id=user_id: api.pseudonym(user_id=user_id, course_key=COURSE) for user_id in people]
    names = builders.at_once(*calls)
    assert builders.errors(names) == []
    assert len(set(names)) == 20
    assert len(builders.everything()["Pseudonym"]) == 20


def test_people_whose_draws_fall_on_the_same_numbers_still_share_none() -> None:
    people = [builders.person(f"person-{number}").id for number in range(6)]
    calls = [
        lambda user_id=user_id: api.pseudonym(user_id=user_id, course_key=COURSE, draw=Zero()) for user_id in people
    ]
    names = builders.at_once(*calls)
    assert builders.errors(names) == []
    assert len(set(names)) == 6


def test_one_person_in_many_windows_gets_one_pseudonym() -> None:
    amara = builders.person("amara").id
    names = builders.at_once(*[lambda: api.pseudonym(user_id=amara, course_key=COURSE)] * 8)
    assert builders.errors(names) == []
    assert len(set(names)) == 1
    assert len(builders.everything()["Pseudonym"]) == 1


def test_a_profile_saved_in_two_windows_at_once_is_one_of_the_two() -> None:
    amara = builders.person("amara").id
    calls = [
        lambda word=word: api.save_profile(user_id=amara, profession=word, setting=word, quiet_from=time(22))
        for word in ("nurse", "midwife")
    ]
    assert builders.at_once(*calls) == [None, None]
    kept = api.profile(user_id=amara)
    assert kept in [Profile(profession=word, setting=word, quiet_from=time(22)) for word in ("nurse", "midwife")]
