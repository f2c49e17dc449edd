"""What people tell about themselves, and what becomes of it."""

from datetime import time

import pytest

from cpd_community_xblock.host.data import Cohort, Role, Standing
from cpd_community_xblock.members import api
from cpd_community_xblock.members.data import MemberRole, Profile
from cpd_community_xblock.members.forms import ProfileForm
from tests import builders

FULL = {
    "profession": "Community nurse",
    "setting": "a rural practice",
    "languages": "Welsh, English",
    "time_zone": "Europe/London",
    "quiet_from": "22:00",
    "quiet_until": "07:30",
}


def test_everything_may_be_left_empty() -> None:
    assert ProfileForm({}).checked() == {
        "profession": "",
        "setting": "",
        "languages": "",
        "time_zone": "",
        "quiet_from": None,
        "quiet_until": None,
    }


def test_what_was_told_is_read_as_it_was_meant() -> None:
    assert ProfileForm(FULL).checked() == {**FULL, "quiet_from": time(22), "quiet_until": time(7, 30)}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("profession", "x" * 81),
        ("setting", "x" * 81),
        ("languages", "x" * 121),
        ("languages", "Welsh\x00"),
        ("time_zone", "Europe/Nowhere"),
        ("time_zone", "../etc/passwd"),
        ("quiet_from", "late"),
        ("quiet_until", "25:00"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_kept_as_typed(field: str, typed: str) -> None:
    form = ProfileForm({**FULL, field: typed})
    assert set(form.errors) == {field}
    assert form[field].value() == typed
    assert form["setting" if field != "setting" else "profession"].value()


@pytest.mark.parametrize(("given", "missing"), [("quiet_from", "quiet_until"), ("quiet_until", "quiet_from")])
def test_quiet_hours_have_both_ends_or_none(given: str, missing: str) -> None:
    form = ProfileForm({given: "22:00"})
    assert set(form.errors) == {missing}
    assert form[given].value() == "22:00"


@pytest.mark.django_db
def test_a_profile_is_replaced_as_a_whole() -> None:
    amara = builders.person("amara").id
    assert api.profile(user_id=amara) == Profile()
    api.save_profile(user_id=amara, profession="Nurse", quiet_from=time(22), quiet_until=time(7))
    api.save_profile(user_id=amara, setting="a ward")
    assert api.profile(user_id=amara) == Profile(setting="a ward")


@pytest.mark.django_db
def test_profiles_of_many_take_one_query(django_assert_num_queries) -> None:
    ids = [builders.person(name).id for name in ("amara", "priya", "dermot")]
    for user_id in ids[:2]:
        api.save_profile(user_id=user_id, profession=f"Nurse {user_id}")
    with django_assert_num_queries(1):
        found = api.profiles(ids)
    assert {user_id: profile.profession for user_id, profile in found.items()} == {
        user_id: f"Nurse {user_id}" for user_id in ids[:2]
    }


@pytest.mark.django_db
def test_a_retired_profile_is_forgotten_and_no_other() -> None:
    amara, priya = builders.person("amara").id, builders.person("priya").id
    for user_id in (amara, priya):
        api.save_profile(user_id=user_id, profession="Nurse")
    for _again in range(2):
        api.retire(user_id=amara)
    assert api.profile(user_id=amara) == Profile()
    assert api.profile(user_id=priya).profession == "Nurse"


@pytest.mark.django_db
def test_a_member_is_who_the_platform_says_they_are() -> None:
    amara = builders.person("amara").id
    standing = Standing(enrolled=True, role=Role.FACILITATOR, cohort=Cohort(3, "Rowan"), sees_every_cohort=True)
    member = api.member(user_id=amara, course_key="course", standing=standing, time_zone="Asia/Kolkata")
    assert (member.role, member.is_staff, member.sees_every_cohort) == (MemberRole.FACILITATOR, True, True)
    assert (member.cohort_id, member.cohort_name, member.time_zone) == (3, "Rowan", "Asia/Kolkata")


@pytest.mark.django_db
def test_people_in_no_cohort_share_the_cohort_of_nobody() -> None:
    member = api.member(user_id=builders.person("amara").id, course_key="course", standing=Standing(enrolled=True))
    assert (member.cohort_id, member.cohort_name, member.is_staff) == (0, "", False)


@pytest.mark.django_db
def test_their_own_time_zone_goes_before_the_platforms() -> None:
    amara = builders.person("amara").id
    api.save_profile(user_id=amara, time_zone="Europe/Dublin")
    member = api.member(user_id=amara, course_key="course", standing=Standing(), time_zone="Asia/Kolkata")
    assert member.time_zone == "Europe/Dublin"
