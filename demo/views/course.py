"""What someone in the course sees: its home page and its units."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from web_fragments.fragment import Fragment

from demo import clock, course, outline, people
from demo.blocks import PREFIX
from demo.runtime import DemoRuntime

_STARTS = (
    ("amara", "Write, share and answer between two night shifts."),
    ("ruth", "See where the group is and keep it kind, as a facilitator."),
    ("ines", "Change what the course asks, and see it as a learner does."),
)
"""Three ways in, for someone who has not chosen anyone yet."""


@dataclass(frozen=True, slots=True)
class Component:
    """One rendered block of a unit."""

    usage_key: Any
    html: str

    @property
    def is_editable(self) -> bool:
        return bool(self.usage_key.block_type.startswith(PREFIX))


def home(request: HttpRequest) -> HttpResponse:
    """The course's home page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return render(
        request,
        "demo/home.html",
        {
            "weeks": outline.weeks(),
            "this_week": (clock.now() - course.START) // timedelta(weeks=1) + 1,
            "talking": outline.talking(),
            "finished": outline.finished(viewer.shown),
            "starts": [(people.characters()[name], invitation) for name, invitation in _STARTS],
        },
    )


def unit(request: HttpRequest, name: str) -> HttpResponse:
    """A unit, rendered as the platform does: each block in turn, and what they all need on the page."""
    units = outline.units()
    position = next((place for place, unit in enumerate(units) if unit.name == name), None)
    if position is None:
        raise Http404
    viewer = request.viewer  # type: ignore[attr-defined]
    runtime = DemoRuntime(viewer.shown, masquerading=viewer.masquerading)
    resources = Fragment()
    components = []
    for usage_key in units[position].usage_keys:
        fragment = runtime.get_block(usage_key).render("student_view" if viewer.shown else "public_view")
        resources.add_fragment_resources(fragment)
        components.append(Component(usage_key, fragment.body_html()))
    return render(
        request,
        "demo/unit.html",
        {
            "unit": units[position],
            "components": components,
            "resources": resources,
            "previous": units[position - 1] if position else None,
            "next": units[position + 1] if position + 1 < len(units) else None,
            "weeks": outline.weeks(),
            "finished": outline.finished(viewer.shown),
        },
    )
