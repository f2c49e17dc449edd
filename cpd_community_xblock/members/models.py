"""Profiles and pseudonyms."""

from django.conf import settings
from django.db import models


class Profile(models.Model):
    """What someone told about their work and their hours, once for every course on the site.

    .. pii: Profession, work setting, languages, time zone and quiet hours, entered by the person.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    profession = models.CharField(max_length=80, blank=True)
    setting = models.CharField(max_length=80, blank=True)
    languages = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name = "member profile"


class Pseudonym(models.Model):
    """The name someone goes by in one course when they do not use their own.

    ``number`` is drawn at random and stands for two words, so that the name can be shown in any language and says
    nothing of the person. After retirement the row keeps its number, so that nobody else ever gets it.

    .. pii: Links a person to what they wrote under a pseudonym.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    course_key = models.CharField(max_length=255)
    number = models.PositiveIntegerField()

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [
            models.UniqueConstraint(fields=["course_key", "user"], name="cpd_pseudonym_once_per_person"),
            models.UniqueConstraint(fields=["course_key", "number"], name="cpd_pseudonym_never_shared"),
        ]
