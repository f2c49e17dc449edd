"""Where fields are kept: the course's OLX in memory, and a table for what people change."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import UsageKey
from xblock.fields import Scope
from xblock.runtime import DictKeyValueStore, KeyValueStore

from demo.models import FieldState

AUTHORED = (Scope.content, Scope.settings)
_AUTHOR = "author"


def _scope(key: KeyValueStore.Key) -> str:
    return str(key.scope.block.attr_name.removeprefix("blockscope_"))


def _where(key: KeyValueStore.Key) -> dict[str, str]:
    """The columns that tell one row from the others."""
    return {"scope": _scope(key), "scope_id": str(key.block_scope_id), "user_id": str(key.user_id or "")}


class StateStore(KeyValueStore):  # type: ignore[misc]
    """Values in a table of the demo's own.

    The sdk's has no constraint: two first requests at once make its row twice, and neither can be read again.
    """

    def get(self, key: KeyValueStore.Key) -> Any:
        return self._values_of(key)[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        return key.field_name in self._values_of(key)

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        with self._changing(key) as values:
            values[key.field_name] = value

    def delete(self, key: KeyValueStore.Key) -> None:
        with self._changing(key) as values:
            del values[key.field_name]

    def _values_of(self, key: KeyValueStore.Key) -> dict[str, Any]:
        return FieldState.objects.filter(**_where(key)).values_list("values", flat=True).first() or {}

    @contextmanager
    def _changing(self, key: KeyValueStore.Key) -> Iterator[dict[str, Any]]:
        with transaction.atomic():
            made, _created = FieldState.objects.get_or_create(**_where(key))
            row = FieldState.objects.select_for_update().get(id=made.id)
            yield row.values
            row.save(update_fields=["values"])


class AuthoredStore(StateStore):
    """The course's content: as its OLX has it, until an author saves a block; that block then lives in the table.

    One store serves one runtime: it reads what has been saved with one query and holds it.
    """

    def __init__(self, olx: DictKeyValueStore) -> None:
        self._olx = olx
        self._saved: dict[tuple[str, str], dict[str, Any]] | None = None

    def get(self, key: KeyValueStore.Key) -> Any:
        saved = self._fields(key)
        return self._olx.get(key) if saved is None else saved[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        saved = self._fields(key)
        return self._olx.has(key) if saved is None else key.field_name in saved

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        self._take_over(key)
        super().set(_authors(key), value)
        self._saved = None

    def delete(self, key: KeyValueStore.Key) -> None:
        self._take_over(key)
        super().delete(_authors(key))
        self._saved = None

    def holds(self, usage_key: UsageKey) -> bool:
        """Whether a block has been saved in the table."""
        return any(scope_id == str(usage_key) for _scope, scope_id in self._all_saved())

    def create(self, usage_key: UsageKey) -> None:
        """Make room in the table for a block that the OLX does not have."""
        for scope in AUTHORED:
            FieldState.objects.get_or_create(**_where(KeyValueStore.Key(scope, _AUTHOR, usage_key, "")))
        self._saved = None

    def _take_over(self, key: KeyValueStore.Key) -> None:
        """Copy what OLX says about a block, before the first change to it."""
        if self._fields(key) is not None:
            return
        for told, value in self._olx.db_dict.items():
            if (told.scope, told.block_scope_id) == (key.scope, key.block_scope_id):
                super().set(_authors(told), value)

    def _fields(self, key: KeyValueStore.Key) -> dict[str, Any] | None:
        if key.scope not in AUTHORED:
            return None
        return self._all_saved().get((_scope(key), str(key.block_scope_id)))

    def _all_saved(self) -> dict[tuple[str, str], dict[str, Any]]:
        if self._saved is None:
            rows = FieldState.objects.filter(user_id=_AUTHOR)
            self._saved = {(row.scope, row.scope_id): row.values for row in rows}
        return self._saved


def _authors(key: KeyValueStore.Key) -> KeyValueStore.Key:
    """Content belongs to no user; a name of its own keeps it apart from what blocks sum up over all users."""
    return key._replace(user_id=_AUTHOR)
