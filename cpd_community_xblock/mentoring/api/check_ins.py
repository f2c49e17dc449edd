"""Asking two people, after a silence, whether now is a good time to meet."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock.mentoring import data, meeting_rules, models
from cpd_community_xblock.mentoring.api import between, sending
from cpd_community_xblock.mentoring.data import MeetingState

_AT_ONCE = 500


def is_quiet(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> bool:
    """Whether to ask one of two people if now is a good time to meet. Three queries at most."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    if row.state != data.State.ACTIVE.value or now - row.last_at < meeting_rules.SILENCE:
        return False
    told = models.CheckIn.objects.filter(partnership=row, user_id=user_id).first()
    return _is_quiet(row, told, models.Meeting.objects.filter(partnership=row), now)


def not_now(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> None:
    """Leave someone alone for another two weeks. The other one is asked as before."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    models.CheckIn.objects.update_or_create(
        partnership=row, user_id=user_id, defaults={"quiet_until": now + meeting_rules.SILENCE}
    )


def quiet(*, space_id: int, now: datetime) -> int:
    """How many partnerships of a space have been quiet for two weeks: a number, for the facilitators. One query."""
    return _silent(now).filter(space_id=space_id).count()


def check_ins(*, now: datetime) -> int:
    """Ask those who are in a long silence by e-mail, each once a silence; returns how many e-mails went.

    For a timer. Whoever said "not now", sleeps by the quiet hours that they told, or has left the course is left alone.
    """
    sent = 0
    last_id = 0
    while rows := list(_silent(now).filter(id__gt=last_id).select_related("space").order_by("id")[:_AT_ONCE]):
        sent += _ask(rows, now)
        last_id = rows[-1].id
    return sent


def _silent(now: datetime) -> QuerySet[models.Partnership]:
    """The partnerships under way in which nothing has happened and nothing is planned."""
    since = now - meeting_rules.SILENCE
    meetings = models.Meeting.objects.filter(partnership=OuterRef("id"))
    lively = meetings.exclude(state=MeetingState.WITHDRAWN.value).filter(
        Q(starts_at__gt=now) | Q(starts_at__gt=since, state=MeetingState.AGREED.value)
    )
    rows = models.Partnership.objects.filter(state=data.State.ACTIVE.value, last_at__lte=since)
    return rows.filter(~Exists(lively))


def _is_quiet(
    row: models.Partnership, told: models.CheckIn | None, meetings: QuerySet[models.Meeting], now: datetime
) -> bool:
    stands = meetings.exclude(state=MeetingState.WITHDRAWN.value)
    agreed = stands.filter(state=MeetingState.AGREED.value, starts_at__lte=now).order_by("-starts_at")
    return meeting_rules.is_quiet(
        last_at=row.last_at,
        met_at=agreed.values_list("starts_at", flat=True).first(),
        is_planned=stands.filter(starts_at__gt=now).exists(),
        quiet_until=told.quiet_until if told else None,
        now=now,
    )


def _ask(rows: Iterable[models.Partnership], now: datetime) -> int:
    people = {user_id for row in rows for user_id in between.sides_of(row).values()}
    asleep = sending.asleep(people, now)
    told = {
        (one.partnership_id, one.user_id): one
        for one in models.CheckIn.objects.filter(partnership_id__in=[row.id for row in rows])
    }
    sent = 0
    for row in rows:
        for user_id in set(between.sides_of(row).values()) - asleep:
            if _may_be_asked(told.get((row.id, user_id)), row, now) and between.takes_part(row, user_id):
                sent += _claim(row, user_id, now) and bool(sending.mail([user_id], partial(_message, row)))
    return sent


def _may_be_asked(told: models.CheckIn | None, row: models.Partnership, now: datetime) -> bool:
    if told is None:
        return True
    is_left_alone = told.quiet_until is not None and told.quiet_until > now
    return not is_left_alone and (told.mailed_at is None or told.mailed_at < row.last_at)


def _claim(row: models.Partnership, user_id: int, now: datetime) -> bool:
    """Whether this silence's e-mail to someone is ours to send: noted before it goes, so that it goes once at most."""
    told, is_new = models.CheckIn.objects.get_or_create(partnership=row, user_id=user_id, defaults={"mailed_at": now})
    if is_new:
        return True
    earlier = Q(mailed_at=None) | Q(mailed_at__lt=row.last_at)
    return bool(models.CheckIn.objects.filter(earlier, id=told.id).update(mailed_at=now))


def _message(row: models.Partnership, reader: sending.Reader) -> EmailMultiAlternatives:
    lines = [
        _("Between you and the other one in your mentoring it has been quiet for two weeks."),
        _("Is now a good time to meet? You can propose a time, or say “not now”:"),
        "",
        *sending.whereabouts(row.space.usage_key, reader),
        "",
        _("This is the only e-mail about it."),
    ]
    return EmailMultiAlternatives(_("Mentoring meeting"), "\n".join(lines), to=[reader.email])
