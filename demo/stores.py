"""Where fields are kept: the course's OLX in memory, and the sdk's table for what people change."""

import json
from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import UsageKey
from workbench.models import XBlockState
from workbench.runtime import WorkbenchDjangoKeyValueStore
from xblock.fields import Scope
from xblock.runtime import DictKeyValueStore, KeyValueStore

AUTHORED = (Scope.content, Scope.settings)
_AUTHOR = "author"


def _scope_id(key: UsageKey) -> str:
    """An opaque key in the form ``scenario.type.rest`` that the sdk's table takes apart."""
    return f"{key.context_key}.{key.block_type}.{key}"


def _scope(key: KeyValueStore.Key) -> str:
    """A scope's name as the sdk's table has it."""
    return str(key.scope.block.attr_name.removeprefix("blockscope_"))


def _filed(key: KeyValueStore.Key) -> KeyValueStore.Key:
    if isinstance(key.block_scope_id, UsageKey):
        return key._replace(block_scope_id=_scope_id(key.block_scope_id))
    return key


class StateStore(WorkbenchDjangoKeyValueStore):  # type: ignore[misc]
    """The sdk's store, for blocks that are known by opaque keys.

    The sdk makes a row for whatever is read, without a constraint: two requests at once would make it twice, and
    neither could be read again. Here rows are made by writing alone.
    """

    def get(self, key: KeyValueStore.Key) -> Any:
        return self._fields_of(_filed(key))[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        return key.field_name in self._fields_of(_filed(key))

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        with transaction.atomic():
            super().set(_filed(key), value)

    def delete(self, key: KeyValueStore.Key) -> None:
        with transaction.atomic():
            super().delete(_filed(key))

    def _fields_of(self, key: KeyValueStore.Key) -> dict[str, Any]:
        rows = XBlockState.objects.filter(scope=_scope(key), scope_id=key.block_scope_id, user_id=key.user_id)
        state = rows.values_list("state", flat=True).first()
        return json.loads(state) if state else {}


class AuthoredStore(StateStore):
    """The course's content: as its OLX has it, until an author saves a block; that block then lives in the table.

    One store serves one runtime: it reads a course's saved blocks with one query and holds them.
    """

    def __init__(self, olx: DictKeyValueStore) -> None:
        self._olx = olx
        self._saved: dict[Any, dict[tuple[str, str], dict[str, Any]]] = {}

    def get(self, key: KeyValueStore.Key) -> Any:
        saved = self._fields(key)
        return self._olx.get(key) if saved is None else saved[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        saved = self._fields(key)
        return self._olx.has(key) if saved is None else key.field_name in saved

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        self._take_over(key)
        super().set(_authors(key), value)
        self._saved.clear()

    def delete(self, key: KeyValueStore.Key) -> None:
        self._take_over(key)
        super().delete(_authors(key))
        self._saved.clear()

    def holds(self, usage_key: UsageKey) -> bool:
        """Whether a block has been saved in the table."""
        saved = self._course(usage_key.context_key)
        return any(scope_id == _scope_id(usage_key) for _scope, scope_id in saved)

    def create(self, usage_key: UsageKey) -> None:
        """Make room in the table for a block that the OLX does not have."""
        for scope in AUTHORED:
            XBlockState.get_for_key(KeyValueStore.Key(scope, _AUTHOR, _scope_id(usage_key), ""))
        self._saved.clear()

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
        return self._course(key.block_scope_id.context_key).get((_scope(key), _scope_id(key.block_scope_id)))

    def _course(self, context_key: Any) -> dict[tuple[str, str], dict[str, Any]]:
        if context_key not in self._saved:
            rows = XBlockState.objects.filter(user_id=_AUTHOR, scope_id__startswith=f"{context_key}.")
            self._saved[context_key] = {(row.scope, row.scope_id): json.loads(row.state) for row in rows}
        return self._saved[context_key]


def _authors(key: KeyValueStore.Key) -> KeyValueStore.Key:
    """Content belongs to no user; a name of its own keeps it apart from what blocks sum up over all users."""
    return key._replace(user_id=_AUTHOR)
