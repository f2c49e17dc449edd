"""The base of every form: what people send is parsed and validated here and nowhere else."""

import json
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cpd_community_xblock.core import PACKAGE
from cpd_community_xblock.core.errors import InvalidForm, TooLarge

MAX_BODY = 512 * 1024
"""The largest request taken, in bytes: a long text and what it began as, in any script. Anything longer is a mistake or
an attack."""


def posted(request: Any) -> QueryDict:
    """The fields of a WebOb request as Django forms read them. Bodies over ``MAX_BODY`` raise ``TooLarge``.

    Pages of ours send JSON, a list of names with values: the platform's tracking writes the fields of ordinary forms
    into its log. Such forms are read as well, for other callers; anything else has no fields.
    """
    if (request.content_length or 0) > MAX_BODY:
        raise TooLarge(_("That is more text than fits here. Please shorten it and try again; nothing was lost."))
    fields = QueryDict(mutable=True)
    for name, value in _pairs(request):
        if isinstance(name, str) and isinstance(value, str):
            fields.appendlist(_whole(name), _whole(value))
    return fields


def _whole(sent: str) -> str:
    """JSON can hold halves of a character, which no page and no database takes."""
    return sent.encode("utf-8", "replace").decode("utf-8")


def _pairs(request: Any) -> list[tuple[Any, Any]]:
    try:
        if request.content_type == "application/json":
            sent = json.loads(request.body)
            pairs = sent if isinstance(sent, list) else []
            return [tuple(pair) for pair in pairs if isinstance(pair, list) and len(pair) == 2]
        return list(request.POST.items())
    except (ValueError, RecursionError):  # Not JSON, nested beyond reason, or a form without its boundary.
        return []


def asked(request: Any) -> QueryDict:
    """The query of a WebOb request's address, as Django forms read it. WebOb itself fails on bytes that are no text."""
    return QueryDict(request.query_string)


class AccessibleForm(forms.Form):
    """A form whose widgets point to their hint and their errors, as Django itself does only from 5.2 on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def __getitem__(self, name: str) -> Any:
        bound = super().__getitem__(name)
        attributes = bound.field.widget.attrs
        described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
        # Not ``self.errors``: validation itself comes through here.
        if name in (getattr(self, "_errors", None) or {}):
            described.append(f"{bound.auto_id}_error")
            attributes["aria-invalid"] = "true"
        if described:
            attributes["aria-describedby"] = " ".join(described)
        return bound


class CommunityForm(AccessibleForm):
    """A form that knows the partial which draws it, so that an invalid one can be shown again by anyone.

    ``partial`` is relative to the package's templates. ``context`` is what that partial needs beside the form.
    """

    partial: str
    tone = "alert"
    """How what stands above a form that came back looks: an "alert", or a "note" where nobody did anything wrong."""
    # The server names what is missing, in the reader's language and beside what was typed; a browser's own bubble would
    # stop the form before that.
    use_required_attribute = False

    def __init__(self, *args: Any, context: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context or {}

    @property
    def headline(self) -> str:
        """What stands above a form that came back."""
        return _("Something needs another look. Nothing that you typed is lost.")

    @property
    def pointers(self) -> list[tuple[str, Any]]:
        """Where to look, as ids in the page with their labels: in a form that is too long to see at a glance."""
        fields = self.visible_fields()
        return [(f"{field.auto_id}_error", field.label) for field in fields if field.errors and len(fields) > 3]

    @property
    def partial_path(self) -> str:
        """The partial's full name, for ``{% include %}``."""
        return f"{PACKAGE}/{self.partial}"

    def checked(self) -> dict[str, Any]:
        """The cleaned fields; raises ``InvalidForm`` with this form when any is wrong."""
        if not self.is_valid():
            raise InvalidForm(self)
        return dict(self.cleaned_data)


class LinesField(forms.CharField):
    """Short texts, one a line."""

    def __init__(self, *, most: int, longest: int, is_hidden: bool = False, **kwargs: Any) -> None:
        widget = forms.HiddenInput() if is_hidden else forms.Textarea(attrs={"rows": 4})
        super().__init__(widget=widget, **kwargs)
        self._most, self._longest = most, longest

    def prepare_value(self, value: Any) -> Any:
        # OLX can hold numbers where the editor keeps words.
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > self._most:
            raise forms.ValidationError(_("%(most)d lines are enough. Remove some.") % {"most": self._most})
        if any(len(line) > self._longest for line in lines):
            raise forms.ValidationError(_("Keep each line under %(longest)d characters.") % {"longest": self._longest})
        return lines


def count_field(label: Any, *, help_text: Any, max_value: int, min_value: int = 0) -> forms.IntegerField:
    """A whole number between two bounds, with one message for whatever else is typed."""
    between = format_lazy(gettext_lazy("Give a whole number from {least} to {most}."), least=min_value, most=max_value)
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=min_value,
        max_value=max_value,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), between),
    )
