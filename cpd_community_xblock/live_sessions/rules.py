"""When a sitting is, and for how long somebody was there. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cpd_community_xblock.live_sessions.data import Evidence, Kind, Phase, Presence, Stretch, Times

Span = tuple[datetime, datetime]

# When it is. People agree on a time of the clock: should a country change its rules, the moment moves with it.


def starts_at(times: Times) -> datetime:
    """The moment in UTC. Of an hour that the clock shows twice, the first; one that it skips is an hour later."""
    local = datetime.combine(times.on, times.at.replace(fold=0), ZoneInfo(times.zone))
    return local.astimezone(UTC)


def is_skipped(times: Times) -> bool:
    """Whether clocks go forward past it: nobody could come at a time that there is not."""
    moment = starts_at(times).astimezone(ZoneInfo(times.zone))
    return (moment.date(), moment.time()) != (times.on, times.at.replace(fold=0))


def comes_twice(times: Times) -> bool:
    """Whether the clock shows it again an hour later."""
    local = datetime.combine(times.on, times.at, ZoneInfo(times.zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset() and not is_skipped(times)


def span(times: Times) -> Span:
    """Start and end. An hour is sixty minutes also in a night when clocks change."""
    start = starts_at(times)
    return start, start + timedelta(minutes=times.minutes)


def doors(times: Times) -> Span:
    start, end = span(times)
    return start - timedelta(minutes=times.opens_before), end + timedelta(minutes=times.closes_after)


def phase(times: Times, *, now: datetime) -> Phase:
    (start, end), (opens, closes) = span(times), doors(times)
    for moment, reached in ((opens, Phase.AHEAD), (start, Phase.DOORS), (end, Phase.ON), (closes, Phase.ENDING)):
        if now < moment:
            return reached
    return Phase.OVER


def is_late(times: Times, *, at: datetime) -> bool:
    return at >= starts_at(times) + timedelta(minutes=times.late_after)


# Who was there, and for how long.


def standing(rows: Iterable[Evidence]) -> list[Evidence]:
    """The rows that nothing takes out, by id. Whoever is taken out takes out nothing any more."""
    struck: set[int] = set()
    stands = []
    for row in sorted(rows, key=lambda row: row.id, reverse=True):
        if row.id in struck:
            continue
        if row.strikes is not None and row.strikes < row.id:
            struck.add(row.strikes)
        stands.append(row)
    return stands[::-1]


def presence(rows: Iterable[Evidence], times: Times) -> Presence:
    """What rows in any order come to; a row that is there twice counts once.

    Where a provider or a facilitator tells of stretches, these are it. Where nobody does, a check-in stands for the
    time from then on, as on a sheet at the door; until the last that is heard of somebody it does in any case.
    """
    stands = standing({row.id: row for row in rows}.values())
    start, end = span(times)
    moments = [row for row in stands if row.kind in {Kind.CHECKED_IN, Kind.ANSWERED}]
    checked_in = min((row.at for row in moments if row.kind is Kind.CHECKED_IN), default=None)
    told = [*_connections(stands, end), *_stretches(stands)]
    is_assumed = not told
    if moments and checked_in is not None:
        last = end if is_assumed else max(row.at for row in moments)
        told.append(Stretch(checked_in, last, frozenset(row.id for row in moments)))
    stretches = tuple(joined(_within(told, start, end)))
    seconds = sum((stretch.end - stretch.start).total_seconds() for stretch in stretches)
    return Presence(
        stretches=stretches,
        minutes=int(seconds // 60),
        checked_in_at=checked_in,
        is_late=checked_in is not None and is_late(times, at=checked_in),
        is_excused=any(row.kind is Kind.EXCUSED for row in stands),
        has_caught_up=any(row.kind is Kind.CAUGHT_UP for row in stands),
    )


def _connections(rows: Iterable[Evidence], end: datetime) -> Iterator[Stretch]:
    """What a provider tells one by one, in the order in which it happened and not in which it was heard.

    One that nobody heard the end of lasts to the end; an end without a beginning tells nothing.
    """
    streams: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for row in rows:
        if row.kind in {Kind.JOINED, Kind.LEFT}:
            streams[row.source.value, row.stream].append(row)
    for heard in streams.values():
        began: list[Evidence] = []
        # Of two at the same moment the end comes first: a reconnection goes on.
        for row in sorted(heard, key=lambda row: (row.at, row.kind is Kind.JOINED, row.id)):
            if row.kind is Kind.JOINED:
                began.append(row)
            elif began:
                yield Stretch(began[0].at, row.at, frozenset({*(one.id for one in began), row.id}))
                began = []
        if began:
            yield Stretch(began[0].at, max(end, began[0].at), frozenset(one.id for one in began))


def _stretches(rows: Iterable[Evidence]) -> Iterator[Stretch]:
    for row in rows:
        if row.kind is Kind.PRESENT and row.until is not None:
            yield Stretch(row.at, row.until, frozenset({row.id}))


def _within(stretches: Iterable[Stretch], start: datetime, end: datetime) -> Iterator[Stretch]:
    for stretch in stretches:
        first, last = max(stretch.start, start), min(stretch.end, end)
        if first < last:
            yield Stretch(first, last, stretch.known_by)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches as few as can be, in order, each with all the rows that say so."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: (one.start, one.end)):
        if found and stretch.start <= found[-1].end:
            last = found.pop()
            stretch = Stretch(last.start, max(last.end, stretch.end), last.known_by | stretch.known_by)  # noqa: PLW2901
        found.append(stretch)
    return found


def overlapping(one: Collection[Stretch], other: Collection[Stretch]) -> bool:
    """Whether somebody seems to have been in two places at once: something to look at, and not to accuse of."""
    return any(first.start < second.end and second.start < first.end for first in one for second in other)
