"""Numbers far from the word that tells their kind, or with none: the sticker on the pump read BX-4471-822."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.codes import code_around, is_code
from cpd_community_xblock.confidentiality.finders.numbers import NOT_OF_PEOPLE, REMOVED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_SHAPE = re.compile(
    r"[A-Z]{1,4}-?\d{5,9}[A-Z]{0,2}|[A-Z]\d{5,9}[A-Z]\d?[A-Z]?|[A-Z]{1,4}-\d{2,6}-\d{2,6}(?:-[\dA-Z]{1,5})?"
    r"|[A-Z]\d{2,4}-\d{3,4}-\d{3,6}|\d{3,5}-\d{3,5}(?:-\d{3,5})?|\d{2}-\d{3}-\d{3}|\d{2}[A-Z]\d{6,8}|\d{4}[A-Z]\d{4}"
    r"|[A-Z]{2,3}(?: \d{3}){2,3}(?: ?[A-Z])?"
)
"""What is hardly anything but a number of somebody's, or of something."""
_MIXED = re.compile(r"(?=[^A-Z]*[A-Z])[A-Z\d]{1,12}(?:[-/.][A-Z\d]{1,12}){0,5}")
_SPACED = re.compile(
    r"(?=[^A-Z]*[A-Z])(?:[A-Z]{2,5}[ -])?[A-Z]{0,3}\d[A-Z\d-]{1,7}(?: [A-Z]{0,2}\d[A-Z\d]{1,7}){1,3}(?: [A-Z])?"
)
"""The same of capitals and digits in any order, in groups that signs or spaces part."""
_STRONG = re.compile(
    r"(?=(?:[^\d]*\d){6})(?:[A-Z]{1,4}-?\d+(?:[-/]\d{2,}[A-Z]?){1,3}|[A-Z]{1,3}\d{6,}[A-Z]?|\d{2,}[-/][A-Z]{1,3}[-/]\d{3,})"
)
"""The same where it stands among other words."""
_FEWEST_SIGNS, _FEWEST_DIGITS = 6, 4
_FEWEST_SPACED = 6
_STANDARD = re.compile(
    r"(?:nice|ng|cg|ta|qs|htm|hbn|iso|bs|en|iec|doi|isbn|issn|ndc|nct|cpt|icd|cvx|snomed|cas|mda|psa|nhs|npsa|el|sop|po|inc"
    r"|cms|cfr|rcog|bts|gtg|jci|mm|ec|ipc|pol|gos|fp|dh|hse|si|who|un|fy|kb|eq|iras|rec|nihr|eudract|astm|ansi|nfpa|usp|aorn|drg|hsg|hr|bp|gcs|jama|bmj"
    r"|plos|nejm|rct|f|ward|room|bay|band|section|ch|fig|table|appendix|v|ver|rev|q|covid|sars|h|hla|mac|usb|wd|ip|a4|b)"
    r"[ ./-]?\d.*|\d{1,2}[a-z]{2,3}\d{2,4}|.*(?:mg|ml|mcg)\b.*"
    r"|\d+(?:st|nd|rd|th)|\d{4}s|\d+[xk]\d*|[a-z]{2,5}[ -]?20[12]\d"
)
"""What begins as standards, laws, journals, versions and readings do."""

_ABOUT = {
    Category.DEVICE_NUMBER: words("""
        serial serials pump pacemaker implant icd concentrator cpap ventilator recorder stimulator defibrillator aid
        aids pendant wheelchair prosthesis trilogy mckinley t34 npwt vac canister vendor sensor libre dexcom lens stent
        mesh leads glucometer nebuliser nebulizer hoist telecare lifeline transmitter udi imei cochlear processor
        chassis conc lvad
    """),
    Category.LICENCE_NUMBER: words("""
        license licence licenses licences passport passports dvla permit certificate visa brp exemption dl cdl
    """),
    Category.ACCOUNT_NUMBER: words("""
        member subscriber insurer medicaid medicare account acct plan plans auth authorization authorisation appeal
        appealing claim claims carrier adjuster payer voucher bin rxbin copay subscr enrollee beneficiary coverage
        insurance insured policyholder medigap pension bank benefits ebt snap wic hsa
    """),
    Category.RECORD_NUMBER: words("""
        mrn mrns chart wristband casenotes accession docket specimen encounter custody coroner marac pacs worklist
        incident prison inmate case record records casenote cad eprf epcr episode visit booking referral hospital
        emis systmone rio mosaic crime court inquest path pathology histology
    """),
}
_KINDS = {word: category for category, kinds in _ABOUT.items() for word in kinds}
_PASSING = words("""
    case visit plan plans record records hospital booking referral claim claims prison insurance bank court vendor lens
    leads benefits coverage certificate permit incident appeal path episode pension chassis vac crime
""")
"""Words that are said of much else; only a few words further a number is of what they name."""
_THINGS = NOT_OF_PEOPLE - words("ref reference model") | words("""
    code codes kit trial study protocol sop standard ticket room bleep pager extension ext phone cell fax call called
    rang sample stock firmware software printer product ndc blood donation alert recall notice form guideline grant
    zip postcode npi dea gmc nmc hcpc gphc pin plate reg vin ssn social nhs chi poster article page figure table size
    policy rate dose setting settings
""")
_BY_THE_WAY = words("phone cell fax call called rang form page room pager bleep")
"""Things that are spoken of in passing: read over the phone."""
_MADE = words("""
    slot shelf locker cupboard tray
    assignment essay turnitin dissertation capital budget phantom manikin mannequin course module exam paper edition
    handbook chapter section paragraph regulation act law standard standards guideline guidelines guidance nice journal
    doi isbn cpt icd hcpcs cvx ndc drug vaccine vial ampoule tin bottle fridge reagent exp expires expiry batches lots
    orders supplier wholesaler stores catalogue credit cal calibration iso ukas version audit job vacancy tender
    contract model tyre battery bulb filter kettle cable bus train flight route platform song class group cohort
    template checklist card poster slide row column bin cost price asset error firmware portal modifier billed coded
    coding tariff gene variant mutation allele rs snp genotype strain serotype reading readings donor blood bag bags
    unit units film cassette part parts test tests lot batch
""")
"""Beside these, what nothing names is of a thing."""
_SAYING = words("""
    is was as read reads said says saying them it under out had has gave gives her him me us then s re number numbers
    with one mine theirs hers the a
""")
_BEFORE, _AFTER, _BESIDE, _CLOSELY, _NEARLY = 18, 9, 7, 8, 3
_AWAY = 14


def find_far(text: Text) -> Iterator[Finding]:
    """Numbers of a shape that little else has, in a sentence or after one that speaks of what bears them."""
    done = 0
    spoken = bool(_KINDS.keys() & text.present)
    for place in text.coded:
        if place < done:
            continue
        first, last = code_around(text, place)
        span = text.starts[first], text.ends[last]
        written = text.plain[slice(*span)]
        if not _is_set_off(text, place) and not _STRONG.fullmatch(written):
            continue
        done = last + 1
        shaped = _SHAPE.fullmatch(written) is not None
        if not shaped and not _is_mixed(written):
            continue
        category = (_before(text, first) or _after(text, last)) if spoken else None
        category = category or _unnamed(text, first, last, written)
        if category and is_code(written.lower(), category):
            yield Finding(*span, category, Certainty.HINT, REMOVED)


def _is_mixed(written: str) -> bool:
    """Whether capitals and digits are mixed as in hardly anything but a number of somebody's, or of something."""
    digits = sum(map(str.isdigit, written))
    if (
        digits < _FEWEST_DIGITS
        or sum(map(str.isalnum, written)) < _FEWEST_SIGNS
        or _STANDARD.fullmatch(written.lower())
    ):
        return False
    spaced = digits >= _FEWEST_SPACED and _SPACED.fullmatch(written) is not None
    return spaced or _MIXED.fullmatch(written) is not None


def _is_set_off(text: Text, place: int) -> bool:
    """Whether a code begins what is said, or stands between signs: was, a colon, a bracket, a sentence's end."""
    first = place - (place > 0 and text.written(place - 1).isupper() and text.gap(place) in {" ", "-", "/"})
    if not first:
        return False
    before = text.words[first - 1]
    return text.gap(first) not in {" ", "-", "/", "."} or before in _SAYING or before in _KINDS


def _before(text: Text, first: int) -> Category | None:
    """The nearest word before a number that tells its kind, unless it is of a thing."""
    for place in range(first - 1, max(first - _BEFORE, -1), -1):
        word = text.words[place]
        if (
            word in _KINDS
            and not (word in {"aid", "aids"} and text.words[place - 1] in {"walking", "teaching", "first"})
            and not (word in _PASSING and first - place > _CLOSELY)
        ):
            return _KINDS[word]
        passing = word in _BY_THE_WAY and first - place > _NEARLY
        if (word in _THINGS and not passing) or "\n" in text.gap(place + 1):
            return None
    return None


def _after(text: Text, last: int) -> Category | None:
    """What is said of a number right after it: for the serial; which is her hospital number."""
    following = text.words[last + 1 : last + _AFTER]
    if _THINGS & {*following, *text.words[max(last - _BESIDE, 0) : last]}:
        return None
    if "serial" in following:
        return Category.DEVICE_NUMBER
    told = "mrn" in following or ("hospital" in following and bool({"number", "no"} & set(following)))
    return Category.RECORD_NUMBER if told else None


def _unnamed(text: Text, first: int, last: int, written: str) -> Category | None:
    """What a number is that nothing names, and nothing near is a thing: I call "G26-1187" and a person stands up."""
    if written.isdigit() or not any(map(str.isalpha, written)) or _STANDARD.fullmatch(written.lower()):
        return None
    around = {*text.words[max(first - _AWAY, 0) : first], *text.words[last + 1 : last + _AFTER]}
    quoted = (
        text.plain[text.starts[first] - 1 : text.starts[first]]
        == '"'
        == text.plain[text.ends[last] : text.ends[last] + 1]
    )
    things = _THINGS | _MADE if not quoted else (_THINGS | _MADE) - _BY_THE_WAY
    return None if things & around else Category.RECORD_NUMBER
