"""From a preview to proposals."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock import host
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import models, tasks
from cpd_community_xblock.mentoring.api import asking, kept, partnerships, people, previews, programme, publishing
from cpd_community_xblock.mentoring.api import due as due_of_pages
from cpd_community_xblock.mentoring.data import Origin, Proposal, RunState, Side
from cpd_community_xblock.mentoring.matching.data import Rules, Span
from cpd_community_xblock.mentoring.rules import coming
from tests import builders
from tests.mentoring import runs
from tests.mentoring.runs import NOW, RULES, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def ruth() -> int:
    return builders.facilitator("ruth").user_id


def waiting(user_id: int) -> tuple[bool, str]:
    row = models.Participant.objects.get(user_id=user_id, side=Side.LEARNER.value)
    return row.waiting_since is not None, row.waiting_why


def planned(here, run_id: int, ruth: int, **by: float) -> None:
    publishing.publish_at(run_id=run_id, space_id=here.id, at=later(**by), by=ruth, now=NOW)


def due(here, **by: float) -> int:
    return runs.visited(here, **by).published


def due_at(here):
    return models.Programme.objects.get(space_id=here.id).due_at


def test_publishing_proposes_each_pair_and_says_until_when_they_may_answer(here, who, ruth) -> None:
    run_id = runs.previewed(here)
    assert runs.published(here, run_id, by=ruth) == 2
    rows = models.Partnership.objects.order_by("learner_id")
    assert [(row.learner_id, row.mentor_id) for row in rows] == [
        (who["amara"], who["grace"]),
        (who["kofi"], who["henry"]),
    ]
    assert {(row.state, row.origin, row.run_id, row.expires_at) for row in rows} == {
        ("proposed", Origin.RUN.value, run_id, NOW + timedelta(hours=72))
    }
    assert "same:goals:Plan my next career step" in rows[1].reasons
    run = runs.run(here, run_id)
    assert (run.state, run.published_by, run.published_at) == (RunState.PUBLISHED, ruth, NOW)


def test_whoever_is_left_over_knows_why_and_the_others_keep_their_turn_until_both_accept(here, who) -> None:
    runs.published(here, runs.previewed(here))
    assert waiting(who["amara"]) == (True, "")
    assert waiting(who["priya"]) == (True, "all_taken")


def test_a_second_publication_is_refused_with_who_was_first_and_when(here, who, ruth) -> None:
    run_id = runs.previewed(here)
    runs.published(here, run_id, by=ruth)
    before = builders.everything()
    with pytest.raises(Conflict, match="Ruth Test published this matching on 17 September at 08:00"):
        runs.published(here, run_id)
    assert builders.everything() == before


def test_a_preview_older_than_the_last_publication_is_refused(here, who, ruth) -> None:
    older, newer = runs.previewed(here), runs.previewed(here)
    runs.published(here, newer, by=ruth)
    with pytest.raises(publishing.OutOfDate, match="Ruth Test published another matching on 17 September"):
        runs.published(here, older)
    assert len(runs.partnerships(here)) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda here, who: people.leave(space_id=here.id, user_id=who["grace"], side=Side.MENTOR, now=NOW),
        lambda here, who: people.pause(space_id=here.id, user_id=who["henry"], paused=True, now=NOW),
        lambda here, _who: runs.looks(here, "newcomer"),
        lambda here, who: previews.forbid(
            space_id=here.id, learner_id=who["amara"], mentor_id=who["grace"], by=who["kofi"], now=NOW
        ),
    ],
)
def test_a_preview_of_people_who_have_changed_since_is_refused_and_nothing_is_kept(here, who, change) -> None:
    run_id = runs.previewed(here)
    change(here, who)
    before = builders.everything()
    with pytest.raises(publishing.OutOfDate, match="People or decisions have changed"):
        runs.published(here, run_id)
    assert builders.everything() == before
    assert runs.published(here, runs.previewed(here)) >= 1


def test_a_preview_by_rules_that_have_changed_is_refused(here, who) -> None:
    run_id = runs.previewed(here)
    with pytest.raises(publishing.OutOfDate, match="The rules"):
        runs.published(here, run_id, rules=Rules())


def test_what_came_to_nothing_cannot_be_published(here, who) -> None:
    run_id = runs.started(here)
    with pytest.raises(Conflict, match="There is no preview"):
        runs.published(here, run_id)
    for elsewhere in (runs.space("elsewhere"), here):
        with pytest.raises(NotFound):
            runs.published(elsewhere, run_id if elsewhere != here else 10**9)


def test_a_publication_that_is_interrupted_leaves_nothing(here, who, monkeypatch) -> None:
    """The last of the proposals meets the database's own limit: somebody took the place by another way."""
    run_id = runs.previewed(here)
    fresh = publishing.runs.freshness(space_id=here.id, rules=RULES, now=NOW)
    both = Proposal(learner_id=who["priya"], mentor_id=who["henry"], origin=Origin.REQUEST, expires_at=later(days=3))
    partnerships.propose(both, space_id=here.id, now=NOW)
    # As if that had come in the moment after everything was checked.
    monkeypatch.setattr(publishing.runs, "freshness", lambda **_asked: fresh)
    before = builders.everything()
    with pytest.raises(Conflict):
        runs.published(here, run_id)
    assert builders.everything() == before


def test_after_a_publication_another_run_is_over_those_who_are_left(here, who) -> None:
    runs.published(here, runs.previewed(here))
    ines = runs.offers(here, "ines")
    run_id = runs.previewed(here)
    assert runs.pairs(here, run_id) == {(who["priya"], ines)}
    runs.published(here, run_id)
    assert len(runs.partnerships(here)) == 3
    assert waiting(who["priya"]) == (True, "")


# At a moment.


def test_a_planned_publication_waits_for_its_moment(here, who, ruth) -> None:
    run_id = runs.previewed(here)
    planned(here, run_id, ruth, hours=6)
    assert due_at(here) <= later(hours=6)
    assert due(here, hours=5) == 0
    assert due(here, hours=6) == 1
    run = runs.run(here, run_id)
    assert (run.state, run.published_by, run.published_at, run.publish_at) == (
        RunState.PUBLISHED,
        ruth,
        later(hours=6),
        None,
    )


def test_where_people_have_changed_it_is_made_anew_by_the_same_plan(here, who, ruth) -> None:
    run_id = runs.previewed(here, mode="balanced", seed=99, delta=25)
    planned(here, run_id, ruth, hours=6)
    people.leave(space_id=here.id, user_id=who["grace"], side=Side.MENTOR, now=NOW)
    assert due(here, hours=6) == 1
    [row] = models.Run.objects.filter(state=RunState.PUBLISHED.value)
    assert row.id != run_id and (row.plan["mode"], row.plan["seed"], row.plan["delta"]) == ("balanced", 99, 25)
    assert {mentor_id for _learner, mentor_id, _state in runs.partnerships(here)} == {who["henry"]}
    assert not models.Run.objects.exclude(publish_at=None).exists()


def test_a_publication_planned_for_another_week_counts_free_times_from_then(here, who, ruth) -> None:
    planned(here, runs.previewed(here), ruth, days=14)
    assert due(here, days=14) == 1
    [row] = models.Run.objects.filter(state=RunState.PUBLISHED.value)
    assert row.plan["rules"]["span"] == ["2026-10-05", 12]


def test_a_planned_publication_that_cannot_be_is_told_and_not_tried_for_ever(here, who, ruth) -> None:
    run_id = runs.previewed(here)
    planned(here, run_id, ruth, hours=6)
    for name in ("grace", "henry"):
        people.pause(space_id=here.id, user_id=who[name], paused=True, now=NOW)
    assert due(here, hours=6) == 0
    run = runs.run(here, run_id, now=later(hours=6))
    assert (run.problem.kind, run.publish_at) == ("not_published", None)
    assert due_at(here) == later(hours=7)


def test_while_somebody_else_is_matching_it_is_left_for_a_little_later(here, who, ruth) -> None:
    run_id = runs.previewed(here)
    planned(here, run_id, ruth, hours=6)
    runs.looks(here, "newcomer")
    runs.started(here, now=later(hours=6))
    assert due(here, hours=6) == 0
    assert due_at(here) == later(hours=6, minutes=5)
    assert due(here, hours=6, minutes=16) == 1


def test_a_plan_can_be_changed_and_dropped_and_is_never_for_the_past(here, who, ruth) -> None:
    one, other = runs.previewed(here), runs.previewed(here)
    planned(here, one, ruth, hours=6)
    planned(here, other, ruth, hours=3)
    assert (runs.run(here, one).publish_at, runs.run(here, other).publish_at) == (None, later(hours=3))
    publishing.publish_at(run_id=other, space_id=here.id, at=None, by=ruth, now=NOW)
    assert due(here, hours=9) == 0
    with pytest.raises(Conflict, match="That moment has passed"):
        planned(here, one, ruth, hours=0)


def test_publishing_now_ends_every_plan(here, who, ruth) -> None:
    one, other = runs.previewed(here), runs.previewed(here)
    planned(here, one, ruth, hours=6)
    runs.published(here, other)
    assert due(here, hours=9) == 0 and len(runs.partnerships(here)) == 2


def test_a_visit_sees_in_one_query_that_nothing_is_due(here, who, ruth) -> None:
    planned(here, runs.previewed(here), ruth, hours=6)
    programme.keep_terms(space_id=here.id, terms=runs.TERMS)
    with CaptureQueriesContext(connection) as asked:
        runs.visited(here, minutes=59)
    assert len(asked) == 1


def test_only_the_first_visit_after_the_moment_brings_it_about(here, who, ruth) -> None:
    planned(here, runs.previewed(here), ruth, hours=6)
    assert programme.claim(space_id=here.id, now=later(hours=6))
    assert not programme.claim(space_id=here.id, now=later(hours=6))
    # Whoever began to has died.
    runs.visited(here, hours=6, minutes=5)
    assert len(runs.partnerships(here)) == 2


def test_a_fault_in_what_is_due_spares_the_visitors_page(here, who, ruth, faults, monkeypatch) -> None:
    planned(here, runs.previewed(here), ruth, hours=6)
    monkeypatch.setattr(publishing, "publish_due", lambda **_asked: 1 / 0)
    runs.visited(here, hours=6)
    assert len(faults) == 1


def test_the_command_publishes_what_is_due_everywhere(here, who, ruth, clock, capsys) -> None:
    there = runs.space("elsewhere")
    runs.small_market(there)
    for where in (here, there):
        planned(where, runs.previewed(where), ruth, hours=6)
    call_command("cpd_mentoring_due")
    clock.move(hours=6)
    call_command("cpd_mentoring_due")
    assert [line[:11] for line in capsys.readouterr().out.splitlines()] == ["0 published", "2 published"]
    assert len(runs.partnerships(here)) == len(runs.partnerships(there)) == 2


def test_the_command_goes_by_what_the_author_was_last_known_to_have_set(here, who, clock) -> None:
    terms = replace(runs.TERMS, hours=24)
    asked = {"space_id": here.id, "learner_id": who["amara"], "terms": terms}
    asking.ask(**asked, mentor_id=who["grace"], others=[who["henry"]], words="", now=NOW)
    programme.keep_terms(space_id=here.id, terms=terms)
    clock.move(hours=25)
    call_command("cpd_mentoring_due")
    assert [state for _learner, _mentor, state in runs.partnerships(here)] == ["lapsed", "proposed"]
    assert models.Partnership.objects.latest("id").expires_at == later(hours=49)


def test_terms_are_kept_where_they_differ_and_count_from_the_coming_week(here) -> None:
    runs.visited(here)
    changed = replace(runs.TERMS, hours=100)
    due_of_pages.see_to(space_id=here.id, terms=changed, clock=runs.clock_at())
    row = models.Programme.objects.get()
    assert kept.read_terms(row.terms, NOW.date()) == changed
    in_a_week = kept.read_terms(row.terms, later(days=7).date())
    assert in_a_week.rules.span.monday == RULES.span.monday + timedelta(days=7)


def test_a_worker_does_what_was_left_for_it(here, who, ruth, clock) -> None:
    run_id = runs.started(here)
    tasks.match(run_id=run_id)
    assert runs.run(here, run_id).state is RunState.READY
    planned(here, run_id, ruth, hours=6)
    clock.move(hours=6)
    tasks.see_to_due(space_id=here.id)
    assert len(runs.partnerships(here)) == 2
    assert not host.current().later("cpd_community_xblock.mentoring.tasks.match", run_id=run_id)


def test_a_visit_leaves_what_is_due_to_a_worker_where_there_is_one(here, who, ruth) -> None:
    planned(here, runs.previewed(here), ruth, hours=6)
    with runs.working() as worker:
        for _visit in range(3):
            runs.visited(here, hours=6)
    assert worker.left == [(publishing.SEE_TO, {"space_id": here.id})]
    assert runs.partnerships(here) == []


def test_the_weeks_of_the_rules_are_those_to_come() -> None:
    assert coming(Rules(), NOW.date()) == Rules()
    rules = Rules(shared_slots=1, span=Span(RULES.span.monday, 6))
    assert coming(rules, NOW.date()).span == Span(RULES.span.monday, 6)
