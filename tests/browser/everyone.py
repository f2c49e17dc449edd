"""Whether everyone can use a page: WCAG 2.2 AA as far as axe sees it, sizes, and nothing cut off either way round."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitor import DESK, PHONE, Visitor

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()

SMALL = """() => [...document.querySelectorAll(".cpd :is(button, select, textarea, summary, input, a[href])")]
    .filter((element) => element.checkVisibility() && !element.matches("[type=hidden], .cpd-sr, p > a, li > a"))
    .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([, box]) => box.height < 44)
    .map(([element, box]) => `${element.outerHTML.slice(0, 90)} is ${box.height} high`)"""

CUT = """() => [...document.querySelectorAll(".cpd *")]
    .filter((element) => element.checkVisibility())
    .filter((element) => !element.closest(".cpd-sr, .cpd-scroll, .cpd-sideways, .cpd-behind, svg"))
    .filter((element) => !element.matches("textarea, select, option, input"))
    .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const { overflowX, overflowY } = getComputedStyle(element);
        const narrow = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
        const low = overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1;
        return left < -1 || right > innerWidth + 1 || narrow || low;
    })
    .map((element) => element.outerHTML.slice(0, 90))"""

SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def axe_faults(page: Page) -> list[str]:
    found = AXE.run(page, context=".cpd", options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:150]} ({node['failureSummary']})"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def geometry(page: Page) -> list[str]:
    """What is too small, cut off or out of reach, in the direction and the size of text that the page has."""
    found: list[str] = page.evaluate(CUT)
    if sideways := page.evaluate(SIDEWAYS):
        found.append(f"The page scrolls sideways by {sideways}.")
    return found


on_phone_and_desk = pytest.mark.parametrize(
    "layout",
    [
        pytest.param({"viewport": PHONE}, id="phone"),
        pytest.param({"viewport": DESK, "direction": "rtl"}, id="desk, right to left"),
    ],
)


def nobody_is_kept_out(walked: Iterable[tuple[str, Visitor]], layout: dict[str, Any]) -> None:
    """Look at each page of a walk, turned the other way and with larger text too."""
    faults: dict[str, list[str]] = {}
    for name, visitor in walked:
        page = visitor.page
        assert page.evaluate("document.dir") == layout.get("direction", "ltr")
        found = axe_faults(page) + page.evaluate(SMALL) + geometry(page)
        page.evaluate("document.dir = document.dir === 'rtl' ? 'ltr' : 'rtl'")
        found += [f"Turned: {fault}" for fault in geometry(page)]
        # Text twice as large, as people set it in their browser.
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"At 200%: {fault}" for fault in page.evaluate(CUT)]
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.evaluate("document.dir = document.dir === 'rtl' ? 'ltr' : 'rtl'")
        if found:
            faults[name] = found
    assert not faults, json.dumps(faults, indent=1, ensure_ascii=False)
