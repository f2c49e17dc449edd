"""How rules, wishes and meetings are told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cpd_community_xblock.core import calendar
from cpd_community_xblock.mentoring import choices, meeting_rules, settings_form
from cpd_community_xblock.mentoring.data import Met, When
from cpd_community_xblock.mentoring.matching.data import Field, Obstacle, Relation

register = template.Library()


@register.simple_tag
def rule_words(rule: str) -> str:
    """A rule as the settings call it."""
    words = {
        Obstacle.LANGUAGE: _("They share a language"),
        Obstacle.SLOTS: _("They share free times"),
        Obstacle.TEAM: _("They are not of one team, nor in one line"),
        Obstacle.EXCLUDED: _("People who asked not to be matched are not"),
    }
    return words.get(Obstacle(rule), rule)


@register.simple_tag
def wish_words(met: Met) -> str:
    """What a pair has that meets a wish."""
    field, same = Field(met.field), met.relation == Relation.SAME
    if field.has_many:
        shared = {Field.TOPICS: _("share a topic"), Field.GOALS: _("share a goal")}
        apart = {Field.TOPICS: _("share no topic"), Field.GOALS: _("share no goal")}
        return (shared if same else apart)[field]
    name = str(settings_form.FIELD_LABELS[field]).lower()
    return (_("the same %(what)s") if same else _("another %(what)s")) % {"what": name}


@register.simple_tag(takes_context=True)
def meets(context: dict[str, Any], when: When) -> SafeString:
    """ "Tuesday 3 November, 18:00 to 18:45", in the zone of meetings on this page."""
    tz = calendar.zone(context.get("meeting_zone") or "", settings.TIME_ZONE)
    start, end = when.starts_at.astimezone(tz), when.ends_at.astimezone(tz)
    is_twofold = any(meeting_rules.comes_twice(moment, tz) for moment in (when.starts_at, when.ends_at))
    is_this_year = start.year == context["now"].astimezone(tz).year
    words = _("%(day)s, %(start)s to %(end)s") % {
        "day": formats.date_format(start, "l j F" if is_this_year else "l j F Y"),
        "start": _clock(start, is_twofold),
        "end": _clock(end, is_twofold),
    }
    return format_html('<time datetime="{}">{}</time>', when.starts_at.isoformat(timespec="minutes"), words)


def _clock(local: datetime, is_twofold: bool) -> str:
    """The 24-hour clock; in the night when an hour comes twice with the name of the time that it shows."""
    return f"{local:%H:%M} {local.tzname()}" if is_twofold else f"{local:%H:%M}"


@register.filter
def is_link(where: str) -> bool:
    """Whether a place is the address of a page. Only what a form has checked gets here."""
    return where.startswith(("https://", "http://"))


@register.filter
def under(counts: Mapping[int, int], key: int) -> int:
    """What is counted under a key; nothing where there is no such thing."""
    return counts.get(key, 0) if counts else 0


@register.filter
def hours(minutes: int) -> str:
    """ "2 h 30 min"."""
    whole, left = divmod(minutes, 60)
    if not whole:
        return ngettext("%(n)d minute", "%(n)d minutes", left) % {"n": left}
    if not left:
        return ngettext("%(n)d hour", "%(n)d hours", whole) % {"n": whole}
    return _("%(hours)d h %(minutes)d min") % {"hours": whole, "minutes": left}


@register.filter
def label(choice: str) -> str:
    """What somebody chose, in the reader's language."""
    return choices.label(choice)


@register.filter
def labels(chosen: Iterable[str]) -> list[str]:
    """The same for several."""
    return [choices.label(choice) for choice in chosen]
