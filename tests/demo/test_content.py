"""The course's OLX, its keys, and what may be written to it."""

import pytest
from django.contrib.auth import get_user_model
from xblock.exceptions import InvalidScopeError, NoSuchUsage

from demo import course, outline
from demo.olx import content
from demo.runtime import DemoRuntime, Mode, block_for, create_block

WEEK_3 = "block-v1:Demo+SEPSIS+2026+type@cpd_reflection+block@wk3-escalating"


def test_the_course_is_read_with_the_platforms_own_keys() -> None:
    assert str(content().root) == "block-v1:Demo+SEPSIS+2026+type@course+block@course"
    assert course.usage_key("html", "welcome") in content().usage_keys
    assert course.usage_key("cpd_reflection", "wk3-escalating") in content().usage_keys


@pytest.mark.django_db
def test_six_weeks_of_units_each_with_something_in_it() -> None:
    assert [week.number for week in outline.weeks()] == [1, 2, 3, 4, 5, 6]
    assert outline.weeks()[0].theme == "Noticing"
    assert all(unit.usage_keys for unit in outline.units())
    assert str(outline.talking().community_keys[0]) == WEEK_3


@pytest.mark.django_db
def test_a_block_knows_where_it_is() -> None:
    block = block_for(WEEK_3, None)
    assert str(block.usage_key) == WEEK_3
    assert block.context_key == course.KEY
    assert block.display_name == "A time you escalated"
    assert [stage["id"] for stage in block.stages] == ["what", "so_what", "now_what"]


@pytest.mark.django_db
def test_html_brings_its_file() -> None:
    welcome = block_for(course.usage_key("html", "welcome"), None)
    assert welcome.display_name == "Start here"
    assert welcome.data == (course.FOLDER / "html" / "welcome.html").read_text("utf-8")


@pytest.mark.django_db
def test_a_block_that_is_not_in_the_course_is_not_found() -> None:
    with pytest.raises(NoSuchUsage):
        block_for(course.usage_key("cpd_reflection", "nowhere"), None)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [Mode.COURSE, Mode.PREVIEW])
def test_content_cannot_be_written_outside_the_editor(mode: Mode) -> None:
    block = DemoRuntime(None, mode=mode).get_block(course.usage_key("cpd_reflection", "wk3-escalating"))
    block.display_name = "Something else"
    with pytest.raises(InvalidScopeError):
        block.save()


@pytest.mark.django_db
def test_what_an_author_saves_stays_beside_what_the_olx_says() -> None:
    block = block_for(WEEK_3, None, studio=True)
    block.display_name = "A worried call"
    block.save()
    again = block_for(WEEK_3, None)
    assert again.display_name == "A worried call"
    assert [stage["id"] for stage in again.stages] == ["what", "so_what", "now_what"]
    assert block_for(course.usage_key("cpd_reflection", "wk1-noticing"), None).display_name == "A time you noticed"


@pytest.mark.django_db
def test_a_value_that_an_author_takes_away_is_its_default_again() -> None:
    block = block_for(WEEK_3, None, studio=True)
    del block.stages
    block.save()
    again = block_for(WEEK_3, None)
    assert again.stages == []
    assert again.display_name == "A time you escalated"


@pytest.mark.django_db
def test_a_block_can_be_added_in_another_course_or_library() -> None:
    key = create_block("block-v1:Other+COURSE+1+type@cpd_reflection+block@new", display_name="New")
    assert block_for(key, None).display_name == "New"
    library = create_block("lb:Org:library:cpd_reflection:new", display_name="Shelved")
    assert block_for(library, None).context_key.is_course is False


@pytest.mark.django_db
def test_field_state_is_each_persons_own() -> None:
    first = get_user_model().objects.create(username="first")
    second = get_user_model().objects.create(username="second")
    block = block_for(WEEK_3, first)
    block.took_part = True
    block.save()
    assert block_for(WEEK_3, first).took_part is True
    assert block_for(WEEK_3, second).took_part is False
