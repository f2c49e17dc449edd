"""What every benchmark shares: a database that is thrown away, figures, a table."""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import django


@dataclass(frozen=True)
class Figure:
    """One measurement: ``queries`` of a single run, ``median_ms`` and ``worst_ms`` of all."""

    name: str
    size: int
    queries: int
    median_ms: float
    worst_ms: float
    runs: int


@contextmanager
def database() -> Iterator[str]:
    """A fresh database, on SQLite in memory or on the server that CPD_TEST_DATABASE_URL names; gives its vendor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415  settings come first

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure(name: str, size: int, act: Callable[[], object], *, runs: int = 30) -> Figure:
    """Run something once for its queries and then ``runs`` times for its time."""
    from django.db import connection  # noqa: PLC0415  settings come first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        act()
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return Figure(name, size, len(captured), round(statistics.median(times), 2), round(max(times), 2), runs)


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    return parser


def report(figures: list[Figure], *, vendor: str, file: Path | None) -> None:
    """Print the table and write the figures."""
    print(f"Python {platform.python_version()}, Django {django.__version__}, {vendor}")
    print(f"{'what':<34}{'size':>8}{'queries':>9}{'median ms':>11}{'worst ms':>10}")
    for figure in figures:
        print(f"{figure.name:<34}{figure.size:>8}{figure.queries:>9}{figure.median_ms:>11.2f}{figure.worst_ms:>10.2f}")
    if file:
        known = {"python": platform.python_version(), "django": django.__version__, "database": vendor}
        file.write_text(json.dumps({**known, "figures": [asdict(figure) for figure in figures]}, indent=2) + "\n")
