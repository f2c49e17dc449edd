"""Which pairs share enough slots in each week of a span: what ``rules.shared_slots`` says, for many pairs at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import lcm
from typing import TypeAlias

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Bytes, Flags, Floats, Ints, Words
from cpd_community_xblock.mentoring.matching.data import SLOTS_A_WEEK, Person, Rota, Span
from cpd_community_xblock.mentoring.matching.rules import mondays, slot_bounds, week_mask

_ONES = np.array([number.bit_count() for number in range(1 << 16)], dtype=np.uint8)
_BYTES_IN_A_ROW = 16
Bounds: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """The slots of those whose weeks begin at the same moments, as everyone fits into them.

    ``free`` (people, 8 words) has a bit for each slot that someone is free all through; ``own`` says whose it is.
    """

    free: tuple[Words, Words]
    own: tuple[Flags, Flags]


@dataclass(frozen=True)
class Meetings:
    """The weeks of a span that differ for somebody, each with its grids. Index 0 is learners, 1 mentors."""

    at_least: int
    weeks: tuple[tuple[Grid, ...], ...]

    def among(self, side: int, rows: Ints, cols: Ints) -> Flags:
        """Who of ``rows`` on one side shares enough with whom of ``cols`` on the other: (rows, cols)."""
        enough = np.ones((len(rows), len(cols)), dtype=np.bool_)
        for grids in self.weeks:
            most: Floats | None = None
            for grid in grids:
                # Bits as numbers, because a matrix product counts what two people share faster than anything else.
                shared = _numbers(grid.free[side][rows]) @ _numbers(grid.free[1 - side][cols]).T
                if len(grids) > 1:
                    shared *= grid.own[side][rows][:, None] | grid.own[1 - side][cols][None, :]
                most = shared if most is None else np.maximum(most, shared)
            if most is not None:
                enough &= most >= self.at_least
        return enough

    def between(self, side: int, rows: Ints, cols: Ints) -> Flags:
        """Whether the first of ``rows`` shares enough with the first of ``cols``, the second with the second, …"""
        enough = np.ones(len(rows), dtype=np.bool_)
        for grids in self.weeks:
            most = np.zeros(len(rows), dtype=np.int64)
            for grid in grids:
                shared = _counted(grid.free[side][rows] & grid.free[1 - side][cols])
                np.maximum(most, shared * (grid.own[side][rows] | grid.own[1 - side][cols]), out=most)
            enough &= most >= self.at_least
        return enough


class Availability:
    """One side's local slots: each rota that occurs, once, and who has it."""

    def __init__(self, people: Sequence[Person]) -> None:
        # Somebody without a rota gets an empty one, and none in a zone where nobody else is: each zone costs time.
        nothing = Rota(min((person.rota.zone for person in people if person.rota), default="UTC"), (0,))
        numbers: dict[Rota, int] = {}
        self._rota_of = np.array(
            [numbers.setdefault(person.rota or nothing, len(numbers)) for person in people], dtype=np.int64
        )
        self._rotas = list(numbers)
        self.zones = sorted({rota.zone for rota in self._rotas})
        self.cycle = lcm(1, *{len(rota.weeks) for rota in self._rotas})
        self._has_zone = {
            name: np.array([rota.zone == name for rota in self._rotas], dtype=np.bool_) for name in self.zones
        }
        self._known: dict[object, tuple[Words, Flags]] = {}

    def in_grid(self, monday: date, grid: Bounds) -> tuple[Words, Flags]:
        """Everyone's ``free`` and ``own`` in a grid, for the week that begins on a Monday."""
        bounds = {name: _three_weeks(name, monday) for name in self.zones}
        kind = (monday.toordinal() // 7 % self.cycle, grid, tuple(bounds.values()))
        if kind not in self._known:
            fits = np.zeros((len(self._rotas), SLOTS_A_WEEK), dtype=np.uint8)
            own = np.zeros(len(self._rotas), dtype=np.bool_)
            around = np.concatenate([self._local(monday + timedelta(weeks=number)) for number in (-1, 0, 1)], axis=1)
            for name in self.zones:
                rows = self._has_zone[name]
                fits[rows] = _fitted(around[rows], bounds[name], grid)
                own |= rows & (bounds[name] == grid)
            self._known[kind] = _packed(fits)[self._rota_of], own[self._rota_of]
        return self._known[kind]

    def _local(self, monday: date) -> Bytes:
        """(rotas, 84) of 0 and 1."""
        masks = b"".join(week_mask(rota, monday).to_bytes(11, "little") for rota in self._rotas)
        packed = np.frombuffer(masks, dtype=np.uint8).reshape(-1, 11)
        return np.unpackbits(packed, axis=1, count=SLOTS_A_WEEK, bitorder="little")


def meetings(sides: tuple[Availability, Availability], *, span: Span, at_least: int) -> Meetings:
    """What learners and mentors share in a span. Weeks in which nothing differs for anyone are kept once."""
    zones = sorted({*sides[0].zones, *sides[1].zones})
    cycle = lcm(sides[0].cycle, sides[1].cycle)
    weeks: dict[object, tuple[Grid, ...]] = {}
    for monday in mondays(span):
        bounds = [_three_weeks(name, monday) for name in zones]
        grids = sorted(set(bounds))
        # Where all slots begin together, it does not matter when they do.
        kind = (monday.toordinal() // 7 % cycle, tuple(bounds) if len(grids) > 1 else ())
        if kind not in weeks:
            weeks[kind] = tuple(_grid(sides, monday, grid) for grid in grids)
    return Meetings(at_least=at_least, weeks=tuple(weeks.values()))


def _grid(sides: tuple[Availability, Availability], monday: date, grid: Bounds) -> Grid:
    (learners, their_own), (mentors, own) = (side.in_grid(monday, grid) for side in sides)
    return Grid(free=(learners, mentors), own=(their_own, own))


@lru_cache(maxsize=4096)
def _three_weeks(zone_name: str, monday: date) -> Bounds:
    """The bounds of a week's slots with those of the weeks beside it, in minutes from the Monday: 253 moments."""
    start = (monday.toordinal() - date(1970, 1, 1).toordinal()) * 24 * 60
    weeks = [slot_bounds(zone_name, monday + timedelta(weeks=number)) for number in (-1, 0, 1)]
    return (*(moment - start for week in weeks for moment in week[:-1]), weeks[-1][-1] - start)


def _fitted(local: Bytes, bounds: Bounds, grid: Bounds) -> Bytes:
    """Slots of one zone's three weeks (people, 252) as slots of a grid's middle week (people, 84).

    A slot of the grid is free when every local slot that it overlaps is.
    """
    middle = np.array(grid[SLOTS_A_WEEK : 2 * SLOTS_A_WEEK + 1])
    edges = np.array(bounds)
    first = np.searchsorted(edges, middle[:-1], side="right") - 1
    last = np.searchsorted(edges, middle[1:], side="left") - 1
    last = np.maximum(first, last)
    fits = local[:, first]
    for step in range(1, int((last - first).max()) + 1):
        fits = fits & local[:, np.minimum(first + step, last)]
    return fits


def _packed(slots: Bytes) -> Words:
    """Slots of 0 and 1 (people, 84) as bits."""
    bits = np.packbits(slots, axis=1)
    return np.pad(bits, ((0, 0), (0, _BYTES_IN_A_ROW - bits.shape[1]))).view(np.uint16)


def _numbers(packed: Words) -> Floats:
    return np.unpackbits(packed.view(np.uint8), axis=1, count=SLOTS_A_WEEK).astype(np.float32)


def _counted(packed: Words) -> Ints:
    """How many slots each row has. A multiplication adds up the counts of its eight words at once."""
    counts = _ONES[packed].view(np.uint64)[:, 0]
    return ((counts * np.uint64(0x0101010101010101)) >> np.uint64(56)).astype(np.int64)
