"""What a course author sets for the mentoring block."""

import json
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from cpd_community_xblock.confidentiality.forms import watched_field
from cpd_community_xblock.core.forms import CommunityForm, LinesField, count_field
from cpd_community_xblock.mentoring.data import Milestone, Side, Way
from cpd_community_xblock.mentoring.matching.data import MOST_WEIGHT, Field, Relation

MAX_RUNS = 20
MAX_CHOICES, LONGEST_CHOICE = 60, 80
MAX_SHARED_SLOTS = 20
MIN_WEEKS, MAX_WEEKS = 1, 52
MIN_HOURS, MAX_HOURS = 12, 336

LISTS = ("professions", "specialties", "work_settings", "languages", "topics", "goals")

FIELD_LABELS = {
    Field.PROFESSION: _("Profession"),
    Field.SPECIALTY: _("Specialty"),
    Field.SETTING: _("Place of work"),
    Field.TOPICS: _("Topics"),
    Field.GOALS: _("Goals"),
}

WEIGHTS = (
    (0, _("not at all")),
    (1, _("a little")),
    (30, _("somewhat")),
    (55, _("much")),
    (80, _("very much")),
)
"""How much a wish matters, in words, from each weight on."""

RULES = ("shared_language", "not_same_team", "shared_slots", "weeks")


def weight_in_words(weight: Any) -> Any:
    """What a slider's place means. What is no number means nothing."""
    try:
        place = int(weight)
    except (TypeError, ValueError, OverflowError):
        return ""
    return next(words for least, words in reversed(WEIGHTS) if place >= least or not least)


def wish_name(side: Side, field: Field, part: str) -> str:
    """The form field of one part, ``relation`` or ``weight``, of one side's wish."""
    return f"{side.value}_{field.value}_{part}"


def _lines(label: Any) -> LinesField:
    return LinesField(
        label=label,
        help_text=_("One a line. Leave empty for the usual ones."),
        required=False,
        most=MAX_CHOICES,
        longest=LONGEST_CHOICE,
    )


class MentoringSettingsForm(CommunityForm):
    """The mentoring block's settings, with a relation and a weight for each wish of each side."""

    partial = "mentoring/_settings_form.html"

    display_name = forms.CharField(label=_("Title"), max_length=200, required=False)
    way = forms.ChoiceField(
        label=_("How learners find a mentor"),
        choices=[
            (Way.BOTH.value, _("They may ask one; a facilitator matches everyone else")),
            (Way.SUGGEST.value, _("They see five who fit, and ask one")),
            (Way.RUN.value, _("A facilitator matches everyone")),
        ],
        widget=forms.RadioSelect,
    )
    completes_by = forms.ChoiceField(
        label=_("Counts as complete for somebody who has"),
        choices=[
            (Milestone.TOLD.value, _("said what they look for, or what they offer")),
            (Milestone.MET.value, _("met the other one, as both confirm")),
            (Milestone.FINISHED.value, _("completed it with the other one")),
        ],
        help_text=_("Only the first is in everybody's own hands: not everyone may find somebody."),
    )
    alumni_runs = LinesField(
        label=_("Course runs whose graduates may mentor"),
        help_text=_("Their course keys, one a line, for example course-v1:Org+Course+2025."),
        required=False,
        most=MAX_RUNS,
        longest=255,
    )
    weeks = count_field(
        _("Weeks that a partnership lasts"),
        help_text=_("The two see until when. Free times are compared over all of them, clock changes included."),
        min_value=MIN_WEEKS,
        max_value=MAX_WEEKS,
    )
    request_hours = count_field(
        _("Hours to answer a request or a proposal"),
        help_text=_("After that it lapses, and the next mentor is asked."),
        min_value=MIN_HOURS,
        max_value=MAX_HOURS,
    )
    shared_language = forms.BooleanField(label=_("They share a language"), required=False)
    not_same_team = forms.BooleanField(label=_("They are not of one team, nor in one line"), required=False)
    shared_slots = count_field(
        _("Free times of two hours that they share each week, at least"),
        help_text=_("0 matches people whose hours never meet."),
        max_value=MAX_SHARED_SLOTS,
    )
    professions = _lines(_("Professions to choose from"))
    specialties = _lines(_("Specialties to choose from"))
    work_settings = _lines(_("Places of work to choose from"))
    languages = _lines(_("Languages to choose from"))
    topics = _lines(_("Topics to choose from"))
    goals = _lines(_("Goals to choose from"))
    watched = watched_field()
    watched_before = watched_field(before=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side in Side:
            for field in Field:
                self.fields[wish_name(side, field, "relation")] = forms.ChoiceField(
                    label=FIELD_LABELS[field],
                    choices=[(Relation.SAME.value, _("the same")), (Relation.DIFFERENT.value, _("another"))],
                )
                self.fields[wish_name(side, field, "weight")] = forms.IntegerField(
                    label=format_lazy("{}: {}", FIELD_LABELS[field], _("how much it matters")),
                    min_value=0,
                    max_value=MOST_WEIGHT,
                    widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": MOST_WEIGHT, "step": 5}),
                )

    @property
    def wishes(self) -> list[tuple[Side, list[tuple[Any, Any, Any]]]]:
        """For each side its wishes: bound fields of relation and weight, and the weight in words."""

        def parts(side: Side, field: Field) -> tuple[Any, Any, Any]:
            weight = self[wish_name(side, field, "weight")]
            return self[wish_name(side, field, "relation")], weight, weight_in_words(weight.value())

        return [(side, [parts(side, field) for field in Field]) for side in Side]

    @property
    def weights(self) -> str:
        """The words for a slider's places, for the script that shows them while it is moved."""
        return json.dumps([[least, str(words)] for least, words in WEIGHTS])

    def rules(self) -> dict[str, Any] | None:
        """The rules and wishes alone, however unfinished the rest is; None where something is wrong in them."""
        self.is_valid()
        names = [wish_name(side, field, part) for side in Side for field in Field for part in ("relation", "weight")]
        if any(name in self.errors for name in (*RULES, *names)):
            return None
        return self._with_wishes({name: self.cleaned_data[name] for name in (*RULES, *names)})

    def clean_alumni_runs(self) -> list[str]:
        runs: list[str] = self.cleaned_data["alumni_runs"]
        for run in runs:
            if not _is_course(run):
                raise forms.ValidationError(_("“%(run)s” is no course key.") % {"run": run})
            if run == self.context.get("course_key"):
                own = _("“%(run)s” is this course itself. Name earlier runs of it.")
                raise forms.ValidationError(own % {"run": run})
        return list(dict.fromkeys(runs))

    def checked(self) -> dict[str, Any]:
        """As for every form; the wishes of a side are one value, ``learner_wishes`` and ``mentor_wishes``."""
        return self._with_wishes(super().checked())

    @staticmethod
    def _with_wishes(cleaned: dict[str, Any]) -> dict[str, Any]:
        for side in Side:
            cleaned[f"{side.value}_wishes"] = {
                field.value: {part: cleaned.pop(wish_name(side, field, part)) for part in ("relation", "weight")}
                for field in Field
            }
        return cleaned


def _is_course(run: str) -> bool:
    """A library's key reads like a course's, and nobody graduates from a library."""
    try:
        return bool(CourseKey.from_string(run).is_course)
    except InvalidKeyError:
        return False


def wish_fields(wishes: dict[str, Any], side: Side) -> dict[str, Any]:
    """A side's wishes, as the block keeps them, as the form's values."""
    return {
        wish_name(side, field, part): (wishes.get(field.value) or {}).get(part, default)
        for field in Field
        for part, default in (("relation", Relation.SAME.value), ("weight", 0))
    }
