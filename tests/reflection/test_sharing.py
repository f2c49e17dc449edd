"""Sharing through the reflection's door: what colleagues read, and how it is taken back."""

import pytest

from cpd_community_xblock import receivers
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import AudienceKind
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.reflection import api
from cpd_community_xblock.reflection.data import Stage
from tests import builders
from tests.builders import START, day

pytestmark = pytest.mark.django_db

STAGES = (Stage(id="what", heading="What?"), Stage(id="so_what", heading="So what?"), Stage(id="now", heading="Now?"))


@pytest.fixture
def here():
    return builders.space()


@pytest.fixture
def amara():
    return builders.learner("amara")


@pytest.fixture
def priya():
    return builders.learner("priya")


def write(here, who, stage: str, body: str, *, finish: bool = True, version: int = 0, base: str = "") -> None:
    keep = api.finish_stage if finish else api.save_draft
    keep(space_id=here.id, user_id=who.user_id, stage_id=stage, body=body, version=version, base=base, now=START)


@pytest.fixture
def written(here, amara) -> None:
    write(here, amara, "what", "It was late.")
    write(here, amara, "so_what", "I learnt to call.")
    write(here, amara, "now", "a private draft", finish=False)


def desk(here, who):
    return api.desk(space_id=here.id, member=who, stages=STAGES, start=START, now=day(1))


def share(here, who, *parts: str, audience=AudienceKind.COHORT, pseudonymous: bool = False, now=day(1)) -> int:
    steps = [step for step in desk(here, who).shareable if not parts or step.stage.id in parts]
    return api.share(space_id=here.id, member=who, steps=steps, audience=audience, pseudonymous=pseudonymous, now=now)


def read(here, reader) -> list[str]:
    return [thread.opening.body for thread in conversation.threads(space_id=here.id, reader=reader).threads]


@pytest.mark.usefixtures("written")
def test_colleagues_read_the_finished_parts_that_were_chosen_and_no_draft(here, amara, priya) -> None:
    share(here, amara, "what")
    assert read(here, priya) == ["It was late."]
    share(here, amara)
    assert read(here, priya) == ["##### What?\n\nIt was late.\n\n##### So what?\n\nI learnt to call."]


@pytest.mark.usefixtures("written")
def test_a_desk_tells_what_has_become_of_what_was_shared(here, amara, priya) -> None:
    thread_id = share(here, amara, "what", pseudonymous=True)
    builders.responded(here, thread_id, priya)
    shared = desk(here, amara).shared
    assert (shared.thread_id, shared.stage_ids, shared.body) == (thread_id, ("what",), "It was late.")
    assert (shared.pseudonymous, shared.audience, shared.shared_at, shared.responses) == (True, "cohort", day(1), 1)
    assert (shared.withdrawn, shared.hidden, desk(here, amara).is_shared) == (False, False, True)
    ruth = builders.facilitator("ruth")
    post_id = builders.opening_of(here, thread_id, ruth)
    conversation.hide(space_id=here.id, post_id=post_id, staff=ruth, reason="It names a ward.", now=day(2))
    shared = desk(here, amara).shared
    assert (shared.hidden, shared.hidden_reason) == (True, "It names a ward.")


@pytest.mark.usefixtures("written")
def test_what_is_written_after_sharing_stays_private_until_it_is_shared_again(here, amara, priya) -> None:
    share(here, amara, "what")
    write(here, amara, "what", "A second thought.", version=1, base="It was late.")
    assert read(here, priya) == ["It was late."]
    share(here, amara, "what", now=day(3))
    [thread] = conversation.threads(space_id=here.id, reader=priya).threads
    assert (thread.opening.body, thread.opening.edited_at, thread.shared_at) == ("A second thought.", day(3), day(1))


@pytest.mark.usefixtures("written")
def test_sharing_the_same_again_is_one_thread_without_an_edit(here, amara, priya) -> None:
    assert share(here, amara) == share(here, amara, now=day(2))
    [thread] = conversation.threads(space_id=here.id, reader=priya).threads
    assert thread.opening.edited_at is None


@pytest.mark.usefixtures("written")
def test_the_audience_may_be_chosen_anew_while_nobody_has_answered(here, amara) -> None:
    kofi = builders.learner("kofi", "Hawthorn")
    share(here, amara)
    assert read(here, kofi) == []
    share(here, amara, "what", audience=AudienceKind.COURSE, pseudonymous=True)
    [thread] = conversation.threads(space_id=here.id, reader=kofi).threads
    assert thread.opening.byline.name == "Amara Test"


@pytest.mark.usefixtures("written")
def test_a_withdrawn_reflection_disappears_for_everyone_else_and_stays_with_its_writer(here, amara, priya) -> None:
    thread_id = share(here, amara)
    api.withdraw(space_id=here.id, member=amara, now=day(2))
    assert read(here, priya) == []
    with pytest.raises(NotFound):
        conversation.thread(space_id=here.id, thread_id=thread_id, reader=priya)
    mine = desk(here, amara)
    assert (mine.shared.withdrawn, mine.is_shared) == (True, False)
    assert [step.draft.body for step in mine.steps] == ["It was late.", "I learnt to call.", "a private draft"]


@pytest.mark.usefixtures("written")
def test_shared_again_after_withdrawal_it_is_new_with_its_responses(here, amara, priya) -> None:
    thread_id = share(here, amara, "what")
    builders.responded(here, thread_id, priya, "a response")
    api.withdraw(space_id=here.id, member=amara, now=day(2))
    assert share(here, amara, now=day(3)) == thread_id
    [thread] = conversation.threads(space_id=here.id, reader=priya).threads
    assert (thread.shared_at, thread.opening.edited_at, thread.responses) == (day(3), None, 1)


@pytest.mark.usefixtures("written")
def test_withdrawing_twice_harms_nothing(here, amara) -> None:
    share(here, amara)
    for now in (day(2), day(3)):
        api.withdraw(space_id=here.id, member=amara, now=now)
    assert desk(here, amara).shared.withdrawn


def test_there_is_nothing_to_share_or_withdraw_before_a_part_is_finished(here, amara) -> None:
    with pytest.raises(NotFound, match="Finish a part first"):
        share(here, amara)
    with pytest.raises(NotFound):
        api.withdraw(space_id=here.id, member=amara, now=day(1))
    write(here, amara, "what", "a draft", finish=False)
    with pytest.raises(NotFound):
        share(here, amara)
    with pytest.raises(NotFound):
        api.withdraw(space_id=here.id, member=amara, now=day(1))
    assert builders.everything()["Thread"] == []


@pytest.mark.usefixtures("written")
def test_people_count_by_what_they_did_under_their_own_name(here, amara, priya) -> None:
    write(here, priya, "what", "Priya's.")
    builders.responded(here, share(here, amara), priya)
    share(here, priya, pseudonymous=True)
    found = api.contributions(space_id=here.id, user_ids=[amara.user_id, priya.user_id])
    assert (found[amara.user_id].shared, found[amara.user_id].responses) == (True, 0)
    assert (found[priya.user_id].shared, found[priya.user_id].responses) == (False, 1)


# Leaving.


@pytest.mark.usefixtures("written")
def test_clearing_takes_everything_that_someone_wrote_in_one_block(here, amara, priya) -> None:
    another = builders.space("another")
    write(another, amara, "what", "in another block")
    write(here, priya, "what", "Priya's.")
    share(here, amara)
    for _again in range(2):
        api.clear(space_id=here.id, user_id=amara.user_id)
    kept = str(builders.everything())
    assert not [words for words in ("It was late.", "I learnt to call.", "a private draft") if words in kept]
    assert desk(here, amara).shared is None
    assert not desk(here, amara).has_begun
    assert desk(here, priya).steps[0].draft.body == "Priya's."
    assert desk(another, amara).steps[0].draft.body == "in another block"


@pytest.mark.usefixtures("written")
def test_colleagues_words_survive_when_the_reflection_below_them_is_cleared(here, amara, priya) -> None:
    thread_id = share(here, amara)
    builders.responded(here, thread_id, priya, "Priya's response")
    api.clear(space_id=here.id, user_id=amara.user_id)
    seen = conversation.thread(space_id=here.id, thread_id=thread_id, reader=priya)
    assert (seen.opening.body, [post.body for post in seen.responses]) == ("", ["Priya's response"])


@pytest.mark.usefixtures("written")
def test_someone_cleared_may_begin_and_share_anew(here, amara, priya) -> None:
    first = share(here, amara)
    builders.responded(here, first, priya)
    api.clear(space_id=here.id, user_id=amara.user_id)
    write(here, amara, "what", "Anew.")
    assert share(here, amara) != first
    assert read(here, priya) == ["Anew."]


@pytest.mark.usefixtures("written")
def test_someone_who_retires_leaves_no_words_in_any_block(here, amara, priya) -> None:
    another = builders.space("another")
    write(another, amara, "what", "in another block")
    builders.responded(here, share(here, amara), priya, "Priya's response")
    for _again in range(2):
        receivers.retire_person(sender=None, user=builders.person("amara", cohort="Rowan"))
    kept = builders.everything()
    assert (kept["Entry"], kept["StageText"]) == ([], [])
    assert "I learnt to call." not in str(kept)
    assert "Priya's response" in str(kept)
