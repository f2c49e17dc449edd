"""What everything behind the door shares: a row's state, who may read it, and how a thread is held while it changes."""

from django.db.models import Q, QuerySet

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.members.data import Member

SHOWN = Q(withdrawn_at=None, hidden_at=None)
RESPONSE_COLUMNS = ("opening", "parent_id", "follow_up")
"""A response is a post with nothing in these: each makes it something else."""
RESPONSE = Q(**dict.fromkeys(RESPONSE_COLUMNS))


def open_threads(space_id: int) -> QuerySet[models.Thread]:
    """The threads that are in lists. Written with IN, because SQLite uses no index for a column standing alone."""
    return models.Thread.objects.filter(space_id=space_id, is_open__in=[True])


def is_shown(row: models.Post) -> bool:
    return state_of(row) is data.PostState.SHOWN


def state_of(row: models.Post) -> data.PostState:
    if row.withdrawn_at is not None:
        return data.PostState.WITHDRAWN
    return data.PostState.HIDDEN if row.hidden_at is not None else data.PostState.SHOWN


def readable_by(thread_row: models.Thread, reader: Member) -> bool:
    return rules.may_read(thread_row.reach, author_id=thread_row.opener_id, reader=reader)


def looked_after_by(thread_row: models.Thread, staff: Member) -> bool:
    """Whether a thread is among those that this member of staff looks after, whoever opened it."""
    return rules.may_read(thread_row.reach, author_id=None, reader=staff)


def responders(thread_row: models.Thread) -> set[int]:
    """Those who have responded to a thread and not taken it back, but for who opened it."""
    rows = models.Post.objects.filter(SHOWN, RESPONSE, thread=thread_row).exclude(author=None)
    return {row for row in rows.values_list("author_id", flat=True) if row is not None and row != thread_row.opener_id}


# A change holds the thread's row until its transaction ends, so that the thread's counts stay true.


def locked_opening(thread_id: int, space_id: int | None = None) -> tuple[models.Thread, models.Post]:
    rows = models.Thread.objects.select_for_update().filter(id=thread_id)
    row = (rows if space_id is None else rows.filter(space_id=space_id)).first()
    if row is None:
        raise NotFound
    return row, opening_of(row)


def opening_of(thread_row: models.Thread) -> models.Post:
    return models.Post.objects.get(thread=thread_row, opening=True)


def locked_post(post_id: int, space_id: int) -> models.Post:
    found = models.Post.objects.filter(id=post_id, thread__space_id=space_id).first()
    if found is None:
        raise NotFound
    thread_row = models.Thread.objects.select_for_update().get(id=found.thread_id)
    found.refresh_from_db()
    found.thread = thread_row
    return found


def require_reader(thread_row: models.Thread, reader: Member) -> None:
    if not readable_by(thread_row, reader):
        raise NotFound


def require_author(row: models.Post, author: Member) -> None:
    if row.author_id != author.user_id:
        raise NotFound


def settle(thread_row: models.Thread, opening: models.Post) -> None:
    """Bring a locked thread's own columns in line with its posts."""
    opening.refresh_from_db(fields=["withdrawn_at", "hidden_at", "author"])
    thread_row.opener_id = opening.author_id
    answered_by = responders(thread_row)
    thread_row.response_count = len(answered_by)
    thread_row.is_open = is_shown(opening)
    if thread_row.held_by_id in answered_by or not thread_row.is_open:
        thread_row.held_by_id, thread_row.held_until = None, None
    thread_row.save(
        update_fields=["reach", "opener", "shared_at", "response_count", "is_open", "held_by", "held_until"]
    )
