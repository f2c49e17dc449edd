"""What a page of the block brings along is little, so that it opens on a ward's connection."""

import gzip

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

MOST = 12 * 1024


def test_the_styles_and_scripts_of_a_page_weigh_at_most_12_kb(visit: Visit, record_property) -> None:
    amara = visit("amara")
    loaded: list[Response] = []
    amara.context.on("response", lambda answer: loaded.append(answer))
    amara.open()
    amara.page.wait_for_load_state("networkidle")
    ours = {
        answer.url.rsplit("/", 1)[1]: len(gzip.compress(answer.body(), compresslevel=6))
        for answer in loaded
        if "/static/cpd_community_xblock/" in answer.url
    }
    weight = sum(ours.values())
    record_property("page_weight", weight)
    print(f"\nA page of the reflection block weighs {weight} bytes, gzipped: {ours}")
    assert {"community.css", "start.js", "cpd-form.js", "cpd-draft.js", "cpd-time.js"} == set(ours)
    assert weight <= MOST


def test_what_helps_with_writing_comes_with_the_first_text_and_weighs_at_most_3_kb(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    with amara.page.expect_response("**/cpd-guard*.js") as answer:
        amara.text.focus()
    assert len(gzip.compress(answer.value.body(), compresslevel=6)) <= 3 * 1024
