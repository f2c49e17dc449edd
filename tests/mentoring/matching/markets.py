"""Markets for the tests: small ones made by hypothesis, and what brute force says of them."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from hypothesis import strategies as st

from cpd_community_xblock.mentoring.matching import rules as spoken
from cpd_community_xblock.mentoring.matching.data import (
    Field,
    Learner,
    Mentor,
    Pair,
    Plan,
    Relation,
    Rota,
    Rules,
    Span,
    Wish,
)

SPAN = Span(date(2026, 10, 12), weeks=4)
ZONES = ("Europe/London", "Europe/Berlin", "Asia/Kolkata")
Market = tuple[list[Learner], list[Mentor], Rules]


def wishes() -> st.SearchStrategy[tuple[Wish, ...]]:
    wish = st.builds(Wish, st.sampled_from(Field), st.sampled_from(Relation), st.integers(0, 100))
    return st.lists(wish, max_size=5, unique_by=lambda made: made.field).map(tuple)


def rotas() -> st.SearchStrategy[Rota]:
    # Mondays and Tuesdays, so that people meet.
    weeks = st.lists(st.integers(0, 2**24 - 1), min_size=1, max_size=2).map(tuple)
    return st.builds(Rota, st.sampled_from(ZONES), weeks)


@st.composite
def markets(draw: st.DrawFn, most_learners: int = 7, most_mentors: int = 4, most_capacity: int = 3) -> Market:
    def person(id_: int) -> dict[str, object]:
        some = st.frozensets(st.sampled_from("abcd"), max_size=3)
        return {
            "id": id_,
            "profession": draw(st.sampled_from(["", "nurse", "doctor"])),
            "specialty": draw(st.sampled_from(["", "renal", "stroke"])),
            "setting": draw(st.sampled_from(["ward", "home"])),
            "team": draw(st.sampled_from(["", "east", "west"])),
            "line": draw(st.sampled_from(["", "", "", "north"])),
            "languages": draw(st.frozensets(st.sampled_from(["en", "cy"]), max_size=2)),
            "topics": draw(some),
            "goals": draw(some),
            "rota": draw(st.none() | rotas()),
        }

    ids = st.lists(st.integers(0, 10**6), unique=True)
    learners = [Learner(**person(id_)) for id_ in draw(ids.filter(lambda made: len(made) <= most_learners))]
    mentors = [
        Mentor(**person(id_), capacity=draw(st.integers(0, most_capacity)))
        for id_ in draw(ids.filter(lambda made: len(made) <= most_mentors))
    ]
    slots = draw(st.sampled_from([0, 0, 1, 2]))
    rules = Rules(
        shared_language=draw(st.booleans()),
        shared_slots=slots,
        span=SPAN if slots else None,
        not_same_team=draw(st.booleans()),
        learner_wishes=draw(wishes()),
        mentor_wishes=draw(wishes()),
        excluded=frozenset(
            Pair(learner.id, mentor.id)
            for learner, mentor in product(learners, mentors)
            if draw(st.integers(0, 9)) == 0
        ),
    )
    return learners, mentors, rules


def permitted(market: Market, plan: Plan) -> set[Pair]:
    learners, mentors, rules = market
    return {
        Pair(learner.id, mentor.id)
        for learner, mentor in product(learners, mentors)
        if not spoken.obstacles(learner, mentor, rules, plan)
    }


def points(market: Market) -> dict[Pair, int]:
    """What both sides give each pair together."""
    learners, mentors, rules = market
    return {
        Pair(learner.id, mentor.id): spoken.points(rules.learner_wishes, learner, mentor)
        + spoken.points(rules.mentor_wishes, mentor, learner)
        for learner, mentor in product(learners, mentors)
    }


def matchings(market: Market, may: set[Pair]) -> Iterator[dict[int, int]]:
    """Every matching there is, by learner."""
    learners, mentors, _rules = market
    left = {mentor.id: mentor.capacity for mentor in mentors}

    def go_on(place: int, made: dict[int, int]) -> Iterator[dict[int, int]]:
        if place == len(learners):
            yield dict(made)
            return
        yield from go_on(place + 1, made)
        for mentor in mentors:
            if left[mentor.id] and Pair(learners[place].id, mentor.id) in may:
                left[mentor.id] -= 1
                made[learners[place].id] = mentor.id
                yield from go_on(place + 1, made)
                left[mentor.id] += 1
                del made[learners[place].id]

    return go_on(0, {})
