"""Errors that people read, and the status they travel under."""

import pytest

from cpd_community_xblock.core.errors import CommunityError, Conflict, NotAllowed, NotFound, TooLarge


@pytest.mark.parametrize(
    ("error", "status"), [(CommunityError, 400), (NotAllowed, 403), (NotFound, 404), (Conflict, 409), (TooLarge, 413)]
)
def test_each_error_carries_its_status_and_its_words(error: type[CommunityError], status: int) -> None:
    raised = error("Please try again.")
    assert (raised.status, raised.message, str(raised)) == (status, "Please try again.", "Please try again.")


def test_not_found_says_so_without_being_told_what() -> None:
    assert NotFound().message == "This is no longer here. It may have been withdrawn."
