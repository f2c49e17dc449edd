"""Every domain's tables, where Django looks for them."""

from cpd_community_xblock.conversation.models import Post, StaffAct, Thread
from cpd_community_xblock.core.models import Space
from cpd_community_xblock.members.models import Profile, Pseudonym
from cpd_community_xblock.reflection.models import Entry, StageText

__all__ = ["Entry", "Post", "Profile", "Pseudonym", "Space", "StaffAct", "StageText", "Thread"]
