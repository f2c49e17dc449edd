"""Members ask facilitators to look at a post; what comes of it, who hears of it, and that the record stays."""

from contextlib import suppress

import pytest
from django.db import transaction

from cpd_community_xblock.conversation import api, models
from cpd_community_xblock.conversation.api.queries import RECORD
from cpd_community_xblock.conversation.data import Concern, NewsKind, Order, Outcome, PostState
from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from tests import builders
from tests.builders import day

pytestmark = pytest.mark.django_db

SECRET = "on ward 6, bed 4"


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


@pytest.fixture
def priya():
    return builders.learner("priya")


@pytest.fixture
def dermot():
    return builders.learner("dermot")


@pytest.fixture
def ruth():
    return builders.facilitator("ruth")


@pytest.fixture
def thread_id(here, amara):
    return builders.opened(here, amara)


@pytest.fixture
def post_id(here, thread_id, priya):
    """Priya's response to Amara, which Dermot reports."""
    return builders.responded(here, thread_id, priya, SECRET)


def hear(here, who) -> list[NewsKind]:
    return [item.kind for item in api.news(space_id=here.id, member=who)]


def queue(here, staff, *, looked_at: bool = False) -> list[int]:
    return [item.post.id for item in api.reports(space_id=here.id, staff=staff, looked_at=looked_at)]


def hide(here, post_id: int, staff, reason: str = "It names a ward.") -> None:
    api.hide(space_id=here.id, post_id=post_id, staff=staff, reason=reason, now=day(2))


def act(name: str, here, post_id: int, staff) -> None:
    getattr(api, name)(space_id=here.id, post_id=post_id, staff=staff, now=day(2))


# What members do.


def test_a_report_is_taken_once_from_each_person(here, post_id, dermot, amara, ruth) -> None:
    builders.reported(here, post_id, dermot)
    before = builders.everything()
    with pytest.raises(Conflict):
        builders.reported(here, post_id, dermot, Concern.IDENTIFIES)
    assert builders.everything() == before
    builders.reported(here, post_id, amara)
    assert queue(here, ruth) == [post_id]


@pytest.mark.parametrize("closed", ["leave", "hide"])
def test_not_again_either_once_a_facilitator_has_looked(here, post_id, dermot, ruth, closed: str) -> None:
    builders.reported(here, post_id, dermot)
    if closed == "hide":
        hide(here, post_id, ruth)
        act("restore", here, post_id, ruth)
    else:
        act("leave", here, post_id, ruth)
    with pytest.raises(Conflict):
        builders.reported(here, post_id, dermot)
    assert queue(here, ruth) == []


def test_nobody_reports_their_own(here, thread_id, post_id, amara, priya, ruth) -> None:
    opening = builders.opening_of(here, thread_id, amara)
    for author, own in ((priya, post_id), (amara, opening)):
        with pytest.raises(NotAllowed):
            builders.reported(here, own, author)
    assert queue(here, ruth) == []


@pytest.mark.parametrize("concern", Concern)
def test_its_author_hears_at_once_only_where_somebody_could_be_recognised(
    here, post_id, dermot, priya, concern: Concern
) -> None:
    builders.reported(here, post_id, dermot, concern, "It says which bed.")
    assert hear(here, priya) == ([NewsKind.CONCERN] if concern is Concern.IDENTIFIES else [])
    told = str(api.news(space_id=here.id, member=priya))
    assert not [word for word in ("Dermot", "dermot", "bed") if word in told]


def test_what_facilitators_see_tells_the_concerns_and_not_who_has_them(here, post_id, dermot, amara, ruth) -> None:
    builders.reported(here, post_id, dermot, Concern.UNKIND, now=day(1))
    builders.reported(here, post_id, amara, Concern.IDENTIFIES, "It says which bed.", now=day(2))
    [item] = api.reports(space_id=here.id, staff=ruth)
    assert (item.concerns, item.words) == ((Concern.UNKIND, Concern.IDENTIFIES), ("It says which bed.",))
    assert (item.post.body, item.since) == (SECRET, day(1))
    assert not [name for name in ("Dermot", "dermot", "Amara", "amara") if name in str(item)]


@pytest.mark.parametrize("who", ["another cohort", "another place", "someone for whom it was taken back"])
def test_only_what_one_can_read_is_reported(here, thread_id, post_id, amara, dermot, priya, who: str) -> None:
    reporter, where = dermot, here
    if who == "another cohort":
        reporter = builders.learner("kofi", "Hawthorn")
    elif who == "another place":
        where = builders.space("another")
    else:
        api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    before = builders.everything()
    with pytest.raises(NotFound):
        builders.reported(where, post_id, reporter)
    assert builders.everything() == before


@pytest.mark.parametrize("gone", ["withdrawn", "hidden"])
def test_nothing_is_reported_in_a_thread_that_is_gone(here, thread_id, post_id, amara, dermot, ruth, gone: str) -> None:
    if gone == "withdrawn":
        api.withdraw_thread(thread_id=thread_id, author=amara, now=day(1))
    else:
        hide(here, builders.opening_of(here, thread_id, amara), ruth)
    with pytest.raises(NotFound):
        builders.reported(here, post_id, dermot)
    assert queue(here, ruth) == []


def test_what_came_of_it_is_reported_by_those_alone_who_read_it(here, thread_id, post_id, amara, priya, dermot) -> None:
    api.follow_up(space_id=here.id, thread_id=thread_id, author=amara, body="I did it.", now=day(1))
    follow_up = api.thread(space_id=here.id, thread_id=thread_id, reader=amara).responses[-1].id
    with pytest.raises(NotFound):
        builders.reported(here, follow_up, dermot)
    builders.reported(here, follow_up, priya)


# What staff find.


def test_the_queue_is_for_the_staff_of_that_cohort(here, post_id, dermot, amara, ruth) -> None:
    builders.reported(here, post_id, dermot)
    rowans, hawthorns = builders.facilitator("rowans", "Rowan"), builders.facilitator("hawthorns", "Hawthorn")
    assert [queue(here, staff) for staff in (ruth, rowans, hawthorns)] == [[post_id], [post_id], []]
    for who in (amara, dermot, builders.peer_leader("leader"), builders.peer_leader("leader-of-all", None)):
        for looked_at in (False, True):
            with pytest.raises(NotAllowed):
                api.reports(space_id=here.id, staff=who, looked_at=looked_at)
    assert queue(builders.space("another"), ruth) == []


def test_the_longest_waiting_comes_first(here, thread_id, post_id, amara, dermot, ruth) -> None:
    opening = builders.opening_of(here, thread_id, amara)
    builders.reported(here, opening, dermot, now=day(2))
    builders.reported(here, post_id, dermot, now=day(1))
    assert queue(here, ruth) == [post_id, opening]


def test_the_queue_of_a_cohort_is_not_crowded_out_by_that_of_another(here, post_id, dermot) -> None:
    hawthorn, kofi = builders.learner("hana", "Hawthorn"), builders.learner("kofi", "Hawthorn")
    for _number in range(101):
        there = builders.opened(here, hawthorn)
        builders.reported(here, builders.opening_of(here, there, hawthorn), kofi, now=day(0))
    builders.reported(here, post_id, dermot, now=day(1))
    assert queue(here, builders.facilitator("rowans", "Rowan")) == [post_id]


def test_what_its_author_took_back_needs_no_looking_at(here, post_id, priya, dermot, ruth) -> None:
    builders.reported(here, post_id, dermot)
    api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    assert queue(here, ruth) == []


@pytest.mark.parametrize("name", ["leave", "look_again"])
def test_only_staff_of_that_cohort_decide(here, post_id, amara, dermot, ruth, name: str) -> None:
    builders.reported(here, post_id, dermot)
    if name == "look_again":
        act("leave", here, post_id, ruth)
    before = builders.everything()
    for who, error in (
        (amara, NotAllowed),
        (dermot, NotAllowed),
        (builders.peer_leader("leader", None), NotAllowed),
        (builders.facilitator("hawthorns", "Hawthorn"), NotFound),
    ):
        before = builders.everything()
        with pytest.raises(error):
            act(name, here, post_id, who)
        assert builders.everything() == before


def test_leaving_it_tells_those_who_reported_and_no_longer_worries_its_author(
    here, post_id, priya, dermot, amara, ruth
) -> None:
    builders.reported(here, post_id, dermot, Concern.IDENTIFIES)
    builders.reported(here, post_id, amara)
    act("leave", here, post_id, ruth)
    assert hear(here, dermot) == [NewsKind.REPORT_LEFT]
    assert NewsKind.REPORT_LEFT in hear(here, amara)
    assert hear(here, priya) == []
    assert (queue(here, ruth), queue(here, ruth, looked_at=True)) == ([], [post_id])
    assert api.post(space_id=here.id, post_id=post_id, reader=dermot).body == SECRET


def test_looking_again_puts_it_back_and_takes_the_news_back(here, post_id, dermot, ruth) -> None:
    builders.reported(here, post_id, dermot)
    act("leave", here, post_id, ruth)
    act("look_again", here, post_id, builders.facilitator("owen"))
    assert (queue(here, ruth), queue(here, ruth, looked_at=True)) == ([post_id], [])
    assert hear(here, dermot) == []
    assert [done.action.value for done in api.acts(space_id=here.id, staff=ruth)] == ["look_again", "leave"]


def test_hiding_what_was_left_takes_back_that_it_was_left(here, post_id, dermot, ruth) -> None:
    builders.reported(here, post_id, dermot)
    act("leave", here, post_id, ruth)
    api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="On second thoughts.", now=day(3))
    assert hear(here, dermot) == [NewsKind.REPORT_ACTED]
    assert queue(here, ruth, looked_at=True) == []


def test_whoever_comes_second_is_told_so(here, post_id, dermot, ruth) -> None:
    owen = builders.facilitator("owen")
    with pytest.raises(Conflict):
        act("leave", here, post_id, ruth)  # Nobody has reported it.
    builders.reported(here, post_id, dermot)
    for name in ("leave", "look_again"):
        act(name, here, post_id, owen)
        before = builders.everything()
        with pytest.raises(Conflict):
            act(name, here, post_id, ruth)
        assert builders.everything() == before


def test_nobody_leaves_what_they_wrote_themselves(here, thread_id, amara, ruth) -> None:
    own = builders.responded(here, thread_id, ruth)
    builders.reported(here, own, amara)
    with pytest.raises(NotAllowed, match="yourself"):
        act("leave", here, own, ruth)
    act("leave", here, own, builders.facilitator("owen"))


# Hiding.


def words_for(here, thread_id: int, who) -> str:
    """Everything that someone can come across in a place, as one text."""
    found = [api.threads(space_id=here.id, reader=who, order=order, page=page) for order in Order for page in (1, 2)]
    found.append(api.own_words(space_id=here.id, author=who))
    found.append(api.hidden_posts(space_id=here.id, staff=who))
    found.append(api.news(space_id=here.id, member=who))
    with suppress(NotFound):
        found.append(api.thread(space_id=here.id, thread_id=thread_id, reader=who))
    return str(found)


@pytest.mark.parametrize("what", ["opening", "response", "reply", "follow-up"])
def test_hidden_words_are_gone_at_once_for_all_but_their_author_and_the_staff(
    here, amara, priya, dermot, ruth, what: str
) -> None:
    thread_id = builders.opened(here, amara, SECRET if what == "opening" else "Late.")
    response = builders.responded(here, thread_id, priya, SECRET if what == "response" else "Thank you.")
    reply = builders.responded(here, thread_id, dermot, SECRET if what == "reply" else "Yes.", parent=response)
    builders.responded(here, thread_id, dermot)
    body = SECRET if what == "follow-up" else "Done."
    api.follow_up(space_id=here.id, thread_id=thread_id, author=amara, body=body, now=day(1))
    whole = api.thread(space_id=here.id, thread_id=thread_id, reader=amara)
    follow_up = next(post.id for post in whole.responses if post.follow_up)
    posts = {"opening": whole.opening.id, "response": response, "reply": reply, "follow-up": follow_up}
    author = {"response": priya, "reply": dermot}.get(what, amara)
    leader = builders.peer_leader("leader", None)
    others = [who for who in (amara, priya, dermot, leader, builders.learner("sean")) if who != author]
    assert SECRET in words_for(here, thread_id, others[0])
    hide(here, posts[what], ruth, reason=f"It says: {SECRET}")
    for who in others:
        assert SECRET not in words_for(here, thread_id, who), who
        with suppress(NotFound):
            assert api.post(space_id=here.id, post_id=posts[what], reader=who).body == ""
    for who in (author, ruth, builders.facilitator("rowans", "Rowan")):
        assert api.post(space_id=here.id, post_id=posts[what], reader=who).body == SECRET
    assert SECRET not in words_for(here, thread_id, builders.facilitator("hawthorns", "Hawthorn"))
    act("restore", here, posts[what], ruth)
    assert SECRET in words_for(here, thread_id, others[0])


def test_hiding_closes_the_reports_and_tells_who_reported_and_who_wrote_it(here, post_id, priya, dermot, ruth) -> None:
    builders.reported(here, post_id, dermot)
    hide(here, post_id, ruth)
    assert queue(here, ruth) == queue(here, ruth, looked_at=True) == []
    assert hear(here, dermot) == [NewsKind.REPORT_ACTED]
    assert hear(here, priya) == [NewsKind.HIDDEN]
    [news] = api.news(space_id=here.id, member=dermot)
    assert news.thread_id is None


def test_restoring_undoes_it_all(here, thread_id, post_id, amara, priya, dermot, ruth) -> None:
    builders.reported(here, post_id, dermot)
    hide(here, post_id, ruth)
    assert api.own_thread(thread_id=thread_id, author=amara).responses == 0
    act("restore", here, post_id, ruth)
    assert api.own_thread(thread_id=thread_id, author=amara).responses == 1
    assert hear(here, priya) == [NewsKind.RESTORED]
    assert hear(here, dermot) == [NewsKind.REPORT_LEFT]
    seen = api.post(space_id=here.id, post_id=post_id, reader=dermot)
    assert (seen.body, seen.state, seen.hidden_reason) == (SECRET, PostState.SHOWN, "")
    assert queue(here, ruth, looked_at=True) == [post_id]
    hide(here, post_id, ruth)
    assert hear(here, priya) == [NewsKind.HIDDEN]


@pytest.mark.parametrize("action", ["hide", "restore", "leave", "look_again", "endorse", "unendorse"])
def test_nobody_decides_on_their_own_text(here, thread_id, ruth, dermot, action: str) -> None:
    own, colleague = builders.responded(here, thread_id, ruth), builders.facilitator("cara")
    builders.reported(here, own, dermot)
    act("endorse", here, own, colleague)
    match action:
        case "restore":
            hide(here, own, colleague)
        case "look_again":
            act("leave", here, own, colleague)
    before = builders.everything()
    with pytest.raises(NotAllowed):
        hide(here, own, ruth) if action == "hide" else act(action, here, own, ruth)
    assert builders.everything() == before


def test_a_facilitator_is_not_shown_what_was_reported_or_hidden_of_their_own(here, thread_id, ruth, dermot) -> None:
    own, colleague = builders.responded(here, thread_id, ruth), builders.facilitator("cara")
    builders.reported(here, own, dermot, words="She was short with me.")
    assert api.reported(space_id=here.id, staff=ruth) == 0
    assert api.reports(space_id=here.id, staff=ruth) == ()
    [report] = api.reports(space_id=here.id, staff=colleague)
    assert report.words == ("She was short with me.",)
    hide(here, own, colleague)
    assert api.hidden_posts(space_id=here.id, staff=ruth) == ()
    assert [post.id for post in api.hidden_posts(space_id=here.id, staff=colleague)] == [own]


def test_whoever_facilitates_another_cohort_by_now_does_not_act_on_what_they_wrote_in_this_one(
    here, thread_id, dermot
) -> None:
    own = builders.responded(here, thread_id, builders.facilitator("sean", "Rowan"))
    hide(here, own, builders.facilitator("cara"))
    with pytest.raises(NotFound):
        act("restore", here, own, builders.facilitator("sean", "Alder"))


def test_of_what_was_looked_at_and_left_the_latest_are_shown(here, thread_id, priya, dermot, ruth) -> None:
    for number in range(RECORD + 1):
        post_id = builders.responded(here, thread_id, priya, now=day(number / 100))
        builders.reported(here, post_id, dermot, now=day(number / 100))
        act("leave", here, post_id, ruth)
    left = api.reports(space_id=here.id, staff=ruth, looked_at=True)
    assert (len(left), left[0].post.id) == (RECORD, post_id)


def test_nobody_is_asked_to_change_what_they_have_taken_back(here, post_id, priya, dermot) -> None:
    builders.reported(here, post_id, dermot, Concern.IDENTIFIES)
    assert hear(here, priya) != []
    api.withdraw_post(space_id=here.id, post_id=post_id, author=priya, now=day(1))
    assert hear(here, priya) == []


def test_editing_a_hidden_text_does_not_show_it(here, post_id, priya, dermot, ruth) -> None:
    hide(here, post_id, ruth)
    api.edit_post(space_id=here.id, post_id=post_id, author=priya, body="Mended.", now=day(3))
    assert "Mended." not in words_for(here, 0, dermot)
    assert [post.body for post in api.hidden_posts(space_id=here.id, staff=ruth)] == ["Mended."]


# The record.


@pytest.fixture
def record(here, post_id, dermot, ruth):
    builders.reported(here, post_id, dermot)
    act("leave", here, post_id, ruth)
    hide(here, post_id, ruth)
    return models.StaffAct.objects.order_by("id")


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(reason="Nothing happened."),
        lambda rows: rows.update(reason="", actor=None),
        lambda rows: rows.update(),
        lambda rows: rows.filter(action="hide").delete(),
        lambda rows: rows.first().delete(),
        lambda rows: rows.first().save(),
        lambda rows: rows.first().save(update_fields=["reason"]),
        lambda rows: rows.bulk_update(list(rows), ["reason"]),
        lambda rows: rows.update_or_create(id=rows.first().id, defaults={"reason": "x"}),
    ],
)
def test_a_row_of_the_record_is_neither_changed_nor_deleted(record, change) -> None:
    before = builders.everything()["StaffAct"]
    with pytest.raises(TypeError), transaction.atomic():
        change(record)
    assert builders.everything()["StaffAct"] == before


def test_retirement_blanks_reasons_in_the_record_and_nothing_else(here, record, priya, ruth) -> None:
    before = list(record.values("action", "actor", "reach", "at"))
    assert [row.reason for row in record] == ["", "It names a ward."]
    api.retire(user_id=priya.user_id)
    assert list(record.all().values("action", "actor", "reach", "at")) == before
    assert [(row.reason, row.post_id) for row in record.all()] == [("", None), ("", None)]


def test_outcomes_of_reports_are_kept_in_words_that_the_model_knows() -> None:
    assert {outcome.value for outcome in Outcome} <= {value for value, _name in models.Report.outcome.field.choices}
