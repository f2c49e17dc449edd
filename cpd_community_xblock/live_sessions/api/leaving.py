"""Erasing what is known of one person in live sessions."""

from cpd_community_xblock.live_sessions import models


def clear(*, space_id: int, user_id: int) -> None:
    """Delete what somebody chose in a space, and the ledger's rows about them."""
    models.Seat.objects.filter(space_id=space_id, user_id=user_id).delete()
    models.Evidence.objects.filter(sitting__space_id=space_id, user_id=user_id).delete()


def retire(*, user_id: int) -> None:
    """Delete everything about a person. Safe to repeat. What they noted of others stays, and no longer by whom."""
    models.Seat.objects.filter(user_id=user_id).delete()
    models.Evidence.objects.filter(user_id=user_id).delete()
    models.Evidence.objects.filter(by_id=user_id).update(by=None)
