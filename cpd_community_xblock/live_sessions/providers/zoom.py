"""Zoom's webhooks: https://developers.zoom.us/docs/api/rest/webhook-reference/."""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cpd_community_xblock.live_sessions.data import Kind, Source
from cpd_community_xblock.live_sessions.providers.data import FRESH, Told, text

_KINDS = {
    "meeting.participant_joined": (Kind.JOINED, "join_time"),
    "meeting.participant_left": (Kind.LEFT, "leave_time"),
    "webinar.participant_joined": (Kind.JOINED, "join_time"),
    "webinar.participant_left": (Kind.LEFT, "leave_time"),
}
_VALIDATION = "endpoint.url_validation"
_LONGEST_STREAM = 64
_LONGEST_TIMESTAMP = 12


def is_signed(body: bytes, *, signature: str, timestamp: str, secret: str, now: datetime) -> bool:
    """Whether the raw body is Zoom's, by the headers ``x-zm-signature`` and ``x-zm-request-timestamp``, and fresh."""
    if not secret or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > _LONGEST_TIMESTAMP:
        return False
    expected = "v0=" + _mac(b"v0:" + timestamp.encode() + b":" + body, secret)
    is_fresh = abs(now.timestamp() - int(timestamp)) <= FRESH.total_seconds()
    return hmac.compare_digest(expected.encode(), signature.encode(errors="replace")) and is_fresh


def answer_to_validation(body: bytes, *, secret: str) -> Mapping[str, str] | None:
    """What Zoom wants to read when it asks whether an address is ours; None for any other message."""
    message = _parsed(body)
    token = _in(message, "payload", "plainToken")
    if message.get("event") != _VALIDATION or not isinstance(token, str):
        return None
    return {"plainToken": token, "encryptedToken": _mac(token.encode(errors="replace"), secret)}


def read(body: bytes) -> list[Told]:
    """What a message tells. Whatever it does not tell of somebody's coming or going is nothing."""
    message = _parsed(body)
    kind, when = _KINDS.get(str(message.get("event")), (None, ""))
    meeting, someone = _in(message, "payload", "object"), _in(message, "payload", "object", "participant")
    if kind is None or not isinstance(meeting, dict) or not isinstance(someone, dict):
        return []
    at = _moment(someone.get(when))
    if at is None:
        return []
    return [
        Told(
            source=Source.ZOOM,
            kind=kind,
            at=at,
            meeting=text(meeting.get("id")),
            # A connection is one user id within a meeting; whoever comes again has another one.
            stream=text(someone.get("user_id") or someone.get("participant_uuid"))[:_LONGEST_STREAM],
            person=text(someone.get("customer_key")),
            email=text(someone.get("email")).lower(),
            name=text(someone.get("user_name")),
        )
    ]


def _mac(message: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), message, "sha256").hexdigest()


def _parsed(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _in(message: Any, *names: str) -> Any:
    for name in names:
        message = message.get(name) if isinstance(message, dict) else None
    return message


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None
