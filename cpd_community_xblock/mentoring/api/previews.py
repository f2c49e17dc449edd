"""What came of a run, for facilitators: who is with whom, who is not and why, and what they decide of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.mentoring import data, meeting_rules, models, wording
from cpd_community_xblock.mentoring import rules as decide
from cpd_community_xblock.mentoring.api import kept, market, programme
from cpd_community_xblock.mentoring.data import Decision, RunState, percent
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching import explain

PAGE = 10
MOST_TO_CHOOSE_FROM = 200
LISTS = ("placed", "unplaced", "mentors")
_TOLD = 3
_DECIDED = 200


def preview(*, space_id: int, run_id: int, show: str, number: int, is_fresh: bool, now: datetime) -> data.Preview:
    """What came of a run, with the page ``number`` of the list to ``show``, one of ``LISTS``. At most six queries.

    Raises ``NotFound`` for a run without an outcome.
    """
    row = _with_outcome(space_id, run_id)
    found, figures = row.outcome or {}, row.figures or {}
    unplaced = [(learner_id, why) for why, ids in found["unplaced"].items() for learner_id in sorted(ids)]
    lists: dict[str, list[Any]] = {"placed": found["placed"], "unplaced": unplaced, "mentors": found["loads"]}
    items, more = _page(lists[show], number)
    rules = kept.rules(row.plan["rules"])
    worst = figures["worst"]
    return data.Preview(
        run=kept.run(row, is_fresh=is_fresh),
        placed=tuple(_placed(item, figures) for item in items) if show == "placed" else (),
        unplaced=_why(space_id, items, rules) if show == "unplaced" else (),
        loads=tuple(data.Load(*item) for item in items) if show == "mentors" else (),
        one_more=tuple(_one_more(one) for one in _who_would_help(found)[:_TOLD]),
        worst_reasons=_worst_reasons(space_id, worst, rules, now) if worst else (),
        more=more,
        learner_ids=_few([item[0] for item in (*unplaced, *found["placed"])]),
        mentor_ids=_few([item[0] for item in found["loads"]]),
    )


def _who_would_help(found: dict[str, Any]) -> list[data.OneMore]:
    """Not another one like a mentor who has places to spare, unless somebody more is placed."""
    full = {mentor_id for mentor_id, places, placed in found["loads"] if placed >= places}
    return [one for one in (data.OneMore(*item) for item in found["one_more"]) if one.placed or one.mentor_id in full]


def _one_more(found: data.OneMore) -> data.OneMore:
    """When most of those are free who would be placed. Of fewer than five it would tell when somebody is, whose table
    nobody sees."""
    return found if found.placed >= meeting_rules.FIVE else replace(found, slot=None)


def _few(user_ids: list[int]) -> tuple[int, ...]:
    return tuple(user_ids) if len(user_ids) <= MOST_TO_CHOOSE_FROM else ()


def certificate(*, space_id: int, run_id: int) -> dict[str, Any]:
    """What anyone needs to recheck a run: how it was to be done, what came of it, and what each full mentor asked for.

    People go by their user ids in it.
    """
    row = _with_outcome(space_id, run_id)
    found = row.outcome or {}
    return {
        "run": row.id,
        "made_at": row.made_at.isoformat(),
        "published_at": row.published_at and row.published_at.isoformat(),
        "plan": row.plan,
        "figures": row.figures,
        "placements": [
            dict(zip(("learner", "mentor", "learner_points", "mentor_points", "pinned"), item, strict=True))
            for item in found["placed"]
        ],
        "unplaced": found["unplaced"],
        "cutoffs": found["cutoffs"],
        "how_to_check": wording.how_to_check(row.plan["mode"]),
    }


def why_not(*, space_id: int, run_id: int, learner_id: int, mentor_id: int, now: datetime) -> data.Answer:
    """Why a run did not bring a learner and a mentor together. Raises ``NotFound`` for people who were not in it."""
    row = _with_outcome(space_id, run_id)
    found = row.outcome or {}
    everyone = {item[0] for item in found["placed"]} | {one for ids in found["unplaced"].values() for one in ids}
    near = [item for item in found["placed"] if item[0] == learner_id or item[1] == mentor_id]
    own = next((item[1] for item in near if item[0] == learner_id), None)
    places = {mentor: free for mentor, free, _placed in found["loads"]}
    learners = _by_id(market.learners(space_id=space_id, user_ids={learner_id, *(item[0] for item in near)}))
    mentors = _mentors(space_id, {mentor_id, *(item[1] for item in near)}, now)
    if learner_id not in everyone or learner_id not in learners or mentor_id not in mentors:
        raise NotFound(wording.not_in_it())
    mentors = {one.id: replace(one, capacity=places.get(one.id, 0)) for one in mentors.values()}
    rules = market.rules(space_id=space_id, rules=kept.rules(row.plan["rules"]), decisions=False)
    plan = matching.Plan(
        mode=matching.Mode(row.plan["mode"]),
        seed=row.plan["seed"],
        delta=row.plan["delta"] / 100,
        forbidden=market.decided(space_id, Decision.FORBID),
    )
    answer = explain.why_not(
        _outcome(item for item in near if item[0] in learners and item[1] in mentors),
        learners[learner_id],
        mentors[mentor_id],
        rules=rules,
        plan=plan,
    )
    return data.Answer(
        why=answer.why.value,
        learner_id=learner_id,
        mentor_id=mentor_id,
        own_id=own,
        obstacles=tuple(obstacle.value for obstacle in answer.obstacles),
        instead=answer.instead,
    )


# What facilitators decide.


def pin(*, space_id: int, learner_id: int, mentor_id: int, by: int, now: datetime) -> None:
    """Keep a learner with a mentor in every run to come, in the place of any other they were kept with."""
    _decide(space_id, learner_id, mentor_id, Decision.PIN, by, now)


def forbid(*, space_id: int, learner_id: int, mentor_id: int, by: int, now: datetime) -> None:
    """Never match a learner with a mentor."""
    _decide(space_id, learner_id, mentor_id, Decision.FORBID, by, now)


def undecide(*, space_id: int, learner_id: int, mentor_id: int) -> None:
    """Leave two people to the matching again."""
    with programme.held(space_id):
        models.PairDecision.objects.filter(space_id=space_id, learner_id=learner_id, mentor_id=mentor_id).delete()


def decisions(*, space_id: int) -> list[data.Decided]:
    """What is decided here, the latest first."""
    rows = models.PairDecision.objects.filter(space_id=space_id).order_by("-at", "-id")[:_DECIDED]
    return [data.Decided(row.learner_id, row.mentor_id, Decision(row.decision), row.by_id, row.at) for row in rows]


def _decide(space_id: int, learner_id: int, mentor_id: int, decision: Decision, by: int, now: datetime) -> None:
    for side, user_id in ((data.Side.LEARNER, learner_id), (data.Side.MENTOR, mentor_id)):
        if not models.Participant.objects.filter(space_id=space_id, user_id=user_id, side=side.value).exists():
            raise NotFound(wording.not_in_it())
    with programme.held(space_id):
        rows = models.PairDecision.objects.filter(space_id=space_id, learner_id=learner_id)
        rows.filter(mentor_id=mentor_id).delete()
        if decision is Decision.PIN:
            rows.filter(decision=Decision.PIN.value).delete()
        # A row of its own each time: by its id, previews know that something was decided since.
        models.PairDecision.objects.create(
            space_id=space_id, learner_id=learner_id, mentor_id=mentor_id, decision=decision.value, by_id=by, at=now
        )


# Forgetting.


def forget(*, user_id: int, space_id: int | None = None) -> None:
    """Erase somebody from runs and decisions, in one space or everywhere."""
    for column in ("learner_id", "mentor_id"):
        _here(models.PairDecision, space_id).filter(**{column: user_id}).delete()
    spaces = _here(models.Participant, space_id).filter(user_id=user_id).values_list("space_id", flat=True)
    runs = models.Run.objects.filter(space_id__in=set(spaces))
    # Previews are quickly made anew, and hold people who may never hear of each other.
    runs.exclude(state__in=[RunState.PUBLISHED.value, RunState.WORKING.value]).delete()
    runs.filter(state=RunState.WORKING.value).update(stop_asked=True)
    for row in runs.filter(state=RunState.PUBLISHED.value).iterator(chunk_size=1):
        if row.outcome:
            row.outcome = kept.without(row.outcome, user_id)
            figures = row.figures or {}
            if user_id in (figures.get("worst") or ())[:2]:
                row.figures = {**figures, "worst": None}
            row.save(update_fields=["outcome", "figures"])
    if space_id is None:
        models.Run.objects.filter(made_by_id=user_id).update(made_by=None)
        models.Run.objects.filter(published_by_id=user_id).update(published_by=None)
        models.PairDecision.objects.filter(by_id=user_id).update(by=None)


def _here(model: Any, space_id: int | None) -> Any:
    return model.objects.all() if space_id is None else model.objects.filter(space_id=space_id)


# The rows.


def _with_outcome(space_id: int, run_id: int) -> models.Run:
    row = models.Run.objects.filter(id=run_id, space_id=space_id).exclude(outcome=None).first()
    if row is None:
        raise NotFound
    return row


def _page(items: list[Any], number: int) -> tuple[list[Any], bool]:
    start = (number - 1) * PAGE
    return items[start : start + PAGE], len(items) > start + PAGE


def _placed(item: list[int], figures: Mapping[str, Any]) -> data.Placed:
    learner_id, mentor_id, learner_points, mentor_points, pinned = item
    return data.Placed(
        learner_id=learner_id,
        mentor_id=mentor_id,
        learner_fit=percent(learner_points, figures["most_learner"]),
        mentor_fit=percent(mentor_points, figures["most_mentor"]),
        pinned=bool(pinned),
    )


def _why(
    space_id: int, waiting: list[tuple[int, str]], rules: matching.Rules
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Each learner with why they have no mentor, and what they have not told that the rules ask for."""
    people = _by_id(market.learners(space_id=space_id, user_ids=[learner_id for learner_id, _why in waiting]))

    def untold(learner_id: int) -> Iterable[str]:
        return decide.untold(people[learner_id], rules) if learner_id in people else ()

    named = matching.Unplaced.RULES.value
    return tuple(
        (learner_id, tuple(untold(learner_id) if why == named else ()) or (why,)) for learner_id, why in waiting
    )


def _worst_reasons(space_id: int, worst: list[int], rules: matching.Rules, now: datetime) -> tuple[str, ...]:
    learner_id, mentor_id = worst[:2]
    learner = _by_id(market.learners(space_id=space_id, user_ids=[learner_id])).get(learner_id)
    mentor = _mentors(space_id, {mentor_id}, now).get(mentor_id)
    return wording.reason_keys(learner, mentor, rules) if learner and mentor else ()


def _mentors(space_id: int, user_ids: set[int], now: datetime) -> dict[int, matching.Mentor]:
    return _by_id(market.mentors(space_id=space_id, today=now.date(), user_ids=user_ids, whatever=True))


def _by_id(people: Iterable[Any]) -> dict[int, Any]:
    return {one.id: one for one in people}


def _outcome(items: Iterable[list[int]]) -> matching.Outcome:
    """The part of an outcome that an answer is about."""
    placements = tuple(matching.Placement(one, other, gives, gets, bool(pin)) for one, other, gives, gets, pin in items)
    numbers = matching.Report(
        placed=len(placements), total=0, worst_off=None, blocking_pairs=0, pairs_checked=0, load={}
    )
    return matching.Outcome(placements=placements, unplaced={}, report=numbers)
