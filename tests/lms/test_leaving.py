"""What becomes of someone's words when an instructor deletes their state, and when they leave the platform."""

import json
from typing import Any

from browser import text
from common.djangoapps.student.tests.factories import UserFactory
from course_case import DRAFT, RESPONSE, CourseCase, rows
from course_client import Someone
from django.conf import settings
from django.urls import reverse
from lms.djangoapps.courseware.models import StudentModule
from openedx.core.djangoapps.oauth_dispatch.jwt import create_jwt_for_user
from openedx.core.djangoapps.user_api.accounts.signals import USER_RETIRE_LMS_CRITICAL
from openedx.core.djangoapps.user_api.models import RetirementState, UserRetirementStatus

from cpd_community_xblock import models


class LeavingCase(CourseCase):
    """Amara shared, keeps a draft and has a profile; Meera and she answered each other."""

    def setUp(self) -> None:
        super().setUp()
        self.amara, self.meera = self.learner("amara"), self.learner("meera")
        self.thread = self.share_from(self.amara)
        self.amara.writes(self.block, "A draft.", stage="now_what")
        self.amara.sends(self.block, "save_profile", profession="Paramedic")
        self.response_from(self.meera, self.thread)
        self.meeras = self.share_from(self.meera, "What I saw there.")
        answered = self.response_from(self.amara, self.meeras, "What I answered.")
        self.meera.thanks(self.block, answered)
        (meeras,) = models.Post.objects.filter(author=self.meera.user, opening=None).values_list("id", flat=True)
        self.amara.thanks(self.block, meeras, "changed")
        self.amara.reports(self.block, meeras, words="What I reported.")
        self.amara.asks_who_waits(self.block)

    def written_by(self, someone: Someone) -> list[Any]:
        entries = models.Entry.objects.filter(user=someone.user)
        return [*entries, *models.Post.objects.filter(author=someone.user)]

    def assert_only_meeras_words_are_left(self) -> None:
        assert self.written_by(self.amara) == []
        assert not models.Post.objects.filter(body__in=[DRAFT, "What I answered."]).exists()
        assert not models.StageText.objects.filter(body__in=[DRAFT, "A draft."]).exists()
        assert not models.Thanks.objects.exists()
        assert not models.News.objects.filter(user=self.amara.user).exists()
        assert not models.Report.objects.exclude(reporter=None, words="").exists()
        assert models.Report.objects.exists()
        assert not models.Thread.objects.filter(held_by=self.amara.user).exists()
        assert not models.Thread.objects.filter(opener=self.amara.user).exists()
        assert models.Post.objects.filter(author=self.meera.user, body=RESPONSE).exists()
        page = text(self.reads(self.meera, self.meeras))
        assert "What I saw there." in page
        assert "What I answered." not in page


class TestDeletingState(LeavingCase):
    def delete_state(self, instructor: Someone, someone: Someone, key: Any = None) -> int:
        answer = instructor.posts(
            reverse("reset_student_attempts", kwargs={"course_id": str(self.course.id)}),
            {
                "problem_to_reset": str(key or self.block.usage_key),
                "unique_student_identifier": someone.user.username,
                "delete_module": "true",
            },
        )
        return answer.status_code

    def state(self, someone: Someone) -> Any:
        return StudentModule.objects.filter(student=someone.user, module_state_key=self.block.usage_key)

    def test_it_clears_what_the_learner_wrote_and_keeps_colleagues_words(self) -> None:
        assert self.delete_state(self.course_team(), self.amara) == 200
        self.assert_only_meeras_words_are_left()
        assert not self.state(self.amara).exists()
        assert self.state(self.meera).exists()

    def test_it_works_for_a_whole_unit(self) -> None:
        assert self.delete_state(self.course_team(), self.amara, self.unit.usage_key) in {200, 400}
        self.assert_only_meeras_words_are_left()

    def test_whoever_answered_finds_their_own_words(self) -> None:
        self.delete_state(self.course_team(), self.amara)
        page = text(self.reads(self.meera, self.thread))
        assert RESPONSE in page
        assert DRAFT not in page

    def test_the_learner_begins_anew(self) -> None:
        self.delete_state(self.course_team(), self.amara)
        page = text(self.amara.opens(self.unit.usage_key))
        assert "A draft." not in page
        assert self.amara.writes(self.block, "Again.", stage="what").json()["version"] == 1
        assert self.state(self.amara).exists()

    def test_a_learner_cannot_delete_anyones_state(self) -> None:
        before = rows()
        assert self.delete_state(self.meera, self.amara) == 403
        assert rows() == before


class TestRetirement(LeavingCase):
    def retire(self) -> None:
        USER_RETIRE_LMS_CRITICAL.send(sender=type(self), user=self.amara.user)

    def test_it_erases_the_person_and_keeps_colleagues_words(self) -> None:
        self.retire()
        self.assert_only_meeras_words_are_left()
        assert not models.Profile.objects.filter(user=self.amara.user).exists()
        assert not models.Pseudonym.objects.filter(user=self.amara.user).exists()

    def test_it_can_be_repeated(self) -> None:
        self.retire()
        once = rows()
        self.retire()
        assert rows() == once

    def test_the_platforms_own_retirement_brings_it_about(self) -> None:
        states = ("PENDING", "RETIRING_LMS", "LMS_COMPLETE", "ERRORED", "ABORTED", "COMPLETE")
        for order, name in enumerate(states):
            RetirementState.objects.create(
                state_name=name,
                state_execution_order=order,
                is_dead_end_state=name in {"ERRORED", "ABORTED", "COMPLETE"},
                required=not name.startswith(("RETIRING", "LMS")),
            )
        status = UserRetirementStatus.create_retirement(self.amara.user)
        status.current_state = RetirementState.objects.get(state_name="RETIRING_LMS")
        status.save()
        worker = UserFactory.create(username=settings.RETIREMENT_SERVICE_WORKER_USERNAME, is_superuser=True)
        answer = self.client.post(
            reverse("accounts_retire"),
            json.dumps({"username": "amara"}),
            content_type="application/json",
            headers={"Authorization": f"JWT {create_jwt_for_user(worker)}"},
        )
        assert answer.status_code == 204
        self.amara.user.refresh_from_db()
        assert self.amara.user.username != "amara"
        self.assert_only_meeras_words_are_left()
