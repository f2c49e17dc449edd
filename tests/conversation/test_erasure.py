"""When someone's words are cleared or someone leaves: theirs go, their colleagues' stay."""

import pytest

from cpd_community_xblock import receivers
from cpd_community_xblock.conversation import api
from cpd_community_xblock.conversation.data import PostState
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.members import api as members
from tests import builders
from tests.builders import day

pytestmark = pytest.mark.django_db

SECRET = "what Amara wrote"


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


def thread(here, thread_id: int, reader):
    return api.thread(space_id=here.id, thread_id=thread_id, reader=reader)


def clear(here, who) -> None:
    api.clear(space_id=here.id, user_id=who.user_id)


def test_a_thread_that_nobody_answered_goes_altogether(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, SECRET)
    builders.responded(here, thread_id, amara, SECRET)
    clear(here, amara)
    kept = builders.everything()
    assert (kept["Thread"], kept["Post"]) == ([], [])


def test_colleagues_responses_stay_where_an_opening_goes(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, amara, SECRET)
    builders.responded(here, thread_id, priya, "Priya's response")
    clear(here, amara)
    assert SECRET not in str(builders.everything())
    seen = thread(here, thread_id, priya)
    assert (seen.opening.state, seen.opening.body, seen.opening.byline.name) == (PostState.WITHDRAWN, "", "")
    assert [post.body for post in seen.responses] == ["Priya's response"]
    with pytest.raises(NotFound):
        thread(here, thread_id, dermot)
    assert api.threads(space_id=here.id, reader=dermot).threads == ()


def test_replies_stay_where_a_response_goes(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, priya)
    response = builders.responded(here, thread_id, amara, SECRET, stem="I noticed …")
    builders.responded(here, thread_id, dermot, "Dermot's reply", parent=response)
    clear(here, amara)
    assert SECRET not in str(builders.everything())
    [seen] = thread(here, thread_id, priya).responses
    assert (seen.text, seen.stem, seen.state, seen.byline.name) == ("", "", PostState.WITHDRAWN, "")
    assert [reply.body for reply in seen.replies] == ["Dermot's reply"]


def test_a_response_with_own_replies_alone_goes_with_them(here, amara, priya) -> None:
    thread_id = builders.opened(here, priya)
    response = builders.responded(here, thread_id, amara, SECRET)
    builders.responded(here, thread_id, amara, SECRET, parent=response)
    clear(here, amara)
    assert thread(here, thread_id, priya).responses == ()
    assert len(builders.everything()["Post"]) == 1


def test_a_reply_goes_and_the_response_above_it_stays(here, amara, priya) -> None:
    thread_id = builders.opened(here, priya)
    response = builders.responded(here, thread_id, priya, "Priya's response")
    builders.responded(here, thread_id, amara, SECRET, parent=response)
    clear(here, amara)
    [seen] = thread(here, thread_id, priya).responses
    assert (seen.body, seen.replies) == ("Priya's response", ())


def test_why_someones_words_were_hidden_goes_with_them(here, amara, priya) -> None:
    ruth = builders.facilitator("ruth")
    thread_id = builders.opened(here, amara, SECRET)
    builders.responded(here, thread_id, priya)
    post_id = builders.opening_of(here, thread_id, amara)
    api.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="It names a ward.", now=day(1))
    clear(here, amara)
    assert all("It names a ward." not in str(row) for row in builders.everything()["Post"])


def test_counts_are_right_afterwards(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, priya)
    for who in (amara, dermot, amara):
        builders.responded(here, thread_id, who)
    clear(here, amara)
    assert api.own_thread(thread_id=thread_id, author=priya).responses == 1


def test_clearing_one_space_leaves_every_other_as_it_is(here, amara) -> None:
    another = builders.space("another")
    thread_id = builders.opened(another, amara, "stays")
    builders.opened(here, amara)
    clear(here, amara)
    assert thread(another, thread_id, amara).opening.body == "stays"


def test_clearing_leaves_everyone_elses_rows_as_they_are(here, amara, priya, dermot) -> None:
    thread_id = builders.opened(here, priya)
    builders.responded(here, thread_id, dermot)
    builders.responded(here, thread_id, amara)
    rows = builders.everything()["Post"]
    clear(here, amara)
    assert builders.everything()["Post"] == rows[:2]


@pytest.mark.parametrize("erase", ["clear", "retire"])
def test_erasing_again_changes_nothing(here, amara, priya, erase: str) -> None:
    thread_id = builders.opened(here, amara, SECRET)
    builders.responded(here, thread_id, priya)

    def once() -> None:
        if erase == "clear":
            clear(here, amara)
        else:
            api.retire(user_id=amara.user_id)

    once()
    kept = builders.everything()
    once()
    assert builders.everything() == kept


def test_someone_who_wrote_nothing_leaves_nothing_behind(here, amara, priya) -> None:
    builders.opened(here, priya)
    kept = builders.everything()
    clear(here, amara)
    api.retire(user_id=amara.user_id)
    assert builders.everything() == kept


def test_someone_may_write_again_after_their_words_were_cleared(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, SECRET)
    builders.responded(here, thread_id, priya)
    clear(here, amara)
    again = builders.opened(here, amara, "a new beginning")
    assert again != thread_id
    assert thread(here, again, priya).opening.body == "a new beginning"


def test_a_person_who_retires_is_gone_from_every_space_and_their_pseudonym_leads_to_nobody(amara, priya) -> None:
    spaces = [builders.space("one"), builders.space("two")]
    members.save_profile(user_id=amara.user_id, profession="Community nurse in " + SECRET)
    for where in spaces:
        thread_id = builders.opened(where, amara, SECRET, pseudonymous=True)
        builders.responded(where, thread_id, priya, "stays")
    for _again in range(2):
        receivers.retire_person(sender=None, user=builders.person("amara"))
    kept = builders.everything()
    assert SECRET not in str(kept)
    assert kept["Profile"] == []
    [pseudonym] = kept["Pseudonym"]
    assert amara.user_id not in pseudonym[1:2]
    assert [row for row in kept["Post"] if "stays" in row]
    for where in spaces:
        [opening] = [row for row in kept["Thread"] if row[1] == where.id]
        assert thread(where, opening[0], priya).opening.byline.name == ""


def test_deleting_an_account_outright_keeps_colleagues_words(here, amara, priya) -> None:
    thread_id = builders.opened(here, amara, pseudonymous=True)
    builders.responded(here, thread_id, priya, "stays")
    builders.person("amara").delete()
    assert thread(here, thread_id, priya).opening.byline.name == ""
    assert [post.body for post in thread(here, thread_id, priya).responses] == ["stays"]
