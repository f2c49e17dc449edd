"""The course's story, as its people live it: writing, sharing, answering, facilitating, taking back."""

import json
import re

import pytest
from playwright.sync_api import Request, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SAVED, Visitor

pytestmark = pytest.mark.browser

WORDS = "A man in his seventies was quieter than usual. I said the word sepsis out loud."
PRIVATE = "I have told nobody that I was too tired to ask."


@pytest.fixture
def amara(visit: Visit) -> Visitor:
    """She has shared her first part under her pseudonym, and begun nothing else."""
    amara = visit("amara")
    amara.open()
    amara.finish(WORDS)
    amara.share(amara.pseudonym())
    return amara


def test_what_is_typed_is_saved_and_the_next_part_opens_three_days_after_the_first_is_finished(visit: Visit) -> None:
    amara = visit("amara")
    block = amara.open()
    amara.type(WORDS)
    expect(amara.status).to_have_text(SAVED)
    amara.open()
    expect(amara.text).to_have_value(WORDS)

    amara.press("Finish this part")
    expect(block.locator(".cpd-good")).to_contain_text("“What happened?” is finished and saved.")
    second = block.locator(".cpd-step", has_text="So what do you make of it now?")
    expect(second).to_contain_text("Opens on Friday")
    expect(second.get_by_role("button")).to_have_count(0)
    expect(amara.text).to_have_count(0)

    for _day in range(3):
        amara.page.get_by_role("button", name="+1 day").click()
    expect(second).to_have_attribute("aria-current", "step")
    expect(amara.block.get_by_role("heading", name="So what do you make of it now?")).to_be_visible()
    expect(amara.text).to_have_value("")


def test_sharing_shows_what_others_will_read_and_loses_nothing_when_the_promise_is_missing(visit: Visit) -> None:
    amara = visit("amara")
    block = amara.open()
    amara.finish(WORDS)
    name = amara.pseudonym()
    amara.show("My reflection")
    amara.press("Share it with colleagues")
    expect(block.locator(".cpd-preview")).to_have_text(re.compile(re.escape(WORDS)))

    block.get_by_label(name).check()
    amara.press("Share")
    promise = block.get_by_label("I have read it through")
    expect(promise).to_have_accessible_description(re.compile("tick this when nobody can be identified"))
    expect(block.get_by_role("alert")).to_be_focused()
    expect(block.get_by_label(name)).to_be_checked()
    expect(block.locator(".cpd-preview")).to_have_text(re.compile(re.escape(WORDS)))

    promise.check()
    amara.press("Share")
    expect(block.locator(".cpd-good")).to_contain_text("This is how colleagues see it")
    expect(block.locator(".cpd-post").first).to_contain_text(name)


def test_a_pseudonym_is_all_that_colleagues_of_the_cohort_see_and_other_cohorts_see_nothing(
    visit: Visit, amara: Visitor
) -> None:
    name = amara.pseudonym()
    kofi = visit("kofi")
    kofi.open()
    post = kofi.read("quieter than usual")
    expect(post).to_contain_text(f"{name} under a pseudonym")
    expect(post).to_contain_text(WORDS)
    assert not re.search("Amara|nurse|nursing", kofi.block.inner_text(), re.IGNORECASE)

    tomasz = visit("tomasz", may_fail="status of 404")
    tomasz.open()
    tomasz.show_talk()
    expect(tomasz.block.locator(".cpd-card")).not_to_have_count(0)
    assert "quieter than usual" not in tomasz.page.content()
    tomasz.revisit(kofi.thread)
    expect(tomasz.block.get_by_role("alert")).to_contain_text("This is no longer here")


def test_an_answer_grows_from_a_stem_is_answered_and_can_be_changed(visit: Visit, amara: Visitor) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("quieter than usual")
    kofi.block.get_by_label("I wondered …").check()
    kofi.respond("who was with you.")
    sent = kofi.block.locator(".cpd-responses > .cpd-post")
    expect(sent).to_contain_text("I wondered who was with you.")
    expect(sent).to_be_focused()
    expect(kofi.text).to_have_value("")

    amara.open()
    expect(amara.block).to_contain_text("1 colleague's response so far.")
    amara.press("Read the conversation")
    amara.press("Reply")
    expect(amara.block.get_by_label("Your reply")).to_be_focused()
    amara.block.get_by_label("Your reply").fill("His wife was.")
    amara.press("Send", amara.block.locator(".cpd-post .cpd-respond"))
    reply = amara.block.locator(".cpd-reply")
    expect(reply).to_be_focused()
    expect(reply).to_contain_text("His wife was.")
    expect(amara.block.get_by_role("button", name="Reply")).to_be_visible()

    amara.press("Edit", reply)
    amara.block.get_by_label("Your response").first.fill("His wife, all night.")
    amara.press("Save", reply)
    expect(reply).to_contain_text("His wife, all night.")
    expect(reply).to_contain_text("edited")
    kofi.open()
    kofi.read("quieter than usual")
    expect(kofi.block.locator(".cpd-reply")).to_contain_text("His wife, all night.")


def test_an_edit_can_be_left_without_changing_anything(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    mine = kofi.block.locator(".cpd-responses > .cpd-post", has_text="Kofi Asante")
    kofi.press("Edit", mine)
    mine.locator("textarea").fill("Something I do not mean.")
    kofi.press("Cancel", mine)
    expect(mine).to_contain_text("saying the time I want")
    expect(mine).to_be_focused()
    kofi.press("Edit", mine)
    expect(mine.locator("textarea")).to_have_value(re.compile("saying the time I want"))


def test_a_facilitator_sees_who_took_part_but_no_private_words_and_nothing_done_under_a_pseudonym(
    visit: Visit, amara: Visitor
) -> None:
    for _day in range(3):
        amara.post("/clock", step="day")
    amara.open()
    amara.type(PRIVATE)
    expect(amara.status).to_have_text(SAVED)

    ruth = visit("ruth")
    ruth.open()
    expect(ruth.block.locator(".cpd-card", has_text="quieter than usual")).to_be_visible()
    ruth.show("Who took part")
    row = ruth.block.get_by_role("row", name=re.compile("Amara Nwosu"))
    expect(row.get_by_role("cell")).to_have_text(["1 of 3", "–", "–"])
    expect(ruth.block.get_by_role("row", name=re.compile("Priya")).get_by_role("cell")).to_have_text(
        ["2 of 3", "Yes", "–"]
    )
    assert amara.pseudonym() not in ruth.page.content()
    for tab in ("Who took part", "From the course", "My reflection"):
        ruth.show(tab)
        assert PRIVATE not in ruth.page.content()


def test_a_facilitator_answers_recommends_hides_with_a_reason_and_shows_again(visit: Visit, amara: Visitor) -> None:
    ruth, kofi = visit("ruth"), visit("kofi")
    ruth.open()
    post = ruth.read("quieter than usual")
    ruth.respond("What would have helped you to ask?")
    expect(ruth.block.locator(".cpd-responses > .cpd-post")).to_contain_text("Facilitator")
    ruth.press("Recommend", post)
    expect(post).to_contain_text("A facilitator recommends this")
    expect(post.get_by_role("button", name="Reply")).to_have_count(0)

    ruth.press("Hide", post)
    ruth.press("Hide it", post)
    reason = post.get_by_label("Why it is hidden")
    expect(reason).to_have_accessible_description(re.compile("Give a reason: the author will read it"))
    kofi.open()
    kofi.read("quieter than usual")
    reason.fill("The street could be recognised.")
    ruth.press("Hide it", post)
    expect(post).to_contain_text("Hidden by a facilitator: The street could be recognised.")

    kofi.open()
    kofi.show_talk()
    expect(kofi.block.locator(".cpd-card", has_text="quieter than usual")).to_have_count(0)
    amara.open()
    expect(amara.block).to_contain_text("A facilitator has hidden what you shared: The street could be recognised.")

    ruth.show("Who took part")
    expect(ruth.block.locator(".cpd-record")).to_contain_text("Ruth Abernethy hid a text: The street")
    hidden = ruth.block.locator(".cpd-post", has_text="quieter than usual")
    ruth.press("Show again", hidden)
    kofi.show_talk()
    expect(kofi.read("quieter than usual")).to_contain_text("A facilitator recommends this")


def test_what_is_taken_back_is_gone_for_everyone_else_and_answers_stay_with_their_writers(
    visit: Visit, amara: Visitor
) -> None:
    kofi, priya = visit("kofi"), visit("priya", may_fail="status of 404")
    for colleague in (kofi, priya):
        colleague.open()
        colleague.read("quieter than usual")
    kofi.respond("I would have waited too.")
    thread = kofi.thread

    amara.open()
    amara.press("Take it back")
    expect(amara.block.locator(".cpd-good")).to_contain_text("Nobody else can read it now")
    amara.press("What happened?")
    expect(amara.text).to_have_value(WORDS)

    priya.text.fill("Too late.")
    priya.press("Send")
    expect(priya.block.get_by_role("alert")).to_contain_text("no longer here")
    expect(priya.text).to_have_value("Too late.")
    kofi.show_talk()
    assert "quieter than usual" not in kofi.page.content()
    kofi.revisit(thread)
    expect(kofi.block.locator(".cpd-post").first).to_contain_text("Its author has taken this back.")
    expect(kofi.block.locator(".cpd-responses > .cpd-post")).to_contain_text("I would have waited too.")
    assert "quieter than usual" not in kofi.page.content()


def test_nothing_is_sent_as_a_form_because_platforms_write_the_fields_of_forms_into_their_log(visit: Visit) -> None:
    amara, kofi, ruth, ines = (visit(name) for name in ("amara", "kofi", "ruth", "ines"))
    sent: list[Request] = []
    for visitor in (amara, kofi, ruth, ines):
        visitor.page.on("request", lambda request: sent.append(request) if request.method != "GET" else None)

    amara.open()
    amara.type(WORDS)
    expect(amara.status).to_have_text(SAVED)
    amara.finish(WORDS)
    amara.share()
    kofi.open()
    kofi.read("quieter than usual")
    kofi.respond(PRIVATE)
    ruth.open()
    post = ruth.read("quieter than usual")
    ruth.press("Recommend", post)
    ruth.press("Hide", post)
    post.get_by_label("Why it is hidden").fill("The street could be recognised.")
    ruth.press("Hide it", post)
    editor = ines.open_studio()
    ines.press("Add a part", editor)

    handlers = {request.url.rsplit("/", 1)[1] for request in sent}
    assert handlers >= {"save_draft", "finish_stage", "share", "respond", "endorse", "hide", "arrange_stages"}
    assert {request.headers["content-type"] for request in sent} == {"application/json"}
    words = [json.loads(request.post_data or "") for request in sent if request.url.endswith("/finish_stage")]
    assert ["body", WORDS] in words[0]
