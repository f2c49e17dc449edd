"""Who may read what and how it is shown, and who is asked to respond next. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cpd_community_xblock.conversation.data import (
    Audience,
    AudienceKind,
    Circle,
    PostState,
    Promise,
    Responder,
    Waiting,
)
from cpd_community_xblock.core import calendar
from cpd_community_xblock.members.data import Member

COURSE_REACH = "course"
_PAIR = "pair:"


def reach(audience: Audience) -> str:
    """An audience as one column, so that what someone may read is a handful of exact values."""
    if audience.kind is AudienceKind.COURSE:
        return COURSE_REACH
    if audience.kind is AudienceKind.COHORT:
        return f"cohort:{audience.cohort_id}"
    low, high = sorted(audience.pair)
    return f"{_PAIR}{low}:{high}"


def kind_of(reach_: str) -> AudienceKind:
    """The kind of audience that a reach stands for."""
    return AudienceKind(reach_.split(":", 1)[0])


def pair_of(reach_: str) -> frozenset[int]:
    """The two user ids that a thread between two people is for; nobody's for any other."""
    if not reach_.startswith(_PAIR):
        return frozenset()
    return frozenset(map(int, reach_.removeprefix(_PAIR).split(":")))


def open_reaches(reader: Member) -> tuple[str, str]:
    """What a reader finds in a list without looking for anyone in particular."""
    return COURSE_REACH, reach(Audience(AudienceKind.COHORT, cohort_id=reader.cohort_id))


def may_read(reach_: str, *, author_id: int | None, reader: Member) -> bool:
    """Whether a thread is for this reader. What two people say between them is for no one else, staff included."""
    if author_id == reader.user_id:
        return True
    if reach_.startswith(_PAIR):
        return reader.user_id in pair_of(reach_)
    return reader.sees_every_cohort or reach_ in open_reaches(reader)


def may_see_text(state: PostState, *, is_author: bool, reader: Member) -> bool:
    """Whether a reader sees a post's words: withdrawn ones are the author's alone, hidden ones also the staff's."""
    if is_author or state is PostState.SHOWN:
        return True
    return state is PostState.HIDDEN and reader.is_staff


def speaks_under_pseudonym(*, wish: bool, earlier: bool | None) -> bool:
    """How someone signs in a thread. Whoever has written in it keeps that signature there: with another beside it, the
    number of colleagues who answered would tell that both are one person."""
    return wish if earlier is None else earlier


# Who is asked to respond next.

LEASE = timedelta(minutes=30)
"""How long a thread is kept for whoever is being asked: time to read, think and write two minutes' worth."""

LOOK_AHEAD = 20
"""How many of those who wait longest are looked at for a writer from another profession or setting."""


def due(shared_at: datetime, promise: Promise) -> datetime:
    """By when a sharer has the responses promised."""
    return shared_at + timedelta(hours=promise.hours)


def asked_from(responder: Responder, promise: Promise, *, now: datetime, tz: ZoneInfo, responses: int = 0) -> datetime:
    """What was shared by this moment and has so many ``responses``, this responder is asked about.

    Colleagues are asked at once for as many responses as the author asks of each, and for more when a quarter of the
    promise is over; peer leaders when half of it is, and facilitators in its last quarter. These two are asked sooner
    about what nobody has answered and would not see again in time: nobody waits for a weekend to end.
    """
    whole = timedelta(hours=promise.hours)
    match responder.circle:
        case Circle.COLLEAGUES:
            return now if responder.given < promise.asked else now - whole / 4
        case Circle.PEER_LEADERS:
            latest = now - whole / 2
        case Circle.FACILITATORS:
            latest = now - whole * 3 / 4
    return latest if responses else min(now, max(latest, calendar.next_working_day_ends(now, tz) - whole))


def relied_on_since(responder: Responder, promise: Promise, *, now: datetime) -> datetime | None:
    """Leases on what was shared after this moment keep this responder away; None where no lease does.

    A colleague is not asked about what somebody else is being asked about. Once half the promise is over a response too
    many is better than one too few, and those who are asked so late, or before a weekend, do not wait to see.
    """
    return now - timedelta(hours=promise.hours) / 2 if responder.circle is Circle.COLLEAGUES else None


def choose(
    waiting: Iterable[Waiting], *, responder: Responder, promise: Promise, now: datetime, tz: ZoneInfo
) -> Waiting | None:
    """Whom to ask next: fewest responses first, then longest waiting.

    Nobody's second time comes before someone's first, and nobody whom somebody else is being asked about before those
    of whom no one is. Of those with equally few responses a writer from another profession or setting goes first, as
    long as the one who waits longest has more than half of the promise left: so that it costs nobody a response.
    """
    latest = [asked_from(responder, promise, now=now, tz=tz, responses=count) for count in range(promise.responses)]
    relied_on = relied_on_since(responder, promise, now=now)

    def may_be_asked(item: Waiting) -> bool:
        if item.responses >= promise.responses or item.shared_at > latest[item.responses]:
            return False
        return not item.held or relied_on is None or item.shared_at <= relied_on

    nearest = sorted(filter(may_be_asked, waiting), key=need)[:LOOK_AHEAD]
    if not nearest:
        return None
    first = nearest[0]
    if first.shared_at <= now - timedelta(hours=promise.hours) / 2:
        return first
    alike = (item for item in nearest if need(item)[:3] == need(first)[:3])
    return next((item for item in alike if item.crosses), first)


def need(item: Waiting) -> tuple[bool, bool, int, datetime, int]:
    """Who goes first: the order in which threads are looked at."""
    return item.answered, item.held, item.responses, item.shared_at, item.thread_id
