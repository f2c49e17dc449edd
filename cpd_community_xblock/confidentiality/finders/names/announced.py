"""Names after words that give one: called, named, known as, signed by, his name was."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.finders.names.reading import (
    CLOSED,
    REMOVED,
    is_theorists,
    last_first,
    name,
    name_end,
    names_a_thing,
    removed,
)
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import PEOPLE, TITLES, words

_NAMING = words("answers answer answered goes called named nicknamed christened calling dubbed surnamed call calls")
_SIGNING = words("""
    signed countersigned witnessed checked reviewed seen assessed written led supervised mentored precepted
    completed prescribed dictated authorised authorized documented taught assisted accompanied cosigned entered
    scribed recorded performed escorted shown trained told relieved greeted interviewed intubated clerked run
    chaired brought delivered
""")
_KNOWN = words("name gave known knew know knows introduced registered written signed addressed booked herself himself")
_GIVEN = words("""
    issued belongs belonging belonged addressed registered handwritten labelled labeled prescribed dispensed
    assigned meant
""")
_LABELS = words("""
    contact signed witness prescriber referrer requester reporter from attending surgeon driver escort present
    call duty float oncall
""")
_NAMED = words("is was be being been s shes hes gets get re m were are someone somebody dad mum")
_BEING = words("m im am s is was here")
_ANSWERING = words("answers answer answered")
_FILED = words("name names surname")
_HIM = words("her him them me")
_INVENTING = words("ll let lets will shall d would can could")
_LABELLED = words("badge label labels sticker wristband band lanyard screen board chart folder envelope notes name")
_WORN = words("badge name lanyard")
_LABEL_GAP = re.compile(r" ?[:=#] ?| - |, ")

_Cue = tuple[int, str]
"""Where a name is due, and the word that says so."""


def find_announced(text: Text) -> Iterator[Finding]:
    """A girl called Innes, known as Bethan, his name was Gethin, signed by A Patel, I'm Gwendolyn."""
    for cues in (_named, _called_by_someone, _known_as, _by, _to, _labelled, _said_to_be_a_name, _printed, _presented):
        for start, cue in cues(text):
            end = name_end(text, start, also=cue in _NAMING)
            if (
                text.words[start] in TITLES
                and text.written(start)[0].isupper()
                and (cue != "answers" or end != start + 1)
            ):
                continue
            if cue == "printed" or (cue in _FILED and ":" in text.gap(start)):
                end = last_first(text, end)
            if end is None or names_a_thing(text, end) or (cue in _BEING and is_theorists(text, start, end)):
                continue
            if cue in _NAMING and start > 1 and text.words[start - 2] in PEOPLE:
                yield name(text.ends[start - 2], text.ends[end - 1], safer="")
            else:
                yield removed(text, start, end, safer=REMOVED)


def _places(text: Text, *cues: str) -> Iterator[tuple[int, str, str, str]]:
    """Each cue with the word before it and the gap after it, where a word follows."""
    most = len(text.words) - 1
    for cue in cues:
        for place in text.where.get(cue, ()):
            if place < most:
                yield place, cue, text.words[place - 1] if place else "", text.gap(place + 1)


def _named(text: Text) -> Iterator[_Cue]:
    for place, _, _, gap in _places(text, "to"):
        if gap in {" ", ' "'} and text.words[place - 1 if place else 0] in _ANSWERING | (
            {"only"} if place > 1 and text.words[place - 2] in _ANSWERING else set()
        ):
            yield place + 1, "answers"
    for place, cue, before, gap in _places(
        text, *(_NAMING - {"call", "calls", "answers", "answer", "answered", "goes"})
    ):
        quoted = gap in {" ", ' "', " '", ": "}
        if quoted and (cue not in {"called", "calling"} or before in PEOPLE or before in _NAMED):
            yield place + 1, cue


def _called_by_someone(text: Text) -> Iterator[_Cue]:
    """They call him Spike. "I'll call her Dorothy" only invents a name."""
    for place, cue, before, gap in _places(text, "call", "calls", "called"):
        following = place + 2
        if gap != " " or text.words[place + 1] not in _HIM or before in _INVENTING:
            continue
        if following < len(text.words) and text.gap(following) in {" ", ' "', " '"}:
            yield following, cue


def _known_as(text: Text) -> Iterator[_Cue]:
    for place, cue, _, gap in _places(text, "as"):
        if gap in {" ", ' "', " '"} and _KNOWN & set(text.words[max(place - 6, 0) : place]):
            yield place + 1, cue


def _by(text: Text) -> Iterator[_Cue]:
    for place, cue, before, gap in _places(text, "by"):
        if gap in {" ", ": "} and before in _SIGNING:
            yield place + 1, cue
        elif gap in {" ", ' "', " '"} and before in _GOING and text.words[place - 2] in _GOERS:
            yield place + 1, "goes"


_GOING = words("goes go going")
_GOERS = PEOPLE | words("he she who they and but now just always also that usually only")


def _to(text: Text) -> Iterator[_Cue]:
    for place, cue, before, gap in _places(text, "to", "for"):
        if gap == " " and before in _GIVEN:
            yield place + 1, cue


def _labelled(text: Text) -> Iterator[_Cue]:
    for place, cue, before, gap in _places(text, "cc", "ccd", "bcc"):
        if gap in {" ", ": ", ":"} and before != "to":
            yield place + 1, cue
    for place, cue, before, gap in _places(text, "nee", "aka", "kin", *_LABELS):
        signed = cue == "signed" and gap == " " and (name_end(text, place + 1) or 0) > place + 2
        if ":" in gap or signed or (cue in {"nee", "aka"} and gap == " ") or (cue == "kin" and before == "of"):
            yield place + 1, cue
    for place, cue, before, gap in _places(text, "of"):
        if before == "name" and gap == " ":
            yield place + 1, cue


def _said_to_be_a_name(text: Text) -> Iterator[_Cue]:
    most = len(text.words) - 1
    for place, cue, before, gap in _places(text, "name", "names", "surname", "forename"):
        if before in _KINDS_OF_NAME and gap in {" ", ' "', " ("}:
            yield place + 1, cue
        being = text.words[place + 1] in {"is", "was", "s", "being"}
        following = place + 1 + being
        if following <= most and (being or _LABEL_GAP.fullmatch(text.gap(following))):
            yield following, cue


_KINDS_OF_NAME = words("""
    real full maiden last first preferred birth legal middle married given stage actual proper christian chosen dead pet
    nick true baby
""")


def _printed(text: Text) -> Iterator[_Cue]:
    """The label read Whittle, Joyce; I read out Joyce Whittle's name."""
    for place, _, _, gap in _places(text, "said", "says", "read", "reads", "reading", "saying", "showed", "out"):
        before = set(text.words[max(place - 4, 0) : place])
        if gap not in {" ", ' "', " '", ": "} or _LABELLED.isdisjoint(before):
            continue
        end = name_end(text, place + 1)
        if end is not None and (_WORN & before or end - place > 2 or last_first(text, end) != end):
            yield place + 1, "printed"


def _presented(text: Text) -> Iterator[_Cue]:
    """Where it is said who somebody is: I'm Gwendolyn; she's Marguerite Lang; it was Dilys who came."""
    words = text.words
    for place, cue, subject, gap in _places(text, *_BEING):
        end = name_end(text, place + 1) if gap == " " else None
        here = end is not None and words[end : end + 1] == ["here"]
        if end is None or not (here or CLOSED.match(text.plain, text.ends[end - 1])):
            continue
        whole = any(text.gap(part) == " " for part in range(place + 2, end))
        if (
            cue == "im"
            or (cue in {"m", "am"} and subject == "i")
            or (subject in {"she", "he", "this", "it"} and (here or whole or words[end : end + 1] == ["who"]))
        ):
            yield place + 1, cue
