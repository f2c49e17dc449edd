"""What stands in an age's place: a decade, a group, and who is of it."""

import re
from dataclasses import dataclass

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text

_DECADES = ("", "teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")


@dataclass(frozen=True, slots=True)
class Age:
    """A number that may be an age: where it is, and what it says."""

    start: int
    end: int
    value: int


def kind_of(age: Age) -> tuple[Category, Certainty]:
    return (Category.AGE_OVER_89, Certainty.LIKELY) if age.value > 89 else (Category.AGE, Certainty.HINT)


def aged(text: Text, age: Age, end: int) -> Finding:
    unit = text.lower[age.end : end].lstrip(" -/")
    in_years = not re.match(r"m(?:o|th)|w|d|h|12", unit)
    start = age.start
    article = text.before(start, 1)
    if article in (["a"], ["an"]) and text.plain[start - 1] == " ":
        start -= len(article[0]) + 1
    else:
        article = []
    old = in_years and age.value > 89
    safer = _described(text, age, end, unit) if article else _placed(text, age, end, unit)
    category, certainty = kind_of(age) if old else (Category.AGE, Certainty.HINT)
    return Finding(start, end, category, certainty, safer)


def _described(text: Text, age: Age, end: int, unit: str) -> str:
    """Wording with its article: an older woman; a young child where nobody is named after it."""
    group = _group(age.value, unit)
    following = re.match(r" (?:[a-z]+)", text.lower[end : end + 20])
    people = {"f": "woman", "m": "man"}
    person = people.get(unit[-1:], "person") if group not in {"very young", "young"} else "child"
    stands_alone = not following or following[0].strip() in {
        "with",
        "who",
        "whose",
        "in",
        "on",
        "and",
        "came",
        "had",
        "was",
    }
    said = f"{'an' if group == 'older' else 'a'} {group}"
    return f"{said} {person}" if stands_alone or unit in {"m", "f"} else said


def _group(value: int, unit: str) -> str:
    if re.match(r"m(?:o|th)|w|d|h|12", unit):
        return "very young"
    return next(name for most, name in _GROUPS if value <= most)


_GROUPS = ((17, "young"), (39, "younger"), (64, "middle-aged"), (89, "older"), (200, "very old"))


def _placed(text: Text, age: Age, end: int, unit: str) -> str:
    """Wording without an article, as it reads on from what is before: aged over 89, she was in her eighties."""
    near = text.before(age.start, 1)
    if re.match(r"m(?:o|th)|w|d|h|12", unit):
        return "under two" if near in (["of"], ["aged"]) else "very young"
    if (
        unit.endswith("old")
        and re.match(r" [a-z]", text.lower[end : end + 2])
        and "s" not in unit.split("old", maxsplit=1)[0]
    ):
        return _group(age.value, unit)
    if near in (["aged"], ["age"], ["of"], ["turned"], ["was"], ["is"], ["s"]) and age.value > 89:
        return "over 89"
    if near in (["aged"], ["age"], ["of"], ["turned"]):
        return "under 18" if age.value < 18 else "over 18"
    if age.value < 13:
        return "still a child"
    decade = "nineties or older" if age.value > 89 else _DECADES[age.value // 10]
    return f"in {_whose(text, age)} {decade}"


def _whose(text: Text, age: Age) -> str:
    place = text.word_from(age.start)
    around = set(text.words[max(place - 12, 0) : place + 12])
    hers, his = bool(around & {"her", "she", "woman", "lady", "wife", "mum"}), bool(around & {"his", "he", "man"})
    return "their" if hers == his else "her" if hers else "his"
