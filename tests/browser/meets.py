"""Two people of the story in a partnership, and the pages on which they meet, log and part."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser import pairs
from tests.browser.server import Server
from tests.browser.visitor import Visitor

LINK = "https://meet.example.org/amara-and-samuel"
TELLING = "I sat with Mrs Okafor. Her son rang from 07700 900123."


def bring_together(server: Server) -> None:
    """Amara learns, Samuel mentors her, and both have said yes."""
    pairs.bring_people(server)
    pairs.bring_together(server)


def opened(visitor: Visitor) -> Visitor:
    """Go to the page of two people, on whichever side of it."""
    block = visitor.open(pairs.UNIT)
    if block.get_by_role("button", name="Open Amara Nwosu").count():
        visitor.press("Open Amara Nwosu")
    return visitor


def notice(visitor: Visitor) -> Locator:
    return visitor.block.locator(".cpd-good")


def proposed(visitor: Visitor, *, where: str = LINK, words: str = "After the handover?") -> None:
    """Propose the first time at which both are free."""
    visitor.press("Propose a time")
    visitor.block.get_by_label("When you are both free").select_option(index=1)
    visitor.block.get_by_label("Where").fill(where)
    visitor.block.get_by_label("A few words").fill(words)
    visitor.press("Propose it")
    expect(notice(visitor)).to_contain_text("Proposed.")


def moved_on(visitor: Visitor, days: int) -> None:
    for _day in range(days):
        visitor.post("/clock", step="day")


def walk(visit: Callable[..., Visitor], **how: Any) -> Iterator[tuple[str, Visitor]]:
    """Past every page that two people have beside talking, with somebody who has it open."""
    amara = opened(visit("amara", **how))
    yield "nothing planned", amara
    amara.press("Propose a time")
    yield "proposing", amara
    amara.block.get_by_label("Or any other time").fill("2026-10-01T10:00")
    amara.block.get_by_label("Where").fill("https://")
    amara.press("Propose it")
    yield "proposing, with errors", amara
    opened(amara)
    proposed(amara)
    yield "proposed", amara
    samuel = opened(visit("samuel", **how))
    yield "to be answered", samuel
    samuel.block.get_by_role("button", name="Suggest another time").click()
    samuel.settle()
    yield "suggesting another time", samuel
    opened(samuel)
    samuel.block.get_by_role("button", name="Accept").click()
    samuel.settle()
    yield "agreed", samuel
    opened(amara)
    amara.block.get_by_role("button", name="Move it").click()
    amara.settle()
    amara.block.get_by_label("When you are both free").select_option(index=3)
    amara.press("Suggest it")
    yield "another time suggested", amara
    opened(samuel)
    yield "another time to be answered", samuel
    samuel.block.get_by_role("button", name="Keep the time agreed").click()
    samuel.settle()
    moved_on(samuel, 7)
    opened(samuel)
    yield "did you meet", samuel
    samuel.block.get_by_label("What it was about").fill(TELLING)
    samuel.press("Log it")
    yield "logging, with what was found", samuel
    samuel.block.get_by_label("What it was about").fill("Ringing for help before being sure")
    samuel.press("Log it")
    yield "logged", samuel
    opened(amara)
    yield "to be confirmed", amara
    amara.block.get_by_role("button", name="Correct").click()
    amara.settle()
    yield "correcting", amara
    opened(amara)
    amara.block.get_by_role("button", name="Confirm").click()
    amara.settle()
    yield "confirmed", amara
    moved_on(amara, 15)
    opened(amara)
    yield "quiet", amara
    amara.press("End it", amara.block.locator(".cpd-since"))
    yield "ending it after a silence", amara
    opened(amara)
    amara.press("We have done what we set out to do")
    amara.press("It is complete")
    amara.settle()
    yield "three questions", amara
