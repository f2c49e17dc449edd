"""The facilitators' page on which everyone is matched."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpd_community_xblock.host.data import Role
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import people, previews
from cpd_community_xblock.mentoring.api import runs as api
from cpd_community_xblock.mentoring.data import Availability, RunState, Side
from demo.runtime import block_for
from tests import builders
from tests.builders import ask, send
from tests.mentoring import runs
from tests.reflection.test_anything import anything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PLAN = {"mode": "fair", "delta": "10", "seed": "7"}


@pytest.fixture
def key():
    return runs.block()


@pytest.fixture
def here(key):
    return runs.space()


@pytest.fixture
def who(here):
    return runs.small_market(here)


@pytest.fixture
def ruth():
    return builders.person("ruth", role=Role.FACILITATOR)


@pytest.fixture
def samir():
    return builders.person("samir", role=Role.FACILITATOR)


def page(key, user, **query):
    return ask(key, user, "page", view="matching", **query)


def words(answer) -> str:
    text = re.sub(r"</?(bdi|strong|time|span)[^>]*>", "", answer.text)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def preview(key, user, **plan) -> int:
    answer = send(key, user, "match", {**PLAN, **plan})
    assert answer.status == 200
    return models.Run.objects.latest("id").id


def test_the_page_says_how_many_look_and_how_many_places_there_are(key, who, ruth) -> None:
    told = words(page(key, ruth))
    assert "3 learners look for a mentor. 2 mentors take learners, with 2 free places." in told
    assert "No learner and mentor would both rather have each other than what they got." in told


def test_learners_mentors_and_strangers_have_no_such_page(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    amara, grace = builders.person("amara"), builders.person("grace")
    models.Alumnus.objects.create(space_id=runs.space().id, user=grace, how="added", at=runs.NOW)
    for user in (amara, grace, builders.stranger(), None):
        assert "Match everyone" not in page(key, user).text
        for name in (
            "match",
            "match_again",
            "match_cancel",
            "match_decide",
            "match_why_not",
            "match_publish",
            "match_schedule",
        ):
            assert send(key, user, name, {**PLAN, "run": run_id}).status == 403
        for name in ("match_progress", "match_certificate"):
            assert ask(key, user, name, run=run_id).status == 403
    assert models.Partnership.objects.count() == 0


def test_a_preview_shows_who_is_with_whom_and_who_is_left_over(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    told = words(page(key, ruth))
    assert "2 of 3 Placed" in told or "Placed 2 of 3" in told
    assert "Amara Test with Grace Test" in told and "The worst-off learner is Kofi Test" in told
    left = words(page(key, ruth, run=run_id, part="unplaced"))
    assert "Priya Test Every mentor whom the rules allow is full." in left
    assert "Grace Test 1 of 1 free place" in words(page(key, ruth, run=run_id, part="mentors"))


@pytest.mark.parametrize("handler", ["match_why_not", "match_decide"])
def test_a_facilitator_does_not_find_out_what_was_said_of_themselves(key, who, ruth, handler: str) -> None:
    run_id = preview(key, ruth)
    grace = get_user_model().objects.get(id=who["grace"])
    builders.enrol(grace, role=Role.FACILITATOR)
    sent = {"run": run_id, "learner": who["amara"], "mentor": who["grace"], "do": "pin"}
    sent["pair"] = f"{who['amara']}-{who['grace']}"
    answer = send(key, grace, handler, sent)
    assert answer.status == 403 and "about yourself" in answer.text
    assert send(key, ruth, handler, sent).status == 200


def test_a_preview_tells_nothing_that_was_told_for_a_mentors_eyes(key, who, ruth) -> None:
    told = words(page(key, ruth, run=preview(key, ruth)))
    for said in ("Plan my next career step", "Have somebody to think aloud with", "Both speak", "English"):
        assert said not in told
    assert "The mentor can help with a goal that the learner has" in told
    assert told.count("They share a language") == 1


def test_what_was_asked_for_stays_in_the_form(key, who, ruth) -> None:
    answer = send(key, ruth, "match", {"mode": "balanced", "delta": "25", "seed": "123"})
    assert re.search(r'value="balanced"[^>]*checked', answer.text)
    assert 'value="123"' in answer.text and "at most 25 % less for anybody" in words(answer)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"seed": "-1"}, "whole number from 0"),
        ({"seed": "many"}, "whole number from 0"),
        ({"delta": "51"}, "less than or equal to 50"),
        ({"mode": "fairest"}, "not one of the available choices"),
        ({"mode": ""}, "This field is required"),
    ],
)
def test_a_plan_that_makes_no_sense_comes_back_with_what_is_wrong(key, who, ruth, sent, message) -> None:
    answer = send(key, ruth, "match", {**PLAN, **sent})
    assert answer.status == 422 and message in answer.text
    assert models.Run.objects.count() == 0
    if "seed" in sent:
        assert f'value="{sent["seed"]}"' in answer.text


def test_where_there_is_nobody_to_match_the_page_says_so(key, here, ruth) -> None:
    answer = send(key, ruth, "match", PLAN)
    assert (answer.status, "Nobody looks for a mentor" in answer.text) == (409, True)


def test_too_many_for_a_request_are_refused_with_the_most_that_fit(key, who, ruth, monkeypatch) -> None:
    monkeypatch.setattr(api, "MOST_AT_ONCE", 2)
    answer = send(key, ruth, "match", PLAN)
    assert (answer.status, "up to 2 learners" in answer.text) == (413, True)


def test_an_unknown_time_zone_is_told_with_whose_it_is(key, here, who, ruth) -> None:
    runs.looks(here, "robin", availability=Availability("Mars/Olympus", (runs.EVENINGS,)))
    told = words(send(key, ruth, "match", {**PLAN, "seed": "42"}))
    assert "Nobody knows the time zone “Mars/Olympus”. Ask them to choose another: Robin Test." in told
    assert 'value="42"' in page(key, ruth).text


def test_contradictory_decisions_are_told_and_can_be_undone_there(key, here, who, ruth) -> None:
    for learner in ("amara", "kofi"):
        previews.pin(space_id=here.id, learner_id=who[learner], mentor_id=who["grace"], by=ruth.id, now=runs.NOW)
    answer = send(key, ruth, "match", PLAN)
    assert "More learners are kept with Grace Test than they have free places." in words(answer)
    undone = send(key, ruth, "match_decide", {"pair": f"{who['kofi']}-{who['grace']}", "do": "undo"})
    assert "Undone." in words(undone)
    assert "Amara Test with Grace Test" in words(send(key, ruth, "match", PLAN))


# Under way.


def test_a_run_under_way_is_shown_with_how_far_it_is_and_can_be_cancelled(key, here, who, ruth) -> None:
    run_id = runs.started(here, by=ruth.id)
    assert "Waiting for its turn" in words(page(key, ruth))
    assert "Preview" not in [name.strip() for name in re.findall(r"<button[^>]*>([^<]*)<", page(key, ruth).text)]
    models.Run.objects.filter(id=run_id).update(step="candidates", done=40, heard_at=runs.NOW)
    told = ask(key, ruth, "match_progress", run=run_id)
    assert "Looking who fits whom" in words(told) and 'value="40"' in told.text and 'data-state="working"' in told.text
    assert "being stopped" in words(send(key, ruth, "match_cancel", {"run": run_id}))
    assert "It is being stopped." in words(ask(key, ruth, "match_progress", run=run_id))


def test_a_run_that_ended_says_so_to_whoever_polls(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    assert 'data-state="ready"' in ask(key, ruth, "match_progress", run=run_id).text
    assert "It had ended already." in words(send(key, ruth, "match_cancel", {"run": run_id}))
    assert ask(key, ruth, "match_progress", run=10**9).status == 404


def test_a_run_whose_worker_died_is_told_and_another_can_be_begun(key, here, who, ruth, clock) -> None:
    runs.started(here)
    clock.move(minutes=10)
    assert "it counts as stopped. Start it again." in words(page(key, ruth))
    assert "Amara Test with Grace Test" in words(send(key, ruth, "match", PLAN))


def test_a_worker_does_what_was_set_off_while_the_page_tells_how_far_it_is(key, who, ruth, monkeypatch) -> None:
    monkeypatch.setattr(api, "MOST_AT_ONCE", 0)
    with runs.working() as worker:
        assert "Waiting for its turn" in words(send(key, ruth, "match", PLAN))
        worker.do()
    assert "Amara Test with Grace Test" in words(page(key, ruth))


# Deciding.


def test_keeping_a_pair_makes_the_preview_old_and_one_press_makes_it_anew(key, who, ruth) -> None:
    run_id = preview(key, ruth, mode="most_places", seed="99")
    pair = f"{who['priya']}-{who['henry']}"
    told = send(key, ruth, "match_decide", {"run": run_id, "pair": pair, "do": "pin"})
    assert "Priya Test is kept with Henry Test." in words(told) and "Preview again" in words(told)
    assert "Publish 2 pairs now" not in words(told)
    again = words(send(key, ruth, "match_again", {"run": run_id}))
    assert "Priya Test with Henry Test kept together" in again and "Publish 2 pairs now" in again
    assert "ties broken by 99" in again and "Preview: Most places" in again


def test_a_pair_that_is_never_to_be_is_shown_so(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    pair = f"{who['amara']}-{who['grace']}"
    told = send(key, ruth, "match_decide", {"run": run_id, "pair": pair, "do": "forbid"})
    assert "Amara Test and Grace Test are never matched." in words(told)
    assert "Never: undo" in words(told)


@pytest.mark.parametrize("pair", ["", "1", "0-1", "1-2-3", "x-y", f"{'9' * 30}-1", "-1-2"])
def test_a_pair_that_is_none_changes_nothing(key, who, ruth, pair: str) -> None:
    assert send(key, ruth, "match_decide", {"pair": pair, "do": "pin"}).status == 422
    assert send(key, ruth, "match_decide", {"pair": f"{10**17}-{10**17}", "do": "pin"}).status == 404
    assert models.PairDecision.objects.count() == 0


def test_why_not_is_answered_in_words_and_keeps_who_was_chosen(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    answer = send(key, ruth, "match_why_not", {"run": run_id, "learner": who["priya"], "mentor": who["grace"]})
    told = words(answer)
    assert "Others came first" in told and "With Grace Test are: Amara Test." in told
    assert f'value="{who["priya"]}" selected' in answer.text
    assert "Keep these two together" in told


def test_why_not_asks_whom_where_nobody_or_a_stranger_was_chosen(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    for learner in ("", "x", str(10**9), str(builders.person("robin").id)):
        answer = send(key, ruth, "match_why_not", {"run": run_id, "learner": learner, "mentor": who["grace"]})
        assert answer.status == 422 and "Choose somebody." in answer.text


def test_where_there_are_too_many_to_choose_from_an_account_is_typed(key, who, ruth, monkeypatch) -> None:
    monkeypatch.setattr(previews, "MOST_TO_CHOOSE_FROM", 1)
    run_id = preview(key, ruth)
    sent = {"run": run_id, "learner": " AMARA", "mentor": "grace"}
    assert "They are matched with each other." in words(send(key, ruth, "match_why_not", sent))
    unknown = send(key, ruth, "match_why_not", {**sent, "mentor": "nobody"})
    assert unknown.status == 422 and "Nobody in this matching goes by that." in unknown.text
    assert 'value="nobody"' in unknown.text
    builders.person("robin")
    outside = send(key, ruth, "match_why_not", {**sent, "learner": "robin"})
    assert outside.status == 422 and "One of the two was not part of this matching." in outside.text


def test_the_three_ways_stand_side_by_side_for_the_same_people(key, here, who, ruth) -> None:
    for mode in ("fair", "balanced", "most_places"):
        preview(key, ruth, mode=mode)
    told = words(page(key, ruth))
    assert "The three ways side by side" in told and "Preview it too" not in told
    runs.looks(here, "newcomer")
    assert "side by side" not in words(page(key, ruth))
    assert words(send(key, ruth, "match", PLAN)).count("Preview it too") == 2


# Publishing.


def test_publishing_tells_how_many_and_keeps_the_run_with_its_certificate(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    told = words(send(key, ruth, "match_publish", {"run": run_id}))
    assert "Published. 2 pairs hear of it" in told and "2 of 3 placed, Fair." in told
    answer = ask(key, ruth, "match_certificate", run=run_id)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="matching-{run_id}.json"'
    held = json.loads(answer.text)
    assert held["plan"]["seed"] == 7 and len(held["cutoffs"]) == 2


def test_many_pairs_are_published_by_a_worker_where_there_is_one(key, who, ruth, monkeypatch) -> None:
    run_id = preview(key, ruth)
    monkeypatch.setattr(api, "MOST_AT_ONCE", 1)
    with runs.working() as worker:
        told = words(send(key, ruth, "match_publish", {"run": run_id}))
        assert "it takes a minute or two" in told and models.Partnership.objects.count() == 0
        ask(key, builders.person("amara"), "page")
        assert len(worker.left) == 1
        worker.do()
    assert "Published: Fair" in words(page(key, ruth, run=run_id)) and models.Partnership.objects.count() == 2


def test_many_pairs_are_published_at_once_where_there_is_no_worker(key, who, ruth, monkeypatch) -> None:
    run_id = preview(key, ruth)
    monkeypatch.setattr(api, "MOST_AT_ONCE", 1)
    assert "Published. 2 pairs hear of it" in words(send(key, ruth, "match_publish", {"run": run_id}))
    assert models.Programme.objects.get().due_at > builders.host.current().now()


def test_the_second_to_publish_learns_who_was_first_and_sees_the_page_as_it_is(key, who, ruth, samir) -> None:
    run_id = preview(key, ruth)
    send(key, ruth, "match_publish", {"run": run_id})
    told = words(send(key, samir, "match_publish", {"run": run_id}))
    assert "Ruth Test published this matching on 17 September at" in told
    assert models.Partnership.objects.count() == 2


def test_a_preview_that_no_longer_stands_is_refused_with_a_way_on(key, here, who, ruth) -> None:
    run_id = preview(key, ruth)
    people.leave(space_id=here.id, user_id=who["grace"], side=Side.MENTOR, now=runs.NOW)
    answer = send(key, ruth, "match_publish", {"run": run_id})
    assert "People or decisions have changed since this preview was made." in words(answer)
    assert "Preview again" in words(answer) and models.Partnership.objects.count() == 0


def test_rules_that_the_author_changes_make_a_preview_old(key, who, ruth) -> None:
    preview(key, ruth)
    block = block_for(key, None, studio=True)
    block.shared_slots = 3
    block.save()
    assert "Preview again" in words(page(key, ruth))


def test_a_preview_is_published_on_a_day_in_the_facilitators_own_time(key, here, who, ruth, clock) -> None:
    builders.members.save_profile(user_id=ruth.id, time_zone="America/New_York")
    run_id = preview(key, ruth)
    assert "Times are those of America/New_York." in words(page(key, ruth))
    told = words(send(key, ruth, "match_schedule", {"run": run_id, "at": "2026-09-18T09:30"}))
    assert "It will be published by itself." in told and "It will be published tomorrow at 09:30" in told
    assert models.Run.objects.get(id=run_id).publish_at.isoformat() == "2026-09-18T13:30:00+00:00"
    clock.move(days=1, hours=5, minutes=29)
    ask(key, builders.person("amara"), "page")
    assert models.Partnership.objects.count() == 0
    clock.move(minutes=1)
    ask(key, builders.person("amara"), "page")
    assert models.Partnership.objects.count() == 2


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("", "Choose a day and a time."),
        ("soon", "Choose a day and a time, such as"),
        ("2026-09-17T01:00", "That moment has passed."),
        ("2027-03-28T01:30", "couldn’t be interpreted"),
        ("99999-01-01T00:00", "Choose a day and a time"),
        ("9999-12-31T23:59", "within a year"),
        ("0001-01-01T00:00", "That moment has passed."),
    ],
)
def test_a_moment_that_is_none_comes_back_as_it_was_typed(key, who, ruth, at: str, message: str) -> None:
    builders.members.save_profile(user_id=ruth.id, time_zone="Europe/London")
    run_id = preview(key, ruth)
    answer = send(key, ruth, "match_schedule", {"run": run_id, "at": at})
    assert answer.status == 422 and message in answer.text
    assert f'value="{at}"' in answer.text or not at
    assert models.Run.objects.get(id=run_id).publish_at is None


def test_the_last_day_there_is_outside_of_time_in_a_zone_behind(key, who, ruth) -> None:
    builders.members.save_profile(user_id=ruth.id, time_zone="America/New_York")
    answer = send(key, ruth, "match_schedule", {"run": preview(key, ruth), "at": "9999-12-31T23:59"})
    assert answer.status == 422 and "within a year" in answer.text


def test_a_day_can_be_dropped_again(key, who, ruth) -> None:
    run_id = preview(key, ruth)
    send(key, ruth, "match_schedule", {"run": run_id, "at": "2026-09-30T09:30"})
    told = words(send(key, ruth, "match_schedule", {"run": run_id, "undo": "1"}))
    assert "It will not be published by itself." in told
    assert models.Run.objects.get(id=run_id).publish_at is None


def test_a_day_that_came_to_nothing_is_told(key, here, who, ruth, clock) -> None:
    run_id = preview(key, ruth)
    send(key, ruth, "match_schedule", {"run": run_id, "at": "2026-09-18T09:30"})
    for name in ("grace", "henry"):
        people.pause(space_id=here.id, user_id=who[name], paused=True, now=clock.now)
    clock.move(days=2)
    assert "It could not be published when it was due. Make it anew and look at it." in words(page(key, ruth))


def test_whoever_only_looks_as_a_learner_brings_nothing_about(key, here, who, ruth, clock) -> None:
    run_id = preview(key, ruth)
    send(key, ruth, "match_schedule", {"run": run_id, "at": "2026-09-18T09:30"})
    clock.move(days=2)
    ask(key, builders.person("amara"), "page", binding={"masquerading": True})
    assert models.Partnership.objects.count() == 0


# For everyone who looks.


def test_the_page_asks_the_database_as_often_however_many_people_there_are(key, here, who, ruth) -> None:
    run_id = preview(key, ruth)

    def queries(part: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            page(key, ruth, run=run_id, part=part)
        return len(asked)

    before = {part: queries(part) for part in previews.LISTS}
    for name in runs.usernames("more", 30):
        runs.looks(here, name)
        runs.offers(here, f"{name}-mentor")
        previews.forbid(
            space_id=here.id,
            learner_id=builders.person(name).id,
            mentor_id=builders.person(f"{name}-mentor").id,
            by=ruth.id,
            now=runs.NOW,
        )
    for _time in range(3):
        run_id = preview(key, ruth)
    assert {part: queries(part) for part in previews.LISTS} == before
    assert max(before.values()) <= 30, before


def test_names_cannot_bring_code_into_the_page(key, here, ruth) -> None:
    runs.offers(here, "grace")
    hostile = builders.person("robin")
    hostile.first_name, hostile.last_name = '"><script>alert(1)', "</script>"
    hostile.save()
    runs.looks(here, "robin", specialty="<img src=x onerror=alert(1)>")
    answer = send(key, ruth, "match", PLAN)
    assert "<script" not in answer.text and "<img" not in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(
        ["match", "match_again", "match_cancel", "match_decide", "match_why_not", "match_publish", "match_schedule"]
    ),
    fields=st.dictionaries(
        st.sampled_from(["mode", "seed", "delta", "run", "pair", "do", "learner", "mentor", "at", "part", "number"]),
        anything,
        max_size=6,
    ),
)
def test_whatever_is_sent_is_answered_and_never_a_fault(key, here, who, ruth, name, fields) -> None:
    run_id = models.Run.objects.values_list("id", flat=True).first() or preview(key, ruth)
    sent = {"run": run_id, **fields}
    assert (
        send(
            key,
            ruth,
            name,
            {key: value.encode("utf-8", "replace") for key, value in sent.items() if isinstance(value, str)}
            | ({"run": run_id} if "run" not in fields else {}),
        ).status
        < 500
    )
    assert (
        ask(
            key,
            ruth,
            "page",
            view="matching",
            **{name: value for name, value in fields.items() if name in {"run", "part", "number"}},
        ).status
        == 200
    )
    assert RunState.WORKING.value not in models.Run.objects.values_list("state", flat=True)
