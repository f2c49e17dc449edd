"""The demo, running, and people who visit it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import Server, running
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]

expect.set_options(timeout=10_000)  # Milliseconds: saving waits for a pause in the typing, and machines may be slow.


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the whole run."""
    with running(tmp_path_factory.mktemp("demo")) as server:
        yield server
        assert not server.mistakes(), server.mistakes()


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Visit]:
    """Bring someone to the story's first evening: ``visit("amara")``. More keywords go to the browser's context.

    Afterwards nobody's browser may have complained, and nothing may have been fetched from anywhere else. What a test
    provokes it names: ``may_fail`` is a regular expression.
    """
    server.reset()
    visitors: list[Visitor] = []

    def visit(username: str = "", **how: Any) -> Visitor:
        visitors.append(Visitor(chromium, server, username, **how))
        return visitors[-1]

    yield visit
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.close()
    assert not complaints
