"""What the demo keeps: the time of the story, the fields of blocks, completion and grades."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import UsageKeyField


class Clock(models.Model):
    """How far the story's time is from the real one. There is one row, made when the demo is loaded.

    .. no_pii:
    """

    offset = models.DurationField(default=timedelta)


class FieldState(models.Model):
    """The values of fields that belong together: those of one scope, of one block or kind of block, of one user.

    .. no_pii:
    """

    scope = models.CharField(max_length=32)
    scope_id = models.CharField(max_length=255)
    user_id = models.CharField(max_length=64, help_text="Empty where the values belong to nobody.")
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "scope_id", "user_id"], name="demo_field_state_once")]


class Completion(models.Model):
    """How far someone has completed a block, from 0 to 1.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    usage_key = UsageKeyField(max_length=255)
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "usage_key"], name="demo_completion_once")]


class Grade(models.Model):
    """The last score that a block published for someone.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    usage_key = UsageKeyField(max_length=255)
    value = models.FloatField()
    max_value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "usage_key"], name="demo_grade_once")]
