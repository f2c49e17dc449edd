"""One writer in several windows at the same moment."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from xblock.fields import Scope
from xblock.runtime import KeyValueStore

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation import models
from cpd_community_xblock.conversation.data import AudienceKind
from cpd_community_xblock.reflection import api
from cpd_community_xblock.reflection.data import Stage
from demo.stores import StateStore
from tests import builders
from tests.builders import START, day

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]

STAGES = (Stage(id="what", heading="What?"),)


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


def save(here, who, body: str, version: int = 0, base: str = "", stage: str = "what"):
    return api.save_draft(
        space_id=here.id, user_id=who.user_id, stage_id=stage, body=body, version=version, base=base, now=START
    )


def text(here, who) -> str:
    return api.desk(space_id=here.id, member=who, stages=STAGES, start=START, now=day(1)).steps[0].draft.body


@pytest.mark.parametrize("attempt", range(3))
def test_the_first_words_from_several_windows_at_once_are_all_kept(here, amara, attempt: int) -> None:
    bodies = ["From one window.", "From another.", "From a third."]
    results = builders.at_once(*[lambda body=body: save(here, amara, body) for body in bodies])
    assert builders.errors(results) == []
    assert all(body in text(here, amara) for body in bodies)
    assert sorted(saved.version for saved in results) == [1, 2, 3]
    assert len(builders.everything()["Entry"]) == len(builders.everything()["StageText"]) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_windows_that_save_the_same_draft_at_once_lose_no_words(here, amara, attempt: int) -> None:
    base = "It was late. I called. She came."
    save(here, amara, base)
    mine, theirs = base.replace("late", "very late"), base.replace("came", "came at once")
    results = builders.at_once(
        lambda: save(here, amara, mine, 1, base),
        lambda: save(here, amara, theirs, 1, base),
    )
    assert builders.errors(results) == []
    assert text(here, amara) == "It was very late. I called. She came at once."
    assert sorted((saved.version, saved.merged) for saved in results) == [(2, False), (3, True)]


def test_the_first_words_in_several_parts_at_once_make_one_entry(here, amara) -> None:
    calls = [lambda stage=stage: save(here, amara, "x", stage=stage) for stage in ("what", "so_what", "now_what")]
    assert builders.errors(builders.at_once(*calls)) == []
    kept = builders.everything()
    assert (len(kept["Entry"]), len(kept["StageText"])) == (1, 3)


def test_finishing_in_two_windows_at_once_finishes_once_and_keeps_both_texts(here, amara) -> None:
    def finish(body: str):
        return api.finish_stage(
            space_id=here.id, user_id=amara.user_id, stage_id="what", body=body, version=0, base="", now=START
        )

    bodies = ["From one window.", "From another."]
    assert builders.errors(builders.at_once(*[lambda body=body: finish(body) for body in bodies])) == []
    assert all(body in text(here, amara) for body in bodies)
    assert api.finished_stages(space_id=here.id, user_ids=[amara.user_id], stage_ids=["what"]) == {amara.user_id: 1}


@pytest.mark.parametrize("pseudonymous", [False, True])
def test_share_pressed_several_times_at_once_makes_one_thread(here, amara, pseudonymous: bool) -> None:
    api.finish_stage(
        space_id=here.id, user_id=amara.user_id, stage_id="what", body="Words.", version=0, base="", now=START
    )
    steps = api.desk(space_id=here.id, member=amara, stages=STAGES, start=START, now=day(1)).shareable

    def share() -> int:
        return api.share(
            space_id=here.id,
            member=amara,
            steps=steps,
            audience=AudienceKind.COHORT,
            pseudonymous=pseudonymous,
            now=day(1),
        )

    ids = builders.at_once(*[share] * 4)
    assert builders.errors(ids) == []
    assert len(set(ids)) == 1
    assert len(builders.everything()["Thread"]) == 1
    [thread] = conversation.threads(space_id=here.id, reader=builders.learner("priya")).threads
    assert (thread.opening.body, thread.opening.edited_at) == ("Words.", None)


def test_the_blocks_own_handlers_hold_in_several_windows_at_once() -> None:
    key = builders.reflection_block()
    user = builders.person("amara", cohort="Rowan")
    drafts = [{"stage": "what", "version": 0, "base": "", "body": f"From window {number}."} for number in range(3)]
    calls = [lambda sent=sent: builders.send(key, user, "finish_stage", sent).status for sent in drafts]
    assert builders.at_once(*calls) == [200, 200, 200]
    sent = {"parts": "what", "audience": "cohort", "signature": "pseudonym", "attest": "on"}
    assert builders.at_once(*[lambda: builders.send(key, user, "share", sent).status] * 3) == [200, 200, 200]
    [thread] = conversation.threads(space_id=builders.space().id, reader=builders.learner("priya")).threads
    assert all(f"From window {number}." in thread.opening.body for number in range(3))


def test_fields_that_are_first_written_at_once_are_all_kept() -> None:
    """The demo's field state is what the races here stand on: in a table without a constraint it came in twice."""
    scope_id = builders.reflection_block()
    keys = [KeyValueStore.Key(Scope.user_state, 7, scope_id, f"field_{number}") for number in range(6)]
    writes = [lambda key=key: StateStore().set(key, key.field_name) for key in keys]
    assert builders.errors(builders.at_once(*writes)) == []
    assert [StateStore().get(key) for key in keys] == [key.field_name for key in keys]


def test_clearing_while_the_writer_saves_leaves_all_of_a_text_or_none(here, amara) -> None:
    save(here, amara, "Before.")
    saved, cleared = builders.at_once(
        lambda: save(here, amara, "Before. After.", 1, "Before."),
        lambda: api.clear(space_id=here.id, user_id=amara.user_id),
    )
    assert cleared is None
    assert not isinstance(saved, Exception)
    assert text(here, amara) in {"", "Before. After."}


def _asked_for(answer: builders.Answer) -> int | None:
    found = re.search(r'name="instead_of" value="(\d+)"', answer.text)
    return int(found[1]) if found else None


def _responds(key, user, thread_id: int) -> Callable[[], int]:
    sent = {"thread": thread_id, "token": str(uuid4()), "body": "Thank you.", "signature": "named"}
    return lambda: builders.send(key, user, "respond", sent).status


@pytest.mark.parametrize("attempt", range(2))
def test_ten_people_at_one_block_at_once_are_all_answered_and_leave_no_contradiction(attempt: int) -> None:
    key = builders.reflection_block(completes_with=["wrote", "shared", "responded"], responses_asked=1, weight=1)
    users = [builders.person(f"person-{number}", cohort="Rowan") for number in range(10)]
    for user in users:
        builders.drafted(key, user, {"what": "Words.", "so_what": "More."}, finish=True)
    wish = {"parts": ["what", "so_what"], "audience": "cohort", "signature": "pseudonym", "attest": "on"}
    shared = builders.at_once(*[lambda user=user: builders.send(key, user, "share", wish).status for user in users])
    assert shared == [200] * 10
    assert builders.contradictions() == []
    asked = builders.at_once(*[lambda user=user: builders.send(key, user, "answer_next") for user in users])
    assert [answer.status for answer in asked] == [200] * 10
    found = {user: _asked_for(answer) for user, answer in zip(users, asked, strict=True)}
    threads = {user: thread_id for user, thread_id in found.items() if thread_id is not None}
    assert len(set(threads.values())) == len(threads)
    # Where nine were given the threads of the nine others first, the tenth is left with nobody but themselves.
    for user in found.keys() - threads.keys():
        [own] = models.Thread.objects.filter(opener_id=user.id).values_list("id", flat=True)
        assert set(threads.values()) | {own} == set(models.Thread.objects.values_list("id", flat=True))
    assert builders.at_once(*[_responds(key, *each) for each in threads.items()]) == [200] * len(threads)
    assert builders.contradictions() == []
    for user in found.keys() - threads.keys():
        thread_id = _asked_for(builders.send(key, user, "answer_next"))
        assert thread_id is not None
        assert _responds(key, user, thread_id)() == 200
    assert builders.contradictions() == []
    assert [value for *_rest, value in builders.everything()["Completion"]] == [1.0] * 10
    pages = builders.at_once(
        *[lambda user=user: builders.shown(key, user) for user in users[:5]],
        *[lambda user=user: builders.send(key, user, "withdraw").status for user in users[5:]],
    )
    assert builders.errors(pages) == []
    assert pages[5:] == [200] * 5
    assert builders.contradictions() == []
