"""Number plates, and the numbers of vehicles."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import APART, DIGIT, REMOVED, is_even
from cpd_community_xblock.confidentiality.text import AS_DIGITS, Text
from cpd_community_xblock.confidentiality.vocabulary import COMMON, words

_END = r"(?![A-Za-z0-9])"
_YEAR = r"(?:0[1-9]|[12]\d|3[0-4]|5[1-9]|[67]\d|8[0-4])"
_CLOSED = re.compile(rf"[A-Z]{{2}}\d{{2}} ?[A-Z]{{3}}{_END}")
"""Today's British form as it is on the plate."""
_APART = re.compile(rf"([A-HJ-PR-Y][A-Z]) ?{_YEAR} ?([A-HJ-PR-Z]{{3}}){_END}", re.IGNORECASE)
"""The same with a space within its first half, or in small letters."""
_OLD = re.compile(
    rf"[A-Z]\d{{1,3}} ?[A-Z]{{3}}{_END}|[A-Z]{{3}} ?\d{{2,3}} ?[A-Z]{_END}"
    rf"|(?=[A-Z]{{0,2}}[IZ])[A-Z]{{3}} \d{{3,4}}{_END}",
    re.IGNORECASE,
)
"""As they were given before 2001, and are in Northern Ireland."""
_OLDER_PLATE = (
    r"(?:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]|[A-Z]{1,3}[ -]?\d{1,4}|[A-Z]\d{3,5}[A-Z]{1,2}\d?"
    r"|\d{1,2}-?[A-Z]{1,2}-?\d{3,5}|\d-\d[A-Z]\d{3}|\d-\d{5}[A-Z]?|[A-Z]{3}[ -]?\d[A-Z]\d{2}|\d[A-Z]{3}[ -]?\d{3}"
    r"|\d{3}[ -][A-Z]{3}|[A-Z]{2,3}[ -]?[A-Z]?\d{4}|\d{2}-?[A-Z]\d{3}"
    r"|[A-Z]{2}[ -][A-Z]{2,3}[ -]?\d{3,4}|\d{1,4}[ -]?[A-Z]{2,3})(?![A-Za-z0-9-])"
)
_PLATE_AFTER = re.compile(
    r"(?:(?:'s)?[,:]? [(\"']{0,2}|: ?)"
    r"(?:(?:number|no\.?|is|was|read|reads|said|says|of|on it|came back(?: to| as)?|mark"
    r"|of (?:the|his|her) [a-z]+(?: car| van| truck)?)[,:]? [\"']?){0,2}"
    rf"((?i:{_APART.pattern}|{_OLD.pattern})|{_OLDER_PLATE})"
)
_VEHICLES = words("""
    car cars van vans lorry truck pickup taxi cab motorbike motorcycle moped scooter minibus coach campervan hatchback
    saloon estate convertible sedan suv jeep vehicle vehicles reg registration plate plates numberplate parked parking
    drives driving driven drove driveway barrier anpr dvla mot insured towed clamped bumper motor banger wheels satnav
    transit polo golf fiesta focus corsa astra vauxhall ford volkswagen vw skoda octavia fabia seat ibiza leon bmw audi
    mercedes merc toyota yaris aygo corolla honda civic jazz nissan micra qashqai juke leaf renault clio megane peugeot
    citroen berlingo fiat punto panda panda kia picanto hyundai mini mazda suzuki swift subaru volvo saab lexus tesla
    jaguar rover land discovery defender mondeo kuga ka escort zafira insignia figaro beetle camper porsche dacia duster
    mitsubishi outlander morris sprinter vivaro caddy tractor quad trailer caravan motability beemer vrm vrn bike
    chevy chevrolet silverado dodge ram wrangler cherokee tahoe suburban camry accord altima sentra rogue explorer
    escape equinox malibu impala buick cadillac chrysler pontiac prius tacoma tundra odyssey sienna mustang outback
    forester f150 rav4 crv tucson elantra sonata sportage sorento
""")
_NO_PREFIX = words("bp hr rr gcs ct mr iv im po ng ed ga hb ae bm pr sr or at in on to by of up we he me my is it as")
_NO_SUFFIX = words("""
    hrs mls mgs mcg day bpm cms obs sys dia reg and the for was but not had has her his she all per kgs yrs wks
    sec pts cfu dpi rpm kcal cal iu sats new old out off one two ten
""")
_BEFORE, _AFTER = 12, 8
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.IGNORECASE)


def plate_after(text: Text, place: int) -> tuple[int, int] | None:
    """A number plate of any time right after a word for one: reg M441 KLP."""
    match = _PLATE_AFTER.match(text.plain, place)
    if not match:
        return None
    start, end = match.span(1)
    written = text.plain[start:end]
    fewest = _FEWEST if written.upper() == written else _FEWEST + 1
    if written.islower() and _SPACED.fullmatch(written):
        return None
    mixed = any(map(str.isdigit, written)) and any(map(str.isalpha, written))
    word = written.lower().split(" ")[-1]
    return (start, end) if mixed and sum(map(str.isalnum, written)) > fewest and word not in _NO_SUFFIX else None


_FEWEST = 4
_SPACED = re.compile(r"[a-z]{3} \d+")
"""What in small letters is any word with a number."""


_SET_OFF = re.compile(
    r"(?:(?<=, )|(?<=[(\"])|(?<=: )|(?<=- ))(?:\d?[A-Z]{2,3}[ -]?\d{2,4}[A-Z]?|[A-Z]{3} ?\d{1,3} ?[A-Z]"
    r"|[A-Z]\d{1,3} ?[A-Z]{3}"
    r"|\d{1,3}[ -]?[A-Z]{3}|\d[A-Z]{3} ?\d{3})(?=[,.;:)\"\n]|$"
    r"| (?:for|on|so|and|if|in|to|from|which|was|is|-)\b)"
)
"""What a plate looks like between commas or brackets, in whatever state."""
_PLATED = words("plate plates tag tags reg registration numberplate rego vrm vrn")
_PARKED = _VEHICLES | words(
    "gate guard permit tow security towaway barrier space bay valet bumper sticker towing visitor drive road"
)
_OF_A_VEHICLE = re.compile(
    r"(?:\d[A-Z]{3} ?\d{3}|[A-Z]{2,3}[ -]?\d{3,4}|\d{3}[ -]?[A-Z]{3})"
    r"(?= (?:for|on|off) (?:the|his|her|their|a) ([a-z]+)\b)"
)
_FARTHEST = 150


def _far_plates(text: Text) -> Iterator[Finding]:
    """Plates some words after a word for one: wrote the plate on the back of the slip, CWX 88T."""
    for cue in _PLATED & text.present:
        for place in text.where[cue]:
            reach = text.plain[text.starts[place] : text.starts[place] + _FARTHEST].split("\n")[0]
            plate = _SET_OFF.search(text.plain, text.ends[place], text.starts[place] + len(reach))
            around = {*text.words[max(place - _BEFORE, 0) : place], *text.words[place + 1 : place + 2 * _AFTER]}
            if not plate or not _PARKED & around or ". " in text.plain[text.ends[place] : plate.start()]:
                continue
            if not set(_LETTERS.findall(plate[0].lower())) & (_NO_PREFIX | _NO_SUFFIX):
                yield Finding(*plate.span(), Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)
    for place in text.coded if _PLATED & text.present else ():
        first = place - (text.words[place].isdigit() and place > 0 and text.words[place - 1].isalpha())
        plate = _OF_A_VEHICLE.match(text.plain, text.starts[first])
        if plate and plate[1] in _VEHICLES:
            yield Finding(*plate.span(), Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)


_BROUGHT = _VEHICLES - words(
    "parking driving drove driveway barrier mot wheels ford rover land seat focus jazz swift discovery panda reg"
    " estate convertible quad ram escape explorer vehicles index insured towed dvla anpr satnav"
)
_SET_APART = re.compile(rf"(?:, | \(|: )({_OLDER_PLATE}|{_OLD.pattern})(?=[,.;:)\"\n]|$)")


def _set_apart(text: Text) -> Iterator[Finding]:
    """What looks like a plate between signs right after a vehicle: a gray Tahoe, TRW 7710, idling."""
    for cue in _BROUGHT & text.present:
        for place in text.where[cue]:
            plate = _SET_APART.match(text.plain, text.ends[place])
            if not plate or sum(map(str.isalnum, plate[1])) <= _FEWEST:
                continue
            mixed = any(map(str.isdigit, plate[1])) and any(map(str.isalpha, plate[1]))
            if mixed and not set(_LETTERS.findall(plate[1].lower())) & (_NO_PREFIX | _NO_SUFFIX):
                yield Finding(*plate.span(1), Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)


def find_vehicles(text: Text) -> Iterator[Finding]:
    """British number plates, and the seventeen signs of a vehicle's identification number."""
    yield from _far_plates(text)
    yield from _set_apart(text)
    beside = _beside_vehicles(text)
    for place in text.coded:
        start, written = text.starts[place], text.written(place)
        if len(written) == 17:
            said = written.isupper() or "vin" in text.before(start, 4)
            if said and _VIN.fullmatch(written) and sum(map(str.isdigit, written)) > 3 and not written.isdigit():
                yield Finding(start, text.ends[place], Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)
        elif plate := _CLOSED.match(text.plain, start) or _plate_apart(text, place, beside):
            yield Finding(*plate.span(), Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)
        elif place in beside and (spelled := _spelled_plate(text, place)):
            yield Finding(*spelled, Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)


_SPELLED = re.compile(
    rf"(?P<now>([A-HJ-PR-Y]{APART}[A-Z]){APART}({DIGIT}{APART}{DIGIT})(?:{APART}[A-HJ-PR-Z]){{3}}{_END})"
    rf"|[A-Z](?:{APART}{DIGIT}){{1,3}}(?:{APART}[A-Z]){{3}}{_END}"
    rf"|[A-Z](?:{APART}[A-Z]){{2}}(?:{APART}{DIGIT}){{2,3}}{APART}[A-Z]{_END}"
)
_YEARS = re.compile(_YEAR)
_MOST_LETTERS = 3
_SAID_BEFORE = 6


def _spelled_plate(text: Text, place: int) -> tuple[int, int] | None:
    """A plate in capitals with whatever between its signs: AB.12.CDE, A B 1 2 C D E, AB_12_CDE."""
    for first in range(max(place - _MOST_LETTERS, 0), place + 1):
        plate = _SPELLED.match(text.plain, text.starts[first])
        if plate and text.ends[place] <= plate.end() and _is_a_plate(text, plate):
            return plate.span()
    return None


def _is_a_plate(text: Text, plate: re.Match[str]) -> bool:
    written = plate[0]
    if not is_even(written) or not any(map(str.isdigit, written)):
        return False
    if plate["now"] and not _YEARS.fullmatch(_JOINED.sub("", plate[3]).translate(AS_DIGITS)):
        return False
    listed = "," in written and _PLATED.isdisjoint(text.before(plate.start(), _SAID_BEFORE))
    return not listed and set(_LETTERS.findall(written.lower())).isdisjoint(_NO_PREFIX | _NO_SUFFIX)


_JOINED = re.compile(r"[^A-Za-z0-9]+")


def _plate_apart(text: Text, place: int, beside: set[int]) -> re.Match[str] | None:
    """A plate in another form: where nothing speaks of a vehicle, only one in capitals that means nothing else."""
    first = place - 1 if place and text.words[place].isdigit() and len(text.words[place - 1]) in {2, 3} else place
    plate = _APART.match(text.plain, text.starts[first])
    if plate and (plate[1].lower() in _NO_PREFIX or plate[2].lower() in _NO_SUFFIX):
        return None
    if plate and plate[0].isupper():
        return plate
    if first not in beside:
        return None
    if plate:
        return plate
    old = _OLD.match(text.plain, text.starts[first])
    return old if old and _may_be_old(old[0]) else None


def _may_be_old(written: str) -> bool:
    """Whether letters and digits are no word with a number beside it."""
    parts = set(_LETTERS.findall(written.lower()))
    if written.islower() and (_SPACED.fullmatch(written) or COMMON & parts):
        return False
    return _NO_SUFFIX.isdisjoint(parts) and sum(map(str.isdigit, written)) > 1


_LETTERS = re.compile(r"[a-z]+")


def _beside_vehicles(text: Text) -> set[int]:
    """The words with one for a vehicle shortly before or after them."""
    spoken = (place for word in _VEHICLES & text.present for place in text.where[word])
    return {near for place in spoken for near in range(place - _AFTER + 1, place + _BEFORE + 1)}
