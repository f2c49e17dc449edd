"""The course team and the holders of the discussion roles facilitate. Learners cannot."""

from browser import text
from course_case import DRAFT, RESPONSE, CourseCase
from course_client import Someone

from cpd_community_xblock import models

REASON = "It tells where the patient lives."


class TestFacilitators(CourseCase):
    def setUp(self) -> None:
        super().setUp()
        self.amara = self.learner("amara", cohort="Night shift")
        self.meera = self.learner("meera", cohort="Night shift")
        self.kwame = self.learner("kwame", cohort="Day shift")
        self.thread = self.share_from(self.amara)
        self.post = self.response_from(self.meera, self.thread)

    def roster(self, someone: Someone) -> str:
        return text(someone.asks(self.block, "page", view="people"))

    def assert_facilitates(self, someone: Someone) -> None:
        assert "1 of 3" in self.roster(someone)
        assert DRAFT in text(self.reads(someone, self.thread))
        assert "recommends this" in text(someone.sends(self.block, "endorse", post=self.post))
        assert "recommends this" in text(self.reads(self.amara, self.thread))
        someone.sends(self.block, "endorse", post=self.post, undo=1)
        assert REASON in text(someone.sends(self.block, "hide", post=self.post, reason=REASON))
        assert RESPONSE not in text(self.reads(self.amara, self.thread))
        assert REASON in text(self.reads(self.meera, self.thread))
        assert REASON in self.roster(someone)
        assert someone.sends(self.block, "restore", post=self.post).status_code == 200
        assert RESPONSE in text(self.reads(self.amara, self.thread))

    def test_the_course_team_facilitates_without_being_enrolled(self) -> None:
        self.assert_facilitates(self.course_team())

    def test_holders_of_the_discussion_roles_facilitate(self) -> None:
        for role in ("Administrator", "Moderator"):
            self.assert_facilitates(self.facilitator(role.split()[0], role=role))

    def test_a_group_moderator_facilitates_the_own_cohort(self) -> None:
        self.assert_facilitates(self.facilitator(role="Group Moderator", cohort="Night shift"))

    def test_a_group_moderator_has_nothing_to_do_with_another_cohort(self) -> None:
        farah = self.facilitator(role="Group Moderator", cohort="Day shift")
        roster = self.roster(farah)
        assert "Kwame" in roster
        assert "Amara" not in roster
        assert self.reads(farah, self.thread).status_code == 404
        for act in ("endorse", "hide", "restore", "leave_post", "look_again"):
            assert farah.sends(self.block, act, post=self.post, reason=REASON).status_code == 404
        assert not models.StaffAct.objects.exists()

    def test_the_roster_lists_learners_alone_and_no_text(self) -> None:
        farah, ines = self.facilitator(), self.course_team()
        self.kwame.writes(self.block, "Not yet.", stage="what")
        for someone in (farah, ines):
            roster = self.roster(someone)
            assert all(name in roster for name in ("Amara", "Meera", "Kwame"))
            assert not any(name in roster for name in ("Farah", "Ines"))
            assert DRAFT not in roster
            assert "Not yet." not in roster

    def test_a_learner_cannot(self) -> None:
        assert "Who took part" not in self.roster(self.kwame)
        for act in ("endorse", "hide", "restore", "leave_post", "look_again"):
            assert self.meera.sends(self.block, act, post=self.post, reason=REASON).status_code == 403
        assert self.meera.asks(self.block, "post", post=self.post, do="hide").status_code == 403
        assert not models.StaffAct.objects.exists()

    def test_nothing_is_hidden_without_a_reason(self) -> None:
        refused = self.facilitator().sends(self.block, "hide", post=self.post, reason="")
        assert refused.status_code == 422
        assert "Give a reason" in text(refused)

    def test_a_facilitator_is_seen_as_one(self) -> None:
        farah = self.facilitator(cohort="Night shift")
        self.response_from(farah, self.thread, "Thank you both.")
        assert "Facilitator" in text(self.reads(self.amara, self.thread))
