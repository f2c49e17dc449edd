"""Names after a relation, a role or a fond word."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.finders.names.given import GIVEN, WORDLY
from cpd_community_xblock.confidentiality.finders.names.reading import (
    AT,
    CLOSED,
    DOING,
    OWNERS,
    REMOVED,
    is_hurried,
    is_name_word,
    is_small_name,
    is_theorists,
    last_first,
    lone_name_end,
    name,
    name_end,
    names_a_thing,
    others,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COLLEAGUES, KIN, NOT_NAMES, PATIENTS, PEOPLE, TITLES, words

_CALLINGS = ("ist", "ician", "arian", "sman", "eman", "woman", "keeper", "worker", "driver", "walker", "eer")
"""How words for what people do for a living end."""

_INITIALLED = words("""
    hca hcas hcsw cna pca lpn rn np pa sn ssn emt sho reg gp ot slt salt slp sw cpn hv rt crna ahp tech odp fy1 fy2
""")
_ONES = words("one other first second third last")
"""After these only a comma can bring a name: the younger one, Innes."""

_HISTORIC = words("curie seacole nightingale saunders caldicott")
_GIVING = words("""
    gave give gives giving given offered offer prescribed administered showed handed sold taught
""")
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.(?: ?[A-Z]\.)?(?=[,.;:)' ])")
_LABEL_GAP = re.compile(r" ?[:=#] ?| - |, ")
_THEN = words("that this on for at then today tonight")
"""How the time goes on for which somebody is one's mentor or the like."""
_NEXT_TO = frozenset({" ", ", ", " (", " - ", ' "', " '"})


def find_related(text: Text) -> Iterator[Finding]:
    """Names after a relation or a role: her husband Tom, my mentor, Priya, pt: J. Smith, our manager is Dilys."""
    hurried = is_hurried(text)
    for place in _people(text):
        start, announced = _after_person(text, place)
        if start is None or (text.words[place] in TITLES and text.written(place)[0].isupper() and not announced):
            continue
        if announced:
            end = last_first(text, name_end(text, start))
            if end is not None and not (text.words[start] in TITLES and text.written(start)[0].isupper()):
                yield removed(text, start, end, safer="a relative" if text.words[place] == "nok" else REMOVED)
        elif initials := _INITIALS.match(text.plain, text.starts[start]):
            yield name(text.starts[start], initials.end(), safer=REMOVED)
        elif (end := _beside(text, place, start, small=hurried and text.words[place] not in _ONES)) is not None:
            if _is_newborn(text, place):
                yield name(text.starts[place - 1], text.ends[end - 1], safer="the baby")
                continue
            yield removed(text, start, end, safer="")
            yield from others(text, end)


def _is_newborn(text: Text, place: int) -> bool:
    """Whether a child has only a hospital's name for it yet: Baby Boy Strand."""
    return place > 0 and text.words[place - 1 : place + 1] in _NEWBORN and text.written(place)[0].isupper()


_NEWBORN = [["baby", "boy"], ["baby", "girl"]]


def _people(text: Text) -> Iterator[int]:
    """Where words for people are, those included that only end like one: the florist, her brother-in-law."""
    for word in text.where:
        if word in PEOPLE or word in _ONES:
            yield from text.where[word]
        elif word.endswith(_CALLINGS) and word not in NOT_NAMES and not word.endswith(("list", "human")):
            yield from (place for place in text.where[word] if text.written(place).islower())
    for place in text.where.get("law", ()):
        if place > 1 and text.words[place - 1] == "in" and text.words[place - 2] in KIN:
            yield place
    yield from (place for place in text.where.get("help", ()) if place and text.words[place - 1] == "home")
    yield from _lettered(text)
    for place in text.where.get("half", ()):
        if place and text.words[place - 1] == "other":
            yield place
    for place in text.where.get("band", ()):
        if place + 1 < len(text.words) and text.words[place + 1].isdigit():
            yield place + 1


def _after_person(text: Text, place: int) -> tuple[int | None, bool]:
    """The word that may be the person's name, and whether a colon or an "is" announces it."""
    following = place + 1
    if following >= len(text.words):
        return None, False
    gap = text.gap(following)
    if gap == " " and text.words[following] in _THEN:
        for being in range(following + 1, min(following + 4, len(text.words))):
            if text.words[being] in {"is", "was"} and text.gap(being) == " ":
                return (being + 1, True) if _is_announced(text, being + 1) else (None, False)
    of = text.words[following] == "of" and text.words[place] in KIN
    owned = gap == "'" and text.words[following] == "s" and text.words[place] in KIN | PATIENTS
    owned = owned and bool(_FIRST_NAMES & set(text.words[following + 1 : following + 2]))
    if owned or (gap == " " and (of or text.words[following] in {"is", "was", "being"})):
        return (following + 1, True) if _is_announced(text, following + 1) else (None, False)
    if gap in _NEXT_TO:
        return following, False
    return (following, True) if _LABEL_GAP.fullmatch(gap) else (None, False)


_FIRST_NAMES = GIVEN | WORDLY
_LETTERED = words("twin baby triplet bed bay sibling child resident patient client")


def _lettered(text: Text) -> Iterator[int]:
    """Where a letter tells one person from another: Twin A, Zuri, was mine."""
    for word in _LETTERED & text.present:
        for place in text.where[word]:
            following = place + 1
            if following < len(text.words) and text.words[following] in {*"abcdef123"} and text.gap(following) == " ":
                yield following


def _is_announced(text: Text, start: int) -> bool:
    """Whether a name follows and ends there: my mentor was Priya."""
    end = name_end(text, start) if start < len(text.words) and text.gap(start) == " " else None
    return end is not None and CLOSED.match(text.plain, text.ends[end - 1]) is not None


def _beside(text: Text, place: int, start: int, *, small: bool) -> int | None:
    """The end of a name that stands right after a person, or None."""
    if small and is_small_name(text.words[start], text.written(start)):
        return start + 1 if _acts(text, place, start) else None
    titled = text.words[start] in TITLES and text.written(start)[0].isupper()
    end = None if titled else name_end(text, start, also=True)
    if end is None or names_a_thing(text, end) or text.words[end - 1] in _HISTORIC:
        return None
    if text.words[end : end + 1] == ["s"] and text.gap(start) == ", " and is_theorists(text, start, end):
        return None
    return end if _is_beside(text, place, start, end) else None


def _is_beside(text: Text, place: int, start: int, end: int) -> bool:
    """Whether what is between a person and a name, and after it, makes it theirs."""
    gap = text.gap(start)
    if gap != " " and not CLOSED.match(text.plain, text.ends[end - 1]):
        return False
    word, before = text.words[place], set(text.words[max(place - 3, 0) : place])
    if gap == ", ":
        known = (
            bool(OWNERS & before or _LETTERED & before)
            or word in _INITIALLED
            or end - start > 1
            or any(others(text, end))
        )
        return known or (word in KIN and _goes_on_after(text, end))
    return gap != " " or not (word in _ONES or (word in PATIENTS and _GIVING & before))


def _goes_on_after(text: Text, end: int) -> bool:
    """Whether a comma follows a name, and then what its bearer does."""
    after = text.words[end] if end < len(text.words) else ""
    if after == "and" and text.words[end + 1 : end + 2] and text.words[end + 1] in KIN:
        return text.gap(end) == ", "
    return bool(after) and text.gap(end) == ", " and text.written(end).islower() and after not in {"and", "or"}


_SISTERLY = words("sister nurse matron baby mum dad nan grandad auntie uncle")
"""Before these nobody needs to say whose they are."""

_WEAK = words("is was has had and who can could would will left got made looked looks")
_PREDICATED = words("""
    upset angry asleep awake abroad upstairs downstairs overseas indoors elsewhere ill sick fine scared frightened
    anxious worried silent quiet sobbing tearful hungry thirsty poorly sleepy confused dead dying too aside instead
    outright online though please overnight meanwhile straightaway twice bless lol tbh tho cos coz
""")


def _acts(text: Text, place: int, start: int) -> bool:
    """Whether a word without a capital is what somebody is called: our carer shaz gave it; her daughter leanne."""
    if text.words[start] in _PREDICATED:
        return False
    gap, after = text.gap(start), text.plain[text.ends[start] : text.ends[start] + 1]
    owned = bool(OWNERS & set(text.words[max(place - 3, 0) : place])) or text.words[place] in _SISTERLY
    following = text.words[start + 1] if start + 1 < len(text.words) else ""
    if gap == ", ":
        return owned and after == "," and following in DOING
    does = following in DOING and after == " "
    if gap == " " and text.words[place] in COLLEAGUES and does and following not in _WEAK:
        return True
    return gap == " " and owned and (does or (after in {"", ".", "\n", "!"} and text.words[place] in KIN))


_LINKS = AT | words("of with downstairs upstairs next and known")


def find_set_off(text: Text) -> Iterator[Finding]:
    """Names between commas, some words after the person: my buddy on shift, Tyrone, had a plan."""
    for place in text.after_commas:
        if not 1 < place < len(text.words) - 1:
            continue
        if not is_name_word(text, place) or text.written(place - 1)[0].isupper():
            continue
        end = name_end(text, place)
        if end is None or end >= len(text.words) or not text.plain.startswith(", ", text.ends[end - 1]):
            continue
        if text.written(end)[0].islower() and _is_about_a_person(text, place, text.words[end]):
            yield removed(text, place, end, safer="")


def _is_about_a_person(text: Text, comma: int, following: str) -> bool:
    """Whether a clause up to its comma is about a person whose name may come: the student with me."""
    first = max(comma - 6, 0)
    clause = text.words[first:comma]
    headed = any(
        word in PEOPLE and after in _LINKS and {",", "."}.isdisjoint(text.plain[text.ends[at] : text.starts[comma] - 2])
        for at, (word, after) in enumerate(pairwise(clause), start=first)
    )
    if headed and following not in {"and", "or"}:
        return True
    loosely = any(word in PEOPLE for word in clause[:-1]) and bool(AT & set(clause) or "i" in clause)
    return loosely and following in DOING


_FOND = words("poor little old young dear darling wee lovely bless big sweet")
_FOLLOWED = re.compile(r"'s\b|[,.;:!?)\n]|$| -| (?:and|who|is|just|never|would|could|will|won|[a-z]{2,12}(?:ed|s)\b)")
_HARDLY = words("the an my our this that")


def find_dear(text: Text) -> Iterator[Finding]:
    """Names after a fond word: poor Arthur waited, our own Bernie."""
    for word in _FOND & text.present:
        for place in text.where[word]:
            if word in {"old", "big", "sweet"} and place and text.words[place - 1] in _HARDLY:
                continue
            yield from _fondly(text, place + 1)
    for place in text.where.get("own", ()):
        if place and text.words[place - 1] in {"our", "my"}:
            yield from _fondly(text, place + 1)


def _fondly(text: Text, start: int) -> Iterator[Finding]:
    end = lone_name_end(text, start)
    if end is None:
        return
    after = text.words[end] if end < len(text.words) and text.gap(end) == " " else ""
    if _FOLLOWED.match(text.plain, text.ends[end - 1]) or after in DOING or after == "the":
        first = start - text.written(start - 1)[0].isupper()
        yield removed(text, first, end, safer=REMOVED)
