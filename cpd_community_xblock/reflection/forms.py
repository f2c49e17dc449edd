"""What learners, facilitators and course authors send to the reflection block."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.data import Notice
from cpd_community_xblock.confidentiality.forms import GuardedForm
from cpd_community_xblock.conversation.data import Concern, ThanksKind
from cpd_community_xblock.core import text
from cpd_community_xblock.core.forms import CommunityForm
from cpd_community_xblock.reflection.data import MAX_TEXT, MOST_MERGED, Step

MOST_SKIPPED = 100

MAX_ID = 2**63 - 1
"""The largest row there can be; SQLite does not take a larger number even to look for it."""


def text_field(label: Any, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A text that people write. White space stays as typed; browsers are asked to keep no copy of it."""
    kwargs.setdefault("error_messages", {"required": _("Write a few words first.")})
    return forms.CharField(
        label=label,
        required=required,
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "dir": "auto"}),
        **kwargs,
    )


def place(typed: str | None) -> int | None:
    """A row's id as it was sent, before the form has looked at it; None for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 19 else None


class DraftForm(CommunityForm):
    """A text as it stands in one window: ``version`` and ``base`` are what this window last knew to be saved."""

    partial = "reflection/_stage_form.html"

    stage = forms.CharField(max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    # Longer than a text may be: once two long ones were merged, so is what both began with.
    base = forms.CharField(max_length=MOST_MERGED, required=False, strip=False, widget=forms.HiddenInput)
    body = text_field(_("Your words"), required=False, rows=8)


class FinishForm(DraftForm):
    """A draft to be marked as finished: an optional stage may stay empty, any other needs some text."""

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._optional = optional

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not self._optional and text.is_blank(body):
            raise forms.ValidationError(_("Write a few words first. Two lines are enough."))
        return body


class FollowUpForm(GuardedForm, FinishForm):
    """What came of it, to be sent to those who responded."""


class ShareForm(GuardedForm):
    """Which parts, for whom, under which name, and the promise that nobody can be identified.

    ``seen`` holds the versions that the preview showed. Where another window has changed a text meanwhile, the promise
    was not made for it: the form comes back with the text as it is now.
    """

    partial = "reflection/_share_form.html"

    seen = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    parts = forms.MultipleChoiceField(
        label=_("What to share"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part to share.")},
    )
    audience = forms.ChoiceField(label=_("Who can read it"), widget=forms.RadioSelect)
    signature = forms.ChoiceField(label=_("Your name on it"), widget=forms.RadioSelect)
    attest = forms.BooleanField(
        label=_("I have read it through: nobody can tell from it who a patient, relative or colleague is."),
        help_text=_(
            "Names, numbers, dates and places are looked for. What cannot be seen: a story that people know, a rare "
            "illness in other words, or small clues that add up."
        ),
        error_messages={
            "required": _("Please read it through once more, and tick this when nobody can be identified.")
        },
    )

    def __init__(
        self,
        *args: Any,
        steps: tuple[Step, ...],
        audiences: list[tuple[str, Any]],
        signatures: list[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._steps = steps
        self._versions = " ".join(f"{step.stage.id}:{step.draft.version}" for step in steps)
        self.initial["seen"] = self._versions
        self.fields["parts"].choices = [(step.stage.id, step.stage.heading or _("An earlier part")) for step in steps]  # type: ignore[attr-defined]
        self.fields["audience"].choices = audiences  # type: ignore[attr-defined]
        self.fields["signature"].choices = signatures  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Step, ...]:
        """The parts to be shared."""
        parts = self.cleaned_data.get("parts", []) if self.is_bound else self.initial.get("parts", [])
        return tuple(step for step in self._steps if step.stage.id in parts)

    @property
    def preview(self) -> list[tuple[Step, list[Notice]]]:
        """Every part with what was found in it; in one that is not to be shared, nothing was looked for."""
        found: dict[str, list[Notice]] = {step.stage.id: [] for step in self._steps}
        for notice in self.review.notices:
            found[self.chosen[notice.part].stage.id].append(notice)
        return [(step, found[step.stage.id]) for step in self._steps]

    def texts(self) -> list[str]:
        return [step.draft.body for step in self.chosen]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") and cleaned["seen"] != self._versions:
            data = cast("QueryDict", self.data).copy()
            data["seen"], data["attest"] = self._versions, ""
            self.data = data
            self.add_error("attest", _("Your text has changed since you read it through. Please read it once more."))
        return cleaned


class RespondForm(GuardedForm):
    """A response to a thread, or a reply to a response. ``token`` makes a repeated request harmless."""

    partial = "reflection/_respond_form.html"

    thread = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    parent = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    stem = forms.ChoiceField(label=_("Begin with"), required=False, widget=forms.RadioSelect)
    body = text_field(_("Your response"), rows=3)
    signature = forms.ChoiceField(label=_("Your name on it"), required=False)

    def __init__(
        self,
        *args: Any,
        stems: tuple[str, ...] = (),
        signatures: list[tuple[str, Any]],
        reply: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stem"].choices = [("", _("My own words")), *((stem, stem) for stem in stems)]  # type: ignore[attr-defined]
        self.fields["signature"].choices = signatures  # type: ignore[attr-defined]
        if reply:
            self.fields["body"].label = _("Your reply")

    def clean_body(self) -> str:
        return _not_blank(self.cleaned_data["body"])


class EditForm(GuardedForm):
    """New words for one's own response."""

    partial = "reflection/_edit_form.html"

    post = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    body = text_field(_("Your response"))

    def clean_body(self) -> str:
        return _not_blank(self.cleaned_data["body"])


class PostForm(CommunityForm):
    """A post to do something with."""

    partial = "core/_message.html"

    post = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)


class AskForm(PostForm):
    """A post, and which form about it is wanted."""

    do = forms.ChoiceField(
        choices=[("", ""), ("reply", ""), ("edit", ""), ("report", ""), ("hide", "")], required=False
    )


class HideForm(GuardedForm, PostForm):
    """Why a post is hidden: its author reads it, and so does the course team."""

    partial = "reflection/_hide_form.html"
    guarded = "reason"

    reason = forms.CharField(
        label=_("Why it is hidden"),
        help_text=_("The author and the course team will read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"required": _("Give a reason: the author will read it.")},
    )


class ThankForm(PostForm):
    """Thanks for an answer, or with ``undo`` that they are taken back."""

    kind = forms.ChoiceField(choices=[(kind.value, "") for kind in ThanksKind])
    undo = forms.BooleanField(required=False)


class ReportForm(GuardedForm, PostForm):
    """What a facilitator is asked to look at, and why."""

    partial = "reflection/_report_form.html"
    guarded = "words"

    concern = forms.ChoiceField(
        label=_("What worries you?"),
        choices=[
            (Concern.IDENTIFIES.value, _("Someone could be recognised in it")),
            (Concern.UNSAFE.value, _("It could put someone at risk")),
            (Concern.UNKIND.value, _("It is unkind")),
            (Concern.OTHER.value, _("Something else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    words = forms.CharField(
        label=_("Anything the facilitators should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("concern") == Concern.OTHER.value and not cleaned.get("words"):
            self.add_error("words", _("Say in a few words what it is."))
        return cleaned


class NextForm(CommunityForm):
    """Whom to answer next: with ``instead_of``, somebody else than those shown, of whom the last hundred count."""

    partial = "core/_message.html"

    instead_of = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = cast("QueryDict", self.data).copy()
        shown = [typed for typed in sent.getlist("instead_of") if place(typed)][-MOST_SKIPPED:]
        sent.setlist("instead_of", shown)
        self.data = sent
        self.fields["instead_of"].choices = [(typed, typed) for typed in shown]  # type: ignore[attr-defined]


class RewordForm(CommunityForm):
    """A finding in a part that is about to be shared: the version of the text, where it begins, its mark, the part."""

    partial = "core/_message.html"

    reword = forms.RegexField(r"\A[0-9]{1,9}:[0-9]{1,6}:[0-9a-f]{12}:.{1,64}\Z", error_messages={"invalid": ""})

    def clean_reword(self) -> tuple[int, int, str, str]:
        version, start, mark, stage_id = self.cleaned_data["reword"].split(":", 3)
        return int(version), int(start), mark, stage_id


class SeenForm(CommunityForm):
    """How far someone has read what is new. Without a moment, all of it."""

    partial = "core/_message.html"

    until = forms.DateTimeField(required=False)


class PageForm(CommunityForm):
    """Which page of the block to show. What cannot be understood falls back to the first page."""

    partial = "core/_message.html"

    view = forms.CharField(max_length=20, required=False)
    stage = forms.CharField(max_length=64, required=False)
    thread = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False)
    order = forms.CharField(max_length=20, required=False)
    number = forms.IntegerField(min_value=1, max_value=100_000, required=False)


def _not_blank(body: str) -> str:
    if text.is_blank(body):
        raise forms.ValidationError(_("Write a few words first."))
    return body
