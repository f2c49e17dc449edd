"""Run by the Python of an environment that holds the wheel and nothing else of ours: tells, as JSON, what is in it."""

import gettext
import io
import json
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.template.loader import get_template
from django.utils import translation
from django.utils.module_loading import import_string

NAME = "cpd_community_xblock"
APP_KINDS = ("lms.djangoapp", "cms.djangoapp")


def start_django() -> None:
    settings.configure(
        SECRET_KEY="only-for-a-moment",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.staticfiles", NAME],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()


def package() -> Path:
    return Path(str(files(NAME)))


def names(*patterns: str) -> list[str]:
    """The package's files, relative to it."""
    return sorted(path.relative_to(package()).as_posix() for pattern in patterns for path in package().glob(pattern))


def ours(group: str) -> dict[str, Any]:
    return {point.name: point.load() for point in entry_points(group=group) if point.value.startswith(f"{NAME}.")}


def wiring(kind: str) -> list[str]:
    """The app behind an entry point, and all that its ``plugin_app`` promises the platform, each loaded."""
    (config,) = ours(kind).values()
    loaded = [config.__name__]
    for place in config.plugin_app.get("settings_config", {}).get(kind, {}).values():
        path = f"{config.name}.{place['relative_path']}.plugin_settings"
        loaded.append(import_string(path).__name__)
    signals = config.plugin_app.get("signals_config", {}).get(kind, {"receivers": []})
    for receiver in signals["receivers"]:
        path = f"{config.name}.{signals['relative_path']}.{receiver['receiver_func_name']}"
        loaded.append(import_string(path).__name__)
    return loaded


def served(prefix: str, found: list[str], find: Any) -> list[str]:
    """Those of ``found`` that Django hands out under the name that is left without ``prefix``."""
    return [name for name in found if find(name.removeprefix(prefix))]


def pending_migrations() -> str:
    said = io.StringIO()
    try:
        call_command("makemigrations", NAME, check=True, dry_run=True, stdout=said)
    except SystemExit:
        return said.getvalue()
    return ""


def tables() -> list[str]:
    call_command("migrate", verbosity=0)
    return [name for name in connection.introspection.table_names() if name.startswith(NAME)]


def spoken() -> dict[str, dict[str, str]]:
    """By language: one translated string, as the catalogue has it and as Django gives it."""
    result = {}
    for path in package().glob("locale/*/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        translated = ((key, value) for key, value in catalogue.items() if isinstance(key, str) and key.isprintable())
        message, expected = next((key, value) for key, value in translated if key not in {"", value})
        language = translation.to_language(path.parent.parent.name)
        with translation.override(language):
            result[language] = {"message": message, "expected": expected, "said": translation.gettext(message)}
    return result


if __name__ == "__main__":
    start_django()
    templates = names("templates/**/*.*")
    static = names("static/**/*.*")
    print(
        json.dumps(
            {
                "package": str(package()),
                "blocks": {name: block.__module__ for name, block in ours("xblock.v1").items()},
                "wiring": {kind: wiring(kind) for kind in APP_KINDS},
                "templates": templates,
                "templates_that_load": served("templates/", templates, get_template),
                "static": static,
                "static_that_is_found": served("static/", static, finders.find),
                "catalogues": names("locale/*/LC_MESSAGES/*.mo"),
                "spoken": spoken(),
                "pending_migrations": pending_migrations(),
                "tables": tables(),
            }
        )
    )
