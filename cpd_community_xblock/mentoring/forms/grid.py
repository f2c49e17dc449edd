"""The availability grid: seven days of twelve two-hour slots, for each week of a rota."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from cpd_community_xblock.mentoring.data import Availability

DAYS, HOURS = 7, 24
SLOT_HOURS = 2
SLOTS_A_DAY = HOURS // SLOT_HOURS
SLOTS = DAYS * SLOTS_A_DAY
MAX_WEEKS = 8

_NAME = re.compile(r"w(\d)-s(\d{1,2})", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_FIRST_MONDAY, _LAST_MONDAY = date(2000, 1, 3), date(2200, 1, 6)


@dataclass(frozen=True)
class Rota:
    """Weeks of free slots. Week ``now`` of them, from 0, is the one that begins on ``monday``; then comes the next."""

    monday: date
    weeks: tuple[frozenset[int], ...] = (frozenset(),)
    now: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(self.weeks)

    def begins(self, week: int) -> date:
        """The Monday on which a week applies next, or applies now."""
        return self.monday + timedelta(weeks=(week - self.now) % len(self.weeks))

    def availability(self, time_zone: str) -> Availability:
        return Availability(time_zone, self.weeks, begins=self.monday - timedelta(weeks=self.now))


def rota_of(availability: Availability, *, monday: date) -> Rota:
    """A rota as it stands in the week that begins on a Monday."""
    passed = (monday - availability.begins).days // 7
    return Rota(monday, availability.weeks, now=passed % len(availability.weeks))


def parse(fields: Mapping[str, Any], *, monday: date) -> Rota:
    """What a browser sent: a checkbox ``w0-s17`` for each free slot, how many weeks there are, which one is now, and
    the Monday on which that was said. Anything that cannot be is left out."""
    count = min(max(_number(fields.get("weeks"), 1), 1), MAX_WEEKS)
    found: list[set[int]] = [set() for _week in range(count)]
    for name in fields:
        match = _NAME.fullmatch(str(name))
        if match and int(match[1]) < count and int(match[2]) < SLOTS:
            found[int(match[1])].add(int(match[2]))
    now = min(_number(fields.get("this_week"), 0), count - 1)
    return Rota(_monday(fields.get("monday"), monday), tuple(map(frozenset, found)), now)


def _number(typed: Any, default: int) -> int:
    return int(typed) if isinstance(typed, str) and _NUMBER.fullmatch(typed) else default


def _monday(typed: Any, today: date) -> date:
    """The Monday that a page was drawn in: it may have stood open since then."""
    try:
        drawn = date.fromisoformat(typed)
    except (TypeError, ValueError):
        return today
    return drawn if drawn.weekday() == 0 and abs(drawn - today) <= timedelta(weeks=MAX_WEEKS) else today


def rearranged(rota: Rota, do: str) -> Rota:
    """A rota after one of its buttons: ``add``, or ``copy-N``, ``remove-N``, ``now-N`` for week N, from 0."""
    weeks = list(rota.weeks)
    action, _dash, place = do.partition("-")
    week = _number(place, -1)
    if action == "add" and len(weeks) < MAX_WEEKS:
        return replace(rota, weeks=(*weeks, frozenset()))
    if not 0 <= week < len(weeks):
        return rota
    if action == "copy" and week:
        weeks[week] = weeks[week - 1]
        return replace(rota, weeks=tuple(weeks))
    if action == "remove" and len(weeks) > 1:
        del weeks[week]
        now = rota.now - (week < rota.now)
        return replace(rota, weeks=tuple(weeks), now=min(now, len(weeks) - 1))
    return replace(rota, now=week) if action == "now" else rota


# How it is shown.


@dataclass(frozen=True)
class Cell:
    name: str
    label: str
    is_free: bool


@dataclass(frozen=True)
class Week:
    """A week as its table shows it: ``rows`` of hours with a cell for each day."""

    number: int
    begins: date
    is_now: bool
    days: list[tuple[str, str]]
    rows: list[tuple[str, list[Cell]]]
    summary: str


def shown(rota: Rota) -> list[Week]:
    return [
        Week(
            number=number,
            begins=rota.begins(number),
            is_now=number == rota.now,
            days=[(_short(day), _long(day)) for day in range(DAYS)],
            rows=[(_hours(slot), _cells(number, slot, slots)) for slot in range(SLOTS_A_DAY)],
            summary=in_words(slots),
        )
        for number, slots in enumerate(rota.weeks)
    ]


def _cells(week: int, slot: int, free: frozenset[int]) -> list[Cell]:
    cells = []
    for day in range(DAYS):
        number = day * SLOTS_A_DAY + slot
        start, end = _clock(slot), _clock(slot + 1)
        # Translators: one cell of the table of free times, as a screen reader says it.
        label = _("%(day)s, %(start)s to %(end)s, free") % {"day": _long(day), "start": start, "end": end}
        cells.append(Cell(f"w{week}-s{number}", label, number in free))
    return cells


def in_words(slots: Iterable[int]) -> str:
    """Days and hours, those that follow one another as one; or nothing."""
    found = []
    for first, last in _runs(sorted(slots)):
        day, slot = divmod(first, SLOTS_A_DAY)
        hours = f"{slot * SLOT_HOURS:02}–{(last % SLOTS_A_DAY + 1) * SLOT_HOURS:02}"
        # Translators: a day and hours, as in a list of free times.
        found.append(_("%(day)s %(hours)s") % {"day": _short(day), "hours": hours})
    return ", ".join(found)


def _runs(slots: Sequence[int]) -> list[tuple[int, int]]:
    """Slots that follow one another on the same day, as first and last."""
    runs: list[tuple[int, int]] = []
    for slot in slots:
        if runs and runs[-1][1] == slot - 1 and slot % SLOTS_A_DAY:
            runs[-1] = (runs[-1][0], slot)
        else:
            runs.append((slot, slot))
    return runs


def _hours(slot: int) -> str:
    return f"{slot * SLOT_HOURS:02}–{(slot + 1) * SLOT_HOURS:02}"


def _clock(slot: int) -> str:
    return f"{slot * SLOT_HOURS:02}:00"


def _day(weekday: int) -> date:
    return date(2024, 1, 1 + weekday)  # A Monday.


def _short(weekday: int) -> str:
    return formats.date_format(_day(weekday), "D")


def _long(weekday: int) -> str:
    return formats.date_format(_day(weekday), "l")
