"""Learners write, share and respond, through the platform's own addresses."""

import re

from browser import text
from completion.models import BlockCompletion
from completion.waffle import ENABLE_COMPLETION_TRACKING_SWITCH
from course_case import DRAFT, RESPONSE, CourseCase, nothing, rows
from course_client import Someone
from django.test import override_settings
from edx_toggles.toggles.testutils import override_waffle_switch
from lms.djangoapps.courseware.models import StudentModule


class TestReflecting(CourseCase):
    def test_an_enrolled_learner_sees_the_block_on_its_unit_and_alone(self) -> None:
        amara = self.learner("amara")
        for key in (self.unit.usage_key, self.block.usage_key):
            page = amara.opens(key)
            assert page.status_code == 200
            assert "A time you noticed" in text(page)
            assert "What happened?" in text(page)

    @override_settings(DEBUG=True)  # Or the platform takes files that were never collected for the course's own.
    def test_the_page_names_its_script_its_elements_and_its_styles(self) -> None:
        page = text(self.learner("amara").opens(self.unit.usage_key))
        for path in ("js/start.js", "js/elements/cpd-form.js", "js/elements/cpd-draft.js", "css/community.css"):
            assert f"/static/cpd_community_xblock/{path}" in page
        assert "CpdCommunityStart" in page

    def test_the_addresses_on_the_page_are_the_platforms_own(self) -> None:
        amara = self.learner("amara")
        page = text(amara.opens(self.unit.usage_key))
        (address,) = re.findall(r'<cpd-draft url="([^"]+)"', page)
        saved = amara.submits(address, {"stage": "what", "body": DRAFT, "version": 0, "base": ""})
        assert saved.json()["version"] == 1

    def test_a_draft_is_there_on_the_next_visit(self) -> None:
        amara = self.learner("amara")
        assert amara.writes(self.block, DRAFT, stage="what").json()["version"] == 1
        assert DRAFT in text(amara.opens(self.unit.usage_key))

    def test_two_windows_lose_nothing(self) -> None:
        amara = self.learner("amara")
        amara.writes(self.block, "One.", stage="what")
        merged = amara.writes(self.block, "One. Two.", stage="what", version=0, base="")
        assert merged.status_code == 200
        other = amara.writes(self.block, "Zero. One.", stage="what", version=1, base="One.").json()
        assert all(sentence in other["body"] for sentence in ("Zero.", "One.", "Two."))

    def test_a_draft_is_nobody_elses(self) -> None:
        self.learner("amara").writes(self.block, DRAFT, stage="what")
        for someone in (self.learner("meera"), self.facilitator(), self.course_team()):
            assert DRAFT not in text(someone.opens(self.unit.usage_key))
            for view in ("write", "share", "talk", "people", "me"):
                assert DRAFT not in text(someone.asks(self.block, "page", view=view))

    def test_finishing_a_part_leads_to_the_next(self) -> None:
        page = self.learner("amara").finishes(self.block, DRAFT, stage="what")
        assert page.status_code == 200
        assert "is finished and saved" in text(page)
        assert "Anything else?" in text(page)

    def test_a_part_cannot_be_finished_empty(self) -> None:
        page = self.learner("amara").finishes(self.block, " ", stage="what")
        assert page.status_code == 422
        assert "Write a few words first" in text(page)

    def test_a_colleague_reads_what_is_shared_and_responds_and_the_writer_reads_that(self) -> None:
        amara, meera = self.learner("amara"), self.learner("meera")
        thread = self.share_from(amara)
        assert DRAFT in self.talk(meera)
        assert DRAFT in text(self.reads(meera, thread))
        self.response_from(meera, thread)
        page = text(self.reads(amara, thread))
        assert RESPONSE in page
        assert "Meera" in page

    def test_under_a_pseudonym_no_name_is_told(self) -> None:
        amara, meera = self.learner("amara"), self.learner("meera")
        amara.finishes(self.block, DRAFT, stage="what")
        assert amara.shares(self.block, "what", signature="pseudonym").status_code == 200
        thread = self.thread_of(amara)
        for page in (self.talk(meera), text(self.reads(meera, thread))):
            assert "under a pseudonym" in page
            assert "amara" not in page.lower()

    def test_what_is_taken_back_is_gone_for_colleagues(self) -> None:
        amara, meera = self.learner("amara"), self.learner("meera")
        thread = self.share_from(amara)
        assert amara.sends(self.block, "withdraw").status_code == 200
        assert DRAFT not in self.talk(meera)
        assert self.reads(meera, thread).status_code == 404

    def test_a_learner_who_took_part_has_state_that_the_platform_knows(self) -> None:
        amara = self.learner("amara")
        amara.opens(self.unit.usage_key)
        state = StudentModule.objects.filter(student=amara.user, module_state_key=self.block.usage_key)
        assert not state.filter(state__contains="took_part").exists()
        amara.writes(self.block, DRAFT, stage="what")
        assert state.get().state == '{"took_part": true}'

    def test_looking_writes_nothing_of_anybody(self) -> None:
        amara = self.learner("amara")
        amara.opens(self.unit.usage_key)
        for view in ("write", "share", "talk"):
            amara.asks(self.block, "page", view=view)
        assert rows() == nothing()


@override_waffle_switch(ENABLE_COMPLETION_TRACKING_SWITCH, active=True)
class TestCompletion(CourseCase):
    def completion(self, someone: Someone) -> list[float]:
        rows = BlockCompletion.objects.filter(user=someone.user, block_key=self.block.usage_key)
        return list(rows.values_list("completion", flat=True))

    def test_a_block_is_complete_once_every_required_part_is_finished(self) -> None:
        amara = self.learner("amara")
        amara.writes(self.block, DRAFT, stage="now_what")
        amara.finishes(self.block, DRAFT, stage="what")
        assert self.completion(amara) == []
        amara.finishes(self.block, DRAFT, stage="now_what")
        assert self.completion(amara) == [1.0]

    def test_an_optional_part_completes_nothing_and_is_waited_for_by_nobody(self) -> None:
        amara = self.learner("amara")
        amara.finishes(self.block, "", stage="more")
        assert self.completion(amara) == []

    def test_looking_and_sharing_complete_nothing(self) -> None:
        amara = self.learner("amara")
        amara.opens(self.unit.usage_key)
        self.share_from(amara)
        assert self.completion(amara) == []

    def test_completion_is_the_writers_alone(self) -> None:
        amara, meera = self.learner("amara"), self.learner("meera")
        for stage in ("what", "now_what"):
            amara.finishes(self.block, DRAFT, stage=stage)
        assert self.completion(meera) == []
