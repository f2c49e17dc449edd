"""After two weeks of silence both are asked, gently and seldom."""

from datetime import time, timedelta

import pytest
from django.core import mail

from cpd_community_xblock import host
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring.api import check_ins, leaving
from cpd_community_xblock.mentoring.data import When
from tests import builders
from tests.builders import START, day
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

QUIET = day(14)


def asked(here, pair, who, now=QUIET):
    return check_ins.is_quiet(**meets.of(here, pair, who), now=now)


def not_now(here, pair, who, now=QUIET):
    check_ins.not_now(**meets.of(here, pair, who), now=now)


def test_both_are_asked_after_two_weeks(here, pair, amara, chidi) -> None:
    assert not asked(here, pair, amara, now=day(13.9))
    assert asked(here, pair, amara) and asked(here, pair, chidi)
    assert check_ins.quiet(space_id=here.id, now=QUIET) == 1
    with pytest.raises(NotFound):
        asked(here, pair, builders.learner("kofi"))


@pytest.mark.parametrize("what", ["message", "goals", "proposal", "log"])
def test_whatever_happens_ends_the_silence(here, pair, amara, chidi, what) -> None:
    now = day(10)
    {
        "message": lambda: pairs.said(here, pair, amara, now=now),
        "goals": lambda: pairs.partnerships.save_goals(
            **meets.of(here, pair, amara), text="Lead a huddle.", version=0, base="", now=now
        ),
        "proposal": lambda: meets.proposed(here, pair, amara, When(day(11), 30), now=now),
        "log": lambda: meets.logged(here, pair, amara, now=now),
    }[what]()
    assert not asked(here, pair, chidi)
    assert asked(here, pair, chidi, now=day(25))


def test_nobody_is_asked_while_something_is_planned(here, pair, amara, chidi) -> None:
    meets.agreed(here, pair, amara, chidi, When(day(20), 30))
    assert not asked(here, pair, amara, now=day(19))
    assert check_ins.quiet(space_id=here.id, now=day(19)) == 0
    assert not asked(here, pair, amara, now=day(30))
    assert asked(here, pair, amara, now=day(34.1))
    assert check_ins.quiet(space_id=here.id, now=day(34.1)) == 1


def test_not_now_leaves_one_of_them_alone_for_two_weeks(here, pair, amara, chidi) -> None:
    for _time in range(2):
        not_now(here, pair, amara)
    assert not asked(here, pair, amara) and not asked(here, pair, amara, now=day(27.9))
    assert asked(here, pair, chidi)
    assert asked(here, pair, amara, now=day(28))


def test_nobody_is_asked_about_what_is_over_or_has_not_begun(here, amara, chidi) -> None:
    id_ = pairs.proposed(here, amara, chidi, expires_at=day(30))
    assert not asked(here, id_, amara)
    pairs.accepted(here, id_, chidi)
    pairs.accepted(here, id_, amara)
    pairs.ended(here, id_, amara)
    assert not asked(here, id_, amara, now=day(60))
    assert check_ins.quiet(space_id=here.id, now=day(60)) == 0


# By e-mail.


def to() -> list[str]:
    found = sorted(address for message in mail.outbox for address in message.to)
    mail.outbox.clear()
    return found


BOTH = ["amara@example.org", "chidi@example.org"]


def test_each_silence_brings_each_one_e_mail(here, pair, amara) -> None:
    assert check_ins.check_ins(now=day(13)) == 0
    assert check_ins.check_ins(now=QUIET) == 2
    assert to() == BOTH
    for later in (14, 15, 28, 60):
        assert check_ins.check_ins(now=day(later)) == 0
    pairs.said(here, pair, amara, now=day(60))
    assert check_ins.check_ins(now=day(74)) == 2


def test_it_tells_nothing_but_where(here, pair, amara) -> None:
    check_ins.check_ins(now=QUIET)
    for message in mail.outbox:
        assert host.current().address_of(here.usage_key) in message.body
        assert "Amara" not in message.body and "Chidi" not in message.body
        assert message.subject == "Mentoring meeting"


def test_whoever_said_not_now_is_left_alone(here, pair, amara) -> None:
    not_now(here, pair, amara)
    check_ins.check_ins(now=QUIET)
    assert to() == ["chidi@example.org"]
    check_ins.check_ins(now=day(28))
    assert to() == ["amara@example.org"]


def test_it_waits_until_quiet_hours_are_over(here, pair, amara) -> None:
    members.save_profile(user_id=amara.user_id, time_zone="Asia/Kolkata", quiet_from=time(13), quiet_until=time(20))
    check_ins.check_ins(now=QUIET)  # 08:00 UTC is 13:30 there.
    assert to() == ["chidi@example.org"]
    check_ins.check_ins(now=QUIET + timedelta(hours=7))
    assert to() == ["amara@example.org"]


def test_whoever_has_left_the_course_is_not_written_to(here, pair, amara) -> None:
    builders.leave(builders.person("amara"))
    check_ins.check_ins(now=QUIET)
    assert to() == ["chidi@example.org"]


def test_a_mail_that_fails_is_not_tried_again(here, pair, settings, faults) -> None:
    settings.EMAIL_BACKEND = "tests.mentoring.test_meetings.Broken"
    assert check_ins.check_ins(now=QUIET) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert check_ins.check_ins(now=QUIET) == 0
    assert faults


def test_nobody_is_written_to_once_they_left_for_good(here, pair, amara, clock) -> None:
    clock.now = START
    leaving.retire(user_id=amara.user_id)
    assert check_ins.check_ins(now=QUIET) == 0
