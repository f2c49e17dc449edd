"""The block while someone writes, by the HTML and the answers that it gives."""

import re
from html import unescape

import pytest

from cpd_community_xblock.core.errors import CommunityError
from cpd_community_xblock.reflection.data import MAX_TEXT, MOST_MERGED
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SPACED = [
    {"id": "what", "heading": "What happened?"},
    {"id": "so_what", "heading": "So what?", "opens": "after_previous", "days": 3},
    {"id": "more", "heading": "Anything more?", "optional": True},
    {"id": "week", "heading": "In week four", "opens": "in_week", "week": 4},
]


@pytest.fixture
def key():
    return builders.reflection_block()


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


def stage_field(html: str) -> str:
    """The part that a page's form is for."""
    found = re.search(
        r'name="stage" value="([^"]*)"[^>]*type="hidden"|type="hidden" name="stage" value="([^"]*)"', html
    )
    return next(filter(None, found.groups())) if found else ""


def typed_in(html: str) -> str:
    found = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", html, re.DOTALL)
    return unescape(found[1]) if found else ""


def draft(stage: str = "what", body: str = "It was late.", version: int = 0, base: str = "") -> dict[str, object]:
    return {"stage": stage, "version": version, "base": base, "body": body}


def test_a_learner_begins_with_the_first_part(key, amara) -> None:
    html = builders.shown(key, amara)
    assert stage_field(html) == "what"
    assert "What happened?" in html
    assert "So what?" in html
    assert "Only you can read this." in html
    assert typed_in(html) == ""


def test_the_page_reads_the_words_that_were_saved(key, amara) -> None:
    builders.send(key, amara, "save_draft", draft(body="Late </textarea><b> & cold"))
    html = builders.shown(key, amara)
    assert typed_in(html) == "Late </textarea><b> & cold"
    assert "</textarea><b>" not in html
    assert re.search(r'name="version" value="1"', html)


def test_autosave_answers_with_the_version_to_go_on_from(key, amara, clock) -> None:
    answer = builders.send(key, amara, "save_draft", draft())
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json == {"version": 1, "saved_at": clock.now.isoformat()}
    clock.move(minutes=1)
    assert builders.send(key, amara, "save_draft", draft(body="Later.", version=1)).json["version"] == 2


def test_autosave_hands_both_texts_back_when_two_windows_wrote(key, amara) -> None:
    builders.send(key, amara, "save_draft", draft(body="From one window."))
    answer = builders.send(key, amara, "save_draft", draft(body="From the other.")).json
    assert answer["body"] == "From one window.\n\nFrom the other."
    assert "another window" in answer["message"]
    assert answer["version"] == 2


@pytest.mark.parametrize("letter", ["a", "ض", "ह", "🙂"])
def test_a_text_of_full_length_is_kept_in_any_script(key, amara, letter: str) -> None:
    body = letter * MAX_TEXT
    assert builders.send(key, amara, "save_draft", draft(body=body)).status == 200
    assert builders.send(key, amara, "save_draft", draft(body=body[:-1], version=1, base=body)).status == 200


def test_a_text_that_grew_too_long_by_merging_can_be_shortened_again(key, amara) -> None:
    one, other = "a " * (MAX_TEXT // 2), "b " * (MAX_TEXT // 2)
    builders.send(key, amara, "save_draft", draft(body=one))
    merged = builders.send(key, amara, "save_draft", draft(body=other)).json
    assert len(merged["body"]) > MAX_TEXT
    again = draft(body="Shorter.", version=merged["version"], base=merged["body"])
    assert builders.send(key, amara, "save_draft", again).json["version"] == 3
    assert typed_in(builders.shown(key, amara)) == "Shorter."


def test_what_windows_hold_together_does_not_grow_without_end(key, amara) -> None:
    answers = [
        builders.send(key, amara, "save_draft", draft(body=f"{number} " * (MAX_TEXT // 2))) for number in range(6)
    ]
    assert [answer.status for answer in answers] == [200, 200, 200, 200, 409, 409]
    assert "Shorten one" in answers[-1].text
    assert MAX_TEXT < len(typed_in(builders.shown(key, amara))) <= MOST_MERGED


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"stage": "what", "base": "", "body": "x"}, 422),
        ({**draft(), "version": "-1"}, 422),
        ({**draft(), "version": "9" * 30}, 422),
        ({**draft(), "body": "x" * (MAX_TEXT + 1)}, 422),
        ({**draft(), "body": "a\x00b"}, 422),
        (draft("nowhere"), 404),
        (draft(""), 422),
    ],
)
def test_an_autosave_that_cannot_be_kept_says_why(key, amara, sent, status: int) -> None:
    builders.space()
    kept = builders.everything()
    answer = builders.send(key, amara, "save_draft", sent)
    assert answer.status == status
    assert answer.json["message"]
    assert builders.everything() == kept


def test_finishing_a_part_leads_to_the_next(key, amara) -> None:
    answer = builders.send(key, amara, "finish_stage", draft())
    assert answer.status == 200
    assert stage_field(answer.text) == "so_what"
    assert "What happened?” is finished and saved." in answer.text
    assert "Share what is finished" in answer.text


def test_finishing_the_last_part_invites_to_share(key, amara) -> None:
    builders.send(key, amara, "finish_stage", draft())
    html = builders.send(key, amara, "finish_stage", draft("so_what")).text
    assert "You have written your reflection. Only you can read it." in html
    assert 'value="share"' in html
    assert stage_field(html) == ""


def test_a_finished_part_can_be_opened_and_changed(key, amara) -> None:
    builders.send(key, amara, "finish_stage", draft())
    html = builders.ask(key, amara, "page", view="write", stage="what").text
    assert (stage_field(html), typed_in(html)) == ("what", "It was late.")
    builders.send(key, amara, "finish_stage", draft(body="It was very late.", version=1))
    assert typed_in(builders.ask(key, amara, "page", stage="what").text) == "It was very late."


@pytest.mark.parametrize("body", ["", "  \n "])
def test_a_part_needs_some_words_unless_it_is_optional(amara, body: str) -> None:
    key = builders.reflection_block(stages=SPACED)
    refused = builders.send(key, amara, "finish_stage", draft(body=body))
    assert refused.status == 422
    assert "Two lines are enough." in refused.text
    assert stage_field(refused.text) == "what"
    assert builders.send(key, amara, "finish_stage", draft("more", body=body)).status == 200


def test_a_refused_text_comes_back_as_it_was_typed(key, amara) -> None:
    body = "x" * (MAX_TEXT + 1)
    refused = builders.send(key, amara, "finish_stage", draft(body=body))
    assert refused.status == 422
    assert typed_in(refused.text) == body
    assert 'role="alert"' in refused.text
    assert "What happened?" in refused.text


def test_two_windows_texts_are_merged_when_one_finishes(key, amara) -> None:
    builders.send(key, amara, "save_draft", draft(body="From one window."))
    builders.send(key, amara, "finish_stage", draft(body="From the other."))
    html = builders.ask(key, amara, "page", stage="what").text
    assert typed_in(html) == "From one window.\n\nFrom the other."


def test_a_part_that_opens_later_says_when_and_takes_no_words_yet(amara, clock) -> None:
    key = builders.reflection_block(stages=SPACED)
    html = builders.send(key, amara, "finish_stage", draft()).text
    assert stage_field(html) == "more"
    assert 'name="stage" value="so_what"' not in html
    for handler in ("save_draft", "finish_stage"):
        refused = builders.send(key, amara, handler, draft("so_what", "too early"))
        assert refused.status == CommunityError.status
        assert "not open yet" in refused.text
    assert stage_field(builders.ask(key, amara, "page", stage="so_what").text) == "more"
    clock.move(days=3)
    assert builders.send(key, amara, "save_draft", draft("so_what", "in time")).status == 200


def test_what_opens_by_the_course_opens_with_its_week(amara, clock) -> None:
    key = builders.reflection_block(stages=SPACED)
    assert builders.send(key, amara, "save_draft", draft("week")).status == 400
    clock.now = builders.day(21)
    assert builders.send(key, amara, "save_draft", draft("week")).status == 200


def test_what_was_written_in_a_removed_part_is_still_the_writers(amara) -> None:
    key = builders.reflection_block()
    builders.send(key, amara, "save_draft", draft("so_what", "Still mine."))
    builders.send(
        key,
        builders.person("ines", role=builders.Role.COURSE_TEAM),
        "save_settings",
        {
            "template": "free",
            "audience": "cohort",
            "naming": "choice",
            **builders.ASKED,
            "stages-TOTAL_FORMS": 1,
            "stages-INITIAL_FORMS": 1,
            "stages-0-id": "what",
            "stages-0-heading": "What happened?",
            "stages-0-opens": "at_once",
        },
        binding={"studio": True},
    )
    html = builders.shown(key, amara)
    assert "So what?" not in html
    assert "An earlier part" in html
    left = builders.ask(key, amara, "page", stage="so_what").text
    assert typed_in(left) == "Still mine."
    changed = draft("so_what", "Still mine, and changed.", version=1, base="Still mine.")
    assert builders.send(key, amara, "finish_stage", changed).status == 200
    share = builders.ask(key, amara, "page", view="share").text
    assert "Still mine, and changed." in share
    assert "<h5></h5>" not in share


def test_a_part_that_was_removed_before_anything_was_written_takes_no_words(key, amara) -> None:
    refused = builders.send(key, amara, "finish_stage", draft("removed"))
    assert refused.status == 404
    assert "removed this part" in refused.text


def test_two_blocks_on_a_page_have_no_id_in_common(key, amara) -> None:
    other = builders.reflection_block("another")
    ids = [set(re.findall(r' id="([^"]+)"', builders.shown(each, amara))) for each in (key, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_staff_begin_with_what_was_shared_and_may_write_too(key) -> None:
    ruth = builders.person("ruth", role=builders.Role.FACILITATOR)
    assert stage_field(builders.shown(key, ruth)) == ""
    assert stage_field(builders.ask(key, ruth, "page", view="write").text) == "what"
    assert builders.send(key, ruth, "save_draft", draft()).status == 200


def test_whoever_writes_is_told_what_this_is_not_and_where_to_turn(amara) -> None:
    key = builders.reflection_block(
        incident_url="https://example.org/report",
        wellbeing_url="https://example.org/support",
        wellbeing_text="Talk to us",
    )
    html = builders.shown(key, amara)
    assert "This is not an incident report." in html
    assert 'href="https://example.org/report"' in html
    assert ">Talk to us</a>" in html


# Me here.


def test_someone_learns_their_pseudonym_and_keeps_it(key, amara) -> None:
    html = builders.ask(key, amara, "page", view="me").text
    name = re.search(r"<strong>(.+?)</strong>", html)[1]
    assert f"<strong>{name}</strong>" in builders.ask(key, amara, "page", view="me").text
    ruth = builders.person("ruth", role=builders.Role.FACILITATOR)
    assert "pseudonym in this course" not in builders.ask(key, ruth, "page", view="me").text


def test_what_people_tell_about_themselves_is_kept_and_shown_to_them(key, amara) -> None:
    told = {"profession": "Community nurse", "quiet_from": "22:00", "quiet_until": "07:00"}
    answer = builders.send(key, amara, "save_profile", told)
    assert answer.status == 200
    for html in (answer.text, builders.ask(key, amara, "page", view="me").text):
        assert 'value="Community nurse"' in html
        assert 'value="22:00"' in html


def test_a_new_time_zone_counts_at_once(amara, clock) -> None:
    key = builders.reflection_block(stages=SPACED)
    builders.send(key, amara, "finish_stage", draft())
    clock.now = builders.day(12.45)  # in London the third day is still to come
    assert builders.send(key, amara, "save_draft", draft("so_what")).status == 400
    builders.send(key, amara, "save_profile", {"time_zone": "Pacific/Auckland"})
    assert builders.send(key, amara, "save_draft", draft("so_what")).status == 200
