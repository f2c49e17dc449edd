"""Threads, posts, what came of them, and the record of what staff did."""

from typing import Any

from django.conf import settings
from django.db import models

from cpd_community_xblock.conversation.data import Concern, NewsKind, Outcome, StaffAction, ThanksKind


class Thread(models.Model):
    """One opening post and what came of it. Counts and dates are kept here so that lists need no joins to sort.

    ``pseudonymous`` is its opening's. ``response_count`` counts the colleagues who have responded. ``held_by`` is being
    asked to, until ``held_until``.

    .. pii: Links a person to what they shared, and to what they were asked last to answer.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey("cpd_community_xblock.Space", on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=64)
    opener = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pseudonymous = models.BooleanField(default=False)
    shared_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    response_count = models.PositiveIntegerField(default=0)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        indexes = [
            models.Index(fields=["space", "is_open", "reach", "shared_at"], name="cpd_thread_newest"),
            models.Index(
                fields=["space", "is_open", "reach", "response_count", "shared_at"], name="cpd_thread_waiting"
            ),
            models.Index(fields=["space", "is_open", "shared_at"], name="cpd_thread_all_newest"),
            models.Index(fields=["space", "is_open", "response_count", "shared_at"], name="cpd_thread_all_waiting"),
        ]


class Post(models.Model):
    """What someone wrote for others to read: a thread's opening, a response to it, a reply to a response, a follow-up.

    ``opening`` is true on one post of a thread and NULL on all others: a unique constraint passes over NULLs on every
    database, where a conditional one would not exist on MySQL. So is ``follow_up``, for what came of it all later.
    ``token`` makes a repeated request harmless.

    .. pii: Free text written by the person, and whether they signed it with a pseudonym.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    opening = models.BooleanField(null=True, default=None)
    follow_up = models.BooleanField(null=True, default=None)
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
            models.UniqueConstraint(fields=["thread", "follow_up"], name="cpd_post_one_follow_up"),
            models.UniqueConstraint(fields=["author", "token"], name="cpd_post_sent_once"),
        ]


class Thanks(models.Model):
    """What the opener of a thread says of an answer to it with one tap.

    .. pii: Links a person to whom they thanked.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.name.title()) for kind in ThanksKind])
    at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name_plural = "thanks"
        constraints = [models.UniqueConstraint(fields=["post", "kind"], name="cpd_thanks_once")]


class News(models.Model):
    """Something that happened in a space and that someone has not come across yet.

    .. pii: Links a person to what was said to them.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey("cpd_community_xblock.Space", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.name.title()) for kind in NewsKind])
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name_plural = "news"
        constraints = [models.UniqueConstraint(fields=["user", "post", "kind"], name="cpd_news_once")]
        indexes = [models.Index(fields=["user", "space", "seen_at"], name="cpd_news_unseen")]


class Report(models.Model):
    """A member asks the facilitators to look at a post.

    .. pii: Links a person to what they reported, with free text that they wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    concern = models.CharField(max_length=16, choices=[(kind.value, kind.name.title()) for kind in Concern])
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(outcome.value, outcome.name.title()) for outcome in Outcome]
    )

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["post", "reporter"], name="cpd_report_once_per_person")]


class AppendOnly(models.QuerySet["StaffAct"]):
    """Rows that are written once. Only the words of someone who is erased may be taken out of them."""

    def update(self, **values: Any) -> int:
        if values != {"reason": ""}:
            raise TypeError("The record of what staff did is not changed.")
        return super().update(**values)

    def delete(self) -> Any:
        raise TypeError("The record of what staff did is not deleted.")


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

    objects = AppendOnly.as_manager()

    class Meta:
        app_label = "cpd_community_xblock"
        indexes = [models.Index(fields=["space", "at"], name="cpd_staffact_latest")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The record of what staff did is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("The record of what staff did is not deleted.")
