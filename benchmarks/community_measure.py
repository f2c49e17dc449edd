"""Plays a cohort under a rule and measures what came of it."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from benchmarks.community_model import END, PROMISE, WEEKS, Kind, World, make_world
from benchmarks.community_rules import Asking, FixedAllocation, FreeChoice, OldestFirst, Rule, Talk

OURS = "asking in turn"
ORA2 = "oldest first (ORA2)"
WORKSHOP = "fixed (Workshop)"
WORKSHOP_AT_ONCE = "fixed, at once"
FORUM = "free choice (forum)"
FORUM_CLOSING = "free choice, closing"

RULES: dict[str, Callable[[World], Rule]] = {
    OURS: Asking,
    ORA2: OldestFirst,
    WORKSHOP: FixedAllocation,
    WORKSHOP_AT_ONCE: partial(FixedAllocation, at_once=True),
    FORUM: FreeChoice,
    FORUM_CLOSING: partial(FreeChoice, closes=True),
}


@dataclass(frozen=True)
class Outcome:
    """What came of one seed under one rule. Counts are of reflections, or of responses; times are in hours."""

    shared: int
    in_24: int
    in_72: int
    ever: int
    full_in_72: int
    longest: float
    responses: int
    by_facilitators: int
    crossing: int
    gini: float
    gini_learners: float
    busiest: float
    busiest_learners: float

    @property
    def kept(self) -> bool:
        """Whether everyone had a response within the promise."""
        return self.in_72 == self.shared

    @property
    def kept_in_full(self) -> bool:
        """Whether everyone had as many responses as were promised within the promise."""
        return self.full_in_72 == self.shared


@dataclass(frozen=True)
class Figures:
    """One cell of the table: a size, a kind of cohort and a rule, over all seeds. Shares are from 0 to 1."""

    size: int
    kind: str
    rule: str
    seeds: int
    reflections: float
    in_24h: float
    in_72h: float
    ever: float
    full_in_72h: float
    seeds_kept: float
    seeds_kept_in_full: float
    longest_median: float
    longest_worst: float
    stranded: int
    responses: float
    facilitator_responses_a_week: float
    facilitators_share: float
    gini: float
    gini_learners: float
    busiest_tenth: float
    busiest_tenth_of_learners: float
    crossing: float


def play(world: World, rule: Rule) -> list[Talk]:
    """Let everyone visit in turn; gives what was shared with the responses to it."""
    talks = []
    for visit in world.visits:
        for thread in visit.shares:
            talks.append(Talk(thread))
            rule.shared(talks[-1])
        asked = set()
        while len(asked) < visit.asks and (talk := rule.next_for(visit, asked)):
            asked.add(talk.thread)
            if world.responds(visit, talk.thread):
                talk.responders.append(visit.person)
                talk.at.append(visit.at)
                rule.responded(visit, talk)
            else:
                rule.declined(visit, talk)
    return talks


def outcomes(size: int, kind: Kind, seed: int) -> dict[str, Outcome]:
    """One seed under every rule."""
    world = make_world(seed, size=size, kind=kind)
    return {name: outcome(world, play(world, rule(world))) for name, rule in RULES.items()}


def outcome(world: World, talks: Sequence[Talk]) -> Outcome:
    pairs = [(responder, talk.thread.author) for talk in talks for responder in talk.responders]
    given = Counter(responder for responder, _author in pairs)
    loads = [given[person] for person in world.people]
    learners = [given[person] for person in world.people if person.is_learner]
    return Outcome(
        shared=len(talks),
        in_24=sum(has(talk, 1, within=24) for talk in talks),
        in_72=sum(has(talk, 1, within=PROMISE.hours) for talk in talks),
        ever=sum(talk.count > 0 for talk in talks),
        full_in_72=sum(has(talk, PROMISE.responses, within=PROMISE.hours) for talk in talks),
        longest=max((waited(talk) for talk in talks), default=0.0),
        responses=len(pairs),
        by_facilitators=sum(responder.is_facilitator for responder, _author in pairs),
        crossing=sum(responder.crosses_to(author) for responder, author in pairs),
        gini=gini(loads),
        gini_learners=gini(learners),
        busiest=busiest_tenth(loads),
        busiest_learners=busiest_tenth(learners),
    )


def has(talk: Talk, responses: int, *, within: int) -> bool:
    return talk.count >= responses and talk.at[responses - 1] <= talk.thread.shared_at + timedelta(hours=within)


def waited(talk: Talk) -> float:
    """Hours until the first response; until the end of it all where there is none."""
    return ((talk.at[0] if talk.at else END) - talk.thread.shared_at) / timedelta(hours=1)


def gini(loads: Sequence[int]) -> float:
    """How unequal loads are: 0 for all alike, near 1 where one bears everything."""
    total, count = sum(loads), len(loads)
    if not total:
        return 0.0
    return sum((2 * place - count + 1) * load for place, load in enumerate(sorted(loads))) / (count * total)


def busiest_tenth(loads: Sequence[int]) -> float:
    """The share that the busiest tenth bears, which is one person at least."""
    total = sum(loads)
    return sum(sorted(loads)[-math.ceil(len(loads) / 10) :]) / total if total else 0.0


def figures(size: int, kind: Kind, rule: str, found: Sequence[Outcome]) -> Figures:
    """The mean of the seeds; shares of reflections and responses are of those of all seeds together."""
    shared, responses = sum(item.shared for item in found), sum(item.responses for item in found)
    by_facilitators = sum(item.by_facilitators for item in found)
    facilitator_weeks = len(found) * max(1, round(size / 20)) * WEEKS
    return Figures(
        size=size,
        kind=str(kind),
        rule=rule,
        seeds=len(found),
        reflections=shared / len(found),
        in_24h=share((item.in_24 for item in found), shared),
        in_72h=share((item.in_72 for item in found), shared),
        ever=share((item.ever for item in found), shared),
        full_in_72h=share((item.full_in_72 for item in found), shared),
        seeds_kept=share((item.kept for item in found), len(found)),
        seeds_kept_in_full=share((item.kept_in_full for item in found), len(found)),
        longest_median=statistics.median(item.longest for item in found),
        longest_worst=max(item.longest for item in found),
        stranded=sum(item.shared - item.ever for item in found),
        responses=responses / len(found),
        facilitator_responses_a_week=by_facilitators / facilitator_weeks,
        facilitators_share=share([by_facilitators], responses),
        gini=statistics.fmean(item.gini for item in found),
        gini_learners=statistics.fmean(item.gini_learners for item in found),
        busiest_tenth=statistics.fmean(item.busiest for item in found),
        busiest_tenth_of_learners=statistics.fmean(item.busiest_learners for item in found),
        crossing=share((item.crossing for item in found), responses),
    )


def share(parts: Iterable[int], whole: int) -> float:
    return sum(parts) / whole if whole else 0.0
