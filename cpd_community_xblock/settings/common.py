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
    _add_confidentiality(settings)
    _leave_out_of_tracking(settings)


def _add_confidentiality(settings: Any) -> None:
    """What the guard for confidential details goes by."""
    # .. setting_name: CPD_COMMUNITY_CONFIDENTIALITY_PACKS
    # .. setting_default: ["uk", "us"]
    # .. setting_description: Which packs of rules look for identifying details: "uk", "us", or the dotted path of a
    #     site's own cpd_community_xblock.confidentiality.packs.Pack.
    if not hasattr(settings, "CPD_COMMUNITY_CONFIDENTIALITY_PACKS"):
        settings.CPD_COMMUNITY_CONFIDENTIALITY_PACKS = ["uk", "us"]
    # .. setting_name: CPD_COMMUNITY_CONFIDENTIALITY_PLACES
    # .. setting_default: []
    # .. setting_description: Names of local places, such as hospitals, wards and villages, that are to be found in
    #     what people write. Case and spacing do not matter.
    if not hasattr(settings, "CPD_COMMUNITY_CONFIDENTIALITY_PLACES"):
        settings.CPD_COMMUNITY_CONFIDENTIALITY_PLACES = []
    # .. setting_name: CPD_COMMUNITY_CONFIDENTIALITY_NUMBERS
    # .. setting_default: []
    # .. setting_description: Pictures of local numbers, such as "K999999" for a hospital's own. 9 stands for a digit,
    #     A for a letter, and any other letter or digit for itself. Spaces and dashes do not matter.
    if not hasattr(settings, "CPD_COMMUNITY_CONFIDENTIALITY_NUMBERS"):
        settings.CPD_COMMUNITY_CONFIDENTIALITY_NUMBERS = []
    # .. setting_name: CPD_COMMUNITY_CONFIDENTIALITY_NER
    # .. setting_default: None
    # .. setting_description: "presidio" to look for names and places with presidio-analyzer as well, which the extra
    #     "ner" brings, or the dotted path of a finder, such as one made by
    #     cpd_community_xblock.confidentiality.ner.finder_with.
    # .. setting_warning: A language model takes much longer than the rules, and needs memory in every process.
    if not hasattr(settings, "CPD_COMMUNITY_CONFIDENTIALITY_NER"):
        settings.CPD_COMMUNITY_CONFIDENTIALITY_NER = None


HANDLERS = r"^/.*\bxblocks?/[^/]*(type@|lb:[^/:]*:[^/:]*:)cpd_[^/]*/handler"


def _leave_out_of_tracking(settings: Any) -> None:
    """Keep the platform's request tracking away from the blocks' handlers.

    It would log who called which of them when, and that is enough to tell who is behind a pseudonym.
    """
    patterns = getattr(settings, "TRACKING_IGNORE_URL_PATTERNS", None)
    if patterns is not None and HANDLERS not in patterns:
        settings.TRACKING_IGNORE_URL_PATTERNS = [*patterns, HANDLERS]
