"""A host on Django alone: for the demo, the tests and anyone who runs the blocks outside Open edX.

Enrolment, roles and cohorts are rows of ``django.contrib.auth``'s groups, named ``COURSE|role|ROLE`` and
``COURSE|cohort|NAME``, and graduates one named ``graduates of COURSE``, so that no table is needed that production
would never use.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from opaque_keys.edx.keys import LearningContextKey

from cpd_community_xblock.host import names as typed
from cpd_community_xblock.host import runtimes
from cpd_community_xblock.host.data import Cohort, CourseRun, Person, Role, Standing, Visitor

_RANKS = (Role.COURSE_TEAM, Role.FACILITATOR, Role.PEER_LEADER)


class StandaloneHost:
    """People are Django users; the clock, the course dates and a worker for long tasks are set by whoever runs it.

    A runtime says by two attributes what the platform knows by other means: ``in_studio`` when it serves the authoring
    side, ``masquerading`` when a member of staff looks at the course as the learner it is bound to.
    """

    def __init__(self) -> None:
        self.clock: Callable[[], datetime] = timezone.now
        self.worker: Callable[[str, dict[str, Any]], bool] | None = None
        self.runs: dict[LearningContextKey, CourseRun] = {}
        self.spoken: dict[int, str] = {}
        self.former_emails: dict[int, str] = {}
        self.address: Callable[[Any], str] = "http://localhost:8000/{}".format

    # What the protocol asks.

    def now(self) -> datetime:
        return self.clock()

    def visitor(self, block: Any) -> Visitor:
        return Visitor(
            user_id=runtimes.user_id(block),
            place=runtimes.place(block, in_studio=getattr(block.runtime, "in_studio", False)),
            masquerading=getattr(block.runtime, "masquerading", False),
            time_zone=runtimes.time_zone(block),
        )

    def standing(self, *, user_id: int, course_key: LearningContextKey) -> Standing:
        names = Group.objects.filter(user=user_id, name__startswith=f"{course_key}|").values_list("id", "name")
        roles: set[str] = set()
        cohort = None
        for group_id, name in names:
            kind, label = name.removeprefix(f"{course_key}|").split("|", 1)
            if kind == "role":
                roles.add(label)
            else:
                cohort = Cohort(group_id, label)
        role = next((role for role in _RANKS if role in roles), Role.LEARNER)
        return Standing(
            enrolled=bool(roles),
            role=role,
            cohort=cohort,
            sees_every_cohort=role is Role.COURSE_TEAM or (role is not Role.LEARNER and cohort is None),
        )

    def may_author(self, *, user_id: int, course_key: LearningContextKey) -> bool:
        return self.standing(user_id=user_id, course_key=course_key).role is Role.COURSE_TEAM

    def people(self, user_ids: Iterable[int]) -> Mapping[int, Person]:
        users = get_user_model().objects.filter(id__in=set(user_ids))
        return {user.id: _person(user) for user in users}

    def user_id_of(self, anonymous_id: str) -> int | None:
        users = get_user_model().objects.filter(username=anonymous_id)
        return users.values_list("id", flat=True).first()

    def cohorts(self, course_key: LearningContextKey) -> list[Cohort]:
        prefix = f"{course_key}|cohort|"
        groups = Group.objects.filter(name__startswith=prefix).order_by("name")
        return [Cohort(group.id, group.name.removeprefix(prefix)) for group in groups]

    def learners(
        self, *, course_key: LearningContextKey, cohort_id: int | None = None, start: int = 0, stop: int | None = None
    ) -> list[Person]:
        others = [f"{course_key}|role|{role}" for role in Role if role is not Role.LEARNER]
        users = get_user_model().objects.filter(groups__name=f"{course_key}|role|{Role.LEARNER}")
        users = users.exclude(groups__name__in=others)
        if cohort_id is not None:
            users = users.filter(groups=cohort_id)
        return [_person(user) for user in users.order_by("first_name", "last_name", "id")[start:stop]]

    def run(self, *, course_key: LearningContextKey, user_id: int) -> CourseRun:
        return self.runs.get(course_key, CourseRun(name=str(course_key), start=None, end=None))

    def later(self, task: str, **kwargs: Any) -> bool:
        return self.worker is not None and self.worker(task, kwargs)

    def graduates(self, *, course_key: LearningContextKey, after: int = 0, most: int = 1000) -> list[int]:
        users = get_user_model().objects.filter(groups__name=_graduates(course_key), id__gt=after)
        return list(users.order_by("id").values_list("id", flat=True)[:most])

    def has_graduated(self, *, user_id: int, course_keys: Iterable[LearningContextKey]) -> bool:
        return Group.objects.filter(user=user_id, name__in=[_graduates(key) for key in course_keys]).exists()

    def accounts(self, names: Iterable[str]) -> Mapping[str, int]:
        return typed.accounts(names)

    def emails(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        return typed.emails(user_ids)

    def former_email(self, *, user_id: int) -> str:
        return self.former_emails.get(user_id, "")

    def languages(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        return {user_id: self.spoken[user_id] for user_id in user_ids if user_id in self.spoken}

    def address_of(self, usage_key: Any) -> str:
        return self.address(usage_key)

    # What whoever runs it sets up.

    def enrol(
        self, *, user_id: int, course_key: LearningContextKey, role: Role = Role.LEARNER, cohort: str | None = None
    ) -> None:
        """Give someone a role in a course and, when named, a place in a cohort. Leaves any other cohort of it."""
        names = [f"{course_key}|role|{role}"]
        if cohort is not None:
            names.append(f"{course_key}|cohort|{cohort}")
        user = get_user_model().objects.get(id=user_id)
        user.groups.remove(*user.groups.filter(name__startswith=f"{course_key}|"))
        user.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in names))

    def leave(self, *, user_id: int, course_key: LearningContextKey) -> None:
        """End someone's enrolment."""
        user = get_user_model().objects.get(id=user_id)
        user.groups.remove(*user.groups.filter(name__startswith=f"{course_key}|"))

    def graduate(self, *, user_id: int, course_key: LearningContextKey) -> None:
        """Let someone have completed a course run, whether or not they are still in it."""
        get_user_model().objects.get(id=user_id).groups.add(Group.objects.get_or_create(name=_graduates(course_key))[0])


def _graduates(course_key: LearningContextKey) -> str:
    return f"graduates of {course_key}"


def _person(user: Any) -> Person:
    return Person(id=user.id, username=user.username, name=user.get_full_name())
