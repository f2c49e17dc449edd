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

_OPEN, _CLOSE = r"[(\[{<]", r"[)\]}>]"
_SPOKEN_DOT = rf" dot | ?{_OPEN}dot{_CLOSE} ?"
_ENDS = r"(?:com|org|net|uk|edu|gov|test|example|co|nhs|info|me|io)\b"
_LOCAL = re.compile(r"[\w.+'%-]+\Z")
_EARLIER = re.compile(rf"(?<![\w.+'%-])([\w+'%-][\w.+'%-]{{0,63}})(?: \. ?|{_SPOKEN_DOT})\Z")
_DOMAIN = re.compile(
    rf" ?(?:[a-z0-9-]{{1,63}}(?:\.|(?: \. ?|\. )(?=(?!me|test|io){_ENDS}|[a-z0-9-]{{1,63}} \. )|{_SPOKEN_DOT})){{1,4}}"
    r"[a-z]{2,12}\b"
)
_SAID_DOMAIN = re.compile(rf"(?:[a-z0-9-]{{1,40}}(?:\.|{_SPOKEN_DOT})){{1,3}}{_ENDS}")
_MOST_PARTS = 3
_MAILED = words("email mail emails emailed address write e inbox")


def find_emails(text: Text) -> Iterator[Finding]:
    """E-mail addresses, also spelled out or set apart: jo at example dot org; jo . smith @ example . org."""
    lower, at = text.lower, -1
    while (at := lower.find("@", at + 1)) >= 0:
        local = _local(lower, at)
        domain = _DOMAIN.match(lower, at + 1) if local is not None else None
        if local is not None and domain and _is_no_handle(text, local, at):
            yield _email(local, domain.end())
    for place in text.where.get("at", ()):
        start, end = text.starts[place], text.ends[place]
        if f"{text.plain[start - 1 : start]}{text.plain[end : end + 1]}" in {"()", "[]", "{}", "<>"}:
            local, domain = _local(lower, start - 1), _DOMAIN.match(lower, end + 1)
        elif text.gap(place) == " " and text.plain[end : end + 1] == " ":
            local, domain = _local(lower, start), _SAID_DOMAIN.match(lower, end + 1)
            domain = domain if local is not None and domain and _is_meant(text, local, place, domain[0]) else None
        else:
            continue
        if local is not None and domain:
            yield _email(local, domain.end())


def _local(lower: str, at: int) -> int | None:
    """Where the part before an "at" begins, with what a dot that is set apart puts before it: jo dot smith."""
    end = at - (lower[at - 1 : at] == " ")
    head = lower[max(end - _REACH, 0) : end].rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]
    local = _LOCAL.search(head)
    if not local or not local[0].strip(".'"):
        return None
    start = end - len(local[0].lstrip(".'"))
    for _ in range(_MOST_PARTS):
        if lower[start - 1 : start] not in {" ", ".", ")", "]", "}", ">"}:
            break
        earlier = _EARLIER.search(lower, max(start - _REACH, 0), start)
        if not earlier:
            break
        start = earlier.start()
    return start


def _is_no_handle(text: Text, local: int, at: int) -> bool:
    """Whether an @ after a space is not the first sign of somebody's name online: thanks @jo.smith."""
    if text.plain[at - 1] != " " or text.plain[at + 1] == " ":
        return True
    written = text.lower[local : at - 1]
    return any(sign in written for sign in "._+0123456789") or (
        written not in _MAILED and not _MAILED.isdisjoint(text.before(local, 5))
    )


def _is_meant(text: Text, local: int, place: int, domain: str) -> bool:
    """Whether "at" is of an address: its dot is spoken, a point stands before it, or a word for mail is near."""
    if domain.startswith("www."):
        return False
    if "." not in domain:
        return True
    before = text.lower[local : text.starts[place] - 1]
    return any(sign in before for sign in "._+") or not _MAILED.isdisjoint(text.before(text.starts[place], 5))


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
