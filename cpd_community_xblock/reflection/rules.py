"""When stages open, and what is finished. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cpd_community_xblock.conversation.data import Asked
from cpd_community_xblock.core import calendar
from cpd_community_xblock.reflection.data import (
    FOLLOW_UP,
    Act,
    Desk,
    Draft,
    FollowUp,
    Naming,
    Opens,
    Progress,
    Stage,
    Step,
    StepState,
)


def opens_at(
    stage: Stage, *, previous_finished_at: datetime | None, first: bool, start: datetime | None, tz: ZoneInfo
) -> datetime | None:
    """When a stage opens, in UTC; None while that is not known yet.

    Days are whole local days: what was finished late on Monday night and opens in three days opens as Thursday begins,
    so that nobody has to remember an hour. Without a course start, a stage set to a week opens at once.
    """
    always = datetime.min.replace(tzinfo=UTC)
    match stage.opens:
        case Opens.AFTER_PREVIOUS if not first:
            if previous_finished_at is None:
                return None
            return calendar.days_later(previous_finished_at, stage.days, tz)
        case Opens.IN_WEEK if start is not None:
            return calendar.week_starts(start, stage.week)
        case Opens.ON_DATE if stage.date is not None:
            return calendar.day_starts(stage.date, tz)
        case _:
            return always


def steps(
    stages: Sequence[Stage],
    drafts: Mapping[str, Draft],
    *,
    start: datetime | None,
    tz: ZoneInfo,
    now: datetime,
) -> tuple[Step, ...]:
    """The stages as one writer meets them at a moment.

    A stage that follows an optional one waits for the last one before it that had to be written. What was finished
    stays open, even when the author later sets the stage to open another time.
    """
    found = []
    finished_at: datetime | None = None
    first = True
    for stage in stages:
        draft = drafts.get(stage.id, Draft(stage_id=stage.id))
        moment = opens_at(stage, previous_finished_at=finished_at, first=first, start=start, tz=tz)
        if draft.finished_at is not None:
            state = StepState.DONE
        elif moment is not None and moment <= now:
            state = StepState.OPEN
        else:
            state = StepState.LATER
        found.append(Step(stage=stage, draft=draft, state=state, opens_at=moment))
        if not stage.optional:
            finished_at, first = draft.finished_at, False
    known = {stage.id for stage in stages}
    known.add(FOLLOW_UP)
    found.extend(_left_over(draft) for draft in drafts.values() if draft.stage_id not in known and draft.body.strip())
    return tuple(found)


def _left_over(draft: Draft) -> Step:
    """What someone wrote in a stage that the author has since removed: theirs to read, and asked of nobody."""
    stage = Stage(id=draft.stage_id, heading="", optional=True)
    return Step(stage=stage, draft=draft, state=StepState.DONE, opens_at=None)


def follow_up_step(
    follow_up: FollowUp, draft: Draft | None, *, shared_at: datetime | None, tz: ZoneInfo, now: datetime
) -> Step | None:
    """The follow-up as a step of its own, or None where nobody is asked for one, or nothing is shared."""
    if draft is not None and draft.finished_at is not None:
        state, opens = StepState.DONE, draft.finished_at
    elif follow_up.days and shared_at is not None:
        opens = calendar.days_later(shared_at, follow_up.days, tz)
        state = StepState.OPEN if opens <= now else StepState.LATER
    else:
        return None
    stage = Stage(id=FOLLOW_UP, heading="", prompt=follow_up.prompt)
    return Step(stage=stage, draft=draft or Draft(stage_id=FOLLOW_UP), state=state, opens_at=opens)


def progress(acts: Collection[Act], desk: Desk, asked: Asked) -> Progress:
    """How far someone is with what completes the block.

    Only one's own acts count. Whoever came to respond when nobody waited has done what could be done.
    """
    steps = []
    if Act.WROTE in acts:
        steps.append(desk.is_written)
    if Act.SHARED in acts:
        steps.append(desk.is_shared)
    if Act.RESPONDED in acts:
        steps.extend(desk.is_excused or asked.given > place for place in range(asked.wanted))
    if Act.FOLLOWED_UP in acts:
        steps.append(desk.follow_up is not None and desk.follow_up.is_done)
    return Progress(done=sum(steps), of=len(steps))


def previewed(stages: Sequence[Stage]) -> tuple[Step, ...]:
    """The stages with nothing written and all of them open, for a preview."""
    return tuple(Step(stage, Draft(stage_id=stage.id), StepState.OPEN, opens_at=None) for stage in stages)


def compose(parts: Iterable[Step]) -> str:
    """The text that others read: each part under its stage's heading, or alone when there is only one."""
    texts = [(step.stage.heading, step.draft.body.strip()) for step in parts if step.draft.body.strip()]
    if len(texts) == 1:
        return texts[0][1]
    return "\n\n".join(f"##### {heading}\n\n{body}" if heading else body for heading, body in texts)


def signs_with_pseudonym(naming: Naming, *, wish: bool, is_staff: bool) -> bool:
    """Whether a text is signed with a pseudonym. Facilitators are always visible as who they are."""
    if is_staff or naming is Naming.NAMED:
        return False
    return wish or naming is Naming.PSEUDONYM
