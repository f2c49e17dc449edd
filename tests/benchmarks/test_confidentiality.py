"""The measuring itself: what counts as found, and that the rules keep what they have reached."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import confidentiality as benchmark
from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding

ROOT = Path(__file__).resolve().parents[2]


def name(start: int, end: int) -> Finding:
    return Finding(start, end, Category.NAME, Certainty.LIKELY, "")


def test_a_mark_is_taken_out_and_its_place_kept() -> None:
    item = benchmark.labelled("I saw [[name:Mrs Okafor]], [[age:83]].")
    assert item.text == "I saw Mrs Okafor, 83."
    assert [item.text[start:end] for _category, start, end in item.marks] == ["Mrs Okafor", "83"]


@pytest.mark.parametrize(
    ("finding", "met"), [(name(0, 10), True), (name(4, 10), True), (name(0, 5), False), (name(10, 20), False)]
)
def test_most_of_what_is_marked_has_to_be_found(finding: Finding, met: bool) -> None:
    assert benchmark.meets(finding, ("name", 0, 10)) is met
    assert not benchmark.meets(finding, ("age", 0, 10))
    assert benchmark.meets(finding, (benchmark.BARE, 0, 10)) is met


def test_what_is_missed_and_mistaken_is_counted() -> None:
    items = ["I saw [[age:Mrs Okafor]].", "Nothing here.", "Mr Pike came.", "[[name_bare:Dilys]] cried."]
    counts = benchmark.counted([benchmark.labelled(text) for text in items])
    assert (counts.missed["age"], counts.mistaken["name"], counts.found.total()) == (1, 2, 0)
    assert (counts.clean_words, counts.false_alarms) == (5, 1)


def test_the_rules_keep_what_they_have_reached_on_the_texts_they_were_written_with() -> None:
    assert all(target.reached for target in benchmark.targets("tuned", benchmark.counted(benchmark.read("tuned"))))


def test_hostile_texts_are_the_same_each_time() -> None:
    texts = benchmark.hostile_texts()
    assert texts == benchmark.hostile_texts()
    assert {len(text) for text in texts.values()} == {benchmark.HOSTILE_LENGTH}


def test_it_prints_for_people_and_writes_for_machines(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks.confidentiality", "--json", str(file)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "To reach" in ran.stdout
    written = json.loads(file.read_text())
    assert "tuned" in written["parts"]
    assert all(isinstance(target["reached"], bool) for target in written["targets"])
