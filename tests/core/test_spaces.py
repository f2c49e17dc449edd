"""Spaces: one for a block, whichever branch it is looked at on."""

import pytest

from cpd_community_xblock.core import spaces
from tests import builders

pytestmark = pytest.mark.django_db

KEY = builders.usage_key("pause")


def test_a_block_has_one_space_from_its_first_visit_on() -> None:
    assert spaces.find_space(usage_key=KEY) is None
    first = spaces.open_space(usage_key=KEY, kind="cpd_reflection")
    assert spaces.open_space(usage_key=KEY, kind="cpd_reflection") == first
    assert spaces.find_space(usage_key=KEY) == first
    assert (first.usage_key, first.course_key) == (str(KEY), str(builders.COURSE))


@pytest.mark.parametrize("branch", ["draft-branch", "published-branch"])
def test_drafts_and_published_blocks_share_a_space(branch: str) -> None:
    on_branch = KEY.map_into_course(builders.COURSE.for_branch(branch))
    assert on_branch != KEY
    assert spaces.open_space(usage_key=on_branch, kind="cpd_reflection").usage_key == str(KEY)
    assert spaces.find_space(usage_key=KEY) == spaces.find_space(usage_key=on_branch)
    assert spaces.branchless(on_branch).context_key == builders.COURSE


def test_a_re_run_and_a_copy_start_with_spaces_of_their_own() -> None:
    keys = [KEY, builders.usage_key("pause", builders.OTHER_COURSE), builders.usage_key("copy-of-pause")]
    assert len({spaces.open_space(usage_key=key, kind="cpd_reflection").id for key in keys}) == 3
