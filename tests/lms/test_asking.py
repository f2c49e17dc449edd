"""Who is asked next, thanks, reports and follow-ups, through the platform's own addresses."""

from datetime import timedelta

from browser import text
from course_case import DRAFT, RESPONSE, CourseCase
from course_client import Someone
from edxapp_world import put_in_cohort

from cpd_community_xblock import models

PROMISE = timedelta(hours=72)


class AskingCase(CourseCase):
    def setUp(self) -> None:
        super().setUp()
        self.amara, self.meera = (self.learner(name, cohort="Night shift") for name in ("amara", "meera"))

    def peer_leader(self, username: str = "hannah", *, cohort: str = "") -> Someone:
        return self.facilitator(username, role="Community TA", cohort=cohort)

    def let_pass(self, length: timedelta) -> None:
        """What was shared was shared so much earlier."""
        for thread in models.Thread.objects.all():
            models.Thread.objects.filter(id=thread.id).update(shared_at=thread.shared_at - length)


class TestAsking(AskingCase):
    def test_a_learner_is_asked_for_whoever_waits_and_answers(self) -> None:
        thread = self.share_from(self.amara)
        assert "2 responses are asked of you" in self.talk(self.meera)
        page = text(self.meera.asks_who_waits(self.block))
        assert DRAFT in page
        assert "Show me another" in page
        self.response_from(self.meera, thread)
        assert "responses are asked" not in self.talk(self.meera)

    def test_one_text_is_kept_for_one_person_at_a_time(self) -> None:
        noor = self.learner("noor", cohort="Night shift")
        self.share_from(self.amara)
        assert "Show me another" in text(self.meera.asks_who_waits(self.block))
        assert "Nobody is waiting" in text(noor.asks_who_waits(self.block))
        assert "Show me another" in text(self.meera.asks_who_waits(self.block))

    def test_another_can_be_asked_for(self) -> None:
        first = self.share_from(self.amara)
        self.share_from(self.learner("noor", cohort="Night shift"), "I rang twice.")
        page = text(self.meera.asks_who_waits(self.block))
        assert ("Show me another" in page, DRAFT in page, "I rang twice." in page) == (True, True, False)
        page = text(self.meera.asks_who_waits(self.block, instead_of=first))
        assert ("Show me another" in page, DRAFT in page, "I rang twice." in page) == (True, False, True)

    def test_nobody_is_asked_for_another_cohort(self) -> None:
        self.share_from(self.amara)
        assert "Nobody is waiting" in text(self.learner("kwame", cohort="Day shift").asks_who_waits(self.block))

    def test_the_writer_reads_by_when_someone_responds(self) -> None:
        self.share_from(self.amara)
        assert "Someone responds by" in text(self.amara.asks(self.block, "page", view="write"))
        self.let_pass(PROMISE + timedelta(hours=1))
        assert "later than was promised" in text(self.amara.asks(self.block, "page", view="write"))


class TestPeerLeaders(AskingCase):
    """Answered once: of what nobody has answered, peer leaders and facilitators hear sooner before a weekend."""

    def setUp(self) -> None:
        super().setUp()
        self.thread = self.share_from(self.amara)
        self.response_from(self.meera, self.thread)

    def asked(self, someone: Someone) -> bool:
        return "Show me another" in text(someone.asks_who_waits(self.block))

    def test_a_community_ta_is_asked_after_half_the_promise(self) -> None:
        hannah = self.peer_leader(cohort="Night shift")
        self.let_pass(PROMISE / 2 - timedelta(minutes=5))
        assert not self.asked(hannah)
        self.let_pass(timedelta(minutes=10))
        assert "Somebody has been waiting" in self.talk(hannah)
        assert self.asked(hannah)

    def test_one_in_no_cohort_is_asked_for_every_cohort(self) -> None:
        self.let_pass(PROMISE / 2 + timedelta(minutes=5))
        assert self.asked(self.peer_leader())

    def test_one_of_another_cohort_is_not_asked(self) -> None:
        self.let_pass(PROMISE)
        assert not self.asked(self.peer_leader(cohort="Day shift"))

    def test_a_facilitator_is_asked_in_the_last_quarter(self) -> None:
        farah = self.facilitator()
        self.let_pass(PROMISE * 3 / 4 - timedelta(minutes=5))
        assert not self.asked(farah)
        self.let_pass(timedelta(minutes=10))
        assert "about to wait longer than was promised" in self.talk(farah)
        assert self.asked(farah)

    def test_a_peer_leader_signs_as_one_and_is_no_member_of_staff(self) -> None:
        hannah = self.peer_leader(cohort="Night shift")
        post = self.response_from(hannah, self.thread, "You are not alone with this.")
        assert "Peer leader" in text(self.reads(self.amara, self.thread))
        assert "Who took part" not in text(hannah.asks(self.block, "page", view="people"))
        for act in ("endorse", "hide", "restore", "leave_post", "look_again"):
            assert hannah.sends(self.block, act, post=post, reason="Mine.").status_code == 403
        assert "Hannah" not in text(self.facilitator().asks(self.block, "page", view="people")).split("<table")[1]

    def test_a_peer_leader_who_joins_a_cohort_reads_that_one_alone(self) -> None:
        hannah = self.peer_leader()
        assert DRAFT in self.talk(hannah)
        put_in_cohort(hannah.user, self.course.id, "Day shift")
        assert DRAFT not in self.talk(hannah)


class TestThanks(AskingCase):
    def setUp(self) -> None:
        super().setUp()
        self.thread = self.share_from(self.amara)
        self.post = self.response_from(self.meera, self.thread)

    def test_thanks_are_between_two(self) -> None:
        assert self.amara.thanks(self.block, self.post, "changed").status_code == 200
        assert "Your response changed what someone will do" in self.talk(self.meera)
        assert "says the author" in text(self.reads(self.meera, self.thread))
        noor, farah = self.learner("noor", cohort="Night shift"), self.facilitator()
        for other in (noor, farah):
            page = text(self.reads(other, self.thread))
            assert RESPONSE in page
            assert "says the author" not in page

    def test_thanks_can_be_taken_back(self) -> None:
        self.amara.thanks(self.block, self.post)
        self.amara.thanks(self.block, self.post, undo=1)
        assert "thanks you" not in self.talk(self.meera)
        assert not models.Thanks.objects.exists()

    def test_only_whom_it_was_said_to_gives_thanks(self) -> None:
        for other in (self.meera, self.learner("noor", cohort="Night shift"), self.facilitator()):
            assert other.thanks(self.block, self.post).status_code == 404
        assert not models.Thanks.objects.exists()


class TestReports(AskingCase):
    def setUp(self) -> None:
        super().setUp()
        self.thread = self.share_from(self.amara)
        self.post = self.response_from(self.meera, self.thread)
        self.noor, self.farah = self.learner("noor", cohort="Night shift"), self.facilitator()

    def queue(self, someone: Someone) -> str:
        return text(someone.asks(self.block, "page", view="people"))

    def test_a_report_waits_for_the_facilitators_without_a_name(self) -> None:
        sent = self.noor.reports(self.block, self.post, words="The shop is named.")
        assert "A facilitator will look at it" in text(sent)
        queue = self.queue(self.farah)
        assert "Someone could be recognised in it." in queue
        assert "The shop is named." in queue
        assert "Noor" not in queue.split("<table")[0]

    def test_its_author_hears_at_once_where_someone_could_be_recognised_and_not_from_whom(self) -> None:
        self.noor.reports(self.block, self.post)
        page = self.talk(self.meera)
        assert "whether a person could be recognised" in page
        assert "Noor" not in page

    def test_of_anything_else_its_author_hears_nothing_yet(self) -> None:
        self.noor.reports(self.block, self.post, "unkind")
        assert "Since you were last here" not in self.talk(self.meera)

    def test_it_can_be_left_looked_at_again_hidden_and_shown_again(self) -> None:
        self.noor.reports(self.block, self.post, "unkind")
        for handler, fields in (
            ("leave_post", {}),
            ("look_again", {}),
            ("hide", {"reason": "Let us be kind."}),
            ("restore", {}),
        ):
            done = self.farah.sends(self.block, handler, post=self.post, **fields)
            assert done.status_code == 200, (handler, text(done))
        assert "left it as it is" in self.talk(self.noor)
        actions = list(models.StaffAct.objects.order_by("id").values_list("action", flat=True))
        assert actions == ["leave", "look_again", "hide", "restore"]

    def test_two_facilitators_do_not_both_decide(self) -> None:
        self.noor.reports(self.block, self.post, "unkind")
        assert self.farah.sends(self.block, "leave_post", post=self.post).status_code == 200
        assert self.course_team().sends(self.block, "leave_post", post=self.post).status_code == 409

    def test_nobody_reports_twice_or_themselves(self) -> None:
        self.noor.reports(self.block, self.post)
        assert self.noor.reports(self.block, self.post).status_code == 409
        assert self.meera.reports(self.block, self.post).status_code == 403
        assert models.Report.objects.count() == 1

    def test_another_cohort_reports_nothing(self) -> None:
        assert self.learner("kwame", cohort="Day shift").reports(self.block, self.post).status_code == 404


class TestFollowUps(AskingCase):
    def setUp(self) -> None:
        super().setUp()
        self.thread = self.share_from(self.amara)
        self.response_from(self.meera, self.thread)

    def test_before_its_day_nothing_is_asked(self) -> None:
        assert "look back" not in text(self.amara.asks(self.block, "page", view="write"))
        assert self.amara.follows_up(self.block, "I rang sooner.").status_code == 400
        assert not models.Post.objects.filter(follow_up=True).exists()

    def test_after_three_weeks_it_goes_to_those_who_responded(self) -> None:
        self.let_pass(timedelta(days=22))
        assert "It is time to look back" in text(self.amara.asks(self.block, "page", view="write"))
        assert self.amara.follows_up(self.block, "I rang sooner.").status_code == 200
        assert "tells what came of it" in self.talk(self.meera)
        for reader in (self.amara, self.meera, self.facilitator()):
            assert "I rang sooner." in text(self.reads(reader, self.thread))
        noor = self.learner("noor", cohort="Night shift")
        page = text(self.reads(noor, self.thread))
        assert DRAFT in page
        assert "I rang sooner." not in page

    def test_its_draft_is_private(self) -> None:
        self.let_pass(timedelta(days=22))
        assert self.amara.writes(self.block, "I rang sooner.", stage="cpd:follow-up").status_code == 200
        for reader in (self.meera, self.facilitator()):
            assert "I rang sooner." not in text(self.reads(reader, self.thread))


class TestSinceTheLastVisit(AskingCase):
    def test_what_was_said_is_told_until_it_is_read(self) -> None:
        thread = self.share_from(self.amara)
        self.response_from(self.meera, thread)
        page = text(self.amara.opens(self.unit.usage_key))
        assert "Since you were last here" in page
        assert "A colleague responded to you" in page
        self.reads(self.amara, thread)
        assert "Since you were last here" not in text(self.amara.opens(self.unit.usage_key))

    def test_all_of_it_can_be_marked_as_seen(self) -> None:
        self.response_from(self.meera, self.share_from(self.amara))
        assert "Since you were last here" not in text(self.amara.sends(self.block, "mark_seen"))
