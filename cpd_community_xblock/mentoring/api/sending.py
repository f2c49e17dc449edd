"""Meetings on their way into calendars, and e-mails that tell no more than has to be.

An e-mail leaves once what it tells of is kept for good. Where it does not get through, that is noted for the page to
say so; nothing else fails with it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from smtplib import SMTPRecipientsRefused
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.core import calendar, failures
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring import data, ics, models
from cpd_community_xblock.mentoring.api import between, programme
from cpd_community_xblock.mentoring.ics import Method

PATIENCE = 10
"""Seconds to wait for a mail server, where the site has not said."""
FILE_NAME = "mentoring-meeting.ics"
_AT_ONCE = 500
DELIVER = "cpd_community_xblock.mentoring.tasks.send_meeting"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom an e-mail goes to, and how they read."""

    user_id: int
    email: str
    language: str
    zone: ZoneInfo


Write = Callable[[Reader], EmailMultiAlternatives | None]
"""Makes the message to somebody, or None for nothing after all."""


def announce(row: models.Meeting, partnership: models.Partnership, *, without: Collection[int] = ()) -> None:
    """Send a meeting to both, but for those ``without``, once this transaction is done. A worker does it where there is
    one."""
    to = {side: user_id for side, user_id in _both(partnership).items() if user_id not in without}
    models.Meeting.objects.filter(id=row.id).update(to_mail=True)
    about = {"meeting_id": row.id, "sequence": row.sequence, "to": to}
    transaction.on_commit(partial(_deliver_soon, partnership.space_id, about))


def _both(partnership: models.Partnership) -> dict[str, int]:
    """Whom a meeting goes to, by side, as a broker carries it."""
    return {side.value: user_id for side, user_id in between.sides_of(partnership).items()}


def invite_of(row: models.Meeting, partnership: models.Partnership) -> data.Invite:
    return data.Invite(
        uid=row.uid,
        sequence=row.sequence,
        when=data.When(row.starts_at, row.minutes, row.where),
        address=host.current().address_of(partnership.space.usage_key),
    )


def file_of(invite: data.Invite, *, method: Method, now: datetime, attendee: str = "") -> bytes:
    """A meeting as a calendar takes it, in the language that is spoken just now."""
    organiser = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    title = _("Mentoring meeting")
    return ics.calendar(invite, method=method, title=title, organiser=organiser, attendee=attendee, now=now)


def _deliver_soon(space_id: int, about: dict[str, Any]) -> None:
    try:
        platform = host.current()
        if platform.later(DELIVER, **about):
            # Should the worker never come, the timer finds it.
            programme.note(space_id=space_id, at=platform.now() + programme.LEASE)
        else:
            deliver(**about)
    except Exception as error:
        failures.report("Sending an invitation", error)


def deliver(*, meeting_id: int, sequence: int, to: Mapping[str, int]) -> None:
    """Send a meeting as it stands to these people, by side, where nobody else has done so.

    Nothing goes out where it has been changed since, which is sent by itself, or once it has begun.
    """
    now = host.current().now()
    rows = models.Meeting.objects.filter(id=meeting_id, sequence=sequence)
    # Noted before an e-mail goes: it goes once at most, and what does not go is told.
    unreached = {f"{side}_unreached": True for side in to}
    if not rows.filter(to_mail=True, starts_at__gt=now).update(to_mail=False, **unreached):
        return
    for row in rows.select_related("partnership__space"):
        method = Method.CANCEL if row.state == data.MeetingState.WITHDRAWN.value else Method.REQUEST
        reached = mail(to.values(), partial(_message, invite_of(row, row.partnership), method, now))
        rows.update(**{f"{side}_unreached": user_id not in reached for side, user_id in to.items()})


def deliver_left(*, space_id: int, now: datetime) -> int:
    """Send the meetings of a space that no worker has sent, and return how many they are."""
    rows = models.Meeting.objects.filter(to_mail=True, starts_at__gt=now, partnership__space_id=space_id)
    found = list(rows.select_related("partnership").order_by("id")[:_AT_ONCE])
    for row in found:
        deliver(meeting_id=row.id, sequence=row.sequence, to=_both(row.partnership))
    return len(found)


def mail(user_ids: Collection[int], write: Write) -> set[int]:
    """Write to people who have an address, each in their language, and return whom it went to."""
    return mail_to(readers_of(user_ids), write)


def mail_to(
    readers: Sequence[Reader], write: Write, *, give_back: Callable[[Reader], None] = lambda _reader: None
) -> set[int]:
    """As ``mail``. Nobody is written for before the mail server has answered; ``give_back`` is called for whoever was
    written for when it was lost."""

    def in_their_language(reader: Reader) -> EmailMessage | None:
        with translation.override(reader.language):
            return write(reader)

    letters = [Letter(partial(in_their_language, reader), partial(give_back, reader)) for reader in readers]
    return {readers[number].user_id for number in post(letters)}


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to write once the mail server has answered, and what to do where the server is lost with it."""

    write: Callable[[], EmailMessage | None]
    give_back: Callable[[], None] = lambda: None


def post(letters: Sequence[Letter]) -> list[int]:
    """Write letters and send them, each for itself, and return the numbers of those that the mail server took."""
    sent: list[int] = []
    if not letters:
        return sent
    # None is no answer: a request would wait for it for good.
    connection = get_connection(timeout=getattr(settings, "EMAIL_TIMEOUT", None) or PATIENCE)
    try:
        connection.open()
        sent += [number for number, letter in enumerate(letters) if _is_sent(connection, letter)]
        connection.close()
    except Exception as error:
        failures.report("Reaching the mail server", error)
    return sent


def _is_sent(connection: Any, letter: Letter) -> bool:
    """Raises where the mail server is lost: nobody else is written for then."""
    try:
        message = letter.write()
    except Exception as error:
        failures.report("Writing an e-mail", error)
        return False
    if message is None:
        return False
    for is_last in (False, True):
        try:
            return bool(connection.send_messages([message]))
        except Exception as error:
            # One address that is not taken keeps nobody else from theirs.
            if is_last or isinstance(error, SMTPRecipientsRefused):
                failures.report("Sending an e-mail", error)
                return False
        try:  # Servers end a connection after so many e-mails.
            connection.close()
            connection.open()
        except Exception:
            letter.give_back()
            raise
    return False


def asleep(user_ids: Iterable[int], now: datetime) -> set[int]:
    """Those of some people who are in the quiet hours that they told. One query."""
    return {
        user_id
        for user_id, told in members.profiles(user_ids).items()
        if calendar.is_quiet(now, start=told.quiet_from, end=told.quiet_until, tz=calendar.zone(told.time_zone))
    }


def readers_of(user_ids: Collection[int]) -> list[Reader]:
    """Those of some people who can be written to. A handful of queries for any number."""
    platform = host.current()
    emails, languages = platform.emails(user_ids), platform.languages(user_ids)
    profiles = members.profiles(user_ids)
    told = models.Participant.objects.filter(user_id__in=user_ids).exclude(time_zone="")
    zones = dict(told.order_by("updated_at").values_list("user_id", "time_zone"))
    readers = []
    for user_id, email in sorted(emails.items()):
        own = profiles[user_id].time_zone if user_id in profiles else ""
        zone = calendar.zone(own or zones.get(user_id, ""), settings.TIME_ZONE)
        readers.append(Reader(user_id, email, _spoken(languages.get(user_id, "")), zone))
    return readers


def _spoken(language: str) -> str:
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        return settings.LANGUAGE_CODE


def _message(invite: data.Invite, method: Method, now: datetime, reader: Reader) -> EmailMultiAlternatives:
    is_off = method is Method.CANCEL
    lines = [
        _("This mentoring meeting is called off:") if is_off else _("You have agreed on a mentoring meeting:"),
        "",
        in_full(invite.when, reader.zone),
        *filter(None, [invite.when.where]),
        "",
        _("The attached file takes it out of your calendar.")
        if is_off
        else _("The attached file puts it in your calendar."),
        _("Everything else is here:"),
        invite.address,
    ]
    subject = _("Mentoring meeting: called off") if is_off else _("Mentoring meeting")
    message = EmailMultiAlternatives(subject, "\n".join(lines), to=[reader.email])
    file = file_of(invite, method=method, now=now, attendee=reader.email)
    message.attach_alternative(file.decode(), f"text/calendar; method={method.value}")
    message.attach(FILE_NAME, file, "application/ics")
    return message


def whereabouts(usage_key: Any, reader: Reader) -> tuple[str, str]:
    """In which course it is, and where to go."""
    platform = host.current()
    course = platform.run(course_key=usage_key.context_key, user_id=reader.user_id).name
    return _("Everything else is in your course “%(course)s”:") % {"course": course}, platform.address_of(usage_key)


def in_full(when: data.When, tz: ZoneInfo) -> str:
    """ "Tuesday 3 November 2026, 18:00 to 18:45 (Europe/London)"."""
    start, end = when.starts_at.astimezone(tz), when.ends_at.astimezone(tz)
    return _("%(day)s, %(start)s to %(end)s (%(zone)s)") % {
        "day": formats.date_format(start, "l j F Y"),
        "start": start.strftime("%H:%M"),
        "end": end.strftime("%H:%M"),
        "zone": tz.key,
    }


def moment(at: datetime, tz: ZoneInfo) -> str:
    """ "Tuesday 3 November 2026, 18:00 (Europe/London)"."""
    local = at.astimezone(tz)
    told = {"day": formats.date_format(local, "l j F Y"), "time": local.strftime("%H:%M"), "zone": tz.key}
    return _("%(day)s, %(time)s (%(zone)s)") % told
