"""What a course author sets, as a form: the block's own settings and its stages."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.forms import watched_field
from cpd_community_xblock.conversation.data import AudienceKind
from cpd_community_xblock.core.errors import InvalidForm
from cpd_community_xblock.core.forms import AccessibleForm, CommunityForm, LinesField, count_field
from cpd_community_xblock.reflection import stages as stage_lists
from cpd_community_xblock.reflection import templates
from cpd_community_xblock.reflection.data import Act, Naming, Opens, Template

MAX_STAGES = 12
MAX_RESPONSES = 10
MIN_HOURS, MAX_HOURS = 12, 336
MAX_FOLLOW_UP_DAYS = 365


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
    stems = LinesField(
        label=_("Beginnings of responses"),
        help_text=_("One a line. Leave empty for the usual ones."),
        required=False,
        most=8,
        longest=120,
    )
    watched = watched_field()
    responses_asked = count_field(
        _("Responses asked of each learner"), help_text=_("0 asks for none."), max_value=MAX_RESPONSES
    )
    responses_promised = count_field(
        _("Responses promised to whoever shares"),
        help_text=_("0 promises none, and nobody is asked."),
        max_value=MAX_RESPONSES,
    )
    promise_hours = count_field(
        _("Within how many hours"),
        help_text=_("Peer leaders are asked when half of them are over, facilitators when nearly all are."),
        min_value=MIN_HOURS,
        max_value=MAX_HOURS,
    )
    follow_up_days = count_field(
        _("Days until the writer is asked what came of it"), help_text=_("0 asks nobody."), max_value=MAX_FOLLOW_UP_DAYS
    )
    follow_up_prompt = forms.CharField(
        label=_("What to ask then"),
        help_text=_("Leave empty for the usual question."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    completes_with = forms.MultipleChoiceField(
        label=_("What completes it"),
        help_text=_("Only what learners do themselves counts. Who finds nobody to respond to is not held back."),
        choices=[
            (Act.WROTE.value, _("Finished every part that is not optional")),
            (Act.SHARED.value, _("Shared it")),
            (Act.RESPONDED.value, _("Gave the responses asked")),
            (Act.FOLLOWED_UP.value, _("Told what came of it")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    weight = forms.FloatField(
        label=_("Weight of a grade for taking part"),
        help_text=_("0 gives no grade. The grade counts what completes it, never how well it is written."),
        min_value=0,
        max_value=1000,
        required=False,
    )
    watched_before = watched_field(before=True)
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

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        acts = set(cleaned.get("completes_with", []))
        if Act.RESPONDED in acts and not cleaned.get("responses_asked", 1):
            self.add_error("completes_with", _("No responses are asked, so none can complete it."))
        if Act.FOLLOWED_UP in acts and not cleaned.get("follow_up_days", 1):
            self.add_error("completes_with", _("Nobody is asked what came of it, so that cannot complete it."))
        if Act.FOLLOWED_UP in acts and Act.SHARED not in acts:
            self.add_error("completes_with", _("What came of it goes to those who responded: choose “Shared it” too."))
        return cleaned

    def checked(self) -> dict[str, Any]:
        """As for every form; ``stages`` is empty where they are a template's own, so that those stay translated."""
        fields_valid, stages_valid = self.is_valid(), self.stages.is_valid()
        if not (fields_valid and stages_valid):
            raise InvalidForm(self)
        cleaned = {**self.cleaned_data, "weight": self.cleaned_data.get("weight") or 0}
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
    initial["completes_with"] = data.getlist("completes_with")
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
