"""The row behind a block."""

from django.db import models
from opaque_keys.edx.django.models import LearningContextKeyField, UsageKeyField


class Space(models.Model):
    """One block usage's community. Learners' words hang on it, so it is never deleted with the block.

    A re-run or a copy of the block has another usage key, and so starts with an empty space.

    .. no_pii:
    """

    usage_key = UsageKeyField(max_length=255, unique=True)
    course_key = LearningContextKeyField(max_length=255, db_index=True)
    kind = models.CharField(max_length=32)

    class Meta:
        app_label = "cpd_community_xblock"

    def __str__(self) -> str:
        return str(self.usage_key)
