"""The address behind every handler of every block."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from opaque_keys.edx.keys import UsageKey
from xblock.django.request import django_to_webob_request, webob_to_django_response
from xblock.exceptions import NoSuchHandlerError, NoSuchUsage

from demo.runtime import Mode, block_for


def handle(request: HttpRequest, mode: Mode, usage_key: UsageKey, handler: str = "", suffix: str = "") -> HttpResponse:
    """Call a handler for whoever the session says is there, which may be nobody.

    As on the platform, no transaction is around it, and whether the person may do it is the handler's to decide; only
    Studio's addresses are closed to all but the course team.
    """
    viewer = request.viewer  # type: ignore[attr-defined]
    in_studio = mode is not Mode.COURSE
    if in_studio and not viewer.may_edit:
        raise PermissionDenied("Only the course team can change the course.")
    try:
        block = block_for(
            usage_key,
            viewer.user if in_studio else viewer.shown,
            studio=mode is Mode.STUDIO,
            preview=mode is Mode.PREVIEW,
            masquerading=not in_studio and viewer.masquerading,
        )
        response = block.runtime.handle(block, handler, django_to_webob_request(request), suffix)
    except (NoSuchUsage, NoSuchHandlerError) as error:
        raise Http404 from error
    return webob_to_django_response(response)
