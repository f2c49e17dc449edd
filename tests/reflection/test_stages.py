"""Stages in a block's field, which people edit by hand."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_community_xblock.reflection import stages, templates
from cpd_community_xblock.reflection.data import Opens, Stage

STAGE = Stage(
    id="so_what",
    heading="So what?",
    prompt="What did you learn?",
    guidance="A line is enough.",
    minimum_words=40,
    optional=True,
    opens=Opens.ON_DATE,
    days=3,
    week=4,
    date=date(2026, 10, 31),
    minutes=10,
)
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(list(Opens))
junk = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
likely = st.dictionaries(st.sampled_from([*stages.to_field(STAGE), "surprise"]), junk)


@settings(max_examples=300, deadline=None)
@given(st.one_of(junk, likely), st.integers(0, 50))
def test_whatever_stands_there_makes_a_stage(value: object, place: int) -> None:
    stage = stages.from_field(value, place)
    assert stage.id
    assert len(stage.id) <= 64
    assert min(stage.minimum_words, stage.days, stage.week, stage.minutes) >= 0
    assert isinstance(stage.opens, Opens)
    json.dumps(stages.to_field(stage))


@settings(max_examples=300, deadline=None)
@given(st.one_of(junk, st.lists(st.one_of(likely, junk), max_size=6)))
def test_whatever_list_stands_there_makes_stages_that_can_be_told_apart(values: object) -> None:
    found = stages.from_fields(values)
    assert len(found) == (len(values) if isinstance(values, list) else 0)
    assert len({stage.id.casefold() for stage in found}) == len(found)
    assert all(len(stage.id) <= 64 for stage in found)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-3", "part-2", "x" * 64, ""]), max_size=8))
def test_repeated_ids_are_told_apart_the_same_way_every_time(ids: list[str]) -> None:
    values = [{"id": stage_id} for stage_id in ids]
    found = [stage.id for stage in stages.from_fields(values)]
    assert len({stage_id.casefold() for stage_id in found}) == len(ids)
    assert [stage.id for stage in stages.from_fields(values)] == found


def test_a_repeated_id_is_told_apart_by_its_place() -> None:
    found = stages.from_fields([{"id": "what"}, {"id": "now"}, {"id": "what"}])
    assert [stage.id for stage in found] == ["what", "now", "what-3"]


def test_a_stage_without_an_id_is_known_by_its_place() -> None:
    assert [stage.id for stage in stages.from_fields([{}, {"id": " "}, {"heading": "x"}])] == [
        "part-1",
        "part-2",
        "part-3",
    ]


def test_white_space_around_an_id_is_no_part_of_it() -> None:
    # Forms strip what they are sent, and a text would be kept under another id than the stage's.
    assert stages.from_field({"id": " what\n"}).id == "what"
    assert stages.from_field({"id": "x" * 63 + " y"}).id == "x" * 63


def test_a_stage_goes_to_its_field_and_back_unchanged() -> None:
    assert stages.from_field(json.loads(json.dumps(stages.to_field(STAGE)))) == STAGE


@pytest.mark.parametrize("model", templates.templates(), ids=lambda model: model.id)
def test_every_published_model_goes_to_its_field_and_back_unchanged(model) -> None:
    values = json.loads(json.dumps([stages.to_field(stage) for stage in model.stages]))
    assert stages.from_fields(values) == model.stages


@pytest.mark.parametrize(
    ("field", "given_value", "read"),
    [
        ("minutes", "7", 7),
        ("minutes", -3, 0),
        ("minutes", "many", 0),
        ("minutes", 10**12, 100_000),
        ("days", 2.9, 2),
        ("week", None, 0),
        ("date", "31/10/2026", None),
        ("date", "2026-10-31", date(2026, 10, 31)),
        ("opens", "tomorrow", Opens.AT_ONCE),
        ("opens", [], Opens.AT_ONCE),
        ("opens", "in_week", Opens.IN_WEEK),
        ("optional", "yes", False),
        ("optional", True, True),
        ("heading", None, ""),
        ("heading", 7, "7"),
    ],
)
def test_what_makes_no_sense_takes_its_default(field: str, given_value: object, read: object) -> None:
    assert getattr(stages.from_field({field: given_value}), field) == read


def test_the_default_model_comes_first_and_stands_in_for_an_unknown_one() -> None:
    models = templates.templates()
    assert models[0].id == templates.DEFAULT
    assert templates.template("nowhere") == models[0]
    assert [templates.template(model.id) for model in models] == list(models)
    assert len(models) == 7


@pytest.mark.parametrize("model", templates.templates(), ids=lambda model: model.id)
def test_every_part_of_a_published_model_has_a_question_and_an_id_of_its_own(model) -> None:
    assert all(stage.heading and stage.prompt and stage.minutes for stage in model.stages)
    assert len({stage.id for stage in model.stages}) == len(model.stages)
