"""What people say at the end of a partnership, and what of it the facilitators are told."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import data, meeting_rules, models
from cpd_community_xblock.mentoring.api import between
from cpd_community_xblock.mentoring.data import Again, State

_ASKED_AFTER = (State.COMPLETED.value, State.ENDED.value, State.REMATCHED.value)


def is_asked(*, space_id: int, partnership_id: int, user_id: int) -> bool:
    """Whether one of two people has still to be asked: once it is over, and once."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    return _may_answer(row) and not models.Ending.objects.filter(partnership=row, user_id=user_id).exists()


def to_answer(*, space_id: int, user_id: int, partnership_ids: Collection[int]) -> frozenset[int]:
    """Of these partnerships of someone, those about which they have still to be asked. One query."""
    rows = models.Partnership.objects.filter(space_id=space_id, id__in=partnership_ids, state__in=_ASKED_AFTER)
    answered = models.Ending.objects.filter(partnership=OuterRef("id"), user_id=user_id)
    asked = rows.exclude(began_at=None).filter(~Exists(answered))
    return frozenset(asked.values_list("id", flat=True))


def answer(*, space_id: int, partnership_id: int, user_id: int, answers: data.Answers | None, now: datetime) -> None:
    """Keep what someone says, or with None that they would rather not. Raises ``Conflict`` the second time."""
    row = between.looked_at(space_id=space_id, partnership_id=partnership_id, user_id=user_id)
    if not _may_answer(row):
        raise Conflict(_("These questions come at the end."))
    said = answers or data.Answers()
    try:
        with transaction.atomic():
            models.Ending.objects.create(
                partnership=row,
                user_id=user_id,
                useful=said.useful,
                takeaway=said.takeaway,
                again=said.again.value if said.again else "",
                at=now,
            )
    except IntegrityError as error:
        if answers is None:
            return  # Skipped in two windows.
        raise Conflict(_("You have answered already. Thank you.")) from error


def summary(*, space_id: int) -> data.Endings:
    """What the facilitators are told: numbers and texts without a name, from five answers on. One query."""
    rows = models.Ending.objects.filter(partnership__space_id=space_id).order_by("id")
    told = [row for row in rows if row.useful is not None or row.takeaway or row.again]
    useful = meeting_rules.in_fives([row.useful for row in told if row.useful is not None])
    again = Counter(meeting_rules.in_fives([Again(row.again) for row in told if row.again]))
    takeaways = meeting_rules.in_fives([row.takeaway for row in told if row.takeaway])
    return data.Endings(
        answered=len(told),
        useful=sum(useful) / len(useful) if useful else None,
        useful_of=len(useful),
        again={kind: again[kind] for kind in Again} if again else {},
        # By their letters: the order in which they came could tell whose they are.
        takeaways=tuple(sorted(takeaways)),
    )


def _may_answer(row: models.Partnership) -> bool:
    return row.state in _ASKED_AFTER and row.began_at is not None
