"""Times are told in the reader's zone: their own where it is known, their browser's where it is not."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import GUEST

pytestmark = pytest.mark.browser

TOKYO = {"timezone_id": "Asia/Tokyo", "locale": "en-GB"}


def test_where_no_zone_is_known_times_are_in_the_browsers(visit: Visit) -> None:
    guest = visit(GUEST, **TOKYO)
    guest.open()
    guest.show_talk()
    shared = guest.block.locator(".cpd-card", has_text="Priya").locator("time")
    expect(shared).to_have_text("Monday 19 October at 02:10")
    expect(shared).to_have_attribute("datetime", "2026-10-18T17:10+00:00")


def test_a_zone_that_is_known_counts_wherever_the_browser_is(visit: Visit) -> None:
    amara = visit("amara", **TOKYO)
    amara.open()
    amara.show_talk()
    shared = amara.block.locator(".cpd-card", has_text="Priya").locator("time")
    expect(shared).to_have_text("on Sunday")
    expect(shared).to_have_attribute("title", "Oct. 18, 2026, 6:10 p.m. (BST)")
    assert amara.page.locator("cpd-time").count() == 0


def test_a_zone_that_someone_chooses_counts_from_then_on(visit: Visit) -> None:
    guest = visit(GUEST, **TOKYO)
    guest.open()
    guest.show("Me here")
    zone = guest.block.get_by_label("Your time zone")
    zone.select_option("Europe/London")
    guest.press("Save")
    expect(guest.block.locator(".cpd-good")).to_have_text("Saved.")
    guest.show_talk()
    expect(guest.block.locator(".cpd-card", has_text="Priya").locator("time")).to_have_text("on Sunday")
