"""``cpd_alumni``: makes alumni of everyone who graduated before a mentoring block asked for them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cpd_community_xblock import host
from cpd_community_xblock.mentoring.api import alumni


class Command(BaseCommand):
    """Goes through the graduates a thousand at a time; safe to stop and to repeat."""

    help = (
        "Makes alumni of everyone who completed a course run that a mentoring block names, from certificates and "
        "passing grades. A block that was imported and that nobody has opened yet is not known."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", metavar="KEY", help="Only the graduates of this run, not of every one named.")

    def handle(self, *args: Any, **options: Any) -> None:
        named = alumni.runs()
        wanted = options["course"]
        if wanted and wanted not in named:
            raise CommandError(f"No mentoring block names {wanted}. Named are: {', '.join(named) or 'none'}.")
        for course_key in [wanted] if wanted else named:
            self._take_in(course_key)
        if not named:
            self.stdout.write("No mentoring block names a course run.")

    def _take_in(self, course_key: str) -> None:
        seen = new = last = 0
        while True:
            chunk = alumni.take_in(course_key=course_key, after=last, now=host.current().now())
            if not chunk.seen:
                break
            seen, new, last = seen + chunk.seen, new + chunk.new, chunk.last
            self.stdout.write(f"{course_key}: {seen} graduates so far, {new} new")
        self.stdout.write(self.style.SUCCESS(f"{course_key}: {seen} graduates, {new} new alumni"))
