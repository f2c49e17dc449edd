"""The last few of an auction, placed by the cheapest chain of moves (Jonker and Volgenant 1987).

Where a few more want something than can have it, an auction spends most of its time on them: prices climb in small
steps until one gives up. A chain leads from someone who has nothing over things that others have, and would give up
for something else, to a thing that is left over. Its cost is what all on it lose together, at the prices of the moment
never less than nothing for any of them, so that the cheapest is found by looking at each thing again only when it was
reached more cheaply.
"""

from collections import Counter

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Ints, within
from cpd_community_xblock.mentoring.matching.data import Step
from cpd_community_xblock.mentoring.matching.places import NOBODY, Places
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch

_NEAR = 512
"""Things are looked at in the order of their cost, so far apart at a time: few are then reached twice."""
_FAR = np.iinfo(np.int64).max // 4
_FEW = 4
"""So many are placed one by one."""
_LOSS = 0.00005
"""The share of the whole total that chains may cost which come true together with cheaper ones."""


class _Explored:
    """What chains from some bidders lead to.

    ``cost`` and ``taker`` (things,) say how cheaply a thing is reached, by whom and by which place on their list;
    ``lost``, ``had`` and ``left_seat`` (bidders,) what those have lost so far who would have to leave a place, what
    they had there, and which it is. ``end`` is the cheapest thing left over.
    """

    def __init__(self, things: int, bidders: int) -> None:
        self.cost = np.full(things, _FAR, dtype=np.int64)
        self.taker = np.full((things, 2), NOBODY, dtype=np.int64)
        self.lost = np.full(bidders, _FAR, dtype=np.int64)
        self.had = np.zeros(bidders, dtype=np.int64)
        self.left_seat = np.full(bidders, NOBODY, dtype=np.int64)
        self.end, self.end_cost = NOBODY, _FAR


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
        """Give each of these one thing more, where a chain leads to one; gives those to whom none does.

        While there are many, chains are looked for from all of them at once, and those come true that cost little more
        than the cheapest. The others are placed one by one.
        """
        left = Counter(bidders.tolist())
        slack = int(_LOSS * self._held_worth[self._places.guest != NOBODY].sum() / max(len(bidders), 1))
        while left.total() > _FEW:
            watch.at(Step.CHAINS, len(bidders) - left.total(), len(bidders))
            placed = self._place_many(np.array(sorted(left), dtype=np.int64), slack)
            left -= Counter(placed)
            if not placed:
                break
        without = []
        for number, bidder in enumerate(sorted(left.elements())):
            watch.at(Step.CHAINS, len(bidders) - left.total() + number, len(bidders))
            if not self._place(bidder):
                without.append(bidder)
        return np.array(without, dtype=np.int64)

    def _place_many(self, starts: Ints, slack: int) -> list[int]:
        """Place those to whom the cheapest chains lead, one each; gives who they are."""
        chains = self._explored(starts, slack)
        if chains.end == NOBODY:  # And prices stay: there is nothing that they could lead to.
            return []
        ends = np.flatnonzero((self._left > 0) & (chains.cost <= chains.end_cost + slack) & (chains.cost < _FAR))
        placed: set[int] = set()
        for end in ends[np.argsort(chains.cost[ends], kind="stable")].tolist():
            start = self._start_of(end, chains)
            if start not in placed:  # Chains from different starts have nobody in common.
                placed.add(start)
                self._move(self._seat_left(end), chains)
        self._pay(chains)
        return sorted(placed)

    def _place(self, start: int) -> bool:
        chains = self._explored(np.array([start], dtype=np.int64), 0)
        if chains.end != NOBODY:
            self._move(self._seat_left(chains.end), chains)
            self._pay(chains)
            return True
        # Everybody cannot have one: then whoever has least of it goes without.
        kept = chains.lost + chains.had
        without = int(kept.argmin())
        if without == start or kept[without] >= chains.had[start]:
            return False
        self._move(int(chains.left_seat[without]), chains)
        chains.end_cost = int(kept[without])
        self._pay(chains)
        return False

    def _explored(self, starts: Ints, slack: int) -> "_Explored":
        """What everything costs that chains lead to from these, up to little more than the cheapest thing left over."""
        found = _Explored(len(self._left), len(self._cols))
        found.lost[starts] = 0
        found.had[starts] = self._net(starts).max(axis=1)
        frontier, waiting = starts, np.zeros(0, dtype=np.int64)
        while len(frontier) or len(waiting):
            things = self._reach(frontier, found, slack)
            ends = things[self._left[things] > 0]
            if len(ends) and found.cost[ends].min() < found.end_cost:
                found.end = int(ends[found.cost[ends].argmin()])
                found.end_cost = int(found.cost[found.end])
            waiting = np.union1d(waiting, things[self._left[things] == 0])
            waiting = waiting[found.cost[waiting] < found.end_cost + slack]
            near = found.cost[waiting] <= found.cost[waiting].min(initial=_FAR) + _NEAR
            frontier = self._displace(waiting[near], found)
            waiting = waiting[~near]
        return found

    def _start_of(self, end: int, found: "_Explored") -> int:
        mover = int(found.taker[end, 0])
        while (seat := int(found.left_seat[mover])) != NOBODY:
            mover = int(found.taker[self._thing_of_place[seat], 0])
        return mover

    def _seat_left(self, thing: int) -> int:
        """A place of a thing that nobody has, and from now on somebody."""
        self._left[thing] -= 1
        span = self._places.of(thing)
        return int(span.start) + int(np.flatnonzero(self._places.guest[span] == NOBODY)[0])

    def _move(self, seat: int, found: "_Explored") -> None:
        """Everybody on the chain that ends here moves up by one."""
        while seat != NOBODY:
            mover, place = found.taker[self._thing_of_place[seat]].tolist()
            self._places.guest[seat] = mover
            self._held_worth[seat] = self._worth[mover, place]
            seat = int(found.left_seat[mover])

    def _pay(self, found: "_Explored") -> None:
        """Prices at which everybody on the chains is content with what they have now."""
        self.prices += np.maximum(found.end_cost - found.cost, 0)

    def _net(self, bidders: Ints) -> Ints:
        cols = self._cols[bidders]
        return np.where(cols == NOBODY, -_FAR, self._worth[bidders] - self.prices[cols])

    def _reach(self, frontier: Ints, found: "_Explored", slack: int) -> Ints:
        """Things that the frontier gets at more cheaply than was known."""
        cols = self._cols[frontier]
        loss = np.maximum(found.had[frontier][:, None] - self._net(frontier), 0)
        total = found.lost[frontier][:, None] + loss
        limit = np.minimum(found.cost[cols], found.end_cost + slack)
        row, place = np.nonzero((total < limit) & (cols != NOBODY))
        things, totals = cols[row, place].astype(np.int64), total[row, place]
        order = np.lexsort((totals, things))
        things, first = np.unique(things[order], return_index=True)
        found.cost[things] = totals[order][first]
        found.taker[things] = np.stack([frontier[row[order][first]], place[order][first]], axis=1)
        return things

    def _displace(self, things: Ints, found: "_Explored") -> Ints:
        """Those who would have to leave these things, where that is cheaper than was known."""
        counts = self._places.capacity[things]
        seats = np.repeat(self._places.first[things], counts) + within(counts)
        guests, costs = self._places.guest[seats], np.repeat(found.cost[things], counts)
        cheaper = costs < found.lost[guests]
        seats, guests, costs = seats[cheaper], guests[cheaper], costs[cheaper]
        order = np.lexsort((costs, guests))
        guests, first = np.unique(guests[order], return_index=True)
        left = seats[order][first]
        found.lost[guests], found.left_seat[guests] = costs[order][first], left
        found.had[guests] = self._held_worth[left] - self.prices[self._thing_of_place[left]]
        return guests
