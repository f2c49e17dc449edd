"""What a page of the block brings along is little, so that it opens on a ward's connection."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.weight import MOST, weight, weights

pytestmark = pytest.mark.browser


def test_the_styles_and_scripts_of_a_page_weigh_at_most_12_kb(visit: Visit, record_property) -> None:
    amara = visit("amara")
    ours = weights(amara, amara.open)
    record_property("page_weight", sum(ours.values()))
    print(f"\nA page of the reflection block weighs {sum(ours.values())} bytes, gzipped: {ours}")
    assert {"community.css", "reflection.css", "start.js", "cpd-form.js", "cpd-draft.js", "cpd-time.js"} == set(ours)
    assert sum(ours.values()) <= MOST


def test_what_helps_with_writing_comes_with_the_first_text_and_weighs_at_most_3_kb(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    with amara.page.expect_response("**/cpd-guard*.js") as answer:
        amara.text.focus()
    assert weight(answer.value) <= 3 * 1024
