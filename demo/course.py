"""The course's key, name and dates, read from its OLX. Needs no database, so that it can be known at start-up."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree
from opaque_keys.edx.keys import CourseKey, UsageKey

from cpd_community_xblock.host.data import CourseRun

FOLDER = Path(__file__).parent / "course"

_root = etree.parse(str(FOLDER / "course.xml")).getroot()
_run = _root.get("url_name")
_policy: dict[str, Any] = json.loads((FOLDER / "policies" / _run / "policy.json").read_text("utf-8"))[f"course/{_run}"]

KEY: CourseKey = CourseKey.from_string(f"course-v1:{_root.get('org')}+{_root.get('course')}+{_run}")
LAST_YEAR: CourseKey = CourseKey.from_string(f"course-v1:{_root.get('org')}+{_root.get('course')}+2025")
"""The run whose graduates are alumni."""
START = datetime.fromisoformat(_policy["start"])
RUN = CourseRun(name=_policy["display_name"], start=START, end=datetime.fromisoformat(_policy["end"]))


def usage_key(block_type: str, url_name: str) -> UsageKey:
    """The key of the block that OLX calls ``url_name``."""
    return KEY.make_usage_key(block_type, url_name)
