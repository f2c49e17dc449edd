"""What holds for every test."""

import logging
import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from tests import builders


def pytest_report_header() -> str:
    if connection.vendor == "sqlite":
        return "database: sqlite; races are left out, as they need a server: CPD_TEST_DATABASE_URL"
    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave races out on SQLite, which lets one writer in at a time and so has none; on a server, SQLite's own affairs
    and whatever asks no database at all, which comes out the same beside any.

    They count as deselected.
    """
    if connection.vendor == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("server")]
    else:
        left_out = [item for item in items if item.get_closest_marker("sqlite") or not _asks_the_database(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _asks_the_database(item: pytest.Item) -> bool:
    """pytest-django lets nobody else at it."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint({"db", "transactional_db"})


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run: the one that CPD_CHROMIUM names, or the system's. Each test makes a context."""
    path = os.environ.get("CPD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("No Chromium was found: `make test` finds or installs one, CPD_CHROMIUM names one.")
    # Playwright keeps an event loop in this thread; Django would take every later query for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        # Chromium has no sandbox for root, as whom containers often run.
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.getuid() != 0)
        yield browser
        browser.close()


class _Faults(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What the blocks told the log of faults of their own, for a test that means to have some."""
    told = _Faults()
    logger = logging.getLogger("cpd_community_xblock.core.failures")
    logger.addHandler(told)
    yield told.told
    logger.removeHandler(told)


@pytest.fixture(autouse=True)
def no_faults(request: pytest.FixtureRequest) -> Iterator[None]:
    """A block answers a fault with a message, so that nobody would see it here: any fails the test."""
    if "faults" in request.fixturenames:
        yield
        return
    told = _Faults()
    logger = logging.getLogger("cpd_community_xblock.core.failures")
    logger.addHandler(told)
    yield
    logger.removeHandler(told)
    assert told.told == []


@pytest.fixture
def clock() -> Iterator[builders.Clock]:
    """The tests' own course under way, at a time that stands still until it is moved."""
    with builders.running_course() as moved:
        yield moved
