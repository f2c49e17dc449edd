"""Nothing that somebody types is lost, and nothing of it stays behind in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SAVED, Visitor

pytestmark = pytest.mark.browser

NO_CONNECTION = r"net::ERR_"
SAVES = "**/save_draft"


def saved_text(visitor: Visitor) -> str:
    """What the server has, as a browser that knows nothing would get it."""
    page = visitor.context.request.get(visitor.page.url).text()
    return re.search(r'<textarea name="body".*?>\s*(.*?)</textarea>', page, re.DOTALL)[1]  # type: ignore[index]


def test_what_two_tabs_write_in_one_draft_is_all_there_and_the_second_tab_is_told(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.type("Both tabs begin here.")
    expect(amara.status).to_have_text(SAVED)
    other_page = amara.context.new_page()
    other = amara.open(page=other_page)
    other_text = other.locator("cpd-draft textarea")

    amara.type(" The first tab goes on.")
    expect(amara.status).to_have_text(SAVED)
    expect(amara.text).to_have_value("Both tabs begin here. The first tab goes on.")
    other_text.press("Control+Home")
    other_text.press_sequentially("The second tab came before. ")
    expect(other.locator("[data-cpd-status]")).to_contain_text("You also wrote in another window")
    expect(other_text).to_have_value(re.compile("The first tab goes on"))

    amara.type(" And on.")
    expect(amara.status).to_contain_text("You also wrote in another window")
    for words in ("Both tabs begin here.", "The first tab goes on. And on.", "The second tab came before."):
        expect(amara.text).to_have_value(re.compile(re.escape(words)))
        assert words in saved_text(amara)


def test_without_a_connection_the_tab_keeps_the_text_and_saves_it_when_the_connection_is_back(visit: Visit) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.open()
    amara.context.set_offline(True)
    amara.type("Written in a lift.")
    expect(amara.status).to_contain_text("Not saved yet. Keep this tab open")
    assert len(amara.kept()) == 1
    assert "Written in a lift." in "".join(amara.kept().values())

    amara.context.set_offline(False)
    expect(amara.status).to_have_text(SAVED)
    assert amara.kept() == {}
    assert amara.kept("localStorage") == {}
    assert saved_text(amara) == "Written in a lift."


def test_a_page_loaded_again_brings_back_what_could_not_be_saved_and_saves_it(visit: Visit) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.open()
    amara.type("Saved before.")
    expect(amara.status).to_have_text(SAVED)
    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.type(" Typed on the stairs.")
    expect(amara.status).to_contain_text("Not saved yet")

    amara.page.unroute(SAVES)
    amara.open()
    expect(amara.text).to_have_value("Saved before. Typed on the stairs.")
    expect(amara.status).to_have_text(SAVED)
    assert amara.kept() == {}
    assert amara.kept("localStorage") == {}
    assert saved_text(amara) == "Saved before. Typed on the stairs."


def test_it_tries_again_by_itself(visit: Visit) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.page.clock.install()
    amara.open()
    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.text.fill("The signal comes and goes.")
    amara.page.clock.run_for(1500)
    expect(amara.status).to_contain_text("Not saved yet")
    amara.page.unroute(SAVES)
    amara.page.clock.run_for(11_000)
    expect(amara.status).to_have_text(SAVED)


def test_whoever_signs_in_next_in_the_tab_neither_sees_nor_keeps_what_was_typed_before(visit: Visit) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.open()
    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.type("Amara's private words.")
    expect(amara.status).to_contain_text("Not saved yet")
    amara.page.unroute(SAVES)

    amara.become("gwen")
    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.open()
    expect(amara.text).to_have_value("")
    assert "private words" not in amara.page.content()
    assert amara.kept() == {}

    amara.become("amara")
    amara.open()
    expect(amara.text).to_have_value("")


def test_a_response_that_was_not_sent_is_still_there_when_the_page_is_loaded_again(visit: Visit) -> None:
    kofi = visit("kofi")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    kofi.type("I keep thinking of your second call")
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    expect(kofi.text).to_have_value("I keep thinking of your second call")

    kofi.type(".")
    kofi.press("Send")
    expect(kofi.block.locator(".cpd-responses")).to_contain_text("I keep thinking of your second call.")
    assert kofi.kept() == {}
    kofi.open()
    kofi.read("A regular, a man in his sixties")
    expect(kofi.text).to_have_value("")


def test_a_change_that_was_not_saved_is_still_there_when_the_page_is_loaded_again(visit: Visit) -> None:
    kofi = visit("kofi")
    for words in ("", " And I mean it."):
        kofi.open()
        kofi.read("A regular, a man in his sixties")
        mine = kofi.block.locator(".cpd-responses > .cpd-post", has_text="Kofi Asante")
        kofi.press("Edit", mine)
        if not words:
            mine.locator("textarea").press("Control+End")
            mine.locator("textarea").press_sequentially(" And I mean it.")
    expect(mine.locator("textarea")).to_have_value(re.compile("when you can.* And I mean it.$"))
    kofi.press("Save", mine)
    expect(mine).to_contain_text("And I mean it.")
    assert kofi.kept() == {}


def test_what_is_typed_while_a_save_is_on_its_way_is_saved_as_well(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    held = amara.hold(SAVES)
    amara.type("One.")
    expect(amara.status).to_have_text("Saving …")
    amara.type(" Two.")
    amara.page.wait_for_timeout(1500)  # Past the pause after which it would save.
    held.let_go()
    expect(amara.status).to_have_text(SAVED)
    expect(amara.text).to_have_value("One. Two.")
    assert saved_text(amara) == "One. Two."
    assert amara.kept() == {}


def test_what_is_typed_while_another_windows_text_is_merged_in_is_not_lost(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.type("Here.\n")
    expect(amara.status).to_have_text(SAVED)
    other_page = amara.context.new_page()
    other = amara.open(page=other_page)
    other.locator("cpd-draft textarea").press("Control+Home")
    other.locator("cpd-draft textarea").press_sequentially("There.\n")
    expect(other.locator("[data-cpd-status]")).to_have_text(SAVED)
    other_page.close()

    held = amara.hold(SAVES)
    amara.type("Now.")
    expect(amara.status).to_have_text("Saving …")
    amara.type(" Later.")
    held.let_go()
    expect(amara.status).to_contain_text("You also wrote in another window")
    expect(amara.text).to_have_value("There.\nHere.\nNow. Later.")
    assert saved_text(amara) == "There.\nHere.\nNow. Later."


def test_finishing_while_a_save_is_on_its_way_stores_exactly_what_was_typed(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    held = amara.hold(SAVES)
    amara.type("One.")
    expect(amara.status).to_have_text("Saving …")
    amara.type(" Two.")
    amara.block.get_by_role("button", name="Finish this part").click()
    amara.page.wait_for_timeout(500)  # In which a form that does not wait would be sent.
    held.let_go()
    expect(amara.block.locator(".cpd-good")).to_have_text("“What happened?” is finished and saved.")
    amara.press("What happened?")
    expect(amara.text).to_have_value("One. Two.")


def test_nothing_can_be_typed_into_a_part_that_is_being_finished(visit: Visit) -> None:
    amara = visit("amara")
    block = amara.open()
    amara.type("All of it.")
    expect(amara.status).to_have_text(SAVED)
    held = amara.hold("**/finish_stage")
    amara.text.evaluate("(text) => text.form.requestSubmit()")
    expect(amara.text).not_to_be_editable()
    expect(amara.text).to_be_focused()
    amara.type(" Too late.")
    expect(amara.text).to_have_value("All of it.")
    held.let_go()
    expect(block.locator(".cpd-good")).to_contain_text("is finished and saved")
    amara.press("What happened?")
    expect(amara.text).to_be_editable()
    expect(amara.text).to_have_value("All of it.")


def test_after_a_refusal_typing_goes_on_and_is_saved(visit: Visit) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.open()
    amara.page.route("**/finish_stage", lambda route: route.abort("connectionreset"))
    amara.text.fill("Not finished.")
    amara.press("Finish this part")
    expect(amara.block.get_by_role("alert")).to_contain_text("did not get through")
    with amara.page.expect_response(SAVES):
        amara.type(" Not yet.")
    assert saved_text(amara) == "Not finished. Not yet."


@pytest.mark.parametrize(
    "storage",
    [
        pytest.param(
            "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }", id="full"
        ),
        pytest.param(
            "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('blocked') } })",
            id="blocked",
        ),
    ],
)
def test_where_the_browser_stores_nothing_it_is_saved_on_the_server_all_the_same(visit: Visit, storage: str) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.context.add_init_script(storage)
    amara.open()
    amara.type("No room.")
    expect(amara.status).to_have_text(SAVED)
    assert saved_text(amara) == "No room."

    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.type(" No line.")
    expect(amara.status).to_contain_text("Not saved yet. Keep this tab open")
    amara.page.unroute(SAVES)
    amara.text.blur()
    expect(amara.status).to_have_text(SAVED)
    assert saved_text(amara) == "No room. No line."


def test_a_text_too_long_for_a_request_that_outlives_its_page_is_saved_when_the_tab_is_hidden(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.text.fill("रात लंबी थी। " * 1400)
    expect(amara.status).to_have_text(SAVED)
    amara.text.press("Control+End")
    with amara.page.expect_response(SAVES):
        amara.text.press_sequentially("फिर")
        amara.page.evaluate(
            """() => {
                Object.defineProperty(document, "hidden", { value: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    expect(amara.status).to_have_text(SAVED)
    assert saved_text(amara).endswith("फिर")


def test_turning_the_page_at_once_after_typing_brings_the_new_words_along(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.finish("Finished on Tuesday.")
    amara.press("What happened?")
    held = amara.hold(SAVES)
    amara.type(" Changed on Wednesday.")
    amara.block.get_by_role("button", name="What happened?").click()
    amara.page.wait_for_timeout(500)  # In which a page that does not wait would come without the words.
    held.let_go()
    amara.settle()
    expect(amara.text).to_have_value("Finished on Tuesday. Changed on Wednesday.")
    expect(amara.status).to_have_text("Saved")


def test_a_page_that_is_left_in_the_middle_sends_what_was_typed(visit: Visit) -> None:
    amara = visit("amara")
    amara.open()
    amara.type("Called away")
    amara.page.goto("/")
    amara.page.wait_for_timeout(500)
    amara.open()
    expect(amara.text).to_have_value("Called away")
    expect(amara.status).to_have_text("Saved")


def test_nothing_but_the_tab_remembers(visit: Visit) -> None:
    amara = visit("amara", may_fail=NO_CONNECTION)
    amara.open()
    amara.page.route(SAVES, lambda route: route.abort("connectionreset"))
    amara.type("Only in this tab.")
    expect(amara.status).to_contain_text("Not saved yet")
    elsewhere = amara.context.new_page()
    amara.open(page=elsewhere)
    assert elsewhere.evaluate("({...sessionStorage, ...localStorage})") == {}
    assert elsewhere.evaluate("indexedDB.databases()") == []
    assert elsewhere.evaluate("caches.keys()") == []
