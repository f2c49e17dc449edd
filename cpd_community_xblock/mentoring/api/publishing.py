"""From a preview to proposals: at once, or when its moment has come."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.core.errors import CommunityError, Conflict, NotFound
from cpd_community_xblock.mentoring import data, models, wording
from cpd_community_xblock.mentoring import rules as rules_of
from cpd_community_xblock.mentoring.api import kept, letters, market, partnerships, programme, runs
from cpd_community_xblock.mentoring.data import RunState
from cpd_community_xblock.mentoring.matching import data as matching

SEE_TO = "cpd_community_xblock.mentoring.tasks.see_to_due"
_TRIES = 3
_MANY = 2000
_FURTHEST = timedelta(days=366)
"""Anything beyond is a slip of the keyboard, and the last days there are lie outside of time in some zones."""


class OutOfDate(Conflict):
    """What a preview was made from has changed since. Made anew, it can be published."""


def publish(
    *, run_id: int, space_id: int, rules: matching.Rules | None, by: int | None, now: datetime, tz: ZoneInfo
) -> int:
    """Propose the pairs of a preview to them, and return how many. Whoever is left over stays on the waiting list.

    ``rules`` are the author's as they are now; None takes those that the run was made with. Raises ``OutOfDate`` where
    the preview no longer stands, and ``Conflict`` where it, or another, has been published meanwhile: ``tz`` is the
    zone in which that tells when.
    """
    with programme.held(space_id) as held:
        return _publish(held, run_id=run_id, rules=rules, by=by, now=now, tz=tz)


def _publish(
    held: models.Programme,
    *,
    run_id: int,
    rules: matching.Rules | None,
    by: int | None,
    now: datetime,
    tz: ZoneInfo,
) -> int:
    space_id = held.space_id
    row = models.Run.objects.select_for_update().filter(id=run_id, space_id=space_id).first()
    if row is None:
        raise NotFound
    _hold_people(space_id)
    today = now.date()
    kept_rules = kept.rules(row.plan["rules"])
    expected = rules_of.coming(kept_rules, today) if rules is None else rules
    _refuse_unless_it_stands(row, runs.freshness(space_id=space_id, rules=expected, now=now), tz)
    proposals = list(_proposals(row, kept_rules, now=now))
    partnerships.propose_all(proposals, space_id=space_id, now=now)
    _tell_who_waits(row)
    # Whatever else was to be published was made for people who have a mentor now.
    models.Run.objects.filter(space_id=space_id).exclude(publish_at=None).update(publish_at=None)
    row.state, row.published_at, row.published_by_id, row.publish_at = RunState.PUBLISHED.value, now, by, None
    row.save(update_fields=["state", "published_at", "published_by", "publish_at"])
    held.published += 1
    held.save(update_fields=["published"])
    programme.note_next(space_id=space_id, now=now)
    return len(proposals)


def hand_over(*, run_id: int, space_id: int, rules: matching.Rules, by: int, now: datetime, tz: ZoneInfo) -> bool:
    """Have a worker publish a preview of many pairs, as if its moment had come. False where they are few, or there is
    no worker: then ``publish`` does it. Raises as that does."""
    with programme.held(space_id) as held:
        row = models.Run.objects.filter(id=run_id, space_id=space_id).defer("outcome").first()
        if row is None or (row.figures or {}).get("placed", 0) <= runs.MOST_AT_ONCE:
            return False
        _refuse_unless_it_stands(row, runs.freshness(space_id=space_id, rules=rules, now=now), tz)
        _set_moment(space_id, run_id, at=now, by=by)
        held.due_at = now + programme.LEASE
        held.save(update_fields=["due_at"])
    if host.current().later(SEE_TO, space_id=space_id):
        return True
    publish_at(run_id=run_id, space_id=space_id, at=None, by=by, now=now)
    return False


def _set_moment(space_id: int, run_id: int, *, at: datetime | None, by: int) -> None:
    """One run at most has a moment."""
    models.Run.objects.filter(space_id=space_id).exclude(publish_at=None).update(publish_at=None)
    models.Run.objects.filter(id=run_id).update(publish_at=at, published_by=by if at else None, problem=None)


def _hold_people(space_id: int) -> None:
    """Keep everyone as they are until the transaction ends: whoever leaves now does so after it, not in its midst."""
    rows = models.Participant.objects.filter(space_id=space_id).order_by("id").select_for_update()
    for _row in rows.values_list("id").iterator(chunk_size=_MANY):
        pass


def _refuse_unless_it_stands(row: models.Run, now_is: runs.Freshness, tz: ZoneInfo) -> None:
    if row.state == RunState.PUBLISHED.value:
        raise Conflict(wording.is_published(runs.name_of(row.published_by_id), row.published_at, tz))
    if row.state != RunState.READY.value:
        raise Conflict(_("There is no preview to publish. Make one first."))
    changed = now_is.why_not(row)
    if changed == "published":
        last = models.Run.objects.filter(space_id=row.space_id, state=RunState.PUBLISHED.value).defer("outcome")
        latest = last.order_by("-published_at").first()
        name = runs.name_of(latest.published_by_id) if latest else ""
        raise OutOfDate(wording.is_older(name, latest.published_at if latest else None, tz))
    if changed:
        raise OutOfDate(wording.out_of_date(changed))


def _proposals(row: models.Run, rules: matching.Rules, *, now: datetime) -> Iterator[data.Proposal]:
    learners = {one.id: one for one in market.learners(space_id=row.space_id)}
    mentors = {one.id: one for one in market.mentors(space_id=row.space_id, today=now.date())}
    for learner_id, mentor_id, *_points in (row.outcome or {})["placed"]:
        yield data.Proposal(
            learner_id=learner_id,
            mentor_id=mentor_id,
            origin=data.Origin.RUN,
            expires_at=now + timedelta(hours=row.plan["hours"]),
            reasons=wording.reason_keys(learners[learner_id], mentors[mentor_id], rules),
            run_id=row.id,
        )


def _tell_who_waits(row: models.Run) -> None:
    """Those who still have nobody are told why. The others keep their turn until both have accepted."""
    kept_outcome = row.outcome or {}
    _note(row.space_id, [placed[0] for placed in kept_outcome["placed"]], waiting_why="", to_mail=False)
    for why, learner_ids in kept_outcome["unplaced"].items():
        _note(row.space_id, learner_ids, waiting_why=why, to_mail=True)
    letters.soon(space_id=row.space_id)


def _note(space_id: int, learner_ids: list[int], **what: object) -> None:
    rows = models.Participant.objects.filter(space_id=space_id, side=data.Side.LEARNER.value)
    for start in range(0, len(learner_ids), _MANY):
        rows.filter(user_id__in=learner_ids[start : start + _MANY]).update(**what)


# At a moment.


def publish_at(*, run_id: int, space_id: int, at: datetime | None, by: int, now: datetime) -> None:
    """Set the moment at which a preview is to be published, in the place of any other; None for no longer.

    Raises ``Conflict`` for a moment that has passed or is more than a year ahead, and where there is no preview.
    """
    with programme.held(space_id):
        row = models.Run.objects.filter(id=run_id, space_id=space_id).defer("outcome").first()
        if row is None:
            raise NotFound
        if row.state != RunState.READY.value:
            raise Conflict(_("There is no preview to publish. Make one first."))
        if at is not None and at <= now:
            raise Conflict(_("That moment has passed. Choose a later one, or publish now."))
        if at is not None and at > now + _FURTHEST:
            raise Conflict(_("Choose a moment within a year."))
        _set_moment(space_id, run_id, at=at, by=by)
        programme.note_next(space_id=space_id, now=now)


def publish_due(*, space_id: int, clock: runs.Clock) -> int:
    """Publish what was to be published by now, and return how many runs were.

    Where people or rules have changed since a preview was made, it is made anew first, by the same plan.
    """
    rows = models.Run.objects.filter(space_id=space_id, publish_at__lte=clock()).order_by("publish_at", "id")
    return sum(_publish_planned(run_id, space_id, clock) for run_id in list(rows.values_list("id", flat=True)))


def _publish_planned(planned_id: int, space_id: int, clock: runs.Clock) -> bool:
    row = models.Run.objects.filter(id=planned_id).defer("outcome").first()
    if row is None or row.publish_at is None:
        return False
    run_id = row.id
    for _attempt in range(_TRIES):
        try:
            by, now = row.published_by_id, clock()
            publish(run_id=run_id, space_id=space_id, rules=None, by=by, now=now, tz=ZoneInfo("UTC"))
        except OutOfDate:
            try:
                run_id = _anew(row, clock)
            except runs.Busy:
                return False  # Its moment comes again in a little while.
            except CommunityError:
                return _give_up(planned_id)
        except CommunityError:
            continue  # Somebody was matched while it was being published.
        else:
            return True
    return _give_up(planned_id)


def _anew(row: models.Run, clock: runs.Clock) -> int:
    plan, now = row.plan, clock()
    run_id = runs.start(
        space_id=row.space_id,
        mode=plan["mode"],
        seed=plan["seed"],
        delta=plan["delta"],
        rules=rules_of.coming(kept.rules(plan["rules"]), now.date()),
        hours=plan["hours"],
        by=row.published_by_id,
        now=now,
    )
    runs.work(run_id=run_id, clock=clock)
    return run_id


def _give_up(planned_id: int) -> bool:
    """Facilitators find out on their page that it could not be."""
    unpublished = models.Run.objects.filter(id=planned_id, state=RunState.READY.value)
    unpublished.update(publish_at=None, problem={"kind": "not_published"})
    return False
