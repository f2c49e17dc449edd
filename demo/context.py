"""What the frame around every page needs."""

from typing import Any

from django.http import HttpRequest

from demo import clock, course, people, viewers


def bar(request: HttpRequest) -> dict[str, Any]:
    """The bar: who is looking, what time it is, and what can be done about either."""
    viewer = getattr(request, "viewer", None)
    direction = request.session.get("dir") if hasattr(request, "session") else None
    return {
        "course_name": course.RUN.name,
        "direction": direction if direction in viewers.DIRECTIONS else "ltr",
        "viewer": viewer,
        "person": _character(viewer.user if viewer else None),
        "shown_person": _character(viewer.shown if viewer else None),
        "people": people.groups(),
        "moment": clock.now(),
        "steps": [(name, label) for name, (label, _step) in clock.STEPS.items()],
    }


def _character(user: Any) -> people.Character | None:
    return people.characters().get(user.username) if user else None
