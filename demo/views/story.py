"""The bar's buttons: be someone else, move the time on, look at the course as a learner."""

from django.contrib.auth import get_user_model, login, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from demo import clock, people, viewers


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the story's people, or sign out. The page stays the same."""
    username = request.POST.get("person", "")
    direction = request.session.get("dir")
    if username:
        if username not in people.characters():
            raise Http404
        user = get_object_or_404(get_user_model(), username=username)
        request.session.pop(viewers.VIEW_AS, None)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    else:
        logout(request)
    if direction:
        request.session["dir"] = direction
    return _back(request)


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the story's time on by one of the bar's steps."""
    try:
        _label, step = clock.STEPS[request.POST.get("step", "")]
    except KeyError as error:
        raise Http404 from error
    clock.move(step)
    return _back(request)


@require_POST
def view_as(request: HttpRequest) -> HttpResponse:
    """Look at the course as a learner, or stop doing so. For the course team."""
    if not request.viewer.may_edit:  # type: ignore[attr-defined]
        raise PermissionDenied("Only the course team can look at the course as someone else.")
    username = request.POST.get("person", "")
    if username:
        learner = get_object_or_404(get_user_model(), username=username)
        request.session[viewers.VIEW_AS] = learner.pk
    else:
        request.session.pop(viewers.VIEW_AS, None)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(page if ours else "home")
