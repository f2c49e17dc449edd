"""Numbers of somebody's that are named in some other way: after them, by what they stand on, by any noun at all."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.codes import code_after, code_around, is_code, is_counted
from cpd_community_xblock.confidentiality.finders.labels import LABELS, NUMBER
from cpd_community_xblock.confidentiality.finders.numbers import NOT_OF_PEOPLE, REMOVED
from cpd_community_xblock.confidentiality.lands import STATE_NAMES
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COMMON, PEOPLE, words

_NUMBER_WORDS = words("number numbers no nos num nr id ids ref reference identifier")
_THINGS = (
    NOT_OF_PEOPLE
    | words("""
    module page course staff employee employees payroll student exam candidate rota roster phone telephone mobile fax
    tel ext extension bleep pager room bay bed ward door gate floor house flat bus train flight edition volume paper
    article abstract grant charity company vat tax helpline hotline switchboard total large small high low huge odd
    even round whole wrong prime access badge post ticket helpdesk complaint model make version build software policy
    guideline sop standard protocol document form template poster figure table purchase catalog product drug ndc
    chassis vin pip snomed read icd cpt iras rec isrctn nct ethics prospero study trial research locker keypad safe
    lock wifi turnitin assignment capital budget maker makers manufacturer manufacturers wholesaler
    meeting zoom teams webinar session link site store shop stock cupboard fridge trolley key line crash emergency
    direct my our call vehicle max minimum maximum mean average first second third last correct right only real
    section chapter paragraph tag plate plates slide question serious untoward sui risk audit project expiry sample
    digit size quiz score kit kits notice alert recall box boxes glove gloves pack packs pod slot cell row column
    cabinet transaction waybill courier parcel consignment shipment delivery firmware error config survey location cqc
    cohort donation cylinder meter passcode leaflet poster advert job vacancy workbook rubric docket requisition req
    procurement supplier supplies supply stockroom shelf barcode sachet vial ampoule ampule strip cartridge reagent
    control analyser analyzer printer scanner laptop computer workstation desktop server port socket circuit tile
    channel frequency radio walkie callsign helicopter rig fleet taxi
    nhs chi hsc hcn social ssn ni insurance
    pin postcode zip street unique iso en bs din hospital patient patients case pt contact
""")
) - words("ref reference sample")
_EXACTLY = (COMMON - words("notes wristband chart file label admission referral")) | words(
    "ref reference number numbers with has had have say and the a an this that any each"
)
_WHOSE = words("his her their whose s patient")
_CATEGORIES = (
    (
        Category.DEVICE_NUMBER,
        words("""
        device implant pump pacemaker machine concentrator pendant transmitter sensor reader meter ventilator cpap
        bipap
        recorder loop stent graft prosthesis cochlear wheelchair scooter monitor stimulator defibrillator
        valve
        shunt port portacath driver alarm oxygen ring tracker controller handset lifeline telecare equipment
    """),
    ),
    (
        Category.LICENCE_NUMBER,
        words(
            "licence license passport permit visa badge photo driver drivers driving certificate firearms gun shotgun"
        )
        | STATE_NAMES,
    ),
    (
        Category.ACCOUNT_NUMBER,
        words("""
        account benefit benefits credit universal invoice bill billing payment insurance insurer debit bank mortgage
        pension customer loyalty finance payer coverage esa dla pip funding
    """),
    ),
)


def find_other_numbers(text: Text) -> Iterator[Finding]:
    """The tribunal ref MP/2022/04481; the wristband read M0448172; 448812 was her MRN."""
    yield from _numbered(text)
    yield from _borne(text)
    yield from _named_after(text)


def _numbered(text: Text) -> Iterator[Finding]:
    """Numbers of whatever has them, unless it is a thing of the house: not orders, batches, rooms or bleeps."""
    for noun in _NUMBER_WORDS & text.present:
        for place in text.where[noun]:
            category = _numbered_kind(text, place)
            code = code_after(text, place + 1, Category.RECORD_NUMBER) if category else None
            if category and code and _is_near(text, place, code):
                yield Finding(*code, category, Certainty.LIKELY, REMOVED)
    for place in text.coded:
        if place and text.gap(place) in {" #", "#", "# ", " # "} and _numbered_kind(text, place):
            code = code_after(text, place, Category.RECORD_NUMBER)
            if code and code[0] == text.starts[place]:
                yield Finding(*code, Category.RECORD_NUMBER, Certainty.LIKELY, REMOVED)


def _numbered_kind(text: Text, place: int) -> Category | None:
    """What a number is of, by the words before "number", or nothing."""
    if not place or text.gap(place) not in {" ", "-", " #", "#", "# ", " # ", " (", ". ", "'s ", ", ", " / ", "; "}:
        return None
    noun = text.words[place - 1]
    if not noun.isalpha() and text.gap(place) in {", ", " / ", "; "}:
        return Category.RECORD_NUMBER if _WORN & set(text.words[max(place - 14, 0) : place]) else None
    if noun in _WHOSE:
        thing = noun == "s" and text.words[place - 2] not in PEOPLE
        return None if thing or text.words[place] != "number" else Category.RECORD_NUMBER
    near = set(text.words[max(place - 4, 0) : place])
    if noun in _EXACTLY or _THINGS & set(text.words[max(place - 2, 0) : place]) or not noun.isalpha():
        return None
    return next((category for category, nouns in _CATEGORIES if nouns & near), Category.RECORD_NUMBER)


_WORN = words("wristband wristbands armband nameband bracelet notes chart facesheet sticker")
_JOINED = re.compile(
    r"(?:'s)?[.:,]? ?[\"'(]{0,2}"
    r"(?:(?:is|was|were|of|reads?|said|says|(?:on|at|with|in) [a-z ]{2,20}(?: is| was|,))\b:? ?)?"
    r"[\"']?[#A-Z-]{0,5}[ -]?"
)


def _is_near(text: Text, place: int, code: tuple[int, int]) -> bool:
    return _JOINED.fullmatch(text.plain, text.ends[place], code[0]) is not None


_BEARERS = words("""
    wristband wristbands armband nameband band label labels sticker stickers bracelet tag header request printout
    notes
    folder file screen facesheet sheet bottle tube cassette jar casenotes referral envelope card pot vial whiteboard
""")
_BORNE = re.compile(
    r"(?: (?:on|in|for) (?:[a-z]+ ){1,3}?)?(?:,? (?:it )?(?:said|says|read|reads|was|showed|shows|had|has|gave"
    r"|bore|marked|saying"
    r"|reading|as)\b(?: instead)?|:|,| \()? ?\(?(?=[a-z0-9])"
)
_BORNE_CODE = re.compile(
    r"(?:[A-Z]{1,4}[ -]?\d{5,9}|[A-Z]{1,3}-?\d{2,4}-\d{3,6}|\d{2}-\d{5,6}|\d{2}[A-Z]\d{5,8})(?![\w/-]|\.\d)"
)


def _borne(text: Text) -> Iterator[Finding]:
    """What a label or a wristband says, where that is a letter or two and digits."""
    for noun in _BEARERS & text.present:
        for place in text.where[noun]:
            match = _BORNE.match(text.lower, text.ends[place])
            code = _BORNE_CODE.match(text.plain, match.end()) if match else None
            if code:
                device = _CATEGORIES[0][1] & set(text.words[max(place - 2, 0) : place])
                category = Category.DEVICE_NUMBER if device else Category.RECORD_NUMBER
                yield Finding(*code.span(), category, Certainty.LIKELY, REMOVED)


_AFTERWARDS = re.compile(
    r"(?:,? (?:is|was|being|as|for)(?: not)? (?:(?:his|her|their|the|my|our|a|an|[a-z]+'s) )?|(?:,? \("
    r"|, )(?:(?:his|her|their|the|my) )?)"
    r"(?=[a-z]{1,12}\b)"
)
_TELLING = re.compile(rf"(?:.*(?:[ -]|\.[ ]?){NUMBER}|e?mrns?|urn|npi|mbi|ssn|upn|plates?|number ?plate|vin)\Z")


_ENDING = re.compile(r"[).;]| (?:on|for) (?:the|his|her) [a-z]+[,.;)]")


def _named_after(text: Text) -> Iterator[Finding]:
    """Numbers before their name: 448812 was her MRN, K448812 (hospital number)."""
    for place in text.coded:
        joint = _AFTERWARDS.match(text.lower, text.ends[place])
        label = LABELS.match(text.lower, joint.end()) if joint else None
        if not label or not (_TELLING.match(label[0]) or _ENDING.match(text.lower, label.end())):
            continue
        category = Category(str(label.lastgroup))
        first, last = code_around(text, place)
        span = text.starts[first], text.ends[last]
        if last > place or is_counted(text, last) or not is_code(text.lower[slice(*span)], category):
            continue
        if code_after(text, text.word_from(label.end()), category) is None:
            yield Finding(*span, category, Certainty.LIKELY, REMOVED)
