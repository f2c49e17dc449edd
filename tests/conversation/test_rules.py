"""Who may read what and who is asked next, decided without a database."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.conversation import rules
from cpd_community_xblock.conversation.data import (
    Audience,
    AudienceKind,
    Circle,
    Post,
    PostState,
    Promise,
    Responder,
    Waiting,
)
from cpd_community_xblock.core import calendar
from cpd_community_xblock.members.data import Byline, Member, MemberRole

ROWAN, HAWTHORN = 11, 1
AUTHOR = 5


def reader(user_id: int = 9, cohort: int = ROWAN, *, staff: bool = False, everywhere: bool = False) -> Member:
    role = MemberRole.FACILITATOR if staff else MemberRole.LEARNER
    return Member(user_id=user_id, course_key="c", role=role, cohort_id=cohort, sees_every_cohort=everywhere)


COHORT = rules.reach(Audience(AudienceKind.COHORT, cohort_id=ROWAN))
COURSE = rules.reach(Audience(AudienceKind.COURSE))
PAIR = rules.reach(Audience(AudienceKind.PAIR, pair=(9, AUTHOR)))
NO_COHORT = rules.reach(Audience(AudienceKind.COHORT, cohort_id=0))


@pytest.mark.parametrize(
    ("reach", "who", "may"),
    [
        (COHORT, reader(), True),
        (COHORT, reader(cohort=HAWTHORN), False),
        (COHORT, reader(cohort=0), False),
        (COHORT, reader(cohort=HAWTHORN, staff=True), False),
        (COHORT, reader(cohort=HAWTHORN, staff=True, everywhere=True), True),
        (COHORT, reader(AUTHOR, cohort=HAWTHORN), True),
        (NO_COHORT, reader(cohort=0), True),
        (NO_COHORT, reader(), False),
        (NO_COHORT, reader(staff=True, everywhere=True), True),
        (COURSE, reader(), True),
        (COURSE, reader(cohort=0), True),
        (PAIR, reader(9), True),
        (PAIR, reader(AUTHOR), True),
        (PAIR, reader(59), False),
        (PAIR, reader(3, staff=True, everywhere=True), False),
    ],
)
def test_an_audience_is_its_own_people_and_the_staff_of_all_cohorts(reach: str, who: Member, may: bool) -> None:
    assert rules.may_read(reach, author_id=AUTHOR, reader=who) is may


def test_nobodys_thread_is_not_everybodys() -> None:
    assert not rules.may_read(COHORT, author_id=None, reader=reader(cohort=HAWTHORN))


def test_a_pair_is_the_same_whoever_begins() -> None:
    assert rules.reach(Audience(AudienceKind.PAIR, pair=(AUTHOR, 9))) == PAIR


@pytest.mark.parametrize(
    "audience",
    [
        Audience(AudienceKind.COHORT, cohort_id=3),
        Audience(AudienceKind.COURSE),
        Audience(AudienceKind.PAIR, pair=(1, 2)),
    ],
    ids=str,
)
def test_the_kind_of_an_audience_can_be_told_from_its_reach(audience: Audience) -> None:
    assert rules.kind_of(rules.reach(audience)) is audience.kind
    assert len(rules.reach(audience)) <= 64


@pytest.mark.parametrize(("state", "is_author", "is_staff"), list(product(PostState, (False, True), (False, True))))
def test_withdrawn_words_are_the_authors_alone_and_hidden_ones_also_the_staffs(
    state: PostState, is_author: bool, is_staff: bool
) -> None:
    expected = is_author or state is PostState.SHOWN or (state is PostState.HIDDEN and is_staff)
    assert rules.may_see_text(state, is_author=is_author, reader=reader(staff=is_staff)) is expected


@pytest.mark.parametrize(("wish", "earlier"), list(product((False, True), (None, False, True))))
def test_whoever_has_written_in_a_thread_keeps_their_signature_there(wish: bool, earlier: bool | None) -> None:
    expected = wish if earlier is None else earlier
    assert rules.speaks_under_pseudonym(wish=wish, earlier=earlier) is expected


@pytest.mark.parametrize(
    ("stem", "body", "text"),
    [
        ("I noticed …", "how calm", "I noticed how calm"),
        ("I noticed...", "how calm", "I noticed how calm"),
        ("", "how calm", "how calm"),
        ("I noticed …", "", ""),
    ],
)
def test_words_go_on_from_their_stem(stem: str, body: str, text: str) -> None:
    nobody = Byline(name="")
    post = Post(1, 1, None, nobody, body, stem, None, None, PostState.SHOWN, endorsed=False)  # type: ignore[arg-type]
    assert post.text == text


# Who is asked to respond next.

MONDAY = datetime(2026, 9, 7, 8, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
LONDON = ZoneInfo("Europe/London")

promises = st.builds(Promise, asked=st.integers(0, 3), responses=st.integers(0, 3), hours=st.integers(12, 336))
responders = st.builds(Responder, circle=st.sampled_from(Circle), given=st.integers(0, 3))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(["UTC", "Europe/London", "America/New_York", "Asia/Kolkata"]).map(ZoneInfo)


@st.composite
def lists_of_waiting(draw: st.DrawFn, now: datetime, promise: Promise) -> list[Waiting]:
    # Few moments, so that some wait equally long.
    parts = draw(st.lists(st.integers(0, 8), max_size=8))
    return [
        Waiting(
            thread_id=place,
            responses=draw(st.integers(0, 3)),
            shared_at=now - timedelta(hours=promise.hours) * part / 6,
            answered=draw(st.booleans()),
            held=draw(st.booleans()),
            crosses=draw(st.booleans()),
        )
        for place, part in enumerate(parts)
    ]


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Waiting], dict[str, Any]]:
    promise, now = draw(promises), draw(moments)
    asked = {"responder": draw(responders), "promise": promise, "now": now, "tz": draw(zones)}
    return draw(lists_of_waiting(now, promise)), asked


def may_be_asked(item: Waiting, *, responder: Responder, promise: Promise, now: datetime, tz: ZoneInfo) -> bool:
    """Whether one thread alone would be asked about."""
    return rules.choose([item], responder=responder, promise=promise, now=now, tz=tz) is not None


def test_a_promise_ends_when_its_hours_are_over() -> None:
    assert rules.due(MONDAY, Promise(hours=72)) == MONDAY + timedelta(days=3)


@given(responder=responders, promise=promises, now=moments, tz=zones, responses=st.integers(0, 3))
def test_whoever_may_be_asked_is_asked_by_the_end_of_the_promise_and_not_before_it_is_shared(
    responder: Responder, promise: Promise, now: datetime, tz: ZoneInfo, responses: int
) -> None:
    latest = rules.asked_from(responder, promise, now=now, tz=tz, responses=responses)
    assert rules.due(latest, promise) >= now >= latest


@given(promise=promises, now=moments, tz=zones, responses=st.integers(0, 3))
def test_the_nearest_are_asked_first(promise: Promise, now: datetime, tz: ZoneInfo, responses: int) -> None:
    order = [Responder(Circle.PEER_LEADERS), Responder(Circle.FACILITATORS)]
    if promise.asked:
        order.insert(0, Responder(Circle.COLLEAGUES))
    moments = [rules.asked_from(who, promise, now=now, tz=tz, responses=responses) for who in order]
    assert moments == sorted(moments, reverse=True)


@given(promise=promises, now=moments, tz=zones, given_so_far=st.integers(0, 5))
def test_colleagues_are_asked_at_once_until_they_have_given_what_is_asked_and_later_for_more(
    promise: Promise, now: datetime, tz: ZoneInfo, given_so_far: int
) -> None:
    latest = rules.asked_from(Responder(given=given_so_far), promise, now=now, tz=tz)
    if given_so_far < promise.asked:
        assert latest == now
    else:
        assert now - timedelta(hours=promise.hours) / 2 <= latest < now


@given(promise=promises, now=moments, tz=zones)
def test_where_somebody_has_answered_peer_leaders_wait_for_half_the_promise_and_facilitators_for_more(
    promise: Promise, now: datetime, tz: ZoneInfo
) -> None:
    half = timedelta(hours=promise.hours) / 2
    peers = rules.asked_from(Responder(Circle.PEER_LEADERS), promise, now=now, tz=tz, responses=1)
    facilitators = rules.asked_from(Responder(Circle.FACILITATORS), promise, now=now, tz=tz, responses=1)
    assert facilitators < peers <= now - half


@pytest.mark.parametrize("circle", [Circle.PEER_LEADERS, Circle.FACILITATORS])
def test_nobody_who_is_unanswered_waits_for_a_weekend_to_end(circle: Circle) -> None:
    """What is due before the next working day is over is asked about on the last one before it."""
    who, promise, tz = Responder(circle), Promise(hours=72), LONDON
    latest = rules.asked_from(who, promise, now=FRIDAY, tz=tz)
    ends = calendar.next_working_day_ends(FRIDAY, tz)
    assert rules.due(latest, promise) >= min(ends, rules.due(FRIDAY, promise))
    on_monday = rules.asked_from(who, promise, now=MONDAY, tz=tz)
    assert FRIDAY - latest < MONDAY - on_monday


def test_of_those_who_wait_the_one_with_fewest_responses_goes_first_and_then_the_longest_waiting() -> None:
    now, promise = MONDAY, Promise(asked=2, responses=2)
    hours = [(1, 1, 0), (2, 0, 2), (3, 0, 3), (4, 1, 5)]
    waiting = [Waiting(name, responses, now - timedelta(hours=ago)) for name, responses, ago in hours]
    order = []
    while (found := rules.choose(waiting, responder=Responder(), promise=promise, now=now, tz=LONDON)) is not None:
        order.append(found.thread_id)
        waiting.remove(found)
    assert order == [3, 2, 4, 1]


def test_nobodys_second_time_comes_before_someones_first() -> None:
    again = Waiting(1, 0, MONDAY - timedelta(hours=9), answered=True)
    first = Waiting(2, 1, MONDAY - timedelta(hours=1))
    asked = {"responder": Responder(), "promise": Promise(), "now": MONDAY, "tz": LONDON}
    assert rules.choose([again, first], **asked) is first
    assert rules.choose([again], **asked) is again


@pytest.mark.parametrize(("part", "crosses"), [(0.1, True), (0.4, True), (0.5, False), (0.9, False)])
def test_another_profession_goes_first_only_while_whoever_waits_longest_has_time(part: float, crosses: bool) -> None:
    promise = Promise(hours=72)
    longest = Waiting(1, 0, MONDAY - timedelta(hours=72) * part)
    other = Waiting(2, 0, MONDAY - timedelta(hours=1), crosses=True)
    asked = {"responder": Responder(), "promise": promise, "now": MONDAY, "tz": LONDON}
    assert rules.choose([longest, other], **asked) is (other if crosses else longest)
    with_one = Waiting(3, 1, MONDAY - timedelta(hours=1), crosses=True)
    assert rules.choose([longest, with_one], **asked) is longest


@pytest.mark.parametrize("circle", Circle)
def test_what_is_kept_for_another_is_left_to_them_by_colleagues_while_there_is_time(circle: Circle) -> None:
    asked = {"responder": Responder(circle), "promise": Promise(responses=1), "now": FRIDAY, "tz": LONDON}
    for part, relied_on in ((0.1, True), (0.49, True), (0.51, False), (0.99, False)):
        item = Waiting(1, 0, FRIDAY - timedelta(hours=72) * part, held=True)
        left = circle is Circle.COLLEAGUES and relied_on
        assert rules.choose([item], **asked) is (None if left else item)


def test_of_whom_nobody_is_being_asked_comes_before_whom_somebody_is() -> None:
    asked = {"responder": Responder(), "promise": Promise(), "now": MONDAY, "tz": LONDON}
    kept = Waiting(1, 0, MONDAY - timedelta(hours=70), held=True)
    free = Waiting(2, 1, MONDAY - timedelta(hours=1))
    assert rules.choose([kept, free], **asked) is free
    assert rules.choose([kept], **asked) is kept


def rank(item: Waiting) -> tuple[Any, ...]:
    """What goes before how long someone has waited."""
    return rules.need(item)[:-2]


@given(questions())
def test_somebody_is_chosen_wherever_somebody_may_be_asked_about_and_nobody_else(question: Any) -> None:
    waiting, asked = question
    found = rules.choose(waiting, **asked)
    possible = [item for item in waiting if may_be_asked(item, **asked)]
    assert (found is None) == (not possible)
    if found is not None:
        assert found in possible
        assert found.responses < asked["promise"].responses
        assert rank(found) == min(map(rank, possible))


@given(questions(), st.randoms(use_true_random=False))
def test_the_choice_does_not_hang_on_the_order_of_the_rows(question: Any, chance: Any) -> None:
    waiting, asked = question
    shuffled = chance.sample(waiting, len(waiting))
    assert rules.choose(shuffled, **asked) == rules.choose(waiting, **asked)


@given(questions())
def test_whoever_crosses_takes_nobodys_place_who_has_waited_for_half_the_promise(question: Any) -> None:
    waiting, asked = question
    found = rules.choose(waiting, **asked)
    if found is None:
        return
    alike = [item for item in waiting if may_be_asked(item, **asked) and rank(item) == rank(found)]
    ahead = [item for item in alike if rules.need(item) < rules.need(found)]
    assert not ahead or found.crosses
    half = asked["now"] - timedelta(hours=asked["promise"].hours) / 2
    assert all(item.shared_at > half for item in ahead)
