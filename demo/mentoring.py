"""What people of the story have told for being matched, brought in through the package's own doors."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from cpd_community_xblock.core import spaces
from cpd_community_xblock.mentoring.api import alumni
from cpd_community_xblock.mentoring.api import people as mentoring
from cpd_community_xblock.mentoring.data import Availability, Profile, Side
from demo import clock, course, people

BLOCK = course.usage_key("cpd_mentoring", "wk2-mentoring")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PLAIN = ("profession", "specialty", "setting", "about", "capacity", "until")
_LISTS = ("languages", "topics", "goals")


@transaction.atomic
def tell(story: dict[str, Any]) -> None:
    """Whoever has told something here before is left as they are."""
    space_id = spaces.open_space(usage_key=BLOCK, kind=BLOCK.block_type).id
    alumni.keep_runs(space_id=space_id, course_keys=[str(course.LAST_YEAR)])
    alumni.take_in(course_key=str(course.LAST_YEAR), now=course.START)
    for side, told in ((Side.MENTOR, story["mentors"]), (Side.LEARNER, story["wishes"])):
        _tell(space_id, side, told)


def _tell(space_id: int, side: Side, entries: Iterable[dict[str, Any]]) -> None:
    for entry in entries:
        user = get_user_model().objects.get(username=entry["username"])
        person = {"space_id": space_id, "user_id": user.id, "side": side}
        if mentoring.participant(**person) is not None:
            continue
        now = clock.moment(entry["at"])
        mentoring.save(**person, profile=_profile(entry), now=now, skipped=entry.get("skipped", False))
        if entry.get("paused"):
            mentoring.pause(space_id=space_id, user_id=user.id, paused=True, now=now)


def _profile(entry: dict[str, Any]) -> Profile:
    told: dict[str, Any] = {name: entry[name] for name in _PLAIN if name in entry}
    told |= {name: tuple(entry.get(name, ())) for name in _LISTS}
    zone = people.characters()[entry["username"]].time_zone
    weeks = tuple(_slots(week) for week in entry.get("free", [[]]))
    return Profile(**told, availability=Availability(zone, weeks, begins=_monday()))


def _monday() -> date:
    start = course.START.date()
    return start - timedelta(days=start.weekday())


def _slots(week: Sequence[str]) -> frozenset[int]:
    """ "Mon Wed 18-20" and the like."""
    found = set()
    for told in week:
        *days, hours = told.split()
        first, last = (int(hour) // 2 for hour in hours.split("-"))
        found |= {12 * _DAYS.index(day) + slot for day in days for slot in range(first, last)}
    return frozenset(found)
