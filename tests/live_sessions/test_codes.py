"""Codes on a screen: they hold for as long as it takes to type them, and nobody can reckon them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.live_sessions import codes

SECRET, OTHER = b"a secret of thirty-two bytes ...", b"another one of thirty-two bytes."
NOW = datetime(2026, 10, 25, 0, 59, 50, tzinfo=UTC)


def shown(now: datetime, secret: bytes = SECRET) -> str:
    return codes.digits(secret, codes.step_of(now))


def scanned(now: datetime, secret: bytes = SECRET) -> str:
    return codes.link(secret, codes.step_of(now))


def test_six_digits_with_their_noughts() -> None:
    found = {codes.digits(SECRET, step) for step in range(2000)}
    assert {len(code) for code in found} == {6} and all(code.isdigit() for code in found)
    assert any(code.startswith("0") for code in found)
    assert len(found) > 1990


@pytest.mark.parametrize("seconds", [-30, 0, 29, 30])
def test_it_holds_for_a_step_on_either_side(seconds: int) -> None:
    assert codes.is_current(SECRET, shown(NOW), now=NOW + timedelta(seconds=seconds))
    assert codes.opens(SECRET, scanned(NOW), now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-70, 61, 3600, -3600])
def test_and_for_no_longer(seconds: int) -> None:
    assert not codes.is_current(SECRET, shown(NOW), now=NOW + timedelta(seconds=seconds))
    assert not codes.opens(SECRET, scanned(NOW), now=NOW + timedelta(seconds=seconds))


def test_spaces_are_let_pass_as_it_is_shown_in_two_groups() -> None:
    code = shown(NOW)
    assert codes.is_current(SECRET, f" {code[:3]} {code[3:]}\n", now=NOW)


def test_another_sittings_secret_opens_nothing() -> None:
    assert not codes.opens(OTHER, scanned(NOW), now=NOW)
    assert shown(NOW) != shown(NOW, OTHER)


def test_the_digits_tell_nothing_of_the_link() -> None:
    assert shown(NOW) not in scanned(NOW)


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
"""Halves of pairs too, which JSON can hold."""


@given(ANYTHING)
def test_whatever_is_typed_is_a_yes_or_a_no(typed: str) -> None:
    near = {codes.digits(SECRET, codes.step_of(NOW) + step) for step in (-1, 0, 1)}
    assert codes.is_current(SECRET, typed, now=NOW) == ("".join(typed.split()) in near)
    assert codes.opens(SECRET, typed, now=NOW) is False


@given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_the_screen_changes_every_half_minute(now: datetime) -> None:
    left = codes.left_s(now)
    assert 0 < left <= codes.STEP_S
    assert codes.step_of(now + timedelta(seconds=left + 0.001)) == codes.step_of(now) + 1
