"""SQL written by hand, where building a query takes longer than the database takes to answer it. See decision 0009.

It is plain enough for SQLite, MariaDB, MySQL and PostgreSQL alike: names stand without quotes, and values are bound.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.timezone import make_aware

from cpd_community_xblock.conversation import models

THREADS = models.Thread._meta.db_table  # noqa: SLF001  public, for all its name
POSTS = models.Post._meta.db_table  # noqa: SLF001


class Condition:
    """What has to be true of a row, with the values of its placeholders. Joined and negated as Django's ``Q`` are."""

    __slots__ = ("text", "values")

    def __init__(self, text: str, *values: Any) -> None:
        self.text, self.values = text, values

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.text}) AND ({other.text})", *self.values, *other.values)

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.text}) OR ({other.text})", *self.values, *other.values)

    def __invert__(self) -> "Condition":
        # NOT would leave out the rows in which a NULL makes this neither true nor false.
        return Condition(f"({self.text}) IS NOT TRUE", *self.values)


ALWAYS, NEVER = Condition("TRUE"), Condition("FALSE")


def among(column: str, values: Collection[Any]) -> Condition:
    """That a column has one of these values. There is no IN of nothing."""
    return Condition(f"{column} IN ({', '.join(['%s'] * len(values))})", *values) if values else NEVER


def select(
    columns: Collection[str], source: str, condition: Condition, *, order: str = "", limit: int | None = None
) -> list[tuple[Any, ...]]:
    """The rows of which a condition is true, moments as Django's models have them. MySQL gives 0 and 1 for truth."""
    ending = (f" ORDER BY {order}" if order else "") + (f" LIMIT {limit}" if limit else "")
    # What is written into the text comes from the code, never from a request.
    statement = f"SELECT {', '.join(columns)} FROM {source} WHERE {condition.text}{ending}"  # noqa: S608
    connection = _connection()
    with connection.cursor() as cursor:
        cursor.execute(statement, _bound(connection, condition.values))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if connection.features.supports_timezones:
        return rows
    # SQLite and MySQL know of no time zones: what they keep is in the connection's.
    zone = connection.timezone
    return [tuple([make_aware(cell, zone) if isinstance(cell, datetime) else cell for cell in row]) for row in rows]


def update(table: str, changes: Mapping[str, Any], condition: Condition) -> int:
    """Change the rows of which a condition is true, in one statement; gives how many there were."""
    sets = ", ".join(f"{column} = %s" for column in changes)
    statement = f"UPDATE {table} SET {sets} WHERE {condition.text}"  # noqa: S608
    connection = _connection()
    with connection.cursor() as cursor:
        cursor.execute(statement, _bound(connection, [*changes.values(), *condition.values]))
        number: int = cursor.rowcount
        return number


def _connection() -> BaseDatabaseWrapper:
    # A replica may lag, and offer what has been given to somebody else by now.
    return connections[router.db_for_write(models.Thread)]


def _bound(connection: BaseDatabaseWrapper, values: Collection[Any]) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]
