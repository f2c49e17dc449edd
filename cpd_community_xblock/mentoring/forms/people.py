"""What people tell for the matching, and the lists that facilitators send."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cpd_community_xblock.confidentiality.forms import GuardedForm
from cpd_community_xblock.core.forms import CommunityForm, LinesField, count_field
from cpd_community_xblock.mentoring import choices
from cpd_community_xblock.mentoring.data import Profile
from cpd_community_xblock.mentoring.forms import MAX_ID, grid, rows
from cpd_community_xblock.mentoring.forms.zones import ZoneField, places

MAX_CAPACITY = 10
MAX_APART = 20
MAX_INVITED = 20
MAX_LIST = 300_000
_LONGEST_OFFER = timedelta(days=5 * 366)

NOT_KEPT = {"autocomplete": "off"}
"""Browsers are asked to keep no copy: on a ward the next person would be offered it."""

Offered = Mapping[str, tuple[str, ...]]

_ONES = ("profession", "specialty", "setting")
_MANY = ("languages", "topics", "goals")
_UNITS = ("team", "line")
_TEAM, _LINE = gettext_lazy("Your team"), gettext_lazy("Your line of management")
_LIKE_A_TEAM = gettext_lazy("Nobody sees this. As it stands on your rota, for example: Juniper ward, nights.")
_LIKE_A_LINE = gettext_lazy("Nobody sees this. The post that you report to, for example: Head of midwifery.")


def _select(label: Any, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This is no longer offered. Choose again.")},
    )


def _checkboxes(label: Any, help_text: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("One of these is no longer offered. Choose again.")},
    )


class TellForm(GuardedForm):
    """What both sides tell. ``offered`` is what the author lets them choose from; what somebody told before stays a
    choice of theirs. The grid of free times is read beside the fields, as ``rota``."""

    guarded = "about"
    sees_ones: ClassVar[Any]
    sees_many: ClassVar[Any]

    def __init__(
        self,
        *args: Any,
        offered: Offered,
        today: date,
        told: Profile | None = None,
        rota: grid.Rota | None = None,
        **kw: Any,
    ) -> None:
        self._today = today
        monday = today - timedelta(days=today.weekday())
        told = told or Profile()
        if "initial" not in kw:
            kw["initial"] = initial_of(told)
        super().__init__(*args, **kw)
        for name in (*_ONES, *_MANY):
            own = getattr(told, name)
            known = dict.fromkeys([*offered[name], *((own,) if name in _ONES else own)])
            labelled = [(value, choices.label(value)) for value in known if value]
            nothing = [("", _("Rather not say"))] if name in _ONES else []
            self.fields[name].choices = [*nothing, *labelled]  # type: ignore[attr-defined]
        if self.is_bound:
            self.rota = grid.parse(self.data, monday=monday)
        else:
            self.rota = rota or grid.rota_of(told.availability, monday=monday)
        self.fields["time_zone"].widget.attrs["list"] = str(self.auto_id) % "zones"
        self.fields["apart"].widget.attrs |= NOT_KEPT

    @cached_property
    def weeks(self) -> list[grid.Week]:
        return grid.shown(self.rota)

    @property
    def zones(self) -> tuple[str, ...]:
        return places()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.rota.is_empty and not cleaned.get("time_zone") and "time_zone" not in self.errors:
            self.add_error("time_zone", _("Say in which time zone your free times are. A large city will do."))
        return cleaned

    def profile(self, checked: Mapping[str, Any]) -> Profile:
        """What was told. ``checked`` is what ``checked()`` has given."""
        told = {name: checked[name] for name in (*_ONES, *_UNITS, "about") if name in checked}
        told |= {name: tuple(checked[name]) for name in (*_MANY, "apart")}
        told |= {name: checked[name] for name in ("capacity", "until") if name in checked}
        return Profile(**told, availability=self.rota.availability(checked["time_zone"]))


def initial_of(profile: Profile) -> dict[str, Any]:
    """What someone told, as a form's values."""
    names = (*_ONES, *_MANY, *_UNITS, "about", "apart", "capacity", "until")
    return {**{name: getattr(profile, name) for name in names}, "time_zone": profile.availability.time_zone}


def typed(fields: QueryDict) -> dict[str, Any]:
    """What stands in a form that is not finished, as its values: nothing is checked and nothing is lost."""
    values: dict[str, Any] = {name: fields.get(name, "") for name in OfferForm.base_fields}
    return values | {name: fields.getlist(name) for name in _MANY}


def _unit_field(label: Any, example: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=example,
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=NOT_KEPT),
    )


def _apart_field() -> LinesField:
    return LinesField(
        label=gettext_lazy("People you would rather not be matched with"),
        help_text=gettext_lazy(
            "Nobody sees this, and they are never told. One a line: a username or an e-mail address."
        ),
        required=False,
        most=MAX_APART,
        longest=254,
    )


def _zone_field() -> ZoneField:
    return ZoneField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("Nobody sees this. Type a large city near you, such as London."),
        required=False,
    )


class OfferForm(TellForm):
    """What somebody who mentors offers."""

    partial = "mentoring/_offer_form.html"

    profession = _select(gettext_lazy("Your profession"), gettext_lazy("Learners who might ask you see this."))
    specialty = _select(gettext_lazy("Your specialty"), gettext_lazy("Learners who might ask you see this."))
    setting = _select(gettext_lazy("Where you work"), gettext_lazy("Learners who might ask you see this."))
    languages = _checkboxes(
        gettext_lazy("Languages you can mentor in"), gettext_lazy("Learners who might ask you see these.")
    )
    topics = _checkboxes(
        gettext_lazy("Topics you like to talk about"), gettext_lazy("Learners who might ask you see these.")
    )
    goals = _checkboxes(gettext_lazy("Goals you can help with"), gettext_lazy("Learners who might ask you see these."))
    about = forms.CharField(
        label=gettext_lazy("A few words about you"),
        help_text=gettext_lazy("Learners who might ask you read this. Two lines are plenty."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **NOT_KEPT}),
    )
    time_zone = _zone_field()
    capacity = count_field(
        gettext_lazy("How many learners you take at a time"),
        help_text=gettext_lazy("Facilitators see this. One is a good beginning."),
        min_value=1,
        max_value=MAX_CAPACITY,
    )
    until = forms.DateField(
        label=gettext_lazy("Your last day as a mentor"),
        help_text=gettext_lazy("Facilitators see this. Leave it empty if you do not know yet."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    team = _unit_field(_TEAM, _LIKE_A_TEAM)
    line = _unit_field(_LINE, _LIKE_A_LINE)
    apart = _apart_field()

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and not self._today <= until <= self._today + _LONGEST_OFFER:
            raise forms.ValidationError(_("Give a day from today on, within five years. Or leave it empty."))
        return until


class WishesForm(TellForm):
    """What a learner looks for. Everything in it may be left empty."""

    partial = "mentoring/_wishes_form.html"

    goals = _checkboxes(
        gettext_lazy("What you would like to reach"),
        gettext_lazy("A mentor whom you ask, or are matched with, sees these."),
    )
    topics = _checkboxes(
        gettext_lazy("Topics you would like to talk about"),
        gettext_lazy("A mentor whom you ask, or are matched with, sees these."),
    )
    about = forms.CharField(
        label=gettext_lazy("What else a mentor should know"),
        help_text=gettext_lazy("A mentor whom you ask, or are matched with, reads this. One line is plenty."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **NOT_KEPT}),
    )
    languages = _checkboxes(
        gettext_lazy("Languages you would like to talk in"),
        gettext_lazy("A mentor whom you ask, or are matched with, sees these."),
    )
    profession = _select(
        gettext_lazy("Your profession"), gettext_lazy("A mentor whom you ask, or are matched with, sees this.")
    )
    specialty = _select(
        gettext_lazy("Your specialty"), gettext_lazy("A mentor whom you ask, or are matched with, sees this.")
    )
    setting = _select(
        gettext_lazy("Where you work"), gettext_lazy("A mentor whom you ask, or are matched with, sees this.")
    )
    time_zone = _zone_field()
    team = _unit_field(_TEAM, _LIKE_A_TEAM)
    line = _unit_field(_LINE, _LIKE_A_LINE)
    apart = _apart_field()


class ArrangeForm(CommunityForm):
    """A button of the grid."""

    partial = "core/_message.html"

    do = forms.CharField(max_length=16, required=False)


class PauseForm(CommunityForm):
    partial = "core/_message.html"

    paused = forms.BooleanField(required=False)


# What facilitators send.


class ListForm(CommunityForm):
    """People to add. They are looked through first: ``seen`` stands for the list as it was then."""

    partial = "mentoring/_list_form.html"

    people = forms.CharField(
        label=gettext_lazy("Usernames or e-mail addresses"),
        help_text=gettext_lazy(
            "One a line, or rows of a spreadsheet. A first line with names of columns may be there."
        ),
        max_length=MAX_LIST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", **NOT_KEPT}),
        error_messages={"required": gettext_lazy("Paste at least one username or address.")},
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean_people(self) -> str:
        people: str = self.cleaned_data["people"]
        self.rows, self.bad = rows.parse(people)
        if not self.rows and not self.bad:
            raise forms.ValidationError(_("Paste at least one username or address."))
        return people

    @property
    def mark(self) -> str:
        """Stands for the list as it is. How its lines end is the browser's affair."""
        lines = "\n".join(self.cleaned_data["people"].split())
        return hashlib.sha256(lines.encode()).hexdigest()[:32]

    @property
    def was_seen(self) -> bool:
        return self.cleaned_data.get("seen") == self.mark


class AddressesField(LinesField):
    """One a line, or as an e-mail's recipients stand: with commas between them."""

    def clean(self, value: Any) -> list[str]:
        return super().clean(re.sub(r"[,;]", "\n", value or ""))


class InviteForm(CommunityForm):
    """Addresses to invite."""

    partial = "mentoring/_invite_form.html"

    addresses = AddressesField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy(
            "One a line or with commas between them, at most 20 at a time. Each gets a letter of its own."
        ),
        most=MAX_INVITED,
        longest=254,
        error_messages={"required": gettext_lazy("Give at least one address.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addresses"].widget.attrs |= NOT_KEPT

    def clean_addresses(self) -> list[str]:
        addresses: list[str] = self.cleaned_data["addresses"]
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError:
                raise forms.ValidationError(_("“%(address)s” is no address.") % {"address": address}) from None
        return list(dict.fromkeys(address.lower() for address in addresses))


class AddressForm(CommunityForm):
    partial = "core/_message.html"

    address = forms.CharField(max_length=254)


class PersonForm(CommunityForm):
    partial = "core/_message.html"

    person = forms.IntegerField(min_value=1, max_value=MAX_ID)


def prefilled(
    told: Profile, *, offered: Offered, languages: str, profession: str, setting: str, time_zone: str
) -> Profile:
    """An empty profile with what someone told elsewhere in words of their own, where the author offers the same."""

    def is_named(choice: str, words: Collection[str]) -> bool:
        return not {choice.casefold(), choices.label(choice).casefold()}.isdisjoint(words)

    def same(words: str, name: str) -> str:
        wanted = {words.strip().casefold()}
        return next((choice for choice in offered[name] if is_named(choice, wanted)), "")

    spoken = {word.strip().casefold() for word in languages.split(",")}
    return replace(
        told,
        profession=told.profession or same(profession, "profession"),
        setting=told.setting or same(setting, "setting"),
        languages=told.languages or tuple(name for name in offered["languages"] if is_named(name, spoken)),
        availability=replace(told.availability, time_zone=told.availability.time_zone or time_zone),
    )
