"""Platform events, each handed to the domains that it concerns."""

from typing import Any

from django.db import transaction

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.core import failures
from cpd_community_xblock.live_sessions.api import leaving as attendance
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring.api import alumni, leaving
from cpd_community_xblock.reflection import api as reflection


def retire_person(sender: Any, user: Any, **kwargs: Any) -> None:
    """Erase what a retiring user wrote and who they were here. Safe to repeat, as the platform may."""
    leaving.retire(user_id=user.id)
    attendance.retire(user_id=user.id)
    reflection.retire(user_id=user.id)
    conversation.retire(user_id=user.id)
    members.retire(user_id=user.id)


def certificate_created(sender: Any, certificate: Any, **kwargs: Any) -> None:
    """Someone has got a certificate."""
    _graduated(certificate.user.id, certificate.course.course_key)


def course_passed(sender: Any, user: Any, course_id: Any, **kwargs: Any) -> None:
    """Someone has a grade to pass with; told again with every change of it."""
    _graduated(user.id, course_id)


def course_left(sender: Any, enrollment: Any, **kwargs: Any) -> None:
    """Someone takes a course no longer. The platform must be able to go on, whatever fails here."""
    try:
        with transaction.atomic():
            leaving.leave_course(
                user_id=enrollment.user.id, course_key=enrollment.course.course_key, now=host.current().now()
            )
    except Exception as error:
        failures.report("Letting go of somebody who left a course", error)


def _graduated(user_id: int, course_key: Any) -> None:
    """The platform must be able to go on, whatever fails here: who is missed is found again when they come."""
    try:
        with transaction.atomic():
            alumni.graduated(user_id=user_id, course_key=course_key, now=host.current().now())
    except Exception as error:
        failures.report("Taking in a graduate", error)
