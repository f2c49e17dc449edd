"""Settings of the demo: one SQLite file, one process, this computer only."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

# A published key is all right here: the demo listens on this computer only and everyone in it is fictional.
SECRET_KEY = os.environ.get("CPD_DEMO_SECRET_KEY", "a-demo-on-this-computer-only")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "demo",
    "cpd_community_xblock",
    "workbench",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "demo.middleware.one_moment_per_request",
    "demo.middleware.viewer",
]

ROOT_URLCONF = "demo.urls"
CSRF_FAILURE_VIEW = "demo.views.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "demo.context.bar",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "demo.sqlite",
        "NAME": os.environ.get("CPD_DEMO_DATABASE", str(BASE_DIR / "var" / "demo.sqlite3")),
        "OPTIONS": {"timeout": 20},
    }
}
# As the sdk's own settings, for its table; the package and the demo name theirs in their apps.
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

LANGUAGE_CODE = "en"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# What would be sent is shown in the terminal.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

STATIC_URL = "/static/"
STATIC_ROOT = str(BASE_DIR / "var" / "static")

# The sdk's runtime asks for this; it adds no services to those that demo.runtime gives.
WORKBENCH: dict[str, dict[str, str]] = {"services": {}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
