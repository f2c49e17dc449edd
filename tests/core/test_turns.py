"""What is in each other's way is tried again, a few times, and then said."""

from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, transaction

from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.mentoring import models
from tests import builders
from tests.mentoring import pairs


@pytest.mark.django_db
def test_what_collides_is_tried_again() -> None:
    tries = []

    @turns.in_turn
    def third_time_lucky() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise IntegrityError
        return "done"

    assert (third_time_lucky(), len(tries)) == ("done", 3)


@pytest.mark.django_db
def test_after_the_last_try_it_is_said() -> None:
    tries = []

    @turns.in_turn
    def never() -> None:
        tries.append(1)
        raise IntegrityError

    with pytest.raises(Conflict, match="try again"):
        never()
    assert len(tries) == turns.TRIES


@pytest.mark.django_db
def test_a_database_that_is_gone_is_no_conflict() -> None:
    @turns.in_turn
    def gone() -> None:
        raise OperationalError(2006, "Server has gone away")

    with pytest.raises(OperationalError):
        gone()


def embraced(ids: list[int], both: Barrier, *, inside: bool) -> list[object]:
    """Two who hold one row each and want the other's, inside a transaction of somebody else's or not."""

    def hold(first: int, second: int, met: list[int]) -> str:
        @turns.in_turn
        def held() -> str:
            rows = models.Participant.objects.select_for_update()
            rows.get(id=first)
            if not met:  # Only the first time: after that nobody waits for anybody.
                met.append(1)
                both.wait()
            rows.get(id=second)
            return "done"

        if not inside:
            return held()
        with transaction.atomic():
            return held()

    return builders.at_once(lambda: hold(*ids, []), lambda: hold(*ids[::-1], []))


@pytest.fixture
def ids(clock) -> list[int]:
    here = pairs.space()
    for name in ("amara", "kofi"):
        pairs.learner(here, name)
    return list(models.Participant.objects.order_by("id").values_list("id", flat=True))


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_whoever_a_deadlock_falls_on_is_tried_again(ids) -> None:
    assert embraced(ids, Barrier(2, timeout=20), inside=False) == ["done", "done"]


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_a_deadlock_is_said(ids) -> None:
    results = embraced(ids, Barrier(2, timeout=20), inside=True)
    assert "done" in results
    [error] = builders.errors(results)
    assert isinstance(error, Conflict)
