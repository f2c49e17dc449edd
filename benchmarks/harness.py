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
from typing import Any

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


@dataclass(frozen=True)
class Target:
    """Something to reach, and what was measured."""

    name: str
    wanted: str
    measured: str
    reached: bool


@contextmanager
def database() -> Iterator[str]:
    """A fresh database, on SQLite or on the server that CPD_TEST_DATABASE_URL names; gives its vendor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415  settings come first

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure(
    name: str, size: int, act: Callable[[Any], object], *, prepare: Callable[[], Any] = lambda: None, runs: int = 60
) -> Figure:
    """Run something once for its queries and then ``runs`` times for its time.

    What ``prepare`` gives is handed to ``act``; it comes before every run and is not part of the measurement.
    """
    from django.db import connection  # noqa: PLC0415  settings come first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    given = prepare()
    with CaptureQueriesContext(connection) as captured:
        act(given)
    times = []
    for _run in range(runs):
        given = prepare()
        began = time.perf_counter()
        act(given)
        times.append((time.perf_counter() - began) * 1000)
    return Figure(name, size, len(captured), round(statistics.median(times), 2), round(max(times), 2), runs)


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    return parser


def report(figures: list[Figure], targets: list[Target], *, vendor: str, file: Path | None) -> None:
    """Print the table and write the figures."""
    print(f"Python {platform.python_version()}, Django {django.__version__}, {vendor}")
    print(f"{'what':<34}{'size':>8}{'queries':>9}{'median ms':>11}{'worst ms':>10}")
    for figure in figures:
        print(f"{figure.name:<34}{figure.size:>8}{figure.queries:>9}{figure.median_ms:>11.2f}{figure.worst_ms:>10.2f}")
    if targets:
        print("\nTo reach")
    for target in targets:
        print(f"{target.name:<46}{target.wanted:>16}{target.measured:>14}  {'yes' if target.reached else 'NO'}")
    if file:
        known = {"python": platform.python_version(), "django": django.__version__, "database": vendor}
        kept = {"figures": [asdict(figure) for figure in figures], "targets": [asdict(target) for target in targets]}
        file.write_text(json.dumps({**known, **kept}, indent=2) + "\n")
