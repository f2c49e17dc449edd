"""``python -m tests.browser.pictures`` takes the README's pictures anew."""

import io
import os
import shutil
import sys
import tempfile
from collections import Counter
from itertools import chain
from math import dist
from pathlib import Path
from typing import Any

import png
from playwright.sync_api import Browser, Locator, expect, sync_playwright

from tests.browser import matching, pairs
from tests.browser.server import ROOT, Server, running
from tests.browser.visitor import DESK, PHONE, SAVED, Visitor

FOLDER = ROOT / "docs" / "images"
MOST = 150 * 1024
MARGIN = 20


class Photographer:
    """Takes what is on a visitor's screen."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self.server = server

    def visit(self, username: str, **how: Any) -> Visitor:
        return Visitor(self._browser, self.server, username, reduced_motion="reduce", **how)

    def take(self, visitor: Visitor, name: str, *, of: Locator | None = None, height: int = 0) -> None:
        """A picture of the page, or of one thing on it with a margin; with ``height``, of no more than its top."""
        page = visitor.page
        page.evaluate("document.activeElement.blur()")
        page.mouse.move(0, 0)
        box = of.bounding_box() if of else {**visitor.page.viewport_size, "x": MARGIN, "y": MARGIN}
        assert box
        clip = {
            "x": max(box["x"] - MARGIN, 0),
            "y": max(box["y"] + page.evaluate("scrollY") - MARGIN, 0),
            "width": box["width"] + 2 * MARGIN if of else box["width"],
            "height": height or box["height"] + 2 * MARGIN,
        }
        picture = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
        path = FOLDER / f"{name}.png"
        path.write_bytes(in_256_colours(picture))
        size = path.stat().st_size
        assert size < MOST, f"{path.name} has {size} bytes"
        print(f"{path.relative_to(ROOT)}: {size // 1024} KB")


def in_256_colours(picture: bytes) -> bytes:
    """The same PNG with a palette: a third of the size, and nobody sees a difference in a picture of text."""
    width, height, rows, _about = png.Reader(bytes=picture).asRGB8()
    pixels = [list(zip(row[0::3], row[1::3], row[2::3], strict=True)) for row in rows]
    counts = Counter(chain.from_iterable(pixels))
    palette = [colour for colour, _count in counts.most_common(256)]
    place = {colour: min(range(len(palette)), key=lambda at: dist(colour, palette[at])) for colour in counts}
    packed = io.BytesIO()
    writer = png.Writer(width, height, palette=palette, bitdepth=8, compression=9)
    writer.write(packed, ([place[colour] for colour in row] for row in pixels))
    return packed.getvalue()


def writing(camera: Photographer) -> None:
    amara = camera.visit("amara", viewport=PHONE, device_scale_factor=2, timezone_id="Europe/London")
    amara.page.clock.install(time="2026-10-20T20:03:00+01:00")
    amara.open()
    amara.text.fill(
        "Half past two, a care home I know well. The carer on the phone said “she is just not right”. I asked what "
        "she meant by that, and wrote down every word. Then I rang the GP and read it out."
    )
    expect(amara.status).to_have_text(SAVED)
    camera.take(amara, "write-360", of=amara.block, height=960)


def guarding(camera: Photographer) -> None:
    amara = camera.visit("amara", viewport=PHONE, device_scale_factor=2)
    amara.open()
    amara.text.fill(
        "I sat with Mrs Adeyinka, 84, on Juniper ward until four. Her son Tunde rang twice from 07700 900123, and I "
        "did not know what to say to him."
    )
    amara.block.locator(".cpd-findings > summary").click()
    expect(amara.status).to_have_text(SAVED)
    text = amara.block.locator("cpd-guard .cpd-paper")
    camera.take(amara, "guard-360", of=text, height=820)


def talking(camera: Photographer) -> None:
    amara = camera.visit("amara", viewport=DESK)
    amara.open()
    amara.read("A regular, a man in his sixties")
    amara.block.get_by_label("I noticed …").check()
    amara.text.fill("that the second call began with who you are.")
    camera.take(amara, "thread-1280", of=amara.block)


def coming_back(camera: Photographer) -> None:
    amara = camera.visit("amara")
    amara.open()
    amara.finish("He was quieter than usual, and I said the word sepsis out loud.")
    amara.share()
    kofi = camera.visit("kofi")
    kofi.open()
    kofi.read("quieter than usual")
    kofi.block.get_by_label("I noticed …").check()
    kofi.respond("how you stayed on the line. I would have hung up.")
    amara.open()
    amara.block.get_by_role("button", name="A colleague responded").click()
    amara.settle()
    amara.press("Thank you", amara.block.locator(".cpd-responses"))
    amara.press("This changed what I'll do", amara.block.locator(".cpd-responses"))
    back = camera.visit("kofi", viewport=PHONE, device_scale_factor=2)
    back.open()
    camera.take(back, "since-360", of=back.block, height=820)


def facilitating(camera: Photographer) -> None:
    ruth = camera.visit("ruth", viewport=DESK)
    ruth.open()
    ruth.show("Who took part")
    camera.take(ruth, "people-1280", of=ruth.block)


def authoring(camera: Photographer) -> None:
    ines = camera.visit("ines", viewport=DESK)
    editor = ines.open_studio()
    editor.locator(".cpd-stage-part summary").nth(1).click()
    camera.take(ines, "studio-1280", height=1160)


def asking(camera: Photographer) -> None:
    pairs.bring_people(camera.server)
    amara = camera.visit("amara", viewport=PHONE, device_scale_factor=2)
    amara.open(pairs.UNIT)
    camera.take(amara, "mentors-360", of=amara.block, height=900)


def matching_everyone(camera: Photographer) -> None:
    matching.bring_people(camera.server)
    ruth = camera.visit("ruth", viewport=DESK)
    ruth.open(matching.UNIT)
    ruth.show("Matching")
    ruth.press("Preview")
    for _other in range(2):
        ruth.block.get_by_role("button", name="Preview it too").first.click()
        ruth.settle()
    ruth.block.locator(".cpd-compared").get_by_role("button", name="Balanced").click()
    ruth.settle()
    camera.take(ruth, "matching-1280", of=ruth.block, height=1480)


def main() -> int:
    path = os.environ.get("CPD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), guest=False) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.getuid() != 0)
        for scene in (writing, guarding, talking, coming_back, facilitating, authoring, asking, matching_everyone):
            server.reset()
            scene(Photographer(browser, server))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
