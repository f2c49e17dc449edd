"""Who may read what, and how it is shown. Pure."""

from cpd_community_xblock.conversation.data import Audience, AudienceKind, PostState
from cpd_community_xblock.members.data import Member

COURSE_REACH = "course"
_PAIR = "pair:"


def reach(audience: Audience) -> str:
    """An audience as one column, so that what someone may read is a handful of exact values."""
    if audience.kind is AudienceKind.COURSE:
        return COURSE_REACH
    if audience.kind is AudienceKind.COHORT:
        return f"cohort:{audience.cohort_id}"
    low, high = sorted(audience.pair)
    return f"{_PAIR}{low}:{high}"


def kind_of(reach_: str) -> AudienceKind:
    """The kind of audience that a reach stands for."""
    return AudienceKind(reach_.split(":", 1)[0])


def open_reaches(reader: Member) -> tuple[str, str]:
    """What a reader finds in a list without looking for anyone in particular."""
    return COURSE_REACH, reach(Audience(AudienceKind.COHORT, cohort_id=reader.cohort_id))


def may_read(reach_: str, *, author_id: int | None, reader: Member) -> bool:
    """Whether a thread is for this reader. What two people say between them is for no one else, staff included."""
    if author_id == reader.user_id:
        return True
    if reach_.startswith(_PAIR):
        return str(reader.user_id) in reach_.removeprefix(_PAIR).split(":")
    return reader.sees_every_cohort or reach_ in open_reaches(reader)


def may_see_text(state: PostState, *, is_author: bool, reader: Member) -> bool:
    """Whether a reader sees a post's words: withdrawn ones are the author's alone, hidden ones also the staff's."""
    if is_author or state is PostState.SHOWN:
        return True
    return state is PostState.HIDDEN and reader.is_staff


def speaks_under_pseudonym(*, wish: bool, author_id: int, opener_id: int | None, opener_pseudonymous: bool) -> bool:
    """How a response is signed. Whoever opened a thread keeps its signature there: another would undo it."""
    return opener_pseudonymous if author_id == opener_id else wish
