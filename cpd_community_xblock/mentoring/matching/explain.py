"""What came of a matching, told of one learner and one mentor. Plain Python, as anyone would recheck it by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cpd_community_xblock.mentoring.matching.data import (
    Answer,
    Certificate,
    Learner,
    Mentor,
    Obstacle,
    Outcome,
    Pair,
    Placement,
    Plan,
    Rules,
    WhyNot,
)
from cpd_community_xblock.mentoring.matching.rules import LEARNERS, MENTORS, lot, mixed, obstacles, points


def why_not(outcome: Outcome, learner: Learner, mentor: Mentor, *, rules: Rules, plan: Plan) -> Answer:
    """Why a learner is not with a mentor, as an outcome has it."""
    own = next((item for item in outcome.placements if item.learner_id == learner.id), None)
    if own is not None and own.mentor_id == mentor.id:
        return Answer(WhyNot.MATCHED)
    if own is not None and own.pinned:
        return Answer(WhyNot.PINNED)
    if stand := obstacles(learner, mentor, rules, plan):
        return Answer(WhyNot.RULE, obstacles=stand)
    if own is not None and not _would_rather(learner, mentor, own, rules, plan):
        return Answer(WhyNot.PREFERS_OWN)
    holders = [item for item in outcome.placements if item.mentor_id == mentor.id]
    key = points(rules.mentor_wishes, mentor, learner), lot(learner.id, seed=plan.seed, side=LEARNERS)
    came_first = all(item.pinned or _held_at(item, plan) > key for item in holders)
    why = WhyNot.CAME_FIRST if came_first and len(holders) == mentor.capacity else WhyNot.FOR_THE_WHOLE
    return Answer(why, instead=tuple(sorted(item.learner_id for item in holders)))


def blocks(
    learner: Learner, mentor: Mentor, own: Placement | None, certificate: Certificate, *, rules: Rules, plan: Plan
) -> bool:
    """Whether both would rather have each other than what they have; ``own`` is the learner's placement.

    Where this is so of no pair of a learner who is not pinned and a mentor, an outcome is stable.
    """
    if (own is not None and own.mentor_id == mentor.id) or obstacles(learner, mentor, rules, plan):
        return False
    if own is not None and not _would_rather(learner, mentor, own, rules, plan):
        return False
    key = points(rules.mentor_wishes, mentor, learner), lot(learner.id, seed=certificate.seed, side=LEARNERS)
    return mentor.id not in certificate.cutoffs or key > certificate.cutoffs[mentor.id]


def broken(
    placements: Sequence[Placement],
    learners: Mapping[int, Learner],
    mentors: Mapping[int, Mentor],
    *,
    rules: Rules,
    plan: Plan,
) -> dict[Pair, tuple[Obstacle, ...]]:
    """What keeps pairs apart now that were matched a while ago, by people as they are at this moment.

    Long runs, and runs that wait for their day, are published only where this is empty: a mentor may have left.
    """
    found: dict[Pair, tuple[Obstacle, ...]] = {}
    held: defaultdict[int, list[Placement]] = defaultdict(list)
    for item in placements:
        pair = Pair(item.learner_id, item.mentor_id)
        learner, mentor = learners.get(pair.learner_id), mentors.get(pair.mentor_id)
        if learner is None or mentor is None:
            found[pair] = (Obstacle.LEFT,)
        elif (stand := obstacles(learner, mentor, rules, plan)) and not item.pinned:
            found[pair] = stand
        else:
            held[mentor.id].append(item)
    for mentor_id, items in held.items():
        items.sort(key=lambda item: (item.pinned, _held_at(item, plan)), reverse=True)
        for item in items[mentors[mentor_id].capacity :]:
            found[Pair(item.learner_id, mentor_id)] = (Obstacle.FULL,)
    return found


def _would_rather(learner: Learner, mentor: Mentor, own: Placement, rules: Rules, plan: Plan) -> bool:
    wanted = points(rules.learner_wishes, learner, mentor)
    return (wanted, _turn(learner.id, mentor.id, plan)) > (own.learner_points, _turn(learner.id, own.mentor_id, plan))


def _turn(learner_id: int, mentor_id: int, plan: Plan) -> int:
    """The order in which a learner asks mentors whom they like equally: the highest first."""
    own, other = lot(learner_id, seed=plan.seed, side=LEARNERS), lot(mentor_id, seed=plan.seed, side=MENTORS)
    return mixed(own ^ other)


def _held_at(item: Placement, plan: Plan) -> tuple[int, int]:
    return item.mentor_points, lot(item.learner_id, seed=plan.seed, side=LEARNERS)
