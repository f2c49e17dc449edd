"""Who may mentor: graduates, people a facilitator adds, and those invited."""

import smtplib
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from opaque_keys.edx.keys import CourseKey

from cpd_community_xblock import host, models, receivers
from cpd_community_xblock.mentoring.api import alumni, leaving
from cpd_community_xblock.mentoring.data import How, Letter, Row, Side
from tests import builders
from tests.builders import START, day
from tests.mentoring import pairs, people, runs
from tests.mentoring.people import LAST_YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BEFORE = CourseKey.from_string("course-v1:Ward+Rounds+2024")
LETTER = Letter("Come", "Please come.")


@pytest.fixture
def key():
    return people.mentoring_block()


@pytest.fixture
def here(key):
    return people.space_of_graduates(key)


def how(space) -> dict[str, How]:
    """How each alumnus became one, by username."""
    found = alumni.alumni(space_id=space.id)
    return {host.current().people([user_id])[user_id].username: one.how for user_id, one in found.items()}


def recognised(space, user, now=START) -> bool:
    return alumni.recognise(space_id=space.id, user_id=user.id, now=now)


def certificate(user: Any, course_key: Any) -> SimpleNamespace:
    """A certificate as the platform's event tells of it."""
    return SimpleNamespace(user=SimpleNamespace(id=user.id), course=SimpleNamespace(course_key=course_key))


# The runs.


def named_runs(space) -> list[str]:
    return sorted(str(row.course_key) for row in models.AlumniRun.objects.filter(space_id=space.id))


def test_the_runs_are_what_the_author_named(here) -> None:
    for named in ([str(LAST_YEAR), str(BEFORE)], [str(BEFORE)], [], [str(BEFORE)] * 2):
        alumni.keep_runs(space_id=here.id, course_keys=named)
        assert named_runs(here) == sorted(set(named))


def test_what_is_no_course_key_is_left_out(here) -> None:
    alumni.keep_runs(space_id=here.id, course_keys=["", "nonsense", "lib:A:b", str(BEFORE), None])  # type: ignore[list-item]
    assert named_runs(here) == [str(BEFORE)]


@pytest.mark.parametrize(
    "beside", ["Ward/Rounds/2014", "library-v1:Ward+Shelf", "course-v1:Ward+Rounds+2024+branch@draft"]
)
def test_runs_of_the_old_kind_and_of_the_new_stand_beside_each_other(here, beside: str) -> None:
    alumni.keep_runs(space_id=here.id, course_keys=[beside, str(LAST_YEAR), str(BEFORE)])
    assert {str(LAST_YEAR), str(BEFORE)} <= set(named_runs(here))


def test_a_key_that_is_longer_than_any_of_the_platforms_is_left_out(here) -> None:
    alumni.keep_runs(space_id=here.id, course_keys=[str(LAST_YEAR), f"course-v1:Ward+Rounds+{'2' * 300}"])
    assert named_runs(here) == [str(LAST_YEAR)]


def test_runs_that_are_as_they_were_cost_one_look(here, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        alumni.keep_runs(space_id=here.id, course_keys=[str(LAST_YEAR)])


def test_opening_the_block_names_its_runs(key) -> None:
    builders.shown(key, builders.person("amara"))
    assert named_runs(people.space_of(key)) == [str(LAST_YEAR)]


def test_looking_at_it_as_a_learner_changes_nothing(key) -> None:
    amara = builders.person("amara")
    builders.shown(key, amara, masquerading=True)
    assert named_runs(people.space_of(key)) == []


def test_alumni_stay_when_their_run_is_named_no_longer(here) -> None:
    hannah = people.graduate("hannah")
    assert recognised(here, hannah)
    alumni.keep_runs(space_id=here.id, course_keys=[])
    assert recognised(here, hannah)


# Graduates.


def test_a_certificate_makes_an_alumna_wherever_the_run_is_named(here) -> None:
    elsewhere = people.space_of(people.mentoring_block("elsewhere"))
    alumni.keep_runs(space_id=elsewhere.id, course_keys=[str(LAST_YEAR)])
    hannah = builders.person("hannah")
    receivers.certificate_created(sender=None, certificate=certificate(hannah, LAST_YEAR))
    assert how(here) == how(elsewhere) == {"hannah": How.GRADUATED}


def test_a_certificate_of_another_run_makes_nobody_one(here) -> None:
    hannah = builders.person("hannah")
    receivers.certificate_created(sender=None, certificate=certificate(hannah, BEFORE))
    assert how(here) == {}


def test_passing_tells_so_with_every_grade_and_makes_one_row(here, django_assert_max_num_queries) -> None:
    hannah = builders.person("hannah")
    receivers.course_passed(sender=None, user=hannah, course_id=LAST_YEAR)
    with django_assert_max_num_queries(4):
        receivers.course_passed(sender=None, user=hannah, course_id=LAST_YEAR)
    assert how(here) == {"hannah": How.GRADUATED}


def test_a_fault_of_ours_never_stops_the_platform(here, faults, clock) -> None:
    def broken() -> None:
        raise RuntimeError("no clock")

    hannah = builders.person("hannah")
    standalone: Any = host.current()
    standalone.clock = broken
    receivers.course_passed(sender=None, user=hannah, course_id=LAST_YEAR)
    assert "Taking in a graduate failed with builtins.RuntimeError" in faults[0]
    assert how(here) == {}


def test_a_graduate_of_whom_no_event_told_is_recognised_when_they_come(here) -> None:
    hannah, amara = people.graduate("hannah"), builders.person("amara")
    assert recognised(here, hannah)
    assert not recognised(here, amara)
    assert how(here) == {"hannah": How.GRADUATED}


def test_recognising_somebody_takes_a_few_queries(here, django_assert_max_num_queries) -> None:
    hannah, amara = people.graduate("hannah"), builders.person("amara")
    recognised(here, hannah)
    with django_assert_max_num_queries(1):
        assert recognised(here, hannah)
    with django_assert_max_num_queries(5):
        assert not recognised(here, amara)


# The backfill.


def told_by(*arguments: str) -> str:
    out = StringIO()
    call_command("cpd_alumni", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_takes_in_everyone_and_can_be_repeated(here) -> None:
    names = [people.graduate(f"person{number}").username for number in range(3)]
    assert f"{LAST_YEAR}: 3 graduates, 3 new alumni" in told_by()
    assert set(how(here)) == set(names)
    assert f"{LAST_YEAR}: 3 graduates, 0 new alumni" in told_by("--course", str(LAST_YEAR))


def test_graduates_are_taken_in_a_few_at_a_time(here) -> None:
    for number in range(5):
        people.graduate(f"person{number}")
    last, seen = 0, []
    while (chunk := alumni.take_in(course_key=str(LAST_YEAR), after=last, most=2, now=START)).seen:
        last = chunk.last
        seen.append((chunk.seen, chunk.new))
    assert seen == [(2, 2), (2, 2), (1, 1)]


def test_the_command_says_which_runs_there_are_where_another_is_asked_for(here) -> None:
    with pytest.raises(CommandError, match=r"No mentoring block names nonsense. Named are: .*Rounds\+2025"):
        told_by("--course", "nonsense")


def test_the_command_says_that_no_run_is_named() -> None:
    assert told_by() == "No mentoring block names a course run.\n"


# Adding.


def add(space, *names: str):
    return alumni.add(space_id=space.id, rows=[Row(at, name) for at, name in enumerate(names, start=1)], now=START)


def test_good_rows_are_kept_and_bad_ones_named(here) -> None:
    amara, meera = builders.person("amara"), people.account(builders.person("meera"), "meera@example.com")
    added = add(here, "AMARA", "nobody", "Meera@Example.com", "meera", "x@example.com")
    assert added.new == (amara.id, meera.id)
    assert [(row.line, row.text) for row in added.bad] == [(2, "nobody"), (4, "meera"), (5, "x@example.com")]
    assert "line 3" in added.bad[1].reason
    assert how(here) == {"amara": How.ADDED, "meera": How.ADDED}


def test_looking_through_a_list_changes_nothing(here) -> None:
    builders.person("amara")
    before = builders.everything()
    looked = alumni.look_through(space_id=here.id, rows=[Row(1, "amara"), Row(2, "nobody")])
    assert (len(looked.new), len(looked.bad)) == (1, 1)
    assert builders.everything() == before


def test_whoever_is_one_already_stays_as_they_became_it(here) -> None:
    hannah = people.graduate("hannah")
    recognised(here, hannah)
    assert add(here, "hannah").known == (hannah.id,)
    assert how(here) == {"hannah": How.GRADUATED}


def test_a_list_takes_the_same_few_queries_however_long(here, django_assert_max_num_queries) -> None:
    names = [builders.person(f"person{number}").username for number in range(30)]
    with django_assert_max_num_queries(8):
        assert len(add(here, *names, "nobody", "x@y.org").new) == 30


def test_whoever_was_added_by_mistake_is_taken_off_and_offers_nothing_any_more(here) -> None:
    amara = builders.person("amara")
    add(here, "amara")
    people.told(here, amara, Side.MENTOR, profession="Nursing")
    alumni.remove(space_id=here.id, user_id=amara.id, terms=pairs.terms(), now=START)
    assert how(here) == {}
    assert people.found(here, amara, Side.MENTOR) is None


def test_a_graduate_cannot_be_taken_off(here) -> None:
    hannah = people.graduate("hannah")
    recognised(here, hannah)
    with pytest.raises(alumni.NotFound):
        alumni.remove(space_id=here.id, user_id=hannah.id, terms=pairs.terms(), now=START)


# Inviting.


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Do something, with what waits for the transaction's end done too; the addresses that letters went to."""

    def doing(act) -> list[str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [address for letter in mail.outbox for address in letter.to]

    return doing


def invite(space, *addresses: str, now=START):
    ruth = people.facilitator()
    return alumni.invite(space_id=space.id, addresses=addresses, invited_by=ruth.id, letter=LETTER, now=now)


def test_each_address_gets_a_letter_of_its_own_once_the_invitation_is_kept(here, sent) -> None:
    assert sent(lambda: invite(here, "One@example.com", "two@example.com", "one@example.com")) == [
        "one@example.com",
        "two@example.com",
    ]
    assert {letter.subject for letter in mail.outbox} == {"Come"}
    assert [one.email for one in alumni.invitations(space_id=here.id)] == ["one@example.com", "two@example.com"]


def test_the_holder_of_an_invited_address_is_taken_in_when_they_come(here) -> None:
    invite(here, "amara@example.com")
    amara = builders.person("amara")
    assert not recognised(here, amara)
    people.account(amara, "Amara@Example.com")
    assert recognised(here, amara)
    assert how(here) == {"amara": How.INVITED}
    assert alumni.invitations(space_id=here.id) == []
    assert recognised(here, amara)


def test_an_address_that_is_not_confirmed_makes_nobody_an_alumnus(here) -> None:
    invite(here, "amara@example.com")
    someone = people.account(builders.person("someone"), "amara@example.com", confirmed=False)
    assert not recognised(here, someone)
    assert how(here) == {}


def test_an_invitation_holds_in_one_space(here) -> None:
    elsewhere = people.space_of(people.mentoring_block("elsewhere"))
    invite(elsewhere, "amara@example.com")
    amara = people.account(builders.person("amara"), "amara@example.com")
    assert not recognised(here, amara)


def test_an_invitation_is_sent_again_after_a_day_and_not_before(here, sent) -> None:
    sent(lambda: invite(here, "one@example.com"))
    assert sent(lambda: invite(here, "one@example.com", now=START + timedelta(hours=23))) == []
    assert sent(lambda: invite(here, "one@example.com", now=day(1))) == ["one@example.com"]
    assert len(alumni.invitations(space_id=here.id)) == 1


def test_whoever_may_mentor_already_is_not_invited(here, sent) -> None:
    people.account(builders.person("amara"), "amara@example.com")
    add(here, "amara")
    assert sent(lambda: invite(here, "amara@example.com")) == []
    assert invite(here, "amara@example.com").known == ("amara@example.com",)


def test_a_letter_that_cannot_be_sent_leaves_the_invitation(here, sent, faults, settings) -> None:
    settings.EMAIL_BACKEND = "nowhere.Backend"
    assert sent(lambda: invite(here, "one@example.com")) == []
    assert len(alumni.invitations(space_id=here.id)) == 1
    assert "one@example.com" not in faults[0]


class Picky(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["one@example.com"]:
            raise smtplib.SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_an_address_that_is_refused_keeps_nobody_else_from_their_letter(here, sent, faults, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    assert sent(lambda: invite(here, "one@example.com", "two@example.com")) == ["two@example.com"]
    assert "one@example.com" not in "".join(faults)


def test_a_worker_sends_the_letters_that_still_hold_and_is_told_no_address(here, sent) -> None:
    with runs.working() as worker:
        assert sent(lambda: invite(here, "one@example.com", "two@example.com")) == []
        alumni.take_back(space_id=here.id, address="one@example.com")
        [(task, about)] = worker.left
        assert task == alumni.SEND and "example.com" not in str(about["ids"]) + about["subject"] + about["body"]
        assert sent(worker.do) == ["two@example.com"]


def test_a_worker_that_does_it_twice_sends_each_letter_once(here, sent) -> None:
    with runs.working() as worker:
        sent(lambda: invite(here, "one@example.com"))
        worker.left *= 2
        assert sent(worker.do) == ["one@example.com"]
        assert sent(lambda: invite(here, "one@example.com", now=day(1))) == []
        assert sent(worker.do) == ["one@example.com"]


def test_an_invitation_that_is_taken_back_makes_nobody_an_alumnus(here) -> None:
    invite(here, "amara@example.com")
    alumni.take_back(space_id=here.id, address="Amara@example.com")
    assert not recognised(here, people.account(builders.person("amara"), "amara@example.com"))
    with pytest.raises(alumni.NotFound):
        alumni.take_back(space_id=here.id, address="amara@example.com")


# Leaving.


def test_deleting_somebodys_state_deletes_what_they_told_and_leaves_them_an_alumna(here) -> None:
    hannah = people.graduate("hannah")
    recognised(here, hannah)
    people.told(here, hannah, Side.MENTOR, about="Words.")
    leaving.clear(space_id=here.id, user_id=hannah.id)
    assert people.found(here, hannah, Side.MENTOR) is None
    assert how(here) == {"hannah": How.GRADUATED}


def test_retiring_deletes_everything_about_a_person_and_can_be_repeated(here) -> None:
    hannah = people.account(people.graduate("hannah"), "hannah@example.com")
    recognised(here, hannah)
    people.told(here, hannah, Side.MENTOR, about="Words.")
    alumni.invite(space_id=here.id, addresses=["new@example.com"], invited_by=hannah.id, letter=LETTER, now=START)
    invite(people.space_of(people.mentoring_block("elsewhere")), "hannah@example.com")
    for _again in range(2):
        receivers.retire_person(sender=None, user=hannah)
        kept = builders.everything()
        assert kept["Alumnus"] == kept["Participant"] == []
        assert [row.email for row in models.Invitation.objects.all()] == ["new@example.com"]
        assert models.Invitation.objects.get().invited_by_id is None
