"""What an author sets for mentoring, and what they are shown of its effect."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from cpd_community_xblock.mentoring import choices, example, models, settings_form
from cpd_community_xblock.mentoring.api import trying
from cpd_community_xblock.mentoring.data import Side
from cpd_community_xblock.mentoring.matching.data import Field, Plan, Rules
from cpd_community_xblock.mentoring.matching.rules import check
from demo.runtime import block_for
from tests import builders
from tests.mentoring import people
from tests.mentoring.people import free, space_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

STUDIO = {"studio": True}


@pytest.fixture
def key():
    return people.mentoring_block()


@pytest.fixture
def ines():
    return people.author()


def typed(**fields: Any) -> dict[str, Any]:
    """What the editor sends where its author changed these alone."""
    sent: dict[str, Any] = {
        "display_name": "Mentoring",
        "way": "both",
        "completes_by": "told",
        "alumni_runs": str(people.LAST_YEAR),
        "weeks": "12",
        "request_hours": "72",
        "shared_language": "on",
        "not_same_team": "on",
        "shared_slots": "1",
    }
    for side in Side:
        for field in Field:
            sent[f"{side}_{field}_relation"] = "same"
            sent[f"{side}_{field}_weight"] = "50"
    return {name: value for name, value in {**sent, **fields}.items() if value is not None}


def save(key, user, **fields: Any) -> builders.Answer:
    return builders.send(key, user, "save_settings", typed(**fields), binding=STUDIO)


def try_(key, user, **fields: Any) -> builders.Answer:
    return builders.send(key, user, "try_rules", typed(**fields), binding=STUDIO)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Setting.


def test_what_an_author_sets_is_kept(key, ines) -> None:
    answer = save(
        key,
        ines,
        way="run",
        completes_by="met",
        weeks="8",
        shared_language=None,
        learner_goals_weight="85",
        mentor_topics_relation="different",
    )
    assert answer.status == 200
    assert "data-cpd-saved" in answer.text
    block = block_for(key, None)
    assert (block.way, block.completes_by, block.weeks, block.shared_language) == ("run", "met", 8, False)
    assert block.learner_wishes["goals"] == {"relation": "same", "weight": 85}
    assert block.mentor_wishes["topics"]["relation"] == "different"


def test_saving_names_the_runs_at_once(key, ines) -> None:
    save(key, ines, alumni_runs="course-v1:Ward+Rounds+2024\ncourse-v1:Ward+Rounds+2023")
    named = {str(row.course_key) for row in models.AlumniRun.objects.filter(space_id=space_of(key).id)}
    assert named == {"course-v1:Ward+Rounds+2024", "course-v1:Ward+Rounds+2023"}


def test_runs_of_the_old_kind_can_be_named_beside_others(key, ines) -> None:
    answer = save(key, ines, alumni_runs=f"{people.LAST_YEAR}\nWard/Rounds/2014")
    assert answer.status == 200
    assert models.AlumniRun.objects.count() == 2
    assert "Mentoring" in builders.shown(key, builders.person("amara"))


def test_words_nobody_should_share_are_the_courses(key, ines) -> None:
    assert save(key, ines, watched="Nightingale").status == 200
    assert "Nightingale" in builders.shown(builders.reflection_block(), ines, "studio_view", **STUDIO)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("alumni_runs", "nonsense"),
        ("alumni_runs", "library-v1:Ward+Shelf"),
        ("weeks", "0"),
        ("weeks", ""),
        ("shared_slots", "21"),
        ("request_hours", "1"),
        ("way", "nowhere"),
        ("learner_goals_weight", "101"),
        ("learner_goals_weight", "much"),
        ("mentor_goals_relation", "nearly"),
        ("topics", "\n".join(map(str, range(61)))),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(key, ines, field: str, value: str) -> None:
    answer = save(key, ines, **{field: value, "display_name": "A new title"})
    assert answer.status == 422
    assert f"{field}_error" in answer.text
    assert "A new title" in answer.text
    assert block_for(key, None).display_name == "Mentoring"


def test_the_editor_tells_in_words_how_much_a_wish_matters(key, ines) -> None:
    html = builders.shown(key, ines, "studio_view", **STUDIO)
    assert html.count('type="range"') == 10
    told_ = re.findall(r"<output[^>]*>([^<]+)</output>", html)
    learners = ["somewhat", "somewhat", "a little", "much", "very much"]
    assert told_ == [*learners, "a little", "a little", "not at all", "much", "much"]


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (0, "not at all"),
        (1, "a little"),
        ("55", "much"),
        (100, "very much"),
        (-3, "not at all"),
        ("x", ""),
        (float("inf"), ""),
        (None, ""),
    ],
)
def test_a_weight_in_words(weight: Any, words: str) -> None:
    assert settings_form.weight_in_words(weight) == words


def test_only_the_course_team_may(key) -> None:
    for user in (builders.person("amara"), people.facilitator()):
        assert save(key, user).status == 403
        assert try_(key, user).status == 403
    assert builders.send(key, people.author(), "try_rules", typed()).status == 403


def test_a_preview_says_how_it_is_set(key, ines) -> None:
    html = builders.shown(key, ines, "author_view", preview=True)
    assert "Graduates of 1 course run may mentor." in html
    assert "They share a language." in html


# What no editor would keep, and OLX can hold.


@pytest.mark.parametrize(
    "fields",
    [
        {"learner_wishes": {"goals": {"relation": ["same"], "weight": 10}}},
        {"mentor_wishes": {"topics": {"relation": {}, "weight": [1]}}},
        {"learner_wishes": {"goals": 3, "nothing": {}}},
        {"professions": [1, None, ["Nursing"]]},
        {"alumni_runs": [1, None, {}]},
    ],
)
def test_wrong_types_in_olx_cost_nobody_the_page(key, ines, fields: dict[str, Any]) -> None:
    odd = people.mentoring_block("odd", **fields)
    amara = builders.person("amara")
    assert "Say what I look for" in builders.shown(odd, amara)
    assert builders.send(odd, amara, "save_wishes", people.wishes(9)).status == 200
    assert 'name="weeks"' in builders.shown(odd, ines, "studio_view", **STUDIO)


def test_choices_that_are_too_long_blank_or_too_many_are_offered_as_the_editor_would_take_them() -> None:
    odd = people.mentoring_block("odd", professions=["N" * 300, " ", ""], topics=[f"Topic {n}" for n in range(100)])
    offered = block_for(odd, builders.person("amara")).offered
    assert offered["profession"] == ("N" * 80,)
    assert len(offered["topics"]) == settings_form.MAX_CHOICES
    sent = people.wishes(9, profession=offered["profession"][0])
    assert builders.send(odd, builders.person("amara"), "save_wishes", sent).status == 200
    assert people.found(space_of(odd), builders.person("amara"), Side.LEARNER).profile.profession == "N" * 80


# Trying.


def test_with_nobody_there_it_is_tried_with_made_up_people(key, ines) -> None:
    html = plain(try_(key, ines).text)
    assert "Nobody looks for a mentor just now, or no mentor is there yet" in html
    assert "so this is tried with 80 made-up learners and 48 made-up mentors." in html
    assert re.search(r"\d+ of 80 learners have at least one mentor", html)
    assert html == plain(try_(key, ines).text)
    assert "AlumniRun" not in builders.everything() or not builders.everything()["Participant"]


def test_harder_rules_leave_more_without_a_mentor(key, ines) -> None:
    def without(**rules: Any) -> int:
        found = re.search(r"(\d+) ha(?:s|ve) none", plain(try_(key, ines, **rules).text))
        return int(found[1]) if found else 0

    none = without(shared_language=None, not_same_team=None, shared_slots="0")
    assert none == 0
    assert without(shared_slots="0") <= without(shared_slots="1") < without(shared_slots="6")


def test_it_says_which_rule_stands_in_the_way(key, ines) -> None:
    here = space_of(key)
    told(here, builders.person("hannah"), Side.MENTOR, languages=("English",), availability=free(9), team="Night team")
    told(here, builders.person("amara"), Side.LEARNER, languages=("English",), availability=free(9))
    told(here, builders.person("kofi"), Side.LEARNER, languages=("Welsh",), availability=free(9))
    told(here, builders.person("joy"), Side.LEARNER, languages=("English",), availability=free(20))
    told(here, builders.person("owen"), Side.LEARNER, languages=("English",), availability=free(9), team="night TEAM")
    told(here, builders.person("priya"), Side.LEARNER, languages=("Welsh",), availability=free(20))
    html = plain(try_(key, ines).text)
    assert "Tried with everyone who takes part now: learners 5, mentors 1." in html
    assert "1 of 5 learners have at least one mentor whom the rules permit. 4 have none." in html
    for words in ("They share a language", "They share free times", "They are not of one team, nor in one line"):
        assert f"1 would have one without “{words}”." in html
    assert "1 is held back by several rules at once." in html
    assert "1 of 5 would have a mentor: there are 1 places." in html


def test_a_mentor_who_is_full_or_shares_nothing_else_still_counts_as_permitted(key, ines) -> None:
    here = space_of(key)
    told(here, builders.person("hannah"), Side.MENTOR, capacity=1)
    for name in ("amara", "kofi", "joy"):
        told(here, builders.person(name), Side.LEARNER)
    html = plain(try_(key, ines, shared_language=None, shared_slots="0").text)
    assert "3 of 3 learners have at least one mentor" in html
    assert "1 of 3 would have a mentor" in html


def test_the_sliders_change_who_is_matched(key, ines) -> None:
    def same_specialty(weight: str) -> int:
        fields = {f"{side}_{field}_weight": "0" for side in Side for field in Field}
        fields |= {"learner_goals_weight": "1", "learner_specialty_weight": weight}
        html = plain(try_(key, ines, **fields).text)
        return int(re.search(r"the same specialty (\d+)%", html)[1])

    assert same_specialty("1") < same_specialty("100")


def test_what_is_typed_and_not_saved_is_tried_and_stays_unsaved(key, ines) -> None:
    before = builders.everything()
    try_(key, ines, shared_slots="6", alumni_runs="nonsense", display_name="x" * 500)
    assert builders.everything() == before


def test_rules_that_are_wrong_are_not_tried(key, ines) -> None:
    answer = try_(key, ines, shared_slots="many")
    assert answer.status == 200
    assert "Something in the rules needs another look first." in answer.text


def test_it_says_so_where_it_looks_at_some_of_many(key, ines, monkeypatch) -> None:
    monkeypatch.setattr(trying, "MOST", 2)
    here = space_of(key)
    told(here, builders.person("hannah"), Side.MENTOR)
    for number in range(5):
        told(here, builders.person(f"person{number}"), Side.LEARNER)
    assert "Tried with the first 2 learners and 1 mentors." in plain(try_(key, ines, shared_slots="0").text)


def test_in_a_library_it_can_be_tried_too(ines) -> None:
    key = people.mentoring_block(course=builders.COURSE)
    form = settings_form.MentoringSettingsForm(QueryDict("shared_slots=x"))
    assert form.rules() is None
    assert try_(key, ines).status == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_made_up_people_are_the_same_each_time_and_can_be_matched(language: str) -> None:
    with override(language):
        offered = {
            "profession": choices.professions(),
            "specialty": choices.specialties(),
            "setting": choices.settings(),
            "languages": choices.languages(),
            "topics": choices.topics(),
            "goals": choices.goals(),
        }
        assert example.people(offered) == example.people(offered)
        check(*example.people(offered), Rules(), Plan())


def test_made_up_people_choose_from_very_little_too() -> None:
    offered = dict.fromkeys(("profession", "specialty", "setting", "languages", "topics", "goals"), ("One",))
    learners, mentors = example.people(offered)
    assert {person.profession for person in (*learners, *mentors)} == {"One"}
