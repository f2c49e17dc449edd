"""People's names, known by what stands beside them: a title, a relation, a role, a word such as "called".

A capital letter alone names nobody. What a name is after decides what can stand in its place; after "her husband" or
"the pharmacist" nothing has to.
"""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    ALSO_NAMES,
    COMMON,
    EPONYMS,
    INSTITUTIONS,
    KIN,
    MONTHS,
    NAMED_AFTER,
    NOT_NAMES,
    ORDINARY,
    PARTICLES,
    PATIENTS,
    PEOPLE,
    TITLES,
    WEEKDAYS,
    is_medical,
    words,
)

REMOVED = "[name removed]"

_MOST_PARTS = 8
"""Words of a name, with initials and particles."""

_MOST_TITLES = 3

_CIVIL = words("mr mrs ms mx miss master mister senora senor madame frau herr")
"""After these, with capitals, whatever comes is a name: there are people called Day, Head and English."""

_WORN = words("mr mrs mx dr prof ms miss senora")
"""Titles that nobody writes without a name, so that the name needs no capital."""

_LEARNED = words("dr drs prof professor doctor sir dame sister lord lady")
"""Titles of those whom models and inquiries are named for."""

_TITLES_ONLY = words("""
    mr mrs ms mx miss dr drs prof senora senor senorita sra madame mme mlle monsieur frau herr rev revd cllr wpc sgt
    capt lt cpl pvt maulana signor signora
""")
"""Titles that are no words besides. The others begin a name only with a capital."""

_SHORT_TITLES = words("sr fr hon col maj dc pc")

_MISSED = words("""
    to not t i we you they would could might may will can should never easily often almost nearly near didn dont don
    and or must cannot ll d always did do so just still also really
""")
"""Before these "miss" is a verb, or a near miss."""

_CALLINGS = ("ist", "ician", "arian", "sman", "eman", "woman", "keeper", "worker", "driver", "eer")
"""How words for what people do for a living end."""

_INITIALLED = words("""
    hca hcsw cna pca lpn rn np pa sn ssn emt sho reg gp ot slt salt slp sw cpn hv rt crna ahp tech
""")
_QUALIFIED = words("""
    rn md np do lpn rgn rmn rnc bsn msn dnp frcs frcp mrcp mrcgp pa crna cnm rrt lcsw pharmd dpt facep mbe obe phd
""")
_OWNERS = words("my our his her their your the a an this that s another one")
_ONES = words("one other first second third last")
"""After these only a comma can bring a name: the younger one, Innes."""

_HISTORIC = words("curie seacole nightingale saunders caldicott")
_GIVING = words("""
    gave give gives giving given offered offer prescribed administered showed handed sold taught
""")
_APPOSED = words("the my our his her their your whose s")
_NAMING = words("called named nicknamed christened calling dubbed surnamed")
_SIGNING = words("""
    signed countersigned witnessed checked reviewed seen assessed written led supervised mentored precepted
    completed prescribed dictated authorised authorized documented taught assisted accompanied cosigned entered
    scribed recorded performed escorted goes
""")
_KNOWN = words("name gave known introduced registered written signed addressed booked")
_GIVEN = words("""
    issued belongs belonging belonged addressed registered handwritten labelled labeled prescribed dispensed
    assigned meant
""")
_LABELS = words("""
    contact signed witness prescriber referrer requester reporter from attending surgeon driver escort
""")
_FILED = words("dob born nhs chi mrn ssn hcn gmc nmc npi dea hcpc gphc hosp h d aged nok")
_GREETINGS = words("hi hello hey hiya dear thanks cheers morning agreed")
_PARTING = words("regards thanks wishes cheers signed sincerely faithfully love hugs")
_AT = words("in at on from near after during by under outside around since before until per via")
_NAMED = words("is was be being been s shes hes get gets re m were are someone somebody")
_PLACES = words("ward unit hospital surgery house clinic road street suite wing lodge")
_DOING = words("""
    said says told gave asked was is had has came went rang called thinks thought noticed showed did knew felt saw
    took helped found brought and who
""")

_CLOSED = re.compile(r"[ ]?(?:[,.;:!?)\]\n\"]|-|$|'s\b|(?:who|and|was|is|said|had)\b)")
_GREETED = re.compile(
    r"[,.!:;\n?]| -|$| (?:for|this|that|i|and|you|your|it|what|so|really|the|yes|we)\b", re.IGNORECASE
)
_LABEL_GAP = re.compile(r" ?[:=#] ?| - |, ")
_NEXT_TO = frozenset({" ", ", ", " (", " - ", ' "', " '"})


def find_titled(text: Text) -> Iterator[Finding]:
    """Names after titles: Mrs Okafor, Dr. P. van der Berg, dr okafor, Mr and Mrs Lee."""
    for title in TITLES.keys() & text.where.keys():
        for place in text.where[title]:
            end = _titled(text, place)
            if end is not None:
                yield _removed(text, place, end, safer=_instead(text, place, title))


def _titled(text: Text, place: int, titles: int = 0) -> int | None:
    """The end of a name that a title begins, or None."""
    title, following = text.words[place], place + 1
    gaps = {" ", ". ", ".", "\n"} if title in _TITLES_ONLY | _SHORT_TITLES else {" ", "\n"}
    if titles == _MOST_TITLES or following >= len(text.words) or text.gap(following) not in gaps:
        return None
    capital = text.written(place)[0].isupper()
    if not capital and (title not in _TITLES_ONLY or (title == "miss" and place and text.words[place - 1] in _MISSED)):
        return None
    after = text.words[following]
    if title in _CIVIL and after in {"and", "or"}:
        is_couple = following + 1 < len(text.words) and text.words[following + 1] in _CIVIL
        return _titled(text, following + 1, titles + 1) if is_couple else None
    if after in _TITLES_ONLY or (after in {"sir", "dame", "sister"} and text.written(following)[0].isupper()):
        return _titled(text, following, titles + 1)
    end = name_end(text, following, anyone=title in _CIVIL and capital, small=title in _WORN, also=True)
    if end is None or (title in _LEARNED and _is_of_a_theorist(text, following, end)):
        return None
    return end


def _is_of_a_theorist(text: Text, start: int, end: int) -> bool:
    return bool(set(text.words[start:end]) & (EPONYMS - ORDINARY)) or _names_a_theory(text, end)


def _instead(text: Text, place: int, title: str) -> str:
    if text.words[place + 1] in {"and", "or"}:
        return "the couple"
    if place and text.words[place - 1] in PEOPLE and text.gap(place) in _NEXT_TO:
        return ""
    if place > 1 and text.words[place - 1] in {"is", "was"} and text.words[place - 2] in PEOPLE:
        return REMOVED
    return TITLES[title]


def find_related(text: Text) -> Iterator[Finding]:
    """Names after a relation or a role: her husband Tom, my mentor, Priya, pt: J. Smith, our manager is Dilys."""
    hurried = any(text.written(place) == "i" for place in text.where.get("i", ())[:9])
    for place in _people(text):
        start, announced = _after_person(text, place)
        if start is None or (text.words[place] in TITLES and text.written(place)[0].isupper() and not announced):
            continue
        if announced:
            end = _last_first(text, name_end(text, start))
            if end is not None and not (text.words[start] in TITLES and text.written(start)[0].isupper()):
                yield _removed(text, start, end, safer="a relative" if text.words[place] == "nok" else REMOVED)
        elif (end := _beside(text, place, start, small=hurried)) is not None:
            yield _removed(text, start, end, safer="")
            yield from _and_another(text, end)


def _people(text: Text) -> Iterator[int]:
    """Where words for people are, those included that only end like one: the florist, her brother-in-law."""
    for word in text.where:
        if word in PEOPLE or word in _ONES:
            yield from text.where[word]
        elif word.endswith(_CALLINGS) and word not in NOT_NAMES and not word.endswith(("list", "human")):
            yield from (place for place in text.where[word] if text.written(place).islower())
    for place in text.where.get("law", ()):
        if text.lower.endswith("-in-", 0, text.starts[place]):
            yield place


def _after_person(text: Text, place: int) -> tuple[int | None, bool]:
    """The word that may be the person's name, and whether a colon or an "is" announces it."""
    following = place + 1
    if following >= len(text.words):
        return None, False
    gap = text.gap(following)
    if gap == " " and text.words[following] in {"is", "was", "being"}:
        return (following + 1, True) if _is_announced(text, following + 1) else (None, False)
    if gap == " " and text.words[following] == "of" and text.words[place] in KIN:
        return (following + 1, True) if _is_announced(text, following + 1) else (None, False)
    if gap in _NEXT_TO:
        return following, False
    return (following, True) if _LABEL_GAP.fullmatch(gap) else (None, False)


def _last_first(text: Text, end: int | None) -> int | None:
    """The end of a name with what a comma puts after it: Smith, John."""
    if end is not None and end < len(text.words) and text.gap(end) == ", " and _is_name_word(text, end):
        return end + 1
    return end


def _is_announced(text: Text, start: int) -> bool:
    """Whether a name follows and ends there: my mentor was Priya."""
    end = name_end(text, start) if start < len(text.words) and text.gap(start) == " " else None
    return end is not None and _CLOSED.match(text.plain, text.ends[end - 1]) is not None


def _beside(text: Text, place: int, start: int, *, small: bool) -> int | None:
    """The end of a name that stands right after a person, or None."""
    gap = text.gap(start)
    if small and gap == " " and _is_small_name(text.words[start], text.written(start)):
        return start + 1 if _acts(text, place, start) else None
    titled = text.words[start] in TITLES and text.written(start)[0].isupper()
    end = None if titled else name_end(text, start, also=True)
    if end is None or _names_a_thing(text, end) or text.words[end - 1] in _HISTORIC:
        return None
    return end if _is_beside(text, place, start, end) else None


def _is_beside(text: Text, place: int, start: int, end: int) -> bool:
    """Whether what is between a person and a name, and after it, makes it theirs."""
    gap = text.gap(start)
    if gap != " " and not _CLOSED.match(text.plain, text.ends[end - 1]):
        return False
    word, before = text.words[place], set(text.words[max(place - 3, 0) : place])
    if gap == ", ":
        known = bool(_OWNERS & before) or word in _INITIALLED or end - start > 1
        return known or (word in KIN and _goes_on_after(text, end))
    return gap != " " or not (word in _ONES or (word in PATIENTS and _GIVING & before))


def _goes_on_after(text: Text, end: int) -> bool:
    """Whether a comma follows a name, and then what its bearer does."""
    after = text.words[end] if end < len(text.words) else ""
    return bool(after) and text.gap(end) == ", " and text.written(end).islower() and after not in {"and", "or"}


def find_set_off(text: Text) -> Iterator[Finding]:
    """Names between commas, some words after the person: my buddy on shift, Tyrone, had a plan."""
    for place in range(2, len(text.words) - 1):
        if text.gap(place) != ", " or text.words[place + 1] not in _DOING or not _is_name_word(text, place):
            continue
        clause = text.words[max(place - 6, 0) : place]
        person = any(word in PEOPLE for word in clause[:-1]) and bool(_AT & set(clause) or "i" in clause)
        if person and text.gap(place + 1) == ", ":
            yield _removed(text, place, place + 1, safer="")


def _acts(text: Text, place: int, start: int) -> bool:
    """Whether a word without a capital does something after a person, as only a name does: our carer shaz gave."""
    following = text.words[start + 1 : start + 2]
    owned = _OWNERS & set(text.words[max(place - 3, 0) : place])
    return bool(owned and following and following[0] in _DOING and text.gap(start + 1) == " ")


def _names_a_thing(text: Text, end: int) -> bool:
    """Whether something is called after a name: the patient Parkinson's nurse, her ward Nightingale House."""
    following = text.words[end] if end < len(text.words) else ""
    return following in _PLACES or _names_a_theory(text, end)


def _names_a_theory(text: Text, end: int) -> bool:
    """Whether a name is the beginning of a theory's, or a disease's: the student Gibbs' cycle."""
    after = end + (text.words[end : end + 1] == ["s"])
    following = text.words[after] if after < len(text.words) else ""
    return text.words[end - 1] in EPONYMS and following in NAMED_AFTER


def _and_another(text: Text, end: int) -> Iterator[Finding]:
    """The second of two: her sons Tom and Raj."""
    if text.words[end : end + 1] == ["and"] and text.gap(end) == " " and end + 1 < len(text.words):
        last = name_end(text, end + 1)
        if text.gap(end + 1) == " " and last is not None and text.words[end + 1] not in TITLES:
            yield _finding(text.ends[end - 1], text.ends[last - 1], safer="")


def find_apposed(text: Text) -> Iterator[Finding]:
    """Names before a relation: I rang Eluned, his bride; Winston the porter; Tom (her son)."""
    for owner in _APPOSED & text.where.keys():
        for place in text.where[owner]:
            gap = text.gap(place)
            person = text.words[place + 1 : place + 3]
            beside = owner == "the" and bool(person) and person[0] in PEOPLE if gap == " " else gap in {", ", " ("}
            if not place or not beside or not any(word in PEOPLE for word in person):
                continue
            start = _name_start(text, place - 1)
            if start is None or text.opens_sentence(text.starts[start]):
                continue
            before = text.words[start - 1] if start else ""
            known = start == place - 1 and text.words[start] in EPONYMS
            if not known and before not in _AT and before not in PEOPLE and before not in TITLES:
                end = text.starts[place] if gap == " " else text.ends[place - 1]
                yield _finding(text.starts[start], end, safer="" if gap == " " else "someone")


def _name_start(text: Text, last: int) -> int | None:
    """The first word of a name that ends with a word, or None."""
    if not _is_name_word(text, last):
        return None
    first = last
    while (
        first > 0 and last - first < 3 and text.gap(first) in {" ", "-", "'", ". "} and _is_name_part(text, first - 1)
    ):
        first -= 1
    return first


def _is_name_part(text: Text, place: int) -> bool:
    written = text.written(place)
    return _is_name_word(text, place) or (len(written) == 1 and written.isupper() and written not in "IA")


def find_called(text: Text) -> Iterator[Finding]:
    """Names after words that give one: a girl called Innes, known as Bethan, his name was Gethin, signed by A Patel."""
    for start, cue in (*_announced(text), *_given(text), *_presented(text), *_greeted(text)):
        if text.words[start] in TITLES and text.written(start)[0].isupper():
            continue
        end = name_end(text, start, also=cue in _NAMING)
        if end is None or _names_a_thing(text, end):
            continue
        if cue in _NAMING and start > 1 and text.words[start - 2] in PEOPLE:
            yield _finding(text.ends[start - 2], text.ends[end - 1], safer="")
        else:
            yield _removed(text, start, end, safer="" if cue in _GREETINGS else REMOVED)


def _announced(text: Text) -> Iterator[tuple[int, str]]:  # noqa: C901  one line for each way to say it
    """Where a name is due, and the word that says so."""
    words, most = text.words, len(text.words) - 1

    def at(*cues: str) -> Iterator[tuple[int, str, str]]:
        """Each cue with the word before it, where something follows."""
        for cue in cues:
            for place in text.where.get(cue, ()):
                if place < most:
                    yield place, cue, words[place - 1] if place else ""

    for place, cue, before in at(*_NAMING):
        if text.gap(place + 1) in {" ", ' "', " '", ": "} and (cue != "called" or before in PEOPLE or before in _NAMED):
            yield place + 1, cue
    for place, cue, _ in at("as"):
        if text.gap(place + 1) in {" ", ' "', " '"} and _KNOWN & set(words[max(place - 6, 0) : place]):
            yield place + 1, cue
    for place, cue, before in at("by"):
        if text.gap(place + 1) in {" ", ": "} and before in _SIGNING:
            yield place + 1, cue
    for place, cue, before in at("to", "for"):
        if text.gap(place + 1) == " " and before in _GIVEN:
            yield place + 1, cue
    for place, cue, _ in at("nee", "aka", "kin", *_LABELS):
        if ":" in text.gap(place + 1) or (cue in {"nee", "aka"} and text.gap(place + 1) == " "):
            yield place + 1, cue


def _given(text: Text) -> Iterator[tuple[int, str]]:
    """Where a name is said to be one, or signs a letter: his name was Gethin; surname: Pike; kind regards, Ifeoma."""
    most = len(text.words) - 1
    for cue in ("name", "names", "surname", "forename"):
        for place in text.where.get(cue, ()):
            being = place < most and text.words[place + 1] in {"is", "was", "s", "being"}
            following = place + 1 + being
            if following <= most and (being or _LABEL_GAP.fullmatch(text.gap(following))):
                yield following, cue
    for cue in _PARTING & text.where.keys():
        for place in text.where[cue]:
            parted = place < most and text.gap(place + 1) in {", ", ",\n", "\n"}
            end = name_end(text, place + 1) if parted else None
            if end is not None and not text.plain[text.ends[end - 1] :][:3].strip(" .\n"):
                yield place + 1, cue


def _presented(text: Text) -> Iterator[tuple[int, str]]:
    """Where it is said who somebody is: I'm Gwendolyn; she's Marguerite Lang; it was Dilys who came."""
    words = text.words
    for cue in ("m", "im", "am", "s", "is", "was"):
        for place in text.where.get(cue, ()):
            end = name_end(text, place + 1) if place + 1 < len(words) and text.gap(place + 1) == " " else None
            if end is None or not _CLOSED.match(text.plain, text.ends[end - 1]):
                continue
            subject = words[place - 1] if place else ""
            whole = any(text.gap(part) == " " for part in range(place + 2, end))
            if (
                cue == "im"
                or (cue in {"m", "am"} and subject == "i")
                or (subject in {"she", "he", "this", "it"} and (whole or words[end : end + 1] == ["who"]))
            ):
                yield place + 1, cue


def _greeted(text: Text) -> Iterator[tuple[int, str]]:
    """Where a sentence greets: hi Bronwen; thank you, Suresh."""
    words = text.words
    for cue in _GREETINGS & text.where.keys():
        for place in text.where[cue]:
            if not text.opens_sentence(text.starts[place]):
                continue
            start = place + 1
            if words[start : start + 1] == ["you"]:
                start += 1
            end = name_end(text, start) if start < len(words) and text.gap(start) in {" ", ", "} else None
            if end is not None and end - start < 3 and _GREETED.match(text.plain, text.ends[end - 1]):
                yield start, cue


def find_filed(text: Text) -> Iterator[Finding]:
    """Names as records put them: Joan Smith, DOB; OYELARAN, Grace; Kelly Ruiz, RN."""
    for cue in (_FILED | _QUALIFIED) & text.where.keys():
        for place in text.where[cue]:
            if not place or text.gap(place) not in {", ", " (", " - ", "; "}:
                continue
            if cue in _QUALIFIED and not text.written(place).isupper():
                continue
            if cue == "h" and text.plain[text.ends[place] : text.ends[place] + 1] != "&":
                continue
            start = _name_start(text, place - 1)
            if start is None or (start == place - 1 and (cue in _QUALIFIED or text.opens_sentence(text.starts[start]))):
                continue
            before = text.words[start - 1] if start else ""
            if before not in TITLES and before not in _AT:
                yield _removed(text, start, place, safer="a colleague" if cue in _QUALIFIED else REMOVED)
    yield from _sorted(text)


def _sorted(text: Text) -> Iterator[Finding]:
    """Surnames in capitals before the name: OYELARAN, Grace."""
    for place in range(1, len(text.words)):
        word = text.words[place - 1]
        if len(word) < 5 or text.gap(place) != ", " or not text.written(place - 1).isupper():
            continue
        named = word.isalpha() and word not in NOT_NAMES and _is_name_word(text, place)
        ends = text.plain[text.ends[place] : text.ends[place] + 1] in {"", ",", ".", ";", ")", "(", "\n"}
        if named and ends and not text.written(place).isupper():
            yield _removed(text, place - 1, place + 1, safer=REMOVED)


def find_families(text: Text) -> Iterator[Finding]:
    """A family by its name: the Okafor family."""
    for place in text.where.get("family", ()):
        if place > 1 and text.words[place - 2] == "the" and text.gap(place) == " " and _is_name_word(text, place - 1):
            yield _removed(text, place - 1, place, safer="")


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
            if (gap == "'" and word in {"s", "ll", "d", "re", "ve"}) or (
                gap == "-" and written.islower() and not small
            ):
                break
            if end is not None or words[place - 1] in PARTICLES or len(words[place - 1]) == 1:
                end = place + 1
        elif (
            (gap.startswith(".") and len(words[place - 1]) > 2) or names > 2 or (names and written.islower() and small)
        ):
            break
        elif (len(word) == 1 and written.isupper() and word != "i") or (
            word in PARTICLES and (written.islower() or len(word) < 3) and _goes_on(text, place, small=small)
        ):
            continue
        elif (
            (not names and written[0].isupper() and (anyone or (also and word in ALSO_NAMES)))
            or _is_name_word(text, place, first=not names)
            or (small and not names and _is_small_name(word, written))
        ):
            names, end = names + 1, place + 1
        else:
            break
    return end


def _goes_on(text: Text, place: int, *, small: bool) -> bool:
    """Whether a name goes on after a particle such as "van"."""
    for following in range(place + 1, min(place + 3, len(text.words))):
        if text.gap(following) not in {" ", "-", "'"}:
            return False
        word = text.words[following]
        if text.written(following)[0].isupper():
            return _is_name_word(text, following)
        if word not in PARTICLES:
            return small and word not in COMMON
    return False


def _is_name_word(text: Text, place: int, *, first: bool = True) -> bool:
    """Whether a word can be part of a name: a capital, and nothing else that it would be."""
    word, written = text.words[place], text.written(place)
    if not written[0].isupper() or len(word) < 2 or not word.isalpha() or word in NOT_NAMES or is_medical(word):
        return False
    if word in MONTHS:
        counted = text.plain[text.ends[place] + 1 : text.ends[place] + 2].isdigit()
        return first and word in {"april", "june", "august", "jan"} and not counted
    return not written.isupper() or len(word) > 4


def _is_small_name(word: str, written: str) -> bool:
    if not written.islower() or len(word) < 3 or word.endswith(("ing", "ed", "ly")):
        return False
    return not any(word in known for known in (COMMON, INSTITUTIONS, PEOPLE, WEEKDAYS, NAMED_AFTER))


def _removed(text: Text, start: int, end: int, *, safer: str) -> Finding:
    """A name from a word up to another; where nothing has to stand instead, with the commas or brackets around it."""
    first, last = text.starts[start], text.ends[end - 1]
    if not safer and start:
        gap, after = text.gap(start), text.plain[last : last + 1]
        if gap == " (" and after != ")":
            return _finding(first, last, safer=REMOVED)
        first -= len(gap)
        last += (gap[-1:], after) in {("(", ")"), ('"', '"'), ("'", "'")} or (gap == ", " and after == ",")
    return _finding(first, last, safer=safer)


def _finding(start: int, end: int, *, safer: str) -> Finding:
    return Finding(start, end, Category.NAME, Certainty.LIKELY, safer)


FINDERS = (find_titled, find_related, find_set_off, find_apposed, find_called, find_filed, find_families)
