"""What two people see and send about their meetings, log and end, through the block."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock.core import spaces
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import log, meetings
from cpd_community_xblock.mentoring.data import MeetingState, Side, When
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def now(clock):
    clock.now = START
    return clock


@pytest.fixture
def key():
    return pairs.block()


@pytest.fixture
def here(key):
    return spaces.open_space(usage_key=key, kind="cpd_mentoring")


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi", capacity=9)


def user(who):
    return builders.get_user_model().objects.get(id=who.user_id)


def page(key, who, pair) -> str:
    answer = builders.ask(key, user(who), "page", view="together", partnership=pair)
    assert answer.status == 200, answer.text
    return answer.text


def send(key, who, handler, **fields):
    return builders.send(key, user(who), handler, fields)


def proposal(pair, **fields):
    return {"partnership": pair, "token": str(uuid4()), "minutes": "45", "where": "", "words": "", **fields}


def entry(pair, **fields):
    return {
        "partnership": pair,
        "token": str(uuid4()),
        "happened_on": "2026-09-07",
        "minutes": "45",
        "topic": "Saying no",
        **fields,
    }


def upcoming(here, pair, who):
    return meetings.upcoming(**meets.of(here, pair, who), now=START)


# Proposing.


def test_the_form_offers_what_both_are_free_at_by_the_readers_clock(key, here, pair, amara) -> None:
    text = builders.ask(key, user(amara), "meeting_form", partnership=pair).text
    assert re.findall(r'optgroup label="([^"]+)"', text)[:2] == ["Tuesday 8 September", "Tuesday 15 September"]
    assert '<option value="2026-09-08T17:00+00:00">18:00</option>' in text
    assert "Times are those of Europe/London" in text


def test_one_of_the_offered_times_is_proposed_and_accepted(key, here, pair, amara, chidi) -> None:
    free = "2026-09-08T17:00+00:00"
    answer = send(key, amara, "propose_meeting", **proposal(pair, free=free, where=meets.LINK))
    assert answer.status == 200 and "Proposed." in answer.text and "has yet to answer" in answer.text
    [meeting] = upcoming(here, pair, chidi)
    theirs = page(key, chidi, pair)
    assert "For you to answer" in theirs and "Tuesday 8 September, 18:00 to 18:45" in theirs
    answer = send(key, chidi, "accept_meeting", partnership=pair, meeting=meeting.id, version=0)
    assert "Agreed." in answer.text and f'href="{meets.LINK}"' in answer.text
    assert [message.to for message in meets.invitations()] == [["amara@example.org"], ["chidi@example.org"]]


@pytest.mark.parametrize(
    ("typed", "starts_at"),
    [
        ("2026-10-24T18:00", "2026-10-24T17:00"),
        ("2026-10-26T18:00", "2026-10-26T18:00"),
        ("2026-10-26 18:00", "2026-10-26T18:00"),
    ],
)
def test_any_other_time_is_typed_in_the_readers_zone(key, here, pair, amara, typed, starts_at) -> None:
    assert send(key, amara, "propose_meeting", **proposal(pair, typed=typed)).status == 200
    [meeting] = upcoming(here, pair, amara)
    assert f"{meeting.when.starts_at:%Y-%m-%dT%H:%M}" == starts_at


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choose a time."),
        ({"free": "2026-09-08T17:00+00:00", "typed": "2026-10-24T18:00"}, "two times"),
        ({"free": "soon"}, "in the list"),
        ({"free": "2026-09-08T17:00"}, "Choose a time."),
        ({"free": "0001-01-01T00:00+23:00"}, "in the list"),
        ({"typed": "tomorrow"}, "such as 2026"),
        ({"typed": "9999-12-31T23:59"}, "still to come"),
        ({"typed": "0001-01-01T00:00"}, "still to come"),
        ({"typed": "2026-09-01T10:00"}, "still to come"),
        ({"typed": "2027-03-28T01:30"}, "clocks go forward"),
        ({"typed": "2026-10-24T18:00", "minutes": "90"}, "30, 45 or 60"),
        ({"typed": "2026-10-24T18:00", "minutes": ""}, "required"),
        ({"typed": "2026-10-24T18:00", "where": "https://"}, "whole web address"),
        ({"typed": "2026-10-24T18:00", "where": "javascript://alert(1)"}, "whole web address"),
        ({"typed": "2026-10-24T18:00", "where": "www.example.org and more"}, "whole web address"),
        ({"typed": "2026-10-24T18:00", "where": "x" * 501}, "500"),
        ({"typed": "2026-10-24T18:00", "where": "www.example.org/" + "x" * 484}, "too long"),
        ({"typed": "2026-10-24T18:00", "words": "x" * 501}, "500"),
        ({"typed": "2026-10-24T18:00", "token": "1"}, "Something needs"),
    ],
)
def test_what_cannot_be_proposed_comes_back_as_it_was_typed(key, here, pair, amara, fields, message) -> None:
    answer = send(key, amara, "propose_meeting", **proposal(pair, **{"words": "Keep me.", **fields}))
    assert answer.status == 422 and message in answer.text
    if "words" not in fields:
        assert "Keep me." in answer.text
    assert upcoming(here, pair, amara) == []


@pytest.mark.parametrize(
    ("where", "kept", "is_linked"),
    [
        ("  Room 4,  2nd floor ", "Room 4, 2nd floor", False),
        ("www.example.org/call", "https://www.example.org/call", True),
        ("http://example.org/a?b=c", "http://example.org/a?b=c", True),
        ("javascript:alert(1)", "javascript:alert(1)", False),
        ("Room 4\r\nATTENDEE:mailto:x@y\x07\x1bz", "Room 4 ATTENDEE:mailto:x@y z", False),
        ('<script>alert("x")</script>', '<script>alert("x")</script>', False),
    ],
)
def test_a_place_is_text_unless_it_is_the_address_of_a_page(key, here, pair, amara, where, kept, is_linked) -> None:
    answer = send(key, amara, "propose_meeting", **proposal(pair, typed="2026-10-24T18:00", where=where))
    [meeting] = upcoming(here, pair, amara)
    assert meeting.when.where == kept
    assert (f'href="{kept}"' in answer.text) is is_linked
    assert "<script>" not in answer.text


def test_the_hour_that_comes_twice_is_told_apart(key, here, pair, amara, chidi) -> None:
    send(key, amara, "propose_meeting", **proposal(pair, typed="2026-10-25T01:30"))
    assert "Sunday 25 October, 01:30 BST to 01:15 GMT" in page(key, chidi, pair)


def test_a_reader_elsewhere_sees_the_meeting_by_their_own_clock(key, here, pair, amara, chidi) -> None:
    pairs.people.save(
        space_id=here.id,
        user_id=chidi.user_id,
        side=Side.MENTOR,
        profile=pairs.Profile(availability=pairs.Availability("America/St_Johns", (frozenset({17}),))),
        now=START,
    )
    meets.proposed(here, pair, amara, When(START + timedelta(days=60, hours=10), 45))
    assert "Friday 6 November, 18:00 to 18:45" in page(key, amara, pair)
    theirs = page(key, chidi, pair)
    assert "Friday 6 November, 14:30 to 15:15" in theirs and "Times are those of America/St_Johns" in theirs


def test_a_time_that_is_taken_is_refused_with_a_message(key, here, pair, amara, chidi) -> None:
    meets.agreed(here, pair, amara, chidi)
    local = meets.TOMORROW.starts_at + timedelta(hours=1)
    answer = send(key, amara, "propose_meeting", **proposal(pair, typed=f"{local:%Y-%m-%dT%H:%M}"))
    assert answer.status == 409 and "at that time" in answer.text


def test_an_agreed_meeting_is_moved_through_the_page(key, here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    version = meets.seen(here, pair, id_, chidi).version
    form = builders.ask(key, user(chidi), "meeting_form", partnership=pair, meeting=id_).text
    assert "Suggest another time" in form and meets.LINK in form
    answer = send(
        key, chidi, "propose_meeting", **proposal(pair, meeting=id_, version=version, typed="2026-10-24T18:00")
    )
    assert "Suggested." in answer.text and "Until then, what you agreed on stands:" in answer.text
    mine = page(key, amara, pair)
    assert "would rather meet at another time" in mine and "Keep the time agreed" in mine
    answer = send(key, amara, "turn_meeting_down", partnership=pair, meeting=id_, version=version + 1)
    assert "Declined." in answer.text and "Until then" not in answer.text


# The file.


def test_the_file_is_a_calendars(key, here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    assert f"meeting_file?partnership={pair}&amp;meeting={id_}" in page(key, amara, pair)
    answer = builders.ask(key, user(amara), "meeting_file", partnership=pair, meeting=id_)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mentoring-meeting.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    method, event = meets.read(answer.text)
    assert method == "PUBLISH" and event.decoded("DTSTART") == meets.TOMORROW.starts_at


def test_nobody_else_gets_anything(key, here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    log_id = meets.logged(here, pair, amara)
    kofi = pairs.learner(here, "kofi")
    about = {"partnership": pair, "meeting": id_, "entry": log_id, "version": 1}
    for who in (kofi, builders.facilitator("ruth")):
        for form in ("meeting_form", "meeting_file", "log_form"):
            assert builders.ask(key, user(who), form, **about).status == 404
        for handler in (
            "accept_meeting",
            "turn_meeting_down",
            "call_meeting_off",
            "confirm_entry",
            "take_entry_back",
            "not_now",
            "skip_ending",
        ):
            assert send(key, who, handler, **about).status == 404
        assert send(key, who, "propose_meeting", **proposal(pair)).status == 404
        assert send(key, who, "log_meeting", **entry(pair)).status == 404
        assert send(key, who, "answer_ending", **about).status == 404


def test_whoever_looks_as_a_learner_sees_and_does_nothing_of_theirs(key, here, pair, amara, chidi) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    for form in ("meeting_form", "meeting_file", "log_form"):
        answer = builders.ask(key, user(amara), form, partnership=pair, meeting=id_, binding={"masquerading": True})
        assert answer.status == 403
    shown = builders.shown(key, user(amara), masquerading=True)
    assert meets.LINK not in shown


@pytest.mark.parametrize("sent", [{}, {"partnership": "x"}, {"partnership": "-1"}, {"partnership": str(10**30)}])
@pytest.mark.parametrize(
    "handler",
    [
        "propose_meeting",
        "accept_meeting",
        "turn_meeting_down",
        "call_meeting_off",
        "log_meeting",
        "confirm_entry",
        "take_entry_back",
        "not_now",
        "answer_ending",
        "skip_ending",
    ],
)
def test_nonsense_is_no_fault_of_ours(key, pair, amara, handler, sent) -> None:
    assert send(key, amara, handler, **sent).status in {404, 422}


def test_a_mail_that_did_not_go_is_told_on_the_page(key, here, pair, amara, chidi, settings, faults) -> None:
    settings.EMAIL_BACKEND = "tests.mentoring.test_meetings.Broken"
    id_ = meets.proposed(here, pair, amara)
    answer = send(key, chidi, "accept_meeting", partnership=pair, meeting=id_, version=0)
    assert answer.status == 200 and "No e-mail about this could be sent to you" in answer.text
    assert "Add to my calendar" in answer.text
    assert upcoming(here, pair, chidi)[0].state is MeetingState.AGREED


# The log.


def test_one_logs_and_the_other_confirms(key, here, pair, amara, chidi) -> None:
    form = builders.ask(key, user(amara), "log_form", partnership=pair).text
    assert 'value="2026-09-07"' in form and 'value="45"' in form
    assert "Logged." in send(key, amara, "log_meeting", **entry(pair)).text
    theirs = page(key, chidi, pair)
    assert "For you to confirm" in theirs and "Saying no" in theirs
    [logged] = log.logged(**meets.of(here, pair, chidi))
    answer = send(key, chidi, "confirm_entry", partnership=pair, entry=logged.id, version=0)
    assert "45 minutes confirmed by both of you" in answer.text
    assert "Correct" not in answer.text


def test_the_other_one_corrects_and_the_first_confirms(key, here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    form = builders.ask(key, user(chidi), "log_form", partnership=pair, entry=id_).text
    assert "Correct the log" in form and "Saying no to a rota swap" in form
    answer = send(key, chidi, "log_meeting", **entry(pair, entry=id_, version=0, minutes="90"))
    assert "Corrected." in answer.text
    answer = send(key, amara, "confirm_entry", partnership=pair, entry=id_, version=1)
    assert "1 h 30 min confirmed" in answer.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"happened_on": "2026-09-08"}, "still to come"),
        ({"happened_on": "2026-09-06"}, "came together after"),
        ({"happened_on": "7 September"}, "such as 2026"),
        ({"happened_on": ""}, "such as 2026"),
        ({"minutes": "4"}, "from 5 to 480"),
        ({"minutes": "481"}, "from 5 to 480"),
        ({"minutes": "an hour"}, "from 5 to 480"),
        ({"topic": "  "}, "what it was about"),
        ({"topic": "x" * 201}, "200"),
    ],
)
def test_what_cannot_be_logged_comes_back_as_it_was_typed(key, here, pair, amara, fields, message) -> None:
    answer = send(key, amara, "log_meeting", **entry(pair, **fields))
    assert answer.status == 422 and message in answer.text
    assert models.LoggedMeeting.objects.count() == 0


def test_what_could_show_who_somebody_is_comes_back_first(key, here, pair, amara) -> None:
    answer = send(key, amara, "log_meeting", **entry(pair, topic="How I spoke with Mrs Okafor"))
    assert answer.status == 422 and "Mrs Okafor" in answer.text and "Not sent yet" in answer.text


def test_today_is_the_readers(key, here, pair, amara, now) -> None:
    now.now = START + timedelta(hours=15, minutes=30)  # Half past midnight in London.
    assert "Logged." in send(key, amara, "log_meeting", **entry(pair, happened_on="2026-09-08")).text


def test_after_a_meeting_the_page_asks_with_the_form_filled_in(key, here, pair, amara, chidi, now) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    now.now = day(3)
    asked = page(key, chidi, pair)
    assert "Did you meet?" in asked and 'value="2026-09-08"' in asked and f'name="meeting" value="{id_}"' in asked
    answer = send(key, chidi, "log_meeting", **entry(pair, happened_on="2026-09-08", meeting=id_))
    assert "Logged." in answer.text and "Did you meet?" not in answer.text
    assert "Did you meet?" not in page(key, amara, pair)


def test_they_may_say_that_they_did_not(key, here, pair, amara, chidi, now) -> None:
    id_ = meets.agreed(here, pair, amara, chidi)
    mail.outbox.clear()
    now.now = day(3)
    answer = send(key, chidi, "call_meeting_off", partnership=pair, meeting=id_)
    assert "you did not meet" in answer.text and "Did you meet?" not in answer.text
    assert meets.invitations() == []


# A silence, and the end.


def test_a_silence_is_asked_about_quietly(key, here, pair, amara, chidi, now) -> None:
    now.now = day(14)
    asked = page(key, amara, pair)
    assert "It has been quiet for two weeks. Is now a good time to meet?" in asked
    for choice in ("Propose a time", "Not now", "End it"):
        assert choice in asked
    answer = send(key, amara, "not_now", partnership=pair)
    assert "asked again in two weeks" in answer.text and "It has been quiet" not in answer.text
    assert "It has been quiet" in page(key, chidi, pair)


def test_after_it_is_complete_the_page_asks_for_what_was_not_logged(key, here, pair, amara, chidi, clock) -> None:
    meets.agreed(here, pair, amara, chidi, When(day(1), 30))
    clock.now = day(2)
    html = send(key, amara, "complete_partnership", partnership=pair).text
    assert "Did you meet?" in html and "Three short questions" in html
    clock.now = day(5)
    today = {"minutes": "30", "topic": "Handing over a caseload", "token": str(uuid4()), "partnership": pair}
    late = send(key, amara, "log_meeting", happened_on=day(4).date().isoformat(), **today)
    assert late.status == 422 and "On this day you were no longer mentoring together." in late.text
    send(key, amara, "log_meeting", happened_on=day(1).date().isoformat(), **today)
    assert "Handing over a caseload" in page(key, chidi, pair)
    assert "Say how it was" in builders.ask(key, user(chidi), "page", view="mentees").text


def test_the_words_that_go_with_a_time_are_looked_over_before_they_are_sent(key, here, pair, amara) -> None:
    named = proposal(pair, typed="2026-09-09T18:00", words="About Mrs Okafor, NHS number 999 000 0018.")
    answer = send(key, amara, "propose_meeting", **named)
    assert answer.status == 422 and "Mrs Okafor" in answer.text and "Not sent yet" in answer.text
    assert upcoming(here, pair, amara) == []
    answer = send(key, amara, "propose_meeting", **{**named, "words": "About a patient on Tuesday."})
    assert answer.status == 200 and "Proposed." in answer.text


def test_three_questions_come_at_the_end_and_none_is_needed(key, here, pair, amara, chidi) -> None:
    assert "Three short questions" not in page(key, amara, pair)
    pairs.ended(here, pair, chidi)
    assert "Three short questions" in page(key, amara, pair)
    answer = send(key, amara, "answer_ending", partnership=pair)
    assert answer.status == 422 and "Answer at least one of them" in answer.text
    answer = send(key, amara, "answer_ending", partnership=pair, again="no")
    assert answer.status == 200 and "Three short questions" not in answer.text
    answer = send(
        key, chidi, "answer_ending", partnership=pair, useful="5", takeaway="I learnt to listen.", again="maybe"
    )
    assert answer.status == 200
    row = models.Ending.objects.get(user_id=chidi.user_id)
    assert (row.useful, row.takeaway, row.again) == (5, "I learnt to listen.", "maybe")
    assert "I learnt to listen" not in page(key, amara, pair)


@pytest.mark.parametrize("fields", [{"useful": "6"}, {"useful": "x"}, {"again": "always"}, {"takeaway": "x" * 1001}])
def test_answers_that_there_are_not_come_back(key, here, pair, amara, fields) -> None:
    pairs.ended(here, pair, amara)
    assert send(key, amara, "answer_ending", partnership=pair, **fields).status == 422


def test_the_questions_may_be_skipped(key, here, pair, amara) -> None:
    pairs.ended(here, pair, amara)
    answer = send(key, amara, "skip_ending", partnership=pair)
    assert "You are not asked again" in answer.text and "Three short questions" not in answer.text


def test_what_ends_takes_its_meetings_along_and_the_file_stays(key, here, pair, amara, chidi) -> None:
    meets.agreed(here, pair, amara, chidi)
    pairs.ended(here, pair, chidi)
    gone = page(key, amara, pair)
    assert "Called off" in gone and "Take it out of my calendar" in gone and "Propose a time" not in gone


def test_a_mentor_sees_in_which_partnership_something_waits(key, here, pair, amara, chidi) -> None:
    kofi = pairs.learner(here, "kofi")
    pairs.together(here, kofi, chidi)
    answer = builders.ask(key, user(chidi), "page", view="mentees")
    assert "for you to answer" not in answer.text
    meets.proposed(here, pair, amara)
    meets.logged(here, pair, amara)
    answer = builders.ask(key, user(chidi), "page", view="mentees")
    assert answer.text.count("2 things for you to answer") == 1


def test_the_facilitators_see_numbers_and_nobodys_silence(key, here, pair, amara, chidi, now) -> None:
    ruth = builders.facilitator("ruth")
    now.now = day(20)
    shown = builders.ask(key, user(ruth), "page", view="pairs").text
    assert "1 partnership has been quiet for two weeks." in shown
    for number in range(5):
        who = pairs.learner(here, f"learner{number}")
        id_ = pairs.together(here, who, chidi)
        pairs.ended(here, id_, who)
        send(key, who, "answer_ending", partnership=id_, useful="4", takeaway="Courage.", again="yes")
    shown = builders.ask(key, user(ruth), "page", view="pairs").text
    assert "How useful it was: 4.0 of 5, from 5 answers." in shown
    assert "Yes: 5. Maybe: 0. No: 0." in shown and shown.count("Courage.") == 5
    assert "Courage." not in builders.shown(key, user(amara))


# How many queries.


def test_the_page_takes_as_many_queries_for_any_number_of_meetings(key, here, pair, amara, chidi) -> None:
    def queries(call) -> int:
        with CaptureQueriesContext(connection) as found:
            call()
        return len(found)

    def look() -> None:
        page(key, amara, pair)

    def ask() -> None:
        builders.ask(key, user(amara), "meeting_form", partnership=pair)

    meets.agreed(here, pair, amara, chidi)
    meets.confirmed(here, pair, meets.logged(here, pair, amara), chidi)
    look()
    before = queries(look), queries(ask)
    for number in range(15):
        meets.proposed(here, pair, amara, When(day(3 + number), 30))
        meets.agreed(here, pair, chidi, amara, When(day(3.5 + number), 30))
        meets.confirmed(here, pair, meets.logged(here, pair, amara), chidi)
    look()  # The first look notes that it was had.
    assert (queries(look), queries(ask)) == before
    print(f"\nThe page takes {before[0]} queries, the form {before[1]}.")
