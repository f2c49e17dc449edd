"""What facilitators and the course team do, and the record that is kept of it."""

import pytest

from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import StaffAction
from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from tests import builders
from tests.builders import day

pytestmark = pytest.mark.django_db

ACTS = {
    "endorse": api.endorse,
    "unendorse": api.unendorse,
    "hide": lambda **given: api.hide(reason="It names a ward.", **given),
    "restore": api.restore,
}


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


@pytest.fixture
def post_id(here, amara):
    thread_id = builders.opened(here, amara)
    return builders.responded(here, thread_id, builders.learner("priya"))


def read(here, post_id: int, reader):
    return api.post(space_id=here.id, post_id=post_id, reader=reader)


def record(here, staff):
    return [(act.action.value, act.actor_name, act.reason, act.at) for act in api.acts(space_id=here.id, staff=staff)]


@pytest.mark.parametrize("act", ACTS)
def test_learners_do_none_of_it(here, amara, post_id, act: str) -> None:
    before = builders.everything()
    for who in (amara, builders.learner("priya")):
        with pytest.raises(NotAllowed):
            ACTS[act](space_id=here.id, post_id=post_id, staff=who, now=day(1))
    with pytest.raises(NotAllowed):
        api.acts(space_id=here.id, staff=amara)
    assert api.hidden_posts(space_id=here.id, staff=amara) == ()
    assert builders.everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_who_facilitates_one_cohort_does_none_of_it_in_another(here, post_id, act: str) -> None:
    hawthorns = builders.facilitator("hawthorns", cohort="Hawthorn")
    with pytest.raises(NotFound):
        ACTS[act](space_id=here.id, post_id=post_id, staff=hawthorns, now=day(1))


def test_who_facilitates_one_cohort_sees_what_was_done_and_hidden_there_alone(here, ruth, post_id) -> None:
    elsewhere = builders.opened(here, builders.learner("kofi", "Hawthorn"))
    opening = builders.opening_of(here, elsewhere, ruth)
    for hidden, now in ((post_id, day(1)), (opening, day(2))):
        api.hide(space_id=here.id, post_id=hidden, staff=ruth, reason="x", now=now)
    rowans = builders.facilitator("rowans", cohort="Rowan")
    assert [post.id for post in api.hidden_posts(space_id=here.id, staff=rowans)] == [post_id]
    assert [act.post_id for act in api.acts(space_id=here.id, staff=rowans)] == [post_id]
    assert [post.id for post in api.hidden_posts(space_id=here.id, staff=ruth)] == [opening, post_id]
    assert [act.post_id for act in api.acts(space_id=here.id, staff=ruth)] == [opening, post_id]


def test_an_endorsement_is_shown_to_everyone_and_can_be_taken_back(here, amara, ruth, post_id) -> None:
    api.endorse(space_id=here.id, post_id=post_id, staff=ruth, now=day(1))
    assert read(here, post_id, amara).endorsed
    api.unendorse(space_id=here.id, post_id=post_id, staff=ruth, now=day(2))
    assert not read(here, post_id, amara).endorsed


def test_endorsing_twice_is_one_act(here, ruth, post_id) -> None:
    for now in (day(1), day(2)):
        api.endorse(space_id=here.id, post_id=post_id, staff=ruth, now=now)
    assert record(here, ruth) == [("endorse", "Ruth Test", "", day(1))]
    for now in (day(3), day(4)):
        api.unendorse(space_id=here.id, post_id=post_id, staff=ruth, now=now)
    assert [act[0] for act in record(here, ruth)] == ["unendorse", "endorse"]


def test_nobody_endorses_what_they_wrote_themselves(here, amara, ruth) -> None:
    thread_id = builders.opened(here, amara)
    own = builders.responded(here, thread_id, ruth)
    with pytest.raises(NotAllowed, match="yourself"):
        api.endorse(space_id=here.id, post_id=own, staff=ruth, now=day(1))
    assert record(here, ruth) == []


@pytest.mark.parametrize(("first", "again"), [("hide", "hide"), (None, "restore"), ("restore", "restore")])
def test_whoever_comes_second_is_told_that_a_colleague_was_first(here, ruth, post_id, first, again: str) -> None:
    colleague = builders.facilitator("owen")
    if first == "restore":
        ACTS["hide"](space_id=here.id, post_id=post_id, staff=colleague, now=day(1))
    if first:
        ACTS[first](space_id=here.id, post_id=post_id, staff=colleague, now=day(1))
    before = builders.everything()
    with pytest.raises(Conflict):
        ACTS[again](space_id=here.id, post_id=post_id, staff=ruth, now=day(2))
    assert builders.everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_what_its_author_took_back_is_out_of_reach(here, ruth, post_id, act: str) -> None:
    api.withdraw_post(space_id=here.id, post_id=post_id, author=builders.learner("priya"), now=day(1))
    with pytest.raises(NotFound):
        ACTS[act](space_id=here.id, post_id=post_id, staff=ruth, now=day(2))


def test_what_its_author_took_back_is_not_among_what_is_hidden(here, ruth, post_id) -> None:
    api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="x", now=day(1))
    api.withdraw_post(space_id=here.id, post_id=post_id, author=builders.learner("priya"), now=day(2))
    assert api.hidden_posts(space_id=here.id, staff=ruth) == ()


def test_the_record_names_who_did_what_and_why_latest_first(here, ruth, post_id) -> None:
    owen = builders.facilitator("owen")
    api.endorse(space_id=here.id, post_id=post_id, staff=ruth, now=day(1))
    api.hide(space_id=here.id, post_id=post_id, staff=owen, reason="It names a ward.", now=day(2))
    api.restore(space_id=here.id, post_id=post_id, staff=ruth, now=day(3))
    assert record(here, ruth) == [
        ("restore", "Ruth Test", "", day(3)),
        ("hide", "Owen Test", "It names a ward.", day(2)),
        ("endorse", "Ruth Test", "", day(1)),
    ]
    [latest, *_] = api.acts(space_id=here.id, staff=ruth)
    assert (latest.action, latest.post_id) == (StaffAction.RESTORE, post_id)


def test_the_record_of_a_cohort_is_not_crowded_out_by_that_of_another(here, ruth, post_id) -> None:
    api.endorse(space_id=here.id, post_id=post_id, staff=ruth, now=day(1))
    elsewhere = builders.opened(here, builders.learner("kofi", "Hawthorn"))
    opening = builders.opening_of(here, elsewhere, ruth)
    for number in range(101):
        act = api.unendorse if number % 2 else api.endorse
        act(space_id=here.id, post_id=opening, staff=ruth, now=day(2 + number))
    assert record(here, builders.facilitator("rowans", cohort="Rowan")) == [("endorse", "Ruth Test", "", day(1))]
    assert len(record(here, ruth)) == 100


def test_the_record_only_grows(here, ruth, post_id) -> None:
    now = {"space_id": here.id, "post_id": post_id, "staff": ruth}
    kept: list[tuple[object, ...]] = []
    for act, moment in (("hide", 1), ("restore", 2), ("hide", 3), ("restore", 4), ("endorse", 5), ("unendorse", 6)):
        ACTS[act](**now, now=day(moment))
        rows = builders.everything()["StaffAct"]
        assert rows[: len(kept)] == kept
        assert len(rows) == len(kept) + 1
        kept = rows


def test_the_record_stays_when_whoever_acted_is_gone(here, ruth, post_id) -> None:
    owen = builders.facilitator("owen")
    api.hide(space_id=here.id, post_id=post_id, staff=owen, reason="It names a ward.", now=day(1))
    builders.person("owen").delete()
    assert record(here, ruth) == [("hide", "", "It names a ward.", day(1))]
