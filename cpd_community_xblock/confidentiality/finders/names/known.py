"""Names that first names give away, and those beside which an age, a birth or a death is told.

Where nothing but a first name tells of somebody, the finding is a hint.
"""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Certainty, Finding
from cpd_community_xblock.confidentiality.finders.names.given import CELEBRATED, GIVEN, WORDLY
from cpd_community_xblock.confidentiality.finders.names.reading import (
    AT,
    DOING,
    REMOVED,
    goes_on_with_a_capital,
    is_hurried,
    is_name_word,
    is_theorists,
    name,
    name_end,
    name_start,
    names_a_thing,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import MONTHS, PEOPLE, TITLES, words

_SAINTLY = words("st saint queen king prince princess santa san hurricane storm operation project the")
"""Before these words a first name is of a place, a weather or a plan."""
_FOND = words("little old young big wee poor dear baby lovely darling")
_PLACING = words("in at near outside into around via")
_PUBLISHED = words("""
    book books article paper podcast poem song talk webinar theory film lecture novel memoir written author blog play
    by reading read quote quotes
""")
_WORKS = words("""
    book work works talk theory model definition paper article podcast quote poem ideas concept novel memoir lecture
    film research framework law rule charity foundation song songs
""")
_CITED = re.compile(r",? (?:et al\b|\((?:19|20)\d\d|(?:19|20)\d\d\b)|'s? \((?:19|20)\d\d")
_INVENTING = words("ll let lets will shall would")
_REACH = 4
_FIRST = GIVEN | WORDLY
_GLUED = frozenset("@/_#&\\=")


def find_known(text: Text) -> Iterator[Finding]:
    """Is that Kieran Maddocks; it was Renée who called; Teddy - seizure plan; Ivy Lamplugh, 92F."""
    for first in _FIRST & text.present:
        for place in text.where[first]:
            end = _known_end(text, place)
            if end is not None:
                yield _hint(text, place, end)
    yield from _last_first(text)
    yield from _in_a_hurry(text)
    yield from _nicknamed(text)
    yield from _with_an_age(text)
    yield from _with_a_life(text)


def _hint(text: Text, start: int, end: int) -> Finding:
    return removed(text, start, end, safer=REMOVED, certainty=Certainty.HINT)


_NICKNAMED = re.compile(
    r"(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)? )(?:[\"'](?:[A-Z][a-z]+ ?){1,2}[\"']|"
    r"\((?:[A-Z][a-z]+)\)) [A-Z][a-z]+(?:[A-Z][a-z]+)?(?:[-'][A-Z][a-z]+)?"
)


def _nicknamed(text: Text) -> Iterator[Finding]:
    """Hollis "Tex" McAfee: what somebody is called between their names."""
    at = text.plain.find('"')
    while at > 0:
        start = text.word_from(at) - 1
        if text.plain[at - 1] == " " and start >= 0 and text.ends[start] == at - 1:
            match = _NICKNAMED.match(text.plain, text.starts[start])
            if match and is_name_word(text, start):
                yield name(*match.span(), safer=REMOVED)
        at = text.plain.find('"', at + 1)


def _last_first(text: Text) -> Iterator[Finding]:
    """A surname and a first name, where a patient or a label stands before: pt O'Shaughnessy, Brigid, 78."""
    for first in GIVEN & text.present:
        for place in text.where[first]:
            if text.gap(place) != ", " or not text.written(place)[0].isupper() or place < 2:
                continue
            start = name_start(text, place - 1)
            if start is None or not start or text.words[start] in GIVEN or text.words[start] in TITLES:
                continue
            if not _ENDED.match(text.plain, text.ends[place]):
                continue
            if text.words[start - 1] in _BEFORE_BOTH and text.gap(start) in {" ", ": "}:
                yield removed(text, start, place + 1, safer=REMOVED)
            elif text.gap(start)[-1:] in {*':"(/'}:
                yield _hint(text, start, place + 1)


_BEFORE_BOTH = words("pt patient pts client resident name names label wristband chart")
_ENDED = re.compile(r"[,.;:)\n\"]|$| [/|-] ")


def _in_a_hurry(text: Text) -> Iterator[Finding]:
    """First names without a capital: her husband tom, i rang dave, shaz said."""
    hurried = is_hurried(text)
    for first in _ALSO_SMALL & text.present:
        for place in text.where[first]:
            if not place or not text.written(place).islower() or text.gap(place) not in {" ", ", "}:
                continue
            before = text.words[place - 1]
            if text.gap(place) == ", ":
                if before in PEOPLE and text.plain[text.ends[place] : text.ends[place] + 1] in {",", ".", ""}:
                    yield removed(text, place, place + 1, safer=REMOVED)
                continue
            after = text.words[place + 1] if place + 1 < len(text.words) and text.gap(place + 1) == " " else ""
            if before in PEOPLE:
                yield removed(text, place, place + 1, safer=REMOVED)
            elif hurried and (before in _DONE or after in _SURELY_DOING):
                yield _hint(text, place, place + 1)


_SURELY_DOING = DOING - {"and", "left", "can", "will"}
_DONE = words("rang told asked thanked poor bless with bleeped phoned called texted to from and hi hey thanks")
_SMALL_WORDS = words("""
    ken kitty viola carol nick mike val willie wayne marina regina polly robin petra jerry jimmy mick josh carmel myrtle
    sienna barb ned tara pascal angus kelvin gail lily daisy hank maria sian dan pearl dot bob tiffany coral sonny mel
    mags clementine celeste aurora alma jemima melina lara gaz germaine lou tim rory amber tex flora fleur linnea
    loretta billie mimi vera gary olga chanel jill ryan isla allegro lachlan lima ana nan troy brandon
""")
_ALSO_SMALL = GIVEN - _SMALL_WORDS
"""First names that without a capital are no words either."""


def _known_end(text: Text, place: int) -> int | None:
    """The end of a name that begins with a known first name, or None."""
    if not text.written(place)[0].isupper() or _is_within(text, place):
        return None
    word = text.words[place]
    if _is_whole(text, place) and (end := name_end(text, place, also=True)) is not None and end - place > 1:
        opens = word in WORDLY and text.opens_sentence(text.starts[place])
        return None if opens or not _is_somebodys(text, place, end) else end
    if word in WORDLY or not is_name_word(text, place) or (place and text.words[place - 1] in _PLACING):
        return None
    end = name_end(text, place)
    touched = end is not None and text.plain[text.ends[end - 1] : text.ends[end - 1] + 1] in {"-", "/", "_", "@"}
    return end if end is not None and not touched and _is_somebodys(text, place, end) else None


def _is_whole(text: Text, place: int) -> bool:
    following = place + 1
    return (
        following < len(text.words)
        and text.gap(following) in {" ", ' "', ". "}
        and text.written(following)[0].isupper()
    )


def _is_within(text: Text, place: int) -> bool:
    """Whether a word is part of an address, or goes on with something that begins before it."""
    if text.plain[text.starts[place] - 1 if text.starts[place] else 0] in _GLUED or (
        text.plain[text.ends[place] : text.ends[place] + 1] in _GLUED
    ):
        return True
    if not place or text.gap(place) not in {" ", "-", "'", ". "}:
        return False
    before = text.words[place - 1]
    if before in _SAINTLY and text.gap(place) != "'":
        return before != "the" or not _is_whole(text, place)
    capital = before not in _FOND and text.written(place - 1)[0].isupper() and _is_no_opener(text, place - 1)
    joined = text.gap(place) in {"-", "'"}
    return joined or (
        capital and text.gap(place) == " " and before != "i" and before not in TITLES and before not in PEOPLE
    )


def _is_no_opener(text: Text, place: int) -> bool:
    return text.words[place] in _FIRST or not text.opens_sentence(text.starts[place])


def _is_somebodys(text: Text, start: int, end: int) -> bool:
    """Whether a name is nobody's in public life, no author's and no thing's."""
    if is_theorists(text, start + 1, end) or names_a_thing(text, end) or goes_on_with_a_capital(text, end):
        return False
    if end - start == 1 and is_theorists(text, start, end):
        return False
    if end - start > 1 and " ".join(text.words[start : start + 2]) in CELEBRATED:
        return False
    after = end + (text.words[end : end + 1] == ["s"] and text.gap(end) == "'")
    if _CITED.match(text.lower, text.ends[end - 1]) or (after > end and _WORKS & set(text.words[after : after + 2])):
        return False
    before = set(text.words[max(start - _REACH, 0) : start])
    if before & {"call", "say"} and before & _INVENTING:
        return False
    return text.words[start - 1 if start else 0] != "by" or not _PUBLISHED - {"by"} & before


_AGED = re.compile(r"(\d{1,3})(?:[mf]|yo|yrs?|y)?")
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_LIVED = words("died born dob deceased rip")
_OLDEST = 115


def _with_an_age(text: Text) -> Iterator[Finding]:
    """First and last names before an age: Ivy Lamplugh, ninety-two, NHS; Rosa Lind, 67F."""
    tens = (place for word in _TENS & text.present for place in text.where[word])
    for place in (*text.coded, *tens):
        aged = _AGED.fullmatch(text.words[place])
        if not place or text.gap(place) not in {", ", " ("} or not (aged or text.words[place].isalpha()):
            continue
        if aged and (
            int(aged[1]) > _OLDEST
            or (aged[0].isdigit() and text.plain[text.ends[place] : text.ends[place] + 1] not in {*",).;"})
        ):
            continue
        yield from _whole_before(text, place)


def _with_a_life(text: Text) -> Iterator[Finding]:
    """First and last names before a birth or a death: Hywel Prosser, died; Philippa Strand was born."""
    for cue in _LIVED & text.present:
        for place in text.where[cue]:
            being = place - (place > 0 and text.words[place - 1] in {"was", "is"})
            if being and text.gap(being) in {" ", ", ", " (", " - "}:
                yield from _whole_before(text, being)


def _whole_before(text: Text, place: int) -> Iterator[Finding]:
    start = name_start(text, place - 1)
    if start is None or start == place - 1 or is_theorists(text, start, place) or names_a_thing(text, place):
        return
    before = text.words[start - 1] if start and text.gap(start) == " " else ""
    if before in AT or before in _SAINTLY or before in TITLES or MONTHS & set(text.words[start:place]):
        return
    if " ".join(text.words[start : start + 2]) not in CELEBRATED:
        yield removed(text, start, place, safer=REMOVED)
