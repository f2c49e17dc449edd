"""A course in Studio with a reflection, its author, and someone who has no part in it."""

from typing import Any

from browser import CSRF_TOKEN, PASSWORD, Browser
from common.djangoapps.student.roles import CourseStaffRole
from common.djangoapps.student.tests.factories import UserFactory
from django.http import HttpResponse
from django.urls import reverse
from xmodule.modulestore.tests.django_utils import ModuleStoreTestCase
from xmodule.modulestore.tests.factories import BlockFactory, CourseFactory

# Studio's two addresses of a handler: for what is done in the editor and in the preview. Both check only that someone
# is signed in.
EDITOR = "component_handler"
PREVIEW = "preview_handler"

STAGES = [
    {"id": "what", "heading": "What?", "prompt": "What happened?"},
    {"id": "now_what", "heading": "Now what?", "prompt": "What will you do?", "opens": "in_week", "week": 2},
]


class Author(Browser):
    def sees(self, usage_key: Any, view: str) -> HttpResponse:
        """One of a block's views, as Studio's pages fetch it."""
        return self.client.get(f"/xblock/{usage_key}/{view}", headers={"Accept": "application/json"})

    def sends(
        self, usage_key: Any, handler: str, fields: Any, *, door: str = EDITOR, csrf: str = CSRF_TOKEN
    ) -> HttpResponse:
        return self.submits(address(usage_key, handler, door=door), fields, csrf=csrf)

    def asks(self, usage_key: Any, handler: str, *, door: str = PREVIEW, **query: Any) -> HttpResponse:
        return self.client.get(address(usage_key, handler, door=door), query)

    def makes_a_copy(self, usage_key: Any, parent: Any) -> HttpResponse:
        return self.makes({"parent_locator": str(parent), "duplicate_source_locator": str(usage_key)})

    def pastes(self, parent: Any) -> HttpResponse:
        return self.makes({"parent_locator": str(parent), "staged_content": "clipboard"})

    def makes(self, what: dict[str, str]) -> HttpResponse:
        return self.posts(
            reverse("xblock_handler"), what, content_type="application/json", HTTP_ACCEPT="application/json"
        )


def address(usage_key: Any, handler: str, *, door: str) -> str:
    return reverse(door, kwargs={"usage_key_string": str(usage_key), "handler": handler, "suffix": ""})


def settings_form(**changes: Any) -> dict[str, Any]:
    """What the editor sends for two stages, with changes to it."""
    fields: dict[str, Any] = {
        "display_name": "A time you noticed",
        "template": "what_so_what_now_what",
        "audience": "cohort",
        "naming": "choice",
        "stems": "",
        "responses_asked": "2",
        "responses_promised": "2",
        "promise_hours": "72",
        "follow_up_days": "21",
        "follow_up_prompt": "",
        "completes_with": ["wrote"],
        "weight": "0",
        "incident_text": "",
        "incident_url": "",
        "wellbeing_text": "",
        "wellbeing_url": "",
        "stages-TOTAL_FORMS": "2",
        "stages-INITIAL_FORMS": "2",
    }
    for place, heading in enumerate(["What?", "Now what?"]):
        fields |= {f"stages-{place}-id": heading.lower()[:-1].replace(" ", "_"), f"stages-{place}-heading": heading}
        fields |= {f"stages-{place}-prompt": f"Say: {heading}", f"stages-{place}-opens": "at_once"}
    return fields | changes


class StudioCase(ModuleStoreTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.course = CourseFactory.create(advanced_modules=["cpd_reflection"])
        chapter = BlockFactory.create(parent=self.course, category="chapter")
        self.sequence = BlockFactory.create(parent=chapter, category="sequential")
        self.unit = BlockFactory.create(parent=self.sequence, category="vertical")
        self.key = BlockFactory.create(
            parent=self.unit, category="cpd_reflection", display_name="A time you noticed", stages=STAGES
        ).usage_key
        self.author = self.signed_in("ines")
        CourseStaffRole(self.course.id).add_users(self.author.user)

    @staticmethod
    def signed_in(username: str) -> Author:
        return Author(UserFactory.create(username=username, password=PASSWORD))

    def stored(self, usage_key: Any = None) -> Any:
        return self.store.get_item(usage_key or self.key)
