"""Time zones as people type them."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _


@cache
def places() -> tuple[str, ...]:
    """The IANA zones named after places: those that people look for."""
    names = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return tuple(sorted(names))


@cache
def _by_words() -> dict[str, str]:
    """Zones by their name and by their city, in small letters, with spaces. A city that has two zones is left out."""
    zones = {"utc": "UTC"}
    cities: dict[str, set[str]] = {}
    for name in places():
        zones[_words(name)] = name
        cities.setdefault(_words(name.rsplit("/", 1)[1]), set()).add(name)
    return {city: names.pop() for city, names in cities.items() if len(names) == 1} | zones


def _words(typed: str) -> str:
    return " ".join(typed.replace("_", " ").lower().split())


class ZoneField(forms.CharField):
    """An IANA zone, by its name or a city's, in any case. What is typed stays typed where no zone is called so."""

    def __init__(self, **kwargs: object) -> None:
        attributes = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=64, widget=forms.TextInput(attrs=attributes), **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        typed = super().clean(value) or ""
        if not typed:
            return ""
        found = _by_words().get(_words(typed))
        if found is None:
            message = _("We do not know the time zone “%(zone)s”. Name a large city in it, such as London or Kolkata.")
            raise forms.ValidationError(message % {"zone": typed})
        return found
