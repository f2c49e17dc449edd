"""Matching everyone at once: set off, watched, stopped."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.core import failures
from cpd_community_xblock.core.errors import Conflict, NotFound, TooLarge
from cpd_community_xblock.mentoring import data, models, wording
from cpd_community_xblock.mentoring.api import kept, market, programme
from cpd_community_xblock.mentoring.data import Decision, RunState
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching.progress import Watch
from cpd_community_xblock.mentoring.matching.run import match

Clock = Callable[[], datetime]

MATCH = "cpd_community_xblock.mentoring.tasks.match"
MOST_AT_ONCE = 5_000
"""Learners whom a request may match itself, in about ten seconds, where there is no worker."""
SILENCE = timedelta(minutes=10)
"""After so long without a word from it, a run counts as stopped."""
SHORT_SILENCE = timedelta(seconds=30)
"""The same for one that was asked to stop."""
HISTORY = 30
_KEPT = 12
_BEAT = 0.5
"""Seconds between two words from a run."""
_WORKING = Q(state=RunState.WORKING.value)
_ENDED = (RunState.READY.value, RunState.CANCELLED.value, RunState.FAILED.value)


class Busy(Conflict):
    """Another run of the space is under way."""


# Setting off.


def start(
    *, space_id: int, mode: str, seed: int, delta: int, rules: matching.Rules, hours: int, by: int | None, now: datetime
) -> int:
    """Begin a run over everyone who looks for a mentor, and return its id. ``set_off`` does it.

    Raises ``Conflict`` where there is nobody to match, and ``Busy`` while another run of the space is under way.
    """
    with programme.held(space_id) as held:
        _bury(space_id, now)
        busy = models.Run.objects.filter(_WORKING, space_id=space_id).first()
        if busy:
            raise Busy(wording.is_under_way(name_of(busy.made_by_id)))
        seen = market.lookout(space_id=space_id, today=now.date())
        if nobody := wording.nobody_to_match(seen):
            raise Conflict(nobody)
        _prune(space_id)
        row = models.Run.objects.create(
            space_id=space_id,
            state=RunState.WORKING.value,
            plan=kept.plan(mode=mode, seed=seed, delta=delta, rules=rules, hours=hours),
            generation=held.published,
            made_by_id=by,
            made_at=now,
        )
    return row.id


def set_off(*, run_id: int, clock: Clock) -> None:
    """Have a run done: by a worker where there is one, else here and now.

    Raises ``TooLarge``, and forgets the run, where nobody could do it in time.
    """
    here = host.current()
    if here.later(MATCH, run_id=run_id):
        return
    space_id = models.Run.objects.values_list("space_id", flat=True).get(id=run_id)
    if not fits(space_id=space_id):
        models.Run.objects.filter(id=run_id).delete()
        raise TooLarge(
            _("Without a worker for long tasks, up to %(most)d learners can be matched. Ask whoever runs this site.")
            % {"most": MOST_AT_ONCE}
        )
    work(run_id=run_id, clock=clock)


def fits(*, space_id: int) -> bool:
    """Whether those who look for a mentor are few enough to match them within a request."""
    return market.looking(space_id).count() <= MOST_AT_ONCE


def work(*, run_id: int, clock: Clock) -> None:
    """Do a run's matching. Whatever happens, its row says so, and nothing half done is kept.

    A run that is no longer wanted, or that somebody else has begun, is left alone.
    """
    row = models.Run.objects.filter(_WORKING, id=run_id, heard_at=None, stop_asked=False)
    if not row.update(heard_at=clock(), step="people"):
        return
    try:
        ended = _matched(models.Run.objects.get(id=run_id), clock)
    except matching.Cancelled:
        ended = {"state": RunState.CANCELLED.value}
    except matching.CannotMatch as error:
        problem = {"kind": error.problem.value, "who": list(error.who), "what": error.what}
        ended = {"state": RunState.FAILED.value, "problem": problem}
    except Exception as error:
        failures.report("A matching", error)
        ended = {"state": RunState.FAILED.value, "problem": {"kind": "fault"}}
    working = models.Run.objects.filter(_WORKING, id=run_id)
    if not working.filter(stop_asked=False).update(**ended):
        working.update(state=RunState.CANCELLED.value)


def _matched(row: models.Run, clock: Clock) -> dict[str, Any]:
    """What a run that went through changes in its row."""
    space_id, today = row.space_id, clock().date()
    watch = _Reporter(row.id, clock)
    # Before anybody is read: whoever changes from here on makes the preview out of date.
    fingerprint = market.fingerprint(space_id=space_id, today=today)
    learners = market.learners(space_id=space_id)
    mentors = market.mentors(space_id=space_id, today=today)
    rules = market.rules(space_id=space_id, rules=kept.rules(row.plan["rules"]), decisions=False)
    who_looks = {learner.id for learner in learners}
    plan = matching.Plan(
        mode=matching.Mode(row.plan["mode"]),
        seed=row.plan["seed"],
        delta=row.plan["delta"] / 100,
        # Those who have been brought together since look for nobody any more.
        pinned=frozenset(pair for pair in market.decided(space_id, Decision.PIN) if pair.learner_id in who_looks),
        forbidden=market.decided(space_id, Decision.FORBID),
    )
    try:
        made = match(learners, mentors, rules, plan, watch=Watch(tell=watch.tell, stop=watch.stop))
    except matching.CannotMatch as error:
        if error.problem is matching.Problem.UNKNOWN_ZONE:
            # The engine names the zone alone, and somebody has to be asked for another.
            people = (*learners, *mentors)
            error.who = tuple(one.id for one in people if one.rota and one.rota.zone == error.what)
        raise
    places = {mentor.id: mentor.capacity for mentor in mentors}
    return {
        "state": RunState.READY.value,
        "fingerprint": fingerprint,
        "outcome": kept.outcome(made, places),
        "figures": kept.figures(made, rules, learners=len(learners), places=sum(places.values())),
    }


@dataclass
class _Reporter:
    """Says at most twice a second how far a run is, and hears then whether it is still wanted."""

    run_id: int
    clock: Clock
    step: str = "people"
    done: int = 0
    _wanted: bool = True
    _last: float = field(default_factory=time.monotonic)

    def tell(self, step: str, share: float) -> None:
        self.step, self.done = str(step), round(100 * share)

    def stop(self) -> bool:
        if time.monotonic() - self._last >= _BEAT:
            self._last = time.monotonic()
            row = models.Run.objects.filter(_WORKING, id=self.run_id, stop_asked=False)
            said = {"step": self.step[:32], "done": self.done, "of": 100, "heard_at": self.clock()}
            self._wanted = bool(row.update(**said))
        return not self._wanted


# Watching and stopping.


def progress(*, space_id: int, run_id: int, now: datetime) -> data.Run:
    """How far a run is; one that nothing was heard of for long is told as stopped. Raises ``NotFound``."""
    row = _light(space_id).filter(id=run_id).first()
    if row is None:
        raise NotFound
    if _is_silent(row, now):
        _bury(space_id, now)
        row.refresh_from_db(fields=["state", "problem"])
    return kept.run(row)


def cancel(*, space_id: int, run_id: int) -> bool:
    """Ask a run to stop. False where it had ended already. One that nobody has begun stops at once."""
    row = models.Run.objects.filter(_WORKING, id=run_id, space_id=space_id)
    asked = bool(row.update(stop_asked=True))
    row.filter(heard_at=None).update(state=RunState.CANCELLED.value)
    return asked


def recent(*, space_id: int, rules: matching.Rules, now: datetime) -> list[data.Run]:
    """The latest runs, the newest first, each with whether it may be published as it is. At most seven queries."""
    rows = list(_light(space_id).order_by("-made_at", "-id")[:HISTORY])
    if any(_is_silent(row, now) for row in rows):
        _bury(space_id, now)
        rows = list(_light(space_id).order_by("-made_at", "-id")[:HISTORY])
    if not any(row.state == RunState.READY.value for row in rows):
        return [kept.run(row) for row in rows]
    fresh = freshness(space_id=space_id, rules=rules, now=now)
    return [kept.run(row, is_fresh=fresh.is_so_of(row)) for row in rows]


def light(*, space_id: int, run_id: int) -> data.Run:
    """A run's own row. Raises ``NotFound``."""
    row = _light(space_id).filter(id=run_id).first()
    if row is None:
        raise NotFound
    return kept.run(row)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a preview must have been made from to be published now."""

    generation: int
    fingerprint: str
    rules: dict[str, Any]

    def is_so_of(self, row: models.Run) -> bool:
        return row.state == RunState.READY.value and self.why_not(row) is None

    def why_not(self, row: models.Run) -> str | None:
        """What has changed since: "published", "people" or "rules"; None where nothing has."""
        if row.generation != self.generation:
            return "published"
        if row.fingerprint != self.fingerprint:
            return "people"
        return None if row.plan["rules"] == self.rules else "rules"


def freshness(*, space_id: int, rules: matching.Rules, now: datetime) -> Freshness:
    counted = models.Programme.objects.filter(space_id=space_id).values_list("published", flat=True).first()
    return Freshness(
        generation=counted or 0,
        fingerprint=market.fingerprint(space_id=space_id, today=now.date()),
        rules=kept.kept_rules(rules),
    )


# The rows.


def _light(space_id: int) -> QuerySet[models.Run]:
    return models.Run.objects.filter(space_id=space_id).defer("outcome")


def _is_silent(row: models.Run, now: datetime) -> bool:
    silence = SHORT_SILENCE if row.stop_asked else SILENCE
    return row.state == RunState.WORKING.value and (row.heard_at or row.made_at) <= now - silence


def _bury(space_id: int, now: datetime) -> None:
    """Runs whose worker has died are over; a worker that comes back all the same finds that nobody waits for it."""
    silent = models.Run.objects.filter(_WORKING, space_id=space_id).annotate(last=Coalesce("heard_at", "made_at"))
    silent.filter(stop_asked=True, last__lte=now - SHORT_SILENCE).update(state=RunState.CANCELLED.value)
    silent.filter(last__lte=now - SILENCE).update(state=RunState.FAILED.value, problem={"kind": "stopped"})


def _prune(space_id: int) -> None:
    """Previews can be long, and only the latest few are ever looked at again."""
    ended = models.Run.objects.filter(space_id=space_id, state__in=_ENDED, publish_at=None).order_by("-made_at", "-id")
    models.Run.objects.filter(id__in=list(ended.values_list("id", flat=True)[_KEPT:])).delete()


def name_of(user_id: int | None) -> str:
    """What somebody is called; empty where nobody knows."""
    person = host.current().people([user_id]).get(user_id) if user_id else None
    return person.display_name if person else ""
