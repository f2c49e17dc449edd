"""A learner asks a mentor: whom they are shown, the request, and what comes of it when nobody answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import data, models, rules, wording
from cpd_community_xblock.mentoring.api import letters, market, moving, partnerships, places
from cpd_community_xblock.mentoring.api.finding import Finder
from cpd_community_xblock.mentoring.matching import data as matching

_AT_ONCE = 500
"""Requests that lapse in one go; the rest are due again in a while."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mentor whom a learner may ask, and why the two fit, as keys for ``wording.reason``."""

    mentor_id: int
    reasons: tuple[str, ...]


def suggest(*, space_id: int, learner_id: int, terms: rules.Terms, now: datetime) -> list[Suggestion]:
    """The mentors to show a learner, best first. The number of queries does not depend on how many there are."""
    found = market.learners(space_id=space_id, user_ids=[learner_id])
    if not found:
        return []
    learner = rules.with_known_hours(found[0])
    before = places.between(space_id, learner_ids=[learner_id])
    tried = [mentor_id for (_learner, mentor_id), states in before.items() if not rules.is_suggested_again(states)]
    pair_rules = market.rules(space_id=space_id, rules=terms.rules)
    finder = Finder(market.mentors(space_id=space_id, today=now.date()), pair_rules, seed=space_id)
    chosen = finder.best(learner, without=tried, asked=places.requests(space_id))
    return [Suggestion(who.id, wording.reason_keys(learner, who, pair_rules)) for who in chosen]


def why_nobody(*, space_id: int, learner_id: int, terms: rules.Terms, now: datetime) -> str:
    """Why there is nobody for a learner just now, whom nobody is suggested to: a key of ``wording.still_waiting``."""
    found = market.learners(space_id=space_id, user_ids=[learner_id])
    pair_rules = market.rules(space_id=space_id, rules=terms.rules)
    mentors = [who for who in market.mentors(space_id=space_id, today=now.date()) if who.id != learner_id]
    if not mentors:
        return matching.Unplaced.NO_PLACES.value
    there = [replace(who, capacity=max(who.capacity, 1)) for who in mentors]
    finder = Finder(there, pair_rules, seed=space_id)
    is_permitted = any(finder.best(rules.with_known_hours(learner)) for learner in found)
    untold = next((why for learner in found for why in rules.untold(learner, pair_rules)), None)
    return matching.Unplaced.ALL_TAKEN.value if is_permitted else untold or matching.Unplaced.RULES.value


def ask(
    *,
    space_id: int,
    learner_id: int,
    mentor_id: int,
    words: str,
    others: Sequence[int] = (),
    goes_on: bool = True,
    terms: rules.Terms,
    now: datetime,
) -> int:
    """Ask a mentor, and return the id of whoever is asked: the next of ``others`` where the last place has just gone.

    ``others`` are asked one after the other where nobody accepts in time, if it ``goes_on``. Raises ``NotFound`` for
    whom this learner may not ask, ``Conflict`` where there is no place, or they have somebody.
    """
    if terms.way is data.Way.RUN:
        raise NotFound(_cannot())
    wanted = [mentor_id, *others][: rules.SUGGESTIONS] if goes_on else [mentor_id]
    fitting = _fitting(space_id, learner_id, wanted, terms, now)
    if mentor_id not in fitting:
        raise NotFound(_cannot())
    asked = [id_ for id_ in dict.fromkeys(wanted) if id_ in fitting]
    for place, id_ in enumerate(asked):
        try:
            proposal = data.Proposal(
                learner_id=learner_id,
                mentor_id=id_,
                origin=data.Origin.REQUEST,
                expires_at=terms.expires(now),
                accepted=rules.accepted_at_first(data.Origin.REQUEST),
                reasons=fitting[id_],
                then=asked[place + 1 :],
                words=words,
            )
            partnerships.propose(proposal, space_id=space_id, now=now)
        except places.NoPlace:
            continue
        # Only now: whoever could not ask anybody stays where they were.
        me = models.Participant.objects.filter(space_id=space_id, user_id=learner_id, side=data.Side.LEARNER.value)
        me.update(on_list=goes_on)
        letters.soon(space_id=space_id)
        return id_
    raise places.NoPlace


def require_askable(*, space_id: int, learner_id: int, mentor_id: int, terms: rules.Terms, now: datetime) -> None:
    """Raise ``NotFound`` for whom this learner may not ask, whether there is such a person or not."""
    if terms.way is data.Way.RUN or mentor_id not in _fitting(space_id, learner_id, [mentor_id], terms, now):
        raise NotFound(_cannot())


def _cannot() -> str:
    return _("This mentor cannot be asked any more. Please choose another.")


def _fitting(
    space_id: int, learner_id: int, mentor_ids: Sequence[int], terms: rules.Terms, now: datetime
) -> dict[int, tuple[str, ...]]:
    """Of these mentors, whom this learner may ask, with the reasons why they fit."""
    found = market.learners(space_id=space_id, user_ids=[learner_id])
    if not found:
        return {}
    [learner] = found
    pair_rules = market.rules(space_id=space_id, rules=terms.rules)
    before = places.between(space_id, learner_ids=[learner_id])

    def may_ask(mentor: matching.Mentor) -> bool:
        # Whether there is a place is for the database to say, when it is taken.
        there = replace(mentor, capacity=max(mentor.capacity, 1))
        is_new = rules.is_suggested_again(before.get((learner_id, mentor.id), ()))
        return mentor.id != learner_id and is_new and rules.is_permitted(learner, there, pair_rules)

    mentors = market.mentors(space_id=space_id, today=now.date(), user_ids=mentor_ids)
    return {who.id: wording.reason_keys(learner, who, pair_rules) for who in mentors if may_ask(who)}


# What is due.


def lapse(*, space_id: int, terms: rules.Terms, now: datetime) -> int:
    """Let what nobody has answered in time lapse, ask who comes next, and return how much has lapsed."""
    rows = models.Partnership.objects.filter(space_id=space_id, state=data.State.PROPOSED.value, expires_at__lte=now)
    ids = list(rows.order_by("expires_at", "id").values_list("id", flat=True)[:_AT_ONCE])
    return sum(_lapse(space_id, id_, terms, now) for id_ in ids)


def _lapse(space_id: int, partnership_id: int, terms: rules.Terms, now: datetime) -> bool:
    try:
        moving.give_up_and_go_on(
            space_id=space_id, partnership_id=partnership_id, act=rules.Act.LAPSE, user_id=None, terms=terms, now=now
        )
    except (Conflict, NotFound):
        return False  # Somebody was faster, or left.
    return True
