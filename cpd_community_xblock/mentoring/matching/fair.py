"""The fair mode: learner-proposing deferred acceptance (Gale and Shapley 1962; with capacities Roth 1984).

Each learner asks the best mentor left on their list, each mentor keeps the best of those who ask, and whoever is sent
away asks the next. The outcome is stable, and no learner does better in any stable matching.

Lists are short, and go on when they run out. A mentor's least learner only ever gets better, so whom a mentor would
turn away now they would turn away for ever: the rest of a list is found among those who would still say yes (their
cutoffs: Azevedo and Leshno 2016). Nobody there means that nobody is left in the whole market.
"""

from dataclasses import dataclass

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Flags, Ints
from cpd_community_xblock.mentoring.matching.data import Step
from cpd_community_xblock.mentoring.matching.market import Door, Market, Search
from cpd_community_xblock.mentoring.matching.places import NOBODY, OPEN, Places
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch

FIRST_LIST, NEXT_LIST = 24, 24


@dataclass(frozen=True)
class Fair:
    """``mentor_of`` (learners,) by row, and the key that each mentor asks for (mentors,)."""

    mentor_of: Ints
    cutoffs: Ints
    scored: int = 0
    """How many times somebody's list was begun or gone on with."""


@dataclass
class Preferences:
    """What learners have of their lists: ``mentors`` (learners, list), -1 at the end, and how much these want them.

    ``at`` is how far each learner has come; ``ended`` says that there is nobody beyond the list.
    """

    mentors: Ints
    keys: Ints
    at: Ints
    ended: Flags


def preferences(market: Market, *, size: int = FIRST_LIST, watch: Watch = UNWATCHED) -> Preferences:
    """The first of everybody's list."""
    learners = np.arange(len(market.learners))
    search = Search(market.learner_points, size=size, open=market.mentors.capacity > 0)
    lists = market.as_learners.best(learners, search, watch=watch, step=Step.CANDIDATES)
    return Preferences(
        mentors=lists.cols,
        keys=_keys(market, learners, lists.cols),
        at=np.zeros(len(learners), dtype=np.int64),
        ended=lists.ended,
    )


def fair(market: Market, *, watch: Watch = UNWATCHED, wanted: Preferences | None = None) -> Fair:
    """The stable matching that is best for learners."""
    have = wanted or preferences(market, watch=watch)
    places = Places(market.mentors.capacity)
    free = np.arange(len(market.learners))
    scored = len(free)
    while len(free):
        free = _propose(have, places, free)
        free = free[~have.ended[free]]
        if len(free):
            _go_on(market, have, places, free, watch)
            scored += len(free)
        watch.at(Step.PROPOSALS, len(market.learners) - len(free), len(market.learners))
    return Fair(mentor_of=places.host_of_guests(len(market.learners)), cutoffs=places.least, scored=scored)


def _propose(have: Preferences, places: Places, free: Ints) -> Ints:
    """Ask until nobody is left who has someone to ask; gives those whose lists ran out, sorted."""
    out = []
    while len(free):
        mentors, keys = have.mentors[free], have.keys[free]
        place = np.arange(mentors.shape[1])
        takes = (mentors != NOBODY) & (keys > places.least[mentors]) & (place >= have.at[free][:, None])
        first = takes.argmax(axis=1)
        asks = takes[np.arange(len(free)), first]
        out.append(free[~asks])
        free, first = free[asks], first[asks]
        have.at[free] = first + 1
        free = places.offer(free, have.mentors[free, first], have.keys[free, first])
    return np.sort(np.concatenate(out)) if out else free


def _go_on(market: Market, have: Preferences, places: Places, free: Ints, watch: Watch) -> None:
    """The next of each list, from those who would still say yes."""
    size = have.mentors.shape[1]
    search = Search(
        market.learner_points,
        size=size,
        open=market.mentors.capacity > 0,
        door=Door(market.mentor_points, places.least),
    )
    lists = market.as_learners.best(free, search, watch=watch)
    have.mentors[free], have.ended[free], have.at[free] = lists.cols, lists.ended, 0
    have.keys[free] = _keys(market, free, lists.cols)


def _keys(market: Market, learners: Ints, mentors: Ints) -> Ints:
    """Keys of lists (learners, list); those of nobody are ``OPEN``, which is never more than a mentor asks for."""
    keys = np.full(mentors.shape, OPEN, dtype=np.int64)
    row, place = np.nonzero(mentors != NOBODY)
    for start in range(0, len(row), 1 << 17):
        some, at = row[start : start + (1 << 17)], place[start : start + (1 << 17)]
        keys[some, at] = market.mentor_keys(learners[some], mentors[some, at])
    return keys
