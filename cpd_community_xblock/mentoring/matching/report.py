"""Why somebody is left without a mentor, and which one more mentor would help most."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Flags, Ints
from cpd_community_xblock.mentoring.matching.data import (
    SLOTS_A_WEEK,
    Helpful,
    Learner,
    Mentor,
    Unplaced,
)
from cpd_community_xblock.mentoring.matching.market import Market, Search
from cpd_community_xblock.mentoring.matching.places import NOBODY

_TOLD = 5


def unplaced(market: Market, mentor_of: Ints, offered: Flags) -> dict[int, Unplaced]:
    """Why each learner without a mentor has none, by learner id.

    ``offered`` (mentors,) says who has places at all: those that pinned pairs have taken are not in the market.
    """
    waiting = np.flatnonzero(mentor_of == NOBODY)
    if not offered.any():
        return dict.fromkeys(market.learners.ids[waiting].tolist(), Unplaced.NO_PLACES)
    if not len(waiting):
        return {}
    search = Search(market.both_points, size=1, open=offered)
    permitted = market.as_learners.best(waiting, search).cols[:, 0] != NOBODY
    return {
        int(market.learners.ids[learner]): Unplaced.ALL_TAKEN if may else Unplaced.RULES
        for learner, may in zip(waiting, permitted, strict=True)
    }


def helpful(
    market: Market, mentor_of: Ints, worth: Ints, learners: Sequence[Learner], mentors: Sequence[Mentor]
) -> tuple[Helpful, ...]:
    """Which mentor, were they there twice, would add most: one for each specialty, the best first.

    ``worth`` (learners,) is what having each learner placed is worth already, in points: what a second mentor gains
    from someone is what they would be worth together, less that. Those who wait come before any points.
    """
    waiting = np.flatnonzero(mentor_of == NOBODY)
    like = _one_of_each_specialty(mentors)
    if not len(like) or not len(market.learners):
        return ()
    found = []
    for rows, open_ in ((waiting, True), (np.flatnonzero(mentor_of != NOBODY), False)):
        wanted = np.zeros(len(market.learners), dtype=np.bool_)
        wanted[rows] = True
        capacity = max(int(market.mentors.capacity[like].max()), 1)
        lists = market.as_mentors.best(
            like,
            Search(market.both_points_of_mentors, size=capacity, open=wanted, price=None if open_ else worth),
        ).cols
        for mentor, cols in zip(like, lists, strict=True):
            gained = cols[cols != NOBODY][: max(int(market.mentors.capacity[mentor]), 1)]
            points = market.both(gained, np.full(len(gained), mentor))
            if not open_:
                points = np.maximum(points - worth[gained], 0)
            found.append((len(gained) if open_ else 0, int(points.sum()), int(mentor), gained))
    best: dict[int, tuple[int, int, int, Ints]] = {}
    for item in found:
        best[item[2]] = max(best.get(item[2], item), item, key=lambda one: one[:2])
    ranked = sorted(best.values(), key=lambda item: (-item[0], -item[1], int(market.mentors.ids[item[2]])))
    return tuple(
        Helpful(
            like_mentor_id=int(market.mentors.ids[mentor]),
            specialty=mentors[mentor].specialty,
            slot=_usual_slot([learners[row] for row in gained]),
            placed=placed,
            points=points,
        )
        for placed, points, mentor, gained in ranked[:_TOLD]
        if placed or points
    )


def _one_of_each_specialty(mentors: Sequence[Mentor]) -> Ints:
    """A few of each, by id: what differs most between mentors is what they know."""
    seen: Counter[str] = Counter()
    rows = []
    for row in sorted(range(len(mentors)), key=lambda row: mentors[row].id):
        if seen[mentors[row].specialty] < _TOLD:
            rows.append(row)
        seen[mentors[row].specialty] += 1
    return np.array(rows, dtype=np.int64)


def _usual_slot(learners: Sequence[Learner]) -> int | None:
    """The local slot that most of them have free, the earliest of several."""
    free: Counter[int] = Counter()
    for learner in learners:
        mask = learner.rota.weeks[0] if learner.rota else 0
        free.update(slot for slot in range(SLOTS_A_WEEK) if mask >> slot & 1)
    return min(free, key=lambda slot: (-free[slot], slot)) if free else None
