"""Spaces: where a block's community lives."""

from typing import Any

from cpd_community_xblock.core import data, models, turns


def branchless(usage_key: Any) -> Any:
    """A usage key as learners see it, without the draft or published branch that authoring sides add."""
    course_key = usage_key.context_key
    if getattr(course_key, "branch", None) is None:
        return usage_key
    return usage_key.map_into_course(course_key.for_branch(None))


def open_space(*, usage_key: Any, kind: str) -> data.Space:
    """The space of a block, made on its first use. ``kind`` is the block's type."""
    return find_space(usage_key=usage_key) or _made(branchless(usage_key), kind)


@turns.in_turn
def _made(key: Any, kind: str) -> data.Space:
    """Several may come first at once."""
    row, _ = models.Space.objects.get_or_create(usage_key=key, defaults={"course_key": key.context_key, "kind": kind})
    return _space(row)


def find_space(*, usage_key: Any) -> data.Space | None:
    """The space of a block, if anyone has been there yet."""
    row = models.Space.objects.filter(usage_key=branchless(usage_key)).first()
    return _space(row) if row else None


def usage_key_of(*, space_id: int) -> Any:
    """The key of the block that a space belongs to."""
    return models.Space.objects.values_list("usage_key", flat=True).get(id=space_id)


def _space(row: models.Space) -> data.Space:
    return data.Space(id=row.id, usage_key=str(row.usage_key), course_key=str(row.course_key))
