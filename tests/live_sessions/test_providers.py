"""What Zoom and BigBlueButton tell is believed with their signature, while it is fresh, and read with patience."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.live_sessions.data import Kind, Source
from cpd_community_xblock.live_sessions.providers import bigbluebutton, zoom
from cpd_community_xblock.live_sessions.providers.data import FRESH

SECRET = "a secret of the two"
NOW = datetime(2026, 10, 25, 1, 0, 5, tzinfo=UTC)
ADDRESS = "https://learn.example.org/cpd/hooks/bigbluebutton?space=7"


# Zoom.


def zoom_body(event: str = "meeting.participant_joined", **someone: Any) -> bytes:
    participant = {"user_id": "16778240", "user_name": "Amara N.", "email": "Amara@Example.org", **someone}
    return json.dumps({"event": event, "payload": {"object": {"id": "812", "participant": participant}}}).encode()


def signed(body: bytes, *, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    """The headers as Zoom's own documents say how they are made."""
    timestamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), f"v0:{timestamp}:{body.decode()}".encode(), hashlib.sha256).hexdigest()
    return {"signature": f"v0={mac}", "timestamp": timestamp}


def test_what_zoom_has_signed_is_believed_and_nothing_else() -> None:
    body = zoom_body(join_time="2026-10-25T01:00:00Z")
    headers = signed(body)
    assert zoom.is_signed(body, **headers, secret=SECRET, now=NOW)
    assert not zoom.is_signed(body + b" ", **headers, secret=SECRET, now=NOW)
    assert not zoom.is_signed(body, **headers, secret="another", now=NOW)
    assert not zoom.is_signed(body, **signed(body, secret=""), secret="", now=NOW)
    assert not zoom.is_signed(body, signature="v0=", timestamp=headers["timestamp"], secret=SECRET, now=NOW)


@pytest.mark.parametrize(("seconds", "holds"), [(-301, False), (-299, True), (0, True), (299, True), (301, False)])
def test_what_was_listened_in_on_opens_nothing_later(seconds: int, holds: bool) -> None:
    body = zoom_body()
    at = datetime(2026, 10, 25, 1, tzinfo=UTC)
    later = at + timedelta(seconds=seconds)
    assert zoom.is_signed(body, **signed(body, at=at), secret=SECRET, now=later) is holds


@pytest.mark.parametrize("timestamp", ["", "now", "-5", "1e9", "٣", "9" * 400])
def test_a_timestamp_that_is_none_is_refused(timestamp: str) -> None:
    assert not zoom.is_signed(b"{}", signature="v0=é", timestamp=timestamp, secret=SECRET, now=NOW)


def test_zoom_is_answered_when_it_asks_whose_address_it_is() -> None:
    body = b'{"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}'
    expected = hmac.new(SECRET.encode(), b"qgg8vlvZRS6UYooatFL8Aw", hashlib.sha256).hexdigest()
    answer = {"plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": expected}
    assert zoom.answer_to_validation(body, secret=SECRET) == answer
    assert zoom.answer_to_validation(zoom_body(), secret=SECRET) is None


def test_who_came_and_who_left_is_read() -> None:
    [told] = zoom.read(zoom_body(join_time="2026-10-25T01:00:00Z", customer_key="41"))
    assert (told.source, told.kind, told.at) == (Source.ZOOM, Kind.JOINED, datetime(2026, 10, 25, 1, tzinfo=UTC))
    assert (told.meeting, told.stream, told.person) == ("812", "16778240", "41")
    assert (told.email, told.name) == ("amara@example.org", "Amara N.")
    [left] = zoom.read(zoom_body("webinar.participant_left", leave_time="2026-10-25T02:30:00+01:00"))
    assert (left.kind, left.at) == (Kind.LEFT, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert told.key != left.key
    [again] = zoom.read(zoom_body(join_time="2026-10-25T01:00:00Z", customer_key="41"))
    assert again.key == told.key


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{", b"\xff", b'{"event": ["meeting.participant_joined"]}', zoom_body(),
        zoom_body(join_time="yesterday"), zoom_body(join_time=5), zoom_body(join_time="2026-10-25T01:00:00"),
        zoom_body("meeting.started", join_time="2026-10-25T01:00:00Z"),
        b'{"event": "meeting.participant_joined", "payload": {"object": 3}}',
    ],
)  # fmt: skip
def test_whatever_tells_of_nobody_is_nothing(body: bytes) -> None:
    assert zoom.read(body) == []


# BigBlueButton.


def bbb_event(id_: str = "user-joined", ts: Any = 1792890000000, **someone: Any) -> dict[str, Any]:
    user = {"internal-user-id": "w_abc", "external-user-id": "41", "name": "Amara", **someone}
    about = {"meeting": {"external-meeting-id": "round-1"}, "user": user}
    return {"data": {"type": "event", "id": id_, "attributes": about, "event": {"ts": ts}}}


def bbb_body(*events: Any, at: datetime = NOW) -> bytes:
    fields = {"domain": "bbb.example.org", "event": json.dumps(events), "timestamp": int(at.timestamp() * 1000)}
    return urlencode(fields).encode()


def checksum(body: bytes, *, algorithm: str = "sha256", address: str = ADDRESS, secret: str = SECRET) -> str:
    return hashlib.new(algorithm, address.encode() + body + secret.encode()).hexdigest()


def is_signed(body: bytes, given: str, *, now: datetime = NOW, secret: str = SECRET) -> bool:
    return bigbluebutton.is_signed(body, address=ADDRESS, checksum=given, secret=secret, now=now)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_what_the_server_has_signed_is_believed_whichever_way_it_hashes(algorithm: str) -> None:
    body = bbb_body(bbb_event())
    assert is_signed(body, checksum(body, algorithm=algorithm))
    assert not is_signed(body + b"&x=1", checksum(body, algorithm=algorithm))


def test_and_nothing_else() -> None:
    body = bbb_body(bbb_event())
    assert not is_signed(body, checksum(body, secret="another"))
    assert not is_signed(body, checksum(body, address="https://elsewhere.example.org"))
    assert not is_signed(body, checksum(body, secret=""), secret="")
    assert not is_signed(body, "")
    assert not is_signed(body, "é" * 64)


def test_an_old_callback_opens_nothing() -> None:
    body = bbb_body(bbb_event())
    for late in (FRESH + timedelta(seconds=6), -FRESH - timedelta(seconds=6)):
        assert not is_signed(body, checksum(body), now=NOW + late)
    unsaid = b"event=[]"
    assert not is_signed(unsaid, checksum(unsaid))


def test_several_events_come_in_one() -> None:
    body = bbb_body(bbb_event(), bbb_event("chat-group-message-sent"), bbb_event("user-left", ts=1792891800000))
    joined, left = bigbluebutton.read(body)
    assert (joined.source, joined.kind, joined.meeting) == (Source.BIGBLUEBUTTON, Kind.JOINED, "round-1")
    assert (joined.stream, joined.person, joined.name, joined.email) == ("w_abc", "41", "Amara", "")
    assert (left.kind, left.at - joined.at) == (Kind.LEFT, timedelta(minutes=30))


@pytest.mark.parametrize("ts", [None, "soon", -1, 0, 10**30, float("nan"), float("inf"), True, [1]])
def test_a_moment_that_there_cannot_be_is_none(ts: Any) -> None:
    assert bigbluebutton.read(bbb_body(bbb_event(ts=ts))) == []


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=130)
"""Halves of pairs too, which JSON can hold."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["event", "payload", "object", "participant", "data", "attributes", "user", "meeting", "id"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON)
def test_no_message_whatever_breaks_the_reading(message: Any) -> None:
    body = json.dumps(message).encode()
    zoom.read(body)
    zoom.answer_to_validation(body, secret=SECRET)
    bigbluebutton.read(urlencode({"event": body.decode()}).encode())


@given(st.binary(max_size=60), ANYTHING)
def test_no_bytes_whatever_break_the_checking(body: bytes, given: str) -> None:
    assert not zoom.is_signed(body, signature=given, timestamp=given, secret=SECRET, now=NOW)
    assert not is_signed(body, given)
    assert bigbluebutton.read(body) == []
