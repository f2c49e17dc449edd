"""People tell when they are free, by keyboard, mouse and touch; facilitators add people; authors try their rules."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.everyone import nobody_is_kept_out, on_phone_and_desk
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.weight import MOST, weight, weights

pytestmark = pytest.mark.browser

UNIT = "week-2-a-mentor"
STUDIO_BLOCK = "wk2-mentoring"


def at(visit: Visit, username: str, tab: str, **how: Any) -> Visitor:
    """Someone at one of the mentoring block's pages."""
    visitor = visit(username, **how)
    visitor.open(UNIT)
    visitor.show(tab)
    return visitor


def cell(visitor: Visitor, day: str, hours: str, week: int = 0) -> Locator:
    label = f"{day}, {hours}, free"
    return visitor.block.locator("table").nth(week).get_by_role("checkbox", name=label, exact=True)


def free(visitor: Visitor, week: int = 0) -> str:
    return visitor.block.locator("[data-cpd-summary]").nth(week).inner_text()


def ready(visitor: Visitor) -> None:
    expect(visitor.block.locator("table").first).to_have_attribute("role", "grid")


@pytest.fixture
def nadia(visit: Visit) -> Visitor:
    visitor = at(visit, "nadia", "What I offer")
    ready(visitor)
    return visitor


# The table of free times.


def test_the_table_is_one_stop_for_the_tab_key_and_arrows_move_in_it(nadia: Visitor) -> None:
    keyboard = nadia.page.keyboard
    nadia.block.get_by_label("A few words about you").focus()
    keyboard.press("Tab")
    expect(cell(nadia, "Monday", "00:00 to 02:00")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Space"):
        keyboard.press(key)
    expect(cell(nadia, "Tuesday", "04:00 to 06:00")).to_be_focused()
    expect(cell(nadia, "Tuesday", "04:00 to 06:00")).to_be_checked()
    keyboard.press("Shift+ArrowDown")
    keyboard.press("Shift+ArrowDown")
    assert free(nadia) == "Free: Tue 04–10"
    keyboard.press("Enter")
    assert free(nadia) == "Free: Tue 04–08"
    expect(nadia.block.get_by_role("button", name="Offer to mentor")).to_be_visible()
    keyboard.press("End")
    expect(cell(nadia, "Sunday", "08:00 to 10:00")).to_be_focused()
    keyboard.press("Home")
    expect(nadia.block.get_by_role("button", name="08–10")).to_be_focused()
    keyboard.press("Space")
    assert free(nadia).startswith("Free: Mon 08–10, Tue 04–10, Wed 08–10")
    for _row in range(6):
        keyboard.press("ArrowUp")
    expect(nadia.block.get_by_role("button", name="00–02")).to_be_focused()
    keyboard.press("Tab")
    expect(nadia.block.get_by_role("button", name="My weeks differ: add a second one")).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(nadia.block.get_by_role("button", name="00–02")).to_be_focused()


def test_arrows_go_the_way_of_the_page(visit: Visit) -> None:
    nadia = at(visit, "nadia", "What I offer", direction="rtl")
    ready(nadia)
    cell(nadia, "Monday", "08:00 to 10:00").focus()
    nadia.page.keyboard.press("ArrowLeft")
    expect(cell(nadia, "Tuesday", "08:00 to 10:00")).to_be_focused()


def test_a_day_and_an_hour_take_their_whole_column_and_row(nadia: Visitor) -> None:
    nadia.block.get_by_role("button", name="Mon", exact=True).click()
    assert free(nadia) == "Free: Mon 00–24"
    cell(nadia, "Monday", "10:00 to 12:00").click()
    assert free(nadia) == "Free: Mon 00–10, Mon 12–24"
    nadia.block.get_by_role("button", name="Mon", exact=True).click()
    nadia.block.get_by_role("button", name="Mon", exact=True).click()
    assert free(nadia) == "No free times yet."
    nadia.block.get_by_role("button", name="18–20").click()
    assert free(nadia) == "Free: " + ", ".join(
        f"{day} 18–20" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    )


def middle(box: Locator) -> tuple[float, float]:
    found = box.bounding_box()
    assert found
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def test_a_drag_paints_what_its_first_cell_becomes(nadia: Visitor) -> None:
    mouse = nadia.page.mouse
    start, end = cell(nadia, "Tuesday", "08:00 to 10:00"), cell(nadia, "Tuesday", "16:00 to 18:00")
    start.scroll_into_view_if_needed()

    def drag() -> None:
        mouse.move(*middle(start))
        mouse.down()
        mouse.move(*middle(end), steps=12)
        mouse.up()

    drag()
    assert free(nadia) == "Free: Tue 08–18"
    drag()
    assert free(nadia) == "No free times yet."
    # There and back again: the click at the end must not undo it.
    mouse.move(*middle(start))
    mouse.down()
    mouse.move(*middle(cell(nadia, "Wednesday", "08:00 to 10:00")), steps=5)
    mouse.move(*middle(start), steps=5)
    mouse.up()
    assert free(nadia) == "Free: Tue 08–10, Wed 08–10"
    start.click()
    assert free(nadia) == "Free: Wed 08–10"


def touch(page: Page, points: list[tuple[float, float]]) -> None:
    """A finger that goes from point to point."""
    session = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(30)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(100)


def between(start: tuple[float, float], end: tuple[float, float], steps: int = 10) -> list[tuple[float, float]]:
    return [
        (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
        for step in range(steps + 1)
    ]


@pytest.fixture
def phone(visit: Visit) -> Visitor:
    visitor = at(visit, "nadia", "What I offer", viewport=PHONE, has_touch=True, is_mobile=True)
    ready(visitor)
    return visitor


def test_on_a_phone_a_finger_paints_sideways_taps_one_and_scrolls_up_and_down(phone: Visitor) -> None:
    cell(phone, "Monday", "10:00 to 12:00").evaluate("(box) => box.scrollIntoView({ block: 'center' })")
    monday, thursday = (
        middle(cell(phone, "Monday", "10:00 to 12:00")),
        middle(cell(phone, "Thursday", "10:00 to 12:00")),
    )
    told = phone.block.locator("[data-cpd-summary]").first
    touch(phone.page, between(monday, thursday))
    expect(told).to_have_text("Free: Mon 10–12, Tue 10–12, Wed 10–12, Thu 10–12")
    phone.page.wait_for_timeout(500)  # Sooner, Chromium may take it for the second half of a double tap.
    cell(phone, "Tuesday", "10:00 to 12:00").tap()
    expect(told).to_have_text("Free: Mon 10–12, Wed 10–12, Thu 10–12")
    before = phone.page.evaluate("scrollY")
    touch(phone.page, between(monday, (monday[0], monday[1] - 200)))
    assert phone.page.evaluate("scrollY") > before + 50
    assert free(phone) == "Free: Mon 10–12, Wed 10–12, Thu 10–12"


def test_at_360_pixels_the_table_fits_and_every_cell_can_be_hit(phone: Visitor) -> None:
    boxes = phone.block.locator("table input").evaluate_all(
        "(boxes) => boxes.map((box) => box.getBoundingClientRect()).map(({ width, height, left, right }) => "
        "[width, height, left, right])"
    )
    assert len(boxes) == 84
    for width, height, left, right in boxes:
        assert width >= 36
        assert height >= 44
        assert left >= 0
        assert right <= 360


def test_it_is_filled_in_and_kept_without_the_element(visit: Visit) -> None:
    nadia = visit("nadia")
    nadia.page.route("**/cpd-grid*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    nadia.open(UNIT)
    nadia.show("What I offer")
    cell(nadia, "Friday", "20:00 to 22:00").check()
    nadia.press("Offer to mentor")
    expect(nadia.block.locator(".cpd-told")).to_contain_text("Fri 20–22")


def test_the_browsers_zone_is_proposed_where_none_was_told(visit: Visit) -> None:
    guest = at(visit, "guest", "What I look for", timezone_id="America/Toronto")
    expect(guest.block.get_by_label("Your time zone")).to_have_value("America/Toronto")


# A whole offer, with a rota.


def test_an_alumna_offers_a_rota_of_two_weeks_and_changes_it(nadia: Visitor) -> None:
    cell(nadia, "Monday", "18:00 to 20:00").check()
    nadia.block.get_by_label("Your time zone").fill("Nowhere")
    nadia.press("My weeks differ: add a second one")
    expect(nadia.block.locator("[data-cpd-week='1']")).to_be_focused()
    ready(nadia)
    assert free(nadia, 0) == "Free: Mon 18–20"
    nadia.press("Copy the week before")
    cell(nadia, "Thursday", "06:00 to 08:00", week=1).check()
    assert free(nadia, 1) == "Free: Mon 18–20, Thu 06–08"
    nadia.press("Offer to mentor")
    zone = nadia.block.get_by_label("Your time zone")
    expect(zone).to_have_value("Nowhere")
    expect(nadia.block.locator(".cpd-error")).to_contain_text("We do not know the time zone “Nowhere”")
    zone.fill("london")
    nadia.press("Offer to mentor")
    expect(nadia.block.locator(".cpd-good")).to_contain_text("You are a mentor here now")
    told = nadia.block.locator(".cpd-told")
    expect(told).to_contain_text("this week, from Monday 19 October")
    expect(told).to_contain_text("Mon 18–20, Thu 06–08")
    nadia.press("Pause")
    expect(nadia.block.locator(".cpd-note")).to_contain_text("You have paused")
    nadia.press("Take learners again")
    nadia.press("Change")
    nadia.press("Remove this week")
    nadia.press("Save")
    expect(told).not_to_contain_text("Week 2")
    nadia.block.get_by_text("Mentor no longer").click()
    nadia.press("Stop mentoring")
    expect(nadia.block.get_by_role("button", name="Offer to mentor")).to_be_visible()


def test_a_learner_skips_with_one_tap(visit: Visit) -> None:
    priya = at(visit, "priya", "What I look for")
    priya.press("Skip: match me with anyone")
    expect(priya.block.locator(".cpd-view")).to_contain_text("any mentor will do")
    priya.press("Tell more")
    expect(priya.block.get_by_label("Put what I learn into practice")).to_be_visible()


# Facilitators.


def test_a_facilitator_takes_people_from_a_file_after_looking_through_it(visit: Visit) -> None:
    ruth = at(visit, "ruth", "People")
    ruth.block.locator("input[type=file]").set_input_files(
        {
            "name": "people.csv",
            "mimeType": "text/csv",
            "buffer": "username;name\npriya;Priya\nnobody;é\n".encode("cp1252"),
        }
    )
    expect(ruth.block.get_by_label("Usernames or e-mail addresses")).to_have_value(
        "username;name\npriya;Priya\nnobody;é\n"
    )
    ruth.press("Look through it")
    expect(ruth.block.locator(".cpd-looked")).to_be_focused()
    expect(ruth.block.locator(".cpd-looked")).to_contain_text("Priya Raghunathan (priya)")
    expect(ruth.block.locator(".cpd-bad-rows")).to_contain_text("There is no account with this username.")
    ruth.press("Add 1 person")
    expect(ruth.block.locator(".cpd-good")).to_have_text("1 person can mentor here now.")
    priya = visit("priya")
    expect(priya.open(UNIT).get_by_role("button", name="What I offer", exact=True)).to_be_visible()


def test_a_file_that_is_no_text_is_refused_where_it_was_chosen(visit: Visit) -> None:
    ruth = at(visit, "ruth", "People")
    ruth.block.locator("input[type=file]").set_input_files(
        {"name": "people.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04\0\0\0"}
    )
    expect(ruth.block.locator("cpd-pick [role=alert]")).to_contain_text("cannot be read as text")
    expect(ruth.block.get_by_label("Usernames or e-mail addresses")).to_have_value("")


# Authors.


def test_an_author_sees_what_the_rules_do_before_saving_them(visit: Visit) -> None:
    ines = visit("ines")
    editor = ines.open_studio(STUDIO_BLOCK)
    slider = editor.get_by_label("Goals: how much it matters").first
    slider.fill("5")
    expect(slider.locator("xpath=../output")).to_have_text("a little")
    expect(slider).to_have_attribute("aria-valuetext", "a little")
    effect = editor.locator("[data-cpd-effect]")
    editor.get_by_role("button", name="Show what this does").click()
    expect(effect).to_contain_text("of 4 learners have at least one mentor")
    before = effect.inner_text()
    editor.get_by_label("Free times of two hours that they share each week, at least").fill("9")
    editor.get_by_label("Title").focus()
    expect(effect).to_contain_text("0 of 4 learners")
    assert effect.inner_text() != before
    ines.press("Save", editor.locator(".cpd-actions").last)
    expect(editor.locator(".cpd-good")).to_have_text("Saved.")


# For everyone.


def looks(visit: Visit, **how: Any) -> Any:
    """Each page of this part, with its name and who has it open."""
    nadia = at(visit, "nadia", "What I offer", **how)
    ready(nadia)
    yield "an offer", nadia
    nadia.press("My weeks differ: add a second one")
    nadia.block.get_by_label("Your time zone").fill("Nowhere")
    nadia.press("Offer to mentor")
    yield "an offer with errors", nadia
    yield "what a mentor offers", at(visit, "samuel", "What I offer", **how)
    priya = at(visit, "priya", "What I look for", **how)
    yield "wishes", priya
    yield "what a learner looks for", at(visit, "kofi", "What I look for", **how)
    ruth = at(visit, "ruth", "People", **how)
    yield "people", ruth
    ruth.block.get_by_label("Usernames or e-mail addresses").fill("priya\nnobody\nsomebody@example.org")
    ruth.press("Look through it")
    yield "a list looked through", ruth
    ruth.block.get_by_role("button", name="Invite").click()
    ruth.settle()
    yield "people, with an invitation", ruth
    ines = visit("ines", **how)
    editor = ines.open_studio(STUDIO_BLOCK)
    editor.get_by_role("button", name="Show what this does").click()
    expect(editor.locator(".cpd-effect-main")).to_be_visible()
    yield "Studio's editor and preview", ines


@on_phone_and_desk
def test_every_page_is_for_everyone(visit: Visit, layout: dict[str, Any]) -> None:
    nobody_is_kept_out(looks(visit, reduced_motion="reduce", **layout), layout)


def test_every_page_is_for_whoever_chose_the_colours(visit: Visit) -> None:
    nobody_is_kept_out(looks(visit, reduced_motion="reduce", viewport=DESK, forced_colors="active"), {})


def test_a_page_weighs_at_most_12_kb_and_the_table_comes_where_it_is_needed(visit: Visit) -> None:
    kofi = visit("kofi")

    def come() -> None:
        kofi.open(UNIT)
        kofi.show("What I look for")

    sizes = weights(kofi, come)
    assert "cpd-grid.js" not in sizes
    assert sum(sizes.values()) <= MOST, sizes
    with kofi.page.expect_response("**/cpd-grid*.js") as answer:
        kofi.press("Change")
    assert weight(answer.value) <= 3 * 1024
