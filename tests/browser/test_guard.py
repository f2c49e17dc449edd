"""The guard beside a text that is being written: what it finds is underlined, listed, said, and mended by a press."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import DESK, PHONE, SAVED, Visitor

pytestmark = pytest.mark.browser

NAMED = "I sat with Mrs Okafor until four."
CALLED = " Her daughter rang from 07700 900123."

MEASURES = """(behind) => {
    const text = behind.parentElement.querySelector("textarea");
    const inner = (element) => {
        const { left, top } = element.getBoundingClientRect();
        const { scrollTop, clientWidth, clientHeight, scrollHeight, clientLeft, clientTop } = element;
        const { fontSize, lineHeight, fontFamily, paddingLeft, paddingRight } = getComputedStyle(element);
        const style = { fontSize, lineHeight, fontFamily, paddingLeft, paddingRight };
        const box = { left: Math.round(left + clientLeft), top: Math.round(top + clientTop) };
        return { ...box, ...style, scrollTop, clientWidth, clientHeight, scrollHeight };
    };
    return [inner(behind), inner(text)];
}"""


def found(visitor: Visitor) -> Any:
    return visitor.block.locator(".cpd-behind .cpd-found")


def list_of(visitor: Visitor) -> Any:
    return visitor.block.locator(".cpd-findings")


def unfold(visitor: Visitor) -> None:
    """Open the list and, in it, the reasons."""
    list_of(visitor).locator("> summary").click()
    list_of(visitor).locator(".cpd-stay > summary").click()


def expect_to_lie_alike(visitor: Visitor) -> None:
    """That the text and its copy have the same measures, once both have been drawn."""
    behind, text = {}, None
    for _attempt in range(40):
        behind, text = visitor.block.locator(".cpd-behind").evaluate(MEASURES)
        if behind == text:
            return
        visitor.page.wait_for_timeout(50)
    assert behind == text


@pytest.mark.parametrize("viewport", [PHONE, DESK])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_underlines_lie_where_the_words_are(visit: Visit, viewport: dict[str, int], direction: str) -> None:
    amara = visit("amara", viewport=viewport, direction=direction)
    amara.open()
    amara.text.fill("\n\n".join(["It was late. " * 30] * 8) + NAMED + CALLED + "\n")
    expect(found(amara)).to_have_text(["Mrs Okafor", "07700 900123"])
    for place in ("Control+End", "Control+Home"):
        amara.text.press(place)
        expect_to_lie_alike(amara)
    # A text in another script turns round, and what lies behind it with it.
    amara.text.fill("سهرت مع Mrs Okafor حتى الرابعة.")
    expect(found(amara)).to_have_text(["Mrs Okafor"])
    expect_to_lie_alike(amara)


def test_what_is_found_is_said_and_mended_with_the_keyboard_alone(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.type(NAMED + CALLED)
    said = amara.block.locator("[data-cpd-noticed]")
    expect(said).to_have_attribute("role", "status")
    expect(said).to_have_text("2 details could show who someone is. They are listed below the text.")
    amara.page.keyboard.press("Tab")
    expect(list_of(amara).locator("> summary")).to_be_focused()
    amara.page.keyboard.press("Enter")
    amara.page.keyboard.press("Tab")
    expect(amara.page.locator(":focus")).to_have_text(re.compile("Change to “the patient” instead of “Mrs Okafor”"))
    amara.page.keyboard.press("Enter")
    expect(amara.text).to_have_value("I sat with the patient until four." + CALLED)
    expect(amara.text).to_be_focused()
    expect(said).to_have_text("One detail could show who someone is. It is listed below the text.")
    expect(list_of(amara)).to_have_attribute("open", "")
    expect(amara.status).to_have_text(SAVED)
    # As anything that was typed.
    amara.page.keyboard.press("Control+z")
    expect(amara.text).to_have_value(NAMED + CALLED)


def test_typing_moves_the_underlines_along_and_mends_what_is_mended(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.type(NAMED)
    expect(found(amara)).to_have_text(["Mrs Okafor"])
    amara.text.press("Control+Home")
    amara.text.press_sequentially("Last night ")
    expect(found(amara)).to_have_text(["Mrs Okafor"])
    amara.text.fill("I sat with her until four.")
    expect(found(amara)).to_have_count(0)
    expect(list_of(amara)).to_have_count(0)
    expect(amara.block.locator("[data-cpd-noticed]")).to_have_text("")


def test_nothing_moves_under_a_thumb_when_something_is_found(visit: Visit) -> None:
    amara = visit("amara", viewport=PHONE)
    amara.open()
    button = amara.block.get_by_role("button", name="Finish this part")
    amara.text.fill(NAMED)
    before = button.bounding_box()
    expect(list_of(amara)).to_be_visible()
    assert button.bounding_box() == before


def test_a_private_draft_is_finished_whatever_is_in_it(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.finish(NAMED + CALLED)


def test_what_is_certain_is_changed_or_explained_before_it_is_sent(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    kofi.text.fill(NAMED + CALLED)
    # Sent before anything could be found.
    kofi.press("Send", kofi.block.locator(".cpd-respond"))
    expect(list_of(kofi)).to_have_attribute("open", "")
    expect(kofi.block.locator(".cpd-error")).to_have_text("Pick a reason here, or change the words above.")
    expect(kofi.text).to_have_value(NAMED + CALLED)
    expect(found(kofi)).to_have_count(2)
    kofi.block.get_by_label("It is made up").check()
    kofi.text.press("Control+End")
    kofi.text.press_sequentially(" We were tired.")
    expect(kofi.block.get_by_label("It is made up")).to_be_checked()
    kofi.press("Send", kofi.block.locator(".cpd-respond"))
    expect(kofi.block.locator(".cpd-responses")).to_contain_text("We were tired.")


def test_without_a_connection_one_writes_on_and_nothing_is_said(visit: Visit) -> None:
    amara = visit("amara", may_fail="net::ERR_|Failed to load")
    amara.open()
    amara.page.route("**/look_over", lambda route: route.abort())
    with amara.page.expect_event("requestfailed"):
        amara.type(NAMED)
    expect(amara.status).to_have_text(SAVED)
    expect(list_of(amara)).to_have_count(0)


def test_of_what_was_found_nothing_stays_in_the_browser(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.type(NAMED)
    expect(list_of(amara)).to_be_visible()
    expect(amara.status).to_have_text(SAVED)
    assert amara.kept() == {}
    assert amara.kept("localStorage") == {}


def test_a_reason_does_not_cover_what_is_typed_after_it(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    kofi.text.fill(CALLED)
    unfold(kofi)
    kofi.block.get_by_label("It is public").check()
    list_of(kofi).locator("> summary").click()
    kofi.text.press("Control+End")
    kofi.text.press_sequentially(" And then 07700 900456.")
    expect(found(kofi)).to_have_count(2)
    expect(list_of(kofi)).to_have_attribute("open", "")
    expect(kofi.block.get_by_label("It is public")).not_to_be_checked()


def test_whoever_chooses_a_reason_is_not_thrown_out_of_the_list(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    kofi.text.fill(CALLED)
    unfold(kofi)
    reason = kofi.block.get_by_label("It is made up")
    kofi.text.press("Control+Home")
    with kofi.page.expect_response("**/look_over"):
        kofi.text.press_sequentially("Later. ")
        reason.check()
    expect(reason).to_be_checked()
    expect(reason).to_be_focused()
    expect(found(kofi)).to_have_text(["07700 900123"])


def test_enter_in_the_form_shares_and_changes_no_words(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.finish(NAMED)
    amara.press("Share it with colleagues")
    amara.block.get_by_label("I have read it through").check()
    amara.block.get_by_label("I have read it through").press("Enter")
    expect(amara.block.locator(".cpd-good")).to_contain_text("Shared.")
    expect(amara.block.locator(".cpd-post").first).to_contain_text("Mrs Okafor")


def test_after_a_form_has_come_back_what_is_typed_moves_the_underlines_at_once(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    kofi.text.fill(NAMED)
    kofi.press("Send", kofi.block.locator(".cpd-respond"))
    expect(found(kofi)).to_have_text(["Mrs Okafor"])
    kofi.page.route("**/look_over", lambda route: route.abort())
    kofi.text.press("Control+Home")
    kofi.text.press_sequentially("Late, ")
    expect(found(kofi)).to_have_text(["Mrs Okafor"])
