"""What someone tells the facilitators of a partnership reaches them alone."""

import pytest

from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import leaving, log, partnerships, reporting
from cpd_community_xblock.mentoring.data import Concern, Side, State
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi")


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


def tell(here, id_: int, who, words: str = "They shout.", *, blocks: bool = False, now=day(1)) -> None:
    reporting.report(
        space_id=here.id,
        partnership_id=id_,
        user_id=who.user_id,
        concern=Concern.UNKIND,
        words=words,
        blocks=blocks,
        now=now,
    )


def test_facilitators_read_who_told_what_of_whom_and_answer(here, amara, chidi, ruth) -> None:
    id_ = pairs.together(here, amara, chidi)
    tell(here, id_, amara)
    [found] = reporting.reports(space_id=here.id, staff=ruth)
    assert (found.learner_id, found.mentor_id, found.side) == (amara.user_id, chidi.user_id, Side.LEARNER)
    assert (found.words, found.state) == ("They shout.", State.ACTIVE)
    mine = {"space_id": here.id, "report_id": found.id, "staff": ruth, "now": day(2)}
    reporting.answer_report(**mine, words="I have spoken with both of you.")
    assert reporting.reports(space_id=here.id, staff=ruth) == []
    assert reporting.waiting_reports(space_id=here.id, staff=ruth) == 0
    [answered] = reporting.reports(space_id=here.id, staff=ruth, answered=True)
    assert (answered.answered_by, answered.answered_at) == (ruth.user_id, day(2))
    with pytest.raises(Conflict):
        reporting.answer_report(**mine)
    [heard] = reporting.answers(space_id=here.id, user_id=amara.user_id)
    assert heard.answer == "I have spoken with both of you."
    assert reporting.answers(space_id=here.id, user_id=chidi.user_id) == []
    reporting.mark_answers_seen(space_id=here.id, user_id=amara.user_id)
    assert reporting.answers(space_id=here.id, user_id=amara.user_id) == []


def test_longest_waiting_comes_first(here, amara, chidi, ruth) -> None:
    id_ = pairs.together(here, amara, chidi)
    tell(here, id_, chidi, "first", now=day(1))
    tell(here, id_, amara, "second", now=day(2))
    assert [found.words for found in reporting.reports(space_id=here.id, staff=ruth)] == ["first", "second"]


def test_nobody_else_reads_or_answers_it(here, amara, chidi, ruth) -> None:
    tell(here, pairs.together(here, amara, chidi), amara)
    [found] = reporting.reports(space_id=here.id, staff=ruth)
    for who in (amara, chidi, builders.peer_leader("leader")):
        with pytest.raises(NotAllowed):
            reporting.reports(space_id=here.id, staff=who)
        with pytest.raises(NotAllowed):
            reporting.answer_report(space_id=here.id, report_id=found.id, staff=who, now=day(2))
    elsewhere = pairs.space("elsewhere")
    assert reporting.reports(space_id=elsewhere.id, staff=ruth) == []
    with pytest.raises(NotFound):
        reporting.answer_report(space_id=elsewhere.id, report_id=found.id, staff=ruth, now=day(2))


def test_only_one_of_the_two_reports(here, amara, chidi, ruth) -> None:
    id_ = pairs.together(here, amara, chidi)
    for who in (ruth, builders.learner("priya")):
        with pytest.raises(NotFound):
            tell(here, id_, who)


def test_whoever_it_is_about_does_not_read_it_once_they_facilitate(here, amara, chidi, ruth) -> None:
    tell(here, pairs.together(here, amara, chidi), amara)
    now_staff = builders.facilitator("chidi")
    [found] = reporting.reports(space_id=here.id, staff=ruth)
    assert reporting.reports(space_id=here.id, staff=now_staff) == []
    answer = {"space_id": here.id, "report_id": found.id, "now": day(2)}
    with pytest.raises(NotFound):
        reporting.answer_report(**answer, staff=now_staff)
    reporting.answer_report(**answer, staff=ruth)
    assert reporting.reports(space_id=here.id, staff=now_staff, answered=True) == []


def test_each_has_one_open_report_and_may_tell_more_once_it_is_answered(here, amara, chidi, ruth) -> None:
    id_ = pairs.together(here, amara, chidi)
    tell(here, id_, amara)
    with pytest.raises(Conflict, match="already"):
        tell(here, id_, amara)
    [found] = reporting.reports(space_id=here.id, staff=ruth)
    reporting.answer_report(space_id=here.id, report_id=found.id, staff=ruth, now=day(2))
    tell(here, id_, amara, now=day(3))
    assert len(reporting.reports(space_id=here.id, staff=ruth)) == 1


def test_blocking_ends_it_for_both_and_keeps_them_apart(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    tell(here, id_, amara, blocks=True)
    assert pairs.state(here, id_) is State.ENDED
    assert models.Apart.objects.count() == 1
    for who in (amara, chidi):
        with pytest.raises(Conflict):
            pairs.said(here, id_, who)
    assert pairs.contradictions() == []


def test_a_mentor_blocks_whoever_asks_and_a_learner_whom_they_asked(here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi)
    tell(here, id_, chidi, blocks=True)
    assert pairs.state(here, id_) is State.DECLINED
    dermot = pairs.mentor(here, "dermot")
    id_ = pairs.asked(here, amara, dermot)
    tell(here, id_, amara, blocks=True)
    assert pairs.state(here, id_) is State.TAKEN_BACK
    assert models.Apart.objects.count() == 2


def test_a_request_that_is_blocked_goes_on_to_the_next_as_after_any_no(here, amara, chidi) -> None:
    dermot = pairs.mentor(here, "dermot")
    id_ = pairs.asked(here, amara, chidi, dermot, words="I would like to speak up.", now=day(1))
    about = {"space_id": here.id, "partnership_id": id_, "user_id": chidi.user_id, "now": day(1)}
    reporting.report(**about, concern=Concern.UNKIND, blocks=True, terms=pairs.terms())
    assert pairs.state(here, id_) is State.DECLINED
    after = pairs.standing(here, amara)
    assert (after.mentor_id, after.words) == (dermot.user_id, "I would like to speak up.")
    with pytest.raises(Conflict):
        reporting.report(**about, concern=Concern.UNKIND, blocks=True, terms=pairs.terms())
    assert models.Apart.objects.count() == 1
    assert pairs.contradictions() == []


def test_whoever_is_blocked_after_it_was_completed_can_write_nothing_more_into_the_log(here, amara, chidi) -> None:
    id_ = pairs.together(here, amara, chidi)
    partnerships.complete(space_id=here.id, partnership_id=id_, user_id=amara.user_id, now=START)
    mine = {"space_id": here.id, "partnership_id": id_, "now": START}
    assert log.is_open(**mine, user_id=chidi.user_id)
    reporting.report(**mine, user_id=amara.user_id, concern=Concern.UNKIND, blocks=True, terms=pairs.terms())
    assert not log.is_open(**mine, user_id=chidi.user_id)
    with pytest.raises(Conflict):
        meets.logged(here, id_, chidi, topic="You cannot get rid of me.", now=day(1))


def test_it_can_be_told_once_it_is_over(here, amara, chidi, ruth) -> None:
    id_ = pairs.together(here, amara, chidi)
    pairs.ended(here, id_, chidi)
    tell(here, id_, amara, blocks=True)
    assert pairs.state(here, id_) is State.ENDED
    assert models.Apart.objects.count() == 1
    assert len(reporting.reports(space_id=here.id, staff=ruth)) == 1


def test_whoever_retires_takes_their_words_along_and_the_concern_stays(here, amara, chidi, ruth) -> None:
    tell(here, pairs.together(here, amara, chidi), amara)
    leaving.retire(user_id=amara.user_id)
    [found] = reporting.reports(space_id=here.id, staff=ruth)
    assert (found.learner_id, found.mentor_id, found.words) == (None, chidi.user_id, "")
