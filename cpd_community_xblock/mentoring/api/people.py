"""What people tell for the matching, and who takes part in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.mentoring import data, models
from cpd_community_xblock.mentoring.api import market, programme

_PLAIN = ("profession", "specialty", "setting", "team", "line", "about", "capacity", "until", "is_paused")
_LISTS = ("languages", "topics", "goals", "apart")


def participant(*, space_id: int, user_id: int, side: data.Side) -> data.Participant | None:
    """What someone has told on one side, or None where they have told nothing or have left."""
    row = _rows(space_id, side).filter(user_id=user_id).first()
    return _participant(row) if row else None


def participants(*, space_id: int, side: data.Side, user_ids: Iterable[int] | None = None) -> list[data.Participant]:
    """Everyone who takes part on one side, by user id; of ``user_ids`` where they are given."""
    rows = _rows(space_id, side).order_by("user_id")
    if user_ids is not None:
        rows = rows.filter(user_id__in=set(user_ids))
    return [_participant(row) for row in rows.iterator(chunk_size=5000)]


@turns.in_turn
def save(
    *,
    space_id: int,
    user_id: int,
    side: data.Side,
    profile: data.Profile,
    now: datetime,
    skipped: bool = False,
) -> None:
    """Keep what someone tells, and take them in where they are new or had left.

    A learner looks for a mentor from then on, unless they have one. Whoever has paused stays so: that is told by
    ``pause`` alone, which may come from another window in the same moment.
    """
    values = {**_columns(profile), "skipped": skipped, "has_left": False, "updated_at": now}
    # Whoever is new, is free at other times or takes one more may fit somebody who waits.
    programme.note(space_id=space_id, at=now)
    changed = {name: value for name, value in values.items() if name != "is_paused"}
    rows = models.Participant.objects.filter(space_id=space_id, user_id=user_id, side=side.value)
    if not rows.update(**changed, version=F("version") + 1):
        # The same person may be faster in another window: then this is tried again.
        models.Participant.objects.create(space_id=space_id, user_id=user_id, side=side.value, joined_at=now, **values)
    if side is data.Side.LEARNER:
        rows.exclude(waiting_why="").update(waiting_why="")
        if not _has_mentor(space_id, user_id):
            rows.filter(waiting_since=None).update(waiting_since=now)


def pause(*, space_id: int, user_id: int, paused: bool, now: datetime) -> None:
    """Take no further learners for now, or take them again. Raises ``NotFound`` for who is no mentor here."""
    rows = models.Participant.objects.filter(space_id=space_id, user_id=user_id, side=data.Side.MENTOR.value)
    if not paused:
        programme.note(space_id=space_id, at=now)
    if not rows.filter(has_left=False).update(is_paused=paused, updated_at=now, version=F("version") + 1):
        raise NotFound


def leave(*, space_id: int, user_id: int, side: data.Side, now: datetime) -> None:
    """Take part no longer. What was told is deleted; partnerships that have begun go on."""
    empty = _columns(data.Profile())
    rows = models.Participant.objects.filter(space_id=space_id, user_id=user_id, side=side.value)
    rows.update(**empty, has_left=True, skipped=False, **_waits_no_longer(), updated_at=now, version=F("version") + 1)


def rest(*, space_id: int, user_id: int, now: datetime) -> None:
    """Match nobody with someone until they say so. What they told stays."""
    rows = models.Participant.objects.filter(space_id=space_id, user_id=user_id, has_left=False)
    changed = {"updated_at": now, "version": F("version") + 1}
    rows.filter(side=data.Side.MENTOR.value).update(is_paused=True, **changed)
    rows.filter(side=data.Side.LEARNER.value).update(**_waits_no_longer(), **changed)


def _waits_no_longer() -> dict[str, Any]:
    return {"waiting_since": None, "waiting_why": "", "on_list": False, "to_mail": False}


def numbers(*, space_id: int, today: date | None = None) -> data.Numbers:
    """How the mentoring stands, in a handful of counts. Places are those of mentors who take learners ``today``."""
    learners = _rows(space_id, data.Side.LEARNER)
    mentors = _rows(space_id, data.Side.MENTOR)
    states = models.Partnership.objects.filter(space_id=space_id).values_list("state").annotate(Count("id"))
    by_state = {data.State(state): count for state, count in states.order_by("state")}
    return data.Numbers(
        alumni=models.Alumnus.objects.filter(space_id=space_id).count(),
        mentors=mentors.count(),
        places=_who_take(mentors, today).aggregate(places=Sum("capacity"))["places"] or 0,
        learners=learners.count(),
        waiting=market.looking(space_id).count(),
        by_state=by_state,
    )


def user_ids(*, space_id: int, side: data.Side) -> list[int]:
    """Everyone who takes part on one side, by id alone."""
    return list(_rows(space_id, side).values_list("user_id", flat=True))


def waiting(*, space_id: int, most: int) -> list[data.Participant]:
    """The learners who look for a mentor and have none, those first who have waited longest."""
    rows = market.looking(space_id).order_by("waiting_since", "id")
    return [_participant(row) for row in rows[:most]]


def _has_mentor(space_id: int, user_id: int) -> bool:
    return models.Partnership.objects.filter(space_id=space_id, learner_id=user_id, current=True).exists()


# The rows.


def _who_take(mentors: QuerySet[models.Participant], today: date | None) -> QuerySet[models.Participant]:
    mentors = mentors.filter(is_paused=False)
    return mentors.filter(Q(until=None) | Q(until__gte=today)) if today else mentors


def _rows(space_id: int, side: data.Side) -> QuerySet[models.Participant]:
    return models.Participant.objects.filter(space_id=space_id, side=side.value, has_left=False)


def _columns(profile: data.Profile) -> dict[str, object]:
    availability = profile.availability
    return {
        **{name: getattr(profile, name) for name in _PLAIN},
        **{name: list(getattr(profile, name)) for name in _LISTS},
        "time_zone": availability.time_zone,
        "weeks": [_mask(week) for week in availability.weeks],
        "weeks_begin": availability.begins,
    }


def _participant(row: models.Participant) -> data.Participant:
    availability = data.Availability(time_zone=row.time_zone, weeks=tuple(map(_slots, row.weeks)) or (frozenset(),))
    if row.weeks_begin is not None:
        availability = replace(availability, begins=row.weeks_begin)
    told: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    told |= {name: tuple(getattr(row, name)) for name in _LISTS}
    profile = data.Profile(**told, availability=availability)
    return data.Participant(
        user_id=row.user_id,
        side=data.Side(row.side),
        profile=profile,
        joined_at=row.joined_at,
        skipped=row.skipped,
        waiting_since=row.waiting_since,
    )


def _mask(slots: Iterable[int]) -> str:
    return f"{sum(1 << slot for slot in slots):x}"


def _slots(mask: str) -> frozenset[int]:
    bits = int(mask, 16)
    return frozenset(slot for slot in range(bits.bit_length()) if bits >> slot & 1)


def masks(weeks: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """Weeks of free slots as the matching takes them."""
    return tuple(sum(1 << slot for slot in week) for week in weeks)
