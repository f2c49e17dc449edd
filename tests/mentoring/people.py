"""Alumni, mentors and learners for the tests, made through the package's own doors."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from opaque_keys.edx.keys import CourseKey

from cpd_community_xblock import host
from cpd_community_xblock.core import spaces
from cpd_community_xblock.core.data import Space
from cpd_community_xblock.host.data import Role
from cpd_community_xblock.mentoring.api import alumni, people
from cpd_community_xblock.mentoring.data import Availability, Participant, Profile, Row, Side
from demo.runtime import create_block
from tests import builders

LAST_YEAR = CourseKey.from_string("course-v1:Ward+Rounds+2025")
MONDAY_EVENING = 9
"""Monday, 18:00 to 20:00."""


def mentoring_block(name: str = "together", course: Any = builders.COURSE, **fields: Any) -> Any:
    """A mentoring block whose alumni are last year's graduates, or with the given fields. Returns its key."""
    key = course.make_usage_key("cpd_mentoring", name)
    return create_block(key, **{"alumni_runs": [str(LAST_YEAR)], **fields})


def space_of(key: Any) -> Space:
    return spaces.open_space(usage_key=key, kind="cpd_mentoring")


def space_of_graduates(block: Any) -> Space:
    """The block's space, whose mentors are last year's graduates."""
    space = space_of(block)
    alumni.keep_runs(space_id=space.id, course_keys=[str(LAST_YEAR)])
    return space


def account(user: Any, address: str, *, confirmed: bool = True) -> Any:
    """Give somebody's account an address."""
    user.email, user.is_active = address, confirmed
    user.save()
    return user


def graduate(username: str, course: Any = LAST_YEAR) -> Any:
    """Somebody in the course who completed an earlier run."""
    user = builders.person(username)
    graduate_of(user, course)
    return user


def graduate_of(user: Any, course: Any = LAST_YEAR) -> None:
    standalone: Any = host.current()
    standalone.graduate(user_id=user.id, course_key=course)


def facilitator(username: str = "ruth") -> Any:
    return builders.person(username, role=Role.FACILITATOR)


def author(username: str = "ines") -> Any:
    return builders.person(username, role=Role.COURSE_TEAM)


def alumnus(space: Space, user: Any) -> Any:
    """Somebody whom a facilitator has added."""
    alumni.add(space_id=space.id, rows=[Row(1, user.username)], now=builders.START)
    return user


def free(*slots: int, zone: str = "Europe/London", begins: date = date(2026, 9, 7)) -> Availability:
    return Availability(zone, (frozenset(slots),), begins)


def told(space: Space, user: Any, side: Side, *, skipped: bool = False, **profile: Any) -> None:
    """What somebody told on one side, however they came to be on it."""
    people.save(
        space_id=space.id,
        user_id=user.id,
        side=side,
        profile=Profile(**profile),
        now=host.current().now(),
        skipped=skipped,
    )


def found(space: Space, user: Any, side: Side) -> Participant | None:
    return people.participant(space_id=space.id, user_id=user.id, side=side)


def offer(*slots: int, **fields: Any) -> dict[str, Any]:
    """What the form of somebody who mentors sends."""
    return {"capacity": "2", "time_zone": "Europe/London", **ticked(slots), **fields}


def wishes(*slots: int, **fields: Any) -> dict[str, Any]:
    """What the form of somebody who looks for a mentor sends."""
    return {"time_zone": "Europe/London", **ticked(slots), **fields}


def ticked(slots: Iterable[int], week: int = 0) -> dict[str, str]:
    return {f"w{week}-s{slot}": "on" for slot in slots}
