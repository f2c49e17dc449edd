"""Settings travel as OLX; what learners wrote does not."""

import tempfile
from pathlib import Path
from typing import Any

from course_case import DRAFT, CourseCase, rows
from lxml import etree
from xmodule.contentstore.django import contentstore
from xmodule.modulestore import ModuleStoreEnum
from xmodule.modulestore.xml_exporter import export_course_to_xml
from xmodule.modulestore.xml_importer import import_course_from_xml

DEMO = Path(__file__).resolve().parents[2] / "demo"
SETTINGS = {
    "display_name": 'Une fois où j\'ai vu <ça> "à temps"',
    "template": "gibbs",
    "audience": "course",
    "naming": "pseudonym",
    "stages": [
        {
            "id": "what",
            "heading": "What?",
            "prompt": "What happened & why <then>?",
            "guidance": "“Quotes”, accents é, and\nlines.",
            "minimum_words": 20,
            "optional": False,
            "opens": "at_once",
            "days": 0,
            "week": 0,
            "date": "",
            "minutes": 5,
        },
        {
            "id": "later",
            "heading": "Later",
            "prompt": "",
            "guidance": "",
            "minimum_words": 0,
            "optional": True,
            "opens": "on_date",
            "days": 0,
            "week": 0,
            "date": "2026-10-01",
            "minutes": 0,
        },
    ],
    "stems": ["I noticed …", "J'ai vu …"],
    "responses_asked": 3,
    "responses_promised": 1,
    "promise_hours": 48,
    "follow_up_days": 7,
    "follow_up_prompt": "Et alors?",
    "completes_with": ["wrote", "shared", "responded"],
    "weight": 2.5,
    "incident_text": "Report it",
    "incident_url": "https://example.org/report?a=1&b=2",
    "wellbeing_text": "Support",
    "wellbeing_url": "https://example.org/support",
}


class TestOlx(CourseCase):
    def imported(self, folder: str, name: str) -> Any:
        key = self.store.make_course_key("Trust", "COPY", "2026")
        import_course_from_xml(
            self.store,
            ModuleStoreEnum.UserID.test,
            folder,
            [name],
            static_content_store=contentstore(),
            target_id=key,
            create_if_not_present=True,
            raise_on_failure=True,
        )
        return key

    def reflections(self, course_key: Any) -> dict[str, Any]:
        found = self.store.get_items(course_key, qualifiers={"category": "cpd_reflection"})
        return {block.usage_key.block_id: block for block in found}

    def test_every_setting_survives_export_and_import(self) -> None:
        for name, value in SETTINGS.items():
            setattr(self.block, name, value)
        self.store.update_item(self.block, ModuleStoreEnum.UserID.test)
        with tempfile.TemporaryDirectory() as folder:
            export_course_to_xml(self.store, contentstore(), self.course.id, folder, "out")
            copy = self.reflections(self.imported(folder, "out"))[self.block.usage_key.block_id]
        assert {name: getattr(copy, name) for name in SETTINGS} == SETTINGS
        assert copy.usage_key != self.block.usage_key

    def test_a_setting_left_alone_is_not_written_out(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            export_course_to_xml(self.store, contentstore(), self.course.id, folder, "out")
            nodes = [node for path in Path(folder).rglob("*.xml") for node in etree.parse(path).iter("cpd_reflection")]
        assert nodes
        assert all("incident_url" not in node.attrib for node in nodes)

    def test_no_learners_words_are_exported_and_a_copy_is_empty(self) -> None:
        amara = self.learner("amara")
        self.share_from(amara)
        before = rows()
        with tempfile.TemporaryDirectory() as folder:
            export_course_to_xml(self.store, contentstore(), self.course.id, folder, "out")
            files = [path for path in Path(folder).rglob("*") if path.is_file()]
            assert files
            for path in files:
                words = path.read_bytes().decode("utf-8", "replace")
                assert DRAFT not in words
                assert "took_part" not in words
            copy = self.reflections(self.imported(folder, "out"))[self.block.usage_key.block_id]
        assert not copy.took_part
        assert rows() == before

    def test_the_demos_course_can_be_imported_and_its_blocks_keep_their_settings(self) -> None:
        written = {
            node.get("url_name"): node
            for path in (DEMO / "course").rglob("*.xml")
            for node in etree.parse(path).iter("cpd_reflection")
        }
        found = self.reflections(self.imported(str(DEMO), "course"))
        assert set(found) == set(written)
        for name, node in written.items():
            for attribute, value in node.attrib.items():
                if attribute != "url_name":
                    field = found[name].fields[attribute]
                    assert field.read_from(found[name]) == field.from_string(value)
            stages = node.find("{http://code.edx.org/xblock/option}stages")
            assert len(found[name].stages) == (stages is not None and stages.text.count('"id"'))
        assert any(block.stages for block in found.values())
