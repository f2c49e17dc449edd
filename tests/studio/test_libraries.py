"""A block in a content library: previewed, set up by the library's authors alone, and nobody takes part."""

import re
from typing import Any

from browser import CSRF_TOKEN, PASSWORD, Browser, text
from common.djangoapps.student.tests.factories import UserFactory
from django.test import TestCase, override_settings
from opaque_keys.edx.keys import UsageKey
from openedx.core.djangoapps.content_libraries import api as libraries
from openedx.core.djangoapps.xblock.api import load_block
from organizations.models import Organization
from studio_case import settings_form

from cpd_community_xblock import models


@override_settings(CORS_ORIGIN_WHITELIST=[])  # The platform's test settings leave it out.
class TestContentLibraries(TestCase):
    def setUp(self) -> None:
        org = Organization.objects.create(short_name="Trust", name="A trust")
        self.library = libraries.create_library(org=org, slug="reflections", title="Reflections")
        self.author = self.signed_in("ines")
        self.reader = self.signed_in("robin")
        for someone, level in ((self.author, "AUTHOR_LEVEL"), (self.reader, "READ_LEVEL")):
            libraries.set_library_user_permissions(
                self.library.key, someone.user, getattr(libraries.AccessLevel, level)
            )
        block = libraries.create_library_block(self.library.key, "cpd_reflection", "noticing", self.author.user.id)
        self.key = UsageKey.from_string(str(block.usage_key))

    @staticmethod
    def signed_in(username: str) -> Browser:
        return Browser(UserFactory.create(username=username, password=PASSWORD))

    def embedded(self, someone: Browser, view: str) -> Any:
        return someone.client.get(f"/xblocks/v2/{self.key}/embed/{view}/")

    def sends(self, someone: Browser, handler: str, fields: Any, *, csrf: str = CSRF_TOKEN) -> Any:
        where = someone.client.get(f"/api/xblock/v2/xblocks/{self.key}/handler_url/{handler}/").json()
        return someone.submits(where["handler_url"], fields, csrf=csrf)

    def stored(self) -> Any:
        return load_block(self.key, self.author.user)

    def test_it_is_previewed(self) -> None:
        for someone in (self.author, self.reader):
            page = self.embedded(someone, "student_view")
            assert page.status_code == 200
            assert "What happened, and what did you think and feel?" in text(page)
            assert "nothing is saved here" in text(page)
        assert not models.Space.objects.exists()

    def test_nobody_takes_part(self) -> None:
        draft = {"stage": "what", "body": "Words.", "version": 0, "base": ""}
        for someone in (self.author, self.reader):
            for handler in ("save_draft", "finish_stage"):
                answer = self.sends(someone, handler, draft)
                assert answer.status_code == 403
                assert "library" in text(answer)
        assert not models.Space.objects.exists()

    def test_an_author_sets_it_up(self) -> None:
        editor = self.embedded(self.author, "studio_view")
        assert editor.status_code == 200
        assert re.search(r'name="display_name"', text(editor))
        saved = self.sends(self.author, "save_settings", settings_form(display_name="Noticing"))
        assert saved.status_code == 200
        assert self.stored().display_name == "Noticing"
        assert [stage["heading"] for stage in self.stored().stages] == ["What?", "Now what?"]

    def test_a_reader_of_the_library_cannot(self) -> None:
        for handler in ("save_settings", "arrange_stages"):
            form = settings_form(display_name="Mine now", do="add")
            assert self.sends(self.reader, handler, form).status_code == 403
        assert self.stored().display_name != "Mine now"

    def test_another_site_cannot_by_the_address_alone(self) -> None:
        form = settings_form(display_name="Mine now")
        assert self.sends(self.author, "save_settings", form, csrf="").status_code == 403
        assert self.stored().display_name != "Mine now"
