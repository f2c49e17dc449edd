"""Names before what tells whose they are: a relation, a role, a department, a relative."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.eponyms import EPONYMS
from cpd_community_xblock.confidentiality.finders.names.reading import (
    AT,
    DOING,
    OWNERS,
    REMOVED,
    SOMEONE,
    is_theorists,
    name,
    name_start,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COLLEAGUES, DEPARTMENTS, KIN, PEOPLE, TITLES, words

_OWNED = words("the my our his her their your whose s a an one who now")
_NO_OPENERS = (
    *("ed", "ing", "ly", "ful", "less", "ous", "tion", "sion", "ment", "ness", "ity", "ship", "ance", "ence", "ism"),
    *("wards", "night", "side", "day", "hood", "ies", "ure", "ive", "ible", "able"),
)
"""How words end that start sentences more often than names do."""

_ENDS = frozenset({")", ",", ".", ";", "\n", ""})


def find_apposed(text: Text) -> Iterator[Finding]:
    """Names before a relation: I rang Eluned, his bride; Winston the porter; Tom (her son); Gladys, a resident."""
    for owner in _OWNED & text.present:
        for place in text.where[owner]:
            closed = _person_from(text, place) if place else None
            start = name_start(text, place - 1) if closed is not None else None
            if start is None or not _is_apposed(text, start, place, is_closed=bool(closed)):
                continue
            beside = text.gap(place) == " "
            end = text.starts[place] if beside else text.ends[place - 1]
            yield name(text.starts[start], end, safer="" if beside else SOMEONE)
    yield from _with_roles(text)


def _person_from(text: Text, place: int) -> bool | None:
    """Whether a phrase for a person from a word on ends there; None where there is no such phrase beside a name."""
    gap, owner = text.gap(place), text.words[place]
    following = text.words[place + 1 : place + 5]
    if gap == " ":
        beside = owner in {"the", "our", "my"} and following[:1] != [] and following[0] in PEOPLE
        return False if beside else None
    if gap not in {", ", " ("} or owner in {"s", "now"}:
        return None
    is_one = False
    reach = 4 if owner in {"a", "an", "who", "the", "one"} else 2
    for at, word in enumerate(following[:reach], start=place + 1):
        if text.gap(at) not in {" ", "-", "'"}:
            break
        if word in PEOPLE and not (owner == "who" and text.words[place + 1] not in {"is", "was", "s"}):
            if text.plain[text.ends[at] : text.ends[at] + 1] in _ENDS:
                return True
            is_one = True
    return False if is_one else None


def _is_apposed(text: Text, start: int, place: int, *, is_closed: bool) -> bool:
    """Whether a name is one in spite of where it stands: at a sentence's start, after "in", before a model's name."""
    if start == place - 1 and text.words[start] in EPONYMS:
        return False
    before = text.words[start - 1] if start and text.gap(start) == " " else ""
    if before in TITLES or before in PEOPLE or (before in AT and not is_closed):
        return False
    if before in AT and before != "by" and text.gap(place) != " (":
        return False
    if not text.opens_sentence(text.starts[start]):
        return text.words[place] not in {"a", "an", "who", "one"} or is_closed or before != ""
    return text.gap(place) != " " and is_closed and may_open(text, start, place)


def may_open(text: Text, start: int, end: int) -> bool:
    """Whether what starts a sentence with its capital may be a name all the same."""
    return end - start > 1 or text.words[start].endswith("eed") or not text.words[start].endswith(_NO_OPENERS)


_ROLES = (COLLEAGUES | KIN) - words("head lead boss rep deputy resident visitor worker leader reg student")


def _with_roles(text: Text) -> Iterator[Finding]:
    """Names before a bare role: Colette (OT), Bashir, physio, came."""
    for role in _ROLES & text.present:
        for place in text.where[role]:
            gap, after = text.gap(place), text.plain[text.ends[place] : text.ends[place] + 1]
            if not place or (gap, after) not in {(" (", ")"), (", ", ",")}:
                continue
            start = name_start(text, place - 1)
            if start is None or is_theorists(text, start, place):
                continue
            opens = text.opens_sentence(text.starts[start]) and text.plain[: text.starts[start]].rstrip()[-1:] != ":"
            if not opens and text.words[start - 1] not in TITLES and (gap == " (" or text.gap(start) == " "):
                yield removed(text, start, place, safer=SOMEONE)
    for role in _ROLES & text.present | text.present & {"lead", "hubby"}:
        for place in text.where[role]:
            yield from _before_a_longer_role(text, place)


def _before_a_longer_role(text: Text, place: int) -> Iterator[Finding]:
    """Mavis (senior carer, 30 years in), Marek (CT lead), Hadiza, play specialist, came."""
    after = text.plain[text.ends[place] : text.ends[place] + 1]
    for first in range(place, max(place - 3, 0), -1):
        gap = text.gap(first)
        if gap in {" ", "-"}:
            continue
        set_off = (gap == " (" and after in {")", ","}) or (gap == ", " and after == "," and first < place)
        if not set_off or text.words[first] in _OWNED or text.words[first] in {"and", "or", "but", "not", "no"}:
            return
        start = name_start(text, first - 1)
        if start is None or is_theorists(text, start, first) or text.words[start - 1 if start else 0] in TITLES:
            return
        opens = text.opens_sentence(text.starts[start])
        if (opens and gap == " (" and may_open(text, start, first)) or (not opens and text.gap(start) == " "):
            yield removed(text, start, first, safer=SOMEONE)
        return


_PLACING = words("from in at on")
_PLAIN = words("""
    handover advice results result bloods blood feedback pressure staff help support people someone everyone apart
    aside straight back samples sample specimen specimens news word noise heat light calls letters porters doctors
    love regards best wishes cheers credit kudos praise
    input time work life things care rest sleep equipment patients relatives nobody anyone today yesterday
""")


def find_placed(text: Text) -> Iterator[Finding]:
    """Names before where their bearers work: Jonah from theatres, Craig from the night team."""
    for prep in _PLACING & text.present:
        for place in text.where[prep]:
            if not place or text.gap(place) != " " or not _is_department(text, place + 1):
                continue
            start = name_start(text, place - 1)
            if start is None or is_theorists(text, start, place) or text.words[start] in _PLAIN:
                continue
            before = text.words[start - 1] if start and text.gap(start) == " " else ""
            opens = text.opens_sentence(text.starts[start])
            if before in OWNERS or before in TITLES or before in AT or before in PEOPLE or before in {"to", "onto"}:
                continue
            if text.words[start - 1 if start else 0] in {"code", "de"} and not opens:
                continue
            if not opens or (may_open(text, start, place) and (prep == "from" or _is_posted(text, place + 1))):
                yield removed(text, start, place, safer=SOMEONE)


_POSTS = words("reception nights days switchboard triage security x xray pharmacy admissions")


def _is_posted(text: Text, place: int) -> bool:
    """Whether somebody does something where they work: Jaswant in dispensary spotted it."""
    if text.words[place] in _POSTS:
        return True
    for at in range(place + 1, min(place + 4, len(text.words))):
        if text.gap(at) != " ":
            return False
        if text.words[at - 1] in DEPARTMENTS | {"it"} and (text.words[at] in DOING or text.words[at].endswith("ed")):
            return True
    return False


def _is_department(text: Text, place: int) -> bool:
    if place < len(text.words) and text.written(place) == "IT" and text.gap(place) == " ":
        return True
    for at in range(place, min(place + 4, len(text.words))):
        if text.gap(at) not in {" ", "-", "&"}:
            return False
        if text.words[at] in DEPARTMENTS:
            return True
    return False


_POSTED_BY = words(
    "post posts reply replies reflection reflections comment comments handwriting voicemail bedside notes"
)
"""What in a response or on a ward is somebody's."""


def find_owners(text: Text) -> Iterator[Finding]:
    """Names whose bearers have relatives or are some: Doreen's daughter; Bogdan is her son."""
    for place in text.where.get("s", ()):
        if place and text.gap(place) == "'" and text.words[place + 1 : place + 2]:
            start = name_start(text, place - 1)
            kin = text.words[place + 1] in KIN | _POSTED_BY and text.gap(place + 1) == " "
            if start is not None and kin and not _is_taken(text, start, place):
                yield removed(text, start, place, safer=REMOVED)
    for being in {"is", "was"} & text.present:
        for place in text.where[being]:
            following = text.words[place + 1 : place + 3]
            if not place or following[1:] == [] or text.gap(place) != " ":
                continue
            owned = following[0] in {"her", "his", "my", "their", "our"} and following[1] in KIN
            closed = _RELATED.match(text.plain, text.ends[place + 2]) if owned else None
            start = name_start(text, place - 1) if closed else None
            if start is not None and not _is_taken(text, start, place) and may_open(text, start, place):
                yield removed(text, start, place, safer=REMOVED)


_RELATED = re.compile(r"[,.;:)\n]|$| (?:and|who|but|from|by)\b")


def _is_taken(text: Text, start: int, end: int) -> bool:
    before = text.words[start - 1] if start and text.gap(start) == " " else ""
    return before in TITLES or before in PEOPLE or is_theorists(text, start, end)
