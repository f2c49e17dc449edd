"""Reads the course's OLX into memory, with the keys that the platform would give its blocks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from opaque_keys.edx.keys import UsageKey
from workbench.runtime import ScenarioIdManager, WorkbenchRuntime
from xblock.core import XBlock
from xblock.runtime import DictKeyValueStore, KvsFieldData

from demo import course
from demo.blocks import block_class


class OpaqueKeyIds(ScenarioIdManager):  # type: ignore[misc]
    """A block's usage key is its definition id, too: nothing in the demo is used in two places."""

    def __init__(self) -> None:
        super().__init__()
        self.url_name = ""

    def create_definition(self, block_type: str, slug: str | None = None) -> UsageKey:
        return course.usage_key(block_type, slug or self.url_name)

    def create_usage(self, def_id: UsageKey) -> UsageKey:
        return def_id

    def get_definition_id(self, usage_id: UsageKey) -> UsageKey:
        return usage_id

    def get_block_type(self, def_id: UsageKey) -> str:
        return str(def_id.block_type)


class OlxReader(WorkbenchRuntime):  # type: ignore[misc]
    """Follows ``<html url_name="welcome"/>`` to ``html/welcome.xml`` and names each block after its ``url_name``."""

    user_id = None

    def __init__(self, folder: Path, fields: DictKeyValueStore) -> None:
        super().__init__()
        self.folder = folder
        self.usage_keys: list[UsageKey] = []
        self.id_reader = self.id_generator = OpaqueKeyIds()
        self._services["field-data"] = KvsFieldData(fields)

    def load_block_type(self, block_type: str) -> type[XBlock]:
        return block_class(block_type)

    def _usage_id_from_node(self, node: Any, parent_id: UsageKey | None) -> UsageKey:
        url_name = node.attrib.pop("url_name")
        pointed_at = self.folder / node.tag / f"{url_name}.xml"
        if pointed_at.exists():
            node = etree.parse(str(pointed_at)).getroot()
        # The platform calls a course's root block "course", whatever the run is called.
        self.id_generator.url_name = "course" if node.tag == "course" else url_name
        usage_key = super()._usage_id_from_node(node, parent_id)
        self.usage_keys.append(usage_key)
        return usage_key


@dataclass(frozen=True, slots=True)
class Content:
    """A course as its OLX has it. ``usage_keys`` names every block."""

    root: UsageKey
    usage_keys: frozenset[UsageKey]
    fields: DictKeyValueStore


@cache
def content() -> Content:
    """The demo's course, read once."""
    fields = DictKeyValueStore()
    reader = OlxReader(course.FOLDER, fields)
    with (course.FOLDER / "course.xml").open("rb") as olx:
        root = reader.parse_xml_file(olx)
    return Content(root=root, usage_keys=frozenset(reader.usage_keys), fields=fields)
