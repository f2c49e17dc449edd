"""When something comes to nothing: the place is given up, and the next mentor asked for whoever wanted that."""

from datetime import datetime

from django.utils.translation import gettext as _

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import data, models, rules, wording
from cpd_community_xblock.mentoring.api import holding, letters, market, places
from cpd_community_xblock.mentoring.api.between import side_of
from cpd_community_xblock.mentoring.matching import data as matching


@turns.in_turn
def give_up_and_go_on(
    *, space_id: int, partnership_id: int, act: rules.Act, user_id: int | None, terms: rules.Terms, now: datetime
) -> int | None:
    """Decline a proposal or let it lapse, ask whoever its learner would ask next, and return that mentor's id.

    ``user_id`` is None where nobody did it. One transaction, so that no learner is left in between.
    """
    row = holding.found(space_id=space_id, partnership_id=partnership_id)
    if act is not rules.Act.LAPSE:  # Whoever lets things lapse sees to the places as well.
        places.open_place(space_id=space_id, now=now)
    fitting = _fitting(row, terms, now=now)
    held = holding.people(
        space_id=space_id, learner_ids=[row.learner_id], mentor_ids=[row.mentor_id, *(fit.id for fit, _why in fitting)]
    )
    row = holding.partnership(space_id=space_id, partnership_id=partnership_id)
    side = side_of(row, user_id) if user_id is not None else None
    require(row, act, side, now=now)
    places.give_up(row, act, side, now=now)
    if act is not rules.Act.LAPSE:  # Of what has lapsed whoever lets it lapse tells, all at once.
        letters.soon(space_id=space_id)
    while fitting and row.learner_id is not None and side is not data.Side.LEARNER:
        (mentor, reasons), *fitting = fitting
        try:
            proposal = data.Proposal(
                learner_id=row.learner_id,
                mentor_id=mentor.id,
                origin=data.Origin.REQUEST,
                expires_at=terms.expires(now),
                accepted=rules.accepted_at_first(data.Origin.REQUEST),
                reasons=reasons,
                then=[fit.id for fit, _why in fitting],
                words=row.words,
            )
            places.take(held, proposal, space_id=space_id, now=now)
        except places.NoPlace:
            continue
        return mentor.id
    return None


def require(row: models.Partnership, act: rules.Act, side: data.Side | None, *, now: datetime) -> None:
    """Raise ``Conflict`` unless this may be done now."""
    state = data.State(row.state)
    lapses = rules.has_lapsed(state, row.expires_at, now)
    if lapses is not (act is rules.Act.LAPSE) and (lapses or act is rules.Act.LAPSE):
        raise Conflict(moved_on())
    if not rules.may(act, side, state=state, accepted=places.accepted_by(row)):
        raise Conflict(moved_on())


def moved_on() -> str:
    return _("Things have moved on since this page was shown. Open it again to see how they stand.")


def _fitting(
    row: models.Partnership, terms: rules.Terms, *, now: datetime
) -> list[tuple[matching.Mentor, tuple[str, ...]]]:
    """Of those to be asked next, who may be asked and has a place free, with the reasons why they fit."""
    if not row.then or row.learner_id is None:
        return []
    found = market.learners(space_id=row.space_id, user_ids=[row.learner_id])
    mentors = {who.id: who for who in market.mentors(space_id=row.space_id, today=now.date(), user_ids=row.then)}
    pair_rules = market.rules(space_id=row.space_id, rules=terms.rules)
    return [
        (mentors[id_], wording.reason_keys(learner, mentors[id_], pair_rules))
        for learner in found
        for id_ in row.then
        if id_ in mentors and rules.is_permitted(learner, mentors[id_], pair_rules)
    ]
