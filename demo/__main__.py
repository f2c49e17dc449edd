"""``python -m demo`` prepares the demo and serves it; ``python -m demo COMMAND`` runs a management command."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import CommandError, call_command, execute_from_command_line
from django.core.servers.basehttp import run
from django.core.wsgi import get_wsgi_application

from demo import database

HOST = "127.0.0.1"


def main(arguments: list[str]) -> int:
    """Return the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    if arguments:
        execute_from_command_line(["python -m demo", *arguments])
        return 0
    return _serve()


def _serve() -> int:
    wanted = os.environ.get("PORT", "8000")
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        return _sorry(f"PORT is {wanted!r}, which is not a port. Set it to a number such as 8000.")
    port = int(wanted)
    django.setup()
    try:
        database.migrate()
        call_command("load_demo")
    except CommandError as error:
        return _sorry(str(error))

    def on_bind(_port: object) -> None:
        print(f"The demo is at http://localhost:{port}/ (Ctrl+C stops it)", flush=True)

    try:
        run(HOST, port, StaticFilesHandler(get_wsgi_application()), threading=True, on_bind=on_bind)
    except OSError as error:
        return _sorry(
            f"Port {port} cannot be used: {error.strerror}. Choose another with the PORT variable, for example:\n"
            f"PORT={port + 1} make demo"
        )
    except KeyboardInterrupt:
        pass
    return 0


def _sorry(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
