"""What completes the block and what it grades: one's own acts, told once, and never taken back."""

import re
from typing import Any
from uuid import uuid4

import pytest

from cpd_community_xblock.host.data import Role
from cpd_community_xblock.reflection.data import FOLLOW_UP
from demo.models import Completion, Grade
from demo.runtime import block_for
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WISH = {"parts": ["what", "so_what"], "audience": "cohort", "signature": "named", "attest": "on"}


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


@pytest.fixture
def priya():
    return builders.person("priya", cohort="Rowan")


def block(*acts: str, **fields: Any) -> Any:
    return builders.reflection_block(**{"completes_with": list(acts), "responses_asked": 1, **fields})


def completed(key, user) -> list[float]:
    return list(Completion.objects.filter(user=user, usage_key=key).values_list("value", flat=True))


def grades(key, user) -> list[tuple[float, float]]:
    return list(Grade.objects.filter(user=user, usage_key=key).values_list("value", "max_value"))


def draft(stage: str, body: str = "Words.", **more: object) -> dict[str, object]:
    return {"stage": stage, "version": 0, "base": "", "body": body, **more}


def write(key, user) -> None:
    for stage in ("what", "so_what"):
        assert builders.send(key, user, "finish_stage", draft(stage)).status == 200


def share(key, user) -> int:
    assert builders.send(key, user, "share", WISH).status == 200
    return builders.shared(key, user)


def respond(key, user, thread_id: int) -> None:
    sent = {"thread": thread_id, "token": str(uuid4()), "body": "Thank you.", "signature": "named"}
    assert builders.send(key, user, "respond", sent).status == 200


def other_thread(key, *names: str) -> list[int]:
    """Reflections of others, shared now."""
    found = []
    for name in names:
        user = builders.person(name, cohort="Rowan")
        builders.drafted(key, user, {"what": f"{name}'s words"}, finish=True)
        found.append(builders.shared(key, user))
    return found


# Completion.


def test_sharing_completes_where_the_author_says_so(amara) -> None:
    key = block("wrote", "shared")
    write(key, amara)
    assert completed(key, amara) == []
    share(key, amara)
    assert completed(key, amara) == [1.0]


def test_the_responses_asked_complete_it_each_to_another_colleague(amara) -> None:
    key = block("responded", responses_asked=2)
    first, second = other_thread(key, "dermot", "sean")
    for thread_id in (first, first):
        respond(key, amara, thread_id)
        assert completed(key, amara) == []
    respond(key, amara, second)
    assert completed(key, amara) == [1.0]


def test_all_that_is_asked_together_completes_it(amara, clock) -> None:
    key = block("wrote", "shared", "responded", "followed_up", follow_up_days=2)
    [thread_id] = other_thread(key, "dermot")
    write(key, amara)
    share(key, amara)
    respond(key, amara, thread_id)
    assert completed(key, amara) == []
    clock.move(days=2)
    assert builders.send(key, amara, "send_follow_up", draft(FOLLOW_UP)).status == 200
    assert completed(key, amara) == [1.0]


def test_what_others_do_completes_nothing(amara, priya) -> None:
    key = block("wrote", "responded")
    other_thread(key, "dermot")
    write(key, amara)
    respond(key, priya, share(key, amara))
    assert completed(key, amara) == []


def test_the_platform_is_told_once(amara) -> None:
    key = block("shared", weight=0)
    write(key, amara)
    thread_id = share(key, amara)
    assert block_for(key, amara).is_complete
    Completion.objects.all().delete()
    for _again in range(2):
        share(key, amara)
        builders.shown(key, amara)
        builders.send(key, amara, "withdraw")
        share(key, amara)
    assert completed(key, amara) == []
    assert builders.ask(key, amara, "page", view="thread", thread=thread_id).status == 200


def test_nothing_takes_it_away(amara) -> None:
    key = block("shared", weight=1)
    write(key, amara)
    share(key, amara)
    builders.send(key, amara, "withdraw")
    builders.shown(key, amara)
    assert (completed(key, amara), grades(key, amara)) == ([1.0], [(1.0, 1.0)])


def test_where_the_author_asks_less_since_it_is_complete_with_the_next_visit(amara) -> None:
    key = block("wrote", "shared")
    write(key, amara)
    author = block_for(key, None, studio=True)
    author.completes_with = ["wrote"]
    author.save()
    assert completed(key, amara) == []
    builders.shown(key, amara)
    assert completed(key, amara) == [1.0]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PEER_LEADER, Role.COURSE_TEAM])
def test_looking_in_completes_nothing_for_those_who_help(role: Role) -> None:
    key = block("responded")
    user = builders.person("helper", role=role)
    builders.shown(key, user)
    builders.ask(key, user, "page", view="talk")
    assert completed(key, user) == []


def test_what_came_of_it_is_told_with_its_own_form_alone(amara, clock) -> None:
    """Finished like a part of the reflection it would count, and nobody would have been told."""
    key = block("followed_up", "shared", follow_up_days=1)
    write(key, amara)
    share(key, amara)
    clock.move(days=1)
    assert builders.send(key, amara, "save_draft", draft(FOLLOW_UP, "I did")).status == 200
    refused = builders.send(key, amara, "finish_stage", draft(FOLLOW_UP, "I did it."))
    assert refused.status == 404
    assert completed(key, amara) == []
    for stage in ("what", "nowhere"):
        assert builders.send(key, amara, "send_follow_up", draft(stage)).status in {404, 422}


@pytest.mark.parametrize("broken", [[], ["juggled"], None, [None, {}]])
def test_a_field_that_someone_broke_completes_with_what_was_written(amara, broken: Any) -> None:
    key = builders.reflection_block(completes_with=broken, stems=broken)
    builders.shown(key, amara)
    write(key, amara)
    assert completed(key, amara) == [1.0]


# Whoever finds nobody.


def test_whoever_has_written_and_finds_nobody_waiting_is_not_held_back(amara) -> None:
    key = block("wrote", "responded")
    write(key, amara)
    answer = builders.send(key, amara, "answer_next")
    assert "Nobody is waiting for a response just now." in answer.text
    assert completed(key, amara) == [1.0]


def test_whoever_wants_another_than_the_last_one_is_not_excused_by_that(amara) -> None:
    key = block("wrote", "responded")
    [thread_id] = other_thread(key, "dermot")
    write(key, amara)
    assert f'value="{thread_id}"' in builders.send(key, amara, "answer_next").text
    answer = builders.send(key, amara, "answer_next", {"instead_of": thread_id})
    assert "Nobody else is waiting for a response just now." in answer.text
    assert completed(key, amara) == []


# The grade.


def test_a_grade_counts_the_steps_and_grows_with_them(amara) -> None:
    key = block("wrote", "shared", "responded", responses_asked=2, weight=5)
    first, second = other_thread(key, "dermot", "sean")
    found = []
    for act in (
        lambda: write(key, amara),
        lambda: share(key, amara),
        lambda: respond(key, amara, first),
        lambda: respond(key, amara, second),
    ):
        act()
        found += grades(key, amara)
    assert found == [(1.0, 4.0), (2.0, 4.0), (3.0, 4.0), (4.0, 4.0)]


@pytest.mark.parametrize("weight", [0, -1, None])
def test_without_a_weight_there_is_no_grade(amara, weight: Any) -> None:
    key = block("wrote", weight=weight)
    write(key, amara)
    assert grades(key, amara) == []
    assert not block_for(key, amara).has_score
    assert block_for(key, amara).max_score() is None


def test_with_a_weight_there_is_a_score_to_reach() -> None:
    bound = block_for(block("wrote", weight=2), None)
    assert bound.has_score
    assert bound.max_score() == 1.0


def told(key, user, do: Any) -> list[tuple[str, Any]]:
    """What a block tells its runtime while something is done with it."""
    bound, found = block_for(key, user), []
    publish = bound.runtime.publish

    def listening(block: Any, kind: str, said: Any) -> None:
        found.append((kind, said))
        publish(block, kind, said)

    bound.runtime.publish = listening
    do(bound)
    return found


def visit(bound: Any) -> None:
    bound.runtime.render(bound, "student_view")


def test_a_grade_is_told_when_it_is_higher_and_never_lowered(amara) -> None:
    key = block("wrote", "shared", weight=1)
    builders.drafted(key, amara, {"what": "x", "so_what": "y"}, finish=True)
    [(kind, said)] = told(key, amara, visit)
    assert kind == "grade"
    assert (said["value"], said["max_value"]) == (1, 2)
    assert told(key, amara, visit) == []
    share(key, amara)
    builders.send(key, amara, "withdraw")
    assert [said for kind, said in told(key, amara, visit) if kind == "grade"] == []
    assert grades(key, amara) == [(2.0, 2.0)]


def test_nothing_is_told_of_someone_who_has_done_nothing(amara) -> None:
    key = block("wrote", "shared", weight=1)
    assert told(key, amara, visit) == []


# What the author may ask.


def settings_with(key, **changes: Any):
    ines = builders.person("ines", role=Role.COURSE_TEAM)
    sent = {
        "template": "free",
        "audience": "cohort",
        "naming": "choice",
        **builders.ASKED,
        "stages-TOTAL_FORMS": 1,
        "stages-INITIAL_FORMS": 1,
        "stages-0-id": "what",
        "stages-0-heading": "What?",
        "stages-0-opens": "at_once",
        **changes,
    }
    return builders.send(key, ines, "save_settings", sent, binding={"studio": True})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"completes_with": []}, "Choose at least one."),
        ({"completes_with": ["wrote", "responded"], "responses_asked": 0}, "No responses are asked"),
        ({"completes_with": ["shared", "followed_up"], "follow_up_days": 0}, "Nobody is asked what came of it"),
        ({"completes_with": ["followed_up"]}, "choose “Shared it” too"),
        ({"completes_with": ["won"]}, "Select a valid choice"),
        ({"responses_asked": 11}, "Give a whole number from 0 to 10."),
        ({"responses_asked": ""}, "Give a whole number from 0 to 10."),
        ({"responses_promised": "two"}, "Give a whole number from 0 to 10."),
        ({"responses_promised": -1}, "Give a whole number from 0 to 10."),
        ({"promise_hours": 11}, "Give a whole number from 12 to 336."),
        ({"promise_hours": 337}, "Give a whole number from 12 to 336."),
        ({"follow_up_days": 366}, "Give a whole number from 0 to 365."),
        ({"weight": -1}, "greater than or equal to 0"),
        ({"weight": "NaN"}, "Enter a number"),
        ({"follow_up_prompt": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_is_said_and_not_saved(changes: dict[str, Any], message: str) -> None:
    key = block("wrote")
    before = builders.everything()
    refused = settings_with(key, **changes)
    assert refused.status == 422
    assert message in refused.text
    assert builders.everything() == before


def test_what_the_author_asks_is_what_the_block_goes_by(amara) -> None:
    key = block("wrote")
    saved = settings_with(
        key,
        responses_asked=3,
        responses_promised=1,
        promise_hours=24,
        follow_up_days=7,
        follow_up_prompt="And then?",
        completes_with=["wrote", "shared", "responded", "followed_up"],
        weight="2.5",
    )
    assert saved.status == 200
    plan = block_for(key, amara).plan
    assert (plan.promise.asked, plan.promise.responses, plan.promise.hours) == (3, 1, 24)
    assert (plan.follow_up.days, plan.follow_up.prompt) == (7, "And then?")
    assert len(plan.acts) == 4
    assert block_for(key, amara).weight == 2.5
    ticked = re.findall(
        r'value="(\w+)"[^>]* checked', builders.shown(key, builders.person("ines"), "studio_view", studio=True)
    )
    assert set(ticked) >= {"wrote", "shared", "responded", "followed_up"}


@pytest.mark.parametrize("acts", [("responded",), ("wrote",), ("wrote", "responded")])
def test_coming_in_completes_nothing_even_where_every_part_is_optional(amara, acts: tuple[str, ...]) -> None:
    key = block(*acts, weight=1, stages=[{**stage, "optional": True} for stage in builders.STAGES])
    builders.shown(key, amara)
    assert (completed(key, amara), grades(key, amara)) == ([], [])
    assert builders.send(key, amara, "finish_stage", draft("what")).status == 200
    assert completed(key, amara) == [1.0]


def test_a_grade_that_is_asked_for_later_is_told_when_the_learner_comes_back(amara) -> None:
    key = block("wrote")
    write(key, amara)
    assert (completed(key, amara), grades(key, amara)) == ([1.0], [])
    author = block_for(key, None, studio=True)
    author.weight = 1.0
    author.save()
    builders.shown(key, amara)
    assert grades(key, amara) == [(1.0, 1.0)]


def test_whoever_is_told_not_to_be_held_back_is_not(amara, priya) -> None:
    key = block("wrote", "responded", responses_promised=1)
    other_thread(key, "dermot")
    assert builders.send(key, priya, "answer_next").status == 200
    write(key, amara)
    # The one who waits is being answered by somebody, it seems; that may come to nothing.
    assert "You are not held back by that." not in builders.shown(key, amara)
    assert completed(key, amara) == []


def test_a_response_that_shows_nothing_counts_for_nobody(amara) -> None:
    key = block("responded")
    [thread_id] = other_thread(key, "dermot")
    sent = {"thread": thread_id, "token": str(uuid4()), "body": "\u200b<!-- thanks -->", "signature": "named"}
    refused = builders.send(key, amara, "respond", sent)
    assert refused.status == 422
    assert "Write a few words first." in refused.text
    assert completed(key, amara) == []
