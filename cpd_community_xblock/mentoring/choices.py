"""What people choose from unless the course author offers something else.

What somebody chose is kept as it stands here, and told in the language of whoever reads it: two people whose pages are
in different languages can choose the same.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


def label(choice: str) -> str:
    """A choice in the reader's language; an author's own as they wrote it."""
    return gettext(choice) if choice else ""


def professions() -> tuple[str, ...]:
    return (
        _("Nursing"),
        _("Midwifery"),
        _("Medicine"),
        _("Pharmacy"),
        _("Paramedicine"),
        _("Physiotherapy"),
        _("Occupational therapy"),
        _("Speech and language therapy"),
        _("Dietetics"),
        _("Radiography"),
        _("Psychology"),
        _("Social work"),
        _("Dentistry"),
        _("Healthcare support"),
    )


def specialties() -> tuple[str, ...]:
    return (
        _("Acute and emergency care"),
        _("Critical care"),
        _("Surgery and theatres"),
        _("Older people"),
        _("Children and young people"),
        _("Maternity and neonatal care"),
        _("Mental health"),
        _("Learning disability"),
        _("Cancer and palliative care"),
        _("Long-term conditions"),
        _("Primary care"),
        _("Community care"),
    )


def settings() -> tuple[str, ...]:
    return (
        _("A large hospital"),
        _("A small hospital"),
        _("A practice or health centre"),
        _("People's homes"),
        _("A care home"),
        _("A hospice"),
        _("An ambulance service"),
        _("A school or university"),
        _("A prison"),
    )


def languages() -> tuple[str, ...]:
    return (
        _("English"),
        _("Welsh"),
        _("Spanish"),
        _("French"),
        _("Polish"),
        _("Arabic"),
        _("Urdu"),
        _("Punjabi"),
        _("Bengali"),
        _("Hindi"),
        _("Tagalog"),
        _("Portuguese"),
    )


def topics() -> tuple[str, ...]:
    return (
        _("Changing jobs or setting"),
        _("Leading a shift or a team"),
        _("Difficult conversations"),
        _("Speaking up about safety"),
        _("Teaching and supervising others"),
        _("Research and audit"),
        _("Working nights and staying well"),
        _("Returning after a break"),
    )


def goals() -> tuple[str, ...]:
    return (
        _("Put what I learn into practice"),
        _("Gain confidence in decisions"),
        _("Prepare for revalidation or appraisal"),
        _("Plan my next career step"),
        _("Make a change where I work"),
        _("Have somebody to think aloud with"),
    )
