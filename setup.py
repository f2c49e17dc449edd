"""Packaging: metadata, entry points and what travels in the wheel. Tool settings are in pyproject.toml."""

import re
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).parent
VERSION = re.search(r'__version__ = "(.+)"', (HERE / "cpd_community_xblock/__init__.py").read_text("utf-8"))
# The sdk serves blocks by XBlock's Django parts, and before 0.15 does not say so.
DEMO = ["xblock-sdk>=0.13", "XBlock[django]>=5.2"]

setup(
    name="cpd-community-xblock",
    version=VERSION[1],
    description="Open edX blocks that make online CPD for healthcare professionals participatory",
    long_description=(HERE / "README.md").read_text("utf-8"),
    long_description_content_type="text/markdown",
    license="AGPL-3.0-only",
    license_files=["LICENSE"],
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Framework :: Django",
        "Framework :: Django :: 4.2",
        "Framework :: Django :: 5.2",
        "Intended Audience :: Education",
        "Intended Audience :: Healthcare Industry",
        "Natural Language :: English",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
    ],
    packages=find_packages(include=["cpd_community_xblock", "cpd_community_xblock.*"]),
    package_data={
        "cpd_community_xblock": [
            "locale/*/LC_MESSAGES/*.mo",
            "locale/*/LC_MESSAGES/*.po",
            "static/**/*.css",
            "static/**/*.js",
            "static/**/*.svg",
            "templates/**/*.html",
            "templates/**/*.txt",
        ]
    },
    zip_safe=False,
    python_requires=">=3.11",
    # No upper bounds on what the platform brings: a pin here would move the platform's own.
    install_requires=[
        "XBlock>=5.2",
        "Django>=4.2",
        "web-fragments>=2.2",
        "edx-opaque-keys[django]>=2.11",
        "Markdown>=3.6",
        "nh3>=0.2.18",
        "merge3>=0.0.15",
        "nhs-number>=1.3",
        "phonenumberslite>=8.13",
        "numpy>=1.26",
        "icalendar>=6",
    ],
    extras_require={
        "demo": DEMO,
        "bench": ["matching>=1.4", "scipy>=1.11"],
        "ner": ["presidio-analyzer>=2.2"],
        "test": [
            *DEMO,
            "pytest>=8",
            "pytest-django>=4.8",
            "hypothesis>=6",
            "dj-database-url>=2",
            "playwright>=1.45",
            "axe-playwright-python>=0.1.4",
            "pypng>=0.20220715",  # imported as png, by tests.browser.pictures
            "build>=1",
        ],
        "servers": ["mysqlclient>=2.2", "psycopg[binary]>=3.1.8"],
        "quality": [
            "ruff>=0.6",
            "mypy>=1.11",
            "django-stubs>=5",
            "types-Markdown",
            "import-linter>=2",
            "code-annotations>=2",
            "Babel>=2.14",
            "tox>=4.21",
        ],
    },
    entry_points={
        "xblock.v1": [
            "cpd_mentoring = cpd_community_xblock.mentoring.block:MentoringBlock",
            "cpd_reflection = cpd_community_xblock.reflection.block:ReflectionBlock",
        ],
        "lms.djangoapp": ["cpd_community_xblock = cpd_community_xblock.apps:CpdCommunityConfig"],
        "cms.djangoapp": ["cpd_community_xblock = cpd_community_xblock.apps:CpdCommunityConfig"],
    },
)
