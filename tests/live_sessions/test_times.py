"""When a sitting is: a time of the clock, also in the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.live_sessions import rules
from cpd_community_xblock.live_sessions.data import Phase, Times

LONDON, NEW_YORK = "Europe/London", "America/New_York"


def times(on: date, at: time, zone: str = LONDON, minutes: int = 60, **more: int) -> Times:
    return Times(on, at, zone, minutes, **more)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sitting", "start", "end"),
    [
        # Over midnight, in the night in which the clock shows one o'clock twice: three hours are two by the clock.
        (times(date(2026, 10, 24), time(23, 30), minutes=180), utc(2026, 10, 24, 22, 30), utc(2026, 10, 25, 1, 30)),
        (times(date(2026, 10, 31), time(23, 30), NEW_YORK, 180), utc(2026, 11, 1, 3, 30), utc(2026, 11, 1, 6, 30)),
        # The evening before and the evening after are an hour apart in UTC, and the same on the clock.
        (times(date(2026, 10, 24), time(20)), utc(2026, 10, 24, 19), utc(2026, 10, 24, 20)),
        (times(date(2026, 10, 25), time(20)), utc(2026, 10, 25, 20), utc(2026, 10, 25, 21)),
        (times(date(2026, 10, 31), time(20), NEW_YORK), utc(2026, 11, 1, 0), utc(2026, 11, 1, 1)),
        (times(date(2026, 11, 1), time(20), NEW_YORK), utc(2026, 11, 2, 1), utc(2026, 11, 2, 2)),
    ],
)
def test_an_hour_is_sixty_minutes_and_the_clock_is_what_was_agreed(
    sitting: Times, start: datetime, end: datetime
) -> None:
    assert rules.span(sitting) == (start, end)


@pytest.mark.parametrize(
    ("on", "zone", "first"),
    [
        (date(2026, 10, 25), LONDON, utc(2026, 10, 25, 0, 30)),
        (date(2026, 11, 1), NEW_YORK, utc(2026, 11, 1, 5, 30)),
    ],
)
def test_of_an_hour_that_comes_twice_it_is_the_first(on: date, zone: str, first: datetime) -> None:
    sitting = times(on, time(1, 30), zone)
    assert rules.comes_twice(sitting) and not rules.is_skipped(sitting)
    assert rules.starts_at(sitting) == first
    assert not rules.comes_twice(times(on, time(3), zone))
    # However whoever sent it put it.
    assert rules.starts_at(times(on, time(1, 30, fold=1), zone)) == first


@pytest.mark.parametrize(("on", "zone", "at"), [(date(2026, 3, 29), LONDON, 1), (date(2026, 3, 8), NEW_YORK, 2)])
def test_a_time_that_the_clock_skips_is_known(on: date, zone: str, at: int) -> None:
    sitting = times(on, time(at, 30), zone)
    assert rules.is_skipped(sitting) and not rules.comes_twice(sitting)
    assert not rules.is_skipped(times(on, time(at + 1, 30), zone))


def test_where_a_sitting_stands() -> None:
    sitting = times(date(2026, 9, 10), time(12, 30), opens_before=10, closes_after=20, late_after=5)
    start = utc(2026, 9, 10, 11, 30)
    stands = {minutes: rules.phase(sitting, now=start + timedelta(minutes=minutes)) for minutes in range(-11, 82)}
    assert stands[-11] is Phase.AHEAD
    assert {stands[minutes] for minutes in range(-10, 0)} == {Phase.DOORS}
    assert {stands[minutes] for minutes in range(60)} == {Phase.ON}
    assert {stands[minutes] for minutes in range(60, 80)} == {Phase.ENDING}
    assert stands[80] is Phase.OVER
    late = [minutes for minutes in range(60) if rules.is_late(sitting, at=start + timedelta(minutes=minutes))]
    assert late == list(range(5, 60))


ZONES = st.sampled_from([LONDON, NEW_YORK, "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"])


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.times(), ZONES, st.integers(5, 600))
def test_it_lasts_as_long_as_it_was_said_to_on_any_day(on: date, at: time, zone: str, minutes: int) -> None:
    start, end = rules.span(times(on, at, zone, minutes))
    assert end - start == timedelta(minutes=minutes)
    (opens, closes), sitting = rules.doors(times(on, at, zone, minutes)), times(on, at, zone, minutes)
    assert opens <= start < end <= closes
    assert rules.phase(sitting, now=start) is Phase.ON and rules.phase(sitting, now=closes) is Phase.OVER
