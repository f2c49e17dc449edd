"""The real platform. The only module of this package that imports it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from common.djangoapps.student.auth import has_studio_write_access
from common.djangoapps.student.models import CourseEnrollment, user_by_anonymous_id
from crum import get_current_user
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from opaque_keys.edx.keys import LearningContextKey
from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.djangoapps.course_groups import cohorts as course_groups
from openedx.core.djangoapps.course_groups.models import CourseUserGroup
from openedx.core.djangoapps.django_comment_common.models import (
    FORUM_ROLE_ADMINISTRATOR,
    FORUM_ROLE_COMMUNITY_TA,
    FORUM_ROLE_GROUP_MODERATOR,
    FORUM_ROLE_MODERATOR,
)
from openedx.core.djangoapps.django_comment_common.models import Role as ForumRole

from cpd_community_xblock.host import runtimes
from cpd_community_xblock.host.data import Cohort, CourseRun, Person, Role, Standing, Visitor

FACILITATES_ALL = frozenset({FORUM_ROLE_ADMINISTRATOR, FORUM_ROLE_MODERATOR, FORUM_ROLE_COMMUNITY_TA})
"""Discussion roles whose holders facilitate the whole course; a Group Moderator facilitates the own cohort."""


class EdxappHost:
    """Open edX, from Teak on. Facilitators are those who hold one of the course's discussion roles."""

    def now(self) -> datetime:
        return timezone.now()

    def visitor(self, block: Any) -> Visitor:
        user_id = runtimes.user_id(block)
        current = get_current_user()
        # Looking at the course as one learner: a handler's request keeps its own user, while a page's request is given
        # the learner's, with the member of staff behind it.
        actor = getattr(current, "real_user", current)
        return Visitor(
            user_id=user_id,
            place=runtimes.place(block, in_studio=settings.ROOT_URLCONF.startswith("cms.")),
            masquerading=bool(user_id and actor and actor.id and actor.id != user_id),
            time_zone=runtimes.time_zone(block),
        )

    def standing(self, *, user_id: int, course_key: LearningContextKey) -> Standing:
        user = get_user_model().objects.get(id=user_id)
        role, sees_every_cohort = self._role(user, course_key)
        group = course_groups.get_cohort(user, course_key, assign=False)
        return Standing(
            enrolled=CourseEnrollment.is_enrolled(user, course_key),
            role=role,
            cohort=Cohort(group.id, group.name) if group else None,
            sees_every_cohort=sees_every_cohort,
        )

    @staticmethod
    def _role(user: Any, course_key: LearningContextKey) -> tuple[Role, bool]:
        # Imported late: the courseware is the LMS's alone, and Studio loads this module too.
        from lms.djangoapps.courseware.access import has_access  # noqa: PLC0415

        # has_access and not the role tables: it follows "view as a learner", and the authorisation that replaces them.
        if has_access(user, "staff", course_key):
            return Role.COURSE_TEAM, True
        held = set(ForumRole.objects.filter(course_id=course_key, users=user).values_list("name", flat=True))
        if held & FACILITATES_ALL:
            return Role.FACILITATOR, True
        if FORUM_ROLE_GROUP_MODERATOR in held:
            return Role.FACILITATOR, False
        return Role.LEARNER, False

    def may_author(self, *, user_id: int, course_key: LearningContextKey) -> bool:
        return bool(has_studio_write_access(get_user_model().objects.get(id=user_id), course_key))

    def people(self, user_ids: Iterable[int]) -> Mapping[int, Person]:
        users = get_user_model().objects.filter(id__in=set(user_ids)).select_related("profile")  # type: ignore[misc]
        return {user.id: _person(user) for user in users}

    def user_id_of(self, anonymous_id: str) -> int | None:
        user = user_by_anonymous_id(anonymous_id)
        return user.id if user else None

    def cohorts(self, course_key: LearningContextKey) -> list[Cohort]:
        groups = CourseUserGroup.objects.filter(course_id=course_key, group_type=CourseUserGroup.COHORT)
        return [Cohort(group.id, group.name) for group in groups.order_by("name")]

    def learners(self, *, course_key: LearningContextKey, cohort_id: int | None = None) -> list[Person]:
        staff_roles = {*FACILITATES_ALL, FORUM_ROLE_GROUP_MODERATOR}
        users = CourseEnrollment.objects.users_enrolled_in(course_key).exclude(
            Q(is_staff=True) | Q(roles__course_id=course_key, roles__name__in=staff_roles)
        )
        if cohort_id is not None:
            users = users.filter(course_groups__id=cohort_id)
        return [_person(user) for user in users.select_related("profile").order_by("profile__name", "id").distinct()]

    def run(self, *, course_key: LearningContextKey, user_id: int) -> CourseRun:
        overview = CourseOverview.get_from_id(course_key)
        start = overview.start
        if overview.self_paced:
            enrolment = CourseEnrollment.get_enrollment(get_user_model().objects.get(id=user_id), course_key)
            start = max(filter(None, [start, enrolment and enrolment.created]), default=None)
        return CourseRun(name=overview.display_name, start=start, end=overview.end)


def _person(user: Any) -> Person:
    profile = getattr(user, "profile", None)
    return Person(id=user.id, username=user.username, name=(profile.name or "") if profile else "")
