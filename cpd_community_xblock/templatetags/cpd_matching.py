"""How a matching is told."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext as _

from cpd_community_xblock.mentoring import wording

register = template.Library()

_A_MONDAY = date(2024, 1, 1)
_SLOTS_A_DAY = 12


@register.filter
def named(names: Mapping[int, str], user_id: int | None) -> str:
    """What somebody is called."""
    return names.get(user_id or 0) or _("Somebody")


@register.filter
def mode_label(mode: str) -> str:
    """What a way to match is called."""
    return wording.mode(mode)


@register.filter
def step_label(step: str) -> str:
    """What a run is busy with."""
    return wording.step(step)


@register.filter
def reasons_of_others(keys: Sequence[str]) -> list[str]:
    """Why two people fit, for a facilitator. Each sentence once, however many goals it is true of."""
    return list(dict.fromkeys(filter(None, (wording.reason(key, None) for key in keys))))


@register.filter
def why_unplaced(names: Sequence[str]) -> str:
    """Why somebody has no mentor."""
    return wording.unplaced(names)


@register.filter
def slot_label(slot: int) -> str:
    """A two-hour slot of the week: "Tuesday 18:00"."""
    day, part = divmod(slot, _SLOTS_A_DAY)
    weekday = formats.date_format(_A_MONDAY + timedelta(days=day), "l")
    return _("%(weekday)s %(time)s") % {"weekday": weekday, "time": f"{2 * part:02}:00"}


@register.simple_tag
def decision_of(decisions: Mapping[tuple[int, int], Any], learner_id: int, mentor_id: int) -> str:
    """What is decided of two people; empty for nothing."""
    return str(decisions.get((learner_id, mentor_id), ""))
