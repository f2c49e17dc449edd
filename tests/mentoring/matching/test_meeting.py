"""When two people are both free, over zones and over the night when clocks change."""

from datetime import UTC, date, datetime

import pytest

from cpd_community_xblock.mentoring.matching import rules
from cpd_community_xblock.mentoring.matching.data import CannotMatch, Problem, Rota, Span

LONDON, BERLIN, NEW_YORK, KOLKATA = "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata"
BEFORE = Span(date(2026, 10, 12), weeks=1)
ACROSS = Span(date(2026, 10, 12), weeks=6)


def slots(day: int, *hours: int) -> int:
    return sum(1 << (12 * day + hour // 2) for hour in hours)


def rota(zone: str, *weeks: int) -> Rota:
    return Rota(zone, weeks)


def test_colleagues_in_one_zone_keep_what_they_share_when_clocks_change() -> None:
    evening = rota(LONDON, slots(6, 18, 20) | slots(0, 8))
    assert rules.shared_slots(evening, evening, ACROSS) == 3


def test_a_slot_of_one_is_shared_where_the_other_is_free_all_through_it() -> None:
    assert rules.shared_slots(rota(LONDON, slots(0, 8)), rota(BERLIN, slots(0, 8, 10)), BEFORE) == 1
    assert rules.shared_slots(rota(LONDON, slots(0, 8)), rota(BERLIN, slots(0, 8)), BEFORE) == 0
    assert rules.shared_slots(rota(KOLKATA, slots(0, 14)), rota(LONDON, slots(0, 8, 10)), BEFORE) == 1


def test_the_leanest_week_counts() -> None:
    # New York's clocks go back a week after London's, and in that week the two are an hour closer.
    london, new_york = rota(LONDON, slots(0, 14)), rota(NEW_YORK, slots(0, 8, 10))
    assert rules.shared_slots(london, new_york, BEFORE) == 1
    assert rules.shared_slots(rota(LONDON, slots(0, 13)), rota(NEW_YORK, slots(0, 8)), ACROSS) == 0
    assert rules.shared_slots(rota(LONDON, slots(0, 14)), rota(LONDON, slots(0, 14), slots(1, 14)), ACROSS) == 0


def test_a_rota_repeats_from_the_monday_it_begins() -> None:
    both = Rota(LONDON, (slots(0, 8), slots(2, 8)), begins=date(2026, 10, 19))
    assert [rules.week_mask(both, monday) for monday in rules.mondays(Span(date(2026, 10, 12), 3))] == [
        slots(2, 8),
        slots(0, 8),
        slots(2, 8),
    ]


def test_slots_move_in_utc_when_clocks_change() -> None:
    found = rules.utc_slots(rota(LONDON, slots(0, 8)), Span(date(2026, 10, 19), 2))
    assert [start for start, _end in found] == [
        datetime(2026, 10, 19, 7, tzinfo=UTC),
        datetime(2026, 10, 26, 8, tzinfo=UTC),
    ]


def test_sydneys_monday_meets_londons_sunday() -> None:
    sydney = rota("Australia/Sydney", slots(0, 6, 8))
    london = rota(LONDON, slots(6, 20, 22))
    assert rules.shared_slots(sydney, london, BEFORE) >= 1


@pytest.mark.parametrize("name", ["Mars/Olympus", "Europe", "", "../etc"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(CannotMatch) as raised:
        rules.zone(name)
    assert raised.value.problem is Problem.UNKNOWN_ZONE
