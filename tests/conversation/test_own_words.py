"""What one said stays in reach, and what was recommended is what was read."""

import pytest

from cpd_community_xblock import models
from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import Audience, AudienceKind, StaffAction
from cpd_community_xblock.core.errors import NotFound
from tests import builders
from tests.builders import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


@pytest.fixture
def priya():
    return builders.learner("priya")


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


@pytest.fixture
def thread_id(here, amara):
    return builders.opened(here, amara, "the reflection")


def bodies(here, author) -> list[str]:
    return [post.body for post in api.own_words(space_id=here.id, author=author)]


def endorse(here, post_id, ruth) -> None:
    api.endorse(space_id=here.id, post_id=post_id, staff=ruth, now=day(2))


def test_what_one_answered_is_found_latest_first_and_no_one_elses(here, amara, priya, thread_id):
    response = builders.responded(here, thread_id, priya, "first", now=day(1))
    builders.responded(here, thread_id, amara, "hers", parent=response, now=day(2))
    builders.responded(here, thread_id, priya, "second", now=day(3))
    assert bodies(here, priya) == ["second", "first"]
    assert bodies(here, amara) == ["hers"]


def test_what_one_answered_outlasts_the_thread(here, amara, priya, thread_id):
    builders.responded(here, thread_id, priya, "kept")
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(2))
    assert bodies(here, priya) == ["kept"]


def test_someone_who_moved_to_another_cohort_finds_and_takes_back_the_own_words_alone(here, priya, thread_id):
    builders.responded(here, thread_id, builders.learner("dermot"), "a colleague's")
    post_id = builders.responded(here, thread_id, priya, "the own")
    moved = builders.learner("priya", cohort="Hawthorn")
    seen = api.thread(space_id=here.id, thread_id=thread_id, reader=moved)
    assert seen.opening.body == ""
    assert [post.body for post in seen.responses] == ["the own"]
    api.withdraw_post(space_id=here.id, post_id=post_id, author=moved, now=day(2))
    assert models.Post.objects.get(id=post_id).withdrawn_at == day(2)


def test_someone_who_moved_cannot_answer_there_any_more(here, priya, thread_id):
    builders.responded(here, thread_id, priya, "the own")
    moved = builders.learner("priya", cohort="Hawthorn")
    with pytest.raises(NotFound):
        builders.responded(here, thread_id, moved, "again")


def test_an_opening_is_not_edited_as_a_response_is(here, amara, thread_id):
    opening = builders.opening_of(here, thread_id, amara)
    with pytest.raises(NotFound):
        api.edit_post(space_id=here.id, post_id=opening, author=amara, body="unattested", now=day(1))


def test_a_recommendation_ends_when_the_words_change(here, amara, priya, ruth, thread_id):
    response = builders.responded(here, thread_id, priya, "as read")
    opening = builders.opening_of(here, thread_id, amara)
    endorse(here, response, ruth)
    endorse(here, opening, ruth)
    api.edit_post(space_id=here.id, post_id=response, author=priya, body="something else", now=day(3))
    api.reopen_thread(
        thread_id=thread_id,
        author=amara,
        audience=builders.cohort_of(amara),
        body="something else too",
        now=day(3),
    )
    seen = api.thread(space_id=here.id, thread_id=thread_id, reader=priya)
    assert not seen.opening.endorsed
    assert not seen.responses[0].endorsed


def test_a_recommendation_stays_when_the_same_words_reach_further(here, amara, ruth, thread_id):
    endorse(here, builders.opening_of(here, thread_id, amara), ruth)
    api.reopen_thread(
        thread_id=thread_id,
        author=amara,
        audience=Audience(AudienceKind.COURSE),
        body="the reflection",
        now=day(3),
    )
    assert api.own_thread(thread_id=thread_id, author=amara).opening.endorsed


def test_a_placeholder_tells_no_recommendation(here, priya, ruth, thread_id):
    dermot = builders.learner("dermot")
    response = builders.responded(here, thread_id, priya, "taken back")
    builders.responded(here, thread_id, dermot, "a reply", parent=response)
    endorse(here, response, ruth)
    api.withdraw_post(space_id=here.id, post_id=response, author=priya, now=day(3))
    seen = api.thread(space_id=here.id, thread_id=thread_id, reader=dermot)
    assert (seen.responses[0].body, seen.responses[0].endorsed) == ("", False)


def test_what_comes_back_from_withdrawal_is_dated_anew(here, amara, priya, thread_id):
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(2))
    api.reopen_thread(
        thread_id=thread_id,
        author=amara,
        audience=builders.cohort_of(amara),
        body="again",
        now=day(4),
    )
    seen = api.thread(space_id=here.id, thread_id=thread_id, reader=priya)
    assert seen.opening.created_at == seen.shared_at == day(4)
    assert seen.opening.edited_at is None


def test_the_record_of_staff_outlasts_the_text(here, amara, ruth, thread_id):
    opening = builders.opening_of(here, thread_id, amara)
    api.hide(space_id=here.id, post_id=opening, staff=ruth, reason="It names a ward.", now=day(2))
    api.retire(user_id=amara.user_id)
    assert not models.Post.objects.filter(id=opening).exists()
    (act,) = api.acts(space_id=here.id, staff=ruth)
    assert (act.action, act.actor_name, act.post_id) == (StaffAction.HIDE, "Ruth Test", None)
    assert act.reason == ""  # It was about the person who is gone.
