"""The demo's settings, on a database in memory or on the server that CPD_TEST_DATABASE_URL names."""

import os

import dj_database_url

from demo.settings import *  # noqa: F403

DATABASES = {"default": dj_database_url.parse(os.environ.get("CPD_TEST_DATABASE_URL", "sqlite://:memory:"))}
if DATABASES["default"]["ENGINE"].endswith("mysql"):
    # As the platform's own: emoji take four bytes.
    DATABASES["default"]["TEST"] = {"CHARSET": "utf8mb4"}

# A password here guards nothing, and a slow hash is most of what making a user costs.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
