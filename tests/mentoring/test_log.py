"""The log of meetings: one writes, the other confirms or corrects, and it is CPD for both."""

from datetime import date
from uuid import uuid4

import pytest

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import between, leaving, log, partnerships
from cpd_community_xblock.mentoring.data import Side
from tests.builders import COURSE, START, day
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def entry(here, pair, id_, who):
    return log.one(**meets.of(here, pair, who), entry_id=id_)


def test_what_both_confirm_counts_for_both(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    assert log.minutes_of(user_id=amara.user_id) == log.minutes_of(user_id=chidi.user_id) == 0
    assert log.entries(user_id=amara.user_id) == ()
    assert meets.confirmed(here, pair, id_, chidi, now=day(1)).is_confirmed
    assert log.minutes_of(user_id=amara.user_id) == log.minutes_of(user_id=chidi.user_id) == 45
    [mine], [theirs] = log.entries(user_id=amara.user_id), log.entries(user_id=chidi.user_id)
    assert (mine.side, mine.other_id, theirs.side, theirs.other_id) == (
        Side.LEARNER,
        chidi.user_id,
        Side.MENTOR,
        amara.user_id,
    )
    assert (mine.happened_on, mine.minutes, mine.topic, mine.course_key, mine.confirmed_at) == (
        START.date(),
        45,
        "Saying no to a rota swap",
        str(COURSE),
        day(1),
    )


def test_nobody_confirms_their_own(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    with pytest.raises(Conflict, match="other one confirms"):
        meets.confirmed(here, pair, id_, amara)
    meets.corrected(here, pair, id_, chidi)
    with pytest.raises(Conflict, match="other one confirms"):
        meets.confirmed(here, pair, id_, chidi, version=1)


def test_a_correction_is_confirmed_by_the_first(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    meets.corrected(here, pair, id_, chidi, minutes=30)
    assert entry(here, pair, id_, amara).confirmed == {Side.MENTOR}
    assert log.minutes_of(user_id=chidi.user_id) == 0
    meets.confirmed(here, pair, id_, amara, version=1)
    assert log.minutes_of(user_id=amara.user_id) == log.minutes_of(user_id=chidi.user_id) == 30


def test_they_may_correct_each_other_to_and_fro(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    meets.corrected(here, pair, id_, chidi, minutes=30)
    meets.corrected(here, pair, id_, amara, minutes=40, version=1)
    meets.confirmed(here, pair, id_, chidi, version=2)
    assert log.minutes_of(user_id=amara.user_id) == 40


def test_nobody_confirms_what_they_have_not_seen(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    meets.corrected(here, pair, id_, amara, minutes=480)
    with pytest.raises(Conflict, match="corrected since"):
        meets.confirmed(here, pair, id_, chidi, version=0)
    with pytest.raises(Conflict, match="corrected since"):
        meets.corrected(here, pair, id_, chidi, version=0)


def test_what_both_confirmed_is_no_longer_changed(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    meets.confirmed(here, pair, id_, chidi)
    meets.confirmed(here, pair, id_, chidi)
    for who in (amara, chidi):
        with pytest.raises(Conflict, match="stays"):
            meets.corrected(here, pair, id_, who)
        with pytest.raises(Conflict, match="stays"):
            log.take_back(**meets.of(here, pair, who), entry_id=id_)
    assert log.minutes_of(user_id=amara.user_id) == 45


def test_a_correction_that_changes_nothing_is_none(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara, minutes=30)
    with pytest.raises(Conflict, match="Confirm it"):
        meets.corrected(here, pair, id_, chidi)
    meets.corrected(here, pair, id_, amara)
    assert entry(here, pair, id_, chidi).version == 0


def test_the_same_request_again_logs_nothing_new(here, pair, amara, chidi) -> None:
    token = str(uuid4())
    ids = {meets.logged(here, pair, amara, token=token) for _time in range(2)}
    assert len(ids) == 1
    assert models.LoggedMeeting.objects.count() == 1


@pytest.mark.parametrize("on", [day(-1).date(), day(2).date(), date(2036, 1, 1)])
def test_a_day_that_was_not_is_not_logged(here, pair, amara, on) -> None:
    with pytest.raises(Conflict, match="day"):
        meets.logged(here, pair, amara, on=on, now=day(1))


@pytest.mark.parametrize("minutes", [-1, 0, 4, 481])
def test_a_meeting_lasts_from_five_minutes_to_eight_hours(here, pair, amara, minutes) -> None:
    with pytest.raises(Conflict, match="480"):
        meets.logged(here, pair, amara, minutes=minutes)


def test_what_the_other_one_has_logged_is_confirmed_and_not_logged_twice(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    with pytest.raises(Conflict, match="confirm or correct"):
        meets.logged(here, pair, chidi)
    meets.confirmed(here, pair, id_, chidi)
    meets.logged(here, pair, chidi)


def test_an_agreed_meeting_is_logged_once(here, pair, amara, chidi) -> None:
    meeting = meets.agreed(here, pair, amara, chidi)
    id_ = meets.logged(here, pair, amara, on=day(1).date(), meeting_id=meeting, now=day(2))
    meets.confirmed(here, pair, id_, chidi, now=day(2))
    with pytest.raises(Conflict, match="already"):
        meets.logged(here, pair, chidi, on=day(1).date(), meeting_id=meeting, now=day(2))


def test_a_meeting_that_is_to_come_or_elsewhere_is_not_logged(here, pair, amara, chidi, kofi) -> None:
    meeting = meets.agreed(here, pair, amara, chidi)
    with pytest.raises(NotFound):
        meets.logged(here, pair, amara, meeting_id=meeting)
    other = pairs.together(here, kofi, chidi)
    with pytest.raises(NotFound):
        meets.logged(here, other, kofi, on=day(1).date(), meeting_id=meeting, now=day(2))


def test_ones_own_entry_can_be_taken_out_again(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    with pytest.raises(Conflict, match="logged this"):
        log.take_back(**meets.of(here, pair, chidi), entry_id=id_)
    log.take_back(**meets.of(here, pair, amara), entry_id=id_)
    assert log.logged(**meets.of(here, pair, chidi)) == []


def test_the_log_is_nobody_elses(here, pair, amara, kofi) -> None:
    id_ = meets.logged(here, pair, amara)
    with pytest.raises(NotFound):
        log.logged(**meets.of(here, pair, kofi))
    with pytest.raises(NotFound):
        meets.confirmed(here, pair, id_, kofi)


def test_once_it_is_over_nothing_is_written_and_what_waits_can_be_confirmed(here, pair, amara, chidi) -> None:
    id_ = meets.logged(here, pair, amara)
    pairs.ended(here, pair, chidi)
    with pytest.raises(Conflict):
        meets.logged(here, pair, amara)
    with pytest.raises(Conflict):
        meets.corrected(here, pair, id_, chidi)
    meets.confirmed(here, pair, id_, chidi)
    assert log.minutes_of(user_id=amara.user_id) == 45


def test_what_two_people_have_completed_can_still_be_logged_for_four_weeks(here, pair, amara, chidi) -> None:
    partnerships.complete(space_id=here.id, partnership_id=pair, user_id=chidi.user_id, now=day(7))
    id_ = meets.logged(here, pair, amara, on=day(6).date(), now=day(8))
    meets.corrected(here, pair, id_, chidi, on=day(6).date(), now=day(9))
    meets.confirmed(here, pair, id_, amara, version=1, now=day(9))
    assert log.minutes_of(user_id=chidi.user_id) == 30
    meets.logged(here, pair, chidi, on=day(5).date(), now=day(35))
    with pytest.raises(Conflict, match="log"):
        meets.logged(here, pair, amara, on=day(6).date(), now=day(35.1))


def test_twenty_entries_can_wait(here, pair, amara) -> None:
    for _time in range(20):
        meets.logged(here, pair, amara)
    with pytest.raises(Conflict, match="Twenty"):
        meets.logged(here, pair, amara)


def test_days_and_places_can_be_asked_for(here, pair, amara, chidi, kofi) -> None:
    other = pairs.together(here, kofi, chidi)
    for number, (where, learner) in enumerate([(pair, amara), (other, kofi), (pair, amara)]):
        on = day(number).date()
        id_ = meets.logged(here, where, learner, on=on, minutes=10 ** (number % 2) * 30, now=day(3))
        meets.confirmed(here, where, id_, chidi, now=day(3))
    assert log.minutes_of(user_id=chidi.user_id) == 360
    assert log.minutes_of(user_id=chidi.user_id, partnership_id=pair) == 60
    assert log.minutes_of(user_id=chidi.user_id, space_id=here.id + 1) == 0
    assert log.minutes_of(user_id=chidi.user_id, since=day(1).date(), until=day(1).date()) == 300
    assert [one.happened_on for one in log.entries(user_id=chidi.user_id, since=day(1).date())] == [
        day(2).date(),
        day(1).date(),
    ]


@pytest.mark.parametrize("leaver", ["amara", "chidi"])
def test_whoever_stays_keeps_the_evidence_without_the_name(here, pair, amara, chidi, leaver) -> None:
    kept = meets.logged(here, pair, amara)
    meets.confirmed(here, pair, kept, chidi)
    meets.logged(here, pair, amara)
    gone, stays = (amara, chidi) if leaver == "amara" else (chidi, amara)
    for _time in range(2):
        leaving.retire(user_id=gone.user_id)
    [left] = log.entries(user_id=stays.user_id)
    assert (left.id, left.minutes, left.other_id) == (kept, 45, None)
    assert log.entries(user_id=gone.user_id) == ()
    assert models.LoggedMeeting.objects.count() == 1


def test_the_number_of_queries_does_not_depend_on_that_of_entries(
    here, pair, amara, chidi, django_assert_num_queries
) -> None:
    for number in range(12):
        id_ = meets.logged(here, pair, amara, on=day(number).date(), now=day(20))
        meets.confirmed(here, pair, id_, chidi, now=day(20))
    with django_assert_num_queries(1):
        assert len(log.entries(user_id=chidi.user_id)) == 12
    with django_assert_num_queries(2):
        assert len(log.logged(**meets.of(here, pair, amara))) == 12


# What waits.


def test_a_list_of_partnerships_can_say_what_waits_in_each(here, pair, amara, chidi, kofi) -> None:
    other = pairs.together(here, kofi, chidi)
    meets.logged(here, pair, amara)
    meets.proposed(here, pair, amara)
    meets.proposed(here, other, chidi)

    def waiting(who, now=START):
        return between.waiting(space_id=here.id, user_id=who.user_id, partnership_ids=[pair, other], now=now)

    assert waiting(chidi) == {pair: 2}
    assert waiting(chidi, now=day(5)) == {pair: 1}
    assert between.waiting(space_id=here.id, user_id=kofi.user_id, partnership_ids=[other], now=START) == {other: 1}
