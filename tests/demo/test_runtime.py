"""The runtime: whom it is bound to, its addresses, and what becomes of events."""

import pytest
from django.contrib.auth import get_user_model

from demo import course
from demo.models import Completion, Grade
from demo.runtime import block_for

KEY = course.usage_key("cpd_reflection", "wk1-noticing")

pytestmark = pytest.mark.django_db


def person(username: str):
    return get_user_model().objects.get(username=username)


def attributes(block) -> dict[str, object]:
    return block.runtime.service(block, "user").get_current_user().opt_attrs


@pytest.mark.usefixtures("people")
def test_the_user_service_tells_who_is_there_as_the_platform_does() -> None:
    told = attributes(block_for(KEY, person("meera")))
    assert told["edx-platform.user_id"] == person("meera").id
    assert told["edx-platform.username"] == "meera"
    assert told["edx-platform.user_role"] == "student"
    assert told["edx-platform.user_is_staff"] is False
    assert told["edx-platform.user_preferences"]["time_zone"] == "Asia/Kolkata"


@pytest.mark.usefixtures("people")
def test_the_course_team_is_staff_in_the_course_and_nobody_in_particular_in_studio() -> None:
    assert attributes(block_for(KEY, person("ines")))["edx-platform.user_is_staff"] is True
    in_studio = attributes(block_for(KEY, person("ines"), studio=True))
    assert in_studio["edx-platform.anonymous_user_id"] == "student"
    assert in_studio["edx-platform.user_is_staff"] is False


def test_nobody_has_no_attributes_but_that() -> None:
    assert attributes(block_for(KEY, None)) == {"edx-platform.is_authenticated": False}


def test_only_studios_preview_is_in_author_mode() -> None:
    assert block_for(KEY, None, preview=True).runtime.is_author_mode is True
    for block in (block_for(KEY, None), block_for(KEY, None, studio=True)):
        assert not hasattr(block.runtime, "is_author_mode")


def test_a_handlers_address_names_nobody() -> None:
    block = block_for(KEY, None)
    address = block.runtime.handler_url(block, "page", query="view=talk")
    assert address == f"/handler/course/{KEY}/page?view=talk"
    with pytest.raises(ValueError, match="not a handler"):
        block.runtime.handler_url(block, "render")


@pytest.mark.usefixtures("people")
def test_completion_and_grades_are_kept_and_replaced() -> None:
    block = block_for(KEY, person("amara"))
    for value in (0.5, 1.0):
        block.emit_completion(value)
        block.runtime.publish(block, "grade", {"value": value, "max_value": 1})
    mine = {"user": person("amara"), "usage_key": KEY}
    assert Completion.objects.get(**mine).value == 1.0
    assert Grade.objects.get(**mine).value == 1.0


@pytest.mark.usefixtures("people")
def test_a_grade_that_is_only_to_rise_does_not_fall() -> None:
    block = block_for(KEY, person("amara"))
    for value, most in ((2, 4), (1, 4), (3, 12)):
        grade = {"value": value, "max_value": most, "only_if_higher": True}
        block.runtime.publish(block, "grade", grade)
    kept = Grade.objects.get(user=person("amara"), usage_key=KEY)
    assert (kept.value, kept.max_value) == (2, 4)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("way", [{"studio": True}, {"preview": True}, {"masquerading": True}])
def test_nothing_is_completed_in_studio_or_in_someone_elses_place(way: dict[str, bool]) -> None:
    before = Completion.objects.count()
    block_for(KEY, person("dermot"), **way).emit_completion(1.0)
    block_for(KEY, None).emit_completion(1.0)
    assert Completion.objects.count() == before
