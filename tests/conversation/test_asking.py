"""Who is asked to respond next, through the door: the order, the audience, and threads kept for one person."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_community_xblock.conversation import api, rules
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Circle, Promise, Responder, Waiting
from cpd_community_xblock.core import calendar
from cpd_community_xblock.members.data import Member
from tests import builders
from tests.builders import START

pytestmark = pytest.mark.django_db

COURSE = Audience(AudienceKind.COURSE)
PROMISE = Promise(asked=2, responses=2, hours=72)
HOUR = timedelta(hours=1)
SOON = START + 6 * HOUR
TZ = ZoneInfo(django_settings.TIME_ZONE)


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
def sean():
    return builders.learner("sean")


def ask(here, who: Member, now: datetime = SOON, *, promise: Promise = PROMISE, instead_of: tuple[int, ...] = ()):
    return api.ask_next(space_id=here.id, member=who, promise=promise, now=now, instead_of=instead_of)


def asked(here, who: Member, now: datetime = SOON, *, promise: Promise = PROMISE):
    return api.asked_of(space_id=here.id, member=who, promise=promise, now=now)


def is_asked(here, who: Member, now: datetime, *, promise: Promise = PROMISE) -> bool:
    """Whether somebody waits for this person; both doors say the same. What is kept for them is let go of again."""
    waits = asked(here, who, now, promise=promise).is_anyone_waiting
    with transaction.atomic():
        assert (ask(here, who, now, promise=promise) is not None) == waits
        transaction.set_rollback(True)
    return waits


def first_hour(responder: Responder, *, shared_at: datetime = START, responses: int = 0) -> datetime:
    """The first whole hour at which the rules ask such a person about what was shared then."""
    hours = (shared_at + place * HOUR for place in range(PROMISE.hours + 1))
    return next(
        now for now in hours if rules.asked_from(responder, PROMISE, now=now, tz=TZ, responses=responses) >= shared_at
    )


# The order.


def test_those_with_fewest_responses_are_asked_about_first_and_of_these_the_longest_waiting(here, priya, sean) -> None:
    authors = [builders.learner(f"author-{number}") for number in range(4)]
    answered, second, first, last = (
        builders.opened(here, author, now=START + hours * HOUR, audience=COURSE if hours % 2 else None)
        for author, hours in zip(authors, (0, 2, 1, 3), strict=True)
    )
    builders.responded(here, answered, sean)
    order = []
    for now in (SOON, SOON + HOUR / 2, SOON + HOUR, SOON + HOUR * 2):
        order.append(ask(here, priya, now, promise=Promise(asked=9)))
        builders.responded(here, order[-1], priya)
    assert order == [first, second, last, answered]
    assert ask(here, priya, promise=Promise(asked=9)) is None


def test_nobody_is_asked_about_their_own(here, amara) -> None:
    for pseudonymous in (False, True):
        builders.opened(here, amara, pseudonymous=pseudonymous)
    for who in (amara, builders.member(builders.person("amara", role=builders.Role.FACILITATOR))):
        assert not is_asked(here, who, START + 72 * HOUR)


def test_whoever_was_answered_comes_again_only_when_nobody_else_is_left(here, amara, priya) -> None:
    dermot = builders.learner("dermot")
    once = builders.opened(here, amara)
    again = builders.opened(here, amara, now=START + HOUR)
    other = builders.opened(here, dermot, now=START + 2 * HOUR)
    builders.responded(here, once, priya)
    assert ask(here, priya) == other
    builders.responded(here, other, priya)
    late = START + 48 * HOUR
    assert ask(here, priya, late) == again
    builders.responded(here, again, priya)
    assert ask(here, priya, late) is None


def test_a_reply_is_no_response(here, amara, priya, sean) -> None:
    thread_id = builders.opened(here, amara)
    response = builders.responded(here, thread_id, sean)
    builders.responded(here, thread_id, priya, parent=response)
    assert asked(here, priya).given == 0
    assert ask(here, priya) == thread_id


def test_what_was_taken_back_was_not_given(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    post_id = builders.responded(here, thread_id, priya)
    assert (asked(here, priya).given, asked(here, priya).left) == (1, 1)
    api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=SOON)
    assert (asked(here, priya).given, asked(here, priya).left) == (0, 2)
    assert ask(here, priya) == thread_id


def test_a_thread_that_has_what_was_promised_is_asked_of_nobody(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, now=START)
    everyone = [priya, builders.peer_leader("leader", None), builders.facilitator("ruth")]
    late = START + 71 * HOUR
    for number in range(2):
        assert all(is_asked(here, who, late) for who in everyone)
        builders.responded(here, thread_id, builders.learner(f"person-{number}"))
    assert not any(is_asked(here, who, late) for who in everyone)


def test_where_nothing_is_promised_nobody_is_asked(here, amara, priya) -> None:
    builders.opened(here, amara)
    for who in (priya, builders.facilitator("ruth")):
        assert not is_asked(here, who, START + 71 * HOUR, promise=Promise(asked=2, responses=0))


def test_withdrawn_and_hidden_threads_wait_for_nobody(here, amara, priya) -> None:
    ruth = builders.facilitator("ruth")
    withdrawn, hidden = builders.opened(here, amara), builders.opened(here, builders.learner("dermot"))
    api.withdraw_thread(thread_id=withdrawn, author=amara, now=SOON)
    post_id = builders.opening_of(here, hidden, ruth)
    api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=SOON)
    assert not is_asked(here, priya, SOON)
    api.restore(space_id=here.id, post_id=post_id, staff=ruth, now=SOON)
    assert ask(here, priya) == hidden


# For whom.


@pytest.mark.parametrize(
    ("audience", "may"),
    [
        ("rowan", {"rowan", "all", "leader"}),
        ("hawthorn", {"hawthorn", "all"}),
        ("none", {"none", "all"}),
        ("course", {"rowan", "hawthorn", "none", "all", "leader"}),
        ("pair", set()),
    ],
)
def test_only_those_for_whom_it_is_are_asked(here, audience: str, may: set[str]) -> None:
    people = {
        "rowan": builders.learner("priya"),
        "hawthorn": builders.learner("kofi", "Hawthorn"),
        "none": builders.learner("sean", None),
        "all": builders.facilitator("ruth"),
        "leader": builders.peer_leader("leader", "Rowan"),
    }
    cohorts = {"rowan": "Rowan", "hawthorn": "Hawthorn", "none": None}
    author = builders.learner("amara", cohorts.get(audience, "Rowan"))
    pair = Audience(AudienceKind.PAIR, pair=(author.user_id, people["rowan"].user_id))
    builders.opened(here, author, audience={"course": COURSE, "pair": pair}.get(audience))
    assert {name for name, who in people.items() if is_asked(here, who, START + 71 * HOUR)} == may


def test_another_blocks_threads_are_asked_about_there(here, amara, priya) -> None:
    builders.opened(builders.space("another"), amara)
    assert not is_asked(here, priya, SOON)


def test_who_was_moved_to_another_cohort_is_not_asked_about_the_old_ones(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara)
    assert ask(here, priya) == thread_id
    assert ask(here, builders.learner("priya", "Hawthorn")) is None


# When.


@pytest.mark.parametrize("circle", [Circle.PEER_LEADERS, Circle.FACILITATORS])
@pytest.mark.parametrize("cohort", ["Rowan", None])
def test_peer_leaders_and_facilitators_are_asked_when_the_rules_say(here, amara, circle, cohort: str | None) -> None:
    who = {Circle.PEER_LEADERS: builders.peer_leader, Circle.FACILITATORS: builders.facilitator}[circle]("who", cohort)
    thread_id = builders.opened(here, amara, now=START)
    assert asked(here, who).circle is circle
    first = first_hour(Responder(circle))
    assert START + 36 * HOUR <= first < START + 72 * HOUR
    assert not is_asked(here, who, first - HOUR)
    assert is_asked(here, who, first)
    builders.responded(here, thread_id, builders.learner("priya"))
    first = first_hour(Responder(circle), responses=1)
    assert not is_asked(here, who, first - HOUR)
    assert is_asked(here, who, first)


def test_facilitators_are_asked_before_a_weekend_about_what_would_be_due_before_they_are_back(here, amara) -> None:
    ruth, friday = builders.facilitator("ruth"), START + timedelta(days=4)
    thread_id = builders.opened(here, amara, now=friday)
    assert rules.due(friday, PROMISE) < calendar.next_working_day_ends(friday, TZ)
    assert is_asked(here, ruth, friday + 2 * HOUR)
    builders.responded(here, thread_id, builders.learner("priya"))
    assert not is_asked(here, ruth, friday + 2 * HOUR)


def test_someone_short_of_a_second_response_keeps_nobody_from_another_text_of_someone_answered(here, amara) -> None:
    """Before a weekend an unanswered text is asked about, though its author has had an answer elsewhere."""
    ruth, friday = builders.facilitator("ruth"), START + timedelta(days=4)
    builders.responded(here, builders.opened(here, amara, now=friday - 24 * HOUR), ruth, now=friday - 24 * HOUR)
    unanswered = builders.opened(here, amara, now=friday)
    answered = builders.opened(here, builders.learner("dermot"), now=friday - HOUR)
    builders.responded(here, answered, builders.learner("priya"), now=friday)
    assert is_asked(here, ruth, friday + HOUR)
    assert ask(here, ruth, friday + HOUR) == unanswered


def test_colleagues_who_have_given_what_is_asked_are_asked_for_more_later(here, priya) -> None:
    for number in range(PROMISE.asked):
        builders.responded(here, builders.opened(here, builders.learner(f"author-{number}")), priya)
    found = asked(here, priya)
    assert (found.given, found.wanted, found.left) == (PROMISE.asked, PROMISE.asked, 0)
    shared = SOON + HOUR
    builders.opened(here, builders.learner("late"), now=shared)
    first = first_hour(Responder(given=PROMISE.asked), shared_at=shared)
    assert first > shared
    assert not is_asked(here, priya, first - HOUR)
    assert is_asked(here, priya, first)
    assert is_asked(here, builders.learner("newcomer"), shared)


def test_of_peer_leaders_and_facilitators_no_number_is_asked(here, amara) -> None:
    builders.opened(here, amara)
    for who in (builders.peer_leader("leader"), builders.facilitator("ruth")):
        assert asked(here, who).left == 0
    assert asked(here, builders.learner("priya")).left == PROMISE.asked


# Leases.


def test_two_people_are_not_asked_about_the_same_thread(here, amara, priya, sean) -> None:
    thread_id = builders.opened(here, amara)
    assert ask(here, priya) == thread_id
    assert not is_asked(here, sean, SOON)
    other = builders.opened(here, builders.learner("dermot"), now=START + HOUR)
    assert ask(here, sean) == other


@pytest.mark.parametrize("circle", [Circle.PEER_LEADERS, Circle.FACILITATORS])
def test_those_who_are_asked_late_do_not_wait_to_see_whether_another_answers(here, amara, priya, sean, circle) -> None:
    make = {Circle.PEER_LEADERS: builders.peer_leader, Circle.FACILITATORS: builders.facilitator}[circle]
    late = first_hour(Responder(circle))
    thread_id = builders.opened(here, amara)
    assert ask(here, priya, late) == thread_id
    assert is_asked(here, sean, late) is (late >= START + 36 * HOUR)
    assert ask(here, make("who", "Rowan"), late) == thread_id


def test_whoever_is_being_asked_is_asked_about_the_same_one_again(here, amara, priya) -> None:
    later = builders.opened(here, amara, now=START + HOUR)
    assert ask(here, priya) == later
    builders.opened(here, builders.learner("dermot"), now=START)
    assert ask(here, priya, SOON + rules.LEASE / 2) == later
    assert asked(here, priya, SOON + rules.LEASE / 2).is_anyone_waiting


def test_a_thread_is_kept_for_a_while_and_then_for_the_next(here, amara, priya, sean) -> None:
    thread_id = builders.opened(here, amara)
    assert ask(here, priya) == thread_id
    assert not is_asked(here, sean, SOON + rules.LEASE - timedelta(seconds=1))
    assert ask(here, sean, SOON + rules.LEASE) == thread_id
    assert not is_asked(here, priya, SOON + rules.LEASE)


def test_whoever_wants_another_frees_the_one_shown(here, amara, priya, sean) -> None:
    first = builders.opened(here, amara, now=START)
    second = builders.opened(here, builders.learner("dermot"), now=START + HOUR)
    assert ask(here, priya) == first
    assert ask(here, priya, instead_of=(first,)) == second
    assert ask(here, sean) == first
    assert ask(here, priya, instead_of=(first, second)) is None


def test_nobody_frees_what_is_kept_for_another(here, amara, priya, sean) -> None:
    thread_id = builders.opened(here, amara)
    assert ask(here, priya) == thread_id
    assert ask(here, sean, instead_of=(thread_id,)) is None
    assert not is_asked(here, sean, SOON)


def test_an_answer_frees_the_thread_for_the_next_response(here, amara, priya, sean) -> None:
    thread_id = builders.opened(here, amara)
    assert ask(here, priya) == thread_id
    builders.responded(here, thread_id, priya)
    assert ask(here, sean) == thread_id


def test_a_reply_keeps_the_thread_for_whoever_is_being_asked(here, amara, priya, sean) -> None:
    thread_id = builders.opened(here, amara)
    response = builders.responded(here, thread_id, builders.learner("dermot"))
    assert ask(here, priya) == thread_id
    builders.responded(here, thread_id, priya, parent=response)
    assert not is_asked(here, sean, SOON)


@pytest.mark.parametrize("how", ["hidden", "withdrawn"])
def test_a_thread_that_went_and_came_back_is_kept_for_nobody(here, amara, priya, sean, how: str) -> None:
    ruth = builders.facilitator("ruth")
    thread_id = builders.opened(here, amara)
    post_id = builders.opening_of(here, thread_id, amara)
    assert ask(here, priya) == thread_id
    if how == "hidden":
        api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=SOON)
        api.restore(space_id=here.id, post_id=post_id, staff=ruth, now=SOON)
    else:
        api.withdraw_thread(thread_id=thread_id, author=amara, now=SOON)
        api.reopen_thread(
            thread_id=thread_id, author=amara, audience=builders.cohort_of(amara), body="Again.", now=SOON
        )
    assert ask(here, sean) == thread_id


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_whoever_leaves_keeps_no_thread(here, amara, priya, sean, how: str) -> None:
    thread_id = builders.opened(here, amara)
    assert ask(here, priya) == thread_id
    if how == "clear":
        api.clear(space_id=here.id, user_id=priya.user_id)
    else:
        api.retire(user_id=priya.user_id)
    assert ask(here, sean) == thread_id


def test_a_lease_holds_until_it_lapses_though_its_holder_and_the_author_are_deleted(here, amara, priya, sean) -> None:
    """The platform may delete an account; the rows then say nobody, for which no comparison is true or false."""
    thread_id = builders.opened(here, amara)
    half = START + 36 * HOUR
    assert ask(here, priya, half - rules.LEASE / 2) == thread_id
    get_user_model().objects.filter(id__in=[amara.user_id, priya.user_id]).delete()
    assert not is_asked(here, sean, half - rules.LEASE / 4)
    assert api.is_anyone_short(space_id=here.id, member=sean, promise=PROMISE, now=half - rules.LEASE / 4)
    assert ask(here, sean, half) == thread_id


# Another profession.


def works(who: Member, profession: str, setting: str = "") -> None:
    builders.members.save_profile(user_id=who.user_id, profession=profession, setting=setting)


@pytest.fixture
def kofi(here, amara, priya):
    """Of another profession than Amara and Priya; Amara has waited longer than Kofi."""
    kofi = builders.learner("kofi")
    for who, profession in ((amara, "Nurse"), (priya, " nurse"), (kofi, "Physiotherapist")):
        works(who, profession)
    return kofi


def test_a_colleague_of_another_profession_comes_first_while_that_costs_nobody(here, amara, priya, kofi) -> None:
    longest = builders.opened(here, amara, now=START)
    crossing = builders.opened(here, kofi, now=START + HOUR)
    assert ask(here, priya, START + 35 * HOUR) == crossing
    assert ask(here, priya, START + 37 * HOUR) == longest


def test_a_colleague_in_another_setting_counts_too_and_no_profile_counts_for_nothing(here, amara, priya, kofi) -> None:
    builders.opened(here, amara, now=START)
    unknown = builders.opened(here, builders.learner("dermot"), now=START + HOUR / 2)
    elsewhere = builders.opened(here, kofi, now=START + HOUR)
    works(priya, "Physiotherapist", "Ward")
    works(amara, "", "ward ")
    works(kofi, "physiotherapist", "Community")
    assert ask(here, priya) == elsewhere
    assert ask(here, priya, instead_of=(elsewhere,)) != unknown


def test_someone_with_a_response_does_not_go_before_someone_without(here, amara, priya, kofi) -> None:
    longest = builders.opened(here, amara, now=START)
    builders.responded(here, builders.opened(here, kofi, now=START), builders.learner("sean"))
    assert ask(here, priya) == longest


def test_what_is_known_of_someone_under_a_pseudonym_is_not_used(here, amara, priya, kofi) -> None:
    longest = builders.opened(here, amara, now=START)
    builders.opened(here, kofi, now=START + HOUR, pseudonymous=True)
    assert ask(here, priya) == longest


# What the database chooses is what the rules choose.


ME = 5


@st.composite
def histories(draw: st.DrawFn):
    """Threads with an author, an age in hours, who has answered, an audience and a signature."""
    one = st.fixed_dictionaries(
        {
            "author": st.integers(0, 3),
            "age": st.integers(0, 80),
            "answered": st.sets(st.integers(0, 5), max_size=3),
            "course": st.booleans(),
            "pseudonymous": st.booleans(),
        }
    )
    return draw(st.lists(one, max_size=6))


@settings(max_examples=40, deadline=None)
@given(
    history=histories(),
    role=st.sampled_from(["colleague", "peer leader", "facilitator"]),
    cohort=st.sampled_from(["Rowan", None]),
    promise=st.builds(Promise, asked=st.integers(0, 2), responses=st.integers(0, 3), hours=st.sampled_from([24, 72])),
    days=st.integers(0, 6),
    held=st.integers(0, 2),
)
def test_the_database_chooses_as_the_rules_do_over_all_threads(
    history, role: str, cohort: str | None, promise: Promise, days: int, held: int
) -> None:
    now = START + timedelta(days=10 + days)
    with transaction.atomic():
        here = builders.space()
        people = [builders.learner(f"person-{number}") for number in range(5)]
        make = {"colleague": builders.learner, "peer leader": builders.peer_leader, "facilitator": builders.facilitator}
        me = make[role]("me", "Rowan" if role == "colleague" else cohort)
        people.append(me)
        for number, who in enumerate(people):
            works(who, ["Nurse", "Doctor"][number % 2])
        threads = []
        for item in history:
            thread_id = builders.opened(
                here,
                people[item["author"]],
                audience=COURSE if item["course"] else None,
                now=now - item["age"] * HOUR,
                pseudonymous=item["pseudonymous"],
            )
            answered = item["answered"] - {item["author"]}
            for number in sorted(answered):
                builders.responded(here, thread_id, people[number], now=now)
            threads.append((thread_id, item, answered))
        holders = [builders.learner(f"holder-{number}") for number in range(held)]
        kept = {ask(here, holder, now, promise=Promise(asked=99, responses=99)) for holder in holders}
        known = {item["author"] for _id, item, answered in threads if ME in answered}
        waiting = [
            Waiting(
                thread_id,
                len(answered),
                now - item["age"] * HOUR,
                answered=item["author"] in known,
                held=thread_id in kept,
                crosses=not item["pseudonymous"] and item["author"] % 2 != ME % 2,
            )
            for thread_id, item, answered in threads
            if ME not in answered
        ]
        mine = sum(ME in answered for _id, _item, answered in threads)
        circle = {"colleague": Circle.COLLEAGUES, "peer leader": Circle.PEER_LEADERS}.get(role, Circle.FACILITATORS)
        chosen = rules.choose(waiting, responder=Responder(circle, mine), promise=promise, now=now, tz=TZ)
        assert asked(here, me, now, promise=promise).is_anyone_waiting == (chosen is not None)
        assert ask(here, me, now, promise=promise) == (chosen.thread_id if chosen else None)
        transaction.set_rollback(True)
