"""What the plugin adds to the platform's settings tells of itself, as OEP-17 asks."""

import ast
import re
from pathlib import Path

import pytest

from cpd_community_xblock.settings.common import plugin_settings

SETTINGS = Path(__file__).resolve().parent.parent.parent / "cpd_community_xblock" / "settings"


@pytest.mark.parametrize("path", sorted(SETTINGS.glob("*.py")), ids=lambda path: path.name)
def test_every_setting_that_is_added_is_annotated(path: Path) -> None:
    source = path.read_text("utf-8")
    added = {
        target.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr.startswith("CPD_")
    }
    annotated = set(re.findall(r"\.\. setting_name: (\S+)", source))
    assert added == annotated


class PlatformSettings:
    TRACKING_IGNORE_URL_PATTERNS = (r"^/event",)


@pytest.mark.parametrize(
    "path",
    [
        "/courses/course-v1:A+B+C/xblock/block-v1:A+B+C+type@cpd_reflection+block@x/handler/save_draft",
        "/courses/course-v1:A+B+C/xblock/block-v1:A+B+C+type@cpd_reflection+block@x/handler_noauth/save_draft",
        "/xblock/block-v1:A+B+C+type@cpd_reflection+block@x/handler/save_settings",
        "/preview/xblock/block-v1:A+B+C+type@cpd_reflection+block@x/handler/save_draft",
        "/api/xblock/v2/xblocks/lb:A:B:cpd_reflection:x/handler/1-abc/save_draft",
    ],
)
def test_the_platforms_tracking_passes_over_the_blocks_handlers(path: str) -> None:
    settings = PlatformSettings()
    plugin_settings(settings)
    plugin_settings(settings)
    assert len(settings.TRACKING_IGNORE_URL_PATTERNS) == 2
    assert any(re.match(pattern, path) for pattern in settings.TRACKING_IGNORE_URL_PATTERNS)


def test_the_platforms_tracking_keeps_to_everything_else() -> None:
    settings = PlatformSettings()
    plugin_settings(settings)
    path = "/courses/course-v1:A+B+C/xblock/block-v1:A+B+C+type@poll+block@cpd_x/handler/vote"
    assert not any(re.match(pattern, path) for pattern in settings.TRACKING_IGNORE_URL_PATTERNS)
