"""Who is looking at a page, and as whom."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest

from cpd_community_xblock import host
from cpd_community_xblock.host.data import Role, Standing
from demo import course

DIRECTIONS = ("ltr", "rtl")
VIEW_AS = "view_as"


@dataclass(frozen=True)
class Viewer:
    """``user`` is signed in (None: nobody is); ``shown`` is whom the course is shown as, mostly the same person."""

    user: Any
    shown: Any

    @property
    def masquerading(self) -> bool:
        return bool(self.user and self.shown and self.user.pk != self.shown.pk)

    @cached_property
    def standing(self) -> Standing:
        """The place in the course of the person who is signed in."""
        if self.user is None:
            return Standing()
        return host.current().standing(user_id=self.user.pk, course_key=course.KEY)

    @property
    def may_edit(self) -> bool:
        return self.standing.role is Role.COURSE_TEAM


def viewer(request: HttpRequest) -> Viewer:
    """Read the session. "View as" counts for the course team alone, and for learners of the course alone."""
    user = request.user if request.user.is_authenticated else None
    itself = Viewer(user=user, shown=user)
    learner_id = request.session.get(VIEW_AS)
    if learner_id is None or not itself.may_edit:
        return itself
    learners = {person.id for person in host.current().learners(course_key=course.KEY)}
    learner = get_user_model().objects.filter(pk=learner_id).first()
    return Viewer(user=user, shown=learner) if learner_id in learners and learner else itself
