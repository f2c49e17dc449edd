"""People to match in the demo's mentoring block, in the place of any that the story has there. All of them are
fictional."""

import json
from itertools import cycle

from tests.browser.server import Server

UNIT = "week-2-a-mentor"

LEARNERS = (
    "Aisha Bello", "Beata Nowak", "Carys Hughes", "Daniel Osei", "Elin Rees", "Farid Haddad", "Gwen Price",
    "Hamza Qureshi", "Ifeoma Eze", "Joanna Kaminska", "Kwame Addo", "Leila Rahman", "Mairead Quinn", "Niall Doherty",
    "Oluchi Obi", "Paula Santos", "Rhys Morgan", "Sunita Rai", "Tomasz Zielinski", "Una Gallagher", "Viktor Horvath",
    "Wendy Chan", "Yusuf Demir", "Zainab Malik",
)  # fmt: skip
MENTORS = (
    "Abena Mensah", "Brendan Walsh", "Chioma Nnadi", "Dilys Parry", "Eamon Kelly", "Fatima Noor", "George Pappas",
)  # fmt: skip

_TELL = """
import json
from datetime import date
from django.contrib.auth import get_user_model
from cpd_community_xblock import host
from cpd_community_xblock.core import spaces
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import people
from cpd_community_xblock.mentoring.data import Availability, Profile, Side
from demo import course

key = course.usage_key("cpd_mentoring", "wk2-mentoring")
space = spaces.open_space(usage_key=key, kind="cpd_mentoring")
for model in (models.Partnership, models.PairDecision, models.Run, models.Participant):
    model.objects.all().delete()
models.Programme.objects.all().update(due_at=None)
for told in json.loads({told!r}):
    first, last = told.pop("name").split(" ", 1)
    user, _made = get_user_model().objects.get_or_create(
        username=first.lower() + "." + last.lower(), defaults=dict(first_name=first, last_name=last)
    )
    side, slots, zone = Side(told.pop("side")), told.pop("slots"), told.pop("zone")
    free = Availability(zone, (frozenset(slots),), date(2024, 1, 1))
    lists = dict((name, tuple(told.pop(name))) for name in ("languages", "topics", "goals"))
    profile = Profile(**told, **lists, availability=free)
    people.save(space_id=space.id, user_id=user.id, side=side, profile=profile, now=course.START)
"""

_SPECIALTIES = ("Mental health", "Older people", "Primary care", "Community care", "Maternity and neonatal care")
_SETTINGS = ("A large hospital", "A practice or health centre", "People's homes", "A care home")
_PROFESSIONS = ("Nursing", "Midwifery", "Physiotherapy")
_GOALS = (
    "Put what I learn into practice",
    "Gain confidence in decisions",
    "Plan my next career step",
    "Have somebody to think aloud with",
)
_TOPICS = ("Difficult conversations", "Leading a shift or a team", "Teaching and supervising others")
_EVENING, _MORNING, _NIGHT = (9, 21, 33), (4, 28, 64), (0, 12, 83)


def bring_people(server: Server, *, learners: int = len(LEARNERS), mentors: int = len(MENTORS)) -> None:
    """Learners who look, of whom one has said nothing of when they are free, and mentors who take two to four."""
    told = [_person(name, "learner", place) for place, name in enumerate(LEARNERS[:learners])]
    told[-1]["slots"] = []
    offers = zip(MENTORS[:mentors], cycle((3, 2, 4)), strict=False)
    told += [{**_person(name, "mentor", 2 * place), "capacity": most} for place, (name, most) in enumerate(offers)]
    server.shell(_TELL.replace("{told!r}", repr(json.dumps(told))))


_RUNS = """
from cpd_community_xblock import host
from cpd_community_xblock.core import spaces
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import runs
from demo import clock, course
from demo.runtime import block_for

key = course.usage_key("cpd_mentoring", "wk2-mentoring")
space = spaces.open_space(usage_key=key, kind="cpd_mentoring")
"""


def begin(server: Server, *, afresh: bool = False) -> int:
    """A run that a worker is to do; ``afresh`` with people who look for a mentor again. Returns its id."""
    again = "models.Partnership.objects.all().delete()\n" if afresh else ""
    again += "models.Participant.objects.filter(side='learner').update(waiting_since=clock.now())\n" if afresh else ""
    begun = server.shell(
        f"{_RUNS}{again}"
        "plan = dict(mode='fair', seed=7, delta=10, hours=72, rules=block_for(key, None).pair_rules())\n"
        "print('run', runs.start(space_id=space.id, by=None, now=clock.now(), **plan))"
    )
    return int(begun.split()[-1])


def move_on(server: Server, run_id: int, *, step: str, done: int) -> None:
    """What a worker says of a run while it does it."""
    said = f"step={step!r}, done={done}, heard_at=clock.now()"
    server.shell(f"{_RUNS}models.Run.objects.filter(id={run_id}).update({said})")


def work(server: Server, run_id: int) -> None:
    """What a worker does with a run that was begun."""
    server.shell(
        f"{_RUNS}models.Run.objects.filter(id={run_id}).update(heard_at=None)\n"
        f"runs.work(run_id={run_id}, clock=clock.now)"
    )


def _person(name: str, side: str, place: int) -> dict[str, object]:
    free = (_EVENING, _EVENING, _MORNING, _EVENING + _MORNING, _NIGHT + _EVENING)[place % 5]
    return {
        "name": name,
        "side": side,
        "profession": _PROFESSIONS[place % 3],
        "specialty": _SPECIALTIES[place % 5],
        "setting": _SETTINGS[place % 4],
        "languages": ["English", "Welsh"] if place % 6 == 2 else ["English"],
        "topics": [_TOPICS[place % 3]],
        "goals": [_GOALS[place % 4], _GOALS[(place + 1) % 4]],
        "slots": list(free),
        "zone": "Europe/London" if place % 4 else "Europe/Dublin",
    }
