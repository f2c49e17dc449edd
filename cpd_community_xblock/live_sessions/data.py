"""What the live sessions' door gives and takes."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Times:
    """When a sitting is, as it was agreed: a day and a time of the clock in an IANA zone.

    ``opens_before``, ``closes_after`` and ``late_after`` are minutes: how long before the start the doors open, how
    long after the end they stay so, and from when after the start somebody is late.
    """

    on: date
    at: time
    zone: str
    minutes: int
    opens_before: int = 15
    closes_after: int = 15
    late_after: int = 10


class Phase(StrEnum):
    """Where a sitting stands. The doors are open from ``DOORS`` to ``ENDING``."""

    AHEAD = "ahead"
    DOORS = "doors"
    ON = "on"
    ENDING = "ending"
    OVER = "over"


class Kind(StrEnum):
    """What a row of the ledger says of somebody.

    ``JOINED`` and ``LEFT`` are what a provider tells of the meeting, one by one; ``PRESENT`` is a stretch, from a
    report or by a facilitator. ``ANSWERED`` is a pulse question or a prompt, and a moment like a check-in.
    ``CAUGHT_UP`` counts by itself. ``STRUCK`` takes another row out, and says so for good.
    """

    CHECKED_IN = "checked_in"
    JOINED = "joined"
    LEFT = "left"
    PRESENT = "present"
    ANSWERED = "answered"
    CAUGHT_UP = "caught_up"
    EXCUSED = "excused"
    STRUCK = "struck"


class Source(StrEnum):
    """How it is known."""

    CODE = "code"
    LINK = "link"
    WORD = "word"
    TAP = "tap"
    ZOOM = "zoom"
    TEAMS = "teams"
    BIGBLUEBUTTON = "bigbluebutton"
    FACILITATOR = "facilitator"
    ONESELF = "oneself"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of the ledger about one person in one sitting. Rows are added and never changed.

    ``until`` ends a stretch. ``stream`` is which of somebody's connections a provider tells of. ``strikes`` is the row
    that a ``STRUCK`` one takes out. ``by`` is who noted it, where that was not the person or a machine.
    """

    id: int
    kind: Kind
    source: Source
    at: datetime
    until: datetime | None = None
    stream: str = ""
    strikes: int | None = None
    by: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody was there without a break, and the rows that say so."""

    start: datetime
    end: datetime
    known_by: frozenset[int]


@dataclass(frozen=True, slots=True)
class Presence:
    """What the ledger comes to for one person in one sitting.

    ``minutes`` are whole ones, of all stretches together. ``checked_in_at`` is the first check-in that stands.
    """

    stretches: tuple[Stretch, ...] = ()
    minutes: int = 0
    checked_in_at: datetime | None = None
    is_late: bool = False
    is_excused: bool = False
    has_caught_up: bool = False

    @property
    def was_there(self) -> bool:
        return bool(self.stretches) or self.checked_in_at is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """A sitting as its author set it. ``key`` is the author's own name for it, ``capacity`` None for no limit."""

    key: str
    times: Times
    where: str = ""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as it stands. ``taken`` counts the places that people have chosen."""

    id: int
    key: str
    times: Times
    starts_at: datetime
    ends_at: datetime
    where: str
    capacity: int | None
    is_cancelled: bool
    uid: str
    sequence: int
    taken: int = 0

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the sittings when they were last kept: by id, those that calendars are to be told of."""

    new: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody means to do: come to a sitting, or with none catch up because they are on shift."""

    sitting_id: int | None
    chosen_at: datetime

    @property
    def is_on_shift(self) -> bool:
        return self.sitting_id is None
