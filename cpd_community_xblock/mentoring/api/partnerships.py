"""Two people, from the first proposal on."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from django.db.models import Q

from cpd_community_xblock.core import merging, turns
from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import data, models, rules
from cpd_community_xblock.mentoring.api import between, holding, letters, moving, people, places, programme
from cpd_community_xblock.mentoring.api.between import side_of
from cpd_community_xblock.mentoring.api.moving import require

MOST_SHOWN = 100
_AT_ONCE = 1000

# How two people come together.


@turns.in_turn
def propose(proposal: data.Proposal, *, space_id: int, now: datetime) -> int:
    """Propose two people to each other, and return the partnership's id.

    It takes one of the mentor's places at once. Raises a ``Conflict``: ``places.NotLooking`` where the learner has one
    already, ``places.NoPlace`` where the mentor has no place free.
    """
    programme.note(space_id=space_id, at=proposal.expires_at)
    held = holding.people(space_id=space_id, learner_ids=[proposal.learner_id], mentor_ids=[proposal.mentor_id])
    return places.take(held, proposal, space_id=space_id, now=now).id


@turns.in_turn
def propose_all(proposals: Sequence[data.Proposal], *, space_id: int, now: datetime) -> None:
    """Propose many pairs. Raises a ``Conflict`` where one of them cannot be, and keeps none then."""
    for moment in {proposal.expires_at for proposal in proposals}:
        programme.note(space_id=space_id, at=moment)
    learner_ids = {proposal.learner_id for proposal in proposals}
    mentor_ids = {proposal.mentor_id for proposal in proposals}
    held = holding.people(space_id=space_id, learner_ids=learner_ids, mentor_ids=mentor_ids)
    current = models.Partnership.objects.filter(space_id=space_id, current=True)
    busy: set[int | None] = set()
    taken: dict[int | None, set[int | None]] = {}
    for learner_id, mentor_id, number in current.values_list("learner_id", "mentor_id", "place"):
        busy.add(learner_id)
        taken.setdefault(mentor_id, set()).add(number)
    rows = []
    for proposal in proposals:
        mentors_taken = taken.setdefault(proposal.mentor_id, set())
        places.require_looking(held, proposal.learner_id, has_one=proposal.learner_id in busy)
        place = places.free_place(held, proposal.mentor_id, mentors_taken, now=now)
        busy.add(proposal.learner_id)
        mentors_taken.add(place)
        rows.append(places.made(proposal, space_id=space_id, place=place, now=now))
    models.Partnership.objects.bulk_create(rows, batch_size=_AT_ONCE)


@turns.in_turn
def accept(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> data.State:
    """Accept a proposal or a request, and return what it is then: active, or waiting for the other one.

    Once more changes nothing. Raises ``Conflict`` once it is over or has lapsed.
    """
    row = holding.pair(space_id=space_id, partnership_id=partnership_id)
    side = side_of(row, user_id)
    if side in places.accepted_by(row) and row.current and not rules.has_lapsed(_state(row), row.expires_at, now):
        return _state(row)
    require(row, rules.Act.ACCEPT, side, now=now)
    state = rules.after(rules.Act.ACCEPT, side, state=_state(row), accepted=places.accepted_by(row))
    setattr(row, f"{side.value}_accepted_at", now)
    letters.soon(space_id=space_id)
    for who, is_new in ((side, False), (side.other, True)):
        setattr(row, f"{who.value}_unseen", is_new)
        setattr(row, between.mail_column(who), is_new)
    row.state, row.last_at = state.value, now
    if state is data.State.ACTIVE:
        row.began_at, row.expires_at = now, None
        places.begin(row)
    row.save()
    return state


# How they part.


def decline(*, space_id: int, partnership_id: int, user_id: int, terms: rules.Terms, now: datetime) -> int | None:
    """Say no to a proposal or a request, without a reason. Returns the id of the mentor who is asked next, or None."""
    return moving.give_up_and_go_on(
        space_id=space_id,
        partnership_id=partnership_id,
        act=rules.Act.DECLINE,
        user_id=user_id,
        terms=terms,
        now=now,
    )


def take_back(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> None:
    """Take back what one has asked for or accepted, while the other has not answered."""
    _part(rules.Act.TAKE_BACK, space_id=space_id, partnership_id=partnership_id, user_id=user_id, now=now)


def complete(*, space_id: int, partnership_id: int, user_id: int, now: datetime) -> None:
    """What they set out to do is done."""
    _part(rules.Act.COMPLETE, space_id=space_id, partnership_id=partnership_id, user_id=user_id, now=now)


def end(
    *,
    space_id: int,
    partnership_id: int,
    user_id: int,
    now: datetime,
    not_again: bool = False,
    looks_on: bool = True,
) -> None:
    """End a partnership without a reason.

    ``not_again`` keeps the two apart from now on; the other is never told. ``looks_on`` counts where it is the learner
    who ends it: whether another mentor is found for them.
    """
    _part(
        rules.Act.END,
        space_id=space_id,
        partnership_id=partnership_id,
        user_id=user_id,
        now=now,
        not_again=not_again,
        looks_on=looks_on,
    )


@turns.in_turn
def rematch(*, space_id: int, partnership_id: int, now: datetime) -> None:
    """For facilitators: free a learner from a mentor who does not answer, and find another one for them."""
    places.open_place(space_id=space_id, now=now)
    row = holding.pair(space_id=space_id, partnership_id=partnership_id)
    require(row, rules.Act.REMATCH, None, now=now)
    places.give_up(row, rules.Act.REMATCH, None, now=now, looks_on=_is_there(row))
    letters.soon(space_id=space_id)


@turns.in_turn
def _part(
    act: rules.Act,
    *,
    space_id: int,
    partnership_id: int,
    user_id: int,
    now: datetime,
    not_again: bool = False,
    looks_on: bool = True,
) -> None:
    places.open_place(space_id=space_id, now=now)
    row = holding.pair(space_id=space_id, partnership_id=partnership_id)
    side = side_of(row, user_id)
    require(row, act, side, now=now)
    places.give_up(row, act, side, now=now, looks_on=looks_on if side is data.Side.LEARNER else _is_there(row))
    letters.soon(space_id=space_id)
    if not_again:
        keep_apart(row)


def _is_there(row: models.Partnership) -> bool:
    """Whether the learner still takes the course: for whoever does not, nobody else is found."""
    return row.learner_id is not None and between.takes_part(row, row.learner_id)


def leave(*, space_id: int, user_id: int, side: data.Side, terms: rules.Terms, now: datetime) -> None:
    """Someone takes part no longer on a side. What they told is deleted; what is proposed to them, or asked by them,
    comes to nothing. What has begun goes on.
    """
    places.open_place(space_id=space_id, now=now)
    people.leave(space_id=space_id, user_id=user_id, side=side, now=now)
    let_go(space_id=space_id, user_id=user_id, sides=[side], terms=terms, now=now)


def let_go(*, space_id: int, user_id: int, sides: Collection[data.Side], terms: rules.Terms, now: datetime) -> None:
    """What is proposed to someone on these sides, or asked by them, comes to nothing: nobody waits for their answer."""
    for item in mine(space_id=space_id, user_id=user_id):
        if item.side in sides and item.state is data.State.PROPOSED:
            act = rules.Act.DECLINE if item.awaits_you else rules.Act.TAKE_BACK
            with suppress(Conflict):  # Somebody was faster.
                moving.give_up_and_go_on(
                    space_id=space_id, partnership_id=item.id, act=act, user_id=user_id, terms=terms, now=now
                )


def keep_apart(row: models.Partnership) -> None:
    """Never match these two again in this space. Who of them wanted that is kept nowhere."""
    if row.learner_id is not None and row.mentor_id is not None:
        low, high = sorted((row.learner_id, row.mentor_id))
        models.Apart.objects.get_or_create(space_id=row.space_id, low_id=low, high_id=high)


# What they agree on.


@turns.in_turn
def save_goals(
    *, space_id: int, partnership_id: int, user_id: int, text: str, version: int, base: str, now: datetime
) -> data.Goals:
    """Keep the goals that two people agreed on; either may change them.

    ``version`` and ``base`` are those that the page began with. Where the other has changed them since, nothing is
    kept: both texts come back as one, to be read over and sent again.
    """
    row = holding.partnership(space_id=space_id, partnership_id=partnership_id)
    require(row, rules.Act.WRITE, side_of(row, user_id), now=now)
    if text == row.goals:
        return data.Goals(text=text, version=row.goals_version, base=text, is_saved=True)
    if version != row.goals_version:
        both, _clash = merging.merge(base, text, row.goals)
        return data.Goals(text=both, version=row.goals_version, base=row.goals, is_saved=False)
    row.goals, row.goals_version, row.last_at = text, version + 1, now
    row.save(update_fields=["goals", "goals_version", "last_at"])
    return data.Goals(text=text, version=row.goals_version, base=text, is_saved=True)


# Looking.


def mine(*, space_id: int, user_id: int) -> list[data.Partnership]:
    """Every partnership of someone, on either side, what stands or came last first. One query."""
    rows = models.Partnership.objects.filter(Q(learner_id=user_id) | Q(mentor_id=user_id), space_id=space_id)
    return [_seen_by(row, user_id) for row in rows.order_by("-last_at", "-id")[:MOST_SHOWN]]


def standing(*, space_id: int) -> list[data.Standing]:
    """Every partnership that is proposed or active, for facilitators. One query."""
    columns = ("id", "learner_id", "mentor_id", "state", "origin", "proposed_at", "expires_at", "began_at")
    rows = models.Partnership.objects.filter(space_id=space_id, current=True).order_by("id").only(*columns)
    return [
        data.Standing(
            id=row.id,
            learner_id=row.learner_id,
            mentor_id=row.mentor_id,
            state=_state(row),
            origin=data.Origin(row.origin),
            since=row.began_at or row.proposed_at,
            expires_at=row.expires_at,
        )
        for row in rows
    ]


def one(*, space_id: int, partnership_id: int, user_id: int) -> data.Partnership:
    """A partnership as one of the two sees it; ``NotFound`` for anybody else."""
    row = holding.found(space_id=space_id, partnership_id=partnership_id)
    side_of(row, user_id)
    return _seen_by(row, user_id)


def mark_seen(*, space_id: int, user_id: int, partnership_ids: Collection[int]) -> None:
    """Someone has come across what has become of these: from now on, something else is news to them again."""
    for side in data.Side:
        rows = models.Partnership.objects.filter(space_id=space_id, id__in=partnership_ids)
        rows.filter(**{f"{side.value}_id": user_id}).update(
            **{f"{side.value}_unseen": False, between.mail_column(side): False}
        )


def _state(row: models.Partnership) -> data.State:
    return data.State(row.state)


def _seen_by(row: models.Partnership, user_id: int) -> data.Partnership:
    side = data.Side.LEARNER if row.learner_id == user_id else data.Side.MENTOR
    return data.Partnership(
        id=row.id,
        side=side,
        learner_id=row.learner_id,
        mentor_id=row.mentor_id,
        state=_state(row),
        origin=data.Origin(row.origin),
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
        accepted=places.accepted_by(row),
        began_at=row.began_at,
        over_at=row.over_at,
        last_at=row.last_at,
        goals=row.goals,
        goals_version=row.goals_version,
        thread_id=row.thread_id,
        reasons=tuple(row.reasons),
        words=row.words,
        then=tuple(row.then) if side is data.Side.LEARNER else (),
        is_unseen=getattr(row, f"{side.value}_unseen"),
        is_mailed=getattr(row, between.mail_column(side)) is not False,
    )
