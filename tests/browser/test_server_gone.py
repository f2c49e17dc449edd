"""The server goes away in the middle of someone's sentence."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import running
from tests.browser.visitor import SAVED, Visitor

pytestmark = pytest.mark.browser

SAID = "He was quieter than usual."
TYPED_ON = " I could not say why."


def test_a_server_that_is_killed_loses_at_most_what_was_typed_after_the_last_saved(
    chromium: Browser, tmp_path: Path
) -> None:
    with running(tmp_path) as server:
        amara = Visitor(chromium, server, "amara", may_fail="net::ERR_")
        amara.open()
        amara.type(SAID)
        expect(amara.status).to_have_text(SAVED)
        server.kill()
        amara.type(TYPED_ON)
        expect(amara.status).to_contain_text("Not saved yet")

        server.serve()
        elsewhere = Visitor(chromium, server, "amara")
        elsewhere.open()
        expect(elsewhere.text).to_have_value(SAID)
        elsewhere.close()

        # Nor is what came after it lost, as long as the tab is there.
        amara.text.blur()
        expect(amara.status).to_have_text(SAVED, timeout=20_000)
        amara.open()
        expect(amara.text).to_have_value(SAID + TYPED_ON)
        amara.close()
