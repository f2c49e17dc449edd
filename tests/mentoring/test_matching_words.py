"""The matching in words, for learners, mentors and facilitators."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from cpd_community_xblock.mentoring import wording
from cpd_community_xblock.mentoring.data import Answer, Problem, Side
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching.data import Field, Learner, Mentor, Relation, Rota, Rules, Span, Wish
from cpd_community_xblock.mentoring.matching.rules import shared_slots

SPAN = Span(date(2026, 9, 21), 12)
SAME = tuple(Wish(field, Relation.SAME, weight) for field, weight in zip(Field, (10, 40, 5, 60, 80), strict=True))
LEARNER = Learner(
    1,
    profession="Nursing",
    specialty="Mental health",
    setting="A hospice",
    languages=frozenset({"English", "Welsh"}),
    topics=frozenset({"Research and audit"}),
    goals=frozenset({"Plan my next career step"}),
    rota=Rota("Europe/London", (0b1011,)),
)
MENTOR = Mentor(
    2,
    profession="Nursing",
    specialty="Mental health",
    setting="A prison",
    languages=frozenset({"English", "Welsh", "Urdu"}),
    topics=frozenset({"Research and audit", "Teaching"}),
    goals=frozenset({"Plan my next career step"}),
    rota=Rota("Europe/London", (0b1110,)),
)
RULES = Rules(span=SPAN, learner_wishes=SAME)


def test_reasons_begin_with_what_most_was_wished_for() -> None:
    assert wording.reasons(LEARNER, MENTOR, RULES) == (
        "Can help with a goal of yours: “Plan my next career step”",
        "You both chose the topic “Research and audit”",
        "You both work in mental health",
        "Your profession is the same: nursing",
        "You both speak English",
        "You both speak Welsh",
        "You share 2 free times a week",
    )


def test_a_mentor_reads_what_they_share_and_a_facilitator_that_they_do() -> None:
    keys = wording.reason_keys(LEARNER, MENTOR, RULES)
    mentor, facilitator = ([wording.reason(key, side) for key in keys] for side in (Side.MENTOR, None))
    assert mentor[0] == "Has a goal that you can help with: “Plan my next career step”"
    assert facilitator[0] == "The mentor can help with a goal that the learner has"
    words = {*LEARNER.goals, *LEARNER.topics, *LEARNER.languages, LEARNER.specialty, LEARNER.profession} - {""}
    assert [(word, told) for told in facilitator for word in words if word.casefold() in told.casefold()] == []
    assert facilitator[-1] == "They share 2 free times a week"
    assert all(mentor) and all(facilitator)


def test_a_wish_for_somebody_different_is_met_by_a_difference() -> None:
    rules = replace(RULES, learner_wishes=tuple(replace(wish, relation=Relation.DIFFERENT) for wish in SAME))
    keys = wording.reason_keys(LEARNER, MENTOR, rules)
    assert "different:setting" in keys and not [key for key in keys if key.startswith("same:")]
    assert wording.reason("different:setting", Side.LEARNER) == "Knows another kind of place than yours"


def test_what_nobody_wished_for_and_what_was_not_told_is_no_reason() -> None:
    assert wording.reasons(Learner(1), Mentor(2), RULES) == ()
    rules = replace(RULES, learner_wishes=(Wish(Field.SPECIALTY, Relation.SAME, 0),), span=None)
    assert wording.reason_keys(LEARNER, MENTOR, rules) == ("language:English", "language:Welsh")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Rota("Europe/London", (0b1011,)), Rota("Europe/London", (0b1110,))),
        (Rota("Europe/London", (0b1011, 0b1), date(2026, 9, 7)), Rota("Europe/London", (0b1011,))),
        (Rota("Europe/London", (0b1111,)), Rota("Europe/Madrid", (0b1111,))),
        (Rota("Europe/London", (0b1111,)), Rota("America/New_York", (0b1111 << 9,))),
        (Rota("Asia/Kolkata", (2**84 - 1,)), Rota("Europe/London", (2**84 - 1,))),
    ],
)
def test_shared_times_are_those_that_the_rules_count(one: Rota, other: Rota) -> None:
    keys = wording.reason_keys(Learner(1, rota=one), Mentor(2, rota=other), RULES)
    count = shared_slots(one, other, SPAN)
    assert keys == ((f"slots:{count}",) if count else ())


@pytest.mark.parametrize("key", ["", "same", "same:team:Blue", "slots:x", "slots:", "more:of:it", ":::"])
def test_a_key_that_is_none_says_nothing(key: str) -> None:
    assert wording.reason(key, Side.LEARNER) == ""


def test_words_of_an_author_may_hold_anything() -> None:
    told = wording.reason("same:topics:Sepsis: 100 % sure?", Side.MENTOR)
    assert told == "You both chose the topic “Sepsis: 100 % sure?”"
    assert wording.reason("same:specialty:ENT", Side.MENTOR) == "You both work in ENT"
    with translation.override("de"):
        assert wording.reason("same:specialty:Innere Medizin", Side.MENTOR).endswith("Innere Medizin")


def test_every_problem_obstacle_and_reason_of_the_engine_has_its_words() -> None:
    names = {1: "Amara Test"}
    told = [wording.problem(Problem(kind.value, (1,), "x"), names) for kind in matching.Problem]
    confided = {matching.Obstacle.EXCLUDED, matching.Obstacle.TEAM, matching.Obstacle.LINE}
    open_ones = set(matching.Obstacle) - confided
    told += [" ".join(wording.answer(Answer("rule", 1, 1, 1, (one.value,)), names)) for one in open_ones]
    told += [" ".join(wording.answer(Answer(why.value, 1, 1, 1), names)) for why in matching.WhyNot if why != "rule"]
    told += [wording.unplaced([why.value]) for why in matching.Unplaced]
    told += [wording.still_waiting(why.value) for why in matching.Unplaced]
    assert all(told) and len(set(told)) == len(told)
    # Each was promised that nobody sees it, so that facilitators are not told which it was, or how many.
    together = wording.answer(Answer("rule", 1, 1, 1, tuple(one.value for one in confided)), names)
    assert len(together) == 1
    assert all(wording.answer(Answer("rule", 1, 1, 1, (one.value,)), names) == together for one in confided)
    assert not [words for words in told if "%(" in words]
    assert [wording.mode(mode.value) for mode in matching.Mode] == ["Fair", "Most places", "Balanced"]


def test_every_step_of_the_engine_has_its_words() -> None:
    steps = [step.value for step in getattr(matching, "Step", ()) if step.value != "done"]
    told = [wording.step(name) for name in ("people", *steps)]
    assert len(set(told)) == len(told)
    assert wording.step("") == "Waiting for its turn" and wording.step("unheard of") == "Matching"


def test_a_long_list_of_people_is_cut_and_those_who_are_gone_are_somebody() -> None:
    names = {number: f"P{number}" for number in range(2, 40)}
    told = wording.problem(Problem("pinned_twice", tuple(range(1, 40))), names)
    assert told.startswith("Kept with two mentors at once: somebody, P2, P3") and "P10 and 29 more." in told


def test_nobodys_confidence_is_broken_in_saying_why_two_are_kept_apart() -> None:
    [told] = wording.answer(Answer("rule", 1, 2, None, ("excluded",)), {1: "Amara", 2: "Grace"})
    assert "Amara" not in told and "Grace" not in told
