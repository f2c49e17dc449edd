"""What the matching of learners with mentors takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SLOTS_A_DAY = 12
SLOTS_A_WEEK = 7 * SLOTS_A_DAY
POINTS = 60
"""What one unit of a wish's weight is worth when the wish is wholly met: up to six topics divide it evenly."""
MOST_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class Rota:
    """When someone can meet: local two-hour slots in an IANA zone, repeating after as many weeks as are given.

    Each week is a bit mask: bit ``12 * weekday + hour // 2``, Monday first. Slots are kept as local ones because they
    move in UTC when clocks change, and because few zones have their even hours where UTC has them.
    ``begins`` is a Monday on which the first of several weeks applies.
    """

    zone: str
    weeks: tuple[int, ...]
    begins: date = date(2024, 1, 1)


ALWAYS = Rota("UTC", ((1 << SLOTS_A_WEEK) - 1,))
"""That of somebody whom any time suits."""


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks that a partnership is to last: the Monday it begins and how many."""

    monday: date
    weeks: int


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of someone for matching. An empty text is an answer not given; it is like nobody else's.

    ``id`` is below 2**32. ``team`` and ``line`` (of management) are what the two may be asked not to share.
    """

    id: int
    profession: str = ""
    specialty: str = ""
    setting: str = ""
    team: str = ""
    line: str = ""
    languages: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    rota: Rota | None = None


@dataclass(frozen=True, slots=True)
class Learner(Person):
    """Someone who looks for a mentor. ``goals`` are what they want to reach."""


@dataclass(frozen=True, slots=True)
class Mentor(Person):
    """Someone who guides. ``goals`` are what they can help to reach, ``capacity`` how many learners they take."""

    capacity: int = 1


class Field(StrEnum):
    """What a wish is about. The first three have one answer a person, topics and goals any number."""

    PROFESSION = "profession"
    SPECIALTY = "specialty"
    SETTING = "setting"
    TOPICS = "topics"
    GOALS = "goals"

    @property
    def has_many(self) -> bool:
        return self in {Field.TOPICS, Field.GOALS}


class Relation(StrEnum):
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Wish:
    """What makes one person a good match for another; ``weight`` is from 0 to 100."""

    field: Field
    relation: Relation
    weight: int


@dataclass(frozen=True, slots=True)
class Pair:
    learner_id: int
    mentor_id: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold for a pair, and what each side wishes for.

    ``shared_slots`` is how many slots a pair must share in each week of ``span``, ``not_same_team`` asks for another
    team and another line. ``excluded`` are pairs of which one has said not to be matched with the other.
    """

    shared_language: bool = False
    shared_slots: int = 0
    span: Span | None = None
    not_same_team: bool = False
    excluded: frozenset[Pair] = frozenset()
    learner_wishes: tuple[Wish, ...] = ()
    mentor_wishes: tuple[Wish, ...] = ()


class Mode(StrEnum):
    FAIR = "fair"
    MOST_PLACES = "most_places"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a facilitator wants the matching done.

    ``seed`` breaks ties and is published, so that anyone may repeat the run. In balanced mode ``delta``, from 0 to 1,
    is the share of their points that someone placed by the fair mode may lose. Pinned pairs are matched whatever the
    rules say of them, forbidden ones never.
    """

    mode: Mode = Mode.FAIR
    seed: int = 0
    delta: float = 0.1
    pinned: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()


class Problem(StrEnum):
    """Why nothing can be matched as asked."""

    SAME_ID_TWICE = "same_id_twice"
    ID_OUT_OF_RANGE = "id_out_of_range"
    NEGATIVE_CAPACITY = "negative_capacity"
    UNKNOWN_ZONE = "unknown_zone"
    EMPTY_ROTA = "empty_rota"
    NO_SPAN = "no_span"
    SLOTS_OUT_OF_RANGE = "slots_out_of_range"
    WEIGHT_OUT_OF_RANGE = "weight_out_of_range"
    WISHED_TWICE = "wished_twice"
    DELTA_OUT_OF_RANGE = "delta_out_of_range"
    PINNED_AND_FORBIDDEN = "pinned_and_forbidden"
    PINNED_AND_EXCLUDED = "pinned_and_excluded"
    PINNED_TWICE = "pinned_twice"
    PINNED_OVER_CAPACITY = "pinned_over_capacity"
    PINNED_UNKNOWN = "pinned_unknown"


class CannotMatch(ValueError):
    """What was asked for contradicts itself. ``who`` are the ids concerned, ``what`` the text that is at fault."""

    def __init__(self, problem: Problem, *, who: tuple[int, ...] = (), what: str = "") -> None:
        super().__init__(f"{problem}: {what or who}" if what or who else str(problem))
        self.problem = problem
        self.who = who
        self.what = what


class Cancelled(Exception):
    """Whoever asked for a matching has since asked to stop it. Nothing of it is kept."""


class Step(StrEnum):
    """What a long matching is busy with. The mode decides which of the steps there are."""

    CANDIDATES = "candidates"
    PROPOSALS = "proposals"
    AUCTION = "auction"
    CHAINS = "chains"
    MORE_PLACES = "more_places"
    CHECKING = "checking"
    DONE = "done"


class Obstacle(StrEnum):
    """Why two people may not be matched at all."""

    FORBIDDEN = "forbidden"
    EXCLUDED = "excluded"
    LANGUAGE = "language"
    SLOTS = "slots"
    TEAM = "team"
    LINE = "line"
    NO_CAPACITY = "no_capacity"
    LEFT = "left"
    """One of the two is no longer there."""
    FULL = "full"
    """The mentor has fewer places now, and others fit better."""


class WhyNot(StrEnum):
    """Why a learner is not with one mentor whom the rules permit them."""

    MATCHED = "matched"
    RULE = "rule"
    PINNED = "pinned"
    """The learner was pinned to another."""
    PREFERS_OWN = "prefers_own"
    """The learner has a mentor who fits them better."""
    CAME_FIRST = "came_first"
    """Every place of the mentor's went to a learner who fits the mentor better, or drew the better lot."""
    FOR_THE_WHOLE = "for_the_whole"
    """Both would fit better, and fewer people or fewer points would have been placed altogether."""


@dataclass(frozen=True, slots=True)
class Answer:
    """To "why not this one?": what stands in the way, and who has the places instead."""

    why: WhyNot
    obstacles: tuple[Obstacle, ...] = ()
    instead: tuple[int, ...] = ()


class Unplaced(StrEnum):
    """Why somebody has no mentor."""

    NO_PLACES = "no_places"
    """No mentor has any capacity."""
    RULES = "rules"
    """The rules permit them none of the mentors with capacity."""
    ALL_TAKEN = "all_taken"
    """Each mentor whom the rules permit them is full."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A learner with a mentor, and how well each fits the wishes of the other in points."""

    learner_id: int
    mentor_id: int
    learner_points: int
    mentor_points: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """What anyone needs to recheck that an outcome is stable.

    ``cutoffs`` are the points and the lot of the learner whom each full mentor holds least dear; nobody below it would
    be taken. Of a mentor whose places are all pinned it is more than anyone has; one who is not there has a place free.
    """

    seed: int
    cutoffs: Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Helpful:
    """One more mentor like this would help most: how many more people placed, and how many points more."""

    like_mentor_id: int
    specialty: str
    slot: int | None
    """A local two-hour slot that most of those waiting share; None where availability plays no part."""
    placed: int
    points: int


@dataclass(frozen=True, slots=True)
class Report:
    """``total`` is in points of both sides. ``blocking_pairs`` are those who would both rather have each other."""

    placed: int
    total: int
    worst_off: Placement | None
    blocking_pairs: int
    pairs_checked: int
    """How many pairs were looked at: fewer than there are when those were drawn at random."""
    load: Mapping[int, int]
    helpful: tuple[Helpful, ...] = ()
    gap: float | None = None
    """Most places: how far the total can be from the best one for as many placed, as a share of that."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A matching, with everyone of the learners in ``placements`` or in ``unplaced``."""

    placements: tuple[Placement, ...]
    unplaced: Mapping[int, Unplaced]
    report: Report
    certificate: Certificate | None = None
    prices: Mapping[int, int] = field(default_factory=dict)
    """Most places: what one place more with a mentor would add to the total, in points."""
