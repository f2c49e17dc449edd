"""How two windows' texts become one. Pure."""

import re

from merge3 import Merge3

_BETWEEN = re.compile(r"((?<=[.!?])\s+|\n\s*)")
"""What is between sentences: a part of its own, or a sentence would change when another is added after it."""


_MOST_SENTENCES = 1_200
"""Sentences and the spaces between them. Comparing more takes seconds when it is made to, and nobody writes so many."""


def merge(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """Two windows' texts as one, and whether both had to be kept side by side.

    ``base`` is what both began with. A text that goes on from the other is the later one: an answer may be lost on the
    way while its writer types on. Changes in different sentences are joined; where both changed the same
    sentence, both stand one after the other, because only the writer knows which one was meant.
    """
    if theirs == base:
        return mine, False
    if mine == base:
        return theirs, False
    if mine.startswith(theirs) or theirs.startswith(mine):
        return max(mine, theirs, key=len), False
    began, ours, others = _sentences(base), _sentences(mine), _sentences(theirs)
    if max(len(began), len(ours), len(others)) > _MOST_SENTENCES:
        return f"{theirs}\n\n{mine}", True
    merged: list[str] = []
    clash = False
    for group in Merge3(began, ours, others).merge_groups():
        if group[0] != "conflict":
            merged.extend(group[1])
            continue
        _kind, _base, our_part, other_part = group
        clash = True
        merged.extend(other_part)
        if merged and our_part and not merged[-1][-1:].isspace():
            merged.append("\n\n")
        merged.extend(our_part)
    return "".join(merged), clash


def _sentences(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]
