"""Threads, responses and replies as they are written."""

from uuid import uuid4

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import Audience, AudienceKind, PostState
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import MemberRole
from tests import builders
from tests.builders import day

pytestmark = pytest.mark.django_db

COURSE = Audience(AudienceKind.COURSE)


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
def dermot():
    return builders.learner("dermot")


def thread(here, thread_id: int, reader):
    return api.thread(space_id=here.id, thread_id=thread_id, reader=reader)


def test_a_thread_shows_what_was_written_in_the_order_it_came(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, amara, "I nearly missed it.", now=day(1))
    first = builders.responded(here, thread_id, priya, "how calm", stem="I noticed …", now=day(2))
    builders.responded(here, thread_id, dermot, "second", now=day(3))
    builders.responded(here, thread_id, amara, "thanks", parent=first, now=day(4))
    builders.responded(here, thread_id, dermot, "agreed", parent=first, now=day(5))
    seen = thread(here, thread_id, priya)
    assert (seen.opening.body, seen.opening.opening, seen.shared_at) == ("I nearly missed it.", True, day(1))
    assert [post.body for post in seen.responses] == ["how calm", "second"]
    assert seen.responses[0].text == "I noticed how calm"
    assert [reply.body for reply in seen.responses[0].replies] == ["thanks", "agreed"]
    assert [post.byline.name for post in seen.responses] == ["Priya Test", "Dermot Test"]
    assert seen.responses[0].created_at == day(2)
    assert seen.responses[0].byline.is_you
    assert {seen.opening.state, *(post.state for post in seen.responses)} == {PostState.SHOWN}


def test_a_post_can_be_read_alone_as_it_stands_in_its_thread(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    response = builders.responded(here, thread_id, priya, "a response")
    reply = builders.responded(here, thread_id, amara, "a reply", parent=response)
    seen = thread(here, thread_id, priya)
    for expected in (seen.opening, seen.responses[0], seen.responses[0].replies[0]):
        assert api.post(space_id=here.id, post_id=expected.id, reader=priya) == expected
    assert seen.responses[0].replies[0].id == reply


def test_a_reply_to_a_reply_joins_it_under_the_same_response(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, amara)
    response = builders.responded(here, thread_id, priya)
    reply = builders.responded(here, thread_id, amara, "a reply", parent=response)
    builders.responded(here, thread_id, dermot, "to the reply", parent=reply)
    [top] = thread(here, thread_id, amara).responses
    assert [post.body for post in top.replies] == ["a reply", "to the reply"]
    assert {post.parent_id for post in top.replies} == {response}


def test_replies_need_a_response_of_the_same_thread(here, amara, priya) -> None:
    thread_id, other = builders.opened(here, amara), builders.opened(here, priya)
    elsewhere = builders.responded(here, other, amara)
    for parent in (elsewhere, builders.opening_of(here, thread_id, amara), 10**9):
        with pytest.raises(NotFound):
            builders.responded(here, thread_id, priya, parent=parent)
    assert thread(here, thread_id, priya).responses == ()


def test_nobody_replies_to_what_was_taken_back_or_hidden(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    withdrawn, hidden = (builders.responded(here, thread_id, priya) for _ in range(2))
    ruth = builders.facilitator("ruth")
    api.withdraw_post(space_id=here.id, post_id=withdrawn, author=priya, now=day(1))
    api.hide(space_id=here.id, post_id=hidden, staff=ruth, reason="x", now=day(1))
    for parent, author in ((withdrawn, amara), (withdrawn, priya), (hidden, amara), (hidden, ruth)):
        with pytest.raises(NotFound):
            builders.responded(here, thread_id, author, parent=parent)


def test_nobody_answers_a_thread_that_was_taken_back_or_hidden(here, amara, priya) -> None:
    withdrawn, hidden = builders.opened(here, amara), builders.opened(here, amara)
    ruth = builders.facilitator("ruth")
    api.withdraw_thread(thread_id=withdrawn, author=amara, now=day(1))
    api.hide(space_id=here.id, post_id=builders.opening_of(here, hidden, amara), staff=ruth, reason="x", now=day(1))
    for thread_id in (withdrawn, hidden):
        for author in (amara, priya, ruth):
            with pytest.raises(NotFound):
                builders.responded(here, thread_id, author)


def test_the_same_request_again_writes_no_second_post(here, amara, priya) -> None:
    token = str(uuid4())
    thread_id = builders.opened(here, amara, "once", token=token)
    assert builders.opened(here, amara, "twice", token=token) == thread_id
    assert len(api.threads(space_id=here.id, reader=amara).threads) == 1
    answer = str(uuid4())
    post_id = builders.responded(here, thread_id, priya, "once", token=answer)
    assert builders.responded(here, thread_id, priya, "twice", token=answer) == post_id
    seen = thread(here, thread_id, amara)
    # Whoever sends an answer again with more in it was told that the first had not arrived.
    assert (seen.opening.body, [post.body for post in seen.responses]) == ("once", ["twice"])
    api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    with pytest.raises(Conflict):
        builders.responded(here, thread_id, priya, "thrice", token=answer)


def test_one_person_has_one_signature_in_a_thread(here, amara, priya, dermot) -> None:
    # With two of them beside "1 colleague responded", anyone could tell that both are one.
    thread_id = builders.opened(here, amara)
    by_name = builders.responded(here, thread_id, priya)
    builders.responded(here, thread_id, priya, pseudonymous=True)
    api.withdraw_post(space_id=here.id, post_id=by_name, author=priya, now=day(1))
    builders.responded(here, thread_id, priya, pseudonymous=True)
    builders.responded(here, thread_id, dermot, pseudonymous=True)
    builders.responded(here, thread_id, dermot)
    signatures = [post.byline.is_pseudonym for post in thread(here, thread_id, amara).responses]
    assert signatures == [False, False, True, True]
    assert api.own_signature(thread_id=thread_id, author=dermot) is True
    assert api.own_signature(thread_id=thread_id, author=builders.learner("sean")) is None


def test_a_repeated_request_is_answered_even_when_the_thread_was_taken_back_meanwhile(here, amara, priya) -> None:
    token = str(uuid4())
    thread_id = builders.opened(here, amara)
    post_id = builders.responded(here, thread_id, priya, token=token)
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    assert builders.responded(here, thread_id, priya, token=token) == post_id


def test_two_people_may_send_the_same_token(here, amara, priya) -> None:
    token = str(uuid4())
    thread_id = builders.opened(here, amara)
    assert builders.responded(here, thread_id, priya, token=token) != builders.responded(
        here, thread_id, amara, token=token
    )


def test_a_response_under_a_pseudonym_shows_neither_name_nor_work(here, amara, priya) -> None:
    members.save_profile(user_id=priya.user_id, profession="Pharmacist")
    thread_id = builders.opened(here, amara)
    builders.responded(here, thread_id, priya, pseudonymous=True)
    [response] = thread(here, thread_id, amara).responses
    pseudonym = members.pseudonym(user_id=priya.user_id, course_key=priya.course_key)
    assert (response.byline.name, response.byline.about, response.byline.is_pseudonym) == (pseudonym, "", True)


def test_whoever_opened_a_thread_under_a_pseudonym_cannot_give_it_away_by_answering(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, pseudonymous=True)
    builders.responded(here, thread_id, amara, pseudonymous=False)
    seen = thread(here, thread_id, priya)
    assert seen.responses[0].byline.name == seen.opening.byline.name != "Amara Test"


def test_whoever_opened_a_thread_by_name_answers_by_name(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    builders.responded(here, thread_id, amara, pseudonymous=True)
    assert thread(here, thread_id, priya).responses[0].byline.name == "Amara Test"


def test_people_are_shown_in_the_role_that_they_wrote_in(here, amara) -> None:
    thread_id = builders.opened(here, amara)
    ruth = builders.facilitator("ruth")
    builders.responded(here, thread_id, ruth)
    builders.enrol(builders.person("ruth"), cohort="Rowan")
    [response] = thread(here, thread_id, amara).responses
    assert response.byline.role is MemberRole.FACILITATOR
    assert thread(here, thread_id, amara).opening.byline.role is MemberRole.LEARNER


def test_an_edit_is_marked_and_only_a_change_is_an_edit(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    post_id = builders.responded(here, thread_id, priya, "first words", now=day(1))
    edit = {"space_id": here.id, "post_id": post_id, "author": priya}
    api.edit_post(**edit, body="first words", now=day(2))
    assert thread(here, thread_id, amara).responses[0].edited_at is None
    api.edit_post(**edit, body="better words", now=day(3))
    [response] = thread(here, thread_id, amara).responses
    assert (response.body, response.edited_at, response.created_at) == ("better words", day(3), day(1))


def test_nobody_changes_what_someone_else_wrote(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    post_id = builders.responded(here, thread_id, priya, "hers")
    for other in (amara, builders.facilitator("ruth")):
        with pytest.raises(NotFound):
            api.edit_post(space_id=here.id, post_id=post_id, author=other, body="theirs", now=day(1))
        with pytest.raises(NotFound):
            api.withdraw_post(space_id=here.id, post_id=post_id, author=other, now=day(1))
    with pytest.raises(NotFound):
        api.withdraw_thread(thread_id=thread_id, author=priya, now=day(1))
    with pytest.raises(NotFound):
        api.own_thread(thread_id=thread_id, author=priya)
    with pytest.raises(NotFound):
        api.reopen_thread(thread_id=thread_id, author=priya, audience=COURSE, body="theirs", now=day(1))
    assert thread(here, thread_id, amara).responses[0].body == "hers"


def test_what_was_taken_back_cannot_be_edited(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    post_id = builders.responded(here, thread_id, priya)
    api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    with pytest.raises(NotFound):
        api.edit_post(space_id=here.id, post_id=post_id, author=priya, body="x", now=day(2))


def contributions(here, *people):
    found = api.contributions(space_id=here.id, user_ids=[who.user_id for who in people])
    return [
        (found[who.user_id].shared, found[who.user_id].responses) if who.user_id in found else None for who in people
    ]


def test_contributions_count_what_people_did_under_their_own_name(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, amara)
    response = builders.responded(here, thread_id, priya)
    builders.responded(here, thread_id, amara, parent=response)
    elsewhere = builders.opened(builders.space("another"), dermot)
    builders.responded(builders.space("another"), elsewhere, priya)
    # What one writes below one's own reflection is no response to anybody.
    assert contributions(here, amara, priya, dermot) == [(True, 0), (False, 1), None]
    api.retire(user_id=amara.user_id)
    assert contributions(here, priya) == [(False, 1)]


def test_contributions_never_count_what_was_done_under_a_pseudonym(here, amara, priya, dermot) -> None:
    hidden_name = builders.opened(here, amara, pseudonymous=True)
    builders.responded(here, hidden_name, amara)
    builders.responded(here, hidden_name, priya, pseudonymous=True)
    builders.responded(here, hidden_name, dermot)
    assert contributions(here, amara, priya, dermot) == [None, None, (False, 1)]


def test_contributions_leave_out_what_was_taken_back_or_hidden(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    posts = [builders.responded(here, thread_id, priya) for _ in range(3)]
    api.withdraw_post(space_id=here.id, post_id=posts[0], author=priya, now=day(1))
    api.hide(space_id=here.id, post_id=posts[1], staff=builders.facilitator("ruth"), reason="x", now=day(1))
    assert contributions(here, amara, priya) == [(True, 0), (False, 1)]
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    assert contributions(here, amara, priya) == [None, (False, 1)]
