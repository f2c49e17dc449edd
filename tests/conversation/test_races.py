"""Several people at one thread at the same moment."""

import random
from uuid import uuid4

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import Concern, PostState, Promise, ThanksKind
from cpd_community_xblock.core.errors import CommunityError, Conflict, NotFound
from tests import builders
from tests.builders import day

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


@pytest.fixture
def priya():
    return builders.learner("priya")


def thread(here, thread_id: int, reader):
    return api.thread(space_id=here.id, thread_id=thread_id, reader=reader)


@pytest.mark.parametrize("pseudonymous", [False, True])
def test_one_response_sent_many_times_at_once_is_written_once(here, amara, priya, pseudonymous: bool) -> None:
    thread_id, token = builders.opened(here, amara), str(uuid4())
    send = lambda: builders.responded(here, thread_id, priya, token=token, pseudonymous=pseudonymous)  # noqa: E731
    ids = builders.at_once(*[send] * 5)
    assert builders.errors(ids) == []
    assert len(set(ids)) == 1
    assert len(thread(here, thread_id, amara).responses) == 1


def test_one_thread_opened_twice_at_once_is_one_thread(here, amara) -> None:
    token = str(uuid4())
    ids = builders.at_once(*[lambda: builders.opened(here, amara, token=token)] * 2)
    assert builders.errors(ids) == []
    assert len(set(ids)) == 1
    assert len(builders.everything()["Thread"]) == 1


@pytest.mark.parametrize("act", ["hide", "restore"])
def test_of_two_facilitators_who_act_at_once_one_is_told_that_the_other_was_first(here, amara, act: str) -> None:
    staff = [builders.facilitator("ruth"), builders.facilitator("owen")]
    post_id = builders.opening_of(here, builders.opened(here, amara), amara)
    if act == "restore":
        api.hide(space_id=here.id, post_id=post_id, staff=staff[0], reason="x", now=day(1))
    before = len(builders.everything()["StaffAct"])

    def do(who):
        if act == "hide":
            return api.hide(space_id=here.id, post_id=post_id, staff=who, reason="x", now=day(2))
        return api.restore(space_id=here.id, post_id=post_id, staff=who, now=day(2))

    results = builders.at_once(*[lambda who=who: do(who) for who in staff])
    assert sorted(type(result) for result in results if result is not None) == [Conflict]
    assert len(builders.everything()["StaffAct"]) == before + 1


def test_endorsing_at_once_is_one_act(here, amara) -> None:
    post_id = builders.opening_of(here, builders.opened(here, amara), amara)
    staff = [builders.facilitator(f"ruth-{number}") for number in range(4)]
    calls = [lambda who=who: api.endorse(space_id=here.id, post_id=post_id, staff=who, now=day(1)) for who in staff]
    assert builders.at_once(*calls) == [None] * 4
    assert len(api.acts(space_id=here.id, staff=staff[0])) == 1


def test_ten_people_who_answer_at_once_are_all_counted(here, amara) -> None:
    thread_id = builders.opened(here, amara)
    people = [builders.learner(f"person-{number}") for number in range(10)]
    posts = builders.at_once(*[lambda who=who: builders.responded(here, thread_id, who) for who in people])
    assert builders.errors(posts) == []
    assert api.own_thread(thread_id=thread_id, author=amara).responses == 10


def test_counts_hold_when_ten_people_answer_while_the_writer_takes_it_back(here, amara) -> None:
    thread_id = builders.opened(here, amara)
    people = [builders.learner(f"person-{number}") for number in range(10)]
    calls = [lambda who=who: builders.responded(here, thread_id, who, pseudonymous=True) for who in people]
    calls.insert(5, lambda: api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1)))
    results = builders.at_once(*calls)
    refused = builders.errors(results)
    assert {type(error) for error in refused} <= {NotFound}
    mine = api.own_thread(thread_id=thread_id, author=amara)
    assert mine.opening.state is PostState.WITHDRAWN
    assert mine.responses == 10 - len(refused) == len(thread(here, thread_id, amara).responses)
    assert api.threads(space_id=here.id, reader=amara).threads == ()


def test_counts_hold_when_responses_come_and_go_at_once(here, amara) -> None:
    thread_id, ruth = builders.opened(here, amara), builders.facilitator("ruth")
    people = [builders.learner(f"person-{number}") for number in range(9)]
    posts = [builders.responded(here, thread_id, who) for who in people[:6]]
    calls = [
        *(
            lambda post=post, who=who: api.withdraw_post(space_id=here.id, post_id=post, author=who, now=day(1))
            for post, who in zip(posts[:3], people, strict=False)
        ),
        *(
            lambda post=post: api.hide(space_id=here.id, post_id=post, staff=ruth, reason="x", now=day(1))
            for post in posts[3:5]
        ),
        *(lambda who=who: builders.responded(here, thread_id, who) for who in people[6:]),
    ]
    assert builders.errors(builders.at_once(*calls)) == []
    assert api.own_thread(thread_id=thread_id, author=amara).responses == 1 + 3


@pytest.mark.parametrize("attempt", range(4))
def test_a_reply_that_arrives_while_what_it_answers_is_erased_is_kept(here, amara, priya, attempt: int) -> None:
    dermot = builders.learner("dermot")
    thread_id = builders.opened(here, dermot)
    response = builders.responded(here, thread_id, amara, "Amara's response")
    replied, erased = builders.at_once(
        lambda: builders.responded(here, thread_id, priya, "Priya's reply", parent=response),
        lambda: api.retire(user_id=amara.user_id),
    )
    assert erased is None
    assert isinstance(replied, int | NotFound)
    words = [reply.body for top in thread(here, thread_id, dermot).responses for reply in top.replies]
    assert words == (["Priya's reply"] if isinstance(replied, int) else [])
    assert "Amara's response" not in str(builders.everything())


def test_two_people_erased_from_each_others_threads_at_once_are_both_gone(here, amara, priya) -> None:
    for _number in range(4):
        builders.responded(here, builders.opened(here, amara, "Amara's"), priya, "Priya's")
        builders.responded(here, builders.opened(here, priya, "Priya's"), amara, "Amara's")
    calls = [lambda who=who: api.clear(space_id=here.id, user_id=who.user_id) for who in (amara, priya)]
    assert builders.at_once(*calls) == [None, None]
    kept = str(builders.everything()["Post"])
    assert "Amara's" not in kept
    assert "Priya's" not in kept


# Threads kept for one person.


@pytest.mark.parametrize("attempt", range(3))
def test_of_ten_people_who_are_asked_at_once_one_is_given_the_last_thread(here, amara, attempt: int) -> None:
    thread_id = builders.opened(here, amara, now=day(1))
    people = [builders.learner(f"person-{number}") for number in range(10)]
    ask = lambda who: api.ask_next(space_id=here.id, member=who, promise=Promise(), now=day(1))  # noqa: E731
    found = builders.at_once(*[lambda who=who: ask(who) for who in people])
    assert builders.errors(found) == []
    assert sorted(found, key=str) == [thread_id] + [None] * 9
    assert builders.contradictions() == []


@pytest.mark.parametrize("attempt", range(2))
def test_ten_people_who_are_asked_at_once_are_each_given_a_thread_of_their_own(here, amara, attempt: int) -> None:
    threads = {builders.opened(here, builders.learner(f"author-{number}"), now=day(1)) for number in range(10)}
    people = [builders.learner(f"person-{number}") for number in range(10)]
    ask = lambda who: api.ask_next(space_id=here.id, member=who, promise=Promise(), now=day(1))  # noqa: E731
    found = builders.at_once(*[lambda who=who: ask(who) for who in people])
    assert builders.errors(found) == []
    assert set(found) == threads


def test_nobody_keeps_a_thread_that_is_taken_back_in_the_same_moment(here, amara) -> None:
    thread_id = builders.opened(here, amara, now=day(1))
    people = [builders.learner(f"person-{number}") for number in range(6)]
    calls = [
        lambda who=who: api.ask_next(space_id=here.id, member=who, promise=Promise(), now=day(1)) for who in people
    ]
    calls.insert(3, lambda: api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1)))
    assert builders.errors(builders.at_once(*calls)) == []
    assert builders.contradictions() == []


# Everything at once.


def test_ten_reports_thanks_and_sights_of_the_news_at_once(here, amara, priya) -> None:
    post_id = builders.responded(here, builders.opened(here, amara), priya)
    people = [builders.learner(f"person-{number}") for number in range(4)]
    calls = [
        *[lambda who=who: builders.reported(here, post_id, who, Concern.IDENTIFIES) for who in people],
        *[lambda: builders.reported(here, post_id, people[0])] * 2,
        *[
            lambda kind=kind: api.thank(space_id=here.id, post_id=post_id, member=amara, kind=kind, now=day(1))
            for kind in (*ThanksKind, *ThanksKind)
        ],
        *[lambda: api.mark_seen(space_id=here.id, member=priya, now=day(1))] * 3,
    ]
    results = builders.at_once(*calls)
    assert {type(error) for error in builders.errors(results)} <= {Conflict}
    assert len(builders.errors(results)) == 2
    assert builders.contradictions() == []
    kept = builders.everything()
    assert (len(kept["Report"]), len(kept["Thanks"])) == (4, 2)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_ten_people_do_at_once_no_row_contradicts_another(here, seed: int) -> None:
    chance = random.Random(seed)
    people = [builders.learner(f"person-{number}") for number in range(10)]
    staff = [builders.facilitator(f"staff-{number}") for number in range(2)]
    threads = {who: builders.opened(here, who, now=day(1)) for who in people[:4]}
    posts = [
        (thread, builders.responded(here, thread, who), who)
        for thread, who in zip(threads.values(), people[4:8], strict=True)
    ]

    def anything(who):
        author, thread_id = chance.choice(list(threads.items()))
        thread, post_id, writer = chance.choice(posts)
        member, helper = chance.choice(people), chance.choice(staff)
        about = {"space_id": here.id, "post_id": post_id}
        now, kind = day(1.1), chance.choice(list(ThanksKind))
        return chance.choice(
            [
                lambda: builders.responded(here, thread_id, member),
                lambda: builders.responded(here, thread, member, parent=post_id),
                lambda: api.ask_next(space_id=here.id, member=member, promise=Promise(), now=now),
                lambda: api.ask_next(
                    space_id=here.id, member=member, promise=Promise(), now=now, instead_of=[thread_id]
                ),
                lambda: api.withdraw_thread(thread_id=thread_id, author=author, now=now),
                lambda: api.reopen_thread(
                    thread_id=thread_id, author=author, audience=builders.cohort_of(author), body="Anew.", now=now
                ),
                lambda: api.withdraw_post(**about, author=writer, now=now),
                lambda: api.thank(
                    **about, member=next(w for w, t in threads.items() if t == thread), kind=kind, now=now
                ),
                lambda: api.unthank(**about, member=next(w for w, t in threads.items() if t == thread), kind=kind),
                lambda: builders.reported(here, post_id, member, Concern.IDENTIFIES),
                lambda: api.hide(**about, staff=helper, reason="x", now=now),
                lambda: api.restore(**about, staff=helper, now=now),
                lambda: api.leave(**about, staff=helper, now=now),
                lambda: api.follow_up(space_id=here.id, thread_id=thread_id, author=author, body="Done.", now=now),
                lambda: api.mark_seen(space_id=here.id, member=member, now=now),
                lambda: api.clear(space_id=here.id, user_id=people[9].user_id),
            ]
        )

    for _round in range(6):
        results = builders.at_once(*[anything(who) for who in people])
        for error in builders.errors(results):
            if not isinstance(error, CommunityError):
                raise error
        assert builders.contradictions() == []
