"""Meetings that are off: they leave both calendars."""

from collections.abc import Collection
from datetime import datetime

from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import sending
from cpd_community_xblock.mentoring.data import MeetingState


def withdraw_all(*, partnership_id: int, now: datetime, without: Collection[int] = ()) -> int:
    """Call off everything that two people have before them, as their partnership is over; returns how much that was.

    For whoever ends it, in that transaction. Nothing is sent to those ``without``: they are leaving for good.
    """
    rows = models.Meeting.objects.filter(partnership_id=partnership_id, starts_at__gt=now)
    rows = rows.exclude(state=MeetingState.WITHDRAWN.value).select_related("partnership__space")
    found = list(rows.order_by("id"))
    for meeting in found:
        withdraw(meeting, meeting.partnership, now=now, without=without)
    return len(found)


def withdraw(meeting: models.Meeting, row: models.Partnership, *, now: datetime, without: Collection[int] = ()) -> None:
    meeting.state, meeting.version = MeetingState.WITHDRAWN.value, meeting.version + 1
    meeting.moved_to = meeting.moved_minutes = None
    meeting.moved_where = meeting.words = ""
    is_announced = meeting.agreed_at is not None and meeting.starts_at > now
    if is_announced:
        meeting.sequence += 1
        meeting.learner_unreached = meeting.mentor_unreached = False
    meeting.save()
    if is_announced:
        sending.announce(meeting, row, without=without)
