"""The ledger: what is told is there once, nobody changes it, and anybody can reckon it again."""

from datetime import timedelta

import pytest

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.live_sessions import models
from cpd_community_xblock.live_sessions.api import leaving, ledger
from cpd_community_xblock.live_sessions.data import Kind, Source
from tests import builders
from tests.live_sessions import sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth():
    return builders.person("ruth").id


def minute(sitting, number: float):
    return sitting.starts_at + timedelta(minutes=number)


def presence(sitting, who):
    return ledger.presences(sitting=sitting, user_ids=[who])[who]


def latest(sitting, who):
    return ledger.evidence(sitting_id=sitting.id, user_id=who)[-1]


def strike(sitting, evidence_id, by, reason="Somebody else's."):
    ledger.strike(sitting_id=sitting.id, evidence_id=evidence_id, by=by, reason=reason, now=minute(sitting, 70))


def test_the_same_check_in_five_times_is_one(noon, amara) -> None:
    found = [sessions.checked_in(noon, amara, minute(noon, number)) for number in (1, 1, 2, 3, 1)]
    assert len({row.id for row in found}) == 1
    assert presence(noon, amara).checked_in_at == minute(noon, 1)
    assert models.Evidence.objects.count() == ledger.count_here(sitting_id=noon.id) == 1


def test_checking_in_takes_two_statements(noon, amara, django_assert_num_queries) -> None:
    for _again in range(2):
        with django_assert_num_queries(2):
            sessions.checked_in(noon, amara, minute(noon, 1))


def test_what_a_provider_tells_again_is_there_once(noon, amara) -> None:
    for _again in range(3):
        sessions.noted(noon, amara, Kind.JOINED, "zoom:1:joined", minute(noon, 5), stream="1")
        sessions.noted(noon, amara, Kind.LEFT, "zoom:1:left", minute(noon, 25), stream="1")
    assert presence(noon, amara).minutes == 20
    assert models.Evidence.objects.count() == 2


def test_what_is_struck_out_says_by_whom_and_why_and_stays(noon, amara, ruth) -> None:
    row = sessions.checked_in(noon, amara, minute(noon, 1))
    strike(noon, row.id, ruth, "Amara was on the ward.")
    assert not presence(noon, amara).was_there
    assert ledger.count_here(sitting_id=noon.id) == 0
    told = ledger.evidence(sitting_id=noon.id, user_id=amara)
    assert [(one.kind, one.by, one.reason) for one in told] == [
        (Kind.CHECKED_IN, None, ""),
        (Kind.STRUCK, ruth, "Amara was on the ward."),
    ]
    with pytest.raises(Conflict):
        strike(noon, row.id, ruth)


def test_what_was_struck_out_by_mistake_comes_back_and_can_be_struck_anew(noon, amara, ruth) -> None:
    row = sessions.checked_in(noon, amara, minute(noon, 1))
    for _time in range(2):
        strike(noon, row.id, ruth)
        assert ledger.count_here(sitting_id=noon.id) == 0
        strike(noon, latest(noon, amara).id, ruth)
        assert presence(noon, amara).was_there
        assert ledger.count_here(sitting_id=noon.id) == 1
        # What brought it back is taken out by striking the row anew.
        with pytest.raises(NotFound):
            strike(noon, latest(noon, amara).id, ruth)


def test_whoever_was_struck_out_can_check_in_again_once(noon, amara, ruth) -> None:
    row = sessions.checked_in(noon, amara, minute(noon, 1))
    strike(noon, row.id, ruth)
    again = [sessions.checked_in(noon, amara, minute(noon, 10)) for _time in range(2)]
    assert again[0] == again[1] and again[0].id != row.id
    assert presence(noon, amara).checked_in_at == minute(noon, 10)
    assert ledger.count_here(sitting_id=noon.id) == 1


def test_the_minutes_of_many_take_one_query(noon, django_assert_num_queries) -> None:
    people = [builders.person(f"learner{number}").id for number in range(6)]
    for number, who in enumerate(people):
        sessions.noted(noon, who, Kind.PRESENT, "report:1", minute(noon, 0), until=minute(noon, 10 * number))
    with django_assert_num_queries(1):
        found = ledger.presences(sitting=noon, user_ids=[*people, 10**9])
    assert [found[who].minutes for who in people] == [0, 10, 20, 30, 40, 50]
    assert not found[10**9].was_there


def test_a_facilitators_mark_counts_with_its_reason(noon, amara, ruth) -> None:
    about = {"source": Source.FACILITATOR, "by": ruth, "reason": "Joined by telephone."}
    sessions.noted(noon, amara, Kind.PRESENT, "mark:1", noon.starts_at, until=noon.ends_at, **about)
    assert presence(noon, amara).minutes == 60


def test_rows_of_another_sitting_cannot_be_struck(here, noon, amara, ruth) -> None:
    row = sessions.checked_in(noon, amara, minute(noon, 1))
    [other] = sessions.kept(sessions.space("elsewhere"), sessions.plan())
    with pytest.raises(NotFound):
        strike(other, row.id, ruth)


@pytest.mark.parametrize("how", ["clear", "retire"])
def test_whoever_leaves_is_in_no_ledger_and_what_they_noted_of_others_stays(here, noon, amara, kofi, ruth, how) -> None:
    for who in (amara, kofi):
        sessions.checked_in(noon, who, minute(noon, 1))
    strike(noon, ledger.evidence(sitting_id=noon.id, user_id=amara)[0].id, ruth)
    if how == "clear":
        leaving.clear(space_id=here.id, user_id=amara)
    else:
        leaving.retire(user_id=amara)
    assert ledger.evidence(sitting_id=noon.id, user_id=amara) == []
    strike(noon, ledger.evidence(sitting_id=noon.id, user_id=kofi)[0].id, ruth)
    leaving.retire(user_id=ruth)
    assert [row.by for row in ledger.evidence(sitting_id=noon.id, user_id=kofi)] == [None, None]
    assert not presence(noon, kofi).was_there
