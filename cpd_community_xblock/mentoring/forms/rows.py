"""A list of people that a facilitator pastes: CSV as spreadsheets write it, or just one name a line."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cpd_community_xblock.mentoring.data import BadRow, Row

MAX_ROWS = 5000
_LONGEST = 254
_NAMES = ("username", "user name", "user", "email", "e-mail", "mail", "email address", "e-mail address")


def parse(text: str) -> tuple[list[Row], list[BadRow]]:
    """Each row's account, by username or address, and the rows that name none.

    A header is optional: where one names a column of usernames or addresses, that one is read. Without one it is the
    first cell that holds an address, and where none does the first cell.
    """
    rows: list[Row] = []
    bad: list[BadRow] = []
    columns: tuple[int, ...] | None = None
    for line, cells in _cells(text.lstrip("\ufeff")):
        if not any(cells):
            continue
        if columns is None:
            columns = _header(cells)
            if columns:
                continue
        name = _name(cells, columns)
        if len(rows) + len(bad) >= MAX_ROWS:
            bad.append(
                BadRow(line, "", _("%(most)d rows are taken at a time. Send the rest apart.") % {"most": MAX_ROWS})
            )
            break
        if not name:
            bad.append(BadRow(line, _text(cells), _("There is neither a username nor an address in this row.")))
        elif len(name) > _LONGEST:
            bad.append(BadRow(line, name[:40] + "…", _("This is longer than any username or address.")))
        else:
            rows.append(Row(line, name))
    return rows, bad


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line by line, because a quotation mark left open would swallow all that follows, and an account's name has no
    line breaks."""
    separator = _separator(text)
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            [cells] = csv.reader([line.replace("\0", "")], delimiter=separator) if line.strip() else [[]]
        except (csv.Error, ValueError):
            cells = line.split(separator)
        yield number, [cell.strip().strip('"').strip() for cell in cells]


def _separator(text: str) -> str:
    """Whichever of the usual ones is in the first row that has any."""
    for line in text.splitlines()[:10]:
        counts = {sign: line.count(sign) for sign in "\t;,"}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","


def _header(cells: list[str]) -> tuple[int, ...]:
    """The columns that a header calls usernames or addresses, usernames first; none where the row is no header."""
    named = [cell.lower().replace("_", " ") for cell in cells]
    return tuple(named.index(name) for name in _NAMES if name in named)


def _name(cells: list[str], columns: tuple[int, ...] | None) -> str:
    if columns:
        return next((cells[column] for column in columns if column < len(cells) and cells[column]), "")
    return next((cell for cell in cells if "@" in cell), cells[0])


def _text(cells: list[str]) -> str:
    return ", ".join(filter(None, cells))[:80]
