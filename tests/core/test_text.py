"""What people type, as HTML that is safe to show to others."""

import re
import time
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_community_xblock.core.text import is_blank, to_html, to_plain

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "h5"}
_SCHEMES = "|".join(r"[\t\n\r]*".join(scheme) for scheme in ("javascript", "vbscript", "data"))
LEADS_TO_CODE = re.compile(rf"[\x00-\x20]*({_SCHEMES})", re.IGNORECASE)
"""As browsers read an address: past what comes before it, and over tabs and line ends within it."""

HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>",
        '<img src=x onerror="alert(1)">',
        "![x](https://evil.example/pixel.png)",
        "![x](javascript:alert(1))",
        "[x](javascript:alert(1))",
        "[x](JaVa&#115;cript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "<javascript:alert(1)>",
        '[x](https://a.example "onmouseover=alert(1)")',
        '[x](https://a.example"onmouseover="alert(1))',
        "<a href='https://a.example' onclick='x()' style='position:fixed' target=_top rel=opener>x</a>",
        "<iframe srcdoc='<script>1</script>'></iframe>",
        "<style>*{display:none}</style>",
        "<p style='position:fixed' onfocus=x() tabindex=1 id=a class=b>",
        "<svg/onload=alert(1)>",
        "<math><mtext></p><script>",
        "<form action=https://evil.example><input><button>",
        "<base href=https://evil.example><meta http-equiv=refresh><link rel=stylesheet>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "[a]: javascript:alert(1)\n\n[a]",
        "```\n<script>\n```",
        "# heading\n",
        "> ",
        "- ",
        "\n\n",
        "    ",
        "<!--",
        "-->",
        "]]>",
    ]
)
typed = st.lists(st.one_of(HOSTILE, st.text(max_size=12)), max_size=8).map("".join)


class Elements(HTMLParser):
    """Every element of some HTML with its attributes, as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@settings(max_examples=300, deadline=None)
@given(typed)
def test_whatever_is_typed_becomes_nothing_but_plain_markup(text: str) -> None:
    for tag, attributes in Elements(to_html(text)).found:
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "rel", "target", "title", "lang"}
        if "href" in attributes:
            assert tag == "a"
            assert not LEADS_TO_CODE.match(attributes["href"] or "")


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "http://a.example", "mailto:a@example.org", "/relative", "//a.example"]
)
def test_a_link_opens_apart_and_passes_nothing_on(address: str) -> None:
    [link] = [attributes for tag, attributes in Elements(to_html(f"[x]({address})")).found if tag == "a"]
    assert link["href"] == address
    assert set((link["rel"] or "").split()) == {"nofollow", "noopener", "noreferrer", "ugc"}
    assert link["target"] == "_blank"


@pytest.mark.parametrize("marks", ["#", "##", "###", "####", "#####", "######"])
def test_every_heading_has_the_rank_below_the_pages_own(marks: str) -> None:
    assert to_html(f"{marks} What happened") == "<h5>What happened</h5>"


def test_an_underlined_heading_has_that_rank_too() -> None:
    assert to_html("What happened\n===") == "<h5>What happened</h5>"


def test_an_image_leaves_nothing_that_would_be_loaded() -> None:
    assert "evil.example" not in to_html("![a chart](https://evil.example/pixel.png)")


def test_emphasis_lists_and_line_breaks_survive() -> None:
    html = to_html("*calm* and **clear**\nnext line\n\n- one\n- two")
    assert "<em>calm</em> and <strong>clear</strong><br>" in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize("words", ["BP < 90 & falling", "a > b", 'said "no"', "5 < 6 > 4"])
def test_signs_that_clinicians_use_are_shown_as_typed(words: str) -> None:
    assert "".join(Elements(to_html(words)).words) == words


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "![" * 10_000, "[](" * 6_600, "[a](<" * 4_000, "<a " * 6_600, ">" * 20_000, "[" * 99 + "x" * 19_900],
)
def test_a_text_meant_to_keep_the_server_busy_does_not(text: str) -> None:
    began = time.process_time()
    to_html(text)
    assert time.process_time() - began < 3


def test_a_text_with_very_many_brackets_keeps_every_one() -> None:
    assert "".join(Elements(to_html("[x] " * 500)).words).count("[x]") == 500


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Calm** and [clear](https://a.example)", "Calm and clear"),
        ("##### What?\n\nIt was late.", "It was late."),
        ("- cold hands\n- fast breath", "cold hands; \nfast breath;"),
        ("BP < 90 & falling", "BP < 90 & falling"),
        ("<script>alert(1)</script>Late", "Late"),
    ],
)
def test_an_excerpt_holds_the_words_alone(text: str, plain: str) -> None:
    assert to_plain(text).strip() == plain


@pytest.mark.parametrize(
    "text", ["1. " * 700 + "x", "- " * 700 + "x", "> " * 700 + "x", "-\n" * 10_000, "a\n=\n" * 5_000]
)
def test_what_the_parser_cannot_bear_comes_out_as_plain_lines_at_once(text: str) -> None:
    began = time.process_time()
    html = to_html(text)
    assert time.process_time() - began < 1
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br"}
    assert text.split(maxsplit=1)[0] in unescape(html)


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "\u200b", "\u2060\u200d", "\u00ad", "\u3164", "\u2800", "<!-- -->", "<b></b>", "[](x)", "![x](y)"],
)
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "\u200bYes.", "👍", "نعم", "*", "[ok](x)", "5 < 6"])
def test_what_shows_anything_is_not(text: str) -> None:
    assert not is_blank(text)
