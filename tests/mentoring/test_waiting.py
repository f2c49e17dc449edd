"""Learners without a mentor are tried again whenever a place opens."""

from datetime import date

import pytest

from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import due, partnerships, people, programme, waiting
from cpd_community_xblock.mentoring.data import Origin, State, Way
from cpd_community_xblock.mentoring.matching.data import Span
from tests import builders
from tests.builders import START, day
from tests.mentoring import pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi")


@pytest.fixture(autouse=True)
def sound():
    yield
    assert pairs.contradictions() == []


def published(here) -> None:
    models.Programme.objects.update_or_create(space_id=here.id, defaults={"published": 1})


def fill(here, way: Way = Way.RUN, now=START, **rules) -> int:
    return waiting.fill(space_id=here.id, terms=pairs.terms(way, **rules), now=now)


def join(here, who, now=START) -> None:
    waiting.look(space_id=here.id, user_id=who.user_id, now=now, on_list=True)


def test_nobody_is_tried_before_the_run_that_everybody_waits_for(here, amara, chidi) -> None:
    assert fill(here) == 0
    published(here)
    assert fill(here) == 1


def test_both_have_to_accept(here, amara, chidi) -> None:
    published(here)
    fill(here, now=day(1))
    found = pairs.standing(here, amara)
    assert (found.origin, found.accepted, found.expires_at) == (Origin.WAITING_LIST, frozenset(), day(4))
    assert found.awaits_you and pairs.seen(here, found.id, chidi).awaits_you


def test_longest_waiting_comes_first_among_those_whom_the_rules_permit(here, chidi) -> None:
    welsh = pairs.learner(here, "welsh", languages=("Welsh",), now=START)
    late, early = pairs.learner(here, "late", now=day(2)), pairs.learner(here, "early", now=day(1))
    published(here)
    fill(here, shared_language=True)
    assert pairs.standing(here, early).mentor_id == chidi.user_id
    assert pairs.standing(here, late) is None and pairs.standing(here, welsh) is None


def test_each_of_several_gets_the_mentor_who_fits_best(here, amara, chidi) -> None:
    kofi = pairs.learner(here, "kofi", specialty="Surgery", now=day(1))
    surgeon = pairs.mentor(here, "surgeon", specialty="Surgery")
    published(here)
    assert fill(here) == 2
    assert pairs.standing(here, amara).mentor_id in {chidi.user_id, surgeon.user_id}
    assert {pairs.standing(here, who).mentor_id for who in (amara, kofi)} == {chidi.user_id, surgeon.user_id}


def test_where_learners_ask_only_those_on_the_list_are_tried(here, amara, chidi) -> None:
    assert fill(here, Way.SUGGEST) == 0
    join(here, amara)
    assert fill(here, Way.SUGGEST) == 1


def test_who_takes_no_part_is_on_no_list(here) -> None:
    with pytest.raises(NotFound):
        join(here, builders.learner("priya"))


def test_whoever_joins_the_list_keeps_their_turn(here, amara) -> None:
    join(here, amara, now=day(5))
    assert waiting.looking(space_id=here.id, user_id=amara.user_id).since == START


@pytest.mark.parametrize("how", ["declines", "lets it lapse"])
def test_two_whom_it_did_not_suit_are_not_proposed_to_each_other_again(here, amara, chidi, how) -> None:
    published(here)
    fill(here)
    id_ = pairs.standing(here, amara).id
    terms = pairs.terms(Way.RUN)
    if how == "declines":
        partnerships.decline(space_id=here.id, partnership_id=id_, user_id=amara.user_id, terms=terms, now=day(1))
    pairs.seen_to(here, day(4), terms)
    assert pairs.standing(here, amara).id == id_
    pairs.mentor(here, "dermot")
    assert fill(here) == 1


def test_whoever_lets_a_proposal_lapse_goes_to_the_end_of_the_list(here, amara, chidi) -> None:
    kofi = pairs.learner(here, "kofi", now=day(1))
    published(here)
    fill(here)
    pairs.seen_to(here, day(3), pairs.terms(Way.RUN))
    assert pairs.standing(here, amara).state is State.LAPSED
    assert pairs.standing(here, kofi).state is State.PROPOSED
    assert waiting.looking(space_id=here.id, user_id=amara.user_id).since == day(3)


@pytest.mark.parametrize("how", ["ends", "completes", "declines", "takes back", "reassigned"])
def test_a_place_that_opens_is_tried_as_soon_as_anybody_looks_in(here, amara, chidi, how) -> None:
    published(here)
    terms = pairs.terms(Way.BOTH)
    kofi = pairs.learner(here, "kofi", now=day(1))
    mine = {"space_id": here.id, "now": day(2)}
    if how in {"declines", "takes back"}:
        id_ = pairs.asked(here, amara, chidi, terms=terms)
    else:
        id_ = pairs.together(here, amara, chidi)
    match how:
        case "ends":
            partnerships.end(**mine, partnership_id=id_, user_id=chidi.user_id)
        case "completes":
            partnerships.complete(**mine, partnership_id=id_, user_id=chidi.user_id)
        case "declines":
            partnerships.decline(**mine, partnership_id=id_, user_id=chidi.user_id, terms=terms)
        case "takes back":
            partnerships.take_back(**mine, partnership_id=id_, user_id=amara.user_id)
        case "reassigned":
            partnerships.rematch(**mine, partnership_id=id_)
    pairs.seen_to(here, day(2), terms)
    assert pairs.standing(here, kofi).mentor_id == chidi.user_id


def test_a_mentor_who_takes_people_again_is_tried(here, amara, chidi) -> None:
    published(here)
    people.pause(space_id=here.id, user_id=chidi.user_id, paused=True, now=START)
    assert fill(here) == 0
    people.pause(space_id=here.id, user_id=chidi.user_id, paused=False, now=START)
    assert waiting.fill(space_id=here.id, terms=pairs.terms(Way.RUN), now=START, mentor_ids=[chidi.user_id]) == 1


@pytest.mark.parametrize("how", ["joins", "resumes", "takes one more", "is free at other times"])
def test_whoever_waits_is_tried_when_a_mentor(here, amara, how) -> None:
    terms = pairs.terms(Way.RUN, shared_slots=1, span=Span(date(2026, 9, 14), 4))
    if how != "joins":
        at = pairs.THURSDAY_EVENING if how == "is free at other times" else pairs.TUESDAY_EVENING
        chidi = pairs.mentor(here, "chidi", at, capacity=0 if how == "takes one more" else 1)
    if how == "resumes":
        people.pause(space_id=here.id, user_id=chidi.user_id, paused=True, now=START)
    published(here)
    pairs.seen_to(here, START, terms)
    assert pairs.standing(here, amara) is None
    if how == "resumes":
        people.pause(space_id=here.id, user_id=chidi.user_id, paused=False, now=START)
    else:
        pairs.mentor(here, "chidi")
    pairs.seen_to(here, START, terms)
    assert pairs.standing(here, amara) is not None


def test_no_mentor_gets_more_than_their_places(here) -> None:
    published(here)
    mentors = [pairs.mentor(here, f"mentor{number}", capacity=2) for number in range(3)]
    for number in range(10):
        pairs.learner(here, f"learner{number}", now=day(number / 10))
    assert fill(here) == 6
    assert fill(here) == 0
    assert len(mentors) * 2 == models.Partnership.objects.filter(current=True).count()


def test_who_has_somebody_looks_for_nobody(here, amara, chidi) -> None:
    published(here)
    pairs.mentor(here, "dermot")
    pairs.asked(here, amara, chidi)
    assert fill(here, Way.BOTH) == 0


def test_a_space_whose_terms_cannot_be_read_keeps_a_timer_from_no_other(amara, chidi, faults) -> None:
    first, second = pairs.space("first"), pairs.space("second")
    id_ = pairs.proposed(second, pairs.learner(second, "kofi"), pairs.mentor(second, "dermot"))
    for number, space in enumerate((first, second)):
        programme.keep_terms(space_id=space.id, terms=pairs.terms())
        models.Programme.objects.filter(space_id=space.id).update(due_at=day(number))
    models.Programme.objects.filter(space_id=first.id).update(terms={"way": "as in another release"})
    assert due.see_to_everywhere(clock=lambda: day(4)).lapsed == 1
    assert pairs.state(second, id_) is State.LAPSED
    assert len(faults) == 1
