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


def open_reaches(reader: Member) -> tuple[str, str]:
    """What a reader finds in a list without looking for anyone in particular."""
    return COURSE_REACH, reach(Audience(AudienceKind.COHORT, cohort_id=reader.cohort_id))


def may_read(reach_: str, *, author_id: int | None, reader: Member) -> bool:
    """Whether a thread is for this reader. What two people say between them is for no one else, staff included."""
    if author_id == reader.user_id:
        return True
    if reach_.startswith(_PAIR):
        return str(reader.user_id) in reach_.removeprefix(_PAIR).split(":")
    return reader.sees_every_cohort or reach_ in open_reaches(reader)


def may_see_text(state: PostState, *, is_author: bool, reader: Member) -> bool:
    """Whether a reader sees a post's words: withdrawn ones are the author's alone, hidden ones also the staff's."""
    if is_author or state is PostState.SHOWN:
        return True
    return state is PostState.HIDDEN and reader.is_staff


def speaks_under_pseudonym(*, wish: bool, author_id: int, opener_id: int | None, opener_pseudonymous: bool) -> bool:
    """How a response is signed. Whoever opened a thread keeps its signature there: another would undo it."""
    return opener_pseudonymous if author_id == opener_id else wish


# Who is asked to respond next.

LEASE = timedelta(hours=1)
"""How long a thread is kept for whoever is being asked: time to read, think and write two minutes' worth."""

LOOK_AHEAD = 20
"""How many of those who wait longest are looked at for a writer from another profession or setting."""


def due(shared_at: datetime, promise: Promise) -> datetime:
    """By when a sharer has the responses promised."""
    return shared_at + timedelta(hours=promise.hours)


def asked_from(responder: Responder, promise: Promise, *, now: datetime, tz: ZoneInfo) -> datetime:
    """What was shared by this moment and is short of its promise, this responder is asked about.

    Colleagues are asked at once for as many responses as the author asks of each, and for more when a quarter of the
    promise is over; peer leaders when half of it is. Facilitators are asked when it is nearly over: in its last
    quarter, or when it would be over before their next working day is, since nobody waits for a weekend to end.
    """
    whole = timedelta(hours=promise.hours)
    match responder.circle:
        case Circle.COLLEAGUES:
            return now if responder.given < promise.asked else now - whole / 4
        case Circle.PEER_LEADERS:
            return now - whole / 2
        case Circle.FACILITATORS:
            return min(now, max(now - whole * 3 / 4, calendar.next_working_day_ends(now, tz) - whole))


def choose(
    waiting: Iterable[Waiting], *, responder: Responder, promise: Promise, now: datetime, tz: ZoneInfo
) -> Waiting | None:
    """Whom to ask next: fewest responses first, then longest waiting; nobody's second time before someone's first.

    Of those with equally few responses a writer from another profession or setting goes first, as long as the one who
    waits longest has more than half of the promise left: so that it costs nobody a response.
    """
    latest = asked_from(responder, promise, now=now, tz=tz)
    asked = [
        item for item in waiting if item.responses < promise.responses and item.shared_at <= latest and not item.held
    ]
    nearest = sorted(asked, key=_need)[:LOOK_AHEAD]
    if not nearest:
        return None
    first = nearest[0]
    if first.shared_at <= now - timedelta(hours=promise.hours) / 2:
        return first
    alike = (item for item in nearest if (item.answered, item.responses) == (first.answered, first.responses))
    return next((item for item in alike if item.crosses), first)


def _need(item: Waiting) -> tuple[bool, int, datetime, int]:
    return item.answered, item.responses, item.shared_at, item.thread_id
