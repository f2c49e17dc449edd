"""The platform's host in Studio: who people are, who may author, and where a block is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import crum
from cms.djangoapps.contentstore.utils import load_services_for_studio
from cms.djangoapps.contentstore.views.preview import _load_preview_block
from common.djangoapps.student.roles import CourseLimitedStaffRole, OrgStaffRole
from contract import PeopleContract
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from edxapp_world import EdxappWorld
from xmodule.modulestore.tests.django_utils import SharedModuleStoreTestCase
from xmodule.modulestore.tests.factories import BlockFactory, CourseFactory, LibraryFactory

from cpd_community_xblock.host.data import Place


class TestEdxappHostInStudio(PeopleContract, SharedModuleStoreTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.courses = [CourseFactory.create(run=run) for run in ("here", "elsewhere")]
        unit = cls.courses[0]
        for category in ("chapter", "sequential", "vertical"):
            unit = BlockFactory.create(parent=unit, category=category)
        cls.in_course = BlockFactory.create(parent=unit, category="cpd_reflection").usage_key
        library = LibraryFactory.create(modulestore=cls.store)
        cls.in_library = BlockFactory.create(parent=library, category="cpd_reflection", publish_item=False).usage_key

    def setUp(self) -> None:
        super().setUp()
        self.world = EdxappWorld(*(course.id for course in self.courses))

    @contextmanager
    def previewed(self, usage_key: Any, user: Any) -> Iterator[Any]:
        with self.request_of(user) as request:
            yield _load_preview_block(request, self.store.get_item(usage_key))

    @contextmanager
    def edited(self, usage_key: Any, user: Any) -> Iterator[Any]:
        with self.request_of(user):
            block = self.store.get_item(usage_key)
            load_services_for_studio(block.runtime, user)
            yield block

    @contextmanager
    def request_of(self, user: Any) -> Iterator[Any]:
        request = RequestFactory().get("/")
        request.user = user or AnonymousUser()
        request.session = {}
        crum.set_current_request(request)
        try:
            yield request
        finally:
            crum.set_current_request(None)

    def test_the_preview_and_the_editor_are_studio(self) -> None:
        ines = self.world.create_user("ines")
        for way in (self.previewed, self.edited):
            with way(self.in_course, ines) as block:
                visitor = self.world.host.visitor(block)
            assert (visitor.user_id, visitor.place, visitor.masquerading) == (ines.id, Place.STUDIO, False)

    def test_a_library_is_a_library_even_in_studio(self) -> None:
        ines = self.world.create_user("ines")
        for way in (self.previewed, self.edited):
            with way(self.in_library, ines) as block:
                visitor = self.world.host.visitor(block)
            assert (visitor.user_id, visitor.place) == (ines.id, Place.LIBRARY)

    def test_an_organisations_staff_may_author_and_limited_staff_may_not(self) -> None:
        org, limited = self.world.create_user("org"), self.world.create_user("limited")
        OrgStaffRole(self.world.here.org).add_users(org)
        CourseLimitedStaffRole(self.world.here).add_users(limited)
        may = self.world.host.may_author
        assert may(user_id=org.id, course_key=self.world.here)
        assert not may(user_id=limited.id, course_key=self.world.here)
