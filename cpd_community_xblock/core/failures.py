"""Faults of our own, told to the log without a word of anybody's.

An error's message can hold what somebody typed, as a database's does that names the value it refused, and so can the
local variables that error reports show. Where it happened and what kind it was is enough to mend it.
"""

import logging
import traceback

_MOST_CAUSES = 5

_log = logging.getLogger(__name__)


def report(what: str, error: Exception) -> None:
    """Tell the log what failed, with which kind of error and where in the code."""
    where = "".join(traceback.format_tb(error.__traceback__))
    _log.error(
        "%s failed with %s. Its message is left out: it may hold somebody's words.\n%s", what, _kind(error), where
    )


def _kind(error: BaseException) -> str:
    """What kind of error it was, and after which ones it came. A chain of causes can be long, and even closed."""
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < _MOST_CAUSES:
        names.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return ", after ".join(names)
