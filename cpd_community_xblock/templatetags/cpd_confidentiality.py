"""How findings are told."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from cpd_community_xblock.confidentiality import underline, wording
from cpd_community_xblock.confidentiality.data import Category, Notice
from cpd_community_xblock.confidentiality.forms import REASONS

register = template.Library()


@register.filter
def category_label(category: Category) -> str:
    """What a category is called."""
    return wording.label(category)


@register.filter
def category_why(category: Category) -> str:
    """Why it matters, in one sentence."""
    return wording.why(category)


@register.filter
def underlined(html: SafeString, notices: Sequence[Notice]) -> SafeString:
    """A text as readers will see it, with what was found in it underlined."""
    return underline.underlined(html, notices)


@register.simple_tag
def reasons() -> list[tuple[str, Any]]:
    """Why something certain may stay."""
    return REASONS


@register.simple_tag
def part_of(parts: Sequence[Any], place: int) -> Any:
    """The part that a finding is in."""
    return parts[place]
