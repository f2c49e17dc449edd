"""How places are named: by capitals that are no other word, before or after a noun for them."""

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.eponyms import EPONYMS
from cpd_community_xblock.confidentiality.lands import COUNTRIES
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import (
    COMMON,
    INSTITUTIONS,
    MONTHS,
    PEOPLE,
    WEEKDAYS,
    is_medical,
    words,
)

_LONGEST_NAME = 3
_THE = words("the our a an this that my your their his her its")
GENERIC = words("""
    magnet parks
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
_NOT_PLACES = (COUNTRIES | COMMON | INSTITUTIONS | PEOPLE | WEEKDAYS | GENERIC | MONTHS) - {
    "mercy",
    "st",
    "god",
    "bank",
}
_KINDS_OF_UNIT = words("day assessment stroke rehab dementia frailty respite birth short-stay infusion dialysis")
_COUNTS = words("two three four five six seven nine ten twelve")
GOING = words(
    "runs owns manages joined to from at in near the outside by via into goes attends left leaving called rang phoned"
)


def is_place_word(text: Text, place: int) -> bool:
    word, written = text.words[place], text.written(place)
    if word == "s" and place and text.gap(place) == "'":
        return is_place_word(text, place - 1)
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


def first_of(text: Text, place: int) -> int:
    """The first capital of a name that ends at a word, of a few words at most."""
    for _step in range(_LONGEST_NAME - 1):
        if (
            place
            and text.gap(place) == " "
            and text.words[place - 1] in _COUNTS
            and text.written(place - 1)[0].isupper()
        ):
            return place if text.opens_sentence(text.starts[place - 1]) else place - 1
        if (
            place
            and text.gap(place) in {" ", "'", "-", ". ", " & "}
            and (is_place_word(text, place - 1) or text.words[place - 1] == "st")
        ) or (place > 1 and text.words[place] == "s" and text.gap(place) == "'" and is_place_word(text, place - 1)):
            place -= 1
    return place


def last_of(text: Text, first: int, most: int) -> int:
    """The last word of a place's name that begins at a word, of so many at most."""
    last = first
    while (
        last + 1 < len(text.words)
        and last + 1 < first + most
        and text.gap(last + 1) in {" ", "-"}
        and is_place_word(text, last + 1)
    ):
        last += 1
    return last


def named_from(text: Text, noun: int) -> int | None:
    """The first word of the name before a noun, passing over what kind of place it is."""
    place = noun - 1
    if place < 0 or text.gap(noun) != " ":
        return None
    while place > noun - 4 and place > 0 and text.words[place] in GENERIC and text.gap(place) == " ":
        place -= 1
    small = place < noun - 1 and not text.written(place + 1)[0].isupper()
    the = text.words[place - 1] in {"the", "our"} if place else False
    if not is_place_word(text, place) or (small and not (the and text.words[place + 1] in _KINDS_OF_UNIT)):
        return None
    first = first_of(text, place)
    alone = first == place and text.opens_sentence(text.starts[place]) and text.written(noun)[0].islower()
    return None if alone else first


def with_article(text: Text, start: int, safer: str) -> str:
    """The wording without its article where one stands before."""
    return safer.split(" ", 1)[1] if text.before(start, 1)[-1:] and text.before(start, 1)[-1] in _THE else safer


def site(text: Text, start: int, end: int, safer: str) -> Finding:
    return Finding(start, end, Category.SITE, Certainty.HINT, with_article(text, start, safer))
