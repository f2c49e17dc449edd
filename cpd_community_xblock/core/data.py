"""What the core hands to the domains."""

from dataclasses import dataclass
from enum import StrEnum


class Admission(StrEnum):
    """What a visitor of a block is let in to."""

    MEMBER = "member"
    LOOKING_AS = "looking_as"
    NOT_ENROLLED = "not_enrolled"
    SIGNED_OUT = "signed_out"
    AUTHOR_PREVIEW = "author_preview"
    LIBRARY_PREVIEW = "library_preview"


class Permission(StrEnum):
    """What a handler needs of the person who calls it."""

    READ = "read"
    TAKE_PART = "take_part"
    FACILITATE = "facilitate"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Space:
    """The community's side of one block usage. ``course_key`` is its string form."""

    id: int
    usage_key: str
    course_key: str
