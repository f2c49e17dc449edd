"""The platform, behind one protocol.

Nothing else in this package knows whether it runs inside Open edX or outside it. ``edxapp`` is the real platform;
``standalone`` keeps the same promises on Django alone, for the demo and the tests. Both pass ``tests/host``.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import LearningContextKey

from cpd_community_xblock.host.data import Cohort, CourseRun, Person, Standing, Visitor

STANDALONE = "cpd_community_xblock.host.standalone.StandaloneHost"


class Host(Protocol):
    """What a platform must answer."""

    def now(self) -> datetime:
        """The current time, aware and in UTC."""
        ...

    def visitor(self, block: Any) -> Visitor:
        """Who is asking, and where: read from the runtime that ``block`` is bound to."""
        ...

    def standing(self, *, user_id: int, course_key: LearningContextKey) -> Standing:
        """Enrolment, role and cohort. Never places anyone in a cohort as a side effect."""
        ...

    def may_author(self, *, user_id: int, course_key: LearningContextKey) -> bool:
        """Whether this person may change the course's content."""
        ...

    def people(self, user_ids: Iterable[int]) -> Mapping[int, Person]:
        """Names by user id, in one query; ids that no longer exist are left out."""
        ...

    def user_id_of(self, anonymous_id: str) -> int | None:
        """The user behind an anonymous id of the platform, as its "delete state" hands one over."""
        ...

    def cohorts(self, course_key: LearningContextKey) -> list[Cohort]:
        """The cohorts of a course, by name."""
        ...

    def learners(
        self, *, course_key: LearningContextKey, cohort_id: int | None = None, start: int = 0, stop: int | None = None
    ) -> list[Person]:
        """Active learners who are not staff, by name, from place ``start`` up to ``stop``; of one cohort when given."""
        ...

    def run(self, *, course_key: LearningContextKey, user_id: int) -> CourseRun:
        """The course run and its dates for this person."""
        ...

    def later(self, task: str, **kwargs: Any) -> bool:
        """Have a task done in the background, named by its dotted path. False where nobody is there to do it."""
        ...

    def graduates(self, *, course_key: LearningContextKey, after: int = 0, most: int = 1000) -> list[int]:
        """Who has a certificate of a course run or has ever passed it: user ids above ``after``, the lowest first."""
        ...

    def has_graduated(self, *, user_id: int, course_keys: Iterable[LearningContextKey]) -> bool:
        """Whether someone is among the graduates of any of these runs."""
        ...

    def accounts(self, names: Iterable[str]) -> Mapping[str, int]:
        """User ids by what was typed: a username, or an address that its holder has confirmed, in any case.

        Left out is whatever is nobody's, and what fits more than one account.
        """
        ...

    def emails(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        """The addresses that people have confirmed, by user id. Anybody can type another's when they sign up."""
        ...

    def former_email(self, *, user_id: int) -> str:
        """The address that the account of somebody who is being erased had before; empty for anybody else.

        The platform takes it off the account long before it tells that they are to be erased.
        """
        ...

    def languages(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        """The languages that people chose on the platform, as Django names them, by user id; in one query."""
        ...

    def address_of(self, usage_key: Any) -> str:
        """The absolute address at which learners find a block."""
        ...


@cache
def _load(path: str) -> Host:
    return cast("Host", import_string(path)())


def current() -> Host:
    """The host that ``CPD_COMMUNITY_HOST`` names; outside Open edX the standalone one."""
    return _load(getattr(settings, "CPD_COMMUNITY_HOST", STANDALONE))
