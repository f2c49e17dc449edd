"""Drafts through the reflection's door: every save is kept, and none overwrites another unseen."""

import pytest

from cpd_community_xblock.core.errors import Conflict
from cpd_community_xblock.reflection import api
from cpd_community_xblock.reflection.data import Opens, Stage, StepState
from tests import builders
from tests.builders import START, day

pytestmark = pytest.mark.django_db

STAGES = (Stage(id="what", heading="What?"), Stage(id="so_what", heading="So what?"))


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


@pytest.fixture
def save(here, amara):
    def save(body: str, version: int = 0, base: str = "", now=START, stage: str = "what", user_id: int = 0):
        return api.save_draft(
            space_id=here.id,
            user_id=user_id or amara.user_id,
            stage_id=stage,
            body=body,
            version=version,
            base=base,
            now=now,
        )

    return save


def desk(here, who, stages=STAGES, now=day(10)):
    return api.desk(space_id=here.id, member=who, stages=stages, start=START, now=now)


def texts(here, who) -> dict[str, str]:
    return {step.stage.id: step.draft.body for step in desk(here, who).steps}


def test_a_desk_that_nobody_has_written_at_is_empty(here, amara) -> None:
    found = desk(here, amara)
    assert [(step.draft.version, step.draft.body, step.state) for step in found.steps] == [(0, "", StepState.OPEN)] * 2
    assert (found.has_begun, found.shared, found.is_shared) == (False, None, False)
    assert builders.everything()["Entry"] == []


def test_the_first_save_is_version_one_and_each_change_one_more(here, amara, save) -> None:
    assert (save("one").version, save("two", 1, "one").version, save("three", 2, "two").version) == (1, 2, 3)
    assert texts(here, amara) == {"what": "three", "so_what": ""}
    assert desk(here, amara).has_begun


def test_saving_what_is_saved_already_changes_nothing(save) -> None:
    save("one", now=day(1))
    kept = builders.everything()
    for version in (0, 1, 7):
        again = save("one", version, "", now=day(2))
        assert (again.version, again.saved_at, again.merged) == (1, day(1), False)
    assert builders.everything() == kept


def test_an_unfinished_word_an_empty_text_and_white_space_are_kept_as_typed(here, amara, save) -> None:
    for version, body in enumerate(["  half a wo", "", "\n\n\ttext \n"]):
        save(body, version)
        assert texts(here, amara)["what"] == body


def test_another_windows_text_is_merged_and_never_overwritten(here, amara, save) -> None:
    base = "It was late. I called. She came."
    save(base)
    save("It was very late. I called. She came.", 1, base)
    merged = save("It was late. I called. She came at once.", 1, base, now=day(2))
    assert merged.merged
    assert (merged.version, merged.saved_at) == (3, day(2))
    assert merged.body == "It was very late. I called. She came at once."
    assert texts(here, amara)["what"] == merged.body


def test_two_windows_that_both_began_with_nothing_keep_both_texts(here, amara, save) -> None:
    save("From one window.")
    merged = save("From the other.")
    assert merged.merged
    assert texts(here, amara)["what"] == "From one window.\n\nFrom the other."


def test_after_a_merge_the_window_goes_on_from_what_it_was_given(here, amara, save) -> None:
    save("one")
    given = save("two")
    assert not save(given.body + " three", given.version, given.body).merged
    assert texts(here, amara)["what"] == "one\n\ntwo three"


def test_each_person_block_and_part_has_a_text_of_its_own(here, amara, save) -> None:
    priya = builders.learner("priya")
    save("Amara's")
    save("Amara's second", stage="so_what")
    save("Priya's", user_id=priya.user_id)
    assert texts(here, amara) == {"what": "Amara's", "so_what": "Amara's second"}
    assert texts(here, priya) == {"what": "Priya's", "so_what": ""}
    assert texts(builders.space("another"), amara) == {"what": "", "so_what": ""}


@pytest.fixture
def finish(here, amara):
    def finish(body: str = "Done.", version: int = 0, base: str = "", now=START, stage: str = "what"):
        return api.finish_stage(
            space_id=here.id,
            user_id=amara.user_id,
            stage_id=stage,
            body=body,
            version=version,
            base=base,
            now=now,
        )

    return finish


def test_finishing_saves_and_marks_the_part(here, amara, finish) -> None:
    assert finish(now=day(1)).version == 1
    [step, _] = desk(here, amara).steps
    assert (step.state, step.draft.body, step.draft.finished_at) == (StepState.DONE, "Done.", day(1))


def test_a_finished_part_may_be_changed_and_keeps_the_moment_it_was_finished(here, amara, save, finish) -> None:
    finish("one", now=day(1))
    save("two", 1, "one", now=day(2))
    finish("three", 2, "two", now=day(3))
    [step, _] = desk(here, amara).steps
    assert (step.draft.body, step.draft.finished_at, step.draft.updated_at) == ("three", day(1), day(3))


def test_finishing_merges_as_saving_does(here, amara, save, finish) -> None:
    save("from elsewhere")
    assert finish("from here").merged
    assert texts(here, amara)["what"] == "from elsewhere\n\nfrom here"


def test_a_desk_uses_the_members_own_time_zone(here, finish) -> None:
    stages = (STAGES[0], Stage(id="so_what", heading="", opens=Opens.AFTER_PREVIOUS, days=1))
    finish(now=START)
    user_id = builders.person("amara", cohort="Rowan").id
    for zone, opens in (("Asia/Kolkata", "2026-09-07T18:30"), ("America/New_York", "2026-09-08T04:00")):
        builders.members.save_profile(user_id=user_id, time_zone=zone)
        [_, second] = desk(here, builders.learner("amara"), stages).steps
        assert second.opens_at.isoformat().startswith(opens)


def test_what_was_written_in_a_removed_part_stays_at_the_desk(here, amara, save) -> None:
    save("Still mine.", stage="removed")
    left = desk(here, amara).steps[-1]
    assert (left.stage.id, left.draft.body, left.state) == ("removed", "Still mine.", StepState.DONE)


def test_finished_parts_are_counted_and_nothing_more_is_told(here, amara, save, finish) -> None:
    finish(stage="what")
    finish(stage="so_what")
    finish(stage="removed")
    save("a draft", user_id=builders.learner("priya").user_id)
    everyone = [amara.user_id, builders.learner("priya").user_id]
    counted = api.finished_stages(space_id=here.id, user_ids=everyone, stage_ids=["what", "so_what"])
    assert counted == {amara.user_id: 2}
    assert api.finished_stages(space_id=here.id, user_ids=everyone[1:], stage_ids=["what"]) == {}


def test_text_that_changes_under_every_try_is_a_conflict_and_stays_as_it_is(here, amara, save, monkeypatch) -> None:
    save("one")
    monkeypatch.setattr(api, "_TRIES", 0)
    with pytest.raises(Conflict, match="several windows"):
        save("two", 1, "one")
    assert texts(here, amara)["what"] == "one"
