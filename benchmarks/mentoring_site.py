"""A matching of everyone in one space of a site: from the rows to a preview, its page and the proposals.

``python -m benchmarks.mentoring_site --json FILE`` fills a database with the people of
``benchmarks.mentoring_population``, on SQLite in a file or on the server that CPD_TEST_DATABASE_URL names, and lets
workers do the rest, each a process of its own. One is killed half way through a run, another half way through a
publication: what is left of either is looked at.
"""

import multiprocessing
import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import harness
from benchmarks import mentoring_population as population
from cpd_community_xblock.mentoring.matching.data import Mode

NOW = datetime(2026, 9, 2, 19, tzinfo=UTC)
CAPACITY, SEED, DELTA, HOURS = 3, 1, 10, 72
BATCH = 2_000
PAIRS_AN_INSERT = 1_000
LONGEST_S, LARGEST_GB = 60, 1.2
_spawn = multiprocessing.get_context("spawn")


def main() -> None:
    parser = harness.arguments(str(__doc__))
    parser.add_argument("--size", default="100000/20000", metavar="LEARNERS/MENTORS")
    given = parser.parse_args()
    # Where cores are shared, threads that wait for each other make times a matter of luck.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    learners, mentors = map(int, given.size.split("/"))
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder)) as vendor:
        site = Site(learners, mentors)
        site.measure()
    harness.report(site.figures, site.targets, vendor=vendor, file=given.json)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """One that other processes find as well."""
    os.environ.setdefault("CPD_TEST_DATABASE_URL", f"sqlite:///{folder / 'site.sqlite3'}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from django.conf import settings  # noqa: PLC0415

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {"NAME": database["NAME"]}
    with harness.database() as vendor:
        yield vendor


class Site:
    """A space in which everyone looks for a mentor, or offers to be one."""

    def __init__(self, learners: int, mentors: int) -> None:
        # What follows needs Django's settings, which the database has read by now.
        from cpd_community_xblock.core import spaces  # noqa: PLC0415
        from demo import course  # noqa: PLC0415

        self.size = learners
        self.figures: list[harness.Figure] = []
        self.targets: list[harness.Target] = []
        key = course.usage_key("cpd_mentoring", "wk2-mentoring")
        self.space_id = spaces.open_space(usage_key=key, kind="cpd_mentoring").id
        self._fill(*population.market(learners, mentors, CAPACITY))

    def measure(self) -> None:
        from cpd_community_xblock.mentoring import models  # noqa: PLC0415
        from cpd_community_xblock.mentoring.api import previews, runs  # noqa: PLC0415

        for mode in (Mode.MOST_PLACES, Mode.BALANCED, Mode.FAIR):
            run_id = self._start(mode)
            seconds = self._worker(f"{mode}: from the rows to a preview", _match, run_id)
            row = models.Run.objects.get(id=run_id)
            self._target(f"{mode}: {row.figures['placed']} placed, kept", "ready", row.state, row.state == "ready")
        self._kill_a_run(seconds / 2)
        rules = population.RULES
        about: dict[str, Any] = {"space_id": self.space_id, "now": NOW}
        pages: dict[str, Callable[[Any], object]] = {
            "the list of runs": lambda _given: runs.recent(rules=rules, **about),
            "a page of a preview": lambda _given: previews.preview(
                run_id=run_id, show="placed", number=1, is_fresh=True, **about
            ),
        }
        self.figures += [harness.measure(name, self.size, look, runs=10) for name, look in pages.items()]
        self._kill_a_publication(run_id, row.figures["placed"])
        self._worker("its publication", _publish, run_id)
        proposed = models.Partnership.objects.filter(space_id=self.space_id, run_id=run_id, current=True).count()
        wanted = row.figures["placed"]
        self._target("proposals, where nobody interrupts", str(wanted), str(proposed), proposed == wanted)

    # What workers do.

    def _start(self, mode: str) -> int:
        from cpd_community_xblock.mentoring.api import runs  # noqa: PLC0415

        about = {"space_id": self.space_id, "by": None, "now": NOW}
        return runs.start(mode=mode, seed=SEED, delta=DELTA, rules=population.RULES, hours=HOURS, **about)

    def _worker(self, name: str, act: Callable[..., None], *about: Any) -> float:
        """Let a worker do something, and note how long it takes and the most memory that it needs."""
        from django.db import connection  # noqa: PLC0415

        ours, theirs = _spawn.Pipe()
        _spawn.Process(target=_work, args=(connection.settings_dict["NAME"], theirs, act, *about)).start()
        theirs.close()
        seconds, queries, peak_gb = ours.recv()
        milliseconds = round(1000 * seconds, 2)
        self.figures.append(harness.Figure(name, self.size, queries, milliseconds, milliseconds, 1))
        self._target(f"{name}: s", f"<= {LONGEST_S}", f"{seconds:.1f}", seconds <= LONGEST_S)
        self._target(f"{name}: GB", f"<= {LARGEST_GB}", f"{peak_gb:.2f}", peak_gb <= LARGEST_GB)
        return float(seconds)

    def _kill_a_run(self, after: float) -> None:
        """Half way by the clock, when it has been heard of and has nothing to show yet."""
        from django.db import connection  # noqa: PLC0415

        from cpd_community_xblock.mentoring import models, wording  # noqa: PLC0415
        from cpd_community_xblock.mentoring.api import runs  # noqa: PLC0415

        before = self._rows()
        run_id = self._start("fair")
        _ours, theirs = _spawn.Pipe()
        worker = _spawn.Process(target=_work, args=(connection.settings_dict["NAME"], theirs, _match, run_id))
        worker.start()
        while models.Run.objects.get(id=run_id).heard_at is None:
            time.sleep(0.1)
        time.sleep(after)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        row = models.Run.objects.get(id=run_id)
        left = "nothing" if row.outcome is None and self._rows() == before else "something"
        if worker.exitcode != -signal.SIGKILL:
            left = "it was over"
        self._target(f"left of a run that was killed at {row.step} {row.done} %", "nothing", left, left == "nothing")
        later = (row.heard_at or NOW) + runs.SILENCE
        told = runs.progress(space_id=self.space_id, run_id=run_id, now=later)
        words = wording.problem(told.problem, {}) if told.problem else "nothing"
        self._target("what is told of it", "why", words, bool(told.problem))
        again = self._start("fair")
        self._target("another can be begun", "yes", "yes" if again else "no", bool(again))
        runs.cancel(space_id=self.space_id, run_id=again)

    def _kill_a_publication(self, run_id: int, pairs: int) -> None:
        from django.db import connection  # noqa: PLC0415

        from cpd_community_xblock.mentoring import models  # noqa: PLC0415

        before = self._rows()
        _ours, theirs = _spawn.Pipe()
        inserts = max(pairs // PAIRS_AN_INSERT // 2, 1)
        name = connection.settings_dict["NAME"]
        worker = _spawn.Process(target=_work, args=(name, theirs, _publish_half, run_id, inserts))
        worker.start()
        worker.join()
        killed = worker.exitcode == -signal.SIGKILL
        left = "nothing" if self._rows() == before else "something"
        state = models.Run.objects.get(id=run_id).state
        name = f"left of a publication that was killed after {inserts * PAIRS_AN_INSERT} proposals"
        self._target(name, "nothing", left, killed and left == "nothing" and state == "ready")

    # What there is.

    def _fill(self, learners: list[Any], mentors: list[Any]) -> None:
        from django.contrib.auth import get_user_model  # noqa: PLC0415

        from cpd_community_xblock.mentoring import models  # noqa: PLC0415

        user = get_user_model()
        people = [*learners, *mentors]
        user.objects.bulk_create(
            (user(id=person.id + 1, username=f"person{person.id}") for person in people), batch_size=BATCH
        )
        rows = (self._row(person, capacity=getattr(person, "capacity", None)) for person in people)
        models.Participant.objects.bulk_create(rows, batch_size=BATCH)

    def _row(self, person: Any, *, capacity: int | None) -> Any:
        from cpd_community_xblock.mentoring import models  # noqa: PLC0415

        return models.Participant(
            space_id=self.space_id,
            user_id=person.id + 1,
            side="learner" if capacity is None else "mentor",
            capacity=capacity or 1,
            **{name: getattr(person, name) for name in ("profession", "specialty", "setting", "team")},
            **{name: sorted(getattr(person, name)) for name in ("languages", "topics", "goals")},
            time_zone=person.rota.zone,
            weeks=[f"{mask:x}" for mask in person.rota.weeks],
            weeks_begin=person.rota.begins,
            waiting_since=NOW if capacity is None else None,
            joined_at=NOW,
            updated_at=NOW,
        )

    def _rows(self) -> tuple[int, int, str]:
        """What changes with anything that anybody would notice."""
        from cpd_community_xblock.mentoring import models  # noqa: PLC0415
        from cpd_community_xblock.mentoring.api import market  # noqa: PLC0415

        told = models.Participant.objects.exclude(waiting_why="") | models.Participant.objects.filter(to_mail=True)
        seen = market.fingerprint(space_id=self.space_id, today=NOW.date())
        return models.Partnership.objects.count(), told.count(), seen

    def _target(self, name: str, wanted: str, measured: str, reached: bool) -> None:
        self.targets.append(harness.Target(name, wanted, measured, reached))


# In a worker.


def _work(database: str, pipe: Any, act: Callable[..., None], *about: Any) -> None:
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.db import connection  # noqa: PLC0415

    count = [0]

    def counted(execute: Any, *asked: Any) -> Any:
        count[0] += 1
        return execute(*asked)

    began = time.perf_counter()
    with connection.execute_wrapper(counted):
        act(*about)
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send((time.perf_counter() - began, count[0], peak_kb / 1e6))


def _match(run_id: int) -> None:
    from cpd_community_xblock.mentoring.api import runs  # noqa: PLC0415

    runs.work(run_id=run_id, clock=lambda: NOW)


def _publish(run_id: int) -> None:
    from cpd_community_xblock.mentoring import models  # noqa: PLC0415
    from cpd_community_xblock.mentoring.api import publishing  # noqa: PLC0415

    space_id = models.Run.objects.values_list("space_id", flat=True).get(id=run_id)
    about = {"space_id": space_id, "rules": population.RULES, "by": None, "now": NOW, "tz": ZoneInfo("UTC")}
    publishing.publish(run_id=run_id, **about)


def _publish_half(run_id: int, inserts: int) -> None:
    """End this process as the machine might, once so many lots of proposals are in the open transaction."""
    from django.db import connection  # noqa: PLC0415

    count = [0]

    def watched(execute: Any, sql: str, *asked: Any) -> Any:
        answer = execute(sql, *asked)
        count[0] += sql.startswith("INSERT") and "partnership" in sql
        if count[0] == inserts:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with connection.execute_wrapper(watched):
        _publish(run_id)


if __name__ == "__main__":
    main()
