"""Forms whose texts are looked over before anybody else reads them."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.data import Reason, Review
from cpd_community_xblock.core.forms import CommunityForm, LinesField

Look = Callable[[Sequence[str]], Review]

_MOST_MARKS = 13 * 500 * 24
"""Characters: a mark and a space for each finding there can be, in two dozen texts."""

REASONS = [
    (Reason.PUBLIC.value, _("It is public: anyone can look it up, like a helpline")),
    (Reason.MINE.value, _("It is about me, and I want to keep it")),
    (Reason.INVENTED.value, _("It is made up: I wrote it as an example")),
    (Reason.MISTAKEN.value, _("It is not what it looks like")),
]

_MAX_WATCHED = 200


def watched_field(*, before: bool = False) -> LinesField:
    """The course's own words in a settings form: ``watched``, and ``watched_before`` as it was when it was shown."""
    return LinesField(
        label=_("Words that nobody should share, in the whole course"),
        help_text=_(
            "One a line: nicknames of wards and sites, initials, a story's name. Whoever writes one is told. "
            "It holds for every block of this course."
        ),
        required=False,
        most=_MAX_WATCHED,
        longest=80,
        is_hidden=before,
    )


class GuardedForm(CommunityForm):
    """A form that comes back once for each thing found in its texts of which its writer has not been told.

    ``noticed`` holds the marks of what they have been told. What is certain needs a reason to stay (``stays``), given
    for all of it (``explained``): what is typed after the reason is not covered by it.
    """

    guarded: ClassVar[str] = "body"
    """The field that holds the text."""

    noticed = forms.CharField(max_length=_MOST_MARKS, required=False, widget=forms.HiddenInput)
    explained = forms.CharField(max_length=_MOST_MARKS, required=False, widget=forms.HiddenInput)
    stays = forms.ChoiceField(
        label=_("Why does it need to stay?"), choices=REASONS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, look: Look, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._look = look
        self.is_held_back = False

    def texts(self) -> list[str]:
        """What is to be shared. Only what its field has taken: anything else comes back in any case."""
        text = self.cleaned_data.get(self.guarded) if self.is_bound else self.initial.get(self.guarded)
        return [text] if text else []

    @cached_property
    def review(self) -> Review:
        """What is found in the texts."""
        return self._look(self.texts())

    @property
    def tone(self) -> str:  # type: ignore[override]
        is_sound = not set(self.errors) - {"stays", NON_FIELD_ERRORS}
        return "note" if self.is_held_back and is_sound else "alert"

    @property
    def headline(self) -> str:
        if self.tone == "alert":
            return super().headline
        if "stays" in self.errors:
            return gettext("Not sent yet. This could show who someone is; change it, or say why it stays:")
        return gettext("Not sent yet.")

    @property
    def pointers(self) -> list[tuple[str, Any]]:
        pointers = [pointer for pointer in super().pointers if pointer[0] != f"{self['stays'].auto_id}_error"]
        if "stays" in self.errors:
            return [*pointers, (f"{self['stays'].auto_id}_first", self.review.certain[0].words)]
        return pointers

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        told = set(cleaned.get("noticed", "").split())
        if self.review.is_certain:
            self._require_reason(cleaned)
        else:
            self.errors.pop("stays", None)
        if self.review.is_cut:
            self._hold_back(_("There is more in it than can be listed. Please change what is listed first."))
        elif not self.review.marks <= told and not self.is_held_back:
            self._hold_back(
                _("Have a look at what is listed below the text first. Then send it again, changed or as it is.")
            )
        return cleaned

    def _require_reason(self, cleaned: dict[str, Any]) -> None:
        is_explained = self.review.certain_marks <= set(cleaned.get("explained", "").split())
        if cleaned.get("stays") and is_explained:
            return
        if not is_explained:
            data = cast("QueryDict", self.data).copy()
            data.pop("stays", None)
            self.data = data
        self.is_held_back = True
        if "stays" not in self.errors:
            self.add_error("stays", _("Pick a reason here, or change the words above."))

    def _hold_back(self, message: Any) -> None:
        self.add_error(None, message)
        self.is_held_back = True
