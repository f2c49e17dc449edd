"""What is between two people, held while one of them changes it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import data, meeting_rules, models
from cpd_community_xblock.mentoring.api import holding


def side_of(row: models.Partnership, user_id: int) -> data.Side:
    """On which side of a partnership someone is; ``NotFound`` for anybody else."""
    if user_id == row.learner_id:
        return data.Side.LEARNER
    if user_id == row.mentor_id:
        return data.Side.MENTOR
    raise NotFound


def other_of(row: models.Partnership, user_id: int) -> int | None:
    return row.mentor_id if side_of(row, user_id) is data.Side.LEARNER else row.learner_id


def takes_part(row: models.Partnership | models.Participant, user_id: int) -> bool:
    """Whether someone is still in the course that this is of."""
    standing = host.current().standing(user_id=user_id, course_key=row.space.course_key)
    return standing.takes_part


def looked_at(*, space_id: int, partnership_id: int, user_id: int) -> models.Partnership:
    """A partnership for one of the two, held by nobody."""
    row = holding.found(space_id=space_id, partnership_id=partnership_id)
    side_of(row, user_id)
    return row


def held(*, space_id: int, partnership_id: int, user_id: int) -> models.Partnership:
    """A partnership for one of the two, held until the transaction ends. It may be over."""
    row = holding.partnership(space_id=space_id, partnership_id=partnership_id)
    side_of(row, user_id)
    return row


def held_with_both(*, space_id: int, partnership_id: int, user_id: int) -> models.Partnership:
    """As ``held``, with both people wherever they take part: for what takes up their time."""
    row = looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    rows = models.Participant.objects.filter(user_id__in=set(sides_of(row).values()))
    ids = sorted(rows.values_list("id", flat=True))
    list(models.Participant.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
    return held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)


def require_active(row: models.Partnership) -> None:
    if row.state != data.State.ACTIVE.value:
        raise Conflict(_("You are no longer mentoring together, so nothing new can be agreed on here."))


def may_still_log(row: models.Partnership, *, now: datetime) -> bool:
    """Whether a meeting can go into the log: not once one of them wants nothing more of the other."""
    state = data.State(row.state)
    is_over = state is not data.State.ACTIVE
    return meeting_rules.may_still_log(state, row.over_at, now=now) and not (is_over and are_apart(row))


def are_apart(row: models.Partnership) -> bool:
    both = sorted(sides_of(row).values())
    return (
        len(both) < len(data.Side)
        or models.Apart.objects.filter(space_id=row.space_id, low_id=both[0], high_id=both[1]).exists()
    )


def require_loggable(row: models.Partnership, *, now: datetime) -> None:
    if not may_still_log(row, now=now):
        raise Conflict(_("You are no longer mentoring together, so nothing new goes into the log."))


def touch(row: models.Partnership, *, now: datetime, tells: int | None = None) -> None:
    """Something has happened between the two: they are not asked whether it is too quiet.

    Where the other one of whom ``tells`` is to look at it, they hear of it by e-mail, by one until they look in.
    """
    changed = ["last_at"]
    if tells is not None:
        other = mail_column(side_of(row, tells).other)
        if getattr(row, other) is False:
            setattr(row, other, True)
            changed.append(other)
    row.last_at = now
    row.save(update_fields=changed)


def mail_column(side: data.Side) -> str:
    return f"{side.value}_to_mail"


def sides_of(row: models.Partnership) -> dict[data.Side, int]:
    """Who is still there, by side."""
    both = {data.Side.LEARNER: row.learner_id, data.Side.MENTOR: row.mentor_id}
    return {side: user_id for side, user_id in both.items() if user_id is not None}


def waiting(*, space_id: int, user_id: int, partnership_ids: Collection[int], now: datetime) -> dict[int, int]:
    """How many meetings and entries of the log wait for someone, by partnership; for a list of theirs. Two queries."""
    counts: dict[int, int] = {}
    meetings = models.Meeting.objects.filter(
        partnership_id__in=partnership_ids, partnership__space_id=space_id, starts_at__gt=now
    ).exclude(state=data.MeetingState.WITHDRAWN.value)
    for row in meetings.only("partnership_id", "proposed_by_id", "state", "moved_to"):
        is_open = row.state == data.MeetingState.PROPOSED.value or row.moved_to is not None
        if is_open and row.proposed_by_id != user_id:
            counts[row.partnership_id] = counts.get(row.partnership_id, 0) + 1
    entries = models.LoggedMeeting.objects.filter(
        partnership_id__in=partnership_ids, partnership__space_id=space_id, confirmed_at=None
    ).select_related("partnership")
    for entry in entries:
        side = side_of(entry.partnership, user_id)
        if getattr(entry, f"{side.value}_confirmed_at") is None:
            counts[entry.partnership_id] = counts.get(entry.partnership_id, 0) + 1
    return counts
