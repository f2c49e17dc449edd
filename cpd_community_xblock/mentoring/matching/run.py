"""A whole matching: check, pins, one of the modes, what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from cpd_community_xblock.mentoring.matching import lottery, report
from cpd_community_xblock.mentoring.matching.arrays import Ints
from cpd_community_xblock.mentoring.matching.balanced import balanced
from cpd_community_xblock.mentoring.matching.data import (
    Certificate,
    Learner,
    Mentor,
    Mode,
    Outcome,
    Pair,
    Placement,
    Plan,
    Report,
    Rules,
    Step,
)
from cpd_community_xblock.mentoring.matching.fair import fair
from cpd_community_xblock.mentoring.matching.market import Market, Roster
from cpd_community_xblock.mentoring.matching.most import most
from cpd_community_xblock.mentoring.matching.places import NOBODY, OPEN
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch
from cpd_community_xblock.mentoring.matching.rules import check, most_points, points
from cpd_community_xblock.mentoring.matching.stability import blocking_pairs, held_least

Someone = TypeVar("Someone", Learner, Mentor)
COUNT_ALL = 20_000_000
SAMPLE = 1_000_000
"""Blocking pairs are counted among all pairs up to ``COUNT_ALL`` of them, and among so many drawn at random above."""


def match(
    learners: Sequence[Learner], mentors: Sequence[Mentor], rules: Rules, plan: Plan, *, watch: Watch = UNWATCHED
) -> Outcome:
    """Match learners with mentors. Equal people, rules and plan give an equal outcome, in whatever order they come.

    Raises ``CannotMatch`` for what contradicts itself and ``Cancelled`` when ``watch`` says to stop.
    """
    check(learners, mentors, rules, plan)
    pinned = sorted(plan.pinned, key=lambda pair: pair.learner_id)
    taken = Counter(pair.mentor_id for pair in pinned)
    settled = {pair.learner_id for pair in pinned}
    looking = [learner for learner in _by_lot(learners, plan.seed) if learner.id not in settled]
    offering = _by_lot(mentors, plan.seed)
    remaining = [replace(mentor, capacity=mentor.capacity - taken[mentor.id]) for mentor in offering]
    market = Market(looking, Roster(remaining, rules, seed=plan.seed), apart=plan.forbidden)
    mentor_of, worth, prices, gap = _solve(market, rules, plan, watch)
    placements = [*_pinned(learners, mentors, rules, pinned), *_placements(market, mentor_of)]
    placements.sort(key=lambda item: item.learner_id)
    found, looked = blocking_pairs(
        market,
        mentor_of,
        sample=None if len(looking) * len(mentors) <= COUNT_ALL else SAMPLE,
        seed=plan.seed,
        watch=watch,
    )
    load = Counter(item.mentor_id for item in placements)
    told = Report(
        placed=len(placements),
        total=sum(item.learner_points + item.mentor_points for item in placements),
        worst_off=_worst_off(placements, learners, rules),
        blocking_pairs=len(found),
        pairs_checked=looked,
        load={mentor.id: load[mentor.id] for mentor in sorted(mentors, key=lambda mentor: mentor.id)},
        helpful=report.helpful(market, mentor_of, worth, looking, remaining),
        gap=gap,
    )
    offered = np.array([mentor.capacity > 0 for mentor in offering], dtype=np.bool_)
    without = report.unplaced(market, mentor_of, offered)
    watch.at(Step.DONE, 1, 1)
    return Outcome(
        placements=tuple(placements),
        unplaced=dict(sorted(without.items())),
        report=told,
        certificate=certificate(market, mentor_of, plan.seed) if plan.mode is Mode.FAIR else None,
        prices=prices,
    )


def _worst_off(placements: Sequence[Placement], learners: Sequence[Learner], rules: Rules) -> Placement | None:
    """Of those who look for anything that the wishes are about: whoever said nothing is as well off with anybody."""
    fields = [wish.field.value for wish in rules.learner_wishes if wish.weight]
    ask = {learner.id for learner in learners if any(getattr(learner, name) for name in fields)}
    told = (item for item in placements if item.learner_id in ask)
    return min(told, key=lambda item: (item.learner_points, item.learner_id), default=None)


def _by_lot(people: Sequence[Someone], seed: int) -> list[Someone]:
    """People in an order that neither their rows nor their ids decide: whoever comes first may gain by it."""
    lots = lottery.draw(np.array([person.id for person in people], dtype=np.int64), seed=seed, side=0)
    return [people[row] for row in np.argsort(lots)]


def certificate(market: Market, mentor_of: Ints, seed: int) -> Certificate:
    least = held_least(market, mentor_of)
    full = np.flatnonzero(least != OPEN)
    cutoffs = {int(market.mentors.ids[row]): (int(least[row] >> 32), int(least[row] & 0xFFFFFFFF)) for row in full}
    return Certificate(seed=seed, cutoffs=dict(sorted(cutoffs.items())))


def _solve(market: Market, rules: Rules, plan: Plan, watch: Watch) -> tuple[Ints, Ints, dict[int, int], float | None]:
    """The mentor of each learner, what each learner's place is worth, prices, and how far from the best."""
    if not len(market.learners) or not (market.mentors.capacity > 0).any():
        nobody = np.full(len(market.learners), NOBODY, dtype=np.int64)
        return nobody, np.zeros(len(nobody), dtype=np.int64), {}, None
    if plan.mode is Mode.MOST_PLACES:
        both = most_points(rules.learner_wishes) + most_points(rules.mentor_wishes)
        solved = most(market, most_points=both, watch=watch)
        worth = dict(sorted(zip(market.mentors.ids.tolist(), solved.mentor_worth.tolist(), strict=True)))
        return solved.mentor_of, solved.learner_worth, worth, solved.gap
    mentor_of = fair(market, watch=watch).mentor_of
    if plan.mode is Mode.BALANCED:
        mentor_of = balanced(market, mentor_of, delta=plan.delta, watch=watch)
    placed = np.flatnonzero(mentor_of != NOBODY)
    worth_of = np.zeros(len(mentor_of), dtype=np.int64)
    worth_of[placed] = market.both(placed, mentor_of[placed])
    return mentor_of, worth_of, {}, None


def _placements(market: Market, mentor_of: Ints) -> list[Placement]:
    rows = np.flatnonzero(mentor_of != NOBODY)
    mentors = mentor_of[rows]
    columns = (
        market.learners.ids[rows],
        market.mentors.ids[mentors],
        market.learner_points.between(rows, mentors),
        market.mentor_points.between(rows, mentors),
    )
    return [Placement(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _pinned(
    learners: Sequence[Learner], mentors: Sequence[Mentor], rules: Rules, pairs: Sequence[Pair]
) -> list[Placement]:
    by_learner = {learner.id: learner for learner in learners}
    by_mentor = {mentor.id: mentor for mentor in mentors}
    made = []
    for pair in pairs:
        learner, mentor = by_learner[pair.learner_id], by_mentor[pair.mentor_id]
        given, got = points(rules.learner_wishes, learner, mentor), points(rules.mentor_wishes, mentor, learner)
        made.append(Placement(learner.id, mentor.id, given, got, pinned=True))
    return made
