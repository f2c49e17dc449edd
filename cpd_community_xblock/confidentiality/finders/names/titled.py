"""Names after titles."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.eponyms import EPONYMS, ORDINARY
from cpd_community_xblock.confidentiality.finders.names.reading import (
    REMOVED,
    lone_name_end,
    name,
    name_end,
    name_start,
    names_a_theory,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import PEOPLE, TITLES, words

_MOST_TITLES = 3

_CIVIL = words("mr mrs ms mx miss master mister senora senor madame frau herr pani mevrouw")
"""After these, with capitals, whatever comes is a name: there are people called Day, Head and English."""

_WORN = words("mr mrs mx dr prof ms miss senora")
"""Titles that nobody writes without a name, so that the name needs no capital."""

_LEARNED = words("dr drs prof professor doctor sir dame sister lord lady")
"""Titles of those whom models and inquiries are named for."""

TITLES_ONLY = words("""
    mr mrs ms mx miss dr drs prof senora senor senorita sra madame mme mlle monsieur frau herr rev revd cllr wpc sgt
    capt lt cpl pvt maulana signor signora pani mevrouw meneer mgr
""")
"""Titles that are no words besides. The others begin a name only with a capital."""

_THEORISTS = EPONYMS - ORDINARY
_SHORT_TITLES = words("sr fr hon col maj dc pc st")

_MISSED = words("""
    to not t i we you they would could might may will can should never easily often almost nearly near didn dont don
    and or must cannot ll d always did do so just still also really
""")
"""Before these "miss" is a verb, or a near miss."""

_RANKED = words("practitioner associate specialist manager consultant nurse midwife inspector constable sergeant col")
"""What some titles go on with: Nurse Practitioner Holt, Detective Inspector Lunn."""

_FORCES = words("wing squadron group lieutenant chief air rear vice flight team station watch crew major petty warrant")
"""What some ranks begin with: Wing Commander Pym."""

_CAPITALS = words("so co po cm di ds dci")
"""Ranks in capitals that are words, or nothing, without them."""

_NUMBERED = words("pc wpc dc sgt officer constable")
_INVENTED = words("""
    men bean google who pepper potato blobby sopa mayor chancellor provost advocate kipling whippy marple beeton tumble
    motivator martens nature
""")


def find_titled(text: Text) -> Iterator[Finding]:
    """Names after titles: Mrs Okafor, Dr. P. van der Berg, dr okafor, Mr and Mrs Lee."""
    for title in TITLES.keys() & text.present:
        for place in text.where[title]:
            end = _titled(text, place)
            if end is not None:
                first = place - (place > 0 and text.words[place - 1] in _FORCES and text.gap(place) == " ")
                yield removed(text, first, end, safer=_instead(text, place, title))
            else:
                yield from _otherwise_titled(text, place)
    yield from _ranked(text)


def _otherwise_titled(text: Text, place: int) -> Iterator[Finding]:
    """Dr "Chalky" White; MCALLISTER-ROWE Jean (Mrs)."""
    title, end = text.words[place], text.ends[place]
    if (nicknamed := _NICKNAMED.match(text.plain, end)) and _is_title(text, place):
        yield name(text.starts[place], nicknamed.end(), safer=TITLES[title])
    elif text.gap(place) == " (" and text.plain[end : end + 1] == ")" and title in TITLES_ONLY | {"miss"} and place:
        start = name_start(text, place - 1)
        start = _capitals_from(text, place - 1 if start is None else start)
        if start is not None:
            yield name(text.starts[start], end + 1, safer=REMOVED)


def _ranked(text: Text) -> Iterator[Finding]:
    """PO Drake, S/N Bautista."""
    for title in _CAPITALS & text.present:
        for place in text.where[title]:
            end = lone_name_end(text, place + 1) if text.written(place).isupper() else None
            if end is not None:
                yield removed(text, place, end, safer="the officer")
    for place in text.where.get("n", ()):
        if place and text.words[place - 1] == "s" and text.gap(place) == "/":
            end = name_end(text, place + 1) if place + 1 < len(text.words) and text.gap(place + 1) == " " else None
            if end is not None:
                yield removed(text, place - 1, end, safer="the nurse")


_NICKNAMED = re.compile(r"\.? [\"'][A-Z][a-z]{1,15}[\"'] [A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?")
_INSTITUTED = words("academy school hospital college centre center primary infirmary house wing ward unit surgery")


def _capitals_from(text: Text, start: int) -> int | None:
    """The first word of a name from the capitals of its surname on: MCALLISTER-ROWE Jean (Mrs)."""
    if not text.written(start)[0].isupper():
        return None
    while (
        start and text.gap(start) in {" ", "-"} and text.written(start - 1).isupper() and len(text.words[start - 1]) > 1
    ):
        start -= 1
    return start


def _titled(text: Text, place: int, titles: int = 0) -> int | None:
    """The end of a name that a title begins, or None."""
    title, following = text.words[place], place + 1
    if title in _NUMBERED and following + 1 < len(text.words) and text.words[following].isdigit():
        following += 1
    if titles == _MOST_TITLES or not _is_beside(text, title, following) or not _is_title(text, place):
        return None
    capital = text.written(place)[0].isupper()
    following = _after_class(text, following)
    after = text.words[following]
    if title in _CIVIL and after in {"and", "or", "&"}:
        is_couple = following + 1 < len(text.words) and text.words[following + 1] in _CIVIL
        return _titled(text, following + 1, titles + 1) if is_couple else None
    if _is_another_title(text, following):
        return _titled(text, following, titles + 1)
    if after in _RANKED and capital and text.written(following)[0].isupper():
        return name_end(text, following + 1) if text.gap(following + 1) == " " else None
    end = name_end(text, following, anyone=title in _CIVIL and capital, small=title in _WORN, also=True)
    if end is None or after in _INVENTED or (title in _LEARNED and _is_of_a_theorist(text, following, end)):
        return None
    return None if title not in _CIVIL and _INSTITUTED & set(text.words[end : end + 1]) else end


def _after_class(text: Text, place: int) -> int:
    """The word after what a rank or a degree goes on with: Sgt. First Class Dabrowski, Dr Med. Köhler."""
    if text.words[place : place + 2] == ["first", "class"] and place + 2 < len(text.words):
        return place + 2
    return place + (text.written(place) == "Med" and place + 1 < len(text.words))


def _is_beside(text: Text, title: str, following: int) -> bool:
    gaps = {" ", ". ", ".", "\n"} if title in TITLES_ONLY | _SHORT_TITLES else {" ", "\n"}
    return following < len(text.words) and text.gap(following) in gaps


def _is_title(text: Text, place: int) -> bool:
    """Whether a word is a title here: a capital, or no other word, and no near miss."""
    title = text.words[place]
    if text.written(place)[0].isupper():
        return True
    return title in TITLES_ONLY and not (title == "miss" and place > 0 and text.words[place - 1] in _MISSED)


def _is_another_title(text: Text, place: int) -> bool:
    word = text.words[place]
    return word in TITLES_ONLY or (
        word in {"sir", "dame", "sister", "colonel", "general"} and text.written(place)[0].isupper()
    )


def _is_of_a_theorist(text: Text, start: int, end: int) -> bool:
    return not _THEORISTS.isdisjoint(text.words[start:end]) or names_a_theory(text, end)


def _instead(text: Text, place: int, title: str) -> str:
    if text.words[place + 1] in {"and", "or"}:
        return "the couple"
    if place and text.words[place - 1] in PEOPLE and text.gap(place) in {" ", ", ", " (", " - ", ' "', " '"}:
        return ""
    if place > 1 and text.words[place - 1] in {"is", "was", "s"} and text.words[place - 2] in PEOPLE:
        return REMOVED
    return TITLES[title]
