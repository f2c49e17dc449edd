"""Someone at a browser."""

import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

PASSWORD = "a password"
CSRF_TOKEN = "a" * 32


class Browser:
    """A user's browser, or nobody's (None). Cross-site protection is on, as it is on a real site."""

    def __init__(self, user: Any = None) -> None:
        self.user = user
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = CSRF_TOKEN
        if user is not None:
            assert self.client.login(username=user.username, password=PASSWORD)

    def posts(self, address: str, fields: Any, *, csrf: str = CSRF_TOKEN, **how: Any) -> HttpResponse:
        """Without ``csrf`` as another site would, which cannot send the header."""
        return self.client.post(address, fields, headers={"X-CSRFToken": csrf} if csrf else {}, **how)

    def submits(self, address: str, fields: Any, *, csrf: str = CSRF_TOKEN) -> HttpResponse:
        """As a page of ours sends a form."""
        return self.posts(address, as_a_page_sends(fields), csrf=csrf, content_type="application/json")


def as_a_page_sends(fields: Any) -> str:
    """Fields as a list of names with values, one for each."""
    return json.dumps(
        [[name, str(one)] for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    )


def text(response: HttpResponse) -> str:
    return response.content.decode()


def value_in(response: HttpResponse, name: str) -> int:
    """The number in the first field or button called ``name``."""
    found = re.search(rf'name="{name}" value="(\d+)"', text(response))
    assert found, f"there is no {name} in {text(response)}"
    return int(found[1])
