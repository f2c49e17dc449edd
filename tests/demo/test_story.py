"""The story: its people, its time, and what they wrote."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from opaque_keys.edx.keys import UsageKey

from cpd_community_xblock import host, models
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import Circle, Concern, NewsKind, PostState, ThanksKind
from cpd_community_xblock.host.data import Role
from demo import clock, course, people
from demo.models import Clock, Completion, Grade
from demo.runtime import block_for

pytestmark = pytest.mark.usefixtures("story")

ROWS = (
    *(get_user_model(), Group, Clock, Completion, models.Entry, models.Post, models.Profile, models.StaffAct),
    *(models.Thanks, models.News, models.Report),
)
WEEK_1 = course.usage_key("cpd_reflection", "wk1-noticing")
WEEK_3 = course.usage_key("cpd_reflection", "wk3-escalating")


def standing(username: str):
    user = get_user_model().objects.get(username=username)
    return host.current().standing(user_id=user.id, course_key=course.KEY)


def block_as(usage_key: UsageKey, username: str):
    return block_for(usage_key, get_user_model().objects.get(username=username))


def asked_of(usage_key: UsageKey, username: str):
    return block_as(usage_key, username).room.asked()


def news_for(usage_key: UsageKey, username: str) -> set[NewsKind]:
    block = block_as(usage_key, username)
    return {item.kind for item in conversation.news(space_id=block.space.id, member=block.member)}


def counts() -> list[int]:
    return [model._default_manager.count() for model in ROWS]


def test_loading_again_changes_nothing() -> None:
    before = counts()
    call_command("load_demo")
    assert counts() == before


def test_loading_again_takes_nothing_back() -> None:
    user = get_user_model().objects.get(username="priya")
    block = block_for(course.usage_key("cpd_reflection", "wk1-noticing"), user)
    page = conversation.threads(space_id=block.space.id, reader=block.member)
    mine = next(thread.id for thread in page.threads if thread.opening.byline.is_you)
    conversation.withdraw_thread(thread_id=mine, author=block.member, now=clock.now())
    call_command("load_demo")
    assert conversation.own_thread(thread_id=mine, author=block.member).opening.state is PostState.WITHDRAWN


def test_everyone_has_a_place_in_the_course() -> None:
    assert standing("amara").role is Role.LEARNER
    assert standing("amara").cohort.name == "Rowan"
    assert standing("ruth").role is Role.FACILITATOR
    assert standing("ines").role is Role.COURSE_TEAM
    assert standing("hannah").role is Role.PEER_LEADER
    assert not standing(people.STRANGER).enrolled


def test_each_cohort_has_two_peer_leaders_who_are_no_staff() -> None:
    leaders = [person for person in people.characters().values() if person.role is Role.PEER_LEADER]
    assert sorted(person.cohort for person in leaders) == ["Hawthorn", "Hawthorn", "Rowan", "Rowan"]
    for person in leaders:
        place = standing(person.username)
        assert (place.cohort.name, place.sees_every_cohort, place.is_staff) == (person.cohort, False, False)
    learners = {person.username for person in host.current().learners(course_key=course.KEY)}
    assert learners.isdisjoint(person.username for person in leaders)


def test_names_are_in_the_right_fields() -> None:
    amara = get_user_model().objects.get(username="amara")
    assert amara.get_full_name() == people.characters()["amara"].name
    assert amara.email == "amara@example.com"
    assert not amara.has_usable_password()


def test_colleagues_read_one_another_at_the_moments_of_the_story() -> None:
    kofi = get_user_model().objects.get(username="kofi")
    block = block_for(course.usage_key("cpd_reflection", "wk1-noticing"), kofi)
    page = conversation.threads(space_id=block.space.id, reader=block.member)
    assert {thread.opening.byline.name for thread in page.threads} >= {"Amara Nwosu", "Priya Raghunathan"}
    amaras = next(thread for thread in page.threads if thread.opening.byline.name == "Amara Nwosu")
    assert amaras.shared_at == course.START + timedelta(days=3, hours=22, minutes=5)
    assert amaras.responses == 3


def test_the_story_opens_on_a_tuesday_evening_and_time_flows() -> None:
    assert clock.OPENING.isoformat() == "2026-10-20T19:00:00+00:00"
    assert timedelta(0) <= clock.now() - clock.OPENING < timedelta(minutes=5)
    assert host.current().now() - clock.OPENING < timedelta(minutes=5)


@pytest.mark.parametrize(("step", "length"), [("hour", {"hours": 1}), ("day", {"days": 1}), ("week", {"weeks": 1})])
def test_the_bar_moves_the_time_on(client: Client, step: str, length: dict[str, int]) -> None:
    before = host.current().now()
    answer = client.post("/clock", {"step": step, "next": "/unit/week-1-start"})
    assert answer.headers["Location"] == "/unit/week-1-start"
    moved = host.current().now() - before - timedelta(**length)
    assert timedelta(0) <= moved < timedelta(minutes=5)


def test_the_time_is_asked_for_once_per_page(client: Client, django_assert_num_queries) -> None:
    client.get("/")  # The course's outline is read once.
    with django_assert_num_queries(1):
        client.get("/")


def test_resetting_goes_back_to_the_first_evening(client: Client) -> None:
    loaded = counts()
    client.post("/clock", {"step": "week"})
    get_user_model().objects.get(username="kofi").delete()
    call_command("reset_demo", verbosity=0)
    assert counts() == loaded
    assert clock.now() - clock.OPENING < timedelta(minutes=5)


# What there is to see on the first evening.


@pytest.mark.parametrize(
    ("username", "circle"),
    [
        ("amara", Circle.COLLEAGUES),
        ("joy", Circle.COLLEAGUES),
        ("samuel", Circle.PEER_LEADERS),
        ("yusuf", Circle.PEER_LEADERS),
        ("ruth", Circle.FACILITATORS),
        ("imran", Circle.FACILITATORS),
    ],
)
def test_in_week_3_everyone_who_may_be_asked_has_somebody_waiting(username: str, circle: Circle) -> None:
    asked = asked_of(WEEK_3, username)
    assert (asked.circle, asked.is_anyone_waiting) == (circle, True)


@pytest.mark.parametrize(("username", "week_day"), [("gwen", "Thursday evening"), ("callum", "Friday afternoon")])
def test_in_each_cohort_somebody_waits_for_a_first_response(as_person, username: str, week_day: str) -> None:
    page = as_person(username).get("/unit/week-1-reflecting").content.decode()
    assert f"Someone responds by {week_day}" in re.sub(r"<[^>]*>", "", page)


def test_every_promise_was_kept() -> None:
    """But for those that still run: nobody in the story waits longer than was promised."""
    for usage_key in (WEEK_1, WEEK_3):
        block = block_for(usage_key, None)
        promise = block.plan.promise
        for thread in models.Thread.objects.filter(space__usage_key=usage_key, is_open=True):
            due = thread.shared_at + timedelta(hours=promise.hours)
            responses = models.Post.objects.filter(thread=thread, opening=None, parent=None, follow_up=None)
            in_time = responses.filter(created_at__lte=due).values("author").distinct().count()
            assert in_time >= promise.responses or due > clock.OPENING, thread.id


def test_thanks_were_said_in_both_ways() -> None:
    for kind in ThanksKind:
        assert models.Thanks.objects.filter(kind=kind.value).count() > 1
    assert NewsKind.CHANGED in news_for(WEEK_1, "amara")


@pytest.mark.parametrize(("teller", "listener"), [("priya", "amara"), ("priya", "samuel"), ("tomasz", "yusuf")])
def test_what_came_of_it_was_told_to_those_who_responded(as_person, teller: str, listener: str) -> None:
    assert NewsKind.FOLLOW_UP in news_for(WEEK_1, listener)
    told = models.Post.objects.get(follow_up=True, author__username=teller)
    page = as_person(listener).get(f"/handler/course/{WEEK_1}/page?view=thread&thread={told.thread_id}")
    assert "What came of it" in page.content.decode()


def test_others_are_asked_now_what_came_of_it(as_person) -> None:
    for username in ("amara", "kofi", "lena"):
        assert "It is time to look back" in as_person(username).get("/unit/week-1-reflecting").content.decode()


def test_a_week_later_those_who_shared_last_are_asked_too(as_person) -> None:
    page = as_person("gwen").get("/unit/week-1-reflecting").content.decode()
    assert "It is time to look back" not in page
    Client().post("/clock", {"step": "week"})
    page = as_person("gwen").get("/unit/week-1-reflecting").content.decode()
    assert "It is time to look back" in page


def test_one_text_waits_for_the_facilitators(as_person) -> None:
    report = models.Report.objects.get(outcome="")
    assert report.concern == Concern.UNSAFE.value
    for username in ("ruth", "imran", "ines"):
        page = as_person(username).get(f"/handler/course/{WEEK_3}/page?view=people").content.decode()
        assert "Please look at this" in page
        assert "put a line underneath" in page
        assert "Callum" not in page.split("<table")[0]


def test_the_settings_that_a_course_author_may_look_for_are_set_somewhere() -> None:
    assert block_for(WEEK_1, None).plan.follow_up.days == 7
    assert block_for(WEEK_1, None).completes_with == ["wrote", "shared"]
    assert block_for(WEEK_3, None).plan.promise.responses == 3
    assert block_for(WEEK_3, None).has_score


def test_whoever_did_what_completes_a_block_has_completed_it() -> None:
    done = set(Completion.objects.filter(usage_key=WEEK_1, value=1).values_list("user__username", flat=True))
    shared = {entry["author"] for entry in people.story()["entries"] if entry["block"] == "wk1-noticing"} - {"dermot"}
    assert done == shared
    assert not Grade.objects.exists()
