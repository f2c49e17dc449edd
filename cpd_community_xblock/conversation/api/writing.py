"""What members do in threads. Each is one transaction that holds the thread's row."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.conversation.api import telling
from cpd_community_xblock.conversation.api.queries import is_answered, own_signature
from cpd_community_xblock.conversation.api.rows import (
    is_shown,
    locked_opening,
    locked_post,
    opening_of,
    require_author,
    require_reader,
    responders,
    settle,
)
from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member


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
    """Open a thread and return its id. The same ``token`` again, from the same author, opens nothing new.

    Between two people the other one hears of it, as of each response.
    """
    earlier = _sent(author, token)
    if earlier:
        return earlier.thread_id
    if pseudonymous:
        members.pseudonym(user_id=author.user_id, course_key=author.course_key)
    try:
        with transaction.atomic():
            thread = models.Thread.objects.create(
                space_id=space_id,
                reach=rules.reach(audience),
                opener_id=author.user_id,
                pseudonymous=pseudonymous,
                shared_at=now,
            )
            post = _write(thread, author, body=body, pseudonymous=pseudonymous, token=token, now=now, opening=True)
    except IntegrityError:
        earlier = _sent(author, token)
        if earlier is None:
            raise
        return earlier.thread_id  # The same request was faster in another process.
    telling.tell(rules.pair_of(thread.reach) - {author.user_id}, data.NewsKind.RESPONSE, post, now=now)
    return thread.id


@transaction.atomic
def reopen_thread(*, thread_id: int, author: Member, audience: data.Audience, body: str, now: datetime) -> None:
    """Share a thread again after its author withdrew or changed it.

    A text that colleagues have already read counts as edited; one that comes back from withdrawal counts as new. The
    signature stays: another under the same words would tell whose pseudonym it is. Once others have answered, the
    audience stays too, because their answers were meant for it; ``Conflict`` where another kind is asked for.
    """
    thread, opening = locked_opening(thread_id)
    require_author(opening, author)
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
    settle(thread, opening)


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
    again, from the same author, writes no second post: other words with it are those that count, because the writer
    has seen no answer to the first.
    """
    thread, opening = locked_opening(thread_id, space_id)
    earlier = _sent(author, token)  # Under the lock, or the same request twice at once would miss each other.
    if earlier:
        return _sent_again(earlier, body=body, stem=stem, now=now)
    require_reader(thread, author)
    if not is_shown(opening):
        raise NotFound
    parent = _response_in(thread, parent_id) if parent_id is not None else None
    signed_as = own_signature(thread_id=thread.id, author=author)
    under_pseudonym = rules.speaks_under_pseudonym(wish=pseudonymous, earlier=signed_as)
    if under_pseudonym:
        members.pseudonym(user_id=author.user_id, course_key=author.course_key)
    post = _write(
        thread, author, body=body, stem=stem, pseudonymous=under_pseudonym, token=token, now=now, parent=parent
    )
    settle(thread, opening)
    if parent is None:
        readers = rules.pair_of(thread.reach) or {opening.author_id}
        telling.tell(readers - {author.user_id}, data.NewsKind.RESPONSE, post, now=now)
    else:
        telling.tell({parent.author_id} - {author.user_id}, data.NewsKind.REPLY, post, now=now)
    return post.id


@transaction.atomic
def follow_up(*, space_id: int, thread_id: int, author: Member, body: str, now: datetime) -> None:
    """Tell those who responded to one's thread what came of it. Once more replaces what was told."""
    thread, opening = locked_opening(thread_id, space_id)
    require_author(opening, author)
    if not is_shown(opening):
        raise NotFound(_("You have not shared this, or it is hidden, so nobody would read what came of it."))
    post = models.Post.objects.filter(thread=thread, follow_up=True).first()
    if post is None:
        token = f"follow-up:{thread_id}"
        post = _write(
            thread, author, body=body, pseudonymous=opening.pseudonymous, token=token, now=now, follow_up=True
        )
    elif post.withdrawn_at is not None or body != post.body:
        post.withdrawn_at = None
        _rewrite(post, body, now=now)
        post.save(update_fields=["body", "edited_at", "endorsed_at", "withdrawn_at"])
    else:
        return
    telling.tell(responders(thread), data.NewsKind.FOLLOW_UP, post, now=now)


@transaction.atomic
def thank(*, space_id: int, post_id: int, member: Member, kind: data.ThanksKind, now: datetime) -> None:
    """Say thanks for an answer to one's own thread, or that it changed what one will do. Its author hears of it."""
    post = _answer_to(member, post_id, space_id)
    _said, is_new = models.Thanks.objects.get_or_create(post=post, kind=kind.value, defaults={"at": now})
    if is_new:
        telling.tell({post.author_id}, data.NewsKind(kind.value), post, now=now)


@transaction.atomic
def unthank(*, space_id: int, post_id: int, member: Member, kind: data.ThanksKind) -> None:
    """Take thanks back, as if they had not been said."""
    post = _answer_to(member, post_id, space_id)
    models.Thanks.objects.filter(post=post, kind=kind.value).delete()
    telling.untell(data.NewsKind(kind.value), post)


@transaction.atomic
def edit_post(*, space_id: int, post_id: int, author: Member, body: str, now: datetime) -> None:
    """Change one's own response or reply; readers see that it was edited. An opening is shared anew instead."""
    post = locked_post(post_id, space_id)
    require_author(post, author)
    if post.withdrawn_at is not None or post.opening:
        raise NotFound
    if body != post.body:
        _rewrite(post, body, now=now)
        post.author_role = author.role.value
        post.save(update_fields=["body", "edited_at", "endorsed_at", "author_role"])


@transaction.atomic
def withdraw_post(*, space_id: int, post_id: int, author: Member, now: datetime) -> None:
    """Take back one's own post. It is gone for everyone else at once; its author keeps the text."""
    post = locked_post(post_id, space_id)
    require_author(post, author)
    if post.withdrawn_at is None:
        post.withdrawn_at = now
        post.save(update_fields=["withdrawn_at"])
        settle(post.thread, opening_of(post.thread))
        telling.untell_if_left(post)


def withdraw_thread(*, thread_id: int, author: Member, now: datetime) -> None:
    """Take back the opening of one's own thread, and with it the whole thread."""
    opening = models.Post.objects.select_related("thread").filter(thread_id=thread_id, opening=True).first()
    if opening is None:
        raise NotFound
    withdraw_post(space_id=opening.thread.space_id, post_id=opening.id, author=author, now=now)


# The rows.


def _sent(author: Member, token: str) -> models.Post | None:
    """What this author's request with this token has written, if it came before."""
    return models.Post.objects.filter(author_id=author.user_id, token=token).first()


def _sent_again(row: models.Post, *, body: str, stem: str, now: datetime) -> int:
    """What has arrived before, with the words that it has now."""
    if (row.body, row.stem) != (body, stem):
        if row.withdrawn_at is not None:
            raise Conflict(_("You have sent this before, and taken it back since. Copy your words and send them anew."))
        _rewrite(row, body, now=now)
        row.stem = stem
        row.save(update_fields=["body", "stem", "edited_at", "endorsed_at"])
    return row.id


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
    follow_up: bool | None = None,
    parent: models.Post | None = None,
) -> models.Post:
    return models.Post.objects.create(
        thread=thread_row,
        opening=opening,
        follow_up=follow_up,
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


def _response_in(thread_row: models.Thread, parent_id: int) -> models.Post:
    """The response that a reply belongs to: replies to a reply join it under the same response."""
    rows = models.Post.objects.filter(id=parent_id, thread=thread_row, opening=None, follow_up=None)
    parent = rows.select_related("parent").first()
    response = parent and (parent.parent or parent)
    if parent is None or response is None or not (is_shown(parent) and is_shown(response)):
        raise NotFound
    return response


def _answer_to(member: Member, post_id: int, space_id: int) -> models.Post:
    """A colleague's answer in a thread that this member has opened."""
    post = locked_post(post_id, space_id)
    if post.thread.opener_id != member.user_id or not is_shown(post):
        raise NotFound
    if post.author_id == member.user_id:
        raise NotAllowed(_("This is your own."))
    return post
