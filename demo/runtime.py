"""The sdk's runtime with what it lacks: opaque keys, people, content that learners cannot change, Studio, and
completion and grades that are kept.

For tests: ``block_for(usage_key, user)`` is a block bound to someone, ``create_block(usage_key, **fields)`` makes
one more.
"""

from enum import StrEnum
from typing import Any

from django.urls import reverse
from markupsafe import escape
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from workbench.runtime import WorkbenchRuntime
from xblock.core import XBlock
from xblock.exceptions import NoSuchUsage
from xblock.field_data import FieldData, ReadOnlyFieldData, SplitFieldData
from xblock.fields import Scope
from xblock.runtime import KvsFieldData

from cpd_community_xblock import host
from cpd_community_xblock.host.data import Role
from demo import models, people
from demo.blocks import block_class
from demo.olx import OpaqueKeyIds, content
from demo.services import DemoUserService
from demo.stores import AuthoredStore, StateStore


class Mode(StrEnum):
    """Which of the platform's runtimes a block gets: the course's, Studio's preview or Studio's editor."""

    COURSE = "course"
    PREVIEW = "preview"
    STUDIO = "studio"


class DemoRuntime(WorkbenchRuntime):  # type: ignore[misc]
    """A runtime bound to ``user``, who is None when nobody is signed in.

    ``masquerading`` means that the user is a learner whom someone of the course team looks at the course as.
    """

    # A plain attribute, as the sdk sets and reads it: the base's is a property that warns of either.
    user_id: int | None = None

    def __init__(self, user: Any, *, mode: Mode = Mode.COURSE, masquerading: bool = False) -> None:
        super().__init__(user.id if user else None)
        self.user = user
        self.mode = mode
        self.masquerading = masquerading
        self.in_studio = mode is not Mode.COURSE
        if mode is Mode.PREVIEW:
            # Studio's editor has no such attribute, so neither has the editor here.
            self.is_author_mode = True
        self.authored = AuthoredStore(content().fields)
        self.id_reader = self.id_generator = OpaqueKeyIds()
        self._services["field-data"] = self._field_data()
        self._services["user"] = DemoUserService(
            user, role=_role(user), time_zone=people.time_zone(user), in_studio=self.in_studio
        )

    def _field_data(self) -> FieldData:
        authored: FieldData = KvsFieldData(self.authored)
        if self.mode is not Mode.STUDIO:
            authored = ReadOnlyFieldData(authored)
        state = KvsFieldData(StateStore())
        scopes = dict.fromkeys((Scope.content, Scope.settings, Scope.parent, Scope.children), authored)
        scopes.update(
            dict.fromkeys((Scope.user_state, Scope.preferences, Scope.user_info, Scope.user_state_summary), state)
        )
        return SplitFieldData(scopes)

    # Blocks.

    def load_block_type(self, block_type: str) -> type[XBlock]:
        return block_class(block_type)

    def get_block(self, usage_id: UsageKey, for_parent: XBlock | None = None) -> XBlock:
        if usage_id not in content().usage_keys and not self.authored.holds(usage_id):
            raise NoSuchUsage(str(usage_id))
        return super().get_block(usage_id, for_parent=for_parent)

    def _patch_xblock(self, block: XBlock) -> None:
        """The sdk gives blocks mock attributes here; the demo's blocks have real ones."""

    def applicable_aside_types(self, block: XBlock) -> list[str]:
        return []

    # What blocks show.

    def render(self, block: XBlock, view_name: str, context: Any = None) -> Fragment:
        """As the platform: Studio previews a block without a view for authors as learners see it."""
        if view_name == "author_view" and not hasattr(block, view_name):
            view_name = "student_view"
        # Past the sdk's method, which shows a message in place of a view that is missing.
        return super(WorkbenchRuntime, self).render(block, view_name, context)

    def wrap_xblock(self, block: XBlock, view: str, frag: Fragment, context: Any) -> Fragment:
        handlers = reverse("handlers", args=[self.mode, block.usage_key])
        return self._wrap_ele(block, view, frag, {"handlers": escape(handlers)})

    def _wrap_ele(self, block: XBlock, view: str, frag: Fragment, extra_data: Any = None) -> Fragment:
        # Past the sdk's method, which adds jQuery: demo/runtime.js does without.
        return super(WorkbenchRuntime, self)._wrap_ele(block, view, frag, extra_data)

    def handler_url(
        self, block: XBlock, handler_name: str, suffix: str = "", query: str = "", thirdparty: bool = False
    ) -> str:
        """The address of a handler. Who calls it is told by the session, never by the address."""
        if not getattr(getattr(block, handler_name, None), "_is_xblock_handler", False):
            raise ValueError(f"{handler_name!r} is not a handler")
        address = reverse("handlers", args=[self.mode, block.usage_key]) + handler_name
        if suffix:
            address += f"/{suffix}"
        return f"{address}?{query}" if query else address

    # What blocks tell.

    def publish(self, block: XBlock, event_type: str, event_data: dict[str, Any]) -> None:
        """Keep completion and grades of the person that the block is bound to. As on the platform, not in Studio, and
        with ``only_if_higher`` not where it would lower a grade."""
        if self.user is None or self.in_studio or self.masquerading:
            return
        kept = {"user": self.user, "usage_key": block.usage_key}
        if event_type == "completion":
            models.Completion.objects.update_or_create(**kept, defaults={"value": event_data["completion"]})
        elif event_type == "grade":
            score = {"value": event_data["value"], "max_value": event_data["max_value"]}
            before = models.Grade.objects.filter(**kept).first() if event_data.get("only_if_higher") else None
            if before is None or score["value"] / score["max_value"] >= before.value / before.max_value:
                models.Grade.objects.update_or_create(**kept, defaults=score)


def _role(user: Any) -> Role:
    if user is None:
        return Role.LEARNER
    return host.current().standing(user_id=user.id, course_key=content().root.context_key).role


def block_for(
    usage_key: UsageKey | str,
    user: Any,
    *,
    studio: bool = False,
    preview: bool = False,
    masquerading: bool = False,
) -> XBlock:
    """A block bound to ``user`` (a user or None): in the course, in Studio's editor or in Studio's preview."""
    mode = Mode.STUDIO if studio else Mode.PREVIEW if preview else Mode.COURSE
    return DemoRuntime(user, mode=mode, masquerading=masquerading).get_block(_usage_key(usage_key))


def create_block(usage_key: UsageKey | str, **fields: Any) -> UsageKey:
    """Add a block with these fields' values, in any course or library; it hangs in no unit. Returns its key."""
    key = _usage_key(usage_key)
    runtime = DemoRuntime(None, mode=Mode.STUDIO)
    runtime.authored.create(key)
    block = runtime.get_block(key)
    for name, value in fields.items():
        setattr(block, name, value)
    block.save()
    return key


def _usage_key(usage_key: UsageKey | str) -> UsageKey:
    return UsageKey.from_string(usage_key) if isinstance(usage_key, str) else usage_key
