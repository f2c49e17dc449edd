"""Named places of care, and the towns where people live."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.places import (
    GOING,
    first_of,
    is_place_word,
    last_of,
    named_from,
    site,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import KIN, NAMED_AFTER, PEOPLE, THINGS, TITLES, words

_SITES = {
    **dict.fromkeys(("hospital", "infirmary"), "a district hospital"),
    **dict.fromkeys(("surgery", "practice", "pharmacy"), "a local surgery"),
    **dict.fromkeys(("house", "lodge", "manor", "grange", "hall"), "a care home"),
    **dict.fromkeys(("school", "academy", "college", "nursery", "preschool"), "a school"),
    **dict.fromkeys(("hospice",), "a hospice"),
    **dict.fromkeys(("prison", "jail", "penitentiary"), "a prison"),
    **dict.fromkeys(("rehab", "rehabilitation"), "a rehabilitation centre"),
    **dict.fromkeys(("general", "royal", "memorial", "regional", "va", "district"), "a district hospital"),
    **dict.fromkeys(("primary", "elementary", "comprehensive", "grammar", "infants"), "a school"),
    **dict.fromkeys(("high", "juniors"), "a school"),
    **dict.fromkeys(("estate", "depot", "colliery", "barracks", "quarry", "marina"), "an estate nearby"),
    **dict.fromkeys(("village", "court", "towers", "gardens", "fold", "view", "nook", "cottage"), "a local home"),
    **dict.fromkeys(("eyecare", "opticians", "optometry", "healthcare", "dental", "dentistry"), "a local practice"),
    **dict.fromkeys(("ridge", "heights", "hollow", "springs", "creek", "crossing", "landing"), "a place nearby"),
    **dict.fromkeys(("correctional",), "a prison"),
    **dict.fromkeys(("maternity",), "a maternity unit"),
    **dict.fromkeys(("farm", "abbey", "mosque", "synagogue", "temple"), "a place nearby"),
}
_LEFT_OPEN = words("general royal memorial regional va district primary elementary comprehensive grammar high court")
_LEFT_OPEN |= words("""
    creek crossing landing maternity ridge heights hollow springs infants juniors village towers gardens fold view nook
    cottage abbey
""")
"""Those that are much else besides, so that a preposition has to stand before them."""
_CENTRES = re.compile(
    r"(?:medical|health|care|community|rehab|rehabilitation|wellness|cancer|treatment|day|dental|birth|urgent care"
    r"|leisure|detention|correctional)(?: (?:and|&) (?:rehabilitation|rehab|medical|wellness))?"
    r"(?: (?:centre|center|facility|home|campus|group))\b"
    r"|(?:nursing|care|residential|rest|children's|retirement) home\b"
    r"|(?:general|memorial|regional|county|community|children's|university|district|veterans|teaching|cottage"
    r"|va|city)"
    r" (?:hospital|infirmary|medical center)\b"
    r"|(?:road|street|lane|hill|park|green)"
    r" (?:surgery|practice|clinic|pharmacy|school|hospital|health centre|medical centre|medical practice)\b"
    r"|(?:primary|high|secondary|grammar|elementary|middle|junior|infant|comprehensive|special) school\b"
    r"|(?:sixth form|technical|further education|community|agricultural)(?: (?:and|&) [a-z]+)? (?:college"
    r"|centre)\b|sixth form\b"
    r"|(?:assisted|senior) living\b|family practice\b|medical (?:practice|group)\b|skilled nursing\b"
)
_CENTRE_LEADS = words("""
    medical health care community rehab rehabilitation wellness cancer treatment day dental birth urgent leisure
    detention correctional nursing residential rest children retirement general memorial regional county university
    district veterans teaching cottage va city road street lane hill park green primary high secondary grammar
    elementary middle junior infant comprehensive special assisted senior family skilled sixth technical further
    agricultural
""")
_HEADS = {
    **dict.fromkeys(("hmp", "hmyoi", "yoi", "fci", "usp"), "a prison"),
    **dict.fromkeys(("raf", "hms", "fort"), "a base"),
    **dict.fromkeys(("queen", "princess"), "a district hospital"),
}
_SAINT = re.compile(r"St\.? ([A-Z][a-z]+(?:-[A-Z][a-z]+)?)'s?")
_SAINTS_OF_OTHERS = words("john vitus anthony george")
_RESIDENCE = re.compile(
    r"(?:only [a-z]{3,12}|lives?|over|out|up|down|home ?births?|births?|deliver(?:y|ies)|shout|job|rescue"
    r"|collapse|motel|b&b|cabin"
    r"|camp|tent|boat|houseboat|narrowboat|bedsit|shack|croft|funeral|wedding|wake|birthplace|childhood"
    r"|boarding|croft"
    r"|living|lived|born|brought up|grew up|raised|based|settled|buried|married|home|house|flat|cottage|farm"
    r"|farmhouse|trailer|bungalow|surgery|practice|hospital|school|prison|resident|family|parents|church|mosque|shop"
    r"|pub|dentist|gp|chemist|hotel|hostel|shelter|caravan|crash|accident|pile-up|shooting|stabbing|fire|clinic|found"
    r"|lives? (?:up|down|over|out|alone)|hospice|placement|stays?|staying|stayed|studio|factory|allotment|barn"
    r"|village"
    r"|collapsed|fell|practises?|unit|apartment|condo|ranch|nursing home|care home|site|office|mill|yard|port"
    r") (?:in|outside|near|at|on|by) \Z"
    r"|(?:(?<![\d.-])\d\d(?:yo|[fm])|years? old|yrs? old|y/o|yo|year-old|old),? from \Z"
    r"|(?:drives?|drove|driven|driving|travels?|travell?ed|travell?ing|comes?|came|flown|flew|bussed|walked)"
    r" (?:[a-z]+ ){1,3}from \Z"
    r"|(?:arrest|rtc|outbreak|tracing|visits?|callout|call-out|scene|caseload) (?:in|at|near|outside) \Z"
    r"|(?:cycled|walked|drove|trekked|rode|trudged|ventured|headed|set off|trip|journey|called)"
    r"(?: (?:out|over|up|down|back))? to \Z"
    r"|(?:resident of|moved (?:here |over |up |down )?(?:from|to|into|out to)|went to school in|all the way from"
    r"|(?:transferred|transfer|transferring|sent|flown|airlifted|lighted|conveyed|repatriated|discharged|admitted"
    r"|driven|drives?|drove|driving|travels?|travelled|travelling|commutes?|evacuated|retired|referred|moved"
    r"|took|taken|ambulance|helicopter|bus|train|ferry|came|come|comes|goes|going|went|gone|returned"
    r"|returning|deported|emigrated|relocated|fled)"
    r"(?: (?:him|her|them|me|us|it|baby|mum|mom|dad|home|back|on|in|up|down|over|out|across|straight|here))?"
    r"(?: (?:to|from|into|at))"
    r"|(?:back )?home to|originally from|admitted to|respite (?:at|in)|placed (?:at|in)|remand (?:at|in)"
    r"|registered (?:at|with)|lodges? (?:at|in)|lives? at|living at|lived at|stays? at|staying at|resident at"
    r") \Z"
)
_FROM_OR_IN = words("from in near")
_DWELLING = PEOPLE - words("student students nurse nurses doctor doctors consultant registrar trainer tutor speaker")
_NOT_HOME = words("course conference study trained training studied university workshop degree webinar")


def find_sites(text: Text) -> Iterator[Finding]:
    """Named hospitals, practices, homes, schools and prisons, and towns that somebody lives in."""
    yield from _by_noun(text)
    yield from _by_centre(text)
    yield from _by_saint(text)
    yield from _by_head(text)
    yield from _by_residence(text)
    yield from _of_a_town(text)
    yield from _of_an_address(text)
    yield from _of_its_kind(text)
    yield from _royal(text)


_SETTLEMENTS = words("town village hamlet suburb township parish island city")


def _of_its_kind(text: Text) -> Iterator[Finding]:
    """Small town, Holsworthy, what did I expect; a village called Nether Wallop."""
    for noun in _SETTLEMENTS & text.present:
        for place in text.where[noun]:
            called = text.words[place + 1 : place + 2]
            first = place + 1 + (called in (["called"], ["named"], ["of"]))
            if first >= len(text.words) or not is_place_word(text, first) or text.words[first] in THINGS:
                continue
            gap = text.gap(first)
            last = last_of(text, first, 3)
            closed = text.plain[text.ends[last] : text.ends[last] + 1] in {",", ".", ")", ";"}
            if (gap == " " and first > place + 1) or (
                gap in {", ", ": ", " ("} and closed and text.written(place).islower()
            ):
                yield Finding(text.starts[first], text.ends[last], Category.SITE, Certainty.HINT, "a nearby town")


_NOT_ROYAL = words("mail family assent navy marines charter wedding commission air assembly artillery british academy")


def _royal(text: Text) -> Iterator[Finding]:
    """The Royal Pentland: a hospital that needs no other word."""
    for place in text.where.get("royal", ()):
        led = place > 1 and text.words[place - 1] == "the" and text.words[place - 2] in GOING
        if not led or not text.written(place)[0].isupper() or place + 1 >= len(text.words):
            continue
        if text.gap(place + 1) == " " and is_place_word(text, place + 1) and text.words[place + 1] not in _NOT_ROYAL:
            yield site(text, text.starts[place], text.ends[last_of(text, place + 1, 2)], "a district hospital")


def _by_noun(text: Text) -> Iterator[Finding]:
    for noun, safer in _SITES.items():
        for place in text.where.get(noun, ()):
            capital = text.written(place)[0].isupper()
            if not capital and noun not in _PLAIN_SITES:
                continue
            first = named_from(text, place)
            if first is not None and noun in _TAUGHT_AT and _STUDYING & set(text.words[max(first - 6, 0) : first]):
                continue
            if first is None or (noun in _LEFT_OPEN and place - first < 2 and not _is_gone_to(text, first, place)):
                continue
            end = text.ends[place]
            if noun in _LEFT_OPEN and text.plain[end : end + 1] == " ":
                end = text.ends[last_of(text, place, 2)]
            yield site(text, text.starts[first], end, safer)


_TAUGHT_AT = words("college academy school hall")
_STUDYING = words("degree studied study trained training course masters diploma lecture lecturer conference i my")


def _is_gone_to(text: Text, first: int, last: int) -> bool:
    """Whether a name is of a place by what stands before it, or by what a place does not do after it."""
    before = text.words[first - 1] if first and text.gap(first) == " " else ""
    after = text.words[last + 1] if last + 1 < len(text.words) and text.gap(last + 1) == " " else ""
    if text.gap(first) == ", " and text.words[first - 1] in {"school", "college", "nursery", "home", "prison"}:
        return True
    return before in GOING and after not in {"score", "scale", "chart", "model", "system", "pathway", "standard"}


_PLAIN_SITES = words("hospital surgery school hospice infirmary prison academy estate depot colliery barracks")
"""Those that are named without a capital of their own."""


def _by_centre(text: Text) -> Iterator[Finding]:
    for lead in _CENTRE_LEADS & text.present:
        for place in text.where[lead]:
            if not place or text.gap(place) not in {" ", "'s "}:
                continue
            match = _CENTRES.match(text.lower, text.starts[place])
            proper = text.written(place)[0].isupper() or lead not in {"medical", "health"}
            if match and proper and is_place_word(text, place - 1):
                yield site(text, text.starts[first_of(text, place - 1)], match.end(), _kind(match[0]))


def _kind(centre: str) -> str:
    for said, safer in _KINDS:
        if said in centre:
            return safer
    return "a local surgery"


_KINDS = (
    *((said, "a care home") for said in ("home", "living", "nursing")),
    ("school", "a school"),
    *((said, "a district hospital") for said in ("hospital", "infirmary", "medical center", "medical centre")),
)
_POSTED = re.compile(r", ([A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)(?=, (?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|[A-Z]{2} \d{5}))")


def _of_an_address(text: Text) -> Iterator[Finding]:
    """Towns between a street and a postcode: Larkfield Close, Penrith, CA11 6XD."""
    for place in text.coded:
        for word in range(max(place - 4, 1), place):
            if text.gap(word) == ", " and (town := _POSTED.match(text.plain, text.starts[word] - 2)):
                yield Finding(*town.span(1), Category.SITE, Certainty.HINT, "a nearby town")
                break


_OF_A_TOWN = re.compile(
    r"(?:(?:Royal|University|General|Queen's|Children's|Cottage|District|County) ){1,3}(?:Hospitals?|Infirmary)"
    r"(?: of|,)? (?=[A-Z])"
)
_TOWN = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?")


def _of_a_town(text: Text) -> Iterator[Finding]:
    """Hospitals before their town: University Hospital of Farrowdale, Royal Infirmary of Hexley."""
    for lead in {"royal", "university", "general", "queen"} & text.present:
        for place in text.where[lead]:
            if head := _OF_A_TOWN.match(text.plain, text.starts[place]):
                town = _TOWN.match(text.plain, head.end())
                if town:
                    yield site(text, head.start(), town.end(), "a district hospital")


def _by_saint(text: Text) -> Iterator[Finding]:
    for place in text.where.get("st", ()):
        match = _SAINT.match(text.plain, text.starts[place])
        if match and match[1].lower() not in _SAINTS_OF_OTHERS:
            yield site(text, *match.span(), "the hospital")


def _by_head(text: Text) -> Iterator[Finding]:
    for head, safer in _HEADS.items():
        for place in text.where.get(head, ()):
            last = last_of(text, place, 4)
            if last > place and text.written(place)[0].isupper():
                yield site(text, text.starts[place], text.ends[last], safer)


def _by_residence(text: Text) -> Iterator[Finding]:
    for preposition in _TOWARDS & text.present:
        for place in text.where[preposition]:
            first = place + 1
            if first >= len(text.words) or text.gap(first) != " ":
                continue
            named = text.written(first) == "The" and first + 1 < len(text.words) and text.gap(first + 1) == " "
            head = first + named
            if not is_place_word(text, head) or text.words[head] in THINGS:
                continue
            if not (_is_home(text, place) or (named and preposition in {"to", "from", "at"})):
                continue
            last = last_of(text, head, 3)
            end = _hyphenated(text, last)
            if (
                text.plain[end : end + 1] == " "
                and text.words[last + 1 : last + 2]
                and text.words[last + 1] in TITLES.keys() | PEOPLE | NAMED_AFTER
                and not named
            ):
                continue
            yield Finding(text.starts[first], end, Category.SITE, Certainty.HINT, _nearby(preposition))


_TOWARDS = words("in from to of near outside at into on with by")
_HYPHENATED = re.compile(
    r"(?:-(?:on|upon|in|under|by|le|super|the)){1,2}-[A-Z][a-z]+|'s [A-Z][a-z]+| (?:Children|Women)'s\b"
)


def _hyphenated(text: Text, last: int) -> int:
    """The end of a name such as Stow-on-the-Wold."""
    match = _HYPHENATED.match(text.plain, text.ends[last])
    return match.end() if match else text.ends[last]


def _nearby(preposition: str) -> str:
    return "a place nearby" if preposition in {"at", "on", "with"} else "a nearby town"


def _is_home(text: Text, preposition: int) -> bool:
    """Whether somebody lives, goes or is brought where a preposition leads."""
    start = text.starts[preposition + 1]
    if _RESIDENCE.search(text.lower, max(start - 40, 0), start):
        return True
    before = text.words[preposition - 1] if preposition else ""
    if text.words[preposition] not in _FROM_OR_IN or text.gap(preposition) != " ":
        return False
    if _NOT_HOME & set(text.words[max(preposition - 5, 0) : preposition]):
        return False
    if text.words[preposition] == "from":
        return before in _DWELLING or before in {"s", "is", "was", "isn", "wasn", "re", "are"}
    return before in KIN
