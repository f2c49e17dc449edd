"""An author sets up mentoring in Studio, and sees what the rules do."""

from browser import text
from studio_case import StudioCase
from xmodule.modulestore.tests.factories import BlockFactory

from cpd_community_xblock import models

LAST_YEAR = "course-v1:Trust+SEPSIS+2025"
WISHES = {
    f"{side}_{field}_{part}": value
    for side in ("learner", "mentor")
    for field in ("profession", "specialty", "setting", "topics", "goals")
    for part, value in (("relation", "same"), ("weight", "40"))
}
FIELDS = {
    **WISHES,
    "display_name": "A mentor for you",
    "way": "run",
    "completes_by": "met",
    "alumni_runs": LAST_YEAR,
    "weeks": "8",
    "request_hours": "48",
    "shared_language": "on",
    "shared_slots": "2",
}


class TestMentoring(StudioCase):
    def setUp(self) -> None:
        super().setUp()
        self.mentoring = BlockFactory.create(parent=self.unit, category="cpd_mentoring").usage_key

    def test_an_author_saves_and_the_runs_are_known_at_once(self) -> None:
        answer = self.author.sends(self.mentoring, "save_settings", FIELDS)
        assert "data-cpd-saved" in text(answer)
        block = self.stored(self.mentoring)
        assert (block.way, block.weeks, block.shared_slots, block.not_same_team) == ("run", 8, 2, False)
        assert block.learner_wishes["goals"] == {"relation": "same", "weight": 40}
        (row,) = models.AlumniRun.objects.all()
        assert str(row.course_key) == LAST_YEAR
        assert str(row.space.usage_key) == str(self.mentoring)

    def test_the_rules_are_tried_before_anything_is_saved(self) -> None:
        answer = self.author.sends(self.mentoring, "try_rules", FIELDS)
        assert answer.status_code == 200
        assert "made-up learners" in text(answer)
        assert self.stored(self.mentoring).way == "both"

    def test_whoever_is_not_of_the_course_team_can_do_neither(self) -> None:
        robin = self.signed_in("robin")
        for handler in ("save_settings", "try_rules"):
            assert robin.sends(self.mentoring, handler, FIELDS).status_code == 403

    def test_the_preview_says_how_it_is_set(self) -> None:
        self.author.sends(self.mentoring, "save_settings", FIELDS)
        assert "A facilitator matches everyone." in self.author.sees(self.mentoring, "author_view").json()["html"]
