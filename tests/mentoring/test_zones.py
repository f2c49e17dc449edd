"""Time zones as people type them."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.mentoring.forms.zones import ZoneField
from cpd_community_xblock.mentoring.matching.rules import zone

FIELD = ZoneField(required=False)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/London", "Europe/London"),
        ("london", "Europe/London"),
        (" new  york ", "America/New_York"),
        ("asia/kolkata", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("", ""),
    ],
)
def test_a_zone_goes_by_its_name_or_its_city(typed: str, name: str) -> None:
    assert FIELD.clean(typed) == name


@pytest.mark.parametrize("typed", ["Nowhere", "Europe", "Europe/", "../etc/passwd", "localtime", "GMT+25"])
def test_any_other_is_refused_by_name(typed: str) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        FIELD.clean(typed)
    assert typed in str(refusal.value.messages)


@given(st.text(max_size=70))
def test_whatever_is_taken_is_a_zone_that_the_matching_knows(typed: str) -> None:
    try:
        name = FIELD.clean(typed)
    except forms.ValidationError:
        return
    assert name == "" or zone(name)
