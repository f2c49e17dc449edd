"""Many learners and mentors at the same moment."""

from collections import Counter
from functools import partial

import pytest

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import (
    asking,
    leaving,
    partnerships,
    people,
    places,
    programme,
    reporting,
    waiting,
)
from cpd_community_xblock.mentoring.data import Concern, Origin, Profile, Proposal, Side, State, Way
from tests import builders
from tests.builders import START, day
from tests.mentoring import pairs

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def sound():
    yield
    assert pairs.contradictions() == []


def ask(here, learner, *mentors, terms=None):
    return partial(
        asking.ask,
        space_id=here.id,
        learner_id=learner.user_id,
        mentor_id=mentors[0].user_id,
        words="",
        others=[who.user_id for who in mentors[1:]],
        terms=terms or pairs.terms(),
        now=START,
    )


def accept(here, id_, who):
    return partial(pairs.accepted, here, id_, who)


def part(function, here, id_, who, **more):
    return partial(function, space_id=here.id, partnership_id=id_, user_id=who.user_id, now=START, **more)


def test_a_hundred_learners_ask_for_the_last_place_in_the_same_second(here) -> None:
    chidi = pairs.mentor(here, "chidi", capacity=3)
    for number in range(2):
        pairs.together(here, pairs.learner(here, f"before{number}"), chidi)
    learners = [pairs.learner(here, f"learner{number}") for number in range(100)]
    results = builders.at_once(*[ask(here, who, chidi) for who in learners])
    assert Counter(type(error) for error in builders.errors(results)) == {places.NoPlace: 99}
    assert models.Partnership.objects.filter(mentor_id=chidi.user_id, current=True).count() == 3


def test_the_database_holds_the_places_even_where_nobody_waits_for_anybody(here) -> None:
    """As a hundred would ask who came past the holding of people."""
    chidi = pairs.mentor(here, "chidi", capacity=3)
    learners = [pairs.learner(here, f"learner{number}") for number in range(30)]
    loose = {(Side(row.side), row.user_id): row for row in models.Participant.objects.all()}

    def take(who) -> int:
        both = Proposal(learner_id=who.user_id, mentor_id=chidi.user_id, origin=Origin.REQUEST, expires_at=day(3))
        return turns.in_turn(places.take)(loose, both, space_id=here.id, now=START).place

    results = builders.at_once(*[partial(take, who) for who in learners])
    assert sorted(place for place in results if isinstance(place, int)) == [1, 2, 3]
    assert all(isinstance(error, Conflict) for error in builders.errors(results))


def test_a_hundred_learners_spread_over_the_others_whom_they_would_ask(here) -> None:
    mentors = [pairs.mentor(here, f"mentor{number}", capacity=20) for number in range(5)]
    learners = [pairs.learner(here, f"learner{number}") for number in range(100)]
    results = builders.at_once(*[ask(here, who, *mentors) for who in learners])
    assert builders.errors(results) == []
    load = Counter(models.Partnership.objects.filter(current=True).values_list("mentor_id", flat=True))
    assert sorted(load.values()) == [20] * 5


def test_a_hundred_learners_who_were_all_proposed_accept_in_the_same_second(here) -> None:
    chidi = pairs.mentor(here, "chidi", capacity=100)
    learners = [pairs.learner(here, f"learner{number}") for number in range(100)]
    ids = [pairs.proposed(here, who, chidi, accepted={Side.MENTOR}) for who in learners]
    results = builders.at_once(*[accept(here, id_, who) for id_, who in zip(ids, learners, strict=True)])
    assert set(results) == {State.ACTIVE}


@pytest.mark.parametrize("attempt", range(3))
def test_one_learner_in_several_windows_asks_one_mentor(here, attempt: int) -> None:
    amara = pairs.learner(here, "amara")
    mentors = [pairs.mentor(here, f"mentor{number}", capacity=2) for number in range(6)]
    results = builders.at_once(*[ask(here, amara, who) for who in mentors])
    assert Counter(type(error) for error in builders.errors(results)) == {places.NotLooking: 5}
    assert models.Partnership.objects.filter(current=True).count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_both_accept_at_once(here, attempt: int) -> None:
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.proposed(here, amara, chidi)
    results = builders.at_once(accept(here, id_, amara), accept(here, id_, chidi))
    assert sorted(results) == [State.ACTIVE, State.PROPOSED]
    assert pairs.state(here, id_) is State.ACTIVE


@pytest.mark.parametrize("attempt", range(3))
def test_a_request_that_is_accepted_taken_back_and_lapses_at_once_comes_to_one_of_these(here, attempt: int) -> None:
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.asked(here, amara, chidi)
    results = builders.at_once(
        accept(here, id_, chidi),
        part(partnerships.take_back, here, id_, amara),
        part(partnerships.decline, here, id_, chidi, terms=pairs.terms()),
        partial(pairs.seen_to, here, day(3)),
    )
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert pairs.state(here, id_) is not State.PROPOSED


@pytest.mark.parametrize("attempt", range(3))
def test_both_end_report_and_complete_it_at_once(here, attempt: int) -> None:
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.together(here, amara, chidi)
    report = partial(reporting.report, concern=Concern.UNKIND, blocks=True)
    results = builders.at_once(
        part(partnerships.end, here, id_, amara, not_again=True),
        part(partnerships.end, here, id_, chidi, not_again=True),
        part(partnerships.complete, here, id_, amara),
        part(report, here, id_, chidi),
        part(report, here, id_, chidi),
    )
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert models.PartnershipReport.objects.count() == 1
    assert models.Apart.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_what_is_due_is_seen_to_once_however_many_open_a_page(here, attempt: int) -> None:
    mentors = [pairs.mentor(here, f"mentor{number}", capacity=5) for number in range(2)]
    learners = [pairs.learner(here, f"learner{number}") for number in range(5)]
    for who in learners:
        pairs.asked(here, who, *mentors)
    results = builders.at_once(*[partial(pairs.seen_to, here, day(3)) for _page in range(20)])
    assert builders.errors(results) == []
    assert sorted(done.lapsed for done in results) == [0] * 19 + [5]
    assert {pairs.standing(here, who).mentor_id for who in learners} == {mentors[1].user_id}


@pytest.mark.parametrize("attempt", range(3))
def test_the_waiting_list_gives_no_place_twice(here, attempt: int) -> None:
    for number in range(10):
        pairs.learner(here, f"learner{number}", now=day(number / 10))
    mentors = [pairs.mentor(here, f"mentor{number}", capacity=2) for number in range(3)]
    models.Programme.objects.update(published=1)
    fills = [
        partial(waiting.fill, space_id=here.id, terms=pairs.terms(Way.RUN), now=START, mentor_ids=[who.user_id])
        for who in mentors
        for _twice in range(2)
    ]
    results = builders.at_once(*fills)
    assert builders.errors(results) == []
    assert sum(results) == 6
    first = {pairs.standing(here, builders.learner(f"learner{number}")) for number in range(6)}
    assert None not in first


@pytest.mark.parametrize("attempt", range(3))
def test_a_run_is_published_while_learners_ask_and_mentors_change_their_minds(here, attempt: int) -> None:
    mentors = [pairs.mentor(here, f"mentor{number}", capacity=2) for number in range(5)]
    learners = [pairs.learner(here, f"learner{number}") for number in range(10)]
    proposals = [
        Proposal(learner_id=who.user_id, mentor_id=mentors[number // 2].user_id, origin=Origin.RUN, expires_at=day(3))
        for number, who in enumerate(learners)
    ]
    publish = partial(partnerships.propose_all, proposals, space_id=here.id, now=START)
    fewer = [
        partial(
            people.save,
            space_id=here.id,
            user_id=who.user_id,
            side=Side.MENTOR,
            profile=Profile(capacity=2, about="Changed."),
            now=START,
        )
        for who in mentors
    ]
    asks = [ask(here, who, *mentors[::-1]) for who in learners]
    results = builders.at_once(publish, *asks, publish, *fewer)
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    assert results[0] != results[len(asks) + 1] or isinstance(results[0], Conflict)
    assert models.Partnership.objects.filter(current=True).count() == 10


@pytest.mark.parametrize("attempt", range(3))
def test_two_first_messages_at_once_meet_in_one_conversation(here, attempt: int) -> None:
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.together(here, amara, chidi)
    results = builders.at_once(
        *[
            partial(pairs.said, here, id_, who, who_says)
            for who, who_says in ((amara, "Hello."), (chidi, "Welcome."), (amara, "I am Amara."))
        ]
    )
    assert builders.errors(results) == []
    assert len(builders.everything()["Thread"]) == 1
    assert len(builders.everything()["Post"]) == 3


@pytest.mark.parametrize("attempt", range(3))
def test_the_goals_of_two_who_write_at_once_are_both_there(here, attempt: int) -> None:
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.together(here, amara, chidi)
    save = partial(partnerships.save_goals, space_id=here.id, partnership_id=id_, version=0, base="", now=START)
    results = builders.at_once(
        partial(save, user_id=amara.user_id, text="Speak up."), partial(save, user_id=chidi.user_id, text="Sleep.")
    )
    assert sorted(result.is_saved for result in results) == [False, True]
    [back] = [result for result in results if not result.is_saved]
    assert "Speak up." in back.text and "Sleep." in back.text


@pytest.mark.parametrize("attempt", range(3))
def test_a_mentor_retires_while_learners_ask_accept_and_write(here, attempt: int) -> None:
    chidi, dermot = pairs.mentor(here, "chidi", capacity=10), pairs.mentor(here, "dermot", capacity=10)
    learners = [pairs.learner(here, f"learner{number}") for number in range(6)]
    ids = [pairs.together(here, who, chidi) for who in learners[:3]]
    results = builders.at_once(
        partial(leaving.retire, user_id=chidi.user_id),
        *[ask(here, who, chidi, dermot) for who in learners[3:]],
        *[partial(pairs.said, here, id_, who) for id_, who in zip(ids, learners, strict=False)],
        partial(pairs.seen_to, here, day(3)),
    )
    assert results[0] is None
    assert all(isinstance(error, Conflict) for error in builders.errors(results))
    leaving.retire(user_id=chidi.user_id)
    assert not models.Partnership.objects.filter(mentor_id=chidi.user_id).exists()


def test_the_first_to_note_something_due_do_not_block_each_other(here) -> None:
    results = builders.at_once(*[partial(programme.note, space_id=here.id, at=day(number)) for number in range(20)])
    assert builders.errors(results) == []
    assert models.Programme.objects.get().due_at == START


@pytest.mark.parametrize("attempt", range(3))
def test_what_is_told_of_a_request_is_kept_also_when_it_moves_on_in_the_same_second(here, attempt: int) -> None:
    amara, chidi = pairs.learner(here, "amara"), pairs.mentor(here, "chidi")
    id_ = pairs.asked(here, amara, chidi)
    report = partial(reporting.report, concern=Concern.UNKIND, blocks=True, words="Not like this.")
    results = builders.at_once(
        part(report, here, id_, chidi, terms=pairs.terms()),
        part(partnerships.take_back, here, id_, amara),
        part(partnerships.decline, here, id_, chidi, terms=pairs.terms()),
    )
    assert not isinstance(results[0], Exception), results
    assert models.PartnershipReport.objects.get().words == "Not like this."
    assert models.Apart.objects.count() == 1
