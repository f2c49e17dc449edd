"""A person's reflection in one block, stage by stage."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One person's reflection in one block, and the thread it was shared as.

    .. pii: Links a person to what they wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey("cpd_community_xblock.Space", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.OneToOneField("cpd_community_xblock.Thread", on_delete=models.SET_NULL, null=True, related_name="+")
    shared_stages = models.JSONField(default=list)
    excused_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name = "reflection"
        constraints = [models.UniqueConstraint(fields=["space", "user"], name="cpd_entry_once_per_person")]


class StageText(models.Model):
    """What someone wrote in one stage. Private: no staff page shows it. ``version`` counts saves.

    .. pii: Private free text written by the person.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="texts")
    stage_id = models.CharField(max_length=64)
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["entry", "stage_id"], name="cpd_stage_text_once")]
