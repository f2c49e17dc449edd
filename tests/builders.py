"""People, spaces, blocks and words for the tests, made through the package's own doors."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F
from opaque_keys.edx.keys import CourseKey, LearningContextKey
from opaque_keys.edx.locator import LibraryUsageLocatorV2
from webob import Request

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation import models
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Concern, ThanksKind
from cpd_community_xblock.core import spaces
from cpd_community_xblock.core.data import Space
from cpd_community_xblock.host.data import CourseRun, Role
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.reflection import api as reflection
from demo.models import Completion, FieldState, Grade
from demo.runtime import block_for, create_block

COURSE = CourseKey.from_string("course-v1:Ward+Rounds+2026")
OTHER_COURSE = CourseKey.from_string("course-v1:Ward+Rounds+2027")
START = datetime(2026, 9, 7, 8, tzinfo=UTC)
"""When the course began: a Monday. Day 0 of everything below."""

STAGES = [
    {"id": "what", "heading": "What happened?", "prompt": "In outline."},
    {"id": "so_what", "heading": "So what?", "prompt": "What did you learn?"},
]

ASKED = {
    "responses_asked": "2",
    "responses_promised": "2",
    "promise_hours": "72",
    "follow_up_days": "21",
    "completes_with": "wrote",
}
"""What the settings form asks about responses, as its author leaves it."""


def day(number: float) -> datetime:
    """The moment this many days after the course began."""
    return START + timedelta(days=number)


class Clock:
    """The hosts' time: it stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = day(10)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@contextmanager
def running_course() -> Iterator[Clock]:
    """The standalone host with the tests' course and a clock of their own."""
    standalone: Any = host.current()
    kept = standalone.clock, dict(standalone.runs)
    standalone.clock = clock = Clock()
    standalone.runs[COURSE] = CourseRun(name="Ward rounds", start=START, end=None)
    try:
        yield clock
    finally:
        standalone.clock, standalone.runs = kept


# People.


def person(username: str, *, cohort: str | None = None, role: Role = Role.LEARNER, course: Any = COURSE) -> Any:
    """A user with a place in the course. Their name is their username with a surname, "Amara Test"."""
    user, _made = get_user_model().objects.get_or_create(
        username=username, defaults={"first_name": username.title(), "last_name": "Test"}
    )
    enrol(user, cohort=cohort, role=role, course=course)
    return user


def stranger(username: str = "robin") -> Any:
    """A user who has not joined the course."""
    return get_user_model().objects.create(username=username, first_name=username.title(), last_name="Test")


def enrol(user: Any, *, cohort: str | None = None, role: Role = Role.LEARNER, course: Any = COURSE) -> None:
    standalone: Any = host.current()
    standalone.enrol(user_id=user.id, course_key=course, role=role, cohort=cohort)


def leave(user: Any) -> None:
    """End someone's enrolment in the tests' course."""
    standalone: Any = host.current()
    standalone.leave(user_id=user.id, course_key=COURSE)


def member(user: Any, course: Any = COURSE) -> Member:
    """Someone as the domains' doors ask for them."""
    standing = host.current().standing(user_id=user.id, course_key=course)
    return members.member(user_id=user.id, course_key=str(course), standing=standing)


def learner(username: str, cohort: str | None = "Rowan", course: Any = COURSE) -> Member:
    return member(person(username, cohort=cohort, course=course), course)


def facilitator(username: str, cohort: str | None = None) -> Member:
    """One who facilitates every cohort, or the named one alone."""
    return member(person(username, cohort=cohort, role=Role.FACILITATOR))


def peer_leader(username: str, cohort: str | None = "Rowan") -> Member:
    return member(person(username, cohort=cohort, role=Role.PEER_LEADER))


# Conversations.


def usage_key(name: str = "pause", course: Any = COURSE) -> Any:
    return course.make_usage_key("cpd_reflection", name)


def space(name: str = "pause", course: Any = COURSE) -> Space:
    return spaces.open_space(usage_key=usage_key(name, course), kind="cpd_reflection")


def cohort_of(who: Member) -> Audience:
    return Audience(AudienceKind.COHORT, cohort_id=who.cohort_id)


def opened(
    where: Space,
    author: Member,
    body: str = "I nearly missed it.",
    *,
    audience: Audience | None = None,
    pseudonymous: bool = False,
    now: datetime = START,
    token: str = "",
) -> int:
    """A thread's id; for the author's own cohort unless said otherwise."""
    return conversation.start_thread(
        space_id=where.id,
        author=author,
        audience=audience or cohort_of(author),
        body=body,
        pseudonymous=pseudonymous,
        token=token or str(uuid4()),
        now=now,
    )


def responded(
    where: Space,
    thread_id: int,
    author: Member,
    body: str = "Thank you for this.",
    *,
    parent: int | None = None,
    stem: str = "",
    pseudonymous: bool = False,
    now: datetime = START,
    token: str = "",
) -> int:
    """The id of a response, or with ``parent`` of a reply to one."""
    return conversation.respond(
        space_id=where.id,
        thread_id=thread_id,
        author=author,
        body=body,
        stem=stem,
        pseudonymous=pseudonymous,
        parent_id=parent,
        token=token or str(uuid4()),
        now=now,
    )


def sent_with(token: object) -> int:
    """The id of the post that a request with this token has written."""
    return models.Post.objects.get(token=str(token)).id


def reported(
    where: Space,
    post_id: int,
    reporter: Member,
    concern: Concern = Concern.UNKIND,
    words: str = "",
    *,
    now: datetime = START,
) -> None:
    """Ask the facilitators to look at a post."""
    conversation.report(space_id=where.id, post_id=post_id, reporter=reporter, concern=concern, words=words, now=now)


def opening_of(where: Space, thread_id: int, reader: Member) -> int:
    """The id of a thread's first post."""
    return conversation.thread(space_id=where.id, thread_id=thread_id, reader=reader).opening.id


# Blocks.


def reflection_block(name: str = "pause", course: Any = COURSE, **fields: Any) -> Any:
    """A reflection of two parts that are open at once, or with the given fields. Returns its key."""
    return create_block(usage_key(name, course), **{"stages": STAGES, **fields})


def library_block(library: str, name: str = "pause") -> Any:
    """As ``reflection_block``, in a library of either kind."""
    key = LearningContextKey.from_string(library)
    made = (
        LibraryUsageLocatorV2(key, "cpd_reflection", name)
        if library.startswith("lib:")
        else key.make_usage_key("cpd_reflection", name)
    )
    return create_block(made, stages=STAGES)


@dataclass(frozen=True)
class Answer:
    """What a handler sends back."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.text)


def ask(key: Any, user: Any, handler: str, *, binding: Mapping[str, bool] | None = None, **query: Any) -> Answer:
    """GET a handler as the runtime calls it. ``binding`` is what ``block_for`` takes beside the user."""
    return _call(key, user, handler, Request.blank(f"/?{urlencode(query, errors='surrogatepass')}"), binding)


def send(
    key: Any,
    user: Any,
    handler: str,
    fields: Mapping[str, Any] | bytes = b"",
    *,
    token: str = "from-the-cookie",
    binding: Mapping[str, bool] | None = None,
    content_type: str = "application/x-www-form-urlencoded",
) -> Answer:
    """POST to a handler. ``fields`` may be a body that is sent as it stands."""
    body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
    request = Request.blank("/", method="POST", body=body, content_type=content_type)
    if token:
        request.headers["X-CSRFToken"] = token
    return _call(key, user, handler, request, binding)


def _call(key: Any, user: Any, handler: str, request: Request, binding: Mapping[str, bool] | None) -> Answer:
    block = block_for(key, user, **(binding or {}))
    response = block.runtime.handle(block, handler, request)
    return Answer(status=response.status_int, text=response.text, headers=response.headers)


def shown(key: Any, user: Any, view: str = "student_view", **binding: bool) -> str:
    """The HTML of one of a block's views."""
    block = block_for(key, user, **binding)
    return str(block.runtime.render(block, view).content)


def drafted(key: Any, user: Any, words: Mapping[str, str], *, finish: bool = False) -> None:
    """Texts in a block's stages, kept as drafts or finished, at the hosts' time."""
    keep = reflection.finish_stage if finish else reflection.save_draft
    space_id = spaces.open_space(usage_key=key, kind="cpd_reflection").id
    for stage_id, body in words.items():
        keep(
            space_id=space_id,
            user_id=user.id,
            stage_id=stage_id,
            body=body,
            version=0,
            base="",
            now=host.current().now(),
        )


def shared(
    key: Any, user: Any, *, parts: tuple[str, ...] = (), signature: str = "named", audience: str = "cohort"
) -> int:
    """Share a block's finished parts, all of them unless some are named, and return the thread's id."""
    block = block_for(key, user)
    steps = block.room.desk().shareable
    return reflection.share(
        space_id=block.space.id,
        member=block.member,
        steps=[step for step in steps if not parts or step.stage.id in parts],
        audience=AudienceKind(audience),
        pseudonymous=signature == "pseudonym",
        now=host.current().now(),
    )


# What was kept.


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that the package, the fields of blocks and the demo's completion hold."""
    kept = [*apps.get_app_config("cpd_community_xblock").get_models(), FieldState, Completion, Grade]
    return {model.__name__: sorted(model._default_manager.values_list(), key=str) for model in kept}


def contradictions() -> list[str]:
    """What rows of the conversation say against one another, in words; nothing where all is well."""
    found = [f"thread {row.id}: {word}" for row in models.Thread.objects.all() for word in _against(row)]
    unique = {
        models.Post: ("author_id", "token"),
        models.Thanks: ("post_id", "kind"),
        models.News: ("user_id", "post_id", "kind"),
        models.Report: ("post_id", "reporter_id"),
    }
    for model, columns in unique.items():
        rows = [row for row in model.objects.values_list(*columns) if None not in row]
        found.extend(f"{model.__name__}: {row} twice" for row in set(rows) if rows.count(row) > 1)
    for news in models.News.objects.select_related("post__thread"):
        if news.space_id != news.post.thread.space_id:
            found.append(f"news {news.id} is in another place than its post")
        if news.kind in set(ThanksKind) and not news.post.thanks.filter(kind=news.kind).exists():
            found.append(f"news {news.id} of thanks that nobody says")
    waiting = models.Report.objects.filter(outcome="").exclude(post__hidden_at=None)
    found.extend(f"report {report.id} waits though its post is hidden" for report in waiting)
    own = models.Report.objects.filter(reporter=F("post__author"))
    return found + [f"report {report.id} of one's own" for report in own]


def _against(thread: models.Thread) -> list[str]:
    posts = list(models.Post.objects.filter(thread=thread))
    openings = [post for post in posts if post.opening]
    if len(openings) != 1:
        return [f"{len(openings)} openings"]
    [opening] = openings
    shown = [post for post in posts if post.withdrawn_at is None and post.hidden_at is None]
    responses = [post for post in shown if not (post.opening or post.follow_up or post.parent_id)]
    answered_by = {post.author_id for post in responses} - {thread.opener_id, None}
    holds = {
        f"counts {thread.response_count} responses, not {len(answered_by)}": thread.response_count == len(answered_by),
        f"is_open is {thread.is_open}": thread.is_open == (opening in shown),
        f"opened by {thread.opener_id}, not {opening.author_id}": thread.opener_id == opening.author_id,
        "half a lease": bool(thread.held_by_id) == bool(thread.held_until),
        "kept though it is closed": thread.is_open or thread.held_until is None,
        "kept for its opener": thread.held_by_id is None or thread.held_by_id != thread.opener_id,
        "several follow-ups": len([post for post in posts if post.follow_up]) <= 1,
    }
    return [word for word, is_so in holds.items() if not is_so]


# Races.


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returns, or the exception that it raises, when all begin together on connections of their own."""
    start = Barrier(len(calls), timeout=30)

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(calls)) as threads:
        return list(threads.map(run, calls))


def errors(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]
