"""Erasing what one person told and did here."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.core import turns
from cpd_community_xblock.mentoring import data, models, rules
from cpd_community_xblock.mentoring.api import (
    between,
    holding,
    kept,
    letters,
    parting,
    partnerships,
    people,
    places,
    previews,
    programme,
)


def clear(*, space_id: int, user_id: int) -> None:
    """Delete what someone told and wrote in a space. Alumni stay alumni, and nobody is matched with whom they, or the
    other, wanted not to meet again."""
    _part(Q(space_id=space_id), user_id, leaves_for_good=False)
    previews.forget(space_id=space_id, user_id=user_id)
    models.Participant.objects.filter(space_id=space_id, user_id=user_id).delete()
    conversation.clear(space_id=space_id, user_id=user_id)


def leave_course(*, user_id: int, course_key: Any, now: datetime) -> None:
    """Someone takes a course no longer: nobody is matched with them, and nobody waits for an answer of theirs.

    What they told stays for when they come back. What has begun goes on: the other one is told that they have left.
    """
    rows = models.Participant.objects.filter(user_id=user_id, space__course_key=course_key, has_left=False)
    for space_id in sorted(set(rows.values_list("space_id", flat=True))):
        places.open_place(space_id=space_id, now=now)
        known = programme.look(space_id=space_id)
        terms = kept.read_terms(known.terms, now.date()) if known else None
        if terms is not None:  # Without them what waits lapses.
            partnerships.let_go(space_id=space_id, user_id=user_id, sides=tuple(data.Side), terms=terms, now=now)
        # Last, because whoever gives up a proposal keeps their turn.
        people.rest(space_id=space_id, user_id=user_id, now=now)


def retire(*, user_id: int) -> None:
    """Delete everything about a person. Safe to repeat. What they wrote to others is the conversation's to erase.

    Each step is a transaction of its own: one over all spaces would hold too many people at once.
    """
    _part(Q(), user_id, leaves_for_good=True)
    previews.forget(user_id=user_id)
    models.Participant.objects.filter(user_id=user_id).delete()
    addresses = _addresses(user_id)
    _name_nowhere(user_id, addresses)
    models.Alumnus.objects.filter(user_id=user_id).delete()
    models.Invitation.objects.filter(email__in=addresses).delete()
    models.Invitation.objects.filter(invited_by_id=user_id).update(invited_by=None)
    models.Apart.objects.filter(Q(low_id=user_id) | Q(high_id=user_id)).delete()
    models.PartnershipReport.objects.filter(answered_by_id=user_id).update(answered_by=None)


def _addresses(user_id: int) -> set[str]:
    """In small letters, with the one that the platform has taken off the account already."""
    here = host.current()
    known = {here.emails([user_id]).get(user_id, ""), here.former_email(user_id=user_id)}
    return {address.lower() for address in known if address}


def _name_nowhere(user_id: int, addresses: set[str]) -> None:
    """Others have typed whom they would rather not be matched with. It is no longer needed, and a name."""
    told = models.Participant.objects.exclude(apart=[]).only("apart")
    for row in told.iterator(chunk_size=1000):
        them = {name for name, id_ in host.current().accounts(row.apart).items() if id_ == user_id}
        them |= {name for name in row.apart if name.strip().lower() in addresses}
        if them:
            left = [name for name in row.apart if name not in them]
            models.Participant.objects.filter(id=row.id).update(apart=left, version=F("version") + 1)


def _part(where: Q, user_id: int, *, leaves_for_good: bool) -> None:
    """Take someone out of their partnerships. These stay for the other one, who goes on looking where it was theirs.

    What a facilitator is to look at stays as well, without the words of whoever leaves.
    """
    rows = models.Partnership.objects.filter(where, Q(learner_id=user_id) | Q(mentor_id=user_id))
    for space_id, partnership_id in rows.order_by("space_id", "id").values_list("space_id", "id"):
        _part_from(space_id=space_id, partnership_id=partnership_id, user_id=user_id, leaves_for_good=leaves_for_good)
    reports = models.PartnershipReport.objects.filter(reporter_id=user_id)
    reports = reports.filter(partnership__in=models.Partnership.objects.filter(where))
    reports.update(reporter=None, words="", answer="")
    _ask_nobody_of_that_id(where, user_id)


def _ask_nobody_of_that_id(where: Q, user_id: int) -> None:
    """Nobody is to ask them next. Each database searches JSON in a way of its own, and few requests wait at a time."""
    for row in models.Partnership.objects.filter(where, current=True).exclude(then=[]).only("then"):
        if user_id in row.then:
            left = [mentor_id for mentor_id in row.then if mentor_id != user_id]
            models.Partnership.objects.filter(id=row.id).update(then=left)


@turns.in_turn
def _part_from(*, space_id: int, partnership_id: int, user_id: int, leaves_for_good: bool) -> None:
    now = host.current().now()
    places.open_place(space_id=space_id, now=now)
    row = holding.pair(space_id=space_id, partnership_id=partnership_id)
    is_learner = row.learner_id == user_id
    parting.forget(partnership_id=partnership_id, user_id=user_id, leaves_for_good=leaves_for_good, now=now)
    if row.current:
        places.give_up(row, rules.Act.REMATCH, None, now=now)
        letters.soon(space_id=space_id)
    values: dict[str, Any] = {"learner": None, "words": "", "then": []} if is_learner else {"mentor": None}
    side = data.Side.LEARNER if is_learner else data.Side.MENTOR
    nobody = {f"{side.value}_unseen": False, between.mail_column(side): False}
    models.Partnership.objects.filter(id=row.id).update(**values, **nobody, goals="", reasons=[])
