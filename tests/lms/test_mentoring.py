"""Alumni in the real platform: its own events make them, and the block knows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from browser import text
from celery import current_app as celery
from completion.models import BlockCompletion
from completion.waffle import ENABLE_COMPLETION_TRACKING_SWITCH
from course_case import CourseCase
from course_client import Someone
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from edx_toggles.toggles.testutils import override_waffle_switch
from edxapp_world import hold_forum_role
from lms.djangoapps.certificates.data import CertificateStatuses
from lms.djangoapps.certificates.tests.factories import GeneratedCertificateFactory
from lms.djangoapps.grades.course_grade_factory import CourseGradeFactory
from lms.djangoapps.grades.models import PersistentCourseGrade
from lms.djangoapps.grades.tests.utils import mock_passing_grade
from openedx_events.tests.utils import OpenEdxEventsTestMixin
from test_masquerade import MasqueradeCase
from xmodule.modulestore.tests.factories import BlockFactory, CourseFactory

from cpd_community_xblock import host, models
from cpd_community_xblock.mentoring.api import people
from cpd_community_xblock.mentoring.data import Profile, Side

OFFER = {"capacity": "2", "time_zone": "Europe/London", "w0-s9": "on"}


class MentoringCase(CourseCase, OpenEdxEventsTestMixin):
    """A block whose alumni are the graduates of last year's run."""

    ENABLED_OPENEDX_EVENTS = ["org.openedx.learning.certificate.created.v1"]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.start_events_isolation()
        cls.last_year = CourseFactory.create(display_name="Recognising sepsis, last year")
        cls.mentoring = BlockFactory.create(
            parent=cls.unit, category="cpd_mentoring", alumni_runs=[str(cls.last_year.id)], display_name="A mentor"
        )

    def setUp(self) -> None:
        super().setUp()
        self.hannah, self.amara = self.learner("hannah"), self.learner("amara")

    def opens(self, someone: Someone) -> str:
        return text(someone.opens(self.mentoring.usage_key))

    def certify(self, someone: Someone, status: str = CertificateStatuses.downloadable, **how: Any) -> Any:
        return GeneratedCertificateFactory.create(
            user=someone.user, course_id=self.last_year.id, status=status, mode="honor", **how
        )

    def alumni(self) -> dict[str, str]:
        return dict(models.Alumnus.objects.values_list("user__username", "how"))


class TestAlumni(MentoringCase):
    def test_a_certificate_makes_an_alumna_at_once(self) -> None:
        self.opens(self.amara)
        self.certify(self.hannah)
        assert self.alumni() == {"hannah": "graduated"}
        assert "What I offer" in self.opens(self.hannah)
        assert "What I look for" in self.opens(self.amara)

    def test_passing_makes_an_alumna_at_once(self) -> None:
        self.opens(self.amara)
        with mock_passing_grade():
            CourseGradeFactory().update(self.hannah.user, self.last_year)
        assert self.alumni() == {"hannah": "graduated"}

    def test_a_certificate_that_was_not_passed_makes_nobody_one(self) -> None:
        self.opens(self.amara)
        self.certify(self.hannah, CertificateStatuses.notpassing)
        self.opens(self.hannah)
        assert self.alumni() == {}

    def test_whoever_graduated_before_the_block_was_there_is_known_when_they_come(self) -> None:
        self.certify(self.hannah)
        assert self.alumni() == {}
        assert "What I offer" in self.opens(self.hannah)
        assert self.alumni() == {"hannah": "graduated"}

    def test_a_passing_grade_without_a_certificate_counts_too(self) -> None:
        grade = {"course_version": "", "grading_policy_hash": "x", "percent_grade": 0.8, "letter_grade": "Pass"}
        PersistentCourseGrade.update_or_create(
            user_id=self.hannah.user.id, course_id=self.last_year.id, passed=True, **grade
        )
        assert "What I offer" in self.opens(self.hannah)

    def test_the_command_takes_in_everyone(self) -> None:
        self.opens(self.amara)
        for number in range(3):
            self.certify(self.learner(f"graduate{number}"))
        models.Alumnus.objects.all().delete()
        out = StringIO()
        call_command("cpd_alumni", stdout=out)
        assert f"{self.last_year.id}: 3 graduates, 3 new alumni" in out.getvalue()
        assert len(self.alumni()) == 3


class TestThePages(MentoringCase):
    def test_an_alumna_offers_and_a_learner_looks_for_a_mentor(self) -> None:
        self.certify(self.hannah)
        answer = self.hannah.sends(self.mentoring, "save_offer", **OFFER)
        assert answer.status_code == 200, text(answer)
        assert "Mon 18–20" in text(answer)
        assert self.amara.sends(self.mentoring, "save_offer", **OFFER).status_code == 403
        assert self.amara.sends(self.mentoring, "skip_wishes").status_code == 200
        assert models.Participant.objects.count() == 2

    def test_a_facilitator_adds_and_invites_people(self) -> None:
        farah = self.facilitator()
        page = text(farah.sends(self.mentoring, "add_alumni", people="AMARA\nnobody", do="add"))
        assert "There is no account with this username." in page
        seen = page.split('name="seen" value="')[1].split('"')[0]
        farah.sends(self.mentoring, "add_alumni", people="AMARA\nnobody", do="add", seen=seen)
        assert self.alumni() == {"amara": "added"}
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            farah.sends(self.mentoring, "invite_alumni", addresses=self.hannah.user.email.upper())
        [letter] = mail.outbox
        assert f"/courses/{self.course.id}/jump_to/{self.mentoring.usage_key}" in letter.body
        assert "What I offer" in self.opens(self.hannah)
        assert self.alumni() == {"amara": "added", "hannah": "invited"}


@override_waffle_switch(ENABLE_COMPLETION_TRACKING_SWITCH, active=True)
class TestCompletion(MentoringCase):
    def completed(self) -> dict[str, float]:
        rows = BlockCompletion.objects.filter(block_key=self.mentoring.usage_key)
        return dict(rows.values_list("user__username", "completion"))

    def test_it_is_complete_for_each_who_has_told(self) -> None:
        self.certify(self.hannah)
        self.opens(self.amara)
        assert self.completed() == {}
        self.amara.sends(self.mentoring, "skip_wishes")
        assert self.completed() == {"amara": 1.0}
        self.hannah.sends(self.mentoring, "save_offer", **OFFER)
        assert self.completed() == {"amara": 1.0, "hannah": 1.0}

    def test_what_was_done_elsewhere_is_told_when_somebody_looks_in(self) -> None:
        self.opens(self.amara)
        space = models.Space.objects.get(usage_key=self.mentoring.usage_key)
        people.save(
            space_id=space.id,
            user_id=self.amara.user.id,
            side=Side.LEARNER,
            profile=Profile(),
            now=host.current().now(),
        )
        self.opens(self.amara)
        assert self.completed() == {"amara": 1.0}


@override_settings(EXPLICIT_QUEUES={}, ALTERNATE_ENV_TASKS={})
class TestWithAWorker(MentoringCase):
    """What is left to a worker goes over a real broker, one that lives in memory."""

    @contextmanager
    def broker(self, address: str = "memory://") -> Iterator[None]:
        before = {name: celery.conf[name] for name in ("task_always_eager", "broker_url", "broker_write_url")}
        celery.conf.update(task_always_eager=False, broker_url=address, broker_write_url=address)
        celery.amqp._producer_pool = None
        try:
            yield
        finally:
            celery.conf.update(before)
            celery.amqp._producer_pool = None

    def does(self) -> None:
        """What a worker does with the first message that it finds."""
        with celery.connection_for_read() as connection, connection.channel() as channel:
            queues = [name for name in channel.queues if channel._size(name)]
            [message] = [channel.basic_get(name, no_ack=True) for name in queues]
            _args, kwargs, _more = message.decode()
        celery.tasks[message.headers["task"]](**kwargs)

    def test_a_run_is_left_to_it_and_its_preview_appears(self) -> None:
        self.certify(self.hannah)
        self.hannah.sends(self.mentoring, "save_offer", **OFFER)
        self.amara.sends(self.mentoring, "skip_wishes")
        farah = self.facilitator()
        with self.broker(), self.captureOnCommitCallbacks(execute=True):
            answer = farah.sends(self.mentoring, "match", mode="fair", seed="7", delta="10")
        assert "Waiting for its turn" in text(answer)
        with self.broker():
            self.does()
        [run] = models.Run.objects.all()
        assert run.state == "ready", run.problem
        assert "Preview: Fair" in text(farah.asks(self.mentoring, "page", view="matching"))

    def test_where_the_broker_is_away_the_run_is_done_at_once(self) -> None:
        self.certify(self.hannah)
        self.hannah.sends(self.mentoring, "save_offer", **OFFER)
        self.amara.sends(self.mentoring, "skip_wishes")
        with self.broker("amqp://nobody:nothing@127.0.0.1:1//"), self.captureOnCommitCallbacks(execute=True):
            answer = self.facilitator().sends(self.mentoring, "match", mode="fair", seed="7", delta="10")
        assert "Preview: Fair" in text(answer)


class TestLookingAsALearner(MentoringCase, MasqueradeCase):
    """For staff with a role in the discussion, too."""

    def test_it_is_the_learners_page_and_not_the_facilitators(self) -> None:
        staff = self.course_team()
        hold_forum_role(staff.user, self.course.id, "Administrator")
        assert "Matching" in self.opens(staff)
        self.look_as(staff)
        page = self.opens(staff)
        assert "My mentor" in page
        assert "Matching" not in page
        assert staff.sends(self.mentoring, "add_alumni", people="amara").status_code == 403
