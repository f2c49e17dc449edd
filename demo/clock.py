"""The story's time: it opens on a Tuesday evening in week 3, flows as real time does, and can be moved on."""

import re
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from demo import course, models

OPENING = course.START + timedelta(days=15, hours=11)
STEPS = {
    "hour": ("+1 hour", timedelta(hours=1)),
    "day": ("+1 day", timedelta(days=1)),
    "week": ("+1 week", timedelta(weeks=1)),
}

_MOMENT = re.compile(r"(?:(?P<days>\d+)d)?\s*(?:(?P<hours>\d+)h)?\s*(?:(?P<minutes>\d+)m)?")

_offset: ContextVar[timedelta | None] = ContextVar("offset", default=None)


def moment(since_start: str) -> datetime:
    """ "3d 22h05m" after the course's start."""
    found = _MOMENT.fullmatch(since_start.strip())
    if found is None:
        raise ValueError(f"{since_start!r} is no length of time, such as '3d 22h05m'")
    return course.START + timedelta(**{unit: int(count) for unit, count in found.groupdict().items() if count})


def now() -> datetime:
    """The story's moment. Before the demo is loaded its time stands still at the opening."""
    offset = _offset.get()
    if offset is None:
        offset = models.Clock.objects.values_list("offset", flat=True).first()
    return OPENING if offset is None else timezone.now() + offset


def hold() -> None:
    """Read the offset once, for the rest of this request."""
    _offset.set(models.Clock.objects.values_list("offset", flat=True).first())


def release() -> None:
    """Read the offset anew from here on."""
    _offset.set(None)


def start() -> None:
    """Set the story's time to its opening, unless it is running already."""
    if not models.Clock.objects.exists():
        models.Clock.objects.create(offset=OPENING - timezone.now())


@transaction.atomic
def move(step: timedelta) -> None:
    """Move the story's time on."""
    start()
    clock = models.Clock.objects.get()
    clock.offset += step
    clock.save()
    release()
