"""Sittings as their author sets them, moves them and takes them off."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.live_sessions import codes, models
from cpd_community_xblock.live_sessions.api import sittings
from cpd_community_xblock.live_sessions.data import Kept, Times
from tests.builders import START, day
from tests.live_sessions import sessions
from tests.live_sessions.sessions import EVENING, NOON

pytestmark = pytest.mark.django_db


def keep(here, *plans, now=START) -> Kept:
    return sittings.keep(space_id=here.id, plans=plans, now=now)


def test_they_are_kept_as_they_were_set_earliest_first(here) -> None:
    found = sessions.kept(
        here, sessions.plan("late", EVENING, capacity=30), sessions.plan(where="https://meet.example.org/round")
    )
    assert [(one.key, one.times, one.capacity) for one in found] == [("noon", NOON, None), ("late", EVENING, 30)]
    assert found[0].where == "https://meet.example.org/round"
    assert (found[0].starts_at, found[0].ends_at) == (
        datetime(2026, 9, 10, 11, 30, tzinfo=UTC),
        datetime(2026, 9, 10, 12, 30, tzinfo=UTC),
    )
    assert len({one.uid for one in found}) == 2


def test_keeping_them_again_changes_nothing_and_takes_one_look(here, noon, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # With the transaction around it.
        assert keep(here, sessions.plan()) == Kept()
    assert sittings.of(space_id=here.id) == [noon]


def test_one_that_moves_keeps_its_uid_and_counts_on(here, noon) -> None:
    later = replace(NOON, at=time(13))
    assert keep(here, sessions.plan(times=later)) == Kept(moved=(noon.id,))
    [found] = sittings.of(space_id=here.id)
    assert (found.uid, found.sequence) == (noon.uid, 1)
    assert found.starts_at == noon.starts_at + timedelta(minutes=30)
    assert keep(here, sessions.plan(times=later, where="Room 4")) == Kept(moved=(noon.id,))


def test_what_calendars_need_not_know_of_is_kept_quietly(here, noon) -> None:
    quiet = sessions.plan(times=replace(NOON, late_after=20, opens_before=30), capacity=12)
    assert keep(here, quiet) == Kept()
    [found] = sittings.of(space_id=here.id)
    assert (found.times.late_after, found.capacity, found.sequence) == (20, 12, 0)


def test_one_that_is_taken_off_stays_cancelled_and_can_come_back(here, noon) -> None:
    assert keep(here) == Kept(cancelled=(noon.id,))
    assert keep(here) == Kept()
    [found] = sittings.of(space_id=here.id)
    assert (found.is_cancelled, found.sequence) == (True, 1)
    assert keep(here, sessions.plan()) == Kept(moved=(noon.id,))
    [found] = sittings.of(space_id=here.id)
    assert (found.is_cancelled, found.sequence, found.uid) == (False, 2, noon.uid)


def test_one_that_is_over_is_not_cancelled_when_its_author_tidies_up(here, noon) -> None:
    assert keep(here, now=noon.ends_at) == Kept()
    assert not sittings.of(space_id=here.id)[0].is_cancelled


def test_when_a_country_changes_its_rules_the_moment_moves_and_not_the_clock(here, noon) -> None:
    """As if the zone had been an hour off when the row was written."""
    hour = timedelta(hours=1)
    models.Sitting.objects.update(starts_at=noon.starts_at - hour, ends_at=noon.ends_at - hour)
    assert sittings.reckon_anew(now=START) == [noon.id]
    [found] = sittings.of(space_id=here.id)
    assert (found.times, found.starts_at, found.sequence) == (NOON, noon.starts_at, 1)
    assert sittings.reckon_anew(now=START) == []


def test_what_is_over_is_reckoned_no_more(here, noon) -> None:
    models.Sitting.objects.update(starts_at=noon.starts_at - timedelta(hours=1))
    assert sittings.reckon_anew(now=day(30)) == []


def test_a_sitting_of_another_block_is_not_found(here, noon) -> None:
    elsewhere = sessions.space("elsewhere")
    for ask in (sittings.one, sittings.secret_of, sittings.renew_secret):
        with pytest.raises(NotFound):
            ask(space_id=elsewhere.id, sitting_id=noon.id)
    assert sittings.one(space_id=here.id, sitting_id=noon.id) == noon


def test_each_has_a_secret_of_its_own_that_can_be_renewed(here) -> None:
    one, other = sessions.kept(here, sessions.plan(), sessions.plan("late", EVENING))
    secret = sittings.secret_of(space_id=here.id, sitting_id=one.id)
    assert len(secret) == 32 and secret != sittings.secret_of(space_id=here.id, sitting_id=other.id)
    shown = codes.link(secret, codes.step_of(START))
    sittings.renew_secret(space_id=here.id, sitting_id=one.id)
    assert not codes.opens(sittings.secret_of(space_id=here.id, sitting_id=one.id), shown, now=START)
    assert secret.hex() not in repr(sittings.of(space_id=here.id))


def test_the_night_of_the_change_is_kept_by_the_clock(here) -> None:
    night = Times(date(2026, 10, 24), time(23, 30), "Europe/London", 180)
    [found] = sessions.kept(here, sessions.plan(times=night))
    assert found.times == night
    assert found.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
