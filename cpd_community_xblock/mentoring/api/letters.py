"""E-mails to whom something has happened in their mentoring while they were not looking.

That somebody is to be told is noted with what has happened, in its transaction: an e-mail is late at worst and never
lost. One tells a person of everything there is, names nobody, and is not followed by others about the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.core import failures, turns
from cpd_community_xblock.mentoring import data, models, wording
from cpd_community_xblock.mentoring.api import between, sending
from cpd_community_xblock.mentoring.data import Side, State

WRITE = "cpd_community_xblock.mentoring.tasks.write_letters"
IN_A_VISIT = 20
"""How many people a visitor's request writes to, where there is no worker: the rest is for the timer."""
AT_ONCE = 500


@dataclass(slots=True)
class _News:
    """What there is to tell one person, and whether another mentor has been asked for them meanwhile."""

    of: list[tuple[Side, models.Partnership]] = field(default_factory=list)
    waiting: models.Participant | None = None
    has_another: bool = False

    @turns.in_turn
    def claim(self) -> bool:
        """Whether it is ours to tell: noted before an e-mail goes, so that it goes once at most."""
        claimed = 0
        for side, row in self.of:
            mine = models.Partnership.objects.filter(id=row.id, **{between.mail_column(side): True})
            claimed += mine.update(**{between.mail_column(side): None})
        if self.waiting:
            claimed += models.Participant.objects.filter(id=self.waiting.id, to_mail=True).update(to_mail=False)
        return bool(claimed)


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
    news = _unsent(space_id, most)
    awake = set(news) - sending.asleep(news, now)
    readers = [reader for reader in sending.readers_of(awake) if _takes_part(reader.user_id, news[reader.user_id])]
    for user_id in awake - {reader.user_id for reader in readers}:
        news[user_id].claim()

    def message(reader: sending.Reader) -> EmailMultiAlternatives | None:
        mine = news[reader.user_id]
        return _message(mine, reader) if mine.claim() else None

    return len(sending.mail_to(readers, message))


def _takes_part(user_id: int, news: _News) -> bool:
    return all(between.takes_part(row, user_id) for row in _rows(news)[:1])


# What there is to tell.


def _to_mail(space_id: int) -> QuerySet[models.Partnership]:
    return models.Partnership.objects.filter(Q(learner_to_mail=True) | Q(mentor_to_mail=True), space_id=space_id)


def _waiting(space_id: int) -> QuerySet[models.Participant]:
    return models.Participant.objects.filter(space_id=space_id, to_mail=True)


def _unsent(space_id: int, most: int) -> dict[int, _News]:
    """What is to be told, by user id, what has waited longest first. Three queries."""
    news: dict[int, _News] = {}
    for row in _to_mail(space_id).select_related("space").order_by("last_at", "id")[:most]:
        for side, user_id in between.sides_of(row).items():
            if getattr(row, between.mail_column(side)):
                news.setdefault(user_id, _News()).of.append((side, row))
    for participant in _waiting(space_id).select_related("space").order_by("id")[:most]:
        news.setdefault(participant.user_id, _News()).waiting = participant
    found = {user_id: news[user_id] for user_id in list(news)[:most]}
    current = models.Partnership.objects.filter(space_id=space_id, current=True, learner_id__in=found)
    for learner_id in current.values_list("learner_id", flat=True):
        found[learner_id].has_another = True
    return found


def _rows(news: _News) -> list[models.Partnership | models.Participant]:
    return [*(row for _side, row in news.of), *filter(None, [news.waiting])]


# In words.


def _message(news: _News, reader: sending.Reader) -> EmailMultiAlternatives:
    space = _rows(news)[0].space
    lines = [*dict.fromkeys(_told(news, reader.zone)), "", _("Everything else is here:")]
    lines.append(host.current().address_of(space.usage_key))
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
            yield _("Something in your mentoring waits for you: a message, a time to meet, or a meeting to confirm.")
        elif state is State.ACTIVE:
            yield _("You are mentoring together: both of you have said yes. Somebody has to write first – why not you?")
        elif row.began_at is not None:
            yield _("A mentoring partnership of yours has come to its end.")
        elif state is not State.PROPOSED:
            yield _came_to_nothing(side, news)
    if news.waiting:
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
