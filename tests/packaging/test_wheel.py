"""The wheel, built from the source distribution and installed alone: does it bring all that Open edX will look for?"""

import ast
import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "cpd_community_xblock"
LEFT_BEHIND = shutil.ignore_patterns(".*", "build", "dist", "var", "*.egg-info", "__pycache__")


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, away from the checkout and from this environment's settings."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DJANGO", "CPD", "VIRTUAL"))
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    checkout = tmp_path_factory.mktemp("checkout") / "source"
    shutil.copytree(ROOT, checkout, ignore=LEFT_BEHIND)
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", dist, checkout, cwd=dist)
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = elsewhere / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel, cwd=elsewhere)
    probe = shutil.copy(Path(__file__).with_name("installed.py"), elsewhere)
    told: dict[str, Any] = json.loads(run(python, "-I", probe, cwd=elsewhere))
    assert Path(told["package"]).is_relative_to(environment)
    return told


def in_checkout(*patterns: str) -> list[str]:
    return sorted(path.relative_to(PACKAGE).as_posix() for pattern in patterns for path in PACKAGE.glob(pattern))


def test_it_holds_the_package_and_its_licence_and_nothing_else_of_the_checkout(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.split("/")[0] for name in names}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"cpd_community_xblock"}
    assert any(name.endswith("/LICENSE") for name in names)


def test_its_blocks_load_by_their_entry_points(installed: dict[str, Any]) -> None:
    declared = {
        line.split("=")[0].strip()
        for line in string_constants(ROOT / "setup.py")
        if line.startswith("cpd_") and ".block:" in line
    }
    assert installed["blocks"].keys() == declared
    assert "cpd_reflection" in declared


def string_constants(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.mark.parametrize("kind", ["lms.djangoapp", "cms.djangoapp"])
def test_the_platform_finds_the_app_with_its_settings_and_receivers(installed: dict[str, Any], kind: str) -> None:
    app, *rest = installed["wiring"][kind]
    assert app == "CpdCommunityConfig"
    assert "plugin_settings" in rest
    assert ("retire_person" in rest) == (kind == "lms.djangoapp")


def test_every_template_travels_and_compiles(installed: dict[str, Any]) -> None:
    assert installed["templates"] == in_checkout("templates/**/*.*") != []
    assert installed["templates_that_load"] == installed["templates"]


def test_every_static_file_travels_and_is_served(installed: dict[str, Any]) -> None:
    assert installed["static"] == in_checkout("static/**/*.*") != []
    assert installed["static_that_is_found"] == installed["static"]


def test_every_compiled_catalogue_travels_and_speaks_its_language(installed: dict[str, Any]) -> None:
    assert installed["catalogues"] == in_checkout("locale/*/LC_MESSAGES/*.mo") != []
    for said in installed["spoken"].values():
        assert said["said"] == said["expected"] != said["message"]


def test_its_migrations_make_every_table(installed: dict[str, Any]) -> None:
    assert "cpd_community_xblock_space" in installed["tables"]
    assert installed["pending_migrations"] == ""
