"""``python -m demo load_demo``"""

from typing import Any

from django.core.management.base import BaseCommand

from demo import database, loader


class Command(BaseCommand):
    help = "Bring in the story's people and what they wrote. What is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        database.check()
        loader.load()
