"""Staff who look at the course as a learner see what colleagues share, and nothing that a learner keeps private."""

import json

from browser import text
from completion.models import BlockCompletion
from completion.waffle import ENABLE_COMPLETION_TRACKING_SWITCH
from course_case import DRAFT, CourseCase, rows
from course_client import WRITES, Someone
from django.urls import reverse
from edx_toggles.toggles.testutils import override_waffle_switch
from edxapp_world import hold_forum_role
from lms.djangoapps.courseware.models import StudentModule

SECRET = "Something that I have told nobody."
SHARED = "We were all slow that night."


class MasqueradeCase(CourseCase):
    def look_as(self, staff: Someone, **whom: str) -> None:
        address = reverse("masquerade_update", kwargs={"course_key_string": str(self.course.id)})
        choice = json.dumps({"role": "student", **whom})
        answer = staff.posts(address, choice, content_type="application/json")
        assert answer.json() == {"success": True}

    def assert_nothing_is_written(self, staff: Someone) -> None:
        before = rows()
        state = StudentModule.objects.count()
        for handler, fields in WRITES.items():
            answer = staff.sends(self.block, handler, **fields)
            assert answer.status_code == 403, (handler, text(answer))
        assert rows() == before
        assert StudentModule.objects.count() == state


class TestLookingAsOneLearner(MasqueradeCase):
    def setUp(self) -> None:
        super().setUp()
        self.amara = self.learner("amara", cohort="Night shift")
        self.amara.writes(self.block, SECRET, stage="now_what")
        self.amara.sends(self.block, "save_profile", profession="Paramedic")
        self.share_from(self.learner("noor", cohort="Night shift"), SHARED)
        self.share_from(self.learner("meera", cohort="Day shift"), DRAFT)
        self.staff = self.course_team()
        self.look_as(self.staff, user_name="amara")

    def test_it_writes_nothing(self) -> None:
        self.assert_nothing_is_written(self.staff)

    def test_the_page_shows_none_of_the_learners_private_words(self) -> None:
        for key in (self.unit.usage_key, self.block.usage_key):
            page = self.staff.opens(key)
            assert page.status_code == 200
            assert "cpd-page" in text(page)
            assert SECRET not in text(page)
            assert "Paramedic" not in text(page)

    def test_no_handler_shows_the_learners_private_words(self) -> None:
        for view in ("", "write", "share", "talk", "people", "me"):
            page = self.staff.asks(self.block, "page", view=view, stage="now_what")
            assert page.status_code == 200
            assert SECRET not in text(page)
            assert "Paramedic" not in text(page)

    def test_it_never_tells_the_learners_pseudonym(self) -> None:
        name = text(self.amara.asks(self.block, "page", view="me")).split("<strong>")[1].split("</strong>")[0]
        for page in (self.staff.opens(self.unit.usage_key), self.staff.asks(self.block, "page", view="me")):
            assert name not in text(page)

    def test_it_shows_what_the_learner_finds_from_colleagues(self) -> None:
        for page in (text(self.staff.opens(self.unit.usage_key)), self.talk(self.staff)):
            assert SHARED in page
            assert DRAFT not in page

    @override_waffle_switch(ENABLE_COMPLETION_TRACKING_SWITCH, active=True)
    def test_it_completes_nothing(self) -> None:
        for stage in ("what", "now_what"):
            self.staff.finishes(self.block, DRAFT, stage=stage)
        assert not BlockCompletion.objects.exists()

    def test_afterwards_staff_are_themselves_again(self) -> None:
        self.look_as(self.staff, role="staff")
        assert "Who took part" in text(self.staff.opens(self.unit.usage_key))


class TestLookingAsAnyLearner(MasqueradeCase):
    def setUp(self) -> None:
        super().setUp()
        self.share_from(self.learner("noor"), SHARED)
        self.staff = self.course_team()
        self.look_as(self.staff)

    def test_staff_see_the_block_as_a_learner_and_no_roster(self) -> None:
        pages = [text(self.staff.opens(self.unit.usage_key)), text(self.staff.asks(self.block, "page", view="people"))]
        for page in pages:
            assert "cpd-page" in page
            assert SHARED in page
            assert "Who took part" not in page
            assert "Recommend" not in page

    def test_it_writes_nothing(self) -> None:
        self.assert_nothing_is_written(self.staff)


class TestLookingAsAnyLearnerWithARoleInTheDiscussion(TestLookingAsAnyLearner):
    """The platform makes whoever administers a course an administrator of its discussion."""

    def course_team(self, username: str = "ines") -> Someone:
        someone = super().course_team(username)
        hold_forum_role(someone.user, self.course.id, "Administrator")
        return someone
