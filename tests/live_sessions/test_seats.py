"""Choosing a sitting, being on shift, and places that are counted."""

import pytest

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.live_sessions import models
from cpd_community_xblock.live_sessions.api import leaving, seats, sittings
from tests import builders
from tests.builders import START, day
from tests.live_sessions import sessions
from tests.live_sessions.sessions import EVENING

pytestmark = pytest.mark.django_db


def choose(here, sitting, who, now=START) -> None:
    seats.choose(space_id=here.id, user_id=who, sitting_id=sitting.id, now=now)


def chosen(here, who) -> int | None:
    found = seats.choice(space_id=here.id, user_id=who)
    return found.sitting_id if found else None


@pytest.fixture
def both(here):
    """At noon there is one place, and in the evening as many as come."""
    return sessions.kept(here, sessions.plan(capacity=1), sessions.plan("late", EVENING))


def test_one_sitting_each_and_the_last_that_was_chosen(here, both, amara) -> None:
    noon, evening = both
    choose(here, noon, amara)
    choose(here, noon, amara, now=day(1))
    assert seats.choice(space_id=here.id, user_id=amara).chosen_at == START
    choose(here, evening, amara)
    assert chosen(here, amara) == evening.id
    assert models.Seat.objects.count() == 1


def test_whoever_is_on_shift_says_so_and_leaves_their_place(here, both, amara, kofi) -> None:
    noon, _evening = both
    choose(here, noon, amara)
    with pytest.raises(seats.Full):
        choose(here, noon, kofi)
    assert chosen(here, kofi) is None
    seats.be_on_shift(space_id=here.id, user_id=amara, now=START)
    assert seats.choice(space_id=here.id, user_id=amara).is_on_shift
    choose(here, noon, kofi)
    assert [one.is_full for one in sittings.of(space_id=here.id)] == [True, False]


def test_a_place_that_is_given_up_is_free(here, both, amara, kofi) -> None:
    noon, _evening = both
    choose(here, noon, amara)
    for _again in range(2):
        seats.give_up(space_id=here.id, user_id=amara)
    assert seats.choice(space_id=here.id, user_id=amara) is None
    choose(here, noon, kofi)


def test_what_is_cancelled_over_or_elsewhere_cannot_be_chosen(here, noon, amara) -> None:
    with pytest.raises(Conflict):
        choose(here, noon, amara, now=noon.ends_at)
    with pytest.raises(NotFound):
        choose(sessions.space("elsewhere"), noon, amara)
    sittings.keep(space_id=here.id, plans=[], now=START)
    with pytest.raises(Conflict):
        choose(here, noon, amara)
    assert not models.Seat.objects.exists()


def test_fewer_places_than_people_put_nobody_out_and_let_nobody_in(here, noon, amara, kofi) -> None:
    for name in ("priya", "dermot", "amara"):
        choose(here, noon, builders.person(name).id)
    [fewer] = sessions.kept(here, sessions.plan(capacity=2))
    assert (fewer.taken, fewer.is_full) == (3, True)
    with pytest.raises(seats.Full):
        choose(here, fewer, kofi)
    assert chosen(here, amara) == noon.id
    [more] = sessions.kept(here, sessions.plan(capacity=4))
    choose(here, more, kofi)


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_whoever_leaves_takes_their_choice_along(here, noon, amara, kofi, how) -> None:
    elsewhere = sessions.space("elsewhere")
    for who in (amara, kofi):
        choose(here, noon, who)
    seats.be_on_shift(space_id=elsewhere.id, user_id=amara, now=START)
    if how == "clear":
        leaving.clear(space_id=here.id, user_id=amara)
    else:
        leaving.retire(user_id=amara)
    assert chosen(here, amara) is None and chosen(here, kofi) == noon.id
    assert (seats.choice(space_id=elsewhere.id, user_id=amara) is None) == (how == "retire")
