"""What facilitators send about matching everyone."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cpd_community_xblock.core.forms import CommunityForm, count_field
from cpd_community_xblock.mentoring import wording
from cpd_community_xblock.mentoring.forms import MAX_ID

MOST_SEED = 2**32 - 1
MOST_DELTA = 50
USUAL_DELTA = 10


class RunForm(CommunityForm):
    """How a matching is to be done."""

    partial = "mentoring/_matching_form.html"

    mode = forms.ChoiceField(
        label=gettext_lazy("What matters most"),
        choices=[(name, label) for name, (label, _sentence) in wording.MODES.items()],
        widget=forms.RadioSelect,
    )
    delta = forms.IntegerField(
        label=gettext_lazy("What anybody may lose"),
        min_value=0,
        max_value=MOST_DELTA,
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": MOST_DELTA, "step": 5}),
    )
    seed = count_field(
        gettext_lazy("Number that breaks ties"),
        help_text=gettext_lazy("The same number, people and rules give the same matching. It is published with it."),
        max_value=MOST_SEED,
    )

    @property
    def modes(self) -> list[tuple[Any, Any]]:
        """Each stop of the slider, with its sentence."""
        sentences = [sentence for _label, sentence in wording.MODES.values()]
        return list(zip(self["mode"], sentences, strict=True))


class RunIdForm(CommunityForm):
    """Which run."""

    partial = "core/_message.html"

    run = forms.IntegerField(min_value=1, max_value=MAX_ID)


class DecisionForm(RunIdForm):
    """What a facilitator decides of a learner and a mentor; ``pair`` is both user ids."""

    run = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False)
    pair = forms.RegexField(r"^[1-9]\d{0,17}-[1-9]\d{0,17}$")
    do = forms.ChoiceField(choices=[(name, name) for name in ("pin", "forbid", "undo")])
    part = forms.CharField(max_length=12, required=False)
    number = forms.IntegerField(min_value=1, max_value=10**6, required=False)

    def clean_pair(self) -> tuple[int, int]:
        learner_id, mentor_id = self.cleaned_data["pair"].split("-")
        return int(learner_id), int(mentor_id)


Named = Mapping[int, str]


class WhyNotForm(RunIdForm):
    """A learner and a mentor to ask about: chosen from a list by user id, or where that is long typed as an account."""

    partial = "mentoring/_matching_why_not.html"

    run = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)

    def __init__(self, *args: Any, learners: Named, mentors: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learner"] = _person(gettext_lazy("Learner"), learners)
        self.fields["mentor"] = _person(gettext_lazy("Mentor"), mentors)


def _person(label: Any, known: Named) -> forms.Field:
    missing = {"required": gettext_lazy("Choose somebody."), "invalid_choice": gettext_lazy("Choose somebody.")}
    if known:
        by_name = sorted(known.items(), key=lambda item: item[1].casefold())
        choices = [("", _("Choose …")), *((str(user_id), name) for user_id, name in by_name)]
        return forms.TypedChoiceField(label=label, choices=choices, coerce=int, error_messages=missing)
    return forms.CharField(
        label=label,
        max_length=254,
        help_text=gettext_lazy("Their user name or email address."),
        error_messages=missing,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "spellcheck": "false"}),
    )


class ScheduleForm(RunIdForm):
    """When to publish, in the facilitator's zone."""

    partial = "mentoring/_matching_schedule.html"

    run = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label=gettext_lazy("Publish on"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={
            "required": gettext_lazy("Choose a day and a time."),
            "invalid": gettext_lazy("Choose a day and a time, such as 2026-03-09 08:00."),
        },
    )

    def __init__(self, *args: Any, tz: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tz = tz
        self.fields["at"].help_text = _("Times are those of %(zone)s.") % {"zone": tz.key}

    def full_clean(self) -> None:
        with timezone.override(self.tz):
            super().full_clean()
