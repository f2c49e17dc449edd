"""People to match and runs over them, made through the package's own doors."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.module_loading import import_string

from cpd_community_xblock import host
from cpd_community_xblock.core import spaces
from cpd_community_xblock.core.data import Space
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import due, people, previews, publishing, runs
from cpd_community_xblock.mentoring.data import Availability, Profile, Run, Side, Way
from cpd_community_xblock.mentoring.matching.data import Field, Mode, Relation, Rules, Span, Wish
from cpd_community_xblock.mentoring.rules import Terms
from demo.runtime import create_block
from tests import builders
from tests.builders import day

NOW = day(10)
UTC = ZoneInfo("UTC")
EVENINGS = frozenset({9, 21, 33})
"""Monday, Tuesday and Wednesday from 18:00."""
WISHES = (Wish(Field.GOALS, Relation.SAME, 80), Wish(Field.SPECIALTY, Relation.SAME, 40))
RULES = Rules(
    shared_language=True,
    shared_slots=1,
    span=Span(date(2026, 9, 21), 12),
    not_same_team=True,
    learner_wishes=WISHES,
    mentor_wishes=WISHES,
)
TERMS = Terms(rules=RULES, hours=72, way=Way.BOTH)


def usage_key(name: str = "guide") -> Any:
    return builders.COURSE.make_usage_key("cpd_mentoring", name)


def block(name: str = "guide", **fields: Any) -> Any:
    """A mentoring block with the usual settings, or the given fields. Returns its key."""
    return create_block(usage_key(name), **fields)


def space(name: str = "guide") -> Space:
    return spaces.open_space(usage_key=usage_key(name), kind="cpd_mentoring")


def profile(**told: Any) -> Profile:
    """Somebody who speaks English and is free on three evenings, in London."""
    free = Availability(time_zone="Europe/London", weeks=(EVENINGS,))
    return Profile(**{"languages": ("English",), "availability": free, **told})


def looks(where: Space, username: str, *, now: datetime = NOW, **told: Any) -> int:
    """A learner who looks for a mentor. Returns their user id."""
    return _takes_part(where, username, Side.LEARNER, now, told)


def offers(where: Space, username: str, *, now: datetime = NOW, **told: Any) -> int:
    """A mentor with one place unless ``capacity`` says otherwise. Returns their user id."""
    return _takes_part(where, username, Side.MENTOR, now, told)


def _takes_part(where: Space, username: str, side: Side, now: datetime, told: dict[str, Any]) -> int:
    user = builders.person(username)
    skipped = told.pop("skipped", False)
    people.save(space_id=where.id, user_id=user.id, side=side, profile=profile(**told), now=now, skipped=skipped)
    return int(user.id)


def small_market(where: Space) -> dict[str, int]:
    """Three learners and two mentors with a place each. Amara suits Grace, Kofi suits Henry, and Priya is left over."""
    confident, career = ("Gain confidence in decisions",), ("Plan my next career step",)
    return {
        "amara": looks(where, "amara", goals=confident, specialty="Mental health"),
        "kofi": looks(where, "kofi", goals=(*career, "Have somebody to think aloud with"), specialty="Older people"),
        "priya": looks(where, "priya", goals=confident, specialty="Older people"),
        "grace": offers(where, "grace", goals=confident, specialty="Mental health"),
        "henry": offers(where, "henry", goals=career, specialty="Older people"),
    }


def clock_at(now: datetime = NOW) -> Callable[[], datetime]:
    return lambda: now


def started(where: Space, *, by: int | None = None, now: datetime = NOW, **plan: Any) -> int:
    """A run that was set off and not begun."""
    told = {"mode": Mode.FAIR.value, "seed": 7, "delta": 10, "rules": RULES, "hours": 72, **plan}
    return runs.start(space_id=where.id, by=by, now=now, **told)


def previewed(where: Space, *, by: int | None = None, now: datetime = NOW, **plan: Any) -> int:
    """A preview."""
    run_id = started(where, by=by, now=now, **plan)
    runs.work(run_id=run_id, clock=clock_at(now))
    return run_id


def published(where: Space, run_id: int, *, by: int | None = None, now: datetime = NOW, rules: Any = RULES) -> int:
    return publishing.publish(run_id=run_id, space_id=where.id, rules=rules, by=by, now=now, tz=UTC)


def visited(where: Space, **by: float) -> due.Done:
    """What was due when somebody opened a page so much later."""
    return due.see_to(space_id=where.id, terms=TERMS, clock=clock_at(later(**by)))


def run(where: Space, run_id: int, *, rules: Rules = RULES, now: datetime = NOW) -> Run:
    """A run as facilitators find it in their list."""
    return next(one for one in runs.recent(space_id=where.id, rules=rules, now=now) if one.id == run_id)


def shown(where: Space, run_id: int, show: str = "placed", number: int = 1) -> Any:
    return previews.preview(space_id=where.id, run_id=run_id, show=show, number=number, is_fresh=True, now=NOW)


def pairs(where: Space, run_id: int) -> set[tuple[int, int]]:
    return {(pair.learner_id, pair.mentor_id) for pair in shown(where, run_id).placed}


def partnerships(where: Space) -> list[tuple[int, int, str]]:
    rows = models.Partnership.objects.filter(space_id=where.id).order_by("id")
    return list(rows.values_list("learner_id", "mentor_id", "state"))


class Worker:
    """Somebody for the standalone host to leave tasks to, who does them when told to."""

    def __init__(self) -> None:
        self.left: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, task: str, kwargs: dict[str, Any]) -> bool:
        self.left.append((task, kwargs))
        return True

    def do(self) -> None:
        for task, kwargs in self.left:
            import_string(task)(**kwargs)
        self.left.clear()


@contextmanager
def working() -> Iterator[Worker]:
    """A site with a worker for long tasks."""
    standalone: Any = host.current()
    standalone.worker = worker = Worker()
    try:
        yield worker
    finally:
        standalone.worker = None


def usernames(prefix: str, count: int) -> Iterable[str]:
    return (f"{prefix}{number}" for number in range(count))


def later(**by: float) -> datetime:
    return NOW + timedelta(**by)
