"""Where a name begins and ends, and what only looks like one."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.eponyms import EPONYMS
from cpd_community_xblock.confidentiality.finders.names.given import CELEBRATED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    ALSO_NAMES,
    COMMON,
    GIVEN_NAMES,
    INSTITUTIONS,
    MAKERS,
    MONTHS,
    NAMED_AFTER,
    NOT_NAMES,
    PARTICLES,
    PEOPLE,
    PLACE_NOUNS,
    THINGS,
    TITLES,
    WEEKDAYS,
    is_medical,
    words,
)

REMOVED = "[name removed]"
SOMEONE = "someone"

_MOST_PARTS = 8
"""Words of a name, with initials and particles."""

CLOSED = re.compile(r"[ ]?(?:[,.;:!?)\]\n\"]|-|$|'s\b|(?:who|and|was|is|said|had)\b)")
"""What comes after a name that stands alone."""

OWNERS = words("my our his her their your the a an this that s another one")
AT = words("in at on from near after during by under outside around since before until per via")
DOING = words("""
    said says told gave asked was is has had came went rang called thinks thought noticed showed did knew felt saw
    took helped found brought and who looked wanted looks cried laughed smiled sat stood held left got made kept
    wants can could will would signed reviewed
""")
_KNOWN = EPONYMS - GIVEN_NAMES | MAKERS
_SMALL_NAMES = words("""
    ahmed mohamed mohammed muhammed fred alfred wilfred reed reid ted ned ali kelly reilly riley billy molly sally
    emily lily daly holly polly harry king ling ming connolly sterling fleming manning harding dowling browning
    hastings golding keeling jennings
""")
_SMALL_ENDINGS = ("ing", "ed", "ly", "ful", "less", "ous", "able", "ive", "ic", "ards", "tion", "ness", "ment")


def name_end(text: Text, start: int, *, anyone: bool = False, small: bool = False, also: bool = False) -> int | None:
    """The word after a name that begins at a word, or None where none does.

    After a title that nobody mistakes, ``anyone`` may follow; ``small`` takes a name without its capital, and ``also``
    what is a word as well.
    """
    words, end, names = text.words, None, 0
    for place in range(start, min(len(words), start + _MOST_PARTS)):
        gap = text.gap(place) if place > start else ""
        word, written = words[place], text.written(place)
        if gap not in {"", " ", "'", "-", ". ", "."} or not word.isalpha():
            break
        if gap in {"'", "-"}:
            if _is_cut_off(word, gap, small=small or not written.islower() or _is_syllable(text, place)):
                break
            if end is not None or words[place - 1] in PARTICLES or len(words[place - 1]) == 1:
                end = place + 1
        elif _is_full(words[place - 1], gap, names, small=small and written.islower()):
            break
        elif _is_before_a_name(text, place, small=small):
            continue
        elif (
            (not names and written[0].isupper() and (anyone or (also and word in ALSO_NAMES)))
            or is_name_word(text, place, first=not names)
            or (word in _AFTER_PARTICLES and words[place - 1] in PARTICLES and names)
            or (small and not names and is_small_name(word, written))
        ):
            names, end = names + 1, place + 1
        else:
            break
    return end


def _is_cut_off(word: str, gap: str, *, small: bool) -> bool:
    """Whether an apostrophe or a hyphen ends the name instead of joining its parts."""
    return word in {"s", "ll", "d", "re", "ve"} if gap == "'" else not small


def _is_syllable(text: Text, place: int) -> bool:
    """Whether a word goes on with a name of two short parts: Soo-ah, Eun-ji, Xiao-mei."""
    word, first = text.words[place], text.words[place - 1]
    closed = text.plain[text.ends[place] : text.ends[place] + 1] != "-"
    return (
        closed
        and len(word) < _LONGEST_SYLLABLE
        and len(first) < _LONGEST_SYLLABLE
        and word not in COMMON
        and word not in _NO_SYLLABLES
    )


_LONGEST_SYLLABLE = 6
_NO_SYLLABLES = words("style like free ish type based wide proof test side trap ray line unit team baby dose size")


def _is_full(last: str, gap: str, names: int, *, small: bool) -> bool:
    return (gap.startswith(".") and len(last) > 2) or names > 2 or (names > 0 and small)


def _is_before_a_name(text: Text, place: int, *, small: bool) -> bool:
    """Whether a word is an initial, or a particle such as "van" that a name goes on after."""
    word, written = text.words[place], text.written(place)
    if len(word) == 1 and written.isupper() and word != "i":
        return True
    return word in PARTICLES and (written.islower() or len(word) < 3) and _goes_on(text, place, small=small)


_AFTER_PARTICLES = words("costa cruz rosa grace luz grant wit wet long large small")
"""Words that after a particle are part of a name: Da Costa, de la Cruz."""


def _goes_on(text: Text, place: int, *, small: bool) -> bool:
    for following in range(place + 1, min(place + 3, len(text.words))):
        if text.gap(following) not in {" ", "-", "'"}:
            return False
        word = text.words[following]
        if text.written(following)[0].isupper():
            return is_name_word(text, following) or word in _AFTER_PARTICLES
        if word not in PARTICLES:
            return small and word not in COMMON
    return False


def name_start(text: Text, last: int) -> int | None:
    """The first word of a name that ends with a word, or None."""
    if not is_name_word(text, last):
        return None
    first = last
    while first > 0 and last - first < 3 and _is_joined(text, first) and _is_name_part(text, first - 1):
        first -= 1
    if (
        first
        and text.gap(first) == " "
        and text.written(first - 1) in _FOND
        and not text.opens_sentence(text.starts[first])
    ):
        first -= 1
    return first


def _is_joined(text: Text, place: int) -> bool:
    """Whether a word goes on with a name; after a full stop only an initial does."""
    return text.gap(place) in {" ", "-", "'"} or (text.gap(place) == ". " and len(text.words[place - 1]) < 3)


_FOND = frozenset({"Little", "Old", "Young", "Wee", "Big"})


def _is_name_part(text: Text, place: int) -> bool:
    written = text.written(place)
    return is_name_word(text, place) or (len(written) == 1 and written.isupper() and written not in "IA")


def is_name_word(text: Text, place: int, *, first: bool = True) -> bool:
    """Whether a word can be part of a name: a capital, and nothing else that it would be."""
    word, written = text.words[place], text.written(place)
    if not written[0].isupper() or len(word) < 2 or not word.isalpha() or word in NOT_NAMES or is_medical(word):
        return False
    if word in MONTHS:
        counted = text.plain[text.ends[place] + 1 : text.ends[place] + 2].isdigit()
        return first and word in {"april", "june", "august", "jan"} and not counted
    return (not written.isupper() or len(word) > 4) and not (
        written[:-1].isupper() and word.endswith("s") and len(word) > 2
    )


def is_small_name(word: str, written: str) -> bool:
    """Whether a word without a capital is none that English has, as far as is known here."""
    if word in _SMALL_NAMES:
        return True
    if not written.islower() or len(word) < 3 or word.endswith(_SMALL_ENDINGS) or is_medical(word):
        return False
    return not any(word in known for known in (COMMON, INSTITUTIONS, PEOPLE, WEEKDAYS, NAMED_AFTER, THINGS, MONTHS))


def is_hurried(text: Text) -> bool:
    """Whether the text is written without capitals."""
    return any(text.written(place) == "i" for place in text.where.get("i", ())[:9])


def lone_name_end(text: Text, start: int) -> int | None:
    """The end of a name where a word before makes one likely, and nothing after it makes it a thing or a theorist."""
    if start >= len(text.words) or text.gap(start) != " " or text.words[start] in TITLES:
        return None
    end = name_end(text, start)
    if end is None or text.plain[text.starts[start] : text.ends[end - 1]].isupper():
        return None
    if is_theorists(text, start, end) or names_a_thing(text, end) or goes_on_with_a_capital(text, end):
        return None
    return end


def is_theorists(text: Text, start: int, end: int) -> bool:
    """Whether a name is that of a theorist, of a disease's discoverer or of a maker."""
    return (
        not _KNOWN.isdisjoint(text.words[start:end]) or " ".join(text.words[start : min(start + 2, end)]) in CELEBRATED
    )


def goes_on_with_a_capital(text: Text, end: int) -> bool:
    """Whether what is called after a name is a thing: Hexley Social Services, Epic 2020, Martha's Rule."""
    end += text.words[end : end + 1] == ["s"] and text.gap(end) == "'"
    if end >= len(text.words) or text.gap(end) != " ":
        return False
    written = text.written(end)
    return (written[0].isupper() and written != "I") or written.isdigit()


def names_a_thing(text: Text, end: int) -> bool:
    """Whether something is called after a name: the patient Parkinson's nurse, her ward Nightingale House."""
    following = text.words[end] if end < len(text.words) else ""
    named = following in PLACE_NOUNS and text.gap(end) not in {", ", "; ", " / ", " | "}
    placed = end > 1 and text.words[end - 1] in _PLACES and text.gap(end - 1) == " "
    return named or placed or names_a_theory(text, end)


_PLACES = words("""
    elementary primary correctional creek valley lodge manor infirmary maternity cottages crossing falls springs heights
    ridge    academy pharmacy foundation elementary comprehensive terrace crescent
""")
"""How names end that are of places."""


def names_a_theory(text: Text, end: int) -> bool:
    """Whether a name is the beginning of a theory's, or a disease's: the student Gibbs' cycle."""
    after = end + (text.words[end : end + 1] == ["s"])
    following = text.words[after] if after < len(text.words) else ""
    return text.words[end - 1] in EPONYMS and following in NAMED_AFTER


def last_first(text: Text, end: int | None) -> int | None:
    """The end of a name with what a comma puts after it: Smith, John."""
    if end is not None and end < len(text.words) and text.gap(end) == ", " and is_name_word(text, end):
        return end + 1
    return end


def others(text: Text, end: int) -> Iterator[Finding]:
    """What goes on with "and" or with commas after a name: her sons Tom and Raj; Poppy, Max and Finn."""
    for before, last in pairwise((end, *_listed(text, end))):
        yield name(text.ends[before - 1], text.ends[last - 1], safer="")


def _listed(text: Text, end: int) -> list[int]:
    """Where the names of a list end after its first one. The last of them comes after an "and"."""
    listed: list[int] = []
    for _ in range(_MOST_PARTS):
        start = end + (text.words[end : end + 1] in (["and"], ["&"]))
        is_last = start > end
        last = name_end(text, start) if start < len(text.words) and text.gap(end) in {" ", ", "} else None
        if last is None or text.words[start] in TITLES or (text.gap(start) != (" " if is_last else ", ")):
            return []
        listed.append(last)
        if is_last:
            return listed
        end = last
    return []


def removed(text: Text, start: int, end: int, *, safer: str, certainty: Certainty = Certainty.LIKELY) -> Finding:
    """A name from a word up to another; where nothing has to stand instead, with the commas or brackets around it."""
    first, last = text.starts[start], text.ends[end - 1]
    if not safer and start:
        gap, after = text.gap(start), text.plain[last : last + 1]
        if gap == " (" and after != ")":
            return name(first, last, safer=REMOVED, certainty=certainty)
        first -= len(gap)
        last += (gap[-1:], after) in {("(", ")"), ('"', '"'), ("'", "'")} or (gap == ", " and after == ",")
    return name(first, last, safer=safer, certainty=certainty)


def name(start: int, end: int, *, safer: str, certainty: Certainty = Certainty.LIKELY) -> Finding:
    return Finding(start, end, Category.NAME, certainty, safer)


def bearers(text: Text, introduced: Iterable[Finding]) -> Iterator[Finding]:
    """The other places of names that the text introduces, as sure as those."""
    parts: dict[str, Certainty] = {}
    for finding in introduced:
        for word in _parts(text, finding):
            parts[word] = min(finding.certainty, parts.get(word, Certainty.HINT), key=_SUREST.index)
    places = sorted(place for word in parts for place in text.where[word] if _is_again(text, place))
    first = None
    for place, following in zip_longest(places, places[1:]):
        first = place if first is None else first
        if following is None or following != place + 1 or text.gap(following) not in {" ", "-"}:
            certainty = min((parts[word] for word in text.words[first : place + 1]), key=_SUREST.index)
            yield name(text.starts[first], text.ends[place], safer=REMOVED, certainty=certainty)
            first = None


_SUREST = tuple(Certainty)


def beside(text: Text, introduced: Iterable[Finding]) -> Iterator[Finding]:
    """Names that an "and" or a list puts beside one that is introduced: Bronagh, Ikram and Dave from estates."""
    for finding in list(introduced):
        first, end = text.word_from(finding.start), text.word_from(finding.end)
        if first < len(text.words) and text.words[first] not in {"the", "mr"}:
            yield from _before_in_list(text, first, finding.certainty)
        if end and end < len(text.words):
            yield from _after_in_list(text, end, finding.certainty)


def _before_in_list(text: Text, first: int, certainty: Certainty) -> Iterator[Finding]:
    """The names before one: with "and" between, or, once there is such a one, with commas."""
    if first < 2 or text.words[first - 1] not in {"and", "&"} or text.gap(first) != " ":
        return
    last = first - 2
    for _ in range(_MOST_PARTS):
        start = name_start(text, last) if text.gap(last + 1) in {" ", ", "} else None
        if start is None or is_theorists(text, start, last + 1) or text.words[start] in TITLES:
            return
        before = text.words[start - 1] if start else ""
        if text.opens_sentence(text.starts[start]) or before in AT or before in PEOPLE or before in TITLES:
            return
        yield name(text.starts[start], text.ends[last], safer=SOMEONE, certainty=certainty)
        if text.gap(start) != ", ":
            return
        last = start - 1


def _after_in_list(text: Text, end: int, certainty: Certainty) -> Iterator[Finding]:
    """The names after one: with "and" between, or a comma and then an "and"."""
    joined = text.words[end] in {"and", "&"} and text.gap(end) == " "
    start = end + joined
    if start >= len(text.words) or text.gap(start) != (" " if joined else ", ") or text.words[start] in TITLES:
        return
    last = name_end(text, start)
    if last is None or is_theorists(text, start, last) or names_a_thing(text, last):
        return
    following = text.words[last] if last < len(text.words) and text.gap(last) == " " else ""
    closed = CLOSED.match(text.plain, text.ends[last - 1]) is not None or following in DOING
    if (joined and closed) or (not joined and following == "and"):
        yield name(text.starts[start], text.ends[last - 1], safer=SOMEONE, certainty=certainty)


def _parts(text: Text, finding: Finding) -> Iterator[str]:
    """The words of a name that are hardly anything else."""
    place = text.word_from(finding.start)
    while place < len(text.words) and text.ends[place] <= finding.end:
        if is_name_word(text, place) and text.words[place] not in _ELSEWHERE and len(text.words[place]) > 2:
            yield text.words[place]
        place += 1


_ELSEWHERE = ALSO_NAMES | PARTICLES | (EPONYMS - GIVEN_NAMES) | MONTHS | TITLES.keys()


def _is_again(text: Text, place: int) -> bool:
    return is_name_word(text, place) and not names_a_thing(text, place + 1) and not _is_in_an_address(text, place)


def _is_in_an_address(text: Text, place: int) -> bool:
    """Whether a sign of the internet touches a word."""
    around = text.plain[max(text.starts[place] - 1, 0) : text.starts[place]]
    return bool({*around, *text.plain[text.ends[place] : text.ends[place] + 1]} & {"@", "/", "_"})
