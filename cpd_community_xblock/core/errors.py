"""Errors that a person can read, with the HTTP status they travel under."""

from typing import Any

from django.utils.translation import gettext as _


class CommunityError(Exception):
    """Something a person asked for that cannot be done. ``message`` is translated and shown to them as it stands."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(CommunityError):
    """The person may not do this, or not here."""

    status = 403


class NotFound(CommunityError):
    """What was asked for is not there for this person; whether it exists at all is not told."""

    status = 404

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("This is no longer here. It may have been withdrawn."))


class Conflict(CommunityError):
    """Someone else was first, or things have moved on since the page was shown."""

    status = 409


class TooLarge(CommunityError):
    """More was sent than is taken in one go."""

    status = 413


class InvalidForm(CommunityError):
    """A form with errors, to be shown again with what was typed and what is wrong."""

    status = 422

    def __init__(self, form: Any) -> None:
        super().__init__(_("Something needs another look."))
        self.form = form
