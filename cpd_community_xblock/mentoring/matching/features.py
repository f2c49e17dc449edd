"""People as arrays: what the rules and wishes ask of them, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cpd_community_xblock.mentoring.matching import lottery
from cpd_community_xblock.mentoring.matching.arrays import Floats, Ints, Lots
from cpd_community_xblock.mentoring.matching.data import POINTS, Field, Person, Relation, Rules, Wish

NO_ANSWER = -1
_UNITS = ("team", "line")


@dataclass(frozen=True)
class Side:
    """The learners, or the mentors, of a market; n people.

    ``languages`` (n, languages) is 1 where someone speaks one, ``units`` (2, n) are the codes of team and line. A
    learner's row of ``wants`` times a mentor's of ``has`` is how well the mentor meets the learner's wishes, in points,
    and the other way round: both are (n, words).
    """

    ids: Ints
    lots: Lots
    capacity: Ints
    units: Ints
    languages: Floats
    wants: Floats
    has: Floats

    def __len__(self) -> int:
        return len(self.ids)


class Words:
    """What mentors say, as columns. A learner's word that none of them says finds nobody, and has no column."""

    def __init__(self, mentors: Sequence[Person], rules: Rules) -> None:
        self._wishes = (rules.learner_wishes, rules.mentor_wishes)
        wished = {wish.field for wishes in self._wishes for wish in wishes if wish.weight}
        self._columns = {field: _numbered(mentors, field) for field in Field if field in wished}
        self._languages = _numbered(mentors, "languages") if rules.shared_language else None
        self._units = {name: _numbered(mentors, name) for name in _UNITS if rules.not_same_team}

    def side(self, side: int, people: Sequence[Person], capacity: Ints, *, seed: int) -> Side:
        """The arrays of one side. What no rule or wish asks for is left out."""
        ids = np.array([person.id for person in people], dtype=np.int64)
        wants, has = self._wanted(self._wishes[side], people)
        return Side(
            ids=ids,
            lots=lottery.draw(ids, seed=seed, side=side),
            capacity=capacity,
            units=self._codes(people),
            languages=_ones(people, "languages", self._languages) if self._languages is not None else _anything(people),
            wants=wants,
            has=has,
        )

    def _wanted(self, wishes: Sequence[Wish], people: Sequence[Person]) -> tuple[Floats, Floats]:
        """For each field a column for each word, and one that is 1 for whoever can be different from somebody."""
        wish_of = {wish.field: wish for wish in wishes if wish.weight}
        wants, has = [_nothing(people)], [_nothing(people)]
        for field, columns in self._columns.items():
            said = _ones(people, field, columns)
            count = np.array([len(_set(getattr(person, field))) for person in people], dtype=np.int64)
            answered = (count > 0).astype(np.float32)[:, None]
            has += [said, _anything(people) if field.has_many else answered]
            wish = wish_of.get(field)
            if wish is None:
                wants += [np.zeros_like(said), _nothing(people)]
                continue
            whole = wish.weight * POINTS
            each = (whole // np.maximum(count, 1)).astype(np.float32)[:, None]
            if wish.relation is Relation.SAME:
                wants += [said * each, _nothing(people)]
            else:
                wants += [-said * each, answered * np.float32(whole)]
        return np.concatenate(wants, axis=1), np.concatenate(has, axis=1)

    def _codes(self, people: Sequence[Person]) -> Ints:
        codes = np.full((len(self._units), len(people)), NO_ANSWER, dtype=np.int64)
        for row, (name, numbers) in enumerate(self._units.items()):
            codes[row] = [numbers.get(getattr(person, name), NO_ANSWER) for person in people]
        return codes


@dataclass(frozen=True)
class Scorer:
    """Points for any pair, as the product of a row of who looks (``of``) and a row of who is looked at (``at``)."""

    of: Floats
    at: Floats

    def block(self, rows: Ints, cols: Ints) -> Floats:
        """(rows, cols)."""
        return self.of[rows] @ self.at[cols].T

    def between(self, rows: Ints, cols: Ints) -> Ints:
        """Points of the first of ``rows`` for the first of ``cols``, of the second for the second, …"""
        return np.asarray(np.einsum("ij,ij->i", self.of[rows], self.at[cols]), dtype=np.int64)


def _set(said: str | frozenset[str]) -> frozenset[str]:
    """One answer as a set of at most one."""
    if isinstance(said, str):
        return frozenset({said}) if said else frozenset()
    return said


def _numbered(people: Sequence[Person], name: str) -> dict[str, int]:
    said: set[str | frozenset[str]] = {getattr(person, name) for person in people}
    words = {word for one in said for word in _set(one)}
    return {word: number for number, word in enumerate(sorted(words))}


def _ones(people: Sequence[Person], name: str, columns: Mapping[str, int]) -> Floats:
    """(people, words): 1 where somebody has a word."""
    rows, cols = [], []
    for row, person in enumerate(people):
        for word in _set(getattr(person, name)):
            if word in columns:
                rows.append(row)
                cols.append(columns[word])
    ones = np.zeros((len(people), len(columns)), dtype=np.float32)
    ones[rows, cols] = 1
    return ones


def _anything(people: Sequence[Person]) -> Floats:
    return np.ones((len(people), 1), dtype=np.float32)


def _nothing(people: Sequence[Person]) -> Floats:
    return np.zeros((len(people), 1), dtype=np.float32)
