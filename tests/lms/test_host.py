"""The platform's host keeps the contract, and what only the platform has."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import crum
from common.djangoapps.student.models import CourseEnrollment
from common.djangoapps.student.roles import (
    CourseInstructorRole,
    CourseLimitedStaffRole,
    OrgInstructorRole,
    OrgStaffRole,
)
from contract import END, START, HostContract
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from edxapp_world import EdxappWorld, hold_forum_role, put_in_cohort
from lms.djangoapps.courseware.block_render import get_block_by_usage_id
from lms.djangoapps.courseware.masquerade import MASQUERADE_SETTINGS_KEY, CourseMasquerade
from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.djangoapps.course_groups import cohorts
from xmodule.modulestore.tests.django_utils import SharedModuleStoreTestCase
from xmodule.modulestore.tests.factories import BlockFactory, CourseFactory

from cpd_community_xblock.host.data import Role, Standing


class LmsWorld(EdxappWorld):
    """Blocks come from the courseware's own runtime, in a request of the person who looks."""

    def __init__(self, here: Any, elsewhere: Any, block_key: Any) -> None:
        super().__init__(here, elsewhere)
        self.block_key = block_key

    @contextmanager
    def bound(self, user: Any, *, looked_at_by: Any = None) -> Iterator[Any]:
        masquerade = CourseMasquerade(self.here, user_name=user.username) if looked_at_by else None
        with self._request(looked_at_by or user or AnonymousUser(), masquerade) as block:
            yield block

    @contextmanager
    def looking_as_any_learner(self, staff: Any) -> Iterator[Any]:
        with self._request(staff, CourseMasquerade(self.here)) as block:
            yield block

    @contextmanager
    def _request(self, user: Any, masquerade: CourseMasquerade | None) -> Iterator[Any]:
        request = RequestFactory().get("/")
        request.user = user
        request.session = {MASQUERADE_SETTINGS_KEY: {self.here: masquerade}} if masquerade else {}
        crum.set_current_request(request)
        try:
            yield get_block_by_usage_id(request, str(self.here), str(self.block_key))[0]
        finally:
            crum.set_current_request(None)


class TestEdxappHost(HostContract, SharedModuleStoreTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.courses = [CourseFactory.create(run=run) for run in ("here", "elsewhere")]
        unit = cls.courses[0]
        for category in ("chapter", "sequential", "vertical"):
            unit = BlockFactory.create(parent=unit, category=category)
        cls.block = BlockFactory.create(parent=unit, category="cpd_reflection")

    def setUp(self) -> None:
        super().setUp()
        self.world = LmsWorld(*(course.id for course in self.courses), self.block.usage_key)

    # Roles.

    def test_every_way_onto_the_course_team_counts(self) -> None:
        here = self.world.here
        ways = [CourseInstructorRole(here), CourseLimitedStaffRole(here), OrgStaffRole(here.org)]
        for number, role in enumerate([*ways, OrgInstructorRole(here.org)]):
            user = self.member(f"team{number}")
            role.add_users(user)
            assert self.standing(user).role is Role.COURSE_TEAM
        globally = self.member("global")
        globally.is_staff = True
        globally.save()
        assert self.standing(globally).role is Role.COURSE_TEAM
        assert self.names() == []

    def test_staff_need_not_be_enrolled(self) -> None:
        user = self.world.create_user("ines")
        CourseInstructorRole(self.world.here).add_users(user)
        standing = self.standing(user)
        assert (standing.role, standing.enrolled) == (Role.COURSE_TEAM, False)

    def test_whoever_moderates_the_whole_discussion_facilitates(self) -> None:
        for name in ("Administrator", "Moderator"):
            user = self.member(name)
            hold_forum_role(user, self.world.here, name)
            standing = self.standing(user)
            assert (standing.role, standing.sees_every_cohort) == (Role.FACILITATOR, True)
        assert self.names() == []

    def test_a_moderator_in_a_cohort_still_sees_every_cohort(self) -> None:
        user = self.member("farah", role=Role.FACILITATOR)
        put_in_cohort(user, self.world.here, "Night shift")
        assert self.standing(user).sees_every_cohort

    def test_of_several_discussion_roles_the_one_that_may_most_counts(self) -> None:
        user = self.member("hannah", role=Role.PEER_LEADER, cohort="Night shift")
        hold_forum_role(user, self.world.here, "Group Moderator")
        assert self.standing(user).role is Role.FACILITATOR
        hold_forum_role(user, self.world.here, "Moderator")
        standing = self.standing(user)
        assert (standing.role, standing.sees_every_cohort) == (Role.FACILITATOR, True)

    def test_a_community_ta_of_the_course_team_is_of_the_course_team(self) -> None:
        user = self.member("hannah", role=Role.PEER_LEADER, cohort="Night shift")
        CourseInstructorRole(self.world.here).add_users(user)
        standing = self.standing(user)
        assert (standing.role, standing.sees_every_cohort) == (Role.COURSE_TEAM, True)

    def test_a_peer_leader_sees_every_cohort_once_cohorts_are_switched_off(self) -> None:
        user = self.member("hannah", role=Role.PEER_LEADER, cohort="Night shift")
        cohorts.set_course_cohorted(self.world.here, False)
        standing = self.standing(user)
        assert (standing.role, standing.cohort, standing.sees_every_cohort) == (Role.PEER_LEADER, None, True)

    def test_a_group_moderator_without_a_cohort_facilitates_none(self) -> None:
        user = self.member("farah")
        hold_forum_role(user, self.world.here, "Group Moderator")
        standing = self.standing(user)
        assert (standing.role, standing.cohort, standing.sees_every_cohort) == (Role.FACILITATOR, None, False)

    # Cohorts.

    def test_nobody_has_a_cohort_once_cohorts_are_switched_off(self) -> None:
        amara = self.member("amara", cohort="Night shift")
        cohorts.set_course_cohorted(self.world.here, False)
        assert self.standing(amara).cohort is None

    # Dates.

    def test_a_self_paced_run_starts_with_the_learners_own_enrolment(self) -> None:
        amara, meera = self.member("amara"), self.member("meera")
        self.world.set_run(self.world.here, name="Recognising sepsis", start=START, end=END)
        CourseOverview.objects.filter(id=self.world.here).update(self_paced=True)
        self.enrolled_at(amara, START + timedelta(days=10))
        self.enrolled_at(meera, START - timedelta(days=10))
        assert self.start_for(amara) == START + timedelta(days=10)
        assert self.start_for(meera) == START

    def enrolled_at(self, user: Any, moment: Any) -> None:
        CourseEnrollment.objects.filter(user=user, course_id=self.world.here).update(created=moment)

    def start_for(self, user: Any) -> Any:
        return self.world.host.run(course_key=self.world.here, user_id=user.id).start

    # Looking at the course as a learner.

    def test_staff_who_look_as_any_learner_stand_as_one(self) -> None:
        ines = self.world.create_user("ines")
        CourseInstructorRole(self.world.here).add_users(ines)
        with self.world.looking_as_any_learner(ines) as block:
            visitor = self.world.host.visitor(block)
            standing = self.standing(ines)
        assert (visitor.user_id, visitor.masquerading) == (ines.id, True)
        assert standing == Standing(enrolled=True)

    def test_looking_as_a_learner_ends_with_the_request(self) -> None:
        ines = self.member("ines", role=Role.COURSE_TEAM)
        with self.world.looking_as_any_learner(ines):
            pass
        with self.world.bound(self.refreshed(ines)) as block:
            assert not self.world.host.visitor(block).masquerading
        assert self.standing(ines).role is Role.COURSE_TEAM

    @staticmethod
    def refreshed(user: Any) -> Any:
        return type(user).objects.get(id=user.id)
