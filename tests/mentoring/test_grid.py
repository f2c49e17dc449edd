"""The table of free times: what a browser sends, and how it is shown again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.mentoring.data import Availability
from cpd_community_xblock.mentoring.forms import grid

MONDAY = date(2026, 9, 14)

slots = st.frozensets(st.integers(0, grid.SLOTS - 1))
mondays = st.integers(-8, 8).map(lambda weeks: MONDAY + timedelta(weeks=weeks))


@st.composite
def rotas(draw: st.DrawFn) -> grid.Rota:
    weeks = tuple(draw(st.lists(slots, min_size=1, max_size=grid.MAX_WEEKS)))
    return grid.Rota(draw(mondays), weeks, now=draw(st.integers(0, len(weeks) - 1)))


def sent(rota: grid.Rota) -> dict[str, str]:
    """What the page sends for a rota as it shows it."""
    ticked = {
        cell.name: "on" for week in grid.shown(rota) for _hours, cells in week.rows for cell in cells if cell.is_free
    }
    about = {"weeks": str(len(rota.weeks)), "this_week": str(rota.now), "monday": rota.monday.isoformat()}
    return ticked | about


@given(rotas())
def test_what_is_shown_is_sent_back_as_it_was(rota: grid.Rota) -> None:
    assert grid.parse(sent(rota), monday=MONDAY) == rota


names = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"w\d{1,3}-s-?\d{1,4}", fullmatch=True),
    st.sampled_from(["weeks", "this_week", "monday", "w0-s84", "w9-s1", "w0-s٣", "w0-s1 "]),
)


@given(st.dictionaries(names, st.one_of(st.text(max_size=12), st.none(), st.integers(), st.lists(st.text()))))
def test_whatever_is_sent_makes_a_rota_that_can_be_kept_and_shown(fields: dict) -> None:
    rota = grid.parse(fields, monday=MONDAY)
    assert 1 <= len(rota.weeks) <= grid.MAX_WEEKS
    assert 0 <= rota.now < len(rota.weeks)
    assert rota.monday.weekday() == 0
    assert all(0 <= slot < grid.SLOTS for week in rota.weeks for slot in week)
    assert grid.shown(rota)
    assert grid.parse(sent(rota), monday=MONDAY) == rota


@given(rotas(), mondays)
def test_what_is_kept_applies_in_the_same_weeks_whenever_it_is_shown(rota: grid.Rota, monday: date) -> None:
    kept = rota.availability("Europe/London")
    later = grid.rota_of(kept, monday=monday)
    assert later.weeks == rota.weeks
    for number in range(len(rota.weeks)):
        apart = (later.begins(number) - rota.begins(number)).days
        assert apart % (7 * len(rota.weeks)) == 0
        assert monday <= later.begins(number) < monday + timedelta(weeks=len(rota.weeks))


@given(rotas(), st.one_of(st.text(max_size=10), st.from_regex(r"(add|copy|remove|now)-?\d?", fullmatch=True)))
def test_a_button_makes_a_rota_whatever_it_says(rota: grid.Rota, do: str) -> None:
    after = grid.rearranged(rota, do)
    assert 1 <= len(after.weeks) <= grid.MAX_WEEKS
    assert 0 <= after.now < len(after.weeks)


def test_a_week_is_added_empty_and_the_others_stay() -> None:
    one = grid.Rota(MONDAY, (frozenset({9}),))
    two = grid.rearranged(one, "add")
    assert two == grid.Rota(MONDAY, (frozenset({9}), frozenset()))
    assert grid.rearranged(two, "copy-1").weeks == (frozenset({9}), frozenset({9}))
    assert grid.rearranged(two, "now-1").now == 1
    assert grid.rearranged(two, "remove-1") == one


def test_the_week_that_applies_now_stays_so_when_another_is_removed_or_added() -> None:
    rota = grid.Rota(MONDAY, (frozenset({1}), frozenset({2}), frozenset({3})), now=2)
    fewer = grid.rearranged(rota, "remove-0")
    assert fewer.weeks[fewer.now] == {3}
    more = grid.rearranged(rota, "add")
    assert more.weeks[more.now] == {3}
    assert more.begins(2) == MONDAY
    assert more.begins(0) == MONDAY + timedelta(weeks=2)


def test_no_more_than_eight_weeks() -> None:
    rota = grid.Rota(MONDAY, (frozenset(),) * 8)
    assert grid.rearranged(rota, "add") == rota
    assert grid.rearranged(grid.Rota(MONDAY), "remove-0") == grid.Rota(MONDAY)


def test_a_page_that_stood_open_over_a_monday_says_which_week_it_meant() -> None:
    fields = {"weeks": "2", "this_week": "1", "monday": "2026-09-07", "w1-s9": "on"}
    rota = grid.parse(fields, monday=MONDAY)
    assert rota.begins(1) == date(2026, 9, 7)
    assert grid.rota_of(rota.availability(""), monday=MONDAY).now == 0


@pytest.mark.parametrize("typed", ["2026-09-15", "1999-01-04", "tomorrow", "", None])
def test_a_day_that_is_no_monday_near_by_is_this_one(typed: str | None) -> None:
    assert grid.parse({"monday": typed}, monday=MONDAY).monday == MONDAY


@pytest.mark.parametrize(
    ("free", "words"),
    [
        ((), ""),
        ((9,), "Mon 18–20"),
        ((9, 10, 16, 17), "Mon 18–22, Tue 08–12"),
        ((11, 12), "Mon 22–24, Tue 00–02"),
        (range(84), "Mon 00–24, Tue 00–24, Wed 00–24, Thu 00–24, Fri 00–24, Sat 00–24, Sun 00–24"),
    ],
)
def test_free_times_in_words(free: tuple[int, ...], words: str) -> None:
    assert grid.in_words(free) == words


def test_a_cell_says_when_it_is() -> None:
    [week] = grid.shown(grid.Rota(MONDAY, (frozenset({4}),)))
    cell = week.rows[4][1][0]
    assert (cell.name, cell.label, cell.is_free) == ("w0-s4", "Monday, 08:00 to 10:00, free", True)


def test_a_rota_kept_long_ago_or_far_ahead_can_be_shown() -> None:
    for begins in (date(1990, 1, 1), date(2100, 1, 4)):
        kept = Availability("UTC", (frozenset({1}), frozenset({2})), begins)
        assert grid.rota_of(kept, monday=MONDAY).now in {0, 1}
