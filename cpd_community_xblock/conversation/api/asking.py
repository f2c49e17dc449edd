"""Who is asked to respond next: the decisions of ``rules`` over indexed queries, and leases that the database keeps."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.conversation.api.rows import RESPONSE, open_threads
from cpd_community_xblock.core import calendar
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member, MemberRole

_CIRCLES = {MemberRole.LEARNER: data.Circle.COLLEAGUES, MemberRole.PEER_LEADER: data.Circle.PEER_LEADERS}


def asked_of(*, space_id: int, member: Member, promise: data.Promise, now: datetime) -> data.Asked:
    """What is asked of someone in a space, before anything is kept for them. Two queries."""
    question = _Question(space_id, member, promise, now, _answered(space_id, member))
    rows = question.within_reach().filter(question.open_to())
    who = question.responder
    return data.Asked(circle=who.circle, given=who.given, wanted=promise.asked, is_anyone_waiting=rows.exists())


def is_anyone_short(*, space_id: int, member: Member, promise: data.Promise, now: datetime) -> bool:
    """Whether someone waits whom this member could answer, also where somebody else is just being asked to."""
    return _Question(space_id, member, promise, now, _answered(space_id, member)).within_reach().exists()


def ask_next(
    *, space_id: int, member: Member, promise: data.Promise, now: datetime, instead_of: Collection[int] = ()
) -> int | None:
    """A thread for someone to answer, kept for them alone for ``rules.LEASE``; None where nobody waits for them.

    Whoever is being asked already is asked for the same one again while it is among those who wait longest, unless
    they want another ``instead_of`` it.
    """
    if instead_of:
        mine = models.Thread.objects.filter(id__in=instead_of, space_id=space_id, held_by_id=member.user_id)
        mine.update(held_by=None, held_until=None)
    question = _Question(space_id, member, promise, now, _answered(space_id, member), frozenset(instead_of))
    rows = question.nearest()
    for row in rows:
        if row.held_by_id == member.user_id and row.held_until and row.held_until > now:
            return row.id
    waiting = question.as_waiting(rows)
    while (chosen := question.choose(waiting)) is not None:
        if question.keep(chosen.thread_id):
            return chosen.thread_id
        waiting = [item for item in waiting if item is not chosen]  # Somebody else was faster.
    return None


def _answered(space_id: int, member: Member) -> dict[int, int | None]:
    """The threads that someone has responded to, with whom they answered there. What was taken back does not count."""
    mine = models.Post.objects.filter(RESPONSE, author_id=member.user_id, thread__space_id=space_id, withdrawn_at=None)
    rows = mine.values_list("thread_id", "thread__opener_id")
    return {thread_id: opener_id for thread_id, opener_id in rows if opener_id != member.user_id}


class _Row(NamedTuple):
    """What the choice needs of a thread."""

    id: int
    opener_id: int | None
    pseudonymous: bool
    shared_at: datetime
    response_count: int
    held_by_id: int | None
    held_until: datetime | None


@dataclass(frozen=True)
class _Question:
    """Whom one member is asked to answer, at one moment. ``answered`` is whom they have answered, by thread; the
    ``skipped`` threads they were shown and want others instead of."""

    space_id: int
    member: Member
    promise: data.Promise
    now: datetime
    answered: Mapping[int, int | None]
    skipped: frozenset[int] = frozenset()

    @property
    def responder(self) -> data.Responder:
        circle = _CIRCLES.get(self.member.role, data.Circle.FACILITATORS)
        return data.Responder(circle, given=len(self.answered))

    def waiting(self, *others: Q) -> QuerySet[models.Thread]:
        """The threads short of their promise that they may be asked about, whoever else is being asked."""
        tz = calendar.zone(self.member.time_zone, settings.TIME_ZONE)
        counts = range(self.promise.responses)
        latest = [
            rules.asked_from(self.responder, self.promise, now=self.now, tz=tz, responses=count) for count in counts
        ]
        if len(set(latest)) == 1:
            soon_enough = Q(shared_at__lte=latest[0])
        else:
            soon_enough = Q(id__in=())
            for count in counts:
                soon_enough |= Q(response_count=count, shared_at__lte=latest[count])
        if self.member.sees_every_cohort:
            others = (*others, ~Q(reach__startswith="pair:"))
        is_short = Q(response_count__lt=self.promise.responses)
        return open_threads(self.space_id).filter(is_short, soon_enough, ~Q(opener_id=self.member.user_id), *others)

    def within_reach(self) -> QuerySet[models.Thread]:
        """Those of ``waiting`` that they may read and have not answered."""
        rows = self.waiting().exclude(id__in=self.answered)
        return rows if self.member.sees_every_cohort else rows.filter(reach__in=self.reaches())

    def reaches(self) -> tuple[str, ...]:
        """Where they look. What is shared with the whole course is left out of a space where nobody can do so."""
        course, cohort = rules.open_reaches(self.member)
        return (course, cohort) if self.promise.course_wide else (cohort,)

    def nearest(self) -> list[_Row]:
        """The first few of those who wait, in the rules' order: one query per audience, each answered by its index.

        Whom they have not answered yet and nobody else is being asked about; only where there is nobody, those.
        """
        known = self._known()
        new = [(~Q(opener_id__in=known),), (~Q(id__in=self.answered),)] if known else [()]
        for others in new:
            for kept in ((self._free(),), (~self._free(), self._not_relied_on())):
                if found := self._first(*others, *kept):
                    return found
        return []

    def as_waiting(self, rows: Collection[_Row]) -> list[data.Waiting]:
        """The rows as the rules want them. What is known of someone under a pseudonym is not made use of."""
        named = {row.opener_id for row in rows if row.opener_id is not None and not row.pseudonymous}
        told = members.profiles({*named, self.member.user_id}) if named and len(rows) > 1 else {}
        mine = told.get(self.member.user_id)
        known = self._known()

        def crosses(row: _Row) -> bool:
            theirs = None if row.pseudonymous or row.opener_id is None else told.get(row.opener_id)
            if mine is None or theirs is None:
                return False
            return _differ(mine.profession, theirs.profession) or _differ(mine.setting, theirs.setting)

        return [
            data.Waiting(
                thread_id=row.id,
                responses=row.response_count,
                shared_at=row.shared_at,
                answered=row.opener_id in known,
                held=row.held_by_id != self.member.user_id and bool(row.held_until and row.held_until > self.now),
                crosses=crosses(row),
            )
            for row in rows
        ]

    def choose(self, waiting: Collection[data.Waiting]) -> data.Waiting | None:
        tz = calendar.zone(self.member.time_zone, settings.TIME_ZONE)
        return rules.choose(waiting, responder=self.responder, promise=self.promise, now=self.now, tz=tz)

    def keep(self, thread_id: int) -> bool:
        """Keep a thread for them. One conditional update, so that of many who try at once one is given it."""
        free = models.Thread.objects.filter(
            self.open_to(), id=thread_id, is_open=True, response_count__lt=self.promise.responses
        )
        return bool(free.update(held_by_id=self.member.user_id, held_until=self.now + rules.LEASE))

    def _known(self) -> set[int]:
        return {opener_id for opener_id in self.answered.values() if opener_id is not None}

    def open_to(self) -> Q:
        """No lease, or none that keeps them away."""
        # An empty condition holds for every row; Django leaves it out beside another.
        kept_off_by_none = self._not_relied_on()
        return self._free() | kept_off_by_none if kept_off_by_none else Q()

    def _not_relied_on(self) -> Q:
        since = rules.relied_on_since(self.responder, self.promise, now=self.now)
        return Q() if since is None else Q(shared_at__lte=since)

    def _free(self) -> Q:
        return Q(held_until=None) | Q(held_until__lte=self.now) | Q(held_by_id=self.member.user_id)

    def _first(self, *others: Q) -> list[_Row]:
        if self.skipped:
            others = (*others, ~Q(id__in=self.skipped))
        rows = self.waiting(*others).order_by("response_count", "shared_at", "id").values_list(*_Row._fields)
        if self.member.sees_every_cohort:
            return [_Row(*row) for row in rows[: rules.LOOK_AHEAD]]
        runs = [rows.filter(reach=reach)[: rules.LOOK_AHEAD] for reach in self.reaches()]
        return [_Row(*row) for run in runs for row in run]


def _differ(mine: str, theirs: str) -> bool:
    return bool(mine and theirs) and mine.strip().casefold() != theirs.strip().casefold()
