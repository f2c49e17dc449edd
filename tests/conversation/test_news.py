"""What someone hears of when they come back: what is new to them, and nothing that is gone."""

import pytest

from cpd_community_xblock.conversation import api, models
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Concern, NewsKind, Promise, ThanksKind
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
def dermot():
    return builders.learner("dermot")


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


@pytest.fixture
def thread_id(here, amara):
    return builders.opened(here, amara)


def news(here, who) -> list[tuple[NewsKind, int, int | None]]:
    return [(item.kind, item.count, item.thread_id) for item in api.news(space_id=here.id, member=who)]


def see(here, who, thread_id: int | None = None) -> None:
    api.mark_seen(space_id=here.id, member=who, thread_id=thread_id, now=day(9))


def test_responses_to_one_thread_are_one_piece_of_news_latest_first(here, thread_id, amara, priya, dermot) -> None:
    other = builders.opened(here, amara)
    builders.responded(here, thread_id, priya, now=day(1))
    builders.responded(here, other, priya, now=day(2))
    builders.responded(here, thread_id, dermot, now=day(3))
    assert news(here, amara) == [(NewsKind.RESPONSE, 2, thread_id), (NewsKind.RESPONSE, 1, other)]
    assert [item.at for item in api.news(space_id=here.id, member=amara)] == [day(3), day(2)]


def test_a_reply_is_news_to_who_wrote_the_response_and_to_nobody_else(here, thread_id, amara, priya, dermot) -> None:
    response = builders.responded(here, thread_id, priya)
    see(here, amara)
    reply = builders.responded(here, thread_id, dermot, parent=response)
    builders.responded(here, thread_id, amara, parent=reply)
    assert news(here, priya) == [(NewsKind.REPLY, 2, thread_id)]
    assert news(here, amara) == news(here, dermot) == []


def test_what_one_writes_oneself_is_no_news(here, thread_id, amara) -> None:
    own = builders.responded(here, thread_id, amara)
    builders.responded(here, thread_id, amara, parent=own)
    assert news(here, amara) == []


def test_news_is_gone_when_its_thread_was_read_or_it_was_marked_as_seen(here, thread_id, amara, priya, dermot) -> None:
    other = builders.opened(here, amara)
    for place in (thread_id, other):
        builders.responded(here, place, priya)
    see(here, dermot)
    see(here, amara, thread_id)
    assert news(here, amara) == [(NewsKind.RESPONSE, 1, other)]
    see(here, amara)
    assert news(here, amara) == []
    builders.responded(here, thread_id, dermot)
    assert news(here, amara) == [(NewsKind.RESPONSE, 1, thread_id)]


def test_reading_a_thread_does_not_hide_what_came_of_a_report(here, thread_id, priya, dermot, ruth) -> None:
    post_id = builders.responded(here, thread_id, priya)
    builders.reported(here, post_id, dermot)
    api.leave(space_id=here.id, post_id=post_id, staff=ruth, now=day(1))
    see(here, dermot, thread_id)
    assert news(here, dermot) == [(NewsKind.REPORT_LEFT, 1, None)]
    see(here, dermot)
    assert news(here, dermot) == []


@pytest.mark.parametrize("gone", ["withdrawn", "hidden"])
def test_a_response_that_is_gone_is_no_news(here, thread_id, amara, priya, ruth, gone: str) -> None:
    post_id = builders.responded(here, thread_id, priya)
    if gone == "withdrawn":
        api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    else:
        api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=day(1))
    assert news(here, amara) == []


@pytest.mark.parametrize("gone", ["withdrawn", "hidden"])
def test_a_reply_in_a_thread_that_is_gone_is_no_news(here, thread_id, amara, priya, ruth, gone: str) -> None:
    response = builders.responded(here, thread_id, priya)
    builders.responded(here, thread_id, amara, parent=response)
    assert news(here, priya) == [(NewsKind.REPLY, 1, thread_id)]
    if gone == "withdrawn":
        api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    else:
        opening = builders.opening_of(here, thread_id, amara)
        api.hide(space_id=here.id, post_id=opening, staff=ruth, reason="x", now=day(1))
    assert news(here, priya) == []


def test_news_stays_in_its_place(here, thread_id, amara, priya) -> None:
    builders.responded(here, thread_id, priya)
    another = builders.space("another")
    assert news(another, amara) == []
    see(another, amara)
    assert news(here, amara) == [(NewsKind.RESPONSE, 1, thread_id)]


def test_news_costs_one_query_however_much_there_is(here, amara, priya, django_assert_num_queries) -> None:
    for _number in range(25):
        builders.responded(here, builders.opened(here, amara), priya)
    with django_assert_num_queries(1):
        assert 0 < len(api.news(space_id=here.id, member=amara)) <= 25


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_whoever_leaves_leaves_no_news_no_lease_no_words_of_a_report_and_no_thanks(
    here, amara, priya, dermot, how: str
) -> None:
    told = "Dermot's words to the facilitators"
    thread_id, own = builders.opened(here, amara), builders.opened(here, dermot)
    response = builders.responded(here, thread_id, priya)
    builders.responded(here, own, priya)
    builders.responded(here, thread_id, amara, parent=builders.responded(here, thread_id, dermot))
    builders.reported(here, response, dermot, Concern.IDENTIFIES, told)
    kept_for_dermot = builders.opened(here, builders.learner("sean"))
    promise = Promise()
    assert api.ask_next(space_id=here.id, member=dermot, promise=promise, now=day(1)) == kept_for_dermot
    elsewhere = builders.opened(builders.space("another"), dermot)
    builders.responded(builders.space("another"), elsewhere, priya)
    if how == "clear":
        api.clear(space_id=here.id, user_id=dermot.user_id)
    else:
        api.retire(user_id=dermot.user_id)
    assert news(here, dermot) == []
    assert told not in str(builders.everything())
    holders = [row.held_by_id for row in models.Thread.objects.all()]
    assert holders == [None] * len(holders)
    assert dermot.user_id not in {row.reporter_id for row in models.Report.objects.all()}
    assert [item.post.id for item in api.reports(space_id=here.id, staff=builders.facilitator("ruth"))] == [response]
    # A reset in one place leaves the others as they are.
    assert len(news(builders.space("another"), dermot)) == (1 if how == "clear" else 0)


def test_news_about_what_someone_wrote_goes_with_them(here, thread_id, amara, priya, dermot) -> None:
    response = builders.responded(here, thread_id, priya)
    builders.responded(here, thread_id, dermot, parent=response)
    api.retire(user_id=priya.user_id)
    assert news(here, amara) == []
    api.retire(user_id=dermot.user_id)
    assert builders.everything()["News"] == []


def test_what_is_said_again_unchanged_is_no_news_a_second_time(here, thread_id, amara, priya) -> None:
    response = builders.responded(here, thread_id, priya)
    for moment in (day(2), day(4)):
        api.thank(space_id=here.id, post_id=response, member=amara, kind=ThanksKind.THANKS, now=moment)
        api.follow_up(space_id=here.id, thread_id=thread_id, author=amara, body="It helped.", now=moment)
        if moment == day(2):
            assert len(news(here, priya)) == 2
            see(here, priya)
    assert news(here, priya) == []


def test_whoever_has_moved_to_another_cohort_hears_of_nothing_that_they_cannot_read(here, thread_id, amara) -> None:
    kofi = builders.learner("kofi")
    builders.responded(here, thread_id, kofi)
    api.follow_up(space_id=here.id, thread_id=thread_id, author=amara, body="It helped.", now=day(2))
    assert news(here, kofi) == [(NewsKind.FOLLOW_UP, 1, thread_id)]
    assert news(here, builders.learner("kofi", cohort="Hawthorn")) == []


def test_of_two_people_each_hears_of_whatever_the_other_writes(here, amara, priya, dermot) -> None:
    pair = Audience(AudienceKind.PAIR, pair=(amara.user_id, priya.user_id))
    thread_id = builders.opened(here, amara, audience=pair, now=day(1), token="once")
    builders.opened(here, amara, audience=pair, now=day(1), token="once")
    assert news(here, priya) == [(NewsKind.RESPONSE, 1, thread_id)]
    builders.responded(here, thread_id, amara, now=day(2))
    assert news(here, priya) == [(NewsKind.RESPONSE, 2, thread_id)]
    assert news(here, amara) == []
    builders.responded(here, thread_id, priya, now=day(3))
    assert news(here, amara) == [(NewsKind.RESPONSE, 1, thread_id)]
    assert news(here, dermot) == []
