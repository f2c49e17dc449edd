"""E-mails to whom something has happened in their mentoring while they were not looking.

That somebody is to be told is noted with what has happened, in its transaction: an e-mail is late at worst and never
lost. One tells a person of everything there is, names nobody, and is not followed by others about the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.core import failures, spaces, turns
from cpd_community_xblock.mentoring import data, models, wording
from cpd_community_xblock.mentoring.api import between, sending
from cpd_community_xblock.mentoring.data import Side, State

WRITE = "cpd_community_xblock.mentoring.tasks.write_letters"
IN_A_VISIT = 20
"""How many people a visitor's request writes to, where there is no worker: the rest is for the timer."""
AT_ONCE = 500
_LOOKED_AT = 10_000
"""How much of what is marked is looked at, so that those who sleep keep nobody else waiting."""


@dataclass(slots=True)
class _News:
    """What is marked as to be told to one person. Of that, ``of`` and ``waiting`` are what was still so when it was
    claimed, ``has_another`` whether another mentor has been asked for them meanwhile, and ``waits`` in which of their
    partnerships there is something to read or to answer."""

    user_id: int
    space_id: int
    usage_key: Any
    marked: list[tuple[Side, int]] = field(default_factory=list)
    is_left_over: bool = False
    of: list[tuple[Side, models.Partnership]] = field(default_factory=list)
    waiting: models.Participant | None = None
    has_another: bool = False
    waits: set[int] = field(default_factory=set)

    @turns.in_turn
    def claim(self) -> bool:
        """Whether there is still something to tell, and it is ours to do so: noted before an e-mail goes, so that it
        goes once at most."""
        of, waiting = [], None
        rows = models.Partnership.objects.select_for_update().order_by("id")
        found = {row.id: row for row in rows.filter(id__in={id_ for _side, id_ in self.marked})}
        for side, id_ in self.marked:
            if id_ in found and getattr(found[id_], between.mail_column(side)) is True:
                of.append((side, found[id_]))
                models.Partnership.objects.filter(id=id_).update(**{between.mail_column(side): None})
        if self.is_left_over:
            waiting = _waiting(self.space_id).select_for_update().filter(user_id=self.user_id).first()
        if waiting is not None:
            models.Participant.objects.filter(id=waiting.id).update(to_mail=False)
        current = models.Partnership.objects.filter(space_id=self.space_id, current=True, learner_id=self.user_id)
        self.of, self.waiting, self.has_another = of, waiting, current.exists()
        self.waits = self._waits()
        return bool(of or waiting)

    def _waits(self) -> set[int]:
        unread = conversation.unread_threads(space_id=self.space_id, user_id=self.user_id)
        rows = [row for _side, row in self.of]
        asked = between.waiting(
            space_id=self.space_id,
            user_id=self.user_id,
            partnership_ids=[row.id for row in rows],
            now=host.current().now(),
        )
        return set(asked) | {row.id for row in rows if row.thread_id in unread}

    def give_back(self) -> None:
        """The mail server was lost with it: it is still to be told, but for what they have come across meanwhile."""
        for side, row in self.of:
            lost = models.Partnership.objects.filter(id=row.id, **{f"{between.mail_column(side)}__isnull": True})
            lost.update(**{between.mail_column(side): True})
        if self.waiting is not None:
            models.Participant.objects.filter(id=self.waiting.id).exclude(waiting_since=None).update(to_mail=True)


def soon(*, space_id: int) -> None:
    """Write to whoever is to be told once this transaction is done: a worker does it where there is one."""
    transaction.on_commit(partial(_write_soon, space_id))


def _write_soon(space_id: int) -> None:
    try:
        is_any = _to_mail(space_id).exists() or _waiting(space_id).exists()
        if is_any and not host.current().later(WRITE, space_id=space_id):
            write(space_id=space_id, now=host.current().now(), most=IN_A_VISIT)
    except Exception as error:
        failures.report("Writing e-mails about mentoring", error)


def write(*, space_id: int, now: datetime, most: int = AT_ONCE) -> int:
    """Write to those of a space who are to be told, and return how many e-mails went.

    Whoever sleeps by the quiet hours that they told is written to later. Whoever has left the course, or has no
    address, is not. What the mail server does not answer for stays to be told.
    """
    news = _unsent(space_id, most, now)
    readers = [reader for reader in sending.readers_of(set(news)) if _takes_part(news[reader.user_id])]
    for user_id in set(news) - {reader.user_id for reader in readers}:
        news[user_id].claim()

    def message(reader: sending.Reader) -> EmailMultiAlternatives | None:
        mine = news[reader.user_id]
        return _message(mine, reader) if mine.claim() else None

    return len(sending.mail_to(readers, message, give_back=lambda reader: news[reader.user_id].give_back()))


def are_left(*, space_id: int, now: datetime) -> bool:
    """Whether somebody who is awake is still to be told something."""
    return bool(_unsent(space_id, 1, now))


def _takes_part(news: _News) -> bool:
    standing = host.current().standing(user_id=news.user_id, course_key=news.usage_key.context_key)
    return standing.takes_part


# What there is to tell.


def _to_mail(space_id: int) -> QuerySet[models.Partnership]:
    # Whoever is no more is told nothing, whatever is marked.
    learners = Q(learner_to_mail=True) & ~Q(learner=None)
    mentors = Q(mentor_to_mail=True) & ~Q(mentor=None)
    return models.Partnership.objects.filter(learners | mentors, space_id=space_id)


def _waiting(space_id: int) -> QuerySet[models.Participant]:
    rows = models.Participant.objects.filter(space_id=space_id, to_mail=True, has_left=False)
    return rows.exclude(waiting_since=None)


def _unsent(space_id: int, most: int, now: datetime) -> dict[int, _News]:
    """Whom there is something to tell and who is awake, by user id, what has waited longest first. Four queries."""
    usage_key = spaces.usage_key_of(space_id=space_id)
    news: dict[int, _News] = {}
    columns = ("id", "learner_id", "mentor_id", "learner_to_mail", "mentor_to_mail")
    for id_, *both, learner_marked, mentor_marked in (
        _to_mail(space_id).order_by("last_at", "id").values_list(*columns)[:_LOOKED_AT]
    ):
        for side, user_id, is_marked in zip(Side, both, (learner_marked, mentor_marked), strict=True):
            if user_id is not None and is_marked:
                news.setdefault(user_id, _News(user_id, space_id, usage_key)).marked.append((side, id_))
    for user_id in _waiting(space_id).order_by("id").values_list("user_id", flat=True)[:_LOOKED_AT]:
        news.setdefault(user_id, _News(user_id, space_id, usage_key)).is_left_over = True
    awake = set(news) - sending.asleep(news, now)
    return {user_id: news[user_id] for user_id in [user_id for user_id in news if user_id in awake][:most]}


# In words.


def _message(news: _News, reader: sending.Reader) -> EmailMultiAlternatives | None:
    told = list(dict.fromkeys(_told(news, reader.zone)))
    if not told:
        return None
    lines = [*told, "", *sending.whereabouts(news.usage_key, reader)]
    is_asked = any(_is_asked(side, row) for side, row in news.of)
    subject = _("Mentoring: please answer") if is_asked else _("Mentoring: something has happened")
    return EmailMultiAlternatives(subject, "\n".join(lines), to=[reader.email])


def _told(news: _News, zone: ZoneInfo) -> Iterator[str]:
    for side, row in news.of:
        state = State(row.state)
        if _is_asked(side, row):
            yield _asked(side, row)
            if row.expires_at:
                yield _("Please say yes or no by %(when)s.") % {"when": sending.moment(row.expires_at, zone)}
        elif not getattr(row, f"{side.value}_unseen"):
            # Whatever it was, it may have been taken back.
            if row.id in news.waits:
                yield _(
                    "Something in your mentoring waits for you: a message, a time to meet, or a meeting to confirm."
                )
        elif state is State.ACTIVE:
            yield _("You are mentoring together: both of you have said yes. Somebody has to write first – why not you?")
        elif row.began_at is not None:
            yield _("A mentoring partnership of yours has come to its end.")
        elif state is not State.PROPOSED:
            yield _came_to_nothing(side, news)
    if news.waiting and not news.has_another:
        yield _("No mentor could be found for you yet.")
        yield wording.still_waiting(news.waiting.waiting_why)
        yield _("You keep your turn: it is tried again whenever a place opens.")


def _is_asked(side: Side, row: models.Partnership) -> bool:
    return row.state == State.PROPOSED.value and getattr(row, f"{side.value}_accepted_at") is None


def _asked(side: Side, row: models.Partnership) -> str:
    if side is Side.MENTOR and row.origin == data.Origin.REQUEST.value:
        return _("A learner asks whether you would be their mentor.")
    if getattr(row, f"{side.other.value}_accepted_at") is not None:
        return _("Your mentoring waits for you: the other one has accepted.")
    return _("A mentor is proposed to you.") if side is Side.LEARNER else _("A learner is proposed to you.")


def _came_to_nothing(side: Side, news: _News) -> str:
    if side is Side.MENTOR:
        return _("A request or proposal that waited for you has been settled. There is nothing for you to do.")
    if news.has_another:
        return _("The mentor whom you looked for could not say yes, so there is another one for you.")
    return _("It has come to nothing with a mentor this time. Your page tells what you can do now.")
