"""Thanks for an answer, and what came of it all: who may say it, and who sees it."""

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import NewsKind, Order, ThanksKind
from cpd_community_xblock.core.errors import NotAllowed, NotFound
from tests import builders
from tests.builders import day

pytestmark = pytest.mark.django_db

TOLD = "I spoke with the family, as you said."


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
    return builders.opened(here, amara)


@pytest.fixture
def post_id(here, thread_id, priya):
    return builders.responded(here, thread_id, priya)


def thank(here, post_id: int, who, kind: ThanksKind = ThanksKind.THANKS) -> None:
    api.thank(space_id=here.id, post_id=post_id, member=who, kind=kind, now=day(1))


def unthank(here, post_id: int, who, kind: ThanksKind = ThanksKind.THANKS) -> None:
    api.unthank(space_id=here.id, post_id=post_id, member=who, kind=kind)


def hear(here, who) -> list[NewsKind]:
    return sorted(item.kind for item in api.news(space_id=here.id, member=who))


def thanks(here, post_id: int, reader) -> set[ThanksKind]:
    return set(api.post(space_id=here.id, post_id=post_id, reader=reader).thanks)


# Thanks.


@pytest.mark.parametrize("kind", ThanksKind)
def test_thanks_are_seen_by_who_said_them_and_who_hears_them_alone(
    here, post_id, amara, priya, dermot, ruth, kind: ThanksKind
) -> None:
    thank(here, post_id, amara, kind)
    assert thanks(here, post_id, amara) == thanks(here, post_id, priya) == {kind}
    for other in (dermot, ruth, builders.peer_leader("leader")):
        assert thanks(here, post_id, other) == set()
    assert hear(here, priya) == [NewsKind(kind.value)]
    assert hear(here, dermot) == []


def test_both_can_be_said_and_each_be_taken_back(here, post_id, amara, priya) -> None:
    for kind in (*ThanksKind, *ThanksKind):
        thank(here, post_id, amara, kind)
    assert thanks(here, post_id, priya) == set(ThanksKind)
    assert hear(here, priya) == [NewsKind.CHANGED, NewsKind.THANKS]
    unthank(here, post_id, amara, ThanksKind.CHANGED)
    assert thanks(here, post_id, priya) == {ThanksKind.THANKS}
    assert hear(here, priya) == [NewsKind.THANKS]
    unthank(here, post_id, amara, ThanksKind.CHANGED)
    unthank(here, post_id, amara)
    kept = builders.everything()
    assert kept["Thanks"] == []
    assert hear(here, priya) == []


@pytest.mark.parametrize("do", [thank, unthank])
def test_nobody_but_who_opened_the_thread_says_or_undoes_them(here, post_id, amara, dermot, ruth, priya, do) -> None:
    thank(here, post_id, amara)
    before = builders.everything()
    for other in (dermot, ruth, priya, builders.peer_leader("leader"), builders.learner("kofi", "Hawthorn")):
        with pytest.raises(NotFound):
            do(here, post_id, other)
    assert builders.everything() == before


def test_nobody_thanks_themselves(here, thread_id, amara) -> None:
    own = builders.responded(here, thread_id, amara)
    for post_id in (own, builders.opening_of(here, thread_id, amara)):
        with pytest.raises(NotAllowed):
            thank(here, post_id, amara)


def test_a_reply_can_be_thanked_for_too(here, thread_id, post_id, amara, dermot) -> None:
    reply = builders.responded(here, thread_id, dermot, parent=post_id)
    thank(here, reply, amara)
    assert thanks(here, reply, dermot) == {ThanksKind.THANKS}


@pytest.mark.parametrize("gone", ["withdrawn", "hidden", "elsewhere"])
def test_what_is_not_there_is_not_thanked_for(here, post_id, amara, priya, ruth, gone: str) -> None:
    where = here
    if gone == "withdrawn":
        api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    elif gone == "hidden":
        api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=day(1))
    else:
        where = builders.space("another")
    with pytest.raises(NotFound):
        thank(where, post_id, amara)


def test_thanks_to_a_pseudonym_name_nobody(here, thread_id, amara, priya) -> None:
    post_id = builders.responded(here, thread_id, priya, pseudonymous=True)
    thank(here, post_id, amara)
    seen = api.post(space_id=here.id, post_id=post_id, reader=amara)
    assert seen.byline.is_pseudonym
    assert "Priya" not in str(seen)


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_thanks_go_with_who_said_them(here, post_id, amara, priya, how: str) -> None:
    thank(here, post_id, amara)
    _leave(here, amara, how)
    kept = builders.everything()
    assert (kept["Thanks"], kept["News"]) == ([], [])


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_thanks_go_with_whom_they_were_said_to(here, thread_id, post_id, amara, priya, dermot, how: str) -> None:
    builders.responded(here, thread_id, dermot, parent=post_id)  # What is left of the response holds a reply.
    thank(here, post_id, amara)
    _leave(here, priya, how)
    assert builders.everything()["Thanks"] == []
    assert hear(here, priya) == []


def _leave(here, who, how: str) -> None:
    if how == "clear":
        api.clear(space_id=here.id, user_id=who.user_id)
    else:
        api.retire(user_id=who.user_id)


# What came of it.


def tell(here, thread_id: int, who, body: str = TOLD, now=None) -> None:
    api.follow_up(space_id=here.id, thread_id=thread_id, author=who, body=body, now=now or day(21))


def seen_by(here, thread_id: int, who) -> list[str]:
    whole = api.thread(space_id=here.id, thread_id=thread_id, reader=who)
    return [post.body for post in whole.responses if post.follow_up]


def test_those_who_responded_and_the_staff_read_what_came_of_it_and_nobody_else(
    here, thread_id, post_id, amara, priya, dermot, ruth
) -> None:
    builders.responded(here, thread_id, dermot, parent=post_id)  # A reply is no response.
    sean = builders.learner("sean")
    taken_back = builders.responded(here, thread_id, sean)
    api.withdraw_post(space_id=here.id, post_id=taken_back, author=sean, now=day(1))
    tell(here, thread_id, amara)
    leader = builders.peer_leader("leader")
    for who in (amara, priya, ruth, builders.facilitator("rowans", "Rowan")):
        assert seen_by(here, thread_id, who) == [TOLD]
    for who in (dermot, sean, leader, builders.peer_leader("leader-of-all", None), builders.learner("kim")):
        assert seen_by(here, thread_id, who) == []


def test_no_query_tells_others_what_came_of_it(here, thread_id, post_id, amara, dermot) -> None:
    tell(here, thread_id, amara)
    whole = api.thread(space_id=here.id, thread_id=thread_id, reader=amara)
    follow_up = next(post.id for post in whole.responses if post.follow_up)
    with pytest.raises(NotFound):
        api.post(space_id=here.id, post_id=follow_up, reader=dermot)
    found = [
        *(api.threads(space_id=here.id, reader=dermot, order=order) for order in Order),
        api.thread(space_id=here.id, thread_id=thread_id, reader=dermot),
        api.own_words(space_id=here.id, author=dermot),
        api.news(space_id=here.id, member=dermot),
        api.hidden_posts(space_id=here.id, staff=dermot),
        api.contributions(space_id=here.id, user_ids=[amara.user_id]),
    ]
    assert TOLD not in str(found)
    with pytest.raises(NotFound):
        builders.responded(here, thread_id, dermot, parent=follow_up)


def test_it_counts_as_no_response_and_moves_no_thread(here, thread_id, amara, ruth, dermot) -> None:
    before = api.contributions(space_id=here.id, user_ids=[amara.user_id])
    tell(here, thread_id, amara)
    assert api.own_thread(thread_id=thread_id, author=amara).responses == 0
    assert api.contributions(space_id=here.id, user_ids=[amara.user_id]) == before
    assert api.threads(space_id=here.id, reader=dermot).threads[0].shared_at == builders.START


def test_nobody_else_tells_what_came_of_it(here, thread_id, post_id, priya, ruth) -> None:
    before = builders.everything()
    for who in (priya, ruth, builders.peer_leader("leader"), builders.learner("kofi", "Hawthorn")):
        with pytest.raises(NotFound):
            tell(here, thread_id, who)
    assert builders.everything() == before


def test_telling_once_more_replaces_what_was_told(here, thread_id, post_id, amara, priya) -> None:
    tell(here, thread_id, amara, "First words.")
    tell(here, thread_id, amara, now=day(22))
    assert seen_by(here, thread_id, priya) == [TOLD]
    [post] = [
        post for post in api.thread(space_id=here.id, thread_id=thread_id, reader=priya).responses if post.follow_up
    ]
    assert post.edited_at == day(22)
    assert "First words." not in str(builders.everything())


def test_those_who_responded_hear_of_it_once_and_nobody_else(
    here, thread_id, post_id, amara, priya, dermot, ruth
) -> None:
    builders.responded(here, thread_id, priya)
    tell(here, thread_id, amara)
    tell(here, thread_id, amara, "And more.")
    [news] = api.news(space_id=here.id, member=priya)
    assert (news.kind, news.count, news.thread_id) == (NewsKind.FOLLOW_UP, 1, thread_id)
    assert hear(here, dermot) == hear(here, ruth) == []


def test_it_is_signed_as_the_thread_is(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, pseudonymous=True)
    builders.responded(here, thread_id, priya)
    tell(here, thread_id, amara)
    whole = api.thread(space_id=here.id, thread_id=thread_id, reader=priya)
    [post] = [post for post in whole.responses if post.follow_up]
    assert post.byline == whole.opening.byline
    assert "Amara" not in str(whole)


@pytest.mark.parametrize("gone", ["withdrawn", "hidden", "elsewhere"])
def test_where_nobody_would_read_it_nothing_is_told(here, thread_id, post_id, amara, ruth, gone: str) -> None:
    where = here
    if gone == "withdrawn":
        api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    elif gone == "hidden":
        opening = builders.opening_of(here, thread_id, amara)
        api.hide(space_id=here.id, post_id=opening, staff=ruth, reason="x", now=day(1))
    else:
        where = builders.space("another")
    with pytest.raises(NotFound):
        tell(where, thread_id, amara)


def test_what_was_told_can_be_taken_back_and_told_again(here, thread_id, post_id, amara, priya) -> None:
    tell(here, thread_id, amara)
    whole = api.thread(space_id=here.id, thread_id=thread_id, reader=amara)
    follow_up = next(post.id for post in whole.responses if post.follow_up)
    api.withdraw_post(space_id=here.id, post_id=follow_up, author=amara, now=day(22))
    assert seen_by(here, thread_id, priya) == []
    assert hear(here, priya) == []
    tell(here, thread_id, amara, now=day(23))
    assert seen_by(here, thread_id, priya) == [TOLD]
    assert hear(here, priya) == [NewsKind.FOLLOW_UP]


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_it_goes_with_who_told_it(here, thread_id, post_id, amara, priya, how: str) -> None:
    tell(here, thread_id, amara)
    _leave(here, amara, how)
    assert TOLD not in str(builders.everything())
    assert hear(here, priya) == []
