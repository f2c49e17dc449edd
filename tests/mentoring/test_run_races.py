"""Facilitators, mentors and workers at the same moment."""

from datetime import timedelta

import pytest

from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import people, previews, programme, publishing
from cpd_community_xblock.mentoring.api import runs as api
from cpd_community_xblock.mentoring.data import RunState, Side
from tests import builders
from tests.mentoring import runs
from tests.mentoring.runs import NOW, later

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize("attempt", range(3))
def test_two_facilitators_publish_at_once_and_the_second_learns_who_was_first(here, who, attempt: int) -> None:
    both = [builders.facilitator(name).user_id for name in ("ruth", "samir")]
    run_id = runs.previewed(here)
    results = builders.at_once(*[lambda by=by: runs.published(here, run_id, by=by) for by in both])
    [refusal] = builders.errors(results)
    assert isinstance(refusal, Conflict)
    first = both[results.index(2)]
    assert {both[0]: "Ruth Test", both[1]: "Samir Test"}[first] in refusal.message
    assert len(runs.partnerships(here)) == 2
    assert models.Run.objects.get(id=run_id).published_by_id == first


@pytest.mark.parametrize("attempt", range(3))
def test_two_previews_published_at_once_bring_nobody_two_mentors(here, who, attempt: int) -> None:
    one, other = runs.previewed(here), runs.previewed(here, mode="most_places")
    results = builders.at_once(lambda: runs.published(here, one), lambda: runs.published(here, other))
    [refusal] = builders.errors(results)
    assert isinstance(refusal, publishing.OutOfDate)
    assert len(runs.partnerships(here)) == 2


@pytest.mark.parametrize("attempt", range(5))
def test_a_mentor_who_leaves_during_a_publication_left_before_or_after_it(here, who, attempt: int) -> None:
    run_id = runs.previewed(here)
    results = builders.at_once(
        lambda: runs.published(here, run_id),
        lambda: people.leave(space_id=here.id, user_id=who["grace"], side=Side.MENTOR, now=NOW),
    )
    refused = builders.errors(results)
    if refused:
        assert isinstance(refused[0], publishing.OutOfDate)
    assert len(runs.partnerships(here)) == (0 if refused else 2)


@pytest.mark.parametrize("attempt", range(5))
def test_a_decision_during_a_publication_was_made_before_or_after_it(here, who, attempt: int) -> None:
    run_id = runs.previewed(here)
    pair = {"space_id": here.id, "learner_id": who["amara"], "mentor_id": who["grace"]}
    results = builders.at_once(
        lambda: runs.published(here, run_id), lambda: previews.forbid(**pair, by=who["kofi"], now=NOW)
    )
    refused = builders.errors(results)
    assert all(isinstance(error, publishing.OutOfDate) for error in refused)
    assert len(runs.partnerships(here)) == (0 if refused else 2)
    assert len(previews.decisions(space_id=here.id)) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_cancelling_while_it_works_stops_it_or_comes_too_late(here, who, attempt: int, monkeypatch) -> None:
    monkeypatch.setattr(api, "_BEAT", 0)
    for name in runs.usernames("learner", 60):
        runs.looks(here, name)
    run_id = runs.started(here)
    results = builders.at_once(
        lambda: api.work(run_id=run_id, clock=runs.clock_at()), lambda: api.cancel(space_id=here.id, run_id=run_id)
    )
    assert builders.errors(results) == []
    row = models.Run.objects.get(id=run_id)
    assert row.state == (RunState.CANCELLED if results[1] else RunState.READY).value
    assert (row.outcome is None) is results[1]


def test_a_run_handed_to_two_workers_is_done_by_one(here, who) -> None:
    run_id = runs.started(here)
    clocks = [later(minutes=minute) for minute in (1, 2, 3)]
    calls = [lambda at=at: api.work(run_id=run_id, clock=runs.clock_at(at)) for at in clocks]
    assert builders.errors(builders.at_once(*calls)) == []
    assert models.Run.objects.get(id=run_id).state == RunState.READY.value


def test_two_facilitators_who_begin_at_once_make_one_run(here, who) -> None:
    results = builders.at_once(lambda: runs.started(here), lambda: runs.started(here), lambda: runs.started(here))
    assert len(builders.errors(results)) == 2
    assert all(isinstance(error, api.Busy) for error in builders.errors(results))
    assert models.Run.objects.count() == 1


def test_the_first_visits_after_a_moment_publish_once(here, who) -> None:
    run_id = runs.previewed(here)
    publishing.publish_at(run_id=run_id, space_id=here.id, at=later(hours=1), by=who["kofi"], now=NOW)
    visits = [lambda: runs.visited(here, hours=2) for _visit in range(4)]
    assert builders.errors(builders.at_once(*visits)) == []
    assert len(runs.partnerships(here)) == 2


def test_the_command_and_a_visit_publish_once(here, who) -> None:
    run_id = runs.previewed(here)
    publishing.publish_at(run_id=run_id, space_id=here.id, at=later(hours=1), by=who["kofi"], now=NOW)
    clock = runs.clock_at(later(hours=2))
    calls = [lambda: publishing.publish_due(space_id=here.id, clock=clock) for _call in range(3)]
    results = builders.at_once(*calls)
    assert builders.errors(results) == [] and sum(results) == 1
    assert len(runs.partnerships(here)) == 2


def test_keeping_one_learner_with_two_mentors_at_once_keeps_them_with_one(here, who) -> None:
    for _attempt in range(3):
        calls = [
            lambda mentor=mentor: previews.pin(
                space_id=here.id, learner_id=who["amara"], mentor_id=who[mentor], by=who["kofi"], now=NOW
            )
            for mentor in ("grace", "henry")
        ]
        assert builders.errors(builders.at_once(*calls)) == []
        assert len(previews.decisions(space_id=here.id)) == 1


def test_what_is_due_first_is_noted_whoever_comes_first(here) -> None:
    moments = [NOW + timedelta(hours=hours) for hours in (5, 3, 4)]
    calls = [lambda at=at: programme.note(space_id=here.id, at=at) for at in moments]
    assert builders.errors(builders.at_once(*calls)) == []
    assert models.Programme.objects.get(space_id=here.id).due_at == NOW + timedelta(hours=3)
