"""A course with a reflection, and people in it."""

from typing import Any

from browser import PASSWORD, text, value_in
from common.djangoapps.student.models import CourseEnrollment
from common.djangoapps.student.roles import CourseStaffRole
from common.djangoapps.student.tests.factories import UserFactory
from course_client import Someone
from edxapp_world import hold_forum_role, open_course, put_in_cohort
from xmodule.modulestore.tests.django_utils import SharedModuleStoreTestCase
from xmodule.modulestore.tests.factories import BlockFactory, CourseFactory

from cpd_community_xblock import models

STAGES = [
    {"id": "what", "heading": "What?", "prompt": "What happened?"},
    {"id": "more", "heading": "Anything else?", "optional": True},
    {"id": "now_what", "heading": "Now what?", "prompt": "What will you do?"},
]
DRAFT = "I was slow to say that I was worried."
RESPONSE = "I noticed how you went back to look again."


class CourseCase(SharedModuleStoreTestCase):
    """``block`` lets its writers choose between their cohort and the whole course."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.course = CourseFactory.create(display_name="Recognising sepsis")
        unit = cls.course
        for category in ("chapter", "sequential", "vertical"):
            unit = BlockFactory.create(parent=unit, category=category)
        cls.unit = unit
        cls.block = BlockFactory.create(
            parent=unit, category="cpd_reflection", display_name="A time you noticed", stages=STAGES, audience="course"
        )

    def setUp(self) -> None:
        super().setUp()
        open_course(self.course.id)

    # People.

    def learner(self, username: str, *, cohort: str = "") -> Someone:
        user = self.account(username)
        CourseEnrollment.enroll(user, self.course.id)
        if cohort:
            put_in_cohort(user, self.course.id, cohort)
        return Someone(user)

    def course_team(self, username: str = "ines") -> Someone:
        """Of the course's staff, and not enrolled."""
        user = self.account(username)
        CourseStaffRole(self.course.id).add_users(user)
        return Someone(user)

    def facilitator(self, username: str = "farah", *, role: str = "Moderator", cohort: str = "") -> Someone:
        someone = self.learner(username, cohort=cohort)
        hold_forum_role(someone.user, self.course.id, role)
        return someone

    def stranger(self) -> Someone:
        return Someone(self.account("robin"))

    @staticmethod
    def account(username: str) -> Any:
        user = UserFactory.create(username=username, password=PASSWORD)
        user.profile.name = username.title()
        user.profile.save()
        return user

    # What people do.

    def share_from(self, someone: Someone, body: str = DRAFT, *, audience: str = "cohort") -> int:
        """Someone writes the first part and shares it under their own name; the thread's id."""
        assert someone.finishes(self.block, body, stage="what").status_code == 200
        assert someone.shares(self.block, "what", audience=audience).status_code == 200
        return self.thread_of(someone)

    def thread_of(self, someone: Someone, block: Any = None) -> int:
        """What someone has shared, from the button that leads there."""
        return value_in(someone.asks(block or self.block, "page", view="write"), "thread")

    def response_from(self, someone: Someone, thread: int, body: str = RESPONSE) -> int:
        """Someone responds; the post's id."""
        sent = someone.responds(self.block, thread, body)
        assert sent.status_code == 200, text(sent)
        return value_in(sent, "post")

    def talk(self, someone: Someone) -> str:
        """The list of what is shared, as someone sees it."""
        return text(someone.asks(self.block, "page", view="talk"))

    def reads(self, someone: Someone, thread: int) -> Any:
        return someone.asks(self.block, "page", view="thread", thread=thread)


def rows() -> dict[str, int]:
    """How many rows each of our tables holds, but for the spaces, which hold nothing of anybody's."""
    about_people = (models.Entry, models.StageText, models.Profile, models.Pseudonym)
    among_people = (models.Thread, models.Post, models.Thanks, models.News, models.Report, models.StaffAct)
    tables = (*about_people, *among_people)
    return {table.__name__: table.objects.count() for table in tables}


def nothing() -> dict[str, int]:
    return dict.fromkeys(rows(), 0)
