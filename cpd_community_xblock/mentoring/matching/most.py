"""The most-places mode: as many people placed as can be, and the highest total that so many can have.

Whoever is fewer bids: mentors with their places for learners, or learners for places. Those who bid nearly always get
what they bid for, so that prices rise little and the auction is short.
"""

from dataclasses import dataclass

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Ints
from cpd_community_xblock.mentoring.matching.auction import Auction, Terms
from cpd_community_xblock.mentoring.matching.augment import placed_more
from cpd_community_xblock.mentoring.matching.market import Market
from cpd_community_xblock.mentoring.matching.places import NOBODY
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch

_UNITS = 1 << 16
"""The most points a pair can have, in units of price: finer than points, where few are given."""
_EPSILON_OF_LEARNERS, _EPSILON_OF_MENTORS = 64, 16
"""What a bid is above what it has to be: more is quicker and farther from the best. Where learners bid, a price that
rises is one for several places, and few pay it."""
_MOST_RESERVE, _LEAST_RESERVE, _RESERVE_FOR = 4.0, 0.5, 4_000
"""How much worse than nothing a match may be for someone before they give up, in the most points a pair can have. The
more bidders there are, the longer it takes prices to climb there, and the less the few who give up early weigh."""
_LIST = 24
_BEYOND_DEMAND = 8
"""How many more things a list holds than its owner wants: those that they have are on it too."""


@dataclass(frozen=True)
class Most:
    """``mentor_of`` (learners,); ``learner_worth`` (learners,) and ``mentor_worth`` (mentors,) in points: what one
    more of each would add. ``gap`` is how far the total can be from the best for as many placed, as a share of that."""

    mentor_of: Ints
    learner_worth: Ints
    mentor_worth: Ints
    gap: float
    rounds: int = 0
    searches: int = 0


def most(market: Market, *, most_points: int, watch: Watch = UNWATCHED) -> Most:
    """``most_points`` are the most that both sides together can give a pair."""
    scale = max(1, _UNITS // max(most_points, 1))
    learners, mentors = market.learners, market.mentors
    places = int(mentors.capacity.sum())
    units, bidders = max(most_points * scale, 1), min(places, len(learners))
    reserve = -int(units * max(_LEAST_RESERVE, min(_MOST_RESERVE, _RESERVE_FOR / bidders)))
    if places < len(learners):
        size = max(_LIST, int(mentors.capacity.max()) + _BEYOND_DEMAND)
        auction = Auction(
            market.as_mentors,
            market.both_points_of_mentors,
            demand=mentors.capacity,
            supply=learners.capacity,
            terms=Terms(scale=scale, epsilon=_EPSILON_OF_MENTORS, reserve=reserve, list_size=size),
        )
        without = _sold(auction, watch)
        mentor_of = auction.places.guest.copy()
        learner_worth = auction.prices // scale
        mentor_worth = auction.worth_of_one_more() // scale
    else:
        auction = Auction(
            market.as_learners,
            market.both_points,
            demand=learners.capacity,
            supply=mentors.capacity,
            terms=Terms(scale=scale, epsilon=_EPSILON_OF_LEARNERS, reserve=reserve, list_size=_LIST),
        )
        without = _sold(auction, watch)
        mentor_of = auction.places.host_of_guests(len(learners))
        mentor_worth = auction.prices // scale
        placed = np.flatnonzero(mentor_of != NOBODY)
        learner_worth = np.zeros(len(learners), dtype=np.int64)
        learner_worth[placed] = market.both(placed, mentor_of[placed]) - mentor_worth[mentor_of[placed]]
    # Chains lead over lists, and end where those do: whether anybody else can be placed is for the whole market to say.
    more = placed_more(market, mentor_of, watch=watch) if len(without) else mentor_of
    placed = np.flatnonzero(more != NOBODY)
    total = int(market.both(placed, more[placed]).sum()) * scale
    bound = auction.bound(len(placed), watch=watch)
    gap = max(1 - total / bound, 0.0) if bound else 0.0
    return Most(more, learner_worth, mentor_worth, gap, auction.rounds, auction.searches)


def _sold(auction: Auction, watch: Watch) -> Ints:
    """Hold an auction; gives those who have less than they want."""
    wanting = auction.run(watch=watch)
    return auction.settle(watch=watch) if len(wanting) else wanting
