"""How often something was found, and what an author wants to be found."""

from django.db import models
from opaque_keys.edx.django.models import LearningContextKeyField

from cpd_community_xblock.confidentiality.data import Outcome


class Tally(models.Model):
    """How many findings of a category were told in a course in a week, when texts were sent, and what came of them.

    Nothing of the texts is kept, nor whose they were. ``week`` is its Monday. Categories are those of
    ``data.Category``; a new one needs no migration.

    .. no_pii:
    """

    course_key = LearningContextKeyField(max_length=255)
    week = models.DateField()
    category = models.CharField(max_length=32)
    outcome = models.CharField(max_length=16, choices=[(kind.value, kind.name.title()) for kind in Outcome])
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["course_key", "week", "category", "outcome"], name="cpd_tally_one_row")
        ]


class Watchlist(models.Model):
    """The words that a course's authors want nobody to share: the ward's nickname, the hospital's initials.

    .. no_pii:
    """

    course_key = LearningContextKeyField(max_length=255, unique=True)
    words = models.JSONField(default=list)

    class Meta:
        app_label = "cpd_community_xblock"
