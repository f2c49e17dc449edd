"""Two people, or one in two windows, at the same moment."""

from functools import partial
from uuid import uuid4

import pytest
from django.core import mail

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import check_ins, endings, leaving, log, meetings
from cpd_community_xblock.mentoring.data import Answers, MeetingState, When
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]

ATTEMPTS = pytest.mark.parametrize("attempt", range(3))


@pytest.fixture(autouse=True)
def _at_the_start(clock) -> None:
    clock.now = START


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi", capacity=9)


def accept(here, pair, id_, who, version=0):
    return partial(meetings.accept, **meets.of(here, pair, who), meeting_id=id_, version=version, now=START)


def turn_down(here, pair, id_, who, version=0):
    return partial(meetings.turn_down, **meets.of(here, pair, who), meeting_id=id_, version=version, now=START)


def call_off(here, pair, id_, who):
    return partial(meetings.call_off, **meets.of(here, pair, who), meeting_id=id_, now=START)


def confirm(here, pair, id_, who, version=0):
    return partial(meets.confirmed, here, pair, id_, who, version=version)


def correct(here, pair, id_, who, version=0, minutes=30):
    return partial(meets.corrected, here, pair, id_, who, version=version, minutes=minutes)


@ATTEMPTS
def test_one_accepts_while_the_other_takes_it_back(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.proposed(here, pair, amara)
    results = builders.at_once(accept(here, pair, id_, chidi), turn_down(here, pair, id_, amara))
    [error] = builders.errors(results)
    assert isinstance(error, (Conflict, NotFound))
    is_agreed = models.Meeting.objects.filter(id=id_, state=MeetingState.AGREED.value).exists()
    assert is_agreed is (error is results[1])
    assert len(meets.invitations()) == (2 if is_agreed else 0)


@ATTEMPTS
def test_one_accepts_another_time_while_the_other_calls_the_meeting_off(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    meets.suggested(here, pair, id_, amara, When(day(3), 30))
    mail.outbox.clear()
    results = builders.at_once(accept(here, pair, id_, chidi, version=2), call_off(here, pair, id_, amara))
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    row = models.Meeting.objects.get(id=id_)
    assert row.state == MeetingState.WITHDRAWN.value
    # Threads may hand their messages over in either order; calendars go by the sequence.
    told = sorted((meets.in_mail(message)[1]["SEQUENCE"], meets.in_mail(message)[0]) for message in meets.invitations())
    assert told[-1] == (row.sequence, "CANCEL")
    assert len(told) == (2 if builders.errors(results) else 4)


@ATTEMPTS
def test_accepting_in_several_windows_at_once_sends_one_invitation_to_each(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.proposed(here, pair, amara)
    results = builders.at_once(*[accept(here, pair, id_, chidi)] * 4)
    assert builders.errors(results) == []
    assert len(meets.invitations()) == 2


@ATTEMPTS
def test_it_ends_while_a_meeting_is_being_agreed_on(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.proposed(here, pair, amara)
    results = builders.at_once(
        accept(here, pair, id_, chidi), partial(pairs.ended, here, pair, amara), accept(here, pair, id_, chidi)
    )
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert results[1] is None
    assert models.Meeting.objects.get(id=id_).state == MeetingState.WITHDRAWN.value
    methods = [meets.in_mail(message)[0] for message in meets.invitations()]
    assert methods.count("REQUEST") == methods.count("CANCEL")


@ATTEMPTS
def test_it_ends_while_somebody_proposes(here, pair, amara, chidi, attempt) -> None:
    results = builders.at_once(partial(pairs.ended, here, pair, amara), partial(meets.proposed, here, pair, chidi))
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert not models.Meeting.objects.exclude(state=MeetingState.WITHDRAWN.value).exists()


@ATTEMPTS
def test_one_moment_is_proposed_to_one_of_many(here, chidi, attempt) -> None:
    others = [pairs.together(here, pairs.learner(here, f"learner{number}"), chidi) for number in range(6)]
    results = builders.at_once(*[partial(meets.proposed, here, other, chidi) for other in others])
    assert len(builders.errors(results)) == 5
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert models.Meeting.objects.count() == 1


@ATTEMPTS
def test_one_moment_is_agreed_on_with_one_of_many(here, chidi, attempt) -> None:
    """Also in several places, and each of them proposed it."""
    places = [here, pairs.space("elsewhere")]
    pairs.mentor(places[1], "chidi", capacity=9)
    calls = []
    for number in range(6):
        where = places[number % 2]
        who = pairs.learner(where, f"learner{number}")
        pair = pairs.together(where, who, chidi)
        calls.append(accept(where, pair, meets.proposed(where, pair, who), chidi))
    results = builders.at_once(*calls)
    assert len(builders.errors(results)) == 5
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert models.Meeting.objects.filter(state=MeetingState.AGREED.value).count() == 1


@ATTEMPTS
def test_the_same_request_at_once_proposes_once(here, pair, amara, attempt) -> None:
    token = str(uuid4())
    results = builders.at_once(*[partial(meets.proposed, here, pair, amara, token=token)] * 4)
    assert builders.errors(results) == [] and len(set(results)) == 1


@ATTEMPTS
def test_the_twentieth_proposal_is_the_last(here, pair, amara, chidi, attempt) -> None:
    for number in range(18):
        meets.proposed(here, pair, amara, When(day(1 + number / 10), 30))
    results = builders.at_once(
        *[partial(meets.proposed, here, pair, chidi, When(day(10 + number), 30)) for number in range(6)]
    )
    assert len(builders.errors(results)) == 4
    assert models.Meeting.objects.count() == 20


# The log.


@ATTEMPTS
def test_one_confirms_while_the_other_corrects(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.logged(here, pair, amara)
    results = builders.at_once(confirm(here, pair, id_, chidi), correct(here, pair, id_, amara))
    [error] = builders.errors(results)
    assert isinstance(error, Conflict)
    row = models.LoggedMeeting.objects.get(id=id_)
    assert (row.minutes, row.confirmed_at is not None) == ((45, True) if error is results[1] else (30, False))


@ATTEMPTS
def test_one_confirms_and_corrects_in_two_windows(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.logged(here, pair, amara)
    results = builders.at_once(confirm(here, pair, id_, chidi), correct(here, pair, id_, chidi))
    [error] = builders.errors(results)
    assert isinstance(error, Conflict)
    row = models.LoggedMeeting.objects.get(id=id_)
    assert (row.minutes, row.confirmed_at is not None) == ((45, True) if error is results[1] else (30, False))


@ATTEMPTS
def test_both_correct_at_once_and_neither_overwrites_the_other_unseen(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.logged(here, pair, amara)
    results = builders.at_once(correct(here, pair, id_, chidi, minutes=30), correct(here, pair, id_, amara, minutes=60))
    assert len(builders.errors(results)) == 1
    assert models.LoggedMeeting.objects.get(id=id_).version == 1


@ATTEMPTS
def test_both_log_one_meeting_at_once(here, pair, amara, chidi, attempt) -> None:
    meeting = meets.agreed(here, pair, amara, chidi)
    about = {"on": day(1).date(), "meeting_id": meeting, "now": day(2)}
    results = builders.at_once(
        partial(meets.logged, here, pair, amara, **about), partial(meets.logged, here, pair, chidi, **about)
    )
    [error] = builders.errors(results)
    assert isinstance(error, Conflict)
    assert models.LoggedMeeting.objects.count() == 1


@ATTEMPTS
def test_confirming_in_several_windows_counts_once(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.logged(here, pair, amara)
    results = builders.at_once(*[confirm(here, pair, id_, chidi)] * 4)
    assert builders.errors(results) == []
    assert log.minutes_of(user_id=amara.user_id) == log.minutes_of(user_id=chidi.user_id) == 45


@ATTEMPTS
def test_somebody_leaves_for_good_while_the_other_one_confirms(here, pair, amara, chidi, attempt) -> None:
    id_ = meets.logged(here, pair, amara)
    results = builders.at_once(confirm(here, pair, id_, chidi), partial(leaving.retire, user_id=amara.user_id))
    assert results[1] is None
    assert all(isinstance(error, NotFound) for error in builders.errors(results))
    assert len(log.entries(user_id=chidi.user_id)) == (0 if builders.errors(results) else 1)
    assert log.entries(user_id=amara.user_id) == ()


# A silence, and the end.


@ATTEMPTS
def test_two_timers_at_once_send_one_e_mail_to_each(here, pair, attempt) -> None:
    results = builders.at_once(*[partial(check_ins.check_ins, now=day(20))] * 4)
    assert builders.errors(results) == [] and sum(results) == 2
    assert len(mail.outbox) == 2


@ATTEMPTS
def test_the_questions_are_answered_once(here, pair, amara, attempt) -> None:
    pairs.ended(here, pair, amara)
    answer = partial(endings.answer, **meets.of(here, pair, amara), answers=Answers(useful=5), now=START)
    results = builders.at_once(*[answer] * 4)
    assert len(builders.errors(results)) == 3
    assert models.Ending.objects.count() == 1
