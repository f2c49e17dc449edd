"""The real platform. The only module of this package that imports it."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from celery import current_app as celery
from common.djangoapps.student import roles
from common.djangoapps.student.auth import has_studio_write_access
from common.djangoapps.student.models import CourseEnrollment, user_by_anonymous_id
from crum import get_current_user
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError
from opaque_keys.edx.keys import LearningContextKey
from opaque_keys.edx.locator import LibraryLocatorV2
from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.djangoapps.content_libraries import api as libraries
from openedx.core.djangoapps.content_libraries.permissions import CAN_EDIT_THIS_CONTENT_LIBRARY
from openedx.core.djangoapps.course_groups import cohorts as course_groups
from openedx.core.djangoapps.course_groups.models import CourseUserGroup
from openedx.core.djangoapps.django_comment_common.models import (
    FORUM_ROLE_ADMINISTRATOR,
    FORUM_ROLE_COMMUNITY_TA,
    FORUM_ROLE_GROUP_MODERATOR,
    FORUM_ROLE_MODERATOR,
)
from openedx.core.djangoapps.django_comment_common.models import Role as ForumRole
from openedx.core.djangoapps.lang_pref import LANGUAGE_KEY
from openedx.core.djangoapps.site_configuration import helpers as configuration_helpers
from openedx.core.djangoapps.user_api.models import UserPreference, UserRetirementStatus

from cpd_community_xblock.host import names as typed
from cpd_community_xblock.host import runtimes
from cpd_community_xblock.host.data import Cohort, CourseRun, Person, Role, Standing, Visitor

_log = logging.getLogger(__name__)
_BROKER_WAIT = 2
"""Seconds."""

FACILITATES_ALL = frozenset({FORUM_ROLE_ADMINISTRATOR, FORUM_ROLE_MODERATOR})
"""Discussion roles whose holders facilitate the whole course; a Group Moderator facilitates the own cohort."""

NOT_LEARNERS = FACILITATES_ALL | {FORUM_ROLE_GROUP_MODERATOR, FORUM_ROLE_COMMUNITY_TA}


class EdxappHost:
    """Open edX, from Teak on. Facilitators hold a discussion role of the course; its Community TAs are peer leaders."""

    def now(self) -> datetime:
        return timezone.now()

    def visitor(self, block: Any) -> Visitor:
        user_id = runtimes.user_id(block)
        current = get_current_user()
        # Looking at the course as one learner: a handler's request keeps its own user, while a page's request is given
        # the learner's, with the member of staff behind it.
        actor = getattr(current, "real_user", current)
        as_someone = bool(user_id and actor and actor.id and actor.id != user_id)
        return Visitor(
            user_id=user_id,
            place=runtimes.place(block, in_studio=settings.ROOT_URLCONF.startswith("cms.")),
            masquerading=as_someone or _looks_as_a_learner(current, block.context_key),
            time_zone=runtimes.time_zone(block),
        )

    def standing(self, *, user_id: int, course_key: LearningContextKey) -> Standing:
        user = _user(user_id)
        role, sees_every_cohort = self._role(user, course_key)
        group = course_groups.get_cohort(user, course_key, assign=False)
        if role is Role.PEER_LEADER:
            sees_every_cohort = group is None
        return Standing(
            # "View as a learner" means one who is enrolled, whether or not the member of staff is.
            enrolled=CourseEnrollment.is_enrolled(user, course_key) or _looks_as_a_learner(user, course_key),
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
        # Roles in the discussion do not follow it, and the platform gives one to whoever may administer a course.
        if _looks_as_a_learner(user, course_key):
            return Role.LEARNER, False
        held = set(ForumRole.objects.filter(course_id=course_key, users=user).values_list("name", flat=True))
        if held & FACILITATES_ALL:
            return Role.FACILITATOR, True
        if FORUM_ROLE_GROUP_MODERATOR in held:
            return Role.FACILITATOR, False
        if FORUM_ROLE_COMMUNITY_TA in held:
            return Role.PEER_LEADER, False
        return Role.LEARNER, False

    def may_author(self, *, user_id: int, course_key: LearningContextKey) -> bool:
        user = get_user_model().objects.get(id=user_id)
        if isinstance(course_key, LibraryLocatorV2):
            try:
                libraries.require_permission_for_library_key(course_key, user, CAN_EDIT_THIS_CONTENT_LIBRARY)
            except PermissionDenied:
                return False
            return True
        return bool(has_studio_write_access(user, course_key))

    def people(self, user_ids: Iterable[int]) -> Mapping[int, Person]:
        users = get_user_model().objects.filter(id__in=set(user_ids)).select_related("profile")  # type: ignore[misc]
        return {user.id: _person(user) for user in users}

    def user_id_of(self, anonymous_id: str) -> int | None:
        user = user_by_anonymous_id(anonymous_id)
        return user.id if user else None

    def cohorts(self, course_key: LearningContextKey) -> list[Cohort]:
        groups = CourseUserGroup.objects.filter(course_id=course_key, group_type=CourseUserGroup.COHORT)
        return [Cohort(group.id, group.name) for group in groups.order_by("name")]

    def learners(
        self, *, course_key: LearningContextKey, cohort_id: int | None = None, start: int = 0, stop: int | None = None
    ) -> list[Person]:
        users = CourseEnrollment.objects.users_enrolled_in(course_key).exclude(is_staff=True)
        for others in _staff_of(course_key):
            users = users.exclude(id__in=others.values("id"))
        if cohort_id is not None:
            users = users.filter(course_groups__id=cohort_id)
        users = users.select_related("profile").order_by("profile__name", "id").distinct()
        return [_person(user) for user in users[start:stop]]

    def run(self, *, course_key: LearningContextKey, user_id: int) -> CourseRun:
        overview = CourseOverview.get_from_id(course_key)
        start = overview.start
        if overview.self_paced:
            enrolment = CourseEnrollment.get_enrollment(get_user_model().objects.get(id=user_id), course_key)
            start = max(filter(None, [start, enrolment and enrolment.created]), default=None)
        return CourseRun(name=overview.display_name, start=start, end=overview.end)

    def later(self, task: str, **kwargs: Any) -> bool:
        # A site that is told to do every task at once, as in development, has no worker to leave one to.
        if celery.conf.task_always_eager or not celery.conf.broker_url:
            return False
        try:
            # Asked first: once the transaction is through, nobody could do it here any more.
            with celery.connection_for_write() as broker:
                broker.ensure_connection(max_retries=1, timeout=_BROKER_WAIT)
        except OperationalError:
            _log.warning("The broker cannot be reached for %s.", task, exc_info=True)
            return False
        transaction.on_commit(lambda: celery.send_task(task, kwargs=kwargs), robust=True)
        return True

    def graduates(self, *, course_key: LearningContextKey, after: int = 0, most: int = 1000) -> list[int]:
        found: set[int] = set()
        for rows in _graduations():
            ids = rows.filter(course_id=course_key, user_id__gt=after).order_by("user_id")
            found.update(ids.values_list("user_id", flat=True)[:most])
        return sorted(found)[:most]

    def has_graduated(self, *, user_id: int, course_keys: Iterable[LearningContextKey]) -> bool:
        keys = list(course_keys)
        return bool(keys) and any(rows.filter(user_id=user_id, course_id__in=keys).exists() for rows in _graduations())

    def accounts(self, names: Iterable[str]) -> Mapping[str, int]:
        return typed.accounts(names)

    def emails(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        return typed.emails(user_ids)

    def former_email(self, *, user_id: int) -> str:
        found = UserRetirementStatus.objects.filter(user_id=user_id).values_list("original_email", flat=True)
        return found.first() or ""

    def languages(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        chosen = UserPreference.objects.filter(user_id__in=set(user_ids), key=LANGUAGE_KEY)
        return dict(chosen.values_list("user_id", "value"))

    def address_of(self, usage_key: Any) -> str:
        root = configuration_helpers.get_value("LMS_ROOT_URL", settings.LMS_ROOT_URL)  # type: ignore[misc]
        return f"{root}/courses/{usage_key.context_key}/jump_to/{usage_key}"


def _graduations() -> list[QuerySet[Any]]:
    """Who has a certificate, and who has ever had a grade to pass with: not every course gives certificates."""
    # Imported late: Studio has neither of these apps, and loads this module too.
    from lms.djangoapps.certificates.data import CertificateStatuses  # noqa: PLC0415
    from lms.djangoapps.certificates.models import GeneratedCertificate  # noqa: PLC0415
    from lms.djangoapps.grades.models import PersistentCourseGrade  # noqa: PLC0415

    certificates = GeneratedCertificate.objects.filter(status__in=CertificateStatuses.PASSED_STATUSES)
    return [certificates, PersistentCourseGrade.objects.exclude(passed_timestamp=None)]


def _user(user_id: int) -> Any:
    """Someone by id; the request's own object where it is theirs, for only that one knows of "view as a learner"."""
    current = get_current_user()
    if current is not None and current.id == user_id:
        return current
    return get_user_model().objects.get(id=user_id)


def _looks_as_a_learner(user: Any, course_key: LearningContextKey) -> bool:
    """Whether a member of staff looks at the course as a learner, a particular one or any."""
    if not hasattr(user, "masquerade_settings"):
        return False
    # Imported late: the courseware is the LMS's alone, and so is masquerading.
    from lms.djangoapps.courseware.masquerade import is_masquerading_as_student  # noqa: PLC0415

    return bool(is_masquerading_as_student(user, course_key))


def _staff_of(course_key: Any) -> list[QuerySet[Any]]:
    """The users of whom ``_role`` says that they are no learners, but for global staff."""
    team = [
        roles.CourseStaffRole(course_key),
        roles.CourseLimitedStaffRole(course_key),
        roles.CourseInstructorRole(course_key),
        roles.OrgStaffRole(course_key.org),
        roles.OrgInstructorRole(course_key.org),
    ]
    # In one filter, or the role and the course could be those of two roles.
    held = {"roles__course_id": course_key, "roles__name__in": NOT_LEARNERS}
    facilitators = get_user_model().objects.filter(**held)
    return [*(role.users_with_role() for role in team), facilitators]


def _person(user: Any) -> Person:
    profile = getattr(user, "profile", None)
    return Person(id=user.id, username=user.username, name=(profile.name or "") if profile else "")
