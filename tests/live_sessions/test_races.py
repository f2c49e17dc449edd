"""Many at the same moment."""

from functools import partial

import pytest

from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.live_sessions import models
from cpd_community_xblock.live_sessions.api import ledger, seats, sittings
from cpd_community_xblock.live_sessions.data import Source
from tests import builders
from tests.builders import START
from tests.live_sessions import sessions
from tests.live_sessions.sessions import EVENING

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]

ATTEMPTS = pytest.mark.parametrize("attempt", range(3))


def people(count: int) -> list[int]:
    return [builders.person(f"learner{number}").id for number in range(count)]


def test_a_hundred_choose_the_last_three_places_in_the_same_second(here) -> None:
    [noon] = sessions.kept(here, sessions.plan(capacity=3))
    everyone = people(100)
    choose = [partial(seats.choose, space_id=here.id, user_id=who, sitting_id=noon.id, now=START) for who in everyone]
    results = builders.at_once(*choose)
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    taken = models.Seat.objects.filter(sitting_id=noon.id).values_list("number", flat=True)
    assert sorted(taken) == [1, 2, 3]


@ATTEMPTS
def test_one_person_in_several_windows_has_one_choice(here, amara, attempt: int) -> None:
    noon, evening = sessions.kept(here, sessions.plan(capacity=2), sessions.plan("late", EVENING, capacity=2))
    about = {"space_id": here.id, "user_id": amara, "now": START}
    results = builders.at_once(
        *[partial(seats.choose, **about, sitting_id=one.id) for one in (noon, evening) for _window in range(3)],
        partial(seats.be_on_shift, **about),
    )
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert models.Seat.objects.count() == 1


@ATTEMPTS
def test_the_same_check_in_ten_times_at_once_is_one_and_all_are_told_so(noon, amara, attempt: int) -> None:
    check_in = partial(
        ledger.check_in, sitting_id=noon.id, user_id=amara, source=Source.CODE, at=noon.starts_at, now=noon.starts_at
    )
    results = builders.at_once(*[check_in] * 10)
    assert builders.errors(results) == []
    assert len({row.id for row in results}) == models.Evidence.objects.count() == 1


def test_a_hundred_people_who_check_in_at_once_are_all_there(noon) -> None:
    everyone = people(100)
    check_in = partial(ledger.check_in, sitting_id=noon.id, source=Source.CODE, at=noon.starts_at, now=noon.starts_at)
    results = builders.at_once(*[partial(check_in, user_id=who) for who in everyone])
    assert builders.errors(results) == []
    assert ledger.count_here(sitting_id=noon.id) == 100


@ATTEMPTS
def test_two_facilitators_strike_a_row_once(noon, amara, attempt: int) -> None:
    row = sessions.checked_in(noon, amara, noon.starts_at)
    strike = partial(ledger.strike, sitting_id=noon.id, evidence_id=row.id, reason="Not here.", now=noon.ends_at)
    results = builders.at_once(*[partial(strike, by=builders.person(name).id) for name in ("ruth", "moira")])
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert models.Evidence.objects.exclude(strikes=None).count() == 1


@ATTEMPTS
def test_the_first_visits_make_each_sitting_once(here, attempt: int) -> None:
    plans = [sessions.plan(), sessions.plan("late", EVENING)]
    results = builders.at_once(*[partial(sittings.keep, space_id=here.id, plans=plans, now=START)] * 8)
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert models.Sitting.objects.count() == 2


@ATTEMPTS
def test_a_sitting_that_is_moved_in_two_windows_counts_on_once(here, noon, attempt: int) -> None:
    moved = partial(sittings.keep, space_id=here.id, plans=[sessions.plan(times=EVENING)], now=START)
    results = builders.at_once(*[moved] * 5)
    told = [kept for kept in results if not isinstance(kept, Exception) and kept.moved]
    assert len(told) == 1
    assert sittings.of(space_id=here.id)[0].sequence == 1
