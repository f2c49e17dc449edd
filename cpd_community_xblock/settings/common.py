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
