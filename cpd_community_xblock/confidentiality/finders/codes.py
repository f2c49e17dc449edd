"""Numbers that a word beside them names: records, registrations, accounts, licences, vehicles, devices."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import REMOVED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_NUMBER = r"(?:numbers?|nos?|num|nr|ids?|identifier|identification|ref|reference|code|\#)"
_LABELS = re.compile(
    rf"""
    (?P<record_number>
        (?:e?mrns?|e?mpi|pid|crn|csn|mpi|urn|dossier)\b
        | (?:hospital|hosp|patients?|pt|case(?:[ -]?notes?)?|chart|record|records|clinic|encounter|accession|pas
            |visit|lab|laboratory|specimen|sample|x-ray|radiology|imaging|k|district|inmate|booking|prison|resident|client
            |service[ ]user|file|folder
            |admission|referral|ecr|emis|systmone|rio|epic)
          (?:[ -]|\.[ ]?|(?=\#)){_NUMBER}
        | (?:sample|specimen|lab)(?=[ ][a-z\d]{{1,3}}[/-]?\d{{5}}) | encounter(?=[ ][a-z]{{0,3}}\d{{5}})
        | unit[ ](?:number|no)\b | med(?:ical)?[ ]rec(?:ord)?s?(?:[ ]{_NUMBER})? | ubrn
    )
    | (?P<registration_number>
        (?:gmc|nmc|hcpc|gphc|gdc|goc|gosc|gcc|psni|nmbi
            |bacp|ukcp|babcp|acp|csp|rcot|rps|swe|sssc|npi|dea|pin|rcvs|hpcsa|ahpra|nisc?c|socialworkengland)\b
        | (?:nurse|nursing|medical|professional|physician|pharmacist|pharmacy|teaching|board|rn|lpn|lvn|np|pa|md|do
            |psy|pt|ot|lcsw|lmft|rph|aprn|crna|dental|therapist|council)
            [ ](?:licen[cs]e|lic\b\.?|licensure|reg\b\.?)(?:[ ]{_NUMBER})?
        | (?:registered|registrant)[ ](?:with|under|as)\b
        | social[ ]work[ ]england\b | reg(?=[ ](?:no|number)\b.{{0,3}}\d{{6,7}}\b)
        | (?:national[ ])?(?:provider|prescriber|pharmacist|nurse|physician|college|board|council)[ ]{_NUMBER}
        | registration[ ]{_NUMBER} | registrant[ ]{_NUMBER}
    )
    | (?P<account_number>
        (?:account|acct|member|membership|subscriber|insurance|beneficiary|medicare|medicaid|mbi|payer|insurer
            |enrollee|insured
            |(?:ins|acc)(?=\.?[ ](?:id|no|num|policy|acct|card|member))|a/c|payor
            |guarantor|hicn|hmo|ppo|epo|pcn|medigap|champva|cobra|bupa|axa
            |vitality|aetna|cigna|humana|kaiser|iban|sort[ ]code|bank|anthem|tricare|wpa
            |blue[ ](?:cross|shield)|har|bcbs|unitedhealthcare|uhc)\b
          (?:\.?[ ](?:contract|policy|plan|group|acct|account|card|sponsor|member))?
          (?:\.?[ ]?{_NUMBER}\b)?
        | (?:policy|plan|group|grp|claims?|contract|recipient|sponsor|coverage|card|benefits?|health[ ]card|invoice
            |billing|statement|authori[sz]ation|auth|rx|bin|rxbin|rxgrp|rx[ ]bin|cert|scheme)
          (?:\.?[ /]\(?|(?=\#)){_NUMBER}(?:[/]{_NUMBER})?
        | (?:policy|claim|group|grp|recipient|contract|sponsor|rxbin|bin|plan|authori[sz]ation|auth|invoice)
          (?=[,:]?[ ]\(?[a-z]{{0,4}}[ -]?(?:\d[\w-]{{6}}|\d{{2,4}}[ -]\d{{3,}}))
    )
    | (?P<licence_number>
        (?:licen[cs]es?|lic|dl|cdl|passport|certificate|permit|visa|dvla|brp)\b (?:[ ]{_NUMBER})?
    )
    | (?P<vehicle_number>
        (?:reg|plates?|vin|registration|number[ ]?plate|tag)\b
    )
    | (?P<device_number>
        (?:serials?|udi|imei|s/n|asset(?:[ ]tag)?)\b
        | (?:device|implant|pump|pacemaker|machine|lead|generator|icd|pacer|valve|lens|model[ ]and[ ]serial)[ ]{_NUMBER}
    )
    """,
    re.VERBOSE,
)
_LEADS = words("""
    empi social med mrn emrn mrns pid crn csn mpi urn dossier hospital hosp patient patients pt case chart record
    records clinic encounter accession pas visit lab laboratory specimen sample x radiology imaging k district
    inmate booking prison resident client service file folder admission referral ecr emis systmone rio epic unit
    medical ubrn gmc nmc hcpc gphc gdc goc gosc gcc psni nmbi swe sssc npi dea pin rcvs hpcsa ahpra niscc nisc
    registration registrant account acct policy member membership plan subscriber insurance beneficiary claim claims
    medicare medicaid mbi payer insurer group enrollee bupa axa vitality aetna cigna humana kaiser iban sort bank
    anthem tricare wpa blue bcbs unitedhealthcare uhc casenote casenotes asset licence license licences licenses dl
    cdl passport certificate permit visa dvla brp reg plate plates vin number tag serial serials udi imei s asset
    device implant pump pacemaker machine lead generator icd pacer valve lens model insured ins acc a payor guarantor
    hicn hmo ppo epo pcn medigap champva cobra grp contract recipient sponsor coverage card benefit benefits health
    invoice billing statement authorization authorisation auth rx bin rxbin rxgrp cert scheme lic nurse nursing
    professional physician pharmacist pharmacy teaching board rn lpn lvn np pa md do psy pt ot lcsw lmft rph aprn crna
    dental therapist council registered provider prescriber college har bacp ukcp babcp acp csp rcot rps
""")
_PROFESSIONS = words("""
    rn lpn lvn np pa md do psy pt ot lcsw lmft rph aprn crna rrt dds dmd crt nursing medical nurse physician pharmacist
    board dpt slp rd lmsw cna emt
""")
"""Beside these a licence is to practise, not to drive."""

# Signs and digits that a code has at least, and how many words may stand before it.
_FORMS = {
    Category.RECORD_NUMBER: (5, 4, 3),
    Category.REGISTRATION_NUMBER: (6, 5, 5),
    Category.ACCOUNT_NUMBER: (7, 5, 2),
    Category.LICENCE_NUMBER: (6, 5, 6),
    Category.VEHICLE_NUMBER: (5, 1, 2),
    Category.DEVICE_NUMBER: (5, 3, 4),
}
_CERTAINTY = {Category.VEHICLE_NUMBER: Certainty.LIKELY, Category.DEVICE_NUMBER: Certainty.LIKELY}
_INSURED = words("his her their s insurance health life medical my insurer")
_DATE = re.compile(
    r"(?:19|20)\d\d[-/](?:19|20)?\d\d|(?:\d\d? ){1,4}\d\d?|"
    r"\d{1,2}[/.-](?:0?[1-9]|[12]\d|3[01])[/.-](?:\d\d|\d{4})|\d{4}-\d\d-\d\d"
    r"|\d+(?:[.,]\d+)?(?:mg|ml|mcg|g|kg|mmol|am|pm|l|hrs?|bpm)"
)
_OTHERS = words("social ssn nhs chi dob phone tel mobile zip postcode email born")
_SHORTENED = words("no nos num ref")
_ENDING = words("ending ends last finishing beginning starting")
_PART_OF_ONE = 3
_ENDS = frozenset(".!?;\n")
_MOST_GROUPS = 5
_MOST_SIGNS = 24


def find_named_numbers(text: Text) -> Iterator[Finding]:
    """A number after a word for its kind: MRN 448812, GMC number 7413058, reg AB12 CDE."""
    for lead in _LEADS & text.where.keys():
        for place in text.where[lead]:
            label = _LABELS.match(text.lower, text.starts[place])
            before = text.before(text.starts[place], 1)
            inside = label and text.plain[label.end() : label.end() + 1] == "-" and label.end() - label.start() < 4
            if not label or inside or (before == ["national"] and lead == "insurance"):
                continue
            category = Category(str(label.lastgroup))
            if (label[0] in {"policy", "claim"} and not _is_of_insurance(text, place, before)) or before == ["asset"]:
                continue
            code = _code_after(text, text.word_from(label.end()), category)
            if category is Category.LICENCE_NUMBER and code and _is_to_practise(text, place, code):
                category = Category.REGISTRATION_NUMBER
            if code:
                yield Finding(*code, category, _CERTAINTY.get(category, Certainty.CERTAIN), REMOVED)


def _is_of_insurance(text: Text, place: int, before: list[str]) -> bool:
    return bool(
        _INSURED & set(before) or {"denied", "approved", "rejected", "paid"} & set(text.words[place : place + 6])
    )


def _is_to_practise(text: Text, place: int, code: tuple[int, int]) -> bool:
    """Whether a licence is a professional's, by what stands around its word."""
    last = text.word_from(code[1])
    around = {*text.words[max(place - 3, 0) : place], *text.words[place : last + 1]}
    led = re.match(r"(?:rn|lpn|md|np|pa|pt|ot|rph|psy)[ -]?\d", text.lower[code[0] : code[1]]) is not None
    return (led or bool(_PROFESSIONS & around)) and not {"driver", "drivers", "driving"} & around


def _code_after(text: Text, word: int, category: Category) -> tuple[int, int] | None:
    """The first code after a label, if it has the form of its kind and stands close enough."""
    reach = _FORMS[category][2]
    for place in range(word, min(word + reach + 3, len(text.words))):
        ended = _ENDS & set(text.gap(place)) and place > word and text.words[place - 1] not in _SHORTENED
        other = text.words[place] in _OTHERS or (
            place == word and text.words[place] in {"of", "for"} and text.words[place - 1] in {"no", "number"}
        )
        if ended or other or (text.words[place].isalpha() and place - word > reach):
            break
        if not text.words[place].isalpha():
            first, last = _code(text, place, word)
            span = text.starts[first], text.ends[last]
            written = text.lower[slice(*span)]
            part = _ENDING & set(text.words[word:place]) and written.isdigit() and len(written) > _PART_OF_ONE
            return span if part or _is_code(written, category) else None
    return None


def _is_code(written: str, category: Category) -> bool:
    signs, digits, _reach = _FORMS[category]
    kept = [sign for sign in written if sign.isalnum()]
    formed = signs <= len(kept) <= _MOST_SIGNS and sum(sign.isdigit() for sign in kept) >= digits
    return formed and not _DATE.fullmatch(written)


def _code(text: Text, place: int, floor: int) -> tuple[int, int]:
    """The first and last word of a code, from one of its words with a digit."""
    first = last = place
    while first > floor and place - first < _MOST_GROUPS and _joins(text, first, first - 1):
        first -= 1
    while last + 1 < len(text.words) and last - place < _MOST_GROUPS and _joins(text, last + 1, last + 1):
        last += 1
    return first, last


def _joins(text: Text, gap_before: int, word: int) -> bool:
    """Whether a word belongs to a code across the gap."""
    gap = text.gap(gap_before)
    written = text.written(word)
    coded = not text.words[word].isalpha()
    if gap == "- ":
        return coded and text.words[gap_before - 1].isdigit()
    if gap in {"-", "/"}:
        return coded or (written.isupper() and len(written) < 6)
    if gap == ".":
        return coded
    return gap == " " and (
        (len(written) > 1 and coded) or (written.isupper() and 1 < len(written) < 6 and word < gap_before)
    )


_NMC_PIN = re.compile(r"\d\d ?[a-l] ?\d{4} ?[a-z](?![a-z\d])")
_HCPC = re.compile(r"(?:as|bs|ch|cs|dt|had|od|odp|ot|or|pa|ph|po|pyl|ra|sl|cw)\d{5,6}")
_REGULATORS = words("gmc gphc gdc goc gosc hcpc nmc swe rcvs")
_MISC = re.compile(r"\d{7}")
_DEA = re.compile(r"[a-z]{2}\d{7}")


def find_registrations(text: Text) -> Iterator[Finding]:
    """Registrations that their own form gives away: NMC PINs, and NPI and DEA numbers in a text that speaks of them."""
    provider = bool({"npi", "nppes", "pdmp", "prescriber"} & text.where.keys())
    regulated = bool(_REGULATORS & text.where.keys())
    yield from _spelled_out(text)
    for place in text.coded:
        word, start = text.words[place], text.starts[place]
        pin = _NMC_PIN.match(text.lower, start)
        if pin and (text.plain[start : pin.end()].isupper() or {"pin", "nmc"} & set(text.before(start, 6))):
            yield Finding(*pin.span(), Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)
        elif (
            (provider and _is_npi(word))
            or ("dea" in text.where and _is_dea(word))
            or (regulated and _is_registered(text, place))
        ):
            yield Finding(start, text.ends[place], Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)


def _spelled_out(text: Text) -> Iterator[Finding]:
    """Numbers after a regulator with dots between its letters: G.M.C. No 6 148 275."""
    for first in {"g", "n", "h"} & text.where.keys():
        for place in text.where[first]:
            last = place
            while last + 1 < len(text.words) and last - place < 3 and text.gap(last + 1) in {".", " ", ". "}:
                if len(text.words[last + 1]) > 1:
                    break
                last += 1
            if "".join(text.words[place : last + 1]) in _REGULATORS:
                code = _code_after(text, last + 1, Category.REGISTRATION_NUMBER)
                if code:
                    yield Finding(*code, Category.REGISTRATION_NUMBER, Certainty.CERTAIN, REMOVED)


_REGISTERED = words("number no num pin registration reg registered")


def _is_before_its_name(text: Text, place: int) -> bool:
    """Whether a regulator follows its number: my 284417 GDC number."""
    following = text.words[place + 1 : place + 3]
    return (
        len(following) == 2
        and 5 <= len(text.words[place]) <= 8
        and text.gap(place + 1) in {" ", " ("}
        and following[0] in _REGULATORS
        and (following[1] in _REGISTERED or text.gap(place + 1) == " (")
    )


def _is_registered(text: Text, place: int) -> bool:
    """Whether a word has the form of a registration, in a text that speaks of who registers."""
    word = text.words[place]
    if _is_before_its_name(text, place):
        return True
    if _HCPC.fullmatch(word):
        return text.written(place).isupper() or "hcpc" in text.where
    return _MISC.fullmatch(word) is not None and bool(_REGULATORS & set(text.before(text.starts[place], 12)))


def _is_npi(word: str) -> bool:
    """Luhn's check over ten digits behind 80840, as CMS asks."""
    if len(word) != 10 or not word.isdigit() or word[0] not in "12":
        return False
    total = 24
    for place, digit in enumerate(word[::-1]):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_dea(word: str) -> bool:
    if not _DEA.fullmatch(word):
        return False
    digits = [int(digit) for digit in word[2:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


_PLATE = re.compile(r"([A-Z]{2}\d{2}) ?([A-Z]{3})(?![A-Za-z0-9])")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")


def find_vehicles(text: Text) -> Iterator[Finding]:
    """British number plates of today's form, and the seventeen signs of a vehicle's identification number."""
    for place in text.coded:
        start, written = text.starts[place], text.written(place)
        if len(written) == 17:
            if _VIN.fullmatch(written) and sum(sign.isdigit() for sign in written) > 3 and not written.isdigit():
                yield Finding(start, text.ends[place], Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)
        elif plate := _PLATE.match(text.plain, start):
            yield Finding(*plate.span(), Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)
