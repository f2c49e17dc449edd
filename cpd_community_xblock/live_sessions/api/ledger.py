"""Who was there: rows that are added and never changed, and what they come to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.live_sessions import data, models, rules
from cpd_community_xblock.live_sessions.data import Kind, Source

_CHECKED_IN = Kind.CHECKED_IN.value


def check_in(*, sitting_id: int, user_id: int, source: Source, at: datetime, now: datetime) -> data.Evidence:
    """Note that somebody is there, once however often it is told, and return the check-in that stands.

    ``at`` is when they showed that they were, which may be before they were known to the site. Two statements; three
    where a facilitator has struck an earlier one out.
    """
    note(sitting_id=sitting_id, user_id=user_id, kind=Kind.CHECKED_IN, source=source, key=_CHECKED_IN, at=at, now=now)
    rows = evidence(sitting_id=sitting_id, user_id=user_id)
    first = _standing_check_in(rows)
    if first is None:
        # A new one beside what was struck out, once for each time that it was.
        key = f"{_CHECKED_IN}:{max((row.id for row in rows if row.kind is Kind.STRUCK), default=0)}"
        note(sitting_id=sitting_id, user_id=user_id, kind=Kind.CHECKED_IN, source=source, key=key, at=at, now=now)
        first = _standing_check_in(evidence(sitting_id=sitting_id, user_id=user_id))
    if first is None:
        raise NotFound
    return first


def _standing_check_in(rows: list[data.Evidence]) -> data.Evidence | None:
    return next((row for row in rules.standing(rows) if row.kind is Kind.CHECKED_IN), None)


def note(
    *,
    sitting_id: int,
    user_id: int,
    kind: Kind,
    source: Source,
    key: str,
    at: datetime,
    now: datetime,
    until: datetime | None = None,
    stream: str = "",
    strikes: int | None = None,
    by: int | None = None,
    reason: str = "",
) -> None:
    """Add a row to the ledger, unless the same ``key`` is there already. One statement, safe to repeat."""
    row = models.Evidence(
        sitting_id=sitting_id,
        user_id=user_id,
        kind=kind.value,
        source=source.value,
        key=key,
        at=at,
        until=until,
        stream=stream,
        strikes_id=strikes,
        by_id=by,
        reason=reason,
        noted_at=now,
    )
    models.Evidence.objects.bulk_create([row], ignore_conflicts=True)


def strike(*, sitting_id: int, evidence_id: int, by: int, reason: str, now: datetime) -> None:
    """Take a row out, or bring one back by taking out what took it out. It says so for good, with who and why.

    Raises ``Conflict`` where a colleague was first, and ``NotFound`` for a row of another sitting and for one that has
    brought something back: what it brought back can be taken out anew.
    """
    row = models.Evidence.objects.select_related("strikes").filter(id=evidence_id, sitting_id=sitting_id).first()
    if row is None or (row.strikes is not None and row.strikes.kind == Kind.STRUCK.value):
        raise NotFound
    rows = evidence(sitting_id=sitting_id, user_id=row.user_id)
    if evidence_id not in {one.id for one in rules.standing(rows)}:
        raise Conflict(_("This has been taken out already. Here is how things stand now."))
    note(
        sitting_id=sitting_id,
        user_id=row.user_id,
        kind=Kind.STRUCK,
        source=Source.FACILITATOR,
        # Of two who strike at once one does.
        key=f"struck:{evidence_id}:{sum(one.strikes == evidence_id for one in rows)}",
        at=now,
        now=now,
        strikes=evidence_id,
        by=by,
        reason=reason,
    )


def evidence(*, sitting_id: int, user_id: int) -> list[data.Evidence]:
    """Everything that is known of somebody in a sitting, as it was noted. One query."""
    rows = models.Evidence.objects.filter(sitting_id=sitting_id, user_id=user_id).order_by("id")
    return [_evidence(row) for row in rows]


def presences(*, sitting: data.Sitting, user_ids: Collection[int]) -> Mapping[int, data.Presence]:
    """What the ledger comes to for each of some people, reckoned from all its rows. One query."""
    told: dict[int, list[data.Evidence]] = defaultdict(list)
    for row in models.Evidence.objects.filter(sitting_id=sitting.id, user_id__in=user_ids):
        told[row.user_id].append(_evidence(row))
    return {user_id: rules.presence(told[user_id], sitting.times) for user_id in user_ids}


def count_here(*, sitting_id: int) -> int:
    """How many have a check-in that stands. One query."""
    rows = models.Evidence.objects.filter(sitting_id=sitting_id, kind=_CHECKED_IN)
    struck = models.Evidence.objects.filter(sitting_id=sitting_id, kind=Kind.STRUCK.value)
    # What strikes a strike brings a check-in back, and is not struck itself.
    standing = struck.exclude(id__in=struck.values("strikes_id"))
    return rows.exclude(id__in=standing.values("strikes_id")).values("user_id").distinct().count()


def _evidence(row: models.Evidence) -> data.Evidence:
    return data.Evidence(
        id=row.id,
        kind=Kind(row.kind),
        source=Source(row.source),
        at=row.at,
        until=row.until,
        stream=row.stream,
        strikes=row.strikes_id,
        by=row.by_id,
        reason=row.reason,
    )
