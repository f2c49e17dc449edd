"""Meetings: proposed, agreed on, moved, called off, and what calendars are told of it."""

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from cpd_community_xblock import host
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import due, leaving, meetings, partnerships, reporting, sending
from cpd_community_xblock.mentoring.data import Concern, MeetingState, When
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs, runs
from tests.mentoring.meets import LINK, TOMORROW

# With transactions of its own: what is sent leaves once something is kept.
pytestmark = pytest.mark.django_db(transaction=True)

LATER = When(day(2.4), 30, "Room 4")


@pytest.fixture(autouse=True)
def _at_the_start(clock) -> None:
    clock.now = START


def upcoming(here, pair, who, now=START):
    return meetings.upcoming(**meets.of(here, pair, who), now=now)


def called_off(here, pair, id_, who, now=START):
    meetings.call_off(**meets.of(here, pair, who), meeting_id=id_, now=now)


def file_of(here, pair, id_, who, now=START):
    return meets.read(meetings.calendar_file(**meets.of(here, pair, who), meeting_id=id_, now=now))


# Proposing and answering.


def test_one_proposes_and_the_other_accepts(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara, words="Shall we?")
    [seen] = upcoming(here, pair, chidi)
    assert (seen.state, seen.when, seen.words) == (MeetingState.PROPOSED, TOMORROW, "Shall we?")
    assert seen.awaits(chidi.user_id) and not seen.awaits(amara.user_id)
    assert meets.accepted(here, pair, id_, chidi).state is MeetingState.AGREED
    [seen] = upcoming(here, pair, amara)
    assert seen.was_agreed and not seen.awaits(amara.user_id) and not seen.awaits(chidi.user_id)


def test_nobody_accepts_their_own(here, pair, amara) -> None:
    id_ = meets.proposed(here, pair, amara)
    with pytest.raises(Conflict):
        meets.accepted(here, pair, id_, amara)


def test_accepting_twice_changes_nothing_and_writes_once(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    for _time in range(2):
        meetings.accept(**meets.of(here, pair, chidi), meeting_id=id_, version=0, now=START)
    assert len(meets.invitations()) == 2


def test_the_same_request_again_proposes_nothing_new(here, pair, amara) -> None:
    token = str(uuid4())
    assert meets.proposed(here, pair, amara, token=token) == meets.proposed(here, pair, amara, token=token)
    assert len(upcoming(here, pair, amara)) == 1


def test_another_time_can_be_suggested_until_both_want_it(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    meets.suggested(here, pair, id_, chidi, LATER)
    [seen] = upcoming(here, pair, amara)
    assert seen.when == LATER and seen.awaits(amara.user_id) and seen.suggested is None
    assert meets.invitations() == []
    assert meets.accepted(here, pair, id_, amara).when == LATER


def test_nobody_accepts_what_they_have_not_seen(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    meets.suggested(here, pair, id_, amara, LATER)
    with pytest.raises(Conflict):
        meetings.accept(**meets.of(here, pair, chidi), meeting_id=id_, version=0, now=START)
    with pytest.raises(Conflict):
        meetings.turn_down(**meets.of(here, pair, chidi), meeting_id=id_, version=0, now=START)


def test_what_is_declined_is_told_to_whoever_proposed_it(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    meets.turned_down(here, pair, id_, chidi)
    assert [seen.state for seen in upcoming(here, pair, amara)] == [MeetingState.WITHDRAWN]
    assert upcoming(here, pair, chidi) == []
    assert meets.invitations() == []
    with pytest.raises(Conflict):
        meetings.accept(**meets.of(here, pair, chidi), meeting_id=id_, version=1, now=START)


def test_what_is_taken_back_leaves_no_trace(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    meets.turned_down(here, pair, id_, amara)
    assert upcoming(here, pair, amara) == upcoming(here, pair, chidi) == []
    with pytest.raises(NotFound):
        meetings.accept(**meets.of(here, pair, chidi), meeting_id=id_, version=0, now=START)


def test_a_time_that_has_passed_can_no_longer_be_accepted(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    assert upcoming(here, pair, chidi, now=day(2)) == []
    with pytest.raises(Conflict, match="passed"):
        meets.accepted(here, pair, id_, chidi, now=day(2))


@pytest.mark.parametrize("starts_at", [START, day(-1), day(370)])
def test_only_what_is_to_come_can_be_proposed(here, pair, amara, starts_at) -> None:
    with pytest.raises(Conflict, match="to come"):
        meets.proposed(here, pair, amara, When(starts_at, 30))


def test_twenty_proposals_can_be_open(here, pair, amara, chidi) -> None:
    for number in range(20):
        meets.proposed(here, pair, (amara, chidi)[number % 2], When(day(1 + number / 10), 30))
    with pytest.raises(Conflict, match="Twenty"):
        meets.proposed(here, pair, chidi, When(day(5), 30))
    meets.proposed(here, pair, chidi, When(day(5), 30), now=day(4))


def test_a_meeting_is_nobody_elses(here, pair, amara, chidi, kofi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    with pytest.raises(NotFound):
        upcoming(here, pair, kofi)
    with pytest.raises(NotFound):
        file_of(here, pair, id_, kofi)
    other = pairs.together(here, kofi, chidi)
    with pytest.raises(NotFound):
        meets.seen(here, other, id_, chidi)
    elsewhere = pairs.space("elsewhere")
    with pytest.raises(NotFound):
        upcoming(elsewhere, pair, amara)


# Two things at one time.


@pytest.mark.parametrize(
    ("starts_at", "minutes", "is_free"),
    [
        (TOMORROW.starts_at, 45, False),
        (TOMORROW.starts_at + timedelta(minutes=44), 30, False),
        (TOMORROW.starts_at + timedelta(minutes=45), 30, True),
        (TOMORROW.starts_at - timedelta(minutes=30), 30, True),
        (TOMORROW.starts_at - timedelta(minutes=30), 45, False),
    ],
)
def test_nobody_proposes_one_time_twice(here, pair, amara, chidi, kofi, starts_at, minutes, is_free) -> None:
    other = pairs.together(here, kofi, chidi)
    meets.proposed(here, pair, chidi)
    if is_free:
        meets.proposed(here, other, chidi, When(starts_at, minutes))
        return
    with pytest.raises(Conflict, match="at that time"):
        meets.proposed(here, other, chidi, When(starts_at, minutes))


def test_others_may_ask_for_a_time_that_somebody_has_proposed_elsewhere(here, pair, amara, chidi, kofi) -> None:
    other = pairs.together(here, kofi, chidi)
    mine, theirs = meets.proposed(here, pair, chidi), meets.proposed(here, other, kofi)
    meets.accepted(here, pair, mine, amara)
    with pytest.raises(Conflict, match="You have another"):
        meets.accepted(here, other, theirs, chidi)


def test_a_time_that_the_other_one_has_given_away_meanwhile_is_not_agreed_on(here, pair, amara, chidi, kofi) -> None:
    other = pairs.together(here, kofi, chidi)
    mine = meets.proposed(here, pair, chidi)
    # Kofi's proposal stands; Chidi takes that one.
    theirs = meets.proposed(here, other, kofi)
    meets.accepted(here, other, theirs, chidi)
    with pytest.raises(Conflict, match="The other one"):
        meets.accepted(here, pair, mine, amara)


def test_what_is_off_takes_no_time(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    called_off(here, pair, id_, chidi)
    meets.agreed(here, pair, chidi, amara)


def test_a_meeting_may_be_made_longer_at_its_own_time(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    meets.suggested(here, pair, id_, amara, When(TOMORROW.starts_at, 60, LINK))
    assert meets.accepted(here, pair, id_, chidi).when.minutes == 60


# What calendars are told.


def test_once_both_agree_each_gets_an_invitation_of_their_own(here, pair, amara, chidi) -> None:
    meets.agreed(here, pair, amara, chidi)
    assert [message.to for message in meets.invitations()] == [["amara@example.org"], ["chidi@example.org"]]
    uids = set()
    for message in meets.invitations():
        method, event = meets.in_mail(message)
        uids.add(str(event["UID"]))
        assert method == "REQUEST"
        assert (event["SEQUENCE"], str(event["SUMMARY"]), str(event["STATUS"])) == (0, "Mentoring meeting", "CONFIRMED")
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (TOMORROW.starts_at, TOMORROW.ends_at)
        assert str(event["LOCATION"]) == LINK
        assert str(event["ATTENDEE"]) == f"mailto:{message.to[0]}"
        assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
        assert str(event["ORGANIZER"]).startswith("mailto:")
        assert str(event["URL"]) == host.current().address_of(here.usage_key)
    assert len(uids) == 1


def test_an_invitation_holds_no_words_and_no_names_of_the_two(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara, words="About the night with the family in bay three")
    meets.accepted(here, pair, id_, chidi)
    whole = "".join(message.message().as_string() for message in meets.invitations())
    assert "bay three" not in whole and "Test" not in whole
    [to_amara, to_chidi] = meets.invitations()
    assert "chidi" not in str(to_amara.message()).replace(LINK, "")
    assert "amara@" not in str(to_chidi.message())


def test_the_whole_message_can_be_read_by_a_mail_program(here, pair, amara, chidi) -> None:
    meets.agreed(here, pair, amara, chidi, When(day(1.4), 45, "Café; room 4, 2nd floor\nX-EVIL:1"))
    parsed = message_from_bytes(meets.invitations()[0].message().as_bytes())
    [part] = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    _method, event = meets.read(part.get_payload(decode=True))
    assert str(event["LOCATION"]) == "Café; room 4, 2nd floor\nX-EVIL:1"
    assert "X-EVIL" not in event
    [attached] = [part for part in parsed.walk() if part.get_filename() == "mentoring-meeting.ics"]
    assert meets.read(attached.get_payload(decode=True))[0] == "REQUEST"


def test_a_meeting_that_is_moved_keeps_its_uid_and_counts_on(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    meets.suggested(here, pair, id_, chidi, LATER)
    assert len(meets.invitations()) == 2
    [seen] = upcoming(here, pair, amara)
    assert (seen.state, seen.when, seen.suggested) == (MeetingState.AGREED, TOMORROW, LATER)
    assert seen.awaits(amara.user_id)
    assert meets.accepted(here, pair, id_, amara).when == LATER
    first, moved = meets.in_mail(meets.invitations()[0])[1], meets.in_mail(meets.invitations()[2])[1]
    assert str(first["UID"]) == str(moved["UID"])
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert moved.decoded("DTSTART") == LATER.starts_at


@pytest.mark.parametrize("who", ["amara", "chidi"])
def test_without_an_answer_the_time_agreed_stands(here, pair, amara, chidi, who) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    meets.suggested(here, pair, id_, chidi, LATER)
    meets.turned_down(here, pair, id_, {"amara": amara, "chidi": chidi}[who])
    [seen] = upcoming(here, pair, chidi)
    assert (seen.state, seen.when, seen.suggested) == (MeetingState.AGREED, TOMORROW, None)
    assert len(meets.invitations()) == 2


def test_what_is_called_off_leaves_both_calendars(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    for _time in range(2):
        called_off(here, pair, id_, chidi)
    assert len(meets.invitations()) == 4
    invited = meets.in_mail(meets.invitations()[0])[1]
    for message in meets.invitations()[2:]:
        method, event = meets.in_mail(message)
        assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert str(event["UID"]) == str(invited["UID"])
    assert [seen.state for seen in upcoming(here, pair, amara)] == [MeetingState.WITHDRAWN]


def ends(here, pair, amara, chidi):
    return {
        "ended": lambda: pairs.ended(here, pair, amara),
        "completed": lambda: partnerships.complete(
            space_id=here.id, partnership_id=pair, user_id=chidi.user_id, now=START
        ),
        "rematched": lambda: partnerships.rematch(space_id=here.id, partnership_id=pair, now=START),
        "blocked": lambda: reporting.report(
            space_id=here.id,
            partnership_id=pair,
            user_id=amara.user_id,
            concern=Concern.UNKIND,
            blocks=True,
            now=START,
        ),
    }


@pytest.mark.parametrize("end", ["ended", "completed", "rematched", "blocked"])
def test_every_end_calls_off_what_was_to_come(here, pair, amara, chidi, end) -> None:
    meets.agreed(here, pair, amara, chidi)
    meets.proposed(here, pair, chidi, LATER)
    mail.outbox.clear()
    ends(here, pair, amara, chidi)[end]()
    assert [meets.in_mail(message)[0] for message in meets.invitations()] == ["CANCEL"] * 2
    assert {message.to[0] for message in meets.invitations()} == {"amara@example.org", "chidi@example.org"}
    assert set(models.Meeting.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_nothing_is_sent_of_an_end_that_fails(here, pair, amara, chidi) -> None:
    meets.agreed(here, pair, amara, chidi)
    mail.outbox.clear()
    with transaction.atomic():
        pairs.ended(here, pair, amara)
        transaction.set_rollback(True)
    assert meets.invitations() == []
    assert [seen.state for seen in upcoming(here, pair, amara)] == [MeetingState.AGREED]


def test_whoever_leaves_for_good_gets_no_mail_and_the_other_one_does(here, pair, amara, chidi, clock) -> None:
    clock.now = START
    id_ = meets.agreed(here, pair, amara, chidi)
    mail.outbox.clear()
    leaving.retire(user_id=amara.user_id)
    assert {message.to[0] for message in meets.invitations()} == {"chidi@example.org"}
    assert [meets.in_mail(message)[0] for message in meets.invitations()] == ["CANCEL"]
    row = models.Meeting.objects.get(id=id_)
    assert (row.proposed_by_id, row.where, row.words) == (None, "", "")
    assert file_of(here, pair, id_, chidi)[0] == "CANCEL"


def test_whoever_is_reset_in_one_place_hears_of_it_as_well(here, pair, amara, chidi, clock) -> None:
    clock.now = START
    meets.agreed(here, pair, amara, chidi)
    mail.outbox.clear()
    leaving.clear(space_id=here.id, user_id=amara.user_id)
    assert len(meets.invitations()) == 2


def test_after_its_time_nothing_is_sent_any_more(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    mail.outbox.clear()
    called_off(here, pair, id_, amara, now=day(3))
    pairs.ended(here, pair, amara, now=day(3))
    assert meets.invitations() == []


def test_the_file_is_for_anyone_to_take_in_and_names_nobody(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    with pytest.raises(NotFound):
        file_of(here, pair, id_, amara)
    meets.accepted(here, pair, id_, chidi)
    method, event = file_of(here, pair, id_, amara)
    assert method == "PUBLISH" and "ATTENDEE" not in event
    assert str(event["UID"]) == str(meets.in_mail(meets.invitations()[0])[1]["UID"])
    called_off(here, pair, id_, amara)
    assert file_of(here, pair, id_, chidi)[0] == "CANCEL"


# The mail does not go.


ADDRESS = "amara@example.org"


class Broken(EmailBackend):
    def open(self):
        raise smtplib.SMTPConnectError(421, ADDRESS)


class Picky(EmailBackend):
    def send_messages(self, messages):
        if "amara@example.org" in messages[0].to:
            raise smtplib.SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_a_mail_server_that_is_down_stops_nobody_and_is_told(here, pair, amara, chidi, settings, faults) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    id_ = meets.agreed(here, pair, amara, chidi)
    for who in (amara, chidi):
        seen = meets.seen(here, pair, id_, who)
        assert seen.state is MeetingState.AGREED and seen.is_unreached
    assert faults and ADDRESS not in "".join(faults)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    called_off(here, pair, id_, amara)
    assert not meets.seen(here, pair, id_, chidi).is_unreached


def test_one_address_that_is_refused_keeps_the_other_ones_mail_from_nobody(
    here, pair, amara, chidi, settings, faults
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    id_ = meets.agreed(here, pair, amara, chidi)
    assert meets.seen(here, pair, id_, amara).is_unreached
    assert not meets.seen(here, pair, id_, chidi).is_unreached
    assert [message.to for message in meets.invitations()] == [["chidi@example.org"]]


def test_who_has_no_address_is_told_so(here, pair, amara, chidi) -> None:
    get_user_model().objects.filter(id=amara.user_id).update(email="")
    id_ = meets.agreed(here, pair, amara, chidi)
    assert meets.seen(here, pair, id_, amara).is_unreached
    assert not meets.seen(here, pair, id_, chidi).is_unreached


# With a worker.


def test_a_worker_sends_it_and_is_told_no_words_or_addresses(here, pair, amara, chidi) -> None:
    with runs.working() as worker:
        id_ = meets.agreed(here, pair, amara, chidi)
        assert meets.invitations() == []
        [left] = [kwargs for task, kwargs in worker.left if task == sending.DELIVER]
        assert left == {"meeting_id": id_, "sequence": 0, "to": {"learner": amara.user_id, "mentor": chidi.user_id}}
        worker.do()
    assert [meets.in_mail(message)[0] for message in meets.invitations()] == ["REQUEST"] * 2


def test_a_worker_that_comes_late_sends_the_last_of_it_alone(here, pair, amara, chidi) -> None:
    with runs.working() as worker:
        id_ = meets.agreed(here, pair, amara, chidi)
        called_off(here, pair, id_, amara)
        worker.do()
    told = [meets.in_mail(message) for message in meets.invitations()]
    assert [(method, event["SEQUENCE"]) for method, event in told] == [("CANCEL", 1)] * 2


def test_a_worker_that_does_it_twice_sends_it_once(here, pair, amara, chidi) -> None:
    with runs.working() as worker:
        meets.agreed(here, pair, amara, chidi)
        worker.left *= 2
        worker.do()
    assert len(meets.invitations()) == 2


def test_a_worker_that_comes_after_it_leaves_calendars_alone(here, pair, amara, chidi, clock) -> None:
    with runs.working() as worker:
        id_ = meets.agreed(here, pair, amara, chidi)
        clock.now = day(2)
        called_off(here, pair, id_, amara, now=day(2))
        worker.do()
    assert meets.invitations() == []


def test_what_no_worker_sends_the_timer_does(here, pair, amara, chidi, clock) -> None:
    with runs.working() as worker:
        meets.agreed(here, pair, amara, chidi)
        worker.left.clear()
        clock.now = START + timedelta(hours=1)
        due.see_to_everywhere(clock=host.current().now)
    assert [meets.in_mail(message)[0] for message in meets.invitations()] == ["REQUEST"] * 2


def test_a_slow_delivery_does_not_write_over_a_later_one(here, pair, amara, chidi, settings, faults) -> None:
    """The first is under way when the meeting is moved, and the second reaches nobody."""
    id_ = meets.proposed(here, pair, amara)

    class Slow(EmailBackend):
        def send_messages(self, messages):
            settings.EMAIL_BACKEND = f"{__name__}.Broken"
            if models.Meeting.objects.get(id=id_).sequence == 0:
                meets.suggested(here, pair, id_, amara, LATER)
                meets.accepted(here, pair, id_, chidi)
            return len(messages)

    globals()["Slow"] = Slow
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    meets.accepted(here, pair, id_, chidi)
    row = models.Meeting.objects.get(id=id_)
    assert (row.sequence, row.learner_unreached, row.mentor_unreached) == (1, True, True)
    assert faults


# In whose words and hours.


def test_each_reads_of_it_in_their_own_zone_and_language(here, pair, amara, chidi) -> None:
    members.save_profile(user_id=chidi.user_id, time_zone="Asia/Kolkata")
    host.current().spoken[chidi.user_id] = "de"
    try:
        meets.agreed(here, pair, amara, chidi, When(datetime(2026, 10, 27, 18, tzinfo=UTC), 45))
    finally:
        host.current().spoken.clear()
    to_amara, to_chidi = (message.body for message in meets.invitations())
    assert "Tuesday 27 October 2026, 18:00 to 18:45 (Europe/London)" in to_amara
    assert "Dienstag 27 Oktober 2026, 23:30" in to_chidi


def test_an_unknown_language_is_the_sites(here, pair, amara, chidi) -> None:
    host.current().spoken[chidi.user_id] = "tlh"
    try:
        meets.agreed(here, pair, amara, chidi)
    finally:
        host.current().spoken.clear()
    assert meets.invitations()[1].subject == "Mentoring meeting"


def test_what_is_agreed_on_stays_the_same_moment_when_clocks_change(here, pair, amara, chidi) -> None:
    wanted = datetime(2026, 10, 26, 18, tzinfo=UTC)
    meets.agreed(here, pair, amara, chidi, When(wanted, 45))
    event = meets.in_mail(meets.invitations()[0])[1]
    assert event["DTSTART"].to_ical() == b"20261026T180000Z"


# Free times.


def free(here, pair, who, now=START):
    return meetings.free_times(**meets.of(here, pair, who), now=now)


def test_shared_free_times_of_four_weeks_are_offered(here, pair, amara, chidi) -> None:
    found = free(here, pair, amara)
    assert [f"{moment:%d %b %H:%M}" for moment in found[:4]] == [
        "08 Sep 17:00",
        "08 Sep 17:30",
        "08 Sep 18:00",
        "15 Sep 17:00",
    ]
    assert found == free(here, pair, chidi)
    assert len(found) == 12


def test_what_either_has_agreed_on_elsewhere_is_not_offered(here, pair, amara, chidi, kofi) -> None:
    other = pairs.together(here, kofi, chidi)
    meets.agreed(here, other, kofi, chidi, When(datetime(2026, 9, 8, 17, tzinfo=UTC), 60))
    assert [f"{moment:%d %b %H:%M}" for moment in free(here, pair, amara)[:2]] == ["08 Sep 18:00", "15 Sep 17:00"]


def test_those_who_share_no_hour_or_told_none_are_offered_nothing(here, chidi) -> None:
    ruth = pairs.learner(here, "ruth", pairs.THURSDAY_EVENING)
    assert free(here, pairs.together(here, ruth, chidi), ruth) == []
    ivy = builders.learner("ivy")
    pairs.people.save(
        space_id=here.id, user_id=ivy.user_id, side=pairs.Side.LEARNER, profile=pairs.Profile(), now=START
    )
    assert free(here, pairs.together(here, ivy, chidi), ivy) == []


# Leaving.


def test_past_meetings_of_who_leaves_are_forgotten(here, pair, amara, chidi, clock) -> None:
    meets.agreed(here, pair, amara, chidi)
    clock.now = day(5)
    leaving.retire(user_id=chidi.user_id)
    leaving.retire(user_id=chidi.user_id)
    assert models.Meeting.objects.count() == 0


def test_after_the_end_nothing_new_is_agreed_on(here, pair, amara, chidi) -> None:
    id_ = meets.proposed(here, pair, amara)
    pairs.ended(here, pair, chidi)
    with pytest.raises(Conflict):
        meets.proposed(here, pair, amara, LATER)
    with pytest.raises(Conflict):
        meetings.accept(**meets.of(here, pair, chidi), meeting_id=id_, version=1, now=START)
    with pytest.raises(Conflict):
        meets.suggested(here, pair, id_, amara, LATER)


# After its time.


def unlogged(here, pair, who, now):
    return [seen.id for seen in meetings.unlogged(**meets.of(here, pair, who), now=now)]


def test_after_its_time_both_are_asked_whether_they_met(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    assert unlogged(here, pair, amara, TOMORROW.starts_at) == []
    assert unlogged(here, pair, amara, TOMORROW.ends_at) == unlogged(here, pair, chidi, day(2)) == [id_]
    meets.logged(here, pair, chidi, on=day(1).date(), meeting_id=id_, now=day(2))
    assert unlogged(here, pair, amara, day(2)) == []


def test_they_say_that_they_did_not_meet_and_are_not_asked_again(here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    called_off(here, pair, id_, chidi, now=day(2))
    assert unlogged(here, pair, amara, day(2)) == []
    assert upcoming(here, pair, amara, day(2)) == []
