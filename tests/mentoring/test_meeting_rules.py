"""When two people can meet, over the weeks in which clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_community_xblock.mentoring import meeting_rules
from cpd_community_xblock.mentoring.data import When
from cpd_community_xblock.mentoring.matching.data import Rota

MONDAY_EVENING, TUESDAY_EVENING = 9, 12 + 9
"""From 18:00 to 20:00."""
TUESDAY_NOON, WEDNESDAY_NIGHT = 12 + 6, 24
BEFORE_CLOCKS_GO_BACK = datetime(2026, 10, 19, 9, tzinfo=UTC)
BEFORE_CLOCKS_GO_FORWARD = datetime(2027, 3, 8, 9, tzinfo=UTC)


def rota(zone: str, *slots: int) -> Rota:
    return Rota(zone, (sum(1 << slot for slot in slots),))


def local(found: list[tuple[datetime, datetime]], zone: str) -> list[str]:
    tz = ZoneInfo(zone)
    return [f"{start.astimezone(tz):%a %d %b %H:%M}–{end.astimezone(tz):%H:%M}" for start, end in found]


def test_two_people_in_one_zone_meet_at_the_same_hour_on_both_sides_of_the_change() -> None:
    london = rota("Europe/London", TUESDAY_EVENING)
    found = meeting_rules.shared(london, london, now=BEFORE_CLOCKS_GO_BACK)
    assert local(found, "Europe/London") == [
        "Tue 20 Oct 18:00–20:00",
        "Tue 27 Oct 18:00–20:00",
        "Tue 03 Nov 18:00–20:00",
        "Tue 10 Nov 18:00–20:00",
    ]
    assert [start.hour for start, _end in found] == [17, 18, 18, 18]


def test_london_and_new_york_miss_each_other_between_their_changes() -> None:
    """From 18:00 in London is from 13:00 in New York, and from 14:00 in the week when London alone has changed."""
    evening, noon = rota("Europe/London", TUESDAY_EVENING), rota("America/New_York", TUESDAY_NOON)
    found = meeting_rules.shared(evening, noon, now=BEFORE_CLOCKS_GO_BACK)
    assert local(found, "America/New_York") == [
        "Tue 20 Oct 13:00–14:00",
        "Tue 03 Nov 13:00–14:00",
        "Tue 10 Nov 13:00–14:00",
    ]
    # In spring New York goes forward first: 18:00 in London is 14:00 there for two weeks.
    found = meeting_rules.shared(evening, noon, now=BEFORE_CLOCKS_GO_FORWARD)
    assert local(found, "Europe/London") == ["Tue 09 Mar 18:00–19:00", "Tue 30 Mar 18:00–19:00"]


def test_kolkata_meets_london_at_half_past() -> None:
    evening = rota("Europe/London", TUESDAY_NOON, TUESDAY_NOON + 1)
    kolkata = rota("Asia/Kolkata", TUESDAY_EVENING)
    found = meeting_rules.shared(evening, kolkata, now=BEFORE_CLOCKS_GO_BACK)
    assert local(found, "Asia/Kolkata") == [
        "Tue 20 Oct 18:00–20:00",
        "Tue 27 Oct 18:00–20:00",
        "Tue 03 Nov 18:00–20:00",
        "Tue 10 Nov 18:00–20:00",
    ]
    assert local(found, "Europe/London")[:2] == ["Tue 20 Oct 13:30–15:30", "Tue 27 Oct 12:30–14:30"]


def test_st_johns_is_three_and_a_half_hours_away_except_between_the_changes() -> None:
    johns = rota("America/St_Johns", TUESDAY_NOON)
    london = rota("Europe/London", TUESDAY_NOON + 2)
    found = meeting_rules.shared(johns, london, now=BEFORE_CLOCKS_GO_BACK)
    assert local(found, "Europe/London") == [
        "Tue 20 Oct 16:00–17:30",
        "Tue 27 Oct 16:00–16:30",
        "Tue 03 Nov 16:00–17:30",
        "Tue 10 Nov 16:00–17:30",
    ]


def test_the_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    night = rota("Europe/London", 6 * 12)
    found = meeting_rules.shared(night, night, now=datetime(2027, 3, 27, 12, tzinfo=UTC))
    assert found[0] == (datetime(2027, 3, 28, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC))
    assert found[1][1] - found[1][0] == timedelta(hours=2)


def test_what_is_over_or_far_off_is_left_out() -> None:
    evening = rota("Europe/London", TUESDAY_EVENING)
    now = datetime(2026, 10, 20, 18, 20, tzinfo=UTC)  # 19:20 in London
    found = meeting_rules.shared(evening, evening, now=now)
    assert local(found, "Europe/London")[0] == "Tue 20 Oct 19:20–20:00"
    assert all(end <= now + timedelta(weeks=4) for _start, end in found)


@settings(max_examples=60, deadline=None)
@given(
    zones=st.tuples(*[st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "America/St_Johns"])] * 2),
    slots=st.tuples(*[st.sets(st.integers(0, 83), max_size=20)] * 2),
    hours=st.integers(0, 24 * 365),
)
def test_both_are_free_all_through_what_they_share_and_nowhere_else(zones, slots, hours) -> None:
    now = BEFORE_CLOCKS_GO_BACK + timedelta(hours=hours)
    rotas = [rota(zone, *chosen) for zone, chosen in zip(zones, slots, strict=True)]
    found = meeting_rules.shared(*rotas, now=now)

    def is_free(moment: datetime) -> bool:
        times = [moment.astimezone(ZoneInfo(zone)) for zone in zones]
        wanted = [time.weekday() * 12 + time.hour // 2 for time in times]
        return all(slot in chosen for slot, chosen in zip(wanted, slots, strict=True))

    for quarter in range(1, 24 * 4 * 7 * 4, 7):
        moment = now + timedelta(minutes=15 * quarter)
        assert any(start <= moment < end for start, end in found) is is_free(moment)


# What is offered.


def stretch(hour: int, minute: int, minutes: int) -> tuple[datetime, datetime]:
    start = datetime(2026, 10, 20, hour, minute, tzinfo=UTC)
    return start, start + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("free", "taken", "times"),
    [
        ([stretch(18, 0, 120)], [], ["18:00", "18:30", "19:00"]),
        ([stretch(18, 30, 60)], [], ["18:30"]),
        ([stretch(18, 0, 45)], [], ["18:00"]),
        ([stretch(18, 0, 29)], [], []),
        ([stretch(18, 0, 120)], [stretch(18, 0, 30)], ["18:30", "19:00"]),
        ([stretch(18, 0, 120)], [stretch(19, 0, 30)], ["18:00"]),
        ([], [], []),
    ],
)
def test_every_half_hour_is_offered_that_has_an_hour_after_it(free, taken, times) -> None:
    found = meeting_rules.offered(free, now=BEFORE_CLOCKS_GO_BACK, taken=taken)
    assert [f"{moment:%H:%M}" for moment in found] == times


def test_what_has_begun_is_offered_from_the_next_half_hour_on() -> None:
    now = datetime(2026, 10, 20, 18, 20, 31, tzinfo=UTC)
    found = meeting_rules.offered([(now, now + timedelta(minutes=100))], now=now)
    assert [f"{moment:%H:%M:%S}" for moment in found] == ["18:30:00", "19:00:00"]


# What is typed.


@pytest.mark.parametrize(
    ("zone", "typed", "utc"),
    [
        ("Europe/London", datetime(2026, 10, 20, 18), "2026-10-20T17:00"),
        ("Europe/London", datetime(2026, 10, 27, 18), "2026-10-27T18:00"),
        ("America/New_York", datetime(2026, 10, 27, 18), "2026-10-27T22:00"),
        ("America/New_York", datetime(2026, 11, 3, 18), "2026-11-03T23:00"),
        ("Asia/Kolkata", datetime(2026, 11, 3, 18), "2026-11-03T12:30"),
        ("America/St_Johns", datetime(2026, 11, 3, 18), "2026-11-03T21:30"),
        # The hour that comes twice is meant the first time.
        ("Europe/London", datetime(2026, 10, 25, 1, 30), "2026-10-25T00:30"),
        # The hour that there is not.
        ("Europe/London", datetime(2027, 3, 28, 1, 30), None),
        ("America/New_York", datetime(2027, 3, 14, 2, 0), None),
        ("America/St_Johns", datetime(2027, 3, 14, 2, 59), None),
    ],
)
def test_a_local_time_is_one_moment_or_none(zone: str, typed: datetime, utc: str | None) -> None:
    found = meeting_rules.moment(typed, ZoneInfo(zone))
    assert (found and f"{found:%Y-%m-%dT%H:%M}") == utc


def test_the_hour_that_comes_twice_is_known() -> None:
    london = ZoneInfo("Europe/London")
    assert meeting_rules.comes_twice(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), london)
    assert meeting_rules.comes_twice(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), london)
    assert not meeting_rules.comes_twice(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), london)


@pytest.mark.parametrize(
    ("ahead", "is_in_reach"),
    [(timedelta(0), False), (timedelta(minutes=1), True), (timedelta(days=366), True), (timedelta(days=367), False)],
)
def test_meetings_are_to_come_and_within_a_year(ahead: timedelta, is_in_reach: bool) -> None:
    now = BEFORE_CLOCKS_GO_BACK
    assert meeting_rules.is_in_reach(When(now + ahead, 30), now=now) is is_in_reach


@pytest.mark.parametrize(("on", "may"), [(6, False), (7, True), (10, True), (11, False)])
def test_what_is_logged_lies_between_the_beginning_and_today(on: int, may: bool) -> None:
    days = {"today": date(2026, 9, 10), "began_on": date(2026, 9, 7)}
    assert meeting_rules.may_be_logged(date(2026, 9, on), **days) is may


# A silence.

NOW = BEFORE_CLOCKS_GO_BACK


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("about", "is_quiet"),
    [
        ({"last_at": ago(14)}, True),
        ({"last_at": ago(13.9)}, False),
        ({"last_at": ago(30), "met_at": ago(3)}, False),
        ({"last_at": ago(30), "met_at": ago(15)}, True),
        ({"last_at": ago(30), "is_planned": True}, False),
        ({"last_at": ago(30), "quiet_until": ago(-1)}, False),
        ({"last_at": ago(30), "quiet_until": ago(0)}, True),
    ],
)
def test_two_weeks_of_nothing_are_a_silence(about, is_quiet: bool) -> None:
    usual = {"met_at": None, "is_planned": False, "quiet_until": None, "now": NOW}
    assert meeting_rules.is_quiet(**{**usual, **about}) is is_quiet


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_answers_are_told_in_fives(count: int, told: int) -> None:
    assert len(meeting_rules.in_fives(range(count))) == told
