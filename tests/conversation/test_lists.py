"""Lists of threads: their order, their pages, and what they cost."""

import random

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Order
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
def ruth():
    return builders.facilitator("ruth")


def bodies(here, reader, order: Order = Order.NEWEST, page: int = 1) -> list[str]:
    found = api.threads(space_id=here.id, reader=reader, order=order, page=page)
    return [thread.opening.body for thread in found.threads]


@pytest.mark.parametrize("reader", ["amara", "ruth"])
def test_the_newest_come_first_whatever_their_audience(here, reader: str, request) -> None:
    priya, amara = builders.learner("priya"), builders.learner("amara")
    builders.opened(here, amara, "second", now=day(2))
    builders.opened(here, priya, "fourth", now=day(4), audience=COURSE)
    builders.opened(here, priya, "first", now=day(1), audience=COURSE)
    builders.opened(here, amara, "third", now=day(3))
    assert bodies(here, request.getfixturevalue(reader)) == ["fourth", "third", "second", "first"]


@pytest.mark.parametrize("reader", ["amara", "ruth"])
def test_those_with_fewest_responses_come_first_and_of_these_the_longest_waiting(here, reader: str, request) -> None:
    priya, amara = builders.learner("priya"), builders.learner("amara")
    answered_twice = builders.opened(here, amara, "answered twice", now=day(1))
    answered = builders.opened(here, amara, "answered", now=day(2), audience=COURSE)
    builders.opened(here, amara, "waiting", now=day(4))
    builders.opened(here, amara, "waiting longest", now=day(3), audience=COURSE)
    for thread_id, author in ((answered_twice, priya), (answered_twice, builders.learner("sean")), (answered, priya)):
        builders.responded(here, thread_id, author, now=day(5))
    expected = ["waiting longest", "waiting", "answered", "answered twice"]
    assert bodies(here, request.getfixturevalue(reader), Order.UNANSWERED) == expected


def test_only_colleagues_responses_count_as_answers(here, amara) -> None:
    own = builders.opened(here, amara, "answered by its author alone", now=day(1))
    builders.opened(here, amara, "waiting", now=day(2))
    response = builders.responded(here, own, amara)
    builders.responded(here, own, builders.learner("priya"), parent=response)
    assert bodies(here, amara, Order.UNANSWERED) == ["answered by its author alone", "waiting"]


def test_a_colleague_who_writes_twice_is_counted_once(here, amara) -> None:
    thread_id, priya = builders.opened(here, amara), builders.learner("priya")
    posts = [builders.responded(here, thread_id, priya) for _again in range(3)]
    assert api.own_thread(thread_id=thread_id, author=amara).responses == 1
    for post_id, left in zip(posts, (1, 1, 0), strict=True):
        api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
        assert api.own_thread(thread_id=thread_id, author=amara).responses == left


def test_a_new_response_does_not_move_a_thread_up_among_the_newest(here, amara) -> None:
    old = builders.opened(here, amara, "old", now=day(1))
    builders.opened(here, amara, "new", now=day(2))
    builders.responded(here, old, builders.learner("priya"), now=day(3))
    assert bodies(here, amara) == ["new", "old"]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("reader", ["amara", "ruth"])
def test_pages_hold_every_thread_once_and_say_whether_there_are_more(here, order, reader: str, request) -> None:
    amara = builders.learner("amara")
    shuffled = random.Random(3).sample(range(23), 23)
    for place in shuffled:
        # Some share a moment, so that their order needs more than it.
        builders.opened(here, amara, str(place), now=day(place // 3), audience=COURSE if place % 2 else None)
    who = request.getfixturevalue(reader)
    pages = [api.threads(space_id=here.id, reader=who, order=order, page=number) for number in (1, 2, 3, 4)]
    assert [len(page.threads) for page in pages] == [10, 10, 3, 0]
    assert [page.has_next for page in pages] == [True, True, False, False]
    assert [page.has_previous for page in pages] == [False, True, True, True]
    seen = [thread.opening.body for page in pages for thread in page.threads]
    assert sorted(seen, key=int) == [str(place) for place in range(23)]
    assert [page.number for page in pages] == [1, 2, 3, 4]


def test_a_page_before_the_first_is_the_first(here, amara) -> None:
    builders.opened(here, amara, "only one")
    assert api.threads(space_id=here.id, reader=amara, page=0).number == 1
    assert bodies(here, amara, page=-3) == ["only one"]


def test_a_list_of_exactly_one_page_has_no_next(here, amara) -> None:
    for number in range(10):
        builders.opened(here, amara, str(number), now=day(number))
    assert not api.threads(space_id=here.id, reader=amara).has_next


def test_withdrawn_and_hidden_threads_are_in_no_list_not_even_the_authors_or_the_staffs(here, amara, ruth) -> None:
    withdrawn = builders.opened(here, amara, "withdrawn")
    api.withdraw_thread(thread_id=withdrawn, author=amara, now=day(1))
    hidden = builders.opened(here, amara, "hidden")
    post_id = builders.opening_of(here, hidden, amara)
    api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=day(1))
    builders.opened(here, amara, "shown")
    for reader in (amara, builders.learner("priya"), ruth):
        assert bodies(here, reader) == ["shown"]


def test_a_list_shows_each_thread_as_its_author_signed_it(here, amara) -> None:
    priya = builders.learner("priya")
    builders.opened(here, amara, "named", now=day(1))
    builders.opened(here, amara, "hidden name", now=day(2), pseudonymous=True)
    for reader, is_you in ((amara, True), (priya, False)):
        page = api.threads(space_id=here.id, reader=reader)
        pseudonymous, named = (thread.opening.byline for thread in page.threads)
        assert (named.name, named.is_pseudonym, named.is_you) == ("Amara Test", False, is_you)
        assert (pseudonymous.is_pseudonym, pseudonymous.is_you) == (True, is_you)
        assert "Amara" not in pseudonymous.name


@pytest.mark.parametrize("count", [1, 30, 300])
def test_a_list_costs_the_same_number_of_queries_however_long_it_is(
    here, count: int, django_assert_num_queries
) -> None:
    authors = [builders.learner(f"person-{number}") for number in range(12)]
    for number in range(count):
        author = authors[number % 12]
        builders.opened(
            here, author, now=day(number), pseudonymous=number % 3 == 0, audience=COURSE if number % 2 else None
        )
    both = builders.opened(here, authors[0], "under a name, on every first page", now=day(10**4))
    builders.responded(here, both, authors[1])
    builders.opened(here, authors[0], "under none", now=day(10**4), pseudonymous=True)
    for order in Order:
        with django_assert_num_queries(6):
            api.threads(space_id=here.id, reader=authors[0], order=order)
    ruth = builders.facilitator("ruth")
    with django_assert_num_queries(5):
        api.threads(space_id=here.id, reader=ruth)


@pytest.mark.parametrize("count", [1, 30, 120])
def test_a_thread_costs_the_same_number_of_queries_however_long_it_is(
    here, amara, count: int, django_assert_num_queries
) -> None:
    thread_id = builders.opened(here, amara, pseudonymous=True)
    people = [builders.learner(f"person-{number}") for number in range(6)]
    for number in range(count):
        response = builders.responded(here, thread_id, people[number % 6])
        builders.responded(here, thread_id, people[(number + 1) % 6], parent=response)
    with django_assert_num_queries(5):
        api.thread(space_id=here.id, thread_id=thread_id, reader=people[0])


@pytest.mark.parametrize("count", [1, 30])
def test_what_staff_look_through_costs_the_same_number_of_queries_too(
    here, amara, ruth, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        thread_id = builders.opened(here, builders.learner(f"person-{number % 5}"), now=day(number))
        post_id = builders.opening_of(here, thread_id, ruth)
        api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=day(number))
    with django_assert_num_queries(3):
        assert len(api.hidden_posts(space_id=here.id, staff=ruth)) == count
    with django_assert_num_queries(2):
        assert len(api.acts(space_id=here.id, staff=ruth)) == count
    with django_assert_num_queries(1):
        api.contributions(space_id=here.id, user_ids=[amara.user_id, ruth.user_id])
