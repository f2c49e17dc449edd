"""The guard where people write: told while they write, asked about before others read it, never held against them."""

import html
import logging
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest

from cpd_community_xblock.confidentiality import api as confidentiality
from cpd_community_xblock.confidentiality import models
from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.host.data import Role
from cpd_community_xblock.reflection.data import FOLLOW_UP
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NAMED = "I sat with Mrs Okafor until four."
CALLED = "Her daughter rang from 07700 900123."
WISH = {"parts": ["what"], "audience": "cohort", "signature": "named", "attest": "on"}


@pytest.fixture
def key():
    return builders.reflection_block(follow_up_days=1)


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


@pytest.fixture
def priya():
    return builders.person("priya", cohort="Rowan")


@pytest.fixture
def ruth():
    return builders.person("ruth", role=Role.FACILITATOR)


@pytest.fixture
def thread_id(key, amara):
    builders.drafted(key, amara, {"what": "It was late.", "so_what": "I called."}, finish=True)
    return builders.shared(key, amara)


def looked(key, user, body: str, **more: object) -> str:
    answer = builders.send(key, user, "look_over", {"body": body, **more})
    assert answer.status == 200
    return answer.text


def found(text: str) -> list[str]:
    return [html.unescape(words) for words in re.findall(r"data-cpd-words-found>([^<]*)<", text)]


def marks(text: str) -> str:
    return "".join(re.findall(r'name="noticed" value="([^"]*)"', text))


def told(text: str, reason: str = "") -> dict[str, str]:
    """What a form sends of a list that stands in it, with a reason chosen there or none."""
    explained = "".join(re.findall(r'name="explained" value="([^"]*)"', text))
    return {"noticed": marks(text), "explained": explained, "stays": reason}


def answer(thread_id: int, body: str, **more: object) -> dict[str, object]:
    return {"thread": thread_id, "token": str(uuid4()), "body": body, "signature": "named", **more}


def counted() -> dict[tuple[str, str], int]:
    return {(row.category, row.outcome): row.count for row in models.Tally.objects.all()}


# While writing.


def test_what_is_found_is_named_with_the_reason_and_a_safer_wording(key, priya) -> None:
    listed = looked(key, priya, f"{NAMED} {CALLED}")
    # What has to be seen to comes first.
    assert found(listed) == ["07700 900123", "Mrs Okafor"]
    assert 'data-cpd-safer="the patient"' in listed
    assert "A name can show who this is." in listed
    assert "2 details could show who someone is" in listed
    assert "no guarantee" in listed
    assert "· sure" in listed
    assert "· likely" in listed


def test_where_nothing_is_found_nothing_is_said(key, priya) -> None:
    assert looked(key, priya, "We gave 40 mg at ten, and the Glasgow Coma Scale was 14.").strip() == ""
    assert looked(key, priya, "").strip() == ""


def test_places_are_told_as_browsers_count(key, priya) -> None:
    # A browser's string holds two units for each of these.
    assert 'data-start="10"' in looked(key, priya, "🙂🙂 With Mrs Okafor.")


def test_looking_keeps_and_counts_nothing(key, priya) -> None:
    looked(key, priya, NAMED)
    before = builders.everything()
    looked(key, priya, f"{NAMED} {CALLED}")
    assert builders.everything() == before
    assert counted() == {}


def test_a_private_draft_is_told_of_it_and_never_held_up(key, amara) -> None:
    assert "to look at before you share" in looked(key, amara, CALLED, private="on")
    draft = {"stage": "what", "version": 0, "base": "", "body": f"{NAMED} {CALLED}"}
    assert builders.send(key, amara, "save_draft", draft).status == 200
    assert builders.send(key, amara, "finish_stage", {**draft, "version": 1}).status == 200
    assert counted() == {}


def test_what_is_typed_cannot_become_part_of_the_page(key, priya) -> None:
    listed = looked(key, priya, 'I met Mrs <img src=x onerror="alert(1)"> Okafor and "><script>Mr Lee</script>.')
    assert "<img" not in listed
    assert "<script" not in listed


def test_more_than_a_text_may_hold_is_refused_with_a_message(key, priya) -> None:
    assert builders.send(key, priya, "look_over", {"body": "x" * 20_001}).status == 422
    assert builders.send(key, priya, "look_over", {"body": "x" * 1_000_000}).status == 413


# Before others read it.


def test_what_was_not_noticed_is_shown_once_before_it_is_sent(key, priya, thread_id) -> None:
    sent = answer(thread_id, NAMED)
    refused = builders.send(key, priya, "respond", sent)
    assert refused.status == 422
    assert found(refused.text) == ["Mrs Okafor"]
    assert f"{NAMED}</textarea>" in refused.text
    assert "Have a look at what is listed" in refused.text
    taken = builders.send(key, priya, "respond", {**sent, "noticed": marks(refused.text)})
    assert taken.status == 200
    assert counted() == {("name", "sent_back"): 1, ("name", "left"): 1}


def test_what_was_noticed_while_writing_is_not_asked_about_again(key, priya, thread_id) -> None:
    noticed = marks(looked(key, priya, NAMED))
    assert builders.send(key, priya, "respond", answer(thread_id, NAMED, noticed=noticed)).status == 200
    more = answer(thread_id, f"{NAMED} Mr Lee was there.", noticed=noticed)
    assert builders.send(key, priya, "respond", more).status == 422


def test_what_is_certain_needs_to_be_changed_or_a_reason(key, priya, thread_id) -> None:
    sent = answer(thread_id, CALLED, **told(looked(key, priya, CALLED)))
    refused = builders.send(key, priya, "respond", sent)
    assert refused.status == 422
    assert "Pick a reason here, or change the words above." in refused.text
    assert f"{CALLED}</textarea>" in refused.text
    assert builders.send(key, priya, "respond", {**sent, "stays": "whatever"}).status == 422
    assert builders.send(key, priya, "respond", {**sent, "stays": "public"}).status == 200
    assert counted() == {("phone", "sent_back"): 2, ("phone", "public"): 1}


def test_a_reason_holds_for_what_was_listed_when_it_was_given(key, priya, thread_id) -> None:
    reasoned = told(looked(key, priya, CALLED), "public")
    more = answer(thread_id, f"{CALLED} And her son from 07700 900456.", **reasoned)
    refused = builders.send(key, priya, "respond", more)
    assert refused.status == 422
    assert "Pick a reason here, or change the words above." in refused.text
    assert " checked" not in refused.text.split("<legend>Why does it need to stay?")[1].split("</fieldset>")[0]
    assert builders.send(key, priya, "respond", {**more, **told(refused.text, "public")}).status == 200


def test_a_reason_that_is_none_is_passed_over_where_none_is_needed(key, priya, thread_id) -> None:
    assert builders.send(key, priya, "respond", answer(thread_id, "Thank you.", stays="whatever")).status == 200


@pytest.mark.parametrize("decoys", ["Mr Lee rang. " * 501, "7 " * 2_001, "07700 900123 " * 501])
def test_what_is_certain_cannot_be_hidden_behind_more_than_is_listed(key, priya, thread_id, decoys: str) -> None:
    text = f"{decoys}Her NHS number is 999 204 6171."
    refused = builders.send(key, priya, "respond", answer(thread_id, text))
    assert refused.status == 422
    again = builders.send(key, priya, "respond", answer(thread_id, text, **told(refused.text, "mistaken")))
    assert again.status == 422
    assert "There is more in it than can be listed." in again.text


@pytest.mark.parametrize(
    "text",
    [
        "I sat with **Mrs** Okafor.",
        "I sat with Mrs&nbsp;*Okafor*.",
        "It was NHS *999 204* 6171.",
        "It was NHS _999 204_ 6171.",
        "Ring _07700_ 900123.",
        "Ring 07700\\-900123.",
    ],
)
def test_what_only_readers_would_see_is_found_too(key, priya, text: str) -> None:
    assert len(found(looked(key, priya, text))) == 1


@pytest.mark.parametrize("text", ["I sat with **Mrs Okafor**.", "- Mrs Okafor\n- her *daughter*"])
def test_what_is_found_as_typed_is_listed_once(key, priya, text: str) -> None:
    assert found(looked(key, priya, text)) == ["Mrs Okafor"]


def test_only_what_went_out_is_counted_as_gone_out(key, amara, priya, thread_id) -> None:
    listed = told(looked(key, priya, NAMED))
    assert builders.send(key, priya, "respond", answer(10**6, NAMED, **listed)).status == 404
    assert counted() == {}
    builders.drafted(key, amara, {"what": NAMED}, finish=True)
    listed = told(builders.ask(key, amara, "page", view="share").text)
    assert builders.send(key, amara, "share", {**WISH, **listed, "attest": ""}).status == 422
    assert counted() == {}  # It came back for another reason.


def test_changing_it_is_enough(key, priya, thread_id) -> None:
    sent = answer(thread_id, CALLED)
    assert builders.send(key, priya, "respond", sent).status == 422
    assert builders.send(key, priya, "respond", {**sent, "body": "Her daughter rang."}).status == 200


def test_a_reflection_is_looked_over_before_it_is_shared(key, amara, priya) -> None:
    builders.drafted(key, amara, {"what": f"{NAMED} {CALLED}", "so_what": "I learnt to ask Mr Lee."}, finish=True)
    page = builders.ask(key, amara, "page", view="share").text
    assert found(page) == ["07700 900123", "Mrs Okafor", "Mr Lee"]
    assert "a story that people know" in page
    wish = {**WISH, **told(page)}
    refused = builders.send(key, amara, "share", wish)
    assert refused.status == 422
    # Only what is to be shared is looked at.
    assert found(refused.text) == ["07700 900123", "Mrs Okafor"]
    assert builders.send(key, amara, "share", {**wish, "stays": "invented"}).status == 200
    assert "07700" in builders.ask(key, priya, "page", view="talk").text
    assert counted()["phone", "invented"] == 1


def test_what_is_found_is_underlined_where_it_is_read_through(key, amara) -> None:
    builders.drafted(key, amara, {"what": f"{NAMED} {CALLED}", "so_what": "I learnt to ask Mr Lee."}, finish=True)
    page = builders.ask(key, amara, "page", view="share").text
    preview = page[page.index("cpd-preview") : page.index("cpd-findings")]
    assert re.findall(r'cpd-found-(\w+)">([^<]*)<', preview) == [
        ("likely", "Mrs Okafor"),
        ("certain", "07700 900123"),
        ("likely", "Mr Lee"),
    ]
    refused = builders.send(key, amara, "share", {**WISH, "parts": "so_what"}).text
    # What is not to be shared has nothing to be looked at.
    preview = refused[refused.index("cpd-preview") : refused.index("cpd-findings")]
    assert re.findall(r'cpd-found-(\w+)">([^<]*)<', preview) == [("likely", "Mr Lee")]


def test_a_form_that_is_held_back_says_calmly_what_for_and_leads_there(key, priya, thread_id) -> None:
    refused = builders.send(key, priya, "respond", answer(thread_id, f"{NAMED} {CALLED}")).text
    assert "Not sent yet." in refused
    assert "Something needs another look" not in refused
    [target, words] = re.search(r'href="#([\w-]+_first)"[^>]*><bdi>([^<]*)<', refused).groups()
    assert words == "07700 900123"
    assert 'class="cpd-note" role="alert"' in refused
    assert re.search(rf'<li id="{target}"[^>]*data-certainty="certain"', refused)
    only_likely = builders.send(key, priya, "respond", answer(thread_id, NAMED)).text
    assert "Not sent yet. Have a look at what is listed below the text first." in " ".join(only_likely.split())
    also_wrong = builders.send(key, priya, "respond", answer(thread_id, CALLED, signature="nobody")).text
    assert "Something needs another look" in also_wrong
    assert 'class="cpd-alert" role="alert"' in also_wrong


def test_the_safer_wording_is_put_in_with_one_press_before_sharing(key, amara) -> None:
    builders.drafted(key, amara, {"what": f"{NAMED} {CALLED}"}, finish=True)
    page = builders.ask(key, amara, "page", view="share").text
    phone, name = re.findall(r'name="reword" value="([^"]*)"', page)
    changed = builders.send(key, amara, "reword", {"reword": name, **WISH, "signature": "pseudonym"})
    assert changed.status == 200
    assert "I sat with the patient until four." in changed.text
    assert re.search(r'value="pseudonym"[^>]* checked', changed.text)
    # The text is another one by now, and so are its places.
    assert builders.send(key, amara, "reword", {"reword": phone}).status == 409
    [phone] = re.findall(r'name="reword" value="([^"]*)"', changed.text)
    again = builders.send(key, amara, "reword", {"reword": phone, **WISH})
    assert found(again.text) == []
    assert builders.send(key, amara, "share", WISH).status == 200


@pytest.mark.parametrize("reword", ["", "1:2", "x", "1:0:0123456789ab:nowhere", "1:999:0123456789ab:what", "9" * 99])
def test_a_place_that_is_none_changes_nothing(key, amara, reword: str) -> None:
    builders.drafted(key, amara, {"what": NAMED}, finish=True)
    before = builders.everything()
    assert builders.send(key, amara, "reword", {"reword": reword}).status in {404, 409, 422}
    assert builders.everything() == before


def test_nobody_rewords_what_another_has_written(key, amara, priya) -> None:
    builders.drafted(key, amara, {"what": NAMED}, finish=True)
    [name] = re.findall(r'name="reword" value="([^"]*)"', builders.ask(key, amara, "page", view="share").text)
    builders.drafted(key, priya, {"what": "Mine."}, finish=True)
    assert builders.send(key, priya, "reword", {"reword": name}).status == 409


def test_every_other_text_that_is_shared_is_looked_over_too(key, amara, priya, ruth, thread_id, clock) -> None:
    response = builders.responded(builders.space(), thread_id, builders.member(priya))
    clock.move(days=2)
    follow_up = {"stage": FOLLOW_UP, "version": 0, "base": "", "body": CALLED}
    attempts = [
        (priya, "edit_post", {"post": response, "body": CALLED}, CALLED),
        (amara, "report", {"post": response, "concern": "other", "words": CALLED}, CALLED),
        (ruth, "hide", {"post": response, "reason": CALLED}, CALLED),
        (amara, "send_follow_up", follow_up, CALLED),
    ]
    for user, handler, sent, typed in attempts:
        refused = builders.send(key, user, handler, sent)
        assert (handler, refused.status) == (handler, 422)
        assert found(refused.text) == ["07700 900123"]
        assert typed in html.unescape(refused.text)
        taken = builders.send(key, user, handler, {**sent, **told(refused.text, "public")})
        assert (handler, taken.status) == (handler, 200)


# Whose words, and what is kept of them.


def test_the_words_of_an_author_hold_for_every_block_of_the_course_and_for_no_other(key, priya) -> None:
    author = builders.block_for(key, builders.person("ines", role=Role.COURSE_TEAM), studio=True)
    author.store({"watched": ["The Rookery"], "watched_before": []})
    another = builders.reflection_block("another")
    assert found(looked(another, priya, "On the  rookery we were two short.")) == ["the  rookery"]
    elsewhere = builders.reflection_block("elsewhere", course=builders.OTHER_COURSE)
    there = builders.person("dermot", course=builders.OTHER_COURSE)
    assert found(looked(elsewhere, there, "On the Rookery we were two short.")) == []
    assert author.settings()["watched"] == ["The Rookery"]


def test_the_page_holds_no_mark_that_could_be_tried_out_against_names(key, priya, settings) -> None:
    settings.SECRET_KEY = "one site's"
    here = marks(looked(key, priya, NAMED))
    settings.SECRET_KEY = "another's"
    assert len(here) == 12
    assert here != marks(looked(key, priya, NAMED))


def test_the_course_team_sees_numbers_and_no_words(key, priya, ruth, thread_id) -> None:
    builders.send(key, priya, "respond", answer(thread_id, f"{NAMED} {CALLED}"))
    page = builders.ask(key, ruth, "page", view="people").text
    assert "Details that could show who someone is" in page
    assert re.search(r"Phone number</th><td>1</td><td>–</td>", page)
    assert "Okafor" not in page
    assert "900123" not in page


@pytest.fixture
def all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield caplog
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def _fails(text: Text) -> Iterator[Finding]:
    raise ValueError(text.plain)


BROKEN = Pack("broken", (_fails,))


def _raves(text: Text) -> Iterator[Finding]:
    yield None  # type: ignore[misc]
    yield Finding(0, 10**6, Category.NAME, Certainty.HINT, "")
    yield Finding(0, 1, "teapot", Certainty.HINT, "")  # type: ignore[arg-type]
    yield Finding(0, 1, Category.NAME, Certainty.HINT, None)  # type: ignore[arg-type]


RAVING = Pack("raving", (_raves,))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PACKS", None),
        ("PACKS", "uk"),
        ("PACKS", ["uk", "tests.reflection.test_guard.RAVING"]),
        ("PLACES", None),
        ("PLACES", "Leeds"),
        ("NUMBERS", [999]),
        ("NUMBERS", "K999999"),
        ("NER", 3),
    ],
)
def test_settings_that_make_no_sense_leave_the_rest_at_work(key, priya, settings, name: str, value: object) -> None:
    setattr(settings, f"CPD_COMMUNITY_CONFIDENTIALITY_{name}", value)
    assert found(looked(key, priya, f"{NAMED} {CALLED} Leeds 999.")) == ["07700 900123", "Mrs Okafor"]
    assert confidentiality.problems() or value == ["uk", "tests.reflection.test_guard.RAVING"]


@pytest.mark.parametrize("path", ["tests.reflection.test_guard.BROKEN", "nowhere.at.all", "tests.builders.START"])
def test_a_sites_pack_that_fails_costs_nobody_a_word_and_tells_the_log_none(
    key, priya, thread_id, settings, all_logs, path: str
) -> None:
    settings.CPD_COMMUNITY_CONFIDENTIALITY_PACKS = ["uk", path]
    assert found(looked(key, priya, f"{NAMED} {CALLED}")) == ["07700 900123", "Mrs Okafor"]
    assert builders.send(key, priya, "respond", answer(thread_id, NAMED)).status == 422
    logged = "\n".join(logging.Formatter().format(record) for record in all_logs.records)
    assert path in logged
    assert "Okafor" not in logged
    assert "900123" not in logged


def test_a_site_is_told_of_a_pack_that_is_not_there_when_it_starts(settings) -> None:
    assert confidentiality.problems() == []
    settings.CPD_COMMUNITY_CONFIDENTIALITY_PACKS = ["uk", "nowhere.at.all"]
    [problem] = confidentiality.problems()
    assert "nowhere.at.all" in problem
