"""Who may do what in a partnership and when, and whom a learner is shown first. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import islice
from math import log
from typing import TypeVar

from cpd_community_xblock.mentoring import meeting_rules
from cpd_community_xblock.mentoring.data import Availability, Origin, Side, State, Way
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching import rules as pairs

EVERYONE = frozenset(Side)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a block's author decided of how two people come together. ``hours`` are those to answer in."""

    rules: matching.Rules
    hours: int
    way: Way

    def expires(self, now: datetime) -> datetime:
        return now + timedelta(hours=self.hours)


def coming_monday(today: date) -> date:
    """When the next whole week begins: partnerships do so then at the earliest."""
    return today + timedelta(days=-today.weekday() % 7 or 7)


def coming(rules: matching.Rules, today: date) -> matching.Rules:
    """The same rules for partnerships that begin in the week to come."""
    return replace(rules, span=matching.Span(coming_monday(today), rules.span.weeks)) if rules.span else rules


# Who may do what.


class Act(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    """What one has asked for or accepted, before the other has answered."""
    LAPSE = "lapse"
    WRITE = "write"
    COMPLETE = "complete"
    END = "end"
    REMATCH = "rematch"
    REPORT = "report"


_ENDS_IN = {
    Act.DECLINE: State.DECLINED,
    Act.TAKE_BACK: State.TAKEN_BACK,
    Act.LAPSE: State.LAPSED,
    Act.COMPLETE: State.COMPLETED,
    Act.END: State.ENDED,
    Act.REMATCH: State.REMATCHED,
}


def may(act: Act, side: Side | None, *, state: State, accepted: Collection[Side]) -> bool:
    """Whether someone on a side may do something; ``side`` is None for facilitators and for time itself."""
    match act:
        case Act.ACCEPT | Act.DECLINE:
            return state is State.PROPOSED and side is not None and side not in accepted
        case Act.TAKE_BACK:
            return state is State.PROPOSED and side in accepted
        case Act.WRITE | Act.COMPLETE | Act.END:
            return state is State.ACTIVE and side is not None
        case Act.REPORT:
            return side is not None
        case Act.LAPSE:
            return state is State.PROPOSED and side is None
        case Act.REMATCH:
            return state.is_current and side is None


def has_lapsed(state: State, expires_at: datetime | None, now: datetime) -> bool:
    """Whether nobody can answer any more: true from the very moment that was named to both."""
    return state is State.PROPOSED and expires_at is not None and expires_at <= now


def accepted_at_first(origin: Origin) -> frozenset[Side]:
    """Who need not be asked: a learner who has asked for it."""
    return frozenset({Side.LEARNER}) if origin is Origin.REQUEST else frozenset()


def after(act: Act, side: Side | None, *, state: State, accepted: Collection[Side]) -> State:
    """The state that something leads to, of what ``may`` be done."""
    if act is Act.ACCEPT:
        return State.ACTIVE if side is not None and {*accepted, side} == EVERYONE else State.PROPOSED
    return _ENDS_IN.get(act, state)


def keeps_waiting_from(
    act: Act, accepted: Collection[Side], *, since: datetime | None, now: datetime
) -> datetime | None:
    """Since when a learner waits for a mentor once something is over; None where they look for none.

    What was not their doing costs nobody their turn. Whoever let a proposal lapse goes to the end of the list, or
    every place that opens would go to them first and to waste. An end begins the wait anew.
    """
    match act:
        case Act.COMPLETE:
            return None
        case Act.END | Act.REMATCH:
            return now
        case Act.LAPSE if Side.LEARNER not in accepted:
            return now
        case _:
            return since or now


def stays_on_list(act: Act, origin: Origin, *, is_on_list: bool) -> bool:
    """Whether a mentor is found for a learner once something is over, besides those whom they may ask themselves.

    Who asked for somebody has said then whether they want that; who takes a request back wants to choose anew.
    """
    if origin is Origin.REQUEST and act is Act.TAKE_BACK:
        return False
    return is_on_list or origin is not Origin.REQUEST or act in {Act.END, Act.REMATCH}


# What has been tried.

_NOT_AGAIN = {State.DECLINED, State.LAPSED, State.ENDED, State.REMATCHED}


def is_suggested_again(before: Iterable[State]) -> bool:
    """Whether a mentor is shown to a learner after what was between them: not where it came to nothing."""
    return not _NOT_AGAIN & set(before)


def is_proposed_again(before: Iterable[State]) -> bool:
    """Whether two people may be proposed to each other once more by no wish of theirs."""
    return not {*_NOT_AGAIN, State.TAKEN_BACK} & set(before)


def tries_list(terms: Terms, *, published: int) -> bool | None:
    """For whom a mentor is found when a place opens: everyone who looks, those on the list alone (False) or nobody yet.

    Before a run is published everyone waits for it, and those who may ask do so themselves.
    """
    if published and terms.way is not Way.SUGGEST:
        return True
    return None if terms.way is Way.RUN else False


# When both are free.

LEAST_MEETING = timedelta(hours=1)


def rota(availability: Availability) -> matching.Rota | None:
    """When someone can meet; None where they have told no hours, or in a zone that nobody knows."""
    if availability.is_empty:
        return None
    try:
        pairs.zone(availability.time_zone)
    except matching.CannotMatch:
        return None
    weeks = tuple(sum(1 << slot for slot in week) for week in availability.weeks)
    return matching.Rota(availability.time_zone, weeks, availability.begins)


def shared_times(
    one: matching.Rota, other: matching.Rota, span: matching.Span, *, now: datetime
) -> list[tuple[datetime, datetime]]:
    """When both can meet for an hour at least, from now on, in UTC: slots that follow on each other as one."""
    ahead = ((max(start, now), end) for start, end in meeting_rules.both_free(one, other, span))
    return [(start, end) for start, end in ahead if end - start >= LEAST_MEETING]


Who = TypeVar("Who", matching.Learner, matching.Mentor)


def with_known_hours(who: Who) -> Who:
    """Hours in a zone that nobody knows are like hours not given: one person's keep nobody else from being matched."""
    try:
        if who.rota is not None:
            pairs.zone(who.rota.zone)
    except matching.CannotMatch:
        return replace(who, rota=None)
    return who


# Whom a learner is shown.

SUGGESTIONS = 5
NEAR = 10
"""Mentors count as fitting nearly equally well within a tenth of the points that there can be."""


def most_points(rules: matching.Rules) -> int:
    return pairs.most_points(rules.learner_wishes) + pairs.most_points(rules.mentor_wishes)


def points(learner: matching.Learner, mentor: matching.Mentor, rules: matching.Rules) -> int:
    """How well two people fit, in points of both sides."""
    return pairs.points(rules.learner_wishes, learner, mentor) + pairs.points(rules.mentor_wishes, mentor, learner)


def is_permitted(learner: matching.Learner, mentor: matching.Mentor, rules: matching.Rules) -> bool:
    """Whether two people may be matched. What takes longest, to compare their hours, comes last.

    Hours in a zone that nobody knows are like hours not given: one person's keep nobody else from being matched.
    """
    plan = matching.Plan()
    if pairs.obstacles(learner, mentor, replace(rules, shared_slots=0), plan):
        return False
    try:
        return not rules.shared_slots or not pairs.obstacles(learner, mentor, rules, plan)
    except matching.CannotMatch:
        return False


def suggested(
    learner: matching.Learner,
    mentors: Sequence[matching.Mentor],
    rules: matching.Rules,
    *,
    asked: Mapping[int, int],
    seed: int,
    most: int = SUGGESTIONS,
) -> list[matching.Mentor]:
    """The mentors whom a learner is shown, of those with a place free; ``asked`` counts requests by mentor id.

    Who fits best comes first. Among those who fit nearly equally well each learner draws an order of their own, in
    which a mentor with twice the free places, or half the requests, is twice as likely to come first: so that learners
    who all look in the same five minutes spread over the mentors as these have room.
    """
    near = max(most_points(rules) // NEAR, 1)
    scored = [(points(learner, mentor, rules), mentor) for mentor in mentors if mentor.capacity > 0]
    scored.sort(key=lambda item: (-item[0], item[1].id))
    found: list[matching.Mentor] = []
    while scored and len(found) < most:
        first = next((place for place, (_, mentor) in enumerate(scored) if is_permitted(learner, mentor, rules)), None)
        if first is None:
            break
        least = scored[first][0] - near
        alike = [mentor for score, mentor in scored[first:] if score >= least]
        scored = scored[first + len(alike) :]
        alike.sort(key=lambda mentor: _turn(learner, mentor, asked.get(mentor.id, 0), seed))
        permitted = (mentor for mentor in alike if is_permitted(learner, mentor, rules))
        found.extend(islice(permitted, most - len(found)))
    return found


def _turn(learner: matching.Learner, mentor: matching.Mentor, asked: int, seed: int) -> float:
    """What a mentor draws for one learner: a weighted random order without chance (Efraimidis and Spirakis 2006)."""
    drawn = blake2b(f"{seed}:{learner.id}:{mentor.id}".encode(), digest_size=8).digest()
    lot = (int.from_bytes(drawn) + 1) / (2**64 + 1)
    return -log(lot) * (1 + asked) / mentor.capacity


def untold(learner: matching.Learner, pair_rules: matching.Rules) -> Iterator[str]:
    """What a learner has not told and the rules ask for, without which no mentor can be had."""
    if pair_rules.shared_slots and learner.rota is None:
        yield "no_times"
    if pair_rules.shared_language and not learner.languages:
        yield "no_languages"
