"""Brings in the story's people and what they wrote, through the package's own doors and at the story's moments.

What is there already stays as it is, so loading again changes nothing and takes nothing back that a visitor did.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import AudienceKind, Concern, ThanksKind
from cpd_community_xblock.host.standalone import StandaloneHost
from cpd_community_xblock.members import api as members
from cpd_community_xblock.reflection import api as reflection
from demo import clock, course, mentoring, people
from demo.clock import moment
from demo.runtime import block_for

Happening = Callable[[datetime], None]
"""Something that someone did, to be done again at its moment."""

_BLOCK_TYPE = "cpd_reflection"
_FIRST_SITTING = timedelta(minutes=15)
_LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "cy": "Welsh", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "ga": "Irish", "gd": "Scottish Gaelic", "he": "Hebrew", "hi": "Hindi", "ig": "Igbo", "ml": "Malayalam",
    "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ta": "Tamil", "ti": "Tigrinya", "tl": "Tagalog",
    "tr": "Turkish", "tw": "Twi", "ur": "Urdu",
}  # fmt: skip


def load() -> None:
    """Load whatever is missing."""
    clock.start()
    load_people()
    _tell(people.story()["entries"])
    mentoring.tell(people.story())


def load_people() -> None:
    """Load the people alone, each with their place in the course."""
    for person in people.characters().values():
        _bring_in(person)


# People.


@transaction.atomic
def _bring_in(person: people.Character) -> None:
    first_name, _space, last_name = person.name.partition(" ")
    user, is_new = get_user_model().objects.get_or_create(
        username=person.username,
        defaults={"first_name": first_name, "last_name": last_name, "email": f"{person.username}@example.com"},
    )
    if not is_new:
        return
    user.set_unusable_password()
    user.save()
    if not person.kind:
        return
    standalone = host.current()
    assert isinstance(standalone, StandaloneHost), "The demo runs on the standalone host."
    standalone.enrol(user_id=user.id, course_key=course.KEY, role=person.role, cohort=person.cohort or None)
    if person.graduated:
        standalone.graduate(user_id=user.id, course_key=course.LAST_YEAR)
    members.save_profile(
        user_id=user.id,
        profession=person.profession,
        setting=person.setting,
        languages=", ".join(_LANGUAGES.get(code, code) for code in person.languages),
        time_zone=person.time_zone,
        quiet_from=time.fromisoformat(person.quiet_from),
        quiet_until=time.fromisoformat(person.quiet_until),
    )


# What they wrote.


@transaction.atomic
def _tell(entries: Iterable[dict[str, Any]]) -> None:
    """Everything that happened, one thing after the other, so that each person has seen what was there when they came.

    An entry whose author has begun in its block is left out: it was told before.
    """
    tales = [tale for tale in map(_Tale, entries) if not tale.is_told()]
    happenings = sorted((happening for tale in tales for happening in tale.happenings()), key=itemgetter(0))
    for now, happen in happenings:
        happen(now)
    for tale in tales:
        tale.tell_platform()


class _Tale:
    """One reflection and what came of it."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self._entry = entry
        self._thread_id = 0
        self._posts: dict[str, int] = {}

    def is_told(self) -> bool:
        return bool(_desk(self._as(self._entry["author"]), clock.OPENING).has_begun)

    def happenings(self) -> Iterator[tuple[datetime, Happening]]:
        """What happened, each with its moment."""
        entry = self._entry
        started = moment(entry["started"])
        if "shared" not in entry:
            ended = started + _FIRST_SITTING
            yield ended, partial(self._write, started)
            return
        yield moment(entry["shared"]), partial(self._share, started)
        for number, response in enumerate(entry.get("responses", ())):
            yield from self._around(response, f"{number}")
        if "follow_up" in entry:
            yield moment(entry["follow_up"]["at"]), self._follow_up
        if "report" in entry:
            yield moment(entry["report"]["at"]), self._report
        if "hidden_by" in entry:
            yield moment(entry["hidden_at"]), self._hide

    def _around(self, response: dict[str, Any], name: str) -> Iterator[tuple[datetime, Happening]]:
        said = moment(response["at"])
        yield said, partial(self._respond, response, name)
        if "endorsed_by" in response:
            yield said + timedelta(hours=1), partial(self._endorse, response["endorsed_by"], name)
        for kind in ThanksKind:
            if kind.value in response:
                yield moment(response[kind.value]), partial(self._thank, kind, name)
        for place, reply in enumerate(response.get("replies", ())):
            yield moment(reply["at"]), partial(self._respond, reply, f"{name}/{place}", to=name)

    # What happens.

    def _write(self, started: datetime, now: datetime) -> None:
        """The stages one after the other: the first within minutes, the last when the whole was shared."""
        block = self._comes(self._entry["author"], now)
        finished = [name for name in self._entry["stages"] if name in self._entry["finished"]]
        for stage_id, text in self._entry["stages"].items():
            words = {"stage_id": stage_id, "body": text.strip(), "version": 0, "base": ""}
            words |= {"space_id": block.space.id, "user_id": block.member.user_id}
            if stage_id not in finished:
                reflection.save_draft(**words, now=now)
                continue
            share_of_time = finished.index(stage_id) / (len(finished) - 1) if len(finished) > 1 else 0
            first = min(started + _FIRST_SITTING, now)
            reflection.finish_stage(**words, now=first + (now - first) * share_of_time)

    def _share(self, started: datetime, now: datetime) -> None:
        self._write(started, now)
        block = self._comes(self._entry["author"], now)
        self._thread_id = reflection.share(
            space_id=block.space.id,
            member=block.member,
            steps=_desk(block, now).shareable,
            audience=AudienceKind(self._entry["audience"]),
            pseudonymous=self._entry["pseudonymous"],
            now=now,
        )

    def _respond(self, said: dict[str, Any], name: str, now: datetime, *, to: str = "") -> None:
        block = self._comes(said["author"], now)
        self._posts[name] = conversation.respond(
            space_id=block.space.id,
            thread_id=self._thread_id,
            author=block.member,
            body=said["text"].strip(),
            stem=said.get("stem", ""),
            pseudonymous=said.get("pseudonymous", False),
            parent_id=self._posts[to] if to else None,
            token=_token(f"{self._entry['block']}/{self._entry['author']}/{name}"),
            now=now,
        )

    def _thank(self, kind: ThanksKind, name: str, now: datetime) -> None:
        block = self._comes(self._entry["author"], now)
        what = {"space_id": block.space.id, "post_id": self._posts[name], "member": block.member}
        conversation.thank(**what, kind=kind, now=now)

    def _follow_up(self, now: datetime) -> None:
        block = self._comes(self._entry["author"], now)
        step = _desk(block, now).follow_up
        if step is None or not step.is_open:
            raise ValueError(f"{self._entry['author']} is not asked yet what came of it in {self._entry['block']}.")
        reflection.send_follow_up(
            space_id=block.space.id,
            member=block.member,
            thread_id=self._thread_id,
            body=self._entry["follow_up"]["text"].strip(),
            version=0,
            base="",
            now=now,
        )

    def _report(self, now: datetime) -> None:
        report = self._entry["report"]
        block = self._comes(report["by"], now)
        conversation.report(
            space_id=block.space.id,
            post_id=self._opening(block),
            reporter=block.member,
            concern=Concern(report["concern"]),
            words=report["words"].strip(),
            now=now,
        )

    def _endorse(self, by: str, name: str, now: datetime) -> None:
        block = self._comes(by, now)
        conversation.endorse(space_id=block.space.id, post_id=self._posts[name], staff=block.member, now=now)

    def _hide(self, now: datetime) -> None:
        block = self._comes(self._entry["hidden_by"], now)
        conversation.hide(
            space_id=block.space.id,
            post_id=self._opening(block),
            staff=block.member,
            reason=self._entry["hidden_reason"].strip(),
            now=now,
        )

    def tell_platform(self) -> None:
        """What the block leaves with the platform when somebody has written: its page tells the rest when it is shown.

        That is told as of now, once everyone's acts are there.
        """
        block = self._as(self._entry["author"])
        block.took_part = True
        block.runtime.render(block, "student_view")

    # Who does it.

    def _as(self, username: str) -> Any:
        user = get_user_model().objects.get(username=username)
        return block_for(course.usage_key(_BLOCK_TYPE, self._entry["block"]), user)

    def _comes(self, username: str, now: datetime) -> Any:
        """The block as someone finds it who has just read what there is for them."""
        block = self._as(username)
        conversation.mark_seen(space_id=block.space.id, member=block.member, now=now)
        return block

    def _opening(self, block: Any) -> int:
        found = conversation.thread(space_id=block.space.id, thread_id=self._thread_id, reader=block.member)
        return found.opening.id


def _desk(block: Any, now: datetime) -> Any:
    """What someone has written in a block, as it stands at a moment."""
    plan = block.plan
    return reflection.desk(
        space_id=block.space.id,
        member=block.member,
        stages=plan.stages,
        start=course.START,
        now=now,
        promise=plan.promise,
        follow_up=plan.follow_up,
    )


def _token(said: str) -> str:
    return str(uuid5(NAMESPACE_URL, said))
