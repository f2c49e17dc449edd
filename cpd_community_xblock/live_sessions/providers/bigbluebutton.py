"""BigBlueButton's callbacks: https://docs.bigbluebutton.org/development/webhooks/."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from cpd_community_xblock.live_sessions.data import Kind, Source
from cpd_community_xblock.live_sessions.providers.data import FRESH, Told, text

_KINDS = {"user-joined": Kind.JOINED, "user-left": Kind.LEFT}
_ALGORITHMS = {40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
"""By the length of what they make: a server chooses one, and does not say which."""
_LONGEST_STREAM = 64
_LATEST_MS = 4_102_444_800_000
"""The year 2100."""


def is_signed(body: bytes, *, address: str, checksum: str, secret: str, now: datetime) -> bool:
    """Whether the raw body is the server's, by the checksum in the query, and fresh.

    ``address`` is the callback's as it was given to the server, without the checksum. A secret in the middle of what is
    hashed is what BigBlueButton does; nobody can put anything before or after it here.
    """
    algorithm = _ALGORITHMS.get(len(checksum))
    if not secret or algorithm is None:
        return False
    expected = hashlib.new(algorithm, address.encode() + body + secret.encode()).hexdigest()
    is_fresh = abs(now.timestamp() * 1000 - _number(_fields(body).get("timestamp"))) <= FRESH.total_seconds() * 1000
    return hmac.compare_digest(expected.encode(), checksum.encode(errors="replace")) and is_fresh


def read(body: bytes) -> list[Told]:
    """What a message tells: several events may come in one."""
    try:
        events = json.loads(_fields(body).get("event", ""))
    except ValueError:
        return []
    found = [_told(event) for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    return [told for told in found if told is not None]


def _told(event: Mapping[str, Any]) -> Told | None:
    data = event.get("data")
    about = data.get("attributes") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(about, dict):
        return None
    kind, someone, meeting, when = _KINDS.get(str(data.get("id"))), about.get("user"), about.get("meeting"), None
    if isinstance(data.get("event"), dict):
        when = _number(data["event"].get("ts"))
    if kind is None or not isinstance(someone, dict) or not isinstance(meeting, dict) or not when:
        return None
    return Told(
        source=Source.BIGBLUEBUTTON,
        kind=kind,
        at=datetime.fromtimestamp(when / 1000, UTC),
        meeting=text(meeting.get("external-meeting-id")),
        stream=text(someone.get("internal-user-id"))[:_LONGEST_STREAM],
        person=text(someone.get("external-user-id")),
        name=text(someone.get("name")),
    )


def _fields(body: bytes) -> Mapping[str, str]:
    try:
        parsed = parse_qs(body.decode(), max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in parsed.items()}


def _number(value: Any) -> float:
    """0 for what is no moment that there can be."""
    try:
        found = 0 if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return 0
    return found if 0 < found < _LATEST_MS else 0
