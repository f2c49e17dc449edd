"""From an alumna's phone to an hour that counts for two: the whole of mentoring, with the course's own people."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import meets
from tests.browser.conftest import Visit
from tests.browser.test_mentoring_people import UNIT, cell, ready
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

ABOUT = "I came back to nursing after eight years away. I remember how loud the first week was."


def offered(visit: Visit) -> Visitor:
    """Nadia, who finished last year's course, offers to mentor from her phone."""
    nadia = visit("nadia", viewport=PHONE, has_touch=True)
    nadia.open(UNIT)
    nadia.show("What I offer")
    ready(nadia)
    expect(nadia.block).to_contain_text("Nothing of this is shown to anyone before you press the button.")
    expect(nadia.block.get_by_label("Your profession")).to_have_value("Community nurse")
    nadia.block.get_by_label("Have somebody to think aloud with").tap()
    nadia.block.get_by_label("A few words about you").fill(ABOUT)
    for day in ("Monday", "Wednesday"):
        for hours in ("18:00 to 20:00", "20:00 to 22:00"):
            cell(nadia, day, hours).tap()
    nadia.press("Offer to mentor")
    expect(nadia.block.locator(".cpd-good")).to_be_visible()
    return nadia


def matched(visit: Visit) -> Visitor:
    """Ruth looks at a preview, moves the slider, keeps Amara with Nadia and publishes."""
    ruth = visit("ruth", reduced_motion="reduce")
    ruth.open(UNIT)
    ruth.show("Matching")
    ruth.press("Preview")
    expect(ruth.block.get_by_role("heading", name="Preview: Fair")).to_be_visible()

    ruth.block.get_by_role("radio", name=re.compile("^Balanced")).check()
    ruth.block.get_by_role("slider").focus()
    ruth.page.keyboard.press("ArrowRight")
    ruth.press("Preview")
    expect(ruth.block.get_by_role("heading", name="Preview: Balanced")).to_be_visible()

    ruth.block.get_by_label("Learner", exact=True).select_option(label="Amara Nwosu")
    ruth.block.get_by_label("Mentor", exact=True).select_option(label="Nadia Haddad")
    ruth.press("Ask")
    ruth.press("Keep these two together")
    expect(ruth.block).to_contain_text("Amara Nwosu is kept with Nadia Haddad.")
    ruth.press("Preview again")
    kept = ruth.block.locator(".cpd-listed .cpd-pair", has_text="Nadia Haddad")
    expect(kept).to_contain_text("Amara Nwosu")
    expect(kept).to_contain_text("kept together")
    ruth.block.get_by_role("button", name=re.compile(r"^Publish \d+ pairs now")).click()
    ruth.settle()
    expect(ruth.block.locator(".cpd-good").first).to_contain_text("Published.")
    return ruth


def test_an_alumna_a_facilitator_and_a_learner_come_to_an_hour_that_counts(visit: Visit) -> None:
    nadia = offered(visit)
    matched(visit)

    amara = visit("amara", viewport=PHONE, has_touch=True)
    amara.open(UNIT)
    expect(amara.block).to_contain_text(ABOUT)
    amara.press("Accept Nadia Haddad")
    expect(amara.block).to_contain_text("Nadia Haddad has yet to answer")
    nadia.open(UNIT)
    nadia.press("Accept Amara Nwosu")
    expect(nadia.block.get_by_role("heading", name="You mentor Amara Nwosu")).to_be_visible()

    amara.open(UNIT)
    expect(amara.block.get_by_role("heading", name="Nadia Haddad is your mentor")).to_be_visible()
    meets.proposed(amara, where="The library, second floor")
    nadia.open(UNIT)
    nadia.press("Open Amara Nwosu")
    nadia.block.locator(".cpd-meeting").get_by_role("button", name="Accept").click()
    expect(meets.notice(nadia)).to_have_text("Agreed.")

    meets.moved_on(amara, 7)
    amara.open(UNIT)
    expect(amara.block).to_contain_text("Did you meet?")
    amara.block.get_by_label("What it was about").fill("How to say no to a third night in a row")
    amara.press("Log it")
    expect(meets.notice(amara)).to_contain_text("Logged.")
    nadia.open(UNIT)
    nadia.press("Open Amara Nwosu")
    nadia.block.locator(".cpd-entries li").get_by_role("button", name="Confirm").click()
    expect(meets.notice(nadia)).to_contain_text("It counts as CPD for both of you.")
    amara.open(UNIT)
    expect(amara.block.locator(".cpd-entries li")).to_contain_text("confirmed by both")
