"""How far somebody has come, for the platform to tick the block off."""

from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import log
from cpd_community_xblock.mentoring.data import Milestone, Side, State


def has_reached(milestone: Milestone, *, space_id: int, user_id: int, side: Side) -> bool:
    """Whether somebody has come as far as that. One query."""
    if milestone is Milestone.TOLD:
        rows = models.Participant.objects.filter(space_id=space_id, user_id=user_id, side=side.value, has_left=False)
        return rows.exists()
    if milestone is Milestone.MET:
        return log.minutes_of(user_id=user_id, space_id=space_id) > 0
    mine = models.Partnership.objects.filter(space_id=space_id, **{f"{side.value}_id": user_id})
    return mine.filter(state=State.COMPLETED.value).exists()
