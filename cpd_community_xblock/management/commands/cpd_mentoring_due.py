"""``cpd_mentoring_due``: for a timer, so that what is due happens though nobody visits."""

from typing import Any

from django.core.management.base import BaseCommand

from cpd_community_xblock import host
from cpd_community_xblock.mentoring.api import check_ins, due


class Command(BaseCommand):
    """Sees to what is due wherever somebody is mentored."""

    help = (
        "Publish the mentoring matchings whose moment has come, let unanswered requests lapse, and find mentors for "
        "those who wait; write to whoever is to be told of it, and to pairs who have fallen silent. Safe to repeat, "
        "every few minutes if you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = due.see_to_everywhere(clock=host.current().now)
        written = check_ins.check_ins(now=host.current().now())
        told = f"{done.published} published, {done.lapsed} lapsed, {done.proposed} proposed, {written} check-ins"
        self.stdout.write(told)
