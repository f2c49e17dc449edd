"""Numbers after a word for their kind, however far away that stands in the sentence."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.labels import LABELS, LEADS
from cpd_community_xblock.confidentiality.finders.numbers import REMOVED
from cpd_community_xblock.confidentiality.finders.vehicles import plate_after
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_PROFESSIONS = words("""
    rn lpn lvn np pa md do psy pt ot lcsw lmft rph aprn crna rrt dds dmd crt nursing medical nurse physician
    pn pharmacist dpt slp rd lmsw cna emt rcp otr dpm lpc lmhc cnm cns fnp rdn cota pta rdh
""")
"""Beside these a licence is to practise, not to drive."""

# Signs and digits that a code has at least, and how many words may stand before it.
_FORMS = {
    Category.RECORD_NUMBER: (5, 4, 3),
    Category.REGISTRATION_NUMBER: (5, 5, 5),
    Category.ACCOUNT_NUMBER: (6, 5, 2),
    Category.LICENCE_NUMBER: (6, 5, 6),
    Category.VEHICLE_NUMBER: (5, 1, 2),
    Category.DEVICE_NUMBER: (5, 3, 4),
}
_CERTAINTY = {Category.VEHICLE_NUMBER: Certainty.LIKELY, Category.DEVICE_NUMBER: Certainty.LIKELY}
_INSURED = words("""
    his her their s insurance health life medical my insurer malpractice indemnity auto car motor home house renters
    travel pet funeral burial dental vision contents
""")
_DATE = re.compile(
    r"(?:19|20)\d\d[-/](?:19|20)?\d\d|(?:\d\d? ){1,4}\d\d?|"
    r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|[12]\d|3[01])[/.-](?:\d\d|\d{4})|\d{4}-\d\d-\d\d"
    r"|\d+(?:[.,]\d+)?(?:mg|ml|mcg|g|kg|mmol|am|pm|l|hrs?|bpm)"
    r"|(?:nct|isrctn|plgb|natpsa|fsn|mda|niceng|iso)[ /-]?\d.*|pl ?\d{5}/\d{4}|[0 /.-]+"
)
"""What is no code of a person: days, doses, trials, alerts, medicines' licences, noughts."""
_OTHERS = words("""
    social ssn nhs chi dob phone tel mobile zip postcode email born hcpc gmc nmc gphc gdc npi dea mrn passport vin
""")
_SHORTENED = words("no nos num ref acct acc lic reg hosp ins pt")
_ENDING = words("ending ends last finishing beginning starting")
_PART_OF_ONE = 3
_ENDS = frozenset(".!?;\n")
_MOST_GROUPS = 5
_MOST_SIGNS = 24
_COUNTED = words("""
    mg mcg ml g kg units unit iu mmol patients people steps words times l litres hours minutes beds staff calories
    kcal items colonies platelets
    participants women men children adults cases deaths episodes doses tablets visits admissions dollars pounds
""")
"""After these words a number is an amount."""


def find_named_numbers(text: Text) -> Iterator[Finding]:
    """A number after a word for its kind: MRN 448812, GMC number 7413058, reg AB12 CDE."""
    for lead in LEADS & text.present:
        for place in text.where[lead]:
            label = LABELS.match(text.lower, text.starts[place])
            before = text.before(text.starts[place], 1)
            if not label or _is_part_of_more(text, label, lead, before) or _is_adjective(text, label):
                continue
            category = Category(str(label.lastgroup))
            if label[0].startswith("policy") and not _is_of_insurance(text, place, label):
                continue
            if _is_of_things(text, label, before):
                continue
            equipped = _is_equipment(text, lead, place)
            if category is Category.VEHICLE_NUMBER and not equipped and (plate := plate_after(text, label.end())):
                yield Finding(*plate, category, Certainty.LIKELY, REMOVED)
                continue
            word = text.word_from(label.end())
            if equipped:
                category = Category.DEVICE_NUMBER
            code = (
                code_after(text, word, category)
                or _far_code(text, word, category)
                or _quoted_code(text, word, category)
            )
            if code:
                category = _meant(text, place, label[0], category, code)
                for span in (code, *_further(text, code, category)):
                    yield Finding(*span, category, _CERTAINTY.get(category, Certainty.CERTAIN), REMOVED)


def _is_equipment(text: Text, lead: str, place: int) -> bool:
    """Whether a tag, or a chassis, is of a walker or a wheelchair and not of a car."""
    reach = {"tag": 4, "chassis": 40}.get(lead, 0)
    return not _EQUIPMENT.isdisjoint(text.words[max(place - reach, 0) : place])


_EQUIPMENT = words(
    "walker frame wheelchair hoist pump equipment loaner loan commode mattress monitor scooter cushion sling"
)
_CARDS = words("id identity green voter")
_WHOSE = words("his her their the an whose s my only and")


def _is_part_of_more(text: Text, label: re.Match[str], lead: str, before: list[str]) -> bool:
    """Whether a label is only the end of a longer word or of another label: an ID card, a National Insurance number."""
    if text.plain[label.end() : label.end() + 1] == "-" and label.end() - label.start() < 4:
        return True
    if (lead in {"insurance", "ins"} and before in (["national"], ["nat"])) or (*before, lead) == ("state", "file"):
        return True
    if before == ["asset"] or (label[0] == "file" and before == ["on"]):
        return True
    return (lead == "card" and bool(_CARDS & set(before))) or (label[0] == "id" and _WHOSE.isdisjoint(before))


def _is_adjective(text: Text, label: re.Match[str]) -> bool:
    """Whether "serial" only tells that something was done again and again."""
    return label[0] == "serial" and _AGAIN.match(text.lower, label.end()) is not None


_AGAIN = re.compile(r" (?!is|was|reads|says|nos|numbers|starts|ends|begins)[a-z]+s\b| (?:ecg|troponin|ctg|bp|obs)\b")


def _meant(text: Text, place: int, label: str, category: Category, code: tuple[int, int]) -> Category:
    """The kind that a label stands for, where it may be of a professional as well."""
    certified = label.startswith("cert") and not _PRACTISING & set(text.words[max(place - _NEAR, 0) : place])
    practises = category is Category.LICENCE_NUMBER and not certified and _is_to_practise(text, place, code)
    registered = label in _REGISTERING and _REGISTRATION.fullmatch(text.lower, *code) is not None
    if label.startswith("unit") and _ALARMS & set(text.words[max(place - 2, 0) : place]):
        return Category.DEVICE_NUMBER
    if category is Category.LICENCE_NUMBER and label.startswith("cert") and _is_insured(text, place):
        return Category.ACCOUNT_NUMBER
    return Category.REGISTRATION_NUMBER if practises or registered else category


_PRACTISING = words("board nursing council registration nmc gmc rn np pa professional practising state")
_ALARMS = words("telecare alarm lifeline pendant hub monitoring oxygen suction")
_REGISTERING = frozenset({"registration", "reg", "registration number", "registration no", "reg no", "reg number"})
_REGISTRATION = re.compile(r"[\d ./-]+|[a-z]{2,3}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{1,2}")


def _is_insured(text: Text, place: int) -> bool:
    return bool(_INSURERS & set(text.words[max(place - _NEAR, 0) : place]))


def _is_of_insurance(text: Text, place: int, label: re.Match[str]) -> bool:
    """Whether a policy insures somebody. One that tells a hospital what to do has a number, too."""
    around = {*text.words[max(place - _NEAR, 0) : place], *text.words[place + 1 : place + _NEAR]}
    insured = bool(_INSURED & set(text.before(text.starts[place], 1)) or _INSURERS & around)
    if label[0] == "policy" or insured:
        return insured or (_LONG_POLICY.match(text.lower, label.end()) is not None and not _DOCUMENTED & around)
    return not _DOCUMENTED & {*text.words[max(place - 3, 0) : place], *text.words[place + 2 : place + _NEAR]}


_LONG_POLICY = re.compile(
    r"[,:]? \(?(?![a-z]*-?(?:19|20)\d\d-)(?=[\w-]{0,9}\d[\w-]{0,9}\d)(?:[a-z]{1,4}[ -]?)?"
    r"\d{2,}[ -]?\d{3,}(?:[ -][\da-z]{1,6}){0,3}(?![/.]\d| v)"
)
_NEAR = 9
_INSURERS = words("""
    denied approved rejected paid insurer insurers insurance insured carrier carriers malpractice premium coverage
    deductible copay underwriter indemnity broker claim claims adjuster payer aetna cigna humana bupa axa aviva geico
    allstate farm progressive medigap holder policyholder supplemental secondary medicare medicaid authorization
""")
_DOCUMENTED = words("""
    trust our local hygiene infection guideline guidelines covers cover working version review procedure safeguarding
    document page section appendix states says requires updated revised intranet sop audit compliance
""")
_OF_THINGS = words("""
    audit trial study project charity company research protocol kit product drug medicine vaccine software nct isrctn
    phantom manikin mannequin centrifuge balance fridge autoclave printer cal calibration servicing service course
    attendance completion training warranty
""")
_SPREAD = re.compile(r"(?! in (?:full|clear)\b) (?:rose|fell|of|in|have|had|up|down|grew|went|are up|are down)\b")
_PLATES = words("back base foot name rating growth agar blood choc fixation titanium face hot dinner data")
_GROWN = re.compile(r"[- ](?:counts?|colon\w*|grew|readers?|media|tectonics?)\b")


def _is_of_things(text: Text, label: re.Match[str], before: list[str]) -> bool:
    """Whether a label is of a trial or a product, or counts something: patient numbers rose to 44718."""
    if _OF_THINGS & set(before):
        return True
    if label[0].startswith("plate"):
        return bool(_PLATES & set(before)) or _GROWN.match(text.lower, label.end()) is not None
    return label[0].endswith("numbers") and _SPREAD.match(text.lower, label.end()) is not None


def _is_to_practise(text: Text, place: int, code: tuple[int, int]) -> bool:
    """Whether a licence is a professional's, by what stands around its word."""
    last = text.word_from(code[1])
    around = {*text.words[max(place - 3, 0) : place], *text.words[place : last + 1]}
    led = re.match(r"(?:rn|lpn|md|np|pa|pt|ot|rph|psy)[ -]?\d", text.lower[code[0] : code[1]]) is not None
    return (led or bool(_PROFESSIONS & around)) and not {"driver", "drivers", "driving"} & around


def code_after(text: Text, word: int, category: Category) -> tuple[int, int] | None:
    """The first code after a label, if it has the form of its kind and stands close enough."""
    reach = _FORMS[category][2]
    for place in range(word, min(word + reach + 3, len(text.words))):
        if _is_elsewhere(text, word, place) or (text.words[place].isalpha() and place - word > reach):
            break
        if not text.words[place].isalpha():
            first, last = code_around(text, place, word)
            span = text.starts[first], text.ends[last]
            written = text.lower[slice(*span)]
            part = bool(_ENDING & set(text.words[max(word - 5, 0) : place])) and _is_part(written)
            told = place - word <= _FILLERS and text.words[word - 1] in _TOLD
            part = part or (told and bool(_IN_PAIRS.fullmatch(written)))
            return span if part or (is_code(written, category) and not is_counted(text, last)) else None
    return None


def _is_elsewhere(text: Text, word: int, place: int) -> bool:
    """Whether a word is not of the label that ends before another word: a sentence further on, or of a new label."""
    gap = set(text.gap(place))
    if place == word:
        over = bool({";", "\n"} & gap) or (
            text.words[place] in {"of", "for"} and text.words[place - 1] in {"no", "number"}
        )
    else:
        over = text.gap(place) != "." and bool(_ENDS & gap) and text.words[place - 1] not in _SHORTENED
    return over or text.words[place] in _OTHERS


_IN_PAIRS = re.compile(r"\d{1,2}(?:[ .]\d\d){2,4}")
_FILLERS = 2


def _is_part(written: str) -> bool:
    return written.isdigit() and len(written) > _PART_OF_ONE


def is_code(written: str, category: Category) -> bool:
    """Whether something has as many signs and digits as the codes of its kind, and is no date or dose."""
    signs, digits, _reach = _FORMS[category]
    kept = [sign for sign in written if sign.isalnum()]
    most = _LONGEST_PLATE if category is Category.VEHICLE_NUMBER and len(kept) != _VIN else _MOST_SIGNS
    lettered = any(map(str.isalpha, kept))
    if lettered and (
        category is Category.ACCOUNT_NUMBER or (category is Category.REGISTRATION_NUMBER and len(kept) > _LONG_ENOUGH)
    ):
        digits -= 1
    formed = signs <= len(kept) <= most and sum(sign.isdigit() for sign in kept) >= digits
    return (formed or _SORT_CODE.fullmatch(written) is not None) and not _DATE.fullmatch(written)


_LONG_ENOUGH = 7
_LONGEST_PLATE = 8
_VIN = 17
_SORT_CODE = re.compile(r"\d\d[- ]\d\d[- ]\d\d")


def is_counted(text: Text, last: int) -> bool:
    """Whether a number that ends with a word is an amount: 10000 units."""
    return last + 1 < len(text.words) and text.gap(last + 1) == " " and text.words[last + 1] in _COUNTED


_FAR = 18
_LETTERS_AND_DIGITS = re.compile(
    r"[A-Za-z]{1,5}[ -]?\d[\w-]{3,}|[A-Z]{1,5}/[A-Z\d]{1,6}/[A-Z\d]{1,8}"
    r"|\d\w*[A-Z]\w{2,}|\d{6,}[A-Z]\b|\d{2,}(?:-[\dA-Z]{3,})+"
)
"""What is hardly anything but a number of somebody's."""
_SAID = words("is was s said read reads says showed shows being as were")
_OWN = words("it mine his hers theirs ours that this one")
_TOLD = words(
    "number numbers no nos num id ids ref reference mrn mrns license licence licenses licences serial serials plan"
)
_OTHER_KINDS = _OTHERS | words("""
    mrn npi dea gmc nmc hcpc gphc policy member serial license licence account acct plate vin pin passport invoice
    order batch lot bleep pager extension room version
""")


def _far_code(text: Text, word: int, category: Category) -> tuple[int, int] | None:
    """A code some way from its label: her license number for the form, off the face sheet, K482-1957-0036."""
    if category is Category.VEHICLE_NUMBER or not word or text.words[word - 1] not in _TOLD:
        return None
    for place in range(word, min(word + _FAR, len(text.words))):
        opens = place > word and {".", "!", "?"} & set(text.gap(place)) and text.words[place - 1] not in _SHORTENED
        if text.words[place] in _OTHER_KINDS or "\n" in text.gap(place) or (opens and text.words[place] not in _OWN):
            return None
        if not text.words[place].isalpha() and _is_set_off(text, place):
            first, last = code_around(text, place, word)
            span = text.starts[first], text.ends[last]
            written = text.plain[slice(*span)]
            plain = (
                text.words[place - 1] in _SAID and _LONG.fullmatch(written) is not None and not is_counted(text, last)
            )
            known = plain or _LETTERS_AND_DIGITS.match(written) is not None
            return span if known and is_code(written.lower(), category) else None
    return None


_LONG = re.compile(r"\d{6,9}")
_QUOTED_FAR, _QUOTED_REACH = 45, 250
_QUOTED = re.compile(r"\"(?=[A-Z\d])([A-Z]{0,4}[ -]?\d[\dA-Z]*(?:[ /.-][\dA-Z]+)*)[.,]?\"")


def _quoted_code(text: Text, word: int, category: Category) -> tuple[int, int] | None:
    """A code by itself in quotation marks, read out some sentences after its label."""
    if word >= len(text.words) or text.plain.find('"', text.starts[word] - 1, text.starts[word] + _QUOTED_REACH) < 0:
        return None
    for place in range(word, min(word + _QUOTED_FAR, len(text.words))):
        if text.words[place] in _OTHER_KINDS or text.gap(place).count("\n"):
            return None
        if text.gap(place)[-1:] == '"' and (quoted := _QUOTED.match(text.plain, text.starts[place] - 1)):
            written = quoted[1]
            coded = _LETTERS_AND_DIGITS.match(written) or sum(map(str.isdigit, written)) > _PART_OF_ONE + 1
            return quoted.span(1) if coded and is_code(written.lower(), category) else None
    return None


def _is_set_off(text: Text, place: int) -> bool:
    """Whether a comma, a bracket or "was" stands before a code."""
    if not text.words[place - 1].isalpha():
        return False
    led = text.written(place - 1).isupper() and text.gap(place) in {"-", " ", "/"}
    first = place - led
    gap = text.gap(first)
    return gap in {", ", " (", ": ", " - ", "; "} or (gap == " " and text.words[first - 1] in _SAID)


_MOST_LINKS = 8


def _further(text: Text, code: tuple[int, int], category: Category) -> Iterator[tuple[int, int]]:
    """Codes of the same shape in one breath with a first: two MRNs, 448812 and 448821."""
    shape = _shape(text.lower[slice(*code)])
    word, place, found = text.word_from(code[1]), text.word_from(code[1]), 0
    while place <= word + _MOST_LINKS and place < len(text.words) and not _ENDS & set(text.gap(place)):
        if text.words[place].isalpha():
            place += 1
            continue
        first, last = code_around(text, place, word)
        span = text.starts[first], text.ends[last]
        linked = place > word or (text.gap(place) in {", ", " / ", " & "} and len(shape) > _LONG_ENOUGH)
        alike = linked and _shape(text.lower[slice(*span)]) == shape
        if found == _MOST_LINKS or not alike or not is_code(text.lower[slice(*span)], category):
            return
        yield span
        found, word, place = found + 1, last + 1, last + 1


def _shape(written: str) -> str:
    return "".join("9" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in written)


def code_around(text: Text, place: int, floor: int = 0) -> tuple[int, int]:
    """The first and last word of a code, from one of its words with a digit."""
    first = last = place
    while first > floor and place - first < _MOST_GROUPS and _joins(text, first, first - 1):
        first -= 1
    while last + 1 < len(text.words) and last - place < _MOST_GROUPS and _joins(text, last + 1, last + 1):
        last += 1
    return first, last


def _stands_between_digits(text: Text, word: int) -> bool:
    """Whether a letter is set off with dots within a number: 26.H.118043."""
    within = 0 < word < len(text.words) - 1 and text.gap(word) == text.gap(word + 1) == "."
    return within and text.words[word - 1].isdigit() and text.words[word + 1].isdigit()


_NO_PART = words("id ids no nos num mrn mrns ref dob nhs pt sn npi gmc nmc")


def _joins(text: Text, gap_before: int, word: int) -> bool:
    """Whether a word belongs to a code across the gap."""
    gap = text.gap(gap_before)
    written = text.written(word)
    coded = not text.words[word].isalpha()
    if gap == "- ":
        return coded and text.words[gap_before - 1].isdigit()
    if gap in {"-", "/"}:
        return coded or (written.isupper() and len(written) < 6)
    if gap == "." and len(written) == 1 and written.isupper():
        return _stands_between_digits(text, word)
    if gap == ".":
        return coded or (written.isupper() and len(written) in {2, 3} and word < gap_before and written.isascii())
    return gap == " " and (
        (len(written) > 1 and coded)
        or (written.isupper() and 1 < len(written) < 6 and word < gap_before and text.words[word] not in _NO_PART)
    )
