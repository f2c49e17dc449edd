"""Two people: a learner asks on her phone, a mentor accepts, they write, agree on goals, and part."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import pairs
from tests.browser.conftest import Visit
from tests.browser.everyone import nobody_is_kept_out, on_phone_and_desk
from tests.browser.server import Server
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.weight import MOST, weights

pytestmark = pytest.mark.browser

TELLING = "I sat with Mrs Okafor. Her son rang from 07700 900123."
WORDS = "I decide alone at night, and would like to be surer of myself."


@pytest.fixture
def people(server: Server, visit: Visit) -> None:
    pairs.bring_people(server)


def opened(visitor: Visitor) -> Visitor:
    visitor.open(pairs.UNIT)
    return visitor


def asked(visitor: Visitor, name: str = "Samuel Tekle", words: str = WORDS) -> None:
    """Ask a mentor from the suggestions."""
    card = visitor.block.locator(".cpd-card", has=visitor.page.get_by_text(name, exact=True))
    visitor.press(f"Ask {name}", card)
    visitor.text.fill(words)
    visitor.press("Send")
    expect(visitor.block.locator(".cpd-good")).to_have_text(f"You have asked {name}.")


def said(visitor: Visitor, words: str) -> None:
    visitor.text.fill(words)
    visitor.press("Send")
    expect(visitor.block.locator(".cpd-own").last).to_contain_text(words)


@pytest.mark.usefixtures("people")
def test_a_learner_asks_they_talk_agree_on_a_goal_and_part(visit: Visit) -> None:
    amara, samuel = visit("amara", viewport=PHONE), visit("samuel", viewport=DESK)
    opened(amara)
    expect(amara.block.get_by_role("heading", name="Mentors who fit you")).to_be_visible()
    asked(amara)
    expect(amara.block.get_by_role("button", name="Take it back")).to_be_visible()

    opened(samuel)
    expect(samuel.block.get_by_role("heading", name="Waiting for your answer")).to_be_visible()
    expect(samuel.block).to_contain_text(WORDS)
    expect(samuel.block).not_to_contain_text("Night team")
    samuel.press("Accept Amara Nwosu")
    expect(samuel.block.get_by_role("heading", name="You mentor Amara Nwosu")).to_be_visible()
    said(samuel, "Welcome. Shall we ring each other on Thursday?")

    opened(amara)
    expect(amara.block.get_by_role("heading", name="Samuel Tekle is your mentor")).to_be_visible()
    expect(amara.block).to_contain_text("Shall we ring each other on Thursday?")
    said(amara, "Thursday at seven, after the handover.")
    amara.press("Write down a goal")
    amara.block.get_by_label("What you agreed on").fill("Ring for help **before** I am sure.")
    amara.press("Save")
    expect(amara.block.locator(".cpd-good")).to_have_text("Your goals are saved.")

    opened(samuel)
    samuel.press("Open Amara Nwosu")
    expect(samuel.block).to_contain_text("Thursday at seven, after the handover.")
    expect(samuel.block).to_contain_text("Ring for help before I am sure.")
    said(samuel, "Good.")
    own = samuel.block.locator(".cpd-own").last
    samuel.press("Edit", own)
    own.get_by_label("Your message").fill("Good, I am looking forward to it.")
    samuel.press("Save", own)
    expect(samuel.block.locator(".cpd-own").last).to_contain_text("looking forward to it")

    opened(amara)
    amara.press("End it early")
    expect(amara.block).to_contain_text("You need not say why.")
    amara.block.get_by_label("Find another mentor for me").uncheck()
    amara.press("End it")
    expect(amara.block.locator(".cpd-good")).to_contain_text("It is over.")
    opened(samuel)
    expect(samuel.block).to_contain_text("Amara Nwosu has ended your partnership")
    samuel.press("Say how it was (Amara Nwosu)")
    expect(samuel.block).to_contain_text("Thursday at seven")
    expect(samuel.block.get_by_label("Your message")).to_have_count(0)


@pytest.mark.usefixtures("people")
def test_what_shows_who_a_patient_is_is_pointed_out_before_it_is_sent(visit: Visit) -> None:
    amara = opened(visit("amara", viewport=PHONE))
    amara.press("Ask Samuel Tekle")
    amara.text.fill(TELLING)
    expect(amara.block.locator(".cpd-findings")).to_contain_text("Mrs Okafor")
    amara.press("Send")
    expect(amara.block.get_by_role("alert")).to_contain_text("Not sent yet.")
    expect(amara.text).to_have_value(TELLING)


@pytest.mark.usefixtures("people")
def test_a_long_conversation_is_read_backwards_with_the_keyboard(visit: Visit, server: Server) -> None:
    pairs.bring_together(server)
    pairs.talk(server, 45)
    amara = opened(visit("amara", viewport=PHONE))
    # What was new is new no more.
    opened(amara)
    bodies = amara.block.locator(".cpd-responses .cpd-body")
    expect(bodies).to_have_text([f"Message {number}." for number in range(25, 45)])
    for first, last in ((5, 24), (0, 4)):
        earlier = amara.block.get_by_role("button", name="Earlier messages")
        earlier.focus()
        earlier.press("Enter")
        expect(bodies).to_have_text([f"Message {number}." for number in range(first, 45)])
        expect(amara.block.locator("article:focus .cpd-body")).to_have_text(f"Message {last}.")
    expect(amara.block.get_by_role("button", name="Earlier messages")).to_have_count(0)


@pytest.mark.usefixtures("people")
def test_a_request_that_nobody_answers_moves_on_by_itself(visit: Visit) -> None:
    amara = opened(visit("amara"))
    asked(amara)
    later = amara.block.locator("p", has_text=re.compile("is asked by itself")).inner_text()
    for _day in range(4):
        amara.post("/clock", step="day")
    opened(amara)
    expect(amara.block).to_contain_text("Samuel Tekle has not answered in time")
    now = (
        amara.block.get_by_role("heading", name=re.compile("^You have asked"))
        .inner_text()
        .removeprefix("You have asked ")
    )
    assert now in later


@pytest.mark.usefixtures("people")
@on_phone_and_desk
def test_every_page_of_two_people_is_for_everyone(visit: Visit, layout: dict[str, Any]) -> None:
    nobody_is_kept_out(walk(visit, reduced_motion="reduce", **layout), layout)


def walk(visit: Visit, **how):
    """Past every page that two people have, with somebody who has it open."""
    amara = opened(visit("amara", **how))
    yield "suggestions", amara
    amara.press("Ask Samuel Tekle")
    yield "asking", amara
    amara.text.fill(TELLING)
    amara.press("Send")
    yield "asking, with what was found", amara
    amara.text.fill(WORDS)
    amara.press("Send")
    yield "asked", amara
    samuel = opened(visit("samuel", **how))
    yield "a request", samuel
    samuel.press("Accept Amara Nwosu")
    yield "together, with nothing said", samuel
    said(samuel, "Welcome. Shall we ring each other on Thursday? I am free from seven, once the last visit is done.")
    opened(amara)
    amara.press("Write down a goal")
    yield "writing a goal", amara
    amara.block.get_by_label("What you agreed on").fill("Ring for help before I am sure, *twice this month*.")
    amara.press("Save")
    said(amara, "Yes please.")
    amara.block.locator(".cpd-more > summary").first.click()
    yield "together", amara
    amara.press("Edit")
    yield "editing a message", amara
    opened(amara)
    amara.press("End it early")
    yield "ending it", amara
    opened(amara)
    amara.press("We have done what we set out to do")
    yield "completing it", amara
    opened(amara)
    amara.press("Tell the facilitators")
    amara.press("Tell them")
    yield "telling the facilitators, with an error", amara
    amara.block.get_by_text("Something else", exact=True).click()
    amara.text.fill("He has not answered since May.")
    amara.press("Tell them")
    ruth = opened(visit("ruth", **how))
    ruth.press("Partnerships")
    ruth.block.locator("summary", has_text="End it").first.click()
    yield "who is with whom, and a report that waits", ruth
    opened(samuel)
    yield "whom I mentor, with news", samuel
    samuel.press("Open Amara Nwosu")
    samuel.press("We have done what we set out to do")
    samuel.press("It is complete")
    yield "complete, with its questions", samuel
    samuel.press("Whom I mentor")
    yield "whom I mentor, and before", samuel
    opened(amara)
    yield "no mentor at the moment", amara
    kofi = opened(visit("kofi", **how))
    kofi.press("Find one for me")
    yield "a proposal", kofi
    priya = opened(visit("priya", **how))
    yield "told nothing", priya


@pytest.mark.parametrize("page", ["whom to ask", "two people", "who is here", "a preview"])
def test_the_styles_and_scripts_of_a_page_weigh_at_most_12_kb(visit: Visit, server: Server, page: str) -> None:
    pairs.bring_people(server)
    if page == "two people":
        pairs.bring_together(server)
    visitor = visit("ruth" if page in {"who is here", "a preview"} else "amara")

    def come() -> None:
        opened(visitor)
        if page == "a preview":
            visitor.press("Matching")
            visitor.press("Preview")

    found = weights(visitor, come)
    assert found and sum(found.values()) <= MOST, found
