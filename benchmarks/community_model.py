"""A cohort of clinicians as the simulation has them: who they are, when they visit, what they share and answer.

All of it is drawn from the seed before any rule for handing out work is tried: every rule meets the same people,
visits, reflections and dice.

- **Size** counts everyone. One in ten is an alumnus and one in twenty a facilitator, at least one of each: 8 people are
  6 learners, an alumnus and a facilitator; 40 are 34, 4 and 2; 400 are 340, 40 and 20.
- **Weeks.** A stage opens in each of six weeks, on Monday at 8:00. At the first visit after it opened one writes it,
  with the probability of the cohort, and shares it there and then. Nothing is shared after six weeks. The simulation
  goes on for one promise more, so that nobody counts as stranded only because the course ended.
- **Visits.** Everyone has a rhythm of their own: the typical time between two visits varies between people (log-normal,
  with the cohort's median) and from one visit to the next (log-normal, with the person's median). Learners and alumni
  work in blocks of days, nights and days off. A visit that would fall into work or sleep happens in the next hour that
  is free. Facilitators visit once on each weekday, at about their own hour. There are no holidays.
- **Answers.** Everyone has a willingness of their own, and the dice are thrown each time they are asked. One is asked
  three times a visit at the most: who declines may be shown another, and nobody responds more than three times a visit.
  Facilitators are asked six times and always respond. Alumni are no more willing than the learners of their cohort,
  which is the careful assumption. Neither alumni nor facilitators write. What happens in a visit happens at its moment.
- **Time zone** is London's, in the weeks in which summer time ends.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from cpd_community_xblock.conversation.data import Circle, Promise
from cpd_community_xblock.core import calendar

ZONE = ZoneInfo("Europe/London")
START = datetime(2026, 10, 5, 8, tzinfo=ZONE).astimezone(UTC)
WEEKS = 6
PROMISE = Promise()
SHARING_ENDS = START + timedelta(weeks=WEEKS)
END = SHARING_ENDS + timedelta(hours=PROMISE.hours)

ASKED_A_VISIT = 3
ASKED_OF_FACILITATORS = 6

BETWEEN_PEOPLE = 0.4
"""How much people's rhythms differ, as the sigma of a log-normal: two thirds are within one and a half times."""

BETWEEN_VISITS = 0.6
"""How much one person's times between visits differ, likewise: two thirds are within 1.8 times."""

ALUMNI_GAP = 3.0

PROFESSIONS = {"nurse": 40, "doctor": 30, "paramedic": 15, "pharmacist": 15}
SETTINGS = {"hospital": 50, "general practice": 30, "community": 20}


class Kind(StrEnum):
    KEEN = "keen"
    ORDINARY = "ordinary"
    TIRED = "tired"


@dataclass(frozen=True)
class Temper:
    """What a kind of cohort is like: median days between visits, probability to write, willingness as a Beta."""

    gap: float
    writes: float
    willing: tuple[float, float]


TEMPERS = {
    Kind.KEEN: Temper(gap=2, writes=0.8, willing=(2, 2)),
    Kind.ORDINARY: Temper(gap=4, writes=0.6, willing=(1.5, 3)),
    Kind.TIRED: Temper(gap=7, writes=0.4, willing=(1, 5)),
}


class Shift(StrEnum):
    DAY = "day"
    NIGHT = "night"
    OFF = "off"


ROSTERS = (
    (Shift.DAY,) * 5 + (Shift.OFF,) * 2,
    (Shift.DAY,) * 3 + (Shift.OFF,) * 1 + (Shift.NIGHT,) * 3 + (Shift.OFF,) * 4,
    (Shift.DAY,) * 4 + (Shift.NIGHT,) * 4 + (Shift.OFF,) * 4,
    (Shift.NIGHT,) * 4 + (Shift.OFF,) * 4,
)

FREE_UNTIL = time(22, 30)


@dataclass(frozen=True)
class Roster:
    """A repeating block of shifts. ``offset`` is where in the block the first day lies."""

    shifts: tuple[Shift, ...]
    offset: int

    def on(self, day: date) -> Shift:
        return self.shifts[(day.toordinal() + self.offset) % len(self.shifts)]

    def free(self, day: date) -> tuple[datetime, datetime]:
        """From when to when somebody is neither at work nor asleep on a day, in local time."""
        rested = time(15) if self.on(day - timedelta(days=1)) is Shift.NIGHT else time(8)
        match self.on(day):
            case Shift.DAY:  # From 7:30 to 20:00, and the way home.
                begins, ends = time(20, 30), FREE_UNTIL
            case Shift.NIGHT:  # From 20:00 to 8:00, with sleep before or after.
                begins, ends = time(16), time(19)
            case Shift.OFF:
                begins, ends = rested, FREE_UNTIL
        return datetime.combine(day, begins), datetime.combine(day, ends)

    def moved(self, moment: datetime, dice: random.Random) -> datetime:
        """A local moment itself if it is free, or one in the next free hour."""
        day = moment.date()
        while True:
            begins, ends = self.free(day)
            if begins <= moment < ends:
                return moment
            if moment < begins:
                return begins + timedelta(hours=dice.random())
            day += timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Person:
    number: int
    circle: Circle
    profession: str
    setting: str
    willing: float

    @property
    def is_facilitator(self) -> bool:
        return self.circle is Circle.FACILITATORS

    @property
    def is_learner(self) -> bool:
        return self.circle is Circle.COLLEAGUES

    def crosses_to(self, other: "Person") -> bool:
        return self.profession != other.profession or self.setting != other.setting


@dataclass(frozen=True, eq=False)
class Thread:
    """A shared reflection. Its number tells its stage and its author, so that it is the same under every rule."""

    number: int
    stage: int
    author: Person
    shared_at: datetime


@dataclass(frozen=True, eq=False)
class Visit:
    person: Person
    number: int
    at: datetime
    shares: tuple[Thread, ...] = ()

    @property
    def asks(self) -> int:
        return ASKED_OF_FACILITATORS if self.person.is_facilitator else ASKED_A_VISIT


@dataclass(frozen=True)
class World:
    """A cohort and all that does not depend on who is asked."""

    seed: int
    kind: Kind
    people: tuple[Person, ...]
    visits: tuple[Visit, ...] = field(repr=False)

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        return tuple(thread for visit in self.visits for thread in visit.shares)

    def responds(self, visit: Visit, thread: Thread) -> bool:
        """Whether someone who is asked about a thread at a visit responds."""
        person = visit.person
        return die(self.seed, person.number, visit.number, thread.number) < person.willing


def die(*what: int) -> float:
    """A number from 0 to 1 that depends on nothing but what it is thrown for (SplitMix64's finaliser, chained)."""
    state = 0x9E3779B97F4A7C15
    for part in what:
        state = (state + part + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 31
    return state / 0x10000000000000000


def make_world(seed: int, *, size: int, kind: Kind) -> World:
    people, visits = [], []
    for number, circle in enumerate(_circles(size)):
        dice = random.Random(f"{seed} {size} {kind} {number}")
        person = _person(number, circle, TEMPERS[kind], dice)
        people.append(person)
        visits.extend(_visits(person, TEMPERS[kind], dice))
    visits.sort(key=lambda visit: (visit.at, visit.person.number))
    return World(seed, kind, tuple(people), tuple(visits))


def _circles(size: int) -> list[Circle]:
    facilitators, alumni = max(1, round(size / 20)), max(1, round(size / 10))
    learners = size - facilitators - alumni
    return [Circle.COLLEAGUES] * learners + [Circle.PEER_LEADERS] * alumni + [Circle.FACILITATORS] * facilitators


def _person(number: int, circle: Circle, temper: Temper, dice: random.Random) -> Person:
    return Person(
        number=number,
        circle=circle,
        profession=dice.choices(list(PROFESSIONS), list(PROFESSIONS.values()))[0],
        setting=dice.choices(list(SETTINGS), list(SETTINGS.values()))[0],
        willing=1.0 if circle is Circle.FACILITATORS else dice.betavariate(*temper.willing),
    )


def _visits(person: Person, temper: Temper, dice: random.Random) -> Iterator[Visit]:
    moments = _on_weekdays(dice) if person.is_facilitator else _between_shifts(person, temper, dice)
    writes = [person.is_learner and dice.random() < temper.writes for _stage in range(WEEKS)]
    unread = list(range(WEEKS))
    for number, at in enumerate(moments):
        shares = []
        while at < SHARING_ENDS and unread and calendar.week_starts(START, unread[0] + 1) <= at:
            stage = unread.pop(0)
            if writes[stage]:
                shares.append(Thread(stage * 1000 + person.number, stage, person, at))
        yield Visit(person, number, at, tuple(shares))


def _on_weekdays(dice: random.Random) -> Iterator[datetime]:
    own_hour = dice.uniform(9, 17)
    day = START.astimezone(ZONE).date()
    while day <= END.astimezone(ZONE).date():
        hour = min(max(own_hour + dice.gauss(0, 0.5), 8), 17.75)
        at = (datetime.combine(day, time(), tzinfo=ZONE) + timedelta(hours=hour)).astimezone(UTC)
        if day.weekday() < 5 and START <= at < END:
            yield at
        day += timedelta(days=1)


def _between_shifts(person: Person, temper: Temper, dice: random.Random) -> Iterator[datetime]:
    roster = Roster(dice.choice(ROSTERS), dice.randrange(100))
    middle = temper.gap if person.is_learner else ALUMNI_GAP
    own_gap = dice.lognormvariate(math.log(middle), BETWEEN_PEOPLE)
    local = START.astimezone(ZONE).replace(tzinfo=None)
    # The course opens somewhere between two visits, not at one.
    wait = dice.random() * dice.lognormvariate(math.log(own_gap), BETWEEN_VISITS)
    while True:
        local = roster.moved(local + timedelta(days=wait), dice)
        at = local.replace(tzinfo=ZONE).astimezone(UTC)
        if at >= END:
            return
        yield at
        wait = dice.lognormvariate(math.log(own_gap), BETWEEN_VISITS)
