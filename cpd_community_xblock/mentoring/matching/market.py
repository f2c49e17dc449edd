"""Everyone who may be matched with anyone, without a table of all pairs.

Two thousand million pairs are too many to write down, and nearly all of them are of no interest. They are scored in
blocks, by one product of matrices each; after the first block of a row there is a score to beat, few of any further
block beat it, and only those few are asked what else the rules and the other side say of them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from cpd_community_xblock.mentoring.matching import features, lottery
from cpd_community_xblock.mentoring.matching.arrays import Flags, Floats, Ints, within
from cpd_community_xblock.mentoring.matching.data import Learner, Mentor, Pair, Rules, Step
from cpd_community_xblock.mentoring.matching.features import NO_ANSWER, Scorer, Side
from cpd_community_xblock.mentoring.matching.meetings import Availability, Meetings, meetings
from cpd_community_xblock.mentoring.matching.progress import UNWATCHED, Watch
from cpd_community_xblock.mentoring.matching.rules import LEARNERS, MENTORS

_ROWS, _COLS, _FIRST_COLS = 256, 2048, 512
"""Pairs scored at a time: 2 MB, which stays near the processor. Blocks begin small, until there is a score to beat."""
_THREADS, _WORTH_THREADS = 2, 8
"""How many rows of blocks are looked at side by side, and from how many on."""
_FEW = 0.1
"""The share of pairs below which they are asked one by one what the rules say of them."""
NEVER = np.float32(-np.inf)
_LOWEST = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Door:
    """Who of those looked at would take whom: those whose key of points and lot is above theirs (people looked at)."""

    scorer: Scorer
    cutoffs: Ints


@dataclass(frozen=True)
class Search:
    """What is looked for; arrays by row of those who look (``rows``) and of those looked at (``cols``).

    Wanted are the ``size`` with the most of ``scale`` times their points less their ``price``, for each who looks, of
    those who are ``open``, take the one who looks (``door``) and give them at least ``least`` points by ``own``.
    """

    scorer: Scorer
    size: int
    open: Flags
    scale: int = 1
    price: Ints | None = None
    door: Door | None = None
    own: Scorer | None = None
    least: Floats | None = None


@dataclass
class Lists:
    """The best first for each who looked: ``cols`` (rows, size), -1 where there are no more.

    ``ended`` says whose list holds everyone there is.
    """

    cols: Ints
    ended: Flags


class View:
    """The market as one side sees the other."""

    def __init__(self, side: int, looking: Side, found: Side, *, meets: Meetings | None, blocked: "_Blocked") -> None:
        self.looking = looking
        self.found = found
        self._side = side
        self._meets = meets
        self._blocked = blocked

    def best(self, rows: Ints, search: Search, *, watch: Watch = UNWATCHED, step: Step | None = None) -> Lists:
        """The best of those found for each of ``rows``, in memory that does not grow with all pairs."""
        lists = Lists(np.full((len(rows), search.size), -1, dtype=np.int64), np.zeros(len(rows), dtype=np.bool_))
        cols = np.flatnonzero(search.open)
        at = search.scorer.at
        if len(cols) < len(at):
            at = at[cols]

        def look(start: int) -> int:
            places = slice(start, start + _ROWS)
            lists.cols[places], lists.ended[places] = self._best(rows[places], cols, at, search)
            return min(start + _ROWS, len(rows))

        for done in _side_by_side(look, range(0, len(rows), _ROWS)):
            watch.check()
            if step:
                watch.at(step, done, len(rows))
        return lists

    def first_to_reach(self, rows: Ints, search: Search, *, watch: Watch = UNWATCHED) -> Ints:
        """For each of those looked at who are open, one of ``rows`` who may have them; -1 for whom nobody may."""
        reached = np.full(len(self.found), -1, dtype=np.int64)
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            candidates = np.flatnonzero(search.open & (reached == -1))
            if not len(candidates):
                break
            for cols in _blocks(candidates):
                watch.check()
                may = self.permitted(some, cols)
                if search.own is not None and search.least is not None:
                    may &= search.own.block(some, cols) >= search.least[some][:, None]
                found = may.any(axis=0)
                reached[cols[found]] = some[may.argmax(axis=0)[found]]
        return reached

    def _best(self, rows: Ints, cols: Ints, at: Floats, search: Search) -> tuple[Ints, Flags]:
        """The best of ``cols``, whose vectors ``at`` holds, for each of ``rows``."""
        best = _Best(len(rows), search.size)
        of = (search.scorer.of[rows] * search.scale).astype(np.float32, copy=False)
        start = 0
        for block in _blocks(cols):
            net: Floats = of @ at[start : start + len(block)].T
            start += len(block)
            if search.price is not None:
                net -= search.price[block].astype(np.float32)
            best.take(*self._worth_a_look(rows, block, net, search, best.least))
        return best.cols(), best.count < search.size

    def _worth_a_look(
        self, rows: Ints, cols: Ints, net: Floats, search: Search, least: Ints
    ) -> tuple[Ints, Ints, Ints]:
        """Who of ``cols`` may be among the best of whom of ``rows``: places in rows, cols, and their keys."""
        may = net >= np.where(least == _LOWEST, NEVER, least >> 32).astype(np.float32)[:, None]
        if np.count_nonzero(may) >= _FEW * may.size:
            # Nothing to beat yet, or many equals.
            keys = lottery.key(net, self._ties(rows[:, None], cols))
            may &= keys > least[:, None]
            may &= self._agreed(rows[:, None], cols, search, lambda scorer: scorer.block(rows, cols))
            if np.count_nonzero(may) >= _FEW * may.size:
                may &= self.permitted(rows, cols)
                if len(cols) > search.size:
                    keys[~may] = _LOWEST
                    last = len(cols) - search.size
                    may &= keys >= np.partition(keys, last, axis=1)[:, last, None]
                row, col = np.nonzero(may)
                return row, cols[col], keys[row, col]
        row, col = np.divmod(np.flatnonzero(may), len(cols))
        given, row_of, col_of = net[row, col], rows[row], cols[col]
        keys = lottery.key(given, self._ties(row_of, col_of))
        kept = keys > least[row]
        kept &= self._agreed(row_of, col_of, search, lambda scorer: scorer.between(row_of, col_of))
        kept[kept] = self.permitted_pairs(row_of[kept], col_of[kept])
        return row[kept], col_of[kept], keys[kept]

    def _ties(self, rows: Ints, cols: Ints) -> Ints:
        return lottery.order_for(self.looking.lots[rows], self.found.lots[cols])

    def _agreed(
        self, rows: Ints, cols: Ints, search: Search, points: Callable[[Scorer], Floats | Ints]
    ) -> Flags | np.bool_:
        """Whether those found would take who looks, and are good enough for them. Shapes broadcast."""
        agreed: Flags | np.bool_ = np.True_
        if search.door is not None:
            agreed = lottery.key(points(search.door.scorer), self.looking.lots[rows]) > search.door.cutoffs[cols]
        if search.own is not None and search.least is not None:
            agreed = agreed & (points(search.own) >= search.least[rows])
        return agreed

    def permitted(self, rows: Ints, cols: Ints) -> Flags:
        """Whom the rules permit whom: (rows, cols)."""
        may = self.looking.languages[rows] @ self.found.languages[cols].T > 0
        if self._meets is not None:
            may &= self._meets.among(self._side, rows, cols)
        for own, other in zip(self.looking.units, self.found.units, strict=True):
            unit = own[rows][:, None]
            may &= (unit != other[cols]) | (unit == NO_ANSWER)
        self._blocked.clear(may, rows, cols)
        return may

    def permitted_pairs(self, rows: Ints, cols: Ints) -> Flags:
        """Whether the rules permit the first of ``rows`` the first of ``cols``, …"""
        may = (self.looking.languages[rows] * self.found.languages[cols]).any(axis=1)
        if self._meets is not None:
            may &= self._meets.between(self._side, rows, cols)
        for own, other in zip(self.looking.units, self.found.units, strict=True):
            may &= (own[rows] != other[cols]) | (own[rows] == NO_ANSWER)
        return may & ~self._blocked.has(rows, cols)


def _side_by_side(look: Callable[[int], int], starts: Sequence[int]) -> Iterator[int]:
    """Look from several starts at once: numpy lets go of the interpreter while it works. In order, as they are done."""
    if len(starts) < _WORTH_THREADS:
        yield from map(look, starts)
        return
    with ThreadPoolExecutor(_THREADS) as threads:
        looks = [threads.submit(look, start) for start in starts]
        try:
            for one in looks:
                yield one.result()
        finally:
            for one in looks:
                one.cancel()


def _blocks(cols: Ints) -> Iterator[Ints]:
    start, size = 0, _FIRST_COLS
    while start < len(cols):
        yield cols[start : start + size]
        start += size
        size = min(start, _COLS)


class Roster:
    """The mentors as whoever looks will find them: made once, for a whole market or for one learner after another."""

    def __init__(self, mentors: Sequence[Mentor], rules: Rules, *, seed: int) -> None:
        self.rules = rules
        self.seed = seed
        self.words = features.Words(mentors, rules)
        capacity = np.array([mentor.capacity for mentor in mentors], dtype=np.int64)
        self.side = self.words.side(MENTORS, mentors, capacity, seed=seed)
        self.vectors = np.concatenate([self.side.has, self.side.wants], axis=1)
        self.rows = {mentor.id: row for row, mentor in enumerate(mentors)}
        self.availability = Availability(mentors)
        self._excluded: defaultdict[int, list[int]] = defaultdict(list)
        for pair in rules.excluded:
            if pair.mentor_id in self.rows:
                self._excluded[pair.learner_id].append(self.rows[pair.mentor_id])

    def blocked(self, learners: Sequence[Learner], apart: Collection[Pair]) -> Ints:
        """Rows of learners and mentors (pairs, 2) who may not be together, whatever else the rules say."""
        pairs = [(row, col) for row, one in enumerate(learners) for col in self._excluded.get(one.id, ())]
        if apart:
            rows = {learner.id: row for row, learner in enumerate(learners)}
            known = (pair for pair in apart if pair.learner_id in rows and pair.mentor_id in self.rows)
            pairs += [(rows[pair.learner_id], self.rows[pair.mentor_id]) for pair in known]
        return np.array(pairs, dtype=np.int64).reshape(-1, 2)


class Market:
    """Learners and a roster of mentors, with what each side gives the other."""

    def __init__(self, learners: Sequence[Learner], roster: Roster, *, apart: Collection[Pair] = ()) -> None:
        rules = roster.rules
        # Nobody ever holds more learners than there are.
        mentors = replace(roster.side, capacity=np.minimum(roster.side.capacity, len(learners)))
        self.mentors = mentors
        self.learners = roster.words.side(LEARNERS, learners, np.ones(len(learners), dtype=np.int64), seed=roster.seed)
        vectors = np.concatenate([self.learners.wants, self.learners.has], axis=1)
        self.learner_points = Scorer(self.learners.wants, mentors.has)
        self.mentor_points = Scorer(self.learners.has, mentors.wants)
        self.both_points = Scorer(vectors, roster.vectors)
        self.both_points_of_mentors = Scorer(roster.vectors, vectors)
        meets = None
        if rules.shared_slots and rules.span is not None and len(learners) and len(mentors):
            sides = Availability(learners), roster.availability
            meets = meetings(sides, span=rules.span, at_least=rules.shared_slots)
        blocked = roster.blocked(learners, apart)
        self.as_learners = View(LEARNERS, self.learners, mentors, meets=meets, blocked=_Blocked(blocked, len(mentors)))
        self.as_mentors = View(
            MENTORS, mentors, self.learners, meets=meets, blocked=_Blocked(blocked[:, ::-1], len(learners))
        )

    def learner_keys(self, learners: Ints, mentors: Ints) -> Ints:
        """How much each learner wants the mentor beside them: strictly more is strictly better, for one learner."""
        points = self.learner_points.between(learners, mentors)
        return lottery.key(points, lottery.order_for(self.learners.lots[learners], self.mentors.lots[mentors]))

    def mentor_keys(self, learners: Ints, mentors: Ints) -> Ints:
        """How much each mentor wants the learner beside them: strictly more is strictly better, for one mentor."""
        points = self.mentor_points.between(learners, mentors)
        return lottery.key(points, self.learners.lots[learners].astype(np.int64))

    def both(self, learners: Ints, mentors: Ints) -> Ints:
        return self.both_points.between(learners, mentors)


@dataclass
class _Blocked:
    """Single pairs that may not be, by row of those who look."""

    pairs: Ints
    found: int
    _codes: Ints = field(init=False)

    def __post_init__(self) -> None:
        self._codes = np.unique(self.pairs[:, 0] * self.found + self.pairs[:, 1])

    def clear(self, may: Flags, rows: Ints, cols: Ints) -> None:
        """Set to False those of ``may`` (rows, cols) that are blocked."""
        if not len(self._codes):
            return
        first = np.searchsorted(self._codes, rows * self.found)
        counts = np.searchsorted(self._codes, (rows + 1) * self.found) - first
        if not counts.any():
            return
        codes = self._codes[np.repeat(first, counts) + within(counts)]
        place_of = np.full(self.found, -1, dtype=np.int64)
        place_of[cols] = np.arange(len(cols))
        place = place_of[codes % self.found]
        may[np.repeat(np.arange(len(rows)), counts)[place >= 0], place[place >= 0]] = False

    def has(self, rows: Ints, cols: Ints) -> Flags:
        if not len(self._codes):
            return np.zeros(len(rows), dtype=np.bool_)
        codes = rows * self.found + cols
        place = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.asarray(self._codes[place] == codes)


class _Best:
    """The best so far of each of several who look, by their keys of net points and of what breaks ties."""

    def __init__(self, looking: int, size: int) -> None:
        self._size = size
        self._row = self._col = self._key = np.zeros(0, dtype=np.int64)
        self.least = np.full(looking, _LOWEST)
        """The key to beat."""
        self.count = np.zeros(looking, dtype=np.int64)

    def take(self, row: Ints, col: Ints, key: Ints) -> None:
        """See whether any of those found are among the best; arrays (pairs,)."""
        if not len(row):
            return
        row, col, key = np.r_[self._row, row], np.r_[self._col, col], np.r_[self._key, key]
        order = np.lexsort((~key, row))
        counts = np.bincount(row, minlength=len(self.least))
        kept = order[within(counts) < self._size]
        self._row, self._col, self._key = row[kept], col[kept], key[kept]
        self.count = np.minimum(counts, self._size)
        full = self.count == self._size
        last = np.cumsum(self.count) - 1
        self.least[full] = self._key[last[full]]

    def cols(self) -> Ints:
        cols = np.full((len(self.least), self._size), -1, dtype=np.int64)
        cols[self._row, within(self.count)] = self._col
        return cols
