"""The story's people, and a browser-like client for each."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from demo import loader

SignIn = Callable[[str], Client]


@pytest.fixture
def people(db: None) -> None:
    """The story's people, before anyone has written."""
    loader.load_people()


@pytest.fixture
def story(people: None) -> None:
    """The demo as ``python -m demo`` loads it."""
    loader.load()


@pytest.fixture
def as_person(people: None) -> SignIn:
    """A client signed in as one of the story's people."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        return client

    return sign_in
