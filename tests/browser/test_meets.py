"""Two people meet: one proposes on her phone, the other accepts, they log it and both confirm."""

import re
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser import meets
from tests.browser.conftest import Visit
from tests.browser.everyone import nobody_is_kept_out, on_phone_and_desk
from tests.browser.meets import notice, opened, proposed
from tests.browser.server import Server
from tests.browser.visitor import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def together(server: Server, visit: Visit) -> None:
    meets.bring_together(server)


@pytest.mark.usefixtures("together")
def test_they_propose_accept_meet_log_and_confirm(visit: Visit) -> None:
    amara, samuel = visit("amara", viewport=PHONE), visit("samuel", viewport=DESK)
    opened(amara)
    expect(amara.block).to_contain_text("None is planned.")
    proposed(amara)
    expect(amara.block.locator(".cpd-meeting")).to_contain_text("Samuel Tekle has yet to answer")

    opened(samuel)
    card = samuel.block.locator(".cpd-meeting")
    expect(card).to_contain_text("Amara Nwosu proposes")
    expect(card).to_contain_text("After the handover?")
    card.get_by_role("button", name="Accept").click()
    expect(notice(samuel)).to_have_text("Agreed.")

    opened(amara)
    expect(amara.block.locator(".cpd-meeting")).to_contain_text("Agreed")
    with amara.page.expect_download() as download:
        amara.block.get_by_role("link", name="Add to my calendar").click()
    assert download.value.suggested_filename == "mentoring-meeting.ics"
    [event] = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    shown = amara.block.locator(".cpd-meeting time").first.get_attribute("datetime")
    assert event.decoded("DTSTART").isoformat(timespec="minutes") == shown
    assert str(event["LOCATION"]) == meets.LINK

    meets.moved_on(samuel, 7)
    opened(samuel)
    expect(samuel.block).to_contain_text("Did you meet?")
    samuel.block.get_by_label("What it was about").fill("Ringing for help before being sure")
    samuel.press("Log it")
    expect(notice(samuel)).to_contain_text("Logged.")
    expect(samuel.block).not_to_contain_text("Did you meet?")

    opened(amara)
    entry = amara.block.locator(".cpd-entries li")
    expect(entry).to_contain_text("For you to confirm")
    entry.get_by_role("button", name="Confirm").click()
    expect(notice(amara)).to_contain_text("It counts as CPD for both of you.")
    expect(amara.block.locator(".cpd-entries li")).to_contain_text("confirmed by both")
    expect(amara.block.locator(".cpd-entries li button")).to_have_count(0)
    opened(samuel)
    expect(samuel.block).to_contain_text("45 minutes confirmed by both of you")


@pytest.mark.usefixtures("together")
def test_another_time_is_suggested_by_keyboard_alone(visit: Visit) -> None:
    amara, samuel = visit("amara"), visit("samuel")
    opened(amara)
    proposed(amara)
    opened(samuel)
    button = samuel.block.get_by_role("button", name="Suggest another time")
    button.focus()
    samuel.page.keyboard.press("Enter")
    expect(samuel.block.locator("[data-cpd-focus]", has_text="Suggest another time")).to_be_focused()
    samuel.page.keyboard.press("Tab")
    expect(samuel.block.get_by_label("When you are both free")).to_be_focused()
    samuel.page.keyboard.press("ArrowDown")
    samuel.page.keyboard.press("ArrowDown")
    samuel.block.get_by_label("Where").press("Enter")
    expect(notice(samuel)).to_contain_text("Suggested.")
    expect(notice(samuel)).to_be_focused()
    opened(amara)
    expect(amara.block.locator(".cpd-meeting")).to_contain_text("Samuel Tekle proposes")


@pytest.mark.usefixtures("together")
def test_what_was_typed_stays_when_a_time_cannot_be(visit: Visit) -> None:
    amara = opened(visit("amara", viewport=PHONE))
    amara.press("Propose a time")
    amara.block.get_by_label("Or any other time").fill("2027-03-28T01:30")
    amara.block.get_by_label("60", exact=True).check(force=True)
    amara.block.get_by_label("A few words").fill("In the night when clocks go forward?")
    amara.press("Propose it")
    expect(amara.block.get_by_role("alert")).to_be_focused()
    expect(amara.block).to_contain_text("The clocks go forward then")
    expect(amara.block.get_by_label("A few words")).to_have_value("In the night when clocks go forward?")
    expect(amara.block.get_by_label("60", exact=True)).to_be_checked()
    expect(amara.block.get_by_label("Or any other time")).to_have_value(re.compile("2027-03-28T01:30"))


@pytest.mark.usefixtures("together")
def test_a_form_that_stands_twice_on_the_page_has_its_labels_apart(visit: Visit) -> None:
    amara = opened(visit("amara"))
    meets.moved_on(amara, 15)
    opened(amara)
    buttons = amara.block.get_by_role("button", name="Propose a time")
    for _time in range(2):
        buttons.first.click()
        amara.settle()
    expect(amara.block.get_by_label("Where")).to_have_count(2)
    ids = amara.page.evaluate("[...document.querySelectorAll('.cpd [id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("together")
@on_phone_and_desk
def test_every_page_of_meetings_is_for_everyone(visit: Visit, layout: dict[str, Any]) -> None:
    nobody_is_kept_out(meets.walk(visit, reduced_motion="reduce", **layout), layout)
