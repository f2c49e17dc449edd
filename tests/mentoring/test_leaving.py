"""Whoever retires is nowhere in the mentoring any more."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import CharField, ForeignKey, JSONField, TextField

from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import (
    alumni,
    check_ins,
    endings,
    leaving,
    partnerships,
    previews,
    programme,
    reporting,
)
from cpd_community_xblock.mentoring.data import Answers, Concern, Letter, Side, Way
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
