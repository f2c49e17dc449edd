"""Fragments: one classic script that brings in the custom elements, one style sheet per domain, HTML from templates."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context
from django.template.loader import get_template
from web_fragments.fragment import Fragment

from cpd_community_xblock.core import PACKAGE


def static_url(path: str) -> str:
    """The address of one of the package's static files, hashed where the site hashes them."""
    return staticfiles_storage.url(f"{PACKAGE}/{path}")


def render(template: str, context: dict[str, Any]) -> str:
    """One of the package's templates as HTML."""
    # Numbers as they are: with a separator in it, an id is none.
    found: Any = get_template(f"{PACKAGE}/{template}")
    return str(found.template.render(Context(context, use_l10n=False)))


def fragment(
    html: str,
    *,
    styles: Iterable[str],
    elements: Iterable[str],
    for_writing: Iterable[str] = (),
    on_sight: Iterable[str] = (),
    styles_on_sight: Iterable[tuple[str, str]] = (),
) -> Fragment:
    """HTML with its styles and the custom elements it uses, each named without folder and ending; those
    ``for_writing`` come in when somebody goes to a text, those ``on_sight`` once the page has one. So do
    ``styles_on_sight``, each after the selector of what it is for.

    The elements' addresses are resolved here and handed to ``start.js``, because an ES module that imported another
    by a relative path would miss it under hashed static names.
    """
    result = Fragment(html)
    for style in styles:
        result.add_css_url(static_url(f"css/{style}.css"))
    result.add_javascript_url(static_url("js/start.js"))
    now, later = ([static_url(f"js/elements/{name}.js") for name in names] for names in (elements, for_writing))
    seen = [(name, static_url(f"js/elements/{name}.js")) for name in on_sight]
    seen += [(selector, static_url(f"css/{style}.css")) for selector, style in styles_on_sight]
    result.initialize_js("CpdCommunityStart", {"elements": now, "forWriting": later, "onSight": seen})
    return result
