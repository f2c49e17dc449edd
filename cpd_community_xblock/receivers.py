"""Platform events, each handed to the domains that it concerns."""

from typing import Any

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.members import api as members
from cpd_community_xblock.reflection import api as reflection


def retire_person(sender: Any, user: Any, **kwargs: Any) -> None:
    """Erase what a retiring user wrote and who they were here. Safe to repeat, as the platform may."""
    reflection.retire(user_id=user.id)
    conversation.retire(user_id=user.id)
    members.retire(user_id=user.id)
