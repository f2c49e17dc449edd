"""Names as records and letters put them, and families."""

import re
from collections import Counter
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.eponyms import EPONYMS
from cpd_community_xblock.confidentiality.finders.names.given import GIVEN, WORDLY
from cpd_community_xblock.confidentiality.finders.names.reading import (
    AT,
    REMOVED,
    is_name_word,
    is_theorists,
    name,
    name_start,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import NOT_NAMES, TITLES, is_medical, words

_QUALIFIED = words("""
    rn md np do lpn rgn rmn rnc bsn msn dnp frcs frcp mrcp mrcgp pa crna cnm rrt lcsw pharmd dpt facep mbe obe phd
""")
_FILED = words("dob born nhs chi mrn ssn hcn gmc nmc npi dea hcpc gphc hosp h d aged nok")


def find_filed(text: Text) -> Iterator[Finding]:
    """Names as records put them: Joan Smith, DOB; OYELARAN, Grace; Kelly Ruiz, RN."""
    for cue in (_FILED | _QUALIFIED) & text.present:
        for place in text.where[cue]:
            start = _filed_from(text, place)
            if start is not None:
                yield removed(text, start, place, safer="a colleague" if cue in _QUALIFIED else REMOVED)
    yield from _sorted(text)
    yield from _alike(text)
    yield from _with_initials(text)
    yield from _in_columns(text)


def _filed_from(text: Text, place: int) -> int | None:
    """The first word of the name that stands before a number's label or a qualification."""
    cue, gap = text.words[place], text.gap(place)
    qualified = cue in _QUALIFIED
    if not place or gap not in {", ", " (", " - ", "; ", " ", " / ", " | "} or (gap == " " and not qualified):
        return None
    if qualified and not text.written(place).isupper():
        return None
    if cue == "h" and text.plain[text.ends[place] : text.ends[place] + 1] != "&":
        return None
    start = name_start(text, place - 1)
    if start is None or (start == place - 1 and (qualified or text.opens_sentence(text.starts[start]))):
        return None
    before = text.words[start - 1] if start else ""
    return None if before in TITLES or before in AT else start


_COLUMNS = re.compile(r" ?[/|] ?\Z")


def _in_columns(text: Text) -> Iterator[Finding]:
    """Names between what a label or a banner has beside them: rm 4 / Joan Smith / 29.02.96."""
    for place in text.coded:
        if place < 3 or not _COLUMNS.match(text.gap(place)):
            continue
        start = name_start(text, place - 1)
        if start is not None and start < place - 1 and (not start or text.gap(start) not in {" ", "/"}):
            yield removed(text, start, place, safer=REMOVED)


_SORTED_ENDS = re.compile(
    r"[,.;:)(\n\"]|$| [/|-] | (?:and|was|is|had|has|who|came|mrn|nhs|dob|chi|hosp|born|aged|\d)", re.IGNORECASE
)


def _sorted(text: Text) -> Iterator[Finding]:
    """Surnames in capitals before the name: OYELARAN, Grace; VANDERHOOF, G; NGUYEN Thi Lan."""
    for capitals in _CAPITALS.finditer(text.plain):
        place = text.word_from(capitals.start()) + 1
        if text.ends[place - 1] != capitals.end():
            continue
        word, gap = text.words[place - 1], text.gap(place)
        if not word.isalpha() or word in NOT_NAMES or is_medical(word) or word in EPONYMS:
            continue
        last = _given_after(text, place)
        if gap == " " and not ((last > place and text.words[place] in GIVEN | WORDLY) or last - place > 1):
            continue
        if last > place and _SORTED_ENDS.match(text.plain, text.ends[last - 1]):
            yield removed(text, place - 1, last, safer=REMOVED)


_CAPITALS = re.compile(r"[A-Z]{5,}(?=,? [A-Z])")
_INITIAL_AFTER = re.compile(r", [A-Z]\.(?=[,;)\"]| and [A-Za-z][a-z]|$| [/|] )")
_SURNAME_BEFORE = re.compile(
    r"(?:[:;/(\"] |[(\"]| read | said | says | and |underneath, )([A-Z][a-z]+(?:[-'][A-Z][a-z]+)?)\Z"
)
_LONGEST_SURNAME = 40
_BEFORE_COMMA = re.compile(r"[A-Z]\w+(?=, [A-Z])")


def _given_after(text: Text, place: int) -> int:
    """The word after the first names, or an initial, behind a surname."""
    if len(text.words[place]) == 1 and text.written(place).isupper() and text.gap(place) == ", ":
        return place + 1
    last = place
    while last < len(text.words) and last - place < 2 and _is_given(text, last) and not text.written(last).isupper():
        if last > place and text.gap(last) not in {" ", "-"}:
            break
        last += 1
    return last


def _is_given(text: Text, place: int) -> bool:
    """Whether a word may be a first name, as a short one before another is: Pa Houa."""
    following = place + 1
    short = len(text.words[place]) < 3 and text.written(place).istitle() and text.gap(following) == " "
    return is_name_word(text, place) or (short and is_name_word(text, following))


def _with_initials(text: Text) -> Iterator[Finding]:
    """Surnames with an initial, as lists have them: the whiteboard read Vask, T. and Odell, M."""
    for initial in _INITIAL_AFTER.finditer(text.plain):
        comma = initial.start()
        surname = _SURNAME_BEFORE.search(text.plain, max(comma - _LONGEST_SURNAME, 0), comma)
        place = text.word_from(surname.start(1)) if surname else 0
        if surname and is_name_word(text, place) and not is_theorists(text, place, place + 1):
            yield name(surname.start(1), initial.end() - 1, safer=REMOVED)


def _alike(text: Text) -> Iterator[Finding]:
    """One surname with two first names: Xiong, Pa Houa and Xiong, Mai."""
    before = Counter(match[0].lower() for match in _BEFORE_COMMA.finditer(text.plain))
    for word in (word for word, times in before.items() if times > 1):
        places = text.where.get(word, [])
        if not 1 < len(places) < _MOST_ALIKE:
            continue
        firsts = [_given_after(text, place + 1) for place in places if _is_before_given(text, place)]
        if len(firsts) > 1:
            for place in places:
                if _is_before_given(text, place):
                    yield removed(text, place, _given_after(text, place + 1), safer=REMOVED)


_MOST_ALIKE = 6


def _is_before_given(text: Text, place: int) -> bool:
    following = place + 1
    return (
        following < len(text.words)
        and text.gap(following) == ", "
        and text.written(place)[0].isupper()
        and is_name_word(text, place)
        and text.words[following] != text.words[place]
        and _given_after(text, following) > following
        and not is_theorists(text, place, following)
        and text.words[following] not in TITLES
    )


_HOUSEHOLD = words("family twins sisters brothers boys girls children household clan baby")
_MET = words("met saw rang told with to for from thanked knew by of visited helped let and see")
_LIVING = words("had have were are came wanted want asked knew felt lived live left arrived thanked said did could")
_SEVERAL = words("""
    beatles samaritans olympics paralympics alps highlands midlands cotswolds hebrides simpsons times zimmers
    windows teletubbies greens boots costas oscars nazis romans vikings victorians tories democrats republicans
    masters juniors seniors brownies scouts cubs macs hoists legos lions eagles tigers
""")


def find_families(text: Text) -> Iterator[Finding]:
    """A family by its name: the Okafor family, the Okafors."""
    for household in _HOUSEHOLD & text.present:
        for place in text.where[household]:
            beside = place > 1 and text.words[place - 2] == "the" and text.gap(place) == " "
            if beside and is_name_word(text, place - 1) and not is_theorists(text, place - 1, place):
                yield removed(text, place - 1, place, safer="")
    for place in text.where.get("the", ()):
        if _is_family(text, place):
            yield name(text.starts[place], text.ends[place + 1], safer="the family")


_PLURALS = ("tors", "ions", "ings", "ists", "ians", "ics", "ments", "ships", "ters", "ies", "ches", "ures", "ants")


def _is_family(text: Text, article: int) -> bool:
    """Whether "the" begins a surname in the plural, beside what families do or what is done to them."""
    place = article + 1
    if place >= len(text.words) or text.gap(place) != " " or not is_name_word(text, place):
        return False
    if text.written(article) == "The" and not text.opens_sentence(text.starts[article]):
        return False
    word = text.words[place]
    if (
        not word.endswith("s")
        or word.endswith(_PLURALS)
        or word[:-1] in NOT_NAMES
        or len(word) < 5
        or word in _SEVERAL
        or is_theorists(text, place, place + 1)
    ):
        return False
    before = text.words[article - 1] if article and text.gap(article) == " " else ""
    after = text.words[place + 1] if place + 1 < len(text.words) and text.gap(place + 1) == " " else ""
    return (before in _MET and (not after or text.written(place + 1).islower())) or after in _LIVING
