"""Every domain's tables, where Django looks for them."""

from cpd_community_xblock.confidentiality.models import Tally, Watchlist
from cpd_community_xblock.conversation.models import News, Post, Report, StaffAct, Thanks, Thread
from cpd_community_xblock.core.models import Space
from cpd_community_xblock.live_sessions.models import Evidence, Seat, Sitting
from cpd_community_xblock.members.models import Profile, Pseudonym
from cpd_community_xblock.mentoring.models import (
    AlumniRun,
    Alumnus,
    Apart,
    CheckIn,
    Ending,
    Invitation,
    LoggedMeeting,
    Meeting,
    PairDecision,
    Participant,
    Partnership,
    PartnershipReport,
    Programme,
    Run,
)
from cpd_community_xblock.reflection.models import Entry, StageText

__all__ = [
    "AlumniRun",
    "Alumnus",
    "Apart",
    "CheckIn",
    "Ending",
    "Entry",
    "Evidence",
    "Invitation",
    "LoggedMeeting",
    "Meeting",
    "News",
    "PairDecision",
    "Participant",
    "Partnership",
    "PartnershipReport",
    "Post",
    "Profile",
    "Programme",
    "Pseudonym",
    "Report",
    "Run",
    "Seat",
    "Sitting",
    "Space",
    "StaffAct",
    "StageText",
    "Tally",
    "Thanks",
    "Thread",
    "Watchlist",
]
