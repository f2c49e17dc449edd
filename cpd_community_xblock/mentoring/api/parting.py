"""What becomes of two people's meetings and log when one of them is taken out of what they did together."""

from datetime import datetime

from django.db.models import Q

from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import calling_off


def forget(*, partnership_id: int, user_id: int, leaves_for_good: bool, now: datetime) -> None:
    """Erase someone from what they did in a partnership, within the transaction that takes them out of it.

    What both confirmed stays for the other one, whose evidence it is. What is not confirmed goes. Whoever leaves for
    good gets no e-mail any more.
    """
    without = [user_id] if leaves_for_good else []
    calling_off.withdraw_all(partnership_id=partnership_id, now=now, without=without)
    log = models.LoggedMeeting.objects.filter(partnership_id=partnership_id)
    log.filter(confirmed_at=None).delete()
    log.filter(logged_by_id=user_id).update(logged_by=None)
    planned = models.Meeting.objects.filter(partnership_id=partnership_id)
    planned.filter(Q(starts_at__lte=now) | Q(agreed_at=None)).delete()
    # What is still in the other one's calendar can be taken out of it.
    planned.update(words="", where="")
    planned.filter(proposed_by_id=user_id).update(proposed_by=None)
    models.CheckIn.objects.filter(partnership_id=partnership_id, user_id=user_id).delete()
    models.Ending.objects.filter(partnership_id=partnership_id, user_id=user_id).delete()
