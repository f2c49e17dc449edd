"""What commands and queries share: a row's state, and who may read it."""

from django.db.models import Q

from cpd_community_xblock.conversation import data, models, rules
from cpd_community_xblock.members.data import Member

SHOWN = Q(withdrawn_at=None, hidden_at=None)


def is_shown(row: models.Post) -> bool:
    return state_of(row) is data.PostState.SHOWN


def state_of(row: models.Post) -> data.PostState:
    if row.withdrawn_at is not None:
        return data.PostState.WITHDRAWN
    return data.PostState.HIDDEN if row.hidden_at is not None else data.PostState.SHOWN


def readable_by(thread_row: models.Thread, opening: models.Post, reader: Member) -> bool:
    return rules.may_read(thread_row.reach, author_id=opening.author_id, reader=reader)
