"""Whoever retires is nowhere in the mentoring any more; whoever leaves the course keeps nobody waiting."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import CharField, ForeignKey, JSONField, TextField

from cpd_community_xblock import host, receivers
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import (
    alumni,
    check_ins,
    endings,
    leaving,
    market,
    partnerships,
    people,
    previews,
    programme,
    reporting,
    waiting,
)
from cpd_community_xblock.mentoring.data import Answers, Concern, Letter, Side, State, Way
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs, runs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TABLES = [
    model
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, models.models.Model) and model.__module__ == models.__name__
]


@pytest.fixture
def amara():
    # With an id that is no count of anything.
    get_user_model().objects.create(id=987_654, username="amara", first_name="Amara")
    who = builders.learner("amara")
    meets.addressed(who)
    return who


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


def traces(who: Any) -> set[str]:
    """The columns in which somebody is: by account, by id in what is kept as JSON, by username or address."""
    return {found for table in TABLES for row in table.objects.all() for found in _in_row(table, row, who)}


def _in_row(table: Any, row: Any, who: Any) -> Iterator[str]:
    for field in table._meta.concrete_fields:
        value = getattr(row, field.attname)
        is_them = isinstance(field, ForeignKey) and field.remote_field.model._meta.label == settings.AUTH_USER_MODEL
        is_in = isinstance(field, JSONField) and (who.user_id in set(_numbers(value)) or "amara" in json.dumps(value))
        is_named = isinstance(field, CharField | TextField) and "amara" in str(value)
        if (is_them and value == who.user_id) or is_in or is_named:
            yield f"{table.__name__}.{field.name}"


def _numbers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from (int(key) for key in value if key.isdigit())
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def learns(amara, ruth) -> None:
    """A learner with all that two people do."""
    here = pairs.space("learns")
    pairs.learner(here, "amara", apart=("dermot",))
    pairs.learner(here, "kofi", apart=("amara", "dermot"))
    chidi = pairs.mentor(here, "chidi", apart=("AMARA@example.org",))
    pair = pairs.together(here, amara, chidi)
    meets.agreed(here, pair, amara, chidi)
    meets.proposed(here, pair, amara, meets.When(day(2.4), 30))
    meets.confirmed(here, pair, meets.logged(here, pair, amara), chidi)
    check_ins.not_now(**meets.of(here, pair, amara), now=START)
    report = {"space_id": here.id, "partnership_id": pair, "user_id": amara.user_id}
    reporting.report(**report, concern=Concern.OTHER, words="It is me, amara.", now=START)
    partnerships.end(**report, not_again=True, now=START)
    endings.answer(**meets.of(here, pair, amara), answers=Answers(useful=5), now=START)
    previews.pin(space_id=here.id, learner_id=amara.user_id, mentor_id=chidi.user_id, by=ruth.user_id, now=START)


def mentors(amara, ruth) -> None:
    """An alumna whom a learner has asked after another, and who is in a run that was published."""
    here = pairs.space("mentors")
    pairs.mentor(here, "amara")
    sean, dermot = pairs.learner(here, "sean"), pairs.mentor(here, "dermot")
    pairs.asked(here, sean, dermot, amara, terms=pairs.terms(Way.BOTH))
    pairs.learner(here, "priya")
    runs.published(here, runs.previewed(here, by=amara.user_id), by=amara.user_id)
    previews.forbid(space_id=here.id, learner_id=sean.user_id, mentor_id=amara.user_id, by=ruth.user_id, now=runs.NOW)


def facilitates(amara) -> None:
    """Somebody who looks after a matching and answers reports."""
    here = pairs.space("facilitates")
    kofi, chidi = pairs.learner(here, "kofi"), pairs.mentor(here, "chidi")
    previews.pin(space_id=here.id, learner_id=kofi.user_id, mentor_id=chidi.user_id, by=amara.user_id, now=START)
    letter = Letter("An invitation", "Come.")
    invite = {"space_id": here.id, "invited_by": amara.user_id, "letter": letter, "now": START}
    alumni.invite(**invite, addresses=["amara@example.org", "nia@example.org"])
    id_ = pairs.together(here, kofi, chidi)
    about = {"space_id": here.id, "now": START}
    reporting.report(**about, partnership_id=id_, user_id=kofi.user_id, concern=Concern.OTHER, words="")
    models.PartnershipReport.objects.filter(partnership_id=id_).update(answered_by=amara.user_id, is_open=None)


def test_nothing_names_whoever_has_retired(amara, ruth) -> None:
    learns(amara, ruth)
    mentors(amara, ruth)
    facilitates(amara)
    where = {name.split(".")[0] for name in traces(amara)}
    nobody = {"AlumniRun", "Programme"}
    assert where == {table.__name__ for table in TABLES} - nobody
    leaving.retire(user_id=amara.user_id)
    assert traces(amara) == set()
    before = builders.everything()
    leaving.retire(user_id=amara.user_id)
    assert builders.everything() == before


def test_whoever_is_left_finds_things_as_they_were(amara, ruth) -> None:
    learns(amara, ruth)
    leaving.retire(user_id=amara.user_id)
    kofi = models.Participant.objects.get(user__username="kofi")
    assert (kofi.apart, kofi.side) == (["dermot"], Side.LEARNER.value)
    assert models.LoggedMeeting.objects.exclude(confirmed_at=None).exists()
    assert programme.due(now=day(1))


def test_an_address_that_the_platform_has_taken_off_the_account_is_erased_too(amara) -> None:
    here = pairs.space()
    letter = Letter("Come", "Please come.")
    alumni.invite(space_id=here.id, addresses=["Amara@example.org"], invited_by=amara.user_id, letter=letter, now=START)
    pairs.learner(here, "kofi", apart=("Amara@Example.org", "somebody.else"))
    user = get_user_model().objects.get(id=amara.user_id)
    user.email = "retired__user_1@retired.invalid"
    user.save()
    standalone: Any = host.current()
    standalone.former_emails[amara.user_id] = "amara@example.org"
    leaving.retire(user_id=amara.user_id)
    assert models.Invitation.objects.count() == 0
    assert [row.apart for row in models.Participant.objects.all()] == [["somebody.else"]]


# Leaving the course.


def left(who: Any) -> None:
    """The platform tells that somebody is in the course no longer."""
    builders.leave(get_user_model().objects.get(id=who.user_id))
    enrolment = SimpleNamespace(
        user=SimpleNamespace(id=who.user_id), course=SimpleNamespace(course_key=builders.COURSE)
    )
    receivers.course_left(sender=None, enrollment=enrolment)


def test_a_mentor_who_left_the_course_is_nobodys_to_ask_and_keeps_nobody_waiting() -> None:
    here = pairs.space()
    amara, kofi = pairs.learner(here, "amara"), pairs.learner(here, "kofi")
    chidi, dermot = pairs.mentor(here, "chidi", capacity=3), pairs.mentor(here, "dermot")
    active, asked = pairs.together(here, kofi, chidi), pairs.asked(here, amara, chidi, dermot, now=day(10))
    pairs.settled(here)
    left(chidi)
    assert pairs.state(here, asked) is State.DECLINED
    assert pairs.standing(here, amara).mentor_id == dermot.user_id
    assert pairs.state(here, active) is State.ACTIVE
    told = people.participant(space_id=here.id, user_id=chidi.user_id, side=Side.MENTOR)
    assert told.profile.is_paused and told.profile.languages == ("English",)


def test_a_learner_who_left_the_course_waits_no_longer_and_takes_no_place() -> None:
    here = pairs.space()
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.proposed(here, amara, chidi, accepted=[Side.LEARNER], expires_at=day(20))
    pairs.settled(here)
    left(amara)
    assert pairs.state(here, id_) is State.TAKEN_BACK
    assert market.learners(space_id=here.id) == []
    assert pairs.seen_to(here, day(11)).proposed == 0
    builders.enrol(get_user_model().objects.get(id=amara.user_id))
    waiting.look(space_id=here.id, user_id=amara.user_id, now=day(12))
    assert [who.id for who in market.learners(space_id=here.id)] == [amara.user_id]


@pytest.mark.parametrize("how", ["ended by the mentor", "freed by a facilitator"])
def test_for_a_learner_who_left_the_course_nobody_is_found_once_it_is_over(how: str) -> None:
    here = pairs.space()
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.together(here, amara, chidi)
    left(amara)
    if how == "ended by the mentor":
        pairs.ended(here, id_, chidi)
    else:
        partnerships.rematch(space_id=here.id, partnership_id=id_, now=day(1))
    assert market.learners(space_id=here.id) == []


def test_whoever_leaves_another_course_goes_on_here() -> None:
    here = pairs.space()
    amara = pairs.learner(here, "amara")
    leaving.leave_course(user_id=amara.user_id, course_key=builders.OTHER_COURSE, now=day(1))
    assert [who.id for who in market.learners(space_id=here.id)] == [amara.user_id]


def test_a_preview_is_out_of_date_once_somebody_in_it_left_the_course() -> None:
    here = runs.space()
    ids = runs.small_market(here)
    run_id = runs.previewed(here)
    leaving.leave_course(user_id=ids["grace"], course_key=builders.COURSE, now=runs.NOW)
    assert not runs.run(here, run_id).is_fresh


def test_a_fault_of_ours_keeps_nobody_in_a_course(faults) -> None:
    receivers.course_left(sender=None, enrollment=None)
    assert len(faults) == 1
