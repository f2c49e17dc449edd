"""The single base of every block: who is asking, what they may do, and how an answer leaves."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.fields import Boolean, Scope, String

from cpd_community_xblock import host
from cpd_community_xblock.core import access, failures, fragments, spaces
from cpd_community_xblock.core.data import Admission, Permission, Space
from cpd_community_xblock.core.errors import CommunityError, InvalidForm, NotAllowed
from cpd_community_xblock.core.forms import CommunityForm, posted
from cpd_community_xblock.host.data import Standing, Visitor

UNCHECKED = "/handler_noauth/"
"""Part of the platform's handler address for callers whom it does not know."""

Handler = Callable[["CommunityBlock", Any, str], Response]


def handler(permission: Permission, *, saves: bool = True) -> Callable[[Callable[..., Response]], Handler]:
    """Make a method a handler that runs only for those who hold ``permission``.

    Whoever takes part by one that ``saves`` is noted as having done so.

    Anything but reading must be a POST with an ``X-CSRFToken`` header, which no other site can make a browser send. The
    platform's address for unauthenticated callers is refused: nobody looks there at the token, nor at whether the block
    has opened to the person.

    A form with errors comes back as it was typed (422); any other ``CommunityError`` comes back as a message that a
    screen reader announces, under its own status. A fault of our own does so too (500), and goes no further: what the
    platform would tell of it could hold what was typed.
    """

    def decorate(method: Callable[..., Response]) -> Handler:
        def answered(self: "CommunityBlock", request: Any, suffix: str) -> Response:
            try:
                if (refusal := _turned_away(request, permission)) is not None:
                    return refusal
                self.require(permission)
                self.require_reader(request)
                response = method(self, request, suffix)
                takes_part = saves and permission is Permission.TAKE_PART and response.status_int < 400
                if takes_part and not self.took_part_before and not self.took_part:
                    self.took_part = True
                return response
            except InvalidForm as error:
                form = error.form
                return self.html(form.partial, {**form.context, "form": form}, status=error.status)
            except CommunityError as error:
                return self.html("core/_message.html", {"message": error.message}, status=error.status)

        @XBlock.handler
        @functools.wraps(method)
        def guarded(self: "CommunityBlock", request: Any, suffix: str = "") -> Response:
            try:
                return answered(self, request, suffix)
            except Exception as error:
                failures.report(f"The handler {method.__name__}", error)
                body = fragments.render("core/_message.html", {"message": _fault()})
                return Response(body, status=500, content_type="text/html", charset="utf-8", cache_control="no-store")

        return guarded

    return decorate


def _turned_away(request: Any, permission: Permission) -> Response | None:
    """The answer to what no page of ours would send, or None for anything else. Raises ``NotAllowed``."""
    if UNCHECKED in request.path:
        raise NotAllowed(_("Please reload the page and try again."))
    if permission is Permission.READ:
        return None
    if request.method != "POST":
        return Response(status=405, allow=["POST"])
    if not request.headers.get("X-CSRFToken"):
        raise NotAllowed(_("Please reload the page and try again."))
    return None


View = Callable[["CommunityBlock", dict[str, Any] | None], Fragment]


def view(method: View) -> View:
    """Make a method a view. Where it fails, a message stands in its place, and the rest of the page is as it was."""

    @functools.wraps(method)
    def guarded(self: "CommunityBlock", context: dict[str, Any] | None = None) -> Fragment:
        try:
            return method(self, context)
        except Exception as error:
            failures.report(f"The view {method.__name__}", error)
            return fragments.fragment(
                fragments.render("core/door.html", {"message": _fault()}), styles=("community",), elements=()
            )

    return guarded


class _Urls:
    """The addresses of a block's handlers, for templates: ``{{ urls.share }}``."""

    def __init__(self, block: XBlock) -> None:
        self._block = block

    def __getitem__(self, name: str) -> str:
        return str(self._block.runtime.handler_url(self._block, name))


@XBlock.wants("user", "i18n")
class CommunityBlock(CompletableXBlockMixin, XBlock):  # type: ignore[misc]
    """A window on a community. Its fields hold what the course author set; all else lives in the app's tables."""

    display_name = String(scope=Scope.settings, default="")
    is_complete = Boolean(
        scope=Scope.user_state, default=False, help="That the platform has been told of completion, to tell it once."
    )
    took_part = Boolean(
        scope=Scope.user_state,
        default=False,
        help="Set with the first thing a learner saves, because the platform resets only learners with field state.",
    )

    took_part_before = False
    """Set by a handler that knows it from what it has just read: the field need not be looked up then."""

    kind: ClassVar[str]
    title: ClassVar[Any]
    """What the block is called when its author has not named it: a lazy translation."""
    styles: ClassVar[tuple[str, ...]] = ()
    elements: ClassVar[tuple[str, ...]] = ("cpd-form", "cpd-draft", "cpd-time")
    elements_for_writing: ClassVar[tuple[str, ...]] = ()
    """Those that are needed only once somebody begins to write."""
    elements_on_sight: ClassVar[tuple[str, ...]] = ()
    """Those that few of the block's pages have: each comes in with the first of its kind."""
    styles_on_sight: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The same for styles, each with the selector of what it is for."""
    settings_form: ClassVar[type[CommunityForm]]

    # Who is asking.

    @cached_property
    def host(self) -> host.Host:
        return host.current()

    @cached_property
    def now(self) -> datetime:
        """The moment that this request takes place: one for all that it reads and writes."""
        return self.host.now()

    @cached_property
    def visitor(self) -> Visitor:
        return self.host.visitor(self)

    @cached_property
    def standing(self) -> Standing | None:
        """The visitor's place in the course, or None where there is no person or no course."""
        if self.visitor.user_id is None or self.admitted_elsewhere:
            return None
        return self.host.standing(user_id=self.visitor.user_id, course_key=self.course_key)

    @property
    def admitted_elsewhere(self) -> bool:
        """Whether the place alone settles what is shown: in Studio and in libraries nobody takes part."""
        return access.admit(self.visitor, None) in {Admission.AUTHOR_PREVIEW, Admission.LIBRARY_PREVIEW}

    @cached_property
    def admission(self) -> Admission:
        return access.admit(self.visitor, self.standing)

    @property
    def course_key(self) -> Any:
        return spaces.branchless(self.usage_key).context_key

    def require(self, permission: Permission) -> None:
        """Raise ``NotAllowed`` unless the visitor holds ``permission``."""
        author = (
            permission is Permission.AUTHOR
            and self.visitor.user_id is not None
            and self.host.may_author(user_id=self.visitor.user_id, course_key=self.course_key)
        )
        if not access.may(permission, admission=self.admission, standing=self.standing, author=author):
            raise NotAllowed(_refusals()[self.admission])

    def require_reader(self, request: Any) -> None:
        """Raise ``NotAllowed`` where the page was drawn for someone else.

        On a shared computer a tab may outlive its reader's session, and would then write into the next one's texts.
        """
        reader = str(self.visitor.user_id)
        if request.headers.get("X-CPD-Reader", reader) != reader:
            raise NotAllowed(_("Someone else has signed in on this computer, so nothing was saved."))

    @cached_property
    def space(self) -> Space:
        return spaces.open_space(usage_key=self.usage_key, kind=self.kind)

    # What is shown.

    @property
    def heading(self) -> str:
        """What the block is called on the page. XBlock keeps ``name`` for itself."""
        default = self.fields["display_name"].default
        return str(self.display_name if self.display_name not in {"", default} else self.title)

    @property
    def zone(self) -> str:
        """The IANA zone to show times in; empty where only the reader's browser knows."""
        return self.visitor.time_zone

    @XBlock.supports("multi_device")
    @view
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """What someone in the course sees; outside it, an invitation that shows nobody's words."""
        if self.admission in {Admission.MEMBER, Admission.LOOKING_AS}:
            return self._fragment(self.member_html())
        if self.admitted_elsewhere:
            return self._fragment(self.preview_html())
        return self._fragment(self.draw("core/door.html", {"message": _refusals()[self.admission]}))

    @XBlock.supports("multi_device")
    @view
    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """What someone who is not signed in sees."""
        return self._fragment(self.draw("core/door.html", {"message": _refusals()[Admission.SIGNED_OUT]}))

    @view
    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Studio's preview: the block as a learner will meet it, saving nothing."""
        return self._fragment(self.preview_html())

    @view
    def studio_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Studio's editor."""
        form = self.settings_form(initial=self.settings(), context=self.settings_context(), auto_id=self.editor_ids)
        return self._fragment(self.draw("core/editor.html", {**form.context, "form": form}), styles=("studio",))

    def member_html(self) -> str:
        """The block for someone in the course."""
        raise NotImplementedError

    def preview_html(self) -> str:
        """The block as a learner would meet it, with nobody's words in it."""
        raise NotImplementedError

    # What the author sets.

    def settings(self) -> dict[str, Any]:
        """The settings form's values, from the block's fields."""
        return {name: getattr(self, name) for name in self.settings_form.base_fields if name in self.fields}

    def settings_context(self) -> dict[str, Any]:
        """What the settings form's partial needs beside the form."""
        return {}

    @property
    def editor_ids(self) -> str:
        """The pattern of the editor's ids: the preview and other blocks may stand on the same page."""
        return f"{self.html_id}-edit-%s"

    @property
    def html_id(self) -> str:
        """Begins every id in the block's HTML, so that two blocks never meet there."""
        return f"cpd-{self.usage_key.block_id}"

    @handler(Permission.AUTHOR)
    def save_settings(self, request: Any, suffix: str = "") -> Response:
        """Store what the author typed, or give it back with what is wrong."""
        form = self.settings_form(posted(request), context=self.settings_context(), auto_id=self.editor_ids)
        self.store(form.checked())
        # A form made anew shows what was saved, such as the ids of new stages, which then stay what they are.
        form = self.settings_form(initial=self.settings(), context=self.settings_context(), auto_id=self.editor_ids)
        return self.html(form.partial, {**form.context, "form": form, "saved": True})

    def store(self, checked: dict[str, Any]) -> None:
        """Keep what the settings form has checked."""
        for name, value in checked.items():
            if name in self.fields:
                setattr(self, name, value)
        self.save()

    # What the platform asks of a block.

    def clear_student_state(
        self, user_id: str, course_id: str, item_id: str, requesting_user_id: str | None = None
    ) -> None:
        """An instructor's "delete state" for one learner: ``user_id`` is the anonymous id that submissions use."""
        person = self.host.user_id_of(user_id)
        space = spaces.find_space(usage_key=self.usage_key)
        if person is not None and space is not None:
            self.clear(space=space, user_id=person)

    def clear(self, *, space: Space, user_id: int) -> None:
        """Delete what one person wrote in this block."""
        raise NotImplementedError

    def studio_post_duplicate(self, store: Any, source_item: Any) -> bool:
        """A copy has a usage key of its own and so an empty space: nothing to do, and no children to handle."""
        return False

    def studio_post_paste(self, store: Any, source_node: Any) -> bool:
        """As for a duplicate."""
        return False

    # How an answer leaves.

    def draw(self, template: str, context: dict[str, Any]) -> str:
        """One of the package's templates, with the block and its handlers' addresses at hand."""
        around = {"block": self, "urls": _Urls(self), "now": self.now, "zone": self.zone}
        return fragments.render(template, {**around, **context})

    def html(self, template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> Response:
        """A partial as the answer of a handler. It holds people's words, so no cache may keep it."""
        body = self.draw(template, context or {})
        return Response(body, status=status, content_type="text/html", charset="utf-8", cache_control="no-store")

    def _fragment(self, html: str, *, styles: tuple[str, ...] = ()) -> Fragment:
        return fragments.fragment(
            html,
            styles=("community", *self.styles, *styles),
            elements=self.elements,
            for_writing=self.elements_for_writing,
            on_sight=self.elements_on_sight,
            styles_on_sight=self.styles_on_sight,
        )


def _fault() -> str:
    return _("Something went wrong on our side. What you typed is still here: please try again in a while.")


def _refusals() -> dict[Admission, str]:
    return {
        Admission.SIGNED_OUT: _("Sign in and join the course to write and talk with colleagues here."),
        Admission.NOT_ENROLLED: _("This is for people taking the course. Join it to write and talk with colleagues."),
        Admission.LOOKING_AS: _("You are looking at the course as a learner, so nothing can be saved here."),
        Admission.AUTHOR_PREVIEW: _("This is a preview, so nothing is saved here."),
        Admission.LIBRARY_PREVIEW: _("This is a preview in a library, so nothing is saved here."),
        Admission.MEMBER: _("This is for the course's facilitators."),
    }
