"""Changes that others are in the way of: made in turn, and tried again where the database gave way to somebody else."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from cpd_community_xblock.core.errors import Conflict

TRIES = 6
_PAUSE = 0.02
"""Seconds before the second try; each further one waits twice as long."""

_MYSQL_PASSES = {1020, 1205, 1213}
"""Changed since it was read, waited too long for a lock, deadlock."""
_POSTGRES_PASSES = {"40001", "40P01", "55P03"}
"""Could not be serialised, deadlock, lock not available."""

Result = TypeVar("Result")


class Busy(Conflict):
    """Others were in the way each time: nothing has changed."""

    def __init__(self) -> None:
        super().__init__(busy())


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
                    raise Busy from error
            if attempt < TRIES - 1:
                time.sleep(_PAUSE * 2**attempt)
        raise Busy

    return tried


def busy() -> str:
    return _("Many people are here at this very moment, so nothing has changed. Please try again.")


def _passes(error: OperationalError) -> bool:
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    number = error.args[0] if error.args else None
    return number in _MYSQL_PASSES or state in _POSTGRES_PASSES or "database is locked" in str(error)
