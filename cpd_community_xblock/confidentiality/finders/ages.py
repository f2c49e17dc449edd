"""Exact ages of people: in digits or in words, of the old and of babies."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.aged import Age, aged, kind_of
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import COMMON, FOLK, MONTHS, PEOPLE, TITLES, words

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED = {
    **{word: value for value, word in enumerate(_UNITS + _TEENS, start=1)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
    "hundred": 100,
}
_ORDINALS = {
    **{
        f"{tens}-{unit}": 20 + 10 * place + value
        for place, tens in enumerate(_TENS)
        for value, unit in enumerate(
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), start=1
        )
    },
    **{f"{tens[:-1]}ieth": 20 + 10 * place for place, tens in enumerate(_TENS)},
    "eighteenth": 18,
    "sixteenth": 16,
    "hundredth": 100,
    "hundred-and-first": 101,
}

_OLD = re.compile(
    r"[ -]?(?:(?P<unit>years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?|hours?)(?:[ -]{1,2}|(?=old))"
    r"(?:old\b|young\b|of age\b|o\b)"
    r"|(?:y[.-]?/?o|yr/?o|y\. ?o\.|yo)(?:ld|[mf])?\b(?:\.(?= [a-z]))?"
    r"|y(?:ears?|rs?)? ?\d{1,2} ?m(?:onths?|ths?)?\b"
    r"|(?:y|yr|yrs)[ /]?(?:m|f|male|female)\b(?![/'-])"
    r"|(?:y|yrs?|years?)(?= (?:lady|man|woman|boy|girl|gentleman|male|female|patient|pt|chap|lad|lass|child)\b)"
    r"|(?P<small>mos?|mths?|months?|wks?|weeks?|days?)(?= (?:girl|boy|baby|infant|male|female|child|twin|neonate)\b)"
    r"|/(?:12|52|7)(?= old| baby| boy| girl| infant))"
)
_SEX = re.compile(r"/?[MF]\b(?![/'-])")
_COUNTED = re.compile(
    r" ?(?P<unit>days?|weeks?|wks?|months?|mths?|mos?|hours?|years?(?=[,.;:)])|yrs?"
    r"|y(?=[,.;:)]))(?: old)?(?=[,.;:)]| with\b| and\b|$)"
)
_MORE = re.compile(
    r" ?(?:\+|- ?\d|to \d|(?:and|or) (?:over|above|under|older|up|younger|upwards|more|less)|plus\b|%|s\b)"
)
_ENDS = re.compile(
    r"(?=[.,;:!?)\n]|$| (?:and|with|when|now|but|last|this|next|in|on|years|at|or so|that|who|living|lives|so|then"
    r"|here)\b| -)"
)
_ENDS_SURELY = re.compile(
    r"[.,;:!?)\n]|$| and (?!\d|a half|a bit)| (?:with|now|when|but|who|years|yesterday|today|tomorrow|next|last|this"
    r"|on|in|so|at the time|same|too)\b| -"
)
_BIRTHDAY = re.compile(r"(?:st|nd|rd|th)? birthday\b")
_YEAR_OF_LIFE = re.compile(r"(?:st|nd|rd|th)? year\b(?! (?:of (?!life|her|his|age)|medic|student|nurs|at|on))")
_OPENING = re.compile(r" and (?:[a-z]+ed|still|on|in|living|alone|never|as|had|not)\b")
_SHE = re.compile(r",? (?:who|she|he|they|mum|dad|nan|grandad|my|the patient)\b")
_MEASURES = re.compile(
    r" ?(?:%|/|\.\d|mmhg|kg|cm|weeks|days|hours|minutes|mins|litres|on (?:the|air)|degrees|mmol|of\b|out of|in the"
    r"|at rest|and \d|to \d)"
)
_STILL = re.compile(r" and (?:still|counting|living|sharp|going)\b")
_MEASURED = words(
    "sats sat spo saturation saturations bp hr pulse rate weight temp score hb map systolic sugar glucose bm co2 it"
)
_FELT = words("felt feel feels feeling")
_MANY = words(
    "patients people adults children women men those anyone clients residents babies everyone persons pts girls boys "
    "teenagers adolescents kids someone infants pupils students"
)
_NO_AGE = words("any gestational bone the retirement")
_THINGS = words("""
    policy guideline guidance machine building house car van book paper rule habit debate study trial protocol
    document system problem equipment hoist bed scanner monitor carpet kettle fridge version bruise wound fracture
    scar ulcer injury burn tradition record article law computer laptop phone dressing infarct haematoma hematoma
    sandwich bread milk ward unit hospital whisky wine form sign sample result cannula catheter line drain suture
    incision experience trolley chair wheelchair stretcher
""")
_ONE_OF = words("""
    lady gentleman man woman girl boy lad lass chap resident patient teenager teen guy bloke mum mother dad father
    grandmother grandfather nun priest widow widower veteran pensioner kid youngster toddler
""")
_PARENTS = words("mum mother dad father mom")
_THEIRS = words("his her their")
_COUNTED_PEOPLE = words("two three four five six 2 3 4 her his their our with")


def find_ages(text: Text) -> Iterator[Finding]:
    """Ages that say what they are: an 83-year-old, 38F, aged 6, she was 94, ninety-six, her 100th birthday."""
    for age in (*_written(text), *_spelled(text)):
        end = _shaped(text, age) or _told(text, age)
        if end is not None:
            yield aged(text, age, end)
    for age in (*_counted(text), *_counted_in_words(text)):
        if _is_reached(text, age):
            category, certainty = kind_of(age)
            yield Finding(age.start, age.end, category, certainty, "latest")
    for age in _spelled(text):
        if text.opens_sentence(age.start) and age.value > 20 and _OPENING.match(text.lower, age.end):
            yield aged(text, age, age.end)
    for word in ("centenarian", "supercentenarian"):
        for place in text.where.get(word, ()):
            span = text.starts[place], text.ends[place]
            yield Finding(*span, Category.AGE_OVER_89, Certainty.HINT, "very old person")


def _counted(text: Text) -> Iterator[Age]:
    """Numbers with the ending of an ordinal: 94th."""
    for place in text.coded:
        match = _COUNT.fullmatch(text.words[place])
        if match:
            yield Age(text.starts[place], text.ends[place], int(match[1]))


_COUNT = re.compile(r"([1-9]\d{0,2})(?:st|nd|rd|th)")


def _counted_in_words(text: Text) -> Iterator[Age]:
    for word in _ORDINAL_ENDS & text.present:
        for place in text.where[word]:
            first = place - (place > 0 and text.gap(place) in {"-", " "} and text.words[place - 1] in _TENS)
            value = _ORDINALS.get("-".join(text.words[first : place + 1]))
            if value is not None:
                yield Age(text.starts[first], text.ends[place], value)


_ORDINAL_ENDS = frozenset(word.rsplit("-", maxsplit=1)[-1] for word in _ORDINALS)


def _is_reached(text: Text, age: Age) -> bool:
    """Whether a count is of somebody's years: her 100th birthday, in his ninety-fourth year."""
    if _THEIRS.isdisjoint(text.before(age.start, 1)) or not 1 < age.value < 120:
        return False
    if _BIRTHDAY.match(text.lower, age.end):
        return True
    return age.value > 39 and _YEAR_OF_LIFE.match(text.lower, age.end) is not None


def _written(text: Text) -> Iterator[Age]:
    for start, end in text.numbers:
        before, sign = text.plain[max(start - 2, 0) : max(start - 1, 0)], text.plain[max(start - 1, 0) : start]
        alone = not sign.isalnum() and (sign not in {*".,/-:£$€+<>#"} or before == " ")
        if end - start < 4 and alone and 0 < int(text.plain[start:end]) < 120:
            yield Age(start, end, int(text.plain[start:end]))


def _spelled(text: Text) -> Iterator[Age]:
    """Numbers in words: six, ninety-six, a hundred and one."""
    for word in _SPELLED.keys() & text.present:
        for place in text.where[word]:
            first, last, value = place, place, _SPELLED[word]
            after = text.words[place + 1 : place + 3]
            before = text.words[place - 1] if place else ""
            if word == "hundred":
                first -= 1
                if before not in {"a", "one"}:
                    continue
                if after[:1] == ["and"] and after[1:] and after[1] in _UNITS:
                    last, value = place + 2, value + _SPELLED[after[1]]
            elif word in _TENS and after and after[0] in _UNITS and text.gap(place + 1) in {"-", " "}:
                last, value = place + 1, value + _SPELLED[after[0]]
            elif before in _TENS:
                continue
            yield Age(text.starts[first], text.ends[last], value)


def _shaped(text: Text, age: Age) -> int | None:
    """The end of an age that its own words give away: 83-year-old, 7 yo, 38F."""
    if _FELT & set(text.before(age.start, 2)) or text.before(age.start, 3)[:2] == ["felt", "like"]:
        return None
    old = _OLD.match(text.lower, age.end) or (_SEX.match(text.plain, age.end) if age.value > 11 else None)
    if not old:
        return None
    following = text.word_from(old.end())
    before = text.before(age.start, 1)
    is_thing = bool(
        _THINGS & {*text.words[following : following + 1], *(before if text.plain[age.start - 2] == "," else ())}
    )
    return None if is_thing or (before and before[0] in {"over", "under", "than", "least", "to", "or"}) else old.end()


def _told(text: Text, age: Age) -> int | None:
    """The end of an age that the words around it announce: aged 6, she was 94, a gentleman of 97."""
    word = text.word_from(age.start)
    before = text.words[max(word - 4, 0) : word]
    if age.value > 89 and _STILL.match(text.lower, age.end) and not _MEASURED & set(before):
        return age.end
    if not before or _MORE.match(text.lower, age.end):
        return None
    gap = text.gap(word)
    if _is_beside_a_name(text, age, word) or _is_noted_old(text, age, before, gap):
        return age.end
    if (plainly := _said_plainly(text, age, before, gap)) is not None:
        return plainly
    if gap == " " and (_is_told_of_someone(text, age, before) or _is_told_of_a_time(text, age, before)):
        return age.end
    return _introduced(text, age, before, gap)


_NOT_YEARS = re.compile(
    r" ?(?:%|/|\.\d|x\b|mmhg|kg|cm|mg|ml|am\b|pm\b|beats|bpm|percent|per cent|minutes|hours|degrees|points|out of)"
)


def _is_beside_a_name(text: Text, age: Age, word: int) -> bool:
    """Whether an age over 89 follows a title and a name: it says Mrs. Fitzhugh 102 Mennonite."""
    if not 89 < age.value < _OLDEST or text.gap(word) != " " or not text.words[word - 1].isalpha():
        return False
    named = any(text.words[at] in TITLES for at in range(max(word - 3, 0), max(word - 1, 0)))
    known = text.words[word - 1] not in _MEASURED | _SCORED | COMMON | MONTHS
    return named and known and _NOT_YEARS.match(text.lower, age.end) is None


_OLDEST = 112
_OLD_AND = re.compile(r" and [a-z]+(?:[,.;!]| with | as )|[,.;]")


def _is_noted_old(text: Text, age: Age, before: list[str], gap: str) -> bool:
    """Whether an age over 89 stands alone: "98, alone till 4"; my patient, ninety-one and furious."""
    if not 89 < age.value < _OLDEST or _MEASURED & set(before) or _NOT_YEARS.match(text.lower, age.end):
        return False
    quoted = gap[-1:] == '"' and _QUOTED_AGE.match(text.lower, age.end) is not None
    spelled = gap == ", " and text.plain[age.start].isalpha() and _OLD_AND.match(text.lower, age.end) is not None
    return quoted or (spelled and "-" in text.plain[age.start : age.end])


_QUOTED_AGE = re.compile(r",? [a-z]{3,}")
_HALF = re.compile(r" and (?:a half|three quarters|a bit|three-quarters)\b")


def _introduced(text: Text, age: Age, before: list[str], gap: str) -> int | None:
    """The end of an age after "aged", "a lady of" or a name and a comma, or None."""
    near, earlier = before[-1], before[-2] if before[1:] else ""
    counted = _COUNTED.match(text.lower, age.end)
    if counted and gap in {" ", "'"} and (near in _BABIES or (near in {"is", "was", "s"} and earlier in _BABIES)):
        return counted.end()
    if near in {"is", "was", "s"} and earlier in {"he", "she"} and _SMALL.match(text.lower, age.end):
        return age.end if age.value > 1 and text.plain[age.start].isalpha() else None
    if near in {"aged", "age", "ages"}:
        group = earlier in _MANY and _COUNTED_PEOPLE.isdisjoint(before[:-2])
        unwanted = gap.strip(": ") or group or (near != "aged" and earlier in _NO_AGE)
        return None if unwanted else counted.end() if counted else age.end
    if near == "and" and {"aged", "ages"} & set(before[:-2]) and earlier.isalnum() and not earlier.isalpha():
        return age.end
    if near == "of" and gap == " " and (earlier in _ONE_OF or earlier in PEOPLE):
        known = earlier in _ONE_OF and age.value > (18 if earlier in _PARENTS else 9)
        return counted.end() if counted else age.end if known and not _MEASURES.match(text.lower, age.end) else None
    return _set_off(text, age, near, gap)


def _said_plainly(text: Text, age: Age, before: list[str], gap: str) -> int | None:
    """The end of an age in "she's four and a half", "I'm 84," and of a couple, "both 93,"."""
    near, earlier = before[-1], before[-2] if before[1:] else ""
    whose = near in {"s", "is", "m", "am", "was"} and earlier in {"he", "she", "who", "i"}
    halved = _HALF.match(text.lower, age.end) if whose and gap in {" ", "'"} else None
    if halved:
        return halved.end() if text.plain[halved.end() : halved.end() + 1] in {*'.,;:!?)"', ""} else None
    after = text.plain[age.end : age.end + 1]
    says = near == "m" and earlier == "i" and age.value > 12 and _is_said(text, age)
    couple = near == "both" and age.value > 15 and text.gap(text.word_from(age.start) - 1) in {", ", " ("}
    is_one = near == "s" and earlier in {"he", "she"} and age.value > 10 and not _MEASURED & set(before)
    told = says or (gap == " " and ((couple and after in {*",.);"}) or (is_one and after in {*".!;"})))
    return age.end if told else None


def _is_said(text: Text, age: Age) -> bool:
    """Whether somebody says it of themselves: "I'm 84," he told me."""
    opened = text.plain.rfind('"', max(age.start - 12, 0), age.start) >= 0
    return opened and text.plain[age.end : age.end + 1] in {",", ".", "!", "?"}


def _set_off(text: Text, age: Age, near: str, gap: str) -> int | None:
    """The end of an age between commas or in brackets after a person: her son, 9, was; a lady (63)."""
    word, counted = text.word_from(age.start), _COUNTED.match(text.lower, age.end)
    person = (near in PEOPLE and near not in _MANY) or near in {"himself", "herself", "male", "female"}
    named = text.written(word - 1)[0].isupper() and near not in MONTHS
    if near in _MEASURED or near in _SCORED:
        return None
    if gap not in {", ", " ("} or not (person or named):
        return age.end if gap == ", " and age.value > 17 and _is_between_commas(text, age) else None
    if counted:
        return counted.end()
    closed = text.plain[age.end : age.end + 1] in {", ": {","}, " (": {")", ","}}[gap]
    if (
        gap == ", "
        and age.value > 17
        and (_is_between_commas(text, age) or (person and _SOON.match(text.lower, age.end)))
    ):
        return age.end
    small = near in _CHILDREN
    return (
        age.end
        if closed and (age.value > 15 or small) and (person or gap == ", " or _is_titled(text, word - 2))
        else None
    )


_SOON = re.compile(
    r" (?:in (?:the )?(?:spring|summer|autumn|fall|winter|new year|[a-z]+uary|march|april|may|june|july|august"
    r"|[a-z]+ber)"
    r"|(?:next|this|last) (?:week|month|year|birthday)|today|tomorrow|yesterday|on (?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day)\b"
)
_WHO = re.compile(r", (?:who|whose|lives|living|admitted|widowed|retired|independent|previously|came|known)\b")
_CLAUSE = 70


def _is_between_commas(text: Text, age: Age) -> bool:
    """Whether an age stands alone after whom it is of: a retired lighthouse keeper, 94, who; Captain Pike, last of his
    line, 83, lungs like paper.
    """
    if text.plain[age.end : age.end + 1] != "," or not text.plain[age.start].isdigit():
        return False
    sentence = max(
        text.plain.rfind(end, max(age.start - _CLAUSE, 0), age.start) for end in ("! ", "? ", "; ", "\n", ": ")
    )
    start = max(sentence, text.plain.rfind(". ", max(age.start - _CLAUSE, 0), age.start - 2), age.start - _CLAUSE, 0)
    before = text.words[text.word_from(start) : text.word_from(age.start)]
    if (_MEASURED | _SCORED) & set(before[-4:]) or not all(word.isalpha() for word in before[-3:]):
        return False
    return bool((TITLES.keys() | FOLK) & set(before)) and (
        _is_named_before(text, age) or bool(_WHO.match(text.lower, age.end))
    )


_SCORED = words("gcs news mews urine crp wcc rr sodium ef po2 pco2 resps map lactate page room bay bed")


def _is_named_before(text: Text, age: Age) -> bool:
    """Whether a title and a name open the clauses before an age."""
    place = text.word_from(age.start)
    return any(
        text.words[earlier] in TITLES and text.written(earlier + 1)[0].isupper()
        for earlier in range(max(place - 11, 0), place - 1)
    )


def _is_titled(text: Text, place: int) -> bool:
    return place >= 0 and text.words[place] in TITLES


_BABIES = words("baby infant newborn neonate bub one he she")
_SMALL = re.compile(r"(?:,| and has| and had|,? with| years)\b| with\b|, with\b")
_CHILDREN = words("son daughter child boy girl grandson granddaughter brother sister toddler kid lad lass nephew niece")


def _is_told_of_a_time(text: Text, age: Age, before: list[str]) -> bool:
    """Whether somebody did something at an age: at 97 she was sharp."""
    near = before[-1]
    if near in {"pushing", "approaching", "nearing", "hitting", "reached", "reaching"}:
        return age.value > 39 and _ENDS.match(text.lower, age.end) is not None and _MEASURED.isdisjoint(before)
    opens = text.opens_sentence(text.starts[text.word_from(age.start) - 1]) or before[-2:-1] in (["and"], ["but"])
    told = _SHE.match(text.lower, age.end) is not None and _MEASURED.isdisjoint(before)
    grown = age.value > 89 and text.plain[age.start].isalpha()
    return near == "at" and age.value > 24 and told and (opens or grown or text.plain[age.end : age.end + 1] == ",")


def _is_told_of_someone(text: Text, age: Age, before: list[str]) -> bool:
    """Whether a bare number after "was" or "turned" is how old somebody is."""
    near = before[-1]
    if near in {"only", "just", "about", "already", "nearly", "almost", "around"} and before[-2:-1] != ["turned"]:
        inner = before[:-1] if before[-2:-1] and before[-2] in {"was", "is", "s"} else before
    else:
        inner = before[:-1] if near in {"just", "now"} else before
    near = inner[-1] if inner else ""
    person = bool(({"she", "he", "who", "pt"} | _SINGLE) & set(inner[-2:-1]))
    ends = _ENDS.match(text.lower, age.end) is not None and not _MEASURES.match(text.lower, age.end)
    if near in {"turned", "turning", "turns"}:
        return ends and age.value > 15
    if near == "been" and inner[-2:-1] and inner[-2] in {"had", "d"}:
        return ends and age.value > 15 and _MEASURED.isdisjoint(before)
    if near not in {"was", "is", "s", "nearly", "almost"}:
        return False
    if 89 < age.value < 112:
        return not _MEASURES.match(text.lower, age.end) and (person or (ends and not _MEASURED & set(before)))
    surely = _ENDS_SURELY.match(text.lower, age.end) is not None and not _MEASURES.match(text.lower, age.end)
    return person and surely and age.value > 12 and _MEASURED.isdisjoint(before)


_SINGLE = words(
    "patient pt mum mother dad father nan gran grandad grandma husband wife son daughter brother sister"
) | words("lady gentleman man woman aunt uncle")
