"""The matching held against libraries that know nothing of it: ``matching`` for fair, scipy for most places."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from matching.games import HospitalResident
from scipy.optimize import linear_sum_assignment

from benchmarks import mentoring_population
from cpd_community_xblock.mentoring.matching.data import Mode, Plan
from cpd_community_xblock.mentoring.matching.market import Market as Engine
from cpd_community_xblock.mentoring.matching.market import Roster
from cpd_community_xblock.mentoring.matching.run import match
from tests.mentoring.matching.markets import Market, markets

PLACED = 10**7
SEEDS = range(4)


def stable(market: Market, seed: int) -> dict[int, int]:
    """What ``matching`` makes of a market in which ties are broken as published."""
    learners, mentors, rules = market
    engine = Engine(learners, Roster(mentors, rules, seed=seed))
    rows, cols = np.divmod(np.arange(len(learners) * len(mentors)), len(mentors))
    may = engine.as_learners.permitted_pairs(rows, cols) & (engine.mentors.capacity[cols] > 0)
    rows, cols = rows[may], cols[may]
    wanted, welcome = engine.learner_keys(rows, cols), engine.mentor_keys(rows, cols)
    of_learners: dict[int, list[int]] = {}
    of_mentors: dict[int, list[int]] = {}
    for place in np.argsort(-wanted).tolist():
        of_learners.setdefault(learners[rows[place]].id, []).append(mentors[cols[place]].id)
    for place in np.argsort(-welcome).tolist():
        of_mentors.setdefault(mentors[cols[place]].id, []).append(learners[rows[place]].id)
    if not of_learners:
        return {}
    capacity = {mentor.id: mentor.capacity for mentor in mentors if mentor.id in of_mentors}
    game = HospitalResident.create_from_dictionaries(of_learners, of_mentors, capacity)
    solved = game.solve(optimal="resident")
    return {guest.name: host.name for host, guests in solved.items() for guest in guests}


def fair(market: Market, seed: int) -> dict[int, int]:
    outcome = match(*market, Plan(mode=Mode.FAIR, seed=seed))
    return {item.learner_id: item.mentor_id for item in outcome.placements}


def best(market: Market, seed: int) -> tuple[int, int]:
    """The most that can be placed and their highest total."""
    learners, mentors, rules = market
    engine = Engine(learners, Roster(mentors, rules, seed=seed))
    rows, cols = np.divmod(np.arange(len(learners) * len(mentors)), len(mentors))
    worth = np.where(engine.as_learners.permitted_pairs(rows, cols), engine.both(rows, cols) + PLACED, 0)
    places = np.repeat(worth.reshape(len(learners), -1), engine.mentors.capacity, axis=1)
    chosen = places[linear_sum_assignment(places, maximize=True)]
    chosen = chosen[chosen > 0]
    return len(chosen), int((chosen - PLACED).sum())


@settings(max_examples=200, deadline=None)
@given(markets(most_learners=12, most_mentors=6))
def test_fair_is_what_the_other_library_finds(market: Market) -> None:
    assume(market[0] and market[1])
    assert fair(market, 3) == stable(market, 3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("capacity", [3, 5])
def test_fair_is_what_the_other_library_finds_in_a_whole_course(capacity: int, seed: int) -> None:
    market = (*mentoring_population.market(300, 70, capacity, seed=seed), mentoring_population.RULES)
    assert fair(market, seed) == stable(market, seed)


@settings(max_examples=200, deadline=None)
@given(markets(most_learners=12, most_mentors=6))
def test_most_places_reaches_the_optimum(market: Market) -> None:
    assume(market[0] and market[1])
    report = match(*market, Plan(mode=Mode.MOST_PLACES, seed=3)).report
    placed, total = best(market, 3)
    assert report.placed == placed
    assert report.total >= total * 0.9995


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("mentors", "capacity"), [(150, 3), (120, 5), (100, 5), (90, 5)])
def test_most_places_reaches_the_optimum_in_a_whole_course(mentors: int, capacity: int, seed: int) -> None:
    market = (*mentoring_population.market(500, mentors, capacity, seed=seed), mentoring_population.RULES)
    report = match(*market, Plan(mode=Mode.MOST_PLACES, seed=seed)).report
    placed, total = best(market, seed)
    assert report.placed == placed
    assert report.total >= total * 0.9995
