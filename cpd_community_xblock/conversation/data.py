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
    LEAVE = "leave"
    LOOK_AGAIN = "look_again"


class ThanksKind(StrEnum):
    THANKS = "thanks"
    CHANGED = "changed"
    """This changed what I'll do."""


class NewsKind(StrEnum):
    """What someone hears of when they come back."""

    RESPONSE = "response"
    REPLY = "reply"
    THANKS = "thanks"
    CHANGED = "changed"
    FOLLOW_UP = "follow_up"
    CONCERN = "concern"
    HIDDEN = "hidden"
    RESTORED = "restored"
    REPORT_ACTED = "report_acted"
    REPORT_LEFT = "report_left"


class Concern(StrEnum):
    """Why a member reports a post."""

    IDENTIFIES = "identifies"
    UNSAFE = "unsafe"
    UNKIND = "unkind"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a report; empty while nobody has looked at it."""

    HIDDEN = "hidden"
    LEFT = "left"


class Circle(StrEnum):
    """Who may be asked to respond, from the nearest outwards."""

    COLLEAGUES = "colleagues"
    PEER_LEADERS = "peer_leaders"
    FACILITATORS = "facilitators"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a course promises to each sharer: ``responses`` within ``hours``. ``asked`` is asked of each learner.

    ``course_wide`` says whether texts can be shared with the whole course here. Where the course author has ended that,
    colleagues are not asked about the older ones any more; facilitators still are.
    """

    asked: int = 2
    responses: int = 2
    hours: int = 72
    course_wide: bool = True


@dataclass(frozen=True, slots=True)
class Responder:
    """Someone who may be asked. ``given`` counts the colleagues whom they have answered in this space."""

    circle: Circle = Circle.COLLEAGUES
    given: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of someone in a space. ``is_anyone_waiting`` says whether a colleague waits for them now."""

    circle: Circle
    given: int
    wanted: int
    is_anyone_waiting: bool

    @property
    def left(self) -> int:
        """How many responses are still asked of a learner; of others none is, whoever waits."""
        return max(self.wanted - self.given, 0) if self.circle is Circle.COLLEAGUES else 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thread as one responder might be asked to answer it.

    ``answered`` says that they have responded to its author before, ``held`` that somebody else is being asked at this
    moment, ``crosses`` that its author is known to work in another profession or setting.
    """

    thread_id: int
    responses: int
    shared_at: datetime
    answered: bool = False
    held: bool = False
    crosses: bool = False


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
    follow_up: bool = False
    thanks: frozenset[ThanksKind] = frozenset()
    may_thank: bool = False
    replies: tuple["Post", ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.state is PostState.SHOWN

    @property
    def text(self) -> str:
        """The words with the beginning that they go on from: "I noticed …" and "how calm" read "I noticed how calm".

        Words that begin anew, with a capital, stand after the beginning's own dots.
        """
        if not (self.stem and self.body):
            return self.body
        begins_anew = self.body[:1].isupper() and self.body[1:2].islower()
        return f"{self.stem if begins_anew else self.stem.rstrip('… .')} {self.body}"


@dataclass(frozen=True, slots=True)
class Summary:
    """A thread in a list."""

    id: int
    audience: AudienceKind
    opening: Post
    responses: int
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """Posts that follow one another in a thread, and whether there are earlier ones."""

    posts: tuple[Post, ...]
    has_earlier: bool


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
    thread_id: int | None = None
    """Where the text is to be read; None once it is erased."""


@dataclass(frozen=True, slots=True)
class News:
    """Things of one kind that someone has not come across yet; ``thread_id`` is where they are to be read."""

    kind: NewsKind
    count: int
    thread_id: int | None
    at: datetime

    @property
    def is_about_care(self) -> bool:
        """Whether it is about what someone wrote or reported being looked at: that needs more than a line."""
        return self.kind not in {
            NewsKind.RESPONSE,
            NewsKind.REPLY,
            NewsKind.THANKS,
            NewsKind.CHANGED,
            NewsKind.FOLLOW_UP,
        }


@dataclass(frozen=True, slots=True)
class Reported:
    """A post that members asked the facilitators to look at. Who asked is not told: ``concerns`` and words are."""

    post: Post
    concerns: tuple[Concern, ...]
    words: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Contribution:
    """What someone did in a space under their own name. What they did under a pseudonym is not told here."""

    shared: bool = False
    responses: int = 0
