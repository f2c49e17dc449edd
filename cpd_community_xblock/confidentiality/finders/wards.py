"""Named wards and units."""

import re
from collections.abc import Iterable, Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.eponyms import EPONYMS
from cpd_community_xblock.confidentiality.finders.places import (
    GENERIC,
    is_place_word,
    last_of,
    named_from,
    site,
    with_article,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import THINGS, words

_WARDS = {
    "ward": "the ward",
    "unit": "the unit",
    "suite": "the suite",
    "wing": "the ward",
    "clinic": "a clinic",
    "pod": "the ward",
}
_NUMBERED = re.compile(
    r"(?:(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen|Fifteen)"
    r"|[A-Z]{0,2}-?\d{1,3}[A-Za-z]?|[A-Z]\d?)(?: (?:North|South|East|West|[A-E])\b)?"
    r"(?![\w%/]| ?(?:patients|nurses|staff|beds|times)\b)"
)


def find_wards(text: Text) -> Iterator[Finding]:
    """Wards and units with a name or a number: Nightingale ward, Ward 7B, 4 West."""
    for noun, safer in _WARDS.items():
        for place in text.where.get(noun, ()):
            first = named_from(text, place)
            counts = noun not in {"clinic", "pod"} or _is_a_pod(text, place)
            numbered = _number_after(text, place) if counts else None
            first = _lettered_wing(text, place) if first is None and noun == "wing" else first
            if first is not None and noun == "clinic" and _is_a_practice(text, first, place):
                yield site(text, text.starts[first], text.ends[place], "a local surgery")
            elif first is not None or numbered:
                start = text.starts[_kind_from(text, place) if first is None else first]
                end = numbered or text.ends[place]
                yield Finding(start, end, Category.WARD, Certainty.HINT, with_article(text, start, safer))
    yield from _lettered(text)
    yield from _by_number(text)
    yield from _worked_on(text)
    yield from _by_speciality(text)
    yield from _by_floor(text)


def _is_a_pod(text: Text, place: int) -> bool:
    return text.words[place] == "pod" and text.written(place) == "Pod"


def _is_a_practice(text: Text, first: int, noun: int) -> bool:
    """Whether a clinic is a place of its own: at Stillwater Forks Clinic, but on the Juniper Clinic."""
    before = text.words[max(first - 1, 0) : first]
    return noun - first > 1 and bool({"at", "to", "from"} & set(before)) and text.gap(first) == " "


_ON = words("on onto to from off at in for")


def _placed(text: Text, prepositions: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Prepositions, with the first and last word of what may be a place's name after them."""
    for preposition in prepositions:
        for place in text.where.get(preposition, ()):
            first = place + 1
            if first < len(text.words) and text.gap(first) == " " and is_place_word(text, first):
                yield place, first, last_of(text, first, 2)


_SPECIALITIES = re.compile(
    r" (?:picu|nicu|icu|itu|hdu|scbu|mau|amu|sau|ccu|cdu|eau|postnatal|antenatal|maternity|labou?r|delivery"
    r"|short stay|day case"
    r"|rehab|stroke|surgical|medical|acute|elderly|frailty|paeds|paediatrics?|pediatrics?|oncology"
    r"|orthopa?edics?|assessment"
    r"|admissions|intensive care|high dependency|dementia|step ?down|palliative|recovery|dialysis|gynae|telemetry)"
    r"(?: (?:ward|unit|side|wing|end|lounge|suite))?(?![\w'-]| (?:team|nurse|nurses|doctor|list|round|trainee"
    r"|care|model|course|score))"
)


def _by_speciality(text: Text) -> Iterator[Finding]:
    """Wards by a name and what they are for: on Seacole postnatal, from Juniper PICU, on Tamar Short Stay."""
    for _place, first, last in _placed(text, _ON):
        kind = _SPECIALITIES.match(text.lower, text.ends[last])
        if kind and text.words[first] not in _NO_WARD_NAMES:
            yield Finding(text.starts[first], kind.end(), Category.WARD, Certainty.HINT, "the ward")


_NO_WARD_NAMES = THINGS | EPONYMS - words("seacole nightingale barker lister bowlby peplau cochrane")
_COUNTED = re.compile(
    r"\d{1,2}[A-Z]?(?: (?:North|South|East|West)\b)?(?=[,.;:!?)\n]|$| (?:and|but|when|where|with|last|for|i|we|a)\b)"
)
_NUMBERED_THINGS = words("""
    windows route highway interstate gate page bay bed room floor channel platform slide question item table figure
    box cubicle theatre flat version type category class phase pathway junction motorway station shelf locker desk
    bus module task case scenario number no exit sats spo pm am schedule paragraph paragraphs objective objectives
    outcome cohort study clause clauses appendix appendices annex criterion criteria panel point points principle
    semester term sprint track wave option options lane carriage pitch terminal stop tray cupboard fridge trolley
    pump syringe cycle arm dose session workshop cell chair booth counter section sections chapter standard domain
    group form article part act rule step line python mach slot window seat row drawer cabinet trial attempt draft
    appointment meeting unit topic theme lesson lecture assignment essay exercise example circuit gateway zone level
    ladder rung tier quarter sheet volume series episode season wound drain lead electrode donor subject participant
    candidate player house
""")


def _by_number(text: Text) -> Iterator[Finding]:
    """Wards by a name and a number: night on Sycamore 4, up on Pavilion 9 West."""
    for _place, first, last in _placed(text, _ON):
        if text.plain[text.ends[last] : text.ends[last] + 1] != " ":
            continue
        number = _COUNTED.match(text.plain, text.ends[last] + 1)
        named = text.words[last] not in _COUNTABLE and text.words[first] not in EPONYMS
        if number and named and not text.written(last).isupper():
            yield Finding(text.starts[first], number.end(), Category.WARD, Certainty.HINT, "the ward")


_COUNTABLE = _NUMBERED_THINGS | THINGS
_SIDES = words("north south east west tower")
_FLOOR = re.compile(r"\d{1,2}")


def _by_floor(text: Text) -> Iterator[Finding]:
    """Wards by their floor and side: on 4 West."""
    for side in _SIDES & text.present:
        for place in text.where[side]:
            floor = place - 1
            if not place or not _FLOOR.fullmatch(text.words[floor]) or not text.written(place)[0].isupper():
                continue
            if text.gap(place) == " " and {"on", "to", "from", "of", "up"} & set(text.words[max(floor - 1, 0) : floor]):
                yield Finding(text.starts[floor], text.ends[place], Category.WARD, Certainty.HINT, "the ward")


_LETTERED = re.compile(r"w\d{1,2}[a-z]?")
_TO_A_WARD = words("on to from onto")
_STAYED = words("shift shifts nights night placement bed days handover induction months weeks year ward covering")
_CARRIED = words("moved transferred stepped admitted sent transfer up back down over across wheeled brought took")


def _lettered(text: Text) -> Iterator[Finding]:
    """Wards by a letter and a number: on W14."""
    for place in text.coded:
        if place and _LETTERED.fullmatch(text.words[place]) and text.words[place - 1] in _TO_A_WARD:
            yield Finding(text.starts[place], text.ends[place], Category.WARD, Certainty.HINT, "the ward")


def _worked_on(text: Text) -> Iterator[Finding]:
    """Wards whose name says all, in a text that speaks of wards: a night shift on Bevan."""
    for preposition, beside in (("on", _STAYED), ("onto", _CARRIED)):
        for place, first, last in _placed(text, (preposition,)):
            said = beside & set(text.words[max(place - 3, 0) : place]) or text.words[first + 1 : first + 2] == ["bed"]
            if said and _ENDED.match(text.plain, text.ends[last]) and text.words[first] not in _NO_WARD:
                yield Finding(text.starts[first], text.ends[last], Category.WARD, Certainty.HINT, "the ward")


_NO_WARD = THINGS | EPONYMS
_ENDED = re.compile(r"[,.;:!?)\n]|$| (?:and|but|when|where|last|this|with|for|in|at|after|before|bed|bay|i|we)\b")


def _kind_from(text: Text, noun: int) -> int:
    """The first word of what kind of ward it is, where that has capitals: Delivery Suite B, Day Unit 3."""
    place = noun
    while place and noun - place < 2 and text.gap(place) == " " and text.written(place - 1)[0].isupper():
        if text.words[place - 1] not in GENERIC or text.opens_sentence(text.starts[place - 1]):
            break
        place -= 1
    return place


def _lettered_wing(text: Text, place: int) -> int | None:
    """The letter of a wing: C Wing."""
    lettered = place > 0 and len(text.words[place - 1]) == 1 and text.written(place - 1).isupper()
    return place - 1 if lettered and text.gap(place) == " " and text.written(place)[0].isupper() else None


_IN_A_STREET = words("st street ave avenue rd road blvd ln lane dr drive ct court way pl place hwy")


def _number_after(text: Text, place: int) -> int | None:
    """The end of a ward's number. Units are also of blood, so that these need a word such as "on" before them."""
    if place + 1 == len(text.words) or text.gap(place + 1) != " ":
        return None
    match = _NUMBERED.match(text.plain, text.starts[place + 1])
    if not match or (match[0] in {"A", "I"} and text.written(place).islower()):
        return None
    of_blood = text.written(place) == "unit" and not {"on", "to", "from", "in", "at"} & set(
        text.words[max(place - 1, 0) : place]
    )
    if of_blood:
        return None
    if text.gap(place) in {", ", "., "} and _IN_A_STREET & set(text.words[max(place - 2, 0) : place]):
        return None
    following = text.word_from(match.end())
    kind = following < len(text.words) and text.gap(following) == " " and text.written(following)[0].isupper()
    return text.ends[following] if kind and text.words[following] in GENERIC else match.end()
