"""What happens in a space by itself: previews are published, requests lapse, those who wait are tried again."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cpd_community_xblock import host
from cpd_community_xblock.core import failures
from cpd_community_xblock.mentoring import rules
from cpd_community_xblock.mentoring.api import asking, kept, letters, programme, publishing, runs, sending, waiting

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Done:
    """How many previews were published, requests and proposals lapsed, and people proposed from the waiting list."""

    published: int = 0
    lapsed: int = 0
    proposed: int = 0


_NOTHING = Done()


def see_to(*, space_id: int, terms: rules.Terms, clock: Clock) -> Done:
    """What a visit does about what is due: one query where nothing is. The visitor's page does not depend on it.

    A worker does it where there is one; elsewhere a matching of too many people is left to ``see_to_everywhere``.
    """
    try:
        row, now = programme.look(space_id=space_id), clock()
        is_known = row is not None and row.terms == kept.terms(terms)
        is_due = row is not None and row.due_at is not None and row.due_at <= now
        if is_known and not is_due:
            return _NOTHING
        with _apart():
            if not is_known:
                programme.keep_terms(space_id=space_id, terms=terms)
            if not is_due or not programme.claim(space_id=space_id, now=now):
                return _NOTHING
            if host.current().later(publishing.SEE_TO, space_id=space_id):
                return _NOTHING
            return work(space_id=space_id, terms=terms, clock=clock, is_visit=True)
    except Exception as error:
        failures.report("What was due in a mentoring", error)
        return _NOTHING


def see_to_everywhere(*, clock: Clock) -> Done:
    """What a timer does, on the terms that each space's author was last known to have set.

    Where one space fails, the others are seen to all the same.
    """
    done = [
        _work_or_tell(space_id=space_id, clock=clock)
        for space_id in programme.due(now=clock())
        if programme.claim(space_id=space_id, now=clock())
    ]
    return Done(*(sum(getattr(one, name) for one in done) for name in ("published", "lapsed", "proposed")))


def _work_or_tell(*, space_id: int, clock: Clock) -> Done:
    try:
        return work_as_kept(space_id=space_id, clock=clock)
    except Exception as error:
        failures.report("What was due in a mentoring", error)
        return _NOTHING


def work_as_kept(*, space_id: int, clock: Clock) -> Done:
    """Do what somebody has claimed, without a block at hand."""
    row = programme.look(space_id=space_id)
    terms = kept.read_terms(row.terms, clock().date()) if row else None
    return work(space_id=space_id, terms=terms, clock=clock)


def work(*, space_id: int, terms: rules.Terms | None, clock: Clock, is_visit: bool = False) -> Done:
    """Do what somebody has claimed, and note what is due next. Where one thing fails, the others are done all the same.

    Without ``terms`` nobody can be asked for anybody, and requests wait. A visitor does not wait for a matching of too
    many people, or for e-mails.
    """
    published = 0
    if not is_visit or runs.fits(space_id=space_id):
        published = _tried(publishing.publish_due, space_id=space_id, clock=clock)
    lapsed = proposed = 0
    if terms is not None:
        lapsed = _tried(asking.lapse, space_id=space_id, terms=terms, now=clock())
        proposed = _tried(waiting.fill, space_id=space_id, terms=terms, now=clock())
    if is_visit:
        letters.soon(space_id=space_id)
    else:
        _tried(letters.write, space_id=space_id, now=clock())
        _tried(sending.deliver_left, space_id=space_id, now=clock())
    with programme.held(space_id):
        programme.note_next(space_id=space_id, now=clock())
    if letters.are_left(space_id=space_id, now=clock()):
        programme.note(space_id=space_id, at=clock() + programme.LEASE)
    return Done(published, lapsed, proposed)


def _tried(step: Callable[..., int], **about: object) -> int:
    try:
        with _apart():
            return step(**about)
    except Exception as error:
        failures.report("What was due in a mentoring", error)
        return 0


def _apart() -> AbstractContextManager[object]:
    """Within a visitor's transaction, one that can fail without theirs. Elsewhere each step has its own."""
    return transaction.atomic() if transaction.get_connection().in_atomic_block else nullcontext()
