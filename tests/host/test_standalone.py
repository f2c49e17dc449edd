"""The standalone host keeps the contract, bound through the demo's runtime."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.test import TestCase
from opaque_keys.edx.keys import CourseKey, UsageKey

from cpd_community_xblock import host
from cpd_community_xblock.host.data import CourseRun, Place, Role
from cpd_community_xblock.host.standalone import StandaloneHost
from demo.runtime import block_for, create_block
from tests.host.contract import HostContract

BLOCK = "block-v1:Trust+SEPSIS+2026+type@cpd_reflection+block@here"
IN_LIBRARY = "lib-block-v1:Trust+SEPSIS+type@cpd_reflection+block@here"
IN_NEW_LIBRARY = "lb:Trust:SEPSIS:cpd_reflection:here"


class StandaloneWorld:
    """Groups for roles and cohorts; the demo's runtime for blocks."""

    here = CourseKey.from_string("course-v1:Trust+SEPSIS+2026")
    elsewhere = CourseKey.from_string("course-v1:Trust+SEPSIS+2025")

    def __init__(self) -> None:
        self.host = StandaloneHost()
        create_block(BLOCK)

    def create_user(self, username: str, *, name: str = "") -> Any:
        first, _space, last = name.partition(" ")
        return get_user_model().objects.create_user(username, first_name=first, last_name=last)

    def create_user_with_zone(self) -> Any:
        return self.create_user("meera")

    def join(self, user: Any, course_key: Any, *, role: Role = Role.LEARNER, cohort: str = "") -> None:
        self.host.enrol(user_id=user.id, course_key=course_key, role=role, cohort=cohort or None)

    def leave(self, user: Any, course_key: Any) -> None:
        self.host.leave(user_id=user.id, course_key=course_key)

    def set_run(self, course_key: Any, *, name: str, start: datetime, end: datetime) -> None:
        self.host.runs[course_key] = CourseRun(name=name, start=start, end=end)

    def graduate(self, user: Any, course_key: Any) -> None:
        self.host.graduate(user_id=user.id, course_key=course_key)

    def give_address(self, user: Any, email: str, *, confirmed: bool = True) -> None:
        get_user_model().objects.filter(id=user.id).update(email=email, is_active=confirmed)

    def speak(self, user: Any, language: str) -> None:
        self.host.spoken[user.id] = language

    def anonymous_id(self, user: Any) -> str:
        return str(user.username)

    @contextmanager
    def bound(self, user: Any, *, looked_at_by: Any = None) -> Iterator[Any]:
        yield block_for(BLOCK, user, masquerading=looked_at_by is not None)


class TestStandaloneHost(HostContract, TestCase):
    def setUp(self) -> None:
        self.world = StandaloneWorld()

    def test_studio_and_its_preview_are_one_place(self) -> None:
        author = self.world.create_user("ines")
        for way in ({"studio": True}, {"preview": True}):
            assert self.world.host.visitor(block_for(BLOCK, author, **way)).place is Place.STUDIO

    def test_a_library_is_a_library_even_in_studio(self) -> None:
        author = self.world.create_user("ines")
        for key in (IN_LIBRARY, IN_NEW_LIBRARY):
            create_block(UsageKey.from_string(key))
            for way in ({}, {"studio": True}, {"preview": True}):
                assert self.world.host.visitor(block_for(key, author, **way)).place is Place.LIBRARY

    def test_its_clock_can_be_set(self) -> None:
        evening = datetime(2026, 9, 7, 20, 0, tzinfo=UTC)
        self.world.host.clock = lambda: evening
        assert self.world.host.now() == evening

    def test_a_course_that_nobody_described_goes_by_its_key(self) -> None:
        run = self.world.host.run(course_key=self.world.elsewhere, user_id=1)
        assert (run.name, run.start, run.end) == (str(self.world.elsewhere), None, None)

    def test_it_is_the_host_outside_the_platform(self) -> None:
        assert isinstance(host.current(), StandaloneHost)
