"""The names of those who write to each other are no findings, and everybody else's are."""

import pytest

from cpd_community_xblock.confidentiality import api, rules

NAMES = ["Nadia O'Brien-Khan", "Amara Nwosu"]


@pytest.mark.parametrize(
    "words", ["Dear Nadia", "Hello Amara", "nadia o'brien-khan", "Hi Nadia Khan", ", Amara", "Amara Nwosu"]
)
def test_their_names_are_theirs_however_they_are_greeted(words: str) -> None:
    assert rules.names_only(words, ["Nadia O'Brien-Khan", "Nadia Khan", "Amara Nwosu"])


@pytest.mark.parametrize("words", ["Dear Nadia Okafor", "Mrs Nwosu", "Dear", "", "Amara and Grace"])
def test_whatever_names_anybody_else_is_not(words: str) -> None:
    assert not rules.names_only(words, NAMES)


def test_a_review_leaves_them_out_and_nothing_else() -> None:
    text = "Dear Nadia, I sat with Mrs Okafor. Best wishes, Amara Nwosu"
    found = [notice.words for notice in api.review([text], names=NAMES).notices]
    assert found and all("Okafor" in words for words in found)
    assert len(api.review([text]).notices) > len(found)
