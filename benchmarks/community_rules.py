"""Ways of handing out responses: the package's own, and three that are published.

Each is played as those who made it describe it, and where that leaves something open, in the way that is kinder to it.
Whoever visits goes from the newest stage to the oldest, and what someone has declined is not shown to them again in the
same visit, whatever the rule.

- ``OldestFirst`` is the peer step of edx-ora2 (``PeerWorkflow.get_submission_for_review``): the oldest submission that
  has fewer responses and open assessments together than it needs, where an open assessment lasts eight hours; with none
  left, a random one that the person has not had. One assesses only where one has submitted and stops at the number
  asked, so that alumni and facilitators have no part in it. Kinder than the real one: who declines may be shown
  another, where ORA2 shows the same one again.
- ``FixedAllocation`` is the random allocator of Moodle's Workshop (``mod/workshop/allocation/random``): when the
  submission phase ends, which is when the next stage opens, every submission is given to the same number of people who
  have submitted, to those with the least to do first. Nobody else steps in. Kinder: what comes later is allocated at
  once, and the assessment phase never ends. ``at_once`` is kinder than any Workshop is: everything is allocated as soon
  as it is shared, to learners and alumni alike, whether or not they have written.
- ``FreeChoice`` is a forum. Threads are chosen with a weight of one more than their responses that halves in 33 hours:
  preferential attachment and recency (Kumar, Mahdian and McGlohon, *Dynamics of conversations*, KDD 2010; Gómez,
  Kappen, Litvak and Kaltenbrunner, *A likelihood-based framework for the analysis of discussion threads*, World Wide
  Web 16, 2013). Everybody may answer everything once, facilitators as well, who give their six responses on every
  working day while there is anything that they have not answered. It has no end by itself and gives several times as
  many responses. ``closes`` closes each thread at the number promised, to see whom free choice burdens with the *same*
  number of responses.
"""

import heapq
import math
from bisect import bisect, insort
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Protocol

from benchmarks.community_model import (
    PROMISE,
    START,
    WEEKS,
    ZONE,
    Person,
    Thread,
    Visit,
    World,
    die,
)
from cpd_community_xblock.conversation import rules
from cpd_community_xblock.conversation.data import Responder, Waiting
from cpd_community_xblock.core import calendar


class Talk:
    """A thread with what has been said in it so far."""

    __slots__ = ("at", "responders", "thread")

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        self.responders: list[Person] = []
        self.at: list[datetime] = []

    @property
    def count(self) -> int:
        return len(self.responders)

    def is_open_to(self, person: Person) -> bool:
        return self.thread.author is not person and person not in self.responders


class Rule(Protocol):
    """A way of handing out responses. It is told what happens and asked whom somebody may respond to next."""

    def shared(self, talk: Talk) -> None: ...

    def next_for(self, visit: Visit, asked: set[Thread]) -> Talk | None: ...

    def responded(self, visit: Visit, talk: Talk) -> None: ...

    def declined(self, visit: Visit, talk: Talk) -> None: ...


class Asking:
    """The package's own rule: it keeps the books that a database would and leaves every choice to ``rules.choose``.

    As in the database, a thread is kept for one person at a time, and whoever wants to be shown another lets go of the
    one before. What someone declined last is kept for them until the lease lapses.
    """

    def __init__(self, world: World) -> None:
        self.short: list[list[Talk]] = [[] for _stage in range(WEEKS)]
        self.talks: dict[int, Talk] = {}
        self.answered: dict[tuple[Person, int], set[Person]] = defaultdict(set)
        self.leases: dict[Talk, tuple[Person, datetime]] = {}
        self.asked_last: dict[Person, Talk] = {}

    def shared(self, talk: Talk) -> None:
        self.talks[talk.thread.number] = talk
        self.short[talk.thread.stage].append(talk)

    def next_for(self, visit: Visit, asked: set[Thread]) -> Talk | None:
        for stage in reversed(range(WEEKS)):
            if self.short[stage] and (talk := self.choose(visit, stage, asked)):
                return talk
        return None

    def responded(self, visit: Visit, talk: Talk) -> None:
        self.answered[visit.person, talk.thread.stage].add(talk.thread.author)
        self.let_go(visit.person, talk)
        if talk.count >= PROMISE.responses:
            self.short[talk.thread.stage].remove(talk)

    def declined(self, visit: Visit, talk: Talk) -> None:
        if before := self.asked_last.get(visit.person):
            self.let_go(visit.person, before)
        self.asked_last[visit.person] = talk
        self.leases[talk] = (visit.person, visit.at + rules.LEASE)

    def let_go(self, person: Person, talk: Talk) -> None:
        if talk in self.leases and self.leases[talk][0] is person:
            del self.leases[talk]

    def choose(self, visit: Visit, stage: int, asked: set[Thread]) -> Talk | None:
        responder = Responder(visit.person.circle, given=len(self.answered[visit.person, stage]))
        waiting = self.plausible(visit, stage, asked, responder)
        if not waiting:
            return None
        chosen = rules.choose(waiting, responder=responder, promise=PROMISE, now=visit.at, tz=ZONE)
        return self.talks[chosen.thread_id] if chosen else None

    def plausible(self, visit: Visit, stage: int, asked: set[Thread], responder: Responder) -> list[Waiting]:
        """Those among which the choice must fall: as a query would, it looks no further than the rule does."""
        latest = [
            rules.asked_from(responder, PROMISE, now=visit.at, tz=ZONE, responses=count)
            for count in range(PROMISE.responses)
        ]
        found = [
            talk
            for talk in self.short[stage]
            if talk.thread.shared_at <= latest[talk.count]
            and talk.is_open_to(visit.person)
            and talk.thread not in asked
        ]
        if len(found) > rules.LOOK_AHEAD:
            # Those that are held may turn out not to be asked for, and must not take the place of others.
            held = sum(self.is_held(visit, talk) for talk in found)
            found = heapq.nsmallest(rules.LOOK_AHEAD + held, found, key=lambda talk: self.need(visit, talk))
        return [self.waiting(visit, talk) for talk in found]

    def need(self, visit: Visit, talk: Talk) -> tuple[bool, bool, int, datetime, int]:
        """The rules' order. Only whether it is the rules' own is of interest here, and a test holds it to that."""
        thread = talk.thread
        answered = thread.author in self.answered[visit.person, thread.stage]
        return answered, self.is_held(visit, talk), talk.count, thread.shared_at, thread.number

    def waiting(self, visit: Visit, talk: Talk) -> Waiting:
        thread = talk.thread
        return Waiting(
            thread_id=thread.number,
            responses=talk.count,
            shared_at=thread.shared_at,
            answered=thread.author in self.answered[visit.person, thread.stage],
            held=self.is_held(visit, talk),
            crosses=visit.person.crosses_to(thread.author),
        )

    def is_held(self, visit: Visit, talk: Talk) -> bool:
        if talk not in self.leases:
            return False
        holder, until = self.leases[talk]
        return holder is not visit.person and until > visit.at


class OldestFirst:
    """The peer step of edx-ora2."""

    OPEN_FOR = timedelta(hours=8)

    def __init__(self, world: World) -> None:
        self.seed = world.seed
        self.talks: list[list[Talk]] = [[] for _stage in range(WEEKS)]
        self.queues: list[list[Talk]] = [[] for _stage in range(WEEKS)]
        self.submitted: dict[Person, list[int]] = defaultdict(list)
        self.graded: dict[tuple[Person, int], int] = defaultdict(int)
        self.opened: dict[Talk, dict[Person, datetime]] = defaultdict(dict)

    def shared(self, talk: Talk) -> None:
        stage = talk.thread.stage
        self.talks[stage].append(talk)
        self.queues[stage].append(talk)
        insort(self.submitted[talk.thread.author], stage, key=lambda other: -other)

    def next_for(self, visit: Visit, asked: set[Thread]) -> Talk | None:
        for stage in self.submitted[visit.person]:
            if self.graded[visit.person, stage] < PROMISE.asked:
                talk = self.oldest(visit, stage, asked) or self.any_other(visit, stage)
                if talk:
                    return talk
        return None

    def oldest(self, visit: Visit, stage: int, asked: set[Thread]) -> Talk | None:
        for talk in self.queues[stage]:
            taken = talk.count + sum(until > visit.at for until in self.opened[talk].values())
            if taken < PROMISE.responses and talk.is_open_to(visit.person) and talk.thread not in asked:
                return talk
        return None

    def any_other(self, visit: Visit, stage: int) -> Talk | None:
        """What ORA2 calls over-grading: nobody has to wait for others to submit."""
        person = visit.person
        others = [talk for talk in self.talks[stage] if talk.is_open_to(person) and person not in self.opened[talk]]
        if not others:
            return None
        return others[int(die(self.seed, person.number, visit.number, stage, len(others)) * len(others))]

    def responded(self, visit: Visit, talk: Talk) -> None:
        self.graded[visit.person, talk.thread.stage] += 1
        self.opened[talk].pop(visit.person, None)
        if talk.count == PROMISE.responses:
            self.queues[talk.thread.stage].remove(talk)

    def declined(self, visit: Visit, talk: Talk) -> None:
        self.opened[talk][visit.person] = visit.at + self.OPEN_FOR


class FixedAllocation:
    """The random allocator of Moodle's Workshop."""

    def __init__(self, world: World, *, at_once: bool = False) -> None:
        self.seed = world.seed
        self.at_once = at_once
        self.everyone = [person for person in world.people if not person.is_facilitator]
        self.submitted: list[list[Talk]] = [[] for _stage in range(WEEKS)]
        self.allocated: list[bool] = [False] * WEEKS
        self.load: dict[tuple[Person, int], int] = defaultdict(int)
        self.tasks: dict[Person, list[Talk]] = defaultdict(list)

    def shared(self, talk: Talk) -> None:
        stage = talk.thread.stage
        self.submitted[stage].append(talk)
        if self.at_once or self.allocated[stage]:
            self.allocate([talk], self.reviewers(stage))

    def reviewers(self, stage: int) -> list[Person]:
        return self.everyone if self.at_once else [talk.thread.author for talk in self.submitted[stage]]

    def phases_end(self, now: datetime) -> None:
        for stage, done in enumerate(self.allocated):
            if not done and not self.at_once and calendar.week_starts(START, stage + 2) <= now:
                self.allocated[stage] = True
                self.allocate(self.submitted[stage], self.reviewers(stage))

    def allocate(self, talks: list[Talk], reviewers: list[Person]) -> None:
        """One reviewer for each submission before a second for any."""
        chosen: dict[Talk, list[Person]] = {talk: [] for talk in talks}
        for turn in range(PROMISE.responses):
            for talk in sorted(talks, key=lambda talk: die(self.seed, talk.thread.number, turn)):
                able = [who for who in reviewers if who is not talk.thread.author and who not in chosen[talk]]
                if able:
                    reviewer = self.by_lot(able, talk.thread, turn)
                    chosen[talk].append(reviewer)
                    self.load[reviewer, talk.thread.stage] += 1
                    self.tasks[reviewer].append(talk)

    def by_lot(self, able: list[Person], thread: Thread, turn: int) -> Person:
        """One of those with the least to do."""
        loads = [self.load[who, thread.stage] for who in able]
        least = min(loads)
        idlest = [who for who, load in zip(able, loads, strict=True) if load == least]
        return idlest[int(die(self.seed, thread.number, turn, len(able)) * len(idlest))]

    def next_for(self, visit: Visit, asked: set[Thread]) -> Talk | None:
        self.phases_end(visit.at)
        tasks = [talk for talk in self.tasks[visit.person] if talk.thread not in asked]
        return max(tasks, key=lambda talk: talk.thread.stage, default=None)

    def responded(self, visit: Visit, talk: Talk) -> None:
        self.tasks[visit.person].remove(talk)

    def declined(self, visit: Visit, talk: Talk) -> None:
        """Whoever declines still has it to do."""


class FreeChoice:
    """A forum in which popular and recent threads draw more.

    The weight of a thread falls by a factor that is the same for all as time goes by, so it is enough to weigh each by
    the moment it was shared. The weights are kept in a binary indexed tree, where finding and changing one are quick.
    """

    FADES = timedelta(hours=48)
    LOOKS = 60

    def __init__(self, world: World, *, closes: bool = False) -> None:
        self.seed = world.seed
        self.closes = closes
        self.place: dict[Talk, int] = {}
        self.talks: list[Talk] = []
        self.open: dict[Talk, None] = {}
        self.weights = WeightTree(len(world.threads))

    def shared(self, talk: Talk) -> None:
        self.place[talk] = len(self.talks)
        self.talks.append(talk)
        self.open[talk] = None
        self.weights.add(self.place[talk], self.weight(talk))

    def weight(self, talk: Talk) -> float:
        return (talk.count + 1) * math.exp((talk.thread.shared_at - START) / self.FADES)

    def next_for(self, visit: Visit, asked: set[Thread]) -> Talk | None:
        """Look at one thread after the other by lot, until one is new to the person; after many, list what is left."""
        looks = self.LOOKS if len(self.open) > self.LOOKS else 0
        for look in range(looks):
            lot = die(self.seed, visit.person.number, visit.number, len(asked), look)
            talk = self.talks[min(self.weights.find(lot * self.weights.total), len(self.talks) - 1)]
            if talk in self.open and talk.thread not in asked and talk.is_open_to(visit.person):
                return talk
        left = [talk for talk in self.open if talk.thread not in asked and talk.is_open_to(visit.person)]
        if not left:
            return None
        sums = list(accumulate(self.weight(talk) for talk in left))
        lot = die(self.seed, visit.person.number, visit.number, len(asked), looks)
        return left[min(bisect(sums, lot * sums[-1]), len(left) - 1)]

    def responded(self, visit: Visit, talk: Talk) -> None:
        now = self.weight(talk)
        before = now * talk.count / (talk.count + 1)
        if self.closes and talk.count >= PROMISE.responses:
            del self.open[talk]
            now = 0.0
        self.weights.add(self.place[talk], now - before)

    def declined(self, visit: Visit, talk: Talk) -> None:
        """A forum does not notice."""


class WeightTree:
    """Weights in a row (Fenwick's tree): ``find`` gives the place where their running sum passes a value."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.sums = [0.0] * (size + 1)
        self.top = 1 << size.bit_length()
        self.total = 0.0

    def add(self, place: int, weight: float) -> None:
        self.total += weight
        place += 1
        while place <= self.size:
            self.sums[place] += weight
            place += place & -place

    def find(self, value: float) -> int:
        place, step = 0, self.top
        while step:
            after = place + step
            if after <= self.size and self.sums[after] <= value:
                place = after
                value -= self.sums[after]
            step >>= 1
        return place
