"""The platform as its own tests have it.

``CPD_LMS_BOOTSTRAP`` names a module to import before anything else: one that replaces MongoDB, for example, where none
is running. Whoever sets it sees that it can be found.
"""

import importlib
import os

import pytest

if bootstrap := os.environ.get("CPD_LMS_BOOTSTRAP"):
    importlib.import_module(bootstrap)

from cms.conftest import _django_clear_site_cache, no_webpack_loader  # noqa: F401

pytest.register_assert_rewrite("app_contract", "contract", "edxapp_world")
