"""Ties are broken by lots drawn from ids and a published seed: the order of the rows has no say in them.

Each person draws one lot of 32 bits, no two people of a side the same, and somebody more or less changes nobody's lot.
Someone's equals are put in order by their own lots, so that a learner who loses one draw loses it to the same people
everywhere, which leaves fewer of them worse off than a new draw for each mentor (Abdulkadiroğlu, Pathak, Roth 2009).
Those whom someone *looks for* among equals are put in an order of their own for each who looks: else all would ask the
same one first.
"""

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Floats, Ints, Lots
from cpd_community_xblock.mentoring.matching.rules import MIX, lot_keys


def draw(ids: Ints, *, seed: int, side: int) -> Lots:
    """A lot for each id (below 2**32), all of them different: ``rules.lot`` for many at once."""
    lots = ids.astype(np.uint32)
    for key in lot_keys(seed, side):
        lots = _mixed(lots ^ np.uint32(key))
    return lots


def order_for(looking: Lots, found: Lots) -> Ints:
    """The rank of each one found among equals, for whoever looks; higher goes first. Shapes broadcast.

    Different for each of those found, so that there are no ties left.
    """
    return _mixed(looking ^ found).astype(np.int64)


def key(points: Ints | Floats, tie: Ints | Lots) -> Ints:
    """Points and what breaks their ties as one number."""
    return (points.astype(np.int64) << 32) | tie.astype(np.int64)


def _mixed(numbers: Lots) -> Lots:
    """``rules.mixed`` for many at once."""
    mixed = numbers ^ (numbers >> np.uint32(16))
    mixed *= np.uint32(MIX[0])
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(MIX[1])
    mixed ^= mixed >> np.uint32(16)
    return mixed
