"""What a provider tells, whichever it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cpd_community_xblock.live_sessions.data import Kind, Source

FRESH = timedelta(minutes=5)
"""How far a message's own time may be from the server's: what was listened in on opens nothing later."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's connection began or ended.

    ``meeting`` is the provider's name for it. ``person`` is our own name for somebody, where the provider was given
    one; ``email`` and ``name`` are what they typed there. ``stream`` is the connection.
    """

    source: Source
    kind: Kind
    at: datetime
    meeting: str
    stream: str
    person: str = ""
    email: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """The same for the same thing told again, and for nothing else."""
        return f"{self.source}:{self.stream}:{self.kind}:{self.at.timestamp():.3f}"[:120]


def text(value: Any) -> str:
    """What a message gives as a name, or empty; with nothing in it that no database keeps."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).encode(errors="replace").decode().replace("\0", "").strip()
