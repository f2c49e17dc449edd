"""When two people can meet, what may be done about a meeting, and when a silence is long. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from cpd_community_xblock.mentoring.data import State, When
from cpd_community_xblock.mentoring.matching import rules as pairs
from cpd_community_xblock.mentoring.matching.data import Rota, Span

LENGTHS = (30, 45, 60)
MOST_OPEN = 20
"""Proposals that wait for an answer in one partnership."""
AHEAD = timedelta(weeks=4)
FURTHEST = timedelta(days=366)
"""How far ahead a meeting may be: anything beyond is a slip of the keyboard."""
STEP = timedelta(minutes=30)
MOST_OFFERED = 120

LEAST_LOGGED, MOST_LOGGED = 5, 480
MOST_UNCONFIRMED = 20
LOGGED_AFTER = timedelta(weeks=4)
"""How long what two people have completed can still go into their log."""

SILENCE = timedelta(weeks=2)
FIVE = 5

Stretch = tuple[datetime, datetime]
Value = TypeVar("Value")

# When both are free.


def shared(one: Rota, other: Rota, *, now: datetime) -> list[Stretch]:
    """The stretches of the next four weeks in which both are free, earliest first."""
    until = now + AHEAD
    # From the week before: in zones far apart a Monday begins on the other's Sunday.
    span = Span(monday=(now - timedelta(days=2)).date(), weeks=6)
    clipped = ((max(start, now), min(end, until)) for start, end in both_free(one, other, span))
    return [(start, end) for start, end in clipped if start < end]


def both_free(one: Rota, other: Rota, span: Span) -> list[Stretch]:
    """The stretches of a span in which both are free, earliest first."""
    return _meet(_joined(pairs.utc_slots(one, span)), _joined(pairs.utc_slots(other, span)))


def _joined(slots: Iterable[Stretch]) -> list[Stretch]:
    """Slots that follow one another as one stretch."""
    joined: list[Stretch] = []
    for start, end in sorted(slots):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _meet(ones: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    first = second = 0
    while first < len(ones) and second < len(others):
        start = max(ones[first][0], others[second][0])
        end = min(ones[first][1], others[second][1])
        if start < end:
            found.append((start, end))
        if ones[first][1] <= others[second][1]:
            first += 1
        else:
            second += 1
    return found


def offered(free: Iterable[Stretch], *, now: datetime, taken: Collection[Stretch] = ()) -> list[datetime]:
    """Moments to begin at, every half hour, so that the longest meeting fits in where any does."""
    found = []
    for start, end in free:
        begin = start if start > now else _next_half_hour(now)
        # A short stretch is offered for a short meeting.
        length = timedelta(minutes=min(max(LENGTHS), (end - begin) // timedelta(minutes=1)))
        while length >= timedelta(minutes=min(LENGTHS)) and begin + length <= end:
            if not any(overlap((begin, begin + length), busy) for busy in taken):
                found.append(begin)
            begin += STEP
    return found[:MOST_OFFERED]


def _next_half_hour(now: datetime) -> datetime:
    minutes = 30 - now.minute % 30
    return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def moment(local: datetime, tz: ZoneInfo) -> datetime | None:
    """A local time as a moment in UTC; None where clocks go forward past it. Of an hour that comes twice, the first."""
    aware = local.replace(tzinfo=tz, fold=0)
    utc = aware.astimezone(UTC)
    return utc if utc.astimezone(tz).replace(tzinfo=None) == local.replace(fold=0) else None


def comes_twice(moment_: datetime, tz: ZoneInfo) -> bool:
    """Whether the clock shows the same again an hour before or later."""
    local = moment_.astimezone(tz)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def is_in_reach(when: When, *, now: datetime) -> bool:
    """Whether people can still meet then."""
    return now < when.starts_at <= now + FURTHEST


# What may be logged.


def may_be_logged(happened_on: date, *, today: date, began_on: date) -> bool:
    return began_on <= happened_on <= today


def may_still_log(state: State, over_at: datetime | None, *, now: datetime) -> bool:
    """Whether a meeting can go into the log. Where somebody ended it, nobody writes to them any more, here either."""
    is_recent = over_at is not None and now - over_at <= LOGGED_AFTER
    return state is State.ACTIVE or (state is State.COMPLETED and is_recent)


# A silence.


def is_quiet(
    *, last_at: datetime, met_at: datetime | None, is_planned: bool, quiet_until: datetime | None, now: datetime
) -> bool:
    """Whether to ask two people if now is a good time to meet.

    ``met_at`` is when they last meant to meet, ``is_planned`` that something is agreed or waits for an answer.
    ``quiet_until`` is until when the one who would be asked wants to be left alone.
    """
    latest = max(filter(None, [last_at, met_at]))
    return not is_planned and now - latest >= SILENCE and (quiet_until is None or quiet_until <= now)


# At the end.


def in_fives(values: Sequence[Value]) -> Sequence[Value]:
    """As many of the first answers as make whole fives, so that one more answer never shows by itself."""
    return values[: len(values) // FIVE * FIVE]
