"""``python -m demo reset_demo``"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from demo import database, loader


class Command(BaseCommand):
    help = "Go back to the start of the story: the course as written, its people, and its first evening."

    def handle(self, *args: Any, **options: Any) -> None:
        if database.is_current():
            call_command("flush", interactive=False, verbosity=0)
        else:
            database.rebuild()
        loader.load()
        self.stdout.write("The story begins again. If the demo is running, load its page anew.")
