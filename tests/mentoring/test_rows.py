"""Lists of people as facilitators paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_community_xblock.mentoring.forms import rows


def names(text: str) -> list[tuple[int, str]]:
    return [(row.line, row.name) for row in rows.parse(text)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "amara\nmeera",
        "amara\r\n\r\nmeera\r\n",
        "\ufeffusername\namara\nmeera",
        "Username;Name\namara;Amara Okoye\nmeera;Meera Nair",
        'name,username\nAmara,amara\n"Nair, Meera",meera',
        "Name\tE-mail\tUser name\nAmara\t\tamara\nMeera\t\tmeera",
        ' "amara" \n meera ,',
    ],
)
def test_one_a_line_or_rows_of_a_spreadsheet(text: str) -> None:
    assert [name for _line, name in names(text)] == ["amara", "meera"]


def test_without_a_header_an_address_goes_before_the_first_cell() -> None:
    assert names("Amara Okoye,amara@example.com\nmeera,Meera Nair") == [(1, "amara@example.com"), (2, "meera")]


def test_where_the_username_is_missing_the_address_is_read() -> None:
    assert names("username,email\n,amara@example.com\nmeera,") == [(2, "amara@example.com"), (3, "meera")]


def test_lines_are_counted_as_a_spreadsheet_does() -> None:
    found, bad = rows.parse("username,name\n\n,Amara\nmeera,Meera")
    assert [(row.line, row.name) for row in found] == [(4, "meera")]
    assert [(row.line, row.text) for row in bad] == [(3, "Amara")]


def test_a_quotation_mark_left_open_swallows_nothing() -> None:
    assert names('"amara\nmeera') == [(1, "amara"), (2, "meera")]


def test_more_rows_than_are_taken_are_named_and_not_silently_dropped() -> None:
    found, bad = rows.parse("\n".join(f"person{number}" for number in range(rows.MAX_ROWS + 5)))
    assert len(found) == rows.MAX_ROWS
    assert [row.line for row in bad] == [rows.MAX_ROWS + 1]


def test_rows_that_name_nobody_count_as_rows() -> None:
    found, bad = rows.parse("username,name\n" + ",Amara\n" * 4 * rows.MAX_ROWS)
    assert found == []
    assert len(bad) == rows.MAX_ROWS + 1


def test_what_is_no_name_is_said_to_be_none() -> None:
    [bad] = rows.parse("x" * 300)[1]
    assert bad.line == 1
    assert len(bad.text) < 50


@given(st.text(alphabet=st.sampled_from(list("ab@,;\t\"'\n\r \0\ufeff\u2028é")), max_size=80))
def test_every_row_with_something_in_it_is_taken_or_named(text: str) -> None:
    found, bad = rows.parse(text)
    lines = [row.line for row in (*found, *bad)]
    assert len(set(lines)) == len(lines)
    assert all(row.name and row.name.strip() == row.name for row in found)
