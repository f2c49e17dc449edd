"""Weeks, days and quiet hours, also when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.core.calendar import (
    after_quiet_hours,
    day_starts,
    days_later,
    is_quiet,
    next_working_day_ends,
    week_starts,
    zone,
)

ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Nowhere/At_All", "../../etc/passwd", "Europe", "\x00"])
def test_a_zone_that_is_not_known_is_the_default(name: str) -> None:
    assert zone(name, "Asia/Kolkata") == ZoneInfo("Asia/Kolkata")


def test_a_known_zone_goes_before_the_default() -> None:
    assert zone("Europe/London", "Asia/Kolkata") == ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "name", "expected"),
    [
        ("2026-03-29", "Europe/London", "2026-03-29T00:00"),  # clocks go forward at one
        ("2026-03-30", "Europe/London", "2026-03-29T23:00"),
        ("2026-10-26", "Europe/London", "2026-10-26T00:00"),
        ("2026-03-08", "America/New_York", "2026-03-08T05:00"),
        ("2026-03-09", "America/New_York", "2026-03-09T04:00"),
        ("2026-01-01", "Asia/Kolkata", "2025-12-31T18:30"),
        ("2026-01-01", "Pacific/Kiritimati", "2025-12-31T10:00"),
        ("2024-04-26", "Africa/Cairo", "2024-04-25T22:00"),  # has no midnight: the day begins at one
        ("2024-11-03", "America/Havana", "2024-11-03T04:00"),  # has midnight twice: the first one counts
    ],
)
def test_a_day_starts_with_its_first_local_moment(day: str, name: str, expected: str) -> None:
    assert day_starts(date.fromisoformat(day), ZoneInfo(name)) == utc(expected)


@given(moment=moments, days=st.integers(1, 400), tz=zones)
def test_days_later_is_the_first_moment_of_a_local_day(moment: datetime, days: int, tz: ZoneInfo) -> None:
    later = days_later(moment, days, tz)
    expected = moment.astimezone(tz).date() + timedelta(days=days)
    assert later.astimezone(tz).date() == expected
    assert (later - timedelta(seconds=1)).astimezone(tz).date() < expected


def test_what_is_finished_late_on_monday_opens_as_thursday_begins() -> None:
    assert days_later(utc("2026-09-07T22:59"), 3, ZoneInfo("Europe/London")) == utc("2026-09-09T23:00")
    assert days_later(utc("2026-09-07T23:01"), 3, ZoneInfo("Europe/London")) == utc("2026-09-10T23:00")


@pytest.mark.parametrize("days", [0, -1])
def test_no_days_later_is_the_moment_itself(days: int) -> None:
    moment = utc("2026-09-07T22:59")
    assert days_later(moment, days, ZoneInfo("Europe/London")) == moment


@pytest.mark.parametrize(("week", "days"), [(1, 0), (2, 7), (4, 21), (0, 0)])
def test_weeks_count_from_one_and_keep_the_hour_of_the_start(week: int, days: int) -> None:
    start = utc("2026-10-19T08:00")
    assert week_starts(start, week) == start + timedelta(days=days)


@pytest.mark.parametrize(
    ("clock", "start", "end", "quiet"),
    [
        ("22:00", "22:00", "07:00", True),
        ("03:00", "22:00", "07:00", True),
        ("07:00", "22:00", "07:00", False),
        ("21:59", "22:00", "07:00", False),
        ("09:00", "08:30", "16:00", True),
        ("16:00", "08:30", "16:00", False),
        ("08:29", "08:30", "16:00", False),
        ("12:00", "12:00", "12:00", False),
    ],
)
def test_quiet_hours_may_run_over_midnight(clock: str, start: str, end: str, quiet: bool) -> None:
    tz = ZoneInfo("Asia/Kolkata")
    moment = datetime.combine(date(2026, 9, 7), time.fromisoformat(clock), tzinfo=tz).astimezone(UTC)
    found = is_quiet(moment, start=time.fromisoformat(start), end=time.fromisoformat(end), tz=tz)
    assert found is quiet


@pytest.mark.parametrize(("start", "end"), [(None, None), (time(22), None), (None, time(7))])
def test_without_both_times_nothing_is_quiet(start: time | None, end: time | None) -> None:
    moment = utc("2026-09-07T23:00")
    assert not is_quiet(moment, start=start, end=end, tz=ZoneInfo("UTC"))
    assert after_quiet_hours(moment, start=start, end=end, tz=ZoneInfo("UTC")) == moment


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-28T23:00", "2026-03-29T06:00"),  # the night that is an hour short
        ("2026-10-24T23:00", "2026-10-25T07:00"),  # the night that is an hour long
        ("2026-09-07T12:00", "2026-09-07T12:00"),
    ],
)
def test_a_message_waits_until_the_quiet_hours_are_over(moment: str, expected: str) -> None:
    london = ZoneInfo("Europe/London")
    assert after_quiet_hours(utc(moment), start=time(22), end=time(7), tz=london) == utc(expected)


def test_in_the_hour_that_comes_twice_quiet_hours_end_the_second_time() -> None:
    second_time = utc("2026-10-25T01:15")
    found = after_quiet_hours(second_time, start=time(22), end=time(1, 30), tz=ZoneInfo("Europe/London"))
    assert found == utc("2026-10-25T01:30")


@given(moment=moments, start=clock_times, end=clock_times, tz=zones)
def test_waiting_never_leads_back_in_time_nor_past_a_day(
    moment: datetime, start: time, end: time, tz: ZoneInfo
) -> None:
    later = after_quiet_hours(moment, start=start, end=end, tz=tz)
    assert moment <= later <= moment + timedelta(hours=26)
    assert is_quiet(moment, start=start, end=end, tz=tz) == (later != moment)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("2026-09-07 08:00", "2026-09-09 00:00"),  # Monday: Tuesday's end.
        ("2026-09-10 23:59", "2026-09-12 00:00"),  # Thursday: Friday's end.
        ("2026-09-11 00:00", "2026-09-15 00:00"),  # Friday: Monday's end.
        ("2026-09-12 12:00", "2026-09-15 00:00"),
        ("2026-09-13 12:00", "2026-09-15 00:00"),  # Sunday
    ],
)
def test_the_next_working_day_ends_after_the_weekend(moment: str, ends: str) -> None:
    assert next_working_day_ends(utc(moment), ZoneInfo("UTC")) == utc(ends)


@pytest.mark.parametrize(
    ("name", "ends"), [("America/New_York", "2026-09-12 04:00"), ("Pacific/Kiritimati", "2026-09-14 10:00")]
)
def test_the_next_working_day_is_the_readers_own(name: str, ends: str) -> None:
    # Friday in London is Thursday evening in New York and Friday on Kiritimati.
    assert next_working_day_ends(utc("2026-09-11 02:00"), ZoneInfo(name)) == utc(ends)


@given(moment=moments, tz=zones)
def test_what_ends_next_is_a_working_day_of_which_all_is_to_come(moment: datetime, tz: ZoneInfo) -> None:
    ends = next_working_day_ends(moment, tz)
    today, last = moment.astimezone(tz).date(), (ends - timedelta(seconds=1)).astimezone(tz).date()
    assert today < last <= today + timedelta(days=3)
    assert last.weekday() < 5
    assert all((today + timedelta(days=days)).weekday() >= 5 for days in range(1, (last - today).days))
    assert ends == day_starts(last + timedelta(days=1), tz)
