"""What people tell about themselves."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.core.forms import CommunityForm


@cache
def _places() -> list[str]:
    """The IANA zones named after places: those that people look for."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))


def _time_zones() -> list[tuple[str, Any]]:
    return [("", _("As in my account")), *((name, name.replace("_", " ")) for name in _places())]


class ProfileForm(CommunityForm):
    """Everything in it may be left empty."""

    partial = "members/_profile_form.html"

    profession = forms.CharField(
        label=_("Your profession"),
        help_text=_("Shown beside your name, for example “Community nurse”. Never shown beside your pseudonym."),
        max_length=80,
        required=False,
    )
    setting = forms.CharField(
        label=_("Where you work"),
        help_text=_("The kind of place is enough, for example “a rural practice”. Never its name."),
        max_length=80,
        required=False,
    )
    languages = forms.CharField(
        label=_("Languages you work in"),
        help_text=_("Filled in for you where you look for a mentor or offer to be one. Nobody sees it here."),
        max_length=120,
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=_time_zones,
        required=False,
        error_messages={"invalid_choice": _("We do not know this time zone. Choose one from the list.")},
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        has_errors = "quiet_from" in self.errors or "quiet_until" in self.errors
        if not has_errors and (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            missing = "quiet_from" if cleaned.get("quiet_from") is None else "quiet_until"
            self.add_error(missing, _("Give both times, or neither."))
        return cleaned
