"""Two people: from the proposal to the end, through the mentoring's door."""

import pytest

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import NewsKind
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import leaving, partnerships, people, places, talking, waiting
from cpd_community_xblock.mentoring.data import Origin, Profile, Proposal, Side, State
from tests import builders
from tests.builders import START, day
from tests.mentoring import pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def sound():
    yield
    assert pairs.contradictions() == []


def since(here, who):
    found = waiting.looking(space_id=here.id, user_id=who.user_id)
    return found and found.since


# How two people come together.


def test_both_accept_a_proposal_of_a_run(here, amara, chidi) -> None:
    id_ = pairs.proposed(here, amara, chidi, origin=Origin.RUN)
    assert pairs.seen(here, id_, amara).awaits_you and pairs.seen(here, id_, chidi).awaits_you
    assert pairs.accepted(here, id_, chidi) is State.PROPOSED
    assert not pairs.seen(here, id_, chidi).awaits_you
    assert pairs.accepted(here, id_, amara, now=day(1)) is State.ACTIVE
    found = pairs.seen(here, id_, amara)
    assert (found.began_at, found.expires_at, found.side, found.other_id) == (day(1), None, Side.LEARNER, chidi.user_id)


def test_only_the_mentor_need_accept_a_request(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi)
    assert pairs.accepted(here, id_, amara) is State.PROPOSED
    assert pairs.accepted(here, id_, chidi) is State.ACTIVE


def test_a_learner_waits_until_the_other_has_accepted(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, now=day(1))
    assert since(here, amara) == START
    pairs.accepted(here, id_, chidi, now=day(2))
    assert since(here, amara) is None


def test_accepting_twice_changes_nothing(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi)
    pairs.accepted(here, id_, chidi, now=day(1))
    assert pairs.accepted(here, id_, chidi, now=day(2)) is State.ACTIVE
    assert pairs.seen(here, id_, chidi).began_at == day(1)


def test_what_has_lapsed_cannot_be_accepted(here, amara, chidi) -> None:
    id_ = pairs.proposed(here, amara, chidi, expires_at=day(3))
    with pytest.raises(Conflict, match="moved on"):
        pairs.accepted(here, id_, chidi, now=day(3))


def test_nobody_else_may_do_anything(here, amara, kofi, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    for attempt in (
        lambda who: pairs.accepted(here, id_, who),
        lambda who: pairs.ended(here, id_, who),
        lambda who: pairs.seen(here, id_, who),
        lambda who: pairs.said(here, id_, who),
        lambda who: talking.messages(space_id=here.id, partnership_id=id_, reader=who),
    ):
        for who in (kofi, builders.facilitator("ruth")):
            with pytest.raises(NotFound):
                attempt(who)


def test_a_partnership_of_another_space_is_not_there(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    with pytest.raises(NotFound):
        pairs.seen(pairs.space("elsewhere"), id_, amara)


# Places.


def test_the_lowest_free_place_is_taken(here, amara, kofi, chidi) -> None:
    first, second = pairs.proposed(here, amara, chidi), pairs.proposed(here, kofi, chidi)
    assert [models.Partnership.objects.get(id=id_).place for id_ in (first, second)] == [1, 2]
    partnerships.decline(space_id=here.id, partnership_id=first, user_id=chidi.user_id, terms=pairs.terms(), now=START)
    third = pairs.proposed(here, pairs.learner(here, "priya"), chidi)
    assert models.Partnership.objects.get(id=third).place == 1


def test_a_mentor_has_no_more_learners_than_places(here, amara, kofi, chidi) -> None:
    for who in (amara, kofi):
        pairs.proposed(here, who, chidi)
    with pytest.raises(places.NoPlace):
        pairs.proposed(here, pairs.learner(here, "priya"), chidi)


def test_a_lowered_capacity_counts_those_in_higher_places(here, amara, kofi, chidi) -> None:
    first, _second = pairs.together(here, amara, chidi), pairs.together(here, kofi, chidi)
    pairs.ended(here, first, amara, looks_on=False)
    people.save(space_id=here.id, user_id=chidi.user_id, side=Side.MENTOR, profile=Profile(capacity=1), now=START)
    with pytest.raises(places.NoPlace):
        pairs.proposed(here, amara, chidi)


def test_a_learner_has_one_mentor_at_a_time(here, amara, chidi) -> None:
    pairs.proposed(here, amara, chidi)
    with pytest.raises(places.NotLooking):
        pairs.proposed(here, amara, pairs.mentor(here, "dermot"))


@pytest.mark.parametrize(
    "told",
    [{"is_paused": True}, {"until": START.date().replace(day=1)}, {"capacity": 0}],
    ids=lambda told: next(iter(told)),
)
def test_a_mentor_who_takes_nobody_gets_nobody(here, amara, told) -> None:
    with pytest.raises(places.NoPlace):
        pairs.proposed(here, amara, pairs.mentor(here, "dermot", **told))


def test_who_has_left_is_proposed_to_nobody(here, amara, kofi, chidi) -> None:
    people.leave(space_id=here.id, user_id=amara.user_id, side=Side.LEARNER, now=START)
    with pytest.raises(places.NotLooking):
        pairs.proposed(here, amara, chidi)
    people.leave(space_id=here.id, user_id=chidi.user_id, side=Side.MENTOR, now=START)
    with pytest.raises(places.NoPlace):
        pairs.proposed(here, kofi, chidi)


def propose_all(here, *both) -> None:
    proposals = [
        Proposal(
            learner_id=learner.user_id,
            mentor_id=mentor.user_id,
            origin=Origin.RUN,
            expires_at=day(3),
            reasons=["goal:x"],
        )
        for learner, mentor in both
    ]
    partnerships.propose_all(proposals, space_id=here.id, now=START)


def test_many_are_proposed_at_once_or_none(here, amara, kofi, chidi, django_assert_max_num_queries) -> None:
    dermot = pairs.mentor(here, "dermot")
    pairs.settled(here)
    with pytest.raises(places.NoPlace):
        propose_all(here, (amara, dermot), (kofi, dermot))
    assert not models.Partnership.objects.exists()
    with django_assert_max_num_queries(14):
        propose_all(here, (amara, chidi), (kofi, chidi))
    found = pairs.standing(here, amara)
    assert (found.state, found.reasons, found.accepted) == (State.PROPOSED, ("goal:x",), frozenset())
    assert pairs.standing(here, kofi).state is State.PROPOSED
    assert models.Programme.objects.get().due_at == day(3)


def test_a_published_run_counts_what_learners_have_asked_meanwhile(here, amara, kofi, chidi) -> None:
    pairs.asked(here, amara, chidi)
    pairs.settled(here)
    with pytest.raises(places.NotLooking):
        propose_all(here, (amara, chidi))
    propose_all(here, (kofi, chidi))
    assert sorted(models.Partnership.objects.values_list("place", flat=True)) == [1, 2]


# How they part.


def test_either_ends_it_without_a_reason(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    pairs.ended(here, id_, chidi, now=day(5))
    found = pairs.seen(here, id_, amara)
    assert (found.state, found.over_at, found.is_unseen) == (State.ENDED, day(5), True)
    assert not pairs.seen(here, id_, chidi).is_unseen
    assert since(here, amara) == day(5)


def test_a_learner_who_ends_it_may_look_no_further(here, amara, chidi) -> None:
    pairs.ended(here, pairs.together(here, amara, chidi), amara, looks_on=False)
    assert since(here, amara) is None


def test_not_again_keeps_two_apart_and_says_of_nobody_that_they_wanted_it(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    pairs.ended(here, id_, amara, not_again=True)
    [row] = models.Apart.objects.all()
    assert {row.low_id, row.high_id} == {amara.user_id, chidi.user_id}
    told = pairs.seen(here, id_, chidi)
    other = pairs.together(here, pairs.learner(here, "priya"), chidi)
    pairs.ended(here, other, pairs.learner(here, "priya"))
    same = pairs.seen(here, other, chidi)
    hidden = {"id", "learner_id", "proposed_at"}
    assert {name: getattr(told, name) for name in told.__slots__ if name not in hidden} == {
        name: getattr(same, name) for name in same.__slots__ if name not in hidden
    }


def test_what_is_over_is_over(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    partnerships.complete(space_id=here.id, partnership_id=id_, user_id=chidi.user_id, now=day(60))
    assert pairs.state(here, id_) is State.COMPLETED
    assert since(here, amara) is None
    for attempt in (pairs.ended, pairs.accepted, pairs.said):
        with pytest.raises(Conflict):
            attempt(here, id_, amara)


def test_a_request_is_taken_back(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi)
    with pytest.raises(Conflict):
        partnerships.take_back(space_id=here.id, partnership_id=id_, user_id=chidi.user_id, now=START)
    partnerships.take_back(space_id=here.id, partnership_id=id_, user_id=amara.user_id, now=START)
    assert pairs.state(here, id_) is State.TAKEN_BACK
    assert since(here, amara) == START
    assert pairs.asked(here, amara, chidi) != id_


def test_a_facilitator_frees_a_learner_from_a_mentor_who_does_not_answer(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    partnerships.rematch(space_id=here.id, partnership_id=id_, now=day(20))
    assert pairs.state(here, id_) is State.REMATCHED
    assert pairs.seen(here, id_, amara).is_unseen and pairs.seen(here, id_, chidi).is_unseen
    assert waiting.looking(space_id=here.id, user_id=amara.user_id).is_on_list


def test_what_one_has_come_across_is_new_no_more(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi)
    assert pairs.seen(here, id_, chidi).is_unseen
    partnerships.mark_seen(space_id=here.id, user_id=chidi.user_id, partnership_ids=[id_])
    assert not pairs.seen(here, id_, chidi).is_unseen


@pytest.mark.parametrize("side", Side)
def test_whoever_takes_part_no_longer_keeps_nobody_waiting(here, amara, kofi, chidi, side) -> None:
    dermot = pairs.mentor(here, "dermot")
    asked = pairs.asked(here, amara, chidi, dermot)
    active = pairs.together(here, kofi, chidi)
    who = amara if side is Side.LEARNER else chidi
    people.leave(space_id=here.id, user_id=who.user_id, side=side, now=day(1))
    partnerships.leave(space_id=here.id, user_id=who.user_id, side=side, terms=pairs.terms(), now=day(1))
    assert not pairs.state(here, asked).is_current
    assert pairs.state(here, active) is State.ACTIVE
    assert (pairs.standing(here, amara).mentor_id == dermot.user_id) is (side is Side.MENTOR)


# What they agree on.


def goals(here, id_: int, who, text: str, version: int = 0, base: str = ""):
    return partnerships.save_goals(
        space_id=here.id, partnership_id=id_, user_id=who.user_id, text=text, version=version, base=base, now=START
    )


def test_either_changes_the_goals(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    assert goals(here, id_, amara, "Speak up.").is_saved
    assert goals(here, id_, chidi, "Speak up early.", 1, "Speak up.").is_saved
    found = pairs.seen(here, id_, amara)
    assert (found.goals, found.goals_version) == ("Speak up early.", 2)


def test_where_both_change_them_at_once_both_texts_come_back_and_nothing_is_lost(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    goals(here, id_, amara, "Speak up. Sleep.")
    goals(here, id_, chidi, "Speak up early. Sleep.", 1, "Speak up. Sleep.")
    back = goals(here, id_, amara, "Speak up loudly. Sleep.", 1, "Speak up. Sleep.")
    assert not back.is_saved
    assert "early" in back.text and "loudly" in back.text
    assert pairs.seen(here, id_, amara).goals == "Speak up early. Sleep."
    assert goals(here, id_, amara, back.text, back.version, back.base).is_saved


def test_the_same_goals_sent_again_are_kept_once(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    goals(here, id_, amara, "Speak up.")
    assert goals(here, id_, amara, "Speak up.").version == 1


# What they say.


def said_in(here, id_: int, who) -> list[str]:
    return [post.body for post in talking.messages(space_id=here.id, partnership_id=id_, reader=who).posts]


def news(here, who) -> list[tuple[NewsKind, int]]:
    return [(item.kind, item.count) for item in conversation.news(space_id=here.id, member=who)]


def test_two_people_talk_and_hear_of_each_other(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    pairs.said(here, id_, amara, "Hello.", now=day(1))
    assert news(here, chidi) == [(NewsKind.RESPONSE, 1)] and news(here, amara) == []
    pairs.said(here, id_, amara, "I am Amara.", now=day(1.1))
    assert news(here, chidi) == [(NewsKind.RESPONSE, 2)]
    pairs.said(here, id_, chidi, "Welcome.", now=day(1.2))
    assert news(here, amara) == [(NewsKind.RESPONSE, 1)]
    assert said_in(here, id_, amara) == said_in(here, id_, chidi) == ["Hello.", "I am Amara.", "Welcome."]


def test_nobody_else_reads_it(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    pairs.said(here, id_, amara)
    thread_id = pairs.seen(here, id_, amara).thread_id
    for who in (builders.facilitator("ruth"), builders.learner("priya")):
        assert conversation.threads(space_id=here.id, reader=who).threads == ()
        with pytest.raises(NotFound):
            conversation.thread(space_id=here.id, thread_id=thread_id, reader=who)


def test_the_same_message_sent_twice_stands_once(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    for _again in range(2):
        pairs.said(here, id_, amara, "Hello.", token="one")
        pairs.said(here, id_, chidi, "Hi.", token="two")
    assert said_in(here, id_, amara) == ["Hello.", "Hi."]


def test_one_changes_and_takes_back_ones_own_words(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    first, second = pairs.said(here, id_, amara, "One"), pairs.said(here, id_, amara, "Two")
    mine = {"space_id": here.id, "partnership_id": id_, "author": amara, "now": day(2)}
    talking.change(**mine, post_id=first, body="First")
    talking.change(**mine, post_id=second, body="Second")
    assert said_in(here, id_, chidi) == ["First", "Second"]
    with pytest.raises(Conflict):
        talking.take_back(**mine, post_id=first)
    talking.take_back(**mine, post_id=second)
    assert said_in(here, id_, chidi) == ["First"]
    with pytest.raises(NotFound):
        talking.change(**{**mine, "author": chidi}, post_id=first, body="Mine")


def test_once_it_is_over_both_can_read_and_neither_can_write(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    post_id = pairs.said(here, id_, amara)
    pairs.ended(here, id_, amara)
    assert said_in(here, id_, chidi) == said_in(here, id_, amara) == ["Hello."]
    for who in (amara, chidi):
        with pytest.raises(Conflict, match="Copy your words"):
            pairs.said(here, id_, who, "One more thing.")
    with pytest.raises(Conflict):
        talking.take_back(space_id=here.id, partnership_id=id_, author=amara, post_id=post_id, now=day(2))


def test_looking_takes_the_same_queries_however_much_there_is(here, amara, chidi, django_assert_num_queries) -> None:
    id_ = pairs.together(here, amara, chidi)
    for _more in range(2):
        pairs.said(here, id_, amara)
        pairs.said(here, id_, chidi)
    looks = [
        lambda: partnerships.mine(space_id=here.id, user_id=chidi.user_id),
        lambda: talking.messages(space_id=here.id, partnership_id=id_, reader=amara),
    ]
    for look, queries in zip(looks, (1, 5), strict=True):
        with django_assert_num_queries(queries):
            look()
    for _more in range(10):
        pairs.said(here, id_, amara)
        pairs.said(here, id_, chidi)
    with django_assert_num_queries(5):
        assert len(talking.messages(space_id=here.id, partnership_id=id_, reader=amara).posts) == talking.MOST_SHOWN


# Leaving.


def test_whoever_retires_leaves_nothing_of_theirs_and_their_learner_looks_on(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    goals(here, id_, amara, "Speak up.")
    pairs.said(here, id_, chidi, "Hello.")
    pairs.said(here, id_, amara, "Hello back.")
    for _again in range(2):
        leaving.retire(user_id=chidi.user_id)
        conversation.retire(user_id=chidi.user_id)
    found = pairs.seen(here, id_, amara)
    assert (found.state, found.mentor_id, found.goals) == (State.REMATCHED, None, "")
    assert waiting.looking(space_id=here.id, user_id=amara.user_id).is_on_list
    assert said_in(here, id_, amara) == ["Hello back."]
    assert partnerships.mine(space_id=here.id, user_id=chidi.user_id) == []


def test_a_learner_who_is_cleared_gives_the_place_back_and_takes_their_words_along(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, words="Please.")
    leaving.clear(space_id=here.id, user_id=amara.user_id)
    found = pairs.seen(here, id_, chidi)
    assert (found.state.is_current, found.learner_id, found.words) == (False, None, "")
    assert not models.Participant.objects.filter(user_id=amara.user_id).exists()


def test_clearing_somebody_keeps_the_wish_not_to_meet_again(here, amara, chidi) -> None:
    pairs.ended(here, pairs.together(here, amara, chidi), chidi, not_again=True)
    leaving.clear(space_id=here.id, user_id=amara.user_id)
    assert models.Apart.objects.count() == 1
    leaving.retire(user_id=amara.user_id)
    assert models.Apart.objects.count() == 0
