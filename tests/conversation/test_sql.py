"""The statements written by hand: what is true of a row, moments, the database asked, the indexes that answer."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock.conversation import api, models
from cpd_community_xblock.conversation.api import sql
from cpd_community_xblock.conversation.api.sql import ALWAYS, NEVER, Condition
from cpd_community_xblock.conversation.data import Promise
from cpd_community_xblock.members.data import Member
from tests import builders
from tests.builders import START

pytestmark = pytest.mark.django_db

LATE = START + timedelta(hours=60)
FRIDAY = START + timedelta(days=4)
"""When facilitators are asked sooner about what nobody has answered than about the rest."""


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def thread_id(here) -> int:
    return builders.opened(here, builders.learner("amara"), now=START)


def ask(here, who: Member, now: datetime = LATE) -> int | None:
    return api.ask_next(space_id=here.id, member=who, promise=Promise(), now=now)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ALWAYS, True),
        (NEVER, False),
        (~NEVER, True),
        (Condition("held_by_id = %s", 1), False),
        (~Condition("held_by_id = %s", 1), True),
        (~Condition("response_count = %s", 0), False),
        (sql.among("response_count", {0, 1}), True),
        (sql.among("response_count", ()), False),
        (~sql.among("held_by_id", [1, 2]), True),
        (Condition("response_count = %s OR is_open = %s", 0, True) & NEVER, False),
        (ALWAYS | Condition("response_count = %s AND is_open = %s", 1, False) & NEVER, True),
        (Condition("reach LIKE %s", "cohort:%"), True),
        (Condition("reach = %s", "' OR ''='"), False),
    ],
)
def test_a_condition_is_true_of_a_row_or_it_is_not(thread_id: int, condition: Condition, expected: bool) -> None:
    """The row has no holder: a comparison with it is neither, and its opposite is true."""
    assert sql.select(["id"], sql.THREADS, condition) == ([(thread_id,)] if expected else [])


@pytest.mark.parametrize("tz", [UTC, timezone(timedelta(hours=5, minutes=45))])
def test_moments_are_written_compared_and_read_as_by_a_model(thread_id: int, tz: timezone) -> None:
    moment = datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=tz)
    this = Condition("id = %s", thread_id)
    assert sql.update(sql.THREADS, {"held_until": moment}, this) == 1
    row = models.Thread.objects.get(held_until=moment)
    rows = sql.select(["shared_at", "held_until"], sql.THREADS, Condition("held_until = %s", moment))
    assert rows == [(row.shared_at, row.held_until)] == [(START, moment)]
    assert all(value.utcoffset() == timedelta(0) for value in rows[0])
    for before, number in ((moment, 1), (moment - timedelta(microseconds=1), 0)):
        assert sql.update(sql.THREADS, {"held_until": None}, Condition("held_until <= %s", before) & this) == number
        sql.update(sql.THREADS, {"held_until": moment}, this)


def test_an_update_counts_the_rows_that_it_leaves_as_they_were(thread_id: int) -> None:
    """Whoever is given once more what is kept for them already has it."""
    for _time in range(2):
        assert sql.update(sql.THREADS, {"held_until": LATE}, ALWAYS) == 1
    assert sql.update(sql.THREADS, {"held_until": LATE}, NEVER) == 0


class Replicas:
    """Sends readers to a database that there is none of: whoever is sent there fails."""

    def db_for_read(self, model, **hints) -> str:
        return "replica"


def test_a_replica_is_not_asked(here, thread_id: int, settings) -> None:
    priya = builders.learner("priya")
    settings.DATABASE_ROUTERS = [Replicas()]
    assert api.asked_of(space_id=here.id, member=priya, promise=Promise(), now=LATE).is_anyone_waiting
    assert api.is_anyone_short(space_id=here.id, member=priya, promise=Promise(), now=LATE)
    assert ask(here, priya) == thread_id


@pytest.mark.sqlite  # A server's plan depends on the rows that it counted.
@pytest.mark.parametrize(
    ("make", "index"),
    [
        (builders.learner, "cpd_thread_waiting (space_id=? AND is_open=? AND reach=? AND response_count<?)"),
        (builders.facilitator, "cpd_thread_all_waiting (space_id=? AND is_open=? AND response_count<?)"),
    ],
)
@pytest.mark.parametrize("has_answered", [False, True])
@pytest.mark.parametrize("now", [LATE, FRIDAY])
def test_an_index_answers_in_order_whatever_the_number_of_rows(
    here, make, index: str, has_answered: bool, now: datetime
) -> None:
    who = make("who")
    for number in range(3):
        opened = builders.opened(here, builders.learner(f"author-{number}"), now=now - timedelta(hours=60))
    if has_answered:
        builders.responded(here, opened, who, now=now)
    with CaptureQueriesContext(connection) as captured:
        assert ask(here, who, now) is not None
        api.asked_of(space_id=here.id, member=who, promise=Promise(), now=now)
    plans = []
    with connection.cursor() as cursor:
        for query in captured:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans.append("; ".join(row[-1] for row in cursor.fetchall()))
    assert not [plan for plan in plans if "SCAN" in plan or "TEMP B-TREE" in plan]
    assert index in plans[1]
