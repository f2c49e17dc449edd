"""What every block needs in which people write for others."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from django import forms
from webob import Response

from cpd_community_xblock.confidentiality import api
from cpd_community_xblock.confidentiality.data import Outcome, Review
from cpd_community_xblock.confidentiality.forms import GuardedForm
from cpd_community_xblock.core.block import CommunityBlock, handler
from cpd_community_xblock.core.data import Permission
from cpd_community_xblock.core.errors import InvalidForm
from cpd_community_xblock.core.forms import CommunityForm, posted

MAX_LOOKED_OVER = 20_000
"""Characters, as many as a text may have."""


class LookForm(CommunityForm):
    """A text to look over while it is being written. ``private`` when nobody else is to read it yet."""

    partial = "core/_message.html"

    body = forms.CharField(max_length=MAX_LOOKED_OVER, required=False, strip=False)
    private = forms.BooleanField(required=False)


class GuardedBlock(CommunityBlock):
    """A block with a guard over what people share in it."""

    elements_for_writing = ("cpd-guard",)

    @cached_property
    def _watched(self) -> tuple[str, ...]:
        return api.watched(course_key=self.course_key)

    # The words that nobody should share belong to the course and not to one of its blocks.

    def settings(self) -> dict[str, Any]:
        words = list(api.watched(course_key=self.course_key))
        return {**super().settings(), "watched": words, "watched_before": words}

    def store(self, checked: dict[str, Any]) -> None:
        # First, so that nothing of the form is kept where this fails.
        if checked["watched"] != checked["watched_before"]:
            api.watch(course_key=self.course_key, words=checked["watched"], before=checked["watched_before"])
        super().store(checked)

    @property
    def addressed(self) -> Collection[str]:
        """The names of those who write to each other here and of nobody else, which are no findings."""
        return ()

    def look(self, texts: Sequence[str], *, names: Collection[str] = ()) -> Review:
        """What is found in texts that others are to read, but for ``names`` beside those ``addressed``."""
        if not any(texts):
            return Review()
        return api.review(texts, words=self._watched, names=[*self.addressed, *names])

    def checked(self, form: GuardedForm) -> dict[str, Any]:
        """A guarded form's fields. Raises ``InvalidForm``; where that is for what was found in it, this is counted."""
        try:
            return form.checked()
        except InvalidForm:
            if form.is_held_back:
                self._count(form, Outcome.SENT_BACK)
            raise

    def count_sent(self, form: GuardedForm) -> None:
        """Count what went out all the same, once it has."""
        self._count(form, Outcome.LEFT)

    def _count(self, form: GuardedForm, outcome: Outcome) -> None:
        if form.review.notices:
            reason = form.cleaned_data.get("stays", "")
            api.count(course_key=self.course_key, review=form.review, outcome=outcome, reason=reason, now=self.now)

    @handler(Permission.TAKE_PART, saves=False)
    def look_over(self, request: Any, suffix: str = "") -> Response:
        """What is found in a text while it is being written, as the list below it. Nothing is kept or counted."""
        sent = LookForm(posted(request)).checked()
        return self.html(
            "confidentiality/_findings.html",
            {"review": self.look([sent["body"]]), "private": sent["private"], "can_reword": True},
        )
