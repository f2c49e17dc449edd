"""Sittings for the tests, made through the live sessions' doors."""

from datetime import date, datetime, time
from typing import Any

from cpd_community_xblock.core import spaces
from cpd_community_xblock.core.data import Space
from cpd_community_xblock.live_sessions.api import ledger, sittings
from cpd_community_xblock.live_sessions.data import Evidence, Kind, Plan, Sitting, Source, Times
from tests import builders

NOON = Times(date(2026, 9, 10), time(12, 30), "Europe/London", 60)
EVENING = Times(date(2026, 9, 10), time(20), "Europe/London", 60)


def space(name: str = "grand-round") -> Space:
    return spaces.open_space(
        usage_key=builders.COURSE.make_usage_key("cpd_live_session", name), kind="cpd_live_session"
    )


def plan(key: str = "noon", times: Times = NOON, **more: Any) -> Plan:
    return Plan(key=key, times=times, **more)


def kept(where: Space, *plans: Plan, now: datetime = builders.START) -> list[Sitting]:
    """The sittings of a space, once these are what its author has set."""
    sittings.keep(space_id=where.id, plans=plans, now=now)
    return sittings.of(space_id=where.id)


def checked_in(sitting: Sitting, user_id: int, at: datetime, *, source: Source = Source.CODE) -> Evidence:
    return ledger.check_in(sitting_id=sitting.id, user_id=user_id, source=source, at=at, now=at)


def noted(sitting: Sitting, user_id: int, kind: Kind, key: str, at: datetime, **more: Any) -> None:
    about = {"source": Source.ZOOM, "now": at, **more}
    ledger.note(sitting_id=sitting.id, user_id=user_id, kind=kind, key=key, at=at, **about)
