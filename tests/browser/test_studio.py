"""A course author changes a block, sees it in the preview, and learners meet it so."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SAVED, Visitor

pytestmark = pytest.mark.browser


def part(editor: Locator, number: int) -> Locator:
    """A part of the editor, opened."""
    found = editor.locator(".cpd-stage-part").nth(number - 1)
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def save(ines: Visitor, editor: Locator) -> None:
    ines.press("Save", editor.locator(".cpd-actions").last)


def test_an_author_names_adds_moves_and_saves_and_learners_meet_it_so(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio()
    editor.get_by_label("Title").fill("A worried call")
    ines.press("Add a part", editor)
    expect(editor.locator(".cpd-stage-part")).to_have_count(4)
    new = part(editor, 4)
    new.get_by_label("Heading").fill("Who else knew?")
    new.get_by_label("Question").fill("Who had seen it before you?")
    ines.press("Move up", new)
    moved = part(editor, 3)
    expect(moved.get_by_label("Heading")).to_have_value("Who else knew?")
    expect(part(editor, 4).get_by_label("Heading")).to_have_value("Now what will you do?")
    expect(editor.get_by_label("Title")).to_have_value("A worried call")

    save(ines, editor)
    expect(ines.page.locator("[data-status]")).to_have_text("The preview shows what you saved.")
    preview = ines.page.locator("[data-preview] .cpd")
    expect(preview.get_by_role("heading", name="Who else knew?")).to_be_visible()
    headings = preview.get_by_role("heading", level=4).all_inner_texts()
    assert [re.split(r"\s+about ", heading)[0] for heading in headings] == [
        "What happened?",
        "So what do you make of it now?",
        "Who else knew?",
        "Now what will you do?",
    ]

    amara = visit("amara")
    block = amara.open()
    expect(block.locator(".cpd-step")).to_have_count(4)
    amara.press("Who else knew?")
    amara.block.get_by_label("Who had seen it before you?").fill("His wife had.")
    expect(amara.status).to_have_text(SAVED)


def test_what_is_wrong_is_named_at_its_field_and_everything_typed_is_still_there(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio()
    editor.get_by_label("Title").fill("A worried call")
    first, second = part(editor, 1), part(editor, 2)
    first.get_by_label("Heading").fill("")
    first.get_by_label("Question").fill("A question I thought about for an hour.")
    second.get_by_label("Words to aim for").fill("-5")
    second.get_by_label("Days after the previous part").fill("")
    editor.get_by_label("Beginnings of responses").fill("I saw …\nI felt …")
    editor.get_by_label("Address of your incident reporting").fill("not an address")
    save(ines, editor)

    expect(editor.get_by_role("alert")).to_be_focused()
    wrong = {
        first.get_by_label("Heading"): "Every part needs a heading.",
        second.get_by_label("Words to aim for"): "greater than or equal to 0",
        second.get_by_label("Days after the previous part"): "Say after how many days.",
        editor.get_by_label("Address of your incident reporting"): "Enter a valid URL.",
    }
    for field, message in wrong.items():
        expect(field).to_be_visible()
        expect(field).to_have_accessible_description(re.compile(re.escape(message)))
        expect(field).to_have_attribute("aria-invalid", "true")
    expect(editor.get_by_label("Title")).to_have_value("A worried call")
    expect(first.get_by_label("Question")).to_have_value("A question I thought about for an hour.")
    expect(editor.get_by_label("Beginnings of responses")).to_have_value("I saw …\nI felt …")
    expect(editor.get_by_label("Address of your incident reporting")).to_have_value("not an address")

    amara = visit("amara")
    expect(amara.open()).to_contain_text("What happened?")


def test_a_number_that_is_wrong_is_shown_even_where_its_field_is_not_asked_for(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio()
    second = part(editor, 2)
    second.get_by_label("Days after the previous part").fill("999")
    second.get_by_label("Opens", exact=True).select_option("at_once")
    expect(second.get_by_label("Days after the previous part")).to_be_hidden()
    save(ines, editor)
    expect(second.get_by_label("Days after the previous part")).to_be_visible()
    expect(second).to_contain_text("less than or equal to 365")


def test_the_preview_can_be_tried_and_keeps_nothing(visit: Visit) -> None:
    ines = visit("ines")
    ines.open_studio()
    preview = ines.page.locator("[data-preview] .cpd")
    preview.locator("textarea").first.press_sequentially("Trying it out.")
    expect(preview.locator("[data-cpd-words]").first).to_have_text("Words: 3")
    expect(preview.get_by_role("button", name="Finish this part").first).to_be_disabled()
    assert ines.kept() == {}


def test_cancel_leaves_without_saving(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio()
    editor.get_by_label("Title").fill("Not this")
    editor.get_by_role("button", name="Cancel").click()
    expect(ines.page).to_have_url(re.compile("/unit/week-3-reflecting$"))
    assert "Not this" not in ines.page.content()
