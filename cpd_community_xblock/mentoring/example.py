"""Made-up people, for an author to try rules on before anybody has come. The same ones each time."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cpd_community_xblock.mentoring.matching.data import SLOTS_A_DAY, Learner, Mentor, Rota

LEARNERS, MENTORS = 80, 48
_SEED = 2026
_ZONES = ("Europe/London",) * 8 + ("Europe/Dublin", "Asia/Kolkata")
_PATTERNS = ((9, 10), (9, 10, 11), (4, 5), (8, 9), (5, 6, 7, 8))
"""The slots of a day that people have free: evenings, nights, mornings, late afternoons, days."""
_TEAMS = ("", "", "", "Team A", "Team B", "Team C")
_LINES = ("", "", "", "", "", "Line A", "Line B")


def people(offered: Mapping[str, Sequence[str]]) -> tuple[list[Learner], list[Mentor]]:
    """Learners and mentors who choose from what the author offers."""
    draw = random.Random(_SEED)  # noqa: S311  Nothing depends on this being hard to foresee.
    learners = [Learner(**_person(number, offered, draw)) for number in range(1, LEARNERS + 1)]
    mentors = [
        Mentor(**_person(number, offered, draw), capacity=draw.choice((1, 2, 3)))
        for number in range(LEARNERS + 1, LEARNERS + MENTORS + 1)
    ]
    return learners, mentors


def _person(number: int, offered: Mapping[str, Sequence[str]], draw: random.Random) -> dict[str, Any]:
    def some(name: str, most: int) -> frozenset[str]:
        choices = list(offered[name])
        return frozenset(draw.sample(choices, min(draw.randint(1, most), len(choices))))

    first = offered["languages"][:1]
    languages = frozenset(first) if draw.random() < 0.9 else frozenset()
    return {
        "id": number,
        "profession": draw.choice(offered["profession"]),
        "specialty": draw.choice(offered["specialty"]),
        "setting": draw.choice(offered["setting"]),
        "team": draw.choice(_TEAMS),
        "line": draw.choice(_LINES),
        "languages": languages | (some("languages", 1) if draw.random() < 0.3 or not languages else frozenset()),
        "topics": some("topics", 3),
        "goals": some("goals", 2),
        "rota": _rota(draw),
    }


def _rota(draw: random.Random) -> Rota:
    slots = draw.choice(_PATTERNS)
    days = draw.sample(range(7), draw.randint(2, 5))
    mask = sum(1 << day * SLOTS_A_DAY + slot for day in days for slot in slots)
    return Rota(draw.choice(_ZONES), (mask,), begins=date(2024, 1, 1))
