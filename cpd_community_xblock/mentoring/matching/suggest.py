"""Mentors for one learner who has just come, out of a roster that was made before."""

from collections.abc import Collection, Mapping

import numpy as np

from cpd_community_xblock.mentoring.matching.data import Learner, Pair, Placement
from cpd_community_xblock.mentoring.matching.market import Market, Roster, Search
from cpd_community_xblock.mentoring.matching.places import NOBODY

_FIRST = np.zeros(1, dtype=np.int64)


def suggest(
    learner: Learner,
    roster: Roster,
    *,
    size: int = 5,
    taken: Mapping[int, int] | None = None,
    apart: Collection[Pair] = (),
) -> tuple[Placement, ...]:
    """The mentors with a place free who fit a learner best, by the points of both sides; the best first.

    ``taken`` is how many learners mentors have by now: those whose places are all gone since the roster was made are
    passed over. Equals come in an order of each learner's own, so that not everybody asks the same mentor first.
    """
    market = Market([learner], roster, apart=apart)
    left = roster.side.capacity.copy()
    for mentor_id, learners in (taken or {}).items():
        if mentor_id in roster.rows:
            left[roster.rows[mentor_id]] -= learners
    found = market.as_learners.best(_FIRST, Search(market.both_points, size=size, open=left > 0)).cols[0]
    mentors = found[found != NOBODY]
    rows = np.zeros_like(mentors)
    given = market.learner_points.between(rows, mentors)
    got = market.mentor_points.between(rows, mentors)
    ids = market.mentors.ids[mentors]
    return tuple(Placement(learner.id, *one) for one in zip(ids.tolist(), given.tolist(), got.tolist(), strict=True))
