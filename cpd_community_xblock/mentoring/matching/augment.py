"""More people placed without anyone losing their place: augmenting paths (Berge 1957), many at once as Hopcroft and
Karp (1973) look for them.

A learner without a mentor takes the place of somebody who can move to a mentor with a place free, directly or by
moving a third person, and so on. Where no such chain is left, no matching places more people.
"""

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Flags, Floats, Ints
from cpd_community_xblock.mentoring.matching.data import Step
from cpd_community_xblock.mentoring.matching.market import NEVER, Market, Search
from cpd_community_xblock.mentoring.matching.places import NOBODY
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch


def placed_more(market: Market, mentor_of: Ints, *, least: Floats | None = None, watch: Watch = UNWATCHED) -> Ints:
    """As many placed as can be, with everyone who is in ``mentor_of`` (learners,) still placed.

    ``least`` (learners,) is the number of points below which a learner may not be moved.
    """
    mentor_of = mentor_of.copy()
    while True:
        waiting = np.flatnonzero(mentor_of == NOBODY)
        free = market.mentors.capacity - np.bincount(mentor_of[mentor_of != NOBODY], minlength=len(market.mentors))
        watch.at(Step.MORE_PLACES, len(mentor_of) - len(waiting), len(mentor_of))
        if not len(waiting) or not (free > 0).any():
            return mentor_of
        if not _Forest(market, mentor_of, free, least, watch).grow_and_move(waiting):
            return mentor_of


class _Forest:
    """Chains that begin with those who wait. Each mentor is reached once, by the first learner who may have them."""

    def __init__(self, market: Market, mentor_of: Ints, free: Ints, least: Floats | None, watch: Watch) -> None:
        self._market = market
        self._mentor_of = mentor_of
        self._before = mentor_of.copy()
        self._free = free
        self._least = least
        self._watch = watch
        self._reached_by = np.full(len(free), NOBODY, dtype=np.int64)
        self._moved: set[int] = set()

    def grow_and_move(self, waiting: Ints) -> int:
        """Make the shortest chains there are come true; gives how many more are placed."""
        frontier = waiting
        while len(frontier):
            ends = self._market.as_learners.best(frontier, self._search(self._free > 0), watch=self._watch).cols[:, 0]
            placed = sum(
                self._move(int(learner), int(mentor))
                for learner, mentor in zip(frontier[ends != NOBODY], ends[ends != NOBODY], strict=True)
            )
            if placed:
                return placed
            news = self._reach(frontier)
            frontier = np.flatnonzero(np.isin(self._before, news))
        return 0

    def _search(self, open_: Flags) -> Search:
        own = self._market.learner_points if self._least is not None else None
        return Search(self._market.both_points, size=1, open=open_, own=own, least=self._least)

    def _reach(self, frontier: Ints) -> Ints:
        """Full mentors whom one of the frontier may have and nobody has reached before."""
        unknown = (self._reached_by == NOBODY) & (self._market.mentors.capacity > 0) & (self._free <= 0)
        reached = self._market.as_learners.first_to_reach(frontier, self._search(unknown), watch=self._watch)
        news = np.flatnonzero(reached != NOBODY)
        self._reached_by[news] = reached[news]
        return news

    def _move(self, learner: int, mentor: int) -> bool:
        """Everybody on a chain moves up by one, unless somebody on it has moved already."""
        chain = [(learner, mentor)]
        while (left := int(self._before[chain[-1][0]])) != NOBODY:
            chain.append((int(self._reached_by[left]), left))
        movers = {mover for mover, _to in chain}
        if movers & self._moved or self._free[mentor] <= 0:
            return False
        for mover, to in chain:
            self._mentor_of[mover] = to
        self._free[mentor] -= 1
        self._moved |= movers
        return True


def floors(points: Ints, placed: Ints, delta: float) -> Floats:
    """The least points (learners,) of those placed when each may lose a share ``delta``; nothing for the others."""
    least = np.full(len(points), NEVER)
    least[placed] = np.ceil(points[placed] * (1 - delta) - 1e-9)
    return least.astype(np.float32)
