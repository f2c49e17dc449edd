"""Work and public roles that narrow down who a patient or a relative is. What colleagues do is no secret here."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.trades import (
    NOT_WORK,
    OF_WHAT,
    PUBLIC,
    PUBLIC_LEADS,
    ROLES,
    ROUTE_LEADS,
    ROUTES,
    TRADES,
)
from cpd_community_xblock.confidentiality.finders.work import job, trade
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    COLLEAGUES,
    COMMON,
    FOLK,
    KIN,
    PEOPLE,
    PEOPLES,
    TITLES,
    is_medical,
    words,
)

_OWN = words("i m we my me im ive id")
"""With these before, the writer speaks of themselves."""

_FAME = (("well", "known"), ("widely", "known"), ("locally", "known"))
_KNOWN = words("local prominent famous celebrated renowned serving beloved retired former past")
_TOWN = words("town village city parish county district island valley")
_OF_WARDS = words("champion player keeper coach chaplain minister selector president trainer")
_ALL_LIFE = re.compile(
    r" (?:for (?:\w+ ){0,2}(?:years|decades)|all (?:his|her) life|by trade|by profession|before (?:he|she|retir)"
    r"|until (?:he|she|retir)|at the (?:local|town|village|city)|in (?:his|her) (?:\w+ )?(?:day|youth|twenties"
    r"|thirties"
    r"|forties|fifties|sixties|seventies|eighties|nineties))\b"
)
_CLINICAL = words("ward clinic unit team nhs hospital shift handover patient patients round board meeting governors")
_LOOSE_BEFORE = words("been used worked works working employed job work career life time trained living days years")


def find_occupations(text: Text) -> Iterator[Finding]:
    """A retired headteacher, the local vicar, he used to be a harbour master, she plays for the town's team."""
    for ways in (
        _retired,
        _renowned,
        _what_somebody_is,
        _without_article,
        _unlike_anyone,
        _in_public,
        _apposed,
        _has_a_part,
    ):
        yield from ways(text)


def _retired(text: Text) -> Iterator[Finding]:
    """A retired bus driver, a former council leader, an ex-miner."""
    for lead in {"retired", "former", "past", "ex"} & text.present:
        for place in text.where[lead]:
            if place + 1 == len(text.words) or text.gap(place + 1) not in {" ", "-"} or _is_own(text, place, 3):
                continue
            if lead == "ex" and text.words[place + 1] in KIN | NOT_WORK:
                continue
            last = trade(text, place + 1, loose=lead != "past", colleagues=lead != "past")
            if last is None and lead == "retired" and _may_be_work(text, place + 1):
                last = place + 1
            if last is not None:
                yield job(text, place, last)


def _is_own(text: Text, place: int, most: int) -> bool:
    """Whether the writer is meant: I am a retired nurse myself."""
    return bool(_OWN & set(text.words[max(place - most, 0) : place]))


def _may_be_work(text: Text, place: int) -> bool:
    """Whether an unknown word after "a retired" is somebody's work."""
    article = text.before(text.starts[place] - 1, 2)[:1]
    return article in (["a"], ["an"], ["the"]) and text.words[place] not in PEOPLE


def _renowned(text: Text) -> Iterator[Finding]:
    """The local vicar, the town's mayor, a well-known radio presenter."""
    for lead in _KNOWN - {"retired", "former", "past"} & text.present:
        for place in text.where.get(lead, ()):
            if place and text.words[place - 1] in {"the", "a", "our", "and", "s", "known"}:
                yield from _known_for(text, place, place + 1)
    for place in text.where.get("known", ()):
        if place and (text.words[place - 1], "known") in _FAME:
            yield from _known_for(text, place - 1, place + 1)
    for lead in _TOWN & text.present:
        for place in text.where[lead]:
            owned = text.words[place + 1 : place + 2] == ["s"]
            if place and text.words[place - 1] in {"the", "our"}:
                yield from _known_for(text, place, place + 1 + owned)


def _known_for(text: Text, first: int, place: int) -> Iterator[Finding]:
    last = trade(text, place)
    if last is not None and text.words[last] not in _OF_WARDS and place < len(text.words) and text.gap(place) == " ":
        yield job(text, first, last)


def _what_somebody_is(text: Text) -> Iterator[Finding]:
    """He used to be a harbour master; Mr Pike, a farmer, came; a dairy farmer in his fifties."""
    for article in {"a", "an", "our", "the"} & text.present:
        for place in text.where[article]:
            last = _after_article(text, place)
            if last is not None:
                yield job(text, place + 1, last)


def _after_article(text: Text, article: int) -> int | None:
    """The last word of somebody's work after an article."""
    loose = _is_loosely_work(text, article)
    if not loose and (last := _of_a_named(text, article)) is not None:
        return last
    if loose or _is_what_somebody_is(text, article):
        last = trade(text, article + 1, loose=True)
        surely = last is not None and (loose or _is_surely_work(text, article + 1, last))
        return last if surely and not (text.words[article] == "the" and text.words[article + 1] in COLLEAGUES) else None
    if text.words[article] not in {"a", "an"} or _is_own(text, article, 4):
        return None
    last = trade(text, article + 1)
    return last if last is not None and _ALL_LIFE.match(text.lower, text.ends[last]) else None


def _without_article(text: Text) -> Iterator[Finding]:
    """He'd been town crier; a 63-year-old fisherman; 58M, Hmong, pitching coach."""
    yield from _after_age(text)
    for place in text.where.get("been", ()):
        if {"he", "she", "who"} & set(text.words[max(place - 3, 0) : place]):
            yield from _work_from(text, place + 1)
    for article in {"a", "an"} & text.present:
        for place in text.where[article]:
            if _is_cared_for(text, place):
                yield from _work_from(text, place + 1)
    for place in text.coded:
        if text.words[place][-1] in "fmo":
            yield from _among_notes(text, place + 1)


_CARING = words("""
    treated nursed assessed saw seen met visited visiting treating assessing nursing had patient patients client
    clients
    looked caring cared reminded chap chaps man woman lady gentleman lad girl bloke clerked examined seeing got one
    for
""")


def _is_cared_for(text: Text, article: int) -> bool:
    """Whether what follows is whom somebody looks after: I treated a rodeo clown; a chap, a ferry postman, came."""
    before = text.words[max(article - 4, 0) : article]
    if not before or article + 1 >= len(text.words):
        return False
    last = trade(text, article + 1)
    if last is None or text.words[last] in _OF_WARDS or {"student", "nurse"} & set(text.words[article:last]):
        return False
    rarely = last > article + 1 or text.words[last] not in COLLEAGUES
    gap = text.gap(article)
    if gap == " " and rarely and before[-1] in _CARING - {"for", "patients", "clients"} and before[-1] not in PEOPLE:
        if before[-1] in {"had", "got"}:
            who = text.plain.startswith((" who", " with", " in his", " in her"), text.ends[last])
            return last > article + 1 and before[-1] == "had" and who
        return before[-1] == "one" or bool({"i", "we"} & set(before))
    if gap == " " and rarely and before[-1] in {"of", "for", "after"}:
        return bool({"reminded", "caring", "cared", "looked", "looking"} & set(before))
    return (
        gap in {", ", " - "}
        and rarely
        and bool(FOLK & set(text.words[max(article - 9, 0) : article]))
        and (
            text.plain[text.ends[last] : text.ends[last] + 1] in {",", "."}
            or text.plain[text.ends[last] : text.ends[last] + 4] in {" who", " - w", " and"}
        )
    )


def _after_age(text: Text) -> Iterator[Finding]:
    """A 63-year-old fisherman; a 64 yo rodeo announcer."""
    for place in text.where.get("old", ()):
        if place and text.words[place - 1] in {"year", "yr", "years", "yrs"}:
            yield from _work_from(text, place + 1)
    for sign in {"yo", "o"} & text.present:
        for place in text.where[sign]:
            if (sign == "yo" or text.words[place - 1] == "y") and _is_aged(text, place):
                yield from _work_from(text, place + 1, loose=True)


def _is_aged(text: Text, place: int) -> bool:
    return any(word.isdigit() for word in text.words[max(place - 2, 0) : place]) or text.words[place - 1].isdigit()


def _work_from(text: Text, first: int, *, loose: bool = False) -> Iterator[Finding]:
    last = trade(text, first, loose=loose)
    if last is not None and text.gap(first) == " ":
        yield job(text, first, last)


def _among_notes(text: Text, first: int) -> Iterator[Finding]:
    first += first < len(text.words) and text.words[first] in PEOPLES
    if first < len(text.words) and text.gap(first) == ", " and _is_closed(text, first):
        last = trade(text, first)
        if last is not None:
            yield job(text, first, last)


def _is_loosely_work(text: Text, article: int) -> bool:
    """Whether work is spoken of, so that most words for what people do are meant: used to be a, his job as a."""
    before = text.words[max(article - 6, 0) : article]
    if not before or (_OWN & set(before[-5:])):
        return False
    if before[-1] == "as":
        return bool(_LOOSE_BEFORE & set(before[-4:])) and bool({"her", "his", "she", "he", "who", "s"} & set(before))
    return before[-3:] == ["used", "to", "be"] or (before[-1] == "been" and bool({"he", "she", "who"} & set(before)))


def _is_what_somebody_is(text: Text, article: int) -> bool:
    """Whether what follows is what somebody is: he's a, who was the, her husband is a, a gentleman, a."""
    before = _in_sentence(text, article, 4)
    if text.gap(article) == ", " and _is_named(text, article - 1) and article + 1 < len(text.words):
        return True
    if not before or _OWN & set(before):
        return False
    if text.gap(article) in {", ", " ("}:
        return before[-1] in FOLK or before[-1] in KIN or _is_named(text, article - 1) or _is_closed(text, article + 1)
    if text.gap(article) != " " or before[-2:] == ["is", "also"]:
        return text.gap(article) == " "
    if before[-1] in {"is", "was", "s", "been", "be", "also", "he", "she", "d"}:
        return not _SUBJECTS.isdisjoint(before[:-1])
    return False


_SUBJECTS = words("he she who used d also") | KIN | FOLK


def _in_sentence(text: Text, place: int, most: int) -> list[str]:
    """The words before a word in its sentence, so many at most."""
    first = place
    while first and place - first < most and not {".", "!", "?", "\n"} & set(text.gap(first)):
        first -= 1
    return text.words[first:place]


_WHO_DOES = re.compile(
    r" who (?:makes|bakes|brews|sells|runs|keeps|rings|reads|teaches|drives|builds|mends|plays|writes|presents"
    r"|founded|invented)"
    r" [a-z' ]{3,60}?(?=[,.;:!?]| and | but |$)"
)


def _of_a_named(text: Text, article: int) -> int | None:
    """The last word of what somebody with a title is: Brother Ezekiel is a monk who makes the cheese."""
    if article < 3 or text.words[article - 1] not in {"is", "was"} or not _is_named(text, article - 2):
        return None
    last = trade(text, article + 1)
    if last is None:
        return None
    does = _WHO_DOES.match(text.lower, text.ends[last])
    return text.word_from(does.end()) - 1 if does else last


_OF_PATIENTS = {"the patient", "the officer", "the chaplain", "the teacher"}
_NO_WORK = COMMON - {"last", "only", "first"}
_MOST_NAMES = 3
_MOST_BEFORE_WORK = 3


def _apposed(text: Text) -> Iterator[Finding]:
    """Captain Pike, last oysterman in the parish, came; a chap, goalkeeper for the town's side."""
    for title in TITLES.keys() & text.present:
        if TITLES[title] in _OF_PATIENTS:
            for place in text.where[title]:
                yield from _beside_a_name(text, place)
    for person in FOLK & text.present:
        for place in text.where[person]:
            if place + 1 < len(text.words) and text.gap(place + 1) in {", ", " - ", " ("}:
                yield from _part_from(text, place + 1)


def _beside_a_name(text: Text, title: int) -> Iterator[Finding]:
    """What follows a name with its title after a comma, up to another."""
    first = title + 1
    while first < len(text.words) and first - title <= _MOST_NAMES and text.gap(first) in {" ", ". ", "-", "'"}:
        if not text.written(first)[0].isupper():
            return
        first += 1
    if first == title + 1 or first >= len(text.words) or text.gap(first) != ", " or text.written(first)[0].isupper():
        return
    for start in range(first, min(first + _MOST_BEFORE_WORK, len(text.words))):
        if start > first and (text.gap(start) != " " or text.words[start - 1] in _NO_WORK):
            return
        last = trade(text, start, loose=True)
        if last is not None:
            if text.plain[text.ends[last] : text.ends[last] + 1] in {",", "."} and not is_medical(text.words[last]):
                yield job(text, first, last)
            return


_SINGULAR = re.compile(r"\b(?:she|he|who|mum|dad|mom)(?:'s| is| was|'d been| had been) (?:also |now |the |still )?\Z")


def _has_a_part(text: Text) -> Iterator[Finding]:
    """She's chair of our volunteer board; he is first violin in the county orchestra."""
    for role in (ROLES | {"goalkeeper"}) & text.present:
        for place in text.where[role]:
            for first in range(place, max(place - 3, 0), -1):
                start = text.starts[first]
                if _SINGULAR.search(text.lower, max(start - 20, 0), start):
                    yield from _part_from(text, first)
                    break


def _part_from(text: Text, first: int) -> Iterator[Finding]:
    """A role with what it is in, from a word on: owner of the big salon chain in town."""
    for place in range(first, min(first + 3, len(text.words))):
        if place > first and text.gap(place) != " ":
            return
        of = OF_WHAT.match(text.lower, text.ends[place]) if text.words[place] in ROLES | TRADES else None
        if of and not (_CLINICAL - {"board"}) & set(of[0].split()):
            yield job(text, first, text.word_from(of.end()) - 1)
            return


def _is_closed(text: Text, first: int) -> bool:
    """Whether an occupation that begins at a word ends its clause: Iraqi, a novelist, tiny."""
    last = trade(text, first)
    return (
        last is not None
        and (text.words[last] not in COLLEAGUES or text.words[first - 1] != "the")
        and text.plain[text.ends[last] : text.ends[last] + 1] in {",", ".", "!", ")", ";"}
    )


def _is_named(text: Text, place: int) -> bool:
    """Whether a word ends a name with its title: Mr Pike, a farmer."""
    return place > 0 and text.written(place)[0].isupper() and text.words[place - 1] in TITLES


def _is_surely_work(text: Text, first: int, last: int) -> bool:
    return text.words[last] in TRADES or last > first or _ALL_LIFE.match(text.lower, text.ends[last]) is not None


def _unlike_anyone(text: Text) -> Iterator[Finding]:
    """Roles of which a place has one: the mayor, the headteacher of the village school."""
    for work in TRADES & text.present:
        for place in text.where[work]:
            if not place or text.words[place - 1] not in {"the", "our"}:
                continue
            of = OF_WHAT.match(text.lower, text.ends[place])
            if of:
                yield job(text, place, text.word_from(of.end()) - 1)
            elif work in {"mayor", "mayoress", "mp", "postmistress", "laird"} and text.gap(place) == " ":
                yield job(text, place, place)


def _in_public(text: Text) -> Iterator[Finding]:
    for leads, pattern in ((PUBLIC_LEADS, PUBLIC), (ROUTE_LEADS, ROUTES)):
        for lead in leads & text.present:
            for place in text.where[lead]:
                before = text.words[place - 1] if place else ""
                staff = before in _NOBODY or before in COLLEAGUES or _is_own(text, place, 2)
                match = None if staff else pattern.match(text.lower, text.starts[place])
                if match and not _CLINICAL & set(match[0].split()):
                    yield Finding(*match.span(), Category.OCCUPATION, Certainty.HINT, "has a part in local life")


_NOBODY = words("team it which that this board ward trust system app you they to")
