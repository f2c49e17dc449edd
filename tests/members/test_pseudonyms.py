"""Pseudonyms: drawn once, shared by nobody, and foretold by nothing."""

import random
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.members import api, rules
from cpd_community_xblock.members.pseudonyms import ADJECTIVES, NOUNS, name_for
from cpd_community_xblock.models import Pseudonym
from tests import builders


class Draws(random.Random):
    """Chance that is known beforehand: these numbers, one after the other."""

    def __init__(self, *numbers: int) -> None:
        super().__init__()
        self.left = list(numbers)

    def randrange(self, *limits: int) -> int:
        return self.left.pop(0)


def someone(username: str) -> int:
    return get_user_model().objects.create(username=username).id


def drawn(user_id: int, course: object = builders.COURSE, draw: random.Random | None = None) -> str:
    return api.pseudonym(user_id=user_id, course_key=str(course), draw=draw)


def test_the_words_are_as_many_as_the_rules_count_and_none_comes_twice() -> None:
    assert (len(ADJECTIVES), len(NOUNS)) == (rules.ADJECTIVES, rules.NOUNS)
    assert len(set(map(str, ADJECTIVES))) == len(ADJECTIVES)
    assert len(set(map(str, NOUNS))) == len(NOUNS)


@given(st.integers(0, 5 * rules.COMBINATIONS), st.integers(0, 5 * rules.COMBINATIONS))
def test_two_numbers_never_give_the_same_words(one: int, other: int) -> None:
    assert (rules.words(one) == rules.words(other)) == (one == other)


def test_the_first_round_of_names_has_no_suffix() -> None:
    assert name_for(0) == "Amber Avocet"
    assert name_for(rules.COMBINATIONS - 1) == "Windy Wren"
    assert name_for(rules.COMBINATIONS) == "Amber Avocet 2"
    assert name_for(2 * rules.COMBINATIONS) == "Amber Avocet 3"


@given(st.integers(0, 100_000))
def test_at_most_half_of_the_numbers_to_draw_from_are_taken(taken: int) -> None:
    assert rules.draw_range(taken) >= 2 * taken
    assert rules.draw_range(taken) % rules.COMBINATIONS == 0


def test_a_pseudonym_is_said_in_the_readers_language_and_order(monkeypatch: pytest.MonkeyPatch) -> None:
    welsh = {"Amber": "Ambr", "Avocet": "Cambig", "%(adjective)s %(noun)s": "%(noun)s %(adjective)s"}
    monkeypatch.setattr(trans_real.translation("cy"), "_catalog", welsh)
    with translation.override("cy"):
        assert name_for(0) == "Cambig Ambr"
        assert name_for(rules.COMBINATIONS) == "Cambig Ambr 2"
    assert name_for(0) == "Amber Avocet"


@pytest.mark.django_db
class TestDrawing:
    def test_a_pseudonym_is_drawn_once(self) -> None:
        amara = someone("amara")
        first = drawn(amara, draw=Draws(5))
        assert first == name_for(5)
        assert drawn(amara, draw=Draws(6)) == first

    def test_a_number_that_is_taken_is_drawn_again(self) -> None:
        assert drawn(someone("amara"), draw=Draws(5)) == name_for(5)
        assert drawn(someone("priya"), draw=Draws(5, 5, 8)) == name_for(8)

    def test_nobody_shares_a_pseudonym_in_a_course(self) -> None:
        seed = random.Random(1)
        names = Counter(drawn(someone(f"person-{number}"), draw=seed) for number in range(60))
        assert max(names.values()) == 1

    def test_a_person_has_another_in_every_course(self) -> None:
        amara = someone("amara")
        drawn(amara, draw=Draws(5))
        assert drawn(amara, builders.OTHER_COURSE, Draws(9)) == name_for(9)
        assert drawn(amara) == name_for(5)

    def test_two_courses_may_use_the_same_one(self) -> None:
        assert drawn(someone("amara"), draw=Draws(5)) == name_for(5)
        assert drawn(someone("priya"), builders.OTHER_COURSE, Draws(5)) == name_for(5)

    def test_it_depends_on_chance_alone_and_not_on_the_person_or_who_came_first(self) -> None:
        one, other = someone("amara"), someone("priya")
        assert drawn(one, draw=Draws(5)) == name_for(5)
        assert drawn(other, draw=Draws(7)) == name_for(7)
        assert drawn(other, builders.OTHER_COURSE, Draws(5)) == name_for(5)
        assert drawn(one, builders.OTHER_COURSE, Draws(7)) == name_for(7)

    def test_nobody_who_knows_all_that_went_before_can_tell_the_next_one(self) -> None:
        random.seed(1)
        first = [drawn(someone(f"a-{number}")) for number in range(8)]
        random.seed(1)
        second = [drawn(someone(f"b-{number}"), builders.OTHER_COURSE) for number in range(8)]
        assert first != second

    def test_when_every_pair_of_words_is_taken_names_go_on_with_a_number(self) -> None:
        course = str(builders.COURSE)
        taken = [Pseudonym(course_key=course, number=number) for number in range(rules.COMBINATIONS)]
        Pseudonym.objects.bulk_create(taken)
        names = {drawn(someone(f"late-{number}"), draw=random.Random(number)) for number in range(5)}
        assert len(names) == 5
        assert all(name.split()[-1] in {"2", "3"} for name in names)

    def test_chance_that_only_hits_taken_numbers_ends_in_an_error_and_not_in_a_loop(self) -> None:
        drawn(someone("amara"), draw=Draws(5))
        with pytest.raises(RuntimeError):
            drawn(someone("priya"), draw=Draws(*[5] * 20))

    def test_the_pseudonym_of_someone_who_left_stays_taken_and_leads_to_nobody(self) -> None:
        amara = someone("amara")
        drawn(amara, draw=Draws(5))
        for _again in range(2):
            api.retire(user_id=amara)
        assert drawn(someone("priya"), draw=Draws(5, 6)) == name_for(6)
        assert drawn(amara, draw=Draws(7)) == name_for(7)
