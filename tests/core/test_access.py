"""Who may be here and do what: the whole table."""

from itertools import product

import pytest

from cpd_community_xblock.core.access import admit, may
from cpd_community_xblock.core.data import Admission, Permission
from cpd_community_xblock.host.data import Place, Role, Standing, Visitor

SOMEONE = 7
STANDINGS = [None, *(Standing(enrolled=enrolled, role=role) for enrolled, role in product((False, True), Role))]
INSIDE = {Admission.MEMBER, Admission.LOOKING_AS}
AUTHORING = {Admission.AUTHOR_PREVIEW, Admission.LIBRARY_PREVIEW}


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
@pytest.mark.parametrize("masquerading", [False, True])
@pytest.mark.parametrize("user_id", [None, SOMEONE])
def test_authoring_places_show_a_preview_to_anyone(
    user_id: int | None, masquerading: bool, standing: Standing | None
) -> None:
    def seen(place: Place) -> Admission:
        return admit(Visitor(user_id=user_id, place=place, masquerading=masquerading), standing)

    assert seen(Place.STUDIO) is Admission.AUTHOR_PREVIEW
    assert seen(Place.LIBRARY) is Admission.LIBRARY_PREVIEW


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
@pytest.mark.parametrize("masquerading", [False, True])
def test_nobody_signed_in_is_signed_out_whatever_else_is_said(masquerading: bool, standing: Standing | None) -> None:
    visitor = Visitor(user_id=None, place=Place.COURSE, masquerading=masquerading)
    assert admit(visitor, standing) is Admission.SIGNED_OUT


def test_someone_without_a_course_to_stand_in_is_signed_out() -> None:
    assert admit(Visitor(user_id=SOMEONE, place=Place.COURSE), None) is Admission.SIGNED_OUT


@pytest.mark.parametrize(
    ("enrolled", "role", "masquerading", "expected"),
    [
        (True, Role.LEARNER, False, Admission.MEMBER),
        (True, Role.FACILITATOR, False, Admission.MEMBER),
        (True, Role.COURSE_TEAM, False, Admission.MEMBER),
        (False, Role.LEARNER, False, Admission.NOT_ENROLLED),
        (False, Role.FACILITATOR, False, Admission.MEMBER),
        (False, Role.COURSE_TEAM, False, Admission.MEMBER),
        (True, Role.LEARNER, True, Admission.LOOKING_AS),
        (True, Role.FACILITATOR, True, Admission.LOOKING_AS),
        (True, Role.COURSE_TEAM, True, Admission.LOOKING_AS),
        (False, Role.LEARNER, True, Admission.NOT_ENROLLED),
        (False, Role.FACILITATOR, True, Admission.LOOKING_AS),
        (False, Role.COURSE_TEAM, True, Admission.LOOKING_AS),
    ],
)
def test_in_a_course_people_come_in_by_enrolment_or_role(
    enrolled: bool, role: Role, masquerading: bool, expected: Admission
) -> None:
    visitor = Visitor(user_id=SOMEONE, place=Place.COURSE, masquerading=masquerading)
    assert admit(visitor, Standing(enrolled=enrolled, role=role)) is expected


@pytest.mark.parametrize("author", [False, True])
@pytest.mark.parametrize("standing", STANDINGS, ids=str)
@pytest.mark.parametrize("admission", Admission)
def test_what_each_admission_may_do(admission: Admission, standing: Standing | None, author: bool) -> None:
    def allowed(permission: Permission) -> bool:
        return may(permission, admission=admission, standing=standing, author=author)

    is_staff = standing is not None and standing.role in {Role.FACILITATOR, Role.COURSE_TEAM}
    assert allowed(Permission.READ) == (admission in INSIDE)
    assert allowed(Permission.TAKE_PART) == (admission is Admission.MEMBER)
    assert allowed(Permission.FACILITATE) == (admission is Admission.MEMBER and is_staff)
    assert allowed(Permission.AUTHOR) == (author and admission in AUTHORING)
