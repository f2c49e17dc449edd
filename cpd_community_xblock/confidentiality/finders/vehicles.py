"""Number plates, and the numbers of vehicles."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import REMOVED
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_PLATE = re.compile(r"([A-Z]{2}\d{2}) ?([A-Z]{3})(?![A-Za-z0-9])")
_OLDER_PLATE = (
    r"(?:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]|[A-Z]{1,3}[ -]?\d{1,4}"
    r"|\d{1,4}[ -]?[A-Z]{2,3})(?![A-Za-z0-9-])"
)
_PLATE_AFTER = re.compile(
    rf"(?:[,:]? \(?|: ?)(?:(?:number|no\.?|is|was|read|reads|said|says|of)[,:]? ){{0,2}}({_OLDER_PLATE})"
)
_OLD_PLATE = re.compile(r"[A-Z]\d{3} ?[A-Z]{3}(?![A-Za-z0-9])")
_VEHICLES = words("car van lorry truck pickup taxi motorbike scooter minibus coach campervan hatchback saloon")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")


def plate_after(text: Text, place: int) -> tuple[int, int] | None:
    """A number plate of any time right after a word for one: reg M441 KLP."""
    match = _PLATE_AFTER.match(text.plain, place)
    return match.span(1) if match and sum(map(str.isalnum, match[1])) > _FEWEST else None


_FEWEST = 4


def find_vehicles(text: Text) -> Iterator[Finding]:
    """British number plates of today's form, and the seventeen signs of a vehicle's identification number."""
    for place in text.coded:
        start, written = text.starts[place], text.written(place)
        if len(written) == 17:
            if _VIN.fullmatch(written) and sum(sign.isdigit() for sign in written) > 3 and not written.isdigit():
                yield Finding(start, text.ends[place], Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)
        elif plate := _PLATE.match(text.plain, start) or _older_plate(text, place):
            yield Finding(*plate.span(), Category.VEHICLE_NUMBER, Certainty.LIKELY, REMOVED)


def _older_plate(text: Text, place: int) -> re.Match[str] | None:
    """A plate as they were given before 2001, beside a word for what it was on."""
    beside = _VEHICLES & set(text.words[max(place - 4, 0) : place])
    return _OLD_PLATE.match(text.plain, text.starts[place]) if beside else None
