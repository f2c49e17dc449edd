"""Settings for the platform's production environment: the common ones, applied again after its own files were read."""

from cpd_community_xblock.settings.common import plugin_settings

__all__ = ["plugin_settings"]
