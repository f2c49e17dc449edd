"""The pages of two people, and of those who are to become two, by the HTML that they return."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import leaving, people
from cpd_community_xblock.mentoring.data import Concern, Side, State, Way
from tests import builders
from tests.builders import ask, day, send, shown
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def key():
    return pairs.block(way=Way.SUGGEST.value)


@pytest.fixture
def amara(here):
    return pairs.learner(
        here, "amara", pairs.TUESDAY_EVENING, pairs.THURSDAY_EVENING, goals=("Lead a team",), team="Red team"
    )


@pytest.fixture
def chidi(here):
    return pairs.mentor(
        here,
        "chidi",
        pairs.THURSDAY_EVENING,
        goals=("Lead a team",),
        specialty="Critical care",
        profession="Nursing",
        about="I have nursed for twenty years.",
        team="Secret team",
        capacity=2,
        apart=("nobody.else",),
    )


def user(who):
    return get_user_model().objects.get(id=who.user_id)


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page(key, who, view: str = "", **query) -> str:
    answer = ask(key, user(who), "page", view=view, **query)
    assert answer.status == 200, answer.text
    return text(answer.text)


def post(key, who, handler: str, status: int = 200, **fields) -> str:
    answer = send(key, user(who), handler, fields)
    assert answer.status == status, answer.text
    return text(answer.text)


def now():
    return host.current().now()


# A learner without a mentor.


def test_who_has_told_nothing_is_invited_to(key, here) -> None:
    assert "Say what I look for" in shown(key, user(builders.learner("priya")))


def test_five_mentors_are_suggested_with_reasons_and_times(key, amara, chidi) -> None:
    html = page(key, amara)
    assert "Mentors who fit you" in html and "Ask Chidi Test" in html
    assert "Nursing · Critical care" in html
    assert "I have nursed for twenty years." in html
    assert "Lead a team" in html
    assert "Thursday 17 September, 18:00–20:00" in html


def test_what_the_matching_alone_knows_is_shown_to_nobody(key, amara, chidi) -> None:
    seen = page(key, amara)
    assert "Secret team" not in seen and "nobody.else" not in seen
    assert "Tuesday" not in seen


@pytest.mark.parametrize(
    ("way", "published", "words"),
    [
        (Way.RUN, 0, "Waiting for the matching"),
        (Way.RUN, 1, "You are on the waiting list"),
        (Way.SUGGEST, 0, "You are on the waiting list"),
        (Way.BOTH, 0, "You are on the waiting list"),
    ],
)
def test_whoever_finds_nobody_is_told_where_they_stand_and_since_when(here, way, published, words) -> None:
    key = pairs.block("waits", way=way.value)
    there = pairs.space("waits")
    who = pairs.learner(there, "kofi", now=day(8))
    models.Programme.objects.filter(space_id=there.id).update(published=published)
    html = page(key, who)
    assert words in html
    assert "since on Tuesday" in html or "since" in html
    assert "both of you say yes" in html


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (None, "No mentor has a free place just now."),
        ({"languages": ("Welsh",)}, "No mentor here shares your language and your hours"),
        ({"capacity": 0}, "Every mentor who would fit you is full for now."),
    ],
)
def test_why_there_is_nobody_is_said(key, here, amara, told, why) -> None:
    if told is not None:
        pairs.mentor(here, "dermot", pairs.TUESDAY_EVENING, **told)
    assert why in page(key, amara)
    assert models.Participant.objects.get(user_id=amara.user_id).on_list


def test_a_learner_asks_and_is_told_until_when_the_answer_comes(key, here, amara, chidi) -> None:
    dermot = pairs.mentor(here, "dermot", pairs.TUESDAY_EVENING)
    form = ask(
        key, user(amara), "partnership_form", do="ask", mentor=chidi.user_id, others=f"{chidi.user_id} {dermot.user_id}"
    )
    assert "A few words to them" in form.text and "checked" in form.text
    fields = {"mentor": chidi.user_id, "others": f"{chidi.user_id} {dermot.user_id}", "goes_on": "on"}
    html = post(key, amara, "ask_mentor", **fields, words="I would like to lead.")
    assert "You have asked Chidi Test." in html
    assert "The answer comes by" in html
    assert "Dermot Test is asked by itself, with the same words" in html
    assert "I would like to lead." in html
    html = post(key, amara, "take_request_back", partnership=pairs.standing(here, amara).id)
    assert "Mentors who fit you" in html


def test_a_request_that_shows_who_a_patient_is_comes_back(key, here, amara, chidi) -> None:
    html = post(key, amara, "ask_mentor", 422, mentor=chidi.user_id, words="I sat with Mrs Okafor of 07700 900123.")
    assert "Not sent yet" in html and "Mrs Okafor" in html
    assert pairs.standing(here, amara) is None


def test_no_page_tells_who_exists(key, amara, chidi) -> None:
    welsh = pairs.mentor(pairs.space(), "welsh", pairs.TUESDAY_EVENING, languages=("Welsh",))
    strangers = (10**9, builders.learner("priya").user_id, amara.user_id, welsh.user_id)
    answers = {send(key, user(amara), "ask_mentor", {"mentor": id_}).text for id_ in strangers}
    answers |= {ask(key, user(amara), "partnership_form", do="ask", mentor=id_).text for id_ in strangers}
    assert len(answers) == 1
    assert "cannot be asked any more" in answers.pop()


def test_one_is_found_for_whoever_does_not_want_to_choose(key, here, amara, chidi) -> None:
    html = post(key, amara, "find_for_me")
    assert "Chidi Test could be your mentor." in html
    assert pairs.standing(here, amara).state is State.PROPOSED


def test_whoever_looked_no_further_can_look_again(key, here, amara, chidi) -> None:
    pairs.ended(here, pairs.together(here, amara, chidi), amara, looks_on=False)
    assert "You have no mentor at the moment" in page(key, amara)
    pairs.mentor(here, "dermot", pairs.TUESDAY_EVENING)
    assert "Ask Dermot Test" in post(key, amara, "look_again")


# A mentor.


def test_an_alumna_who_has_told_nothing_is_invited_to(key, here) -> None:
    who = builders.learner("ada")
    pairs.alumnus(here, who)
    assert "Say what I offer" in page(key, who)


def test_a_mentor_sees_who_asks_what_they_told_and_why_they_fit(key, here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, words="I would like to lead.", now=now())
    html = page(key, chidi)
    assert "Waiting for your answer" in html and "Since you were last here" not in html
    assert "I would like to lead." in html and "Wants to Lead a team" in html
    assert "Red team" not in html
    assert "1 of 2 places are free." in html
    html = post(key, chidi, "accept_partnership", partnership=id_)
    assert "You can begin." in html and "You mentor Amara Test" in html
    assert "Amara Test" in page(key, chidi)
    assert "Chidi Test has accepted: you can begin" in page(key, amara)


def test_a_mentor_declines_without_a_reason(key, here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, now=now())
    html = post(key, chidi, "decline_partnership", partnership=id_)
    assert "Declined." in html and "2 of 2 places are free." in html
    assert "Chidi Test cannot take anybody on just now" in page(key, amara)


def test_what_has_lapsed_is_seen_to_by_whoever_opens_a_page(key, here, amara, chidi, clock) -> None:
    dermot = pairs.mentor(here, "dermot", pairs.TUESDAY_EVENING)
    pairs.asked(here, amara, chidi, dermot, now=now(), terms=pairs.terms())
    clock.move(days=3)
    page(key, builders.learner("priya"))
    html = page(key, amara)
    assert "Chidi Test has not answered in time" in html and "You have asked Dermot Test" in html
    assert "The time to answer about Amara Test is over" in page(key, chidi)


def test_what_was_seen_is_new_no_more(key, here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, now=now())
    post(key, amara, "take_request_back", partnership=id_)
    assert "Since you were last here" in page(key, chidi)
    assert "Since you were last here" not in post(key, chidi, "seen_partnerships", partnerships=f"{id_} x 99")


def test_a_proposal_of_a_run_is_accepted_by_both(key, here, amara, chidi) -> None:
    id_ = pairs.proposed(here, amara, chidi, now=now(), expires_at=day(13))
    assert "Chidi Test could be your mentor." in page(key, amara)
    assert "Amara Test is proposed to you." in page(key, chidi)
    assert "It begins once both of you have." in post(key, amara, "accept_partnership", partnership=id_)
    assert "Chidi Test has yet to answer" in page(key, amara)
    assert "You mentor Amara Test" in post(key, chidi, "accept_partnership", partnership=id_)


def test_a_mentor_who_accepted_first_sees_that_it_waits(key, here, amara, chidi) -> None:
    id_ = pairs.proposed(here, amara, chidi, now=now(), expires_at=day(13))
    post(key, chidi, "accept_partnership", partnership=id_)
    assert "You have accepted. The answer comes by" in page(key, chidi)
    assert "Chidi Test would be glad to be your mentor." in page(key, amara)
    assert "Taken back." in post(key, chidi, "take_request_back", partnership=id_)


# Two people.


@pytest.fixture
def id_(here, amara, chidi):
    return pairs.together(here, amara, chidi, now=day(9))


def test_a_learner_finds_their_mentor_at_once(key, amara, chidi, id_) -> None:
    html = page(key, amara)
    assert "Chidi Test is your mentor" in html
    assert "Thursday 17 September 18:00–20:00" in html and "Thursday 24 September 18:00–20:00" in html
    assert "Tuesday" not in html.split("When you are both free")[1].split("What you agreed on")[0]


def test_times_are_the_readers_own(key, here, amara) -> None:
    kolkata = pairs.mentor(here, "arjun", capacity=1)
    far = people.participant(space_id=here.id, user_id=kolkata.user_id, side=Side.MENTOR).profile
    slots = pairs.Availability("Asia/Kolkata", (frozenset({3 * 12 + 11}),))
    people.save(
        space_id=here.id,
        user_id=kolkata.user_id,
        side=Side.MENTOR,
        profile=pairs.profile(capacity=far.capacity, availability=slots),
        now=now(),
    )
    pairs.together(here, amara, kolkata)
    # 22:00 to 24:00 in Kolkata is 17:30 to 19:30 in London, where Amara is free from 18:00.
    assert "Thursday 17 September 18:00–19:30" in page(key, amara)
    assert "Thursday 17 September 22:30–00:00" in page(key, kolkata, "together")


def test_how_long_it_is_meant_to_last_is_told_and_nothing_ends_then(here, amara, chidi, clock) -> None:
    key = pairs.block(way=Way.SUGGEST.value, weeks=6)
    pairs.together(here, amara, chidi)
    assert "Planned until 19 October . You may go on longer." in page(key, amara)
    clock.move(weeks=7)
    html = page(key, chidi, "together")
    assert "The time you planned is over." in html and "You mentor Amara" in html
    assert "Send" in html


def test_what_was_asked_stays_with_the_two(key, here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, words="Could we practise ringing the registrar?", now=now())
    pairs.accepted(here, id_, chidi, now=now())
    assert "Amara Test wrote to you when asking: Could we practise" in page(key, chidi, "together")
    assert "You wrote when you asked: Could we practise" in page(key, amara)


def test_their_own_names_are_no_findings_and_others_are(key, here, amara, chidi, kofi, id_) -> None:
    token = "9b2d1e0c-2d55-4b43-8b43-1f8a4a0b8a01"
    letter = "Dear Chidi, thanks for ringing. Best wishes, Amara Test"
    assert "Send" in post(key, amara, "say", partnership=id_, token=token, body=letter)
    assert "Chidi" not in ask_over(key, amara, letter)
    html = post(key, amara, "say", 422, partnership=id_, token=token[:-1] + "2", body="Dear Kofi, come too.")
    assert "Dear Kofi" in html
    assert "Dear Chidi" in ask_over(key, kofi, letter)


def ask_over(key, who, body: str) -> str:
    return post(key, who, "look_over", body=body)


def test_a_mentor_who_is_asked_may_be_greeted_by_name(key, here, amara, chidi) -> None:
    html = post(key, amara, "ask_mentor", mentor=chidi.user_id, others="", words="Hello Chidi, could we talk?")
    assert "You have asked Chidi Test." in html


def test_a_message_is_told_with_its_own_moment(key, here, amara, chidi, clock, id_) -> None:
    pairs.said(here, id_, amara, "Hello.", now=now())
    clock.move(days=1)
    meets.logged(here, id_, amara, now=now())
    html = page(key, chidi)
    assert "Amara Test has written to you yesterday at" in html


def test_two_people_write_to_each_other(key, here, amara, chidi, id_) -> None:
    token = "9b2d1e0c-2d55-4b43-8b43-1f8a4a0b8a01"
    sent = {"partnership": id_, "token": token, "body": "Hello, I am *glad*."}
    for _again in range(2):
        html = post(key, amara, "say", **sent)
        assert "Hello, I am glad ." in html and "Send" in html
    html = page(key, chidi)
    assert "Amara Test has written to you" in html and "1 new message" in html
    html = page(key, chidi, "together", partnership=id_)
    assert html.count("Hello, I am glad .") == 1
    assert "new message" not in page(key, chidi)


def test_a_message_that_is_empty_or_shows_who_somebody_is_comes_back_as_it_was_typed(key, amara, id_) -> None:
    token = "9b2d1e0c-2d55-4b43-8b43-1f8a4a0b8a01"
    assert "Write a few words first." in post(key, amara, "say", 422, partnership=id_, token=token, body=" ")
    html = post(key, amara, "say", 422, partnership=id_, token=token, body="Ring Mrs Okafor on 07700 900123.")
    assert "Not sent yet" in html and "Ring Mrs Okafor on 07700 900123." in html


def test_ones_own_message_is_edited_and_taken_back(key, here, amara, chidi, id_) -> None:
    first, second = pairs.said(here, id_, amara, "First."), pairs.said(here, id_, amara, "Second.")
    assert "Second." in ask(key, user(amara), "partnership_form", do="change", post=second).text
    assert "Changed." in post(key, amara, "change_message", post=second, body="Changed.")
    assert "Changed." in text(ask(key, user(amara), "partnership_message", post=second).text)
    assert "Begun." in post(key, amara, "change_message", post=first, body="Begun.")
    assert "Taken back." in post(key, amara, "take_message_back", post=second)
    assert "Begun." in page(key, chidi, "together") and "Changed." not in page(key, chidi, "together")
    post(key, chidi, "change_message", 404, post=first, body="Mine.")
    assert ask(key, user(chidi), "partnership_message", post=first).status == 404


def test_a_long_conversation_is_shown_from_its_end_and_read_backwards(key, here, amara, chidi, id_) -> None:
    numbers = [pairs.said(here, id_, (amara, chidi)[number % 2], f"Message {number}.") for number in range(45)]

    def numbers_in(html: str) -> list[int]:
        return [int(number) for number in re.findall(r"Message (\d+)\.", html)]

    assert numbers_in(page(key, chidi, "together", partnership=id_)) == list(range(22, 45))
    assert numbers_in(page(key, chidi, "together")) == list(range(25, 45))
    for before, expected in ((25, range(5, 25)), (5, range(5))):
        html = ask(key, user(chidi), "earlier_messages", partnership=id_, before=numbers[before]).text
        assert numbers_in(html) == list(expected)
        assert html.count("data-cpd-focus") == 1
        assert ("Earlier messages" in html) == (before == 25)


def test_what_is_new_stands_below_a_line(key, here, amara, chidi, id_) -> None:
    pairs.said(here, id_, chidi, "Hello.")
    page(key, amara)
    pairs.said(here, id_, amara, "Hello back.")
    for number in range(2):
        pairs.said(here, id_, chidi, f"New {number}.")
    html = page(key, amara)
    assert "2 new messages" in html
    assert "Hello back." in html.partition(" New ")[0] and "New 0." in html.partition(" New ")[2]
    assert " New " not in page(key, amara).replace("New 0.", "").replace("New 1.", "")


def test_earlier_messages_are_for_the_two_alone(key, here, amara, kofi, id_) -> None:
    ruth = builders.facilitator("ruth")
    first, second = (pairs.said(here, id_, amara, "About the night.") for _time in range(2))
    for who in (kofi, ruth):
        answer = ask(key, user(who), "earlier_messages", partnership=id_, before=second)
        assert answer.status == 404 and "About the night." not in answer.text
    assert ask(key, user(amara), "earlier_messages", partnership=id_, before=first + 10_000).status == 404
    assert ask(key, user(amara), "earlier_messages", partnership=id_, before="x").status == 422


def test_goals_are_agreed_on_and_a_clash_shows_both(key, here, amara, chidi, id_) -> None:
    assert "What you agreed on" in ask(key, user(amara), "partnership_form", do="goals", partnership=id_).text
    goals = {"partnership": id_, "version": 0, "base": ""}
    assert "Your goals are saved." in post(key, amara, "save_goals", **goals, goals="Speak up.")
    html = post(key, chidi, "save_goals", 422, **goals, goals="Sleep well.")
    assert "has changed the goals meanwhile" in html
    assert "Speak up." in html and "Sleep well." in html
    assert pairs.seen(here, id_, amara).goals == "Speak up."


def test_it_is_ended_without_a_reason_and_the_other_reads_no_more_than_that(key, here, amara, chidi, id_) -> None:
    assert "Do not match us again" in ask(key, user(chidi), "partnership_form", do="end", partnership=id_).text
    assert "Find another mentor for me" not in ask(key, user(chidi), "partnership_form", do="end", partnership=id_).text
    post(key, chidi, "end_partnership", partnership=id_, not_again="on")
    html = page(key, amara)
    assert "Chidi Test has ended your partnership" in html
    assert "again" not in html
    html = page(key, amara, "together", partnership=id_)
    assert "This ended today" in html and "Send" not in html


def test_it_is_completed(key, here, amara, chidi, id_) -> None:
    assert "It is complete" in ask(key, user(amara), "partnership_form", do="complete", partnership=id_).text
    assert "Complete." in post(key, amara, "complete_partnership", partnership=id_)
    assert "completed today" in page(key, amara)
    assert "You completed this today" in page(key, chidi, "together", partnership=id_)


def test_a_report_reaches_the_facilitators_and_their_answer_comes_back(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")
    assert "Choose what comes nearest." in post(key, amara, "report_partnership", 422, partnership=id_)
    told = {"partnership": id_, "concern": Concern.UNKIND.value, "words": "He shouts."}
    html = post(key, amara, "report_partnership", **told, blocks="on")
    assert "Thank you for telling." in html
    assert pairs.state(here, id_) is State.ENDED
    [card] = builders.block_for(key, user(ruth)).report_cards()
    html = page(key, ruth, "people")
    assert "Amara Test, a learner, tells you this of Chidi Test, the mentor." in html
    assert "He shouts." in html and "It is over." in html
    assert "I have looked at it" in ask(key, user(ruth), "partnership_form", do="answer", report=card["report"].id).text
    post(key, ruth, "answer_report", report=card["report"].id, words="I spoke with him.")
    post(key, chidi, "answer_report", 403, report=card["report"].id)
    assert "I spoke with him." in page(key, amara)
    assert "I spoke with him." not in page(key, chidi)
    assert "I spoke with him." not in post(key, amara, "seen_partnerships")
    html = page(key, ruth, "people")
    assert "Looked at before" in html and "Ruth Test looked at it today" in html


def test_a_facilitator_frees_a_learner(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")
    post(key, amara, "report_partnership", partnership=id_, concern=Concern.OTHER.value, words="No answer since May.")
    html = page(key, ruth, "people")
    assert "End it, and find another mentor for Amara Test" in html
    assert "People 1 report" in html and "People 1 report" in page(key, ruth, "pairs")
    post(key, chidi, "rematch_partnership", 403, partnership=id_)
    post(key, ruth, "rematch_partnership", partnership=id_)
    assert pairs.state(here, id_) is State.REMATCHED
    assert "Your partnership with Chidi Test is over" in page(key, amara)


def test_facilitators_see_who_is_with_whom_and_nothing_of_what_is_between_them(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")
    pairs.said(here, id_, amara, "I am afraid of nights.")
    kofi = pairs.learner(here, "kofi")
    pairs.proposed(here, kofi, chidi, now=day(10), expires_at=day(12))
    html = page(key, ruth, "pairs")
    assert "1 partnership is running. 1 waits for an answer." in html
    assert "Amara Test with Chidi Test since yesterday" in html and "Kofi Test with Chidi Test proposed" in html
    assert "afraid" not in html
    found = page(key, ruth, "pairs", search="KOFI")
    assert "Kofi Test with" in found and "Amara Test with" not in found
    assert "Nobody called “nobody at all” is in a partnership." in page(key, ruth, "pairs", search="nobody at all")
    html = post(key, ruth, "rematch_partnership", partnership=id_, view="pairs")
    assert "another mentor is being found for the learner" in html and "Amara Test with" not in html
    assert "Who is with whom" not in page(key, amara, "pairs")


def test_a_facilitator_who_mentors_ends_their_own_on_its_page(key, here, amara, chidi, id_) -> None:
    builders.facilitator("chidi")
    html = page(key, chidi, "pairs")
    assert "Your own: end it on its page." in html and "find another mentor" not in html


def test_the_list_of_partnerships_takes_the_same_queries_for_any_number(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(key, ruth, "pairs")
        return len(found)

    queries()
    before = queries()
    for number in range(30):
        mentor = pairs.mentor(here, f"mentor{number}")
        pairs.together(here, pairs.learner(here, f"learner{number}"), mentor)
    queries()  # What was due has been seen to by now.
    assert queries() == before <= 15
    assert "Further" in page(key, ruth, "pairs") and "Previous" in page(key, ruth, "pairs", number=2)


@pytest.mark.parametrize("hours", [0, -1, 10**9, None])
def test_hours_that_the_editor_would_not_take_break_nothing(hours) -> None:
    key, there = pairs.block("odd", way="suggest", request_hours=hours), pairs.space("odd")
    who = pairs.learner(there, "kofi")
    pairs.mentor(there, "dermot")
    assert "Ask Dermot Test" in page(key, who)


def test_facilitators_read_nothing_of_what_two_people_say(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")
    post_id = pairs.said(here, id_, amara, "Between us.")
    for query in ({"view": "together", "partnership": id_}, {"partnership": id_}, {"view": "mentor"}):
        assert "Between us." not in page(key, ruth, **query)
    assert ask(key, user(ruth), "partnership_message", post=post_id).status == 404
    assert ask(key, user(ruth), "partnership_form", do="goals", partnership=id_).status == 404


def test_whoever_looks_as_a_learner_sees_nothing_of_theirs(key, here, amara, chidi, id_) -> None:
    pairs.said(here, id_, amara, "Between us.")
    for view in ("mentor", "together", "mentees"):
        answer = ask(key, user(amara), "page", binding={"masquerading": True}, view=view, partnership=id_)
        assert "Between us." not in answer.text and "Chidi" not in answer.text
    before = builders.everything()
    assert send(key, user(amara), "end_partnership", {"partnership": id_}, binding={"masquerading": True}).status == 403
    assert builders.everything() == before


@pytest.mark.parametrize("who", ["priya", "ruth"])
@pytest.mark.parametrize(
    "handler",
    [
        "accept_partnership",
        "decline_partnership",
        "take_request_back",
        "end_partnership",
        "complete_partnership",
        "report_partnership",
        "save_goals",
        "say",
    ],
)
def test_nobody_else_does_anything_to_it(key, here, id_, who, handler) -> None:
    other = builders.facilitator("ruth") if who == "ruth" else builders.learner("priya")
    user(other)
    fields = {"partnership": id_, "concern": "other", "goals": "x", "version": 0, "body": "x", "token": "x"}
    answer = send(key, user(other), handler, fields)
    assert answer.status == 404
    assert "no longer here" in answer.text
    assert pairs.state(here, id_) is State.ACTIVE


@pytest.mark.parametrize("sent", ["", "x", "0", "-1", "9" * 30, "1e9", "١"])
@pytest.mark.parametrize(
    "handler",
    [
        "ask_mentor",
        "accept_partnership",
        "end_partnership",
        "say",
        "save_goals",
        "change_message",
        "take_message_back",
        "report_partnership",
    ],
)
def test_what_makes_no_sense_is_answered_with_a_message(key, amara, handler, sent) -> None:
    answer = send(key, user(amara), handler, dict.fromkeys(("mentor", "partnership", "post", "report"), sent))
    assert answer.status in {404, 422}
    assert "cpd-alert" in answer.text


def test_a_partner_who_left_the_course_or_for_good_breaks_nothing(key, here, amara, chidi, id_) -> None:
    pairs.said(here, id_, chidi, "Hello.")
    pairs.said(here, id_, amara, "Hello back.")
    builders.leave(user(chidi))
    assert "Chidi Test no longer takes part in this course" in page(key, amara)
    leaving.retire(user_id=chidi.user_id)
    conversation.retire(user_id=chidi.user_id)
    html = page(key, amara)
    assert "Your partnership with A former member is over" in html
    assert "Hello back." in page(key, amara, "together", partnership=id_)


def test_somebody_who_is_both_finds_their_own_mentor_too(key, here, amara, chidi, id_) -> None:
    pairs.alumnus(here, amara)
    assert "Your own mentor" in page(key, amara)
    assert "Chidi Test is your mentor" in page(key, amara, "together", partnership=id_)


# Those for whom the mentors' page no longer is, and with whom something goes on.


def test_a_mentor_who_stopped_finds_those_whom_they_still_mentor(key, here, amara, chidi, id_) -> None:
    assert "Done." in post(key, chidi, "stop_taking_part")
    html = page(key, chidi)
    assert "Whom I mentor Amara Test" in html
    assert "You mentor Amara Test" in page(key, chidi, "together", partnership=id_)
    post(key, chidi, "complete_partnership", partnership=id_)
    assert "You could mentor here" in page(key, chidi)


def test_a_mentor_who_was_taken_off_the_list_finds_those_whom_they_still_mentor(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")
    post(key, ruth, "remove_alumnus", person=chidi.user_id)
    html = page(key, chidi, "mentees")
    assert "Whom I mentor Amara Test" in html
    assert "What I offer" not in html
    ended = post(key, chidi, "end_partnership", partnership=id_)
    assert "It is over." in ended and "Three short questions, if you like" in ended
    assert "Before Amara Test" in page(key, chidi, "mentees")


def test_a_mentor_who_facilitates_by_now_goes_on_and_can_stop(key, here, amara, chidi, id_) -> None:
    pairs.said(here, id_, amara, "Are you there?")
    builders.facilitator("chidi")
    assert "Whom I mentor" in shown(key, user(chidi)) and "Who is here" in shown(key, user(chidi))
    assert "Whom I mentor Amara Test" in page(key, chidi, "mentees")
    assert "Are you there?" in page(key, chidi, "together", partnership=id_)
    assert "Done." in post(key, chidi, "stop_taking_part")
    assert people.participant(space_id=here.id, user_id=chidi.user_id, side=Side.MENTOR) is None
    assert "It is over." in post(key, chidi, "end_partnership", partnership=id_)


def test_a_facilitator_who_never_mentored_has_no_such_page(key, here, amara, chidi, id_) -> None:
    ruth = builders.facilitator("ruth")
    assert "Whom I mentor" not in page(key, ruth)
    assert "Whom I mentor" not in page(key, ruth, "mentees")
    assert "Hello" not in page(key, ruth, "together", partnership=id_)


def test_whoever_may_mentor_by_now_takes_back_what_they_asked_before(key, here, amara, chidi) -> None:
    id_ = pairs.asked(here, amara, chidi, now=now())
    pairs.alumnus(here, amara)
    assert "Chidi Test has yet to answer" in page(key, amara)
    post(key, amara, "take_request_back", partnership=id_)
    assert pairs.state(here, id_) is State.TAKEN_BACK


def test_whoever_may_mentor_by_now_answers_what_was_proposed_to_them_before(key, here, amara, chidi) -> None:
    id_ = pairs.proposed(here, amara, chidi, expires_at=day(20))
    pairs.alumnus(here, amara)
    assert "I have nursed for twenty years." in page(key, amara)
    post(key, amara, "accept_partnership", partnership=id_)
    post(key, chidi, "accept_partnership", partnership=id_)
    assert pairs.state(here, id_) is State.ACTIVE


def test_whoever_stops_looking_asks_nobody_any_more(key, here, amara, chidi) -> None:
    pairs.asked(here, amara, chidi, now=now())
    assert builders.send(key, user(amara), "stop_taking_part", {}).status == 200
    assert pairs.standing(here, amara).state is State.TAKEN_BACK
    assert "Waiting for your answer" not in page(key, chidi)


def test_what_a_run_found_in_the_way_is_said_until_they_tell_anew(here) -> None:
    key = pairs.block("waits", way="run")
    there = pairs.space("waits")
    kofi = pairs.learner(there, "kofi", now=day(8))
    models.Programme.objects.filter(space_id=there.id).update(published=1)
    models.Participant.objects.filter(space_id=there.id).update(waiting_why="all_taken")
    assert "Every mentor who would fit you is full for now." in page(key, kofi)
    pairs.learner(there, "kofi", pairs.THURSDAY_EVENING, now=day(8))
    assert "No mentor has a free place just now." in page(key, kofi)


# Queries.


def queries(what) -> int:
    what()  # What is due is seen to first.
    with CaptureQueriesContext(connection) as found:
        what()
    return len(found)


def test_pages_take_the_same_queries_however_many_there_are(key, here, amara, chidi) -> None:
    pairs.mentor(here, "dermot", pairs.TUESDAY_EVENING)
    suggestions = queries(lambda: page(key, amara))
    many = pairs.mentor(here, "many", capacity=40)
    kofi = pairs.together(here, pairs.learner(here, "kofi"), many, now=day(9))
    pairs.said(here, kofi, pairs.learner(here, "kofi"))
    pairs.asked(here, pairs.learner(here, "sean"), many, now=now())
    mentees = queries(lambda: page(key, many))
    for number in range(8):
        pairs.mentor(here, f"mentor{number}", pairs.TUESDAY_EVENING)
        talks = pairs.learner(here, f"talks{number}")
        pairs.said(here, pairs.together(here, talks, many, now=day(9)), talks)
        pairs.asked(here, pairs.learner(here, f"asks{number}"), many, now=now())
    assert queries(lambda: page(key, amara)) == suggestions
    assert queries(lambda: page(key, many)) == mentees
    print(f"\nsuggestions {suggestions}, mentees {mentees}")
