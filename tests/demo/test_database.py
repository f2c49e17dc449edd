"""A database that older code made is noticed, and can be made anew."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RESET = ".venv/bin/python -m demo reset_demo"


class Demo:
    """The demo as a process of its own, with a database of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        environment |= {"CPD_DEMO_DATABASE": str(self.file), "PORT": "1"}
        command = [sys.executable, "-m", "demo", *arguments]
        return subprocess.run(
            command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
        )

    def change(self, statement: str) -> None:
        with sqlite3.connect(self.file) as connection:
            connection.execute(statement)
        connection.close()

    def people(self) -> int:
        with sqlite3.connect(self.file) as connection:
            (count,) = connection.execute("SELECT COUNT(*) FROM auth_user").fetchone()
        connection.close()
        return int(count)


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    return Demo(tmp_path / "demo.sqlite3")


def test_a_reset_makes_a_database_where_there_is_none(demo: Demo) -> None:
    assert demo.run("reset_demo").returncode == 0
    assert demo.people() > 0
    assert demo.run("load_demo").returncode == 0


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE cpd_community_xblock_post DROP COLUMN stem",
        "ALTER TABLE cpd_community_xblock_post ADD COLUMN mood TEXT NOT NULL DEFAULT ''",
        "DROP TABLE cpd_community_xblock_staffact",
    ],
    ids=["a column is missing", "a column too many", "a table is missing"],
)
def test_a_database_of_another_version_is_named_and_begun_anew(demo: Demo, statement: str) -> None:
    demo.run("reset_demo")
    demo.change(statement)
    for arguments in ((), ("load_demo",)):
        refused = demo.run(*arguments)
        assert refused.returncode == 1
        assert RESET in refused.stderr
        assert "Traceback" not in refused.stderr
    assert demo.run("reset_demo").returncode == 0
    assert demo.run("load_demo").returncode == 0
