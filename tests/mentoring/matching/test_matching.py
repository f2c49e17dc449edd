"""The modes of the matching, held against what plain Python says of each pair and brute force of each market."""

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks import mentoring_population
from cpd_community_xblock.mentoring.matching import fair as deferred
from cpd_community_xblock.mentoring.matching import lottery
from cpd_community_xblock.mentoring.matching import rules as spoken
from cpd_community_xblock.mentoring.matching.data import (
    Cancelled,
    CannotMatch,
    Learner,
    Mentor,
    Mode,
    Obstacle,
    Outcome,
    Pair,
    Placement,
    Plan,
    Problem,
    Relation,
    Rota,
    Rules,
    Span,
    Unplaced,
    WhyNot,
    Wish,
)
from cpd_community_xblock.mentoring.matching.data import Field as About
from cpd_community_xblock.mentoring.matching.explain import blocks, broken, why_not
from cpd_community_xblock.mentoring.matching.market import Market as Engine
from cpd_community_xblock.mentoring.matching.market import Roster
from cpd_community_xblock.mentoring.matching.progress import Watch
from cpd_community_xblock.mentoring.matching.run import match
from cpd_community_xblock.mentoring.matching.stability import blocking_pairs
from cpd_community_xblock.mentoring.matching.suggest import suggest
from tests.mentoring.matching.markets import Market, markets, matchings, permitted, points

SEED = 5
MODES = list(Mode)
SAME_SPECIALTY = (Wish(About.SPECIALTY, Relation.SAME, 50),)


def pairs(outcome: Outcome) -> dict[int, int]:
    return {item.learner_id: item.mentor_id for item in outcome.placements}


def run(market: Market, mode: Mode, **plan: object) -> Outcome:
    learners, mentors, rules = market
    return match(learners, mentors, rules, Plan(mode=mode, seed=SEED, **plan))  # type: ignore[arg-type]


def large(learners: int = 300, mentors: int = 70, capacity: int = 4) -> Market:
    return *mentoring_population.market(learners, mentors, capacity), mentoring_population.RULES


# What arrays say is what plain Python says.


@settings(max_examples=150, deadline=None)
@given(markets())
def test_each_pair_has_the_points_and_obstacles_that_the_rules_say(market: Market) -> None:
    learners, mentors, rules = market
    assume(learners and mentors)
    engine = Engine(learners, Roster(mentors, rules, seed=SEED))
    may = permitted((learners, [replace(mentor, capacity=1) for mentor in mentors], rules), Plan())
    rows, cols = np.divmod(np.arange(len(learners) * len(mentors)), len(mentors))
    allowed = engine.as_learners.permitted_pairs(rows, cols)
    backwards = engine.as_mentors.permitted_pairs(cols, rows)
    block = engine.as_learners.permitted(np.arange(len(learners)), np.arange(len(mentors)))
    both = engine.both(rows, cols)
    given = engine.learner_points.between(rows, cols)
    told = points(market)
    for place, (learner, mentor) in enumerate(product(learners, mentors)):
        pair = Pair(learner.id, mentor.id)
        assert allowed[place] == backwards[place] == block.ravel()[place] == (pair in may)
        assert both[place] == told[pair]
        assert given[place] == spoken.points(rules.learner_wishes, learner, mentor)


# Fair.


@settings(max_examples=150, deadline=None)
@given(markets())
def test_nobody_in_a_fair_matching_would_both_rather_have_each_other(market: Market) -> None:
    outcome = run(market, Mode.FAIR)
    learners, mentors, rules = market
    told = pairs(outcome)
    assert outcome.report.blocking_pairs == 0
    assert set(told.items()) <= {(pair.learner_id, pair.mentor_id) for pair in permitted(market, Plan())}
    for learner, mentor in product(learners, mentors):
        if Pair(learner.id, mentor.id) not in permitted(market, Plan()) or told.get(learner.id) == mentor.id:
            continue
        wanted = spoken.points(rules.learner_wishes, learner, mentor)
        own = next((item.learner_points for item in outcome.placements if item.learner_id == learner.id), -1)
        held = [item.mentor_points for item in outcome.placements if item.mentor_id == mentor.id]
        has_room = len(held) < mentor.capacity or min(held) < spoken.points(rules.mentor_wishes, mentor, learner)
        assert not (wanted > own and has_room)


def test_lists_that_go_on_when_they_run_out_lead_where_whole_lists_do() -> None:
    learners, mentors, rules = large()
    engine = Engine(learners, Roster(mentors, rules, seed=SEED))
    whole = deferred.fair(engine, wanted=deferred.preferences(engine, size=len(mentors)))
    short = deferred.fair(engine, wanted=deferred.preferences(engine, size=2))
    assert short.scored > len(learners)
    assert np.array_equal(whole.mentor_of, short.mentor_of)


def test_the_check_finds_a_matching_that_was_tampered_with() -> None:
    learners, mentors, rules = large()
    engine = Engine(learners, Roster(mentors, rules, seed=SEED))
    mentor_of = deferred.fair(engine).mentor_of
    assert len(blocking_pairs(engine, mentor_of)[0]) == 0
    first = np.flatnonzero(mentor_of != -1)[0]
    mentor_of[first] = -1
    blocking, looked = blocking_pairs(engine, mentor_of)
    assert looked == len(learners) * len(mentors)
    assert first in blocking[:, 0]
    some, looked = blocking_pairs(engine, mentor_of, sample=20_000, seed=1)
    assert looked == 20_000 and len(some)


def test_a_certificate_lets_anyone_recheck_in_plain_python() -> None:
    market = large(60, 15)
    learners, mentors, rules = market
    first = run(market, Mode.FAIR).placements[0]
    plan = Plan(seed=SEED, pinned=frozenset({Pair(first.learner_id, mentors[-1].id)}))
    outcome = match(learners, mentors, rules, plan)
    assert outcome.certificate is not None

    def found(placements: tuple[Placement, ...]) -> set[tuple[int, int]]:
        own = {item.learner_id: item for item in placements}
        looking = [learner for learner in learners if not (own.get(learner.id) and own[learner.id].pinned)]
        return {
            (learner.id, mentor.id)
            for learner, mentor in product(looking, mentors)
            if blocks(learner, mentor, own.get(learner.id), outcome.certificate, rules=rules, plan=plan)
        }

    assert found(outcome.placements) == set()
    dropped = next(item for item in outcome.placements if not item.pinned)
    left = tuple(item for item in outcome.placements if item is not dropped)
    assert {learner_id for learner_id, _mentor_id in found(left)} == {dropped.learner_id}


def test_lots_are_what_plain_python_draws_and_differ() -> None:
    ids = np.array([0, 1, 2, 7, 10**6, 2**32 - 1])
    for seed, side in product((0, 5, -3, 2**40 + 1), (0, 1)):
        drawn = lottery.draw(ids, seed=seed, side=side).tolist()
        assert drawn == [spoken.lot(id_, seed=seed, side=side) for id_ in ids.tolist()]
    many = lottery.draw(np.arange(300_000), seed=SEED, side=0)
    assert len(np.unique(many)) == len(many)
    assert lottery.order_for(many[:1], many[1:3]).tolist() == [
        spoken.mixed(int(many[0]) ^ int(other)) for other in many[1:3]
    ]


# Most places.


@settings(max_examples=150, deadline=None)
@given(markets(most_learners=5, most_mentors=3))
def test_no_matching_places_more_or_as_many_with_more_points(market: Market) -> None:
    outcome = run(market, Mode.MOST_PLACES)
    told = points(market)
    best = max(
        (len(made), sum(told[Pair(*pair)] for pair in made.items()))
        for made in matchings(market, permitted(market, Plan()))
    )
    assert outcome.report.placed == best[0]
    assert outcome.report.total >= best[1] * 0.9995
    assert len(outcome.placements) + len(outcome.unplaced) == len(market[0])


# Balanced.


@settings(max_examples=150, deadline=None)
@given(markets(most_learners=5, most_mentors=3), st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_balanced_places_as_many_as_can_be_without_costing_anyone_more_than_delta(market: Market, delta: float) -> None:
    learners, mentors, rules = market
    fair = {item.learner_id: item.learner_points for item in run(market, Mode.FAIR).placements}
    outcome = run(market, Mode.BALANCED, delta=delta)
    given = {(a.id, b.id): spoken.points(rules.learner_wishes, a, b) for a, b in product(learners, mentors)}

    def keeps(made: dict[int, int]) -> bool:
        return all(
            learner in made and given[learner, made[learner]] >= had * (1 - delta) - 1e-9
            for learner, had in fair.items()
        )

    assert keeps(pairs(outcome))
    assert outcome.report.placed == max(
        len(made) for made in matchings(market, permitted(market, Plan())) if keeps(made)
    )


# All modes.


@pytest.mark.parametrize("mode", MODES)
def test_the_order_of_the_rows_changes_nothing(mode: Mode) -> None:
    learners, mentors, rules = large()
    first = run((learners, mentors, rules), mode)
    random.Random(3).shuffle(learners)
    random.Random(4).shuffle(mentors)
    assert run((learners, mentors, rules), mode) == first


def test_the_seed_decides_between_equals() -> None:
    learners = [Learner(id=number) for number in range(6)]
    mentors = [Mentor(id=100, capacity=3)]
    chosen = {tuple(pairs(match(learners, mentors, Rules(), Plan(seed=seed)))) for seed in range(8)}
    assert len(chosen) > 1


@pytest.mark.parametrize("mode", MODES)
def test_pinned_and_forbidden_pairs_hold(mode: Mode) -> None:
    market = large()
    before = run(market, mode)
    kept, parted = before.placements[0], before.placements[1]
    other = next(mentor.id for mentor in market[1] if mentor.id != kept.mentor_id)
    plan = {
        "pinned": frozenset({Pair(kept.learner_id, other)}),
        "forbidden": frozenset({Pair(parted.learner_id, parted.mentor_id)}),
    }
    after = run(market, mode, **plan)
    assert pairs(after)[kept.learner_id] == other
    assert pairs(after).get(parted.learner_id) != parted.mentor_id
    assert max(after.report.load.values()) <= 4


@pytest.mark.parametrize("mode", MODES)
def test_without_learners_mentors_or_capacity_everybody_is_told_why(mode: Mode) -> None:
    learner, mentor = Learner(id=1, languages=frozenset({"en"})), Mentor(id=2, capacity=0)
    assert match([], [mentor], Rules(), Plan(mode=mode)).placements == ()
    assert match([learner], [], Rules(), Plan(mode=mode)).unplaced == {1: Unplaced.NO_PLACES}
    assert match([learner], [mentor], Rules(), Plan(mode=mode)).unplaced == {1: Unplaced.NO_PLACES}
    silent = replace(mentor, capacity=1)
    assert match([learner], [silent], Rules(shared_language=True), Plan(mode=mode)).unplaced == {1: Unplaced.RULES}
    two = match([learner, replace(learner, id=3)], [silent], Rules(), Plan(mode=mode))
    assert list(two.unplaced.values()) == [Unplaced.ALL_TAKEN]


@pytest.mark.parametrize("mode", MODES)
def test_a_matching_that_nobody_wants_any_more_stops(mode: Mode) -> None:
    told: list[str] = []

    def tell(step: str, share: float) -> None:
        assert 0 <= share <= 1
        told.append(step)

    learners, mentors, rules = large()
    match(learners, mentors, rules, Plan(mode=mode), watch=Watch(tell=tell))
    assert told[0] == "candidates" and told[-1] == "done"
    heard = len(told)
    with pytest.raises(Cancelled):
        match(learners, mentors, rules, Plan(mode=mode), watch=Watch(tell=tell, stop=lambda: len(told) >= heard + 3))


@pytest.mark.parametrize(
    ("rules", "plan", "problem"),
    [
        (Rules(), Plan(pinned=frozenset({Pair(1, 9)})), Problem.PINNED_UNKNOWN),
        (
            Rules(),
            Plan(pinned=frozenset({Pair(1, 3)}), forbidden=frozenset({Pair(1, 3)})),
            Problem.PINNED_AND_FORBIDDEN,
        ),
        (Rules(excluded=frozenset({Pair(1, 3)})), Plan(pinned=frozenset({Pair(1, 3)})), Problem.PINNED_AND_EXCLUDED),
        (Rules(), Plan(pinned=frozenset({Pair(1, 3), Pair(1, 4)})), Problem.PINNED_TWICE),
        (Rules(), Plan(pinned=frozenset({Pair(1, 3), Pair(2, 3)})), Problem.PINNED_OVER_CAPACITY),
        (Rules(shared_slots=1), Plan(), Problem.NO_SPAN),
        (Rules(shared_slots=85), Plan(), Problem.SLOTS_OUT_OF_RANGE),
        (Rules(learner_wishes=SAME_SPECIALTY * 2), Plan(), Problem.WISHED_TWICE),
        (Rules(mentor_wishes=(replace(SAME_SPECIALTY[0], weight=101),)), Plan(), Problem.WEIGHT_OUT_OF_RANGE),
        (Rules(), Plan(delta=1.5), Problem.DELTA_OUT_OF_RANGE),
    ],
)
def test_what_contradicts_itself_is_said_and_nothing_is_matched(rules: Rules, plan: Plan, problem: Problem) -> None:
    learners = [Learner(id=1), Learner(id=2)]
    mentors = [Mentor(id=3), Mentor(id=4)]
    with pytest.raises(CannotMatch) as raised:
        match(learners, mentors, rules, plan)
    assert raised.value.problem is problem


def test_the_same_person_twice_and_a_negative_capacity_are_refused() -> None:
    with pytest.raises(CannotMatch, match="same_id_twice"):
        match([Learner(id=1)] * 2, [], Rules(), Plan())
    with pytest.raises(CannotMatch, match="negative_capacity"):
        match([], [Mentor(id=1, capacity=-1)], Rules(), Plan())
    with pytest.raises(CannotMatch, match="id_out_of_range"):
        match([Learner(id=2**32)], [], Rules(), Plan())
    lost = Learner(id=1, rota=Rota("Mars/Olympus", (1,)))
    with pytest.raises(CannotMatch, match="unknown_zone"):
        match([lost], [], Rules(shared_slots=1, span=Span(date(2026, 10, 12), 1)), Plan())


# Reports.


def test_the_one_more_mentor_who_would_help_most_is_one_whom_those_waiting_may_have() -> None:
    learners = [Learner(id=number, specialty="renal", languages=frozenset({"cy"})) for number in range(5)]
    mentors = [
        Mentor(id=10, specialty="renal", languages=frozenset({"cy"}), capacity=2),
        Mentor(id=11, specialty="stroke", languages=frozenset({"en"}), capacity=2),
    ]
    rules = Rules(shared_language=True, learner_wishes=SAME_SPECIALTY)
    for mode in MODES:
        report = run((learners, mentors, rules), mode).report
        assert report.helpful[0].like_mentor_id == 10
        assert report.helpful[0].placed == 2


def test_why_not_this_mentor_is_answered() -> None:
    english, welsh = frozenset({"en"}), frozenset({"cy"})
    learners = [Learner(id=number, specialty="renal", languages=english) for number in range(2)]
    learners.append(Learner(id=2, specialty="stroke", languages=english))
    mentors = [
        Mentor(id=10, specialty="renal", languages=english),
        Mentor(id=11, specialty="stroke", languages=english),
        Mentor(id=12, specialty="renal", languages=welsh),
    ]
    rules = Rules(shared_language=True, learner_wishes=SAME_SPECIALTY, mentor_wishes=SAME_SPECIALTY)
    plan = Plan(seed=SEED)
    outcome = match(learners, mentors, rules, plan)

    def answer(learner: int, mentor: int) -> WhyNot:
        by_id = next(one for one in mentors if one.id == mentor)
        return why_not(outcome, learners[learner], by_id, rules=rules, plan=plan).why

    lucky = next(item.learner_id for item in outcome.placements if item.mentor_id == 10)
    assert answer(lucky, 10) is WhyNot.MATCHED
    assert answer(1 - lucky, 10) is WhyNot.CAME_FIRST
    assert answer(lucky, 11) is WhyNot.PREFERS_OWN
    assert answer(0, 12) is WhyNot.RULE
    assert spoken.obstacles(learners[0], mentors[2], rules, plan) == (Obstacle.LANGUAGE,)


@pytest.mark.parametrize("mode", MODES)
def test_many_equals_are_told_apart_by_the_seed_alone(mode: Mode) -> None:
    learners = [Learner(id=number) for number in range(1500)]
    mentors = [Mentor(id=number, capacity=3) for number in range(400)]
    outcome = match(learners, mentors, Rules(), Plan(mode=mode, seed=SEED))
    assert outcome.report.placed == 1200
    if mode is Mode.FAIR:
        assert outcome.report.blocking_pairs == 0


def test_capacities_beyond_all_measure_are_held_to_the_learners_there_are() -> None:
    learners = [Learner(id=number) for number in range(90)]
    for mode in MODES:
        outcome = match(learners, [Mentor(id=1, capacity=10**12), Mentor(id=2, capacity=60)], Rules(), Plan(mode=mode))
        assert outcome.report.placed == 90


@pytest.mark.parametrize("capacity", [1, 60, 100])
def test_mentors_with_many_places_get_all_that_they_can(capacity: int) -> None:
    learners, _mentors, rules = large(300, 1)
    mentors = [replace(mentor, capacity=capacity) for mentor in mentoring_population.market(1, 3, 1)[1]]
    may = permitted((learners, mentors, rules), Plan())
    outcome = run((learners, mentors, rules), Mode.MOST_PLACES)
    assert outcome.report.placed <= len(may)
    assert outcome.report.gap is not None and outcome.report.gap < 0.01
    assert set(outcome.report.load.values()) <= set(range(capacity + 1))


def test_people_who_cannot_be_placed_leave_the_gap_and_the_prices_what_they_are() -> None:
    """More of them than are placed one by one, with places free that none of them may have."""
    told = {"specialty": "renal"}
    learners = [Learner(id=number, languages=frozenset({"Welsh"}), **told) for number in range(8)]
    mentors = [
        Mentor(id=1000, capacity=3, languages=frozenset({"Welsh"}), **told),
        Mentor(id=1001, capacity=50, languages=frozenset({"English"}), **told),
    ]
    rules = Rules(shared_language=True, learner_wishes=SAME_SPECIALTY)
    outcome = match(learners, mentors, rules, Plan(mode=Mode.MOST_PLACES, seed=5))
    assert outcome.report.placed == 3
    assert outcome.report.gap is not None and outcome.report.gap < 0.01
    assert max(outcome.prices.values()) < 10**6


def test_the_gap_says_how_far_from_the_best_at_most() -> None:
    outcome = run(large(), Mode.MOST_PLACES)
    assert outcome.report.gap is not None
    assert 0 <= outcome.report.gap < 0.001


def test_places_that_are_all_pinned_are_taken_and_not_forbidden() -> None:
    learners = [Learner(id=1), Learner(id=2)]
    for mode in MODES:
        plan = Plan(mode=mode, pinned=frozenset({Pair(1, 5)}))
        assert match(learners, [Mentor(id=5)], Rules(), plan).unplaced == {2: Unplaced.ALL_TAKEN}


# One learner, and one more question.


def test_mentors_are_suggested_from_a_roster_made_before() -> None:
    learners, mentors, rules = large()
    roster = Roster(mentors, rules, seed=SEED)
    for learner in learners[:20]:
        newcomer = replace(learner, topics=learner.topics | {"something that no mentor knows"})
        told = points(([newcomer], mentors, rules))
        may = sorted((told[pair] for pair in permitted(([newcomer], mentors, rules), Plan())), reverse=True)
        found = suggest(newcomer, roster)
        assert [item.learner_points + item.mentor_points for item in found] == may[:5]
        full = {found[0].mentor_id: 4}
        assert found[0].mentor_id not in {item.mentor_id for item in suggest(newcomer, roster, taken=full)}
        apart = [Pair(newcomer.id, item.mentor_id) for item in found]
        assert not {item.mentor_id for item in found} & {
            item.mentor_id for item in suggest(newcomer, roster, apart=apart)
        }


def test_somebody_whom_no_rule_permits_anyone_is_suggested_nobody() -> None:
    mentors = [Mentor(id=1, languages=frozenset({"en"})), Mentor(id=2, languages=frozenset({"cy"}), capacity=0)]
    roster = Roster(mentors, Rules(shared_language=True), seed=SEED)
    assert suggest(Learner(id=1, languages=frozenset({"cy"})), roster) == ()
    assert suggest(Learner(id=1), Roster([], Rules(), seed=SEED)) == ()


def test_a_mentor_who_left_or_has_fewer_places_now_is_found_before_publishing() -> None:
    learners, mentors, rules = large()
    plan = Plan(seed=SEED)
    outcome = match(learners, mentors, rules, plan)
    now = {mentor.id: mentor for mentor in mentors}
    everyone = {learner.id: learner for learner in learners}
    assert broken(outcome.placements, everyone, now, rules=rules, plan=plan) == {}
    load = outcome.report.load
    busy = [mentor_id for mentor_id in load if load[mentor_id] >= 3]
    gone, tired, silent = busy[0], busy[1], busy[2]
    del now[gone]
    now[tired] = replace(now[tired], capacity=1)
    now[silent] = replace(now[silent], languages=frozenset())
    found = broken(outcome.placements, everyone, now, rules=rules, plan=plan)
    assert {pair.mentor_id for pair in found} == {gone, tired, silent}
    reasons = {one: [why for pair, why in found.items() if pair.mentor_id == one] for one in (gone, tired, silent)}
    assert reasons[gone] == [(Obstacle.LEFT,)] * load[gone]
    assert reasons[tired] == [(Obstacle.FULL,)] * (load[tired] - 1)
    assert reasons[silent] == [(Obstacle.LANGUAGE,)] * load[silent]


def test_nothing_heavy_is_loaded_before_something_is_matched() -> None:
    code = "import sys, cpd_community_xblock.mentoring.matching.rules; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
