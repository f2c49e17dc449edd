"""Reading threads: the same number of queries whatever their number."""

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock import host
from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.conversation.api.rows import (
    SHOWN,
    is_shown,
    looked_after_by,
    open_threads,
    readable_by,
    state_of,
)
from cpd_community_xblock.core.errors import NotAllowed, NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Byline, Member, MemberRole

PAGE_SIZE = 10
RECORD = 100


def threads(*, space_id: int, reader: Member, order: data.Order = data.Order.NEWEST, page: int = 1) -> data.Page:
    """One page of what a reader's colleagues share: newest first, or those with fewest responses, longest waiting.

    Withdrawn and hidden threads are in no list. The number of queries does not depend on how many threads there are.
    """
    number = max(page, 1)
    last = number * PAGE_SIZE
    ids = _listed(space_id, reader, order, last + 1)
    shown = ids[last - PAGE_SIZE : last]
    openings = models.Post.objects.filter(thread_id__in=shown, opening=True).select_related("thread")
    by_thread = {post.thread_id: post for post in openings}
    rows = [by_thread[thread_id] for thread_id in shown if thread_id in by_thread]
    seen = _View(rows, reader)
    summaries = tuple(seen.summary(row) for row in rows)
    return data.Page(threads=summaries, number=number, has_next=len(ids) > last)


def own_thread(*, thread_id: int, author: Member) -> data.Summary:
    """One's own thread, whatever has become of it. Raises ``NotFound`` for anyone else's."""
    opening = models.Post.objects.select_related("thread").filter(thread_id=thread_id, opening=True).first()
    if opening is None or opening.author_id != author.user_id:
        raise NotFound
    # Their own name is known to them: nobody's signature has to be looked up.
    byline = Byline(name="", is_pseudonym=opening.pseudonymous, is_you=True)
    return _View([opening], author, bylines={(opening.author_id, opening.pseudonymous): byline}).summary(opening)


def hidden_posts(*, space_id: int, staff: Member) -> tuple[data.Post, ...]:
    """What is hidden in a space, latest first, for those who may restore it: not one's own."""
    rows = models.Post.objects.filter(thread__space_id=space_id, withdrawn_at=None).exclude(hidden_at=None)
    rows = rows.exclude(author_id=staff.user_id).select_related("thread").order_by("-hidden_at")
    readable = [row for row in rows if staff.is_staff and looked_after_by(row.thread, staff)]
    seen = _View(readable, staff)
    return tuple(seen.post(row) for row in readable)


def thread(*, space_id: int, thread_id: int, reader: Member) -> data.Thread:
    """A whole thread as a reader may see it.

    Raises ``NotFound`` where it is not for this reader. Where the opening was withdrawn or hidden, or the reader has
    moved to another cohort, someone who responded still finds their own words, and only those.
    """
    rows = list(
        models.Post.objects.filter(thread_id=thread_id, thread__space_id=space_id)
        .select_related("thread")
        .order_by("created_at", "id")
    )
    opening = next((row for row in rows if row.opening), None)
    if opening is None:
        raise NotFound
    mine = [row for row in rows if row.author_id == reader.user_id]
    is_open = _is_open(opening, reader)
    if not is_open:
        if not mine:
            raise NotFound
        rows = [opening, *mine]
    seen = _View(rows, reader, thanks=_thanks(thread_id))
    return data.Thread(
        id=thread_id,
        audience=rules.kind_of(opening.thread.reach),
        opening=seen.post(opening) if is_open else seen.withheld(opening),
        responses=seen.responses(),
        shared_at=opening.thread.shared_at,
    )


def latest(*, space_id: int, thread_id: int, reader: Member, most: int, before: int = 0) -> data.Stretch:
    """The last posts of a thread, or the last ``before`` a post, oldest first: all of them side by side, as in a talk.

    What a reader may see is what ``thread`` shows them, and what holds no words any more is left out. The number of
    queries does not depend on how long the thread is.
    """
    rows = models.Post.objects.filter(thread_id=thread_id, thread__space_id=space_id).select_related("thread")
    opening = rows.filter(opening=True).first()
    if opening is None:
        raise NotFound
    mine = Q(author_id=reader.user_id)
    shown = rows.filter((SHOWN | mine) if _is_open(opening, reader) else mine).exclude(body="")
    if before:
        edge = rows.filter(id=before).first()
        if edge is None:
            raise NotFound
        shown = shown.filter(Q(created_at__lt=edge.created_at) | Q(created_at=edge.created_at, id__lt=edge.id))
    found = list(shown.order_by("-created_at", "-id")[: most + 1])
    seen = _View(found[:most], reader)
    return data.Stretch(tuple(seen.post(row) for row in reversed(found[:most])), has_earlier=len(found) > most)


def _is_open(opening: models.Post, reader: Member) -> bool:
    is_author = opening.author_id == reader.user_id
    may_see = rules.may_see_text(state_of(opening), is_author=is_author, reader=reader)
    return may_see and readable_by(opening.thread, reader)


def is_answered(*, thread_id: int, author: Member) -> bool:
    """Whether anyone but its author has written in a thread, also where that was taken back or hidden since."""
    return models.Post.objects.filter(thread_id=thread_id).exclude(author_id=author.user_id).exists()


def _thanks(thread_id: int) -> dict[int, frozenset[data.ThanksKind]]:
    said: dict[int, set[data.ThanksKind]] = {}
    rows = models.Thanks.objects.filter(post__thread_id=thread_id)
    for post_id, kind in rows.values_list("post_id", "kind"):
        said.setdefault(post_id, set()).add(data.ThanksKind(kind))
    return {post_id: frozenset(kinds) for post_id, kinds in said.items()}


def own_signature(*, thread_id: int, author: Member) -> bool | None:
    """Whether someone writes under their pseudonym in a thread; None where they have not written there yet.

    What they have taken back counts as well: others have seen its signature.
    """
    mine = models.Post.objects.filter(thread_id=thread_id, author_id=author.user_id).order_by("created_at", "id")
    return mine.values_list("pseudonymous", flat=True).first()


def own_words(*, space_id: int, author: Member) -> tuple[data.Post, ...]:
    """What someone answered in a space, latest first, whatever has become of the threads it stands in."""
    rows = models.Post.objects.filter(thread__space_id=space_id, author_id=author.user_id, opening=None)
    latest = list(rows.order_by("-created_at", "-id")[:RECORD])
    seen = _View(latest, author)
    return tuple(seen.post(row) for row in latest)


def post(*, space_id: int, post_id: int, reader: Member) -> data.Post:
    """One post with its replies, as it stands in its thread."""
    found = models.Post.objects.filter(id=post_id, thread__space_id=space_id).first()
    if found is None:
        raise NotFound
    whole = thread(space_id=space_id, thread_id=found.thread_id, reader=reader)
    replies = (reply for response in whole.responses for reply in response.replies)
    for candidate in (whole.opening, *whole.responses, *replies):
        if candidate.id == post_id:
            return candidate
    raise NotFound


def reported(*, space_id: int, staff: Member) -> int:
    """How many posts members have asked the facilitators to look at and nobody has yet."""
    return _reports(space_id, staff, outcome="").values("post_id").distinct().count()


def reports(*, space_id: int, staff: Member, looked_at: bool = False) -> tuple[data.Reported, ...]:
    """What members asked the facilitators to look at, longest waiting first; or what was ``looked_at`` and left,
    latest first."""
    if not staff.is_staff:
        raise NotAllowed(_("This is for the course's facilitators."))
    found = _reports(space_id, staff, outcome=data.Outcome.LEFT.value if looked_at else "")
    found = found.select_related("post__thread").order_by(*(("-at", "-id") if looked_at else ("at", "id")))
    grouped: dict[int, list[models.Report]] = {}
    for row in found[:RECORD]:
        grouped.setdefault(row.post_id, []).append(row)
    seen = _View([rows[0].post for rows in grouped.values()], staff)
    return tuple(
        data.Reported(
            post=seen.post(rows[0].post),
            concerns=tuple(dict.fromkeys(data.Concern(row.concern) for row in rows)),
            words=tuple(row.words for row in rows if row.words),
            since=rows[0].at,
        )
        for rows in grouped.values()
    )


def _reports(space_id: int, staff: Member, *, outcome: str) -> QuerySet[models.Report]:
    """Reports on what this member of staff looks after. Never on their own texts: those are for a colleague, and who
    reported them, and how, is not for them to read."""
    rows = models.Report.objects.filter(post__thread__space_id=space_id, post__withdrawn_at=None, outcome=outcome)
    rows = rows.exclude(post__author_id=staff.user_id)
    if staff.sees_every_cohort:
        return rows.exclude(post__thread__reach__startswith="pair:")
    return rows.filter(post__thread__reach__in=rules.open_reaches(staff))


def acts(*, space_id: int, staff: Member) -> tuple[data.Act, ...]:
    """The record of what staff did in a space, latest first, the last hundred acts."""
    if not staff.is_staff:
        raise NotAllowed(_("This is for the course's facilitators."))
    rows = models.StaffAct.objects.filter(space_id=space_id).exclude(reach__startswith="pair:")
    if not staff.sees_every_cohort:
        rows = rows.filter(reach__in=rules.open_reaches(staff))
    readable = list(rows.select_related("post").order_by("-at", "-id")[:RECORD])
    people = host.current().people({row.actor_id for row in readable if row.actor_id})
    return tuple(
        data.Act(
            action=data.StaffAction(row.action),
            actor_name=people[row.actor_id].display_name if row.actor_id and row.actor_id in people else "",
            reason=row.reason,
            at=row.at,
            post_id=row.post_id,
            thread_id=row.post.thread_id if row.post else None,
        )
        for row in readable
    )


def contributions(*, space_id: int, user_ids: Collection[int]) -> Mapping[int, data.Contribution]:
    """By user id, what these people did in a space under their own name. In one's own thread, one answers nobody."""
    elsewhere = Q(thread__opener_id=None) | ~Q(thread__opener_id=F("author_id"))
    rows = (
        models.Post.objects.filter(SHOWN, thread__space_id=space_id, author_id__in=user_ids, pseudonymous=False)
        .values("author_id")
        .annotate(
            shared=Count("id", filter=Q(opening=True)),
            written=Count("id", filter=Q(elsewhere, opening=None, follow_up=None)),
        )
    )
    return {row["author_id"]: data.Contribution(bool(row["shared"]), row["written"]) for row in rows}


def _listed(space_id: int, reader: Member, order: data.Order, count: int) -> list[int]:
    """The first ``count`` thread ids. One query per audience, each answered by its index, then merged."""
    columns = ("-shared_at", "-id") if order is data.Order.NEWEST else ("response_count", "shared_at", "id")
    rows = open_threads(space_id).order_by(*columns)
    if reader.sees_every_cohort:
        everyone = rows.exclude(reach__startswith="pair:")
        return list(everyone.values_list("id", flat=True)[:count])
    runs = [rows.filter(reach=reach)[:count] for reach in rules.open_reaches(reader)]
    if order is data.Order.NEWEST:
        merged = heapq.merge(*runs, key=lambda row: (row.shared_at, row.id), reverse=True)
    else:
        merged = heapq.merge(*runs, key=lambda row: (row.response_count, row.shared_at, row.id))
    return [row.id for row in merged][:count]


class _View:
    """Rows as one reader sees them, with everyone's signature looked up at once."""

    def __init__(
        self,
        rows: Iterable[models.Post],
        reader: Member,
        *,
        thanks: Mapping[int, frozenset[data.ThanksKind]] | None = None,
        bylines: Mapping[tuple[int | None, bool], Byline] | None = None,
    ) -> None:
        self._rows = list(rows)
        self._reader = reader
        self._thanks = thanks or {}
        self._responded = {row.author_id for row in self._rows if _is_response(row) and is_shown(row)}
        authors = {(row.author_id, row.pseudonymous) for row in self._rows}
        self._bylines = bylines or members.bylines(authors, course_key=reader.course_key, reader_id=reader.user_id)

    def post(self, row: models.Post, replies: tuple[data.Post, ...] = ()) -> data.Post:
        state = state_of(row)
        is_author = row.author_id is not None and row.author_id == self._reader.user_id
        visible = rules.may_see_text(state, is_author=is_author, reader=self._reader)
        byline = self._bylines[row.author_id, row.pseudonymous]
        return data.Post(
            id=row.id,
            thread_id=row.thread_id,
            parent_id=row.parent_id,
            byline=_signed(byline, row),
            body=row.body if visible else "",
            stem=row.stem if visible else "",
            created_at=row.created_at,
            edited_at=row.edited_at,
            state=state,
            endorsed=visible and row.endorsed_at is not None,
            opening=bool(row.opening),
            hidden_reason=row.hidden_reason if visible else "",
            follow_up=bool(row.follow_up),
            may_thank=visible and not (is_author or row.opening) and row.thread.opener_id == self._reader.user_id,
            thanks=self._thanks.get(row.id, frozenset()) if self._hears_thanks(row) else frozenset(),
            replies=replies,
        )

    def withheld(self, row: models.Post) -> data.Post:
        """A post of which this reader may know that it was there, and no more."""
        return replace(self.post(row), body="", stem="", endorsed=False, hidden_reason="")

    def summary(self, row: models.Post) -> data.Summary:
        thread_row = row.thread
        return data.Summary(
            id=thread_row.id,
            audience=rules.kind_of(thread_row.reach),
            opening=self.post(row),
            responses=thread_row.response_count,
            shared_at=thread_row.shared_at,
        )

    def responses(self) -> tuple[data.Post, ...]:
        """Responses in order, with their replies. What this reader may not see is left out, unless replies need it.

        A reply whose response is not among the rows stands alone.
        """
        ids = {row.id for row in self._rows}
        replies: dict[int, list[data.Post]] = {}
        for row in self._rows:
            if row.parent_id is not None and self._seen(row):
                replies.setdefault(row.parent_id, []).append(self.post(row))
        top = [row for row in self._rows if not row.opening and row.parent_id not in ids]
        return tuple(
            self.post(row, tuple(replies.get(row.id, ()))) for row in top if self._seen(row) or row.id in replies
        )

    def _hears_thanks(self, row: models.Post) -> bool:
        """Thanks are between who says them and who hears them: counted in public, they would be a score."""
        return self._reader.user_id in {row.author_id, row.thread.opener_id}

    def _seen(self, row: models.Post) -> bool:
        is_author = row.author_id == self._reader.user_id
        heard = is_author or self._reader.is_staff or self._reader.user_id in self._responded
        if row.follow_up and not heard:
            return False
        return rules.may_see_text(state_of(row), is_author=is_author, reader=self._reader)


def _is_response(row: models.Post) -> bool:
    return not (row.opening or row.follow_up or row.parent_id)


def _signed(byline: Byline, row: models.Post) -> Byline:
    """A byline with the role that its author held when writing, which beside a pseudonym could name them."""
    return byline if row.pseudonymous else replace(byline, role=MemberRole(row.author_role))
