"""Names for the arrays that the matching passes round."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Flags: TypeAlias = npt.NDArray[np.bool_]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Words: TypeAlias = npt.NDArray[np.uint16]
Ints: TypeAlias = npt.NDArray[np.int64]
"""Row numbers, points and keys. Who is meant by a row number is said where it is used; -1 stands for nobody."""
Cols: TypeAlias = npt.NDArray[np.int32] | Ints
Lots: TypeAlias = npt.NDArray[np.uint32]
Floats: TypeAlias = npt.NDArray[np.float32]
"""Whole numbers below 2**24, which single precision holds exactly: so sums do not depend on their order."""


def within(counts: Ints) -> Ints:
    """0, 1, 2, … for each of several runs laid end to end, ``counts`` long."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


def rank_in_group(groups: Ints) -> Ints:
    """The place of each element in its run of equal neighbours."""
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if len(groups) else groups
    return within(np.diff(np.r_[starts, len(groups)])) if len(groups) else groups
