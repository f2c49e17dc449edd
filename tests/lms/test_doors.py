"""Who is refused. The platform lets anyone reach a handler, so every one of them has to check."""

from browser import text
from common.djangoapps.student.models import CourseEnrollment
from course_case import DRAFT, CourseCase, nothing, rows
from course_client import ORDINARY, READS, UNCHECKED, WRITES, Someone
from edx_toggles.toggles.testutils import override_waffle_flag
from openedx.features.course_experience import COURSE_ENABLE_UNENROLLED_ACCESS_FLAG
from xmodule.course_block import COURSE_VISIBILITY_PUBLIC
from xmodule.modulestore.tests.factories import BlockFactory, CourseFactory

from cpd_community_xblock import models


class TestDoors(CourseCase):
    def assert_everything_is_refused(self, someone: Someone) -> None:
        """All handlers, by both addresses."""
        for door in (ORDINARY, UNCHECKED):
            self.assert_refused_by(door, someone)

    def assert_refused_by(self, door: str, someone: Someone) -> None:
        for handler, fields in WRITES.items():
            answer = someone.sends(self.block, handler, door=door, **fields)
            assert answer.status_code == 403, (door, handler, text(answer))
        for handler, query in READS.items():
            answer = someone.asks(self.block, handler, door=door, **query)
            assert answer.status_code == 403, (door, handler, text(answer))
            assert DRAFT not in text(answer)

    def test_an_unenrolled_learner_is_refused(self) -> None:
        self.share_from(self.learner("amara"), audience="course")
        before = rows()
        robin = self.stranger()
        assert robin.opens(self.unit.usage_key).status_code == 404
        self.assert_everything_is_refused(robin)
        assert rows() == before

    def test_someone_who_is_not_signed_in_is_refused(self) -> None:
        self.share_from(self.learner("amara"), audience="course")
        before = rows()
        nobody = Someone()
        assert nobody.opens(self.unit.usage_key).status_code == 404
        self.assert_everything_is_refused(nobody)
        assert rows() == before

    def test_someone_who_left_the_course_is_refused(self) -> None:
        amara = self.learner("amara")
        self.share_from(amara)
        CourseEnrollment.unenroll(amara.user, self.course.id)
        assert amara.asks(self.block, "page", view="write").status_code == 403
        assert amara.writes(self.block, "More.", stage="what").status_code == 403

    def test_a_refusal_says_what_to_do(self) -> None:
        assert "Join it" in text(self.stranger().asks(self.block, "page"))
        assert "Sign in" in text(Someone().asks(self.block, "page"))

    def test_another_site_cannot_write_by_a_learners_session(self) -> None:
        amara, meera = self.learner("amara"), self.learner("meera")
        self.share_from(meera)
        before = rows()
        for door in (ORDINARY, UNCHECKED):
            for handler, fields in WRITES.items():
                assert amara.sends(self.block, handler, door=door, csrf="", **fields).status_code == 403
        assert rows() == before

    def test_nothing_is_written_by_a_get(self) -> None:
        amara = self.learner("amara")
        for door, status in ((ORDINARY, 405), (UNCHECKED, 403)):
            for handler, fields in WRITES.items():
                assert amara.asks(self.block, handler, door=door, **fields).status_code == status
        assert rows() == nothing()

    def test_the_address_for_unknown_callers_answers_nobody(self) -> None:
        """It would not ask whether the block has started, or is for staff alone."""
        amara = self.learner("amara")
        self.share_from(amara)
        before = rows()
        self.assert_refused_by(UNCHECKED, amara)
        assert rows() == before

    def test_a_learner_cannot_author_in_the_lms_and_neither_can_the_course_team(self) -> None:
        for someone in (self.learner("amara"), self.course_team()):
            for handler in ("save_settings", "arrange_stages"):
                assert someone.sends(self.block, handler, **WRITES[handler]).status_code == 403
        assert self.store.get_item(self.block.usage_key).display_name == "A time you noticed"

    def test_no_answer_is_kept_by_a_cache(self) -> None:
        amara = self.learner("amara")
        answers = [amara.asks(self.block, "page"), amara.writes(self.block, DRAFT, stage="what")]
        assert all("no-store" in answer["Cache-Control"] for answer in answers)


@override_waffle_flag(COURSE_ENABLE_UNENROLLED_ACCESS_FLAG, active=True)
class TestPublicCourses(CourseCase):
    def test_a_visitor_of_a_public_course_meets_the_door_and_nobodys_words(self) -> None:
        course = CourseFactory.create(course_visibility=COURSE_VISIBILITY_PUBLIC)
        unit = course
        for category in ("chapter", "sequential", "vertical"):
            unit = BlockFactory.create(parent=unit, category=category)
        BlockFactory.create(parent=unit, category="cpd_reflection", display_name="A time you noticed")
        for view in ("", "?view=public_view"):
            page = Someone().client.get(f"/xblock/{unit.usage_key}{view}")
            assert page.status_code == 200
            assert "Sign in and join the course" in text(page)
            assert "<form" not in text(page).split("cpd-title")[1]
        assert not models.Space.objects.exists()
