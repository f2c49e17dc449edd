"""Names of those who are greeted, thanked, agreed with or quoted, and of those who sign."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.finders.names.reading import (
    REMOVED,
    is_theorists,
    lone_name_end,
    name_end,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import TITLES, words

GREETINGS = words("""
    hi hello hey hiya dear thanks cheers morning agreed agree thankyou ta bravo congratulations congrats
""")
_BEFORE_GREETINGS = words("many huge big massive so i and with warm thank oh heartfelt totally completely love kindest")
_PRAISES = {
    "done": words("well"),
    "on": words("spot good"),
    "one": words("nice lovely good"),
    "you": words("thank bless hear with to"),
    "post": words("great lovely good nice brave honest"),
    "reflection": words("great lovely good nice brave honest"),
    "point": words("great lovely good fair"),
    "put": words("well beautifully nicely"),
    "said": words("well"),
    "same": words("exactly"),
    "true": words("so very"),
}
"""How a response praises what it answers, by the last word of the praise."""

_GREETED = re.compile(
    r"[,.!:;\n?]| -|$| (?:for|this|that|i|and|you|your|it|what|so|really|the|yes|we|about|how)\b", re.IGNORECASE
)
_PARTING = words("regards thanks wishes cheers signed sincerely faithfully love hugs xx best care warmly yours x")
_LAST = re.compile(r"[ .\n]{0,3}\Z")
_SPOKEN = words("you your yours this that put said point")
_SPOKEN_TO = words("you your yours")
_FIRST_WORDS = 14
_QUOTED = words("said says mentioned describes described put points pointed did does found told asked mentions notes")


def find_addressed(text: Text) -> Iterator[Finding]:
    """Hi Bronwen; thank you, Suresh; well done Anneka; that took courage, Mags; kind regards, Ifeoma."""
    for start in (*_greeted(text), *_praised(text), *_called_upon(text)):
        end = name_end(text, start)
        if end is not None and end - start < 3 and not _is_other(text, start, end):
            yield removed(text, start, end, safer="")
    for start in _quoted(text):
        end = lone_name_end(text, start)
        if end is not None and end < len(text.words) and text.words[end] in _QUOTED and text.gap(end) == " ":
            yield removed(text, start, end, safer="you")
    yield from _signed(text)


def _is_other(text: Text, start: int, end: int) -> bool:
    titled = text.words[start] in TITLES and text.written(start)[0].isupper()
    return titled or is_theorists(text, start, end) or not _GREETED.match(text.plain, text.ends[end - 1])


def _greeted(text: Text) -> Iterator[int]:
    for cue in GREETINGS & text.present:
        for place in text.where[cue]:
            before = text.words[place - 1] if place and text.gap(place) == " " else ""
            if not text.opens_sentence(text.starts[place]) and before not in _BEFORE_GREETINGS:
                continue
            start = place + 1
            if text.words[start : start + 1] == ["you"]:
                start += 1
            if start < len(text.words) and text.gap(start) in {" ", ", "}:
                yield start


def _praised(text: Text) -> Iterator[int]:
    for last, befores in _PRAISES.items():
        for place in text.where.get(last, ()):
            praised = 0 < place < len(text.words) - 1 and text.words[place - 1] in befores
            if praised and text.gap(place + 1) in ({", "} if last == "on" else {" ", ", "}):
                yield place + 1


def _called_upon(text: Text) -> Iterator[int]:
    """Where the first sentence of a response ends with a comma and a name: that took courage, Mags."""
    for place in range(2, min(_FIRST_WORDS, len(text.words))):
        if {".", "!", "?", "\n"} & set(text.gap(place)):
            return
        if text.gap(place) == ", " and _SPOKEN & set(text.words[:place]):
            end = name_end(text, place)
            if end is not None and text.plain[text.ends[end - 1] : text.ends[end - 1] + 1] in {".", "!", "?", ""}:
                yield place


def _quoted(text: Text) -> Iterator[int]:
    """Where somebody is quoted in a text that speaks to others; elsewhere it would be an author."""
    if _SPOKEN_TO.isdisjoint(text.where):
        return
    for cue in ("as", "like", "what"):
        for place in text.where.get(cue, ()):
            if place + 2 < len(text.words):
                yield place + 1


def _signed(text: Text) -> Iterator[Finding]:
    """Names that end a text: kind regards, Ifeoma."""
    for cue in _PARTING & text.present:
        for place in text.where[cue]:
            parted = place + 1 < len(text.words) and text.gap(place + 1) in {", ", ",\n", "\n", " "}
            end = name_end(text, place + 1) if parted else None
            if end is not None and _LAST.match(text.plain, text.ends[end - 1]):
                yield removed(text, place + 1, end, safer=REMOVED)
