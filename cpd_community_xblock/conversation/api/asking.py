"""Who is asked to respond next: the decisions of ``rules`` over indexed queries, and leases that the database keeps."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.conversation.api import sql
from cpd_community_xblock.conversation.api.rows import RESPONSE_COLUMNS
from cpd_community_xblock.conversation.api.sql import Condition
from cpd_community_xblock.core import calendar
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member, MemberRole

_CIRCLES = {MemberRole.LEARNER: data.Circle.COLLEAGUES, MemberRole.PEER_LEADER: data.Circle.PEER_LEADERS}
_IS_RESPONSE = Condition(" AND ".join(f"{column} IS NULL" for column in RESPONSE_COLUMNS))


def asked_of(*, space_id: int, member: Member, promise: data.Promise, now: datetime) -> data.Asked:
    """What is asked of someone in a space, before anything is kept for them. Two queries."""
    question = _Question(space_id, member, promise, now, _answered(space_id, member))
    who, waits = question.responder, _exists(question.within_reach() & question.open_to())
    return data.Asked(circle=who.circle, given=who.given, wanted=promise.asked, is_anyone_waiting=waits)


def is_anyone_short(*, space_id: int, member: Member, promise: data.Promise, now: datetime) -> bool:
    """Whether someone waits whom this member could answer, also where somebody else is just being asked to."""
    return _exists(_Question(space_id, member, promise, now, _answered(space_id, member)).within_reach())


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
    mine = Condition("author_id = %s AND space_id = %s AND withdrawn_at IS NULL", member.user_id, space_id)
    posts = f"{sql.POSTS} JOIN {sql.THREADS} ON {sql.THREADS}.id = thread_id"
    rows = sql.select(("thread_id", "opener_id"), posts, mine & _IS_RESPONSE)
    return {thread_id: opener_id for thread_id, opener_id in rows if opener_id != member.user_id}


def _exists(condition: Condition) -> bool:
    return bool(sql.select(("1",), sql.THREADS, condition, limit=1))


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

    def waiting(self) -> Condition:
        """The threads short of their promise that they may be asked about, whoever else is being asked."""
        tz = calendar.zone(self.member.time_zone, settings.TIME_ZONE)
        counts = range(self.promise.responses)
        latest = [
            rules.asked_from(self.responder, self.promise, now=self.now, tz=tz, responses=count) for count in counts
        ]
        if len(set(latest)) == 1:
            soon_enough = Condition("shared_at <= %s", latest[0])
        else:
            soon_enough = sql.NEVER
            for count in counts:
                soon_enough |= Condition("response_count = %s AND shared_at <= %s", count, latest[count])
        here = Condition("space_id = %s", self.space_id) & self._is_short()
        others = here & soon_enough & ~Condition("opener_id = %s", self.member.user_id)
        return others & ~Condition("reach LIKE %s", "pair:%") if self.member.sees_every_cohort else others

    def within_reach(self) -> Condition:
        """Those of ``waiting`` that they may read and have not answered."""
        new = self.waiting() & ~sql.among("id", self.answered)
        return new if self.member.sees_every_cohort else new & sql.among("reach", self.reaches())

    def reaches(self) -> tuple[str, ...]:
        """Where they look. What is shared with the whole course is left out of a space where nobody can do so."""
        course, cohort = rules.open_reaches(self.member)
        return (course, cohort) if self.promise.course_wide else (cohort,)

    def nearest(self) -> list[_Row]:
        """The first few of those who wait, in the rules' order: one query per audience, each answered by its index.

        Whom they have not answered yet and nobody else is being asked about; only where there is nobody, those.
        """
        known = self._known()
        free = self._free()
        new = [~sql.among("opener_id", known), ~sql.among("id", self.answered)] if known else [sql.ALWAYS]
        for condition in new:
            for kept in (free, ~free & self._not_relied_on()):
                if found := self._first(condition & kept):
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
        lease = {"held_by_id": self.member.user_id, "held_until": self.now + rules.LEASE}
        return bool(sql.update(sql.THREADS, lease, Condition("id = %s", thread_id) & self._is_short() & self.open_to()))

    def _known(self) -> set[int]:
        return {opener_id for opener_id in self.answered.values() if opener_id is not None}

    def open_to(self) -> Condition:
        """No lease, or none that keeps them away."""
        return self._free() | self._not_relied_on()

    def _is_short(self) -> Condition:
        return Condition("is_open = %s AND response_count < %s", True, self.promise.responses)

    def _not_relied_on(self) -> Condition:
        since = rules.relied_on_since(self.responder, self.promise, now=self.now)
        return sql.ALWAYS if since is None else Condition("shared_at <= %s", since)

    def _free(self) -> Condition:
        return Condition("held_until IS NULL OR held_until <= %s OR held_by_id = %s", self.now, self.member.user_id)

    def _first(self, condition: Condition) -> list[_Row]:
        wanted = self.waiting() & condition & ~sql.among("id", self.skipped)
        if self.member.sees_every_cohort:
            return self._read(wanted)
        return [row for reach in self.reaches() for row in self._read(Condition("reach = %s", reach) & wanted)]

    @staticmethod
    def _read(condition: Condition) -> list[_Row]:
        order = "response_count, shared_at, id"
        rows = sql.select(_Row._fields, sql.THREADS, condition, order=order, limit=rules.LOOK_AHEAD)
        return [_Row(*row) for row in rows]


def _differ(mine: str, theirs: str) -> bool:
    return bool(mine and theirs) and mine.strip().casefold() != theirs.strip().casefold()
