"""The course's weeks and units, for the pages around the blocks."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from opaque_keys.edx.keys import UsageKey

from demo.blocks import PREFIX
from demo.models import Completion
from demo.olx import content
from demo.runtime import DemoRuntime


@dataclass(frozen=True, slots=True)
class Unit:
    """One page of the course: a vertical and the keys of its blocks in order."""

    name: str
    title: str
    week: int
    week_title: str
    section_title: str
    usage_keys: tuple[UsageKey, ...]

    @property
    def community_keys(self) -> tuple[UsageKey, ...]:
        """The blocks where people take part."""
        return tuple(key for key in self.usage_keys if key.block_type.startswith(PREFIX))


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    title: str
    units: tuple[Unit, ...]

    @property
    def theme(self) -> str:
        """The title without its "Week 1: "."""
        return self.title.removeprefix(f"Week {self.number}: ")


@cache
def weeks() -> tuple[Week, ...]:
    """The weeks in order."""
    runtime = DemoRuntime(None)

    def children(block: Any) -> Iterable[Any]:
        return (runtime.get_block(key) for key in block.children)

    def units(number: int, chapter: Any) -> Iterable[Unit]:
        for sequential in children(chapter):
            for vertical in children(sequential):
                yield Unit(
                    name=vertical.usage_key.block_id,
                    title=vertical.display_name,
                    week=number,
                    week_title=chapter.display_name,
                    section_title=sequential.display_name,
                    usage_keys=tuple(vertical.children),
                )

    chapters = enumerate(children(runtime.get_block(content().root)), start=1)
    return tuple(Week(number, chapter.display_name, tuple(units(number, chapter))) for number, chapter in chapters)


def units() -> list[Unit]:
    """Every unit in order."""
    return [unit for week in weeks() for unit in week.units]


def talking() -> Unit:
    """The unit of week 3 where people are in the middle of talking."""
    return next(unit for unit in weeks()[2].units if unit.community_keys)


def unit_of(usage_key: UsageKey) -> Unit | None:
    """The unit that a block is in."""
    return next((unit for unit in units() if usage_key in unit.usage_keys), None)


def address_of(usage_key: UsageKey) -> str:
    """Where learners find a block, on this computer."""
    unit = unit_of(usage_key)
    here = f"http://localhost:{os.environ.get('PORT', '8000')}"
    return f"{here}{reverse('unit', args=[unit.name])}" if unit else f"{here}/{usage_key}"


def finished(user: Any) -> set[str]:
    """The names of the units whose community blocks someone has all completed."""
    if user is None:
        return set()
    done = set(Completion.objects.filter(user=user, value__gte=1).values_list("usage_key", flat=True))
    return {unit.name for unit in units() if unit.community_keys and done.issuperset(unit.community_keys)}
