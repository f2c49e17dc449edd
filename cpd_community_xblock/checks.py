"""What a site is told of its settings when it starts."""

from typing import Any

from django.core.checks import Error

from cpd_community_xblock.confidentiality import api as confidentiality


def confidentiality_settings(**_given: Any) -> list[Error]:
    """That every pack and recogniser of the guard is there: nobody would miss one until it is too late."""
    return [Error(problem, id="cpd_community_xblock.E001") for problem in confidentiality.problems()]
