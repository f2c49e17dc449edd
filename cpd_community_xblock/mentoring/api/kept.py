"""What is kept of terms, plans, rules and outcomes: as JSON, in columns, not objects, because they can be long."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from cpd_community_xblock.mentoring import data, models
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching.rules import most_points
from cpd_community_xblock.mentoring.rules import Terms, coming_monday

Kept = dict[str, Any]


# How it is to be done.


def plan(*, mode: str, seed: int, delta: int, rules: matching.Rules, hours: int) -> Kept:
    """``delta`` in percent; ``hours`` are those that people have to answer a proposal."""
    return {"mode": mode, "seed": seed, "delta": delta, "hours": hours, "rules": kept_rules(rules)}


def kept_rules(rules: matching.Rules) -> Kept:
    """The author's rules. Excluded pairs belong to the people and are read anew each time."""
    span = rules.span
    return {
        "shared_language": rules.shared_language,
        "shared_slots": rules.shared_slots,
        "span": [span.monday.isoformat(), span.weeks] if span else None,
        "not_same_team": rules.not_same_team,
        "learner_wishes": [[wish.field.value, wish.relation.value, wish.weight] for wish in rules.learner_wishes],
        "mentor_wishes": [[wish.field.value, wish.relation.value, wish.weight] for wish in rules.mentor_wishes],
    }


def rules(kept: Kept) -> matching.Rules:
    """The rules as they were kept."""

    def wishes(name: str) -> tuple[matching.Wish, ...]:
        rows = kept[name]
        return tuple(matching.Wish(matching.Field(of), matching.Relation(how), weight) for of, how, weight in rows)

    span = kept["span"]
    return matching.Rules(
        shared_language=kept["shared_language"],
        shared_slots=kept["shared_slots"],
        span=matching.Span(date.fromisoformat(span[0]), span[1]) if span else None,
        not_same_team=kept["not_same_team"],
        learner_wishes=wishes("learner_wishes"),
        mentor_wishes=wishes("mentor_wishes"),
    )


# What the author decided.


def terms(given: Terms) -> Kept:
    """Terms count from the coming week, whichever that is: no Monday is kept."""
    span = given.rules.span
    rules = {**kept_rules(given.rules), "span": None}
    return {"way": given.way.value, "hours": given.hours, "weeks": span.weeks if span else None, "rules": rules}


def read_terms(kept: Kept, today: date) -> Terms | None:
    """The terms as they were kept; None where they never were."""
    if not kept:
        return None
    monday, weeks = coming_monday(today).isoformat(), kept["weeks"]
    found = rules({**kept["rules"], "span": [monday, weeks] if weeks else None})
    return Terms(rules=found, hours=kept["hours"], way=data.Way(kept["way"]))


# What came of it.


def outcome(made: matching.Outcome, mentors: Mapping[int, int]) -> Kept:
    """Placements with the worst-off learner first, and how many free places of each mentor's are given away.

    ``mentors`` are the places that each had free.
    """
    placed = sorted(made.placements, key=lambda item: (item.learner_points, item.learner_id))
    unplaced = defaultdict(list)
    for learner_id, why in made.unplaced.items():
        unplaced[why.value].append(learner_id)
    load = made.report.load
    loads = [[mentor_id, places, load.get(mentor_id, 0)] for mentor_id, places in mentors.items() if places]
    proof = made.certificate
    return {
        "placed": [
            [item.learner_id, item.mentor_id, item.learner_points, item.mentor_points, int(item.pinned)]
            for item in placed
        ],
        "unplaced": dict(unplaced),
        "loads": sorted(loads, key=lambda one: (-one[2], -one[1], one[0])),
        "one_more": [
            [one.like_mentor_id, one.specialty, one.slot, one.placed, one.points] for one in made.report.helpful
        ],
        "cutoffs": {str(mentor): list(least) for mentor, least in proof.cutoffs.items()} if proof else None,
    }


def figures(made: matching.Outcome, rules: matching.Rules, *, learners: int, places: int) -> Kept:
    report, worst = made.report, made.report.worst_off
    return {
        "learners": learners,
        "places": places,
        "placed": report.placed,
        "total": report.total,
        "blocking": report.blocking_pairs,
        "checked": report.pairs_checked,
        "most_learner": most_points(rules.learner_wishes),
        "most_mentor": most_points(rules.mentor_wishes),
        "worst": worst and [worst.learner_id, worst.mentor_id, worst.learner_points, worst.mentor_points],
        "gap": report.gap,
    }


def without(kept: Kept, user_id: int) -> Kept:
    """An outcome without somebody who is erased."""
    cutoffs = kept["cutoffs"]
    return {
        **kept,
        "placed": [row for row in kept["placed"] if user_id not in row[:2]],
        "unplaced": {why: [one for one in ids if one != user_id] for why, ids in kept["unplaced"].items()},
        "loads": [row for row in kept["loads"] if row[0] != user_id],
        "one_more": [row for row in kept["one_more"] if row[0] != user_id],
        "cutoffs": cutoffs and {mentor: least for mentor, least in cutoffs.items() if mentor != str(user_id)},
    }


# Rows as what the door gives.


def problem(kept: Kept | None) -> data.Problem | None:
    return data.Problem(kept["kind"], tuple(kept.get("who", ())), kept.get("what", "")) if kept else None


def run(row: models.Run, *, is_fresh: bool = False) -> data.Run:
    found = row.figures
    return data.Run(
        id=row.id,
        state=data.RunState(row.state),
        mode=row.plan["mode"],
        seed=row.plan["seed"],
        delta=row.plan["delta"],
        made_by=row.made_by_id,
        made_at=row.made_at,
        step=row.step,
        done=row.done,
        is_stopping=row.stop_asked,
        figures=data.Figures(**{**found, "worst": found["worst"] and tuple(found["worst"])}) if found else None,
        problem=problem(row.problem),
        publish_at=row.publish_at,
        published_at=row.published_at,
        published_by=row.published_by_id,
        is_fresh=is_fresh,
    )
