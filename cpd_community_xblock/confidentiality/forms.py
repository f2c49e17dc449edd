"""Forms whose texts are looked over before anybody else reads them."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.data import Reason, Review
from cpd_community_xblock.core.forms import CommunityForm

Look = Callable[[Sequence[str]], Review]

_MOST_MARKS = 12 * 1000

REASONS = [
    (Reason.PUBLIC.value, _("It is public: a helpline, an organisation, a published contact")),
    (Reason.MINE.value, _("It is about me, and I want it there")),
    (Reason.INVENTED.value, _("It is made up: an example")),
    (Reason.MISTAKEN.value, _("It is not what it looks like")),
]


class GuardedForm(CommunityForm):
    """A form that comes back once for each thing found in its texts of which its writer has not been told.

    ``noticed`` holds the marks of what they have been told. What is certain needs a reason to stay (``stays``).
    """

    guarded: ClassVar[str] = "body"
    """The field that holds the text."""

    noticed = forms.CharField(max_length=_MOST_MARKS, required=False, widget=forms.HiddenInput)
    stays = forms.ChoiceField(
        label=_("If it has to stay, say why"), choices=REASONS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, look: Look, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._look = look

    def texts(self) -> list[str]:
        """What is to be shared. Only what its field has taken: anything else comes back in any case."""
        text = self.cleaned_data.get(self.guarded) if self.is_bound else self.initial.get(self.guarded)
        return [text] if text else []

    @cached_property
    def review(self) -> Review:
        """What is found in the texts."""
        return self._look(self.texts())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        told = set(cleaned.get("noticed", "").split())
        if self.review.is_certain and not cleaned.get("stays"):
            if "stays" not in self.errors:
                self.add_error("stays", _("Change it, or say why it can stay."))
        elif not self.review.marks <= told:
            self.add_error(
                None, _("Have a look at what is listed below the text first. Then send it again, changed or as it is.")
            )
        return cleaned
