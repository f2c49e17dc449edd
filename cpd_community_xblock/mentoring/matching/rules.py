"""Who may be matched with whom, how well they fit, and when both are free. Pure.

Said here for one pair in plain Python, as it is explained to people; ``matching`` says the same for millions at once.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cpd_community_xblock.mentoring.matching.data import (
    MOST_WEIGHT,
    POINTS,
    SLOTS_A_DAY,
    SLOTS_A_WEEK,
    CannotMatch,
    Learner,
    Mentor,
    Obstacle,
    Pair,
    Person,
    Plan,
    Problem,
    Relation,
    Rota,
    Rules,
    Span,
    Wish,
)

# How well two people fit.


def points(wishes: Sequence[Wish], own: Person, other: Person) -> int:
    """How well ``other`` meets the wishes that are made for ``own``, from 0 to ``most_points``."""
    return sum(_met(wish, getattr(own, wish.field), getattr(other, wish.field)) for wish in wishes)


def most_points(wishes: Sequence[Wish]) -> int:
    return POINTS * sum(wish.weight for wish in wishes)


def _met(wish: Wish, own: str | frozenset[str], other: str | frozenset[str]) -> int:
    if not own or (not other and isinstance(other, str)):
        return 0
    whole = wish.weight * POINTS
    if isinstance(own, str):
        return whole if (own == other) is (wish.relation is Relation.SAME) else 0
    shared = whole // len(own) * len(own & frozenset(other))
    return shared if wish.relation is Relation.SAME else whole - shared


# Who comes first among equals.

MOST_ID = 2**32 - 1
MIX = (0x85EBCA6B, 0xC2B2AE35)
LEARNERS, MENTORS = 0, 1


def lot(id_: int, *, seed: int, side: int) -> int:
    """The lot that a learner or a mentor draws: the higher one goes first. No two people of a side draw the same."""
    drawn = id_
    for key in lot_keys(seed, side):
        drawn = mixed(drawn ^ key)
    return drawn


def lot_keys(seed: int, side: int) -> tuple[int, int]:
    """What the draws of a side are mixed with."""
    low = mixed((seed ^ 0x9E3779B9 * (side + 1)) & MOST_ID)
    return low, mixed(low ^ seed >> 32 & MOST_ID)


def mixed(number: int) -> int:
    """The finaliser of MurmurHash3 (Appleby 2011): 32 bits in, 32 bits out, one-to-one and without any pattern."""
    number = (number ^ number >> 16) * MIX[0] & MOST_ID
    number = (number ^ number >> 13) * MIX[1] & MOST_ID
    return number ^ number >> 16


# Who may be matched.


def obstacles(learner: Learner, mentor: Mentor, rules: Rules, plan: Plan) -> tuple[Obstacle, ...]:
    """Everything that keeps two people apart, so that lifting one rule never uncovers another unannounced."""
    pair = Pair(learner.id, mentor.id)
    told = {
        Obstacle.FORBIDDEN: pair in plan.forbidden,
        Obstacle.EXCLUDED: pair in rules.excluded,
        Obstacle.LANGUAGE: rules.shared_language and not learner.languages & mentor.languages,
        Obstacle.SLOTS: not _meet_often_enough(learner, mentor, rules),
        Obstacle.TEAM: rules.not_same_team and bool(learner.team) and learner.team == mentor.team,
        Obstacle.LINE: rules.not_same_team and bool(learner.line) and learner.line == mentor.line,
        Obstacle.NO_CAPACITY: mentor.capacity == 0,
    }
    return tuple(obstacle for obstacle, stands in told.items() if stands)


def _meet_often_enough(learner: Learner, mentor: Mentor, rules: Rules) -> bool:
    if rules.shared_slots == 0 or rules.span is None:
        return True
    if learner.rota is None or mentor.rota is None:
        return False
    return shared_slots(learner.rota, mentor.rota, rules.span) >= rules.shared_slots


def check(learners: Sequence[Learner], mentors: Sequence[Mentor], rules: Rules, plan: Plan) -> None:
    """Raise ``CannotMatch`` for what contradicts itself."""
    _check_people(learners, mentors)
    _check_rules(rules, plan)
    _check_pins(learners, mentors, rules, plan)
    if rules.shared_slots:
        _check_rotas([*learners, *mentors])


def _refuse(problem: Problem, who: Collection[int]) -> None:
    if who:
        raise CannotMatch(problem, who=tuple(sorted(who)))


def _check_people(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> None:
    for people in (learners, mentors):
        _refuse(Problem.SAME_ID_TWICE, _repeated([person.id for person in people]))
        _refuse(Problem.ID_OUT_OF_RANGE, [person.id for person in people if not 0 <= person.id <= MOST_ID])
    _refuse(Problem.NEGATIVE_CAPACITY, [mentor.id for mentor in mentors if mentor.capacity < 0])


def _check_rules(rules: Rules, plan: Plan) -> None:
    for wishes in (rules.learner_wishes, rules.mentor_wishes):
        for wish in wishes:
            if not 0 <= wish.weight <= MOST_WEIGHT:
                raise CannotMatch(Problem.WEIGHT_OUT_OF_RANGE, what=wish.field)
        fields = [wish.field for wish in wishes]
        if len(set(fields)) < len(fields):
            raise CannotMatch(Problem.WISHED_TWICE, what=max(fields, key=fields.count))
    if not 0 <= rules.shared_slots <= SLOTS_A_WEEK:
        raise CannotMatch(Problem.SLOTS_OUT_OF_RANGE, what=str(rules.shared_slots))
    if rules.shared_slots and (rules.span is None or rules.span.weeks < 1):
        raise CannotMatch(Problem.NO_SPAN)
    if not 0 <= plan.delta <= 1:
        raise CannotMatch(Problem.DELTA_OUT_OF_RANGE, what=str(plan.delta))


def _check_pins(learners: Sequence[Learner], mentors: Sequence[Mentor], rules: Rules, plan: Plan) -> None:
    capacity = {mentor.id: mentor.capacity for mentor in mentors}
    known = {learner.id for learner in learners}
    pinned = plan.pinned
    unknown = [pair for pair in pinned if pair.learner_id not in known or pair.mentor_id not in capacity]
    _refuse(Problem.PINNED_UNKNOWN, {id_ for pair in unknown for id_ in (pair.learner_id, pair.mentor_id)})
    _refuse(Problem.PINNED_AND_FORBIDDEN, {pair.learner_id for pair in pinned & plan.forbidden})
    _refuse(Problem.PINNED_AND_EXCLUDED, {pair.learner_id for pair in pinned & rules.excluded})
    _refuse(Problem.PINNED_TWICE, _repeated([pair.learner_id for pair in pinned]))
    load = Counter(pair.mentor_id for pair in pinned)
    _refuse(Problem.PINNED_OVER_CAPACITY, [mentor_id for mentor_id, held in load.items() if held > capacity[mentor_id]])


def _check_rotas(people: Sequence[Person]) -> None:
    rotas = [(person.id, person.rota) for person in people if person.rota is not None]
    _refuse(Problem.EMPTY_ROTA, [id_ for id_, rota in rotas if not rota.weeks])
    for name in sorted({rota.zone for _id, rota in rotas}):
        zone(name)


def _repeated(ids: Sequence[int]) -> list[int]:
    return [id_ for id_, times in Counter(ids).items() if times > 1]


# When both are free.


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name; ``CannotMatch`` for one that is not known, because a guess would cost a meeting."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: "Europe" is a folder of zones.
        raise CannotMatch(Problem.UNKNOWN_ZONE, what=name) from error


def week_mask(rota: Rota, monday: date) -> int:
    """The local slots of a rota in the week that begins on a Monday."""
    return rota.weeks[(monday - rota.begins).days // 7 % len(rota.weeks)]


def mondays(span: Span) -> list[date]:
    first = span.monday - timedelta(days=span.monday.weekday())
    return [first + timedelta(weeks=number) for number in range(span.weeks)]


@lru_cache(maxsize=4096)
def slot_bounds(zone_name: str, monday: date) -> tuple[int, ...]:
    """Where the slots of a local week begin, and where the last one ends, in minutes since 1970 UTC: 85 moments.

    When clocks change, one slot of the week is an hour longer or shorter than the others.
    """
    tz = zone(zone_name)
    bounds = []
    for number in range(SLOTS_A_WEEK + 1):
        day, slot = divmod(number, SLOTS_A_DAY)
        local = datetime.combine(monday + timedelta(days=day), time(2 * slot), tzinfo=tz)
        bounds.append(int(local.timestamp()) // 60)
    return tuple(bounds)


def utc_slots(rota: Rota, span: Span) -> list[tuple[datetime, datetime]]:
    """Each slot in which someone is free in a span, as UTC moments."""
    found = []
    for monday in mondays(span):
        for start, end in _free(rota, monday):
            found.append((datetime.fromtimestamp(start * 60, tz=UTC), datetime.fromtimestamp(end * 60, tz=UTC)))
    return found


def shared_slots(one: Rota, other: Rota, span: Span) -> int:
    """How many slots two people share in each week of a span, in the leanest one.

    A slot is shared when it is one person's and the other is free all through it. Where their slots do not begin at the
    same moments it matters whose are counted: those of whoever has more.
    """
    return min(max(_within(one, other, monday), _within(other, one, monday)) for monday in mondays(span))


def _free(rota: Rota, monday: date) -> Iterator[tuple[int, int]]:
    bounds = slot_bounds(rota.zone, monday)
    mask = week_mask(rota, monday)
    return ((bounds[slot], bounds[slot + 1]) for slot in range(SLOTS_A_WEEK) if mask >> slot & 1)


def _within(one: Rota, other: Rota, monday: date) -> int:
    """How many of one person's slots in a week lie within the other's free time."""
    near = [monday + timedelta(weeks=weeks) for weeks in (-1, 0, 1)]
    free = {minute for week in near for start, end in _free(other, week) for minute in range(start, end, 15)}
    return sum(free.issuperset(range(start, end, 15)) for start, end in _free(one, monday))
