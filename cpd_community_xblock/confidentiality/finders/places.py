"""Named wards and places of care, and the towns where people live."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    COMMON,
    COUNTRIES,
    EPONYMS,
    INSTITUTIONS,
    KIN,
    MONTHS,
    NAMED_AFTER,
    PEOPLE,
    THINGS,
    TITLES,
    WEEKDAYS,
    is_medical,
    words,
)

_WARDS = {
    "ward": "the ward",
    "unit": "the unit",
    "suite": "the suite",
    "wing": "the ward",
    "clinic": "a clinic",
}
_NUMBERED = re.compile(
    r"(?:(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen|Fifteen)"
    r"|[A-Z]{0,2}-?\d{1,3}[A-Za-z]?|[A-Z]\d?)(?: (?:North|South|East|West|[A-E])\b)?"
    r"(?![\w%/]| ?(?:patients|nurses|staff|beds|times)\b)"
)
_GENERIC = words("""
    surgical medical acute stroke labour labor maternity delivery intensive care high dependency admissions
    admission assessment rehabilitation rehab renal cardiac coronary respiratory gastro orthopaedic orthopedic
    trauma paediatric pediatric neonatal antenatal postnatal gynae gynaecology oncology haematology hematology
    elderly geriatric frailty psychiatric mental health secure day case theatre recovery emergency decision clinical
    infusion chemo dialysis burns plastics ent eye fracture vascular neuro neurology neurosurgical spinal stepdown
    telemetry medsurg med surg step down minor injuries sexual pain diabetes diabetic foot memory falls asthma leg
    ulcer travel flu vaccine vaccination outpatient outpatients private mixed female male isolation side short stay
    discharge transitional critical special baby mother birth birthing midwifery led community hospital endoscopy
    dermatology urology breast colorectal hepatology infectious diseases rheumatology virtual hot cold red green
    amber blue same early pregnancy triage referral treatment therapy physio outreach hyper hyperacute general adult
    childrens child children young adolescent long term nurse drug alcohol addiction needle warfarin anticoagulation
    well woman smoking bariatric feeding swallow voice lymphoedema wound ophthalmology hearing audiology balance
    research education training simulation bone marrow transplant cath sleep icu itu hdu nicu picu ed ae ccu
    inpatient tb hiv covid icd ecg ct mri pet open closed locked residential specialist regional national local main
    new old whole next other each every any one two three four five six tertiary primary secondary older people
    persons dementia end of life palliative hospice medicine surgery white town opera village guest country public
    coffee halfway court church parish full half learning disability forensic low medium dental ortho orthodontic
    hand women womens mens
""")
_NOT_PLACES = (COUNTRIES | COMMON | INSTITUTIONS | PEOPLE | WEEKDAYS | _GENERIC | MONTHS) - {
    "mercy",
    "st",
    "god",
    "bank",
}

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
    **dict.fromkeys(("ridge", "heights", "hollow", "springs"), "a place nearby"),
    **dict.fromkeys(("farm", "abbey", "mosque", "synagogue", "temple"), "a place nearby"),
}
_LEFT_OPEN = words("general royal memorial regional va district primary elementary comprehensive grammar high court")
_LEFT_OPEN |= words("ridge heights hollow springs infants juniors village towers gardens fold view nook cottage abbey")
"""Those that are much else besides, so that a preposition has to stand before them."""
_CENTRES = re.compile(
    r"(?:medical|health|care|community|rehab|rehabilitation|wellness|cancer|treatment|day|dental|birth|urgent care"
    r"|leisure|detention|correctional)(?: (?:and|&) (?:rehabilitation|rehab|medical|wellness))?"
    r"(?: (?:centre|center|facility|home|campus|group))\b"
    r"|(?:nursing|care|residential|rest|children's|retirement) home\b"
    r"|(?:general|memorial|regional|county|community|children's|university|district|veterans|teaching|cottage|va|city)"
    r" (?:hospital|infirmary|medical center)\b"
    r"|(?:road|street|lane|hill|park|green)"
    r" (?:surgery|practice|clinic|pharmacy|school|hospital|health centre|medical centre|medical practice)\b"
    r"|(?:primary|high|secondary|grammar|elementary|middle|junior|infant|comprehensive|special) school\b"
    r"|(?:assisted|senior) living\b|family practice\b|medical (?:practice|group)\b|skilled nursing\b"
)
_CENTRE_LEADS = words("""
    medical health care community rehab rehabilitation wellness cancer treatment day dental birth urgent leisure
    detention correctional nursing residential rest children retirement general memorial regional county university
    district veterans teaching cottage va city road street lane hill park green primary high secondary grammar
    elementary middle junior infant comprehensive special assisted senior family skilled
""")
_HEADS = {
    **dict.fromkeys(("hmp", "hmyoi", "yoi", "fci", "usp"), "a prison"),
    **dict.fromkeys(("raf", "hms", "fort"), "a base"),
    **dict.fromkeys(("queen", "princess"), "a district hospital"),
}
_SAINT = re.compile(r"St\.? ([A-Z][a-z]+(?:-[A-Z][a-z]+)?)'s?")
_SAINTS_OF_OTHERS = words("john vitus anthony george")
_RESIDENCE = re.compile(
    r"(?:only [a-z]{3,12}|lives?"
    r"|living|lived|born|brought up|grew up|raised|based|settled|buried|married|home|house|flat|cottage|farm"
    r"|farmhouse|trailer|bungalow|surgery|practice|hospital|school|prison|resident|family|parents|church|mosque|shop"
    r"|pub|dentist|gp|chemist|hotel|hostel|shelter|caravan|crash|accident|pile-up|shooting|stabbing|fire|clinic|found"
    r"|lives? (?:up|down|over|out|alone)|hospice|placement|stays?|staying|stayed|studio|factory|allotment|barn|village"
    r"|collapsed|fell|practises?|unit|apartment|condo|ranch|nursing home|care home|site|office|mill|yard|port"
    r") (?:in|outside|near|at|on|by) \Z"
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
_LONGEST_NAME = 3
_THE = words("the our a an this that my your their his her its")


def find_wards(text: Text) -> Iterator[Finding]:
    """Wards and units with a name or a number: Nightingale ward, Ward 7B, 4 West."""
    for noun, safer in _WARDS.items():
        for place in text.where.get(noun, ()):
            first = _named_from(text, place)
            numbered = _number_after(text, place) if noun in {"ward", "unit", "suite", "wing"} else None
            first = _lettered_wing(text, place) if first is None and noun == "wing" else first

            if first is not None or numbered:
                start = text.starts[_kind_from(text, place) if first is None else first]
                end = numbered or text.ends[place]
                yield Finding(start, end, Category.WARD, Certainty.HINT, _with_article(text, start, safer))
    yield from _lettered(text)
    yield from _worked_on(text)
    for side in {"north", "south", "east", "west", "tower"} & text.where.keys():
        for place in text.where[side]:
            floor = place - 1
            if not place or not _FLOOR.fullmatch(text.words[floor]) or not text.written(place)[0].isupper():
                continue
            if text.gap(place) == " " and {"on", "to", "from", "of", "up"} & set(text.words[max(floor - 1, 0) : floor]):
                yield Finding(text.starts[floor], text.ends[place], Category.WARD, Certainty.HINT, "the ward")


_FLOOR = re.compile(r"\d{1,2}")
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
        for place in text.where.get(preposition, ()):
            first = place + 1
            if first >= len(text.words) or text.gap(first) != " " or not _is_place_word(text, first):
                continue
            said = beside & set(text.words[max(place - 3, 0) : place]) or text.words[first + 1 : first + 2] == ["bed"]
            last = _last_of(text, first, 2)
            if said and _ENDED.match(text.plain, text.ends[last]) and text.words[first] not in THINGS | EPONYMS:
                yield Finding(text.starts[first], text.ends[last], Category.WARD, Certainty.HINT, "the ward")


_ENDED = re.compile(r"[,.;:!?)\n]|$| (?:and|but|when|where|last|this|with|for|in|at|after|before|bed|bay|i|we)\b")


def _last_of(text: Text, first: int, most: int) -> int:
    """The last word of a place's name that begins at a word, of so many at most."""
    last = first
    while (
        last + 1 < len(text.words)
        and last + 1 < first + most
        and text.gap(last + 1) in {" ", "-"}
        and _is_place_word(text, last + 1)
    ):
        last += 1
    return last


def _kind_from(text: Text, noun: int) -> int:
    """The first word of what kind of ward it is, where that has capitals: Delivery Suite B, Day Unit 3."""
    place = noun
    while place and noun - place < 2 and text.gap(place) == " " and text.written(place - 1)[0].isupper():
        if text.words[place - 1] not in _GENERIC or text.opens_sentence(text.starts[place - 1]):
            break
        place -= 1
    return place


def _lettered_wing(text: Text, place: int) -> int | None:
    """The letter of a wing: C Wing."""
    lettered = place > 0 and len(text.words[place - 1]) == 1 and text.written(place - 1).isupper()
    return place - 1 if lettered and text.gap(place) == " " and text.written(place)[0].isupper() else None


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
    return None if of_blood else match.end()


def _with_article(text: Text, start: int, safer: str) -> str:
    """The wording without its article where one stands before."""
    return safer.split(" ", 1)[1] if text.before(start, 1)[-1:] and text.before(start, 1)[-1] in _THE else safer


def _named_from(text: Text, noun: int) -> int | None:
    """The first word of the name before a noun, passing over what kind of place it is."""
    place = noun - 1
    if place < 0 or text.gap(noun) != " ":
        return None
    while place > noun - 4 and place > 0 and text.words[place] in _GENERIC and text.gap(place) == " ":
        place -= 1
    if not _is_place_word(text, place) or (place < noun - 1 and not text.written(place + 1)[0].isupper()):
        return None
    first = _first_of(text, place)
    alone = first == place and text.opens_sentence(text.starts[place]) and text.written(noun)[0].islower()
    return None if alone else first


def _first_of(text: Text, place: int) -> int:
    """The first capital of a name that ends at a word, of a few words at most."""
    for _step in range(_LONGEST_NAME - 1):
        if (
            place
            and text.gap(place) in {" ", "'", "-", ". ", " & "}
            and (_is_place_word(text, place - 1) or text.words[place - 1] == "st")
        ) or (place > 1 and text.words[place] == "s" and text.gap(place) == "'" and _is_place_word(text, place - 1)):
            place -= 1
    return place


def _is_place_word(text: Text, place: int) -> bool:
    word, written = text.words[place], text.written(place)
    if word == "s" and place and text.gap(place) == "'":
        return _is_place_word(text, place - 1)
    if (
        not word.isalpha()
        or not written[0].isupper()
        or is_medical(word)
        or word in _NOT_PLACES
        or (len(word) < 2 and word != "s")
    ):
        return False
    return not (written.isupper() and len(word) < 5) and not (
        text.opens_sentence(text.starts[place]) and word in EPONYMS
    )


def find_sites(text: Text) -> Iterator[Finding]:
    """Named hospitals, practices, homes, schools and prisons, and towns that somebody lives in."""
    yield from _by_noun(text)
    yield from _by_centre(text)
    yield from _by_saint(text)
    yield from _by_head(text)
    yield from _by_residence(text)
    yield from _of_a_town(text)
    yield from _of_an_address(text)


def _by_noun(text: Text) -> Iterator[Finding]:
    for noun, safer in _SITES.items():
        for place in text.where.get(noun, ()):
            capital = text.written(place)[0].isupper()
            if not capital and noun not in _PLAIN_SITES:
                continue
            first = _named_from(text, place)
            if first is not None and noun in _TAUGHT_AT and _STUDYING & set(text.words[max(first - 6, 0) : first]):
                continue
            if first is None or (noun in _LEFT_OPEN and place - first < 2 and not _is_gone_to(text, first, place)):
                continue
            end = text.ends[place]
            if noun in _LEFT_OPEN and text.plain[end : end + 1] == " ":
                end = text.ends[_last_of(text, place, 2)]
            yield _site(text, text.starts[first], end, safer)


_TAUGHT_AT = words("college academy school hall")
_STUDYING = words("degree studied study trained training course masters diploma lecture lecturer conference i my")
_GOING = words(
    "runs owns manages joined to from at in near the outside by via into goes attends left leaving called rang phoned"
)


def _is_gone_to(text: Text, first: int, last: int) -> bool:
    """Whether a name is of a place by what stands before it, or by what a place does not do after it."""
    before = text.words[first - 1] if first and text.gap(first) == " " else ""
    after = text.words[last + 1] if last + 1 < len(text.words) and text.gap(last + 1) == " " else ""
    return before in _GOING and after not in {"score", "scale", "chart", "model", "system", "pathway", "standard"}


_PLAIN_SITES = words("hospital surgery school hospice infirmary prison academy estate depot colliery barracks")
"""Those that are named without a capital of their own."""


def _by_centre(text: Text) -> Iterator[Finding]:
    for lead in _CENTRE_LEADS & text.where.keys():
        for place in text.where[lead]:
            if not place or text.gap(place) not in {" ", "'s "}:
                continue
            match = _CENTRES.match(text.lower, text.starts[place])
            proper = text.written(place)[0].isupper() or lead not in {"medical", "health"}
            if match and proper and _is_place_word(text, place - 1):
                yield _site(text, text.starts[_first_of(text, place - 1)], match.end(), _kind(match[0]))


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
    for lead in {"royal", "university", "general", "queen"} & text.where.keys():
        for place in text.where[lead]:
            if head := _OF_A_TOWN.match(text.plain, text.starts[place]):
                town = _TOWN.match(text.plain, head.end())
                if town:
                    yield _site(text, head.start(), town.end(), "a district hospital")


def _by_saint(text: Text) -> Iterator[Finding]:
    for place in text.where.get("st", ()):
        match = _SAINT.match(text.plain, text.starts[place])
        if match and match[1].lower() not in _SAINTS_OF_OTHERS:
            yield _site(text, *match.span(), "the hospital")


def _by_head(text: Text) -> Iterator[Finding]:
    for head, safer in _HEADS.items():
        for place in text.where.get(head, ()):
            last = _last_of(text, place, 4)
            if last > place and text.written(place)[0].isupper():
                yield _site(text, text.starts[place], text.ends[last], safer)


def _by_residence(text: Text) -> Iterator[Finding]:
    for preposition in _TOWARDS & text.where.keys():
        for place in text.where[preposition]:
            first = place + 1
            if first >= len(text.words) or text.gap(first) != " ":
                continue
            named = text.written(first) == "The" and first + 1 < len(text.words) and text.gap(first + 1) == " "
            head = first + named
            if not _is_place_word(text, head) or text.words[head] in THINGS:
                continue
            if not (_is_home(text, place) or (named and preposition in {"to", "from", "at"})):
                continue
            last = _last_of(text, head, 3)
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


def _site(text: Text, start: int, end: int, safer: str) -> Finding:
    return Finding(start, end, Category.SITE, Certainty.HINT, _with_article(text, start, safer))
