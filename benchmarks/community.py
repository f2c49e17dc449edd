"""Whether anybody waits: a simulated cohort under the package's own rules and under three published ways.

``python -m benchmarks.community --json FILE`` plays every size and kind of cohort under every rule, once for each seed,
and prints what was to be reached and what was. ``--picture FILE.svg`` draws it. ``community_model`` says what a cohort
is like, and ``community_rules`` what the rules are compared with.
"""

import json
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import product
from multiprocessing import Pool
from pathlib import Path

from benchmarks import community_picture, harness
from benchmarks.community_measure import (
    FORUM,
    FORUM_CLOSING,
    ORA2,
    OURS,
    RULES,
    WORKSHOP,
    WORKSHOP_AT_ONCE,
    Figures,
    figures,
    outcomes,
)
from benchmarks.community_model import Kind

SIZES = (8, 40, 400)
PUBLISHED = (ORA2, WORKSHOP, WORKSHOP_AT_ONCE, FORUM)
WORKERS = 2


class Table:
    """The figures of every cell, by size, kind of cohort and rule."""

    def __init__(self, cells: Sequence[Figures]) -> None:
        self.cells = cells
        self.by_place = {(cell.size, cell.kind, cell.rule): cell for cell in cells}

    def cell(self, size: int, kind: str, rule: str) -> Figures | None:
        return self.by_place.get((size, kind, rule))

    def ours(self) -> Iterator[Figures]:
        return (cell for cell in self.cells if cell.rule == OURS)

    def beside(self, cell: Figures, rule: str) -> Figures:
        """The same people under another rule."""
        return self.by_place[cell.size, cell.kind, rule]


def main() -> None:
    parser = harness.arguments(__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200, help="how often every cell is played")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="people in a cohort")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the figures here, as an SVG")
    given = parser.parse_args()
    table = Table(play_all(given.sizes, given.seeds))
    reached = targets(table)
    print_table(table)
    print_targets(reached)
    if given.json:
        known = {"python": platform.python_version(), "seeds": given.seeds}
        told = {"figures": [asdict(cell) for cell in table.cells], "targets": [asdict(target) for target in reached]}
        given.json.write_text(json.dumps({**known, **told}, indent=2) + "\n")
    if given.picture:
        given.picture.write_text(community_picture.draw(table.cells))


def play_all(sizes: Sequence[int], seeds: int) -> list[Figures]:
    found = []
    with Pool(WORKERS) as pool:
        for size, kind in product(sizes, Kind):
            played = pool.starmap(outcomes, [(size, kind, seed) for seed in range(seeds)], chunksize=4)
            found.extend(figures(size, kind, rule, [by_rule[rule] for by_rule in played]) for rule in RULES)
    return found


def targets(table: Table) -> list[harness.Target]:
    """What was to be reached, as far as the sizes played can tell."""
    found = []
    for kind, wanted in ((Kind.ORDINARY, 0.97), (Kind.TIRED, 0.90)):
        if cell := table.cell(40, kind, OURS):
            name = f"{kind} cohort of 40, seeds in which every reflection was answered within its promise"
            kept = cell.seeds_kept
            found.append(harness.Target(name, f">= {wanted:.0%}", f"{kept:.1%}", kept >= wanted))
    stranded = sum(cell.stranded for cell in table.ours())
    found.append(harness.Target("stranded at the end, at any size", "0", str(stranded), not stranded))
    for rule in PUBLISHED:
        found.append(compared(table, f"answered within 72 h, no fewer than {rule}", rule, lambda cell: cell.in_72h))
    burden = "the busiest tenth's share of the responses, no more than with free choice"
    found.append(compared(table, f"{burden} for the same number", FORUM_CLOSING, not_busiest))
    # Told, though it compares unlike numbers: with no end, everybody answers everything in a small forum.
    found.append(compared(table, f"{burden} without end, of up to six times as many", FORUM, not_busiest))
    return found


def compared(table: Table, name: str, rule: str, good: Callable[[Figures], float]) -> harness.Target:
    """Whether something is at least as good in every cell as it is under another rule."""

    def ahead(cell: Figures) -> float:
        return good(cell) - good(table.beside(cell, rule))

    behind = sum(ahead(cell) < 0 for cell in table.ours())
    worst = min(table.ours(), key=ahead)
    measured = f"{ahead(worst) * 100:+.2f} points ({worst.kind}, {worst.size})"
    return harness.Target(name, "in every cell", measured, not behind)


def not_busiest(cell: Figures) -> float:
    return 1 - cell.busiest_tenth


HEAD = f"{'':<31}{'24 h':>8}{'72 h':>8}{'ever':>8}{'two':>8}{'kept':>7}{'wait':>6}{'lost':>6}{'fac':>7}{'share':>7}"
LEGEND = """
24 h, 72 h, ever: reflections answered, of 100; two: with two responses in 72 h
kept: seeds in which everyone was answered in 72 h, of 100; wait: the longest, in hours, in the median seed
lost: reflections never answered, in all seeds; fac: responses a week by each facilitator, and their share of all
Gini, tenth: how unequal the responses per person are, and the share of the busiest tenth; cross: across professions
"""


def print_table(table: Table) -> None:
    print(f"{table.cells[0].seeds} seeds{LEGEND}\n{HEAD}{'Gini':>6}{'tenth':>7}{'cross':>7}")
    before = None
    for cell in table.cells:
        if (cell.size, cell.kind) != before:
            before = (cell.size, cell.kind)
            print(f"{cell.size} people, {cell.kind}: {cell.reflections:.0f} reflections")
        print(line(cell))


def line(cell: Figures) -> str:
    answered = "".join(f"{share * 100:>8.2f}" for share in (cell.in_24h, cell.in_72h, cell.ever, cell.full_in_72h))
    kept = f"{cell.seeds_kept * 100:>7.1f}{cell.longest_median:>6.0f}{cell.stranded:>6}"
    load = f"{cell.facilitator_responses_a_week:>7.2f}{cell.facilitators_share:>7.2f}{cell.gini:>6.2f}"
    return f"    {cell.rule:<27}{answered}{kept}{load}{cell.busiest_tenth:>7.2f}{cell.crossing:>7.2f}"


def print_targets(reached: Sequence[harness.Target]) -> None:
    print("\nTo reach")
    for target in reached:
        answer = "reached" if target.reached else "NOT REACHED"
        print(f"    {answer:<12}{target.name}: {target.wanted}; measured {target.measured}")


if __name__ == "__main__":
    main()
