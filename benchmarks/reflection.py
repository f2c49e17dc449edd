"""What opening a reflection block, listing what colleagues shared, and saving a draft cost as a cohort fills up."""

from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks import harness

START = datetime(2026, 10, 5, 8, tzinfo=UTC)
WORDS = "I noticed how long it took before anyone asked the carer what had changed since the day before. " * 8


def main() -> None:
    parser = harness.arguments(str(__doc__))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000], help="shared reflections")
    given = parser.parse_args()
    with harness.database() as vendor:
        cohort = Cohort()
        figures = [figure for size in sorted(given.sizes) for figure in cohort.measured_at(size)]
    harness.report(figures, vendor=vendor, file=given.json)


class Cohort:
    """A cohort that shares one reflection each, filled through the package's own doors."""

    def __init__(self) -> None:
        # What follows needs Django's settings, which the database has read by now.
        from cpd_community_xblock import host  # noqa: PLC0415
        from demo import course  # noqa: PLC0415
        from demo.runtime import create_block  # noqa: PLC0415

        self.host: Any = host.current()
        self.course_key = course.KEY
        self.usage_key = course.usage_key("cpd_reflection", "benchmark")
        create_block(self.usage_key)
        self.reader = self._join("reader")
        self.count = 0

    def measured_at(self, size: int) -> list[harness.Figure]:
        while self.count < size:
            self._share(self.count)
            self.count += 1
        saves = iter(range(1_000_000))
        return [
            harness.measure("open the block", size, lambda: self._block().render("student_view")),
            harness.measure("list, newest first", size, lambda: self._page("view=talk")),
            harness.measure("list, waiting first", size, lambda: self._page("view=talk&order=unanswered")),
            harness.measure("save a draft", size, lambda: self._save(f"{WORDS} {next(saves)}")),
        ]

    def _join(self, name: str) -> Any:
        from django.contrib.auth import get_user_model  # noqa: PLC0415

        user = get_user_model().objects.create(username=name)
        self.host.enrol(user_id=user.id, course_key=self.course_key, cohort="Benchmark")
        return user

    def _block(self, user: Any = None) -> Any:
        from demo.runtime import block_for  # noqa: PLC0415

        return block_for(self.usage_key, user or self.reader)

    def _share(self, number: int) -> None:
        from cpd_community_xblock.conversation.data import AudienceKind  # noqa: PLC0415
        from cpd_community_xblock.reflection import api  # noqa: PLC0415

        block = self._block(self._join(f"writer{number}"))
        now = START + timedelta(minutes=number)
        where = {"space_id": block.space.id, "user_id": block.member.user_id}
        api.finish_stage(**where, stage_id="what", body=WORDS, version=0, base="", now=now)
        api.share(
            space_id=block.space.id,
            member=block.member,
            steps=block.room.desk().shareable,
            audience=AudienceKind.COHORT,
            pseudonymous=number % 3 == 0,
            now=now,
        )

    def _page(self, query: str) -> None:
        self._handled("page", {"QUERY_STRING": query})

    def _save(self, body: str) -> None:
        from webob import Request  # noqa: PLC0415

        fields = {"stage": "what", "version": "0", "base": "", "body": body}
        self._answer("save_draft", Request.blank("/", POST=fields, headers={"X-CSRFToken": "benchmark"}))

    def _handled(self, handler: str, environ: dict[str, str]) -> None:
        from webob import Request  # noqa: PLC0415

        self._answer(handler, Request.blank("/", environ=environ))

    def _answer(self, handler: str, request: Any) -> None:
        block = self._block()
        response = block.runtime.handle(block, handler, request)
        if response.status_code != 200:
            raise RuntimeError(f"{handler} answered {response.status}: {response.text[:300]}")


if __name__ == "__main__":
    main()
