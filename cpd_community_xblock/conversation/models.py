"""Threads, posts and the record of what staff did."""

from django.conf import settings
from django.db import models

from cpd_community_xblock.conversation.data import StaffAction


class Thread(models.Model):
    """One opening post and what came of it. Counts and dates are kept here so that lists need no joins to sort.

    .. no_pii:
    """

    space = models.ForeignKey("cpd_community_xblock.Space", on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=64)
    shared_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    response_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "cpd_community_xblock"
        indexes = [
            models.Index(fields=["space", "is_open", "reach", "shared_at"], name="cpd_thread_newest"),
            models.Index(
                fields=["space", "is_open", "reach", "response_count", "shared_at"], name="cpd_thread_waiting"
            ),
            models.Index(fields=["space", "is_open", "shared_at"], name="cpd_thread_all_newest"),
        ]


class Post(models.Model):
    """What someone wrote for others to read: a thread's opening, a response to it, or a reply to a response.

    ``opening`` is true on one post of a thread and NULL on all others: a unique constraint passes over NULLs on every
    database, where a conditional one would not exist on MySQL. ``token`` makes a repeated request harmless.

    .. pii: Free text written by the person, and whether they signed it with a pseudonym.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    opening = models.BooleanField(null=True, default=None)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_role = models.CharField(max_length=16)
    pseudonymous = models.BooleanField(default=False)
    stem = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    token = models.CharField(max_length=36)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    endorsed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [
            models.UniqueConstraint(fields=["thread", "opening"], name="cpd_post_one_opening"),
            models.UniqueConstraint(fields=["author", "token"], name="cpd_post_sent_once"),
        ]


class StaffAct(models.Model):
    """The record of what facilitators and the course team did to a post. Rows are added and never changed.

    The record stays when the post is erased; it then says neither which one it was nor the reason.

    .. pii: Links a member of staff to what they did and why.
    .. pii_types: other
    .. pii_retirement: retained
    """

    space = models.ForeignKey("cpd_community_xblock.Space", on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=64)
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="acts")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=16, choices=[(action.value, action.name.title()) for action in StaffAction])
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        indexes = [models.Index(fields=["space", "at"], name="cpd_staffact_latest")]
