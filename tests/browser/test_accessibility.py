"""Every page of the reflection block, of Studio and of the frame can be used by everyone."""

from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.everyone import nobody_is_kept_out, on_phone_and_desk
from tests.browser.walk import pages

pytestmark = pytest.mark.browser


@on_phone_and_desk
def test_every_page_is_for_everyone(visit: Visit, layout: dict[str, Any]) -> None:
    nobody_is_kept_out(pages(visit, reduced_motion="reduce", **layout), layout)
