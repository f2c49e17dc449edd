"""What two people, and those who are to become two, send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.forms import GuardedForm
from cpd_community_xblock.core.forms import CommunityForm
from cpd_community_xblock.mentoring.data import Concern
from cpd_community_xblock.mentoring.forms import MAX_ID

MAX_WORDS = 500
MAX_MESSAGE = 5000
MAX_GOALS = 2000
MOST_MERGED = 2 * MAX_GOALS + 100
"""Two texts that were put together, to be read over."""
MOST_IDS = 200
"""Characters."""


def id_field(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput, **kwargs)


def text_field(label: Any, *, most: int, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A text that the other one, or the facilitators, will read. Browsers are asked to keep no copy of it."""
    kwargs.setdefault("error_messages", {"required": _("Write a few words first.")})
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "dir": "auto"}),
        **kwargs,
    )


class PartnershipForm(CommunityForm):
    """Which partnership."""

    partial = "core/_message.html"

    partnership = id_field()


class EarlierForm(PartnershipForm):
    """Before which message to read on."""

    before = id_field()


class RematchForm(PartnershipForm):
    """Which partnership a facilitator ends, and on which page."""

    view = forms.ChoiceField(choices=[(view, view) for view in ("people", "pairs")], required=False)

    def clean_view(self) -> str:
        return self.cleaned_data["view"] or "people"


class DoForm(CommunityForm):
    """Which form to show: to ``ask`` a mentor, about a ``partnership``, or a ``post`` in one."""

    partial = "core/_message.html"

    do = forms.ChoiceField(
        choices=[(do, do) for do in ("ask", "complete", "end", "report", "goals", "change", "answer")]
    )
    partnership = id_field(required=False)
    mentor = id_field(required=False)
    post = id_field(required=False)
    report = id_field(required=False)
    others = forms.CharField(max_length=MOST_IDS, required=False)


class AskForm(GuardedForm):
    """A learner's request to a mentor. ``others`` are the ids of those to be asked next."""

    partial = "mentoring/_ask_form.html"
    guarded = "words"

    mentor = id_field()
    others = forms.CharField(max_length=MOST_IDS, required=False, widget=forms.HiddenInput)
    words = text_field(
        _("A few words to them"),
        most=MAX_WORDS,
        required=False,
        help_text=_("For example what you would like to be able to do by the end. You may leave this empty."),
    )
    goes_on = forms.BooleanField(
        label=_("If they cannot, ask the next one for me, with the same words"), required=False
    )

    def clean_others(self) -> list[int]:
        return ids_of(self.cleaned_data["others"])


def ids_of(typed: str) -> list[int]:
    """Ids with a space between them; anything else is passed over."""
    return [int(part) for part in typed.split() if part.isascii() and part.isdigit() and len(part) < 19]


class CompleteForm(PartnershipForm):
    """That two people have done what they set out to do."""

    partial = "mentoring/_complete_form.html"


class EndForm(CommunityForm):
    """The end of a partnership, without a reason."""

    partial = "mentoring/_end_form.html"

    partnership = id_field()
    not_again = forms.BooleanField(
        label=_("Do not match us again"),
        help_text=_("The other one is not told."),
        required=False,
    )
    looks_on = forms.BooleanField(label=_("Find another mentor for me"), required=False)


class GoalsForm(GuardedForm):
    """Goals that both can change. ``version`` and ``base`` are what the page began with."""

    partial = "mentoring/_goals_form.html"
    guarded = "goals"

    partnership = id_field()
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    base = forms.CharField(max_length=MOST_MERGED, required=False, strip=False, widget=forms.HiddenInput)
    goals = text_field(
        _("What you agreed on"),
        most=MAX_GOALS,
        rows=4,
        required=False,
        help_text=_("One or two goals are enough. Both of you can change them."),
    )

    def clashes(self) -> None:
        """The other one has changed them meanwhile: what stands here is both texts."""
        self.is_valid()
        self.is_held_back = True
        self.add_error(
            None, _("The other one has changed the goals meanwhile. Both texts are here: read them over first.")
        )


class MessageForm(GuardedForm):
    """A message to the other one; ``token`` makes a repeated request harmless."""

    partial = "mentoring/_say_form.html"

    partnership = id_field()
    token = forms.UUIDField(widget=forms.HiddenInput)
    body = text_field(_("Your message"), most=MAX_MESSAGE)


class ChangeForm(GuardedForm):
    """Other words for a message of one's own."""

    partial = "mentoring/_change_form.html"

    post = id_field()
    body = text_field(_("Your message"), most=MAX_MESSAGE)


class PostForm(CommunityForm):
    """Which message."""

    partial = "core/_message.html"

    post = id_field()


class ReportForm(GuardedForm):
    """What someone tells the facilitators of a partnership."""

    partial = "mentoring/_pair_report_form.html"
    guarded = "words"

    partnership = id_field()
    concern = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (Concern.UNKIND.value, _("Something unkind was said or done")),
            (Concern.UNSAFE.value, _("Somebody may not be safe: a patient, or one of us")),
            (Concern.BEYOND.value, _("It goes beyond what mentoring is for")),
            (Concern.OTHER.value, _("Something else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    words = text_field(_("What should the facilitators know?"), most=MAX_WORDS, required=False)
    blocks = forms.BooleanField(
        label=_("End it now, and never match us again"),
        help_text=_("Neither of you can write to the other then. They do not learn why."),
        required=False,
    )


class AnswerForm(GuardedForm):
    """A facilitator's answer to whoever told them."""

    partial = "mentoring/_answer_form.html"
    guarded = "words"

    report = id_field()
    words = text_field(
        _("A few words to whoever told you"),
        most=MAX_WORDS,
        required=False,
        help_text=_("They read it beside your name. You may leave it empty."),
    )
