"""What the reflection's door takes and gives."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

MAX_TEXT = 20_000
"""Characters in one text: about 3,500 words, ten times a long reflection."""

MOST_MERGED = 4 * MAX_TEXT
"""Characters of what several windows hold of one text, kept together until its writer has made one of them."""


class Opens(StrEnum):
    """When a stage opens for a learner."""

    AT_ONCE = "at_once"
    AFTER_PREVIOUS = "after_previous"
    IN_WEEK = "in_week"
    ON_DATE = "on_date"


class Naming(StrEnum):
    """How shared reflections are signed: the author of the course decides who decides."""

    CHOICE = "choice"
    PSEUDONYM = "pseudonym"
    NAMED = "named"


class Act(StrEnum):
    """What a learner does here by themselves, of which the course author says what completes the block."""

    WROTE = "wrote"
    SHARED = "shared"
    RESPONDED = "responded"
    FOLLOWED_UP = "followed_up"


FOLLOW_UP = "cpd:follow-up"
"""The id under which the text of a follow-up is kept: no stage of an author's has it."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """That the writer is asked, ``days`` after sharing, what came of it. No days, and nobody is asked."""

    days: int = 0
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much someone has done of what completes the block, in steps. What others did does not count."""

    done: int
    of: int

    @property
    def is_complete(self) -> bool:
        return self.done >= self.of


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a reflection as the course author set it. ``days`` and ``week`` count from 1, ``minutes`` is a guide.

    ``id`` ties what learners wrote to the stage when stages are moved or renamed; it never changes.
    """

    id: str
    heading: str
    prompt: str = ""
    guidance: str = ""
    minimum_words: int = 0
    optional: bool = False
    opens: Opens = Opens.AT_ONCE
    days: int = 0
    week: int = 0
    date: dt.date | None = None
    minutes: int = 0

    @property
    def is_follow_up(self) -> bool:
        return self.id == FOLLOW_UP


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer has in one stage. ``version`` counts saves; 0 means that nothing was saved yet."""

    stage_id: str
    body: str = ""
    version: int = 0
    updated_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer to a save. ``merged`` tells that another window had changed the text, and ``body`` holds both."""

    version: int
    body: str
    saved_at: dt.datetime
    merged: bool = False


class StepState(StrEnum):
    DONE = "done"
    OPEN = "open"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as one writer meets it. ``opens_at`` is None while it waits for an earlier stage to be finished."""

    stage: Stage
    draft: Draft
    state: StepState
    opens_at: dt.datetime | None

    @property
    def is_done(self) -> bool:
        return self.state is StepState.DONE

    @property
    def is_open(self) -> bool:
        return self.state is not StepState.LATER


@dataclass(frozen=True, slots=True)
class SharedState:
    """What has become of a reflection once shared."""

    thread_id: int
    withdrawn: bool
    hidden: bool
    hidden_reason: str
    pseudonymous: bool
    audience: str
    stage_ids: tuple[str, ...]
    shared_at: dt.datetime
    responses: int
    body: str
    due_at: dt.datetime | None = None
    """By when a response is promised; None where none is."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a writer has in one block."""

    steps: tuple[Step, ...]
    shared: SharedState | None = None
    follow_up: Step | None = None
    is_excused: bool = False
    """Whether they came to respond when nobody waited for them."""

    @property
    def current(self) -> Step | None:
        """The step to go on with: the first open one that is not finished."""
        return next((step for step in self.steps if step.state is StepState.OPEN), None)

    @property
    def next_to_open(self) -> Step | None:
        """The next step that opens by itself."""
        waiting = [step for step in self.steps if step.state is StepState.LATER and step.opens_at]
        return min(waiting, key=lambda step: str(step.opens_at), default=None)

    @property
    def has_begun(self) -> bool:
        return any(step.draft.version for step in self.steps)

    @property
    def is_written(self) -> bool:
        """Every stage that is not optional is finished, and something is: who has just come in has not written."""
        everything = all(step.is_done or step.stage.optional for step in self.steps)
        return everything and any(step.is_done for step in self.steps)

    @property
    def shareable(self) -> tuple[Step, ...]:
        """The steps whose text may be shared: the finished ones that hold any."""
        return tuple(step for step in self.steps if step.draft.finished_at and step.draft.body.strip())

    @property
    def has_changed_since(self) -> bool:
        """Whether a part that colleagues read has been changed since it was shared."""
        return self.shared is not None and any(
            step.draft.body.strip() not in self.shared.body
            for step in self.steps
            if step.stage.id in self.shared.stage_ids
        )

    @property
    def is_shared(self) -> bool:
        return self.shared is not None and not self.shared.withdrawn


@dataclass(frozen=True, slots=True)
class Template:
    """A published model of reflection, as stages to begin with."""

    id: str
    name: str
    stages: tuple[Stage, ...] = field(default_factory=tuple)
