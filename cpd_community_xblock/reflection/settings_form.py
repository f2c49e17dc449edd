"""What a course author sets, as a form: the block's own settings and its stages."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.conversation.data import AudienceKind
from cpd_community_xblock.core.errors import InvalidForm
from cpd_community_xblock.core.forms import AccessibleForm, CommunityForm
from cpd_community_xblock.reflection import stages as stage_lists
from cpd_community_xblock.reflection import templates
from cpd_community_xblock.reflection.data import Naming, Opens, Template

MAX_STAGES = 12


class StageSettingsForm(AccessibleForm):
    """One stage, as the course author edits it."""

    use_required_attribute = False

    # Any text: what an author who edits OLX chose is not to be changed here, where nobody sees it.
    id = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    heading = forms.CharField(
        label=_("Heading"), max_length=120, error_messages={"required": _("Every part needs a heading.")}
    )
    prompt = forms.CharField(
        label=_("Question"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    guidance = forms.CharField(
        label=_("Guidance"),
        help_text=_("Shown below the question for those who want it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minimum_words = forms.IntegerField(
        label=_("Words to aim for"),
        help_text=_("A hint to the writer. Nobody is held back for writing less."),
        min_value=0,
        max_value=2000,
        required=False,
    )
    minutes = forms.IntegerField(label=_("Minutes it may take"), min_value=0, max_value=240, required=False)
    optional = forms.BooleanField(label=_("This part is optional"), required=False)
    opens = forms.ChoiceField(
        label=_("Opens"),
        choices=[
            (Opens.AT_ONCE.value, _("at once")),
            (Opens.AFTER_PREVIOUS.value, _("some days after the previous part was finished")),
            (Opens.IN_WEEK.value, _("in a week of the course")),
            (Opens.ON_DATE.value, _("on a date")),
        ],
    )
    days = forms.IntegerField(label=_("Days after the previous part"), min_value=0, max_value=365, required=False)
    week = forms.IntegerField(label=_("Week of the course"), min_value=0, max_value=104, required=False)
    date = forms.DateField(
        label=_("Date"),
        required=False,
        validators=[MinValueValidator(stage_lists.EARLIEST), MaxValueValidator(stage_lists.LATEST)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        needed = {
            Opens.AFTER_PREVIOUS.value: ("days", _("Say after how many days. 0 means at once.")),
            Opens.IN_WEEK.value: ("week", _("Say in which week.")),
            Opens.ON_DATE.value: ("date", _("Choose the date.")),
        }
        if cleaned.get("opens") in needed:
            name, message = needed[cleaned["opens"]]
            given = cleaned.get(name)
            if (given is None or (name == "week" and not given)) and name not in self.errors:
                self.add_error(name, message)
        return cleaned


class StemsField(forms.CharField):
    """Beginnings of responses, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        stems = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(stems) > 8:
            raise forms.ValidationError(_("Eight beginnings are enough. Remove some."))
        if any(len(stem) > 120 for stem in stems):
            raise forms.ValidationError(_("Keep each beginning under 120 characters."))
        return stems


def _url_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        validators=[URLValidator(schemes=["https", "http"])],
    )


StageFormSet = forms.formset_factory(
    StageSettingsForm, extra=0, min_num=1, validate_min=True, max_num=MAX_STAGES, validate_max=True
)


class ReflectionSettingsForm(CommunityForm):
    """The reflection block's settings. ``stages`` is a formset under the prefix ``stages``."""

    partial = "reflection/_settings_form.html"

    display_name = forms.CharField(label=_("Title"), max_length=200, required=False)
    template = forms.ChoiceField(
        label=_("Model of reflection"),
        help_text=_("Another model brings its own parts, unless you have changed the ones below."),
        initial=templates.DEFAULT,
    )
    audience = forms.ChoiceField(
        label=_("Who may read what is shared"),
        choices=[
            (AudienceKind.COHORT.value, _("The writer's cohort")),
            (AudienceKind.COURSE.value, _("The writer's cohort or the whole course, as the writer chooses")),
        ],
    )
    naming = forms.ChoiceField(
        label=_("Names on what is shared"),
        choices=[
            (Naming.CHOICE.value, _("The writer chooses: own name or pseudonym")),
            (Naming.PSEUDONYM.value, _("Always a pseudonym")),
            (Naming.NAMED.value, _("Always the own name")),
        ],
    )
    stems = StemsField(
        label=_("Beginnings of responses"),
        help_text=_("One a line. Leave empty for the usual ones."),
        required=False,
    )
    incident_text = forms.CharField(label=_("Text of the incident link"), max_length=200, required=False)
    incident_url = _url_field(_("Address of your incident reporting"))
    wellbeing_text = forms.CharField(label=_("Text of the wellbeing link"), max_length=200, required=False)
    wellbeing_url = _url_field(_("Address of your wellbeing support"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(model.id, model.name) for model in templates.templates()]
        self.fields["template"].choices = choices  # type: ignore[attr-defined]
        self.stages = StageFormSet(
            self.data if self.is_bound else None,
            prefix="stages",
            auto_id=str(self.auto_id),
            initial=None if self.is_bound else self.initial.get("stages", []),
        )

    def checked(self) -> dict[str, Any]:
        """As for every form; ``stages`` is empty where they are a template's own, so that those stay translated."""
        fields_valid, stages_valid = self.is_valid(), self.stages.is_valid()
        if not (fields_valid and stages_valid):
            raise InvalidForm(self)
        cleaned = dict(self.cleaned_data)
        stages = [stage_lists.to_field(_with_id(form.cleaned_data)) for form in self.stages]
        # Those of another model too: who chooses a model and leaves the parts alone wants that model's.
        untouched = any(stages == _fields(model) for model in templates.templates())
        return {**cleaned, "stages": [] if untouched else stages}


def _fields(model: Template) -> list[stage_lists.FieldValue]:
    return [stage_lists.to_field(stage) for stage in model.stages]


def _with_id(cleaned: dict[str, Any]) -> Any:
    """A stage from a cleaned form. A new one gets an id of its own, so that it never meets another stage's texts."""
    values = {**cleaned, "id": cleaned.get("id") or f"part-{uuid4().hex[:8]}"}
    return stage_lists.from_field({name: "" if value is None else value for name, value in values.items()})


def rearranged(data: QueryDict) -> dict[str, Any]:
    """The form's values after one of its stage buttons, with everything typed kept and nothing checked yet.

    ``do`` says what: ``add``, ``template``, or ``up-N``, ``down-N``, ``remove-N`` for the stage at place N.
    """
    initial: dict[str, Any] = {name: data.get(name, "") for name in ReflectionSettingsForm.base_fields}
    rows = _typed_stages(data)
    action, _dash, place = data.get("do", "").partition("-")
    index = int(place) if place.isascii() and place.isdigit() else -1
    if action == "add" and len(rows) < MAX_STAGES:
        rows.append({"opens": Opens.AT_ONCE.value})
    elif action == "template":
        rows = _fields(templates.template(initial["template"]))
    elif action == "remove" and 0 <= index < len(rows) > 1:
        del rows[index]
    elif action == "up" and 0 < index < len(rows):
        rows[index - 1], rows[index] = rows[index], rows[index - 1]
    elif action == "down" and 0 <= index < len(rows) - 1:
        rows[index], rows[index + 1] = rows[index + 1], rows[index]
    return {**initial, "stages": rows}


def _typed_stages(data: QueryDict) -> list[dict[str, Any]]:
    count = data.get("stages-TOTAL_FORMS", "")
    total = min(int(count), MAX_STAGES) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    names = StageSettingsForm.base_fields
    return [{name: data.get(f"stages-{place}-{name}", "") for name in names} for place in range(total)]
