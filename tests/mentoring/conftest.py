"""A mentoring block's space, and the two who meet most often in these tests."""

import pytest

from tests.mentoring import meets, pairs, runs


@pytest.fixture
def here():
    return pairs.space()


@pytest.fixture
def amara(here):
    return pairs.learner(here, "amara")


@pytest.fixture
def kofi(here):
    return pairs.learner(here, "kofi")


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi", capacity=2)


@pytest.fixture
def pair(here, amara, chidi):
    """A partnership of people with an address each."""
    meets.addressed(amara, chidi)
    return pairs.together(here, amara, chidi)


@pytest.fixture
def who(here):
    return runs.small_market(here)
