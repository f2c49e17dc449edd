"""Authors set the block up in Studio's editor."""

import re

from browser import text
from studio_case import EDITOR, PREVIEW, StudioCase, settings_form

from cpd_community_xblock import models


class TestEditor(StudioCase):
    def test_the_editor_shows_what_is_set(self) -> None:
        answer = self.author.sees(self.key, "studio_view")
        assert answer.status_code == 200
        html = answer.json()["html"]
        assert 'value="A time you noticed"' in html
        assert "What happened?" in html
        assert 'value="now_what"' in html

    def test_the_editor_brings_its_script_and_its_styles(self) -> None:
        resources = str(self.author.sees(self.key, "studio_view").json()["resources"])
        for path in ("js/start.js", "css/community.css", "css/studio.css"):
            assert f"cpd_community_xblock/{path}" in resources

    def test_an_author_saves(self) -> None:
        answer = self.author.sends(self.key, "save_settings", settings_form(display_name="Noticing", naming="named"))
        assert answer.status_code == 200
        assert "data-cpd-saved" in text(answer)
        block = self.stored()
        assert (block.display_name, block.naming) == ("Noticing", "named")
        assert [stage["prompt"] for stage in block.stages] == ["Say: What?", "Say: Now what?"]
        assert "Noticing" in self.author.sees(self.key, "studio_view").json()["html"]

    def test_the_promise_and_what_completes_it_are_saved(self) -> None:
        changes = {
            "responses_asked": "3",
            "responses_promised": "1",
            "promise_hours": "48",
            "follow_up_days": "7",
            "follow_up_prompt": "Did it help?",
            "completes_with": ["wrote", "shared", "responded"],
            "weight": "2.5",
        }
        assert self.author.sends(self.key, "save_settings", settings_form(**changes)).status_code == 200
        block = self.stored()
        assert (block.responses_asked, block.responses_promised, block.promise_hours) == (3, 1, 48)
        assert (block.follow_up_days, block.follow_up_prompt) == (7, "Did it help?")
        assert block.completes_with == ["wrote", "shared", "responded"]
        assert (block.weight, block.has_score, block.max_score()) == (2.5, True, 1.0)

    def test_a_new_block_is_not_graded(self) -> None:
        block = self.stored()
        assert (block.weight, block.has_score, block.max_score()) == (0, False, None)

    def test_nothing_completes_it_that_nobody_is_asked_for(self) -> None:
        for changes, message in (
            ({"responses_asked": "0", "completes_with": ["responded"]}, "No responses are asked"),
            ({"follow_up_days": "0", "completes_with": ["shared", "followed_up"]}, "Nobody is asked what came of it"),
            ({"completes_with": ["followed_up"]}, "choose “Shared it” too"),
            ({"completes_with": []}, "Choose at least one."),
        ):
            answer = self.author.sends(self.key, "save_settings", settings_form(**changes))
            assert answer.status_code == 422, changes
            assert message in text(answer)
        assert self.stored().completes_with == ["wrote"]

    def test_a_stage_keeps_its_id_when_it_is_renamed(self) -> None:
        changes = {"stages-0-heading": "What happened?"}
        assert self.author.sends(self.key, "save_settings", settings_form(**changes)).status_code == 200
        assert [stage["id"] for stage in self.stored().stages] == ["what", "now_what"]

    def test_what_is_saved_reaches_learners_once_published(self) -> None:
        self.author.sends(self.key, "save_settings", settings_form(display_name="Noticing"))
        self.store.publish(self.unit.usage_key, self.author.user.id)
        with self.store.branch_setting("published-only"):
            assert self.store.get_item(self.key).display_name == "Noticing"

    def test_a_mistake_is_named_at_its_field_and_what_was_typed_comes_back(self) -> None:
        wrong = settings_form(
            display_name="Kept as typed",
            incident_url="no address",
            **{"stages-1-opens": "in_week", "stages-1-week": ""},
        )
        answer = self.author.sends(self.key, "save_settings", wrong)
        assert answer.status_code == 422
        page = text(answer)
        assert 'value="Kept as typed"' in page
        assert 'value="no address"' in page
        assert re.search(r'id="[^"]*incident_url_error">Enter a valid URL', page)
        assert "Say in which week." in page
        assert self.stored().display_name == "A time you noticed"

    def test_the_last_stage_cannot_be_left_out(self) -> None:
        answer = self.author.sends(self.key, "save_settings", settings_form(**{"stages-TOTAL_FORMS": "0"}))
        assert answer.status_code == 422

    def test_arranging_stages_saves_nothing(self) -> None:
        before = self.stored().stages
        for do in ("add", "template", "up-1", "down-0", "remove-0"):
            answer = self.author.sends(self.key, "arrange_stages", settings_form(display_name="Not saved", do=do))
            assert answer.status_code == 200
            assert 'value="Not saved"' in text(answer)
            assert self.stored().stages == before
            assert self.stored().display_name == "A time you noticed"

    def test_moving_a_stage_moves_it_in_the_form(self) -> None:
        page = text(self.author.sends(self.key, "arrange_stages", settings_form(do="up-1")))
        assert page.index('value="Now what?"') < page.index('value="What?"')

    def test_a_new_stage_comes_empty_and_keeps_what_is_there(self) -> None:
        page = text(self.author.sends(self.key, "arrange_stages", settings_form(do="add")))
        assert 'name="stages-TOTAL_FORMS" value="3"' in page
        assert "Say: Now what?" in page

    # Who may not.

    def test_someone_without_a_part_in_the_course_is_refused(self) -> None:
        stranger = self.signed_in("robin")
        assert stranger.sees(self.key, "studio_view").status_code == 403
        for door in (EDITOR, PREVIEW):
            for handler in ("save_settings", "arrange_stages"):
                form = settings_form(display_name="Mine now", do="add")
                assert stranger.sends(self.key, handler, form, door=door).status_code == 403
        assert self.stored().display_name == "A time you noticed"

    def test_someone_who_is_not_signed_in_is_sent_away(self) -> None:
        self.author.client.logout()
        assert self.author.sends(self.key, "save_settings", settings_form()).status_code in {302, 403}
        assert self.stored().stages[0]["prompt"] == "What happened?"

    def test_another_site_cannot_save_by_an_authors_session(self) -> None:
        answer = self.author.sends(self.key, "save_settings", settings_form(display_name="Mine now"), csrf="")
        assert answer.status_code == 403
        assert self.stored().display_name == "A time you noticed"

    def test_words_that_nobody_should_share_hold_for_the_whole_course(self) -> None:
        answer = self.author.sends(self.key, "save_settings", settings_form(watched="The Rookery\nthe Tower"))
        assert answer.status_code == 200
        assert list(models.Watchlist.objects.values_list("course_key", "words")) == [
            (self.key.course_key, ["The Rookery", "the Tower"])
        ]
        assert "The Rookery" in self.author.sees(self.key, "studio_view").json()["html"]
