"""Mentors for one learner after another, out of an index of everyone who takes learners."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cpd_community_xblock.mentoring import rules
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching.market import Roster
from cpd_community_xblock.mentoring.matching.suggest import suggest

LOOKED_AT = 60
"""Of those who fit a learner best, how many are looked at closely. Of equals each learner has others among them."""


class Finder:
    """An index of mentors with the places that they have free.

    It is made for one request: of 1,000 mentors in 2 ms, a fifth of what reading them takes. Keeping it would save no
    more than that, and people change.
    """

    def __init__(self, mentors: Sequence[matching.Mentor], pair_rules: matching.Rules, *, seed: int) -> None:
        self.rules = pair_rules
        self.mentors = {who.id: rules.with_known_hours(who) for who in mentors}
        self._seed = seed
        self._taken: Counter[int] = Counter()
        self._roster = Roster(list(self.mentors.values()), pair_rules, seed=seed)

    def best(
        self,
        learner: matching.Learner,
        *,
        without: Collection[int] = (),
        asked: Mapping[int, int] | None = None,
    ) -> list[matching.Mentor]:
        """The mentors with a place free whom a learner is shown, but for those ``without``; best first.

        ``asked`` counts the requests that wait for each mentor's answer.
        """
        if not self.mentors:
            return []
        apart = [matching.Pair(learner.id, mentor_id) for mentor_id in {*without, learner.id}]
        near = suggest(learner, self._roster, size=LOOKED_AT, taken=self._taken, apart=apart)
        there = [self._now(self.mentors[item.mentor_id]) for item in near]
        return rules.suggested(learner, there, self.rules, asked=asked or {}, seed=self._seed)

    def _now(self, mentor: matching.Mentor) -> matching.Mentor:
        return replace(mentor, capacity=mentor.capacity - self._taken[mentor.id])

    def take(self, mentor_id: int, *, all_places: bool = False) -> None:
        """One of a mentor's places is gone; or as it has turned out, all of them."""
        self._taken[mentor_id] += self.mentors[mentor_id].capacity if all_places else 1
