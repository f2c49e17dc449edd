"""An auction in which prices only rise (Bertsekas 1988; for places that are alike, Bertsekas and Castañon 1989).

Whoever bids offers, for each thing that they would like best at the prices of the moment, so much that the best they
pass over would be worth as much to them, and ``epsilon`` more. At the end nobody could do better by more than
``epsilon`` for each thing, so that the total is within ``epsilon`` for each thing sold of the highest there is.

Bidders know a part of what is on sale. As prices only rise, nothing that they do not know of is ever worth more to
them than the last on their list was when the list was made: before they go below that, their list is made anew.
"""

from collections import deque
from dataclasses import dataclass, replace
from heapq import heappush, heappushpop

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Cols, Flags, Ints
from cpd_community_xblock.mentoring.matching.data import Step
from cpd_community_xblock.mentoring.matching.features import Scorer
from cpd_community_xblock.mentoring.matching.market import Search, View
from cpd_community_xblock.mentoring.matching.paths import Chains
from cpd_community_xblock.mentoring.matching.places import NOBODY, OPEN, Places
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch

_NOTHING = np.iinfo(np.int64).min // 4
_NOTHING_32 = np.iinfo(np.int32).min // 2
_CHUNK = 1 << 17
_TOGETHER = 96
_WIDER = 2
"""How much longer lists are when they are made anew: those who come back once do so again and again."""
_ROUNDS, _BIDS, _BIDS_EACH = 4_000, 20_000, 2
"""How many rounds and single bids an auction may take, and how many bids more for each thing that is wanted, before the
last are placed by chains."""
_LEFT_OVER = 8
"""Things left over that everyone is told of for the chains."""


@dataclass(frozen=True)
class Terms:
    """``scale`` is what a point is worth in prices, ``reserve`` below what net worth nobody bids (negative)."""

    scale: int
    epsilon: int
    reserve: int
    list_size: int


class Auction:
    """Bidders (rows of a view) with a demand each, for things (cols of it) of which there are so many each.

    Either the demand of all is 1 or there is one of each thing.
    """

    def __init__(self, view: View, scorer: Scorer, *, demand: Ints, supply: Ints, terms: Terms) -> None:
        self._view = view
        self._scorer = scorer
        self._terms = terms
        self._demand = demand
        self._single = bool((supply <= 1).all())
        self._open: Flags = supply > 0
        self.places = Places(supply)
        self.missing = demand.copy()
        self._most_bids = _BIDS + _BIDS_EACH * int(demand.sum())
        self._chain_prices: Ints | None = None
        self.rounds = self.bids = self.searches = 0
        bidders = len(demand)
        self._size = np.zeros(bidders, dtype=np.int64)
        self._cols = np.full((bidders, _WIDER * terms.list_size), NOBODY, dtype=np.int32)
        self._worth = np.full(self._cols.shape, _NOTHING_32, dtype=np.int32)
        self._beyond = np.full(bidders, np.iinfo(np.int64).max // 2, dtype=np.int64)
        """What nothing outside someone's list is worth more than, net of its price."""

    @property
    def prices(self) -> Ints:
        """(things,); 0 for those not sold out."""
        if self._chain_prices is not None:
            return self._chain_prices
        least = self.places.least
        return np.where((least == OPEN) | ~self._open, 0, least >> 32)

    def run(self, *, watch: Watch = UNWATCHED) -> Ints:
        """Sell until everybody has what they want at these prices; gives the bidders who have less than that."""
        bidding = np.flatnonzero(self.missing > 0)
        while len(bidding) and self._goes_on():
            self._look_again(bidding, watch)
            later = []
            while len(bidding) and self._goes_on():
                watch.at(Step.AUCTION, int(self._demand.sum() - self.missing.sum()), int(self._demand.sum()))
                bidding, short = self._one_by_one(bidding) if len(bidding) <= _TOGETHER else self._round(bidding)
                later.append(short)
            bidding = np.unique(np.concatenate(later))
            bidding = bidding[self.missing[bidding] > 0]
        return np.flatnonzero(self.missing > 0)

    def _goes_on(self) -> bool:
        return self.rounds < _ROUNDS and self.bids < self._most_bids

    def settle(self, *, watch: Watch = UNWATCHED) -> Ints:
        """Place those who have less than they want by chains; gives those for whom there is none.

        For these, everybody is told of what is left over, which is mostly what nobody wanted.
        """
        wanting = np.flatnonzero(self.missing > 0)
        host = np.repeat(np.arange(len(self._open)), self.places.capacity)
        host[self.places.guest == NOBODY] = NOBODY
        taken = np.bincount(host[host != NOBODY], minlength=len(self._open))
        everyone = np.arange(len(self._demand))
        left_over = replace(self._search(_LEFT_OVER, self.prices), open=taken < self.places.capacity)
        known = np.concatenate([self._view.best(everyone, left_over, watch=watch).cols, self._cols], axis=1)
        chains = Chains(
            self.places,
            self.prices,
            known,
            self._worth_of(everyone, known),
            self._worth_of(self.places.guest, host[:, None])[:, 0],
        )
        without = chains.place(np.repeat(wanting, self.missing[wanting]), watch=watch)
        self._chain_prices = chains.prices
        return without

    def bound(self, sold: int, *, watch: Watch = UNWATCHED) -> int:
        """What so many things sold cannot be worth more than, whoever has which: weak duality.

        A thing is worth its price to the total and what is more than its price to whoever has it; so the prices of all
        there are and the best that the luckiest could gain at them bound every other way of giving things out.
        """
        prices = self.prices
        most = int(self._demand.max(initial=1))
        gains = self._gains(self._cols, self._worth, prices, most)
        wanted = np.minimum(self._demand, most)[:, None] - 1
        last = np.take_along_axis(gains, np.maximum(wanted, 0), axis=1)[:, 0]
        # Prices have only risen since: nothing outside a list is worth more than was noted when it was made.
        unsure = np.flatnonzero((last < self._beyond) & (self._demand > 0))
        if len(unsure):
            cols = self._view.best(unsure, self._search(most, prices), watch=watch).cols
            gains[unsure] = self._gains(cols, self._worth_of(unsure, cols), prices, most)
        told = np.sort(gains[np.arange(most) < self._demand[:, None]])[::-1][:sold]
        return int(told.sum() + prices @ self.places.capacity)

    @staticmethod
    def _gains(cols: Ints | Cols, worth: Ints | Cols, prices: Ints, most: int) -> Ints:
        """The highest that bidders would gain by things on their lists, best first (bidders, most)."""
        net = np.where(cols == NOBODY, _NOTHING, worth - prices[cols])
        return -np.sort(-net, axis=1)[:, :most]

    def _search(self, size: int, prices: Ints) -> Search:
        return Search(self._scorer, size=size, open=self._open, scale=self._terms.scale, price=prices)

    def _look_again(self, bidders: Ints, watch: Watch) -> None:
        """Lists of what is worth most to bidders at the prices of the moment."""
        prices = self.prices
        known = self._size[bidders] > 0
        for some, size in (
            (bidders[~known], self._terms.list_size),
            (bidders[known], _WIDER * self._terms.list_size),
        ):
            if not len(some):
                continue
            step = None if self.searches else Step.CANDIDATES
            lists = self._view.best(some, self._search(size, prices), watch=watch, step=step)
            worth = self._worth_of(some, lists.cols)
            self._cols[some, :size], self._worth[some, :size] = lists.cols, worth
            self._beyond[some] = np.where(lists.ended, _NOTHING, worth[:, -1] - prices[lists.cols[:, -1]])
            self._size[some] = size
            self.searches += len(some)

    def _worth_of(self, bidders: Ints, cols: Ints) -> Ints:
        """What things on lists (bidders, list) are worth to each, in prices."""
        row, place = np.nonzero(cols != NOBODY)
        worth = np.full(cols.shape, _NOTHING_32, dtype=np.int64)
        for start in range(0, len(row), _CHUNK):
            some, at = row[start : start + _CHUNK], place[start : start + _CHUNK]
            points = self._scorer.between(bidders[some], cols[some, at])
            worth[some, at] = points * self._terms.scale
        return worth

    def _round(self, bidders: Ints) -> tuple[Ints, Ints]:
        """All bid at once (Jacobi): who bids next, and whose list is used up. Whoever gives up is neither."""
        self.rounds += 1
        width = int(self._size[bidders].max())
        cols = self._cols[bidders, :width]
        prices = self._prices_of(cols)
        net = np.where(cols == NOBODY, _NOTHING, self._worth[bidders, :width] - prices)
        if self._single:
            net[self.places.guest[self.places.first[cols]] == bidders[:, None]] = _NOTHING
        wanted = self.missing[bidders]
        order = np.argsort(-net, axis=1, kind="stable")
        at = np.arange(len(bidders))[:, None]
        falling = net[at, order]
        most = int(wanted.max())
        limit = np.maximum(self._beyond[bidders], self._terms.reserve)
        passed_over = np.maximum(
            np.where(wanted < falling.shape[1], falling[at[:, 0], np.minimum(wanted, falling.shape[1] - 1)], _NOTHING),
            limit,
        )
        falling, order = falling[:, :most], order[:, :most]
        bids = (np.arange(falling.shape[1]) < wanted[:, None]) & (falling >= limit[:, None])
        row, rank = np.nonzero(bids)
        col = cols[row, order[row, rank]].astype(np.int64)
        offer = prices[row, order[row, rank]] + falling[row, rank] - passed_over[row] + self._terms.epsilon
        tie = self._view.looking.lots[bidders[row]].astype(np.int64)
        np.subtract.at(self.missing, bidders[row], 1)
        lost = self.places.offer(bidders[row], col, (offer << 32) | tie)
        np.add.at(self.missing, lost, 1)
        silent = bidders[~bids.any(axis=1)]
        short = silent[self._beyond[silent] > self._terms.reserve]
        again = np.unique(np.concatenate([bidders[bids.any(axis=1)], lost]))
        return again[self.missing[again] > 0], short

    def _one_by_one(self, bidders: Ints) -> tuple[Ints, Ints]:
        """One bid after another (Gauss-Seidel): what ``_round`` does, for so few that arrays would cost more.

        Where a few more want something than can have it, this is where prices climb until one of them gives up.
        """
        queue = deque(bidders.tolist())
        queued = set(queue)
        hall = _Hall(self.places, self.prices)
        short = []
        budget = _BIDS
        while queue and budget:
            budget -= 1
            bidder = queue.popleft()
            queued.discard(bidder)
            cols = self._cols[bidder, : self._size[bidder]]
            net = self._worth[bidder, : self._size[bidder]] - hall.prices[cols]
            if self._single:
                net[hall.owner[cols] == bidder] = _NOTHING
            at = int(net.argmax())
            best, thing = int(net[at]), int(cols[at])
            beyond = int(self._beyond[bidder])
            limit = max(beyond, self._terms.reserve)
            if best < limit:
                if beyond > self._terms.reserve:
                    short.append(bidder)
                continue
            net[at] = _NOTHING
            offer = int(hall.prices[thing]) + best - max(int(net.max()), limit) + self._terms.epsilon
            loser = hall.sell(thing, bidder, (offer << 32) | int(self._view.looking.lots[bidder]))
            self.missing[bidder] -= 1
            if self.missing[bidder]:
                queued.add(bidder)
                queue.appendleft(bidder)
            if loser != NOBODY:
                self.missing[loser] += 1
                if loser not in queued:
                    queued.add(loser)
                    queue.append(loser)
        hall.close()
        self.bids += _BIDS - budget
        return _rows(sorted(queued)), _rows(short)

    def _prices_of(self, cols: Cols) -> Ints:
        least = self.places.least[cols]
        return np.where(least == OPEN, 0, least >> 32)

    def worth_of_one_more(self) -> Ints:
        """What each bidder would gain from one more thing at these prices, 0 where nothing is left (bidders,)."""
        net = np.where(self._cols == NOBODY, 0, self._worth - self._prices_of(self._cols))
        if self._single:
            owner = self.places.guest[self.places.first[self._cols]]
            net[owner == np.arange(len(net))[:, None]] = 0
        return np.asarray(net.max(axis=1, initial=0))


class _Hall:
    """The places of a few things, taken out of their arrays for a while."""

    def __init__(self, places: Places, prices: Ints) -> None:
        self.prices = prices
        self.owner = np.append(places.guest, NOBODY)[places.first]
        """Who has a thing, where there is one of each."""
        self._places = places
        self._held: dict[int, list[tuple[int, int]]] = {}

    def sell(self, thing: int, bidder: int, key: int) -> int:
        """Give a place away; whose it was, if anyone's."""
        held = self._of(thing)
        loser = NOBODY
        if len(held) < self._places.capacity[thing]:
            heappush(held, (key, bidder))
        else:
            loser = heappushpop(held, (key, bidder))[1]
        if len(held) == self._places.capacity[thing]:
            self.prices[thing] = held[0][0] >> 32
        self.owner[thing] = bidder
        return loser

    def _of(self, thing: int) -> list[tuple[int, int]]:
        if thing not in self._held:
            places = self._places.of(thing)
            pairs = zip(self._places.key[places].tolist(), self._places.guest[places].tolist(), strict=True)
            self._held[thing] = sorted(pair for pair in pairs if pair[1] != NOBODY)
        return self._held[thing]

    def close(self) -> None:
        for thing, held in self._held.items():
            self._places.put(thing, sorted(held, reverse=True))


def _rows(numbers: list[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)
