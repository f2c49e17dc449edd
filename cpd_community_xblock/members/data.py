"""What other domains know about a member."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class MemberRole(StrEnum):
    LEARNER = "learner"
    PEER_LEADER = "peer_leader"
    FACILITATOR = "facilitator"
    COURSE_TEAM = "course_team"


@dataclass(frozen=True, slots=True)
class Member:
    """One person in one course, as the domains' doors ask for them.

    ``cohort_id`` is 0 for people in no cohort: they form an audience of their own. ``time_zone`` is an IANA name,
    empty when neither the person nor the platform has said.
    """

    user_id: int
    course_key: str
    role: MemberRole = MemberRole.LEARNER
    cohort_id: int = 0
    cohort_name: str = ""
    sees_every_cohort: bool = False
    time_zone: str = ""

    @property
    def is_staff(self) -> bool:
        return self.role in {MemberRole.FACILITATOR, MemberRole.COURSE_TEAM}


@dataclass(frozen=True, slots=True)
class Profile:
    """What someone told about themselves. Quiet hours are local times, both set or neither."""

    profession: str = ""
    setting: str = ""
    languages: str = ""
    time_zone: str = ""
    quiet_from: time | None = None
    quiet_until: time | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """How the author of a post is shown. Under a pseudonym nothing else is told: a profession can name someone."""

    name: str
    about: str = ""
    role: MemberRole = MemberRole.LEARNER
    is_pseudonym: bool = False
    is_you: bool = False
