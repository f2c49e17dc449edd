"""Where Celery looks for an app's tasks."""

from cpd_community_xblock.mentoring.tasks import match, see_to_due, write_letters

__all__ = ["match", "see_to_due", "write_letters"]
