"""Whatever is sent to any handler: an answer that says what is wrong, never a crash, and never code in the page."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpd_community_xblock.core.forms import MAX_BODY
from cpd_community_xblock.host.data import Role
from cpd_community_xblock.reflection.data import FOLLOW_UP
from tests import builders
from tests.core.test_text import HOSTILE, LEADS_TO_CODE, Elements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OPENING = '"><script>alert(1)</script>'
numbers = st.sampled_from(
    ["0", "-1", "1e999", "NaN", "²", "٣", "1.5", str(2**31), str(2**63 - 1), str(2**63), "9" * 5000, "0x1", " 1 ", "+1"]
)
odd = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "a\x00b",
        "\ud800",
        "\udfff\ud800",
        "\u202e",
        "\ufffe",
        "x" * 20_001,
        OPENING,
        "' onfocus='alert(1)",
        "🙂" * 300,
    ]
)
anything = st.one_of(HOSTILE, numbers, odd, st.text(st.characters(exclude_categories=[]), max_size=12))

WORDS = (
    "body",
    "base",
    "reason",
    "words",
    "profession",
    "setting",
    "stem",
    "display_name",
    "stems",
    "stages-0-heading",
)


@pytest.fixture
def place():
    """A block in which there is something of everything, and who may act on it."""
    key = builders.reflection_block(follow_up_days=0, audience="course")
    amara, priya = (builders.person(name, cohort="Rowan") for name in ("amara", "priya"))
    ruth, ines = builders.person("ruth", role=Role.FACILITATOR), builders.person("ines", role=Role.COURSE_TEAM)
    builders.drafted(key, amara, {"what": "It was late.", "so_what": "I called."}, finish=True)
    thread = builders.shared(key, amara)
    where = builders.space(key.block_id)
    response = builders.responded(where, thread, builders.member(priya))
    builders.responded(where, thread, builders.member(amara), parent=response)
    builders.reported(where, response, builders.member(amara))
    return {"key": key, "amara": amara, "priya": priya, "ruth": ruth, "ines": ines, "thread": thread, "post": response}


def usual(place: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """For each handler someone who may call it, and what they would send."""
    thread, post = place["thread"], place["post"]
    draft = {"stage": "what", "version": 1, "base": "It was late.", "body": "It was very late."}
    author = {
        "display_name": "A pause",
        "template": "free",
        "audience": "course",
        "naming": "choice",
        **builders.ASKED,
        "stems": "I noticed …",
        "watched": "Nightingale",
        "follow_up_prompt": "And then?",
        "weight": "1",
        "incident_text": "Report it",
        "incident_url": "https://example.org",
        "stages-TOTAL_FORMS": 1,
        "stages-INITIAL_FORMS": 1,
        "stages-0-id": "what",
        "stages-0-heading": "What?",
        "stages-0-prompt": "Tell.",
        "stages-0-opens": "at_once",
        "stages-0-days": "",
        "stages-0-date": "",
        "do": "add",
    }
    return {
        "page": ("amara", {"view": "thread", "stage": "what", "thread": thread, "order": "newest", "number": 1}),
        "post": ("ruth", {"post": post, "do": "hide"}),
        "save_draft": ("amara", draft),
        "finish_stage": ("amara", draft),
        "send_follow_up": ("amara", {**draft, "stage": FOLLOW_UP}),
        "share": ("amara", {"parts": "what", "audience": "cohort", "signature": "named", "attest": "on", "seen": ""}),
        "withdraw": ("amara", {"x": "y"}),
        "respond": (
            "priya",
            {"thread": thread, "parent": "", "token": str(uuid4()), "stem": "", "body": "Hm.", "signature": "named"},
        ),
        "edit_post": ("priya", {"post": post, "body": "Changed."}),
        "withdraw_post": ("priya", {"post": post}),
        "look_over": ("priya", {"body": "Mrs Okafor called 07700 900123.", "private": ""}),
        "reword": ("amara", {"reword": "1:0:0123456789ab:what", "parts": "what", "audience": "cohort"}),
        "answer_next": ("priya", {"instead_of": thread}),
        "thank": ("amara", {"post": post, "kind": "thanks", "undo": ""}),
        "mark_seen": ("amara", {"x": "y"}),
        "report": ("ruth", {"post": post, "concern": "other", "words": "Look."}),
        "endorse": ("ruth", {"post": post, "undo": "", "from": "people"}),
        "hide": ("ruth", {"post": post, "reason": "It names a ward.", "from": "people"}),
        "restore": ("ruth", {"post": post, "from": "people"}),
        "leave_post": ("ruth", {"post": post, "from": "people"}),
        "look_again": ("ruth", {"post": post, "from": "people"}),
        "save_profile": (
            "amara",
            {
                "profession": "Nurse",
                "setting": "Ward",
                "languages": "en",
                "time_zone": "Europe/London",
                "quiet_from": "21:00",
                "quiet_until": "07:00",
            },
        ),
        "save_settings": ("ines", author),
        "arrange_stages": ("ines", author),
    }


HANDLERS = sorted(usual({"thread": 1, "post": 1}))
ASKED_FOR = {"page", "post"}
STUDIO = {"save_settings", "arrange_stages"}


def call(place, handler: str, sent: list[tuple[str, Any]], how: str):
    who, _usual = usual(place)[handler]
    key, user = place["key"], place[who]
    binding = {"studio": True} if handler in STUDIO else None
    if how == "query" or handler in ASKED_FOR:
        return builders.ask(key, user, handler, binding=binding, **dict(sent))
    if how == "json":
        body, kind = json.dumps(sent).encode(), "application/json"
    else:
        body = "&".join(f"{name}={value}" for name, value in sent).encode(errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
    return builders.send(key, user, handler, body, binding=binding, content_type=kind)


def assert_no_code_in(html: str) -> None:
    """Only what a browser would run counts: typed words may be shown as words."""
    for tag, attributes in Elements(html).found:
        assert tag not in {"script", "iframe", "object", "embed", "style", "base", "svg", "math", "img"}, tag
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in {"href", "src", "action", "formaction", "url"}:
                assert not LEADS_TO_CODE.match(value or ""), (tag, name, value)


def assert_answered(answer) -> None:
    assert answer.status < 500
    if answer.headers["Content-Type"].startswith("text/html"):
        assert_no_code_in(answer.text)
    elif answer.text:
        assert isinstance(answer.json, dict)


def read_everything(place) -> None:
    """What people come across once it was taken."""
    pages = {"amara": ("write", "share", "me"), "priya": ("talk", "thread", "me"), "ruth": ("people",)}
    for who, views in pages.items():
        for view in views:
            assert_answered(builders.ask(place["key"], place[who], "page", view=view, thread=place["thread"]))


@pytest.mark.parametrize("handler", HANDLERS)
def test_the_usual_is_answered(place, handler: str) -> None:
    _who, sent = usual(place)[handler]
    # Nothing is hidden, left or found yet, and no follow-up is asked.
    expected = {"restore": 409, "look_again": 409, "reword": 409, "send_follow_up": 404}.get(handler, 200)
    answer = call(place, handler, [(name, str(value)) for name, value in sent.items()], "json")
    assert_answered(answer)
    assert answer.status == expected


def test_every_handler_is_tried(place) -> None:
    block = builders.block_for(place["key"], None)
    names = {name for name in dir(type(block)) if getattr(getattr(type(block), name), "_is_xblock_handler", False)}
    assert names == set(HANDLERS)


@pytest.mark.parametrize("handler", HANDLERS)
def test_anything_at_all_is_answered_and_runs_nowhere(place, handler: str) -> None:
    _who, sent = usual(place)[handler]

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        changed=st.dictionaries(st.sampled_from(sorted(sent)), anything, max_size=3),
        more=st.lists(st.tuples(anything, anything), max_size=2),
        how=st.sampled_from(["json", "json", "form", "query"]),
    )
    def answered(changed: dict[str, str], more: list[tuple[str, str]], how: str) -> None:
        with transaction.atomic():
            pairs = [(name, str(value)) for name, value in {**sent, **changed}.items()]
            more = [] if how == "query" or handler in ASKED_FOR else more
            answer = call(place, handler, [*pairs, *more], how)
            assert_answered(answer)
            if answer.status == 200 and set(changed) & set(WORDS):
                read_everything(place)
            transaction.set_rollback(True)

    answered()


NO_FORMS = [
    b"",
    b"[",
    b"{}",
    b"[[1]]",
    b"[" * 100_000,
    b"\xff\xfe",
    b"null",
    b'[["body", 3], [null, "x"]]',
    b'[["post"]]',
]
KINDS = ["application/json", "multipart/form-data", "text/plain", "application/x-www-form-urlencoded"]


@pytest.mark.parametrize("handler", sorted(set(HANDLERS) - ASKED_FOR))
def test_a_body_that_is_no_form_is_answered(place, handler: str) -> None:
    who, _sent = usual(place)[handler]
    binding = {"studio": True} if handler in STUDIO else None
    for body in NO_FORMS:
        for kind in KINDS:
            answer = builders.send(place["key"], place[who], handler, body, binding=binding, content_type=kind)
            assert_answered(answer)


# These take no fields and read none.
FIELDLESS = {"mark_seen", "withdraw"}


@pytest.mark.parametrize("handler", sorted(set(HANDLERS) - ASKED_FOR - FIELDLESS))
def test_a_megabyte_is_refused_in_words_and_writes_nothing(place, handler: str) -> None:
    who, sent = usual(place)[handler]
    binding = {"studio": True} if handler in STUDIO else None
    body = json.dumps([*sent.items(), ("body", "x" * 2 * MAX_BODY)]).encode()
    before = builders.everything()
    refused = builders.send(place["key"], place[who], handler, body, binding=binding, content_type="application/json")
    assert refused.status == 413
    assert "That is more text than fits here." in refused.text
    assert builders.everything() == before


@pytest.mark.parametrize(
    "words", [OPENING, "' onfocus='alert(1)", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"]
)
def test_words_that_would_run_are_shown_as_words_wherever_they_stand(place, words: str) -> None:
    """Typed at every place where people type, and then read at every place where others read."""
    key, where = place["key"], builders.space(place["key"].block_id)
    builders.members.save_profile(user_id=place["amara"].id, profession=words, setting=words)
    builders.drafted(key, place["amara"], {"what": words})
    post_id = builders.responded(where, place["thread"], builders.member(place["priya"]), words, stem=words[:100])
    for handler, who, sent in (
        ("finish_stage", "amara", {"stage": "what", "version": 2, "base": "", "body": words}),
        ("share", "amara", {"parts": "what", "audience": "course", "signature": "named", "attest": "on"}),
        ("report", "ines", {"post": place["post"], "concern": "other", "words": words}),
        ("respond", "priya", {"thread": place["thread"], "token": str(uuid4()), "body": words, "signature": words}),
        ("hide", "ruth", {"post": post_id, "reason": words}),
    ):
        assert_answered(builders.send(key, place[who], handler, sent))
    read_everything(place)
    assert "alert(1)" in builders.ask(key, place["ruth"], "page", view="people").text
