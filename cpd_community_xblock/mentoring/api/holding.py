"""How people are held while something changes between them.

Always in one order, so that nobody waits for each other in a circle: the programme, people by their row's id,
partnerships by id, threads.
"""

import time
from collections.abc import Callable, Collection, Iterator
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import data, models

TRIES = 6
_PAUSE = 0.02
"""Seconds before the second try; each further one waits twice as long."""
_AT_ONCE = 2000

_MYSQL_PASSES = {1020, 1205, 1213}
"""Changed since it was read, waited too long for a lock, deadlock."""
_POSTGRES_PASSES = {"40001", "40P01", "55P03"}
"""Could not be serialised, deadlock, lock not available."""

_NEEDED = ("user_id", "side", "capacity", "until", "is_paused", "has_left")

Held = dict[tuple[data.Side, int], models.Participant]
Result = TypeVar("Result")


def in_turn(function: Callable[..., Result]) -> Callable[..., Result]:
    """Make a function one transaction that is tried again, a few times, where others were in its way.

    Inside somebody else's transaction a deadlock cannot be tried again: the database has undone all of it. After the
    last try, and there, it is a ``Conflict``.
    """

    @wraps(function)
    def tried(*args: Any, **kwargs: Any) -> Result:
        is_outermost = not connection.in_atomic_block
        for attempt in range(TRIES):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except (IntegrityError, OperationalError) as error:
                if isinstance(error, OperationalError) and not _passes(error):
                    raise
                if isinstance(error, OperationalError) and not is_outermost:
                    raise Conflict(busy()) from error
            if attempt < TRIES - 1:
                time.sleep(_PAUSE * 2**attempt)
        raise Conflict(busy())

    return tried


def busy() -> str:
    return _("Many people are here at this very moment, so nothing has changed. Please try again.")


def _passes(error: OperationalError) -> bool:
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    number = error.args[0] if error.args else None
    return number in _MYSQL_PASSES or state in _POSTGRES_PASSES or "database is locked" in str(error)


def people(*, space_id: int, learner_ids: Collection[int | None], mentor_ids: Collection[int | None]) -> Held:
    """Hold what these people have told until the transaction ends. Who has told nothing is not there."""
    learners = Q(side=data.Side.LEARNER.value, user_id__in=set(learner_ids) - {None})
    mentors = Q(side=data.Side.MENTOR.value, user_id__in=set(mentor_ids) - {None})
    found = models.Participant.objects.filter(learners | mentors, space_id=space_id)
    held: Held = {}
    for ids in _batches(sorted(found.values_list("id", flat=True))):
        for row in models.Participant.objects.select_for_update().filter(id__in=ids).only(*_NEEDED).order_by("id"):
            held[data.Side(row.side), row.user_id] = row
    return held


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def found(*, space_id: int, partnership_id: int) -> models.Partnership:
    """A partnership as it was a moment ago, held by nobody."""
    row = models.Partnership.objects.filter(id=partnership_id, space_id=space_id).first()
    if row is None:
        raise NotFound
    return row


def partnership(*, space_id: int, partnership_id: int) -> models.Partnership:
    """Hold a partnership alone: for what is between the two and changes neither one's places."""
    row = models.Partnership.objects.select_for_update().filter(id=partnership_id, space_id=space_id).first()
    if row is None:
        raise NotFound
    return row


def pair(*, space_id: int, partnership_id: int) -> models.Partnership:
    """Hold two people and what is between them."""
    row = found(space_id=space_id, partnership_id=partnership_id)
    people(space_id=space_id, learner_ids=[row.learner_id], mentor_ids=[row.mentor_id])
    return partnership(space_id=space_id, partnership_id=partnership_id)
