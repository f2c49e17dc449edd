"""What the block and the platform tell each other: completion, settings, OLX, copies and deleted state."""

import re
from typing import Any

import pytest
from lxml import etree
from xblock.runtime import DictKeyValueStore

from cpd_community_xblock.core import spaces
from cpd_community_xblock.host.data import Role
from cpd_community_xblock.reflection import templates
from demo import course
from demo.models import Completion
from demo.olx import OlxReader, content
from demo.runtime import block_for
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OPTIONAL = [
    {"id": "what", "heading": "What happened?"},
    {"id": "so_what", "heading": "So what?"},
    {"id": "more", "heading": "Anything more?", "optional": True},
]


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


@pytest.fixture
def ines():
    return builders.person("ines", role=Role.COURSE_TEAM)


def draft(stage: str, body: str = "Words.") -> dict[str, object]:
    return {"stage": stage, "version": 0, "base": "", "body": body}


# Completion.


def completed(user: Any, key: Any) -> list[float]:
    return list(Completion.objects.filter(user=user, usage_key=key).values_list("value", flat=True))


def test_a_block_is_complete_once_every_part_that_has_to_be_is_finished(amara) -> None:
    key = builders.reflection_block(stages=OPTIONAL)
    for handler, stage in (("save_draft", "what"), ("finish_stage", "what"), ("finish_stage", "more")):
        builders.send(key, amara, handler, draft(stage))
        assert completed(amara, key) == []
    builders.send(key, amara, "finish_stage", draft("so_what"))
    assert completed(amara, key) == [1.0]


def test_completion_waits_for_nobody_else_and_nothing_takes_it_away(amara) -> None:
    key = builders.reflection_block()
    priya = builders.person("priya", cohort="Rowan")
    for stage in ("what", "so_what"):
        builders.send(key, amara, "finish_stage", draft(stage))
    assert (completed(amara, key), completed(priya, key)) == ([1.0], [])
    thread_id = builders.shared(key, amara)
    said = {"thread": thread_id, "body": "Thank you.", "signature": "named"}
    builders.send(key, priya, "respond", {**said, "token": "6f1c3b9e-8d0a-4b53-9a3e-0f3e2b9d7c11"})
    builders.send(key, amara, "withdraw")
    builders.send(key, amara, "save_draft", {**draft("what", ""), "version": 1})
    assert (completed(amara, key), completed(priya, key)) == ([1.0], [])


@pytest.mark.parametrize("binding", [{"masquerading": True}, {"studio": True}, {"preview": True}])
def test_nothing_is_completed_in_someone_elses_place(amara, binding: dict[str, bool]) -> None:
    key = builders.reflection_block()
    for stage in ("what", "so_what"):
        assert builders.send(key, amara, "finish_stage", draft(stage), binding=binding).status == 403
    assert completed(amara, key) == []


def test_a_block_is_completable_and_shown_on_phones() -> None:
    block = block_for(builders.reflection_block(), None)
    assert block.completion_mode == "completable"
    for view in ("student_view", "public_view"):
        assert block.has_support(getattr(block, view), "multi_device")


# Deleted state and copies.


def test_an_instructors_delete_state_takes_one_learners_words_from_one_block(amara, ines) -> None:
    key, other = builders.reflection_block(), builders.reflection_block("another")
    priya = builders.person("priya", cohort="Rowan")
    for block in (key, other):
        for user in (amara, priya):
            builders.drafted(block, user, {"what": f"{user.username} in {block.block_id}"}, finish=True)
    builders.shared(key, amara)
    for _again in range(2):
        # The platform names the learner by the anonymous id that submissions use: here, the username.
        block_for(key, ines).clear_student_state("amara", str(builders.COURSE), str(key), "ines")
    kept = str(builders.everything())
    assert "amara in pause" not in kept
    assert all(words in kept for words in ("priya in pause", "amara in another", "priya in another"))


@pytest.mark.parametrize("anonymous_id", ["nobody", "", "0"])
def test_deleting_the_state_of_nobody_known_changes_nothing(amara, ines, anonymous_id: str) -> None:
    key = builders.reflection_block()
    builders.drafted(key, amara, {"what": "Words."})
    kept = builders.everything()
    block_for(key, ines).clear_student_state(anonymous_id, str(builders.COURSE), str(key))
    assert builders.everything() == kept


def test_deleting_state_in_a_block_that_nobody_visited_opens_no_space(amara, ines) -> None:
    key = builders.reflection_block()
    block_for(key, ines).clear_student_state("amara", str(builders.COURSE), str(key))
    assert spaces.find_space(usage_key=key) is None


def test_a_copy_of_a_block_starts_empty_and_leaves_the_original_as_it_is(amara, ines) -> None:
    key = builders.reflection_block()
    builders.drafted(key, amara, {"what": "Words."}, finish=True)
    builders.shared(key, amara)
    kept = builders.everything()
    copy = block_for(builders.reflection_block("copy"), ines, studio=True)
    for told in (
        copy.studio_post_duplicate(None, block_for(key, ines, studio=True)),
        copy.studio_post_paste(None, None),
    ):
        assert told is False
    assert {**builders.everything(), "FieldState": kept["FieldState"]} == kept
    assert "Words." not in builders.shown(copy.usage_key, amara)
    assert "Words." not in builders.ask(copy.usage_key, amara, "page", view="talk").text


def test_a_re_run_starts_empty(amara) -> None:
    key, again = builders.reflection_block(), builders.reflection_block(course=builders.OTHER_COURSE)
    builders.drafted(key, amara, {"what": "Words."}, finish=True)
    builders.shared(key, amara)
    builders.enrol(amara, cohort="Rowan", course=builders.OTHER_COURSE)
    for view in ("write", "talk"):
        answer = builders.ask(again, amara, "page", view=view)
        assert answer.status == 200
        assert "Words." not in answer.text


# Settings.


def shown_settings(html: str) -> dict[str, Any]:
    """The editor's fields as a browser would send them back."""
    form = etree.HTML(html)
    sent: dict[str, Any] = {}
    for field in form.iterfind(".//input"):
        if field.get("name") and field.get("type") != "checkbox":
            sent[field.get("name")] = field.get("value", "")
        elif field.get("name") and "checked" in field.attrib:
            sent.setdefault(field.get("name"), []).append(field.get("value", "on"))
    for field in form.iterfind(".//textarea"):
        sent[field.get("name")] = (field.text or "").removeprefix("\n")
    for field in form.iterfind(".//select"):
        chosen = [option for option in field.iterfind("option") if "selected" in option.attrib] or list(field)[:1]
        sent[field.get("name")] = chosen[0].get("value")
    return sent


def saved(key, ines, **changes: str):
    sent = {**shown_settings(builders.shown(key, ines, "studio_view", studio=True)), **changes}
    return builders.send(key, ines, "save_settings", sent, binding={"studio": True})


def test_an_editor_opened_and_saved_changes_nothing(ines) -> None:
    key = builders.reflection_block(
        display_name="A pause", audience="course", stems=["Well …"], incident_url="https://example.org/report"
    )
    names = ("display_name", "template", "audience", "naming", "stems", "incident_url")
    before = [getattr(block_for(key, ines), name) for name in names]
    assert saved(key, ines).status == 200
    block = block_for(key, ines)
    assert [getattr(block, name) for name in names] == before
    assert [stage.id for stage in block.stage_list] == ["what", "so_what"]


def test_a_new_block_has_the_default_models_parts_and_saving_keeps_them_translated(ines) -> None:
    key = builders.create_block(builders.usage_key("new"))
    assert saved(key, ines, display_name="New").status == 200
    block = block_for(key, ines)
    assert (block.display_name, block.stages) == ("New", [])
    assert block.stage_list == templates.template(templates.DEFAULT).stages


def test_what_the_author_changes_is_what_learners_meet(amara, ines) -> None:
    key = builders.reflection_block()
    answer = saved(key, ines, display_name="A longer pause", **{"stages-0-heading": "What stayed with you?"})
    assert "Saved." in answer.text
    html = builders.shown(key, amara)
    assert "A longer pause" in html
    assert "What stayed with you?" in html


def test_settings_with_something_wrong_are_not_saved_and_stay_as_typed(ines) -> None:
    key = builders.reflection_block(display_name="A pause")
    refused = saved(
        key,
        ines,
        display_name="Changed",
        incident_url="nowhere",
        **{"stages-1-heading": "", "stages-1-prompt": "Kept?"},
    )
    assert refused.status == 422
    assert "Every part needs a heading." in refused.text
    assert 'role="alert"' in refused.text
    kept = shown_settings(refused.text)
    assert (kept["display_name"], kept["incident_url"], kept["stages-1-prompt"]) == ("Changed", "nowhere", "Kept?")
    assert block_for(key, ines).display_name == "A pause"


def test_an_error_in_a_part_alone_is_announced_too(ines) -> None:
    refused = saved(builders.reflection_block(), ines, **{"stages-1-heading": ""})
    assert refused.status == 422
    assert refused.text.count('role="alert"') == 1


def test_a_part_added_keeps_its_id_however_often_the_author_saves(ines) -> None:
    key = builders.reflection_block()
    sent = shown_settings(builders.shown(key, ines, "studio_view", studio=True))
    added = builders.send(key, ines, "arrange_stages", {**sent, "do": "add"}, binding={"studio": True})
    assert added.status == 200
    assert [stage.id for stage in block_for(key, ines).stage_list] == ["what", "so_what"]
    first = builders.send(
        key,
        ines,
        "save_settings",
        {**shown_settings(added.text), "stages-2-heading": "Now what?"},
        binding={"studio": True},
    )
    ids = [stage.id for stage in block_for(key, ines).stage_list]
    assert len(set(ids)) == 3
    again = builders.send(key, ines, "save_settings", shown_settings(first.text), binding={"studio": True})
    assert again.status == 200
    assert [stage.id for stage in block_for(key, ines).stage_list] == ids


def test_moving_parts_in_the_editor_keeps_what_was_typed_and_saves_nothing(ines) -> None:
    key = builders.reflection_block()
    sent = shown_settings(builders.shown(key, ines, "studio_view", studio=True))
    sent |= {"display_name": "Half-typed", "stages-0-minutes": "many", "stages-1-heading": "Typed", "do": "up-1"}
    answer = builders.send(key, ines, "arrange_stages", sent, binding={"studio": True})
    kept = shown_settings(answer.text)
    assert (kept["display_name"], kept["stages-0-heading"], kept["stages-1-minutes"]) == ("Half-typed", "Typed", "many")
    assert (kept["stages-0-id"], kept["stages-1-id"]) == ("so_what", "what")
    assert block_for(key, ines).display_name == "Reflection"


def test_what_a_library_says_about_a_part_that_comes_later_is_in_the_preview(ines) -> None:
    stages = [
        {"id": "a", "heading": "A"},
        {"id": "b", "heading": "B", "opens": "after_previous", "days": 3, "minutes": 10},
        {"id": "c", "heading": "C", "opens": "in_week", "week": 4, "optional": True},
    ]
    html = builders.shown(builders.reflection_block(stages=stages), ines, "author_view", preview=True)
    assert "Opens 3 days after" in html
    assert "Opens in week 4" in html
    assert len(re.findall(r"<textarea", html)) == 3
    assert "cpd-draft url=" not in html


# OLX.


def read_back(xml: bytes):
    """A block as an import makes it."""
    reader = OlxReader(course.FOLDER, DictKeyValueStore())
    return reader.get_block(reader.parse_xml_string(xml.decode()))


SET = {
    "display_name": "A “pause” & <more>",
    "template": "gibbs",
    "stages": [
        {"id": "what", "heading": "What happened?", "opens": "in_week", "week": 4, "minutes": 5},
        {"id": "more", "heading": "ماذا تعلّمت؟", "optional": True, "opens": "on_date", "date": "2026-10-31"},
    ],
    "audience": "course",
    "naming": "pseudonym",
    "stems": ["I noticed …", "شكرًا …"],
    "incident_text": "Report it",
    "incident_url": "https://example.org/report?a=1&b=2",
    "wellbeing_text": "Talk to us",
    "wellbeing_url": "https://example.org/support",
}


def exported(key, author) -> bytes:
    """As the authoring side exports a block."""
    block = block_for(key, author, studio=True)
    node = etree.Element("unknown_root", nsmap={"option": "http://code.edx.org/xblock/option"})
    block.add_xml_to_node(node)
    node.set("url_name", "copy")
    return etree.tostring(node)


def test_settings_travel_in_olx_and_come_back_unchanged(ines) -> None:
    key = builders.reflection_block(**SET)
    copy, original = read_back(exported(key, ines)), block_for(key, ines)
    assert {name: getattr(copy, name) for name in SET} == SET
    assert copy.stage_list == original.stage_list
    assert copy.scope_ids.block_type == "cpd_reflection"


def test_olx_holds_nothing_of_any_learner(amara, ines) -> None:
    key = builders.reflection_block(**SET)
    builders.send(key, amara, "save_profile", {"profession": "Community nurse"})
    builders.drafted(key, amara, {"what": "Words."}, finish=True)
    builders.shared(key, amara)
    assert block_for(key, amara).took_part
    xml = exported(key, ines).decode()
    assert not [word for word in ("took_part", "Words.", "amara", "Amara", "Community nurse") if word in xml]


def test_a_block_that_nobody_has_set_anything_in_travels_as_an_empty_element(ines) -> None:
    xml = exported(builders.create_block(builders.usage_key("bare")), ines)
    assert set(etree.fromstring(xml).attrib) == {"url_name", "xblock-family"}
    assert read_back(xml).stage_list == templates.template(templates.DEFAULT).stages


@pytest.mark.parametrize(
    "stages",
    ["null", "[]", "[null, 3, []]", '[{"opens": []}, {"id": {}}]', '[{"minutes": "1e999"}]', '[{"id": " a "}]'],
)
def test_olx_that_someone_broke_still_makes_a_block_that_works(amara, stages: str) -> None:
    xml = (
        '<cpd_reflection url_name="broken" template="nowhere" naming="x" audience="x" '
        f'xmlns:option="http://code.edx.org/xblock/option"><option:stages>{stages}</option:stages></cpd_reflection>'
    )
    broken = read_back(xml.encode())
    names = ("template", "naming", "audience", "stages")
    key = builders.reflection_block("broken", **{name: getattr(broken, name) for name in names})
    [first, *_] = block_for(key, amara).stage_list
    assert builders.shown(key, amara).count("<textarea") == 1
    assert builders.send(key, amara, "finish_stage", draft(first.id)).status == 200
    assert builders.ask(key, amara, "page", view="share").status == 200
    assert builders.shown(key, builders.person("ines", role=Role.COURSE_TEAM), "studio_view", studio=True)


def test_the_demos_own_olx_is_read_as_it_is_written() -> None:
    keys = sorted(key for key in content().usage_keys if key.block_type == "cpd_reflection")
    assert len(keys) >= 3
    for key in keys:
        block = block_for(key, None)
        assert block.display_name
        assert all(stage.heading and stage.prompt for stage in block.stage_list)
        form = block.settings_form(initial=block.settings())
        checked = block.settings_form(_as_sent(form)).checked()
        assert checked["stages"] in ([], block.settings()["stages"])


def _as_sent(form: Any) -> dict[str, Any]:
    html = form.as_p() + str(form.stages.management_form) + "".join(stage.as_p() for stage in form.stages)
    return shown_settings(f"<form>{html}</form>")
