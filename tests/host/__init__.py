"""What every host promises. ``contract.py`` is run here for the standalone host and in tests/lms for the platform."""

import pytest

pytest.register_assert_rewrite("tests.host.contract")
