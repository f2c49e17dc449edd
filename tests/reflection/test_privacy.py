"""What someone keeps to themselves is in no page that anyone else is shown, and in no log."""

import logging
import re
from uuid import uuid4

import pytest

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.core.forms import MAX_BODY
from cpd_community_xblock.host.data import Role
from demo.runtime import block_for
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DRAFT, FINISHED, SHARED = "an unfinished sentence", "a finished, private thought", "what colleagues may read"
STAGES = [{"id": name, "heading": name.title()} for name in ("draft", "finished", "shared")]


@pytest.fixture
def key():
    return builders.reflection_block(stages=STAGES)


@pytest.fixture
def amara(key):
    """Someone who has shared one of three parts."""
    user = builders.person("amara", cohort="Rowan")
    builders.drafted(key, user, {"draft": DRAFT})
    builders.drafted(key, user, {"finished": FINISHED, "shared": SHARED}, finish=True)
    return user


@pytest.fixture
def others(amara):
    """Everyone else there is, with how their block is bound."""
    ines = builders.person("ines", role=Role.COURSE_TEAM)
    return [
        (None, {}),
        (builders.stranger(), {}),
        (builders.person("priya", cohort="Rowan"), {}),
        (builders.person("kofi", cohort="Hawthorn"), {}),
        (builders.person("ruth", role=Role.FACILITATOR), {}),
        (builders.person("rowans", cohort="Rowan", role=Role.FACILITATOR), {}),
        (ines, {}),
        (ines, {"studio": True}),
        (ines, {"preview": True}),
        (amara, {"masquerading": True}),
        (amara, {"preview": True}),
        (amara, {"studio": True}),
    ]


def everything_shown(key, user, binding, *, thread: int = 0, posts: tuple[int, ...] = ()) -> str:
    """All that someone can get to see of a block, whatever they ask for."""
    html = []
    for view in ("student_view", "public_view", "author_view", "studio_view"):
        html.append(builders.shown(key, user, view, **binding))
    for asked in (
        *({"view": view} for view in ("write", "share", "talk", "people", "me", "thread", "")),
        *({"view": "write", "stage": stage["id"]} for stage in STAGES),
        *(
            {"view": "talk", "order": order, "number": number}
            for order in ("newest", "unanswered")
            for number in (1, 2)
        ),
        {"view": "thread", "thread": thread},
    ):
        html.append(builders.ask(key, user, "page", binding=binding, **asked).text)
    for post in posts:
        for do in ("", "reply", "edit", "hide"):
            html.append(builders.ask(key, user, "post", binding=binding, post=post, do=do).text)
    return "\n".join(html)


def test_private_words_are_shown_to_nobody_but_their_writer(key, amara, others) -> None:
    thread = builders.shared(key, amara, parts=("shared",))
    opening = builders.opening_of(builders.space(), thread, builders.member(amara))
    readers = 0
    for user, binding in others:
        html = everything_shown(key, user, binding, thread=thread, posts=(opening,))
        assert DRAFT not in html, (user, binding)
        assert FINISHED not in html, (user, binding)
        readers += SHARED in html
    assert readers == 5  # Priya, both facilitators, the course team, and staff looking as Amara
    own = everything_shown(key, amara, {})
    assert all(words in own for words in (DRAFT, FINISHED, SHARED))


def test_words_that_were_taken_back_are_shown_to_nobody_but_their_writer(key, amara, others) -> None:
    thread = builders.shared(key, amara, parts=("shared",))
    where, member = builders.space(), builders.member(amara)
    opening = builders.opening_of(where, thread, member)
    elsewhere = builders.opened(where, builders.learner("dermot"))
    response = builders.responded(where, elsewhere, member, "a response taken back")
    conversation.withdraw_thread(thread_id=thread, author=member, now=builders.START)
    conversation.withdraw_post(space_id=where.id, post_id=response, author=member, now=builders.START)
    for user, binding in others:
        for one in (thread, elsewhere):
            html = everything_shown(key, user, binding, thread=one, posts=(opening, response))
            assert SHARED not in html, (user, binding)
            assert "a response taken back" not in html, (user, binding)


def test_staff_who_look_as_a_learner_cannot_tell_which_pseudonym_is_theirs(key, amara, others) -> None:
    where = builders.space()
    thread = builders.shared(key, amara, parts=("shared",), signature="pseudonym")
    builders.responded(
        where, builders.opened(where, builders.learner("dermot")), builders.member(amara), pseudonymous=True
    )
    name = builders.members.pseudonym(user_id=amara.id, course_key=str(builders.COURSE))
    priya = builders.person("priya", cohort="Rowan")
    as_amara = everything_shown(key, amara, {"masquerading": True}, thread=thread)
    as_priya = everything_shown(key, priya, {"masquerading": True}, thread=thread)
    assert name in as_amara
    assert ">you<" not in as_amara
    # Two learners of a cohort look the same, but for the id that says whom the page was made for.
    own_id = re.compile(r'data-cpd-reader="\d+"')
    assert own_id.sub("", as_amara) == own_id.sub("", as_priya)


def test_staff_who_look_as_a_learner_do_not_see_what_they_told_about_themselves(key, amara) -> None:
    builders.members.save_profile(user_id=amara.id, profession="Community nurse", languages="Welsh")
    html = everything_shown(key, amara, {"masquerading": True})
    assert "Community nurse" not in html
    assert "Welsh" not in html


def test_what_someone_wrote_while_staff_looked_over_their_shoulder_is_not_even_mentioned(key, amara) -> None:
    looking = builders.shown(key, amara, masquerading=True)
    assert 'value="write"' not in looking
    assert "Done" not in looking


def test_a_private_word_is_in_no_field_of_the_block(key, amara) -> None:
    builders.send(key, amara, "save_draft", {"stage": "draft", "version": 1, "base": DRAFT, "body": DRAFT + "!"})
    block = block_for(key, amara)
    assert not [name for name in block.fields if DRAFT in str(getattr(block, name))]
    assert DRAFT not in str(builders.everything()["FieldState"])


# Logs.

TYPED = "Sentinel-words-that-somebody-typed"


@pytest.fixture
def all_logs(caplog):
    caplog.set_level(logging.DEBUG)
    # Django logs every query with its parameters when a site asks for it; that is the site's decision, and not ours.
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield caplog
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def written_to(caplog) -> str:
    formatter = logging.Formatter()
    return "\n".join(formatter.format(record) for record in caplog.records)


def test_nothing_that_people_type_is_logged_whether_it_is_taken_or_refused(key, amara, all_logs) -> None:
    ruth = builders.person("ruth", role=Role.FACILITATOR)
    thread = builders.shared(key, amara, parts=("shared",))
    where = builders.space()
    response = builders.responded(where, thread, builders.member(ruth))
    post = {"post": response, "body": TYPED, "reason": TYPED}
    mine = {**post, "post": builders.opening_of(where, thread, builders.member(amara))}
    draft = {"stage": "draft", "version": 1, "base": "", "body": TYPED}
    say = {"thread": thread, "body": TYPED, "signature": "named", "token": str(uuid4())}
    long = TYPED * 2000
    attempts = [
        ("save_draft", [draft, {**draft, "stage": TYPED}, {**draft, "version": TYPED}, {**draft, "body": long}]),
        ("finish_stage", [draft, {**draft, "stage": TYPED}, {**draft, "body": TYPED + "\x00"}]),
        ("share", [{"parts": TYPED, "signature": TYPED, "audience": TYPED}, {}]),
        ("respond", [say, say, {**say, "token": TYPED}, {**say, "stem": TYPED}, {**say, "thread": 10**6}]),
        ("edit_post", [post, {**post, "post": TYPED}]),
        ("endorse", [post, {"post": TYPED}]),
        ("hide", [post, mine, mine, {**mine, "reason": long}]),
        ("restore", [mine, mine]),
        ("withdraw_post", [{"post": TYPED}, post]),
        ("save_profile", [{"profession": TYPED, "time_zone": TYPED}, {"profession": TYPED, "quiet_from": TYPED}]),
        ("save_settings", [{"display_name": TYPED, "stages-TOTAL_FORMS": TYPED}]),
        ("arrange_stages", [{"display_name": TYPED, "stages-TOTAL_FORMS": TYPED, "do": TYPED}]),
    ]
    statuses = set()
    for user, binding in (
        (amara, {}),
        (ruth, {}),
        (None, {}),
        (amara, {"masquerading": True}),
        (ruth, {"studio": True}),
    ):
        for handler, bodies in attempts:
            for body in bodies:
                statuses.add(builders.send(key, user, handler, body, binding=binding).status)
                statuses.add(builders.send(key, user, handler, body, binding=binding, token="").status)
            oversize = b"body=" + TYPED.encode() * (MAX_BODY // len(TYPED) + 1)
            statuses.add(builders.send(key, user, handler, oversize, binding=binding).status)
        builders.ask(key, user, "page", binding=binding, view=TYPED, stage=TYPED, order=TYPED, thread=TYPED)
        builders.ask(key, user, "post", binding=binding, post=TYPED, do=TYPED)
    assert statuses >= {200, 403, 404, 409, 413, 422}
    assert TYPED not in written_to(all_logs)
