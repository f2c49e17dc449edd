"""How long the matching takes, what it needs, and how good it is beside what other libraries find.

``python -m benchmarks.mentoring --json FILE`` makes up learners and mentors (``benchmarks.mentoring_population``) and
lets everyone who can solve the same market solve it, each in a process of its own and with one thread for products of
matrices. ``matching`` and scipy come with the extra ``bench``; who is not installed, would need too much memory or
does not end within ``--patience`` seconds is not run, and the table says why.
"""

import argparse
import importlib.util
import json
import math
import multiprocessing
import os
import platform
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import harness
from benchmarks import mentoring_population as population
from cpd_community_xblock.mentoring.matching import balanced, fair, most, stability
from cpd_community_xblock.mentoring.matching.arrays import Ints
from cpd_community_xblock.mentoring.matching.data import Mode, Plan
from cpd_community_xblock.mentoring.matching.market import Market, Roster
from cpd_community_xblock.mentoring.matching.places import NOBODY
from cpd_community_xblock.mentoring.matching.rules import most_points
from cpd_community_xblock.mentoring.matching.run import match
from cpd_community_xblock.mentoring.matching.suggest import suggest

SIZES = ["100/30", "1000/250", "5000/1000", "20000/4000", "100000/20000"]
CAPACITIES = [3, 5]
SEED = 1
PATIENCE = 600
COUNT_ALL = 100_000_000
SAMPLE = 10_000_000
PLACED = 10**7

TOO_LARGE = {
    "matching": (6_000_000, "keeps every list whole, which is more memory than most machines have"),
    "scipy, dense": (90_000_000, "wants a table of learners and places, {gigabytes:.0f} GB"),
    "scipy, sparse": (6_000_000, "takes longer than the dense one from here on, and as much memory"),
}
"""Pairs of a learner and a mentor beyond which others are not run, and why."""

FASTER_THAN_MATCHING, FASTER_THAN_SCIPY = 200, 5
FARTHEST = 0.0005
LONGEST_S, LARGEST_GB, LONGEST_ONE_MS = 60, 1.2, 5


@dataclass
class Run:
    """One solver on one market. ``total`` is of both sides' points; seconds and megabytes apart for both parts."""

    who: str
    learners: int
    mentors: int
    capacity: int
    candidates_s: float = 0.0
    solving_s: float = 0.0
    candidates_mb: int = 0
    solving_mb: int = 0
    placed: int = 0
    total: int = 0
    worst_off: int = 0
    blocking: int | None = None
    pairs_checked: int = 0
    missing: str = ""
    stopped_s: float = 0.0
    """How long it had worked when it was stopped."""
    more: dict[str, float] = field(default_factory=dict)
    mentor_of: list[int] = field(default_factory=list, repr=False)

    @property
    def seconds(self) -> float:
        """Of what was stopped, what it would have needed at the least."""
        return self.stopped_s or self.candidates_s + self.solving_s

    @property
    def size(self) -> str:
        return f"{self.learners}/{self.mentors} x {self.capacity}"


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="LEARNERS/MENTORS")
    parser.add_argument("--capacities", type=int, nargs="+", default=CAPACITIES)
    parser.add_argument("--patience", type=float, default=PATIENCE, metavar="SECONDS", help="to wait for each solver")
    given = parser.parse_args()
    # Where cores are shared, threads that wait for each other make times a matter of luck.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {multiprocessing.cpu_count()} processors\n")
    print(f"{'':<18}{'':>18}{'candidates':>12}{'solving':>10}{'peak MB':>12}{'placed':>9}{'total':>14}{'blocking':>10}")
    runs = []
    for size in given.sizes:
        learners, mentors = map(int, size.split("/"))
        for capacity in given.capacities:
            for who, solve in SOLVERS.items():
                runs.append(_alone(Run(who, learners, mentors, capacity), solve, given.patience))
                _print(runs[-1])
    reached = targets(runs)
    print("\nTo reach")
    for target in reached:
        answer = "reached" if target.reached else "NOT reached"
        print(f"    {answer:<12}{target.name}: {target.wanted}; measured {target.measured}")
    if given.json:
        kept = [{key: value for key, value in asdict(run).items() if key != "mentor_of"} for run in runs]
        known = {"python": platform.python_version(), "numpy": np.__version__}
        told = {**known, "runs": kept, "targets": [asdict(target) for target in reached]}
        given.json.write_text(json.dumps(told, indent=2) + "\n")


def _print(run: Run) -> None:
    if run.missing:
        print(f"{run.who:<18}{run.size:>18}  not run: {run.missing}", flush=True)
        return
    blocking = "" if run.blocking is None else str(run.blocking)
    print(
        f"{run.who:<18}{run.size:>18}{run.candidates_s:>10.2f} s{run.solving_s:>8.2f} s"
        f"{run.candidates_mb:>6}{run.solving_mb:>6}{run.placed:>9}{run.total:>14}{blocking:>10}",
        flush=True,
    )


# Solvers. Each fills in a run.


def solve_fair(run: Run, market: Market) -> Ints:
    wanted = _part(run, "candidates", lambda: fair.preferences(market))
    mentor_of: Ints = _part(run, "solving", lambda: fair.fair(market, wanted=wanted)).mentor_of
    _count_blocking(run, market, mentor_of)
    return mentor_of


def solve_whole(run: Run, market: Market) -> Ints:
    """Everything that a facilitator waits for: checks, candidates, the fair mode, and the report."""
    learners, mentors = population.market(run.learners, run.mentors, run.capacity)
    plan = Plan(mode=Mode.FAIR, seed=SEED)
    outcome = _part(run, "solving", lambda: match(learners, mentors, population.RULES, plan))
    rows = {id_: row for row, id_ in enumerate(market.learners.ids.tolist())}
    cols = {id_: col for col, id_ in enumerate(market.mentors.ids.tolist())}
    mentor_of = np.full(len(rows), NOBODY)
    for item in outcome.placements:
        mentor_of[rows[item.learner_id]] = cols[item.mentor_id]
    roster = Roster(mentors, population.RULES, seed=SEED)
    run.more["one_learner_ms"] = _one_learner(roster)
    return mentor_of


def solve_most(run: Run, market: Market) -> Ints:
    points = most_points(population.RULES.learner_wishes) + most_points(population.RULES.mentor_wishes)
    solved = _part(run, "solving", lambda: most.most(market, most_points=points))
    # Candidates are looked for again while prices rise, so that they are counted with solving.
    run.more |= {"rounds": solved.rounds, "searches": solved.searches, "gap": solved.gap}
    return np.asarray(solved.mentor_of)


def solve_balanced(run: Run, market: Market) -> Ints:
    first = _part(run, "candidates", lambda: fair.fair(market))
    return np.asarray(_part(run, "solving", lambda: balanced.balanced(market, first.mentor_of, delta=0.1)))


def solve_matching(run: Run, market: Market) -> Ints:
    from matching.games import HospitalResident  # noqa: PLC0415  not everybody has it

    learners, mentors = _permitted(market)
    wanted, welcome = market.learner_keys(learners, mentors), market.mentor_keys(learners, mentors)
    of_learners: dict[str, list[str]] = {}
    of_mentors: dict[str, list[str]] = {}
    for place in np.argsort(-wanted).tolist():
        of_learners.setdefault(f"l{learners[place]}", []).append(f"m{mentors[place]}")
    for place in np.argsort(-welcome).tolist():
        of_mentors.setdefault(f"m{mentors[place]}", []).append(f"l{learners[place]}")
    capacity = {name: int(market.mentors.capacity[int(name[1:])]) for name in of_mentors}
    game = _part(
        run, "candidates", lambda: HospitalResident.create_from_dictionaries(of_learners, of_mentors, capacity)
    )
    solved = _part(run, "solving", lambda: game.solve(optimal="resident"))
    mentor_of = np.full(len(market.learners), NOBODY)
    for host, guests in solved.items():
        for guest in guests:
            mentor_of[int(guest.name[1:])] = int(host.name[1:])
    return mentor_of


def solve_dense(run: Run, market: Market) -> Ints:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    worth = _part(run, "candidates", lambda: np.repeat(_table(market), market.mentors.capacity, axis=1))
    rows, places = _part(run, "solving", lambda: linear_sum_assignment(worth, maximize=True))
    real = worth[rows, places] > 0
    return _of_places(market, rows[real], places[real])


def solve_sparse(run: Run, market: Market) -> Ints:
    from scipy.sparse import csr_array, hstack, identity  # noqa: PLC0415
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415

    def table() -> Any:
        # With a place of their own for each learner, so that a full matching there always is.
        places = csr_array(np.repeat(_table(market), market.mentors.capacity, axis=1))
        return csr_array(hstack([places, identity(len(market.learners), format="csr")]))

    worth = _part(run, "candidates", table)
    rows, places = _part(run, "solving", lambda: min_weight_full_bipartite_matching(worth, maximize=True))
    real = places < int(market.mentors.capacity.sum())
    return _of_places(market, rows[real], places[real])


def solve_self_matching(run: Run, market: Market) -> Ints:
    """Learners come one after another and take the best mentor who has a place free.

    This is what deferred acceptance comes to when mentors have no wishes and like whoever came first.
    """
    learners, mentors = population.market(run.learners, run.mentors, run.capacity)
    first_come = Roster(mentors, replace(population.RULES, mentor_wishes=()), seed=SEED)
    alike = _part(run, "candidates", lambda: Market(learners, first_come))
    mentor_of: Ints = _part(run, "solving", lambda: fair.fair(alike)).mentor_of
    _count_blocking(run, market, mentor_of)
    return mentor_of


SOLVERS: dict[str, Callable[[Run, Market], Ints]] = {
    "fair": solve_fair,
    "most places": solve_most,
    "balanced": solve_balanced,
    "whole run, fair": solve_whole,
    "self-matching": solve_self_matching,
    "matching": solve_matching,
    "scipy, dense": solve_dense,
    "scipy, sparse": solve_sparse,
}


def _table(market: Market) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Points of both sides and a large number for each pair, 0 for those whom the rules keep apart."""
    table = np.zeros((len(market.learners), len(market.mentors)))
    everyone = np.arange(len(market.mentors))
    for some in _chunks(market):
        may = market.as_learners.permitted(some, everyone)
        table[some] = np.where(may, market.both_points.block(some, everyone) + PLACED, 0)
    return table


def _permitted(market: Market) -> tuple[Ints, Ints]:
    rows, cols = [], []
    everyone = np.arange(len(market.mentors))
    for some in _chunks(market):
        row, col = np.nonzero(market.as_learners.permitted(some, everyone))
        rows.append(some[row])
        cols.append(col)
    return np.concatenate(rows), np.concatenate(cols)


def _chunks(market: Market) -> Iterator[Ints]:
    for start in range(0, len(market.learners), 256):
        yield np.arange(start, min(start + 256, len(market.learners)))


def _of_places(market: Market, rows: Ints, places: Ints) -> Ints:
    mentor_of = np.full(len(market.learners), NOBODY)
    mentor_of[rows] = np.repeat(np.arange(len(market.mentors)), market.mentors.capacity)[places]
    return mentor_of


# Measuring.


def _alone(run: Run, solve: Callable[[Run, Market], Ints], patience: float) -> Run:
    """Let a solver work in a process of its own, for its memory and so that it can be stopped."""
    run.missing = _why_missing(run)
    if run.missing:
        return run
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("spawn").Process(target=_work, args=(there, run, solve.__name__))
    child.start()
    there.close()
    if here.poll(patience):
        try:
            run = here.recv()
        except EOFError:
            run.missing = "ended early, most likely for want of memory"
    else:
        run.missing, run.stopped_s = f"not done after {patience:.0f} s", patience
        child.terminate()
    child.join()
    return run


def _why_missing(run: Run) -> str:
    needs = {"matching": "matching", "scipy, dense": "scipy", "scipy, sparse": "scipy"}.get(run.who)
    if needs and importlib.util.find_spec(needs) is None:
        return f"{needs} is not installed"
    most_pairs, why = TOO_LARGE.get(run.who, (math.inf, ""))
    gigabytes = 8 * run.learners * run.mentors * run.capacity / 1e9
    return why.format(gigabytes=gigabytes) if run.learners * run.mentors > most_pairs else ""


def _work(pipe: Any, run: Run, name: str) -> None:
    # matching copies its players by recursion, from one to the next: that needs a stack of a size to match.
    sys.setrecursionlimit(10**8)
    threading.stack_size(1 << 30)
    worker = threading.Thread(target=_solve, args=(pipe, run, name))
    worker.start()
    worker.join()


def _solve(pipe: Any, run: Run, name: str) -> None:
    solve = globals()[name]
    learners, mentors = population.market(run.learners, run.mentors, run.capacity)
    began = time.perf_counter()
    market = Market(learners, Roster(mentors, population.RULES, seed=SEED))
    encoding = time.perf_counter() - began
    mentor_of = solve(run, market)
    if name in {"solve_fair", "solve_most", "solve_balanced", "solve_self_matching"}:
        run.candidates_s += encoding
    placed = np.flatnonzero(mentor_of != NOBODY)
    run.mentor_of = mentor_of.tolist()
    run.placed = len(placed)
    run.total = int(market.both(placed, mentor_of[placed]).sum())
    own = market.learner_points.between(placed, mentor_of[placed])
    run.worst_off = int(own.min()) if len(own) else 0
    pipe.send(run)


def _part(run: Run, part: str, act: Callable[[], Any]) -> Any:
    """Do one part of a solver's work, with its seconds and the most memory that the process held in it."""
    _forget_peak()
    began = time.perf_counter()
    done = act()
    setattr(run, f"{part}_s", time.perf_counter() - began)
    setattr(run, f"{part}_mb", _peak_mb())
    return done


def _forget_peak() -> None:
    """Begin to count anew, where the system can (Linux); elsewhere the peak of a part holds those before it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _peak_mb() -> int:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def _count_blocking(run: Run, market: Market, mentor_of: Ints) -> None:
    sample = None if run.learners * run.mentors <= COUNT_ALL else SAMPLE
    found, run.pairs_checked = stability.blocking_pairs(market, mentor_of, sample=sample, seed=SEED)
    run.blocking = len(found)


def _one_learner(roster: Roster) -> float:
    """Milliseconds to find the five best mentors for a learner who has just come, once the roster is made."""
    newcomers, _mentors = population.market(60, 1, 1, seed=SEED + 1)
    times = []
    for learner in newcomers:
        began = time.perf_counter()
        suggest(learner, roster)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[10:])


# What is to be reached.


def targets(runs: list[Run]) -> list[harness.Target]:
    known = {(run.who, run.size): run for run in runs}
    made = []
    for (who, size), run in known.items():
        if run.missing:
            continue
        if who == "fair":
            made += _fair_targets(run, known.get(("matching", size)))
        elif who == "most places":
            made += _most_targets(run, known.get(("scipy, dense", size)))
        elif who == "whole run, fair" and run.mentors >= 20_000:
            made.append(_at_most(f"one learner, {run.mentors} mentors: ms", LONGEST_ONE_MS, run.more["one_learner_ms"]))
        if who in {"fair", "most places", "balanced", "whole run, fair"} and run.learners >= 100_000:
            made.append(_at_most(f"{who} {run.size}: seconds", LONGEST_S, run.seconds))
            peak = max(run.candidates_mb, run.solving_mb) / 1000
            made.append(_at_most(f"{who} {run.size}: peak GB", LARGEST_GB, peak))
    return made


def _fair_targets(run: Run, matching: Run | None) -> list[harness.Target]:
    made = [_at_most(f"fair {run.size}: blocking pairs among {run.pairs_checked:,}", 0, run.blocking or 0)]
    if matching and not matching.missing:
        same = run.mentor_of == matching.mentor_of
        answer = "equal" if same else "differs"
        made.append(harness.Target(f"fair {run.size}: as matching finds", "equal", answer, same))
    if matching and matching.seconds and run.learners == 5_000:
        made.append(_at_least(f"fair {run.size}: faster than matching", FASTER_THAN_MATCHING, matching, run))
    return made


def _most_targets(run: Run, scipy: Run | None) -> list[harness.Target]:
    made = []
    if scipy and not scipy.missing:
        as_many = run.placed == scipy.placed
        made.append(
            harness.Target(f"most places {run.size}: as many as scipy", str(scipy.placed), str(run.placed), as_many)
        )
        far = 1 - run.total / scipy.total if scipy.total else 0.0
        made.append(_at_most(f"most places {run.size}: short of scipy's total", FARTHEST, far))
    else:
        made.append(_at_most(f"most places {run.size}: short of its own bound", FARTHEST, run.more["gap"]))
    if scipy and scipy.seconds and run.learners == 20_000:
        made.append(_at_least(f"most places {run.size}: faster than scipy", FASTER_THAN_SCIPY, scipy, run))
    return made


def _at_most(name: str, most_: float, measured: float) -> harness.Target:
    return harness.Target(name, f"<= {most_}", f"{measured:.5g}", measured <= most_)


def _at_least(name: str, least: float, slower: Run, faster: Run) -> harness.Target:
    times = slower.seconds / faster.seconds
    measured = f"{times:.1f}x, when the other was stopped" if slower.stopped_s else f"{times:.1f}x"
    return harness.Target(name, f">= {least}x", measured, times >= least)


if __name__ == "__main__":
    main()
