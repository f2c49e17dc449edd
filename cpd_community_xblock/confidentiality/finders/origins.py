"""What people, nation or faith somebody is of."""

from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.lands import COUNTRIES
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import FOLK, KIN, PEOPLES, TITLES, words

_FURTHER = words("""
    kurds american americans rican jew jews jewish traveller travellers cheyenne witness witnesses lankan arabian
    african caribbean born speaking muslim christian
""")
_FURTHER_ORIGINS = _FURTHER | PEOPLES
_MOST_FURTHER = 4
_BEFORE = words("""
    northern southern eastern western orthodox shia sunni practising practicing devout black british syrian iraqi
    sri puerto afro saudi
""")
_NOTED = words("male female males females")
_SUBJECTS = (
    words("she he they family couple follow background heritage origin faith community household") | FOLK | KIN
) - words("individual person donor member")
_IS = words("both is are was were be being re s family a an as")
_AFTER = words("and but who so with originally by he she they then themselves himself herself when too like")
_DESCENT = words("""
    heritage origin descent background backgrounds community roots ancestry faith family families decent extraction
    household households speaking born
""")
_DESCRIBED = words(
    "young elderly older middle aged pregnant speaking born frail lovely teenage first time refugee retired"
)
_WRITERS = words("i m im am we")
_ORIGINALLY = words("originally came come comes arrived moved fled refugee refugees seeker seekers migrated emigrated")


def find_origins(text: Text) -> Iterator[Finding]:
    """A patient's people, nation or faith: a Somali woman, her family are Jehovah's Witnesses."""
    for people in PEOPLES & text.present:
        for place in text.where[people]:
            if not text.written(place)[0].isupper():
                continue
            first, last = _whole_origin(text, place)
            if people in {"witness", "witnesses"} and first == place:
                continue
            if _is_of_people(text, first, last):
                yield _origin(text, first, last)
    for country in COUNTRIES & text.present:
        for place in text.where[country]:
            if _is_come_from(text, place):
                span = text.starts[place], text.ends[place]
                yield Finding(*span, Category.ETHNICITY, Certainty.HINT, "abroad")


def _is_come_from(text: Text, place: int) -> bool:
    """Whether somebody else than the writer came from a country."""
    before = text.words[max(place - 5, 0) : place]
    if before[-1:] != ["from"] or _WRITERS & set(before) or not text.written(place)[0].isupper():
        return False
    return bool(_ORIGINALLY & set(before[-3:])) or before[-2:-1] in (["is"], ["s"]) or bool(FOLK & set(before[-2:]))


def _whole_origin(text: Text, place: int) -> tuple[int, int]:
    """The first and last word: Syrian Kurds, Old Order Amish, Jehovah's Witnesses."""
    first = last = place
    for following in range(place + 1, min(place + _MOST_FURTHER, len(text.words))):
        if text.words[following] not in _FURTHER_ORIGINS or text.gap(following) not in {" ", "-"}:
            break
        last = following
    if text.words[place] in {"witness", "witnesses"}:
        first -= (text.words[max(place - 2, 0)] == "jehovah") + (
            place > 0 and text.words[place - 1] in {"s", "jehovahs"}
        )
    elif place > 1 and text.words[place - 2 : place] == ["old", "order"]:
        first -= 2
    elif place and text.words[place - 1] in _BEFORE and text.gap(place) in {" ", "-"}:
        first -= 1
    return first, last


def _is_of_people(text: Text, first: int, last: int) -> bool:
    before = text.words[max(first - 2, 0) : first]
    if _WRITERS & set(before):
        return False
    if _is_beside_people(text, last) or (text.words[last] in _FURTHER and before[-1:] in (["a"], ["as"])):
        return True
    following = text.words[last + 1] if last + 1 < len(text.words) and text.gap(last + 1) == " " else ""
    around = set(text.words[max(first - 6, 0) : first])
    if before[-1:] in _BEING or before == ["as", "a"]:
        return not following or bool(_SUBJECTS & {*around, *text.words[last + 1 : last + 4]})
    if not before or (following and following not in _AFTER):
        return False
    if text.gap(first) == ", ":
        return before[-1] in FOLK or _is_between_commas(text, first, last)
    is_said = before[-1] in _IS and (before[-1] != "s" or before[0] in _SUBJECTS)
    return is_said and bool(_SUBJECTS & around or around & TITLES.keys() or before[-2:] == ["they", "re"])


_BEING = (["devout"], ["practising"], ["practicing"], ["being"])
_TONGUES = words(
    "language languages leaflet leaflets translated interpreter speak speaks spoken food cuisine in and or"
)


def _is_between_commas(text: Text, first: int, last: int) -> bool:
    """Whether an origin is told on its own, and not in a list of languages: 58M, Hmong, a coach."""
    alone = text.plain[text.ends[last] : text.ends[last] + 1] in {",", ".", ";"}
    before, after = set(text.words[max(first - 4, 0) : first]), set(text.words[last + 1 : last + 3])
    return alone and not before & (_TONGUES | PEOPLES) and not after & PEOPLES


def _is_beside_people(text: Text, last: int) -> bool:
    """Whether people follow an origin, or words for descent: a Somali young woman, of Pakistani heritage."""
    for place in range(last + 1, min(last + 4, len(text.words))):
        if text.gap(place) not in {" ", "-"}:
            return False
        word = text.words[place]
        if word in FOLK or word in KIN or word in _DESCENT or word in _NOTED:
            return True
        if word not in _DESCRIBED:
            return False
    return False


def _origin(text: Text, first: int, last: int) -> Finding:
    """A finding that leaves "a woman" of "an Ethiopian woman"."""
    start, end = text.starts[first], text.ends[last]
    beside = last + 1 < len(text.words) and text.gap(last + 1) == " " and text.words[last + 1] in FOLK | KIN
    descended = text.words[last + 1 : last + 2] and text.words[last + 1] in _DESCENT
    if not beside and descended:
        safer = "particular"
    elif not beside:
        safer = "from a particular background"
        start = text.starts[first - 1] if first and text.words[first - 1] in {"a", "an"} else start
    elif first and text.words[first - 1] in {"a", "an"} and text.gap(first) == " ":
        start, safer = text.starts[first - 1], "an" if text.words[last + 1][0] in "aeiou" else "a"
    else:
        end, safer = text.starts[last + 1], ""
    return Finding(start, end, Category.ETHNICITY, Certainty.HINT, safer)
