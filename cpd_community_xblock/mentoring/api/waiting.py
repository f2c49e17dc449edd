"""Learners who look for a mentor and have none: they are tried again whenever a place opens."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import Enum, auto

from django.db.models import QuerySet

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import data, models, rules, wording
from cpd_community_xblock.mentoring.api import market, partnerships, places, programme
from cpd_community_xblock.mentoring.api.finding import Finder
from cpd_community_xblock.mentoring.matching import data as matching

LOOKED_AT = 500
"""Of those who wait longest, how many are looked at whenever a place opens."""


def looking(*, space_id: int, user_id: int) -> data.Looking | None:
    """Since when a learner looks for a mentor; None where they do not."""
    row = _learners(space_id).filter(user_id=user_id).first()
    if row is None or row.waiting_since is None:
        return None
    return data.Looking(since=row.waiting_since, is_on_list=row.on_list, why=row.waiting_why)


def is_published(*, space_id: int) -> bool:
    """Whether a run over everyone has been published here."""
    return models.Programme.objects.filter(space_id=space_id, published__gt=0).exists()


def look(*, space_id: int, user_id: int, now: datetime, on_list: bool = False) -> None:
    """Look for a mentor, with ``on_list`` by having one found: now, or as soon as a place opens.

    Whoever looks already keeps their turn. Raises ``NotFound`` for who takes no part.
    """
    mine = _learners(space_id).filter(user_id=user_id)
    if not mine.exists():
        raise NotFound
    programme.note(space_id=space_id, at=now)
    if on_list:
        mine.update(on_list=True)
    if not models.Partnership.objects.filter(space_id=space_id, current=True, learner_id=user_id).exists():
        mine.filter(waiting_since=None).update(waiting_since=now)


def fill(*, space_id: int, terms: rules.Terms, now: datetime, mentor_ids: Collection[int] | None = None) -> int:
    """Propose those who wait longest to mentors with a place free, whom the rules permit them; of ``mentor_ids`` where
    they are given. Returns how many proposals there are; both have to accept each.

    What two do at once to one place or one learner, the database lets one of them do.
    """
    waiting = _in_turn(space_id, terms)
    if not waiting:
        return 0
    mentors = market.mentors(space_id=space_id, today=now.date(), user_ids=mentor_ids)
    free = [who for who in mentors if who.capacity]
    if not free:
        return 0
    learners = {who.id: rules.with_known_hours(who) for who in market.learners(space_id=space_id, user_ids=waiting)}
    pair_rules = market.rules(space_id=space_id, rules=terms.rules)
    finder = Finder(free, pair_rules, seed=space_id)
    tried: dict[int, list[int]] = {}
    for (learner_id, mentor_id), states in places.between(space_id, learner_ids=waiting).items():
        if not rules.is_proposed_again(states):
            tried.setdefault(learner_id, []).append(mentor_id)
    made = 0
    for learner in (learners[id_] for id_ in waiting if id_ in learners):
        for mentor in finder.best(learner, without=tried.get(learner.id, ())):
            outcome = _propose(space_id, learner, mentor, pair_rules, terms, now)
            if outcome is not _Outcome.NOT_LOOKING:
                finder.take(mentor.id, all_places=outcome is _Outcome.NO_PLACE)
            if outcome is not _Outcome.NO_PLACE:
                made += outcome is _Outcome.PROPOSED
                break
    return made


class _Outcome(Enum):
    PROPOSED = auto()
    NO_PLACE = auto()
    NOT_LOOKING = auto()


def _propose(
    space_id: int,
    learner: matching.Learner,
    mentor: matching.Mentor,
    pair_rules: matching.Rules,
    terms: rules.Terms,
    now: datetime,
) -> _Outcome:
    proposal = data.Proposal(
        learner_id=learner.id,
        mentor_id=mentor.id,
        origin=data.Origin.WAITING_LIST,
        expires_at=terms.expires(now),
        reasons=wording.reason_keys(learner, mentor, pair_rules),
    )
    try:
        partnerships.propose(proposal, space_id=space_id, now=now)
    except places.NoPlace:
        return _Outcome.NO_PLACE
    except Conflict:
        return _Outcome.NOT_LOOKING
    return _Outcome.PROPOSED


def _in_turn(space_id: int, terms: rules.Terms) -> Sequence[int]:
    """Those for whom a mentor is found, longest waiting first."""
    published = models.Programme.objects.filter(space_id=space_id).values_list("published", flat=True).first()
    everyone = rules.tries_list(terms, published=published or 0)
    if everyone is None:
        return []
    rows = market.looking(space_id) if everyone else market.looking(space_id).filter(on_list=True)
    return list(rows.order_by("waiting_since", "id").values_list("user_id", flat=True)[:LOOKED_AT])


def _learners(space_id: int) -> QuerySet[models.Participant]:
    return models.Participant.objects.filter(space_id=space_id, side=data.Side.LEARNER.value, has_left=False)
