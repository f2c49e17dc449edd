"""A live session's space with one sitting, and two who come."""

import pytest

from tests import builders
from tests.live_sessions import sessions


@pytest.fixture
def here():
    return sessions.space()


@pytest.fixture
def noon(here):
    [sitting] = sessions.kept(here, sessions.plan())
    return sitting


@pytest.fixture
def amara():
    return builders.person("amara").id


@pytest.fixture
def kofi():
    return builders.person("kofi").id
