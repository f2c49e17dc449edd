"""A learner asks a mentor; whoever does not answer is not waited for."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import asking, partnerships, people, places, programme, waiting
from cpd_community_xblock.mentoring.data import Decision, State, Way
from tests import builders
from tests.builders import START, day
from tests.mentoring import pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def amara(here):
    return pairs.learner(here, "amara", goals=("Lead",))


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi", goals=("Lead",), capacity=2)


@pytest.fixture
def dermot(here):
    return pairs.mentor(here, "dermot")


@pytest.fixture(autouse=True)
def sound():
    yield
    assert pairs.contradictions() == []


def suggested(here, who, terms=None) -> list[int]:
    found = asking.suggest(space_id=here.id, learner_id=who.user_id, terms=terms or pairs.terms(), now=START)
    return [item.mentor_id for item in found]


def lapse(here, now, terms=None) -> int:
    return pairs.seen_to(here, now, terms).lapsed


# Whom they are shown.


def test_mentors_are_suggested_with_reasons(here, amara, chidi, dermot) -> None:
    found = asking.suggest(space_id=here.id, learner_id=amara.user_id, terms=pairs.terms(), now=START)
    assert [item.mentor_id for item in found] == [chidi.user_id, dermot.user_id]
    assert any("Lead" in reason for reason in found[0].reasons)


def test_whoever_has_told_nothing_is_shown_nobody(here, chidi) -> None:
    assert suggested(here, builders.learner("priya")) == []


def test_who_may_not_be_matched_is_not_shown(here, amara, chidi, dermot) -> None:
    apart = pairs.mentor(here, "apart")
    forbidden = pairs.mentor(here, "forbidden")
    pairs.mentor(here, "welsh", languages=("Welsh",))
    pairs.mentor(here, "paused", is_paused=True)
    pairs.mentor(here, "gone", until=START.date().replace(day=1))
    low, high = sorted((apart.user_id, amara.user_id))
    models.Apart.objects.create(space_id=here.id, low_id=low, high_id=high)
    models.PairDecision.objects.create(
        space_id=here.id,
        learner_id=amara.user_id,
        mentor_id=forbidden.user_id,
        decision=Decision.FORBID.value,
        at=START,
    )
    found = suggested(here, amara, pairs.terms(shared_language=True))
    assert found == [chidi.user_id, dermot.user_id]


def test_whose_places_are_taken_is_not_shown_and_asking_takes_one(here, amara, chidi, dermot) -> None:
    kofi = pairs.learner(here, "kofi")
    pairs.asked(here, kofi, dermot)
    assert suggested(here, amara) == [chidi.user_id]


def test_who_has_declined_is_not_shown_again(here, amara, chidi, dermot) -> None:
    id_ = pairs.asked(here, amara, chidi, goes_on=False)
    partnerships.decline(space_id=here.id, partnership_id=id_, user_id=chidi.user_id, terms=pairs.terms(), now=day(1))
    assert suggested(here, amara) == [dermot.user_id]
    with pytest.raises(NotFound, match="cannot be asked"):
        pairs.asked(here, amara, chidi)


def test_a_mentor_in_a_zone_that_nobody_knows_keeps_nobody_from_being_shown(here, amara, chidi, dermot) -> None:
    models.Participant.objects.filter(user_id=dermot.user_id).update(time_zone="Mars/Phobos")
    span = {"shared_slots": 1, "span": pairs.matching.Span(START.date(), 4)}
    assert suggested(here, amara, pairs.terms(**span)) == [chidi.user_id]


def test_suggesting_takes_the_same_queries_for_any_number_of_mentors(here, amara, chidi) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            suggested(here, amara)
        return len(found)

    before = queries()
    for number in range(20):
        pairs.mentor(here, f"mentor{number}", goals=("Lead",))
    assert queries() == before <= 9


# Asking.


def test_asking_waits_for_the_mentor_for_as_long_as_the_author_set(here, amara, chidi, dermot) -> None:
    pairs.settled(here)
    id_ = pairs.asked(here, amara, chidi, dermot, words="I would like to learn from you.", now=day(1))
    found = pairs.seen(here, id_, amara)
    assert (found.state, found.expires_at, found.then) == (State.PROPOSED, day(4), (dermot.user_id,))
    seen = pairs.seen(here, id_, chidi)
    assert (seen.words, seen.then, seen.awaits_you) == ("I would like to learn from you.", (), True)
    assert models.Programme.objects.get().due_at == day(4)


def test_whoever_has_asked_cannot_ask_another(here, amara, chidi, dermot) -> None:
    pairs.asked(here, amara, chidi)
    with pytest.raises(places.NotLooking):
        pairs.asked(here, amara, dermot)


def test_where_the_last_place_has_just_gone_the_next_one_is_asked(here, amara, chidi, dermot) -> None:
    pairs.asked(here, pairs.learner(here, "kofi"), dermot)
    assert pairs.seen(here, pairs.asked(here, amara, dermot, chidi), amara).mentor_id == chidi.user_id


def test_where_nobody_else_is_to_be_asked_it_says_so(here, amara, chidi, dermot) -> None:
    pairs.asked(here, pairs.learner(here, "kofi"), dermot)
    with pytest.raises(places.NoPlace, match="choose another"):
        pairs.asked(here, amara, dermot, chidi, goes_on=False)
    assert pairs.standing(here, amara) is None


def test_whoever_could_not_ask_stays_on_the_waiting_list(here, amara, dermot) -> None:
    waiting.look(space_id=here.id, user_id=amara.user_id, now=START, on_list=True)
    pairs.asked(here, pairs.learner(here, "kofi"), dermot)
    with pytest.raises(places.NoPlace):
        pairs.asked(here, amara, dermot, goes_on=False)
    assert waiting.looking(space_id=here.id, user_id=amara.user_id).is_on_list


@pytest.mark.parametrize("who", ["stranger", "learner", "oneself", "not permitted"])
def test_only_a_mentor_whom_the_rules_permit_can_be_asked_and_nobody_learns_who_exists(here, amara, who) -> None:
    asked = {
        "stranger": 10**9,
        "learner": pairs.learner(here, "kofi").user_id,
        "oneself": amara.user_id,
        "not permitted": pairs.mentor(here, "welsh", languages=("Welsh",)).user_id,
    }[who]
    with pytest.raises(NotFound) as told:
        asking.ask(
            space_id=here.id,
            learner_id=amara.user_id,
            mentor_id=asked,
            words="",
            terms=pairs.terms(shared_language=True),
            now=START,
        )
    assert told.value.message == "This mentor cannot be asked any more. Please choose another."


def test_nobody_is_asked_where_a_facilitator_matches_everyone(here, amara, chidi) -> None:
    with pytest.raises(NotFound):
        pairs.asked(here, amara, chidi, terms=pairs.terms(Way.RUN))


# When nobody answers.


def test_a_request_lapses_and_moves_on_by_itself(here, amara, chidi, dermot) -> None:
    id_ = pairs.asked(here, amara, chidi, dermot, words="Hello.")
    assert lapse(here, day(2.9)) == 0
    assert lapse(here, day(3)) == 1
    assert pairs.state(here, id_) is State.LAPSED
    found = pairs.standing(here, amara)
    assert (found.mentor_id, found.expires_at, found.words) == (dermot.user_id, day(6), "Hello.")
    assert pairs.seen(here, id_, amara).is_unseen and pairs.seen(here, id_, chidi).is_unseen


def test_it_passes_over_whoever_has_no_place_or_may_not_be_asked_any_more(here, amara, chidi, dermot) -> None:
    ruth, sean = pairs.mentor(here, "ruth"), pairs.mentor(here, "sean")
    pairs.asked(here, amara, chidi, dermot, ruth, sean)
    pairs.asked(here, pairs.learner(here, "kofi"), dermot, now=day(2))
    people.pause(space_id=here.id, user_id=ruth.user_id, paused=True, now=day(1))
    lapse(here, day(3))
    assert pairs.standing(here, amara).mentor_id == sean.user_id


def test_when_everybody_was_asked_they_are_on_the_waiting_list_and_keep_their_turn(here, amara, chidi) -> None:
    pairs.asked(here, amara, chidi, now=day(1))
    lapse(here, day(4))
    assert pairs.standing(here, amara).state is State.LAPSED
    found = waiting.looking(space_id=here.id, user_id=amara.user_id)
    assert (found.since, found.is_on_list) == (START, True)


def test_whoever_wants_to_choose_again_is_asked_nothing_for(here, amara, chidi, dermot) -> None:
    id_ = pairs.asked(here, amara, chidi, dermot, goes_on=False)
    assert pairs.seen(here, id_, amara).then == ()
    lapse(here, day(3))
    assert pairs.standing(here, amara).state is State.LAPSED
    assert not waiting.looking(space_id=here.id, user_id=amara.user_id).is_on_list


def test_a_mentor_who_declines_hands_on_to_the_next_at_once(here, amara, chidi, dermot) -> None:
    id_ = pairs.asked(here, amara, chidi, dermot)
    decline = {"space_id": here.id, "partnership_id": id_, "user_id": chidi.user_id, "terms": pairs.terms()}
    assert partnerships.decline(**decline, now=day(1)) == dermot.user_id
    assert pairs.standing(here, amara).expires_at == day(4)
    with pytest.raises(Conflict):
        partnerships.decline(**decline, now=day(1))


def test_what_lapses_is_seen_to_once_and_the_next_moment_is_noted(here, amara, chidi, dermot) -> None:
    pairs.settled(here)
    pairs.asked(here, amara, chidi, dermot)
    assert programme.due(now=day(2)) == [] and programme.due(now=day(3)) == [here.id]
    assert [lapse(here, day(3)) for _again in range(2)] == [1, 0]
    assert models.Programme.objects.get().due_at <= day(6)


def test_looking_whether_anything_is_due_takes_one_query(here, amara, chidi, django_assert_num_queries) -> None:
    pairs.settled(here)
    pairs.asked(here, amara, chidi)
    with django_assert_num_queries(1):
        pairs.seen_to(here, day(2))


# Spread.


def test_200_learners_who_ask_within_five_minutes_spread_over_60_mentors(here, record_property) -> None:
    """All have looked before the first of them asks, so that nobody's page knows of anybody's request. For whom all
    five have gone meanwhile, the page that comes back has others."""
    for number in range(60):
        pairs.mentor(here, f"mentor{number}", capacity=4, goals=("Lead",))
    learners = [pairs.learner(here, f"learner{number}", goals=("Lead",)) for number in range(200)]
    pages = [suggested(here, who) for who in learners]
    assert all(len(set(page)) == 5 for page in pages)
    again = 0
    for number, (who, page) in enumerate(zip(learners, pages, strict=True)):
        moment = START.replace(minute=number // 40, second=number % 40)
        try:
            ask(here, who, page, now=moment)
        except places.NoPlace:
            ask(here, who, suggested(here, who), now=moment)
            again += 1
    first = Counter(page[0] for page in pages)
    got = Counter(models.Partnership.objects.values_list("mentor_id", flat=True))
    wish = sum(pairs.standing(here, who).mentor_id == page[0] for who, page in zip(learners, pages, strict=True))
    figures = (
        f"{len(got)} of 60 mentors asked, {max(first.values())} at most wanted one first, "
        f"{wish} of 200 got their first, {again} looked twice"
    )
    record_property("spread", figures)
    print(f"\n{figures}")
    assert sum(got.values()) == 200
    assert max(got.values()) <= 4
    assert len(got) >= 58
    assert wish >= 150
    assert again <= 10


def ask(here, who, page: list[int], *, now) -> None:
    asking.ask(
        space_id=here.id,
        learner_id=who.user_id,
        mentor_id=page[0],
        words="",
        others=page[1:],
        terms=pairs.terms(),
        now=now,
    )
