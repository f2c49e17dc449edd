"""What the ledger comes to: minutes that anybody can reckon again, from rows in any order."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.live_sessions import rules
from cpd_community_xblock.live_sessions.data import Evidence, Kind, Source, Times

SITTING = Times(date(2026, 10, 24), time(23, 30), "Europe/London", 180)
START, END = rules.span(SITTING)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


class Ledger:
    """Rows as they are heard of, one after the other."""

    def __init__(self) -> None:
        self.rows: list[Evidence] = []

    def add(self, kind: Kind, minutes: float, until: float | None = None, **more: object) -> int:
        id_ = len(self.rows) + 1
        source = more.pop("source", Source.ZOOM if kind in {Kind.JOINED, Kind.LEFT} else Source.CODE)
        end = None if until is None else at(until)
        self.rows.append(Evidence(id_, kind, source, at(minutes), until=end, **more))  # type: ignore[arg-type]
        return id_

    def strike(self, id_: int) -> int:
        return self.add(Kind.STRUCK, 0, strikes=id_, source=Source.FACILITATOR, reason="By mistake.")

    def comes_to(self, rows: Sequence[Evidence] | None = None) -> rules.Presence:
        return rules.presence(self.rows if rows is None else rows, SITTING)

    @property
    def minutes(self) -> int:
        return self.comes_to().minutes


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def test_nobody_is_there_of_whom_nothing_is_heard(ledger) -> None:
    found = ledger.comes_to()
    assert (found.minutes, found.was_there, found.stretches) == (0, False, ())


def test_a_check_in_stands_from_then_to_the_end_as_on_a_sheet_at_the_door(ledger) -> None:
    ledger.add(Kind.CHECKED_IN, -5)
    assert (ledger.minutes, ledger.comes_to().is_late) == (180, False)
    late = Ledger()
    late.add(Kind.CHECKED_IN, 30)
    late.add(Kind.CHECKED_IN, 40)
    assert (late.minutes, late.comes_to().is_late, late.comes_to().checked_in_at) == (150, True, at(30))


def test_where_a_provider_tells_how_long_that_counts_and_not_what_is_assumed(ledger) -> None:
    ledger.add(Kind.CHECKED_IN, 0)
    ledger.add(Kind.JOINED, 0)
    ledger.add(Kind.LEFT, 20)
    assert ledger.minutes == 20
    # Whoever answers later was there until then, whatever became of the connection.
    ledger.add(Kind.ANSWERED, 50)
    assert ledger.minutes == 50


def test_several_connections_count_once_and_each_says_so(ledger) -> None:
    ids = {
        ledger.add(Kind.JOINED, 0, stream="laptop"),
        ledger.add(Kind.LEFT, 60, stream="laptop"),
        ledger.add(Kind.JOINED, 40, stream="phone"),
        ledger.add(Kind.LEFT, 90, stream="phone"),
    }
    found = ledger.comes_to()
    assert found.minutes == 90
    assert [stretch.known_by for stretch in found.stretches] == [ids]


def test_a_late_end_never_undoes_a_newer_beginning() -> None:
    told = [(Kind.JOINED, 0), (Kind.LEFT, 30), (Kind.JOINED, 40)]
    for order in permutations(told):
        ledger = Ledger()
        for kind, minutes in order:
            ledger.add(kind, minutes)
        assert ledger.minutes == 30 + 140, order


def test_what_a_provider_tells_twice_or_by_halves_is_read_with_patience(ledger) -> None:
    ledger.add(Kind.LEFT, 5)
    assert ledger.minutes == 0
    for minutes in (10, 10, 12):
        ledger.add(Kind.JOINED, minutes)
    for minutes in (20, 20, 22):
        ledger.add(Kind.LEFT, minutes)
    assert ledger.minutes == 10
    # A connection that ends and begins in one moment goes on.
    ledger.add(Kind.JOINED, 20)
    assert [(stretch.start, stretch.end) for stretch in ledger.comes_to().stretches] == [(at(10), at(22))]


def test_nothing_counts_before_the_start_or_after_the_end(ledger) -> None:
    ledger.add(Kind.PRESENT, -30, 10)
    ledger.add(Kind.PRESENT, 170, 240)
    ledger.add(Kind.PRESENT, 200, 240)
    assert ledger.minutes == 20


def test_the_night_of_the_change_has_as_many_minutes_as_it_lasts(ledger) -> None:
    """One o'clock comes twice, and somebody stays through both."""
    ledger.add(Kind.JOINED, 0)
    ledger.add(Kind.LEFT, 180)
    assert ledger.minutes == 180


def test_what_is_struck_out_counts_no_more_and_can_be_brought_back(ledger) -> None:
    checked_in = ledger.add(Kind.CHECKED_IN, 0)
    strike = ledger.strike(checked_in)
    assert not ledger.comes_to().was_there
    ledger.strike(strike)
    assert ledger.minutes == 180


def test_apologies_and_catching_up_are_told_and_are_no_minutes(ledger) -> None:
    ledger.add(Kind.EXCUSED, 0, source=Source.FACILITATOR)
    ledger.add(Kind.CAUGHT_UP, 600, source=Source.ONESELF)
    found = ledger.comes_to()
    assert (found.is_excused, found.has_caught_up, found.minutes, found.was_there) == (True, True, 0, False)


def test_being_in_two_places_is_seen() -> None:
    here, there = Ledger(), Ledger()
    here.add(Kind.PRESENT, 0, 60)
    there.add(Kind.PRESENT, 60, 90)
    assert not rules.overlapping(here.comes_to().stretches, there.comes_to().stretches)
    there.add(Kind.PRESENT, 50, 55)
    assert rules.overlapping(here.comes_to().stretches, there.comes_to().stretches)


MINUTES = st.integers(-30, 210)
STREAMS = st.sampled_from(["laptop", "phone"])
TOLD = st.one_of(
    st.tuples(st.sampled_from([Kind.JOINED, Kind.LEFT]), MINUTES, st.none(), STREAMS),
    st.tuples(st.just(Kind.PRESENT), MINUTES, MINUTES, st.just("")),
    st.tuples(st.sampled_from([Kind.CHECKED_IN, Kind.ANSWERED]), MINUTES, st.none(), st.just("")),
)


@given(st.lists(TOLD, max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_heard_and_what_is_heard_twice_change_nothing(told, random) -> None:
    ledger = Ledger()
    for kind, minutes, until, stream in told:
        ledger.add(kind, minutes, until, stream=stream)
    found = ledger.comes_to()
    assert 0 <= found.minutes <= 180
    again = [*ledger.rows, *ledger.rows[:3]]
    random.shuffle(again)
    assert ledger.comes_to(again) == found
    ends = [(stretch.start, stretch.end) for stretch in found.stretches]
    assert all(one[1] < other[0] for one, other in pairwise(ends))


@given(st.lists(TOLD, max_size=8), st.integers(0, 179), st.integers(1, 60))
def test_another_stretch_takes_no_minute_away(told, first, length) -> None:
    ledger = Ledger()
    ledger.add(Kind.PRESENT, 0, 1)
    for kind, minutes, until, stream in told:
        ledger.add(kind, minutes, until, stream=stream)
    before = ledger.minutes
    ledger.add(Kind.PRESENT, first, min(first + length, 180))
    assert ledger.minutes >= before
