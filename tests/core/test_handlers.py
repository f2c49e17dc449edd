"""What every handler does before and after its own work."""

import sys

import pytest
from django.db import DataError, connection
from webob import Request

from cpd_community_xblock.core import failures
from cpd_community_xblock.core.forms import MAX_BODY
from demo.runtime import block_for
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WRITING = ["save_draft", "finish_stage", "share", "withdraw", "respond", "edit_post", "withdraw_post"]
WRITING += ["endorse", "hide", "restore", "save_profile", "arrange_stages", "save_settings"]


@pytest.fixture
def key():
    return builders.reflection_block()


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


@pytest.mark.parametrize("handler", WRITING)
def test_what_changes_something_is_never_a_get(key, amara, handler: str) -> None:
    before = builders.everything()
    answer = builders.ask(key, amara, handler, post=1)
    assert answer.status == 405
    assert answer.headers["Allow"] == "POST"
    assert builders.everything() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "PATCH"])
def test_other_methods_change_nothing_either(key, amara, method: str) -> None:
    block = block_for(key, amara)
    request = Request.blank("/", method=method, headers={"X-CSRFToken": "from-the-cookie"})
    assert block.runtime.handle(block, "save_profile", request).status_int == 405


@pytest.mark.parametrize("handler", WRITING)
def test_without_the_token_header_nothing_is_done(key, amara, handler: str) -> None:
    before = builders.everything()
    answer = builders.send(key, amara, handler, {"profession": "Nurse"}, token="")
    assert answer.status == 403
    assert "reload the page" in answer.text
    assert 'role="alert"' in answer.text
    assert builders.everything() == before


def test_reading_needs_no_token(key, amara) -> None:
    assert builders.ask(key, amara, "page").status == 200


@pytest.mark.parametrize("handler", ["page", "post", *WRITING])
def test_the_platforms_address_for_those_who_are_not_checked_answers_to_nobody(key, amara, handler: str) -> None:
    before = builders.everything()
    block = block_for(key, amara)
    for method in ("GET", "POST"):
        path = f"/courses/{builders.COURSE}/xblock/{key}/handler_noauth/{handler}"
        request = Request.blank(path, method=method, headers={"X-CSRFToken": "from-the-cookie"})
        assert block.runtime.handle(block, handler, request).status_int == 403
    assert builders.everything() == before


def test_a_tab_that_outlived_its_readers_session_saves_nothing_in_the_next_ones_name(key, amara) -> None:
    builders.space()
    body = b"stage=what&version=0&base=&body=Late"

    def save(reader: str) -> int:
        block = block_for(key, amara)
        headers = {"X-CSRFToken": "from-the-cookie", "X-CPD-Reader": reader}
        request = Request.blank(
            "/", method="POST", body=body, content_type="application/x-www-form-urlencoded", headers=headers
        )
        return block.runtime.handle(block, "save_draft", request).status_int

    before = builders.everything()
    assert [save(reader) for reader in (str(amara.id + 1), "None", "")] == [403, 403, 403]
    assert builders.everything() == before
    assert save(str(amara.id)) == 200


@pytest.mark.parametrize("sent", [b"", b"body=&stage=what", b"stage=what&version=0&base=&body=Late"])
def test_no_answer_may_be_kept_by_a_cache(key, amara, sent: bytes) -> None:
    for answer in (
        builders.ask(key, amara, "page"),
        builders.ask(key, None, "page"),
        builders.send(key, amara, "save_draft", sent),
        builders.send(key, amara, "finish_stage", sent),
        builders.send(key, amara, "share", sent),
    ):
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_refusal_is_a_message_that_is_announced(key) -> None:
    answer = builders.ask(key, None, "page")
    assert answer.status == 403
    assert answer.text.count('role="alert"') == 1
    assert "Sign in and join the course" in answer.text


@pytest.mark.parametrize(
    ("who", "binding", "words"),
    [
        ("robin", {}, "This is for people taking the course."),
        ("amara", {"masquerading": True}, "You are looking at the course as a learner"),
        ("amara", {"studio": True}, "This is a preview"),
    ],
)
def test_a_refusal_says_why(key, amara, who: str, binding: dict[str, bool], words: str) -> None:
    user = amara if who == "amara" else builders.stranger(who)
    assert words in builders.send(key, user, "save_profile", binding=binding).text


def test_a_form_with_errors_comes_back_as_it_was_typed(key, amara) -> None:
    answer = builders.send(key, amara, "save_profile", {"profession": "Night nurse", "quiet_from": "half past"})
    assert answer.status == 422
    assert 'value="Night nurse"' in answer.text
    assert 'value="half past"' in answer.text
    assert 'id="cpd-pause-me-quiet_from_error"' in answer.text
    assert 'role="alert"' in answer.text


def test_a_request_without_its_post_is_told_so_in_words(key) -> None:
    ruth = builders.person("ruth", role=builders.Role.FACILITATOR)
    for answer in (builders.send(key, ruth, "endorse"), builders.ask(key, ruth, "post", post="x")):
        assert answer.status == 422
        assert "Something needs another look." in answer.text


def test_more_than_fits_is_refused_whole(key, amara) -> None:
    builders.space()
    before = builders.everything()
    for handler in ("save_profile", "finish_stage", "save_draft"):
        answer = builders.send(key, amara, handler, b"profession=" + b"x" * MAX_BODY)
        assert answer.status == 413
        assert 'role="alert"' in answer.text
    assert builders.everything() == before


@pytest.mark.parametrize(
    "query", ["view=%FF", "view=%00", "thread=%ED%A0%80", "number=-1", "stage=%00", "view=nowhere"]
)
def test_an_address_that_makes_no_sense_leads_to_the_first_page(key, amara, query: str) -> None:
    block = block_for(key, amara)
    answer = block.runtime.handle(block, "page", Request.blank(f"/?{query}"))
    assert answer.status_int == 200
    assert "What happened?" in answer.text


def test_only_what_saves_something_counts_as_taking_part(key, amara) -> None:
    def has_taken_part() -> bool:
        return block_for(key, amara).took_part

    builders.ask(key, amara, "page")
    assert builders.send(key, amara, "save_draft", {"stage": "nowhere", "version": 0, "body": "x"}).status == 404
    assert builders.send(key, amara, "save_draft", {"stage": "what"}).status == 422
    assert builders.send(key, amara, "finish_stage", {"stage": "what"}).status == 422
    assert not has_taken_part()
    assert builders.send(key, amara, "save_draft", {"stage": "what", "version": 0, "body": "x"}).status == 200
    assert has_taken_part()


# Faults of our own.

TYPED = "Mrs Okafor in bed four"


class RefusedBy:
    """A database that refuses to write to a table, and says what."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("INSERT") and self._table in sql:
            raise DataError(f"Data too long: {params}")
        return execute(sql, params, many, context)


def test_a_fault_is_answered_with_a_message_and_told_to_the_log_without_what_was_typed(
    key, amara, faults, caplog
) -> None:
    draft = {"stage": "what", "version": 0, "base": "", "body": TYPED}
    with connection.execute_wrapper(RefusedBy("stagetext")):
        answer = builders.send(key, amara, "save_draft", draft)
    assert answer.status == 500
    assert 'role="alert"' in answer.text
    assert "What you typed is still here" in answer.text
    [told] = faults
    assert "The handler save_draft failed with django.db.utils.DataError" in told
    assert "reflection/api.py" in told
    assert TYPED not in answer.text + told + caplog.text
    assert builders.send(key, amara, "save_draft", draft).status == 200


def test_nothing_of_a_fault_is_left_to_be_reported_with_its_variables(key, amara, faults) -> None:
    # The platform, and whatever watches it, would show them; no error reaches it.
    with connection.execute_wrapper(RefusedBy("stagetext")):
        builders.send(key, amara, "finish_stage", {"stage": "what", "version": 0, "base": "", "body": TYPED})
    assert sys.exc_info() == (None, None, None)
    assert len(faults) == 1


def test_a_fault_while_the_answer_is_drawn_goes_no_further_either(key, amara, faults) -> None:
    def fail(execute, sql, params, many, context):
        if sql.startswith("SELECT") and "cpd_community_xblock_pseudonym" in sql:
            raise DataError(TYPED)
        return execute(sql, params, many, context)

    builders.drafted(key, amara, {"what": TYPED}, finish=True)
    with connection.execute_wrapper(fail):
        answer = builders.send(key, amara, "share", {"parts": "what"})
    assert answer.status == 500
    assert TYPED not in answer.text + faults[0]


def test_a_chain_of_causes_without_an_end_is_told_in_part(faults) -> None:
    first, second = ValueError(TYPED), KeyError(TYPED)
    first.__cause__, second.__cause__ = second, first
    failures.report("It", first)
    [told] = faults
    assert told.count("ValueError") + told.count("KeyError") == 5
    assert TYPED not in told


def test_a_block_that_cannot_be_shown_says_so_and_leaves_the_rest_of_the_page_alone(key, amara, faults) -> None:
    def fail(execute, sql, params, many, context):
        if "cpd_community_xblock_news" in sql:
            raise DataError(TYPED)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        shown = builders.shown(key, amara)
    assert "Something went wrong on our side." in shown
    assert "The view student_view failed" in faults[0]
    assert TYPED not in shown + faults[0]
    assert "Something went wrong" not in builders.shown(key, amara)
