"""Taking part arrives in the gradebook, and what has been earned stays."""

from typing import Any

from browser import text
from course_case import DRAFT, STAGES, CourseCase
from course_client import Someone
from django.urls import reverse
from lms.djangoapps.grades.api import CourseGradeFactory
from lms.djangoapps.grades.models import PersistentSubsectionGrade
from xmodule.modulestore.tests.factories import BlockFactory

FORMAT = "Homework"


class TestGrades(CourseCase):
    """In a graded subsection, writing, sharing and two responses complete a reflection that weighs 5."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        chapter = BlockFactory.create(parent=cls.course, category="chapter")
        cls.subsection = BlockFactory.create(parent=chapter, category="sequential", graded=True, format=FORMAT)
        unit = BlockFactory.create(parent=cls.subsection, category="vertical")
        cls.graded = cls.reflection(unit, weight=5, completes_with=["wrote", "shared", "responded"], responses_asked=2)
        other = BlockFactory.create(parent=chapter, category="sequential", graded=True, format=FORMAT)
        cls.elsewhere = other
        cls.weightless = cls.reflection(BlockFactory.create(parent=other, category="vertical"))

    @staticmethod
    def reflection(unit: Any, **settings: Any) -> Any:
        return BlockFactory.create(parent=unit, category="cpd_reflection", stages=STAGES[:1], **settings)

    def setUp(self) -> None:
        super().setUp()
        self.amara, self.meera, self.noor = (self.learner(name) for name in ("amara", "meera", "noor"))

    def stored(self, someone: Someone) -> tuple[float, float] | None:
        """Earned and possible, as the gradebook keeps them for the subsection."""
        rows = PersistentSubsectionGrade.objects.filter(user_id=someone.user.id, usage_key=self.subsection.location)
        return rows.values_list("earned_graded", "possible_graded").first()

    def share_in_graded(self, someone: Someone) -> int:
        assert someone.finishes(self.graded, DRAFT, stage="what").status_code == 200
        assert someone.shares(self.graded, "what").status_code == 200
        return self.thread_of(someone, self.graded)

    def two_wait(self) -> list[int]:
        """Colleagues share, so that Amara finds somebody to respond to."""
        return [self.share_in_graded(self.meera), self.share_in_graded(self.noor)]

    def test_each_own_act_counts_and_others_acts_do_not(self) -> None:
        theirs = self.two_wait()
        assert self.stored(self.amara) is None
        mine = self.share_in_graded(self.amara)
        assert self.stored(self.amara) == (2.5, 5)
        self.meera.responds(self.graded, mine, "A line.")
        assert self.stored(self.amara) == (2.5, 5)
        self.amara.responds(self.graded, theirs[0], "A line.")
        assert self.stored(self.amara) == (3.75, 5)
        self.amara.responds(self.graded, theirs[1], "A line.")
        assert self.stored(self.amara) == (5, 5)

    def test_whoever_drafted_before_is_graded_too(self) -> None:
        """Their field state is there already, without a score."""
        self.two_wait()
        self.amara.writes(self.graded, "A beginning.", stage="what")
        assert self.stored(self.amara) is None
        self.share_in_graded(self.amara)
        assert self.stored(self.amara) == (2.5, 5)

    def test_what_was_earned_stays_when_it_is_taken_back(self) -> None:
        self.two_wait()
        self.share_in_graded(self.amara)
        assert self.amara.sends(self.graded, "withdraw").status_code == 200
        assert self.amara.finishes(self.graded, DRAFT + " And more.", stage="what").status_code == 200
        self.amara.opens(self.graded.usage_key)
        assert self.stored(self.amara) == (2.5, 5)

    def test_what_was_earned_stays_when_its_author_asks_for_more(self) -> None:
        self.two_wait()
        self.share_in_graded(self.amara)
        try:
            self.ask_for(responses_asked=10)
            self.share_in_graded(self.amara)
            assert self.stored(self.amara) == (2.5, 5)
        finally:
            self.ask_for(responses_asked=2)

    def test_a_score_goes_with_someones_state_and_can_be_earned_again(self) -> None:
        self.two_wait()
        self.share_in_graded(self.amara)
        address = reverse("reset_student_attempts", kwargs={"course_id": str(self.course.id)})
        asked = {"problem_to_reset": str(self.graded.usage_key), "unique_student_identifier": "amara"}
        answer = self.course_team().posts(address, {**asked, "delete_module": "true"})
        assert answer.status_code == 200
        # Of a block that clears its own state the platform recalculates no grade by itself.
        CourseGradeFactory().update(self.amara.user, self.course, force_update_subsections=True)
        assert self.stored(self.amara) == (0, 5)
        self.share_in_graded(self.amara)
        assert self.stored(self.amara) == (2.5, 5)

    def ask_for(self, **settings: Any) -> None:
        block = self.store.get_item(self.graded.usage_key)
        for name, value in settings.items():
            setattr(block, name, value)
        self.store.update_item(block, self.amara.user.id)

    def test_it_counts_towards_the_course(self) -> None:
        self.two_wait()
        self.share_in_graded(self.amara)
        grade = CourseGradeFactory().read(self.amara.user, self.course)
        found = {section.location: section for section in grade.subsection_grades.values()}
        total = found[self.subsection.location].graded_total
        assert (total.earned, total.possible) == (2.5, 5)
        assert grade.percent > 0

    def test_before_anything_is_done_there_is_something_to_earn(self) -> None:
        grade = CourseGradeFactory().read(self.amara.user, self.course)
        found = {section.location: section.graded_total for section in grade.subsection_grades.values()}
        assert (found[self.subsection.location].earned, found[self.subsection.location].possible) == (0, 5)

    def test_without_a_weight_nothing_is_graded(self) -> None:
        assert self.amara.finishes(self.weightless, DRAFT, stage="what").status_code == 200
        grade = CourseGradeFactory().read(self.amara.user, self.course)
        found = {section.location: section.graded_total for section in grade.subsection_grades.values()}
        assert found[self.elsewhere.location].possible == 0

    def test_nobody_is_held_back_where_nobody_waits(self) -> None:
        self.share_in_graded(self.amara)
        assert "Nobody is waiting" in text(self.amara.asks_who_waits(self.graded))
        assert self.stored(self.amara) == (5, 5)

    def test_a_visitor_who_only_reads_has_no_grade(self) -> None:
        thread = self.share_in_graded(self.amara)
        self.meera.opens(self.graded.usage_key)
        self.meera.asks(self.graded, "page", view="thread", thread=thread)
        assert self.stored(self.meera) is None
