"""How texts and moments are shown."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cpd_community_xblock.core import calendar, text

register = template.Library()

_NOON, _EVENING = 12, 17


@register.filter
def as_html(words: str) -> SafeString:
    """Markdown that someone wrote, as safe HTML."""
    return text.to_html(words)


@register.filter
def excerpt(words: str, count: int = 45) -> str:
    """The beginning of a text, for a list: whole words, and an ellipsis where something was left out."""
    parts = text.to_plain(words[: count * 40]).split()
    return " ".join(parts[:count]) + (" …" if len(parts) > count else "")


@register.simple_tag(takes_context=True)
def when(context: dict[str, Any], moment: datetime | None, style: str = "moment") -> SafeString | str:
    """A moment in words, with the exact one behind them; ``style`` "day" tells the day alone, "part" the part of it,
    and "date" the day as it stands after "since" and "until".

    Where the reader's zone is known the words are final; where it is not, ``cpd-time`` says them in the browser's.
    """
    if moment is None:
        return ""
    tz = calendar.zone(context.get("zone") or "", settings.TIME_ZONE)
    local = moment.astimezone(tz)
    exact = f"{formats.date_format(local, 'DATETIME_FORMAT')} ({local.tzname()})"
    words = in_words(moment, now=context["now"], tz=tz, style=style)
    # To the minute: seconds could be held against other records, and tell whose pseudonym it is.
    time = format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(timespec="minutes"), exact, words)
    return time if context.get("zone") else format_html('<cpd-time data-style="{}">{}</cpd-time>', style, time)


def in_words(moment: datetime, *, now: datetime, tz: ZoneInfo, style: str = "moment") -> str:
    """ "today at 20:05", "yesterday", "on Thursday", "on 20 October": as near as a reader needs it."""
    local, today = moment.astimezone(tz), now.astimezone(tz).date()
    if style == "part":
        return _part_of_day(local, today)
    days = (local.date() - today).days
    if style == "date" and abs(days) > 1:
        return formats.date_format(local, "l") if -7 < days < 7 else _day_and_month(local, today)
    # The 24-hour clock, whatever the language: it is what rotas are written in.
    clock = local.strftime("%H:%M")
    if days in {-1, 0, 1}:
        day = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
        return day if style in {"day", "date"} else _("%(day)s at %(time)s") % {"day": day, "time": clock}
    if -7 < days < 7:
        return _("on %(weekday)s") % {"weekday": formats.date_format(local, "l")}
    if local.year == today.year:
        return _("on %(date)s") % {"date": formats.date_format(local, "j F")}
    return _("on %(date)s") % {"date": formats.date_format(local, "j F Y")}


def _part_of_day(local: datetime, today: date) -> str:
    """ "tomorrow morning", "Thursday evening", "20 October": for what is to happen until then."""
    days = (local.date() - today).days
    part = 0 if local.hour < _NOON else 1 if local.hour < _EVENING else 2
    if days == 0:
        return [_("noon"), _("this afternoon"), _("this evening")][part]
    if days == 1:
        return [_("tomorrow morning"), _("tomorrow afternoon"), _("tomorrow evening")][part]
    if 1 < days < 7:
        words = [_("%(weekday)s morning"), _("%(weekday)s afternoon"), _("%(weekday)s evening")][part]
        return words % {"weekday": formats.date_format(local, "l")}
    return _day_and_month(local, today)


def _day_and_month(local: datetime, today: date) -> str:
    return formats.date_format(local, "j F" if local.year == today.year else "j F Y")
