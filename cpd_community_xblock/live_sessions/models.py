"""Sittings, who wants to come to which, and the ledger of who was there."""

from django.conf import settings
from django.db import models

from cpd_community_xblock.live_sessions.data import Kind, Source

_USER = settings.AUTH_USER_MODEL
_SPACE = "cpd_community_xblock.Space"


class Sitting(models.Model):
    """A time at which a live session takes place, as its author set it. One that is taken off stays, cancelled.

    ``key`` is the author's own name for it. What was agreed on is ``on`` and ``at`` by the clock of ``zone``;
    ``starts_at`` and ``ends_at`` follow from that and are reckoned anew. ``sequence`` counts what calendars are told.
    ``secret`` makes the codes on the facilitator's screen.

    .. no_pii:
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=32)
    on = models.DateField()
    at = models.TimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField()
    opens_before = models.PositiveSmallIntegerField()
    closes_after = models.PositiveSmallIntegerField()
    late_after = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    where = models.CharField(max_length=500, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    is_cancelled = models.BooleanField(default=False)
    uid = models.CharField(max_length=64, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    secret = models.CharField(max_length=64)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["space", "key"], name="cpd_sitting_once")]


class Seat(models.Model):
    """Which sitting of a live session somebody means to come to; none for who is on shift and catches up.

    ``number`` is which of the sitting's places it takes, from 1, where these are counted: unique, so that nobody is one
    too many, however many choose in the same second.

    .. pii: Says when somebody means to be somewhere, or that they are at work then.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="seats")
    number = models.PositiveIntegerField(null=True)
    chosen_at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [
            models.UniqueConstraint(fields=["space", "user"], name="cpd_seat_of_ones_own"),
            models.UniqueConstraint(fields=["sitting", "number"], name="cpd_seat_taken_once"),
        ]


class Evidence(models.Model):
    """A row of the ledger of who was at a sitting. Rows are added; nobody changes or deletes one.

    ``key`` is what the same thing told again has in common with the first time, so that it is there once. What
    ``strikes`` another row takes it out, by ``by`` for a ``reason``.

    .. pii: When somebody was where, and what a facilitator noted of it.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="evidence")
    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.name.title()) for kind in Kind])
    source = models.CharField(max_length=16, choices=[(source.value, source.name.title()) for source in Source])
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    stream = models.CharField(max_length=64, blank=True)
    strikes = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["sitting", "user", "key"], name="cpd_evidence_once")]
        indexes = [models.Index(fields=["sitting", "kind"], name="cpd_evidence_kind")]
