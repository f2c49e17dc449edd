"""What people send: how much of it is taken, and how a form says what is wrong."""

from urllib.parse import urlencode

import pytest
from django import forms
from webob import Request

from cpd_community_xblock.core.errors import InvalidForm, TooLarge
from cpd_community_xblock.core.forms import MAX_BODY, CommunityForm, posted


def request(body: bytes, content_type: str = "application/x-www-form-urlencoded") -> Request:
    return Request.blank("/", method="POST", body=body, content_type=content_type)


class NoteForm(CommunityForm):
    partial = "core/_message.html"

    title = forms.CharField(help_text="In a few words.")
    note = forms.CharField(required=False)


def test_every_value_of_a_field_arrives_in_order() -> None:
    fields = posted(request(urlencode([("part", "b"), ("part", "a"), ("note", "")]).encode()))
    assert fields.getlist("part") == ["b", "a"]
    assert fields["note"] == ""


def test_a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    fits = b"note=" + b"x" * (MAX_BODY - 5)
    assert len(posted(request(fits))["note"]) == MAX_BODY - 5
    with pytest.raises(TooLarge) as refused:
        posted(request(fits + b"x"))
    assert refused.value.status == 413
    assert "nothing was lost" in refused.value.message


@pytest.mark.parametrize("body", [b"note=%ED%A0%80", b"note=%FF%FE", b"note=\xff"])
def test_bytes_that_are_no_text_become_text_that_can_be_kept(body: bytes) -> None:
    posted(request(body))["note"].encode("utf-8")


def test_a_nul_is_an_error_of_its_field() -> None:
    form = NoteForm(posted(request(b"title=a%00b")))
    assert set(form.errors) == {"title"}


@pytest.mark.parametrize("text", ["Zürich – 🙂", "كلمة", "a\nb\tc  "])
def test_words_of_any_language_arrive_as_typed(text: str) -> None:
    assert posted(request(urlencode({"note": text}).encode()))["note"] == text


def test_a_file_is_no_text_and_is_left_out() -> None:
    sent = Request.blank("/", POST={"note": ("note.txt", b"in a file"), "title": "typed"})
    assert posted(sent).getlist("note") == []
    assert posted(sent)["title"] == "typed"


def test_a_body_that_is_no_form_holds_no_fields() -> None:
    assert dict(posted(request(b'{"note": "x"}', "application/json"))) == {}


def test_an_invalid_form_comes_back_with_what_was_typed() -> None:
    form = NoteForm({"title": "", "note": "kept"})
    with pytest.raises(InvalidForm) as refused:
        form.checked()
    assert refused.value.form is form
    assert refused.value.status == 422
    assert form["note"].value() == "kept"


def test_a_field_points_to_its_hint_and_to_its_errors() -> None:
    blank = NoteForm()
    assert blank["title"].field.widget.attrs["aria-describedby"] == "id_title_helptext"
    wrong = NoteForm({"title": ""})
    assert not wrong.is_valid()
    html = str(wrong["title"])
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert "aria-invalid" not in str(wrong["note"])


def test_the_server_names_what_is_missing_and_not_the_browser() -> None:
    assert " required" not in str(NoteForm()["title"])


def json_request(body: bytes) -> Request:
    return Request.blank("/", method="POST", body=body, content_type="application/json")


def test_a_list_of_names_with_values_is_read_in_order() -> None:
    fields = posted(json_request(b'[["part", "b"], ["part", "a"], ["note", "\xc3\xa9"]]'))
    assert (fields.getlist("part"), fields["note"]) == (["b", "a"], "é")


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"null", b'["part"]', b'[["part", 1], [1, "b"], ["part"]]', b"[" * 100_000, b"\xff"]
)
def test_json_of_another_shape_has_no_fields(body: bytes) -> None:
    assert not posted(json_request(body))


def test_a_form_without_its_boundary_has_no_fields() -> None:
    request = Request.blank("/", method="POST", body=b"x", content_type="multipart/form-data")
    assert not posted(request)
