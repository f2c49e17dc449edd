"""People who look for mentors and people who guide, made up: with the shape of a health service, and of nobody in it.

Specialties are of very different size, mentors are rarer in some than their learners are, nine in ten speak only
English, most work shifts that repeat over one, two or four weeks, teams are small, and what learners wish for is not
what mentors wish for.
"""

import random
from datetime import date

from cpd_community_xblock.mentoring.matching.data import (
    Field,
    Learner,
    Mentor,
    Relation,
    Rota,
    Rules,
    Span,
    Wish,
)

PROFESSIONS = ("nurse", "doctor", "pharmacist", "paramedic", "midwife", "physiotherapist", "healthcare assistant")
PROFESSION_SHARES = (40, 22, 8, 6, 7, 7, 10)
SPECIALTIES = (
    "acute medicine", "surgery", "emergency care", "intensive care", "general practice", "mental health",
    "paediatrics", "older people", "cardiology", "respiratory", "oncology", "diabetes", "stroke", "renal",
    "orthopaedics", "obstetrics", "anaesthetics", "palliative care", "learning disability", "public health",
    "radiology", "dermatology", "neurology", "infection", "occupational health",
)  # fmt: skip
SETTINGS = ("hospital", "community", "practice", "care home", "ambulance", "hospice")
SETTING_SHARES = (50, 18, 16, 7, 5, 4)
LANGUAGES = ("Welsh", "Polish", "Arabic", "Urdu", "Tagalog", "Romanian")
TOPICS = tuple(f"topic {number}" for number in range(30))
GOALS = tuple(f"goal {number}" for number in range(12))
ZONES = ("Europe/London", "Europe/London", "Europe/London", "Europe/London", "Europe/London", "Europe/Dublin")
DAY, EVENING, NIGHT = (4, 5, 6, 7), (8, 9, 10), (11, 0, 1)
SPAN = Span(date(2026, 9, 7), weeks=12)
TEAM_OF = 40

RULES = Rules(
    shared_language=True,
    shared_slots=2,
    span=SPAN,
    not_same_team=True,
    learner_wishes=(
        Wish(Field.SPECIALTY, Relation.SAME, 80),
        Wish(Field.PROFESSION, Relation.SAME, 40),
        Wish(Field.SETTING, Relation.DIFFERENT, 20),
        Wish(Field.TOPICS, Relation.SAME, 60),
        Wish(Field.GOALS, Relation.SAME, 50),
    ),
    mentor_wishes=(
        Wish(Field.PROFESSION, Relation.SAME, 60),
        Wish(Field.SPECIALTY, Relation.SAME, 40),
        Wish(Field.SETTING, Relation.SAME, 30),
        Wish(Field.TOPICS, Relation.SAME, 70),
        Wish(Field.GOALS, Relation.SAME, 20),
    ),
)


def market(learners: int, mentors: int, capacity: int, *, seed: int = 7) -> tuple[list[Learner], list[Mentor]]:
    """So many of each, always the same for the same seed."""
    made = random.Random(f"{seed}/{learners}/{mentors}/{capacity}")
    teams = max((learners + mentors) // TEAM_OF, 2)
    return (
        [Learner(**_person(made, number, teams)) for number in range(learners)],  # type: ignore[arg-type]
        [
            Mentor(**_person(made, 1_000_000 + number, teams), capacity=capacity)  # type: ignore[arg-type]
            for number in range(mentors)
        ],
    )


def _person(made: random.Random, number: int, teams: int) -> dict[str, object]:
    is_mentor = number >= 1_000_000
    # Large specialties have many more people than small ones, and mentors follow at some distance.
    shares = [1 / (place + 2) ** (0.6 if is_mentor else 0.8) for place in range(len(SPECIALTIES))]
    other = {made.choice(LANGUAGES)} if made.random() < 0.1 else set()
    return {
        "id": number,
        "profession": made.choices(PROFESSIONS, PROFESSION_SHARES)[0],
        "specialty": made.choices(SPECIALTIES, shares)[0],
        "setting": made.choices(SETTINGS, SETTING_SHARES)[0],
        "team": f"team {made.randrange(teams)}",
        "languages": frozenset(other if other and made.random() < 0.03 else other | {"English"}),
        "topics": frozenset(made.sample(TOPICS, made.randint(1, 5))),
        "goals": frozenset(made.sample(GOALS, made.randint(1, 3))),
        "rota": _rota(made),
    }


def _rota(made: random.Random) -> Rota:
    weeks = made.choices((1, 2, 4), (6, 2, 2))[0]
    usual = made.choice((DAY, EVENING, NIGHT, DAY + EVENING))
    return Rota(made.choice(ZONES), tuple(_week(made, usual) for _week_number in range(weeks)))


def _week(made: random.Random, usual: tuple[int, ...]) -> int:
    """Free in some of the usual slots of three or four days, and now and then in another."""
    mask = 0
    for day in made.sample(range(7), made.randint(3, 4)):
        for slot in usual:
            if made.random() < 0.6:
                mask |= 1 << (12 * day + slot)
    for _other in range(2):
        mask |= 1 << made.randrange(84)
    return mask
