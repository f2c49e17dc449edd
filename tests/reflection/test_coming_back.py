"""What people find when they come back: the promise, the news, whom they might answer, and the time to look back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.host.data import Role
from cpd_community_xblock.reflection.data import FOLLOW_UP
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATE = "It was late."
SINCE, ANSWER = "Since you were last here", "Respond to a colleague"


@pytest.fixture
def key():
    return builders.reflection_block(follow_up_days=3)


@pytest.fixture
def amara(key):
    user = builders.person("amara", cohort="Rowan")
    builders.drafted(key, user, {"what": LATE, "so_what": "I learnt to call."}, finish=True)
    return user


@pytest.fixture
def priya():
    return builders.person("priya", cohort="Rowan")


@pytest.fixture
def ruth():
    return builders.person("ruth", role=Role.FACILITATOR)


@pytest.fixture
def thread_id(key, amara):
    return builders.shared(key, amara)


def page(key, user, **asked: object) -> str:
    return builders.ask(key, user, "page", **asked).text


def respond(key, user, thread_id: int, body: str = "Thank you.", **more: object) -> int:
    sent = {"thread": thread_id, "token": str(uuid4()), "body": body, "signature": "named", **more}
    answer = builders.send(key, user, "respond", sent)
    assert answer.status == 200
    return builders.sent_with(sent["token"])


def items(html: str) -> list[str]:
    """The lines of what is new, without their moments."""
    if SINCE not in html:
        return []
    section = html.split('<section class="cpd-since"')[1].split("</section>", maxsplit=1)[0]
    found = re.findall(r"<li>(.*?)</li>", section, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", item)).strip() for item in found]


# The promise.


def test_whoever_has_shared_reads_by_when_someone_responds(key, amara, thread_id, clock) -> None:
    zoned = {"profession": "", "time_zone": "Europe/London"}
    assert builders.send(key, amara, "save_profile", zoned).status == 200
    # Shared on Thursday at nine in London, with 72 hours.
    assert "Someone responds by <time" in page(key, amara, view="write")
    assert "Sunday morning" in page(key, amara, view="write")
    clock.move(hours=73)
    html = page(key, amara, view="write")
    assert "Someone responds by" not in html
    assert "Nobody has responded yet, later than was promised." in html


def test_once_somebody_has_responded_that_is_said_in_place_of_the_promise(key, amara, priya, thread_id) -> None:
    respond(key, priya, thread_id)
    html = page(key, amara, view="write")
    assert "Someone responds by" not in html
    assert re.search(r"1\s+colleague's response so far|1 colleague", html.replace("&#x27;", "'"))


def test_where_nothing_is_promised_nothing_is_said(amara, priya) -> None:
    key = builders.reflection_block("silent", responses_promised=0)
    builders.drafted(key, amara, {"what": LATE, "so_what": "x"}, finish=True)
    builders.shared(key, amara)
    assert "Someone responds by" not in page(key, amara, view="write")
    assert ANSWER not in page(key, priya, view="talk")


# What is new.


def test_a_response_is_news_until_it_was_read(key, amara, priya, thread_id) -> None:
    assert SINCE not in page(key, amara, view="write")
    respond(key, priya, thread_id, "I would have called, too.")
    for view in ("write", "talk"):
        [news] = items(page(key, amara, view=view))
        assert news.startswith("A colleague responded to you")
    assert items(builders.shown(key, amara))
    page(key, amara, view="thread", thread=thread_id)
    assert SINCE not in page(key, amara, view="write")


def test_news_can_be_put_aside_unread(key, amara, priya, thread_id) -> None:
    respond(key, priya, thread_id)
    answer = builders.send(key, amara, "mark_seen")
    assert answer.status == 200
    assert SINCE not in answer.text
    assert SINCE not in builders.shown(key, amara)


def test_several_responses_are_one_line(key, amara, priya, thread_id) -> None:
    for name in ("dermot", "sean"):
        respond(key, builders.person(name, cohort="Rowan"), thread_id)
    assert [line[:11] for line in items(page(key, amara, view="write"))] == ["2 responses"]


def test_thanks_are_news_to_who_is_thanked_and_can_be_taken_back(key, amara, priya, thread_id) -> None:
    post_id = respond(key, priya, thread_id)
    thanked = builders.send(key, amara, "thank", {"post": post_id, "kind": "changed"})
    assert thanked.status == 200
    assert 'aria-pressed="true"' in thanked.text
    [news] = items(page(key, priya, view="talk"))
    assert news.startswith("Your response changed what someone will do")
    read = page(key, priya, view="thread", thread=thread_id)
    assert "says the author" in read
    undone = builders.send(key, amara, "thank", {"post": post_id, "kind": "changed", "undo": "1"})
    assert 'aria-pressed="true"' not in undone.text
    assert "says the author" not in page(key, priya, view="thread", thread=thread_id)


def test_nobody_else_is_offered_to_say_thanks_nor_told_of_it(key, amara, priya, ruth, thread_id) -> None:
    post_id = respond(key, priya, thread_id)
    builders.send(key, amara, "thank", {"post": post_id, "kind": "thanks"})
    for user in (builders.person("dermot", cohort="Rowan"), ruth, priya):
        html = page(key, user, view="thread", thread=thread_id)
        assert 'value="thanks"' not in html
        assert ("The author thanks you for this." in html) is (user == priya)


def test_a_report_is_thanked_for_and_its_end_is_told(key, amara, priya, ruth, thread_id) -> None:
    post_id = respond(key, priya, thread_id, "by the window, with the twins")
    form = builders.ask(key, amara, "post", post=post_id, do="report")
    assert "without your name" in form.text
    refused = builders.send(key, amara, "report", {"post": post_id, "concern": "other"})
    assert refused.status == 422
    assert "Say in a few words what it is." in refused.text
    sent = builders.send(key, amara, "report", {"post": post_id, "concern": "identifies"})
    assert "Thank you for looking after this space." in sent.text
    assert builders.send(key, amara, "report", {"post": post_id, "concern": "unkind"}).status == 409
    [worry] = items(page(key, priya, view="talk"))
    assert "Please read it once more" in worry
    assert "Amara" not in worry
    assert any("look at it" in line for line in items(page(key, ruth, view="talk")))
    people = page(key, ruth, view="people")
    assert "Someone could be recognised in it." in people
    assert "by the window, with the twins" in people
    left = builders.send(key, ruth, "leave_post", {"post": post_id, "from": "people"})
    assert "Left as it is." in left.text
    assert any("left it as it is" in line for line in items(page(key, amara, view="talk")))
    again = builders.send(key, ruth, "look_again", {"post": post_id, "from": "people"})
    assert "Leave it as it is" in again.text
    builders.send(key, ruth, "hide", {"post": post_id, "reason": "It says which bed.", "from": "people"})
    assert any("has acted on what you pointed out" in line for line in items(page(key, amara, view="talk")))
    assert any("has hidden something you wrote" in line for line in items(page(key, priya, view="talk")))


def test_one_is_not_offered_to_report_what_one_wrote(key, amara, priya, thread_id) -> None:
    post_id = respond(key, priya, thread_id)
    assert 'value="report"' in builders.ask(key, amara, "post", post=post_id).text
    assert 'value="report"' not in builders.ask(key, priya, "post", post=post_id).text


def test_staff_looking_as_a_learner_see_neither_news_nor_questions_and_mark_nothing(
    key, amara, priya, thread_id
) -> None:
    respond(key, priya, thread_id)
    before = builders.everything()["News"]
    for view in ("talk", "thread"):
        html = builders.ask(key, amara, "page", binding={"masquerading": True}, view=view, thread=thread_id).text
        assert SINCE not in html
        assert ANSWER not in html
    assert builders.everything()["News"] == before


# Whom they might answer.


def test_a_learner_is_asked_for_as_many_as_the_author_asks(key, priya, thread_id) -> None:
    html = page(key, priya, view="talk")
    assert "2 responses are asked of you." in html
    assert ANSWER in html
    answer = builders.send(key, priya, "answer_next")
    assert LATE in answer.text
    assert "Show me another" in answer.text
    respond(key, priya, thread_id)
    html = page(key, priya, view="talk")
    assert ANSWER not in html
    assert "Nobody is waiting for a response from you just now." in html


def test_whoever_has_given_what_was_asked_may_give_more(key, priya, amara, clock) -> None:
    names = ("dermot", "sean", "kim")
    for name in names:
        user = builders.person(name, cohort="Rowan")
        builders.drafted(key, user, {"what": name}, finish=True)
        builders.shared(key, user)
    for _number in range(2):
        shown = builders.send(key, priya, "answer_next").text
        respond(key, priya, int(re.search(r'name="instead_of" value="(\d+)"', shown)[1]))
    clock.move(hours=60)
    assert "You have given what was asked." in page(key, priya, view="talk")


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.PEER_LEADER, "Somebody has been waiting for a response for a while."),
        (Role.FACILITATOR, "Somebody is about to wait longer than was promised."),
    ],
)
def test_peer_leaders_and_facilitators_are_asked_when_somebody_has_waited(
    key, thread_id, clock, role, told: str
) -> None:
    helper = builders.person("helper", role=role)
    # Shared on a Thursday: a weekend lies ahead, so begin on a Monday.
    clock.move(hours=1)
    clock.move(hours=70)
    html = page(key, helper, view="talk")
    assert told in html
    assert "asked of you" not in html
    assert LATE in builders.send(key, helper, "answer_next").text


def test_nobody_is_asked_about_their_own(key, amara, thread_id) -> None:
    assert ANSWER not in page(key, amara, view="write")
    assert "Nobody is waiting" in builders.send(key, amara, "answer_next").text


def test_show_me_another_goes_on_to_the_next_and_says_where_it_ends(key, priya, thread_id) -> None:
    dermot = builders.person("dermot", cohort="Rowan")
    builders.drafted(key, dermot, {"what": "Dermot's words."}, finish=True)
    builders.shared(key, dermot)
    shown, seen = builders.send(key, priya, "answer_next").text, []
    for _number in range(2):
        seen += [words for words in (LATE, "Dermot&#x27;s words.", "Dermot's words.") if words in shown]
        skipped = re.findall(r'name="instead_of" value="(\d+)"', shown)
        shown = builders.send(key, priya, "answer_next", {"instead_of": skipped}).text
    assert len(set(seen)) == 2
    assert "Nobody else is waiting for a response just now." in shown


def test_there_is_no_such_button_where_one_came_by_oneself(key, priya, thread_id) -> None:
    assert "Show me another" not in page(key, priya, view="thread", thread=thread_id)


# Looking back.


def told_what_came(key, user, body: str = "I spoke with them.", **more: object):
    sent = {"stage": FOLLOW_UP, "version": 0, "base": "", "body": body, **more}
    return builders.send(key, user, "send_follow_up", sent)


def test_the_time_to_look_back_comes_with_the_day(key, amara, thread_id, clock) -> None:
    for _day in range(2):
        clock.move(days=1)
        assert "time to look back" not in page(key, amara, view="write")
        assert f'value="{FOLLOW_UP}"' not in page(key, amara, view="follow_up")
        assert told_what_came(key, amara).status == 400
    clock.move(days=1)
    assert any("time to look back" in line for line in items(page(key, amara, view="write")))
    html = page(key, amara, view="follow_up")
    assert f'value="{FOLLOW_UP}"' in html
    assert LATE in html


def test_what_came_of_it_goes_to_those_who_responded(key, amara, priya, ruth, thread_id, clock) -> None:
    respond(key, priya, thread_id)
    dermot = builders.person("dermot", cohort="Rowan")
    clock.move(days=3)
    answer = told_what_came(key, amara)
    assert answer.status == 200
    assert "Sent. Those who responded will find it here." in answer.text
    [news] = items(page(key, priya, view="talk"))
    assert "tells what came of it" in news
    for user, reads in ((priya, True), (ruth, True), (dermot, False)):
        assert ("I spoke with them." in page(key, user, view="thread", thread=thread_id)) is reads
    assert "time to look back" not in page(key, amara, view="write")


def test_an_empty_follow_up_comes_back(key, amara, thread_id, clock) -> None:
    clock.move(days=3)
    before = builders.everything()["Post"]
    assert told_what_came(key, amara, " ").status == 422
    assert builders.everything()["Post"] == before


def test_a_draft_of_it_is_kept_and_shown_to_nobody(key, amara, priya, thread_id, clock) -> None:
    respond(key, priya, thread_id)
    clock.move(days=3)
    draft = {"stage": FOLLOW_UP, "version": 0, "base": "", "body": "half a thought"}
    assert builders.send(key, amara, "save_draft", draft).status == 200
    assert "half a thought" in page(key, amara, view="follow_up")
    for user in (priya, builders.person("ruth", role=Role.FACILITATOR)):
        assert "half a thought" not in page(key, user, view="thread", thread=thread_id)
    assert told_what_came(key, amara, "a whole thought", version=1, base="half a thought").status == 200


def test_it_is_not_among_the_parts_to_share(key, amara, thread_id, clock) -> None:
    clock.move(days=3)
    told_what_came(key, amara)
    assert "I spoke with them." not in page(key, amara, view="share")
    assert "I spoke with them." not in page(key, amara, view="write", stage=FOLLOW_UP)


def test_whoever_took_it_back_is_asked_no_more(key, amara, thread_id, clock) -> None:
    builders.send(key, amara, "withdraw")
    clock.move(days=3)
    assert "time to look back" not in page(key, amara, view="write")
    assert told_what_came(key, amara).status == 404


def test_where_the_author_asks_nobody_nobody_is_asked(amara, clock) -> None:
    key = builders.reflection_block("never", follow_up_days=0)
    builders.drafted(key, amara, {"what": LATE, "so_what": "x"}, finish=True)
    builders.shared(key, amara)
    clock.move(days=400)
    assert "time to look back" not in page(key, amara, view="write")
    assert told_what_came(key, amara).status == 404


def test_the_moment_is_the_writers_own_day(key, amara, thread_id, clock) -> None:
    """Whole local days: shared in the morning, it opens as the third day begins."""
    clock.move(days=3)
    clock.now -= timedelta(hours=clock.now.hour - 1)
    assert "time to look back" in page(key, amara, view="write")


# What happens meanwhile.


def test_having_seen_what_is_new_leaves_what_has_happened_since(key, amara, priya, ruth, thread_id, clock) -> None:
    respond(key, priya, thread_id)
    shown = page(key, amara, view="write")
    assert len(items(shown)) == 1
    [until] = re.findall(r'name="until" value="([^"]+)"', shown)
    clock.move(minutes=5)
    opening = builders.opening_of(builders.space(), thread_id, builders.member(amara))
    assert builders.send(key, ruth, "hide", {"post": opening, "reason": "It names a ward."}).status == 200
    seen = builders.send(key, amara, "mark_seen", {"until": until})
    [left] = items(seen.text)
    assert "A facilitator has hidden something you wrote" in left
    assert items(builders.send(key, amara, "mark_seen").text) == []


def test_what_another_window_wrote_meanwhile_is_shown_before_it_is_sent(key, amara, priya, thread_id, clock) -> None:
    respond(key, priya, thread_id)
    clock.move(days=4)
    mine = {"stage": FOLLOW_UP, "version": 0, "base": "", "body": "I called sooner."}
    elsewhere = {**mine, "body": "Bed 4 went home."}
    assert builders.send(key, amara, "save_draft", elsewhere).status == 200
    shown = builders.send(key, amara, "send_follow_up", mine)
    assert "Nothing is sent yet." in shown.text
    assert "I called sooner." in shown.text
    assert "Bed 4 went home." in shown.text
    assert items(page(key, priya, view="talk")) == []
    [version] = re.findall(r'name="version" value="(\d+)"', shown.text)
    both = "Bed 4 went home.\n\nI called sooner."
    sent = builders.send(key, amara, "send_follow_up", {**mine, "version": version, "base": both, "body": "I called."})
    assert "Sent." in sent.text
    assert "I called." in page(key, priya, view="thread", thread=thread_id)
    assert "Bed 4" not in page(key, priya, view="thread", thread=thread_id)


def test_what_was_told_and_taken_back_can_be_told_again(key, amara, priya, thread_id, clock) -> None:
    respond(key, priya, thread_id)
    clock.move(days=4)
    told = {"stage": FOLLOW_UP, "version": 0, "base": "", "body": "It worked."}
    assert "Tell it again" not in builders.send(key, amara, "send_follow_up", told).text
    [post_id] = [
        post.id for post in conversation.own_words(space_id=builders.space().id, author=builders.member(amara))
    ]
    assert builders.send(key, amara, "withdraw_post", {"post": post_id}).status == 200
    assert "Tell it again" in page(key, amara, view="thread", thread=thread_id)
    assert "It worked.</textarea>" in page(key, amara, view="follow_up")
    again = {**told, "version": 1, "base": "It worked.", "body": "It still works."}
    assert "Sent." in builders.send(key, amara, "send_follow_up", again).text
    assert "It still works." in page(key, priya, view="thread", thread=thread_id)


@pytest.mark.parametrize("how", ["taken back", "hidden"])
def test_whoever_has_no_response_there_any_more_is_not_told_what_came_of_it(
    key, amara, priya, ruth, thread_id, clock, how: str
) -> None:
    post_id = respond(key, priya, thread_id)
    clock.move(days=4)
    told = {"stage": FOLLOW_UP, "version": 0, "base": "", "body": "It worked."}
    assert builders.send(key, amara, "send_follow_up", told).status == 200
    assert any("tells what came of it" in line for line in items(page(key, priya, view="talk")))
    if how == "hidden":
        builders.send(key, ruth, "hide", {"post": post_id, "reason": "It is unkind."})
    else:
        builders.send(key, priya, "withdraw_post", {"post": post_id})
    assert not any("tells what came of it" in line for line in items(page(key, priya, view="talk")))
    assert "It worked." not in page(key, priya, view="thread", thread=thread_id)


def test_thanks_for_a_report_stand_at_the_reported_text_alone(key, amara, priya, thread_id) -> None:
    post_id = respond(key, priya, thread_id)
    respond(key, amara, thread_id, parent=post_id)
    dermot = builders.person("dermot", cohort="Rowan")
    sent = builders.send(key, dermot, "report", {"post": post_id, "concern": "unkind"})
    assert sent.text.count("Thank you for looking after this space.") == 1
    assert sent.text.count('value="report"') == 1  # The reply can still be reported.


def test_another_can_be_asked_for_as_often_as_one_likes(key, priya, thread_id) -> None:
    seen = [str(10**6 + number) for number in range(150)]
    answer = builders.send(key, priya, "answer_next", {"instead_of": seen})
    assert answer.status == 200
    assert "Show me another" in answer.text
