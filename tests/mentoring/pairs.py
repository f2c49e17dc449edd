"""Learners, mentors and what is between them, made through the mentoring's doors."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from cpd_community_xblock.core import spaces
from cpd_community_xblock.core.data import Space
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import asking, due, partnerships, people, programme, talking
from cpd_community_xblock.mentoring.data import Availability, How, Origin, Profile, Proposal, Side, State, Way
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.rules import Terms
from demo.runtime import create_block
from tests import builders
from tests.builders import COURSE, START, day

TUESDAY_EVENING, THURSDAY_EVENING = 12 + 9, 3 * 12 + 9
"""From 18:00 to 20:00."""
HOURS = 72
WISHES = (
    matching.Wish(matching.Field.GOALS, matching.Relation.SAME, 80),
    matching.Wish(matching.Field.SPECIALTY, matching.Relation.SAME, 40),
)


def key(name: str = "mentors") -> Any:
    return COURSE.make_usage_key("cpd_mentoring", name)


def block(name: str = "mentors", **fields: Any) -> Any:
    """A mentoring block in the tests' course. Returns its key."""
    return create_block(key(name), **fields)


def space(name: str = "mentors") -> Space:
    return spaces.open_space(usage_key=key(name), kind="cpd_mentoring")


def terms(way: Way = Way.SUGGEST, **rules: Any) -> Terms:
    return Terms(rules=matching.Rules(learner_wishes=WISHES, **rules), hours=HOURS, way=way)


def profile(*slots: int, **told: Any) -> Profile:
    """What someone tells: English, and free at these hours in London every week."""
    free = Availability("Europe/London", (frozenset(slots or {TUESDAY_EVENING}),))
    return Profile(**{"languages": ("English",), "availability": free, **told})


def learner(where: Space, username: str, *slots: int, now: datetime = START, **told: Any) -> Member:
    """Someone of the course who looks for a mentor."""
    who = builders.learner(username)
    told_ = profile(*slots, **told)
    people.save(space_id=where.id, user_id=who.user_id, side=Side.LEARNER, profile=told_, now=now)
    return who


def mentor(where: Space, username: str, *slots: int, capacity: int = 1, now: datetime = START, **told: Any) -> Member:
    """An alumnus or alumna of an earlier run who mentors."""
    who = builders.learner(username, cohort=None)
    alumnus(where, who)
    told_ = profile(*slots, capacity=capacity, **told)
    people.save(space_id=where.id, user_id=who.user_id, side=Side.MENTOR, profile=told_, now=now)
    return who


def alumnus(where: Space, who: Member) -> None:
    models.Alumnus.objects.get_or_create(
        space_id=where.id, user_id=who.user_id, defaults={"how": How.ADDED.value, "at": START}
    )


def proposed(
    where: Space,
    learner_: Member,
    mentor_: Member,
    *,
    origin: Origin = Origin.WAITING_LIST,
    accepted: Iterable[Side] = (),
    now: datetime = START,
    expires_at: datetime = day(3),
    **more: Any,
) -> int:
    """The id of a proposal that one or both have yet to accept."""
    both = Proposal(
        learner_id=learner_.user_id,
        mentor_id=mentor_.user_id,
        origin=origin,
        accepted=frozenset(accepted),
        expires_at=expires_at,
        **more,
    )
    return partnerships.propose(both, space_id=where.id, now=now)


def together(where: Space, learner_: Member, mentor_: Member, *, now: datetime = START) -> int:
    """The id of a partnership that both have accepted."""
    return proposed(where, learner_, mentor_, accepted=Side, now=now)


def asked(where: Space, learner_: Member, mentor_: Member, *others: Member, now: datetime = START, **more: Any) -> int:
    """The id of the request that a learner has made."""
    asking.ask(
        space_id=where.id,
        learner_id=learner_.user_id,
        mentor_id=mentor_.user_id,
        words=more.pop("words", ""),
        others=[other.user_id for other in others],
        terms=more.pop("terms", terms()),
        now=now,
        **more,
    )
    return standing(where, learner_).id


def accepted(where: Space, partnership_id: int, who: Member, *, now: datetime = START) -> State:
    return partnerships.accept(space_id=where.id, partnership_id=partnership_id, user_id=who.user_id, now=now)


def ended(where: Space, partnership_id: int, who: Member, *, now: datetime = START, **more: Any) -> None:
    partnerships.end(space_id=where.id, partnership_id=partnership_id, user_id=who.user_id, now=now, **more)


def said(
    where: Space, partnership_id: int, who: Member, body: str = "Hello.", *, now: datetime = START, token: str = ""
) -> int:
    return talking.say(
        space_id=where.id, partnership_id=partnership_id, author=who, body=body, token=token or str(uuid4()), now=now
    )


def seen_to(where: Space, now: datetime, terms_: Terms | None = None) -> due.Done:
    """What was due when somebody opened a page."""
    return due.see_to(space_id=where.id, terms=terms_ or terms(), clock=lambda: now)


def settled(where: Space) -> None:
    """Whatever was due has been seen to."""
    models.Programme.objects.filter(space_id=where.id).update(due_at=None)
    programme.keep_terms(space_id=where.id, terms=terms())


def seen(where: Space, partnership_id: int, who: Member) -> Any:
    """A partnership as one of the two sees it."""
    return partnerships.one(space_id=where.id, partnership_id=partnership_id, user_id=who.user_id)


def standing(where: Space, who: Member) -> Any:
    """Someone's latest partnership, or None."""
    found = partnerships.mine(space_id=where.id, user_id=who.user_id)
    return max(found, key=lambda item: item.id, default=None)


def state(where: Space, partnership_id: int) -> State:
    return State(models.Partnership.objects.get(space_id=where.id, id=partnership_id).state)


def contradictions() -> list[str]:
    """What rows of partnerships say against one another, in words; nothing where all is well."""
    found = []
    for row in models.Partnership.objects.all():
        is_current = State(row.state).is_current
        holds = {
            "current": bool(row.current) is is_current,
            "place": (row.place is not None) is is_current,
            "over_at": (row.over_at is None) is is_current,
            "began_at": row.state != State.ACTIVE.value or row.began_at is not None,
            "both accepted": row.state != State.ACTIVE.value
            or None not in (row.learner_accepted_at, row.mentor_accepted_at),
        }
        found += [f"partnership {row.id}, {row.state}: {word}" for word, is_so in holds.items() if not is_so]
    current = models.Partnership.objects.filter(current=True)
    for row in models.Participant.objects.filter(side=Side.MENTOR.value):
        taken = current.filter(space_id=row.space_id, mentor_id=row.user_id).count()
        if taken > row.capacity:
            found.append(f"mentor {row.user_id} has {taken} of {row.capacity}")
    for row in current.values_list("space_id", "learner_id"):
        if current.filter(space_id=row[0], learner_id=row[1]).count() > 1:
            found.append(f"learner {row[1]} has several")
    return found
