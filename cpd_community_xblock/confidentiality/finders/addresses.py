"""Where people live: postcodes, ZIP codes, houses in streets."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_AREAS = words("""
    ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy
    g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr
    nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa
    wc wd wf wn wr ws wv yo ze
""")
_POSTCODE = re.compile(r"([a-z]{1,2})(\d[a-z\d]?)[ -]?(\d[abd-hjlnp-uw-z]{2})(?![a-z\d])")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
_SAID = words("postcode post code postcodes address lives live living at from near by around")


def find_postcodes(text: Text) -> Iterator[Finding]:
    """Full British postcodes, with or without their space."""
    for place in text.coded:
        match = _POSTCODE.match(text.lower, text.starts[place])
        if not match or match[1] not in _AREAS:
            continue
        written = text.plain[match.start() : match.end()]
        if not written.isupper() and (_ORDINAL.fullmatch(match[3]) or not _SAID & set(text.before(match.start(), 4))):
            continue
        yield Finding(*match.span(), Category.POSTCODE, Certainty.CERTAIN, "[postcode removed]")


_STATES = words("""
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
    PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR
""")
_STATE_NAMES = words("""
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania tennessee
    texas utah vermont virginia washington wisconsin wyoming columbia calif fla tex penn mass mich minn
""")
_ZIPS = words("zip zipcode zips")
_ZIP = re.compile(r"\d{5}(?:-\d{4})?(?![\d-])")


def find_zip_codes(text: Text) -> Iterator[Finding]:
    """ZIP codes after their name or a state."""
    for place in text.coded:
        if not place or len(text.words[place]) != 5:
            continue
        match = _ZIP.match(text.plain, text.starts[place])
        if not match:
            continue
        if _is_zip_code(text, place, match[0]):
            yield Finding(*match.span(), Category.ZIP_CODE, Certainty.LIKELY, "[ZIP code removed]")


def _is_zip_code(text: Text, place: int, code: str) -> bool:
    """Whether five or nine digits are said to be a ZIP code, or follow a state or a town."""
    following = text.word_from(text.starts[place] + len(code))
    if _ZIPS & {*text.words[max(place - 5, 0) : place], *text.words[following : following + 2]}:
        return True
    gap, state = text.gap(place), text.written(place - 1)
    if gap in {" ", ", ", ". ", ".", " - "} and (state in _STATES or _is_state(text, place - 1)):
        return True
    if gap == ", " and _ends_an_address(text, place - 1):
        return True
    return len(code) == 10 and gap in {", ", " "} and state[0].isupper()


def _ends_an_address(text: Text, place: int) -> bool:
    """Whether a street ends with a word: 5 Quarry Bend, County Road 19."""
    street = place - (not text.words[place].isalpha())
    return text.words[street] in _STREETS and _house_number(text, street) is not None


def _is_state(text: Text, place: int) -> bool:
    """Whether a word is a state's name or its short form with dots: Montana, D.C."""
    if text.words[place] in _STATE_NAMES:
        return text.written(place)[0].isupper() and place > 0 and ", " in {text.gap(place), text.gap(place - 1)}
    dotted = place > 0 and text.gap(place) == "." and len(text.words[place]) == len(text.words[place - 1]) == 1
    return dotted and text.written(place - 1) + text.written(place) in _STATES


_STREETS = words("""
    street st road rd avenue ave lane ln drive dr close way court ct place pl crescent cres terrace gardens gdns
    grove boulevard blvd hill walk mews row square sq park view rise green parade circle highway hwy pike trail loop
    spur bank steps yard fold brae wynd gate croft meadow meadows mead drove end parkway pkwy alley path common vale
    bungalows cottages heights ridge run bend crossing turnpike quay wharf villas buildings chase dene garth hollow
    cove point creek canyon route plaza causeway esplanade promenade
""")
_PLAIN_STREETS = words("street road rd avenue ave lane drive crescent terrace boulevard close")
"""Those that are hardly anything else, so that they need no capital."""
_BETWEEN = 4
_NO_STREET = words("of to in on for the and a day days hour hours week weeks year years minute minutes")
_FLAT = words("flat apartment apt unit room suite house number no lot trailer")


def find_addresses(text: Text) -> Iterator[Finding]:
    """A house number and a street: Flat 3, 12 Elm Road."""
    for noun in _STREETS & text.where.keys():
        for place in text.where[noun]:
            number = _house_number(text, place)
            if number is not None:
                span = text.starts[_flat_before(text, number)], text.ends[place]
                yield Finding(*span, Category.ADDRESS, Certainty.LIKELY, "an address nearby")


def _flat_before(text: Text, number: int) -> int:
    """The first word of an address from its house number: Flat 3, 12."""
    numbered = number > 1 and text.words[number - 2] in _FLAT and not text.words[number - 1].isalpha()
    if numbered and text.gap(number) in {", ", " "}:
        return number - 2
    return number - (number > 0 and text.words[number - 1] in {"flat", "apartment", "apt"})


def _house_number(text: Text, street: int) -> int | None:
    """The word that numbers a house in a street."""
    capital = text.written(street)[0].isupper()
    if not capital and text.words[street] not in _PLAIN_STREETS:
        return None
    for place in range(street - 1, max(street - _BETWEEN - 2, -1), -1):
        word = text.words[place]
        if text.gap(place + 1) not in {" ", ". ", "'", "-"}:
            break
        if _HOUSE.fullmatch(word):
            return place if place < street - 1 else None
        if not _is_of_a_street(word, text.written(place), capital=capital):
            break
    return None


_HOUSE = re.compile(r"\d{1,5}[a-h]?")
_COUNTED = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


def _is_of_a_street(word: str, written: str, *, capital: bool) -> bool:
    if not word.isalpha():
        return _COUNTED.fullmatch(word) is not None
    if capital:
        return written[0].isupper() or word in {"the", "of", "s"}
    return len(word) > 2 and word not in _NO_STREET
