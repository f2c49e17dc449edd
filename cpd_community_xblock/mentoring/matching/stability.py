"""Whether anyone could do better together: a check that knows nothing of how a matching was made."""

from collections.abc import Iterator

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Ints
from cpd_community_xblock.mentoring.matching.data import Step
from cpd_community_xblock.mentoring.matching.market import Market
from cpd_community_xblock.mentoring.matching.places import NOBODY, OPEN
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch

_CHUNK = 1 << 18


def held_least(market: Market, mentor_of: Ints) -> Ints:
    """The key of the learner whom each mentor holds least dear, ``OPEN`` for a mentor with a place free."""
    learners = np.flatnonzero(mentor_of != NOBODY)
    mentors = mentor_of[learners]
    least = np.full(len(market.mentors), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(least, mentors, market.mentor_keys(learners, mentors))
    least[np.bincount(mentors, minlength=len(least)) < market.mentors.capacity] = OPEN
    return least


def blocking_pairs(
    market: Market, mentor_of: Ints, *, sample: int | None = None, seed: int = 0, watch: Watch = UNWATCHED
) -> tuple[Ints, int]:
    """Learners and mentors who would both rather have each other (pairs, 2), and how many pairs were looked at.

    All pairs of the market are, or ``sample`` of them, drawn at random with replacement. A mentor would rather have
    someone when a place is free, or for the learner whom they hold least dear.
    """
    own = np.full(len(mentor_of), OPEN, dtype=np.int64)
    placed = np.flatnonzero(mentor_of != NOBODY)
    own[placed] = market.learner_keys(placed, mentor_of[placed])
    least = held_least(market, mentor_of)
    all_pairs = len(market.learners) * len(market.mentors)
    found = [np.zeros((0, 2), dtype=np.int64)]
    looked = 0
    for learners, mentors in _some(market, sample, seed) if sample is not None else _all(market):
        looked += len(learners)
        watch.at(Step.CHECKING, looked, sample or all_pairs)
        # From the cheapest question to the dearest: nearly all pairs are settled by the first.
        for keeps in (
            lambda one, two: market.mentor_keys(one, two) > least[two],
            lambda one, two: market.learner_keys(one, two) > own[one],
            market.as_learners.permitted_pairs,
        ):
            kept = keeps(learners, mentors)
            learners, mentors = learners[kept], mentors[kept]  # noqa: PLW2901  narrowed step by step
        found.append(np.stack([learners, mentors], axis=1))
    return np.concatenate(found), looked


def _all(market: Market) -> Iterator[tuple[Ints, Ints]]:
    pairs = len(market.learners) * len(market.mentors)
    for start in range(0, pairs, _CHUNK):
        codes = np.arange(start, min(start + _CHUNK, pairs))
        yield codes // len(market.mentors), codes % len(market.mentors)


def _some(market: Market, sample: int, seed: int) -> Iterator[tuple[Ints, Ints]]:
    random = np.random.default_rng(seed)
    if not (len(market.learners) and len(market.mentors)):
        return
    for start in range(0, sample, _CHUNK):
        size = min(_CHUNK, sample - start)
        yield random.integers(len(market.learners), size=size), random.integers(len(market.mentors), size=size)
