"""The story's alumni and what people have told for being matched."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command

from cpd_community_xblock import models
from cpd_community_xblock.mentoring.data import Side
from demo import course, mentoring
from demo.runtime import block_for
from tests import builders

pytestmark = pytest.mark.usefixtures("story")


def block_as(username: str):
    return block_for(mentoring.BLOCK, get_user_model().objects.get(username=username))


def usernames(model, **only) -> set[str]:
    return set(model.objects.filter(**only).values_list("user__username", flat=True))


def test_last_years_graduates_are_alumni_and_some_of_them_mentor() -> None:
    everyone = {"hannah", "samuel", "rosa", "yusuf", "nadia", "owen"}
    assert usernames(models.Alumnus) == everyone
    assert usernames(models.Participant, side=Side.MENTOR) == everyone - {"yusuf", "nadia"}
    assert {block_as(name).side for name in everyone} == {Side.MENTOR}
    assert {block_as(name).side for name in ("amara", "tomasz")} == {Side.LEARNER}
    assert block_as("ruth").side is None


def test_everything_that_they_told_is_something_the_block_offers() -> None:
    offered = block_as("ines").offered
    for row in models.Participant.objects.filter(skipped=False):
        for name in ("profession", "specialty", "setting"):
            assert getattr(row, name) in offered[name]
        for name in ("languages", "topics", "goals"):
            assert set(getattr(row, name)) <= set(offered[name])


def test_loading_again_takes_nothing_back() -> None:
    user = get_user_model().objects.get(username="hannah")
    builders.send(mentoring.BLOCK, user, "save_offer", {"capacity": "5"})
    call_command("load_demo")
    assert models.Participant.objects.get(user=user).capacity == 5


def test_an_invitation_leads_to_the_units_page(django_capture_on_commit_callbacks) -> None:
    ruth = get_user_model().objects.get(username="ruth")
    with django_capture_on_commit_callbacks(execute=True):
        builders.send(mentoring.BLOCK, ruth, "invite_alumni", {"addresses": "somebody@example.org"})
    [letter] = mail.outbox
    assert "http://localhost:8000/unit/week-2-a-mentor" in letter.body
    assert course.RUN.name in letter.subject
