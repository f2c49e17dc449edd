"""Brings in the story's people and what they wrote, through the package's own doors and at the story's moments.

What is there already stays as it is, so loading again changes nothing and takes nothing back that a visitor did.
"""

import re
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction

from cpd_community_xblock import host
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import AudienceKind
from cpd_community_xblock.host.standalone import StandaloneHost
from cpd_community_xblock.members import api as members
from cpd_community_xblock.reflection import api as reflection
from demo import clock, course, people
from demo.runtime import block_for

_BLOCK_TYPE = "cpd_reflection"
_MOMENT = re.compile(r"(?:(?P<days>\d+)d)?\s*(?:(?P<hours>\d+)h)?\s*(?:(?P<minutes>\d+)m)?")
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
    for entry in people.story()["entries"]:
        _write(entry)


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
def _write(entry: dict[str, Any]) -> None:
    """One reflection with its responses, unless its author has begun in this block."""
    block = _block(entry["block"], entry["author"])
    started = _moment(entry["started"])
    ended = _moment(entry["shared"]) if "shared" in entry else started + _FIRST_SITTING
    if _desk(block, ended).has_begun:
        return
    _write_stages(block, entry, started=started, ended=ended)
    _tell_platform(block, ended)
    if "shared" in entry:
        thread_id = _share(block, entry, now=ended)
        for number, response in enumerate(entry.get("responses", ())):
            _respond(entry, response, thread_id=thread_id, number=number)
        if "hidden_by" in entry:
            _hide(entry, thread_id)


def _write_stages(block: Any, entry: dict[str, Any], *, started: datetime, ended: datetime) -> None:
    """The stages one after the other: the first within minutes, the last when the whole was shared."""
    author = block.visitor.user_id
    finished = [name for name in entry["stages"] if name in entry["finished"]]
    for stage_id, text in entry["stages"].items():
        words = {"space_id": block.space.id, "user_id": author, "stage_id": stage_id, "body": text.strip()}
        if stage_id not in finished:
            reflection.save_draft(**words, version=0, base="", now=ended)
            continue
        share_of_time = finished.index(stage_id) / (len(finished) - 1) if len(finished) > 1 else 0
        first = min(started + _FIRST_SITTING, ended)
        reflection.finish_stage(**words, version=0, base="", now=first + (ended - first) * share_of_time)


def _tell_platform(block: Any, now: datetime) -> None:
    """What the block's handlers leave with the platform when somebody has written."""
    block.took_part = True
    block.save()
    if _desk(block, now).is_written:
        block.emit_completion(1.0)


def _share(block: Any, entry: dict[str, Any], *, now: datetime) -> int:
    return reflection.share(
        space_id=block.space.id,
        member=block.member,
        steps=_desk(block, now).shareable,
        audience=AudienceKind(entry["audience"]),
        pseudonymous=entry["pseudonymous"],
        now=now,
    )


def _respond(entry: dict[str, Any], response: dict[str, Any], *, thread_id: int, number: int) -> None:
    said = f"{entry['block']}/{entry['author']}/{number}"
    block = _block(entry["block"], response["author"])
    post_id = conversation.respond(
        space_id=block.space.id,
        thread_id=thread_id,
        author=block.member,
        body=response["text"].strip(),
        stem=response["stem"],
        pseudonymous=response["pseudonymous"],
        token=_token(said),
        now=_moment(response["at"]),
    )
    for place, reply in enumerate(response.get("replies", ())):
        conversation.respond(
            space_id=block.space.id,
            thread_id=thread_id,
            author=_block(entry["block"], reply["author"]).member,
            body=reply["text"].strip(),
            parent_id=post_id,
            token=_token(f"{said}/{place}"),
            now=_moment(reply["at"]),
        )
    if "endorsed_by" in response:
        conversation.endorse(
            space_id=block.space.id,
            post_id=post_id,
            staff=_block(entry["block"], response["endorsed_by"]).member,
            now=_moment(response["at"]) + timedelta(hours=1),
        )


def _hide(entry: dict[str, Any], thread_id: int) -> None:
    block = _block(entry["block"], entry["hidden_by"])
    found = conversation.thread(space_id=block.space.id, thread_id=thread_id, reader=block.member)
    conversation.hide(
        space_id=block.space.id,
        post_id=found.opening.id,
        staff=block.member,
        reason=entry["hidden_reason"].strip(),
        now=_moment(entry["hidden_at"]),
    )


def _block(name: str, username: str) -> Any:
    user = get_user_model().objects.get(username=username)
    return block_for(course.usage_key(_BLOCK_TYPE, name), user)


def _desk(block: Any, now: datetime) -> Any:
    return reflection.desk(
        space_id=block.space.id, member=block.member, stages=block.stage_list, start=course.START, now=now
    )


def _moment(since_start: str) -> datetime:
    """ "3d 22h05m" after the course's start."""
    found = _MOMENT.fullmatch(since_start.strip())
    if found is None:
        raise ValueError(f"{since_start!r} is no length of time, such as '3d 22h05m'")
    return course.START + timedelta(**{unit: int(count) for unit, count in found.groupdict().items() if count})


def _token(said: str) -> str:
    return str(uuid5(NAMESPACE_URL, said))
