"""Names in what people say aloud, beside "I" and "me", as initials, and after somebody's role."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.finders.names.apposed import may_open
from cpd_community_xblock.confidentiality.finders.names.reading import (
    AT,
    DOING,
    REMOVED,
    SOMEONE,
    is_name_word,
    is_theorists,
    name,
    name_end,
    name_start,
    names_a_thing,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import MONTHS, PEOPLE, TITLES, words

_LONGEST_SPEECH = 60
_SPEECH_ENDS = re.compile(r"[,.!?]{1,3}[\"']|, [a-z]|,$")
_BIDDEN = words("""
    breathe stop push come look listen wait go can could would will you are your i we it do don please now get give
    call help sit stand try keep stay tell take have what why how where when is was that there this let hold thank
    thanks love my be put ring grab start no yes did said asked
""")
"""How what is said to somebody goes on after their name."""
_EXCLAIMED = words("""
    sorry honestly sweetheart darling honey right enough careful quick gosh wow goodness scalpel suction syringe
    forceps clear clearly ready steady fine great hang course surely truly next first again push breathe listen
    look wait stop pause code gloves swab swabs clamp bag mask tube airway pads shock heavens blimey crikey lovely
    brilliant perfect alright whoa dude mate bless ouch never sepsis stroke oxygen blood fluids biscuit tea
""")
_SELF = words("i me")
_CLAUSES = words("and then so when where that while because after as but until before if whenever once")
_TOGETHER = words("""
    went sat talked both spoke worked decided agreed looked stood walked debriefed rolled had were made took did
    discussed reviewed checked tried moved stayed
""")
"""What one does together, where a name before "and I" begins a sentence."""
_INITIAL = re.compile(r"[A-Z]\. (?:[A-Z]\. ?){0,2}")
_AFTER_INITIALS = re.compile(r"[,.;:!?)\n\"]|$|'s\b| (?:and|who|was|is|said|had)\b")
_SPECIES = words("coli diff pylori aureus difficile albicans")
_LETTERS = re.compile(r"[A-Z]\.[A-Z]\.(?: ?[A-Z]\.)?")
_CALLED_BY = words("say call called saying")
_OF_ONES_OWN = words("my our his her their the")
_MOST_WORDS = 3
_DOES = words("""
    wrote put spotted ran spoke carries counts brings brought drew chose drove met paid read rewrote spent sent shook
    caught fed heard lost paused taught threw understood won insists thinks reckons always never often just simply
    gently quietly later then kindly calmly happened seemed
""")
_NOT_HEADS = words("""
    ward unit hospital trust city town village drug system software model tool app device monitor machine hoist brand
    policy guideline theory framework cycle scale score product company agency charity dressing bed pump surgery
    practice clinic home school place site street road house programme program course module book paper article film
    song series podcast author theorist dog cat horse pet budgie parrot tablet medication antibiotic medicine inhaler
    language religion faith country county state region month day version trial study journal motto film poem favourite
    charity drink meal food sport hobby festival season website platform portal catheter line
    """)
"""What else is set off from its name by commas."""
_QUOTED_NAME = re.compile(r"\"([A-Z][a-z]+)[,.!?]?\"")


def find_spoken(text: Text) -> Iterator[Finding]:
    """Kerensa, breathe; me and Shabnam; Mavis and I; the index case, J. Dos Passos; our ODA, Vernon, counted."""
    for ways in (_bidden, _beside_oneself, _initialled, _by_letters, _by_role, _one):
        yield from ways(text)


def _bidden(text: Text) -> Iterator[Finding]:
    """Where somebody is spoken to, or of, within quotation marks."""
    for at in _quotes(text):
        speech_end = text.plain.find('"', at + 1, at + 1 + _LONGEST_SPEECH * 4)
        first = text.word_from(at)
        for place in range(first, min(first + _LONGEST_SPEECH // 2, len(text.words))):
            start = text.starts[place]
            if speech_end >= 0 and start > speech_end:
                break
            if not is_name_word(text, place) or text.words[place] in TITLES or text.words[place] in MONTHS:
                continue
            end = name_end(text, place)
            if end is None or is_theorists(text, place, end) or names_a_thing(text, end):
                continue
            opens = start == at + 1
            if (_is_bidden_first if opens else _is_bidden_last)(text, place, end):
                yield removed(text, place, end, safer=REMOVED)
                break


def _quotes(text: Text) -> list[int]:
    """Where speech begins."""
    plain, found, at = text.plain, [], text.plain.find('"')
    while at >= 0:
        if (not at or plain[at - 1] in " \n(") and plain[at + 1 : at + 2].isalpha():
            found.append(at)
        at = plain.find('"', at + 1)
    return text.first(found, 500)


def _is_bidden_first(text: Text, place: int, end: int) -> bool:
    after = text.plain[text.ends[end - 1] : text.ends[end - 1] + 3]
    following = text.words[end] if end < len(text.words) else ""
    if text.words[place] in _EXCLAIMED or not may_open(text, place, end):
        return False
    if after.startswith(", ") and text.written(end)[:1].islower():
        return following in _BIDDEN
    if following in {"was", "will", "is"} and after[:1] == " ":
        return text.words[end + 1 : end + 2] in (["beside"], ["help"], ["there"], ["with"], ["here"], ["right"])
    if following in _TELLS and after[:1] == " ":
        return True
    named = {"name", "called", "call"} & set(text.words[max(place - 12, 0) : place])
    return bool(named) and _QUOTED_NAME.match(text.plain, text.starts[place] - 1) is not None


_TELLS = words("told said says knows loves hates reckons thinks promised never hated loved asked")
"""What somebody of whom others speak does."""


def _is_bidden_last(text: Text, place: int, end: int) -> bool:
    if text.gap(place) == " " and text.words[place - 1] == "our":
        return text.plain[text.ends[end - 1] : text.ends[end - 1] + 2] in {'."', ',"', '!"', '?"'}
    if text.gap(place) == " " and text.words[place - 1] == "just" and place > 1 and text.gap(place - 1)[-1:] == '"':
        return text.plain[text.ends[end - 1] : text.ends[end - 1] + 1] == '"'
    return text.gap(place) == ", " and _SPEECH_ENDS.match(text.plain, text.ends[end - 1]) is not None


def _beside_oneself(text: Text) -> Iterator[Finding]:
    for own in _SELF & text.present:
        for place in text.where[own]:
            if place > 1 and text.words[place - 1] == "and" and text.gap(place) in {" ", ", "}:
                yield from _before_oneself(text, place - 1)
            following = place + 1
            if own == "me" and text.words[following : following + 1] == ["and"]:
                following += 1
            if own != "me" or following >= len(text.words) or text.gap(following) not in {" ", ", "}:
                continue
            end = name_end(text, following)
            listed = following > place + 1 or text.words[end or 0 : (end or 0) + 1] == ["and"]
            if end is None or not listed or text.words[following] in TITLES or text.gap(place + 1) == "\n":
                continue
            if not is_theorists(text, following, end) and not names_a_thing(text, end):
                yield removed(text, following, end, safer=SOMEONE)


def _before_oneself(text: Text, joint: int) -> Iterator[Finding]:
    """Names before "and I", where a clause begins."""
    start = name_start(text, joint - 1) if text.gap(joint) in {" ", ", "} else None
    if start is None or is_theorists(text, start, joint) or MONTHS & set(text.words[start:joint]):
        return
    before = text.words[start - 1] if start else ""
    opens = text.opens_sentence(text.starts[start])
    following = text.words[joint + 2 : joint + 3]
    if (opens and may_open(text, start, joint) and _TOGETHER & set(following)) or (
        not opens and before in _CLAUSES and text.gap(start) == " "
    ):
        yield removed(text, start, joint, safer=SOMEONE)


def _initialled(text: Text) -> Iterator[Finding]:
    """J. Dos Passos, R. Quartey: an initial right after a comma, a bracket or a quotation mark."""
    for place in range(1, len(text.words) - 1):
        if len(text.words[place]) != 1 or text.gap(place)[-2:] not in {", ", " (", ' "'}:
            continue
        initials = _INITIAL.match(text.plain, text.starts[place])
        if not initials:
            continue
        surname = text.word_from(initials.end())
        end = name_end(text, place) if surname < len(text.words) and is_name_word(text, surname) else None
        if end is None or end <= surname or text.words[surname] in _SPECIES:
            continue
        if _AFTER_INITIALS.match(text.plain, text.ends[end - 1]):
            yield removed(text, place, end, safer=REMOVED)


def _by_letters(text: Text) -> Iterator[Finding]:
    """Initials that stand for somebody: I'll say T.B."""
    for cue in _CALLED_BY & text.present:
        for place in text.where[cue]:
            if place + 1 < len(text.words) and text.gap(place + 1) == " ":
                letters = _LETTERS.match(text.plain, text.starts[place + 1])
                if letters:
                    yield name(*letters.span(), safer=REMOVED)


def _by_role(text: Text) -> Iterator[Finding]:
    """The promotora, Lupita, carries more weight; our ODA, Vernon, counted; the gas man, Dr Ong, said."""
    for owner in _OF_ONES_OWN & text.present:
        for place in text.where[owner]:
            at = place + 1
            while at < len(text.words) and at - place <= _MOST_WORDS and text.gap(at) in {" ", "-"}:
                at += 1
            if at >= len(text.words) or text.gap(at) != ", " or at - place < 2 or not is_name_word(text, at):
                continue
            head = text.words[at - 1]
            end = name_end(text, at)
            if end is None or end >= len(text.words) or text.gap(end) != ", " or _NOT_HEADS & {head, head[:-1]}:
                continue
            if text.words[at] in TITLES or is_theorists(text, at, end) or AT & set(text.words[place + 1 : at]):
                continue
            following = text.words[end]
            if following in _DOES | DOING - {"and", "is", "was", "has", "had"} or following.endswith("ed"):
                yield removed(text, at, end, safer="")


def _one(text: Text) -> Iterator[Finding]:
    """His batman was one Nobby, and no other."""
    for place in text.where.get("one", ()):
        if not place or text.words[place - 1] not in {"was", "is", "s", "by", "to", "with"}:
            continue
        end = name_end(text, place + 1) if place + 1 < len(text.words) and text.gap(place + 1) == " " else None
        if end is None or is_theorists(text, place + 1, end) or text.words[place + 1] in TITLES.keys() | PEOPLE:
            continue
        if text.plain[text.ends[end - 1] : text.ends[end - 1] + 1] in {",", ".", ";", ""}:
            yield removed(text, place + 1, end, safer=REMOVED)
