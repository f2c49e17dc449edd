"""Sittings as their author sets them, and the moments that follow from what was agreed on."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.live_sessions import data, models, rules

_SECRET_BYTES = 32
_TIMES = ("on", "at", "zone", "minutes", "opens_before", "closes_after", "late_after")


@turns.in_turn
def keep(*, space_id: int, plans: Sequence[data.Plan], now: datetime) -> data.Kept:
    """Keep a block's sittings equal to what its author set. What is no longer there is cancelled, unless it is over.

    Two who do this at once come to the same. Nothing is written where nothing has changed.
    """
    rows = {row.key: row for row in models.Sitting.objects.filter(space_id=space_id)}
    wanted = {plan.key: plan for plan in plans}
    new, moved, cancelled = [], [], []
    for plan in wanted.values():
        row = rows.get(plan.key)
        if row is None:
            new.append(_made(space_id, plan).id)
        elif _differs(row, plan):
            moved += _changed(row.id, plan)
    for row in rows.values():
        if row.key not in wanted and not row.is_cancelled and row.ends_at > now:
            cancelled += _cancelled(row.id)
    return data.Kept(tuple(new), tuple(moved), tuple(cancelled))


def reckon_anew(*, now: datetime) -> list[int]:
    """Reckon the moments of all that is to come from what was agreed on, as zones have it today; returns the ids of
    those that have moved. For after an update of the zones' rules."""
    moved = []
    for row in models.Sitting.objects.filter(ends_at__gt=now, is_cancelled=False).iterator(chunk_size=1000):
        if (row.starts_at, row.ends_at) != rules.span(_times(row)):
            with transaction.atomic():
                moved += _changed(row.id, _plan(row))
    return moved


def of(*, space_id: int) -> list[data.Sitting]:
    """Every sitting of a block, earliest first, cancelled ones too. One query."""
    rows = models.Sitting.objects.filter(space_id=space_id).annotate(taken=Count("seats"))
    return [_sitting(row, row.taken) for row in rows.order_by("starts_at", "id")]


def one(*, space_id: int, sitting_id: int) -> data.Sitting:
    """A sitting of a block; ``NotFound`` for one of another."""
    rows = models.Sitting.objects.filter(space_id=space_id, id=sitting_id).annotate(taken=Count("seats"))
    for row in rows:
        return _sitting(row, row.taken)
    raise NotFound


def secret_of(*, space_id: int, sitting_id: int) -> bytes:
    """What a sitting's codes are made from. It is for ``codes``, and for no page."""
    found = models.Sitting.objects.filter(space_id=space_id, id=sitting_id).values_list("secret", flat=True).first()
    if found is None:
        raise NotFound
    return bytes.fromhex(found)


def renew_secret(*, space_id: int, sitting_id: int) -> None:
    """From now on other codes are shown, and those that were shown open nothing any more."""
    rows = models.Sitting.objects.filter(space_id=space_id, id=sitting_id)
    if not rows.update(secret=secrets.token_hex(_SECRET_BYTES)):
        raise NotFound


# The rows.


def _made(space_id: int, plan: data.Plan) -> models.Sitting:
    start, end = rules.span(plan.times)
    # Another visitor may be as fast: then this is tried again, and finds what they made.
    return models.Sitting.objects.create(
        space_id=space_id,
        key=plan.key,
        **_columns(plan),
        starts_at=start,
        ends_at=end,
        uid=f"{uuid4()}@cpd-community",
        secret=secrets.token_hex(_SECRET_BYTES),
    )


def _changed(sitting_id: int, plan: data.Plan) -> list[int]:
    """Change a row that another one may have changed since; its id where calendars are to be told."""
    row = models.Sitting.objects.select_for_update().get(id=sitting_id)
    start, end = rules.span(plan.times)
    tells = (row.starts_at, row.ends_at, row.where, row.is_cancelled) != (start, end, plan.where, False)
    for name, value in _columns(plan).items():
        setattr(row, name, value)
    row.starts_at, row.ends_at, row.is_cancelled = start, end, False
    row.sequence += tells
    row.save()
    return [row.id] if tells else []


def _cancelled(sitting_id: int) -> list[int]:
    row = models.Sitting.objects.select_for_update().get(id=sitting_id)
    if row.is_cancelled:
        return []
    row.is_cancelled, row.sequence = True, row.sequence + 1
    row.save(update_fields=["is_cancelled", "sequence"])
    return [row.id]


def _differs(row: models.Sitting, plan: data.Plan) -> bool:
    start, end = rules.span(plan.times)
    return row.is_cancelled or (row.starts_at, row.ends_at) != (start, end) or _plan(row) != plan


def _columns(plan: data.Plan) -> dict[str, Any]:
    times = {name: getattr(plan.times, name) for name in _TIMES}
    return {**times, "where": plan.where, "capacity": plan.capacity}


def _plan(row: models.Sitting) -> data.Plan:
    return data.Plan(key=row.key, times=_times(row), where=row.where, capacity=row.capacity)


def _times(row: models.Sitting) -> data.Times:
    return data.Times(**{name: getattr(row, name) for name in _TIMES})


def _sitting(row: models.Sitting, taken: int) -> data.Sitting:
    return data.Sitting(
        id=row.id,
        key=row.key,
        times=_times(row),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        where=row.where,
        capacity=row.capacity,
        is_cancelled=row.is_cancelled,
        uid=row.uid,
        sequence=row.sequence,
        taken=taken,
    )
