"""What mentors offer and learners look for, through the block's pages."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring.data import Side
from tests import builders
from tests.mentoring import people
from tests.mentoring.people import found, offer, space_of, told, wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def key():
    return people.mentoring_block()


@pytest.fixture
def here(key):
    return space_of(key)


@pytest.fixture
def hannah():
    return people.graduate("hannah")


@pytest.fixture
def amara():
    return builders.person("amara", cohort="Rowan")


def page(key: Any, user: Any, view: str) -> str:
    answer = builders.ask(key, user, "page", view=view)
    assert answer.status == 200
    return answer.text


def chosen(html: str) -> set[str]:
    """The values that are ticked or selected in a form."""
    return set(re.findall(r'value="([^"]+)"[^>]*(?:checked|selected)', html))


# Offering.


def test_a_graduate_is_asked_to_offer_and_nothing_is_kept_before_they_do(key, here, hannah) -> None:
    html = page(key, hannah, "profile")
    assert "Offer to mentor" in html
    assert "Nothing of this is shown to anyone before you press the button" in html
    assert found(here, hannah, Side.MENTOR) is None


def test_what_a_mentor_offers_is_kept_and_shown_to_them(key, here, hannah) -> None:
    fields = offer(
        9,
        10,
        profession="Midwifery",
        specialty="Mental health",
        setting="A hospice",
        languages=["English", "Welsh"],
        topics=["Research and audit"],
        goals=["Plan my next career step"],
        about="I listen.",
        capacity="3",
        until="2026-12-18",
        team="Night team",
        line="Surgery",
        apart="ruth\nsomeone@example.com",
        time_zone="london",
    )
    answer = builders.send(key, hannah, "save_offer", fields)
    assert answer.status == 200
    assert "You are a mentor here now" in answer.text
    profile = found(here, hannah, Side.MENTOR).profile
    assert (profile.profession, profile.specialty, profile.setting) == ("Midwifery", "Mental health", "A hospice")
    assert (profile.languages, profile.topics) == (("English", "Welsh"), ("Research and audit",))
    assert (profile.capacity, str(profile.until), profile.team, profile.line) == (
        *(3, "2026-12-18", "Night team", "Surgery"),
    )
    assert profile.apart == ("ruth", "someone@example.com")
    assert profile.availability.time_zone == "Europe/London"
    assert profile.availability.weeks == (frozenset({9, 10}),)
    for words in ("Mon 18–22", "Up to 3 at a time", "18 December 2026", "I listen.", "Night team", "Surgery"):
        assert words in answer.text


def test_nothing_has_to_be_told_but_how_many(key, here, hannah) -> None:
    assert builders.send(key, hannah, "save_offer", {"capacity": "1"}).status == 200
    assert found(here, hannah, Side.MENTOR).profile.availability.is_empty


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("capacity", ""),
        ("capacity", "0"),
        ("capacity", "11"),
        ("capacity", "many"),
        ("until", "2026-09-01"),
        ("until", "2099-01-01"),
        ("until", "soon"),
        ("time_zone", "Nowhere"),
        ("time_zone", ""),
        ("profession", "Astronaut"),
        ("languages", "Klingon"),
        ("about", "x" * 501),
        ("team", "x" * 81),
        ("line", "x" * 81),
        ("apart", "\n".join("abcdefghijklmnopqrstuvw")),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(key, here, hannah, field, value) -> None:
    answer = builders.send(key, hannah, "save_offer", {**offer(9, 23, team="Night team"), field: value})
    assert answer.status == 422
    assert f"profile-{field}_error" in answer.text
    assert re.search(r'name="w0-s9"[^>]*checked', answer.text)
    assert re.search(r'name="w0-s23"[^>]*checked', answer.text)
    assert field == "team" or 'value="Night team"' in answer.text
    if field not in {"profession", "languages"}:
        assert value in answer.text
    assert found(here, hannah, Side.MENTOR) is None


def test_an_unknown_zone_is_named_and_stays_typed(key, hannah) -> None:
    answer = builders.send(key, hannah, "save_offer", offer(9, time_zone="Nowhere/Land"))
    assert "We do not know the time zone “Nowhere/Land”" in answer.text
    assert 'value="Nowhere/Land"' in answer.text


def test_what_identifies_somebody_is_held_back_once(key, here, hannah) -> None:
    fields = offer(about="Ask me about Mrs Okafor on 07700 900123.")
    answer = builders.send(key, hannah, "save_offer", fields)
    assert answer.status == 422
    assert "Okafor" in answer.text
    assert found(here, hannah, Side.MENTOR) is None


def test_every_field_says_who_will_see_it(key, hannah, amara) -> None:
    for user, view in ((hannah, "profile"), (amara, "wishes")):
        html = page(key, user, view)
        fields = html.count('<div class="cpd-field') + html.count('<fieldset class="cpd-field')
        says = len(re.findall(r"(?:see|sees|reads?) (?:this|these)", html))
        assert says == fields


def test_browsers_are_asked_to_keep_no_copy_of_what_is_typed(key, hannah, amara) -> None:
    pages = {(hannah, "profile"), (amara, "wishes"), (people.facilitator(), "people")}
    for user, view in pages:
        html = page(key, user, view)
        fields = re.findall(r"<(?:textarea|input type=\"(?:text|search)\")[^>]*>", html)
        assert fields
        assert [field for field in fields if 'autocomplete="off"' not in field] == []


def test_a_mentor_changes_what_they_offer(key, here, hannah) -> None:
    builders.send(key, hannah, "save_offer", offer(9, profession="Nursing", apart="ruth"))
    form = builders.ask(key, hannah, "change_told")
    assert {"Nursing"} <= chosen(form.text)
    assert "ruth" in form.text
    assert "Cancel" in form.text
    builders.send(key, hannah, "save_offer", offer(10, profession="Midwifery"))
    profile = found(here, hannah, Side.MENTOR).profile
    assert (profile.profession, profile.apart, profile.availability.weeks) == ("Midwifery", (), (frozenset({10}),))


def test_what_the_author_offers_no_longer_stays_a_choice_of_whoever_has_it(key, here, hannah) -> None:
    told(here, hannah, Side.MENTOR, profession="Herbalism", languages=("Cornish",))
    form = builders.ask(key, hannah, "change_told")
    assert {"Herbalism", "Cornish"} <= chosen(form.text)
    assert builders.send(key, hannah, "save_offer", offer(profession="Herbalism", languages="Cornish")).status == 200


def test_pausing_and_going_on_take_one_press(key, here, hannah) -> None:
    builders.send(key, hannah, "save_offer", offer(9))
    assert "You have paused" in builders.send(key, hannah, "pause_offer", {"paused": "on"}).text
    assert found(here, hannah, Side.MENTOR).profile.is_paused
    builders.send(key, hannah, "save_offer", offer(10))
    assert found(here, hannah, Side.MENTOR).profile.is_paused
    assert "You have paused" not in builders.send(key, hannah, "pause_offer", {}).text
    assert not found(here, hannah, Side.MENTOR).profile.is_paused


def test_stopping_deletes_what_was_told(key, here, hannah) -> None:
    builders.send(key, hannah, "save_offer", offer(9, about="I listen.", team="Night team"))
    assert "Offer to mentor" in builders.send(key, hannah, "stop_taking_part").text
    assert found(here, hannah, Side.MENTOR) is None
    assert "I listen." not in str(builders.everything())
    assert "Night team" not in str(builders.everything())


def test_stopping_deletes_what_was_told_before_one_could_mentor_too(key, here, amara) -> None:
    builders.send(key, amara, "save_wishes", wishes(9, about="At night, please.", apart="mo"))
    people.alumnus(here, amara)
    builders.send(key, amara, "save_offer", offer(9))
    assert "Done. What you told us here is deleted." in builders.send(key, amara, "stop_taking_part").text
    assert found(here, amara, Side.LEARNER) is None
    assert "At night, please." not in str(builders.everything())


def test_whoever_stopped_can_come_back_and_is_not_paused(key, here, hannah) -> None:
    builders.send(key, hannah, "save_offer", offer(9))
    builders.send(key, hannah, "pause_offer", {"paused": "on"})
    builders.send(key, hannah, "stop_taking_part")
    builders.send(key, hannah, "save_offer", offer(9))
    assert not found(here, hannah, Side.MENTOR).profile.is_paused


# Looking for.


def test_a_learner_tells_what_they_look_for_and_waits_from_then_on(key, here, amara) -> None:
    fields = wishes(9, goals=["Plan my next career step"], languages="English", about="At night, please.")
    answer = builders.send(key, amara, "save_wishes", fields)
    assert answer.status == 200
    assert "Plan my next career step" in answer.text
    participant = found(here, amara, Side.LEARNER)
    assert participant.profile.goals == ("Plan my next career step",)
    assert participant.waiting_since is not None
    assert not participant.skipped


def test_a_learner_may_leave_everything_empty(key, here, amara) -> None:
    assert builders.send(key, amara, "save_wishes", {}).status == 200
    assert "You have told no free times" in page(key, amara, "wishes")
    assert "You have told no language" in page(key, amara, "wishes")


def test_skipping_takes_one_tap_and_brings_what_was_told_elsewhere(key, here, amara) -> None:
    members.save_profile(
        user_id=amara.id, profession="nursing", setting="A ward", languages="Welsh, Klingon", time_zone="Europe/Dublin"
    )
    answer = builders.send(key, amara, "skip_wishes").text
    assert "any mentor will do" in answer
    assert "You have told no" not in answer
    participant = found(here, amara, Side.LEARNER)
    assert participant.skipped
    assert (participant.profile.profession, participant.profile.setting) == ("Nursing", "")
    assert participant.profile.languages == ("Welsh",)
    assert participant.profile.availability.time_zone == "Europe/Dublin"


def test_whoever_skipped_may_tell_more_later(key, here, amara) -> None:
    builders.send(key, amara, "skip_wishes")
    since = found(here, amara, Side.LEARNER).waiting_since
    builders.send(key, amara, "save_wishes", wishes(9))
    participant = found(here, amara, Side.LEARNER)
    assert (participant.skipped, participant.waiting_since) == (False, since)


def test_the_form_begins_with_what_was_told_elsewhere(key, hannah) -> None:
    members.save_profile(user_id=hannah.id, profession="Midwifery", languages="english", time_zone="Europe/Dublin")
    html = page(key, hannah, "profile")
    assert {"Midwifery", "English"} <= chosen(html)
    assert 'value="Europe/Dublin"' in html


# The rota's buttons.


def test_a_week_is_added_and_copied_and_nothing_is_kept_or_lost(key, here, hannah) -> None:
    fields = offer(9, profession="Nursing", languages=["Welsh"], time_zone="Nowhere", about="I listen.", apart="ruth")
    two = builders.send(key, hannah, "arrange_weeks", {**fields, "weeks": "1", "do": "add"})
    assert two.status == 200
    assert 'name="w1-s9"' in two.text
    assert {"Nursing", "Welsh"} <= chosen(two.text)
    for kept in ('value="Nowhere"', "I listen.", "ruth", "What I offer"):
        assert kept in two.text
    copied = builders.send(key, hannah, "arrange_weeks", {**fields, "weeks": "2", "do": "copy-1"})
    assert re.search(r'name="w1-s9"[^>]*checked', copied.text)
    assert found(here, hannah, Side.MENTOR) is None


def test_a_button_that_is_none_of_the_grids_is_refused_in_words(key, hannah) -> None:
    answer = builders.send(key, hannah, "arrange_weeks", offer(9, do="remove-" + "1" * 400))
    assert answer.status == 422
    assert "Something needs another look." in answer.text


def test_the_week_that_applies_now_is_named_by_its_date(key, here, hannah) -> None:
    fields = {**offer(9), **people.ticked([10], week=1), "weeks": "2", "this_week": "1", "monday": "2026-09-14"}
    builders.send(key, hannah, "save_offer", fields)
    html = page(key, hannah, "profile")
    assert re.search(
        r"Week 1</strong>.*?from Monday 21 September.*?Week 2</strong>.*?this week, from Monday 14", html, re.DOTALL
    )
    availability = found(here, hannah, Side.MENTOR).profile.availability
    assert str(availability.begins) == "2026-09-07"


def test_a_rota_moves_on_with_the_weeks(key, here, hannah, clock) -> None:
    fields = {**offer(9), **people.ticked([10], week=1), "weeks": "2", "this_week": "0", "monday": "2026-09-14"}
    builders.send(key, hannah, "save_offer", fields)
    clock.move(weeks=1)
    html = page(key, hannah, "profile")
    assert re.search(
        r"Week 1</strong>.*?from Monday 28 September.*?Week 2</strong>.*?this week, from Monday 21", html, re.DOTALL
    )
    form = builders.ask(key, hannah, "change_told").text
    assert 'name="this_week" value="1"' in form
    assert 'name="monday" value="2026-09-21"' in form


# Who may.


@pytest.mark.parametrize("handler", ["save_offer", "pause_offer"])
def test_a_learner_cannot_offer(key, here, amara, handler: str) -> None:
    assert builders.send(key, amara, handler, offer(9)).status == 403
    assert found(here, amara, Side.MENTOR) is None


@pytest.mark.parametrize("handler", ["save_wishes", "skip_wishes"])
def test_alumni_and_staff_do_not_look_for_a_mentor(key, here, hannah, handler: str) -> None:
    for user in (hannah, people.facilitator()):
        assert builders.send(key, user, handler, wishes(9)).status == 403
        assert found(here, user, Side.LEARNER) is None


def test_staff_have_no_rota(key) -> None:
    for handler in ("arrange_weeks", "stop_taking_part"):
        assert builders.send(key, people.facilitator(), handler).status == 403


def test_whoever_looks_as_a_learner_sees_none_of_what_they_told(key, here, amara) -> None:
    told(here, amara, Side.LEARNER, about="At night, please.", goals=("Plan my next career step",))
    members.save_profile(user_id=amara.id, profession="Nursing", time_zone="Asia/Kolkata")
    binding = {"masquerading": True}
    for handler, query in (("page", {"view": "wishes"}), ("change_told", {})):
        html = builders.ask(key, amara, handler, binding=binding, **query).text
        assert "At night" not in html
        assert not chosen(html)
    assert builders.send(key, amara, "skip_wishes", binding=binding).status == 403


def test_pausing_what_was_never_offered_is_not_found(key, hannah) -> None:
    assert builders.send(key, hannah, "pause_offer", {"paused": "on"}).status == 404


WORDS = st.text(max_size=20)
FIELDS = st.sampled_from(
    [
        *(
            "capacity",
            "until",
            "time_zone",
            "profession",
            "languages",
            "goals",
            "about",
            "apart",
            "team",
            "line",
            "paused",
        ),
        *("weeks", "monday", "this_week", "w0-s1", "w9-s99", "do", "noticed", "stays", "people", "seen", "addresses"),
    ]
)
HANDLERS = ["save_offer", "save_wishes", "arrange_weeks", "pause_offer", "skip_wishes", "add_alumni", "invite_alumni"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(FIELDS, st.one_of(WORDS, st.lists(WORDS, max_size=3))), handler=st.sampled_from(HANDLERS))
def test_whatever_is_sent_is_answered(key, hannah, amara, fields: dict, handler: str) -> None:
    for user in (hannah, amara, people.facilitator()):
        sent = {name: value for name, value in fields.items() if value != []}
        assert builders.send(key, user, handler, _encodable(sent)).status in {200, 403, 404, 422}


def _encodable(fields: dict) -> dict:
    def whole(value):
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else [whole(one) for one in value]

    return {name: whole(value) for name, value in fields.items()}
