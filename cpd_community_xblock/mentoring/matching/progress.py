"""How a long matching says how far it is, and hears that it is no longer wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from cpd_community_xblock.mentoring.matching.data import Cancelled, Step


def _nobody(_step: Step, _share: float) -> None:
    """Told to nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Watch:
    """``tell`` hears how much of a step is done, from 0 to 1; ``stop`` is asked many times a second.

    Nothing is given out before the end, so a matching that is stopped leaves nothing half done.
    """

    tell: Callable[[Step, float], None] = _nobody
    stop: Callable[[], bool] = _never

    def at(self, step: Step, done: int, of: int) -> None:
        self.check()
        self.tell(step, min(done / of, 1.0) if of else 1.0)

    def check(self) -> None:
        """Raise ``Cancelled`` when nobody wants the result any more."""
        if self.stop():
            raise Cancelled


UNWATCHED = Watch()
