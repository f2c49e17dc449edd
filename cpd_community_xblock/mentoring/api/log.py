"""The log of two people's meetings. What both confirm counts as CPD for both, and stays."""

from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import data, meeting_rules, models
from cpd_community_xblock.mentoring.api import between, letters
from cpd_community_xblock.mentoring.data import MeetingState, Side

MOST_SHOWN = 100
MOST_ENTRIES = 10_000


def is_open(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> bool:
    """Whether one of the two can put a meeting into the log."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    return between.may_still_log(row, now=now)


# For a record of CPD.


def entries(*, user_id: int, since: date | None = None, until: date | None = None) -> tuple[data.CpdEntry, ...]:
    """Every meeting of someone that both confirmed, on either side and in any course, latest first. One query.

    ``since`` and ``until`` are the first and the last day.
    """
    rows = _of(user_id, since, until).select_related("partnership__space").order_by("-happened_on", "-id")
    found = []
    for row in rows[:MOST_ENTRIES]:
        side = between.side_of(row.partnership, user_id)
        if row.confirmed_at is not None:
            found.append(
                data.CpdEntry(
                    id=row.id,
                    course_key=str(row.partnership.space.course_key),
                    happened_on=row.happened_on,
                    minutes=row.minutes,
                    topic=row.topic,
                    side=side,
                    other_id=between.other_of(row.partnership, user_id),
                    confirmed_at=row.confirmed_at,
                )
            )
    return tuple(found)


def minutes_of(
    *,
    user_id: int,
    since: date | None = None,
    until: date | None = None,
    space_id: int | None = None,
    partnership_id: int | None = None,
) -> int:
    """How many minutes of someone's meetings both confirmed; of one space or partnership where it is given."""
    rows = _of(user_id, since, until)
    if space_id is not None:
        rows = rows.filter(partnership__space_id=space_id)
    if partnership_id is not None:
        rows = rows.filter(partnership_id=partnership_id)
    return rows.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def _of(user_id: int, since: date | None, until: date | None) -> QuerySet[models.LoggedMeeting]:
    mine = Q(partnership__learner_id=user_id) | Q(partnership__mentor_id=user_id)
    rows = models.LoggedMeeting.objects.filter(mine).exclude(confirmed_at=None)
    if since is not None:
        rows = rows.filter(happened_on__gte=since)
    return rows if until is None else rows.filter(happened_on__lte=until)


# For the two.


def logged(*, space_id: int, partnership_id: int, user_id: int) -> list[data.Logged]:
    """The log as one of the two sees it, latest first."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    rows = models.LoggedMeeting.objects.filter(partnership=row).order_by("-happened_on", "-id")
    return [_seen(one) for one in rows[:MOST_SHOWN]]


def one(*, space_id: int, partnership_id: int, entry_id: int, user_id: int) -> data.Logged:
    """One entry; ``NotFound`` for anybody else."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    return _seen(_found(row, entry_id))


@turns.in_turn
def log_meeting(
    *,
    space_id: int,
    partnership_id: int,
    user_id: int,
    happened_on: date,
    minutes: int,
    topic: str,
    token: str,
    today: date,
    began_on: date,
    meeting_id: int | None = None,
    now: datetime,
) -> int:
    """Log a meeting, for the other one to confirm, and return the entry's id. The same ``token`` again logs no other.

    ``today``, or the day on which it was over, and ``began_on``, when they came together, are days where the writer
    is. Raises ``Conflict`` where the other has logged that day, or that meeting, and waits for it to be confirmed.
    """
    row = between.held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    sent = models.LoggedMeeting.objects.filter(partnership=row, logged_by_id=user_id, token=token).first()
    if sent is not None:
        return sent.id
    between.require_loggable(row, now=now)
    _require_sound(happened_on, minutes, today=today, began_on=began_on)
    side = between.side_of(row, user_id)
    waiting = models.LoggedMeeting.objects.filter(partnership=row, confirmed_at=None)
    if waiting.filter(**{"happened_on": happened_on, f"{side.value}_confirmed_at": None}).exists():
        raise Conflict(_("A meeting on that day is in the log already, and waits for you: confirm or correct it."))
    if waiting.count() >= meeting_rules.MOST_UNCONFIRMED:
        raise Conflict(_("Twenty meetings wait to be confirmed already. Ask the other one to look at them first."))
    entry = models.LoggedMeeting(
        partnership=row,
        meeting=_agreed(row, meeting_id, now=now),
        logged_by_id=user_id,
        happened_on=happened_on,
        minutes=minutes,
        topic=topic,
        token=token,
        logged_at=now,
    )
    setattr(entry, f"{side.value}_confirmed_at", now)
    entry.save()
    between.touch(row, now=now, tells=user_id)
    letters.soon(space_id=space_id)
    return entry.id


@turns.in_turn
def confirm(
    *, space_id: int, partnership_id: int, entry_id: int, user_id: int, version: int, now: datetime
) -> data.Logged:
    """Confirm what the other one wrote, also once the partnership is over. Once more changes nothing.

    Raises ``Conflict`` for one's own words, and for others than the page showed.
    """
    row = between.held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    entry = _found(row, entry_id)
    side = between.side_of(row, user_id)
    if entry.confirmed_at is not None and entry.version == version:
        return _seen(entry)
    if getattr(entry, f"{side.value}_confirmed_at") is not None:
        raise Conflict(_("These are your own words: the other one confirms them."))
    if entry.confirmed_at is not None or entry.version != version:
        raise Conflict(_("This has been corrected since the page was shown. Have a look at how it is now."))
    setattr(entry, f"{side.value}_confirmed_at", now)
    entry.confirmed_at = now
    entry.save()
    between.touch(row, now=now)
    return _seen(entry)


@turns.in_turn
def correct(
    *,
    space_id: int,
    partnership_id: int,
    entry_id: int,
    user_id: int,
    happened_on: date,
    minutes: int,
    topic: str,
    version: int,
    today: date,
    began_on: date,
    now: datetime,
) -> None:
    """Put other words or numbers into the log; the other one has to confirm them, whoever wrote first.

    Raises ``Conflict`` where both have confirmed it, or the other has corrected it since the page was shown.
    """
    row = between.held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    between.require_loggable(row, now=now)
    entry = _open(row, entry_id)
    side = between.side_of(row, user_id)
    if (entry.happened_on, entry.minutes, entry.topic) == (happened_on, minutes, topic):
        if getattr(entry, f"{side.value}_confirmed_at") is None:
            raise Conflict(_("Nothing is different. Confirm it instead."))
        return
    if entry.version != version:
        raise Conflict(_("This has been corrected since the page was shown. Have a look at how it is now."))
    _require_sound(happened_on, minutes, today=today, began_on=began_on)
    entry.happened_on, entry.minutes, entry.topic, entry.version = happened_on, minutes, topic, version + 1
    setattr(entry, f"{side.value}_confirmed_at", now)
    setattr(entry, f"{side.other.value}_confirmed_at", None)
    entry.save()
    between.touch(row, now=now, tells=user_id)
    letters.soon(space_id=space_id)


@turns.in_turn
def take_back(*, space_id: int, partnership_id: int, entry_id: int, user_id: int) -> None:
    """Take one's own entry out of the log, while the other has not confirmed it."""
    row = between.held(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    entry = _open(row, entry_id)
    if entry.logged_by_id != user_id:
        raise Conflict(_("The other one logged this. You can correct it."))
    entry.delete()


# The rows.


def _require_sound(happened_on: date, minutes: int, *, today: date, began_on: date) -> None:
    if not meeting_rules.may_be_logged(happened_on, today=today, began_on=began_on):
        raise Conflict(_("Give a day from when you came together up to today."))
    if not meeting_rules.LEAST_LOGGED <= minutes <= meeting_rules.MOST_LOGGED:
        raise Conflict(_("A meeting lasts from 5 to 480 minutes."))


def _agreed(row: models.Partnership, meeting_id: int | None, *, now: datetime) -> models.Meeting | None:
    """The agreed meeting that is logged, where it is none that somebody has logged before."""
    if meeting_id is None:
        return None
    rows = models.Meeting.objects.filter(partnership=row, id=meeting_id, state=MeetingState.AGREED.value)
    meeting = rows.filter(starts_at__lte=now).first()
    if meeting is None:
        raise NotFound
    if models.LoggedMeeting.objects.filter(meeting=meeting).exists():
        raise Conflict(_("This meeting is in the log already."))
    return meeting


def _found(row: models.Partnership, entry_id: int) -> models.LoggedMeeting:
    entry = models.LoggedMeeting.objects.filter(partnership=row, id=entry_id).first()
    if entry is None:
        raise NotFound
    return entry


def _open(row: models.Partnership, entry_id: int) -> models.LoggedMeeting:
    entry = _found(row, entry_id)
    if entry.confirmed_at is not None:
        raise Conflict(_("Both of you have confirmed this, so it stays as it is."))
    return entry


def _seen(row: models.LoggedMeeting) -> data.Logged:
    moments = {Side.LEARNER: row.learner_confirmed_at, Side.MENTOR: row.mentor_confirmed_at}
    return data.Logged(
        id=row.id,
        partnership_id=row.partnership_id,
        happened_on=row.happened_on,
        minutes=row.minutes,
        topic=row.topic,
        version=row.version,
        confirmed=frozenset(side for side, moment in moments.items() if moment is not None),
        logged_by=row.logged_by_id,
    )
