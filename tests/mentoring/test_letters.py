"""Whoever has something to answer, or to know, hears of it by e-mail: once, of all of it, and of nobody's name."""

import smtplib
import socketserver
import threading
from datetime import time
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from cpd_community_xblock import host, tasks
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring import data, models
from cpd_community_xblock.mentoring.api import due, leaving, letters, log, partnerships
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs, runs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def _at_the_start(amara, kofi, chidi, clock):
    meets.addressed(amara, kofi, chidi)
    clock.now = START


def went() -> dict[str, str]:
    """The text of each e-mail since the last look, by the address's name."""
    found = {message.to[0].partition("@")[0]: message.body for message in mail.outbox}
    assert len(found) == len(mail.outbox), "Somebody was written to twice."
    mail.outbox.clear()
    return found


def subjects() -> set[str]:
    return {message.subject for message in mail.outbox}


def test_a_mentor_hears_of_a_request_and_by_when_to_answer(here, amara, chidi) -> None:
    pairs.asked(here, amara, chidi, words="I would like to lead a huddle.")
    assert subjects() == {"Mentoring: please answer"}
    [(who, told)] = went().items()
    assert who == "chidi"
    assert "A learner asks whether you would be their mentor." in told
    assert "Please say yes or no by Thursday 10 September 2026, 09:00 (Europe/London)." in told
    assert host.current().address_of(here.usage_key) in told
    assert "Amara" not in told and "huddle" not in told


def test_both_hear_of_a_proposal_and_the_second_that_the_first_has_accepted(here, amara, chidi, clock) -> None:
    id_ = pairs.proposed(here, amara, chidi)
    letters.write(space_id=here.id, now=START)
    told = went()
    assert "A mentor is proposed to you." in told["amara"] and "A learner is proposed to you." in told["chidi"]
    pairs.accepted(here, id_, amara)
    told = went()
    assert set(told) == {"chidi"} and "the other one has accepted" in told["chidi"]
    pairs.accepted(here, id_, chidi)
    told = went()
    assert set(told) == {"amara"} and "both of you have said yes" in told["amara"]


def test_nobody_hears_of_what_they_did_themselves(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    assert went() == {}
    pairs.ended(here, id_, amara)
    told = went()
    assert set(told) == {"chidi"} and "has come to its end" in told["chidi"]


def test_a_learner_hears_that_another_mentor_has_been_asked(here, amara, chidi) -> None:
    second = pairs.mentor(here, "esi")
    meets.addressed(second)
    id_ = pairs.asked(here, amara, chidi, second)
    mail.outbox.clear()
    partnerships.decline(space_id=here.id, partnership_id=id_, user_id=chidi.user_id, terms=pairs.terms(), now=START)
    told = went()
    assert set(told) == {"amara", "esi"}
    assert "so there is another one for you" in told["amara"] and "A learner asks" in told["esi"]


def test_what_lapses_is_told_by_whoever_sees_to_it(here, amara, chidi) -> None:
    pairs.asked(here, amara, chidi)
    mail.outbox.clear()
    assert pairs.seen_to(here, day(4)).lapsed == 1
    told = went()
    assert "There is nothing for you to do." in told["chidi"]
    assert "Your page tells what you can do now." in told["amara"]


def test_messages_bring_one_e_mail_until_somebody_looks_in(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    for body in ("Hello.", "Are you on nights?"):
        pairs.said(here, id_, amara, body)
    told = went()
    assert set(told) == {"chidi"} and "a message, a time to meet" in told["chidi"] and "Hello" not in told["chidi"]
    pairs.said(here, id_, amara, "Still there?")
    assert went() == {}
    partnerships.mark_seen(space_id=here.id, user_id=chidi.user_id, partnership_ids=[id_])
    pairs.said(here, id_, amara, "Good morning.")
    assert set(went()) == {"chidi"}


def test_a_time_to_meet_and_a_meeting_to_confirm_are_told_of(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    meets.proposed(here, id_, amara)
    assert "a time to meet" in went()["chidi"]
    partnerships.mark_seen(space_id=here.id, user_id=chidi.user_id, partnership_ids=[id_])
    meets.logged(here, id_, amara)
    assert "a meeting to confirm" in went()["chidi"]


def test_several_things_come_in_one_e_mail(here, amara, kofi, chidi) -> None:
    for learner in (amara, kofi):
        pairs.proposed(here, learner, chidi)
    assert letters.write(space_id=here.id, now=START) == 3
    told = went()
    assert told["chidi"].count("A learner is proposed to you.") == 1
    assert letters.write(space_id=here.id, now=START) == 0


def test_whoever_is_left_over_by_a_matching_hears_why(clock) -> None:
    guide, clock.now = runs.space(), runs.NOW
    runs.small_market(guide)
    get_user_model().objects.update(email=Concat("username", Value("@example.org")))
    assert runs.published(guide, runs.previewed(guide)) == 2
    told = went()
    assert set(told) == {"amara", "kofi", "priya", "grace", "henry"}
    assert "No mentor could be found for you yet." in told["priya"]
    assert "Every mentor who would fit you is full for now." in told["priya"]
    assert "A mentor is proposed to you." in told["amara"] and "A learner is proposed to you." in told["grace"]
    assert letters.write(space_id=guide.id, now=runs.NOW) == 0


def test_quiet_hours_are_kept(here, amara, chidi) -> None:
    members.save_profile(user_id=chidi.user_id, time_zone="Europe/London", quiet_from=time(6), quiet_until=time(12))
    pairs.asked(here, amara, chidi)
    afternoon = START.replace(hour=15)
    assert letters.write(space_id=here.id, now=START) == 0 and went() == {}
    assert letters.write(space_id=here.id, now=afternoon) == 1 and set(went()) == {"chidi"}


def test_whoever_has_no_address_or_has_left_the_course_is_not_tried_again_and_again(here, amara, kofi, chidi) -> None:
    amara_, kofi_ = (models.Participant.objects.get(user_id=who.user_id).user for who in (amara, kofi))
    amara_.email = ""
    amara_.save()
    builders.leave(kofi_)
    for learner in (amara, kofi):
        pairs.proposed(here, learner, chidi)
    letters.write(space_id=here.id, now=START)
    assert set(went()) == {"chidi"}
    assert not models.Partnership.objects.filter(learner_to_mail=True).exists()


def test_what_the_mail_server_does_not_answer_for_is_told_later(here, amara, chidi, settings, faults) -> None:
    settings.EMAIL_BACKEND = "tests.mentoring.test_meetings.Broken"
    pairs.asked(here, amara, chidi)
    assert models.Partnership.objects.filter(mentor_to_mail=True).count() == 1
    assert faults
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tasks.write_letters(space_id=here.id)
    assert set(went()) == {"chidi"}


def test_nothing_is_told_of_what_is_undone(here, amara, chidi) -> None:
    with transaction.atomic():
        pairs.asked(here, amara, chidi)
        transaction.set_rollback(True)
    assert went() == {}


def test_a_visit_writes_to_few_and_the_timer_to_the_rest(here, chidi, monkeypatch, clock) -> None:
    monkeypatch.setattr(letters, "IN_A_VISIT", 1)
    for name in ("efua", "yaw"):
        someone = pairs.mentor(here, f"{name}-mentor")
        learner = pairs.learner(here, name)
        meets.addressed(someone, learner)
        pairs.proposed(here, learner, someone, expires_at=day(30))
    clock.now = day(1)
    pairs.seen_to(here, day(1))
    assert len(went()) == 1
    clock.now = day(2)
    due.see_to_everywhere(clock=lambda: day(2))
    assert len(went()) == 3


@pytest.mark.server
@pytest.mark.parametrize("attempt", range(3))
def test_two_who_write_at_once_write_once(here, amara, kofi, chidi, attempt) -> None:
    for learner in (amara, kofi):
        pairs.proposed(here, learner, chidi)
    results = builders.at_once(*[lambda: letters.write(space_id=here.id, now=START)] * 3)
    assert sum(results) == 3
    assert len(went()) == 3


# Where things move on, and mail servers do not.


class Smtp(socketserver.StreamRequestHandler):
    """A mail server that takes two e-mails a connection, as many do."""

    taken: ClassVar[list[str]] = []

    def handle(self) -> None:
        self._say("220 here")
        count, to, is_data = 0, "", False
        for line in self.rfile:
            word = line.decode().strip()
            if is_data and word == ".":
                count, is_data = count + 1, False
                self.taken.append(to)
                self._say("250 taken")
                if count == 2:
                    self._say("421 enough for one connection")
                    return
            elif not is_data and word.upper().startswith("DATA"):
                is_data = True
                self._say("354 go on")
            elif not is_data:
                to = word if word.upper().startswith("RCPT") else to
                self._say("250 ok")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def smtp(settings):
    """The addresses that a mail server has taken something for."""
    Smtp.taken.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield Smtp.taken
        server.shutdown()


def requested(here, names) -> None:
    """A request to each of these mentors, of which a worker has yet to tell them."""
    with runs.working():
        for name in names:
            someone = pairs.mentor(here, name)
            meets.addressed(someone)
            pairs.asked(here, pairs.learner(here, f"{name}-asker"), someone)


def test_a_mail_server_that_ends_the_connection_gets_the_rest_over_another(here, smtp) -> None:
    requested(here, [f"mentor{number}" for number in range(5)])
    assert letters.write(space_id=here.id, now=START) == 5
    assert len(set(smtp)) == len(smtp) == 5


class Lost(EmailBackend):
    """A mail server that goes away with the first e-mail."""

    is_up = True

    def open(self):
        if not Lost.is_up:
            raise smtplib.SMTPConnectError(421, "away")

    def send_messages(self, messages):
        Lost.is_up = False
        raise smtplib.SMTPServerDisconnected


def test_what_a_mail_server_was_lost_with_is_told_later(here, settings, faults) -> None:
    requested(here, ["efua", "yaw"])
    settings.EMAIL_BACKEND, Lost.is_up = f"{__name__}.Lost", True
    assert letters.write(space_id=here.id, now=START) == 0 and faults
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert letters.write(space_id=here.id, now=START) == 2 and set(went()) == {"efua", "yaw"}


def test_sleepers_keep_nobody_waiting(here, amara, chidi) -> None:
    for number in range(letters.IN_A_VISIT):
        someone = pairs.mentor(here, f"sleeper{number}")
        meets.addressed(someone)
        quiet = {"quiet_from": time(0), "quiet_until": time(23, 59)}
        members.save_profile(user_id=someone.user_id, time_zone="Europe/London", **quiet)
        pairs.asked(here, pairs.learner(here, f"asker{number}"), someone)
    id_ = pairs.together(here, amara, chidi)
    pairs.said(here, id_, amara)
    assert set(went()) == {"chidi"}


@pytest.mark.parametrize("how", ["retire", "clear", "delete"])
def test_what_is_marked_of_people_who_are_gone_keeps_nobody_waiting(here, amara, chidi, how) -> None:
    for number in range(letters.IN_A_VISIT):
        one = pairs.learner(here, f"gone{number}")
        pairs.together(here, one, pairs.mentor(here, f"left{number}"))
        models.Partnership.objects.filter(learner_id=one.user_id).update(learner_to_mail=True)
        if how == "retire":
            leaving.retire(user_id=one.user_id)
        elif how == "clear":
            leaving.clear(space_id=here.id, user_id=one.user_id)
        else:
            get_user_model().objects.filter(id=one.user_id).delete()
    if how != "delete":
        assert not models.Partnership.objects.filter(learner=None, learner_to_mail=True).exists()
    id_ = pairs.together(here, amara, chidi)
    went()
    pairs.said(here, id_, amara)
    assert set(went()) == {"chidi"}


def test_what_has_moved_on_is_told_as_it_stands_when_it_is_written(here, amara, chidi) -> None:
    with runs.working():
        id_ = pairs.asked(here, amara, chidi)
        news = letters._unsent(here.id, 10, START)[chidi.user_id]
        partnerships.take_back(space_id=here.id, partnership_id=id_, user_id=amara.user_id, now=START)
    assert news.claim()
    assert "settled" in " ".join(letters._told(news, ZoneInfo("UTC")))
    assert letters.write(space_id=here.id, now=START) == 0


def asleep_until_noon(who) -> None:
    members.save_profile(user_id=who.user_id, time_zone="Europe/London", quiet_from=time(6), quiet_until=time(12))


def at_noon(here) -> dict[str, str]:
    went()
    letters.write(space_id=here.id, now=START.replace(hour=15))
    return went()


def left_over(learner) -> None:
    """As a published matching notes it of whom it found nobody for."""
    models.Participant.objects.filter(user_id=learner.user_id).update(to_mail=True, waiting_why="all_taken")


def test_whoever_has_somebody_by_the_morning_is_not_told_that_there_is_nobody(here, amara, chidi) -> None:
    asleep_until_noon(amara)
    left_over(amara)
    pairs.proposed(here, amara, chidi)
    told = at_noon(here)["amara"]
    assert "A mentor is proposed to you." in told and "No mentor could be found" not in told


def test_whoever_looks_no_longer_by_the_morning_is_told_nothing(here, amara) -> None:
    asleep_until_noon(amara)
    left_over(amara)
    partnerships.leave(space_id=here.id, user_id=amara.user_id, side=data.Side.LEARNER, terms=pairs.terms(), now=START)
    assert at_noon(here) == {}


def test_what_is_taken_back_by_the_morning_is_not_told(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    asleep_until_noon(chidi)
    entry = meets.logged(here, id_, amara)
    log.take_back(**meets.of(here, id_, amara), entry_id=entry)
    assert at_noon(here) == {}
