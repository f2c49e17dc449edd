"""Named wards and places of care, and the towns where people live."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    COMMON,
    EPONYMS,
    INSTITUTIONS,
    MONTHS,
    PEOPLE,
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
    r"(?:[A-Z]{0,2}-?\d{1,3}[A-Za-z]?|[A-Z]\d?)(?: (?:North|South|East|West|[A-E])\b)?"
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
    hand
""")
_COUNTRIES = words("""
    india pakistan bangladesh nepal china japan korea vietnam thailand malaysia singapore philippines indonesia
    australia nigeria ghana kenya uganda zimbabwe zambia somalia ethiopia eritrea sudan egypt morocco algeria libya
    tunisia turkey syria iraq iran afghanistan israel palestine lebanon jordan yemen poland romania bulgaria ukraine
    russia germany france spain italy portugal greece sweden norway denmark finland holland netherlands belgium
    austria switzerland hungary ireland canada mexico brazil colombia peru cuba haiti jamaica barbados trinidad
    america states
""")
_NOT_PLACES = (_COUNTRIES | COMMON | INSTITUTIONS | PEOPLE | WEEKDAYS | _GENERIC | MONTHS) - {
    "mercy",
    "st",
    "god",
}

_SITES = {
    **dict.fromkeys(("hospital", "infirmary"), "a district hospital"),
    **dict.fromkeys(("surgery", "practice", "pharmacy"), "a local surgery"),
    **dict.fromkeys(("house", "lodge", "manor", "grange", "hall"), "a care home"),
    **dict.fromkeys(("school", "academy", "college", "nursery", "preschool"), "a school"),
    **dict.fromkeys(("hospice",), "a hospice"),
    **dict.fromkeys(("prison", "jail", "penitentiary"), "a prison"),
    **dict.fromkeys(("rehab", "rehabilitation"), "a rehabilitation centre"),
}
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
_HEADS = {"hmp": "a prison", "hmyoi": "a prison", "fci": "a prison", "usp": "a prison"}
_SAINT = re.compile(r"St\.? ([A-Z][a-z]+(?:-[A-Z][a-z]+)?)'s?")
_SAINTS_OF_OTHERS = words("john vitus anthony")
_RESIDENCE = re.compile(
    r"(?:lives?|living|lived|born|brought up|grew up|raised|based|home|house|flat|cottage|farm|farmhouse|trailer"
    r"|bungalow|surgery|practice|hospital|school|prison|resident|family|parents|church) (?:in|outside|near) \Z"
    r"|(?:resident of|moved (?:here )?from|moved to|transferred (?:in |over |out )?(?:from|to)|comes from|came from"
    r"|retired to|evacuated from|originally from) \Z"
)
_LONGEST_NAME = 3
_THE = words("the our a an this that my your their his her its")


def find_wards(text: Text) -> Iterator[Finding]:
    """Wards and units with a name or a number: Nightingale ward, Ward 7B, 4 West."""
    for noun, safer in _WARDS.items():
        for place in text.where.get(noun, ()):
            first = _named_from(text, place)
            numbered = _number_after(text, place) if noun in {"ward", "unit"} else None

            if first is not None or numbered:
                start = text.starts[place if first is None else first]
                end = numbered or text.ends[place]
                yield Finding(start, end, Category.WARD, Certainty.HINT, _with_article(text, start, safer))
    for side in {"north", "south", "east", "west", "tower"} & text.where.keys():
        for place in text.where[side]:
            floor = place - 1
            if not place or not _FLOOR.fullmatch(text.words[floor]) or not text.written(place)[0].isupper():
                continue
            if text.gap(place) == " " and {"on", "to", "from", "of", "up"} & set(text.words[max(floor - 1, 0) : floor]):
                yield Finding(text.starts[floor], text.ends[place], Category.WARD, Certainty.HINT, "the ward")


_FLOOR = re.compile(r"\d{1,2}")


def _number_after(text: Text, place: int) -> int | None:
    """The end of a ward's number. Units are also of blood, so that these need a word such as "on" before them."""
    if place + 1 == len(text.words) or text.gap(place + 1) != " ":
        return None
    match = _NUMBERED.match(text.plain, text.starts[place + 1])
    if not match or (match[0] in {"A", "I"} and text.written(place).islower()):
        return None
    of_blood = text.words[place] == "unit" and not {"on", "to", "from", "in", "at"} & set(
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


def _by_noun(text: Text) -> Iterator[Finding]:
    for noun, safer in _SITES.items():
        for place in text.where.get(noun, ()):
            capital = text.written(place)[0].isupper()
            if not capital and noun not in _PLAIN_SITES:
                continue
            if (first := _named_from(text, place)) is not None:
                yield _site(text, text.starts[first], text.ends[place], safer)


_PLAIN_SITES = words("hospital surgery school hospice infirmary prison academy")
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


def _by_saint(text: Text) -> Iterator[Finding]:
    for place in text.where.get("st", ()):
        match = _SAINT.match(text.plain, text.starts[place])
        if match and match[1].lower() not in _SAINTS_OF_OTHERS:
            yield _site(text, *match.span(), "the hospital")


def _by_head(text: Text) -> Iterator[Finding]:
    for head, safer in _HEADS.items():
        for place in text.where.get(head, ()):
            last = place
            while (
                last + 1 < len(text.words)
                and last < place + 3
                and text.gap(last + 1) == " "
                and _is_place_word(text, last + 1)
            ):
                last += 1
            if last > place:
                yield _site(text, text.starts[place], text.ends[last], safer)


def _by_residence(text: Text) -> Iterator[Finding]:
    for preposition in {"in", "from", "to", "of", "near", "outside"} & text.where.keys():
        for place in text.where[preposition]:
            first = place + 1
            if first >= len(text.words) or text.gap(first) != " " or not _is_place_word(text, first):
                continue
            start = text.starts[first]
            if not _RESIDENCE.search(text.lower, max(start - 40, 0), start):
                continue
            last = first
            while (
                last + 1 < len(text.words)
                and last < first + 2
                and text.gap(last + 1) in {" ", "-"}
                and _is_place_word(text, last + 1)
            ):
                last += 1
            yield Finding(start, text.ends[last], Category.SITE, Certainty.HINT, "a nearby town")


def _site(text: Text, start: int, end: int, safer: str) -> Finding:
    return Finding(start, end, Category.SITE, Certainty.HINT, _with_article(text, start, safer))
