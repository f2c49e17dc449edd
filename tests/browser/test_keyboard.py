"""Everything is done with a keyboard alone, and whoever does so always sees where they are."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

WHERE = r"""() => {
    const here = document.activeElement;
    const mark = here.closest(".cpd-chip")?.querySelector("span") ?? here;
    const style = getComputedStyle(mark);
    const box = mark.getBoundingClientRect();
    return {
        name: (here.labels?.[0] ?? here).innerText.replace(/\s+/g, " ").trim(),
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight,
        inside: Boolean(here.closest(".cpd")),
    };
}"""


def go_to(visitor: Visitor, name: str, *, back: bool = False) -> None:
    """Press Tab until something of that name has the focus; each stop in the block must be plain to see."""
    passed = []
    for _stop in range(60):
        visitor.page.keyboard.press("Shift+Tab" if back else "Tab")
        here = visitor.page.evaluate(WHERE)
        passed.append(here["name"])
        assert not here["inside"] or (here["marked"] and here["seen"]), here
        if here["name"].startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached by Tab: {passed}")


def press(visitor: Visitor, key: str) -> None:
    visitor.page.keyboard.press(key)
    visitor.settle()


def test_a_learner_writes_shares_and_answers_by_keyboard(visit: Visit) -> None:
    amara = visit("amara")
    block, keyboard = amara.open(), amara.page.keyboard
    go_to(amara, "Think of a time you were worried")
    keyboard.type("I rang and said it plainly.")
    go_to(amara, "Finish this part")
    press(amara, "Enter")
    expect(block.locator(".cpd-good")).to_be_focused()

    go_to(amara, "Share it with colleagues")
    press(amara, "Enter")
    expect(block.get_by_role("heading", name="Share with colleagues")).to_be_focused()
    go_to(amara, "Amara Nwosu")
    keyboard.press("ArrowDown")
    go_to(amara, "I have read it through")
    keyboard.press("Space")
    go_to(amara, "Share")
    press(amara, "Space")
    expect(block.locator(".cpd-good")).to_be_focused()

    go_to(amara, "From colleagues", back=True)
    press(amara, "Enter")
    expect(block.get_by_role("heading", name="Shared with Rowan")).to_be_focused()
    go_to(amara, "Read and respond – Priya")
    press(amara, "Enter")
    expect(block.get_by_role("heading", name="Reflection", exact=True)).to_be_focused()
    go_to(amara, "Reply")
    press(amara, "Enter")
    expect(block.get_by_label("Your reply")).to_be_focused()
    go_to(amara, "Cancel")
    press(amara, "Enter")
    expect(block.locator(".cpd-responses > .cpd-post").first).to_be_focused()
    go_to(amara, "My own words")
    keyboard.press("ArrowRight")
    go_to(amara, "Your response")
    keyboard.type("that you rang again.")
    go_to(amara, "Send")
    press(amara, "Enter")
    mine = block.locator(".cpd-post", has_text="I noticed that you rang again.").last
    expect(mine).to_be_focused()
    go_to(amara, "Edit")
    press(amara, "Enter")
    keyboard.press("Control+End")
    keyboard.type(" Twice.")
    go_to(amara, "Save")
    press(amara, "Enter")
    expect(mine).to_contain_text("you rang again. Twice.")
    expect(mine).to_be_focused()

    go_to(amara, "Next")  # And out of the block again.
    assert not amara.page.evaluate(WHERE)["inside"]


def test_an_error_takes_the_focus_and_the_field_says_what_is_wrong(visit: Visit) -> None:
    amara = visit("amara")
    block = amara.open()
    go_to(amara, "Finish this part")
    press(amara, "Enter")
    expect(block.get_by_role("alert")).to_be_focused()
    go_to(amara, "Think of a time you were worried")
    expect(amara.text).to_be_focused()
    expect(amara.text).to_have_attribute("aria-invalid", "true")
    expect(amara.text).to_have_accessible_description("Write a few words first. Two lines are enough.")


def test_a_facilitator_recommends_and_hides_by_keyboard(visit: Visit) -> None:
    ruth = visit("ruth")
    ruth.open()
    post = ruth.read("A regular, a man in his sixties")
    go_to(ruth, "Recommend")
    press(ruth, "Enter")
    expect(post).to_be_focused()
    go_to(ruth, "Hide")
    press(ruth, "Enter")
    expect(post.get_by_label("Why it is hidden")).to_be_focused()
    ruth.page.keyboard.type("A reason.")
    go_to(ruth, "Hide it")
    press(ruth, "Enter")
    expect(post).to_contain_text("Hidden by a facilitator: A reason.")
    expect(post).to_be_focused()


def test_enter_in_a_field_of_studios_editor_saves(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio()
    editor.get_by_label("Title").fill("A call you made")
    press(ines, "Enter")
    expect(editor.locator("[data-cpd-saved]")).to_be_focused()
    expect(editor.locator(".cpd-stage-part summary")).to_have_count(3)
    expect(editor.get_by_label("Heading").first).to_have_value("What happened?")
    ines.open()
    expect(ines.block.get_by_role("navigation", name="Pages of A call you made")).to_be_visible()


def test_parts_are_arranged_by_keyboard_and_the_focus_follows_the_part(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio()
    parts = editor.locator(".cpd-stage-part > summary")
    go_to(ines, "Part 2")
    press(ines, "Enter")
    go_to(ines, "Move up")
    press(ines, "Enter")
    expect(parts.first).to_be_focused()
    expect(parts.first).to_contain_text("So what do you make of it now?")
    go_to(ines, "Move down")
    press(ines, "Enter")
    expect(parts.nth(1)).to_be_focused()
    go_to(ines, "Remove")
    press(ines, "Enter")
    expect(parts).to_have_count(2)
    expect(parts.first).to_be_focused()
    go_to(ines, "Add a part")
    press(ines, "Enter")
    expect(parts.nth(2)).to_be_focused()
    go_to(ines, "Heading")
