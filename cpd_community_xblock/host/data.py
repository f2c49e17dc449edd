"""What the blocks know about the platform they run in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Place(StrEnum):
    """Where a block is being looked at."""

    COURSE = "course"
    STUDIO = "studio"
    LIBRARY = "library"


class Role(StrEnum):
    """What someone is in a course, as far as community life is concerned."""

    LEARNER = "learner"
    PEER_LEADER = "peer_leader"
    """An alumnus or alumna who leads the way: asked when a colleague waits too long, and no member of staff."""
    FACILITATOR = "facilitator"
    COURSE_TEAM = "course_team"


@dataclass(frozen=True, slots=True)
class Person:
    """A user's names. ``name`` may be empty: not every platform account has one."""

    id: int
    username: str
    name: str

    @property
    def display_name(self) -> str:
        return self.name or self.username


@dataclass(frozen=True, slots=True)
class Cohort:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking, through a block's runtime.

    ``user_id`` is None for someone not signed in. Under a masquerade it is the learner shown, not the member of staff.
    ``time_zone`` is the IANA name that the person chose on the platform, or empty.
    """

    user_id: int | None
    place: Place
    masquerading: bool = False
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Someone's place in one course run."""

    enrolled: bool = False
    role: Role = Role.LEARNER
    cohort: Cohort | None = None
    sees_every_cohort: bool = False

    @property
    def is_staff(self) -> bool:
        return self.role in {Role.FACILITATOR, Role.COURSE_TEAM}

    @property
    def takes_part(self) -> bool:
        return self.enrolled or self.is_staff


@dataclass(frozen=True, slots=True)
class CourseRun:
    """The dates of a course run for one person, in UTC: in a self-paced course the start is their own."""

    name: str
    start: datetime | None
    end: datetime | None
