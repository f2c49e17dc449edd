"""Meetings of two people: proposed by one, accepted by the other, and in both calendars from then on."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import data, meeting_rules, models, rules
from cpd_community_xblock.mentoring.api import between, calling_off, letters, people, sending
from cpd_community_xblock.mentoring.data import MeetingState, Side
from cpd_community_xblock.mentoring.ics import Method
from cpd_community_xblock.mentoring.meeting_rules import Stretch

MOST_SHOWN = 50
_LONGEST = timedelta(minutes=max(meeting_rules.LENGTHS))
_ASKED_FOR = timedelta(days=60)
"""How long after a meeting the two are asked whether they met."""

# Looking.


def upcoming(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> list[data.Meeting]:
    """What is to come for the two, earliest first, and what of it was declined or called off. Three queries."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    rows = models.Meeting.objects.filter(partnership=row).order_by("starts_at", "id")
    stands = rows.exclude(state=MeetingState.WITHDRAWN.value).filter(starts_at__gt=now - _LONGEST)
    off = rows.filter(state=MeetingState.WITHDRAWN.value, starts_at__gt=now)
    # Whoever declined a proposal knows; whoever made it is to learn of it.
    off = off.exclude(Q(agreed_at=None) & ~Q(proposed_by_id=user_id))
    found = [*stands[:MOST_SHOWN], *off[:MOST_SHOWN]]
    side = between.side_of(row, user_id)
    seen = [_seen(one, side) for one in sorted(found, key=lambda one: (one.starts_at, one.id))]
    return [one for one in seen if _is_shown(one, now)]


def _is_shown(meeting: data.Meeting, now: datetime) -> bool:
    if meeting.state is MeetingState.AGREED:
        return meeting.when.ends_at > now
    return meeting.when.starts_at > now


def unlogged(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> list[data.Meeting]:
    """The meetings of which nobody has said yet whether they took place, latest first."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    rows = models.Meeting.objects.filter(partnership=row, state=MeetingState.AGREED.value, logged=None)
    rows = rows.filter(starts_at__lte=now, starts_at__gt=now - _ASKED_FOR).order_by("-starts_at")
    side = between.side_of(row, user_id)
    return [seen for seen in (_seen(one, side) for one in rows[:MOST_SHOWN]) if seen.when.ends_at <= now]


def one(*, space_id: int, partnership_id: int, meeting_id: int, user_id: int) -> data.Meeting:
    """A meeting as one of the two sees it; ``NotFound`` for anybody else."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    return _seen(_found(row, meeting_id), between.side_of(row, user_id))


def free_times(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> list[datetime]:
    """When both are free in the next four weeks by what they have told, and have not agreed on anything else."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    rotas = []
    for side, who in between.sides_of(row).items():
        for told in people.participants(space_id=space_id, side=side, user_ids=[who]):
            rotas.append(rules.rota(told.profile.availability))
    if len(rotas) < len(Side) or rotas[0] is None or rotas[1] is None:
        return []
    free = meeting_rules.shared(rotas[0], rotas[1], now=now)
    agreed = _of(list(between.sides_of(row).values())).filter(
        state=MeetingState.AGREED.value, starts_at__gt=now - _LONGEST, starts_at__lt=now + meeting_rules.AHEAD
    )
    return meeting_rules.offered(free, now=now, taken=[_stretch(meeting) for meeting in agreed])


def time_zone(*, space_id: int, user_id: int) -> str:
    """The zone in which someone told when they are free; empty where they did not."""
    rows = models.Participant.objects.filter(space_id=space_id, user_id=user_id).exclude(time_zone="")
    return rows.order_by("-updated_at").values_list("time_zone", flat=True).first() or ""


def calendar_file(*, space_id: int, partnership_id: int, meeting_id: int, user_id: int, now: datetime) -> bytes:
    """A meeting that is agreed on, or was and is called off, for the reader's calendar."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    meeting = _found(row, meeting_id)
    if meeting.agreed_at is None:
        raise NotFound
    method = Method.CANCEL if meeting.state == MeetingState.WITHDRAWN.value else Method.PUBLISH
    return sending.file_of(sending.invite_of(meeting, row), method=method, now=now)


# Agreeing.


@turns.in_turn
def propose(
    *, space_id: int, partnership_id: int, user_id: int, when: data.When, words: str = "", token: str, now: datetime
) -> int:
    """Propose a time and return the meeting's id. The same ``token`` again proposes nothing new.

    Raises ``Conflict`` where the one who proposes has something else at that time, or too much waits for an answer.
    """
    row = between.held_with_both(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    sent = models.Meeting.objects.filter(partnership=row, proposed_by_id=user_id, token=token).first()
    if sent is not None:
        return sent.id
    between.require_active(row)
    _require_in_reach(when, now)
    _require_free(user_id, when, proposing=True)
    waiting = models.Meeting.objects.filter(partnership=row, state=MeetingState.PROPOSED.value, starts_at__gt=now)
    if waiting.count() >= meeting_rules.MOST_OPEN:
        raise Conflict(_("Twenty times wait for an answer already. Take some back, or wait for the answers."))
    meeting = models.Meeting.objects.create(
        partnership=row,
        proposed_by_id=user_id,
        starts_at=when.starts_at,
        minutes=when.minutes,
        where=when.where,
        words=words,
        state=MeetingState.PROPOSED.value,
        uid=f"{uuid4()}@cpd-community",
        token=token,
        proposed_at=now,
    )
    between.touch(row, now=now, tells=user_id)
    letters.soon(space_id=space_id)
    return meeting.id


@turns.in_turn
def suggest(
    *,
    space_id: int,
    partnership_id: int,
    meeting_id: int,
    user_id: int,
    when: data.When,
    words: str = "",
    version: int,
    now: datetime,
) -> None:
    """Suggest another time for a meeting, or another place. What was agreed on stands until the other accepts."""
    row = between.held_with_both(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    between.require_active(row)
    meeting = _standing(row, meeting_id, version)
    _require_in_reach(when, now)
    _require_free(user_id, when, proposing=True, but=meeting.id)
    if meeting.state == MeetingState.AGREED.value:
        if when == data.When(meeting.starts_at, meeting.minutes, meeting.where):
            raise Conflict(_("This is what you have agreed on already."))
        if meeting.starts_at <= now:
            raise Conflict(_("That meeting has begun already. Propose a new one."))
        meeting.moved_to, meeting.moved_minutes, meeting.moved_where = when.starts_at, when.minutes, when.where
    else:
        meeting.starts_at, meeting.minutes, meeting.where = when.starts_at, when.minutes, when.where
    meeting.words, meeting.proposed_by_id, meeting.version = words, user_id, version + 1
    meeting.token = str(uuid4())
    meeting.save()
    between.touch(row, now=now, tells=user_id)
    letters.soon(space_id=space_id)


@turns.in_turn
def accept(
    *, space_id: int, partnership_id: int, meeting_id: int, user_id: int, version: int, now: datetime
) -> data.Meeting:
    """Accept what the other one proposed or suggested: it goes into both calendars. Once more changes nothing.

    Raises ``Conflict`` where it is no longer what the page showed, the time has passed, or one of them has agreed on
    something else at that time.
    """
    row = between.held_with_both(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    side = between.side_of(row, user_id)
    meeting = _found(row, meeting_id)
    is_settled = meeting.state == MeetingState.AGREED.value and meeting.moved_to is None
    if is_settled and meeting.proposed_by_id != user_id:
        return _seen(meeting, side)
    between.require_active(row)
    meeting = _standing(row, meeting_id, version)
    if meeting.proposed_by_id == user_id or is_settled:
        raise Conflict(moved_on())
    if meeting.moved_to is not None:
        when = data.When(meeting.moved_to, meeting.moved_minutes or meeting.minutes, meeting.moved_where)
        if meeting.starts_at <= now:
            raise Conflict(_("That meeting has begun already. Propose a new one."))
        meeting.sequence += 1
    else:
        when = data.When(meeting.starts_at, meeting.minutes, meeting.where)
    if when.starts_at <= now:
        raise Conflict(_("That time has passed. Please suggest another."))
    _require_free(user_id, when, but=meeting.id)
    other = between.other_of(row, user_id)
    if other is not None:
        _require_free(other, when, but=meeting.id, is_other=True)
    meeting.starts_at, meeting.minutes, meeting.where = when.starts_at, when.minutes, when.where
    meeting.moved_to = meeting.moved_minutes = None
    meeting.moved_where = ""
    meeting.state, meeting.agreed_at, meeting.version = MeetingState.AGREED.value, now, version + 1
    meeting.learner_unreached = meeting.mentor_unreached = False
    meeting.save()
    sending.announce(meeting, row)
    between.touch(row, now=now)
    return _seen(meeting, side)


# Not meeting.


@turns.in_turn
def turn_down(
    *, space_id: int, partnership_id: int, meeting_id: int, user_id: int, version: int, now: datetime
) -> None:
    """Decline what the other one asked, or take back what one asked oneself.

    What was suggested for a meeting that is agreed on goes, and the meeting stays as it was.
    """
    row = between.held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    meeting = _standing(row, meeting_id, version)
    if meeting.moved_to is not None:
        meeting.moved_to = meeting.moved_minutes = None
        meeting.moved_where = meeting.words = ""
    elif meeting.state != MeetingState.PROPOSED.value:
        raise Conflict(moved_on())
    elif meeting.proposed_by_id == user_id:
        meeting.delete()
        return
    else:
        meeting.state = MeetingState.WITHDRAWN.value
    meeting.version += 1
    meeting.save()
    between.touch(row, now=now)


@turns.in_turn
def call_off(*, space_id: int, partnership_id: int, meeting_id: int, user_id: int, now: datetime) -> None:
    """Call off what both agreed on: it leaves both calendars. Once more changes nothing.

    After its time this says that they did not meet, and calendars are left alone.
    """
    row = between.held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    meeting = _found(row, meeting_id)
    if meeting.state == MeetingState.WITHDRAWN.value:
        return
    if meeting.state != MeetingState.AGREED.value or models.LoggedMeeting.objects.filter(meeting=meeting).exists():
        raise Conflict(moved_on())
    calling_off.withdraw(meeting, row, now=now)
    between.touch(row, now=now)


# The rows.


def moved_on() -> str:
    return _("Things have moved on since this page was shown. Here is how they stand now.")


def _found(row: models.Partnership, meeting_id: int) -> models.Meeting:
    meeting = models.Meeting.objects.filter(partnership=row, id=meeting_id).first()
    if meeting is None:
        raise NotFound
    return meeting


def _standing(row: models.Partnership, meeting_id: int, version: int) -> models.Meeting:
    """A meeting that is still as a page showed it."""
    meeting = _found(row, meeting_id)
    if meeting.state == MeetingState.WITHDRAWN.value or meeting.version != version:
        raise Conflict(moved_on())
    return meeting


def _require_in_reach(when: data.When, now: datetime) -> None:
    if not meeting_rules.is_in_reach(when, now=now):
        raise Conflict(_("Choose a time that is still to come, within a year."))


def _require_free(
    user_id: int, when: data.When, *, proposing: bool = False, but: int = 0, is_other: bool = False
) -> None:
    """Raise ``Conflict`` where someone has another meeting at that time, with anyone; or, ``proposing``, has proposed
    one."""
    wanted = when.starts_at, when.ends_at
    first, last = when.starts_at - _LONGEST, when.ends_at
    then = Q(starts_at__gt=first, starts_at__lt=last)
    mine = Q(proposed_by_id=user_id) & ~Q(state=MeetingState.WITHDRAWN.value)
    proposed = mine & (then | Q(moved_to__gt=first, moved_to__lt=last))
    takes_time = Q(state=MeetingState.AGREED.value) & then
    rows = _of([user_id]).filter(takes_time | proposed if proposing else takes_time)
    for row in rows.exclude(id=but):
        taken = [_stretch(row)]
        if proposing and row.moved_to is not None and row.proposed_by_id == user_id:
            taken.append((row.moved_to, row.moved_to + timedelta(minutes=row.moved_minutes or row.minutes)))
        if any(meeting_rules.overlap(wanted, stretch) for stretch in taken):
            raise Conflict(_taken(is_other=is_other))


def _taken(*, is_other: bool) -> str:
    if is_other:
        return _("The other one has agreed on something else at that time by now. Please suggest another time.")
    return _("You have another mentoring meeting, or have proposed one, at that time. Please choose another time.")


def _of(user_ids: Collection[int]) -> QuerySet[models.Meeting]:
    return models.Meeting.objects.filter(
        Q(partnership__learner_id__in=user_ids) | Q(partnership__mentor_id__in=user_ids)
    )


def _stretch(row: models.Meeting) -> Stretch:
    return row.starts_at, row.starts_at + timedelta(minutes=row.minutes)


def _seen(row: models.Meeting, side: Side) -> data.Meeting:
    suggested = None
    if row.moved_to is not None:
        suggested = data.When(row.moved_to, row.moved_minutes or row.minutes, row.moved_where)
    return data.Meeting(
        id=row.id,
        partnership_id=row.partnership_id,
        state=MeetingState(row.state),
        when=data.When(row.starts_at, row.minutes, row.where),
        asked_by=row.proposed_by_id,
        words=row.words,
        version=row.version,
        suggested=suggested,
        was_agreed=row.agreed_at is not None,
        is_unreached=getattr(row, f"{side.value}_unreached"),
    )
