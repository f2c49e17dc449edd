"""Stages in a block's field: plain values that travel as OLX, read with patience because people edit OLX by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

from cpd_community_xblock.reflection.data import FOLLOW_UP, Opens, Stage

FieldValue = dict[str, Any]

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)
"""The dates that a stage can open on: no course is outside of them, and neither is any time zone's day."""


def to_field(stage: Stage) -> FieldValue:
    """A stage as JSON values."""
    return {
        "id": stage.id,
        "heading": str(stage.heading),
        "prompt": str(stage.prompt),
        "guidance": str(stage.guidance),
        "minimum_words": stage.minimum_words,
        "optional": stage.optional,
        "opens": stage.opens.value,
        "days": stage.days,
        "week": stage.week,
        "date": stage.date.isoformat() if stage.date else "",
        "minutes": stage.minutes,
    }


def from_field(value: Any, place: int = 0) -> Stage:
    """A stage from JSON values. What is missing or makes no sense takes its default; nothing raises."""
    given = value if isinstance(value, dict) else {}
    opens = given.get("opens")
    return Stage(
        id=str(given.get("id") or "").strip()[:64].strip() or f"part-{place + 1}",
        heading=str(given.get("heading") or ""),
        prompt=str(given.get("prompt") or ""),
        guidance=str(given.get("guidance") or ""),
        minimum_words=count(given.get("minimum_words")),
        optional=given.get("optional") is True,
        opens=Opens(opens) if isinstance(opens, str) and opens in set(Opens) else Opens.AT_ONCE,
        days=count(given.get("days")),
        week=count(given.get("week")),
        date=_date(given.get("date")),
        minutes=count(given.get("minutes")),
    )


def from_fields(values: Any) -> tuple[Stage, ...]:
    """A block's stages. A repeated id is told apart by its place, or two stages would share one text.

    Upper and lower case count as the same, because MySQL takes them for it.
    """
    stages: list[Stage] = []
    seen = {FOLLOW_UP}
    for place, value in enumerate(values if isinstance(values, list) else []):
        stage = from_field(value, place)
        begins, number = stage.id[:56], place
        while stage.id.casefold() in seen:
            number += 1
            stage = replace(stage, id=f"{begins}-{number}")
        seen.add(stage.id.casefold())
        stages.append(stage)
    return tuple(stages)


def count(value: Any) -> int:
    """A number from 0 up; 0 for anything else."""
    try:
        return min(max(int(value), 0), 100_000)
    except (TypeError, ValueError, OverflowError):
        return 0


def _date(value: Any) -> date | None:
    if not isinstance(value, date):
        try:
            value = date.fromisoformat(str(value))
        except ValueError:
            return None
    return value if EARLIEST <= value <= LATEST else None
