"""What the guard for confidential details finds, what it takes for one by mistake, and how long it takes.

``python -m benchmarks.confidentiality --json FILE`` reads the labelled texts in ``tests/data/confidentiality``: those
that the rules were written with, and those kept apart, where there are any. It needs neither server nor network.
"""

import json
import platform
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import harness
from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.packs import uk, us
from cpd_community_xblock.confidentiality.rules import find
from cpd_community_xblock.confidentiality.vocabulary import KIN, PEOPLE, TITLES, words

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "confidentiality"
PARTS = ("tuned", "apart")
MARK = re.compile(r"\[\[(\w+):(.*?)\]\]", re.DOTALL)
BARE = "name_bare"

NUMBERS = words(
    "nhs_number chi_number hsc_number ni_number ssn phone email url ip_address postcode zip_code registration_number "
    "record_number account_number licence_number vehicle_number device_number birth_date"
)
GROUPS = {"numbers": NUMBERS, "names": frozenset({"name"})}
WANTED = {"numbers": (0.98, 0.97), "names": (0.90, 0.93)}
MOST_FALSE = 1.0
MOST_MS = 10.0
MOST_HOSTILE_S = 0.3
LENGTH, HOSTILE_LENGTH = 5_000, 100_000
RUNS = 3
SEED = 7

look = partial(find, packs=(uk.PACK, us.PACK))


@dataclass(frozen=True)
class Labelled:
    """A text with what is marked in it: category, start and end."""

    text: str
    marks: tuple[tuple[str, int, int], ...]


@dataclass
class Counts:
    """How often something was found, missed, and taken for something by mistake."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    mistaken: Counter[str] = field(default_factory=Counter)
    clean_words: int = 0
    false_alarms: int = 0

    def recall(self, categories: frozenset[str]) -> float:
        return self._share(self.found, self.missed, categories)

    def precision(self, categories: frozenset[str]) -> float:
        return self._share(self.found, self.mistaken, categories)

    @staticmethod
    def _share(good: Counter[str], bad: Counter[str], categories: frozenset[str]) -> float:
        right = sum(good[category] for category in categories)
        return right / ((right + sum(bad[category] for category in categories)) or 1)

    @property
    def false_in_1000(self) -> float:
        return 1000 * self.false_alarms / (self.clean_words or 1)


def main() -> None:
    arguments = harness.arguments(__doc__.splitlines()[0])
    arguments.add_argument("--only", choices=PARTS, help="read this part alone")
    given = arguments.parse_args()
    wanted = [given.only] if given.only else PARTS
    parts = {part: counted(read(part)) for part in wanted if (DATA / f"{part}.jsonl").exists()}
    texts = [item.text for part in parts for item in read(part)]
    ordinary = timed(pieces(texts))
    hostile = {name: timed([made]) for name, made in hostile_texts().items()}
    reached = [target for part, counts in parts.items() for target in targets(part, counts)]
    reached += time_targets(ordinary, hostile)
    for part, counts in parts.items():
        print_part(part, counts)
    print_times(ordinary, hostile)
    print("\nTo reach")
    for target in reached:
        answer = "reached" if target.reached else "NOT REACHED"
        print(f"    {answer:<12}{target.name}: {target.wanted}; measured {target.measured}")
    if given.json:
        told = {
            "python": platform.python_version(),
            "parts": {part: figures(counts) for part, counts in parts.items()},
            "median_ms": round(statistics.median(ordinary), 2),
            "worst_ms": round(max(ordinary), 2),
            "hostile_ms": {name: round(max(times), 1) for name, times in hostile.items()},
            "targets": [asdict(target) for target in reached],
        }
        given.json.write_text(json.dumps(told, indent=2) + "\n")


def read(part: str) -> list[Labelled]:
    lines = (DATA / f"{part}.jsonl").read_text("utf-8").splitlines()
    return [labelled(json.loads(line)["text"]) for line in lines if line.strip()]


def labelled(text: str) -> Labelled:
    """A text without its marks, and where they were."""
    plain, marks, last = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        marks.append((mark[1], len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        last = mark.end()
    return Labelled(plain + text[last:], tuple(marks))


def counted(items: Sequence[Labelled]) -> Counts:
    counts = Counts()
    for item in items:
        left = list(look(item.text))
        if not item.marks:
            counts.clean_words += len(item.text.split())
            counts.false_alarms += len(left)
        for mark in item.marks:
            match = next((finding for finding in left if meets(finding, mark)), None)
            if match is not None:
                left.remove(match)
            if mark[0] != BARE:
                (counts.missed if match is None else counts.found)[mark[0]] += 1
        counts.mistaken.update(finding.category.value for finding in left)
    return counts


def meets(finding: Finding, mark: tuple[str, int, int]) -> bool:
    """Whether a finding is of the mark's category and holds more than half of what is marked."""
    category, start, end = mark
    same = finding.category.value == ("name" if category == BARE else category)
    return same and 2 * (min(finding.end, end) - max(finding.start, start)) > end - start


def figures(counts: Counts) -> dict[str, object]:
    return {
        "categories": {
            category: {"found": counts.found[category], "missed": counts.missed[category], "mistaken": mistaken}
            for category in categories(counts)
            for mistaken in [counts.mistaken[category]]
        },
        "clean_words": counts.clean_words,
        "false_alarms": counts.false_alarms,
    }


def categories(counts: Counts) -> list[str]:
    return sorted({*counts.found, *counts.missed, *counts.mistaken})


def targets(part: str, counts: Counts) -> Iterator[harness.Target]:
    for group, (recall, precision) in WANTED.items():
        for what, wanted, measured in (
            ("recall", recall, counts.recall(GROUPS[group])),
            ("precision", precision, counts.precision(GROUPS[group])),
        ):
            name = f"{part}: {what} of {group}"
            yield harness.Target(name, f">= {wanted:.2f}", f"{measured:.3f}", measured >= wanted)
    false = counts.false_in_1000
    yield harness.Target(
        f"{part}: false alarms in 1,000 clean words", f"<= {MOST_FALSE}", f"{false:.2f}", false <= MOST_FALSE
    )


# Time.


def pieces(texts: Sequence[str]) -> list[str]:
    """All texts as pieces of one length."""
    whole = "\n\n".join(texts)
    return [whole[start : start + LENGTH] for start in range(0, len(whole) - LENGTH, LENGTH)]


def timed(texts: Sequence[str], act: Callable[[str], object] = look) -> list[float]:
    """Milliseconds for each text: the least of a few runs, which other work on the machine has least to do with.

    The first is read once before, for what is loaded with it.
    """
    act(texts[0][:LENGTH])

    def once(text: str) -> float:
        began = time.perf_counter()
        act(text)
        return (time.perf_counter() - began) * 1000

    return [min(once(text) for _run in range(RUNS)) for text in texts]


def hostile_texts() -> dict[str, str]:
    """What nobody writes, each as long as a short book."""
    chance = random.Random(SEED)
    cues = " ".join(sorted(PEOPLE | KIN | TITLES.keys()))
    repeated = {
        "one digit": "1",
        "digits": "1 ",
        "noughts": "0 ",
        "telephones": "07700 900123 ",
        "NHS numbers": "999 123 4560 ",
        "spaces": " ",
        "line ends": "\n",
        "titles": "Mrs ",
        "titles, small": "mr dr sir ",
        "names": "Mrs Okafor ",
        "initials": "Mrs A ",
        "particles": "mrs van der ",
        "couples": "Mr and Mr ",
        "at signs": "a@",
        "dotted": "1.",
        "brackets": "((((",
        "plus signs": "+(",
        "colons": "::1",
        "slashes": "a/",
        "hosts": "a.",
        "spelled addresses": "a at b dot c ",
        "zero widths": "a\u200d",
        "marks": "e\u0301",
        "ligatures": "\ufdfa",
        "every cue": cues + " ",
        "every cue, large": cues.title() + " ",
        "dates": "1/1/20 ",
        "dates on end": "1/1/20/",
        "addresses on end": "1.1.1.1.",
        "roles": "chairs the " + "a" * 200 + " ",
        "dots": "a" * 500 + " dot dot ",
        "diseases": "Fabry " + "a" * 99 + " ",
        "months": "May 1 ",
        "ages": "aged 5 ",
        "streets": "1 A St ",
        "labels": "mrn 12 licence ",
        "wards": "Elm Ward ",
        "one letter": "a",
        "capitals": "Ab ",
        "hyphens": "Ab-",
        "lists": "her son Ab, Ab, Ab, Ab, ",
        "asked": "asked Abara and Ab, with Ab ",
        "ranks": "SO Ab ",
        "letters": "love Ab ",
        "families": "the Abaras had ",
        "births": "born on the ninth of the ",
        "syndromes": "Ab-Ab-Ab syndrome ",
        "towns": "moved to Ab ",
        "occupations": "he was a ab ab driver ",
        "origins": "Somali ",
        "letters for digits": "9O 1l ",
        "commas": "1, ",
        "cars": "car A B 1 ",
        "plates": "van A B 1 2 C D E ",
        "postcodes": "postcode L S 6 2 A ",
        "ZIP codes": "zip 4 5 ",
        "insurance": "ni A B 1 2 3 4 ",
        "dots apart": "a . ",
        "dots in brackets": "a(dot)",
        "first names": "Dilys, Ivy ",
        "first initials": "Ab, A. ",
    }
    texts = {name: (part * (HOSTILE_LENGTH // len(part) + 1))[:HOSTILE_LENGTH] for name, part in repeated.items()}
    texts["mixed"] = "".join(chance.choices("1 .-/()+@aA:'\n\u200d", k=HOSTILE_LENGTH))
    texts["bytes"] = chance.randbytes(HOSTILE_LENGTH).decode("latin-1")
    texts["any letters"] = "".join(map(chr, chance.choices(range(32, 0xD7FF), k=HOSTILE_LENGTH)))
    return texts


def time_targets(ordinary: Sequence[float], hostile: dict[str, list[float]]) -> Iterator[harness.Target]:
    worst = max(ordinary)
    wanted = f"<= {MOST_MS:.0f} ms"
    yield harness.Target(f"{LENGTH} characters, at worst", wanted, f"{worst:.1f} ms", worst <= MOST_MS)
    name, times = max(hostile.items(), key=lambda item: max(item[1]))
    seconds = max(times) / 1000
    yield harness.Target(
        f"{HOSTILE_LENGTH} characters of anything",
        f"<= {MOST_HOSTILE_S} s",
        f"{seconds:.2f} s ({name})",
        seconds <= MOST_HOSTILE_S,
    )


# Telling.


def print_part(part: str, counts: Counts) -> None:
    print(f"\n{part}\n{'':<24}{'found':>7}{'missed':>8}{'mistaken':>10}{'recall':>8}{'precision':>11}")
    for category in categories(counts):
        print(line(category, counts, frozenset({category})))
    for group, members in GROUPS.items():
        print(line(f"all {group}", counts, members))
    print(f"{counts.false_alarms} false alarms in {counts.clean_words} clean words")


def line(name: str, counts: Counts, members: frozenset[str]) -> str:
    numbers = [sum(kind[category] for category in members) for kind in (counts.found, counts.missed, counts.mistaken)]
    told = f"{name:<24}{numbers[0]:>7}{numbers[1]:>8}{numbers[2]:>10}"
    return f"{told}{counts.recall(members):>8.3f}{counts.precision(members):>11.3f}"


def print_times(ordinary: Sequence[float], hostile: dict[str, list[float]]) -> None:
    print(f"\n{LENGTH} characters: median {statistics.median(ordinary):.1f} ms, worst {max(ordinary):.1f} ms")
    print(f"{HOSTILE_LENGTH} characters, the slowest:")
    for name, times in sorted(hostile.items(), key=lambda item: -max(item[1]))[:8]:
        print(f"    {name:<24}{max(times):>8.1f} ms")


if __name__ == "__main__":
    main()
