"""What a course author sets: how it is read, and how nothing typed is lost on the way."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_community_xblock.core.errors import InvalidForm
from cpd_community_xblock.reflection import stages, templates
from cpd_community_xblock.reflection.settings_form import MAX_STAGES, ReflectionSettingsForm, rearranged
from tests import builders

STAGE = {"id": "what", "heading": "What?", "opens": "at_once"}


def typed(*rows: dict[str, str], do: str = "", **fields: Any) -> QueryDict:
    """What the author's browser sends."""
    sent = {"template": templates.DEFAULT, "audience": "cohort", "naming": "choice", **builders.ASKED, **fields}
    sent |= {"stages-TOTAL_FORMS": str(len(rows)), "stages-INITIAL_FORMS": str(len(rows))}
    for place, row in enumerate(rows):
        sent |= {f"stages-{place}-{name}": value for name, value in row.items()}
    return QueryDict(urlencode({**sent, "do": do}, doseq=True))


def rows_of(stage_list) -> list[dict[str, str]]:
    """Stages as a form shows them, which is as it sends them back."""
    rows = []
    for stage in stage_list:
        row = {name: str(value) for name, value in stages.to_field(stage).items() if name != "optional"}
        rows.append({**row, **({"optional": "on"} if stage.optional else {})})
    return rows


def refused(data: QueryDict) -> ReflectionSettingsForm:
    form = ReflectionSettingsForm(data)
    with pytest.raises(InvalidForm) as found:
        form.checked()
    assert found.value.form is form
    return form


def test_settings_are_read_as_they_were_meant() -> None:
    row = {**STAGE, "prompt": "In outline?", "minimum_words": "40", "optional": "on", "opens": "on_date"}
    data = typed(
        {**row, "date": "2026-10-31"},
        display_name="A pause",
        audience="course",
        naming="pseudonym",
        stems="I noticed …\n\n  I wondered …  \n",
        incident_url="https://example.org/report",
    )
    checked = ReflectionSettingsForm(data).checked()
    assert checked["display_name"] == "A pause"
    assert (checked["audience"], checked["naming"]) == ("course", "pseudonym")
    assert checked["stems"] == ["I noticed …", "I wondered …"]
    [stage] = checked["stages"]
    assert (stage["minimum_words"], stage["optional"], stage["opens"], stage["date"]) == (
        40,
        True,
        "on_date",
        "2026-10-31",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", "x" * 201),
        ("template", "nowhere"),
        ("audience", "everyone"),
        ("audience", "pair"),
        ("naming", ""),
        ("stems", "\n".join("abcdefghi")),
        ("stems", "x" * 121),
        ("incident_text", "x" * 201),
        ("incident_url", "javascript:alert(1)"),
        ("incident_url", "example.org"),
        ("wellbeing_url", "ftp://example.org"),
        ("wellbeing_text", "a\x00b"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_kept(field: str, value: str) -> None:
    form = refused(typed(STAGE, **{field: value}))
    assert set(form.errors) == {field}
    assert form[field].value() == value


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("heading", {"heading": ""}),
        ("heading", {"heading": "x" * 121}),
        ("prompt", {"prompt": "x" * 1001}),
        ("guidance", {"guidance": "x" * 2001}),
        ("minimum_words", {"minimum_words": "-1"}),
        ("minimum_words", {"minimum_words": "some"}),
        ("minutes", {"minutes": "241"}),
        ("opens", {"opens": "some day"}),
        ("days", {"opens": "after_previous", "days": ""}),
        ("days", {"opens": "after_previous", "days": "366"}),
        ("week", {"opens": "in_week", "week": ""}),
        ("week", {"opens": "in_week", "week": "0"}),
        ("date", {"opens": "on_date", "date": ""}),
        ("date", {"opens": "on_date", "date": "31.10."}),
    ],
)
def test_what_is_wrong_in_a_part_is_named_there_and_kept(field: str, row: dict[str, str]) -> None:
    form = refused(typed(STAGE, {**STAGE, "id": "so_what", **row}))
    first, second = form.stages
    assert not first.errors
    assert set(second.errors) == {field}
    assert len(second.errors[field]) == 1
    assert second[field].value() == row[field]


def test_days_may_be_none_and_week_and_date_are_asked_for_where_they_count_alone() -> None:
    rows = [{**STAGE, "week": "", "date": ""}, {**STAGE, "id": "b", "opens": "after_previous", "days": "0"}]
    assert ReflectionSettingsForm(typed(*rows)).is_valid()
    assert ReflectionSettingsForm(typed(*rows)).stages.is_valid()


def test_a_reflection_has_at_least_one_part_and_not_too_many() -> None:
    for rows in ([], [{**STAGE, "id": str(number)} for number in range(MAX_STAGES + 1)]):
        assert refused(typed(*rows)).stages.non_form_errors()


@pytest.mark.parametrize("total", ["", "-1", "many", "9" * 5000])
def test_a_count_of_parts_that_is_none_is_an_error_and_no_crash(total: str) -> None:
    data = typed(STAGE).copy()
    data["stages-TOTAL_FORMS"] = total
    assert refused(data).stages.total_error_count()
    rearranged(data)


@pytest.mark.parametrize("model", templates.templates(), ids=lambda model: model.id)
def test_a_models_own_parts_are_kept_as_none_so_that_they_stay_translated(model) -> None:
    data = typed(*rows_of(model.stages), template=model.id)
    assert ReflectionSettingsForm(data).checked()["stages"] == []


def test_another_model_brings_its_own_parts_where_none_was_changed() -> None:
    shown = rows_of(templates.template("gibbs").stages)
    assert ReflectionSettingsForm(typed(*shown, template="kolb")).checked()["stages"] == []
    shown[0]["heading"] = "First of all"
    kept = ReflectionSettingsForm(typed(*shown, template="kolb")).checked()["stages"]
    assert kept[0]["heading"] == "First of all"


def test_parts_that_differ_from_the_models_are_kept() -> None:
    rows = rows_of(templates.template(templates.DEFAULT).stages)
    rows[0]["heading"] = "What happened?"
    kept = ReflectionSettingsForm(typed(*rows)).checked()["stages"]
    assert [stage["heading"] for stage in kept] == ["What happened?", "So what?", "Now what?"]
    assert [stage["id"] for stage in kept] == ["what", "so_what", "now_what"]


def test_a_new_part_gets_an_id_that_no_other_has() -> None:
    rows = [STAGE, {**STAGE, "id": ""}, {**STAGE, "id": ""}]
    ids = [stage["id"] for stage in ReflectionSettingsForm(typed(*rows)).checked()["stages"]]
    assert ids[0] == "what"
    assert all(stage_id.startswith("part-") for stage_id in ids[1:])
    assert len(set(ids)) == 3


@pytest.mark.parametrize("stage_id", ["What happened?", "ما حدث", "a.b/c"])
def test_an_id_from_olx_is_kept_whatever_it_looks_like(stage_id: str) -> None:
    [kept] = ReflectionSettingsForm(typed({**STAGE, "id": stage_id})).checked()["stages"]
    assert kept["id"] == stage_id


# The buttons that move parts.

A, B, C = ({"id": name, "heading": name.upper(), "opens": "at_once"} for name in "abc")


def moved(do: str, *rows: dict[str, str]) -> list[str]:
    return [row.get("id", "new") for row in rearranged(typed(*(rows or (A, B, C)), do=do))["stages"]]


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up-1", ["b", "a", "c"]),
        ("up-2", ["a", "c", "b"]),
        ("down-0", ["b", "a", "c"]),
        ("down-1", ["a", "c", "b"]),
        ("remove-1", ["a", "c"]),
        ("add", ["a", "b", "c", "new"]),
        ("template", ["what", "so_what", "now_what"]),
        ("up-0", ["a", "b", "c"]),
        ("down-2", ["a", "b", "c"]),
        ("remove-3", ["a", "b", "c"]),
        ("up--1", ["a", "b", "c"]),
        ("up-²", ["a", "b", "c"]),
        ("dance", ["a", "b", "c"]),
        ("", ["a", "b", "c"]),
    ],
)
def test_a_button_does_what_it_says_and_anything_else_does_nothing(do: str, order: list[str]) -> None:
    assert moved(do) == order


def test_the_last_part_cannot_be_removed_nor_one_too_many_added() -> None:
    assert moved("remove-0", A) == ["a"]
    many = [{**A, "id": str(number)} for number in range(MAX_STAGES)]
    assert len(moved("add", *many)) == MAX_STAGES


def test_replacing_the_parts_takes_those_of_the_model_that_is_chosen() -> None:
    found = rearranged(typed(A, template="gibbs", do="template"))["stages"]
    assert [row["id"] for row in found] == [stage.id for stage in templates.template("gibbs").stages]


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
row_of_anything = st.fixed_dictionaries(
    dict.fromkeys(
        ["id", "heading", "prompt", "guidance", "minimum_words", "minutes", "opens", "days", "week", "date"], anything
    ),
    optional={"optional": st.just("on")},
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(row_of_anything, min_size=1, max_size=4),
    do=st.sampled_from(["add", "up-1", "down-0", "up-3", "nothing"]),
    stems=anything,
    url=anything,
)
def test_moving_parts_keeps_everything_that_was_typed_right_or_wrong(rows, do: str, stems: str, url: str) -> None:
    kept = rearranged(typed(*rows, do=do, stems=stems, incident_url=url))
    assert (kept["stems"], kept["incident_url"]) == (stems, url)
    shown = [
        {name: value for name, value in row.items() if value} for row in kept["stages"] if row.get("id") is not None
    ]
    for row in rows:
        assert {name: value for name, value in row.items() if value} in shown
    form = ReflectionSettingsForm(initial=kept)
    html = form.as_p() + "".join(stage.as_p() for stage in form.stages)
    assert html.count("<textarea") == 3 + 2 * len(kept["stages"])
