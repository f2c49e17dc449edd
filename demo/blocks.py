"""The platform's own block types, as small as the demo can have them, and the way to any block type."""

from typing import Any

from lxml import etree
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Boolean, Scope, String

PREFIX = "cpd_"
"""What the names of this package's block types begin with."""


class ContainerBlock(XBlock):  # type: ignore[misc]
    """A chapter, a sequential or a vertical: a name, and blocks in order. A graded one says what counts as what."""

    has_children = True
    display_name = String(scope=Scope.settings, default="")
    graded = Boolean(scope=Scope.settings, default=False)
    format = String(scope=Scope.settings, default="")


class CourseBlock(ContainerBlock):
    """The root of the course."""

    language = String(scope=Scope.settings, default="")


class HtmlBlock(XBlock):  # type: ignore[misc]
    """A text component. Its OLX names a file beside its own, as the platform's does."""

    display_name = String(scope=Scope.settings, default="")
    data = String(scope=Scope.content, default="")

    @classmethod
    def parse_xml(cls, node: Any, runtime: Any, keys: Any) -> "HtmlBlock":
        filename = node.attrib.pop("filename")
        block = super().parse_xml(node, runtime, keys)
        block.data = (runtime.folder / "html" / f"{filename}.html").read_text("utf-8")
        return block

    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        return Fragment(self.data)

    public_view = student_view


class MissingBlock(XBlock):  # type: ignore[misc]
    """Stands in for a block type that is not installed, as the platform does."""

    display_name = String(scope=Scope.settings, default="")

    @classmethod
    def parse_xml(cls, node: Any, runtime: Any, keys: Any) -> "MissingBlock":
        display_name = etree.Element(node.tag, display_name=node.get("display_name", ""))
        return super().parse_xml(display_name, runtime, keys)

    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        return Fragment("<p>This part of the course is not installed here.</p>")

    public_view = student_view


_OWN = {
    "course": CourseBlock,
    "chapter": ContainerBlock,
    "sequential": ContainerBlock,
    "vertical": ContainerBlock,
    "html": HtmlBlock,
}


def block_class(block_type: str) -> type[XBlock]:
    """The class of a block type: the demo's own, or one that an installed package offers."""
    return _OWN.get(block_type) or XBlock.load_class(block_type, MissingBlock)
