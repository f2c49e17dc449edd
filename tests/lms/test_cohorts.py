"""Cohorts are kept apart, but for what its author gives to everyone."""

from browser import text
from course_case import DRAFT, RESPONSE, CourseCase
from openedx.core.djangoapps.course_groups.models import CohortMembership


class TestCohorts(CourseCase):
    def setUp(self) -> None:
        super().setUp()
        self.amara = self.learner("amara", cohort="Night shift")
        self.noor = self.learner("noor", cohort="Night shift")
        self.meera = self.learner("meera", cohort="Day shift")
        self.dermot = self.learner("dermot")

    def test_another_cohort_finds_it_in_no_list_and_by_no_id(self) -> None:
        thread = self.share_from(self.amara)
        assert DRAFT in self.talk(self.noor)
        for other in (self.meera, self.dermot):
            assert DRAFT not in self.talk(other)
            assert self.reads(other, thread).status_code == 404

    def test_another_cohort_cannot_respond_by_the_id(self) -> None:
        thread = self.share_from(self.amara)
        post = self.response_from(self.noor, thread)
        assert self.meera.responds(self.block, thread, RESPONSE).status_code == 404
        assert self.meera.asks(self.block, "post", post=post).status_code == 404
        assert self.meera.asks(self.block, "post", post=post, do="reply").status_code == 404

    def test_what_is_for_everyone_crosses(self) -> None:
        thread = self.share_from(self.amara, audience="course")
        for other in (self.noor, self.meera, self.dermot):
            assert DRAFT in self.talk(other)
        self.response_from(self.meera, thread)
        assert RESPONSE in text(self.reads(self.amara, thread))

    def test_the_course_is_no_audience_where_its_author_did_not_allow_it(self) -> None:
        block = self.block
        block.audience = "cohort"
        try:
            self.store.update_item(block, self.amara.user.id)
            self.amara.finishes(block, DRAFT, stage="what")
            assert "Everyone in the course" not in text(self.amara.asks(block, "page", view="share"))
            assert self.amara.shares(block, "what", audience="course").status_code == 422
        finally:
            block.audience = "course"
            self.store.update_item(block, self.amara.user.id)

    def test_people_in_no_cohort_share_among_themselves(self) -> None:
        other = self.learner("kwame")
        self.share_from(self.dermot)
        assert DRAFT in self.talk(other)
        assert DRAFT not in self.talk(self.amara)

    def test_nothing_here_puts_anyone_in_a_cohort(self) -> None:
        self.dermot.opens(self.unit.usage_key)
        self.share_from(self.dermot)
        self.talk(self.dermot)
        assert not CohortMembership.objects.filter(user=self.dermot.user).exists()
