"""What every XBlock runtime tells in the same way, whichever host it belongs to."""

from typing import Any

from opaque_keys.edx.locator import LibraryLocator

from cpd_community_xblock.host.data import Place

USER_ID = "edx-platform.user_id"
PREFERENCES = "edx-platform.user_preferences"


def _attributes(block: Any) -> dict[str, Any]:
    service = block.runtime.service(block, "user")
    return service.get_current_user().opt_attrs if service else {}


def user_id(block: Any) -> int | None:
    """The id of the person the block is bound to, or None when nobody is signed in."""
    value = _attributes(block).get(USER_ID)
    return int(value) if value is not None else None


def time_zone(block: Any) -> str:
    """The IANA zone in the person's account preferences, or empty."""
    return (_attributes(block).get(PREFERENCES) or {}).get("time_zone") or ""


def place(block: Any, *, in_studio: bool) -> Place:
    """Where the block is shown. Libraries come first: they have neither a course nor a cohort, even in Studio."""
    key = block.context_key
    if isinstance(key, LibraryLocator) or not key.is_course:
        return Place.LIBRARY
    if in_studio or getattr(block.runtime, "is_author_mode", False):
        return Place.STUDIO
    return Place.COURSE
