"""What the conversation's door takes and gives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cpd_community_xblock.members.data import Byline


class AudienceKind(StrEnum):
    COHORT = "cohort"
    COURSE = "course"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may read a thread. ``cohort_id`` 0 stands for the people in no cohort; ``pair`` holds two user ids."""

    kind: AudienceKind
    cohort_id: int = 0
    pair: tuple[int, int] = (0, 0)


class Order(StrEnum):
    NEWEST = "newest"
    UNANSWERED = "unanswered"


class PostState(StrEnum):
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


class StaffAction(StrEnum):
    ENDORSE = "endorse"
    UNENDORSE = "unendorse"
    HIDE = "hide"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Post:
    """A text in a thread as one reader sees it. ``body`` is empty where this reader may not see the text."""

    id: int
    thread_id: int
    parent_id: int | None
    byline: Byline
    body: str
    stem: str
    created_at: datetime
    edited_at: datetime | None
    state: PostState
    endorsed: bool
    opening: bool = False
    hidden_reason: str = ""
    replies: tuple["Post", ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.state is PostState.SHOWN

    @property
    def text(self) -> str:
        """The words with the beginning that they go on from: "I noticed …" and "how calm" read "I noticed how calm"."""
        return f"{self.stem.rstrip('… .')} {self.body}" if self.stem and self.body else self.body


@dataclass(frozen=True, slots=True)
class Summary:
    """A thread in a list."""

    id: int
    audience: AudienceKind
    opening: Post
    responses: int
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    threads: tuple[Summary, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


@dataclass(frozen=True, slots=True)
class Thread:
    """A whole thread as one reader sees it."""

    id: int
    audience: AudienceKind
    opening: Post
    responses: tuple[Post, ...]
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a facilitator or the course team did, as the record keeps it."""

    action: StaffAction
    actor_name: str
    reason: str
    at: datetime
    post_id: int | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What someone did in a space under their own name. What they did under a pseudonym is not told here."""

    shared: bool = False
    responses: int = 0
