"""Pages for when something is not there, not allowed or not working. None of them shows anyone's words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it over by name
    """A form from a page that was opened before someone else was chosen in the bar, or from elsewhere."""
    return render(request, "demo/csrf.html", status=403)
