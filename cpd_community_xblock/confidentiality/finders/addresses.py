"""Where people live: postcodes, ZIP codes, houses in streets."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.numbers import (
    ANY_JOINT,
    APART,
    DIGIT,
    chains,
    groups_of,
    is_even,
)
from cpd_community_xblock.confidentiality.lands import STATE_NAMES
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import MONTHS, WEEKDAYS, words

_AREAS = words("""
    ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy
    g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr
    nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa
    wc wd wf wn wr ws wv yo ze
""")
_POSTCODE = re.compile(r"([a-z]{1,2})(\d[a-z\d]?)(?:[ ._-]|- )?(\d[abd-hjlnp-uw-z]{2})(?![a-z\d])")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
_SAID = words("postcode post code postcodes postal pcode satnav nav address lives live living at from near by around")


def find_postcodes(text: Text) -> Iterator[Finding]:
    """Full British postcodes, with or without their space."""
    spoken = bool(_ADDRESSED & text.present)
    for place in text.coded:
        match = _POSTCODE.match(text.lower, text.starts[place])
        if match and match[1] in _AREAS:
            meant = text.plain[match.start() : match.end()].isupper() or _is_meant(text, match)
        else:
            match = _postcode_apart(text, place) if spoken else None
            meant = match is not None
        if match and meant:
            yield Finding(*match.span(), Category.POSTCODE, Certainty.CERTAIN, "[postcode removed]")


_APART_POSTCODE = re.compile(
    rf"([a-z](?:{APART}[a-z])?){APART}({DIGIT}(?:{APART}[a-z\d])?){APART}({DIGIT}{APART}[a-z]{APART}[a-z])(?![a-z\d])",
    re.IGNORECASE,
)
_BEFORE_DIGITS = 2


def _postcode_apart(text: Text, place: int) -> re.Match[str] | None:
    """A postcode with whatever between its signs, near a word for one; letters that none has may be in it, too."""
    for first in range(max(place - _BEFORE_DIGITS, 0), place + 1):
        start = text.starts[first]
        before = _ADDRESSED.intersection(text.before(start, 4))
        match = _APART_POSTCODE.match(text.lower, start) if before else None
        if match and _SQUEEZED.sub("", match[1]) in _AREAS and is_even(match[0]):
            written = text.plain[match.start() : match.end()]
            small = written.islower() and not before.isdisjoint(_POSTCODES)
            if small or written.replace("l", "1").replace("o", "0").isupper():
                return match
    return None


_SQUEEZED = re.compile(r"[^a-z]+")
_POSTCODES = words("postcode postcodes postal pcode")
_ADDRESSED = _POSTCODES | {"address"}
_UNITS = words("hr ug ng pg ds yr lb ft pt gy bd st nd rd th")


def _is_meant(text: Text, match: re.Match[str]) -> bool:
    """Whether what has the form of a postcode is one in small letters: after a street, or like nothing else."""
    if _ORDINAL.fullmatch(match[3]):
        return False
    place = text.word_from(match.start())
    after = text.word_from(match.end())
    named = _POSTCODES & set(text.words[after : after + 4])
    if named or _SAID & set(text.before(match.start(), 4)) or (place and _ends_an_address(text, place - 1)):
        return True
    dose = match[3][1:] in _UNITS and len(match[2]) == 1
    return len(match[1]) == 2 and " " in match[0] and not dose and match[1] not in {"co", "sp"}


_STATES = words("""
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
    PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR
""")
_ZIPS = words("zip zipcode zips postal")
_ROUTES = words("rfd rr")
_ZIPPED = words("up tie ties file files folder lock locked archive wire")
_ZIP = re.compile(r"\d{5}(?:- ?\d{4})?(?![\d-])")
_WHOLE_ZIP = re.compile(r"\d{5}(?: \d{4})?(?=[^\w\s-]|\s?\Z|\s[a-z])|\d{9}(?!\w)", re.IGNORECASE)
"""The same with all nine digits and no dash, after a word for it or a state."""
_DIGITS = 5


def find_zip_codes(text: Text) -> Iterator[Finding]:
    """ZIP codes after their name or a state."""
    for place in text.coded:
        if not place or len(text.words[place]) not in {5, 9}:
            continue
        start = text.starts[place]
        match = _ZIP.match(text.plain, start)
        if match and _is_zip_code(text, place, match[0]):
            whole = _WHOLE_ZIP.match(text.plain, start)
            yield _zip_code(start, max(match.end(), whole.end() if whole else 0))
        elif not match and text.words[place - 1] in _ZIPS | {"code"}:
            whole = _WHOLE_ZIP.match(text.plain, start)
            if whole and _is_said_to_be_a_zip_code(text, place, whole.end()):
                yield _zip_code(*whole.span())
    yield from _zip_codes_apart(text)


def _zip_code(start: int, end: int) -> Finding:
    return Finding(start, end, Category.ZIP_CODE, Certainty.LIKELY, "[ZIP code removed]")


def _zip_codes_apart(text: Text) -> Iterator[Finding]:
    """Those broken over a line or with their digits set apart: zip 454-02; Dayton, OH 4 5 4 0 2."""
    for chain in chains(text, ANY_JOINT):
        group = groups_of(_DIGITS, chain, 0)
        if group != chain or len(chain) == 1:
            continue
        start, end = chain[0][0], chain[-1][1]
        place = text.word_from(start)
        if not place or text.starts[place] != start or text.plain[end : end + 1].isalnum():
            continue
        if is_even(text.plain[start:end]) and (
            _is_said_to_be_a_zip_code(text, place, end) or _goes_on_after_a_state(text, place, chain)
        ):
            yield _zip_code(start, end)


def _goes_on_after_a_state(text: Text, place: int, chain: list[tuple[int, int]]) -> bool:
    """Whether a town and a state stand before digits that are broken over a line, or written one by one."""
    if text.gap(place - 1) != ", " or text.gap(place) not in {" ", ", "} or not _is_a_state(text, place - 1):
        return False
    broken = "\n" in text.given[slice(*text.given_span(chain[0][0], chain[-1][1]))]
    return broken or len(chain) == _DIGITS


def _is_said_to_be_a_zip_code(text: Text, place: int, end: int) -> bool:
    """Whether "zip" stands before a number or after it, and is no fastener and no file."""
    following = text.word_from(end)
    if not _ZIPS & {*text.words[max(place - 7, 0) : place], *text.words[following : following + 3]}:
        return False
    return _ZIPPED.isdisjoint(text.words[max(place - 4, 0) : place + 2])


def _is_zip_code(text: Text, place: int, code: str) -> bool:
    """Whether five or nine digits are said to be a ZIP code, or follow a state or a town."""
    if _is_said_to_be_a_zip_code(text, place, text.starts[place] + len(code)):
        return True
    if _ROUTES & set(text.words[max(place - 3, 0) : place]) and text.gap(place) in {", ", " "}:
        return True
    gap, state = text.gap(place), text.written(place - 1)
    if gap in {" ", ", ", ". ", ".", " - "} and _is_a_state(text, place - 1):
        return True
    if gap in {", ", "., ", ". "} and _ends_an_address(text, place - 1):
        return True
    nine = len(code) == _NINE and gap in {", ", " "} and (state[0].isupper() or state in _TOWARDS)
    if nine or (gap in {", ", " ", ": "} and _is_where_home_is(text, place)):
        return True
    return (
        gap == ", " and _is_a_town(text, place - 1) and text.plain[text.ends[place] : text.ends[place] + 1] in {*".,;)"}
    )


_NINE = 10
_TOWARDS = words("to at in home from near address")
_HOMES = re.compile(
    r"(?:\bhome|\b(?:lift|pick-?up|pickup|collect(?:ion|ed)?|drop-?off|lives?|living|delivery|delivered)"
    r" (?:at|in|to|from)"
    r"|\b(?:s?he|they)'(?:s|re) in"
    r"|\b(?:out|over|up|down|back|way) in|\bmoved (?:out |back )?to|\b(?:drives?|drove|comes?|came) in from"
    r"|\b(?:mail(?:ed|ing)?|ship(?:s|ped)?|sent|posted) to|\baddress(?:ed)?(?: is| was| to)?"
    r"|\b(?:apt|unit|lot|ste|suite|room|rm|box|trailer|#)\.? ?[a-z\d]{1,4}),?:? \Z"
)
_AMOUNTS = words("units iu steps ml mg people patients dollars calories words times visits miles minutes hours members")


def _is_where_home_is(text: Text, place: int) -> bool:
    """Whether five digits stand alone where an address would be: home 54220; lift at 70764; Unit B, 70356."""
    after = text.plain[text.ends[place] : text.ends[place] + 1]
    following = text.words[place + 1] if place + 1 < len(text.words) else ""
    start = text.starts[place]
    return (
        after in {*',.;:)"\n- ', ""}
        and following not in _AMOUNTS
        and (_HOMES.search(text.lower, max(start - 24, 0), start) is not None or _is_lived_in(text, place, after))
    )


_LIVING = words("lives live living trailer mailbox ranch farmhouse deliver delivers")


def _is_lived_in(text: Text, place: int, after: str) -> bool:
    """Whether five digits between commas end what says where somebody lives."""
    return (
        text.gap(place) == ", " and after in {",", "."} and bool(_LIVING & set(text.words[max(place - 8, 0) : place]))
    )


_TO_TOWNS = words("from in to near outside of")


def _is_a_town(text: Text, place: int) -> bool:
    """Whether a word with a capital is where somebody or something comes from: back from Dayton, 45402."""
    named = text.written(place)[0].isupper() and text.words[place] not in MONTHS | WEEKDAYS
    return named and bool(_TO_TOWNS & set(text.words[max(place - 2, 0) : place]))


def _ends_an_address(text: Text, place: int) -> bool:
    """Whether a street ends with a word: 5 Quarry Bend, County Road 19."""
    street = place - (not text.words[place].isalpha())
    return text.words[street] in _STREETS and _house_number(text, street) is not None


def _is_a_state(text: Text, place: int) -> bool:
    """Whether a word is a state's name or its short form: Montana, MT, D.C."""
    if text.written(place) in _STATES:
        return True
    if text.words[place] in STATE_NAMES:
        return text.written(place)[0].isupper() and place > 0 and ", " in {text.gap(place), text.gap(place - 1)}
    dotted = place > 0 and text.gap(place) == "." and len(text.words[place]) == len(text.words[place - 1]) == 1
    return dotted and text.written(place - 1) + text.written(place) in _STATES


_STREETS = words("""
    street st road rd avenue ave lane ln drive dr close way court ct place pl crescent cres terrace gardens gdns
    grove boulevard blvd hill walk mews row square sq park view rise green parade circle highway hwy pike trail loop
    spur bank steps yard fold brae wynd gate croft meadow meadows mead drove end parkway pkwy alley path common vale
    bungalows cottages heights ridge run bend crossing turnpike quay wharf villas buildings chase dene garth hollow
    cove point creek canyon route plaza causeway esplanade promenade brow fields copse spinney paddock glebe
""")
_PLAIN_STREETS = words("street road rd avenue ave lane drive crescent terrace boulevard close")
"""Those that are hardly anything else, so that they need no capital."""
_BETWEEN = 4
_NO_STREET = words("of to in on for the and a day days hour hours week weeks year years minute minutes")
_FLAT = words("flat apartment apt unit room suite house number no lot trailer")


def find_addresses(text: Text) -> Iterator[Finding]:
    """A house number and a street: Flat 3, 12 Elm Road."""
    for noun in _STREETS & text.present:
        for place in text.where[noun]:
            number = _house_number(text, place)
            if number is not None:
                yield _address(text.starts[_flat_before(text, number)], text.ends[place])
            elif house := _NAMED_HOUSE.search(
                text.plain, max(text.starts[place] - _LONGEST_HOUSE, 0), text.ends[place]
            ):
                yield _address(*house.span())
    yield from _flats(text)
    yield from _boxes(text)
    yield from _homes(text)


def _address(start: int, end: int) -> Finding:
    return Finding(start, end, Category.ADDRESS, Certainty.LIKELY, "an address nearby")


_LONGEST_HOUSE = 48
_NAMED_HOUSE = re.compile(
    r"\b(?:The )?(?:[A-Z][a-z']+ ){0,2}(?:House|Cottage|Farm|Lodge|Rectory|Vicarage|Barn|Mill|Villa|Bungalow"
    r"|Manse|Croft)"
    r", (?:[A-Z][a-z']+ ){1,2}[A-Z][a-z]+\Z"
)
_FLAT_IN = re.compile(
    r"[A-Z]?\d{0,4}[A-Za-z]?(?:/\d{1,2})?,? (?:on |in )?(?:[A-Z][\w'.]+ ){1,3}"
    r"(?:Court|House|Lodge|Mansions?|Towers?|Villas?|Buildings?|Mews|Close|Heights|Place|Yard|Point|Gardens"
    r"|View|Apartments?"
    r"|Park|Wharf|Mill|Hall|Terrace|Rise|Walk|Square|Lofts|Estate)\b"
)


def _flats(text: Text) -> Iterator[Finding]:
    """Flat 9, Cobbler's Court: a number in a house with a name instead of a street."""
    for noun in _DWELLINGS & text.present:
        for place in text.where[noun]:
            if place + 1 < len(text.words) and text.gap(place + 1) == " " and text.written(place)[0].isupper():
                flat = _FLAT_IN.match(text.plain, text.starts[place + 1])
                if flat and not text.words[place + 1].isalpha():
                    yield _address(text.starts[place], flat.end())


_DWELLINGS = words("flat apartment apt lot plot house bungalow trailer caravan maisonette studio")


def _boxes(text: Text) -> Iterator[Finding]:
    """P.O. Box 4417; Rural Route 2, Box 118."""
    for place in text.where.get("box", ()):
        number = text.words[place + 1 : place + 2]
        if not number or not number[0].isdigit() or text.gap(place + 1) != " ":
            continue
        before = text.words[max(place - 3, 0) : place]
        if before[-1:] == ["po"] or before[-2:] == ["p", "o"]:
            yield _address(text.starts[place - (1 if before[-1] == "po" else 2)], text.ends[place + 1])
        elif before[-1:] and before[-1].isdigit() and before[-2:-1] in (["route"], ["rr"]):
            yield _address(text.starts[place - 2 - (before[:1] == ["rural"])], text.ends[place + 1])


_LIVES = re.compile(
    r"(?:lives?|living|lived|address(?: is| was| as)?|home|house|bungalow|flat|door|visit(?: to)?)(?::| is| was)?"
    r"(?: at| is| to)?:? \Z"
)
_HOME = re.compile(r"\d{1,4}[A-Za-z]?,? (?:The )?[A-Z][a-z]{3,}(?: [A-Z][a-z]+){0,2}(?![\w'])")


def _homes(text: Text) -> Iterator[Finding]:
    """Where somebody lives, when the street is not called one: lives at 9 The Paddocks."""
    for place in text.coded:
        home = _HOME.match(text.plain, text.starts[place])
        if home and _LIVES.search(text.lower, max(text.starts[place] - 30, 0), text.starts[place]):
            yield _address(*home.span())


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
        told = text.gap(place + 1) == ", " and capital and bool(_AT & set(text.words[max(place - 1, 0) : place]))
        if text.gap(place + 1) not in {" ", ". ", "'", "-"} and not (told and _HOUSE.fullmatch(word)):
            break
        if _HOUSE.fullmatch(word):
            return place if place < street - 1 else None
        if not _is_of_a_street(word, text.written(place), capital=capital):
            break
    return None


_AT = words("at address number no lives flat")
_HOUSE = re.compile(r"\d{1,5}[a-h]?")
_COUNTED = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


def _is_of_a_street(word: str, written: str, *, capital: bool) -> bool:
    if not word.isalpha():
        return _COUNTED.fullmatch(word) is not None
    if capital:
        return written[0].isupper() or word in {"the", "of", "s"}
    return len(word) > 2 and word not in _NO_STREET
