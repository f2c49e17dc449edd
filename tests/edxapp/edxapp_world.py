"""The platform's people, enrolments, roles and cohorts, for its host to be held to the contract."""

from datetime import datetime
from typing import Any

from common.djangoapps.student.models import CourseEnrollment, anonymous_id_for_user
from common.djangoapps.student.roles import CourseStaffRole
from common.djangoapps.student.tests.factories import UserFactory
from contract import ZONE
from django.contrib.auth import get_user_model
from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.djangoapps.course_groups import cohorts
from openedx.core.djangoapps.django_comment_common.models import (
    FORUM_ROLE_COMMUNITY_TA,
    FORUM_ROLE_GROUP_MODERATOR,
    FORUM_ROLE_MODERATOR,
)
from openedx.core.djangoapps.django_comment_common.models import Role as ForumRole
from openedx.core.djangoapps.django_comment_common.utils import seed_permissions_roles
from openedx.core.djangoapps.user_api.preferences.api import set_user_preference

from cpd_community_xblock import host
from cpd_community_xblock.host.data import Role


def hold_forum_role(user: Any, course_key: Any, name: str) -> None:
    ForumRole.objects.get(course_id=course_key, name=name).users.add(user)


def put_in_cohort(user: Any, course_key: Any, name: str) -> None:
    if not cohorts.is_cohort_exists(course_key, name):
        cohorts.add_cohort(course_key, name, "manual")
    cohorts.add_user_to_cohort(cohorts.get_cohort_by_name(course_key, name), user.username)


def open_course(course_key: Any) -> None:
    """Discussion roles and cohorts, as a course has them once its team has switched them on."""
    seed_permissions_roles(course_key)
    cohorts.set_course_cohorted(course_key, True)


class EdxappWorld:
    """Two courses that are cohorted. A subclass says how a block is bound to someone."""

    def __init__(self, here: Any, elsewhere: Any) -> None:
        self.host = host.current()
        self.here = here
        self.elsewhere = elsewhere
        for course_key in (here, elsewhere):
            open_course(course_key)

    def create_user(self, username: str, *, name: str = "") -> Any:
        user = UserFactory.create(username=username)
        user.profile.name = name
        user.profile.save()
        return user

    def create_user_with_zone(self) -> Any:
        user = self.create_user("meera")
        set_user_preference(user, "time_zone", ZONE)
        return user

    def join(self, user: Any, course_key: Any, *, role: Role = Role.LEARNER, cohort: str = "") -> None:
        CourseEnrollment.enroll(user, course_key)
        if role is Role.COURSE_TEAM:
            CourseStaffRole(course_key).add_users(user)
        elif role is Role.FACILITATOR:
            hold_forum_role(user, course_key, FORUM_ROLE_GROUP_MODERATOR if cohort else FORUM_ROLE_MODERATOR)
        elif role is Role.PEER_LEADER:
            hold_forum_role(user, course_key, FORUM_ROLE_COMMUNITY_TA)
        if cohort:
            put_in_cohort(user, course_key, cohort)

    def leave(self, user: Any, course_key: Any) -> None:
        CourseEnrollment.unenroll(user, course_key)

    def set_run(self, course_key: Any, *, name: str, start: datetime, end: datetime) -> None:
        overview = CourseOverview.get_from_id(course_key)
        overview.display_name, overview.start, overview.end = name, start, end
        overview.save()

    def graduate(self, user: Any, course_key: Any) -> None:
        # Imported late: Studio has no such app, and there nobody graduates.
        from lms.djangoapps.certificates.tests.factories import GeneratedCertificateFactory  # noqa: PLC0415

        GeneratedCertificateFactory.create(user=user, course_id=course_key, status="downloadable")

    def give_address(self, user: Any, email: str, *, confirmed: bool = True) -> None:
        get_user_model().objects.filter(id=user.id).update(email=email, is_active=confirmed)

    def speak(self, user: Any, language: str) -> None:
        set_user_preference(user, "pref-lang", language)

    def anonymous_id(self, user: Any) -> str:
        return str(anonymous_id_for_user(user, self.here))
