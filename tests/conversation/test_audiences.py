"""Threads reach their audience and nobody else."""

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import Audience, AudienceKind
from cpd_community_xblock.core.errors import NotFound
from tests import builders

pytestmark = pytest.mark.django_db

COURSE = Audience(AudienceKind.COURSE)


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def everyone():
    return {
        "amara": builders.learner("amara", "Rowan"),
        "priya": builders.learner("priya", "Rowan"),
        "kofi": builders.learner("kofi", "Hawthorn"),
        "sean": builders.learner("sean", None),
        "jo": builders.learner("jo", None),
        "ruth": builders.facilitator("ruth"),
        "rowans": builders.facilitator("rowans", cohort="Rowan"),
        "hawthorns": builders.facilitator("hawthorns", cohort="Hawthorn"),
        "ines": builders.member(builders.person("ines", role=builders.Role.COURSE_TEAM)),
    }


def readers(here, everyone, thread_id: int) -> set[str]:
    """Who may open a thread; the same may post to it."""
    found = set()
    for name, who in everyone.items():
        try:
            api.thread(space_id=here.id, thread_id=thread_id, reader=who)
        except NotFound:
            with pytest.raises(NotFound):
                builders.responded(here, thread_id, who)
        else:
            builders.responded(here, thread_id, who)
            found.add(name)
    return found


def listed(here, everyone, thread_id: int) -> set[str]:
    def ids(who):
        return {thread.id for thread in api.threads(space_id=here.id, reader=who).threads}

    return {name for name, who in everyone.items() if thread_id in ids(who)}


def test_a_cohorts_thread_is_for_the_cohort_and_those_who_facilitate_it(here, everyone) -> None:
    thread_id = builders.opened(here, everyone["amara"])
    expected = {"amara", "priya", "ruth", "rowans", "ines"}
    assert readers(here, everyone, thread_id) == listed(here, everyone, thread_id) == expected


def test_people_in_no_cohort_are_an_audience_of_their_own(here, everyone) -> None:
    thread_id = builders.opened(here, everyone["sean"])
    expected = {"sean", "jo", "ruth", "ines"}
    assert readers(here, everyone, thread_id) == listed(here, everyone, thread_id) == expected


def test_a_thread_for_the_course_is_for_everyone(here, everyone) -> None:
    thread_id = builders.opened(here, everyone["amara"], audience=COURSE)
    assert readers(here, everyone, thread_id) == listed(here, everyone, thread_id) == set(everyone)


def test_what_two_people_say_is_for_no_one_else_staff_included(here, everyone) -> None:
    pair = Audience(AudienceKind.PAIR, pair=(everyone["amara"].user_id, everyone["kofi"].user_id))
    thread_id = builders.opened(here, everyone["amara"], audience=pair)
    assert readers(here, everyone, thread_id) == {"amara", "kofi"}
    assert listed(here, everyone, thread_id) == set()


def test_staff_cannot_act_on_what_two_people_say(here, everyone) -> None:
    pair = Audience(AudienceKind.PAIR, pair=(everyone["amara"].user_id, everyone["kofi"].user_id))
    thread_id = builders.opened(here, everyone["amara"], audience=pair)
    post_id = builders.opening_of(here, thread_id, everyone["amara"])
    for staff in ("ruth", "ines", "rowans"):
        with pytest.raises(NotFound):
            api.hide(space_id=here.id, post_id=post_id, staff=everyone[staff], reason="x", now=builders.START)
        assert api.hidden_posts(space_id=here.id, staff=everyone[staff]) == ()


def test_a_thread_is_found_in_its_own_space_only(here, everyone) -> None:
    elsewhere = builders.space("another")
    thread_id = builders.opened(here, everyone["amara"], audience=COURSE)
    post_id = builders.opening_of(here, thread_id, everyone["amara"])
    ruth, priya, amara = everyone["ruth"], everyone["priya"], everyone["amara"]
    now = builders.START
    assert api.threads(space_id=elsewhere.id, reader=amara).threads == ()
    for attempt in (
        lambda: api.thread(space_id=elsewhere.id, thread_id=thread_id, reader=amara),
        lambda: api.post(space_id=elsewhere.id, post_id=post_id, reader=amara),
        lambda: builders.responded(elsewhere, thread_id, priya),
        lambda: api.edit_post(space_id=elsewhere.id, post_id=post_id, author=amara, body="x", now=now),
        lambda: api.withdraw_post(space_id=elsewhere.id, post_id=post_id, author=amara, now=now),
        lambda: api.endorse(space_id=elsewhere.id, post_id=post_id, staff=ruth, now=now),
        lambda: api.hide(space_id=elsewhere.id, post_id=post_id, staff=ruth, reason="x", now=now),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_someone_who_moves_to_another_cohort_reads_what_is_there_and_what_they_wrote(here, everyone) -> None:
    mine = builders.opened(here, everyone["amara"], "From Rowan.")
    others = builders.opened(here, everyone["priya"], "From Rowan, too.")
    hawthorns = builders.opened(here, everyone["kofi"], "From Hawthorn.")
    moved = builders.learner("amara", "Hawthorn")
    assert [thread.id for thread in api.threads(space_id=here.id, reader=moved).threads] == [hawthorns]
    assert api.thread(space_id=here.id, thread_id=mine, reader=moved).opening.body == "From Rowan."
    with pytest.raises(NotFound):
        api.thread(space_id=here.id, thread_id=others, reader=moved)


def test_what_is_not_there_is_not_found(here, everyone) -> None:
    amara, now = everyone["amara"], builders.START
    for attempt in (
        lambda: api.thread(space_id=here.id, thread_id=10**9, reader=amara),
        lambda: api.post(space_id=here.id, post_id=10**9, reader=amara),
        lambda: api.own_thread(thread_id=10**9, author=amara),
        lambda: builders.responded(here, 10**9, amara),
        lambda: api.edit_post(space_id=here.id, post_id=10**9, author=amara, body="x", now=now),
        lambda: api.withdraw_post(space_id=here.id, post_id=10**9, author=amara, now=now),
        lambda: api.withdraw_thread(thread_id=10**9, author=amara, now=now),
        lambda: api.hide(space_id=here.id, post_id=10**9, staff=everyone["ruth"], reason="x", now=now),
        lambda: api.reopen_thread(thread_id=10**9, author=amara, audience=COURSE, body="x", now=now),
    ):
        with pytest.raises(NotFound):
            attempt()
