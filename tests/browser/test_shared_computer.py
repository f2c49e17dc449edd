"""On a computer that several people use, nobody meets the words of whoever was there before."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_two_blocks import both
from tests.browser.visitor import SAVED, WEEK_3, Visitor

pytestmark = pytest.mark.browser

SAVES = "**/save_draft"
WORDS = "Amara's private words."


@pytest.fixture
def remembering(chromium: Browser) -> Iterator[Browser]:
    """A Chromium that keeps whole pages for its back button, as people's do; in tests they usually do not."""
    browser = chromium.browser_type.launch(
        executable_path=os.environ.get("CPD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome"),
        chromium_sandbox=os.getuid() != 0,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


def test_going_back_asks_once_for_the_page_of_whoever_is_signed_in_now(remembering: Browser, server: Server) -> None:
    server.reset()
    amara = Visitor(remembering, server, "amara")
    both(amara)
    amara.type(WORDS)
    expect(amara.status).to_have_text(SAVED)
    how: list[str] = []
    amara.page.expose_function("came", lambda word: how.append(word))
    amara.page.evaluate("addEventListener('pageshow', (event) => came(event.persisted ? 'as it stood' : 'anew'))")
    amara.page.evaluate("window.hers = true")
    amara.page.goto("/")
    amara.become("gwen")

    asked: list[Request] = []
    amara.page.on("request", lambda request: asked.append(request) if request.is_navigation_request() else None)
    amara.page.evaluate("history.back()")
    amara.page.wait_for_function("!window.hers && document.querySelector('cpd-draft:defined')")
    assert how == ["as it stood"], "The browser did not keep the page, so this shows nothing."
    assert amara.page.url.endswith(WEEK_3)
    expect(amara.text).to_have_value("")
    assert WORDS not in amara.page.content()
    assert len(asked) == 1
    assert amara.complaints == []


@pytest.mark.parametrize(
    "person",
    [
        pytest.param("gwen", id="a colleague"),
        pytest.param("robin", id="someone outside the course"),
        pytest.param("", id="nobody"),
    ],
)
def test_what_someone_left_unsaved_is_gone_as_soon_as_a_block_begins_for_anybody_else(
    visit: Visit, person: str
) -> None:
    amara = visit("amara", may_fail=r"net::ERR_")
    amara.open()
    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.type(WORDS)
    expect(amara.status).to_contain_text("Not saved yet")
    amara.page.evaluate("sessionStorage.setItem('another', 'page')")

    amara.become(person)
    held = amara.hold("**/cpd-draft*.js")  # It does not take a text to write in.
    amara.page.goto(f"/unit/{WEEK_3}")
    expect(amara.block).to_be_visible()
    assert amara.kept() == {"another": "page"}
    held.let_go()
