"""Two blocks on one page know nothing of each other."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SAVED, Visitor

pytestmark = pytest.mark.browser

WITHOUT_COPIES = """(block) => {
    const page = block.cloneNode(true);
    page.querySelectorAll(".cpd-behind").forEach((copy) => copy.remove());
    return page.innerHTML;
}"""
"""What a block shows, without the copies of texts that carry underlines: these come a moment later."""

# As a platform does that adds a block to a page that is open: its HTML first, then its start.
BRING = """async () => {
    const page = await (await fetch("/unit/week-1-reflecting")).text();
    const other = new DOMParser().parseFromString(page, "text/html").querySelector("[data-usage*=cpd_reflection]");
    document.querySelector("[data-usage*=cpd_reflection]").after(other);
    DemoBlocks.start(document);
}"""

LOST = """() => [...document.querySelectorAll(".cpd label[for]")]
    .filter((label) => label.control?.closest(".cpd") !== label.closest(".cpd")).length"""


def both(visitor: Visitor) -> tuple[Locator, Locator]:
    visitor.open()
    visitor.page.evaluate(BRING)
    blocks = visitor.page.locator(".cpd")
    expect(blocks).to_have_count(2)
    return blocks.first, blocks.last


def test_writing_in_one_leaves_the_other_alone(visit: Visit) -> None:
    joy = visit("joy")
    first, second = both(joy)
    joy.press("What?", second)
    was = second.evaluate(WITHOUT_COPIES)
    first.locator("textarea").press_sequentially("In the first alone.")
    expect(first.locator("[data-cpd-status]")).to_have_text(SAVED)
    joy.press("Finish this part", first)
    expect(first.locator(".cpd-good")).to_be_visible()
    assert second.evaluate(WITHOUT_COPIES) == was
    joy.press("From colleagues", first)
    expect(second.locator(".cpd-tab[aria-current]")).to_have_text("My reflection")
    joy.open("week-1-reflecting")
    assert "In the first alone." not in joy.page.content()


def test_answering_in_one_leaves_the_other_alone(visit: Visit) -> None:
    lena = visit("lena")
    first, second = both(lena)
    for block in (first, second):
        lena.press("From colleagues", block)
        block.locator(".cpd-card", has_text="Tomasz").get_by_role("button").click()
        lena.settle()
    was = second.locator(".cpd-responses").inner_text()
    first.locator(".cpd-respond textarea").fill("Only for the first.")
    expect(second.locator(".cpd-respond textarea")).to_have_value("")
    assert all("wk3-escalating" in name for name in lena.kept())
    lena.press("Send", first)
    expect(first.locator(".cpd-responses")).to_contain_text("Only for the first.")
    assert second.locator(".cpd-responses").inner_text() == was


def test_every_id_is_there_once_and_every_label_finds_its_field(visit: Visit) -> None:
    lena = visit("lena")
    first, second = both(lena)
    for tab in ("My reflection", "Me here", "From colleagues"):
        for block in (first, second):
            lena.press(tab, block)
        if tab == "From colleagues":
            for block in (first, second):
                block.locator(".cpd-card", has_text="Tomasz").get_by_role("button").click()
                lena.settle()
        ids = lena.page.evaluate("[...document.querySelectorAll('.cpd [id]')].map((element) => element.id)")
        assert len(ids) == len(set(ids))
        assert all(re.match(r"cpd-wk[13]-", identifier) for identifier in ids)
        assert lena.page.evaluate(LOST) == 0
