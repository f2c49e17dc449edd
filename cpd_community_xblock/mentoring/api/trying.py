"""What rules and wishes come to before an author saves them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cpd_community_xblock.mentoring import example
from cpd_community_xblock.mentoring.api import market
from cpd_community_xblock.mentoring.data import Effect, Met
from cpd_community_xblock.mentoring.matching.data import (
    Learner,
    Mentor,
    Obstacle,
    Outcome,
    Person,
    Plan,
    Relation,
    Rules,
    Unplaced,
    Wish,
)
from cpd_community_xblock.mentoring.matching.run import match

MOST = 300
"""Learners, and mentors: an author waits for the answer."""


def effect(*, space_id: int | None, rules: Rules, offered: Mapping[str, Sequence[str]], today: date) -> Effect:
    """With the people who take part now; with made-up ones where either side has nobody yet."""
    learners, mentors = _there(space_id, today)
    is_cut = len(learners) > MOST or len(mentors) > MOST
    if is_example := not (learners and mentors):
        learners, mentors = example.people(offered)
    elif space_id is not None:
        rules = market.rules(space_id=space_id, rules=rules)
    return _tried(learners[:MOST], mentors[:MOST], rules, is_example=is_example, is_cut=is_cut)


def _there(space_id: int | None, today: date) -> tuple[list[Learner], list[Mentor]]:
    if space_id is None:
        return [], []
    return market.learners(space_id=space_id), market.mentors(space_id=space_id, today=today)


def _tried(learners: list[Learner], mentors: list[Mentor], rules: Rules, *, is_example: bool, is_cut: bool) -> Effect:
    # What the rules leave is the same however full a mentor is.
    anyone = [replace(mentor, capacity=max(mentor.capacity, 1)) for mentor in mentors]
    without = _without(learners, anyone, rules)
    left = [learner for learner in learners if learner.id in without]
    lifting = {
        obstacle.value: len(left) - len(_without(left, anyone, lifted)) for obstacle, lifted in _lifted(rules).items()
    }
    helped = {id_ for lifted in _lifted(rules).values() for id_ in without - _without(left, anyone, lifted)}
    outcome = match(learners, mentors, rules, Plan())
    return Effect(
        learners=len(learners),
        mentors=len(mentors),
        is_example=is_example,
        is_cut=is_cut,
        without=len(without),
        lifting={name: count for name, count in lifting.items() if count},
        several=len(without - helped),
        placed=outcome.report.placed,
        met=_met(outcome, learners, mentors, rules),
        places=sum(mentor.capacity for mentor in mentors),
    )


def _without(learners: list[Learner], mentors: list[Mentor], rules: Rules) -> set[int]:
    """The learners whom the rules leave no mentor at all."""
    if not learners:
        return set()
    # Without wishes there is nothing to weigh, and the same people are left over.
    plain = replace(rules, learner_wishes=(), mentor_wishes=())
    unplaced = match(learners, mentors, plain, Plan()).unplaced
    return {id_ for id_, why in unplaced.items() if why is Unplaced.RULES}


def _lifted(rules: Rules) -> dict[Obstacle, Rules]:
    """The rules without each one of them that stands."""
    lifted = {
        Obstacle.LANGUAGE: rules.shared_language and replace(rules, shared_language=False),
        Obstacle.SLOTS: rules.shared_slots and replace(rules, shared_slots=0, span=None),
        Obstacle.TEAM: rules.not_same_team and replace(rules, not_same_team=False),
        Obstacle.EXCLUDED: rules.excluded and replace(rules, excluded=frozenset()),
    }
    return {obstacle: without for obstacle, without in lifted.items() if isinstance(without, Rules)}


def _met(outcome: Outcome, learners: list[Learner], mentors: list[Mentor], rules: Rules) -> tuple[Met, ...]:
    """How many of the pairs meet each wish that either side has."""
    by_id: dict[int, Person] = {person.id: person for person in (*learners, *mentors)}
    pairs = [(by_id[pair.learner_id], by_id[pair.mentor_id]) for pair in outcome.placements]
    wishes = dict.fromkeys((wish.field, wish.relation) for wish in (*rules.learner_wishes, *rules.mentor_wishes))
    met = []
    for field, relation in wishes:
        count = sum(_meets(Wish(field, relation, 1), one, other) for one, other in pairs)
        met.append(Met(field.value, relation.value, round(100 * count / len(pairs)) if pairs else 0))
    return tuple(met)


def _meets(wish: Wish, learner: Person, mentor: Person) -> bool:
    one, other = getattr(learner, wish.field), getattr(mentor, wish.field)
    if wish.field.has_many:
        return bool(one & other) is (wish.relation is Relation.SAME)
    return bool(one or other) and (one == other) is (wish.relation is Relation.SAME)
