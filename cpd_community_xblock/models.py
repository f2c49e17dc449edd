"""Every domain's tables, where Django looks for them."""

from cpd_community_xblock.confidentiality.models import Tally, Watchlist
from cpd_community_xblock.conversation.models import News, Post, Report, StaffAct, Thanks, Thread
from cpd_community_xblock.core.models import Space
from cpd_community_xblock.members.models import Profile, Pseudonym
from cpd_community_xblock.reflection.models import Entry, StageText

__all__ = [
    "Entry",
    "News",
    "Post",
    "Profile",
    "Pseudonym",
    "Report",
    "Space",
    "StaffAct",
    "StageText",
    "Tally",
    "Thanks",
    "Thread",
    "Watchlist",
]
