"""What a page brings along, as it travels."""

import gzip
import re
from collections.abc import Callable

from playwright.sync_api import Response

from tests.browser.visitor import Visitor

MOST = 12 * 1024
"""Bytes of styles and scripts, so that a page opens on a ward's connection."""


def weight(answer: Response) -> int:
    return len(gzip.compress(answer.body(), compresslevel=6))


def weights(visitor: Visitor, come: Callable[[], object]) -> dict[str, int]:
    """The bytes of each of our files that somebody's browser loads when they come, by its name without its hash."""
    loaded: list[Response] = []
    visitor.context.on("response", lambda answer: loaded.append(answer))
    come()
    visitor.page.wait_for_load_state("networkidle")
    ours = [answer for answer in loaded if "/static/cpd_community_xblock/" in answer.url]
    return {re.sub(r"\.[0-9a-f]{12}\.", ".", answer.url.rsplit("/", 1)[1]): weight(answer) for answer in ours}
