"""What becomes of words that are withdrawn, hidden, restored or shared again."""

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import Audience, AudienceKind, PostState
from cpd_community_xblock.core.errors import Conflict, NotFound
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


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


@pytest.fixture
def thread_id(here, amara):
    return builders.opened(here, amara, "the reflection")


def thread(here, thread_id: int, reader):
    return api.thread(space_id=here.id, thread_id=thread_id, reader=reader)


def withdraw(here, post_id: int, author, now=day(5)) -> None:
    api.withdraw_post(space_id=here.id, post_id=post_id, author=author, now=now)


def hide(here, post_id: int, ruth, reason: str = "It names a ward.") -> None:
    api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason=reason, now=day(5))


def count(thread_id: int, author) -> int:
    return api.own_thread(thread_id=thread_id, author=author).responses


def test_a_withdrawn_response_disappears_for_everyone_else(here, thread_id, amara, priya, dermot, ruth) -> None:
    post_id = builders.responded(here, thread_id, priya, "too soon")
    withdraw(here, post_id, priya)
    for reader in (amara, dermot, ruth):
        assert thread(here, thread_id, reader).responses == ()
        with pytest.raises(NotFound):
            api.post(space_id=here.id, post_id=post_id, reader=reader)
    [mine] = thread(here, thread_id, priya).responses
    assert (mine.body, mine.state) == ("too soon", PostState.WITHDRAWN)


def test_a_hidden_response_disappears_for_all_but_its_author_and_the_staff(
    here, thread_id, amara, priya, dermot, ruth
) -> None:
    post_id = builders.responded(here, thread_id, priya, "on ward 6")
    hide(here, post_id, ruth)
    for reader in (amara, dermot):
        assert thread(here, thread_id, reader).responses == ()
    for reader in (priya, ruth, builders.facilitator("rowans", cohort="Rowan")):
        [seen] = thread(here, thread_id, reader).responses
        assert (seen.body, seen.state, seen.hidden_reason) == ("on ward 6", PostState.HIDDEN, "It names a ward.")


@pytest.mark.parametrize("way", ["withdrawn", "hidden"])
def test_a_placeholder_stays_where_replies_hang_on_it(here, thread_id, amara, priya, dermot, ruth, way: str) -> None:
    post_id = builders.responded(here, thread_id, priya, "gone soon", stem="I noticed …")
    builders.responded(here, thread_id, dermot, "a reply that stays", parent=post_id)
    if way == "withdrawn":
        withdraw(here, post_id, priya)
    else:
        hide(here, post_id, ruth)
    [seen] = thread(here, thread_id, amara).responses
    assert (seen.body, seen.stem, seen.text, seen.hidden_reason) == ("", "", "", "")
    assert seen.state == PostState(way)
    assert [reply.body for reply in seen.replies] == ["a reply that stays"]


def test_a_placeholder_goes_with_its_last_reply(here, thread_id, amara, priya, dermot) -> None:
    post_id = builders.responded(here, thread_id, priya)
    reply = builders.responded(here, thread_id, dermot, parent=post_id)
    withdraw(here, post_id, priya)
    withdraw(here, reply, dermot)
    assert thread(here, thread_id, amara).responses == ()


def test_a_withdrawn_thread_disappears_for_everyone_but_its_author(here, thread_id, amara, dermot, ruth) -> None:
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    for reader in (dermot, ruth, builders.member(builders.person("ines", role=builders.Role.COURSE_TEAM))):
        with pytest.raises(NotFound):
            thread(here, thread_id, reader)
    assert thread(here, thread_id, amara).opening.body == "the reflection"


def test_a_hidden_thread_disappears_for_all_but_its_author_and_the_staff(here, thread_id, amara, dermot, ruth) -> None:
    hide(here, builders.opening_of(here, thread_id, amara), ruth)
    with pytest.raises(NotFound):
        thread(here, thread_id, dermot)
    for reader in (amara, ruth):
        assert thread(here, thread_id, reader).opening.body == "the reflection"


@pytest.mark.parametrize("way", ["withdrawn", "hidden"])
def test_who_answered_a_thread_that_is_gone_still_finds_their_own_words_and_only_those(
    here, thread_id, amara, priya, dermot, ruth, way: str
) -> None:
    builders.responded(here, thread_id, priya, "Priya's response")
    dermots = builders.responded(here, thread_id, dermot, "Dermot's response")
    builders.responded(here, thread_id, priya, "Priya's reply", parent=dermots)
    builders.responded(here, thread_id, amara, "Amara's reply", parent=dermots)
    if way == "withdrawn":
        api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    else:
        hide(here, builders.opening_of(here, thread_id, amara), ruth)
    seen = thread(here, thread_id, priya)
    assert (seen.opening.body, seen.opening.state) == ("", PostState(way))
    words = [post.body for top in seen.responses for post in (top, *top.replies)]
    assert sorted(words) == ["Priya's reply", "Priya's response"]


def test_own_words_in_a_thread_that_is_gone_can_still_be_taken_back(here, thread_id, amara, priya, dermot) -> None:
    dermots = builders.responded(here, thread_id, dermot)
    reply = builders.responded(here, thread_id, priya, "Priya's reply", parent=dermots)
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    withdraw(here, reply, priya)
    assert api.post(space_id=here.id, post_id=reply, reader=priya).state is PostState.WITHDRAWN


def test_withdrawing_twice_keeps_the_first_moment_and_harms_nothing(here, thread_id, amara, priya) -> None:
    post_id = builders.responded(here, thread_id, priya)
    for now in (day(1), day(2)):
        withdraw(here, post_id, priya, now)
        api.withdraw_thread(thread_id=thread_id, author=amara, now=now)
    assert count(thread_id, amara) == 0


def test_counts_follow_what_is_shown(here, thread_id, amara, priya, dermot, ruth) -> None:
    first = builders.responded(here, thread_id, priya)
    second = builders.responded(here, thread_id, dermot)
    builders.responded(here, thread_id, dermot, parent=first)
    builders.responded(here, thread_id, amara)
    assert count(thread_id, amara) == 2
    withdraw(here, first, priya)
    assert count(thread_id, amara) == 1
    hide(here, second, ruth)
    assert count(thread_id, amara) == 0
    api.restore(space_id=here.id, post_id=second, staff=ruth, now=day(6))
    assert count(thread_id, amara) == 1


def test_a_restored_thread_is_back_in_the_lists(here, thread_id, amara, priya, ruth) -> None:
    post_id = builders.opening_of(here, thread_id, amara)
    hide(here, post_id, ruth)
    assert api.threads(space_id=here.id, reader=priya).threads == ()
    api.restore(space_id=here.id, post_id=post_id, staff=ruth, now=day(6))
    [back] = api.threads(space_id=here.id, reader=priya).threads
    assert (back.opening.body, back.opening.hidden_reason) == ("the reflection", "")


# Sharing again.


def reopen(thread_id: int, author, body: str, *, audience=None, now=day(8)) -> None:
    api.reopen_thread(
        thread_id=thread_id,
        author=author,
        audience=audience or builders.cohort_of(author),
        body=body,
        now=now,
    )


def test_changing_what_colleagues_have_read_counts_as_an_edit(here, thread_id, amara, priya) -> None:
    reopen(thread_id, amara, "the reflection", now=day(7))
    assert thread(here, thread_id, priya).opening.edited_at is None
    reopen(thread_id, amara, "a better one")
    seen = thread(here, thread_id, priya)
    assert (seen.opening.body, seen.opening.edited_at, seen.shared_at) == ("a better one", day(8), builders.START)


def test_what_comes_back_from_withdrawal_counts_as_new(here, thread_id, amara, priya) -> None:
    reopen(thread_id, amara, "edited", now=day(2))
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(3))
    reopen(thread_id, amara, "again")
    [back] = api.threads(space_id=here.id, reader=priya).threads
    assert (back.opening.body, back.opening.edited_at, back.shared_at) == ("again", None, day(8))
    assert back.opening.state is PostState.SHOWN


def test_responses_are_there_again_with_the_thread(here, thread_id, amara, priya, dermot) -> None:
    builders.responded(here, thread_id, priya, "a response")
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(3))
    reopen(thread_id, amara, "again")
    assert [post.body for post in thread(here, thread_id, dermot).responses] == ["a response"]
    assert count(thread_id, amara) == 1


def test_sharing_again_may_widen_or_narrow_the_audience(here, thread_id, amara) -> None:
    kofi = builders.learner("kofi", "Hawthorn")
    reopen(thread_id, amara, "for all", audience=COURSE)
    assert thread(here, thread_id, kofi).audience is AudienceKind.COURSE
    reopen(thread_id, amara, "for Rowan")
    with pytest.raises(NotFound):
        thread(here, thread_id, kofi)
    assert api.threads(space_id=here.id, reader=kofi).threads == ()


def test_the_signature_stays_when_it_is_shared_again(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, "the reflection", pseudonymous=True)
    name = thread(here, thread_id, priya).opening.byline.name
    reopen(thread_id, amara, "the reflection, mended")
    seen = thread(here, thread_id, priya).opening
    assert (seen.byline.name, seen.byline.is_pseudonym, seen.body) == (name, True, "the reflection, mended")


def test_once_answered_it_stays_with_those_who_could_read_it(here, thread_id, amara, priya) -> None:
    kofi = builders.learner("kofi", "Hawthorn")
    builders.responded(here, thread_id, priya, "for her cohort alone")
    with pytest.raises(Conflict):
        reopen(thread_id, amara, "the reflection", audience=COURSE)
    moved = builders.learner("amara", "Hawthorn")
    reopen(thread_id, moved, "the reflection, mended", audience=builders.cohort_of(moved))
    with pytest.raises(NotFound):
        thread(here, thread_id, kofi)
    assert thread(here, thread_id, priya).opening.body == "the reflection, mended"


def test_sharing_again_does_not_undo_what_a_facilitator_has_hidden(here, thread_id, amara, priya, ruth) -> None:
    hide(here, builders.opening_of(here, thread_id, amara), ruth)
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(6))
    reopen(thread_id, amara, "the same again")
    with pytest.raises(NotFound):
        thread(here, thread_id, priya)
    assert api.threads(space_id=here.id, reader=priya).threads == ()
    assert thread(here, thread_id, amara).opening.state is PostState.HIDDEN


def test_own_thread_tells_its_author_whatever_has_become_of_it(here, thread_id, amara, ruth) -> None:
    hide(here, builders.opening_of(here, thread_id, amara), ruth)
    mine = api.own_thread(thread_id=thread_id, author=amara)
    assert (mine.opening.state, mine.opening.hidden_reason) == (PostState.HIDDEN, "It names a ward.")
    api.withdraw_thread(thread_id=thread_id, author=amara, now=day(6))
    assert api.own_thread(thread_id=thread_id, author=amara).opening.state is PostState.WITHDRAWN
