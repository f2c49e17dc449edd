"""What every request of the demo carries: one reading of the clock, and who is looking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from demo import clock, viewers

GetResponse = Callable[[HttpRequest], HttpResponse]


def one_moment_per_request(get_response: GetResponse) -> GetResponse:
    """Ask the table for the clock's offset once, however often a page asks for the time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        clock.hold()
        try:
            return get_response(request)
        finally:
            clock.release()

    return middleware


def viewer(get_response: GetResponse) -> GetResponse:
    """Give views ``request.viewer``, and keep a reading direction asked for in the address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.GET.get("dir") in viewers.DIRECTIONS:
            request.session["dir"] = request.GET["dir"]
        request.viewer = SimpleLazyObject(lambda: viewers.viewer(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
