"""The simulated cohort plays fair: the same people for every rule, nobody where they cannot be, the real rules."""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import community_picture
from benchmarks.community_measure import OURS, RULES, busiest_tenth, figures, gini, outcome, outcomes, play
from benchmarks.community_model import (
    END,
    PROMISE,
    ROSTERS,
    SHARING_ENDS,
    START,
    ZONE,
    Kind,
    Roster,
    Shift,
    Thread,
    Visit,
    World,
    die,
    make_world,
)
from benchmarks.community_rules import Asking, FixedAllocation, FreeChoice, OldestFirst, Talk, WeightTree
from cpd_community_xblock.conversation import rules
from cpd_community_xblock.conversation.data import Responder, Waiting

ROOT = Path(__file__).resolve().parents[2]
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(3, size=40, kind=Kind.ORDINARY)


def told(visits: tuple[Visit, ...]) -> list[tuple[int, datetime, list[int]]]:
    return [(visit.person.number, visit.at, [thread.number for thread in visit.shares]) for visit in visits]


def test_a_seed_gives_the_same_again() -> None:
    assert outcomes(8, Kind.TIRED, 5) == outcomes(8, Kind.TIRED, 5)
    assert outcomes(8, Kind.TIRED, 5) != outcomes(8, Kind.TIRED, 6)


def test_every_rule_meets_the_same_visits_and_reflections() -> None:
    world = make_world(1, size=8, kind=Kind.KEEN)
    before = told(world.visits)
    for rule in RULES.values():
        assert [talk.thread for talk in play(world, rule(world))] == list(world.threads)
    assert told(world.visits) == before == told(make_world(1, size=8, kind=Kind.KEEN).visits)


@every_rule
def test_nobody_answers_their_own_or_twice_or_before_it_is_there(rule: Callable[[World], object], world: World) -> None:
    for talk in play(world, rule(world)):  # type: ignore[arg-type]
        assert talk.thread.author not in talk.responders
        assert len(set(talk.responders)) == talk.count
        assert all(talk.thread.shared_at <= at < END for at in talk.at)


@every_rule
def test_nobody_gives_more_in_a_visit_than_they_are_asked(rule: Callable[[World], object], world: World) -> None:
    visits = {(visit.person, visit.at): visit for visit in world.visits}
    given: Counter[tuple[object, datetime]] = Counter()
    for talk in play(world, rule(world)):  # type: ignore[arg-type]
        given.update(zip(talk.responders, talk.at, strict=True))
    assert given
    for who, number in given.items():
        assert number <= visits[who].asks == (6 if visits[who].person.is_facilitator else 3)


def test_a_cohort_has_its_alumni_and_facilitators() -> None:
    def circles(size: int) -> list[int]:
        people = make_world(0, size=size, kind=Kind.TIRED).people
        return list(Counter(person.circle for person in people).values())

    assert circles(8) == [6, 1, 1]
    assert circles(40) == [34, 4, 2]
    assert circles(400) == [340, 40, 20]


def test_facilitators_visit_once_on_each_weekday_and_never_at_weekends(world: World) -> None:
    days = [visit.at.astimezone(ZONE).date() for visit in world.visits if visit.person.number == 39]
    assert len(days) == len(set(days)) >= 32
    assert max(day.weekday() for day in days) == 4


def test_only_learners_share_one_reflection_a_stage_and_none_after_the_end(world: World) -> None:
    assert all(thread.author.is_learner and START <= thread.shared_at < SHARING_ENDS for thread in world.threads)
    assert len({(thread.stage, thread.author) for thread in world.threads}) == len(world.threads)
    assert all(thread.shared_at >= START + timedelta(weeks=thread.stage) for thread in world.threads)


@pytest.mark.parametrize("shifts", ROSTERS)
def test_a_visit_happens_outside_work_and_sleep(shifts: tuple[Shift, ...]) -> None:
    dice, roster = random.Random(1), Roster(shifts, 2)
    for hour in range(24 * 28):
        wished = datetime(2026, 10, 5) + timedelta(hours=hour)
        at = roster.moved(wished, dice)
        begins, ends = roster.free(at.date())
        assert wished <= at and begins <= at < ends


def test_dice_are_even_and_depend_on_all_that_they_are_thrown_for() -> None:
    thrown = [die(1, person, visit) for person in range(50) for visit in range(50)]
    assert len(set(thrown)) == len(thrown)
    assert sum(thrown) / len(thrown) == pytest.approx(0.5, abs=0.02)
    assert die(1, 2, 3) != die(1, 3, 2)


class Thorough(Asking):
    """Hands all that waits to the rules, and looks whether that changes their choice."""

    most = 0

    def choose(self, visit: Visit, stage: int, asked: set[Thread]) -> Talk | None:
        responder = Responder(visit.person.circle, given=len(self.answered[visit.person, stage]))
        talks = [talk for talk in self.short[stage] if talk.is_open_to(visit.person) and talk.thread not in asked]
        waiting = [self.waiting(visit, talk) for talk in talks]
        chosen = rules.choose(waiting, responder=responder, promise=PROMISE, now=visit.at, tz=ZONE)
        quick = super().choose(visit, stage, asked)
        assert (chosen and chosen.thread_id) == (quick and quick.thread.number)
        assert all(self.need(visit, talk) == rules.need(item) for talk, item in zip(talks, waiting, strict=True))
        self.most = max(self.most, len(waiting))
        return quick


def test_looking_at_the_plausible_gives_the_same_choice_as_looking_at_all() -> None:
    world = make_world(2, size=240, kind=Kind.TIRED)
    thorough = Thorough(world)
    play(world, thorough)
    assert thorough.most > rules.LOOK_AHEAD


def test_the_oldest_first_serve_only_those_who_have_submitted_and_stop_at_the_number_asked(world: World) -> None:
    talks = play(world, OldestFirst(world))
    given = Counter((responder, talk.thread.stage) for talk in talks for responder in talk.responders)
    assert max(given.values()) == PROMISE.asked
    assert set(given) <= {(thread.author, thread.stage) for thread in world.threads}


def test_an_allocation_is_fixed_and_even(world: World) -> None:
    talks = play(world, FixedAllocation(world))
    for talk in talks:
        assert all(at >= START + timedelta(weeks=talk.thread.stage + 1) for at in talk.at)
        assert talk.count <= PROMISE.responses
    at_once = play(world, FixedAllocation(world, at_once=True))
    assert sum(talk.count for talk in at_once) > sum(talk.count for talk in talks)


def test_free_choice_ends_only_where_threads_close(world: World) -> None:
    assert max(talk.count for talk in play(world, FreeChoice(world))) > PROMISE.responses
    assert max(talk.count for talk in play(world, FreeChoice(world, closes=True))) == PROMISE.responses


def test_a_tree_of_weights_finds_where_their_sum_passes_a_value() -> None:
    tree = WeightTree(5)
    for place, weight in enumerate([1.0, 0.0, 2.0, 4.0]):
        tree.add(place, weight)
    tree.add(2, -1.0)
    assert [tree.find(value) for value in (0.0, 0.9, 1.1, 1.9, 2.1, 5.9)] == [0, 0, 2, 2, 3, 3]
    assert tree.total == 6.0


def test_how_unequal_loads_are() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([]) == gini([0, 0]) == 0
    assert busiest_tenth([1, 2, 7]) == pytest.approx(0.7)
    assert busiest_tenth([1] * 20) == pytest.approx(0.1)


def test_an_answer_counts_when_it_comes_within_the_promise(world: World) -> None:
    early, late = Talk(world.threads[0]), Talk(world.threads[1])
    for talk, hours in ((early, (10, 80)), (late, (73,))):
        talk.at = [talk.thread.shared_at + timedelta(hours=after) for after in hours]
        talk.responders = list(world.people[-talk.count or -len(talk.at) :])
    found = outcome(world, [early, late])
    assert (found.in_24, found.in_72, found.ever, found.full_in_72, found.longest) == (1, 1, 2, 0, 73)
    assert not found.kept
    assert found.by_facilitators == 3


def test_a_tiny_run_writes_its_figures_and_its_picture(tmp_path: Path) -> None:
    file, picture = tmp_path / "figures.json", tmp_path / "picture.svg"
    options = ["--seeds", "2", "--sizes", "8", "--json", str(file), "--picture", str(picture)]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.community", *options], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "To reach" in ran.stdout
    written = json.loads(file.read_text())
    assert written["seeds"] == 2
    assert len(written["figures"]) == len(Kind) * len(RULES)
    assert all(isinstance(target["reached"], bool) for target in written["targets"])
    ElementTree.fromstring(picture.read_text())


def test_the_picture_is_narrow_enough_and_says_what_it_shows() -> None:
    cells = [
        figures(8, kind, name, [played[name]]) for kind in Kind for played in [outcomes(8, kind, 0)] for name in RULES
    ]
    svg = ElementTree.fromstring(community_picture.draw(cells))
    assert int(svg.attrib["width"]) <= 900
    title, described = svg[0], svg[1]
    assert title.text and described.text
    assert described.text.count("asked in turn") == len(Kind)
    assert community_picture.percent(0.99999) == "99.9 %"
    assert figures(8, Kind.KEEN, OURS, [outcomes(8, Kind.KEEN, 0)[OURS]]).stranded == 0


def test_a_lease_of_ones_own_is_no_obstacle(world: World) -> None:
    rule, visit = Asking(world), world.visits[0]
    talk = Talk(world.threads[-1])
    rule.shared(talk)
    rule.declined(visit, talk)
    other = Visit(next(person for person in world.people if person is not visit.person), 0, visit.at)
    assert not rule.is_held(visit, talk)
    assert rule.is_held(other, talk)
    assert rule.waiting(other, talk) == Waiting(
        talk.thread.number, 0, talk.thread.shared_at, held=True, crosses=other.person.crosses_to(talk.thread.author)
    )
