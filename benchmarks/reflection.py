"""What a reflection block costs as its cohort fills up: opening it, listing, choosing whom to ask next, autosave.

Each cohort has one shared reflection a person and twice as many responses; four in five have what was promised to
them. What is counted begins when the runtime has bound the block to someone, and holds everything that the block does
from then on: who they are in the course, their state in the block, every row.
"""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from benchmarks import harness

NOW = datetime(2026, 10, 20, 19, tzinfo=UTC)
WORDS = "I noticed how long it took before anyone asked the carer what had changed since the day before. " * 8
SIZES = [10, 1_000, 30_000]
ANSWERED = 0.8
BATCH = 2_000

OPEN, CHOOSE, SAVE = "open the block", "choose whom to ask next", "save a draft"
MOST_QUERIES = {OPEN: 12, SAVE: 4}
MOST_SLOWER = 1.5
MOST_MS_TO_CHOOSE = 2.0


def main() -> None:
    parser = harness.arguments(str(__doc__))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="shared reflections")
    given = parser.parse_args()
    with harness.database() as vendor:
        figures = [figure for size in sorted(given.sizes) for figure in Cohort(size).measured()]
    harness.report(figures, _targets(figures), vendor=vendor, file=given.json)


def _targets(figures: list[harness.Figure]) -> list[harness.Target]:
    by_name: dict[str, list[harness.Figure]] = {}
    for figure in figures:
        by_name.setdefault(figure.name, []).append(figure)
    targets = []
    for name, most in MOST_QUERIES.items():
        queries = [figure.queries for figure in by_name[name]]
        reached = len(set(queries)) == 1 and max(queries) <= most
        targets.append(_target(f"{name}: queries, at every size the same", f"<= {most}", f"{queries}", reached))
    for name in (OPEN, CHOOSE):
        smallest, largest = by_name[name][0], by_name[name][-1]
        slower = largest.median_ms / smallest.median_ms
        label = f"{name}: time at {largest.size} / at {smallest.size}"
        targets.append(_target(label, f"<= {MOST_SLOWER}", f"{slower:.2f}", slower <= MOST_SLOWER))
    largest = by_name[CHOOSE][-1]
    reached = largest.median_ms <= MOST_MS_TO_CHOOSE
    wanted = f"<= {MOST_MS_TO_CHOOSE} ms"
    targets.append(_target(f"{CHOOSE}: median at {largest.size}", wanted, f"{largest.median_ms} ms", reached))
    return targets


def _target(name: str, wanted: str, measured: str, reached: bool) -> harness.Target:
    return harness.Target(name, wanted, measured, reached)


class Cohort:
    """A block with a cohort of its own. Rows are written in bulk: through the doors, it would take an hour.

    ``_check`` holds them against what the doors would have written.
    """

    def __init__(self, size: int) -> None:
        # What follows needs Django's settings, which the database has read by now.
        from cpd_community_xblock import host  # noqa: PLC0415
        from cpd_community_xblock.core import spaces  # noqa: PLC0415
        from demo import course  # noqa: PLC0415
        from demo.runtime import create_block  # noqa: PLC0415

        self.size = size
        self.host: Any = host.current()
        self.host.clock = lambda: NOW
        self.course_key = course.KEY
        self.usage_key = course.usage_key("cpd_reflection", f"benchmark-{size}")
        create_block(self.usage_key)
        self.space = spaces.open_space(usage_key=self.usage_key, kind="cpd_reflection")
        self.writers = self._join(size)
        self.reader, self.asker = self.writers[0], self._join(1, "asker")[0]
        self.cohort_id = self.host.standing(user_id=self.asker.id, course_key=self.course_key).cohort.id
        self._fill()
        self._check()

    def measured(self) -> list[harness.Figure]:
        from cpd_community_xblock.conversation import api, models  # noqa: PLC0415

        numbers = count()
        bound = self._block(self.asker)
        asker, promise = bound.member, bound.plan.promise

        def choose(_given: None) -> None:
            found = api.ask_next(space_id=self.space.id, member=asker, promise=promise, now=NOW)
            assert found is not None

        def release() -> None:
            models.Thread.objects.filter(held_by_id=self.asker.id).update(held_by=None, held_until=None)

        # One that is written already, as most saves are.
        self._answer(self._block(self.asker), "save_draft", self._draft(next(numbers)))
        return [
            harness.measure(OPEN, self.size, lambda block: block.render("student_view"), prepare=self._block),
            harness.measure("list, newest first", self.size, lambda b: self._page(b, "talk"), prepare=self._block),
            harness.measure(
                "list, waiting first", self.size, lambda b: self._page(b, "talk&order=unanswered"), prepare=self._block
            ),
            harness.measure(CHOOSE, self.size, choose, prepare=release, runs=200),
            harness.measure(
                SAVE,
                self.size,
                lambda block: self._answer(block, "save_draft", self._draft(next(numbers))),
                prepare=lambda: self._block(self.asker),
            ),
        ]

    # Filling.

    def _join(self, number: int, name: str = "writer") -> list[Any]:
        from django.contrib.auth import get_user_model  # noqa: PLC0415
        from django.contrib.auth.models import Group  # noqa: PLC0415

        from cpd_community_xblock.members import models as members  # noqa: PLC0415

        user = get_user_model()
        new = [user(username=f"{name}-{self.size}-{place}", first_name=f"Writer {place}") for place in range(number)]
        user.objects.bulk_create(new, batch_size=BATCH)
        made = list(user.objects.filter(username__startswith=f"{name}-{self.size}-").order_by("id"))
        for group in (f"{self.course_key}|role|learner", f"{self.course_key}|cohort|Benchmark {self.size}"):
            row, _made = Group.objects.get_or_create(name=group)
            places = [user.groups.through(user_id=person.id, group_id=row.id) for person in made]
            user.groups.through.objects.bulk_create(places, batch_size=BATCH)
        work = ("Nurse", "Paramedic", "Pharmacist")
        profiles = [
            members.Profile(
                user_id=person.id, profession=work[place % 3], setting="Community", time_zone="Europe/London"
            )
            for place, person in enumerate(made)
        ]
        members.Profile.objects.bulk_create(profiles, batch_size=BATCH)
        return made

    def _fill(self) -> None:
        from cpd_community_xblock.conversation import models  # noqa: PLC0415
        from cpd_community_xblock.reflection import models as reflection  # noqa: PLC0415

        answers = _answers(self.size)
        reach = f"cohort:{self.cohort_id}"
        shared = [NOW - timedelta(hours=70) * (self.size - place) / self.size for place in range(self.size)]
        models.Thread.objects.bulk_create(
            [
                models.Thread(
                    space_id=self.space.id,
                    reach=reach,
                    opener_id=self.writers[place].id,
                    shared_at=shared[place],
                    response_count=answers[place],
                )
                for place in range(self.size)
            ],
            batch_size=BATCH,
        )
        threads = list(models.Thread.objects.filter(space_id=self.space.id).order_by("id"))
        posts = [
            models.Post(
                thread=row,
                opening=True,
                author_id=row.opener_id,
                author_role="learner",
                body=WORDS,
                token=f"entry:{row.id}",
                created_at=row.shared_at,
            )
            for row in threads
        ]
        for place, row in enumerate(threads):
            for number in range(answers[place]):
                responder = self.writers[(place + 1 + number) % self.size]
                posts.append(
                    models.Post(
                        thread=row,
                        author_id=responder.id,
                        author_role="learner",
                        body=WORDS,
                        token=f"{row.id}:{number}",
                        created_at=row.shared_at + timedelta(minutes=number + 1),
                    )
                )
        models.Post.objects.bulk_create(posts, batch_size=BATCH)
        entries = [
            reflection.Entry(space_id=self.space.id, user_id=row.opener_id, thread=row, shared_stages=["what"])
            for row in threads
        ]
        reflection.Entry.objects.bulk_create(entries, batch_size=BATCH)
        texts = [
            reflection.StageText(entry=entry, stage_id="what", body=WORDS, updated_at=NOW, finished_at=NOW)
            for entry in reflection.Entry.objects.filter(space_id=self.space.id)
        ]
        reflection.StageText.objects.bulk_create(texts, batch_size=BATCH)
        self._analyse()

    @staticmethod
    def _analyse() -> None:
        """What a server does by itself before long: know how many rows there are of each kind."""
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            if connection.vendor == "mysql":
                names = [name for name in connection.introspection.table_names() if name.startswith("cpd_")]
                cursor.execute(f"ANALYZE TABLE {', '.join(names)}")
                cursor.fetchall()
            elif connection.vendor == "postgresql":
                cursor.execute("ANALYZE")

    def _check(self) -> None:
        """That a door finds nothing to put right in what was written past it."""
        from cpd_community_xblock.conversation import models  # noqa: PLC0415
        from cpd_community_xblock.conversation.api import rows  # noqa: PLC0415

        for row in models.Thread.objects.filter(space_id=self.space.id).order_by("id")[:: max(self.size // 20, 1)]:
            kept = (row.opener_id, row.response_count, row.is_open)
            rows.settle(row, rows.opening_of(row))
            row.refresh_from_db()
            assert (row.opener_id, row.response_count, row.is_open) == kept

    # Acting.

    def _block(self, user: Any = None) -> Any:
        from demo.runtime import block_for  # noqa: PLC0415

        return block_for(self.usage_key, user or self.reader)

    @staticmethod
    def _draft(number: int) -> dict[str, str]:
        return {"stage": "what", "version": "0", "base": "", "body": f"{WORDS} {number}"}

    def _page(self, block: Any, view: str) -> None:
        self._answer(block, "page", None, query=f"view={view}")

    @staticmethod
    def _answer(block: Any, handler: str, fields: dict[str, str] | None, *, query: str = "") -> None:
        from webob import Request  # noqa: PLC0415

        if fields is None:
            request = Request.blank("/", environ={"QUERY_STRING": query})
        else:
            request = Request.blank("/", POST=fields, headers={"X-CSRFToken": "benchmark"})
        response = block.runtime.handle(block, handler, request)
        if response.status_code != 200:
            raise RuntimeError(f"{handler} answered {response.status}: {response.text[:300]}")


def _answers(size: int) -> list[int]:
    """Responses to each reflection, oldest first: twice as many as reflections, and four in five with two or more."""
    waiting = size - int(size * ANSWERED)
    # The last ones wait: half of them with one response, half with none.
    answers = [2] * (size - waiting) + [1] * (waiting // 2) + [0] * (waiting - waiting // 2)
    for place in range(2 * size - sum(answers)):
        answers[place % (size - waiting)] += 1
    return answers


if __name__ == "__main__":
    main()
