"""What the mentoring's door takes and gives."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


class Side(StrEnum):
    LEARNER = "learner"
    MENTOR = "mentor"

    @property
    def other(self) -> "Side":
        return Side.MENTOR if self is Side.LEARNER else Side.LEARNER


class Way(StrEnum):
    """How learners come to a mentor: by asking one themselves, by a run over the whole cohort, or by either."""

    SUGGEST = "suggest"
    RUN = "run"
    BOTH = "both"


class Milestone(StrEnum):
    """How far somebody has to come for the block to count as complete, on either side."""

    TOLD = "told"
    MET = "met"
    FINISHED = "finished"


class How(StrEnum):
    """What made someone an alumnus or alumna."""

    GRADUATED = "graduated"
    ADDED = "added"
    INVITED = "invited"


class State(StrEnum):
    """Where a partnership stands. The first two are current: they take the learner's and one of the mentor's places."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    COMPLETED = "completed"
    ENDED = "ended"
    REMATCHED = "rematched"
    DECLINED = "declined"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"

    @property
    def is_current(self) -> bool:
        return self in {State.PROPOSED, State.ACTIVE}


class Origin(StrEnum):
    """What brought two people together."""

    REQUEST = "request"
    RUN = "run"
    WAITING_LIST = "waiting_list"


class RunState(StrEnum):
    """Where a run stands. ``READY`` is a preview that nobody but facilitators has seen."""

    WORKING = "working"
    READY = "ready"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Decision(StrEnum):
    """What a facilitator decides of two people, whatever else is so."""

    PIN = "pin"
    FORBID = "forbid"


class Concern(StrEnum):
    """Why someone tells the facilitators of a partnership."""

    UNKIND = "unkind"
    UNSAFE = "unsafe"
    BEYOND = "beyond"
    """It goes beyond mentoring."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Availability:
    """When someone can meet: for each week of a rota the free two-hour slots, ``12 * weekday + hour // 2`` from Monday.

    The weeks repeat from ``begins``, a Monday. Times are local ones in ``time_zone``, an IANA name.
    """

    time_zone: str = ""
    weeks: tuple[frozenset[int], ...] = (frozenset(),)
    begins: date = date(2024, 1, 1)

    @property
    def is_empty(self) -> bool:
        return not any(self.weeks)


@dataclass(frozen=True, slots=True)
class Profile:
    """What someone tells for the matching. Only mentors have the last three.

    ``line`` is the line of management they are in. ``apart`` are the people they would rather not be matched with, as
    they typed them: names of accounts or addresses.
    """

    profession: str = ""
    specialty: str = ""
    setting: str = ""
    team: str = ""
    line: str = ""
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    about: str = ""
    availability: Availability = field(default_factory=Availability)
    apart: tuple[str, ...] = ()
    capacity: int = 1
    until: date | None = None
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who takes part in the matching in one space, on one side of it."""

    user_id: int
    side: Side
    profile: Profile
    joined_at: datetime
    skipped: bool = False
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two people to be brought together, why, and until when those may answer who have not ``accepted`` already.

    ``then`` are the mentors to ask next, and ``words`` what the learner wrote.
    """

    learner_id: int
    mentor_id: int
    origin: Origin
    expires_at: datetime
    accepted: Collection[Side] = frozenset()
    reasons: Sequence[str] = ()
    run_id: int | None = None
    then: Sequence[int] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Partnership:
    """Two people as one of them, or a facilitator, sees them. ``side`` is the reader's; None for a facilitator.

    ``words`` went with a learner's request. ``then``, whom they would ask next, is told to themselves alone.
    ``is_unseen`` says that something has come of it that the reader has not come across yet, ``is_mailed`` that they
    have been written an e-mail, or are to be.
    """

    id: int
    side: Side | None
    learner_id: int | None
    mentor_id: int | None
    state: State
    origin: Origin
    proposed_at: datetime
    expires_at: datetime | None
    accepted: frozenset[Side]
    began_at: datetime | None
    over_at: datetime | None
    last_at: datetime
    goals: str = ""
    goals_version: int = 0
    thread_id: int | None = None
    reasons: tuple[str, ...] = ()
    words: str = ""
    then: tuple[int, ...] = ()
    is_unseen: bool = False
    is_mailed: bool = False

    @property
    def other_id(self) -> int | None:
        return self.mentor_id if self.side is Side.LEARNER else self.learner_id

    @property
    def awaits_you(self) -> bool:
        return self.state is State.PROPOSED and self.side is not None and self.side not in self.accepted


@dataclass(frozen=True, slots=True)
class Standing:
    """A partnership that is proposed or active, as facilitators see it. ``since`` is when it was, or when it began."""

    id: int
    learner_id: int | None
    mentor_id: int | None
    state: State
    origin: Origin
    since: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Goals:
    """Goals that two people agreed on. Where ``is_saved`` is false the other has changed them meanwhile, ``text`` holds
    what both wrote, and nothing is kept until it is sent again with this ``version`` and ``base``."""

    text: str
    version: int
    base: str
    is_saved: bool


@dataclass(frozen=True, slots=True)
class Looking:
    """Where a learner stands who has no mentor: since when they look, and whether a mentor is being found for them.

    ``why`` is what stood in the way of a run that found them none: a name for ``wording.still_waiting``.
    """

    since: datetime
    is_on_list: bool
    why: str = ""


class MeetingState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    """Declined, taken back or called off."""


@dataclass(frozen=True, slots=True)
class When:
    """A time to meet, and where: a place, or the address of a call."""

    starts_at: datetime
    minutes: int
    where: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of two people, as one of them sees it.

    ``suggested`` is another time for a meeting that is agreed on, which stands until both agree on that. ``asked_by``
    is whoever proposed or suggested last, None for who has left. ``version`` counts changes. ``was_agreed`` says that
    there is something in calendars, ``is_unreached`` that the reader's e-mail about it did not go.
    """

    id: int
    partnership_id: int
    state: MeetingState
    when: When
    asked_by: int | None
    words: str
    version: int
    suggested: When | None = None
    was_agreed: bool = False
    is_unreached: bool = False

    def awaits(self, user_id: int) -> bool:
        """Whether somebody's answer is asked for."""
        is_open = self.state is MeetingState.PROPOSED or self.suggested is not None
        return is_open and self.state is not MeetingState.WITHDRAWN and self.asked_by != user_id


@dataclass(frozen=True, slots=True)
class Invite:
    """What goes into a calendar. ``sequence`` grows with every change, ``address`` is where the two find each other."""

    uid: str
    sequence: int
    when: When
    address: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """A meeting that took place, as one of the two sees it. ``version`` counts corrections."""

    id: int
    partnership_id: int
    happened_on: date
    minutes: int
    topic: str
    version: int
    confirmed: frozenset[Side]
    logged_by: int | None

    @property
    def is_confirmed(self) -> bool:
        """By both: it is no longer changed."""
        return len(self.confirmed) == len(Side)


@dataclass(frozen=True, slots=True)
class CpdEntry:
    """A meeting that both confirmed, for someone's record. ``side`` is theirs, ``other_id`` None for who has left."""

    id: int
    course_key: str
    happened_on: date
    minutes: int
    topic: str
    side: Side
    other_id: int | None
    confirmed_at: datetime


class Again(StrEnum):
    """Whether someone would be mentored, or mentor, once more."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answers:
    """What someone says at the end, none of it needed. ``useful`` is from 1 to 5."""

    useful: int | None = None
    takeaway: str = ""
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class Endings:
    """What people said at the end of their partnerships, for the facilitators.

    Nothing of a question is told before five have answered it, and from then on in fives, so that no single answer
    shows by what it changes. ``answered`` counts people.
    """

    answered: int = 0
    useful: float | None = None
    useful_of: int = 0
    again: Mapping[Again, int] = field(default_factory=dict)
    takeaways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairReport:
    """What someone told the facilitators of a partnership. ``side`` is theirs in it.

    ``learner_id`` and ``mentor_id`` are None for who has left for good.
    """

    id: int
    partnership_id: int
    learner_id: int | None
    mentor_id: int | None
    side: Side
    state: State
    concern: Concern
    words: str
    at: datetime
    answer: str = ""
    answered_by: int | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alumnus:
    """Someone who may mentor here."""

    user_id: int
    how: How
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its line and the account it names, a username or an address."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a file that could not be taken: its line, what it said and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What a file would add, or has added: people by user id, those there already, and every bad row.

    ``learners`` are those of the new ones who look for a mentor here themselves.
    """

    new: tuple[int, ...] = ()
    known: tuple[int, ...] = ()
    bad: tuple[BadRow, ...] = ()
    learners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What an invitation says, whoever it goes to."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Invitation:
    email: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of addresses that were to be invited."""

    new: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    """Invited before, and reminded now."""
    lately: tuple[str, ...] = ()
    """Invited within the last day, and left alone."""
    known: tuple[str, ...] = ()
    """Those of people who may mentor here already."""


@dataclass(frozen=True, slots=True)
class Backfilled:
    """A chunk of a run's graduates: how many there were, how many became alumni, and the last one's id."""

    seen: int
    new: int
    last: int


@dataclass(frozen=True, slots=True)
class Met:
    """Of the pairs in a trial match, how many meet a wish about one field, in percent."""

    field: str
    relation: str
    percent: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What rules and wishes come to with some people: how many learners they leave a mentor, and why others have none.

    ``lifting`` says of each rule how many of those without would have a mentor were it not there. ``several`` have none
    for more than one reason. ``met`` is what a fair match among them comes to.
    """

    learners: int
    mentors: int
    is_example: bool = False
    is_cut: bool = False
    without: int = 0
    lifting: Mapping[str, int] = field(default_factory=dict)
    several: int = 0
    placed: int = 0
    met: tuple[Met, ...] = ()
    places: int = 0

    @property
    def served(self) -> int:
        return self.learners - self.without


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the mentoring stands in a space, for its facilitators."""

    alumni: int = 0
    mentors: int = 0
    places: int = 0
    learners: int = 0
    waiting: int = 0
    by_state: Mapping[State, int] = field(default_factory=dict)


# Runs over everyone.


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a run came to nothing: the name of what went wrong, the people it is about and the text at fault."""

    kind: str
    who: tuple[int, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class Lookout:
    """Who there is to match at this moment: learners who look, mentors who take any, and the places these have free."""

    learners: int = 0
    mentors: int = 0
    places: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run came to in numbers. ``worst`` is the worst-off learner with their mentor, points of either wishes.

    Points are of both sides' wishes; ``most_learner`` and ``most_mentor`` are what a perfect match would have.
    """

    learners: int
    places: int
    placed: int
    total: int
    blocking: int
    checked: int
    most_learner: int
    most_mentor: int
    worst: tuple[int, int, int, int] | None = None
    gap: float | None = None

    @property
    def unplaced(self) -> int:
        return self.learners - self.placed

    @property
    def worst_fit(self) -> int | None:
        """In percent of what that learner looks for, as far as it can be met."""
        return None if self.worst is None else percent(self.worst[2], self.most_learner)

    @property
    def fit(self) -> int | None:
        """How much of both sides' wishes is met on the whole, in percent of everyone placed wholly suited."""
        return percent(self.total, self.placed * (self.most_learner + self.most_mentor)) if self.placed else None


@dataclass(frozen=True, slots=True)
class Run:
    """A run without the matching itself. ``delta`` counts in percent; ``step`` and ``done`` tell of one under way."""

    id: int
    state: RunState
    mode: str
    seed: int
    delta: int
    made_by: int | None
    made_at: datetime
    step: str = ""
    done: int = 0
    is_stopping: bool = False
    figures: Figures | None = None
    problem: Problem | None = None
    publish_at: datetime | None = None
    published_at: datetime | None = None
    published_by: int | None = None
    is_fresh: bool = False
    """A preview that may be published as it is: people, decisions and rules are those that it was made from."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A learner with a mentor, and how much of what each looks for is met, in percent."""

    learner_id: int
    mentor_id: int
    learner_fit: int
    mentor_fit: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How many of a mentor's free places a run gives away."""

    mentor_id: int
    places: int
    placed: int


@dataclass(frozen=True, slots=True)
class OneMore:
    """One more mentor like this one would help most: places they would fill, of people now without a mentor."""

    mentor_id: int
    specialty: str
    slot: int | None
    placed: int
    points: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What came of a run, with a page of one of its lists. ``more`` says that this goes on.

    ``learner_ids`` and ``mentor_ids`` are everyone in it, unless they are too many to choose from.
    """

    run: Run
    placed: tuple[Placed, ...]
    unplaced: tuple[tuple[int, tuple[str, ...]], ...]
    """Learners without a mentor, each with the names of what stands in the way."""
    loads: tuple[Load, ...]
    one_more: tuple[OneMore, ...]
    worst_reasons: tuple[str, ...]
    more: bool
    learner_ids: tuple[int, ...]
    mentor_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a facilitator decided of two people."""

    learner_id: int
    mentor_id: int
    decision: Decision
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """To "why not this mentor?": the name of the reason, what stands in the way, and who has the places."""

    why: str
    learner_id: int
    mentor_id: int
    own_id: int | None = None
    obstacles: tuple[str, ...] = ()
    instead: tuple[int, ...] = ()


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 100
