"""When the platform ticks mentoring off, as its author decided."""

import pytest
from django.contrib.auth import get_user_model

from cpd_community_xblock.mentoring.api import partnerships
from demo.models import Completion
from tests import builders
from tests.builders import ask, send, shown
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def user(who):
    return get_user_model().objects.get(id=who.user_id)


def completed(*members) -> list[bool]:
    """Who of them has it ticked off."""
    return [Completion.objects.filter(user_id=who.user_id, value=1.0).exists() for who in members]


def test_somebody_who_only_looks_has_done_nothing(here, chidi) -> None:
    key, amara = pairs.block(), builders.learner("amara")
    assert "A mentor for you" in shown(key, user(amara))
    assert completed(amara) == [False]
    send(key, user(amara), "skip_wishes")
    assert completed(amara) == [True]


def test_what_either_side_told_is_enough_where_nothing_else_is_asked(amara, chidi) -> None:
    key = pairs.block()
    for who in (amara, chidi):
        shown(key, user(who))
    assert completed(amara, chidi) == [True, True]


def test_a_meeting_that_both_confirm_can_be_asked(here, pair, amara, chidi) -> None:
    key = pairs.block(completes_by="met")
    entry = meets.logged(here, pair, amara)
    ask(key, user(amara), "page")
    assert completed(amara, chidi) == [False, False]
    meets.confirmed(here, pair, entry, chidi)
    ask(key, user(amara), "page")
    assert completed(amara, chidi) == [True, False]
    ask(key, user(chidi), "page")
    assert completed(amara, chidi) == [True, True]


def test_completing_it_together_can_be_asked_and_ending_it_is_something_else(here, pair, amara, kofi, chidi) -> None:
    key = pairs.block(completes_by="finished")
    pairs.ended(here, pairs.together(here, kofi, chidi), kofi)
    ask(key, user(kofi), "page")
    assert completed(kofi) == [False]
    partnerships.complete(space_id=here.id, partnership_id=pair, user_id=amara.user_id, now=builders.START)
    for who in (amara, chidi):
        ask(key, user(who), "page")
    assert completed(amara, chidi) == [True, True]


@pytest.mark.parametrize("binding", [{"masquerading": True}, {"studio": True}, {"preview": True}])
def test_nothing_is_completed_in_somebody_elses_place(amara, binding) -> None:
    shown(pairs.block(), user(amara), **binding)
    assert completed(amara) == [False]


def test_facilitators_complete_nothing_and_an_odd_setting_means_the_usual(amara) -> None:
    ruth = builders.facilitator("ruth")
    key = pairs.block(completes_by="by magic")
    for who in (ruth, amara):
        shown(key, user(who))
    assert completed(ruth, amara) == [False, True]
