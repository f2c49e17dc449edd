"""Who may do what in a partnership, and whom a learner is shown."""

from collections import Counter
from datetime import timedelta
from statistics import mean

import pytest

from cpd_community_xblock.mentoring import rules
from cpd_community_xblock.mentoring.data import Origin, Side, State, Way
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.rules import Act
from tests.builders import START, day

L, M = Side.LEARNER, Side.MENTOR
NOBODY, BOTH = frozenset(), frozenset(Side)
OVER = [state for state in State if not state.is_current]


def acts(side: Side | None, state: State, accepted: frozenset[Side]) -> set[Act]:
    return {act for act in Act if rules.may(act, side, state=state, accepted=accepted)}


@pytest.mark.parametrize(
    ("state", "accepted", "side", "may"),
    [
        (State.PROPOSED, NOBODY, L, {Act.ACCEPT, Act.DECLINE, Act.REPORT}),
        (State.PROPOSED, NOBODY, M, {Act.ACCEPT, Act.DECLINE, Act.REPORT}),
        (State.PROPOSED, {L}, L, {Act.TAKE_BACK, Act.REPORT}),
        (State.PROPOSED, {L}, M, {Act.ACCEPT, Act.DECLINE, Act.REPORT}),
        (State.PROPOSED, {M}, L, {Act.ACCEPT, Act.DECLINE, Act.REPORT}),
        (State.PROPOSED, {M}, M, {Act.TAKE_BACK, Act.REPORT}),
        (State.PROPOSED, {L}, None, {Act.LAPSE, Act.REMATCH}),
        (State.ACTIVE, BOTH, L, {Act.WRITE, Act.COMPLETE, Act.END, Act.REPORT}),
        (State.ACTIVE, BOTH, M, {Act.WRITE, Act.COMPLETE, Act.END, Act.REPORT}),
        (State.ACTIVE, BOTH, None, {Act.REMATCH}),
        *[(state, BOTH, side, {Act.REPORT}) for state in OVER for side in Side],
        *[(state, NOBODY, None, set()) for state in OVER],
    ],
)
def test_what_each_may_do(state: State, accepted: frozenset[Side], side: Side | None, may: set[Act]) -> None:
    assert acts(side, state, accepted) == may


@pytest.mark.parametrize(
    ("act", "side", "state", "accepted", "then"),
    [
        (Act.ACCEPT, L, State.PROPOSED, NOBODY, State.PROPOSED),
        (Act.ACCEPT, M, State.PROPOSED, NOBODY, State.PROPOSED),
        (Act.ACCEPT, M, State.PROPOSED, {L}, State.ACTIVE),
        (Act.ACCEPT, L, State.PROPOSED, {M}, State.ACTIVE),
        (Act.DECLINE, M, State.PROPOSED, {L}, State.DECLINED),
        (Act.TAKE_BACK, L, State.PROPOSED, {L}, State.TAKEN_BACK),
        (Act.LAPSE, None, State.PROPOSED, {L}, State.LAPSED),
        (Act.COMPLETE, M, State.ACTIVE, BOTH, State.COMPLETED),
        (Act.END, L, State.ACTIVE, BOTH, State.ENDED),
        (Act.REMATCH, None, State.ACTIVE, BOTH, State.REMATCHED),
        (Act.WRITE, L, State.ACTIVE, BOTH, State.ACTIVE),
        (Act.REPORT, L, State.ENDED, BOTH, State.ENDED),
    ],
)
def test_what_it_leads_to(act: Act, side: Side | None, state: State, accepted: frozenset[Side], then: State) -> None:
    assert rules.after(act, side, state=state, accepted=accepted) is then


def test_every_end_is_over() -> None:
    ends = [Act.DECLINE, Act.TAKE_BACK, Act.LAPSE, Act.COMPLETE, Act.END, Act.REMATCH]
    assert [rules.after(act, None, state=State.ACTIVE, accepted=BOTH) for act in ends] == [
        State.DECLINED,
        State.TAKEN_BACK,
        State.LAPSED,
        State.COMPLETED,
        State.ENDED,
        State.REMATCHED,
    ]
    assert not any(state.is_current for state in OVER)


@pytest.mark.parametrize(
    ("state", "expires_at", "has"),
    [
        (State.PROPOSED, day(3), False),
        (State.PROPOSED, day(2), True),
        (State.PROPOSED, day(1), True),
        (State.PROPOSED, None, False),
        (State.ACTIVE, day(1), False),
        (State.DECLINED, day(1), False),
    ],
)
def test_a_proposal_lapses_at_the_moment_that_was_named(state: State, expires_at, has: bool) -> None:
    assert rules.has_lapsed(state, expires_at, day(2)) is has


@pytest.mark.parametrize(
    ("act", "accepted", "since"),
    [
        (Act.DECLINE, {L}, START),
        (Act.DECLINE, NOBODY, START),
        (Act.TAKE_BACK, {L}, START),
        (Act.LAPSE, {L}, START),
        (Act.LAPSE, NOBODY, day(5)),
        (Act.LAPSE, {M}, day(5)),
        (Act.END, BOTH, day(5)),
        (Act.REMATCH, BOTH, day(5)),
        (Act.COMPLETE, BOTH, None),
    ],
)
def test_nobody_loses_their_turn_by_what_was_not_their_doing(act: Act, accepted, since) -> None:
    assert rules.keeps_waiting_from(act, accepted, since=START, now=day(5)) == since


@pytest.mark.parametrize(
    ("act", "origin", "was", "is_on"),
    [
        (Act.DECLINE, Origin.REQUEST, True, True),
        (Act.DECLINE, Origin.REQUEST, False, False),
        (Act.LAPSE, Origin.REQUEST, False, False),
        (Act.TAKE_BACK, Origin.REQUEST, True, False),
        (Act.DECLINE, Origin.WAITING_LIST, False, True),
        (Act.LAPSE, Origin.RUN, False, True),
        (Act.TAKE_BACK, Origin.RUN, False, True),
        (Act.END, Origin.REQUEST, False, True),
        (Act.REMATCH, Origin.REQUEST, False, True),
    ],
)
def test_a_mentor_is_found_for_whoever_wanted_that(act: Act, origin: Origin, was: bool, is_on: bool) -> None:
    assert rules.stays_on_list(act, origin, is_on_list=was) is is_on


@pytest.mark.parametrize(
    ("before", "suggested", "proposed"),
    [
        ([], True, True),
        ([State.TAKEN_BACK], True, False),
        ([State.COMPLETED], True, True),
        ([State.DECLINED], False, False),
        ([State.LAPSED], False, False),
        ([State.ENDED], False, False),
        ([State.REMATCHED], False, False),
        ([State.COMPLETED, State.ENDED], False, False),
    ],
)
def test_what_came_to_nothing_is_not_tried_again(before: list[State], suggested: bool, proposed: bool) -> None:
    assert rules.is_suggested_again(before) is suggested
    assert rules.is_proposed_again(before) is proposed


@pytest.mark.parametrize(
    ("way", "published", "whom"),
    [
        (Way.RUN, 0, None),
        (Way.RUN, 1, True),
        (Way.BOTH, 0, False),
        (Way.BOTH, 2, True),
        (Way.SUGGEST, 0, False),
        (Way.SUGGEST, 1, False),
    ],
)
def test_before_a_run_is_published_only_those_on_the_list_are_tried(way: Way, published: int, whom) -> None:
    terms = rules.Terms(rules=matching.Rules(), hours=72, way=way)
    assert rules.tries_list(terms, published=published) is whom


# Whom a learner is shown.

GOALS = matching.Wish(matching.Field.GOALS, matching.Relation.SAME, 100)
WISHED = matching.Rules(shared_language=True, learner_wishes=(GOALS,))
ENGLISH = frozenset({"English"})


def learner(id_: int = 1, *goals: str) -> matching.Learner:
    return matching.Learner(id=id_, languages=ENGLISH, goals=frozenset(goals or {"lead"}))


def mentor(id_: int, *goals: str, capacity: int = 1, languages: frozenset[str] = ENGLISH) -> matching.Mentor:
    return matching.Mentor(id=id_, languages=languages, goals=frozenset(goals), capacity=capacity)


def shown(who: matching.Learner, mentors: list[matching.Mentor], **more) -> list[int]:
    return [found.id for found in rules.suggested(who, mentors, WISHED, **{"asked": {}, "seed": 7, **more})]


def test_whoever_fits_best_comes_first() -> None:
    mentors = [mentor(10, "rest"), mentor(11, "lead", "teach"), mentor(12, "lead", "teach", "rest")]
    assert shown(learner(1, "lead", "teach", "rest"), mentors) == [12, 11, 10]


def test_only_those_with_a_place_whom_the_rules_permit_are_shown() -> None:
    mentors = [mentor(10, "lead", capacity=0), mentor(11, "lead", languages=frozenset({"Welsh"})), mentor(12)]
    assert shown(learner(), mentors) == [12]


def test_five_are_shown_at_most() -> None:
    assert len(shown(learner(), [mentor(id_, "lead") for id_ in range(10, 40)])) == 5


def test_a_better_fit_outweighs_any_load() -> None:
    mentors = [mentor(10, "lead"), mentor(11, capacity=9)]
    assert shown(learner(), mentors, asked={10: 5}) == [10, 11]


def test_a_learner_is_shown_the_same_as_long_as_nothing_changes() -> None:
    mentors = [mentor(id_, "lead") for id_ in range(10, 40)]
    assert shown(learner(), mentors) == shown(learner(), mentors[::-1])


def test_nobody_fits() -> None:
    assert shown(learner(), []) == shown(learner(), [mentor(10, languages=frozenset())]) == []


def test_mentors_come_first_as_often_as_they_have_room() -> None:
    mentors = [mentor(10, "lead", capacity=4), mentor(11, "lead", capacity=2), mentor(12, "lead", capacity=2)]
    first = Counter(shown(learner(id_), mentors, asked={12: 1})[0] for id_ in range(1, 2001))
    # Weights of 4, 2 and 2 / 2.
    assert first[10] / 2000 == pytest.approx(4 / 7, abs=0.04)
    assert first[11] / 2000 == pytest.approx(2 / 7, abs=0.04)
    assert first[12] / 2000 == pytest.approx(1 / 7, abs=0.04)


def test_200_learners_who_look_at_once_want_each_of_60_mentors_about_as_often() -> None:
    """With the same page before all of them: what the order alone does, before anybody has asked."""
    mentors = [mentor(1000 + number, "lead", capacity=3) for number in range(60)]
    first = Counter(shown(learner(id_), mentors)[0] for id_ in range(1, 201))
    assert len(first) >= 55
    assert max(first.values()) <= 10
    assert mean(first.values()) < 4


def test_hours_to_answer_begin_when_it_is_sent() -> None:
    terms = rules.Terms(rules=matching.Rules(), hours=48, way=Way.BOTH)
    assert terms.expires(START) == START + timedelta(hours=48)
