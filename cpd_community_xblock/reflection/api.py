"""The reflection's door."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation import rules as conversation_rules
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Contribution, PostState, Promise
from cpd_community_xblock.core import calendar, merging
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.reflection import data, models, rules

_TRIES = 5

NO_PROMISE = Promise(asked=0, responses=0)
NO_FOLLOW_UP = data.FollowUp()


def desk(
    *,
    space_id: int,
    member: Member,
    stages: Sequence[data.Stage],
    start: datetime | None,
    now: datetime,
    promise: Promise = NO_PROMISE,
    follow_up: data.FollowUp = NO_FOLLOW_UP,
) -> data.Desk:
    """Everything that someone has written in a block. ``start`` is when the course began for them."""
    entry = models.Entry.objects.filter(space_id=space_id, user_id=member.user_id).first()
    if entry is None:
        entry = models.Entry()
    drafts = _drafts(entry) if entry.id else {}
    tz = calendar.zone(member.time_zone, settings.TIME_ZONE)
    shared = _shared(entry, member, promise)
    return data.Desk(
        steps=rules.steps(stages, drafts, start=start, tz=tz, now=now),
        shared=shared,
        follow_up=rules.follow_up_step(
            follow_up,
            drafts.get(data.FOLLOW_UP),
            shared_at=shared.shared_at if shared and not shared.withdrawn else None,
            tz=tz,
            now=now,
        ),
        is_excused=entry.excused_at is not None,
    )


def save_draft(
    *, space_id: int, user_id: int, stage_id: str, body: str, version: int, base: str, now: datetime
) -> data.Saved:
    """Keep what someone has typed so far.

    ``version`` and ``base`` are what this window last knew. Where another window saved meanwhile, both texts are
    merged; the update is conditional on the version, so that neither can overwrite the other unseen.
    """
    texts = models.StageText.objects.filter(entry__space_id=space_id, entry__user_id=user_id, stage_id=stage_id)
    for _attempt in range(_TRIES):
        saved = _save_over(texts, body=body, version=version, base=base, now=now)
        if saved is not None:
            return saved
        if _first_save(space_id=space_id, user_id=user_id, stage_id=stage_id, body=body, now=now):
            return data.Saved(version=1, body=body, saved_at=now)
    raise Conflict(_busy())


def save_begun_draft(
    *, usage_key: Any, user_id: int, stage_id: str, body: str, version: int, base: str, now: datetime
) -> data.Saved | None:
    """As ``save_draft``, in two queries, for a stage that its writer has begun; None where they have not.

    People type for long and autosave is what they do most: who may be here is asked each time, while a stage that
    holds text has been open to its writer before.
    """
    texts = models.StageText.objects.filter(
        entry__space__usage_key=usage_key, entry__user_id=user_id, stage_id=stage_id
    )
    return _save_over(texts, body=body, version=version, base=base, now=now)


def finish_stage(
    *, space_id: int, user_id: int, stage_id: str, body: str, version: int, base: str, now: datetime
) -> data.Saved:
    """Save a stage and mark it finished. It may be changed afterwards, and stays finished."""
    saved = save_draft(
        space_id=space_id, user_id=user_id, stage_id=stage_id, body=body, version=version, base=base, now=now
    )
    _finish(space_id=space_id, user_id=user_id, stage_id=stage_id, now=now)
    return saved


@transaction.atomic
def share(
    *,
    space_id: int,
    member: Member,
    steps: Sequence[data.Step],
    audience: AudienceKind,
    pseudonymous: bool,
    now: datetime,
) -> int:
    """Let others read the given finished steps, and return the thread's id.

    Sharing again replaces what they read, under the signature that it had.
    """
    entry = models.Entry.objects.select_for_update().filter(space_id=space_id, user_id=member.user_id).first()
    body = rules.compose(steps)
    if entry is None or not body:
        raise NotFound(_("There is nothing to share yet. Finish a part first."))
    readers = Audience(audience, cohort_id=member.cohort_id)
    if entry.thread_id is None:
        entry.thread_id = conversation.start_thread(
            space_id=space_id,
            author=member,
            audience=readers,
            body=body,
            pseudonymous=pseudonymous,
            token=f"entry:{entry.id}",
            now=now,
        )
    else:
        conversation.reopen_thread(thread_id=entry.thread_id, author=member, audience=readers, body=body, now=now)
    entry.shared_stages = [step.stage.id for step in steps]
    entry.save(update_fields=["thread", "shared_stages"])
    return entry.thread_id


def withdraw(*, space_id: int, member: Member, now: datetime) -> None:
    """Take a shared reflection back. The private text stays as it is."""
    entry = models.Entry.objects.filter(space_id=space_id, user_id=member.user_id).first()
    if entry is None or entry.thread_id is None:
        raise NotFound
    conversation.withdraw_thread(thread_id=entry.thread_id, author=member, now=now)


@transaction.atomic
def send_follow_up(
    *, space_id: int, member: Member, thread_id: int, body: str, version: int, base: str, now: datetime
) -> data.Saved:
    """Tell those who responded what came of it. ``version`` and ``base`` are as for a draft.

    Where another window has written meanwhile, both texts are kept and nothing is sent: the writer has not read them
    together.
    """
    mine: dict[str, Any] = {"space_id": space_id, "user_id": member.user_id, "stage_id": data.FOLLOW_UP}
    saved = save_draft(**mine, body=body, version=version, base=base, now=now)
    if not saved.merged:
        conversation.follow_up(space_id=space_id, thread_id=thread_id, author=member, body=saved.body, now=now)
        _finish(**mine, now=now)
    return saved


def excuse(*, space_id: int, user_id: int, now: datetime) -> None:
    """Note that someone came to respond and nobody waited for them: they are not held back for it."""
    entry, _made = models.Entry.objects.get_or_create(space_id=space_id, user_id=user_id)
    models.Entry.objects.filter(id=entry.id, excused_at=None).update(excused_at=now)


def finished_stages(*, space_id: int, user_ids: Collection[int], stage_ids: Collection[str]) -> Mapping[int, int]:
    """By user id, how many of these stages these people have finished. What they wrote is not told."""
    rows = models.StageText.objects.filter(
        entry__space_id=space_id, entry__user_id__in=user_ids, stage_id__in=stage_ids
    ).exclude(finished_at=None)
    counts = rows.values("entry__user_id").annotate(finished=Count("id"))
    return {row["entry__user_id"]: row["finished"] for row in counts}


def contributions(*, space_id: int, user_ids: Collection[int]) -> Mapping[int, Contribution]:
    """By user id, what these people shared and answered under their own name."""
    return conversation.contributions(space_id=space_id, user_ids=user_ids)


@transaction.atomic
def clear(*, space_id: int, user_id: int) -> None:
    """Delete what one person wrote in one block, shared or not."""
    models.Entry.objects.filter(space_id=space_id, user_id=user_id).delete()
    conversation.clear(space_id=space_id, user_id=user_id)


def retire(*, user_id: int) -> None:
    """Delete every reflection of a person. What they shared is the conversation's to erase."""
    models.Entry.objects.filter(user_id=user_id).delete()


def _finish(*, space_id: int, user_id: int, stage_id: str, now: datetime) -> None:
    texts = models.StageText.objects.filter(entry__space_id=space_id, entry__user_id=user_id, stage_id=stage_id)
    texts.filter(finished_at=None).update(finished_at=now)


def _save_over(
    texts: QuerySet[models.StageText], *, body: str, version: int, base: str, now: datetime
) -> data.Saved | None:
    for _attempt in range(_TRIES):
        row = texts.first()
        if row is None:
            return None
        if row.body == body:
            return data.Saved(version=row.version, body=body, saved_at=row.updated_at)
        text = body if row.version == version else merging.merge(base, body, row.body)[0]
        if len(text) > data.MOST_MERGED:
            raise Conflict(_("Two windows hold long texts of this part. Shorten one, so that both fit together."))
        changed = models.StageText.objects.filter(id=row.id, version=row.version).update(
            body=text, version=F("version") + 1, updated_at=now
        )
        if changed:
            return data.Saved(version=row.version + 1, body=text, saved_at=now, merged=row.version != version)
    raise Conflict(_busy())


def _busy() -> str:
    return _("This text is being changed in several windows at once. Keep one of them open and try again.")


def _first_save(*, space_id: int, user_id: int, stage_id: str, body: str, now: datetime) -> bool:
    entry, _made = models.Entry.objects.get_or_create(space_id=space_id, user_id=user_id)
    try:
        with transaction.atomic():
            models.StageText.objects.create(entry=entry, stage_id=stage_id, body=body, updated_at=now)
    except IntegrityError:
        return False  # Another window of the same writer was first.
    return True


def _drafts(entry: models.Entry) -> dict[str, data.Draft]:
    return {
        row.stage_id: data.Draft(
            stage_id=row.stage_id,
            body=row.body,
            version=row.version,
            updated_at=row.updated_at,
            finished_at=row.finished_at,
        )
        for row in entry.texts.all()
    }


def _shared(entry: models.Entry, member: Member, promise: Promise) -> data.SharedState | None:
    if entry.thread_id is None:
        return None
    found = conversation.own_thread(thread_id=entry.thread_id, author=member)
    return data.SharedState(
        thread_id=entry.thread_id,
        withdrawn=found.opening.state is PostState.WITHDRAWN,
        hidden=found.opening.state is PostState.HIDDEN,
        hidden_reason=found.opening.hidden_reason,
        pseudonymous=found.opening.byline.is_pseudonym,
        audience=found.audience.value,
        stage_ids=tuple(entry.shared_stages),
        shared_at=found.shared_at,
        responses=found.responses,
        body=found.opening.body,
        due_at=conversation_rules.due(found.shared_at, promise) if promise.responses else None,
    )
