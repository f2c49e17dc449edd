"""Defaults for every environment."""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Add the plugin's settings to the platform's, leaving any that a site has already set."""
    # .. setting_name: CPD_COMMUNITY_HOST
    # .. setting_default: cpd_community_xblock.host.edxapp.EdxappHost
    # .. setting_description: Dotted path of the class that answers for the platform: who people are, their role and
    #     cohort, the course's dates and the time. Change it only to run the blocks outside Open edX.
    if not hasattr(settings, "CPD_COMMUNITY_HOST"):
        settings.CPD_COMMUNITY_HOST = "cpd_community_xblock.host.edxapp.EdxappHost"
    _leave_out_of_tracking(settings)


HANDLERS = r"^/.*\bxblocks?/[^/]*(type@|lb:[^/:]*:[^/:]*:)cpd_[^/]*/handler"


def _leave_out_of_tracking(settings: Any) -> None:
    """Keep the platform's request tracking away from the blocks' handlers.

    It would log who called which of them when, and that is enough to tell who is behind a pseudonym.
    """
    patterns = getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", None)
    if patterns is not None and HANDLERS not in patterns:
        settings.TRACKING_IGNORE_URL_PATTERNS = [*patterns, HANDLERS]
