"""Studio's preview shows what learners will meet, and keeps nothing."""

from typing import Any

from browser import text
from studio_case import EDITOR, PREVIEW, StudioCase
from xmodule.modulestore.tests.factories import BlockFactory, LibraryFactory

from cpd_community_xblock import models

LEARNERS = {
    "save_draft": {"stage": "what", "body": "Words.", "version": 0, "base": ""},
    "finish_stage": {"stage": "what", "body": "Words.", "version": 0, "base": ""},
    "share": {"parts": "what", "audience": "cohort", "signature": "named", "attest": "on"},
    "withdraw": {},
    "respond": {"thread": 1, "body": "Words.", "signature": "named", "token": "1b671a64-40d5-491e-99b0-da01ff1f3341"},
    "edit_post": {"post": 1, "body": "Words."},
    "withdraw_post": {"post": 1},
    "endorse": {"post": 1},
    "hide": {"post": 1, "reason": "No."},
    "restore": {"post": 1},
    "answer_next": {},
    "thank": {"post": 1, "kind": "thanks"},
    "send_follow_up": {"stage": "cpd:follow-up", "body": "Words.", "version": 0, "base": ""},
    "mark_seen": {},
    "report": {"post": 1, "concern": "other", "words": "Words."},
    "leave_post": {"post": 1},
    "look_again": {"post": 1},
    "save_profile": {"profession": "Nurse"},
}
TABLES = (
    *(models.Space, models.Entry, models.StageText, models.Thread, models.Post, models.Profile, models.Pseudonym),
    *(models.Thanks, models.News, models.Report, models.StaffAct),
)


class TestPreview(StudioCase):
    def assert_nothing_is_kept(self) -> None:
        assert not any(table.objects.exists() for table in TABLES)

    def test_a_unit_previews_the_block(self) -> None:
        answer = self.author.sees(self.unit.usage_key, "container_preview")
        assert answer.status_code == 200
        html = answer.json()["html"]
        for words in ("A time you noticed", "What happened?", "nothing is saved here", "Opens in week 2"):
            assert words in html
        assert "save_draft" not in html
        self.assert_nothing_is_kept()

    def test_the_preview_shows_what_was_set_last(self) -> None:
        block = self.stored()
        block.display_name = "Noticing"
        self.store.update_item(block, self.author.user.id)
        html = self.author.sees(self.unit.usage_key, "container_preview").json()["html"]
        assert "Noticing" in html

    def test_learners_handlers_refuse_to_write(self) -> None:
        for door in (PREVIEW, EDITOR):
            for handler, fields in LEARNERS.items():
                answer = self.author.sends(self.key, handler, fields, door=door)
                assert answer.status_code == 403, (handler, text(answer))
                assert "preview" in text(answer)
        self.assert_nothing_is_kept()

    def test_nobodys_words_are_read_from_studio(self) -> None:
        for door in (PREVIEW, EDITOR):
            for handler, query in (("page", {"view": "talk"}), ("post", {"post": 1})):
                assert self.author.asks(self.key, handler, door=door, **query).status_code == 403

    # Copies.

    def space_of(self, usage_key: Any) -> models.Space:
        space = models.Space.objects.create(
            usage_key=usage_key, course_key=usage_key.context_key, kind="cpd_reflection"
        )
        models.Entry.objects.create(space=space, user=self.author.user)
        return space

    def copied_keys(self, parent: Any) -> list[Any]:
        return [key for key in self.store.get_item(parent).children if key.block_type == "cpd_reflection"]

    def test_a_duplicate_keeps_the_settings_and_starts_empty(self) -> None:
        space = self.space_of(self.key)
        assert self.author.makes_a_copy(self.key, self.unit.usage_key).status_code == 200
        (copy,) = set(self.copied_keys(self.unit.usage_key)) - {self.key}
        assert self.stored(copy).stages == self.stored().stages
        assert models.Space.objects.get() == space
        assert not models.Space.objects.filter(usage_key=copy).exists()

    def test_the_block_of_a_duplicated_unit_starts_empty(self) -> None:
        space = self.space_of(self.key)
        answer = self.author.makes_a_copy(self.unit.usage_key, self.sequence.usage_key)
        assert answer.status_code == 200
        (unit,) = set(self.store.get_item(self.sequence.usage_key).children) - {self.unit.usage_key}
        (copy,) = self.copied_keys(unit)
        assert self.stored(copy).stages == self.stored().stages
        assert models.Space.objects.get() == space

    def test_a_pasted_block_keeps_the_settings_and_starts_empty(self) -> None:
        space = self.space_of(self.key)
        copied = self.author.posts(
            "/api/content-staging/v1/clipboard/", {"usage_key": str(self.key)}, content_type="application/json"
        )
        assert copied.status_code == 200
        assert self.author.pastes(self.unit.usage_key).status_code == 200
        (copy,) = set(self.copied_keys(self.unit.usage_key)) - {self.key}
        assert self.stored(copy).stages == self.stored().stages
        assert models.Space.objects.get() == space

    def test_a_deleted_block_leaves_learners_words_where_they_are(self) -> None:
        space = self.space_of(self.key)
        self.store.delete_item(self.key, self.author.user.id)
        assert models.Entry.objects.get().space == space

    # Libraries of the older kind.

    def test_a_block_in_an_older_library_is_previewed_and_keeps_nothing(self) -> None:
        library = LibraryFactory.create(modulestore=self.store)
        key = BlockFactory.create(
            parent=library, category="cpd_reflection", display_name="For any course", publish_item=False
        ).usage_key
        self.author.user.is_staff = True
        self.author.user.save()
        answer = self.author.sees(library.usage_key, "container_preview")
        assert answer.status_code == 200
        assert "For any course" in answer.json()["html"]
        assert "nothing is saved here" in answer.json()["html"]
        for handler, fields in LEARNERS.items():
            assert self.author.sends(key, handler, fields, door=PREVIEW).status_code == 403
        self.assert_nothing_is_kept()
