"""Whether the demo's database has the tables that the code wants, and how it comes by them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import DatabaseError

RESET = ".venv/bin/python -m demo reset_demo"


def migrate() -> None:
    """Make what tables are missing. Raises ``CommandError`` where those that are there were made by older code."""
    try:
        # Until 0.14 the sdk had no migrations, and made its table without.
        call_command("migrate", run_syncdb=True, fake_initial=True, interactive=False, verbosity=0)
    except DatabaseError as error:
        raise CommandError(_outdated()) from error
    check()


def check() -> None:
    """Raise ``CommandError`` where the tables are not those that the code wants."""
    if not is_current():
        raise CommandError(_outdated())


def is_current() -> bool:
    """Whether every table is there, with exactly its columns.

    Django's own record of migrations does not tell: until the first release the package's one is rewritten in place.
    """
    with connection.cursor() as cursor:
        found = set(connection.introspection.table_names(cursor))
        describe = connection.introspection.get_table_description
        return all(
            table in found and {column.name for column in describe(cursor, table)} == columns
            for table, columns in _wanted()
        )


def rebuild() -> None:
    """Begin with an empty file."""
    connection.close()
    for suffix in ("", "-journal", "-wal", "-shm"):
        Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    migrate()


def _wanted() -> Iterator[tuple[str, set[str]]]:
    models: list[Any] = apps.get_models(include_auto_created=True)
    for model in models:
        options = model._meta  # noqa: SLF001 - Django documents it under this name
        if options.managed and not options.proxy:
            yield options.db_table, {field.column for field in options.local_concrete_fields}


def _outdated() -> str:
    return (
        "The demo's database was made by another version of this code. To begin the story again, with what was done "
        f"in it gone, run:\n{RESET}"
    )
