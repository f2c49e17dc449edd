"""A mentor's places: taken and given up, by whoever holds the people concerned."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import data, models, rules
from cpd_community_xblock.mentoring.api import calling_off, programme
from cpd_community_xblock.mentoring.api.holding import Held


class NoPlace(Conflict):
    """The mentor has no place free, or takes nobody any more."""

    def __init__(self) -> None:
        super().__init__(_("The last place there has just been taken. Please choose another mentor."))


class NotLooking(Conflict):
    """The learner has somebody already, or takes part no longer."""

    def __init__(self) -> None:
        super().__init__(_("There is a mentor or a request already. It has to be over before there can be another."))


def take(held: Held, proposal: data.Proposal, *, space_id: int, now: datetime) -> models.Partnership:
    """A new partnership in the lowest place that is free. Raises ``NoPlace`` or ``NotLooking``.

    Holding both people keeps others away; were anybody to come past that, the unique constraints refuse the row.
    """
    rows = models.Partnership.objects.filter(space_id=space_id, current=True)
    require_looking(held, proposal.learner_id, has_one=rows.filter(learner_id=proposal.learner_id).exists())
    taken = set(rows.filter(mentor_id=proposal.mentor_id).values_list("place", flat=True))
    row = made(proposal, space_id=space_id, place=free_place(held, proposal.mentor_id, taken, now=now), now=now)
    row.save()
    if row.state == data.State.ACTIVE.value:
        begin(row)
    return row


def require_looking(held: Held, learner_id: int, *, has_one: bool) -> None:
    learner = held.get((data.Side.LEARNER, learner_id))
    if learner is None or learner.has_left or has_one:
        raise NotLooking


def free_place(held: Held, mentor_id: int, taken: Collection[int | None], *, now: datetime) -> int:
    """The lowest number that no other partnership of a mentor's has."""
    mentor = held.get((data.Side.MENTOR, mentor_id))
    if mentor is None or not _takes(mentor, now) or len(taken) >= mentor.capacity:
        raise NoPlace
    return next(number for number in range(1, mentor.capacity + 1) if number not in taken)


def _takes(mentor: models.Participant, now: datetime) -> bool:
    is_past = mentor.until is not None and mentor.until < now.date()
    return not (mentor.has_left or mentor.is_paused or is_past)


def made(proposal: data.Proposal, *, space_id: int, place: int, now: datetime) -> models.Partnership:
    """The row of a new partnership, not saved yet."""
    accepted = proposal.accepted
    is_active = set(accepted) == rules.EVERYONE
    return models.Partnership(
        space_id=space_id,
        learner_id=proposal.learner_id,
        mentor_id=proposal.mentor_id,
        place=place,
        origin=proposal.origin.value,
        state=(data.State.ACTIVE if is_active else data.State.PROPOSED).value,
        reasons=list(proposal.reasons),
        run_id=proposal.run_id,
        then=list(proposal.then),
        words=proposal.words,
        proposed_at=now,
        last_at=now,
        began_at=now if is_active else None,
        expires_at=None if is_active else proposal.expires_at,
        learner_accepted_at=now if data.Side.LEARNER in accepted else None,
        mentor_accepted_at=now if data.Side.MENTOR in accepted else None,
        learner_unseen=data.Side.LEARNER not in accepted,
        mentor_unseen=data.Side.MENTOR not in accepted,
        learner_to_mail=data.Side.LEARNER not in accepted,
        mentor_to_mail=data.Side.MENTOR not in accepted,
    )


def begin(row: models.Partnership) -> None:
    """The learner waits no longer."""
    learners = models.Participant.objects.filter(space_id=row.space_id, side=data.Side.LEARNER.value)
    learners.filter(user=row.learner).update(waiting_since=None, waiting_why="", on_list=False, to_mail=False)


def give_up(
    row: models.Partnership, act: rules.Act, side: data.Side | None, *, now: datetime, looks_on: bool = True
) -> None:
    """A partnership is over: its place is free, and its learner waits anew unless they do not want to.

    Whoever did it knows; the others have yet to come across it. ``open_place`` goes before it, before
    anybody is held.
    """
    accepted = accepted_by(row)
    state = rules.after(act, side, state=data.State(row.state), accepted=accepted)
    row.state, row.current, row.place, row.expires_at = state.value, None, None, None
    row.over_at = row.last_at = now
    row.learner_unseen = row.learner_to_mail = side is not data.Side.LEARNER
    row.mentor_unseen = row.mentor_to_mail = side is not data.Side.MENTOR
    row.save()
    calling_off.withdraw_all(partnership_id=row.id, now=now)
    learners = models.Participant.objects.filter(space_id=row.space_id, side=data.Side.LEARNER.value, has_left=False)
    for learner in learners.filter(user=row.learner):
        since = rules.keeps_waiting_from(act, accepted, since=learner.waiting_since, now=now) if looks_on else None
        stays = rules.stays_on_list(act, data.Origin(row.origin), is_on_list=learner.on_list)
        learner.waiting_since, learner.waiting_why, learner.on_list = since, "", since is not None and stays
        learner.save(update_fields=["waiting_since", "waiting_why", "on_list"])


def accepted_by(row: models.Partnership) -> frozenset[data.Side]:
    moments = {data.Side.LEARNER: row.learner_accepted_at, data.Side.MENTOR: row.mentor_accepted_at}
    return frozenset(side for side, moment in moments.items() if moment is not None)


def open_place(*, space_id: int, now: datetime) -> None:
    """Somebody can be taken who could not before: those who wait are tried again as soon as anybody looks in."""
    programme.note(space_id=space_id, at=now)


def requests(space_id: int) -> dict[int, int]:
    """How many learners' requests wait for each mentor's answer, by mentor id."""
    rows = models.Partnership.objects.filter(
        space_id=space_id, state=data.State.PROPOSED.value, origin=data.Origin.REQUEST.value
    )
    return dict(rows.exclude(mentor=None).values_list("mentor_id").annotate(Count("id")).order_by())


def between(space_id: int, *, learner_ids: Collection[int]) -> dict[tuple[int, int], list[data.State]]:
    """What has been between these learners and any mentors, by learner and mentor."""
    rows = models.Partnership.objects.filter(space_id=space_id, learner_id__in=learner_ids).exclude(mentor=None)
    found: dict[tuple[int, int], list[data.State]] = {}
    for learner_id, mentor_id, state in rows.values_list("learner_id", "mentor_id", "state"):
        found.setdefault((learner_id, mentor_id), []).append(data.State(state))
    return found
