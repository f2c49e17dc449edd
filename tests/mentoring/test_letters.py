"""Whoever has something to answer, or to know, hears of it by e-mail: once, of all of it, and of nobody's name."""

from datetime import time

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from cpd_community_xblock import host, tasks
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import due, letters, partnerships
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs, runs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def _addresses(amara, kofi, chidi):
    meets.addressed(amara, kofi, chidi)


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
