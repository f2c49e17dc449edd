"""The people of the story, from ``community.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cpd_community_xblock.host.data import Role

FILE = Path(__file__).parent / "community.toml"
STRANGER = "robin"
"""Someone with an account who has not joined the course."""

ALUMNI = "alumni"


@dataclass(frozen=True, slots=True)
class Character:
    """Someone in the story. ``kind`` is a role of the course, "alumni" for a peer leader, or empty for an outsider."""

    username: str
    name: str
    kind: str
    cohort: str
    profession: str
    setting: str
    shift: str
    time_zone: str
    quiet_from: str
    quiet_until: str
    languages: tuple[str, ...]
    graduated: bool = False
    """Whether they completed last year's run."""

    @property
    def role(self) -> Role:
        if self.kind == ALUMNI:
            return Role.PEER_LEADER
        return Role(self.kind) if self.kind in set(Role) else Role.LEARNER

    @property
    def about(self) -> str:
        """Their work and hours in one line."""
        profession = self.profession
        if profession[1:2].islower():
            profession = profession[:1].lower() + profession[1:]
        return " · ".join(filter(None, [profession, self.shift, self.cohort]))


@cache
def story() -> dict[str, Any]:
    """Everything in the file, as TOML has it."""
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def characters() -> Mapping[str, Character]:
    """Everyone by username, in the order of the file; then someone who has not joined the course."""
    everyone = [
        Character(
            username=person["username"],
            name=person["name"],
            kind=person["role"],
            cohort=person.get("cohort", ""),
            profession=person["profession"],
            setting=person["setting"],
            shift=person["shift"],
            time_zone=person["time_zone"],
            quiet_from=person["quiet_from"],
            quiet_until=person["quiet_until"],
            languages=tuple(person["languages"]),
            graduated=person["role"] == ALUMNI or person.get("graduated", False),
        )
        for person in story()["people"]
    ]
    everyone.append(
        Character(STRANGER, "Robin Fairweather", "", "", "Not enrolled", "", "", "Europe/London", "", "", ("en",))
    )
    return {person.username: person for person in everyone}


def time_zone(user: Any) -> str:
    """The zone in someone's account, or empty."""
    person = characters().get(user.username) if user else None
    return person.time_zone if person else ""


def groups() -> list[tuple[str, list[Character]]]:
    """Everyone under the headings of the switcher."""
    headed: dict[str, list[Character]] = {}
    for person in characters().values():
        headed.setdefault(_heading(person), []).append(person)
    return list(headed.items())


def _heading(person: Character) -> str:
    if person.graduated and person.kind != ALUMNI:
        return "Alumni, back to mentor"
    headings = {
        Role.LEARNER.value: f"Learners in {person.cohort}",
        ALUMNI: "Alumni, peer leaders",
        Role.FACILITATOR.value: "Facilitators",
        Role.COURSE_TEAM.value: "Course team",
    }
    return headings.get(person.kind, "From outside")
