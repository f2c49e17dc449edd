"""What someone tells the facilitators of a partnership, and what comes of it. The other one learns nothing of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict, NotAllowed, NotFound
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.mentoring import data, models, rules
from cpd_community_xblock.mentoring.api import holding, letters, moving, partnerships, places
from cpd_community_xblock.mentoring.api.between import side_of

MOST_SHOWN = 100


@turns.in_turn
def report(
    *,
    space_id: int,
    partnership_id: int,
    user_id: int,
    concern: data.Concern,
    words: str = "",
    blocks: bool = False,
    terms: rules.Terms | None = None,
    now: datetime,
) -> None:
    """Tell the facilitators, also once it is over. With ``blocks`` it ends, and the two are never matched again.

    ``terms`` let a request that is blocked go on to the next mentor. Raises ``Conflict`` where this person's last word
    on it is still to be looked at.
    """
    if blocks and terms is not None:
        try:
            _decline(space_id, partnership_id, user_id, terms, now)
        except turns.Busy:
            raise
        except Conflict:  # It has moved on in this very moment. What they tell is kept all the same.
            pass
    places.open_place(space_id=space_id, now=now)
    row = holding.pair(space_id=space_id, partnership_id=partnership_id)
    side = side_of(row, user_id)
    if models.PartnershipReport.objects.filter(partnership=row, reporter_id=user_id, is_open=True).exists():
        raise Conflict(_("You have told the facilitators already. Thank you: they will look at it."))
    models.PartnershipReport.objects.create(
        partnership=row, reporter_id=user_id, side=side.value, concern=concern.value, words=words, at=now
    )
    if blocks:
        _block(row, side, now)


def _decline(space_id: int, partnership_id: int, user_id: int, terms: rules.Terms, now: datetime) -> None:
    """A request that a mentor blocks goes on to the next one, as after any no: its learner was told that it would."""
    row = holding.found(space_id=space_id, partnership_id=partnership_id)
    state, side = data.State(row.state), side_of(row, user_id)
    may = rules.may(rules.Act.DECLINE, side, state=state, accepted=places.accepted_by(row))
    if may and not rules.has_lapsed(state, row.expires_at, now):
        moving.give_up_and_go_on(
            space_id=space_id,
            partnership_id=partnership_id,
            act=rules.Act.DECLINE,
            user_id=user_id,
            terms=terms,
            now=now,
        )


def _block(row: models.Partnership, side: data.Side, now: datetime) -> None:
    """To the other one it looks like any other end."""
    state, accepted = data.State(row.state), places.accepted_by(row)
    ways = (rules.Act.END, rules.Act.DECLINE, rules.Act.TAKE_BACK)
    way = next((act for act in ways if rules.may(act, side, state=state, accepted=accepted)), None)
    if way is not None:
        places.give_up(row, way, side, now=now)
        letters.soon(space_id=row.space_id)
    partnerships.keep_apart(row)


def reports(*, space_id: int, staff: Member, answered: bool = False) -> list[data.PairReport]:
    """What the facilitators are to look at, longest waiting first; or what they have answered, latest first.

    What is about somebody's own partnership is for their colleagues: mentors become facilitators, and the other one was
    told that they do not learn of it.
    """
    rows = _for(staff, space_id).filter(is_open=None if answered else True).select_related("partnership")
    return [_report(row) for row in rows.order_by("-answered_at" if answered else "at", "id")[:MOST_SHOWN]]


def waiting_reports(*, space_id: int, staff: Member) -> int:
    """How many of those that a facilitator may read wait for an answer."""
    return _for(staff, space_id).filter(is_open=True).count()


@transaction.atomic
def answer_report(*, space_id: int, report_id: int, staff: Member, words: str = "", now: datetime) -> None:
    """Note that it was looked at; ``words`` go to whoever told it. Raises ``Conflict`` where a colleague was first."""
    rows = _for(staff, space_id).filter(id=report_id)
    if not rows.exists():
        raise NotFound
    answered = rows.filter(is_open=True).update(
        is_open=None, answer=words, answered_by_id=staff.user_id, answered_at=now, answer_seen=False
    )
    if not answered:
        raise Conflict(_("A colleague has already looked at this."))


def answers(*, space_id: int, user_id: int) -> list[data.PairReport]:
    """What facilitators have answered someone who has not come across it yet."""
    rows = models.PartnershipReport.objects.filter(
        partnership__space_id=space_id, reporter_id=user_id, is_open=None, answer_seen=False
    )
    return [_report(row) for row in rows.select_related("partnership").order_by("answered_at", "id")[:MOST_SHOWN]]


def mark_answers_seen(*, space_id: int, user_id: int) -> None:
    rows = models.PartnershipReport.objects.filter(partnership__space_id=space_id, reporter_id=user_id, is_open=None)
    rows.filter(answer_seen=False).update(answer_seen=True)


def _for(staff: Member, space_id: int) -> QuerySet[models.PartnershipReport]:
    """The reports that a facilitator may read. Raises ``NotAllowed`` for anybody else."""
    if not staff.is_staff:
        raise NotAllowed(_("This is for the course's facilitators."))
    own = Q(partnership__learner_id=staff.user_id) | Q(partnership__mentor_id=staff.user_id)
    return models.PartnershipReport.objects.filter(partnership__space_id=space_id).exclude(own)


def _report(row: models.PartnershipReport) -> data.PairReport:
    return data.PairReport(
        id=row.id,
        partnership_id=row.partnership_id,
        learner_id=row.partnership.learner_id,
        mentor_id=row.partnership.mentor_id,
        side=data.Side(row.side),
        state=data.State(row.partnership.state),
        concern=data.Concern(row.concern),
        words=row.words,
        at=row.at,
        answer=row.answer,
        answered_by=row.answered_by_id,
        answered_at=row.answered_at,
    )
