"""Names of those whom somebody asks, thanks, works with or looks after."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Finding
from cpd_community_xblock.confidentiality.finders.names.reading import SOMEONE, lone_name_end, others, removed
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_DONE_TO = words("""
    rang phoned telephoned texted emailed messaged bleeped paged asked told thanked hugged comforted reassured
    shadowed joined relieved ringing phoning telephoning texting emailing asking telling thanking comforting
    reassuring shadowing nursing nursed let met helped remember remembered knew consoled cannulated intubated
    resuscitated extubated overheard rolled bathed warned reminded begged believe believed trusted orientating
    orienting mentoring precepting supervising
""")
"""What is done to people, and hardly to anything else."""

_DONE_BY_ONE = words(
    "called ask tell ring phone text thank helping supporting supported admitted discharged washed fed"
)
_ONE = words("i we she he they and then just to had")

_JOINED = {
    "to": words("""
        handed handing hand handover handovers spoke spoken speak speaking talk talked talking listened listening
        listen apologised apologise apologising apologized apologize explained explain explaining chatted chatting
        thanks thank credit kudos love hugs said saying shout shoutout grateful gratitude escalated escalate wrote
        introduced introducing turned assigned allocated attached sorry attended attending
    """),
    "with": words("""
        worked working work paired sat sit sitting stayed stay staying spoke speak speaking talked talking chat
        chatted chatting agree agreed agreeing shift shifts debrief debriefed debriefing liaised liaising discussed
        discuss met meeting along together stuck empathise sympathise relate buddied duty nights partnered empathy
        conversation conversations handover break lunch coffee tea partnership visits rota night w
    """),
    "from": words("handover hear heard call text message email advice help feedback learned learnt relief report"),
    "by": words("mentored supervised precepted taught shown trained relieved greeted interrupted accompanied joined"),
    "for": words("caring care cared covering cover covered here sorry feel felt advocate advocated advocating prayed"),
    "after": words("look looked looking"),
    "of": words("thinking think thought reminded memory memories fond frightened jealous"),
    "about": words("thinking think thought worried worry worrying concerned sorry"),
    "alongside": words(""),
    "beside": words(""),
}
"""With which words each preposition joins people."""

_REACH = 3
_WHICH = words("both another wrong other second")
"""Before these only a first and a last name count: the wrong Stephen Marsh."""

_ENDS = re.compile(r"[,.;:!?)\n]|$|'s\b| (?:on|in|and|at|believe|was|is|who)\b")


def find_involved(text: Text) -> Iterator[Finding]:
    """I rang Fenella; handed over to Kemi; shift with Bryony; looking after Doreen."""
    for which in _WHICH & text.present:
        for place in text.where[which]:
            end = lone_name_end(text, place + 1)
            if end is not None and end - place > 2 and _ENDS.match(text.plain, text.ends[end - 1]):
                yield removed(text, place + 1, end, safer=SOMEONE)
    for place in (*_done_to(text), *_joined(text)):
        end = lone_name_end(text, place + 1)
        if end is not None:
            yield removed(text, place + 1, end, safer=SOMEONE)
            yield from others(text, end)


def _done_to(text: Text) -> Iterator[int]:
    for verb in _DONE_TO & text.present:
        yield from text.where[verb]
    for verb in _DONE_BY_ONE & text.present:
        yield from (place for place in text.where[verb] if place and text.words[place - 1] in _ONE)


def _joined(text: Text) -> Iterator[int]:
    for preposition, joined in _JOINED.items():
        for place in text.where.get(preposition, ()):
            if not joined or _is_joined(text, place, joined):
                yield place


def _is_joined(text: Text, place: int, joined: frozenset[str]) -> bool:
    for at in range(place - 1, max(place - _REACH, 0) - 1, -1):
        if text.gap(at + 1) != " ":
            return False
        if text.words[at] in joined:
            return True
    return False
