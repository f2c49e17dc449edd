"""Markdown to HTML that is safe to show to others."""

import re
import unicodedata
from html import escape, unescape

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

HEADING = "h5"
"""Every heading that people type becomes this one: the page above it has its own outline."""

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", HEADING}
_HEADINGS = re.compile(r"(</?)h[1-6]>")
_HEADED = re.compile(r"<(h[1-6])>.*?</\1>")
_MOST_SIGNS = 100
"""Links and the like in one text. The parser looks for each one's end through all that follows, so that thousands of
brackets, which nobody types in earnest, would keep it busy for a minute."""
_MOST_LINES = 500
_SHAPELESS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that are drawn as nothing: Hangul fillers and the blank of Braille."""
_NESTED = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){10}", re.MULTILINE)
"""Lists in lists in lists: each level is a call in the parser's stack, and a line of seven hundred breaks it."""


def to_html(text: str) -> SafeString:
    """Render Markdown. Images, raw HTML and scripts do not survive; links open apart and pass nothing on."""
    html = _markdown(text, "nl2br")
    html = _HEADINGS.sub(rf"\1{HEADING}>", html)
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return mark_safe(safe)  # noqa: S308  nh3 has just cleaned it


def to_plain(text: str) -> str:
    """Markdown as plain words, for an excerpt: without its headings, which would run into the words."""
    html = _HEADED.sub("", _markdown(text)).replace("</li>", "; ")
    return unescape(nh3.clean(html, tags=set()))


def is_blank(text: str) -> bool:
    """Whether a text shows nothing to its readers: only white space, signs that have no shape, or empty markup."""
    return all(sign in _SHAPELESS or unicodedata.category(sign)[0] in "CZ" for sign in to_plain(text))


def _markdown(text: str, *extensions: str) -> str:
    """Markdown as HTML that is not safe yet. A text that the parser cannot bear comes out as plain lines."""
    if text.count("\n") > _MOST_LINES or _NESTED.search(text):
        return _lines(text)
    for sign in "[<":
        if text.count(sign) > _MOST_SIGNS:
            text = text.replace(sign, f"&#{ord(sign)};")
    try:
        return markdown.markdown(text, extensions=["sane_lists", *extensions], output_format="html")
    except RecursionError:
        return _lines(text)


def _lines(text: str) -> str:
    return "<p>" + "<br>\n".join(escape(line) for line in text.splitlines()) + "</p>"
