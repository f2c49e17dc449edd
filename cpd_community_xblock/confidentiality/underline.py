"""Underlines under what was found, in a text as its readers will see it."""

import re
from collections.abc import Iterable
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe

from cpd_community_xblock.confidentiality.data import Notice

_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
_MOST = 100
"""Different words. Whoever has more than that to look at does not look for them in the text."""


def underlined(html: SafeString, notices: Iterable[Notice]) -> SafeString:
    """The words of ``notices`` underlined wherever they stand in ``html``.

    What markup goes through, as a name half in bold, stays as it is: the list beside the text tells of it.
    """
    certainty = {" ".join(notice.words.split()): notice.finding.certainty for notice in notices}
    if not certainty:
        return html
    found = re.compile("|".join(_pattern(words) for words in sorted(certainty, key=len, reverse=True)[:_MOST]))

    def mark(match: re.Match[str]) -> str:
        kind = certainty[" ".join(match[0].split())]
        return f'\0<span class="cpd-found cpd-found-{kind}">\0{match[0]}\0</span>\0'

    def within(piece: str) -> str:
        # What is between two signs that no text has is ours; the rest is somebody's words.
        parts = found.sub(mark, unescape(piece)).split("\0")
        return "".join(part if place % 2 else escape(part, quote=False) for place, part in enumerate(parts))

    pieces = _TAG.split(html)
    marked = "".join(piece if place % 2 else within(piece) for place, piece in enumerate(pieces))
    return mark_safe(marked)  # noqa: S308  safe before, and its words are escaped again


def _pattern(words: str) -> str:
    begin = r"(?<!\w)" if re.match(r"\w", words) else ""
    end = r"(?!\w)" if re.search(r"\w$", words) else ""
    return begin + r"\s+".join(map(re.escape, words.split())) + end
