"""Accounts by what people type, on Django's own users: the same for every host."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.models import QuerySet
from django.db.models.functions import Lower

_AT_A_TIME = 500


def accounts(names: Iterable[str]) -> Mapping[str, int]:
    """As ``Host.accounts``. Whatever has an @ in it is an address."""
    typed = {name: name.strip().lower() for name in names}
    addresses = {name for name in typed.values() if "@" in name}
    found = _ids("username", set(typed.values()) - addresses - {""})
    found |= _ids("email", addresses, is_active=True)
    return {name: found[lowered] for name, lowered in typed.items() if lowered in found}


def emails(user_ids: Iterable[int]) -> Mapping[int, str]:
    """As ``Host.emails``."""
    users = get_user_model().objects.filter(id__in=set(user_ids), is_active=True).exclude(email="")
    return dict(users.values_list("id", "email"))


def _ids(column: str, lowered: set[str], **only: Any) -> dict[str, int]:
    """User ids by a column in lower case, without those that several accounts share."""
    users = get_user_model().objects.filter(**only)
    rows: list[tuple[str, int]] = []
    names = sorted(lowered)
    for start in range(0, len(names), _AT_A_TIME):
        rows += _rows(users, column, names[start : start + _AT_A_TIME])
    holders: dict[str, set[int]] = {}
    for value, user_id in rows:
        holders.setdefault(value.lower(), set()).add(user_id)
    return {value: ids.pop() for value, ids in holders.items() if len(ids) == 1}


def _rows(users: QuerySet[Any], column: str, names: list[str]) -> list[tuple[str, int]]:
    # In lower case first, as most are, for there is an index on that; only what is left needs a look at every row. To
    # MySQL letters are the same in either case.
    rows = list(users.filter(**{f"{column}__in": names}).values_list(column, "id"))
    found = {value.lower() for value, _id in rows}
    left = [name for name in names if name not in found]
    if left and connections[users.db].vendor != "mysql":
        rows += users.annotate(lowered=Lower(column)).filter(lowered__in=left).values_list(column, "id")
    return rows
