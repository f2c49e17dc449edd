"""Everyone who may be matched, as the matching takes them: columns read at once, and no object made twice."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from cpd_community_xblock import host
from cpd_community_xblock.mentoring import data, models
from cpd_community_xblock.mentoring.data import Decision, Side
from cpd_community_xblock.mentoring.matching import data as matching

_PLAIN = ("user_id", "profession", "specialty", "setting", "team", "line", "skipped", "time_zone", "weeks_begin")
_LISTS = ("languages", "topics", "goals", "weeks")
_READ = len(_PLAIN) + len(_LISTS)
_CHUNK = 5000


def learners(*, space_id: int, user_ids: Iterable[int] | None = None) -> list[matching.Learner]:
    """Those who look for a mentor and have none, by user id; with ``user_ids``, of these all who take part."""
    rows = _rows(space_id, Side.LEARNER)
    rows = looking(space_id) if user_ids is None else rows.filter(user_id__in=set(user_ids))
    read = _Reader()
    return [matching.Learner(**read.person(row)) for row in _columns(rows)]


def mentors(
    *, space_id: int, today: date, user_ids: Iterable[int] | None = None, whatever: bool = False
) -> list[matching.Mentor]:
    """The mentors who take learners now, by user id, each with as many places as are still free, which may be none.

    With ``whatever`` also those who are paused or past their last day; with ``user_ids`` only these.
    """
    rows = _rows(space_id, Side.MENTOR) if whatever else taking(space_id, today)
    if user_ids is not None:
        rows = rows.filter(user_id__in=set(user_ids))
    taken = places_taken(space_id)
    read = _Reader()
    return [
        matching.Mentor(**read.person(row), capacity=max(row[-1] - taken[row[0]], 0))
        for row in _columns(rows, "capacity")
    ]


def rules(*, space_id: int, rules: matching.Rules, decisions: bool = True) -> matching.Rules:
    """The author's rules with the pairs that are never to be: who said so, or a facilitator, unless ``decisions`` are
    brought in otherwise."""
    excluded = apart(space_id)
    if decisions:
        excluded |= decided(space_id, Decision.FORBID)
    return replace(rules, excluded=rules.excluded | excluded)


def apart(space_id: int) -> frozenset[matching.Pair]:
    """Pairs of whom one has said not to be matched with the other: here, or in what they told."""
    low_high = models.Apart.objects.filter(space_id=space_id).values_list("low_id", "high_id")
    pairs = {matching.Pair(*both) for low, high in low_high for both in ((low, high), (high, low))}
    told = models.Participant.objects.filter(space_id=space_id, has_left=False).exclude(apart=[])
    rows = [(user_id, side, names) for user_id, side, names in told.values_list("user_id", "side", "apart") if names]
    accounts = host.current().accounts({name for _user, _side, names in rows for name in names}) if rows else {}
    for user_id, side, names in rows:
        for other in {accounts[name] for name in names if name in accounts}:
            mentor_tells = side == Side.MENTOR.value
            pairs.add(matching.Pair(other, user_id) if mentor_tells else matching.Pair(user_id, other))
    return frozenset(pairs)


def decided(space_id: int, decision: Decision) -> frozenset[matching.Pair]:
    """The pairs that facilitators pinned, or those that they forbade."""
    rows = models.PairDecision.objects.filter(space_id=space_id, decision=decision.value)
    return frozenset(matching.Pair(*both) for both in rows.values_list("learner_id", "mentor_id"))


def places_taken(space_id: int) -> Counter[int]:
    """How many places of each mentor's are taken, by user id."""
    current = models.Partnership.objects.filter(space_id=space_id, current=True)
    return Counter(current.exclude(mentor=None).values_list("mentor_id", flat=True))


def lookout(*, space_id: int, today: date) -> data.Lookout:
    """Who there is to match, in numbers. Three queries."""
    taken = places_taken(space_id)
    mentors = taking(space_id, today).values_list("user_id", "capacity")
    free = [max(capacity - taken[user_id], 0) for user_id, capacity in mentors]
    return data.Lookout(learners=looking(space_id).count(), mentors=len(free), places=sum(free))


def fingerprint(*, space_id: int, today: date) -> str:
    """Stands for everything that a matching is made from but the rules: it changes whenever any of that does.

    Sums do for it, in four queries: ids and versions only ever grow, so that no row can make up for another's change.
    """
    # Whoever has become an alumnus since is matched with no mentor any more, and nothing in their row tells so.
    alumni = models.Alumnus.objects.filter(space_id=space_id)
    waits = ~Q(waiting_since=None) & ~Q(user_id__in=alumni.values("user_id"))
    sums = [
        models.Participant.objects.filter(space_id=space_id).aggregate(
            Count("id"),
            Sum("id"),
            Sum("version"),
            waiting=Count("id", filter=waits),
            who=Sum("id", filter=waits),
            past=Sum("id", filter=Q(until__lt=today)),
        ),
        models.Partnership.objects.filter(space_id=space_id, current=True).aggregate(Count("id"), Sum("id")),
        models.Apart.objects.filter(space_id=space_id).aggregate(Count("id"), Sum("id")),
        models.PairDecision.objects.filter(space_id=space_id).aggregate(Count("id"), Sum("id")),
    ]
    return sha256(json.dumps(sums, default=int, sort_keys=True).encode()).hexdigest()


# Who takes part.


def looking(space_id: int) -> QuerySet[models.Participant]:
    """The rows of learners who look for a mentor and have none. Whoever has become an alumnus since mentors."""
    matched = models.Partnership.objects.filter(space_id=space_id, current=True).exclude(learner=None)
    alumni = models.Alumnus.objects.filter(space_id=space_id)
    waiting = _rows(space_id, Side.LEARNER).exclude(waiting_since=None)
    return waiting.exclude(user_id__in=matched.values("learner_id")).exclude(user_id__in=alumni.values("user_id"))


def taking(space_id: int, today: date) -> QuerySet[models.Participant]:
    """The rows of mentors who take learners now."""
    return _rows(space_id, Side.MENTOR).filter(Q(until=None) | Q(until__gte=today), is_paused=False)


def _rows(space_id: int, side: Side) -> QuerySet[models.Participant]:
    return models.Participant.objects.filter(space_id=space_id, side=side.value, has_left=False)


def _columns(rows: QuerySet[models.Participant], *more: str) -> Iterable[Sequence[Any]]:
    # Lists as text: thousands tell the same few, and each is read once.
    texts = {f"{name}_text": Cast(name, TextField()) for name in _LISTS}
    columns = rows.annotate(**texts).order_by("user_id").values_list(*_PLAIN, *texts, *more)
    return columns.iterator(chunk_size=_CHUNK)


class _Reader:
    """Makes people of rows. What many of them tell is kept once."""

    def __init__(self) -> None:
        self._text = cache(str)
        self._unit = cache(lambda name: " ".join(name.casefold().split()))
        self._set = cache(lambda text: frozenset(json.loads(text)))
        self._rota = cache(_rota)

    def person(self, row: Sequence[Any]) -> dict[str, Any]:
        user_id, profession, specialty, setting, team, line, skipped, *when, languages, topics, goals, weeks = row[
            :_READ
        ]
        return {
            "id": user_id,
            "profession": self._text(profession),
            "specialty": self._text(specialty),
            "setting": self._text(setting),
            "team": self._unit(team),
            "line": self._unit(line),
            "languages": self._set(languages),
            "topics": self._set(topics),
            "goals": self._set(goals),
            # Whoever skips the questions asks to be matched with anyone: not having told hours rules nobody out.
            "rota": self._rota(weeks, *when) or (matching.ALWAYS if skipped else None),
        }


def _rota(weeks: str, zone: str, begins: date | None) -> matching.Rota | None:
    """None for who has not said when they are free."""
    masks = tuple(int(week, 16) for week in json.loads(weeks))
    if not zone or not any(masks):
        return None
    return matching.Rota(zone, masks, begins) if begins else matching.Rota(zone, masks)
