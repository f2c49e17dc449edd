"""Places that go to whoever offers most: to the learner a mentor likes best, or to the highest bid."""

import numpy as np

from cpd_community_xblock.mentoring.matching.arrays import Ints, rank_in_group, within

NOBODY = -1
OPEN = np.iinfo(np.int64).min
"""The least key of someone who has a place free."""


class Places:
    """Who holds the places of each host. Keys are int64; the higher one keeps its place.

    ``guest`` and ``key`` are (places,), those of a host side by side from ``first[host]`` on, the best first.
    ``least`` (hosts,) is the key to beat.
    """

    def __init__(self, capacity: Ints) -> None:
        self.capacity = capacity
        self.first = np.cumsum(capacity) - capacity
        self.guest = np.full(int(capacity.sum()), NOBODY, dtype=np.int64)
        self.key = np.full(len(self.guest), OPEN, dtype=np.int64)
        self.least = np.full(len(capacity), OPEN, dtype=np.int64)
        self.least[capacity == 0] = np.iinfo(np.int64).max

    def offer(self, guests: Ints, hosts: Ints, keys: Ints) -> Ints:
        """Let guests try for a place, one host each; whoever has none afterwards is given back."""
        asked = np.unique(hosts)
        counts = self.capacity[asked]
        places = np.repeat(self.first[asked], counts) + within(counts)
        held = places[self.guest[places] != NOBODY]
        host_of = np.repeat(asked, counts)[self.guest[places] != NOBODY]
        all_hosts = np.concatenate([host_of, hosts])
        all_guests = np.concatenate([self.guest[held], guests])
        all_keys = np.concatenate([self.key[held], keys])
        order = np.lexsort((~all_keys, all_hosts))
        all_hosts, all_guests, all_keys = all_hosts[order], all_guests[order], all_keys[order]
        rank = rank_in_group(all_hosts)
        stays = rank < self.capacity[all_hosts]
        at = self.first[all_hosts[stays]] + rank[stays]
        self.guest[at], self.key[at] = all_guests[stays], all_keys[stays]
        self.least[asked] = self.key[self.first[asked] + counts - 1]
        return np.asarray(all_guests[~stays])

    def of(self, host: int) -> slice:
        return slice(int(self.first[host]), int(self.first[host] + self.capacity[host]))

    def put(self, host: int, held: list[tuple[int, int]]) -> None:
        """Say anew who holds the places of a host: key and guest, the best first."""
        free = int(self.capacity[host]) - len(held)
        self.key[self.of(host)] = [key for key, _guest in held] + [OPEN] * free
        self.guest[self.of(host)] = [guest for _key, guest in held] + [NOBODY] * free
        self.least[host] = self.key[self.first[host] + self.capacity[host] - 1]

    def host_of_guests(self, guests: int) -> Ints:
        """The host of each of so many guests."""
        hosts = np.full(guests, NOBODY, dtype=np.int64)
        taken = self.guest != NOBODY
        hosts[self.guest[taken]] = np.repeat(np.arange(len(self.capacity)), self.capacity)[taken]
        return hosts
