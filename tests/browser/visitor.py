"""Someone who visits the demo in a browser of their own."""

import re
from typing import Any

from playwright.sync_api import APIResponse, Browser, BrowserContext, Locator, Page, Request, Route, expect

from tests.browser.server import Server

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

WEEK_3 = "week-3-reflecting"
SAVED = re.compile(r"^Saved \d\d:\d\d$")

_READY = """() => [...document.querySelectorAll("cpd-form, cpd-draft, cpd-time")]
    .every((element) => element.matches(":defined"))"""
_ANSWERED = re.compile(r"status of 422 ")
"""A form that comes back with what is missing is no fault, though a browser's console calls it one."""


class Hold:
    """Requests to some addresses that the server has answered and the page waits for, until they are let go."""

    def __init__(self, page: Page, address: str) -> None:
        self._waiting: list[tuple[Route, APIResponse]] = []
        self._open = False
        page.route(address, self._meet)

    def _meet(self, route: Route) -> None:
        answer = route.fetch()
        if self._open:
            route.fulfill(response=answer)
        else:
            self._waiting.append((route, answer))

    def let_go(self) -> None:
        """Deliver the answers, in order, and hold nothing from here on."""
        self._open = True
        for route, answer in self._waiting:
            route.fulfill(response=answer)


class Visitor:
    """A browser with one page in it, signed in as ``username``. ``complaints`` gathers what goes wrong behind it."""

    def __init__(
        self,
        browser: Browser,
        server: Server,
        username: str = "",
        *,
        may_fail: str = "",
        direction: str = "ltr",
        **how: Any,
    ) -> None:
        self.server = server
        self._may_fail = re.compile(may_fail) if may_fail else _ANSWERED
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(base_url=server.url, **{"viewport": DESK, **how})
        self.context.set_default_timeout(10_000)
        self.context.on("console", lambda message: self._heard(message.text) if message.type == "error" else None)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._asked)
        self.page: Page = self.context.new_page()
        if username:
            session = {"name": "sessionid", "value": server.sessions[username], "url": server.url}
            self.context.add_cookies([session])  # type: ignore[list-item]
        if direction != "ltr":
            self.context.request.get(f"/?dir={direction}")

    def _heard(self, text: str) -> None:
        if not (self._may_fail.search(text) or _ANSWERED.search(text)):
            self.complaints.append(text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.server.url, "data:", "blob:", "about:")):
            self.complaints.append(f"A request went elsewhere: {request.url}")

    # Getting about.

    def become(self, username: str) -> None:
        """Sign in as someone else, in every tab of this browser. As nobody (""): sign out."""
        self.post("/switch", person=username)

    def post(self, address: str, **fields: str) -> None:
        """What one of the frame's buttons does, without the page."""
        self.context.request.get("/")
        token = next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == "csrftoken")
        answer = self.context.request.post(address, form={"csrfmiddlewaretoken": token, **fields})
        assert answer.ok, answer.text()

    def open(self, unit: str = WEEK_3, page: Page | None = None) -> Locator:
        """Go to a unit and return the block in it."""
        page = page or self.page
        page.goto(f"/unit/{unit}")
        page.wait_for_function(_READY)
        return page.locator(".cpd").first

    def open_studio(self, block: str = "wk3-escalating") -> Locator:
        """Go to Studio's page of a block and return the editor in it."""
        self.page.goto("/studio/")
        address = self.page.locator(f"a[href$='{block}']").get_attribute("href")
        self.page.goto(str(address))
        self.page.wait_for_function(_READY)
        return self.page.locator(".cpd-editor")

    @property
    def block(self) -> Locator:
        return self.page.locator(".cpd").first

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the first button of that name, and wait for the answer."""
        (within or self.block).get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def settle(self) -> None:
        """Wait until no form waits for its answer."""
        expect(self.page.locator("cpd-form[aria-busy='true']")).to_have_count(0)

    def show(self, tab: str) -> None:
        """Go to one of the block's pages."""
        self.press(tab, self.block.locator(".cpd-tabs"))
        expect(self.block.locator(".cpd-tab[aria-current]")).to_have_text(tab)

    # Doing what people do.

    @property
    def text(self) -> Locator:
        """The text that is being written in the block."""
        return self.block.locator("cpd-draft textarea")

    @property
    def status(self) -> Locator:
        return self.block.locator("[data-cpd-status]")

    def type(self, words: str) -> None:
        """Type at the end of the text, key by key."""
        self.text.press("Control+End")
        self.text.press_sequentially(words)

    def hold(self, address: str) -> Hold:
        """Keep the page waiting for answers from addresses such as "**/share"."""
        return Hold(self.page, address)

    def kept(self, store: str = "sessionStorage") -> dict[str, str]:
        """What lies in the tab's storage."""
        return dict(self.page.evaluate(f"() => ({{...{store}}})"))

    def finish(self, words: str) -> None:
        """Write a part in one go and finish it."""
        self.text.fill(words)
        self.press("Finish this part")
        expect(self.block.locator(".cpd-good")).to_contain_text("is finished and saved")

    def share(self, name: str = "") -> None:
        """Share what is finished, under the own name unless a pseudonym is given."""
        if not self.block.locator(".cpd-preview").is_visible():
            self.show("My reflection")
            self.block.get_by_role("button", name=re.compile(r"^Share ")).first.click()
        if name:
            self.block.get_by_label(name).check()
        self.block.get_by_label("I have read it through").check()
        self.press("Share")
        expect(self.block.locator(".cpd-good")).to_contain_text("Shared.")

    def respond(self, words: str) -> None:
        """Answer the reflection that is open."""
        self.text.fill(words)
        self.press("Send", self.block.locator(".cpd-respond"))
        expect(self.block.locator(".cpd-responses")).to_contain_text(words)

    def read(self, beginning: str) -> Locator:
        """Open the reflection whose excerpt holds these words, and return the post at its top."""
        self.show_talk()
        self.block.locator(".cpd-card", has_text=beginning).get_by_role("button").click()
        self.settle()
        expect(self.block.locator(".cpd-back")).to_be_visible()
        return self.block.locator(".cpd-post").first

    @property
    def thread(self) -> str:
        """The number of the thread that is open."""
        return self.block.locator(".cpd-respond input[name=thread]").last.input_value()

    def revisit(self, thread: str) -> None:
        """From the list, open a thread by its number, as a page that is still open somewhere would."""
        self.show_talk()
        button = self.block.locator(".cpd-card button").first
        button.evaluate("(button, thread) => { button.value = thread }", thread)
        button.click()
        self.settle()

    def pseudonym(self) -> str:
        """The name on which nobody finds them out. Leaves the page about oneself open."""
        self.show("Me here")
        return self.block.locator(".cpd-view p strong").inner_text()

    def show_talk(self) -> None:
        tab = self.block.locator(".cpd-tab", has_text=re.compile("^From "))
        tab.click()
        self.settle()
        expect(tab).to_have_attribute("aria-current", "page")
        expect(self.block.locator(".cpd-bar")).to_be_visible()

    def close(self) -> None:
        """Leave, without a last save that would reach the next test."""
        for page in self.context.pages:
            page.evaluate("() => { try { sessionStorage.clear() } catch { /* There is none. */ } }")
        self.context.close()
