"""Sharing, answering and facilitating, by the HTML that the block gives."""

import re
from uuid import uuid4

import pytest

from cpd_community_xblock.host.data import Role
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATE, LEARNT = "It was late.", "I learnt to call."


@pytest.fixture
def key():
    return builders.reflection_block()


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


@pytest.fixture
def priya():
    return builders.person("priya", cohort="Rowan")


@pytest.fixture
def ruth():
    return builders.person("ruth", role=Role.FACILITATOR)


@pytest.fixture
def written(key, amara) -> None:
    builders.drafted(key, amara, {"what": LATE, "so_what": LEARNT}, finish=True)


@pytest.fixture
def thread_id(key, amara, written) -> int:
    return builders.shared(key, amara)


def wish(**more: object) -> dict[str, object]:
    return {"parts": ["what", "so_what"], "audience": "cohort", "signature": "named", "attest": "on", **more}


def fields(html: str, name: str) -> list[str]:
    """The values that a page offers under a name."""
    tags = re.findall(rf'<(?:input|button|option)[^>]*name="{name}"[^>]*>', html)
    return [found[1] for tag in tags if (found := re.search(r'value="([^"]*)"', tag))]


def ticked(html: str, name: str) -> list[str]:
    tags = [tag for tag in re.findall(rf'<input[^>]*name="{name}"[^>]*>', html) if " checked" in tag]
    return [re.search(r'value="([^"]*)"', tag)[1] for tag in tags]


def listed(html: str) -> list[str]:
    """The threads of a page's list, in order."""
    return [
        found[1]
        for card in html.split('<article class="cpd-card"')[1:]
        if (found := re.search(r'name="thread" value="(\d+)"', card))
    ]


def page(key, user, **asked: object) -> str:
    return builders.ask(key, user, "page", **asked).text


def posts(key, user, thread_id: int) -> list[int]:
    """The ids behind the buttons of a thread's posts, in order."""
    html = page(key, user, view="thread", thread=thread_id)
    return list(dict.fromkeys(map(int, fields(html, "post"))))


def answer(thread_id: int, body: str = "Thank you.", **more: object) -> dict[str, object]:
    return {"thread": thread_id, "token": str(uuid4()), "body": body, "signature": "named", **more}


def respond(key, user, thread_id: int, body: str = "Thank you.", **more: object) -> int:
    sent = answer(thread_id, body, **more)
    assert builders.send(key, user, "respond", sent).status == 200
    return builders.sent_with(sent["token"])


# Sharing.


@pytest.mark.usefixtures("written")
def test_before_sharing_the_writer_sees_what_colleagues_would_read(key, amara) -> None:
    html = page(key, amara, view="share")
    assert LATE in html
    assert LEARNT in html
    assert ticked(html, "parts") == ["what", "so_what"]
    assert fields(html, "audience") == ["cohort"]
    assert ticked(html, "signature") == ["named"]
    assert ticked(html, "attest") == []
    assert "My cohort, Rowan, with its peer leaders and facilitators" in html


def test_there_is_no_page_to_share_from_before_a_part_is_finished(key, amara) -> None:
    builders.drafted(key, amara, {"what": LATE})
    html = page(key, amara, view="share")
    assert fields(html, "attest") == []
    assert "what" in fields(html, "stage")


@pytest.mark.usefixtures("written")
def test_a_shared_reflection_is_shown_as_colleagues_see_it(key, amara, priya) -> None:
    answered = builders.send(key, amara, "share", wish())
    assert answered.status == 200
    assert LATE in answered.text
    assert "The cohort that you shared it with, its peer leaders and facilitators can read this." in answered.text
    [thread_id] = set(fields(page(key, priya, view="talk"), "thread"))
    read = page(key, priya, view="thread", thread=thread_id)
    assert LATE in read
    assert "<h5>So what?</h5>" in read
    assert "Amara Test" in read


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"attest": ""}, "Please read it through once more"),
        ({"parts": []}, "Choose at least one part to share."),
        ({"audience": "course"}, "Select a valid choice"),
        ({"audience": "pair"}, "Select a valid choice"),
        ({"signature": "someone"}, "Select a valid choice"),
        ({"parts": ["what", "nowhere"]}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_asked_for_and_every_choice_stays(key, amara, sent, error: str) -> None:
    kept = builders.everything()
    refused = builders.send(key, amara, "share", wish(**{"parts": ["so_what"], "signature": "pseudonym", **sent}))
    assert refused.status == 422
    assert error in refused.text
    if "parts" not in sent:
        assert ticked(refused.text, "parts") == ["so_what"]
    if "signature" not in sent:
        assert ticked(refused.text, "signature") == ["pseudonym"]
    assert {**builders.everything(), "Pseudonym": []} == kept


def test_a_part_that_is_not_finished_cannot_be_shared(key, amara, priya) -> None:
    builders.drafted(key, amara, {"what": LATE}, finish=True)
    builders.drafted(key, amara, {"so_what": "a private draft"})
    assert builders.send(key, amara, "share", wish()).status == 422
    assert builders.send(key, amara, "share", wish(parts=["what"])).status == 200
    assert "a private draft" not in page(key, priya, view="talk")


@pytest.mark.usefixtures("written")
def test_a_reflection_under_a_pseudonym_shows_neither_name_nor_work(key, amara, priya, ruth) -> None:
    builders.members.save_profile(user_id=amara.id, profession="Community nurse")
    builders.send(key, amara, "share", wish(signature="pseudonym"))
    for reader in (priya, ruth):
        [thread_id] = set(fields(page(key, reader, view="talk"), "thread"))
        for html in (page(key, reader, view="talk"), page(key, reader, view="thread", thread=thread_id)):
            assert LATE in html
            assert "under a pseudonym" in html
            assert not [told for told in ("Amara", "amara", "Community nurse") if told in html]


@pytest.mark.parametrize(
    ("naming", "offered"),
    [
        ("choice", ["named", "pseudonym"]),
        ("pseudonym", ["pseudonym"]),
        ("named", ["named"]),
        ("junk", ["named", "pseudonym"]),
    ],
)
def test_the_course_author_decides_which_signatures_there_are(amara, naming: str, offered: list[str]) -> None:
    key = builders.reflection_block(naming=naming)
    builders.drafted(key, amara, {"what": LATE}, finish=True)
    assert fields(page(key, amara, view="share"), "signature") == offered
    for signature in {"named", "pseudonym"} - set(offered):
        assert builders.send(key, amara, "share", wish(parts=["what"], signature=signature)).status == 422


def test_facilitators_always_sign_with_their_name(ruth, priya) -> None:
    key = builders.reflection_block(naming="pseudonym")
    builders.drafted(key, ruth, {"what": "My own."}, finish=True)
    assert fields(page(key, ruth, view="share"), "signature") == ["named"]
    assert builders.send(key, ruth, "share", wish(parts=["what"], signature="pseudonym")).status == 422
    assert builders.send(key, ruth, "share", wish(parts=["what"])).status == 200
    assert "Ruth Test" in page(key, builders.person("sean"), view="talk")


def test_where_the_author_allows_it_the_whole_course_can_be_chosen(amara) -> None:
    key = builders.reflection_block(audience="course")
    kofi = builders.person("kofi", cohort="Hawthorn")
    builders.drafted(key, amara, {"what": LATE}, finish=True)
    assert fields(page(key, amara, view="share"), "audience") == ["cohort", "course"]
    builders.send(key, amara, "share", wish(parts=["what"]))
    assert LATE not in page(key, kofi, view="talk")
    builders.send(key, amara, "share", wish(parts=["what"], audience="course"))
    assert LATE in page(key, kofi, view="talk")
    assert ticked(page(key, amara, view="share"), "audience") == ["course"]


@pytest.mark.usefixtures("thread_id")
def test_sharing_again_begins_from_what_is_shared(key, amara) -> None:
    builders.send(key, amara, "share", wish(parts=["so_what"]))
    html = page(key, amara, view="share")
    assert (ticked(html, "parts"), fields(html, "signature")) == (["so_what"], ["named"])
    assert "Share the changes" in html


def test_a_part_changed_since_it_was_shared_is_said_to_be_read_as_it_was(key, amara, thread_id) -> None:
    told = "colleagues read the earlier text until you share the changes"
    assert told not in page(key, amara, view="write")
    builders.drafted(key, amara, {"what": f"{LATE} And then I asked again."})
    assert told in page(key, amara, view="write")
    builders.send(key, amara, "share", wish())
    assert told not in page(key, amara, view="write")


def test_what_a_facilitator_hid_is_not_said_to_be_seen_when_it_is_shared_again(key, amara, ruth, thread_id) -> None:
    opening = re.search(r'name="post" value="(\d+)"', page(key, ruth, view="thread", thread=thread_id))[1]
    assert builders.send(key, ruth, "hide", {"post": opening, "reason": "The ward can be told."}).status == 200
    html = builders.send(key, amara, "share", wish()).text
    assert "Colleagues see it again once a facilitator shows it." in html
    assert "This is how colleagues see it" not in html


def test_the_audience_stays_where_a_colleague_answered_and_took_that_back(amara, priya) -> None:
    key = builders.reflection_block(audience="course")
    builders.drafted(key, amara, {"what": LATE}, finish=True)
    thread_id = builders.shared(key, amara)
    sent = builders.send(key, priya, "respond", answer(thread_id, "soon regretted"))
    post_id = re.search(r'name="post" value="(\d+)"', sent.text)[1]
    assert builders.send(key, priya, "withdraw_post", {"post": post_id}).status == 200
    assert fields(page(key, amara, view="share"), "audience") == ["cohort"]
    assert builders.send(key, amara, "share", wish(parts=["what"])).status == 200


def test_a_reflection_taken_back_is_gone_for_colleagues_and_kept_for_its_writer(key, amara, priya, thread_id) -> None:
    answered = builders.send(key, amara, "withdraw")
    assert answered.status == 200
    assert "You have taken it back." in answered.text
    assert LATE not in page(key, priya, view="talk")
    gone = builders.ask(key, priya, "page", view="thread", thread=thread_id)
    assert gone.status == 404
    assert 'role="alert"' in gone.text
    assert LATE in page(key, amara, view="write", stage="what")
    assert builders.send(key, amara, "share", wish()).status == 200
    assert LATE in page(key, priya, view="thread", thread=thread_id)


# Answering.


def test_words_that_begin_anew_stand_after_the_dots_of_their_beginning(key, amara, priya, thread_id) -> None:
    builders.send(key, priya, "respond", answer(thread_id, "Where did you learn it?", stem="I wondered …"))
    assert "I wondered … Where did you learn it?" in page(key, amara, view="thread", thread=thread_id)


def test_a_response_comes_back_with_a_fresh_form_for_another(key, amara, priya, thread_id) -> None:
    sent = answer(thread_id, "how calm you were", stem="I noticed …")
    answered = builders.send(key, priya, "respond", sent)
    assert answered.status == 200
    assert "I noticed how calm you were" in answered.text
    [token] = fields(answered.text, "token")
    assert token != sent["token"]
    assert "I noticed how calm you were" in page(key, amara, view="thread", thread=thread_id)


def test_the_same_response_sent_twice_is_written_once(key, amara, priya, thread_id) -> None:
    sent = answer(thread_id, "only once")
    for _again in range(2):
        assert builders.send(key, priya, "respond", sent).status == 200
    assert page(key, amara, view="thread", thread=thread_id).count("only once") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": " \n "},
        {"body": "x" * 20_001},
        {"token": "no token"},
        {"signature": "someone"},
        {"stem": "a stem of one's own"},
        {"thread": "0"},
    ],
)
def test_a_response_with_something_wrong_comes_back_as_it_was_typed(key, priya, thread_id, wrong) -> None:
    kept = builders.everything()
    sent = answer(thread_id, "kept as typed") | wrong
    refused = builders.send(key, priya, "respond", sent)
    assert refused.status == 422
    assert 'role="alert"' in refused.text
    assert str(sent["body"]).strip() in refused.text
    assert fields(refused.text, "thread") == [str(sent["thread"])]
    assert {**builders.everything(), "Pseudonym": []} == kept


def test_a_response_to_what_was_taken_back_meanwhile_is_told_so(key, amara, priya, thread_id) -> None:
    builders.send(key, amara, "withdraw")
    refused = builders.send(key, priya, "respond", answer(thread_id))
    assert refused.status == 404
    assert "It may have been withdrawn." in refused.text


def test_stems_are_the_authors_or_the_usual_ones(amara, priya) -> None:
    for number, (stems, offered) in enumerate(
        [([], ["I noticed …", "I wondered …", "I might try …", "Thank you for …"]), (["Well …"], ["Well …"])]
    ):
        key = builders.reflection_block(f"stems-{number}", stems=stems)
        builders.drafted(key, amara, {"what": LATE}, finish=True)
        html = page(key, priya, view="thread", thread=builders.shared(key, amara))
        assert fields(html, "stem") == ["", *offered]


def test_a_reply_stands_under_its_response(key, amara, priya, thread_id) -> None:
    response = respond(key, priya, thread_id, "a response")
    form = builders.ask(key, amara, "post", post=response, do="reply")
    assert form.status == 200
    assert fields(form.text, "parent") == [str(response)]
    assert fields(form.text, "stem") in ([], [""])
    answered = builders.send(key, amara, "respond", answer(thread_id, "a reply", parent=response))
    assert answered.status == 200
    assert "a reply" in answered.text
    seen = page(key, priya, view="thread", thread=thread_id)
    assert seen.index("a response") < seen.index("a reply")


def test_a_reply_to_an_opening_is_not_offered_and_not_taken(key, amara, priya, ruth, thread_id) -> None:
    [opening] = posts(key, ruth, thread_id)
    recommended = builders.send(key, ruth, "endorse", {"post": opening})
    assert recommended.status == 200
    assert 'value="reply"' not in recommended.text
    assert builders.send(key, priya, "respond", answer(thread_id, parent=opening)).status == 404


def test_own_responses_can_be_edited_and_say_that_they_were(key, amara, priya, thread_id) -> None:
    response = respond(key, priya, thread_id, "first words")
    form = builders.ask(key, priya, "post", post=response, do="edit")
    assert "first words</textarea>" in form.text
    edited = builders.send(key, priya, "edit_post", {"post": response, "body": "better words"})
    assert edited.status == 200
    for html in (edited.text, page(key, amara, view="thread", thread=thread_id)):
        assert "better words" in html
        assert "edited" in html
        assert "first words" not in html


@pytest.mark.parametrize("body", ["", " \n "])
def test_an_edit_to_nothing_is_refused(key, priya, thread_id, body: str) -> None:
    response = respond(key, priya, thread_id, "first words")
    refused = builders.send(key, priya, "edit_post", {"post": response, "body": body})
    assert refused.status == 422
    assert "Write a few words first." in refused.text
    assert "first words" in page(key, priya, view="thread", thread=thread_id)


def test_a_response_taken_back_is_gone_for_everyone_else(key, amara, priya, thread_id) -> None:
    response = respond(key, priya, thread_id, "too soon")
    taken_back = builders.send(key, priya, "withdraw_post", {"post": response})
    assert taken_back.status == 200
    assert "You have taken this back." in taken_back.text
    assert 'value="edit"' not in taken_back.text
    assert "too soon" not in page(key, amara, view="thread", thread=thread_id)
    assert builders.ask(key, amara, "post", post=response).status == 404


def test_only_their_author_is_offered_to_change_words(key, amara, priya, ruth, thread_id) -> None:
    response = respond(key, priya, thread_id)
    assert 'value="edit"' in builders.ask(key, priya, "post", post=response).text
    for other in (amara, ruth):
        assert 'value="edit"' not in builders.ask(key, other, "post", post=response).text


def test_a_list_is_in_the_order_that_was_asked_for(key, amara, priya, thread_id, clock) -> None:
    respond(key, priya, thread_id)
    clock.move(days=1)
    builders.drafted(key, priya, {"what": "Priya's own."}, finish=True)
    clock.move(days=-2)
    newer = builders.shared(key, priya)
    assert listed(page(key, amara, view="talk")) == [str(thread_id), str(newer)]
    assert listed(page(key, amara, view="talk", order="unanswered")) == [str(newer), str(thread_id)]
    assert listed(page(key, amara, view="talk", order="sideways")) == [str(thread_id), str(newer)]


def test_a_long_list_comes_in_pages(key, amara) -> None:
    where = builders.space(key.block_id)
    for number in range(12):
        builders.opened(where, builders.learner(f"person-{number}"), now=builders.day(number / 10))
    first, second = (page(key, amara, view="talk", number=number) for number in (1, 2))
    assert (len(set(fields(first, "thread"))), len(set(fields(second, "thread")))) == (10, 2)
    assert fields(first, "number") == ["2"]
    assert fields(second, "number") == ["1"]
    assert "There is nothing further." in page(key, amara, view="talk", number=3)


# Facilitating.


def test_a_recommendation_is_shown_and_can_be_taken_back(key, priya, ruth, thread_id) -> None:
    response = respond(key, priya, thread_id)
    assert "A facilitator recommends this" in builders.send(key, ruth, "endorse", {"post": response}).text
    assert "A facilitator recommends this" in builders.ask(key, priya, "post", post=response).text
    undone = builders.send(key, ruth, "endorse", {"post": response, "undo": "1"})
    assert "A facilitator recommends this" not in undone.text


def test_hiding_needs_a_reason_that_the_author_reads(key, amara, priya, ruth, thread_id) -> None:
    response = respond(key, priya, thread_id, "by the window")
    form = builders.ask(key, ruth, "post", post=response, do="hide")
    assert "<textarea" in form.text
    refused = builders.send(key, ruth, "hide", {"post": response, "reason": " "})
    assert refused.status == 422
    assert "Give a reason" in refused.text
    assert builders.send(key, ruth, "hide", {"post": response, "reason": "It names a ward."}).status == 200
    own = builders.ask(key, priya, "post", post=response).text
    assert "by the window" in own
    assert "It names a ward." in own
    assert "by the window" not in page(key, amara, view="thread", thread=thread_id)


def test_the_second_facilitator_to_hide_is_told_that_a_colleague_was_first(key, priya, ruth, thread_id) -> None:
    response = respond(key, priya, thread_id)
    owen = builders.person("owen", role=Role.FACILITATOR)
    sent = {"post": response, "reason": "It names a ward."}
    assert builders.send(key, ruth, "hide", sent).status == 200
    refused = builders.send(key, owen, "hide", sent)
    assert refused.status == 409
    assert "A colleague has already hidden this." in refused.text
    assert builders.send(key, owen, "restore", {"post": response}).status == 200
    assert builders.send(key, ruth, "restore", {"post": response}).status == 409


def test_a_hidden_reflection_tells_its_writer_why(key, amara, priya, ruth, thread_id) -> None:
    [opening] = posts(key, ruth, thread_id)
    builders.send(key, ruth, "hide", {"post": opening, "reason": "It names a ward."})
    assert "It names a ward." in page(key, amara, view="write")
    assert LATE not in page(key, priya, view="talk")
    assert LATE in page(key, ruth, view="people")
    builders.send(key, ruth, "restore", {"post": opening})
    assert LATE in page(key, priya, view="talk")


def roster(html: str) -> dict[str, list[str]]:
    """The table of who took part: name, parts finished, shared, responses."""
    found = re.findall(r"<tr><th[^>]*>([^<]+)</th>(.*?)</tr>", html, re.DOTALL)
    return {name: re.findall(r"<td>(.*?)</td>", cells) for name, cells in found if "<td>" in cells}


def test_staff_see_who_took_part_and_not_what_they_wrote(key, amara, priya, ruth) -> None:
    builders.person("kofi", cohort="Hawthorn")
    builders.drafted(key, amara, {"what": LATE, "so_what": LEARNT}, finish=True)
    builders.drafted(key, priya, {"what": "Priya's draft."})
    thread_id = builders.shared(key, amara)
    respond(key, priya, thread_id)
    html = page(key, ruth, view="people")
    assert roster(html) == {
        "Amara Test": ["2 of 2", "Yes", "–"],
        "Priya Test": ["0 of 2", "–", "1"],
        "Kofi Test": ["0 of 2", "–", "–"],
    }
    assert not [words for words in (LATE, LEARNT, "Priya's draft.") if words in html]


def test_what_was_done_under_a_pseudonym_is_not_listed_by_name(key, amara, priya, ruth) -> None:
    builders.drafted(key, amara, {"what": LATE}, finish=True)
    thread_id = builders.shared(key, amara, signature="pseudonym")
    respond(key, priya, thread_id, signature="pseudonym")
    listed = roster(page(key, ruth, view="people"))
    assert (listed["Amara Test"][1:], listed["Priya Test"][1:]) == (["–", "–"], ["–", "–"])


def test_a_part_that_was_removed_is_not_counted(key, amara, ruth) -> None:
    builders.drafted(key, amara, {"what": LATE, "so_what": LEARNT, "removed": "x"}, finish=True)
    assert roster(page(key, ruth, view="people"))["Amara Test"][0] == "2 of 2"


def test_who_facilitates_one_cohort_sees_that_one_alone(key, amara, ruth, thread_id) -> None:
    kofi = builders.person("kofi", cohort="Hawthorn")
    hawthorns = builders.person("hawthorns", cohort="Hawthorn", role=Role.FACILITATOR)
    builders.drafted(key, kofi, {"what": "Kofi's."}, finish=True)
    builders.shared(key, kofi)
    [opening] = posts(key, ruth, thread_id)
    builders.send(key, ruth, "hide", {"post": opening, "reason": "It names a ward."})
    html = page(key, hawthorns, view="people")
    assert list(roster(html)) == ["Kofi Test"]
    assert "It names a ward." not in html
    assert "Amara" not in html
    assert "Kofi&#x27;s." in page(key, hawthorns, view="talk")
    assert "It names a ward." in page(key, ruth, view="people")


def test_learners_have_no_page_of_who_took_part(key, amara, priya, thread_id) -> None:
    answered = builders.ask(key, priya, "page", view="people")
    assert answered.status == 200  # the first page, in place of one that is not there for learners
    assert "what" in fields(answered.text, "stage")
    assert roster(answered.text) == {}
    assert "people" not in fields(builders.shown(key, priya), "view")


def test_the_record_of_what_was_done_is_shown_to_staff(key, priya, ruth, thread_id) -> None:
    response = respond(key, priya, thread_id)
    builders.send(key, ruth, "endorse", {"post": response})
    builders.send(key, ruth, "hide", {"post": response, "reason": "It names a ward."})
    html = page(key, ruth, view="people")
    assert "Ruth Test recommended a text" in html
    assert "Ruth Test hid a text" in html
    assert "It names a ward." in html


def test_titles_and_words_that_people_type_are_escaped(amara, priya) -> None:
    key = builders.reflection_block(display_name="<b>Pause</b>", stems=["<i>Hm</i>"])
    amara.first_name = "<u>Amara"
    amara.save()
    builders.members.save_profile(user_id=amara.id, profession="<s>Nurse")
    builders.drafted(key, amara, {"what": "<script>alert(1)</script> late"}, finish=True)
    thread_id = builders.shared(key, amara)
    html = (
        builders.shown(key, priya) + page(key, priya, view="thread", thread=thread_id) + page(key, priya, view="talk")
    )
    assert not [tag for tag in ("<b>Pause", "<i>Hm", "<u>Amara", "<s>Nurse", "<script>alert") if tag in html]


def test_what_one_answered_is_listed_on_the_own_page_and_can_be_taken_back(key, amara, priya, thread_id):
    answer = {"thread": thread_id, "token": uuid4(), "body": "I would call too.", "signature": "named"}
    builders.send(key, priya, "respond", answer)
    builders.send(key, amara, "withdraw")
    mine = builders.ask(key, priya, "page", view="me").text
    assert "I would call too." in mine
    assert "Take back" in mine
    assert LATE not in mine
    assert "I would call too." not in builders.ask(key, amara, "page", view="me").text


def test_two_replies_in_error_on_one_page_keep_their_own_ids(key, amara, priya, thread_id):
    pages = [
        builders.send(key, priya, "respond", {"thread": thread_id, "parent": parent, "token": uuid4(), "body": ""}).text
        for parent in (7, 8)
    ]
    ids = [set(re.findall(r' id="([^"]+)"', page)) for page in pages]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_what_is_left_of_a_removed_part_is_shared_only_if_it_was_finished(key, amara):
    builders.drafted(key, amara, {"gone": "half a thought"})
    builders.drafted(key, amara, {"what": LATE, "gone_too": LEARNT}, finish=True)
    html = builders.ask(key, amara, "page", view="share").text
    assert "half a thought" not in html
    assert LEARNT in html


def test_what_changed_since_it_was_read_through_is_not_shared_unread(key, amara, written):
    seen = re.search(r'name="seen" value="([^"]*)"', page(key, amara, view="share"))[1]
    draft = {"stage": "what", "version": 1, "base": LATE, "body": "Something unread."}
    assert builders.send(key, amara, "save_draft", draft).status == 200
    answer = builders.send(key, amara, "share", wish(seen=seen))
    assert answer.status == 422
    assert "Something unread." in answer.text
    assert "has changed since you read it through" in answer.text
    assert ticked(answer.text, "attest") == []
    fresh = re.search(r'name="seen" value="([^"]*)"', answer.text)[1]
    assert builders.send(key, amara, "share", wish(seen=fresh)).status == 200


def own_thread(key, amara) -> int:
    return int(page(key, amara, view="write").split('name="thread" value="')[1].split('"')[0])


def test_whoever_opened_a_thread_is_told_the_name_that_the_answer_will_carry(key, amara, priya, written):
    builders.send(key, amara, "share", wish(signature="pseudonym"))
    thread_id = own_thread(key, amara)
    assert "cpd-respond" not in page(key, amara, view="thread", thread=thread_id)  # Nobody to answer yet.
    builders.send(key, priya, "respond", answer(thread_id, "Thank you."))
    html = page(key, amara, view="thread", thread=thread_id)
    assert "my pseudonym" in html
    assert "Signed as Amara" not in html


def test_the_share_form_offers_no_other_name_once_it_is_shared(key, amara, written):
    builders.send(key, amara, "share", wish(signature="pseudonym"))
    html = page(key, amara, view="share")
    assert re.findall(r'name="signature" value="([^"]*)"', html) == ["pseudonym"]


def test_nothing_tells_the_role_of_someone_under_a_pseudonym(key, amara, priya, written):
    builders.send(key, amara, "share", wish(signature="pseudonym"))
    thread_id = own_thread(key, amara)
    builders.enrol(amara, role=Role.FACILITATOR)
    builders.send(
        key,
        amara,
        "respond",
        {"thread": thread_id, "token": uuid4(), "body": "And now I facilitate.", "signature": "pseudonym"},
    )
    html = page(key, priya, view="thread", thread=thread_id)
    assert "And now I facilitate." in html
    assert "Facilitator" not in html


def test_the_form_offers_the_name_that_one_has_in_the_thread(key, priya, thread_id) -> None:
    answered = builders.send(key, priya, "respond", answer(thread_id, signature="pseudonym"))
    assert set(fields(answered.text, "signature")) == {"pseudonym"}
    assert builders.send(key, priya, "respond", answer(thread_id, signature="named")).status == 422


def test_a_beginning_that_is_no_longer_offered_is_named_and_the_words_stay(key, priya, thread_id) -> None:
    refused = builders.send(key, priya, "respond", answer(thread_id, "I would call.", stem="Once upon a time …"))
    assert refused.status == 422
    assert "I would call.</textarea>" in refused.text
    assert "Once upon a time … is not one of the available choices." in refused.text


def test_whoever_has_moved_to_another_cohort_is_told_who_can_read_what_was_answered(
    key, amara, priya, thread_id
) -> None:
    respond(key, priya, thread_id)
    builders.enrol(amara, cohort="Alder")
    shown = page(key, amara, view="share")
    assert "Alder" not in shown
    assert "The cohort that you shared it with" in shown


def test_a_stage_may_be_called_by_any_sign(amara) -> None:
    key = builders.reflection_block("percent", stages=[{"id": "50%s", "heading": "Half", "prompt": "?"}])
    assert 'id="cpd-percent-body-50%s"' in builders.shown(key, amara)
    sent = {"stage": "50%s", "version": 0, "base": "", "body": ""}
    assert builders.send(key, amara, "finish_stage", sent).status == 422
