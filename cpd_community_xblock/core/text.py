"""Markdown to HTML that is safe to show to others."""

import re

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

HEADING = "h5"
"""Every heading that people type becomes this one: the page above it has its own outline."""

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", HEADING}
_HEADINGS = re.compile(r"(</?)h[1-6]>")


def to_html(text: str) -> SafeString:
    """Render Markdown. Images, raw HTML and scripts do not survive; links open apart and pass nothing on."""
    html = markdown.markdown(text, extensions=["nl2br", "sane_lists"], output_format="html")
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


def count_words(text: str) -> int:
    """Words as a writer counts them: runs of anything but white space that hold a letter or a digit."""
    return sum(any(character.isalnum() for character in word) for word in text.split())
