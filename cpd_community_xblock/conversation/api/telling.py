"""What someone hears of when they come back: one row for each thing, until they have come across it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Q

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.conversation.api.rows import responders
from cpd_community_xblock.members.data import Member

_MOST = 20

_ABOUT_ONESELF = [
    data.NewsKind.THANKS,
    data.NewsKind.CHANGED,
    data.NewsKind.CONCERN,
    data.NewsKind.HIDDEN,
    data.NewsKind.RESTORED,
    data.NewsKind.REPORT_ACTED,
    data.NewsKind.REPORT_LEFT,
]
"""What is told whatever has become of the post: it is one's own, or one has reported it."""

_NO_PLACE = {data.NewsKind.REPORT_ACTED, data.NewsKind.REPORT_LEFT}


def tell(user_ids: Iterable[int | None], kind: data.NewsKind, row: models.Post, *, now: datetime) -> None:
    """Let people hear of something. The same thing once more becomes news again."""
    for user_id in {user_id for user_id in user_ids if user_id is not None}:
        models.News.objects.update_or_create(
            user_id=user_id,
            post=row,
            kind=kind.value,
            defaults={"space_id": row.thread.space_id, "at": now, "seen_at": None},
        )


def untell(kind: data.NewsKind, row: models.Post) -> None:
    """Take back what was to be told."""
    models.News.objects.filter(post=row, kind=kind.value).delete()


def untell_if_left(row: models.Post) -> None:
    """Whoever no longer has a response in a thread is not told what came of it: they could not read it."""
    if row.author_id is not None and row.author_id not in responders(row.thread):
        news_rows = models.News.objects.filter(user_id=row.author_id, post__thread_id=row.thread_id)
        news_rows.filter(kind=data.NewsKind.FOLLOW_UP.value).delete()


def news(*, space_id: int, member: Member) -> tuple[data.News, ...]:
    """What someone has not come across yet, latest first. One query.

    A response that was taken back or hidden meanwhile is no news, and neither is one in a thread that was, or that this
    member can no longer read.
    """
    rows = models.News.objects.filter(user_id=member.user_id, space_id=space_id, seen_at=None)
    within = Q(post__thread__reach__in=rules.open_reaches(member)) | Q(post__thread__reach__startswith="pair:")
    readable = Q() if member.sees_every_cohort else within
    there = Q(post__withdrawn_at=None, post__hidden_at=None) & (
        Q(readable, post__thread__is_open=True) | Q(post__thread__opener_id=member.user_id)
    )
    # What is taken back needs no second look, and cannot be changed.
    needless = Q(kind=data.NewsKind.CONCERN.value, post__withdrawn_at__isnull=False)
    rows = rows.filter(there | Q(kind__in=_ABOUT_ONESELF) & ~needless)
    counted = rows.values("kind", "post__thread_id").annotate(count=Count("id"), latest=Max("at")).order_by("-latest")
    found = [(data.NewsKind(row["kind"]), row) for row in counted[:_MOST]]
    return tuple(
        data.News(
            kind=kind,
            count=row["count"],
            thread_id=None if kind in _NO_PLACE else row["post__thread_id"],
            at=row["latest"],
        )
        for kind, row in found
    )


def unread_threads(*, space_id: int, user_id: int) -> frozenset[int]:
    """The threads in which somebody has not come across something that still stands there. One query."""
    rows = models.News.objects.filter(user_id=user_id, space_id=space_id, seen_at=None)
    rows = rows.filter(post__withdrawn_at=None, post__hidden_at=None)
    return frozenset(rows.values_list("post__thread_id", flat=True))


def mark_seen(
    *, space_id: int, member: Member, now: datetime, thread_id: int | None = None, until: datetime | None = None
) -> None:
    """Someone has come across the news of one thread, or with no ``thread_id`` of the whole space.

    ``until`` is the latest that they were shown: what has happened since stays news.
    """
    rows = models.News.objects.filter(user_id=member.user_id, space_id=space_id, seen_at=None)
    if until is not None:
        rows = rows.filter(at__lte=until)
    if thread_id is not None:
        rows = rows.filter(post__thread_id=thread_id).exclude(kind__in=_NO_PLACE)
    rows.update(seen_at=now)
