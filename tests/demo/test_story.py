"""The story: its people, its time, and what they wrote."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from cpd_community_xblock import host, models
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import PostState
from cpd_community_xblock.host.data import Role
from demo import clock, course, people
from demo.models import Clock, Completion
from demo.runtime import block_for

pytestmark = pytest.mark.usefixtures("story")

ROWS = (get_user_model(), Group, Clock, Completion, models.Entry, models.Post, models.Profile, models.StaffAct)


def standing(username: str):
    user = get_user_model().objects.get(username=username)
    return host.current().standing(user_id=user.id, course_key=course.KEY)


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
    assert standing("hannah").enrolled
    assert not standing(people.STRANGER).enrolled


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
    with django_assert_num_queries(1):
        client.get("/")


def test_resetting_goes_back_to_the_first_evening(client: Client) -> None:
    loaded = counts()
    client.post("/clock", {"step": "week"})
    get_user_model().objects.get(username="kofi").delete()
    call_command("reset_demo", verbosity=0)
    assert counts() == loaded
    assert clock.now() - clock.OPENING < timedelta(minutes=5)
