"""Meetings and the log of two people, made through the mentoring's doors."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core import mail
from icalendar import Calendar

from cpd_community_xblock.core.data import Space
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.mentoring.api import log, meetings
from cpd_community_xblock.mentoring.data import Meeting, When
from tests.builders import START, day

LINK = "https://meet.example.org/amara-and-chidi"
TOMORROW = When(day(1.4), 45, LINK)


def addressed(*members: Member) -> None:
    """Give people the address of their name."""
    for who in members:
        user = get_user_model().objects.get(id=who.user_id)
        user.email = f"{user.username}@example.org"
        user.save()


def of(where: Space, partnership_id: int, who: Member) -> dict[str, Any]:
    return {"space_id": where.id, "partnership_id": partnership_id, "user_id": who.user_id}


def proposed(
    where: Space,
    partnership_id: int,
    who: Member,
    when: When = TOMORROW,
    *,
    words: str = "",
    token: str = "",
    now: datetime = START,
) -> int:
    """The id of a meeting that the other one has yet to accept."""
    return meetings.propose(
        **of(where, partnership_id, who), when=when, words=words, token=token or str(uuid4()), now=now
    )


def seen(where: Space, partnership_id: int, meeting_id: int, who: Member) -> Meeting:
    return meetings.one(**of(where, partnership_id, who), meeting_id=meeting_id)


def accepted(where: Space, partnership_id: int, meeting_id: int, who: Member, *, now: datetime = START) -> Meeting:
    """Accept a meeting as it stands."""
    version = seen(where, partnership_id, meeting_id, who).version
    return meetings.accept(**of(where, partnership_id, who), meeting_id=meeting_id, version=version, now=now)


def agreed(
    where: Space, partnership_id: int, who: Member, other: Member, when: When = TOMORROW, *, now: datetime = START
) -> int:
    """The id of a meeting that both want."""
    id_ = proposed(where, partnership_id, who, when, now=now)
    accepted(where, partnership_id, id_, other, now=now)
    return id_


def suggested(
    where: Space, partnership_id: int, meeting_id: int, who: Member, when: When, *, now: datetime = START
) -> None:
    """Suggest another time for a meeting as it stands."""
    version = seen(where, partnership_id, meeting_id, who).version
    meetings.suggest(**of(where, partnership_id, who), meeting_id=meeting_id, when=when, version=version, now=now)


def turned_down(where: Space, partnership_id: int, meeting_id: int, who: Member, *, now: datetime = START) -> None:
    version = seen(where, partnership_id, meeting_id, who).version
    meetings.turn_down(**of(where, partnership_id, who), meeting_id=meeting_id, version=version, now=now)


def logged(
    where: Space,
    partnership_id: int,
    who: Member,
    *,
    on: date = START.date(),
    minutes: int = 45,
    topic: str = "Saying no to a rota swap",
    token: str = "",
    now: datetime = START,
    **more: Any,
) -> int:
    """The id of an entry that the other one has yet to confirm."""
    return log.log_meeting(
        **of(where, partnership_id, who),
        happened_on=on,
        minutes=minutes,
        topic=topic,
        token=token or str(uuid4()),
        today=now.date(),
        began_on=START.date(),
        now=now,
        **more,
    )


def confirmed(
    where: Space, partnership_id: int, entry_id: int, who: Member, *, version: int = 0, now: datetime = START
) -> Any:
    return log.confirm(**of(where, partnership_id, who), entry_id=entry_id, version=version, now=now)


def corrected(
    where: Space,
    partnership_id: int,
    entry_id: int,
    who: Member,
    *,
    on: date = START.date(),
    minutes: int = 30,
    topic: str = "Saying no to a rota swap",
    version: int = 0,
    now: datetime = START,
) -> None:
    log.correct(
        **of(where, partnership_id, who),
        entry_id=entry_id,
        happened_on=on,
        minutes=minutes,
        topic=topic,
        version=version,
        today=now.date(),
        began_on=START.date(),
        now=now,
    )


def read(file: bytes | str) -> tuple[str, Any]:
    """The method and the one event of a calendar file."""
    calendar = Calendar.from_ical(file)
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def invitations() -> list[Any]:
    """Of the e-mails that went, those that bring a calendar's file."""
    return [message for message in mail.outbox if message.alternatives]


def in_mail(message: Any) -> tuple[str, Any]:
    """The same for what an e-mail brings."""
    [alternative] = message.alternatives
    content, mimetype = alternative[0], alternative[1]
    method, event = read(content)
    assert mimetype == f"text/calendar; method={method}"
    return method, event
