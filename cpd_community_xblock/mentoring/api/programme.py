"""The one row of a space that is held while people are matched in it: when something is due, and on what terms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q, QuerySet

from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import kept
from cpd_community_xblock.mentoring.data import RunState, State
from cpd_community_xblock.mentoring.rules import Terms

LEASE = timedelta(minutes=5)
"""How long what is due is left to whoever has begun with it."""
AT_LATEST = timedelta(hours=1)
"""Something may be noted while what is due next is reckoned: it is found this much later at the latest."""


@contextmanager
def held(space_id: int) -> Iterator[models.Programme]:
    """A transaction that holds the space's row: whatever changes who has a mentor begins with it."""
    # Outside of it: several who made the row at once, and then waited for it, would block each other.
    row = _made(space_id)
    with transaction.atomic():
        yield row.select_for_update().get()


def look(*, space_id: int) -> models.Programme | None:
    """The row as it is, held by nobody."""
    return models.Programme.objects.filter(space_id=space_id).first()


def keep_terms(*, space_id: int, terms: Terms) -> None:
    """Keep what the author decided, for when something is due and no block at hand."""
    _made(space_id).update(terms=kept.terms(terms))


def _made(space_id: int) -> QuerySet[models.Programme]:
    """The space's row, of which there is one from now on. Looked for first: nearly always it is there."""
    rows = models.Programme.objects.filter(space_id=space_id)
    if not rows.exists():
        models.Programme.objects.get_or_create(space_id=space_id)
    return rows


# When something is due.


def note(*, space_id: int, at: datetime) -> None:
    """Something is due at this moment, unless something else is sooner: a request lapses, a place has opened, …"""
    _made(space_id).filter(Q(due_at=None) | Q(due_at__gt=at)).update(due_at=at)


def due(*, now: datetime) -> list[int]:
    """The spaces where something is due, longest first."""
    rows = models.Programme.objects.filter(due_at__lte=now).order_by("due_at")
    return list(rows.values_list("space_id", flat=True))


def claim(*, space_id: int, now: datetime) -> bool:
    """Take on what is due. False where somebody else has, or nothing is."""
    return bool(models.Programme.objects.filter(space_id=space_id, due_at__lte=now).update(due_at=now + LEASE))


def note_next(*, space_id: int, now: datetime) -> None:
    """Look up when something is due next. What was due and could not be done is tried again in a while.

    For those who hold the space's row.
    """
    runs = models.Run.objects.filter(space_id=space_id, state=RunState.READY.value, published_at=None)
    asked = models.Partnership.objects.filter(space_id=space_id, state=State.PROPOSED.value)
    moments = runs.aggregate(at=Min("publish_at"))["at"], asked.aggregate(at=Min("expires_at"))["at"]
    at = min([now + AT_LATEST, *(moment for moment in moments if moment is not None)])
    models.Programme.objects.filter(space_id=space_id).update(due_at=at if at > now else now + LEASE)
