"""Matching everyone at once: what comes of it, what is told while it goes on, and what is left where it does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock.core.errors import Conflict, NotFound, TooLarge
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import alumni, leaving, people, previews
from cpd_community_xblock.mentoring.api import runs as api
from cpd_community_xblock.mentoring.data import Availability, Problem, Row, RunState, Side
from cpd_community_xblock.mentoring.matching.data import Mode, Rules, Span
from tests import builders
from tests.mentoring import runs
from tests.mentoring.runs import NOW, RULES, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_preview_places_people_with_whom_they_fit(here, who) -> None:
    run_id = runs.previewed(here)
    assert (who["amara"], who["grace"]) in runs.pairs(here, run_id)
    assert (who["kofi"], who["henry"]) in runs.pairs(here, run_id)
    figures = runs.run(here, run_id).figures
    assert (figures.learners, figures.places, figures.placed, figures.unplaced, figures.blocking) == (3, 2, 2, 1, 0)


def test_a_preview_changes_nothing_for_anybody(here, who) -> None:
    before = builders.everything()
    runs.previewed(here)
    after = builders.everything()
    assert {name for name in after if after[name] != before[name]} <= {"Run", "Programme"}


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_says_how_well_it_went(here, who, mode: Mode) -> None:
    run = runs.run(here, runs.previewed(here, mode=mode.value, delta=20))
    assert (run.mode, run.delta, run.seed, run.state, run.is_fresh) == (mode.value, 20, 7, RunState.READY, True)
    assert run.figures.placed == 2
    assert 0 <= run.figures.worst_fit <= 100 and 0 < run.figures.fit <= 100


def test_equal_people_and_plans_give_an_equal_preview(here, who) -> None:
    one, other = runs.previewed(here), runs.previewed(here)
    assert runs.pairs(here, one) == runs.pairs(here, other)


def test_whoever_is_not_placed_comes_with_why(here, who) -> None:
    run_id = runs.previewed(here)
    assert runs.shown(here, run_id, "unplaced").unplaced == ((who["priya"], ("all_taken",)),)


def test_what_somebody_has_not_told_is_why_the_rules_allow_nobody(here, who) -> None:
    robin = runs.looks(here, "robin", availability=Availability(), languages=())
    unplaced = dict(runs.shown(here, runs.previewed(here), "unplaced").unplaced)
    assert unplaced[robin] == ("no_times", "no_languages")


def test_mentors_come_with_how_many_places_they_give(here) -> None:
    grace, henry = runs.offers(here, "grace", capacity=3), runs.offers(here, "henry", is_paused=True)
    for name in ("amara", "kofi"):
        runs.looks(here, name)
    loads = runs.shown(here, runs.previewed(here), "mentors").loads
    assert [(load.mentor_id, load.places, load.placed) for load in loads] == [(grace, 3, 2)]
    assert henry not in {load.mentor_id for load in loads}


def test_the_worst_off_learner_comes_with_why_they_fit_at_all(here, who) -> None:
    preview = runs.shown(here, runs.previewed(here))
    assert preview.run.figures.worst[:2] == (who["kofi"], who["henry"])
    assert "same:goals:Plan my next career step" in preview.worst_reasons


def test_lists_come_a_page_at_a_time_and_whoever_fits_least_first(here) -> None:
    for name in runs.usernames("learner", 15):
        runs.looks(here, name, goals=("Gain confidence in decisions",) if name.endswith("4") else ())
    runs.offers(here, "grace", capacity=15, goals=("Gain confidence in decisions",))
    run_id = runs.previewed(here)
    first, second = runs.shown(here, run_id), runs.shown(here, run_id, number=2)
    assert (len(first.placed), first.more, len(second.placed), second.more) == (10, True, 5, False)
    fits = [pair.learner_fit for pair in (*first.placed, *second.placed)]
    assert fits == sorted(fits) and fits[-1] > 0
    assert runs.shown(here, run_id, number=3).placed == ()


def test_one_more_mentor_who_would_help_is_named(here, who) -> None:
    [most, *_others] = runs.shown(here, runs.previewed(here)).one_more
    assert most.placed == 1


@pytest.mark.parametrize(("waiting", "is_told"), [(1, False), (4, False), (5, True)])
def test_when_they_are_free_is_told_of_five_or_more(here, waiting: int, is_told: bool) -> None:
    runs.offers(here, "grace", capacity=5)
    for name in runs.usernames("learner", 5 + waiting):
        runs.looks(here, name)
    [most, *_others] = runs.shown(here, runs.previewed(here)).one_more
    assert most.placed == waiting
    assert (most.slot is not None) is is_told


# Decisions.


def test_a_pinned_pair_is_kept_together_and_a_forbidden_one_never_matched(here, who) -> None:
    ruth = builders.facilitator("ruth").user_id
    pair = {"space_id": here.id, "learner_id": who["priya"], "mentor_id": who["henry"]}
    previews.pin(**pair, by=ruth, now=NOW)
    run_id = runs.previewed(here)
    assert (who["priya"], who["henry"]) in runs.pairs(here, run_id)
    assert [kept.pinned for kept in runs.shown(here, run_id).placed if kept.learner_id == who["priya"]] == [True]
    previews.forbid(**pair, by=ruth, now=NOW)
    assert (who["priya"], who["henry"]) not in runs.pairs(here, runs.previewed(here))
    previews.undecide(space_id=here.id, learner_id=who["priya"], mentor_id=who["henry"])
    assert previews.decisions(space_id=here.id) == []


def test_a_decision_makes_a_preview_out_of_date_also_when_it_is_turned_round(here, who) -> None:
    pair = {"space_id": here.id, "learner_id": who["amara"], "mentor_id": who["grace"], "by": who["grace"], "now": NOW}
    previews.pin(**pair)
    run_id = runs.previewed(here)
    assert runs.run(here, run_id).is_fresh
    previews.forbid(**pair)
    assert not runs.run(here, run_id).is_fresh


def test_a_learner_who_may_mentor_by_now_makes_a_preview_out_of_date(here, who) -> None:
    run_id = runs.previewed(here)
    alumni.add(space_id=here.id, rows=[Row(1, "grace")], now=NOW)
    assert runs.run(here, run_id).is_fresh
    alumni.add(space_id=here.id, rows=[Row(1, "amara")], now=NOW)
    assert not runs.run(here, run_id).is_fresh


def test_keeping_a_learner_with_another_mentor_takes_the_place_of_the_first(here, who) -> None:
    for mentor in ("grace", "henry"):
        previews.pin(space_id=here.id, learner_id=who["amara"], mentor_id=who[mentor], by=who["kofi"], now=NOW)
    assert [item.mentor_id for item in previews.decisions(space_id=here.id)] == [who["henry"]]


def test_people_who_do_not_take_part_cannot_be_kept_together(here, who) -> None:
    robin = builders.person("robin").id
    with pytest.raises(NotFound):
        previews.pin(space_id=here.id, learner_id=robin, mentor_id=who["grace"], by=robin, now=NOW)


def test_a_pair_that_was_kept_together_and_published_is_in_nobodys_way(here, who) -> None:
    previews.pin(space_id=here.id, learner_id=who["amara"], mentor_id=who["grace"], by=who["kofi"], now=NOW)
    runs.published(here, runs.previewed(here))
    runs.offers(here, "ines")
    again = runs.run(here, runs.previewed(here))
    assert (again.state, again.figures.placed) == (RunState.READY, 1)


# Why not.


def why(here, run_id: int, learner: int, mentor: int):
    return previews.why_not(space_id=here.id, run_id=run_id, learner_id=learner, mentor_id=mentor, now=NOW)


def test_why_not_says_who_came_first(here, who) -> None:
    answer = why(here, runs.previewed(here), who["priya"], who["grace"])
    assert (answer.why, answer.instead) == ("came_first", (who["amara"],))


def test_why_not_says_that_they_are_matched_or_have_somebody_better(here, who) -> None:
    run_id = runs.previewed(here)
    assert why(here, run_id, who["amara"], who["grace"]).why == "matched"
    answer = why(here, run_id, who["amara"], who["henry"])
    assert (answer.why, answer.own_id) == ("prefers_own", who["grace"])


def test_why_not_names_every_rule_that_stands_in_the_way(here, who) -> None:
    ines = runs.offers(here, "ines", languages=("Welsh",), team="Blue", line="Surgery")
    robin = runs.looks(here, "robin", team="Blue", line="surgery")
    previews.forbid(space_id=here.id, learner_id=robin, mentor_id=ines, by=robin, now=NOW)
    answer = why(here, runs.previewed(here), robin, ines)
    assert (answer.why, set(answer.obstacles)) == ("rule", {"forbidden", "language", "team", "line"})


def test_why_not_knows_a_mentor_without_a_place(here, who) -> None:
    full = runs.offers(here, "ines", is_paused=True)
    assert why(here, runs.previewed(here), who["priya"], full).obstacles == ("no_capacity",)


def test_why_not_a_pinned_learner(here, who) -> None:
    previews.pin(space_id=here.id, learner_id=who["priya"], mentor_id=who["henry"], by=who["kofi"], now=NOW)
    answer = why(here, runs.previewed(here), who["priya"], who["grace"])
    assert (answer.why, answer.own_id) == ("pinned", who["henry"])


def test_nobody_is_told_of_who_was_not_in_a_run(here, who) -> None:
    run_id = runs.previewed(here)
    elsewhere = runs.small_market(runs.space("elsewhere"))
    late = runs.looks(here, "late")
    for learner, mentor in ((late, who["grace"]), (10**9, who["grace"]), (who["amara"], 10**9)):
        with pytest.raises(NotFound):
            why(here, run_id, learner, mentor)
    with pytest.raises(NotFound):
        why(runs.space("elsewhere"), run_id, elsewhere["amara"], elsewhere["grace"])


# What cannot be matched.


def test_where_there_is_nobody_to_match_the_message_says_who_is_missing(here) -> None:
    with pytest.raises(Conflict, match="Nobody looks for a mentor"):
        runs.started(here)
    runs.looks(here, "amara")
    with pytest.raises(Conflict, match="No mentor takes learners"):
        runs.started(here)
    runs.offers(here, "grace", capacity=0)
    with pytest.raises(Conflict, match="The one mentor is full"):
        runs.started(here)
    assert models.Run.objects.count() == 0


def test_an_unknown_time_zone_fails_with_its_name_and_whose_it_is(here, who) -> None:
    mars = Availability("Mars/Olympus", (runs.EVENINGS,))
    runs.looks(here, "robin", availability=mars)
    run_id = runs.previewed(here)
    run = runs.run(here, run_id)
    robin = builders.person("robin").id
    assert (run.state, run.problem) == (RunState.FAILED, Problem("unknown_zone", (robin,), "Mars/Olympus"))


def test_contradictory_decisions_fail_with_who_it_is_about(here, who) -> None:
    for learner in ("amara", "kofi"):
        previews.pin(space_id=here.id, learner_id=who[learner], mentor_id=who["grace"], by=who["kofi"], now=NOW)
    run = runs.run(here, runs.previewed(here))
    assert (run.state, run.problem.kind, run.problem.who) == (RunState.FAILED, "pinned_over_capacity", (who["grace"],))


def test_rules_that_nobody_meets_give_a_preview_that_says_so_of_each(here, who) -> None:
    run_id = runs.previewed(here, rules=Rules(shared_slots=20, span=Span(RULES.span.monday, 12)))
    assert runs.run(here, run_id).figures.placed == 0
    assert {why for _learner, [why] in runs.shown(here, run_id, "unplaced").unplaced} == {"rules"}
    assert runs.shown(here, run_id).worst_reasons == ()


# What goes on, and what goes wrong.


class Faulty:
    """A clock that fails when it is asked for the ``at``-th time, with whatever it is given."""

    def __init__(self, error: BaseException, at: int) -> None:
        self._error, self._left = error, at

    def __call__(self):
        self._left -= 1
        if not self._left:
            raise self._error
        return NOW


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Runs say how far they are each time that they could."""
    monkeypatch.setattr(api, "_BEAT", 0)


def test_a_fault_half_way_leaves_nothing_and_a_plain_message(here, who, faults, impatient) -> None:
    run_id = runs.started(here)
    api.work(run_id=run_id, clock=Faulty(RuntimeError("amara's words"), at=3))
    run = runs.run(here, run_id)
    assert (run.state, run.problem, run.figures) == (RunState.FAILED, Problem("fault"), None)
    assert len(faults) == 1 and "amara" not in faults[0]
    with pytest.raises(NotFound):
        runs.shown(here, run_id)
    assert runs.partnerships(here) == []


def test_a_worker_that_died_is_told_as_stopped_and_can_be_followed_by_another(here, who, impatient) -> None:
    run_id = runs.started(here)
    with pytest.raises(KeyboardInterrupt):
        api.work(run_id=run_id, clock=Faulty(KeyboardInterrupt(), at=3))
    assert api.progress(space_id=here.id, run_id=run_id, now=later(minutes=9)).state is RunState.WORKING
    with pytest.raises(Conflict, match="under way"):
        runs.started(here, now=later(minutes=9))
    told = api.progress(space_id=here.id, run_id=run_id, now=later(minutes=10))
    assert (told.state, told.problem) == (RunState.FAILED, Problem("stopped"))
    assert runs.run(here, runs.previewed(here, now=later(minutes=10))).figures.placed == 2


def test_a_cancelled_run_whose_worker_died_is_in_nobodys_way_for_long(here, who, impatient) -> None:
    run_id = runs.started(here)
    with pytest.raises(KeyboardInterrupt):
        api.work(run_id=run_id, clock=Faulty(KeyboardInterrupt(), at=3))
    assert api.cancel(space_id=here.id, run_id=run_id)
    assert runs.run(here, run_id, now=later(seconds=29)).is_stopping
    assert runs.run(here, run_id, now=later(seconds=30)).state is RunState.CANCELLED
    assert runs.run(here, runs.previewed(here, now=later(seconds=30))).figures.placed == 2


def test_a_run_that_nobody_began_is_told_as_stopped_too(here, who) -> None:
    run_id = runs.started(here)
    assert runs.run(here, run_id, now=later(minutes=10)).problem == Problem("stopped")
    api.work(run_id=run_id, clock=runs.clock_at())
    assert runs.run(here, run_id).state is RunState.FAILED


def test_progress_tells_the_step_and_how_much_of_it_is_done(here, who, impatient) -> None:
    told = []

    def clock():
        told.append(api.progress(space_id=here.id, run_id=run_id, now=NOW))
        return NOW

    run_id = runs.started(here)
    api.work(run_id=run_id, clock=clock)
    assert told[0].step == "" and len({run.step for run in told}) > 2
    assert all(run.state is RunState.WORKING and 0 <= run.done <= 100 for run in told)


def test_progress_is_written_at_most_twice_a_second(here, who) -> None:
    run_id = runs.started(here)
    with CaptureQueriesContext(connection) as asked:
        api.work(run_id=run_id, clock=runs.clock_at())
    assert len([query for query in asked if query["sql"].startswith("UPDATE")]) <= 3


def test_a_cancelled_run_stops_and_keeps_nothing(here, who, impatient) -> None:
    run_id = runs.started(here)

    def clock():
        if models.Run.objects.get(id=run_id).step not in {"", "people"}:
            assert api.cancel(space_id=here.id, run_id=run_id)
        return NOW

    api.work(run_id=run_id, clock=clock)
    assert runs.run(here, run_id).state is RunState.CANCELLED
    assert models.Run.objects.get(id=run_id).outcome is None


def test_a_run_that_is_cancelled_before_anybody_began_it_is_never_begun(here, who) -> None:
    run_id = runs.started(here)
    assert api.cancel(space_id=here.id, run_id=run_id)
    assert runs.run(here, run_id).state is RunState.CANCELLED
    api.work(run_id=run_id, clock=runs.clock_at())
    assert runs.run(here, run_id).figures is None


def test_a_run_that_has_ended_cannot_be_cancelled(here, who) -> None:
    run_id = runs.previewed(here)
    assert not api.cancel(space_id=here.id, run_id=run_id)
    assert runs.run(here, run_id).state is RunState.READY


def test_a_run_is_done_once_however_often_it_is_handed_out(here, who) -> None:
    run_id = runs.previewed(here)
    before = models.Run.objects.values().get(id=run_id)
    api.work(run_id=run_id, clock=runs.clock_at(later(days=1)))
    assert models.Run.objects.values().get(id=run_id) == before


def test_one_run_at_a_time_and_the_message_says_whose_it_is(here, who) -> None:
    ruth = builders.facilitator("ruth").user_id
    runs.started(here, by=ruth)
    with pytest.raises(Conflict, match="Ruth Test has a matching under way"):
        runs.started(here)


def test_without_a_worker_a_request_does_what_fits_and_names_the_most(here, who, monkeypatch) -> None:
    run_id = runs.started(here)
    api.set_off(run_id=run_id, clock=runs.clock_at())
    assert runs.run(here, run_id).state is RunState.READY
    monkeypatch.setattr(api, "MOST_AT_ONCE", 2)
    too_many = runs.started(here)
    with pytest.raises(TooLarge, match="up to 2 learners"):
        api.set_off(run_id=too_many, clock=runs.clock_at())
    assert not models.Run.objects.filter(id=too_many).exists()


def test_a_mentor_who_leaves_while_people_are_matched_makes_the_preview_out_of_date(here, who, impatient) -> None:
    run_id = runs.started(here)

    def clock():
        if models.Run.objects.get(id=run_id).step not in {"", "people"}:
            people.leave(space_id=here.id, user_id=who["grace"], side=Side.MENTOR, now=NOW)
        return NOW

    api.work(run_id=run_id, clock=clock)
    run = runs.run(here, run_id)
    assert (run.state, run.is_fresh) == (RunState.READY, False)


def test_only_the_latest_previews_are_kept(here, who) -> None:
    kept = [runs.previewed(here) for _time in range(15)]
    assert set(models.Run.objects.values_list("id", flat=True)) == set(kept[-13:])


def test_the_certificate_holds_all_that_a_recheck_needs(here, who) -> None:
    run_id = runs.previewed(here)
    told = previews.certificate(space_id=here.id, run_id=run_id)
    assert (told["plan"]["seed"], told["plan"]["mode"]) == (7, "fair")
    assert set(told["cutoffs"]) == {str(who["grace"]), str(who["henry"])}
    assert {(pair["learner"], pair["mentor"]) for pair in told["placements"]} == runs.pairs(here, run_id)
    assert told["plan"]["rules"]["learner_wishes"] == [["goals", "same", 80], ["specialty", "same", 40]]


def test_runs_are_told_in_as_many_queries_however_many_they_are(here, who) -> None:
    runs.previewed(here)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            api.recent(space_id=here.id, rules=RULES, now=NOW)
        return len(asked)

    before = queries()
    for name in runs.usernames("more", 10):
        runs.looks(here, name)
    for _time in range(4):
        runs.previewed(here)
    assert queries() == before <= 7


# Leaving.


def test_whoever_is_erased_is_in_no_run_and_no_decision(here, who) -> None:
    previews.forbid(space_id=here.id, learner_id=who["amara"], mentor_id=who["henry"], by=who["grace"], now=NOW)
    runs.published(here, runs.previewed(here))
    runs.offers(here, "ines")
    runs.previewed(here, now=later(hours=1))
    leaving.retire(user_id=who["amara"])
    assert previews.decisions(space_id=here.id) == []
    [left] = models.Run.objects.all()
    assert left.state == RunState.PUBLISHED.value
    assert who["amara"] not in {one for pair in left.outcome["placed"] for one in pair[:2]}
    assert len(left.outcome["placed"]) == 1


def test_a_learner_whose_state_is_deleted_stays_in_the_runs_of_other_blocks(here, who) -> None:
    there = runs.space("elsewhere")
    runs.small_market(there)
    elsewhere, run_id = runs.previewed(there), runs.previewed(here)
    leaving.clear(space_id=here.id, user_id=who["amara"])
    assert list(models.Run.objects.values_list("id", flat=True)) == [elsewhere]
    assert run_id != elsewhere


def test_where_learners_and_mentors_differ_by_a_lot_nobody_is_lost(here) -> None:
    for name in runs.usernames("learner", 30):
        runs.looks(here, name)
    runs.offers(here, "grace", capacity=3)
    figures = runs.run(here, runs.previewed(here)).figures
    assert (figures.placed, figures.unplaced) == (3, 27)
