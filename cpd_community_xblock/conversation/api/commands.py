"""Everything that changes a thread. Each is one transaction that holds the thread's row."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.conversation.api.queries import is_answered
from cpd_community_xblock.conversation.api.rows import SHOWN, is_shown, readable_by
from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member

# What members do.


@transaction.atomic
def start_thread(
    *,
    space_id: int,
    author: Member,
    audience: data.Audience,
    body: str,
    pseudonymous: bool,
    token: str,
    now: datetime,
) -> int:
    """Open a thread and return its id. The same ``token`` again, from the same author, opens nothing new."""
    earlier = _sent(author, token)
    if earlier:
        return earlier.thread_id
    if pseudonymous:
        members.pseudonym(user_id=author.user_id, course_key=author.course_key)
    try:
        with transaction.atomic():
            thread = models.Thread.objects.create(space_id=space_id, reach=rules.reach(audience), shared_at=now)
            _write(thread, author, body=body, pseudonymous=pseudonymous, token=token, now=now, opening=True)
    except IntegrityError:
        earlier = _sent(author, token)
        if earlier is None:
            raise
        return earlier.thread_id  # The same request was faster in another process.
    return thread.id


@transaction.atomic
def reopen_thread(*, thread_id: int, author: Member, audience: data.Audience, body: str, now: datetime) -> None:
    """Share a thread again after its author withdrew or changed it.

    A text that colleagues have already read counts as edited; one that comes back from withdrawal counts as new. The
    signature stays: another under the same words would tell whose pseudonym it is. Once others have answered, the
    audience stays too, because their answers were meant for it; ``Conflict`` where another kind is asked for.
    """
    thread, opening = _locked_opening(thread_id)
    _require_author(opening, author)
    if not is_answered(thread_id=thread.id, author=author):
        thread.reach = rules.reach(audience)
    elif rules.kind_of(thread.reach) is not audience.kind:
        raise Conflict(_("Colleagues have answered this, so it stays with those who could read it."))
    if opening.withdrawn_at is not None:
        opening.withdrawn_at, opening.edited_at, opening.created_at = None, None, now
        opening.body, opening.endorsed_at = body, None
        thread.shared_at = now
    elif body != opening.body:
        _rewrite(opening, body, now=now)
    opening.author_role = author.role.value
    opening.save(update_fields=["body", "author_role", "created_at", "edited_at", "withdrawn_at", "endorsed_at"])
    _settle(thread, opening)


@transaction.atomic
def respond(
    *,
    space_id: int,
    thread_id: int,
    author: Member,
    body: str,
    stem: str = "",
    pseudonymous: bool = False,
    parent_id: int | None = None,
    token: str,
    now: datetime,
) -> int:
    """Answer a thread, or one of its responses, and return the post's id.

    Raises ``NotFound`` where the thread is not for this author, or withdrawn or hidden meanwhile. The same ``token``
    again, from the same author, writes nothing new.
    """
    thread, opening = _locked_opening(thread_id)
    earlier = _sent(author, token)  # Under the lock, or the same request twice at once would miss each other.
    if earlier:
        return earlier.id
    _require_reader(thread, opening, author, space_id)
    if not is_shown(opening):
        raise NotFound
    parent = _response_in(thread, parent_id) if parent_id is not None else None
    under_pseudonym = rules.speaks_under_pseudonym(
        wish=pseudonymous,
        author_id=author.user_id,
        opener_id=opening.author_id,
        opener_pseudonymous=opening.pseudonymous,
    )
    if under_pseudonym:
        members.pseudonym(user_id=author.user_id, course_key=author.course_key)
    post = _write(
        thread, author, body=body, stem=stem, pseudonymous=under_pseudonym, token=token, now=now, parent=parent
    )
    _settle(thread, opening)
    return post.id


@transaction.atomic
def edit_post(*, space_id: int, post_id: int, author: Member, body: str, now: datetime) -> None:
    """Change one's own response or reply; readers see that it was edited. An opening is shared anew instead."""
    post = _locked_post(post_id, space_id)
    _require_author(post, author)
    if post.withdrawn_at is not None or post.opening:
        raise NotFound
    if body != post.body:
        _rewrite(post, body, now=now)
        post.author_role = author.role.value
        post.save(update_fields=["body", "edited_at", "endorsed_at", "author_role"])


@transaction.atomic
def withdraw_post(*, space_id: int, post_id: int, author: Member, now: datetime) -> None:
    """Take back one's own post. It is gone for everyone else at once; its author keeps the text."""
    post = _locked_post(post_id, space_id)
    _require_author(post, author)
    if post.withdrawn_at is None:
        post.withdrawn_at = now
        post.save(update_fields=["withdrawn_at"])
        _settle(post.thread, _opening(post.thread))


def withdraw_thread(*, thread_id: int, author: Member, now: datetime) -> None:
    """Take back the opening of one's own thread, and with it the whole thread."""
    opening = models.Post.objects.select_related("thread").filter(thread_id=thread_id, opening=True).first()
    if opening is None:
        raise NotFound
    withdraw_post(space_id=opening.thread.space_id, post_id=opening.id, author=author, now=now)


# What facilitators and the course team do.


@transaction.atomic
def endorse(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Mark a post as worth everybody's reading. Nobody endorses their own."""
    post = _staff_post(post_id, space_id, staff)
    if post.author_id == staff.user_id:
        raise NotAllowed(_("You cannot endorse what you wrote yourself."))
    if post.endorsed_at is None:
        post.endorsed_at = now
        _act(post, staff, data.StaffAction.ENDORSE, now=now)


@transaction.atomic
def unendorse(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Take an endorsement back."""
    post = _staff_post(post_id, space_id, staff)
    if post.endorsed_at is not None:
        post.endorsed_at = None
        _act(post, staff, data.StaffAction.UNENDORSE, now=now)


@transaction.atomic
def hide(*, space_id: int, post_id: int, staff: Member, reason: str, now: datetime) -> None:
    """Hide a post from all but its author and the staff. Raises ``Conflict`` when a colleague was first."""
    post = _staff_post(post_id, space_id, staff)
    if post.hidden_at is not None:
        raise Conflict(_("A colleague has already hidden this."))
    post.hidden_at, post.hidden_reason = now, reason
    _act(post, staff, data.StaffAction.HIDE, reason=reason, now=now)
    _settle(post.thread, _opening(post.thread))


@transaction.atomic
def restore(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Show a hidden post again. Raises ``Conflict`` when a colleague was first."""
    post = _staff_post(post_id, space_id, staff)
    if post.hidden_at is None:
        raise Conflict(_("A colleague has already restored this."))
    post.hidden_at, post.hidden_reason = None, ""
    _act(post, staff, data.StaffAction.RESTORE, now=now)
    _settle(post.thread, _opening(post.thread))


# Leaving.


def clear(*, space_id: int, user_id: int) -> None:
    """Remove what one person wrote in a space: their rows go, unless colleagues' words hang on them."""
    _erase(models.Post.objects.filter(thread__space_id=space_id, author_id=user_id))


def retire(*, user_id: int) -> None:
    """Remove what one person wrote anywhere. Safe to repeat."""
    _erase(models.Post.objects.filter(author_id=user_id))


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
    models.Post.objects.filter(id__in=kept).update(
        author=None, body="", stem="", hidden_reason="", withdrawn_at=F("created_at")
    )
    models.Post.objects.filter(id__in=set(mine) - kept).delete()
    for row in models.Thread.objects.filter(id__in=touched):
        opening = models.Post.objects.filter(thread=row, opening=True).first()
        if opening is None:
            row.delete()
        else:
            _settle(row, opening)


# The rows.


def _sent(author: Member, token: str) -> models.Post | None:
    """What this author's request with this token has written, if it came before."""
    return models.Post.objects.filter(author_id=author.user_id, token=token).first()


def _write(
    thread_row: models.Thread,
    author: Member,
    *,
    body: str,
    pseudonymous: bool,
    token: str,
    now: datetime,
    stem: str = "",
    opening: bool | None = None,
    parent: models.Post | None = None,
) -> models.Post:
    return models.Post.objects.create(
        thread=thread_row,
        opening=opening,
        parent=parent,
        author_id=author.user_id,
        author_role=author.role.value,
        pseudonymous=pseudonymous,
        stem=stem,
        body=body,
        token=token,
        created_at=now,
    )


def _rewrite(row: models.Post, body: str, *, now: datetime) -> None:
    """Give a post that others have read new words. Nobody has recommended those yet."""
    row.body, row.edited_at, row.endorsed_at = body, now, None


def _locked_opening(thread_id: int) -> tuple[models.Thread, models.Post]:
    """A thread, locked until the transaction ends so that its counts stay true, and its opening."""
    row = models.Thread.objects.select_for_update().filter(id=thread_id).first()
    if row is None:
        raise NotFound
    return row, _opening(row)


def _opening(thread_row: models.Thread) -> models.Post:
    return models.Post.objects.get(thread=thread_row, opening=True)


def _locked_post(post_id: int, space_id: int) -> models.Post:
    found = models.Post.objects.filter(id=post_id, thread__space_id=space_id).first()
    if found is None:
        raise NotFound
    thread_row = models.Thread.objects.select_for_update().get(id=found.thread_id)
    found.refresh_from_db()
    found.thread = thread_row
    return found


def _staff_post(post_id: int, space_id: int, staff: Member) -> models.Post:
    if not staff.is_staff:
        raise NotAllowed(_("This is for the course's facilitators."))
    found = _locked_post(post_id, space_id)
    if found.withdrawn_at is not None or not readable_by(found.thread, found, staff):
        raise NotFound
    return found


def _response_in(thread_row: models.Thread, parent_id: int) -> models.Post:
    """The response that a reply belongs to: replies to a reply join it under the same response."""
    parent = models.Post.objects.filter(id=parent_id, thread=thread_row, opening=None).select_related("parent").first()
    response = parent and (parent.parent or parent)
    if parent is None or response is None or not (is_shown(parent) and is_shown(response)):
        raise NotFound
    return response


def _act(row: models.Post, staff: Member, action: data.StaffAction, *, now: datetime, reason: str = "") -> None:
    row.save(update_fields=["endorsed_at", "hidden_at", "hidden_reason"])
    models.StaffAct.objects.create(
        space_id=row.thread.space_id,
        reach=row.thread.reach,
        post=row,
        actor_id=staff.user_id,
        action=action.value,
        reason=reason,
        at=now,
    )


def _settle(thread_row: models.Thread, opening: models.Post) -> None:
    """Bring a locked thread's own columns in line with its posts. Only colleagues' responses count."""
    opening.refresh_from_db(fields=["withdrawn_at", "hidden_at", "author"])
    responses = models.Post.objects.filter(SHOWN, thread=thread_row, opening=None, parent=None)
    thread_row.response_count = responses.exclude(author_id=opening.author_id).count()
    thread_row.is_open = is_shown(opening)
    thread_row.save(update_fields=["reach", "shared_at", "response_count", "is_open"])


def _require_reader(thread_row: models.Thread, opening: models.Post, reader: Member, space_id: int) -> None:
    if thread_row.space_id != space_id or not readable_by(thread_row, opening, reader):
        raise NotFound


def _require_author(row: models.Post, author: Member) -> None:
    if row.author_id != author.user_id:
        raise NotFound
