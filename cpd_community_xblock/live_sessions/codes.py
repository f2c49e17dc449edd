"""Codes that change, on a screen that all see: six digits and a link, from a secret that never leaves (RFC 6238).

Time is the server's. A code holds for its own step and the one on either side, so that typing it takes no luck.
"""

import hmac
from datetime import datetime

STEP_S = 30
DIGITS = 6
_NEAR = (0, -1, 1)
_LINK_BYTES = 16


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_S


def digits(secret: bytes, step: int) -> str:
    """What is typed. Leading noughts count."""
    mac = _mac(secret, "digits", step)
    # Dynamic truncation (RFC 4226, 5.3), over the longer hash.
    offset = mac[-1] & 0xF
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def link(secret: bytes, step: int) -> str:
    """What a camera reads: too long to be guessed, so that it needs no throttle."""
    return f"{step:x}.{_mac(secret, 'link', step)[:_LINK_BYTES].hex()}"


def is_current(secret: bytes, typed: str, *, now: datetime) -> bool:
    """Whether these digits are on the screen, or were or will be within a step. Takes as long whatever is typed."""
    given = "".join(sign for sign in typed if not sign.isspace()).encode(errors="replace")
    step = step_of(now)
    found = [hmac.compare_digest(given, digits(secret, step + near).encode()) for near in _NEAR]
    return any(found)


def opens(secret: bytes, given: str, *, now: datetime) -> bool:
    """The same for a link."""
    step = step_of(now)
    found = [hmac.compare_digest(given.encode(errors="replace"), link(secret, step + near).encode()) for near in _NEAR]
    return any(found)


def left_s(now: datetime) -> float:
    """For how many seconds more the screen shows what it does."""
    return STEP_S - now.timestamp() % STEP_S


def _mac(secret: bytes, use: str, step: int) -> bytes:
    return hmac.digest(secret, f"{use}:{step}".encode(), "sha256")
