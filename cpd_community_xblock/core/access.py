"""Who may be here, and do what: the one place where that is decided. Pure."""

from cpd_community_xblock.core.data import Admission, Permission
from cpd_community_xblock.host.data import Place, Standing, Visitor


def admit(visitor: Visitor, standing: Standing | None) -> Admission:
    """What a visitor gets to see. ``standing`` is None when there is no person or no course to stand in."""
    if visitor.place is Place.LIBRARY:
        return Admission.LIBRARY_PREVIEW
    if visitor.place is Place.STUDIO:
        return Admission.AUTHOR_PREVIEW
    if visitor.user_id is None or standing is None:
        return Admission.SIGNED_OUT
    if not standing.takes_part:
        return Admission.NOT_ENROLLED
    return Admission.LOOKING_AS if visitor.masquerading else Admission.MEMBER


def may(permission: Permission, *, admission: Admission, standing: Standing | None, author: bool = False) -> bool:
    """Whether a handler may run.

    Looking at the course as a particular learner shows what that learner's colleagues share and saves nothing:
    the platform diverts field state under such a masquerade, but not rows of our own. ``author`` is the host's word
    that this person may change the content; it counts on the authoring side only, where content can be changed.
    """
    if permission is Permission.AUTHOR:
        return author and admission in {Admission.AUTHOR_PREVIEW, Admission.LIBRARY_PREVIEW}
    if permission is Permission.READ:
        return admission in {Admission.MEMBER, Admission.LOOKING_AS}
    if permission is Permission.FACILITATE:
        return admission is Admission.MEMBER and standing is not None and standing.is_staff
    return admission is Admission.MEMBER
