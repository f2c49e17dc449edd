"""What the course team sees: a block's editor with its preview beneath."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.exceptions import NoSuchUsage

from demo import outline
from demo.blocks import PREFIX
from demo.runtime import block_for

View = Callable[..., HttpResponse]


def for_course_team(view: View) -> View:
    """Refuse anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.viewer.may_edit:  # type: ignore[attr-defined]
            raise PermissionDenied("Only the course team can change the course.")
        return view(request, *args, **kwargs)

    return guarded


@for_course_team
def index(request: HttpRequest) -> HttpResponse:
    """The blocks that can be edited, by week."""
    user = request.viewer.user  # type: ignore[attr-defined]
    editors = [
        (unit, [block_for(key, user, studio=True) for key in unit.community_keys])
        for unit in outline.units()
        if unit.community_keys
    ]
    return render(request, "demo/studio_index.html", {"editors_by_unit": editors})


@for_course_team
def edit(request: HttpRequest, usage_key: UsageKey) -> HttpResponse:
    """One block's editor, and its preview."""
    user = request.viewer.user  # type: ignore[attr-defined]
    if not usage_key.block_type.startswith(PREFIX):
        raise Http404
    try:
        editor = block_for(usage_key, user, studio=True)
    except NoSuchUsage as error:
        raise Http404 from error
    form = editor.runtime.render(editor, "studio_view")
    preview = block_for(usage_key, user, preview=True)
    shown = preview.runtime.render(preview, "author_view")
    resources = Fragment()
    resources.add_resources([form, shown])
    return render(
        request,
        "demo/studio.html",
        {"editor": editor, "unit": outline.unit_of(usage_key), "form": form, "preview": shown, "resources": resources},
    )
