"""The members' door."""

import random
from collections.abc import Iterable, Mapping
from datetime import time

from django.db import IntegrityError, transaction

from cpd_community_xblock import host
from cpd_community_xblock.host.data import Standing
from cpd_community_xblock.members import data, models, rules
from cpd_community_xblock.members.pseudonyms import name_for

_FIELDS = ("profession", "setting", "languages", "time_zone", "quiet_from", "quiet_until")
_DRAWS = 20


def member(*, user_id: int, course_key: str, standing: Standing, time_zone: str = "") -> data.Member:
    """Someone in one course. Their own time zone, told here, goes before ``time_zone``, the platform's."""
    own_zone = models.Profile.objects.filter(user_id=user_id).values_list("time_zone", flat=True).first()
    cohort = standing.cohort
    return data.Member(
        user_id=user_id,
        course_key=course_key,
        role=data.MemberRole(standing.role.value),
        cohort_id=cohort.id if cohort else 0,
        cohort_name=cohort.name if cohort else "",
        sees_every_cohort=standing.sees_every_cohort,
        time_zone=own_zone or time_zone,
    )


def profile(*, user_id: int) -> data.Profile:
    """What someone told about themselves; an empty profile when they told nothing."""
    return profiles([user_id]).get(user_id, data.Profile())


def profiles(user_ids: Iterable[int]) -> Mapping[int, data.Profile]:
    """Profiles by user id, in one query; people without one are left out."""
    rows = models.Profile.objects.filter(user_id__in=set(user_ids)).values_list("user_id", *_FIELDS)
    return {user_id: data.Profile(*values) for user_id, *values in rows}


def save_profile(
    *,
    user_id: int,
    profession: str = "",
    setting: str = "",
    languages: str = "",
    time_zone: str = "",
    quiet_from: time | None = None,
    quiet_until: time | None = None,
) -> None:
    """Replace someone's profile."""
    models.Profile.objects.update_or_create(
        user_id=user_id,
        defaults={
            "profession": profession,
            "setting": setting,
            "languages": languages,
            "time_zone": time_zone,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )


def pseudonym(*, user_id: int, course_key: str, draw: random.Random | None = None) -> str:
    """The name someone goes by under a pseudonym in a course, drawn on first use.

    ``draw`` is the source of chance; the default cannot be foreseen, so that a pseudonym cannot be worked out from
    who joined when. The database keeps the number unique in the course and the person to one number.
    """
    mine = models.Pseudonym.objects.filter(user_id=user_id, course_key=course_key)
    source = draw or random.SystemRandom()
    for _attempt in range(_DRAWS):
        number = mine.values_list("number", flat=True).first()
        if number is not None:
            return name_for(number)
        taken = models.Pseudonym.objects.filter(course_key=course_key).count()
        number = source.randrange(rules.draw_range(taken))
        try:
            with transaction.atomic():
                models.Pseudonym.objects.create(user_id=user_id, course_key=course_key, number=number)
        except IntegrityError:
            continue  # The number is taken, or the same person was faster in another window.
        return name_for(number)
    raise RuntimeError("No free pseudonym was found.")


def bylines(
    authors: Iterable[tuple[int | None, bool]], *, course_key: str, reader_id: int
) -> Mapping[tuple[int | None, bool], data.Byline]:
    """How authors are shown to a reader, by (user id, under a pseudonym). At most three queries for any number."""
    wanted = set(authors)
    named = {user_id for user_id, pseudonymous in wanted if user_id is not None and not pseudonymous}
    hidden = {user_id for user_id, pseudonymous in wanted if user_id is not None and pseudonymous}
    people = host.current().people(named) if named else {}
    told = profiles(named) if named else {}
    rows = models.Pseudonym.objects.filter(course_key=course_key, user_id__in=hidden) if hidden else ()
    numbers = {row.user_id: row.number for row in rows}

    def byline(user_id: int | None, pseudonymous: bool) -> data.Byline:
        name, work = "", ""
        if pseudonymous and user_id in numbers:
            name = name_for(numbers[user_id])
        elif not pseudonymous and user_id is not None and user_id in people:
            profile = told.get(user_id, data.Profile())
            name = people[user_id].display_name
            work = ", ".join(filter(None, [profile.profession, profile.setting]))
        return data.Byline(name=name, about=work, is_pseudonym=pseudonymous, is_you=user_id == reader_id)

    return {author: byline(*author) for author in wanted}


def retire(*, user_id: int) -> None:
    """Forget who someone was here. Their pseudonyms stay taken, and lead to nobody."""
    models.Profile.objects.filter(user_id=user_id).delete()
    models.Pseudonym.objects.filter(user_id=user_id).update(user=None)
