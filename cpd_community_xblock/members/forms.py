"""What people tell about themselves."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.core.forms import CommunityForm


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
    languages = forms.CharField(label=_("Languages you work in"), max_length=120, required=False)
    time_zone = forms.CharField(
        label=_("Your time zone"),
        help_text=_("For example Europe/London. Leave it empty to use your account's."),
        max_length=64,
        required=False,
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"].strip()
        if name and name not in available_timezones():
            raise forms.ValidationError(_("We do not know this time zone. Choose one from the list."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        has_errors = "quiet_from" in self.errors or "quiet_until" in self.errors
        if not has_errors and (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            missing = "quiet_from" if cleaned.get("quiet_from") is None else "quiet_until"
            self.add_error(missing, _("Give both times, or neither."))
        return cleaned
