"""How people are held while something changes between them.

Always in one order, so that nobody waits for each other in a circle: the programme, people by their row's id,
partnerships by id, threads.
"""

from collections.abc import Collection, Iterator

from django.db.models import Q

from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.mentoring import data, models

_AT_ONCE = 2000

_NEEDED = ("user_id", "side", "capacity", "until", "is_paused", "has_left")

Held = dict[tuple[data.Side, int], models.Participant]


def people(*, space_id: int, learner_ids: Collection[int | None], mentor_ids: Collection[int | None]) -> Held:
    """Hold what these people have told until the transaction ends. Who has told nothing is not there."""
    learners = Q(side=data.Side.LEARNER.value, user_id__in=set(learner_ids) - {None})
    mentors = Q(side=data.Side.MENTOR.value, user_id__in=set(mentor_ids) - {None})
    found = models.Participant.objects.filter(learners | mentors, space_id=space_id)
    held: Held = {}
    for ids in _batches(sorted(found.values_list("id", flat=True))):
        for row in models.Participant.objects.select_for_update().filter(id__in=ids).only(*_NEEDED).order_by("id"):
            held[data.Side(row.side), row.user_id] = row
    return held


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def found(*, space_id: int, partnership_id: int) -> models.Partnership:
    """A partnership as it was a moment ago, held by nobody."""
    row = models.Partnership.objects.filter(id=partnership_id, space_id=space_id).first()
    if row is None:
        raise NotFound
    return row


def partnership(*, space_id: int, partnership_id: int) -> models.Partnership:
    """Hold a partnership alone: for what is between the two and changes neither one's places."""
    row = models.Partnership.objects.select_for_update().filter(id=partnership_id, space_id=space_id).first()
    if row is None:
        raise NotFound
    return row


def pair(*, space_id: int, partnership_id: int) -> models.Partnership:
    """Hold two people and what is between them."""
    row = found(space_id=space_id, partnership_id=partnership_id)
    people(space_id=space_id, learner_ids=[row.learner_id], mentor_ids=[row.mentor_id])
    return partnership(space_id=space_id, partnership_id=partnership_id)
