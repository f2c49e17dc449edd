"""What was found, underlined in a text as its readers will see it."""

import re

import pytest

from cpd_community_xblock.confidentiality import api
from cpd_community_xblock.confidentiality.underline import underlined
from cpd_community_xblock.core.text import to_html


def shown(text: str, watched: tuple[str, ...] = ()) -> str:
    return underlined(to_html(text), api.review([text], words=watched).notices)


def marked(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<span class="cpd-found cpd-found-(\w+)">(.*?)</span>', html, re.DOTALL)


def test_what_was_found_is_underlined_by_how_sure_it_is() -> None:
    html = shown("I sat with Mrs Okafor, aged 74. Her son rang 07700 900123.")
    assert marked(html) == [("likely", "Mrs Okafor"), ("hint", "74"), ("certain", "07700 900123")]


def test_where_nothing_was_found_nothing_is_touched() -> None:
    text = "We gave **40 mg** at ten & [read](https://example.org/a?b=1&c=2) on."
    assert underlined(to_html(text), []) == to_html(text)


@pytest.mark.parametrize(
    "text", ["**Mrs Okafor** slept.", "- I saw Mrs Okafor\n- and left", "> Mrs Okafor", "# Mrs Okafor"]
)
def test_markup_around_it_stays(text: str) -> None:
    html = shown(text)
    assert marked(html) == [("likely", "Mrs Okafor")]
    assert re.sub(r"</?span[^>]*>", "", html) == to_html(text)


@pytest.mark.parametrize("text", ["I saw Mrs **Okafor**.", "Ring 07700\n900123 now."])
def test_what_markup_goes_through_is_left_to_the_list(text: str) -> None:
    assert api.review([text]).notices
    assert shown(text) == to_html(text)


def test_words_are_underlined_and_not_their_like_in_others() -> None:
    html = shown("The elm was down. Elmswood was not, & ampere was no amp.", watched=("elm", "amp"))
    assert [words for _sure, words in marked(html)] == ["elm", "amp"]
    assert "&amp; ampere" in html


def test_an_address_in_a_link_is_not_broken_into() -> None:
    html = shown('[Here "x>elm<" it is](https://example.org/elm?elm=1) under the elm', watched=("elm",))
    assert re.findall(r'href="([^"]*)"', html) == re.findall(
        r'href="([^"]*)"', to_html("[a](https://example.org/elm?elm=1)")
    )
    assert marked(html)


@pytest.mark.parametrize(
    "text", ["Mrs <b>Okafor</b> & co", "&lt;script&gt; Mrs Okafor &#60;i&#62;", 'a "Mrs Okafor" < b']
)
def test_nothing_that_was_typed_becomes_markup(text: str) -> None:
    html = shown(text)
    assert re.sub(r'<span class="cpd-found cpd-found-\w+">|</span>', "", html) == to_html(text)


def test_a_thousand_findings_are_no_burden() -> None:
    assert len(marked(shown("Mrs Okafor slept. " * 300))) == 300
