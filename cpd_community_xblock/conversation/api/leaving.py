"""When someone's words are cleared in one place, or someone leaves for good."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from cpd_community_xblock.conversation import data, models
from cpd_community_xblock.conversation.api.rows import settle


@transaction.atomic
def clear(*, space_id: int, user_id: int) -> None:
    """Remove what one person wrote in a space: their rows go, unless colleagues' words hang on them."""
    _hold(models.Thread.objects.filter(space_id=space_id), user_id)
    _erase(models.Post.objects.filter(thread__space_id=space_id, author_id=user_id))
    models.News.objects.filter(space_id=space_id, user_id=user_id).delete()
    models.Thread.objects.filter(space_id=space_id, held_by_id=user_id).update(held_by=None, held_until=None)
    models.Report.objects.filter(post__thread__space_id=space_id, reporter_id=user_id).update(reporter=None, words="")


@transaction.atomic
def retire(*, user_id: int) -> None:
    """Remove what one person wrote anywhere. Safe to repeat."""
    _hold(models.Thread.objects.all(), user_id)
    _erase(models.Post.objects.filter(author_id=user_id))
    models.News.objects.filter(user_id=user_id).delete()
    models.Thread.objects.filter(held_by_id=user_id).update(held_by=None, held_until=None)
    models.Report.objects.filter(reporter_id=user_id).update(reporter=None, words="")


def _hold(threads: Any, user_id: int) -> None:
    """Lock all threads that someone has to do with, in one order: whoever changes one of them holds it, too."""
    ids: set[int] = set()
    for concern in ("posts__author_id", "held_by_id", "posts__reports__reporter_id"):
        ids.update(threads.filter(**{concern: user_id}).values_list("id", flat=True))
    list(models.Thread.objects.select_for_update().filter(id__in=ids).order_by("id"))


@transaction.atomic
def _erase(posts: Any) -> None:
    # Locked first, in one order, or a reply that arrives meanwhile would go with the response that it hangs on.
    touched = set(posts.values_list("thread_id", flat=True))
    list(models.Thread.objects.select_for_update().filter(id__in=touched).order_by("id"))
    ids = list(posts.values_list("id", "author_id"))
    if not ids:
        return
    mine = [post_id for post_id, _author in ids]
    author_id = ids[0][1]
    others = models.Post.objects.exclude(author_id=author_id)
    answered = Q(Exists(others.filter(parent=OuterRef("id")))) | Q(
        Exists(others.filter(thread=OuterRef("thread"))), opening=True
    )
    kept = set(models.Post.objects.filter(answered, id__in=mine).values_list("id", flat=True))
    # Why a text was hidden often tells of its author; that it was hidden, by whom and when, stays on record.
    models.StaffAct.objects.filter(post_id__in=mine).update(reason="")
    models.Report.objects.filter(post_id__in=mine).update(words="")
    written, said = Q(post_id__in=mine), Q(post__thread_id__in=touched, post__thread__opener_id=author_id)
    models.Thanks.objects.filter(written | said).delete()
    thanks = [data.NewsKind.THANKS, data.NewsKind.CHANGED]
    models.News.objects.filter(written | said & Q(kind__in=thanks)).delete()
    models.Post.objects.filter(id__in=kept).update(
        author=None, body="", stem="", hidden_reason="", withdrawn_at=F("created_at")
    )
    models.Post.objects.filter(id__in=set(mine) - kept).delete()
    for row in models.Thread.objects.filter(id__in=touched):
        opening = models.Post.objects.filter(thread=row, opening=True).first()
        if opening is None:
            row.delete()
        else:
            settle(row, opening)
