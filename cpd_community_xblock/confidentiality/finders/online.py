"""Addresses on the internet: e-mail, people's pages, computers."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from ipaddress import ip_address

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import words

_REACH = 64
"""Signs of an e-mail address on each side of its @, as far as they are looked at."""

_LOCAL = re.compile(r"[\w.+'%-]+\Z")
_DOMAIN = re.compile(r" ?(?:[a-z0-9-]{1,63}(?: ?\. ?| dot | ?\(dot\) ?| ?\[dot\] ?)){1,4}[a-z]{2,12}\b")
_LOCAL_BEFORE = re.compile(r"(?<![\w.+'%-])([\w+'%-][\w.+'%-]{0,63}) ?\Z")
_SAID_AT = re.compile(r" (?:at|\(at\)|\[at\]) ")
_SAID_DOMAIN = re.compile(
    r"(?:[a-z0-9-]{1,40}(?: dot | ?\(dot\) ?| ?\[dot\] ?|\.)){1,3}"
    r"(?:com|org|net|uk|edu|gov|test|example|co|nhs|info|me|io)\b"
)
_SPOKEN = re.compile(r"[a-z0-9._+-]{1,64}(?= (?:at|\(at\)|\[at\]) )")


def find_emails(text: Text) -> Iterator[Finding]:
    """E-mail addresses, also spelled out: jo at example dot org."""
    lower, at = text.lower, -1
    yield from _half_spoken(text)
    while (at := lower.find("@", at + 1)) >= 0:
        start = max(at - _REACH, 0)
        apart = lower[at - 1 : at + 2] == " @ "
        head = lower[start : at - apart].rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]
        local = _LOCAL.search(head) if head else None
        domain = _DOMAIN.match(lower, at + 1)
        if local and domain and local[0].strip(".'"):
            began = at - apart - len(local[0].lstrip(".'"))
            yield _email(began, domain.end())
    for place in text.where.get("dot", ()):
        first = max(text.starts[max(place - 5, 0)], text.starts[place] - 3 * _REACH)
        spoken = _SPOKEN.search(lower, first, text.starts[place])
        while spoken:
            sign = _SAID_AT.match(lower, spoken.end())
            domain = _SAID_DOMAIN.match(lower, sign.end()) if sign else None
            if domain and "dot" in domain[0]:
                yield _email(spoken.start(), domain.end())
                break
            spoken = _SPOKEN.search(lower, spoken.end() + 1, text.starts[place])
    for place in text.where.get("at", ()):
        if text.plain[text.starts[place] - 1 : text.ends[place] + 1] in {"(at)", "[at]"}:
            start = max(text.starts[place] - _REACH, 0)
            local = _LOCAL_BEFORE.search(lower, start, text.starts[place] - 1)
            domain = _DOMAIN.match(lower, text.ends[place] + 1)
            if local and domain:
                yield _email(local.start(1), domain.end())


_MAILED = words("email mail emails emailed address write e inbox")


def _half_spoken(text: Text) -> Iterator[Finding]:
    """Those with a point before "at", or beside a word for mail: jo_smith at example.com."""
    for place in text.where.get("at", ()):
        before, after = text.gap(place), text.starts[place] + 2
        if before != " " or text.plain[after : after + 1] != " ":
            continue
        local = _LOCAL_BEFORE.search(text.lower, max(text.starts[place] - _REACH, 0), text.starts[place])
        domain = _SAID_DOMAIN.match(text.lower, after + 1)
        mailed = _MAILED & set(text.before(text.starts[place], 5))
        if not domain or domain[0].startswith("www."):
            continue
        if local and "." in domain[0] and (mailed or {*"._+"} & set(local[1])):
            yield _email(local.start(1), domain.end())


def _email(start: int, end: int) -> Finding:
    return Finding(start, end, Category.EMAIL, Certainty.CERTAIN, "[email address removed]")


_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}(?![a-z0-9])")
_PATH = re.compile(r"[/?#][^\s\"<>]*")
_PERSONAL = re.compile(
    r"@|~|/(?:u|user|users|profile|profiles|people|person|in|members?|p|status|posts?|groups?|pages?|photos?|videos?"
    r"|channel|c|watch|reel|wall|blog|story|stories)\b|\?id="
)
_OFFICIAL = (".nhs.uk", ".gov.uk", ".ac.uk", ".gov", ".edu", ".int", ".mil", ".nhs.scot", ".wales", ".police.uk")
_KNOWN = words("""
    nice rcn rcm rcp rcgp nmc gmc hcpc gphc resus sign bnf bnfc bmj thelancet nejm jamanetwork cochrane
    cochranelibrary ncbi pubmed doi medscape uptodate patient gpnotebook who cdc nih cqc mhra hse skillsforcare
    skillsforhealth nhs scie kingsfund health nuffieldtrust open openlearn futurelearn ihi jointcommission ahrq aacn
    ana ena acog aap
""")
_SOCIAL = words("""
    facebook instagram tiktok twitter x linkedin snapchat youtube threads gofundme justgiving
""")


def find_links(text: Text) -> Iterator[Finding]:
    """Links to somebody's page. A body's own pages and bare sites tell of nobody."""
    done = 0
    for start in _link_starts(text):
        if start < done:
            continue
        host = _HOST.match(text.lower, start)
        if not host:
            continue
        path = _PATH.match(text.lower, host.end())
        end = path.end() if path else host.end()
        end = start + len(text.plain[start:end].rstrip(".,;:!?)'\""))
        done = end
        name = host[0].split("//")[-1].removeprefix("www.")
        if path and len(path[0]) > 1 and _is_somebodys(name, path[0]):
            yield Finding(start, end, Category.URL, Certainty.LIKELY, "[link removed]")


def _link_starts(text: Text) -> Iterator[int]:
    """Where addresses begin: at http, at www, and at the word with a dot before a slash."""
    for scheme in ("http", "https", "www"):
        for place in text.where.get(scheme, ()):
            yield text.starts[place]
    slash, starts = -1, text.starts
    while (slash := text.lower.find("/", slash + 1)) >= 0:
        if slash and text.lower[slash - 1].isalpha():
            word = bisect_right(starts, slash - 1) - 1
            for _step in range(5):
                if word > 0 and text.gap(word) in {".", "-"}:
                    word -= 1
            if "." in text.lower[starts[word] : slash]:
                yield starts[word]


def _is_somebodys(host: str, path: str) -> bool:
    labels = host.split(".")
    if _SOCIAL & set(labels):
        return True
    if host.endswith(_OFFICIAL) or _KNOWN & set(labels[:-1]):
        return False
    return True if _PERSONAL.search(path) else labels[-1] != "uk"


_QUAD = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)")
_SPACED_QUAD = re.compile(r"\d{1,3}(?: ?\. ?\d{1,3}){3}(?!\.?\d)")
_SIX = re.compile(r"[0-9a-f:]{3,45}")
_EIGHT = re.compile(r"(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![0-9a-z:])")


def find_computers(text: Text) -> Iterator[Finding]:
    """IP addresses, of both kinds."""
    seen = 0
    for start, _end in text.numbers:
        if start < seen or text.plain[start - 1 : start] in {".", "v"}:
            continue
        quad = _QUAD.match(text.plain, start)
        if not quad and "ip" in text.where and "ip" in text.before(start, 5):
            quad = _SPACED_QUAD.match(text.plain, start)
        if (eight := _EIGHT.match(text.lower, start)) and not text.plain[start - 1 : start].isalnum():
            seen = eight.end()
            yield _computer(*eight.span())
        elif quad and _is_address(quad[0].replace(" ", "")) and (len(quad[0]) > 8 or "ip" in text.before(start, 4)):
            seen = quad.end()
            yield _computer(*quad.span())
    at = 0
    while (at := text.lower.find("::", at)) >= 0:
        start = at
        while start > max(at - 40, 0) and text.lower[start - 1] in "0123456789abcdef:":
            start -= 1
        six = _SIX.match(text.lower, start)
        at = max(six.end() if six else 0, at + 2)
        if six and six.start() >= seen:
            seen = six.end()
            whole = six[0] if six[0].endswith("::") else six[0].rstrip(":")
            if len(whole) > 4 and _is_address(whole):
                yield _computer(start, start + len(whole))


def _is_address(written: str) -> bool:
    try:
        return ip_address(written) is not None
    except ValueError:
        return False


def _computer(start: int, end: int) -> Finding:
    return Finding(start, end, Category.IP_ADDRESS, Certainty.LIKELY, "[IP address removed]")
