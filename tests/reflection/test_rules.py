"""When parts open, what is finished, and what others read: decided without a database."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from cpd_community_xblock.core.text import to_html
from cpd_community_xblock.reflection import rules
from cpd_community_xblock.reflection.data import Desk, Draft, Naming, Opens, Stage, Step, StepState

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 9, 7, 8, tzinfo=UTC)
DONE, OPEN, LATER = StepState.DONE, StepState.OPEN, StepState.LATER


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stage(stage_id: str, opens: Opens = Opens.AT_ONCE, **more: object) -> Stage:
    return Stage(id=stage_id, heading=stage_id.title(), opens=opens, **more)  # type: ignore[arg-type]


def finished(stage_id: str, at: str, body: str = "Words.") -> Draft:
    return Draft(stage_id=stage_id, body=body, version=1, updated_at=utc(at), finished_at=utc(at))


def begun(stage_id: str, body: str = "Words.") -> Draft:
    return Draft(stage_id=stage_id, body=body, version=1, updated_at=START)


def steps(stages, *drafts: Draft, now: str = "2026-09-14T12:00", start: datetime | None = START, tz=LONDON):
    return rules.steps(stages, {draft.stage_id: draft for draft in drafts}, start=start, tz=tz, now=utc(now))


def states(*given, **more) -> list[StepState]:
    return [step.state for step in steps(*given, **more)]


# When parts open.


def test_a_part_that_opens_at_once_is_open() -> None:
    assert states([stage("a"), stage("b")]) == [OPEN, OPEN]


def test_a_part_after_another_is_not_open_while_that_is_unfinished() -> None:
    [_first, second] = steps([stage("a"), stage("b", Opens.AFTER_PREVIOUS, days=2)], begun("a"))
    assert (second.state, second.opens_at) == (LATER, None)


@pytest.mark.parametrize(
    ("finished_at", "days", "zone", "opens"),
    [
        ("2026-09-07T21:00", 3, "Europe/London", "2026-09-09T23:00"),
        ("2026-09-07T23:30", 3, "Europe/London", "2026-09-10T23:00"),
        ("2026-09-07T21:00", 3, "Asia/Kolkata", "2026-09-10T18:30"),
        ("2026-10-24T12:00", 1, "Europe/London", "2026-10-24T23:00"),
        ("2026-10-24T12:00", 2, "Europe/London", "2026-10-26T00:00"),  # over the hour that comes twice
        ("2026-03-28T12:00", 2, "Europe/London", "2026-03-29T23:00"),  # over the hour that is left out
        ("2026-09-07T21:00", 0, "Europe/London", "2026-09-07T21:00"),
    ],
)
def test_days_between_parts_are_the_writers_own_calendar_days(
    finished_at: str, days: int, zone: str, opens: str
) -> None:
    stages = [stage("a"), stage("b", Opens.AFTER_PREVIOUS, days=days)]
    minute_before = (utc(opens) - timedelta(minutes=1)).replace(tzinfo=None).isoformat()
    for now, state in ((minute_before, LATER), (opens, OPEN)):
        [_first, second] = steps(stages, finished("a", finished_at), now=now, tz=ZoneInfo(zone))
        assert (second.state, second.opens_at) == (state, utc(opens))


def test_the_first_part_has_none_to_wait_for() -> None:
    assert states([stage("a", Opens.AFTER_PREVIOUS, days=3)]) == [OPEN]


@pytest.mark.parametrize(
    ("now", "state"), [("2026-09-21T07:59", LATER), ("2026-09-21T08:00", OPEN), ("2026-12-01T00:00", OPEN)]
)
def test_a_week_begins_whole_weeks_after_the_course_did(now: str, state: StepState) -> None:
    assert states([stage("a", Opens.IN_WEEK, week=3)], now=now) == [state]


def test_without_a_course_start_a_week_has_come() -> None:
    assert states([stage("a", Opens.IN_WEEK, week=30)], start=None) == [OPEN]


@pytest.mark.parametrize(
    ("zone", "opens"), [("Europe/London", "2026-10-31T00:00"), ("Pacific/Kiritimati", "2026-10-30T10:00")]
)
def test_a_date_begins_with_the_writers_own_day(zone: str, opens: str) -> None:
    stages = [stage("a", Opens.ON_DATE, date=date(2026, 10, 31))]
    minute_before = (utc(opens) - timedelta(minutes=1)).replace(tzinfo=None).isoformat()
    assert states(stages, now=minute_before, tz=ZoneInfo(zone)) == [LATER]
    assert states(stages, now=opens, tz=ZoneInfo(zone)) == [OPEN]


def test_a_part_on_a_date_that_was_never_set_is_open() -> None:
    assert states([stage("a", Opens.ON_DATE)]) == [OPEN]


# Optional parts.


AFTER_OPTIONAL = [stage("a"), stage("b", optional=True), stage("c", Opens.AFTER_PREVIOUS, days=3)]


def test_a_part_after_an_optional_one_waits_for_the_last_that_had_to_be_written() -> None:
    assert states(AFTER_OPTIONAL) == [OPEN, OPEN, LATER]
    assert states(AFTER_OPTIONAL, finished("a", "2026-09-07T12:00")) == [DONE, OPEN, OPEN]
    assert states(AFTER_OPTIONAL, finished("b", "2026-09-07T12:00")) == [OPEN, DONE, LATER]


def test_finishing_an_optional_part_never_closes_one_that_was_open() -> None:
    before = states(AFTER_OPTIONAL, finished("a", "2026-09-07T12:00"))
    after = states(AFTER_OPTIONAL, finished("a", "2026-09-07T12:00"), finished("b", "2026-09-14T11:00"))
    assert before[2] is after[2] is OPEN
    beginning = [stage("a", optional=True), stage("b", Opens.AFTER_PREVIOUS, days=3)]
    assert states(beginning) == [OPEN, OPEN]
    assert states(beginning, finished("a", "2026-09-14T11:00")) == [DONE, OPEN]


# What was written stays.


@pytest.mark.parametrize(
    "later",
    [
        stage("b", Opens.ON_DATE, date=date(2027, 1, 1)),
        stage("b", Opens.IN_WEEK, week=50),
        stage("b", Opens.AFTER_PREVIOUS, days=99),
    ],
    ids=lambda later: later.opens.value,
)
def test_a_finished_part_stays_open_when_the_author_moves_it(later: Stage) -> None:
    assert states([stage("a"), later], finished("b", "2026-09-08T12:00")) == [OPEN, DONE]


def test_a_draft_in_a_part_that_is_not_open_is_kept_for_later() -> None:
    [step] = steps([stage("b", Opens.ON_DATE, date=date(2027, 1, 1))], begun("b"))
    assert (step.state, step.draft.body) == (LATER, "Words.")


def test_what_was_written_in_a_part_since_removed_is_left_over_and_asked_of_nobody() -> None:
    found = steps([stage("a")], finished("gone", "2026-09-08T12:00", "Still mine."), begun("empty", "  \n"))
    [_a, left] = found
    assert (left.stage.id, left.draft.body, left.is_open, left.stage.optional) == ("gone", "Still mine.", True, True)
    assert not Desk(steps=found).is_written
    assert Desk(steps=steps([stage("a")], finished("a", "2026-09-08T12:00"), begun("gone"))).is_written


def test_stages_moved_or_renamed_keep_their_texts() -> None:
    found = steps([stage("b"), Stage(id="a", heading="Renamed")], finished("a", "2026-09-08T12:00", "Mine."))
    assert [(step.stage.id, step.draft.body) for step in found] == [("b", ""), ("a", "Mine.")]


def test_a_preview_opens_every_part_with_nothing_in_it() -> None:
    found = rules.previewed([stage("a", Opens.ON_DATE, date=date(2090, 1, 1)), stage("b", Opens.AFTER_PREVIOUS)])
    assert [(step.state, step.draft.body, step.draft.version) for step in found] == [(OPEN, "", 0)] * 2


# The desk.


def test_the_desk_goes_on_with_the_first_open_part() -> None:
    stages = [stage("a"), stage("b", Opens.IN_WEEK, week=30), stage("c")]
    desk = Desk(steps=steps(stages, finished("a", "2026-09-08T12:00")))
    assert desk.current is not None
    assert desk.current.stage.id == "c"


def test_the_next_part_to_open_is_the_soonest_that_opens_by_itself() -> None:
    stages = [
        stage("a"),
        stage("b", Opens.AFTER_PREVIOUS, days=1),
        stage("c", Opens.ON_DATE, date=date(2026, 11, 1)),
        stage("d", Opens.IN_WEEK, week=3),
    ]
    desk = Desk(steps=steps(stages))
    assert desk.next_to_open is not None
    assert desk.next_to_open.stage.id == "d"
    assert Desk(steps=steps([stage("a")])).next_to_open is None


@pytest.mark.parametrize(
    ("drafts", "written"),
    [
        ([], False),
        ([finished("a", "2026-09-08T12:00")], False),
        ([finished("a", "2026-09-08T12:00"), begun("c")], False),
        ([finished("a", "2026-09-08T12:00"), finished("c", "2026-09-12T12:00")], True),
    ],
)
def test_a_reflection_is_written_once_all_that_is_not_optional_is_finished(drafts, written: bool) -> None:
    assert Desk(steps=steps(AFTER_OPTIONAL, *drafts)).is_written is written


def test_only_finished_parts_that_hold_words_may_be_shared() -> None:
    stages = [stage(name) for name in "abcd"]
    blank = finished("c", "2026-09-08T12:00", " \n ")
    desk = Desk(steps=steps(stages, finished("a", "2026-09-08T12:00"), begun("b"), blank))
    assert [step.stage.id for step in desk.shareable] == ["a"]


# What others read.


def part(heading: str, body: str) -> Step:
    return Step(Stage(id="x", heading=heading), Draft("x", body, 1), DONE, None)


def test_several_parts_stand_under_their_headings() -> None:
    text = rules.compose([part("What?", " It was late.\n"), part("So what?", "I learnt.")])
    assert text == "##### What?\n\nIt was late.\n\n##### So what?\n\nI learnt."
    html = to_html(text)
    assert "<h5>What?</h5>" in html
    assert "<p>It was late.</p>" in html


def test_one_part_stands_alone() -> None:
    assert rules.compose([part("What?", " It was late. "), part("So what?", "  ")]) == "It was late."


def test_nothing_composed_is_nothing() -> None:
    assert rules.compose([]) == rules.compose([part("What?", " ")]) == ""


def test_a_part_without_a_heading_has_none() -> None:
    assert rules.compose([part("", "One."), part("So what?", "Two.")]) == "One.\n\n##### So what?\n\nTwo."


@pytest.mark.parametrize(("naming", "wish", "is_staff"), list(product(Naming, (False, True), (False, True))))
def test_the_author_of_the_course_decides_who_decides_on_names(naming: Naming, wish: bool, is_staff: bool) -> None:
    expected = {Naming.NAMED: False, Naming.PSEUDONYM: True, Naming.CHOICE: wish}[naming] and not is_staff
    assert rules.signs_with_pseudonym(naming, wish=wish, is_staff=is_staff) is expected
