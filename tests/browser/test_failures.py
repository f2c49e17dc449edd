"""When the server, the connection or the session lets someone down: they are told, keep what they typed, try again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

FAULT = "<!doctype html><title>Error</title><h1>It broke</h1>"
Fail = Callable[[Route], None]


@pytest.mark.parametrize(
    "fail",
    [
        pytest.param(lambda route: route.abort("connectionreset"), id="no connection"),
        pytest.param(lambda route: route.fulfill(status=500, content_type="text/html", body=FAULT), id="a fault"),
        pytest.param(lambda route: route.fulfill(status=502, body=""), id="a gateway"),
        pytest.param(lambda route: route.fulfill(status=200, content_type="text/html", body=FAULT), id="a portal"),
    ],
)
def test_what_did_not_get_through_is_said_kept_and_can_be_sent_again(visit: Visit, fail: Fail) -> None:
    amara = visit("amara", may_fail=r"net::ERR_|status of 50")
    block = amara.open()
    amara.page.route("**/handler/**", fail)
    amara.text.fill("Every word of it.")
    amara.press("Finish this part")
    alert = block.get_by_role("alert")
    expect(alert).to_have_text("That did not get through. What you typed is still here: please try again.")
    expect(alert).to_be_focused()
    expect(amara.text).to_have_value("Every word of it.")
    assert "Every word of it." in "".join(amara.kept().values())
    amara.press("Finish this part")
    expect(alert).to_have_count(1)

    amara.page.unroute("**/handler/**")
    amara.press("Finish this part")
    expect(block.locator(".cpd-good")).to_contain_text("is finished and saved")
    assert amara.kept() == {}


def test_a_draft_that_a_portal_answered_for_is_not_taken_for_saved(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.page.route("**/save_draft", lambda route: route.fulfill(status=200, content_type="text/html", body=FAULT))
    amara.type("On the ward's guest network.")
    expect(amara.status).to_contain_text("Not saved yet")
    assert len(amara.kept()) == 1


def test_a_session_that_ended_elsewhere_is_said_and_the_text_waits(visit: Visit) -> None:
    amara = visit("amara", may_fail="status of 403")
    block = amara.open()
    amara.become("")
    amara.type("Written after signing out.")
    expect(amara.status).to_contain_text("Sign in")
    amara.press("Finish this part")
    expect(block.get_by_role("alert")).to_contain_text("Sign in")
    expect(amara.text).to_have_value("Written after signing out.")
    assert len(amara.kept()) == 1

    amara.become("amara")
    amara.press("Finish this part")
    expect(block.locator(".cpd-good")).to_contain_text("is finished and saved")


def test_the_same_response_is_there_once_when_its_answer_was_lost_and_it_is_sent_again(visit: Visit) -> None:
    kofi = visit("kofi", may_fail="net::ERR_")
    kofi.open()
    kofi.read("A regular, a man in his sixties")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    kofi.page.route("**/respond", lose)
    kofi.text.fill("Said once.")
    kofi.press("Send")
    expect(kofi.block.get_by_role("alert")).to_contain_text("did not get through")
    kofi.page.unroute("**/respond")
    kofi.press("Send")
    expect(kofi.block.locator(".cpd-responses > .cpd-post", has_text="Said once.")).to_have_count(1)
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    expect(kofi.block.locator(".cpd-responses > .cpd-post", has_text="Said once.")).to_have_count(1)


def test_pressing_twice_sends_once(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    kofi.text.fill("Said once.")
    sent = []
    kofi.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    kofi.block.locator(".cpd-respond .cpd-button").evaluate("(send) => { send.click(); send.click() }")
    kofi.settle()
    assert len(sent) == 1
    expect(kofi.block.locator(".cpd-responses > .cpd-post", has_text="Said once.")).to_have_count(1)


def test_an_answer_that_is_overtaken_by_another_still_arrives(visit: Visit) -> None:
    amara = visit("amara")
    block = amara.open()
    held = amara.hold("**/page?view=talk")
    block.get_by_role("button", name="From colleagues").click()
    block.get_by_role("button", name="What happened?").click()
    expect(block.get_by_role("heading", name="What happened?")).to_be_focused()
    held.let_go()
    expect(block.locator(".cpd-tab[aria-current]")).to_have_text("From colleagues")
    expect(block.locator(".cpd-page")).to_have_count(1)


def test_a_page_that_arrives_late_does_not_take_the_typing_away(visit: Visit) -> None:
    ruth = visit("ruth")
    ruth.open()
    post = ruth.read("A regular, a man in his sixties")

    held = ruth.hold("**/endorse")
    post.get_by_role("button", name="Recommend").click()
    ruth.text.press_sequentially("I am typing")
    held.let_go()
    expect(post).to_contain_text("A facilitator recommends this")
    ruth.page.keyboard.type(" already")
    expect(ruth.text).to_have_value("I am typing already")


def test_a_button_pressed_before_the_page_is_ready_waits_for_it(visit: Visit) -> None:
    amara = visit("amara")

    held = amara.hold("**/cpd-form*.js")
    amara.page.goto("/unit/week-3-reflecting")
    address = amara.page.url
    amara.block.locator(".cpd-tab", has_text="From colleagues").click()
    held.let_go()
    expect(amara.block.locator(".cpd-tab[aria-current]")).to_have_text("From colleagues")
    assert amara.page.url == address


def test_what_was_withdrawn_meanwhile_is_said_where_it_was_pressed(visit: Visit) -> None:
    dermot = visit("dermot", may_fail="status of 404")
    dermot.open()
    dermot.show_talk()
    priya = visit("priya")
    priya.open()
    priya.press("Take it back")
    card = dermot.block.locator(".cpd-card", has_text="A regular")
    card.get_by_role("button").click()
    expect(card.get_by_role("alert")).to_have_text(re.compile("no longer here"))


def test_a_tab_that_was_left_open_writes_nothing_into_the_next_persons_name(visit: Visit) -> None:
    amara = visit("amara", may_fail="status of 403")
    block = amara.open()
    amara.become("dermot")
    amara.type("Amara's own words.")
    expect(amara.status).to_contain_text("Someone else has signed in")
    amara.press("Finish this part")
    expect(block.get_by_role("alert")).to_contain_text("Someone else has signed in")
    expect(amara.text).to_have_value("Amara's own words.")

    dermot = visit("dermot")
    dermot.open()
    expect(dermot.text).to_have_value("")
