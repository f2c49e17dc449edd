"""Weeks, days and quiet hours in people's own time zones. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SATURDAY = 5


def zone(name: str, default: str = "UTC") -> ZoneInfo:
    """The time zone of an IANA name; ``default`` for an empty or unknown one."""
    try:
        return ZoneInfo(name or default)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of zones.
        return ZoneInfo(default)


def day_starts(day: date, tz: ZoneInfo) -> datetime:
    """The first moment of a local day, in UTC."""
    try:
        return datetime.combine(day, time.min, tzinfo=tz).astimezone(UTC)
    except OverflowError:  # The first or the last day there is, in a zone that begins it outside of time.
        return datetime.combine(day, time.min, tzinfo=UTC)


def days_later(moment: datetime, days: int, tz: ZoneInfo) -> datetime:
    """The start of the local day ``days`` after the one that holds ``moment``; the moment itself for none."""
    if days <= 0:
        return moment
    return day_starts(moment.astimezone(tz).date() + timedelta(days=days), tz)


def week_starts(course_start: datetime, week: int) -> datetime:
    """When week ``week`` (from 1) of a course begins: whole weeks after its start."""
    return course_start + timedelta(weeks=max(week, 1) - 1)


def next_working_day_ends(moment: datetime, tz: ZoneInfo) -> datetime:
    """The midnight that ends the first working day after the local day that holds ``moment``, in UTC."""
    day = moment.astimezone(tz).date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day_starts(day + timedelta(days=1), tz)


def is_quiet(moment: datetime, *, start: time | None, end: time | None, tz: ZoneInfo) -> bool:
    """Whether a moment lies in someone's quiet hours, which may run over midnight."""
    if start is None or end is None or start == end:
        return False
    local = moment.astimezone(tz).time()
    return start <= local < end if start < end else local >= start or local < end


def after_quiet_hours(moment: datetime, *, start: time | None, end: time | None, tz: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours it falls in."""
    if end is None or not is_quiet(moment, start=start, end=end, tz=tz):
        return moment
    local = moment.astimezone(tz)
    # In the hour that comes twice when clocks go back, the second time has its end in the second time.
    waking = datetime.combine(local.date(), end, tzinfo=tz).replace(fold=local.fold)
    if waking <= local:
        waking = datetime.combine(local.date() + timedelta(days=1), end, tzinfo=tz)
    return waking.astimezone(UTC)
