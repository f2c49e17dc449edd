"""What is remembered of findings: numbers by category, course and week, and nothing of the text."""

from datetime import UTC, datetime

import pytest

from cpd_community_xblock.confidentiality import api, models
from cpd_community_xblock.confidentiality.data import Category, Counted, Outcome, Reason
from tests import builders
from tests.builders import COURSE, OTHER_COURSE, START, day

pytestmark = pytest.mark.django_db

TOLD = "Mrs Okafor's husband called 07700 900123, and so did Mr Lee."


def count(outcome: Outcome, *, reason: str = "", text: str = TOLD, course=COURSE, now=START) -> None:
    api.count(course_key=course, review=api.review([text]), outcome=outcome, reason=reason, now=now)


def counts(course=COURSE, now=START, **more: int) -> dict[Category, tuple[int, int, int]]:
    found = api.counts(course_key=course, now=now, **more)
    return {item.category: (item.sent_back, item.went_out, item.mistaken) for item in found}


def test_findings_are_counted_by_category_and_by_what_came_of_them() -> None:
    count(Outcome.SENT_BACK)
    count(Outcome.LEFT, reason=Reason.MISTAKEN.value)
    count(Outcome.LEFT, reason=Reason.PUBLIC.value)
    # A reason is given for what is certain alone.
    assert counts() == {Category.PHONE: (1, 2, 1), Category.NAME: (2, 4, 0)}


def test_each_course_and_week_has_its_own_numbers() -> None:
    count(Outcome.LEFT)
    count(Outcome.LEFT, course=OTHER_COURSE)
    count(Outcome.LEFT, now=day(7))
    assert sorted({row.week for row in models.Tally.objects.all()}) == [day(0).date(), day(7).date()]
    assert {week.weekday() for week in models.Tally.objects.values_list("week", flat=True)} == {0}
    assert counts(now=day(7)) == {Category.PHONE: (0, 2, 0), Category.NAME: (0, 4, 0)}
    assert counts(now=day(7), weeks=1) == {Category.PHONE: (0, 1, 0), Category.NAME: (0, 2, 0)}
    assert counts(OTHER_COURSE) == {Category.PHONE: (0, 1, 0), Category.NAME: (0, 2, 0)}


def test_a_week_begins_on_the_sites_own_monday(settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    count(Outcome.LEFT, now=datetime(2026, 10, 18, 12, tzinfo=UTC))  # Monday there.
    assert {row.week.isoformat() for row in models.Tally.objects.all()} == {"2026-10-19"}


def test_nothing_of_the_text_nor_of_its_writer_is_kept() -> None:
    count(Outcome.LEFT, reason=Reason.MINE.value)
    fields = {field.name for field in models.Tally._meta.get_fields()}
    assert fields == {"id", "course_key", "week", "category", "outcome", "count"}
    kept = str([list(vars(row).values()) for row in models.Tally.objects.all()])
    assert not any(words in kept for words in ("Okafor", "Lee", "07700", "900123"))


def test_what_is_found_nowhere_is_not_listed() -> None:
    count(Outcome.LEFT, text="We were all tired.")
    assert api.counts(course_key=COURSE, now=START) == ()


def test_what_two_authors_change_of_a_courses_words_is_all_there() -> None:
    assert api.watched(course_key=COURSE) == ()
    api.watch(course_key=COURSE, words=["Nightingale", "the Rookery"])
    began = api.watched(course_key=COURSE)
    api.watch(course_key=COURSE, words=[*began, "the Tower"], before=began)
    api.watch(course_key=COURSE, words=["the Rookery"], before=began)
    assert api.watched(course_key=COURSE) == ("the Rookery", "the Tower")
    assert api.watched(course_key=OTHER_COURSE) == ()


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_many_who_send_at_once_are_all_counted() -> None:
    results = builders.at_once(*[lambda: count(Outcome.SENT_BACK)] * 10)
    assert builders.errors(results) == []
    assert api.counts(course_key=COURSE, now=START) == (
        Counted(Category.PHONE, sent_back=10, went_out=0, mistaken=0),
        Counted(Category.NAME, sent_back=20, went_out=0, mistaken=0),
    )
