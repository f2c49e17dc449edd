"""Every handler, called by everyone: what each may do, and that a refusal writes nothing."""

from uuid import uuid4

import pytest
from django.db import transaction

from cpd_community_xblock.host.data import Role
from cpd_community_xblock.reflection.data import FOLLOW_UP
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANONYMOUS, STRANGER = "nobody signed in", "someone not enrolled"
AMARA, DERMOT = "the writer", "a colleague who responded"
OWN, OTHER, NONE = "a learner of the cohort", "a learner of another cohort", "a learner of no cohort"
RUTH, ROWANS, HAWTHORNS = "a facilitator", "the cohort's facilitator", "another cohort's facilitator"
LEADER, ROWAN_LEADER, HAWTHORN_LEADER = (
    "a peer leader",
    "the cohort's peer leader",
    "another cohort's peer leader",
)
TEAM, LOOKING = "the course team", "staff looking as a learner"
AUTHOR, LEARNER_IN_STUDIO, PREVIEW, RUTH_IN_STUDIO = (
    "an author in Studio",
    "a learner in Studio",
    "an author in the preview",
    "a facilitator in Studio",
)
THERE = {
    "a learner of another course": Role.LEARNER,
    "a peer leader of another course": Role.PEER_LEADER,
    "a facilitator of another course": Role.FACILITATOR,
    "the team of another course": Role.COURSE_TEAM,
}

PEOPLE = {
    ANONYMOUS: (None, {}),
    STRANGER: ("robin", {}),
    AMARA: ("amara", {}),
    DERMOT: ("dermot", {}),
    OWN: ("priya", {}),
    OTHER: ("kofi", {}),
    NONE: ("sean", {}),
    RUTH: ("ruth", {}),
    ROWANS: ("rowans", {}),
    HAWTHORNS: ("hawthorns", {}),
    LEADER: ("leader", {}),
    ROWAN_LEADER: ("rowan_leader", {}),
    HAWTHORN_LEADER: ("hawthorn_leader", {}),
    TEAM: ("ines", {}),
    LOOKING: ("priya", {"masquerading": True}),
    AUTHOR: ("ines", {"studio": True}),
    PREVIEW: ("ines", {"preview": True}),
    LEARNER_IN_STUDIO: ("priya", {"studio": True}),
    RUTH_IN_STUDIO: ("ruth", {"studio": True}),
    **{who: (f"{role}_there", {}) for who, role in THERE.items()},
}

READERS = {AMARA, DERMOT, OWN, RUTH, ROWANS, LEADER, ROWAN_LEADER, TEAM}
OUT_OF_REACH = {OTHER, NONE, HAWTHORNS, HAWTHORN_LEADER}
MEMBERS = READERS | OUT_OF_REACH
STAFF = {RUTH, ROWANS, TEAM}

SETTINGS = {
    "template": "free",
    "audience": "course",
    "naming": "named",
    **builders.ASKED,
    "stages-TOTAL_FORMS": 1,
    "stages-INITIAL_FORMS": 1,
    "stages-0-id": "what",
    "stages-0-heading": "Changed",
    "stages-0-opens": "at_once",
}


@pytest.fixture
def key():
    return builders.reflection_block(follow_up_days=1)


@pytest.fixture
def users(key):
    """Everyone in the table, and Amara of Rowan, whose reflection Dermot has answered."""
    people = {
        "amara": builders.person("amara", cohort="Rowan"),
        "dermot": builders.person("dermot", cohort="Rowan"),
        "priya": builders.person("priya", cohort="Rowan"),
        "kofi": builders.person("kofi", cohort="Hawthorn"),
        "sean": builders.person("sean"),
        "ruth": builders.person("ruth", role=Role.FACILITATOR),
        "rowans": builders.person("rowans", cohort="Rowan", role=Role.FACILITATOR),
        "hawthorns": builders.person("hawthorns", cohort="Hawthorn", role=Role.FACILITATOR),
        "leader": builders.person("leader", role=Role.PEER_LEADER),
        "rowan_leader": builders.person("rowan_leader", cohort="Rowan", role=Role.PEER_LEADER),
        "hawthorn_leader": builders.person("hawthorn_leader", cohort="Hawthorn", role=Role.PEER_LEADER),
        "ines": builders.person("ines", role=Role.COURSE_TEAM),
        "robin": builders.stranger("robin"),
    }
    for user in people.values():
        builders.members.pseudonym(user_id=user.id, course_key=str(builders.COURSE))
        builders.drafted(key, user, {"what": f"{user.username}'s own words"}, finish=True)
    for role in THERE.values():
        name = f"{role}_there"
        # Cohorts of the same name in two courses are two cohorts.
        people[name] = builders.person(name, cohort="Rowan", role=role, course=builders.OTHER_COURSE)
    return people


@pytest.fixture
def posted(key, users, clock):
    """A response, and one each that is hidden, that is reported, and that is reported and was left."""
    where = builders.space(key.block_id)
    thread_id = builders.shared(key, users["amara"])
    dermot, ruth, sean = builders.member(users["dermot"]), builders.member(users["ruth"]), builders.learner("reporter")
    names = ("response", "hidden", "reported", "left")
    posts = {name: builders.responded(where, thread_id, dermot) for name in names}
    builders.conversation.hide(space_id=where.id, post_id=posts["hidden"], staff=ruth, reason="x", now=builders.START)
    for name in ("reported", "left"):
        builders.reported(where, posts[name], sean)
    builders.conversation.leave(space_id=where.id, post_id=posts["left"], staff=ruth, now=builders.START)
    clock.move(days=2)
    return {"thread": thread_id, **posts}


def called(key, users, posted, handler: str, who: str):
    username, binding = PEOPLE[who]
    user = users[username] if username else None
    response = posted["response"]
    draft = {"stage": "so_what", "version": 0, "base": "", "body": "New words."}
    sent = {
        "save_draft": draft,
        "finish_stage": draft,
        "share": {"parts": "what", "audience": "cohort", "signature": "named", "attest": "on"},
        "withdraw": {},
        "respond": {"thread": posted["thread"], "token": str(uuid4()), "body": "New words.", "signature": "named"},
        "edit_post": {"post": response, "body": "New words."},
        "withdraw_post": {"post": response},
        "endorse": {"post": response},
        "hide": {"post": response, "reason": "It names a ward."},
        "restore": {"post": posted["hidden"]},
        "send_follow_up": {**draft, "stage": FOLLOW_UP},
        "look_over": {"body": "New words."},
        "reword": {"reword": "1:0:0123456789ab:what"},
        "answer_next": {},
        "thank": {"post": response, "kind": "thanks"},
        "mark_seen": {},
        "report": {"post": response, "concern": "unkind"},
        "leave_post": {"post": posted["reported"]},
        "look_again": {"post": posted["left"]},
        "save_profile": {"profession": "Nurse"},
        "save_settings": SETTINGS,
        "arrange_stages": SETTINGS,
    }
    if handler == "page":
        return builders.ask(key, user, "page", binding=binding, view="thread", thread=posted["thread"])
    if handler in {"post", *FORMS}:
        do = handler.removesuffix(" form").removeprefix("post")
        return builders.ask(key, user, "post", binding=binding, post=response, do=do)
    return builders.send(key, user, handler, sent[handler], binding=binding)


def statuses(**groups: set[str]) -> dict[str, int]:
    """``s200={…}`` says who gets which status; everyone not named is refused with 403."""
    found = dict.fromkeys(PEOPLE, 403)
    for status, people in groups.items():
        found |= dict.fromkeys(people, int(status.removeprefix("s")))
    return found


FORMS = {"reply form", "edit form", "report form", "hide form"}
EXPECTED = {
    "page": statuses(s200=READERS | {LOOKING}, s404=OUT_OF_REACH),
    "post": statuses(s200=READERS | {LOOKING}, s404=OUT_OF_REACH),
    "reply form": statuses(s200=READERS, s404=OUT_OF_REACH),
    "edit form": statuses(s200=READERS, s404=OUT_OF_REACH),
    "report form": statuses(s200=READERS, s404=OUT_OF_REACH),
    "hide form": statuses(s200=STAFF, s404={HAWTHORNS}),
    "save_draft": statuses(s200=MEMBERS),
    "finish_stage": statuses(s200=MEMBERS),
    "share": statuses(s200=MEMBERS),
    "withdraw": statuses(s200={AMARA}, s404=MEMBERS - {AMARA}),
    "send_follow_up": statuses(s200={AMARA}, s404=MEMBERS - {AMARA}),
    "respond": statuses(s200=READERS, s404=OUT_OF_REACH),
    "edit_post": statuses(s200={DERMOT}, s404=MEMBERS - {DERMOT}),
    "withdraw_post": statuses(s200={DERMOT}, s404=MEMBERS - {DERMOT}),
    "look_over": statuses(s200=MEMBERS),
    # Nothing is found there.
    "reword": statuses(s409=MEMBERS),
    "answer_next": statuses(s200=MEMBERS),
    "thank": statuses(s200={AMARA}, s404=MEMBERS - {AMARA}),
    "mark_seen": statuses(s200=MEMBERS),
    # Nobody reports their own: Dermot is refused.
    "report": statuses(s200=READERS - {DERMOT}, s404=OUT_OF_REACH),
    "endorse": statuses(s200=STAFF, s404={HAWTHORNS}),
    "hide": statuses(s200=STAFF, s404={HAWTHORNS}),
    "restore": statuses(s200=STAFF, s404={HAWTHORNS}),
    "leave_post": statuses(s200=STAFF, s404={HAWTHORNS}),
    "look_again": statuses(s200=STAFF, s404={HAWTHORNS}),
    "save_profile": statuses(s200=MEMBERS),
    "save_settings": statuses(s200={AUTHOR}),
    "arrange_stages": statuses(s200={AUTHOR, PREVIEW}),
}


STAFFS = {"hide form", "endorse", "hide"}


@pytest.mark.parametrize("handler", EXPECTED)
def test_who_may_call_it_and_that_a_refusal_writes_nothing(key, users, posted, handler: str) -> None:
    before = builders.everything()
    found = {}
    for who, status in EXPECTED[handler].items():
        with transaction.atomic():
            if (handler, who) == ("save_settings", PREVIEW):
                # The sdk's preview cannot write content; on the platform it is the editor that saves.
                found[who] = status
                continue
            answer = called(key, users, posted, handler, who)
            found[who] = answer.status
            if answer.status >= 400:
                assert builders.everything() == before, who
                assert 'role="alert"' in answer.text, who
            transaction.set_rollback(True)
    assert found == EXPECTED[handler]


def test_every_handler_of_the_block_is_in_the_table(key) -> None:
    block = builders.block_for(key, None)
    names = {name for name in dir(type(block)) if getattr(getattr(type(block), name), "_is_xblock_handler", False)}
    assert names == set(EXPECTED) - FORMS


@pytest.mark.parametrize(
    "handler", ["post", *FORMS, "thank", "report", "edit_post", "withdraw_post", "endorse", "hide"]
)
def test_what_stands_in_another_block_or_course_is_unknown_here(users, posted, handler: str) -> None:
    here = builders.reflection_block("another")
    there = builders.reflection_block(course=builders.OTHER_COURSE)
    for user in users.values():
        builders.enrol(user, role=Role.COURSE_TEAM, course=builders.OTHER_COURSE)
    builders.space("another")
    builders.space(course=builders.OTHER_COURSE)
    for key in (here, there):
        for who in (AMARA, DERMOT, RUTH, TEAM):
            before = builders.everything()
            refused = {404} if key == there or who in {RUTH, TEAM} or handler not in STAFFS else {403}
            assert {called(key, users, posted, handler, who).status} == refused
            assert builders.everything() == before


@pytest.mark.parametrize("who", [ANONYMOUS, STRANGER])
def test_whoever_is_not_in_the_course_is_invited_and_sees_nobodys_words(key, users, posted, who: str) -> None:
    username, binding = PEOPLE[who]
    before = builders.everything()
    html = builders.shown(key, users[username] if username else None, **binding)
    assert not [words for words in ("own words", "Amara", "Thank you for this.", "What happened?") if words in html]
    assert "Join it to write" in html or "Sign in and join the course" in html
    assert builders.everything() == before


def test_the_public_view_is_an_invitation_whoever_asks(key, users, posted) -> None:
    for user in (None, users["priya"], users["ruth"]):
        html = builders.shown(key, user, "public_view")
        assert "Sign in and join the course" in html
        assert "own words" not in html


@pytest.mark.parametrize("view", ["student_view", "author_view"])
def test_studio_shows_a_preview_with_nobodys_words_and_opens_no_space(users, posted, view: str) -> None:
    key = builders.reflection_block("unvisited")
    before = builders.everything()
    html = builders.shown(key, users["ines"], view, preview=True)
    assert "What happened?" in html
    assert "So what?" in html
    assert "nothing is saved here" in html
    assert builders.everything() == before


def test_a_library_shows_a_preview_to_anyone_and_takes_part_in_nothing(users) -> None:
    for library in ("library-v1:Ward+Shelf", "lib:Ward:Shelf"):
        key = builders.library_block(library)
        for user in (None, users["priya"], users["ines"]):
            assert "What happened?" in builders.shown(key, user)
            refused = builders.send(key, user, "save_profile", {"profession": "Nurse"})
            assert refused.status == 403
            assert "preview in a library" in refused.text
            assert builders.ask(key, user, "page").status == 403


def test_someone_who_has_left_the_course_is_refused_at_once(key, users, posted) -> None:
    builders.leave(users["priya"])
    assert builders.ask(key, users["priya"], "page", view="thread", thread=posted["thread"]).status == 403
    assert builders.send(key, users["priya"], "save_draft", {}).status == 403
    assert "own words" not in builders.shown(key, users["priya"])
