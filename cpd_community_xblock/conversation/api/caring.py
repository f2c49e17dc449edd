"""Care for a space: members report, facilitators and the course team act, and every act is recorded."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cpd_community_xblock.conversation import data, models
from cpd_community_xblock.conversation.api import queries, telling
from cpd_community_xblock.conversation.api.rows import (
    locked_post,
    looked_after_by,
    opening_of,
    require_reader,
    settle,
)
from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from cpd_community_xblock.members.data import Member

# What members do.


@transaction.atomic
def report(
    *, space_id: int, post_id: int, reporter: Member, concern: data.Concern, words: str = "", now: datetime
) -> None:
    """Ask the facilitators to look at a post. Raises ``Conflict`` when this member has asked before.

    Where somebody could be recognised its author hears of it at once, because they can mend it at once, and not from
    whom. Of anything else they hear when a facilitator has looked at it.
    """
    post = locked_post(post_id, space_id)
    require_reader(post.thread, reporter)
    if not queries.post(space_id=space_id, post_id=post_id, reader=reporter).is_shown:
        raise NotFound
    if post.author_id == reporter.user_id:
        raise NotAllowed(_("This is your own: you can change it or take it back."))
    try:
        with transaction.atomic():
            models.Report.objects.create(
                post=post, reporter_id=reporter.user_id, concern=concern.value, words=words, at=now
            )
    except IntegrityError as error:
        raise Conflict(_("You have told the facilitators of this already. Thank you: they will look at it.")) from error
    if concern is data.Concern.IDENTIFIES:
        telling.tell({post.author_id}, data.NewsKind.CONCERN, post, now=now)


# What facilitators and the course team do.


@transaction.atomic
def endorse(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Mark a post as worth everybody's reading."""
    post = _staff_post(post_id, space_id, staff)
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
    settle(post.thread, opening_of(post.thread))
    telling.untell_if_left(post)
    telling.untell(data.NewsKind.RESTORED, post)
    telling.tell({post.author_id}, data.NewsKind.HIDDEN, post, now=now)
    telling.untell(data.NewsKind.REPORT_LEFT, post)
    unsettled = {"", data.Outcome.LEFT.value}
    _close(post, data.Outcome.HIDDEN, data.NewsKind.REPORT_ACTED, among=unsettled, now=now)


@transaction.atomic
def restore(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Show a hidden post again. Raises ``Conflict`` when a colleague was first."""
    post = _staff_post(post_id, space_id, staff)
    if post.hidden_at is None:
        raise Conflict(_("A colleague has already restored this."))
    post.hidden_at, post.hidden_reason = None, ""
    _act(post, staff, data.StaffAction.RESTORE, now=now)
    settle(post.thread, opening_of(post.thread))
    telling.untell(data.NewsKind.HIDDEN, post)
    telling.untell(data.NewsKind.REPORT_ACTED, post)
    telling.tell({post.author_id}, data.NewsKind.RESTORED, post, now=now)
    _close(post, data.Outcome.LEFT, data.NewsKind.REPORT_LEFT, among={data.Outcome.HIDDEN.value}, now=now)


@transaction.atomic
def leave(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Leave a reported post as it is. Raises ``Conflict`` when a colleague was first."""
    post = _staff_post(post_id, space_id, staff)
    if not _close(post, data.Outcome.LEFT, data.NewsKind.REPORT_LEFT, among={""}, now=now):
        raise Conflict(_("A colleague has already looked at this."))
    telling.untell(data.NewsKind.CONCERN, post)
    _act(post, staff, data.StaffAction.LEAVE, now=now)


@transaction.atomic
def look_again(*, space_id: int, post_id: int, staff: Member, now: datetime) -> None:
    """Put a report that was left back among those to look at."""
    post = _staff_post(post_id, space_id, staff)
    if not models.Report.objects.filter(post=post, outcome=data.Outcome.LEFT.value).update(outcome=""):
        raise Conflict(_("A colleague has already put this back."))
    telling.untell(data.NewsKind.REPORT_LEFT, post)
    _act(post, staff, data.StaffAction.LOOK_AGAIN, now=now)


# The rows.


def _staff_post(post_id: int, space_id: int, staff: Member) -> models.Post:
    """A post that this member of staff may act on, held. Nobody acts on their own."""
    if not staff.is_staff:
        raise NotAllowed(_("This is for the course's facilitators."))
    found = locked_post(post_id, space_id)
    if found.withdrawn_at is not None or not looked_after_by(found.thread, staff):
        raise NotFound
    if found.author_id == staff.user_id:
        raise NotAllowed(_("You wrote this yourself: let a colleague look at it."))
    return found


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


def _close(
    row: models.Post, outcome: data.Outcome, kind: data.NewsKind, *, among: Iterable[str], now: datetime
) -> bool:
    """Give a post's reports their outcome, and let those who reported hear of it."""
    reports = models.Report.objects.filter(post=row, outcome__in=list(among))
    reporters = set(reports.values_list("reporter_id", flat=True))
    reports.update(outcome=outcome.value)
    telling.tell(reporters, kind, row, now=now)
    return bool(reporters)
