"""Parts of addresses that are more than text."""

from typing import Any

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey

from demo.runtime import Mode


class UsageKeyConverter:
    """A block's key. Anything else is no address of ours."""

    regex = "[^/]+"

    def to_python(self, value: str) -> UsageKey:
        try:
            return UsageKey.from_string(value)
        except InvalidKeyError as error:
            raise ValueError(value) from error

    def to_url(self, value: Any) -> str:
        return str(value)


class ModeConverter:
    """Which runtime a handler runs in."""

    regex = "|".join(Mode)

    def to_python(self, value: str) -> Mode:
        return Mode(value)

    def to_url(self, value: Mode) -> str:
        return str(value)
