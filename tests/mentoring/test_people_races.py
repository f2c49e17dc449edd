"""The same people at the same moment."""

import pytest

from cpd_community_xblock import models
from cpd_community_xblock.mentoring.api import alumni
from cpd_community_xblock.mentoring.api import people as telling
from cpd_community_xblock.mentoring.data import How, Letter, Profile, Row, Side
from tests import builders
from tests.builders import START
from tests.mentoring import people
from tests.mentoring.people import LAST_YEAR

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.fixture
def key():
    return people.mentoring_block()


@pytest.fixture
def here(key):
    return people.space_of_graduates(key)


@pytest.mark.parametrize("side", list(Side))
def test_saving_in_several_windows_at_once_leaves_one_of_what_was_told(here, side: Side) -> None:
    amara = builders.person("amara")

    def save(number: int) -> None:
        telling.save(
            space_id=here.id, user_id=amara.id, side=side, profile=Profile(about=f"Window {number}."), now=START
        )

    assert builders.errors(builders.at_once(*[lambda number=number: save(number) for number in range(4)])) == []
    assert models.Participant.objects.count() == 1
    assert people.found(here, amara, side).profile.about in {f"Window {number}." for number in range(4)}
    assert models.Participant.objects.get().version == 4


def test_pausing_while_the_form_is_saved_stays_paused(here) -> None:
    hannah = builders.person("hannah")
    people.told(here, hannah, Side.MENTOR)
    what = {"space_id": here.id, "user_id": hannah.id}
    results = builders.at_once(
        lambda: telling.pause(**what, paused=True, now=START),
        *[lambda: telling.save(**what, side=Side.MENTOR, profile=Profile(about="I listen."), now=START)] * 3,
    )
    assert builders.errors(results) == []
    profile = people.found(here, hannah, Side.MENTOR).profile
    assert (profile.is_paused, profile.about) == (True, "I listen.")


def test_every_way_of_becoming_an_alumna_at_once_makes_one_row(here) -> None:
    hannah = people.account(people.graduate("hannah"), "hannah@example.com")
    ruth = people.facilitator()
    alumni.invite(
        space_id=here.id, addresses=["hannah@example.com"], invited_by=ruth.id, letter=Letter("", ""), now=START
    )
    who = {"space_id": here.id, "user_id": hannah.id, "now": START}
    results = builders.at_once(
        lambda: alumni.recognise(**who),
        lambda: alumni.recognise(**who),
        lambda: alumni.graduated(user_id=hannah.id, course_key=LAST_YEAR, now=START),
        lambda: alumni.take_in(course_key=str(LAST_YEAR), now=START),
        lambda: alumni.add(space_id=here.id, rows=[Row(1, "hannah")], now=START),
    )
    assert builders.errors(results) == []
    assert models.Alumnus.objects.count() == 1


def test_an_invited_person_in_several_windows_at_once_is_taken_in_once(here) -> None:
    ruth = people.facilitator()
    amara = people.account(builders.person("amara"), "amara@example.com")
    alumni.invite(
        space_id=here.id, addresses=["amara@example.com"], invited_by=ruth.id, letter=Letter("", ""), now=START
    )
    results = builders.at_once(*[lambda: alumni.recognise(space_id=here.id, user_id=amara.id, now=START)] * 4)
    assert results == [True] * 4
    [row] = models.Alumnus.objects.all()
    assert row.how == How.INVITED
    assert models.Invitation.objects.count() == 0


def test_facilitators_who_invite_an_address_at_once_send_one_letter(here, mailoutbox) -> None:
    users = [people.facilitator(f"facilitator{number}") for number in range(4)]

    def invite(user) -> object:
        return alumni.invite(
            space_id=here.id, addresses=["new@example.com"], invited_by=user.id, letter=Letter("Come", ""), now=START
        )

    results = builders.at_once(*[lambda user=user: invite(user) for user in users])
    assert builders.errors(results) == []
    assert sum(len(invited.new) for invited in results) == 1
    assert len(mailoutbox) == 1


def test_runs_that_are_named_at_once_are_each_named_once(here) -> None:
    keys = [str(LAST_YEAR), "course-v1:Ward+Rounds+2024"]
    results = builders.at_once(*[lambda: alumni.keep_runs(space_id=here.id, course_keys=keys)] * 4)
    assert builders.errors(results) == []
    assert sorted(str(row.course_key) for row in models.AlumniRun.objects.all()) == sorted(keys)


def test_the_block_is_opened_and_saved_by_many_at_once(key) -> None:
    users = [people.graduate(f"person{number}") for number in range(6)]
    opened = builders.at_once(*[lambda user=user: builders.shown(key, user) for user in users])
    assert builders.errors(opened) == []
    fields = people.offer(9, 10, profession="Nursing")
    calls = [
        lambda user=user: builders.send(key, user, "save_offer", fields).status for user in users for _twice in "ab"
    ]
    assert builders.at_once(*calls) == [200] * 12
    assert models.Participant.objects.count() == models.Alumnus.objects.count() == 6
