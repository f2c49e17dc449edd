"""Four people and the clock: nobody waits alone, and someone looks after the space."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SAVED, Visitor

pytestmark = pytest.mark.browser

WORDS = "A man in his seventies was quieter than usual."
MORE = " I said the word sepsis out loud, and was asked to hold."
ANSWER = "how you stayed on the line. I would have hung up."
CAME_OF_IT = "I have said it out loud twice since. Both times somebody came."


def later(visitor: Visitor, *steps: str) -> None:
    """Move the story's clock, by hours, days or weeks."""
    for step in steps:
        visitor.post("/clock", step=step)


def asked_about(visitor: Visitor, words: str) -> Locator:
    """Be asked to respond, until it is about these words, and return the post at the top."""
    visitor.press("Respond to a colleague")
    post = visitor.block.locator(".cpd-post").first
    for _other in range(20):
        if words in post.inner_text():
            return post
        visitor.press("Show me another")
        expect(visitor.block.get_by_role("button", name="Show me another")).to_be_visible()
    raise AssertionError("Nobody was asked about it.")


@pytest.fixture
def amara(visit: Visit) -> Visitor:
    """She wrote on one evening, went on two days later, and has shared it."""
    amara = visit("amara")
    amara.open()
    amara.type(WORDS)
    expect(amara.status).to_have_text(SAVED)
    later(amara, "day", "day")
    amara.open()
    expect(amara.text).to_have_value(WORDS)
    amara.type(MORE)
    expect(amara.status).to_have_text(SAVED)
    amara.press("Finish this part")
    amara.share()
    return amara


def test_whoever_shares_is_answered_by_someone_who_is_asked_and_both_hear_what_came_of_it(
    visit: Visit, amara: Visitor
) -> None:
    amara.open()
    expect(amara.block).to_contain_text("Someone responds by Sunday evening.")

    kofi = visit("kofi")
    kofi.open()
    kofi.show_talk()
    asked_about(kofi, WORDS)
    kofi.block.get_by_label("I noticed …").check()
    kofi.respond(ANSWER)

    amara.open()
    news = amara.block.get_by_role("region", name="Since you were last here")
    expect(news).to_contain_text("A colleague responded to you")
    news.get_by_role("button", name=re.compile("A colleague responded")).click()
    amara.settle()
    answer = amara.block.locator(".cpd-responses > .cpd-post", has_text=ANSWER)
    amara.press("Thank you", answer)
    amara.press("This changed what I'll do", answer)
    expect(answer.get_by_role("button", name="Thank you")).to_have_attribute("aria-pressed", "true")
    amara.open()
    expect(news).to_have_count(0)

    kofi.open()
    told = kofi.block.get_by_role("region", name="Since you were last here")
    expect(told).to_contain_text("Someone thanks you for your response")
    told.get_by_role("button", name=re.compile("Your response changed what someone will do")).click()
    kofi.settle()
    mine = kofi.block.locator(".cpd-responses > .cpd-post", has_text=ANSWER)
    expect(mine).to_contain_text("“This changed what I'll do,” says the author.")

    later(amara, "week", "week", "week")
    amara.open()
    amara.press("It is time to look back: what came of what you shared?")
    expect(amara.block).to_contain_text("Did you do what you meant to? What happened?")
    amara.type(CAME_OF_IT)
    expect(amara.status).to_have_text(SAVED)
    amara.press("Tell those who responded")
    expect(amara.block.locator(".cpd-good")).to_contain_text("Those who responded will find it here.")

    kofi.open()
    told.get_by_role("button", name=re.compile("tells what came of it")).click()
    kofi.settle()
    expect(kofi.block).to_contain_text(CAME_OF_IT)
    priya = visit("priya")
    priya.open()
    priya.read(WORDS)
    expect(priya.block).to_contain_text(ANSWER)
    expect(priya.block).not_to_contain_text(CAME_OF_IT)


def test_what_a_colleague_points_out_is_looked_at_hidden_mended_and_shown_again(visit: Visit, amara: Visitor) -> None:
    priya = visit("priya")
    priya.open()
    post = priya.read(WORDS)
    priya.press("Tell a facilitator", post)
    priya.press("Ask them to look", post)
    expect(post).to_contain_text("Choose what comes nearest.")
    post.get_by_label("Someone could be recognised in it").check()
    post.get_by_label("Anything the facilitators should know").fill("The street is named.")
    priya.press("Ask them to look", post)
    expect(post).to_contain_text("Thank you for looking after this space.")
    expect(post).to_contain_text(WORDS)

    amara.open()
    expect(amara.block).to_contain_text("Somebody wondered whether a person could be recognised")
    assert "Priya" not in amara.block.get_by_role("region", name="Since you were last here").inner_text()

    ruth = visit("ruth")
    ruth.open()
    ruth.show("Who took part")
    report = ruth.block.locator(".cpd-report", has_text="The street is named.")
    expect(report).to_contain_text("Someone could be recognised in it.")
    assert "Priya" not in report.inner_text()
    ruth.press("Hide", report)
    report.get_by_label("Why it is hidden").fill("The street could name them. Take it out, and I show it again.")
    ruth.press("Hide it", report)

    kofi = visit("kofi")
    kofi.open()
    kofi.show_talk()
    expect(kofi.block).not_to_contain_text(WORDS)
    priya.open()
    expect(priya.block).to_contain_text("A facilitator has acted on what you pointed out.")
    amara.open()
    expect(amara.block).to_contain_text("The street could name them.")
    expect(amara.block.get_by_role("button", name="Change what you share")).to_be_visible()

    ruth.open()
    ruth.show("Who took part")
    hidden = ruth.block.locator(".cpd-post", has_text=WORDS)
    ruth.press("Show again", hidden)
    expect(ruth.block.locator(".cpd-good")).to_have_text("Shown again.")
    expect(ruth.block.locator(".cpd-record")).to_contain_text("showed a text again")
    kofi.open()
    kofi.show_talk()
    expect(kofi.block).to_contain_text(WORDS)
    amara.open()
    expect(amara.block).to_contain_text("What you wrote is shown again")


def test_a_report_that_is_left_can_be_taken_up_again(visit: Visit, amara: Visitor) -> None:
    priya = visit("priya")
    priya.open()
    post = priya.read(WORDS)
    priya.press("Tell a facilitator", post)
    post.get_by_label("It is unkind").check()
    priya.press("Ask them to look", post)

    ruth = visit("ruth")
    ruth.open()
    ruth.show("Who took part")
    mine = ruth.block.locator(".cpd-report", has_text=WORDS)
    ruth.press("Leave it as it is", mine)
    expect(ruth.block.locator(".cpd-good")).to_contain_text("Left as it is.")
    ruth.press("Look at it again", mine)
    expect(ruth.block.locator(".cpd-good")).to_contain_text("Put back among those to look at.")
    expect(mine.get_by_role("button", name="Leave it as it is")).to_be_visible()


def test_whoever_finds_nobody_waiting_is_told_so(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open("week-4-reflecting")
    kofi.show_talk()
    expect(kofi.block).to_contain_text("Nobody is waiting for a response from you just now.")
    expect(kofi.block.get_by_role("button", name="Respond to a colleague")).to_have_count(0)
