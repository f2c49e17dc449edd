"""The last few of an auction, placed by the cheapest chain of moves (Jonker and Volgenant 1987).

Where a few more want something than can have it, an auction spends most of its time on them: prices climb in small
steps until one gives up. A chain leads from someone who has nothing over things that others have, and would give up
for something else, to a thing that is left over. Its cost is what all on it lose together, at the prices of the moment
never less than nothing for any of them, so that the cheapest is found by looking at each thing again only when it was
reached more cheaply.
"""

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Ints, within
from cpd_community_xblock.mentoring.matching.data import Step
from cpd_community_xblock.mentoring.matching.places import NOBODY, Places
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch

_NEAR = 512
"""Things are looked at in the order of their cost, so far apart at a time: few are then reached twice."""
_FAR = np.iinfo(np.int64).max // 4


class Chains:
    """``cols`` and ``worth`` (bidders, list) are what each bidder knows of, ``prices`` (things,) what it costs.

    ``held_worth`` (places,) is what each place is worth to whoever has it.
    """

    def __init__(self, places: Places, prices: Ints, cols: Ints, worth: Ints, held_worth: Ints) -> None:
        self.prices = prices.copy()
        self._places = places
        self._cols = cols
        self._worth = worth
        self._held_worth = held_worth
        self._thing_of_place = np.repeat(np.arange(len(places.capacity)), places.capacity)
        self._left = places.capacity - np.bincount(
            self._thing_of_place[places.guest != NOBODY], minlength=len(places.capacity)
        )

    def place(self, bidders: Ints, *, watch: Watch = UNWATCHED) -> Ints:
        """Give each of these one thing more, where a chain leads to one; gives those to whom none does."""
        without = []
        for number, bidder in enumerate(bidders.tolist()):
            watch.at(Step.CHAINS, number, len(bidders))
            if not self._place(bidder):
                without.append(bidder)
        return np.array(without, dtype=np.int64)

    def _place(self, start: int) -> bool:
        cost = np.full(len(self._left), _FAR, dtype=np.int64)
        taker = np.full((len(self._left), 2), NOBODY, dtype=np.int64)
        lost = np.full(len(self._cols), _FAR, dtype=np.int64)
        had = np.zeros(len(self._cols), dtype=np.int64)
        left_seat = np.full(len(self._cols), NOBODY, dtype=np.int64)
        lost[start] = 0
        had[start] = self._net(np.array([start]))[0].max()
        frontier = np.array([start], dtype=np.int64)
        waiting = np.zeros(0, dtype=np.int64)
        end, end_cost = NOBODY, _FAR
        while len(frontier) or len(waiting):
            things = self._reach(frontier, lost, had, end_cost, cost, taker)
            ends = things[self._left[things] > 0]
            if len(ends) and cost[ends].min() < end_cost:
                end = int(ends[cost[ends].argmin()])
                end_cost = int(cost[end])
            waiting = np.union1d(waiting, things[self._left[things] == 0])
            waiting = waiting[cost[waiting] < end_cost]
            near = cost[waiting] <= cost[waiting].min(initial=_FAR) + _NEAR
            frontier = self._displace(waiting[near], cost, lost, had, left_seat)
            waiting = waiting[~near]
        placed = end != NOBODY
        if placed:
            self._left[end] -= 1
            span = self._places.of(end)
            seat = span.start + int(np.flatnonzero(self._places.guest[span] == NOBODY)[0])
        else:
            # Everybody cannot have one: then whoever has least of it goes without.
            without = int((lost + had).argmin())
            end_cost = int(lost[without] + had[without])
            if without == start or end_cost >= had[start]:
                return False
            seat = int(left_seat[without])
        self._move(seat, start, taker, left_seat)
        # Prices at which everybody on the chain is content with what they have now.
        self.prices += np.maximum(end_cost - cost, 0)
        return placed

    def _move(self, seat: int, start: int, taker: Ints, left_seat: Ints) -> None:
        while True:
            mover, place = taker[self._thing_of_place[seat]].tolist()
            self._places.guest[seat] = mover
            self._held_worth[seat] = self._worth[mover, place]
            if mover == start:
                return
            seat = int(left_seat[mover])

    def _net(self, bidders: Ints) -> Ints:
        cols = self._cols[bidders]
        return np.where(cols == NOBODY, -_FAR, self._worth[bidders] - self.prices[cols])

    def _reach(self, frontier: Ints, lost: Ints, had: Ints, limit: int, cost: Ints, taker: Ints) -> Ints:
        """Things that the frontier gets at more cheaply than was known."""
        cols = self._cols[frontier]
        loss = np.maximum(had[frontier][:, None] - self._net(frontier), 0)
        total = lost[frontier][:, None] + loss
        row, place = np.nonzero((total < limit) & (total < cost[cols]) & (cols != NOBODY))
        things, totals = cols[row, place].astype(np.int64), total[row, place]
        order = np.lexsort((totals, things))
        things, first = np.unique(things[order], return_index=True)
        cost[things] = totals[order][first]
        taker[things] = np.stack([frontier[row[order][first]], place[order][first]], axis=1)
        return things

    def _displace(self, things: Ints, cost: Ints, lost: Ints, had: Ints, left_seat: Ints) -> Ints:
        """Those who would have to leave these things, where that is cheaper than was known."""
        counts = self._places.capacity[things]
        seats = np.repeat(self._places.first[things], counts) + within(counts)
        guests, costs = self._places.guest[seats], np.repeat(cost[things], counts)
        cheaper = costs < lost[guests]
        seats, guests, costs = seats[cheaper], guests[cheaper], costs[cheaper]
        order = np.lexsort((costs, guests))
        guests, first = np.unique(guests[order], return_index=True)
        lost[guests] = costs[order][first]
        left_seat[guests] = seats[order][first]
        had[guests] = self._held_worth[left_seat[guests]] - self.prices[self._thing_of_place[left_seat[guests]]]
        return guests
