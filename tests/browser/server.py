"""The demo as its README starts it, on a database in a temporary folder and a free port."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]

GUEST = "guest"
"""Someone who takes the course and whose account has no time zone. Everyone in the story has one."""

_GUEST = f"""
from django.contrib.auth import get_user_model
from cpd_community_xblock import host
from demo import course

guest = get_user_model().objects.create_user({GUEST!r}, first_name="Guest", last_name="Learner")
host.current().enrol(user_id=guest.id, course_key=course.KEY, cohort="Rowan")
"""
# For each, so that visitors need not sign in page by page; the guest could not at all.
_SESSIONS = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

for user in get_user_model().objects.all():
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("session", user.username, session.session_key)
"""


class Server:
    """The running demo. ``reset`` brings back its first evening, in the blink of an eye."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / "log"
        self._database = folder / "demo.sqlite3"
        self._opening = folder / "opening.sqlite3"
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "demo.settings",
            "CPD_DEMO_DATABASE": str(self._database),
            "PORT": str(port),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.sessions: dict[str, str] = {}

    def start(self, *, guest: bool) -> None:
        self._run("migrate", "--run-syncdb", "--verbosity", "0")
        self._run("load_demo")
        if guest:
            self._run("shell", "-c", _GUEST)
        self.sessions = dict(re.findall(r"session (\w+) (\w+)", self._run("shell", "-c", _SESSIONS)))
        shutil.copyfile(self._database, self._opening)
        self.serve()

    def serve(self) -> None:
        """Start to answer, with whatever is in the database."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command(), cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        self._wait()

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=10)

    def kill(self) -> None:
        """End without a warning, as a machine that loses its power."""
        if self._process:
            self._process.kill()
            self._process.wait(timeout=10)

    def reset(self) -> None:
        """Write the opening's database over the one in use."""
        with closing(sqlite3.connect(self._opening)) as opening, closing(sqlite3.connect(self._database)) as database:
            opening.backup(database)

    def shell(self, code: str) -> str:
        """What a program in the demo's own surroundings prints. It works on the database in use."""
        return self._run("shell", "-c", code)

    def mistakes(self) -> str:
        """What the server says about errors of its own."""
        log = self.log.read_text("utf-8", errors="replace")
        return log if "Traceback" in log else ""

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "demo", *arguments]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            self._command(*arguments), cwd=ROOT, env=self._environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def _wait(self) -> None:
        for _attempt in range(150):
            try:
                with urlopen(self.url, timeout=20):
                    return
            except URLError:
                assert self._process and self._process.poll() is None, self.log.read_text("utf-8")
                time.sleep(0.1)
        raise AssertionError(f"The demo did not answer: {self.log.read_text('utf-8')}")


@contextmanager
def running(folder: Path, *, guest: bool = True) -> Iterator[Server]:
    """A demo that runs until it is left, with or without the guest in it."""
    server = Server(folder)
    server.start(guest=guest)
    try:
        yield server
    finally:
        server.stop()
