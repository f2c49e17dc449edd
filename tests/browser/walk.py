"""A walk past every page of the reflection block, for those who look at them all."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

WORDS = """A man in his seventies, quieter than usual. I rang and said *sepsis* out loud.

- cold hands
- breathing fast

The voice at the other end asked me to hold."""


TELLING = "I sat with Mrs Okafor, 83, on Nightingale ward. Her husband Tom rang from 07700 900123."


def pages(visit: Callable[..., Visitor], **how: Any) -> Iterator[tuple[str, Visitor]]:
    """Each page's name, and who has it open. ``how`` goes to their browsers."""
    yield from _writing(visit("amara", may_fail="net::ERR_|status of 50", **how))
    yield from _talking(visit("kofi", **how))
    yield from _coming_back(visit, **how)
    yield from _facilitating(visit("ruth", **how))
    yield from _outside(visit("robin", **how))
    yield from _authoring(visit("ines", **how))


def _writing(amara: Visitor) -> Iterator[tuple[str, Visitor]]:
    amara.open()
    yield "writing", amara
    amara.press("Finish this part")
    yield "writing, with an error", amara
    amara.page.route("**/finish_stage", lambda route: route.abort())
    amara.press("Finish this part")
    yield "writing, without a connection", amara
    amara.page.unroute("**/finish_stage")
    amara.finish(WORDS)
    yield "finished", amara
    amara.press("Share it with colleagues")
    yield "sharing", amara
    amara.press("Share")
    yield "sharing, with an error", amara
    amara.share()
    yield "shared", amara
    for _day in range(3):
        amara.post("/clock", step="day")
    amara.open()
    yield "writing the second part, the first being shared", amara
    amara.show("Me here")
    yield "about oneself", amara
    amara.block.get_by_label("Quiet from").fill("")
    amara.press("Save")
    yield "about oneself, with an error", amara
    amara.show("My reflection")
    amara.text.fill(TELLING)
    amara.block.locator(".cpd-findings > summary").click()
    yield "writing, with what was found", amara
    amara.finish(TELLING)
    amara.press("Change what you share")
    amara.block.get_by_label("So what do you make of it now?").check()
    amara.block.get_by_label("I have read it through").check()
    amara.press("Share the changes")
    yield "sharing, asked why something is to stay", amara


def _talking(kofi: Visitor) -> Iterator[tuple[str, Visitor]]:
    kofi.open("week-4-reflecting")
    kofi.show_talk()
    yield "nobody has shared", kofi
    kofi.open()
    kofi.show_talk()
    yield "what colleagues share", kofi
    kofi.read("A regular, a man in his sixties")
    yield "a conversation", kofi
    kofi.press("Send")
    kofi.press("Reply")
    kofi.press("Edit")
    expect(kofi.block.locator("textarea")).to_have_count(3)
    yield "a conversation, with a reply, an edit and an error", kofi


def _coming_back(visit: Callable[..., Visitor], **how: Any) -> Iterator[tuple[str, Visitor]]:
    """After Amara's first walk: she has shared, and three days are over."""
    kofi = visit("kofi", **how)
    kofi.open()
    kofi.show_talk()
    kofi.press("Respond to a colleague")
    yield "asked to respond", kofi
    post = kofi.read("quieter than usual")
    kofi.respond("I might try that.")
    kofi.press("Tell a facilitator", post)
    kofi.press("Ask them to look", post)
    yield "reporting, with an error", kofi
    post.get_by_label("Someone could be recognised in it").check()
    kofi.press("Ask them to look", post)
    yield "reported", kofi
    amara = visit("amara", **how)
    for _week in range(3):
        amara.post("/clock", step="week")
    amara.open()
    yield "coming back to news", amara
    amara.press("It is time to look back: what came of what you shared?")
    yield "asked what came of it", amara
    amara.press("Tell those who responded")
    yield "asked what came of it, with an error", amara
    amara.text.fill("I have said it twice since.")
    amara.press("Tell those who responded")
    amara.press("Thank you", amara.block.locator(".cpd-responses"))
    yield "what came of it, and thanks", amara
    ruth = visit("ruth", **how)
    ruth.open()
    yield "a facilitator with something to look at", ruth
    ruth.show("Who took part")
    yield "the facilitators' queue", ruth
    ruth.press("Leave it as it is")
    yield "looked at and left", ruth


def _facilitating(ruth: Visitor) -> Iterator[tuple[str, Visitor]]:
    ruth.open()
    post = ruth.read("A regular, a man in his sixties")
    ruth.press("Recommend", post)
    ruth.press("Hide", post)
    ruth.press("Hide it", post)
    yield "recommended, and hiding with an error", ruth
    ruth.show("Who took part")
    yield "who took part", ruth


def _outside(robin: Visitor) -> Iterator[tuple[str, Visitor]]:
    robin.open()
    yield "the door", robin


def _authoring(ines: Visitor) -> Iterator[tuple[str, Visitor]]:
    editor = ines.open_studio()
    yield "Studio's editor and preview", ines
    for part in range(3):
        editor.locator(".cpd-stage-part summary").nth(part).click()
    editor.get_by_label("Words to aim for").first.fill("-5")
    editor.get_by_label("Heading").first.fill("")
    ines.press("Save", editor.locator(".cpd-actions").last)
    expect(editor.get_by_role("alert")).to_be_visible()
    yield "Studio's editor, with errors", ines
