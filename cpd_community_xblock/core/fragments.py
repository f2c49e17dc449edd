"""Fragments: one classic script that brings in the custom elements, one style sheet per domain, HTML from templates."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from web_fragments.fragment import Fragment

from cpd_community_xblock.core import PACKAGE


def static_url(path: str) -> str:
    """The address of one of the package's static files, hashed where the site hashes them."""
    return staticfiles_storage.url(f"{PACKAGE}/{path}")


def render(template: str, context: dict[str, Any]) -> str:
    """One of the package's templates as HTML."""
    return render_to_string(f"{PACKAGE}/{template}", context)


def fragment(html: str, *, styles: Iterable[str], elements: Iterable[str]) -> Fragment:
    """HTML with its styles and the custom elements it uses, each named without folder and ending.

    The elements' addresses are resolved here and handed to ``start.js``, because an ES module that imported another
    by a relative path would miss it under hashed static names.
    """
    result = Fragment(html)
    for style in styles:
        result.add_css_url(static_url(f"css/{style}.css"))
    result.add_javascript_url(static_url("js/start.js"))
    modules = [static_url(f"js/elements/{element}.js") for element in elements]
    result.initialize_js("CpdCommunityStart", {"elements": modules})
    return result
