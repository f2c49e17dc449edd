"""Who means to come to which sitting, and who is on shift."""

from datetime import datetime

from django.utils.translation import gettext as _

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.live_sessions import data, models


class Full(Conflict):
    """All places of a sitting are taken."""

    def __init__(self) -> None:
        super().__init__(_("The last place has just been taken. Please choose another time, or catch up later."))


@turns.in_turn
def choose(*, space_id: int, user_id: int, sitting_id: int, now: datetime) -> None:
    """Mean to come to a sitting, in the place of any other. Once more changes nothing.

    Raises ``Full`` where its places are taken, and ``Conflict`` where it is cancelled or over.
    """
    sitting = models.Sitting.objects.filter(space_id=space_id, id=sitting_id).first()
    if sitting is None:
        raise NotFound
    if sitting.is_cancelled or sitting.ends_at <= now:
        raise Conflict(_("This time is no longer to be had. Here is how things stand now."))
    mine = _own(space_id, user_id)
    if mine is not None and mine.sitting_id == sitting_id:
        return
    # The constraint refuses a place that somebody else has taken meanwhile: then this is tried again.
    number = None if sitting.capacity is None else _lowest_free(sitting)
    _keep(space_id, user_id, sitting_id=sitting_id, number=number, chosen_at=now)


@turns.in_turn
def be_on_shift(*, space_id: int, user_id: int, now: datetime) -> None:
    """Come to none of them, and catch up instead: a place that was chosen is free again."""
    _keep(space_id, user_id, sitting_id=None, number=None, chosen_at=now)


def give_up(*, space_id: int, user_id: int) -> None:
    """Mean nothing any more. Once more changes nothing."""
    models.Seat.objects.filter(space_id=space_id, user_id=user_id).delete()


def choice(*, space_id: int, user_id: int) -> data.Choice | None:
    """What somebody means to do; None where they have not said."""
    mine = models.Seat.objects.filter(space_id=space_id, user_id=user_id).first()
    return data.Choice(mine.sitting_id, mine.chosen_at) if mine else None


def _own(space_id: int, user_id: int) -> models.Seat | None:
    return models.Seat.objects.select_for_update().filter(space_id=space_id, user_id=user_id).first()


def _lowest_free(sitting: models.Sitting) -> int:
    numbers = list(models.Seat.objects.filter(sitting=sitting).values_list("number", flat=True))
    # Those who chose before places were counted have one each all the same.
    counted = (sitting.capacity or 0) - numbers.count(None)
    free = (number for number in range(1, counted + 1) if number not in numbers)
    number = next(free, None)
    if number is None:
        raise Full
    return number


def _keep(space_id: int, user_id: int, **values: object) -> None:
    rows = models.Seat.objects.filter(space_id=space_id, user_id=user_id)
    if not rows.update(**values):
        models.Seat.objects.create(space_id=space_id, user_id=user_id, **values)
