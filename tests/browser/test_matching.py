"""A facilitator matches everyone: previews, slides, decides, asks why not, and publishes."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import matching
from tests.browser.conftest import Visit
from tests.browser.everyone import nobody_is_kept_out, on_phone_and_desk
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.browser.weight import MOST, weights

pytestmark = pytest.mark.browser


@pytest.fixture
def facilitate(visit: Visit, server: Server):
    """Ruth, on the page where everyone is matched."""

    def facilitate(**how: Any) -> Visitor:
        ruth = visit("ruth", reduced_motion="reduce", **how)
        matching.bring_people(server)
        ruth.open(matching.UNIT)
        ruth.show("Matching")
        return ruth

    return facilitate


def placed(ruth: Visitor) -> Locator:
    return ruth.block.locator(".cpd-listed .cpd-pair")


def figure(ruth: Visitor, name: str) -> Locator:
    return ruth.block.locator(".cpd-figures div", has_text=name).locator("dd")


def test_a_facilitator_previews_slides_pins_asks_why_not_and_publishes(facilitate, visit: Visit) -> None:
    ruth = facilitate()
    expect(ruth.block.locator(".cpd-lead")).to_contain_text("24 learners look for a mentor.")

    # The slider, by the keyboard alone.
    ruth.block.get_by_role("radio", name=re.compile("^Fair")).focus()
    expect(ruth.block.locator(".cpd-only-balanced")).to_be_hidden()
    ruth.page.keyboard.press("ArrowRight")
    expect(ruth.block.get_by_role("radio", name=re.compile("^Balanced"))).to_be_checked()
    slider = ruth.block.get_by_role("slider")
    slider.focus()
    ruth.page.keyboard.press("ArrowRight")
    expect(ruth.block.locator("output")).to_have_text("Nobody whom Fair places loses more than 15 % of their fit.")
    expect(slider).to_have_attribute("aria-valuetext", "Nobody whom Fair places loses more than 15 % of their fit.")

    ruth.press("Preview")
    heading = ruth.block.get_by_role("heading", name="Preview: Balanced")
    expect(heading).to_be_focused()
    expect(figure(ruth, "Placed")).to_have_text("21 of 24")

    # The other ways, beside it.
    for _mode in range(2):
        ruth.block.get_by_role("button", name="Preview it too").first.click()
        ruth.settle()
    expect(ruth.block.locator(".cpd-compared tbody tr")).to_have_count(3)
    expect(ruth.block.get_by_role("button", name="Preview it too")).to_have_count(0)
    ruth.block.locator(".cpd-compared").get_by_role("button", name="Fair").click()
    ruth.settle()
    expect(ruth.block.get_by_role("heading", name="Preview: Fair")).to_be_focused()

    # Why not, and what a facilitator decides.
    first = placed(ruth).first
    pair = [name.strip() for name in first.locator("strong").all_inner_texts()]
    ruth.block.get_by_label("Learner", exact=True).select_option(label="Zainab Malik")
    ruth.block.get_by_label("Mentor", exact=True).select_option(label=pair[1])
    ruth.press("Ask")
    expect(ruth.block.locator(".cpd-note").last).to_contain_text("They share too few free times")
    expect(ruth.block.get_by_label("Learner", exact=True)).to_have_value(re.compile(r"^\d+$"))
    first.get_by_role("button", name=re.compile("^Keep")).click()
    ruth.settle()
    expect(ruth.block.locator(".cpd-listed")).to_be_focused()
    expect(ruth.block.get_by_text(f"{pair[0]} is kept with {pair[1]}.")).to_be_visible()
    expect(ruth.block.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    ruth.press("Preview again")
    expect(placed(ruth).filter(has_text=pair[0])).to_contain_text("kept together")
    ruth.block.get_by_role("button", name=re.compile("^Not placed")).click()
    ruth.settle()
    expect(placed(ruth).filter(has_text="Zainab Malik")).to_contain_text("Has not said when they are free")

    ruth.block.get_by_role("button", name=re.compile(r"^Publish \d+ pairs now")).click()
    ruth.settle()
    expect(ruth.block.locator(".cpd-good").first).to_contain_text("Published.")
    expect(ruth.block.get_by_role("heading", name="Published: Fair")).to_be_visible()
    with ruth.page.expect_download() as download:
        ruth.block.get_by_role("link", name=re.compile("^Certificate")).click()
    held = json.loads(download.value.path().read_text("utf-8"))
    assert held["plan"]["mode"] == "fair" and len(held["placements"]) == held["figures"]["placed"]


def test_the_styles_and_scripts_of_the_page_weigh_at_most_12_kb(visit: Visit) -> None:
    ruth = visit("ruth")
    found = weights(ruth, lambda: ruth.open(matching.UNIT))
    assert found and sum(found.values()) <= MOST


def test_two_facilitators_publish_and_the_second_sees_who_was_first(facilitate, visit: Visit) -> None:
    ruth = facilitate()
    ruth.press("Preview")
    ines = visit("ines")
    ines.open(matching.UNIT)
    ines.show("Matching")
    ruth.block.get_by_role("button", name=re.compile("^Publish 21")).click()
    ruth.settle()
    ines.block.get_by_role("button", name=re.compile("^Publish 21")).click()
    ines.settle()
    expect(ines.block.get_by_role("alert")).to_contain_text("Ruth Abernethy published this matching on 20 October")


def test_a_run_under_way_is_followed_until_it_has_ended(facilitate, server: Server) -> None:
    ruth = facilitate()
    begun = matching.begin(server)
    ruth.show("Matching")
    expect(ruth.block.get_by_role("status")).to_contain_text("Waiting for its turn")
    expect(ruth.block.get_by_role("button", name="Cancel")).to_be_visible()
    matching.move_on(server, begun, step="candidates", done=40)
    expect(ruth.block.get_by_role("status")).to_contain_text("Looking who fits whom")
    expect(ruth.block.get_by_role("progressbar")).to_have_js_property("value", 40)
    matching.work(server, begun)
    expect(ruth.block.get_by_role("heading", name="Preview: Fair")).to_be_visible()


def test_a_run_under_way_can_be_cancelled(facilitate, server: Server) -> None:
    ruth = facilitate()
    matching.begin(server)
    ruth.show("Matching")
    ruth.press("Cancel")
    expect(ruth.block.locator(".cpd-good")).to_contain_text("Nothing of it is kept.")
    expect(ruth.block.get_by_role("button", name="Preview")).to_be_visible()


def test_a_day_to_publish_is_chosen_and_comes(facilitate, visit: Visit) -> None:
    ruth = facilitate()
    ruth.press("Preview")
    ruth.block.locator("summary", has_text="Publish it later").click()
    ruth.press("Publish it then")
    expect(ruth.block.locator(".cpd-error")).to_have_text("Choose a day and a time.")
    ruth.block.get_by_label("Publish on").fill("2026-10-21T08:00")
    ruth.press("Publish it then")
    expect(ruth.block.get_by_text("It will be published tomorrow at 08:00")).to_be_visible()
    ruth.post("/clock", step="day")
    ruth.open(matching.UNIT)
    ruth.show("Matching")
    expect(ruth.block.get_by_role("heading", name="Published")).to_be_visible()


@on_phone_and_desk
def test_the_page_is_for_everyone(facilitate, server: Server, layout: dict[str, Any]) -> None:
    ruth = facilitate(**layout)
    nobody_is_kept_out(((name, ruth) for name in _states(ruth, server)), layout)


def _states(ruth: Visitor, server: Server):
    """Each state of the page, by name."""
    ruth.block.get_by_role("radio", name=re.compile("^Balanced")).check()
    yield "before anything"
    ruth.block.get_by_label("Number that breaks ties").fill("-5")
    ruth.press("Preview")
    yield "with an error"
    ruth.block.get_by_label("Number that breaks ties").fill("7")
    ruth.press("Preview")
    yield "a preview"
    ruth.block.get_by_role("button", name="Preview it too").first.click()
    ruth.settle()
    ruth.block.locator("summary", has_text="Publish it later").click()
    ruth.press("Publish it then")
    yield "two ways, and a day that is missing"
    ruth.press("Ask")
    ruth.block.get_by_role("button", name=re.compile("^Not placed")).click()
    ruth.settle()
    yield "who is not placed"
    ruth.press("Mentors")
    ruth.block.get_by_label("Learner", exact=True).select_option(index=2)
    ruth.block.get_by_label("Mentor", exact=True).select_option(index=1)
    ruth.press("Ask")
    yield "the mentors, and why not"
    ruth.block.get_by_role("button", name=re.compile("^Placed")).click()
    ruth.settle()
    placed(ruth).nth(1).get_by_role("button", name=re.compile("^Never")).click()
    ruth.settle()
    yield "a decision, and a preview that is old"
    ruth.press("Preview again")
    ruth.block.get_by_role("button", name=re.compile("^Publish")).first.click()
    ruth.settle()
    yield "published"
    matching.begin(server, afresh=True)
    ruth.show("Matching")
    yield "under way"
