"""The balanced mode: more people placed than in the fair one, and nobody there loses the place or much of the fit."""

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Ints
from cpd_community_xblock.mentoring.matching.augment import floors, placed_more
from cpd_community_xblock.mentoring.matching.market import Market
from cpd_community_xblock.mentoring.matching.places import NOBODY
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch


def balanced(market: Market, fair_mentor_of: Ints, *, delta: float, watch: Watch = UNWATCHED) -> Ints:
    """The mentor of each learner (learners,), from those of the fair mode.

    Chains of moves never unplace anyone, and each move of someone placed by the fair mode is held to ``1 - delta`` of
    the points that they had there: among all such matchings none places more people.
    """
    placed = np.flatnonzero(fair_mentor_of != NOBODY)
    points = np.zeros(len(fair_mentor_of), dtype=np.int64)
    points[placed] = market.learner_points.between(placed, fair_mentor_of[placed])
    return placed_more(market, fair_mentor_of, least=floors(points, placed, delta), watch=watch)
