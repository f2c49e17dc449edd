"""Moments and excerpts in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from cpd_community_xblock.templatetags.cpd_community import excerpt, in_words

NOW = datetime(2026, 10, 20, 19, tzinfo=UTC)  # a Tuesday, eight in the evening in London


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-10-20T19:05", "today at 20:05"),
        ("2026-10-19T22:59", "yesterday at 23:59"),
        ("2026-10-19T23:00", "today at 00:00"),
        ("2026-10-20T23:00", "tomorrow at 00:00"),
        ("2026-10-22T12:00", "on Thursday"),
        ("2026-10-14T12:00", "on Wednesday"),
        ("2026-10-13T12:00", "on 13 October"),
        ("2026-10-27T12:00", "on 27 October"),
        ("2027-01-02T12:00", "on 2 January 2027"),
    ],
)
def test_a_moment_is_said_as_nearly_as_a_reader_needs_it(moment: str, words: str) -> None:
    assert in_words(utc(moment), now=NOW, tz=ZoneInfo("Europe/London")) == words


def test_the_day_is_the_readers_own() -> None:
    moment = utc("2026-10-20T19:05")
    assert in_words(moment, now=NOW, tz=ZoneInfo("Asia/Kolkata")) == "today at 00:35"
    assert in_words(moment, now=NOW, tz=ZoneInfo("Europe/London"), style="day") == "today"


def when(zone: str) -> str:
    template = Template("{% load cpd_community %}{% when moment %}")
    return template.render(Context({"moment": utc("2026-10-20T19:05"), "now": NOW, "zone": zone}))


def test_the_exact_moment_stands_behind_the_words() -> None:
    html = when("Asia/Kolkata")
    assert 'datetime="2026-10-20T19:05+00:00"' in html
    assert "(IST)" in html
    assert ">today at 00:35<" in html
    assert "<cpd-time" not in html


def test_where_the_zone_is_not_known_the_browser_says_the_moment() -> None:
    assert when("").startswith("<cpd-time")


def test_no_moment_needs_no_words() -> None:
    template = Template("{% load cpd_community %}{% when moment %}")
    assert template.render(Context({"moment": None, "now": NOW, "zone": ""})) == ""


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("one two", "one two"),
        ("one two three four", "one two three …"),
        ("##### What?\n\n**one** [two](https://a.example)", "one two"),
        ("<img src=x onerror=alert(1)>one", "one"),
    ],
)
def test_an_excerpt_is_whole_words_without_marks(words: str, shown: str) -> None:
    assert excerpt(words, 3) == shown


def test_an_excerpt_is_escaped_where_it_is_shown() -> None:
    html = Template("{% load cpd_community %}{{ words|excerpt }}").render(Context({"words": "a `<script>` b & c"}))
    assert html == "a &lt;script&gt; b &amp; c"
