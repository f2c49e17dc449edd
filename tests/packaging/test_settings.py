"""What the plugin adds to the platform's settings tells of itself, as OEP-17 asks."""

import ast
import re
from pathlib import Path

import pytest

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
