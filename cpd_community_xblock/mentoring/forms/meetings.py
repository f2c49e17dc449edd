"""What two people send about their meetings."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.forms import GuardedForm
from cpd_community_xblock.core.forms import CommunityForm, count_field
from cpd_community_xblock.mentoring import meeting_rules
from cpd_community_xblock.mentoring.data import Again, When
from cpd_community_xblock.mentoring.forms import MAX_ID

_is_web = URLValidator(schemes=["http", "https"])

_TYPED = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


class PairForm(CommunityForm):
    """Which partnership something is about."""

    partial = "core/_message.html"

    partnership = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)


class MeetingForm(PairForm):
    """A meeting, as the page showed it."""

    meeting = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What no line of a calendar's file may hold (RFC 5545, 3.1)."""

_LONGEST_PLACE = 500
"""As much as the row holds, whatever has been put before it."""


class ProposeForm(GuardedForm, PairForm):
    """A time to meet: one of those at which both are free, or any other one, in the reader's zone."""

    partial = "mentoring/_meeting_form.html"
    guarded = "words"

    meeting = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    free = forms.CharField(label=_("When you are both free"), max_length=40, required=False, widget=forms.Select)
    typed = forms.CharField(
        label=_("Or any other time"),
        max_length=19,
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local", "step": "300"}),
    )
    minutes = forms.TypedChoiceField(
        label=_("How long, in minutes"),
        choices=[(str(length), str(length)) for length in meeting_rules.LENGTHS],
        coerce=int,
        initial="45",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose 30, 45 or 60 minutes.")},
    )
    where = forms.CharField(
        label=_("Where"),
        help_text=_("A place, or the link of a call. It can be agreed on later."),
        max_length=_LONGEST_PLACE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    words = forms.CharField(
        label=_("A few words"),
        help_text=_("Only the two of you read this."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, free: Sequence[datetime] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._now = zone, now
        self.has_free = bool(free)
        if free:
            self.fields["free"].widget.choices = [("", gettext("Choose a time")), *_by_day(free, zone)]
        else:
            del self.fields["free"]
            self.fields["typed"].label = _("When")

    @property
    def zone_name(self) -> str:
        return self._zone.key

    def clean_free(self) -> datetime | None:
        return _moment(self.cleaned_data["free"])

    def clean_typed(self) -> datetime | None:
        typed = self.cleaned_data["typed"].strip()
        if not typed:
            return None
        local = _local(typed)
        if local is None:
            raise ValidationError(_("Give a day and a time, such as 2026-11-03 18:00."))
        try:
            found = meeting_rules.moment(local, self._zone)
        except OverflowError:
            raise ValidationError(_("Choose a time that is still to come, within a year.")) from None
        if found is None:
            raise ValidationError(_("The clocks go forward then, so there is no such time that day. Choose another."))
        return found

    def clean_where(self) -> str:
        where = " ".join(_CONTROL.sub(" ", self.cleaned_data["where"]).split())
        if "://" in where or where.casefold().startswith("www."):
            address = where if "://" in where else f"https://{where}"
            try:
                _is_web(address)
            except ValidationError:
                raise ValidationError(
                    _("This is not a whole web address. Copy all of it, from https:// on, and nothing else.")
                ) from None
            if len(address) > _LONGEST_PLACE:
                raise ValidationError(_("This address is too long. A shorter link to the same call will do."))
            return address
        return where

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"free", "typed"} & set(self.errors):
            return cleaned
        free, typed = cleaned.get("free"), cleaned.get("typed")
        if free and typed:
            self.add_error("typed", _("There are two times here. Keep one of them and clear the other."))
        elif not (free or typed):
            self.add_error("free" if self.has_free else "typed", _("Choose a time."))
        elif cleaned.get("minutes"):
            cleaned["when"] = When(free or typed, cleaned["minutes"], cleaned.get("where", ""))  # type: ignore[arg-type]
            if not meeting_rules.is_in_reach(cleaned["when"], now=self._now):
                self.add_error("free" if free else "typed", _("Choose a time that is still to come, within a year."))
        return cleaned


def _moment(sent: str) -> datetime | None:
    """One of the times that were offered. Any other would do as well, were it a time."""
    if not sent:
        return None
    try:
        moment = datetime.fromisoformat(sent)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        raise ValidationError(_("Choose one of the times in the list.")) from None


def _local(typed: str) -> datetime | None:
    for pattern in _TYPED:
        try:
            return datetime.strptime(typed, pattern)  # noqa: DTZ007  the zone is the reader's
        except ValueError:
            continue
    return None


def _by_day(moments: Iterable[datetime], zone: ZoneInfo) -> list[tuple[str, list[tuple[str, str]]]]:
    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    return [
        (
            formats.date_format(when, "l j F"),
            [(moment.isoformat(timespec="minutes"), _clock(moment, zone)) for moment in those],
        )
        for when, those in groupby(moments, day)
    ]


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    # Once a year an hour comes twice: its name tells which of them is meant.
    return f"{local:%H:%M} {local.tzname()}" if meeting_rules.comes_twice(moment, zone) else f"{local:%H:%M}"


class EntryForm(PairForm):
    """An entry of the log, as the page showed it."""

    entry = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class LogForm(GuardedForm, PairForm):
    """A meeting that took place, or with ``entry`` a correction. What it was about is for a record that others read."""

    partial = "mentoring/_log_form.html"
    guarded = "topic"

    entry = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)
    meeting = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(
        label=_("On which day"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=dict.fromkeys(("required", "invalid"), _("Give the day, such as 2026-11-03.")),
    )
    minutes = count_field(
        _("For how many minutes"),
        help_text="",
        min_value=meeting_rules.LEAST_LOGGED,
        max_value=meeting_rules.MOST_LOGGED,
    )
    topic = forms.CharField(
        label=_("What it was about"),
        help_text=_("In a line, without details of patients: it will stand in both your CPD records."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 1, "autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Say in a few words what it was about.")},
    )

    def __init__(self, *args: Any, began_on: date, last_day: date, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._began_on, self._last_day, self._is_over = began_on, last_day, is_over
        self.fields["happened_on"].widget.attrs |= {"max": last_day.isoformat(), "min": began_on.isoformat()}

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self._last_day and self._is_over:
            raise ValidationError(_("On this day you were no longer mentoring together."))
        if day > self._last_day:
            raise ValidationError(_("This day is still to come. Log the meeting once it has taken place."))
        if not meeting_rules.may_be_logged(day, today=self._last_day, began_on=self._began_on):
            raise ValidationError(_("You came together after this day."))
        return day

    def clean_topic(self) -> str:
        topic = " ".join(self.cleaned_data["topic"].split())
        if not topic:
            raise ValidationError(_("Say in a few words what it was about."))
        return topic


class EndingForm(GuardedForm, PairForm):
    """Three questions at the end, none of which has to be answered."""

    partial = "mentoring/_ending_form.html"
    guarded = "takeaway"

    useful = forms.TypedChoiceField(
        label=_("How useful was it to you?"),
        choices=[
            ("1", _("not at all")),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", _("very")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    takeaway = forms.CharField(
        label=_("What do you take with you?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "dir": "auto"}),
    )
    again = forms.TypedChoiceField(
        label=_("Would you do it again?"),
        choices=[(Again.YES.value, _("Yes")), (Again.MAYBE.value, _("Maybe")), (Again.NO.value, _("No"))],
        coerce=Again,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in ("useful", "takeaway", "again")):
            raise ValidationError(_("Answer at least one of them, or say that you would rather not."))
        return cleaned
