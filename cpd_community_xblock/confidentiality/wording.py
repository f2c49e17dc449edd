"""What a finding is called and why it matters, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.data import Category

LABELS = {
    Category.NHS_NUMBER: _("NHS number"),
    Category.CHI_NUMBER: _("CHI number"),
    Category.HSC_NUMBER: _("H&C number"),
    Category.NI_NUMBER: _("National Insurance number"),
    Category.SSN: _("Social Security number"),
    Category.PHONE: _("Telephone number"),
    Category.EMAIL: _("Email address"),
    Category.URL: _("Link to a page"),
    Category.IP_ADDRESS: _("IP address"),
    Category.POSTCODE: _("Postcode"),
    Category.ZIP_CODE: _("ZIP code"),
    Category.ADDRESS: _("Street address"),
    Category.REGISTRATION_NUMBER: _("Registration number"),
    Category.RECORD_NUMBER: _("Hospital or record number"),
    Category.ACCOUNT_NUMBER: _("Account or plan number"),
    Category.LICENCE_NUMBER: _("Licence or certificate number"),
    Category.VEHICLE_NUMBER: _("Vehicle registration"),
    Category.DEVICE_NUMBER: _("Serial number of a device"),
    Category.BIRTH_DATE: _("Date of birth"),
    Category.DATE: _("Exact date"),
    Category.AGE_OVER_89: _("Age over 89"),
    Category.AGE: _("Exact age"),
    Category.NAME: _("Name"),
    Category.WARD: _("Named ward or unit"),
    Category.SITE: _("Named place of care or town"),
    Category.RARE_CONDITION: _("Rare condition"),
    Category.ETHNICITY: _("Ethnicity, nationality or faith"),
    Category.OCCUPATION: _("Occupation or public role"),
    Category.LOCAL_NUMBER: _("Local number"),
    Category.PLACE: _("Local place"),
    Category.WORD: _("Word to avoid in this course"),
}

_LEADS_TO_RECORD = _("Anyone with access to the records can look up who this is.")
_REACHES_SOMEONE = _("It leads to one person or home.")
_ONE_PERSON = _("This number belongs to one person and stays with them for life.")

REASONS = {
    Category.NHS_NUMBER: _ONE_PERSON,
    Category.CHI_NUMBER: _("It belongs to one person for life, and begins with their date of birth."),
    Category.HSC_NUMBER: _ONE_PERSON,
    Category.NI_NUMBER: _ONE_PERSON,
    Category.SSN: _ONE_PERSON,
    Category.PHONE: _REACHES_SOMEONE,
    Category.EMAIL: _REACHES_SOMEONE,
    Category.URL: _("Whoever follows the link may see who this is about."),
    Category.IP_ADDRESS: _("It can be traced to a household or a desk."),
    Category.POSTCODE: _("Only a handful of homes share a postcode."),
    Category.ZIP_CODE: _("With an age or a date, a ZIP code often leaves one person."),
    Category.ADDRESS: _REACHES_SOMEONE,
    Category.REGISTRATION_NUMBER: _("Anyone can look up on a public register whose it is."),
    Category.RECORD_NUMBER: _LEADS_TO_RECORD,
    Category.ACCOUNT_NUMBER: _("It names one person to their insurer or bank."),
    Category.LICENCE_NUMBER: _("It names one person to whoever issued it."),
    Category.VEHICLE_NUMBER: _("Its keeper can be looked up, and neighbours know the car."),
    Category.DEVICE_NUMBER: _("Makers and hospitals keep lists of who has which device."),
    Category.BIRTH_DATE: _("With a place or a sex, a date of birth is often enough to find someone."),
    Category.DATE: _("People may remember that day."),
    Category.AGE_OVER_89: _("Few people are this old, so the exact age can point to one of them."),
    Category.AGE: _("A rough age teaches just as much."),
    Category.NAME: _("A name can show who this is."),
    Category.WARD: _("People there may know who it was."),
    Category.SITE: _("A named place makes a story about somebody there easy to recognise."),
    Category.RARE_CONDITION: _("Few people have this, and those around them know it."),
    Category.ETHNICITY: _("In a small place this can be enough to recognise a family."),
    Category.OCCUPATION: _("What somebody does, or did, can make them easy to recognise."),
    Category.LOCAL_NUMBER: _LEADS_TO_RECORD,
    Category.PLACE: _("People who know the area can tell who lives or works there."),
    Category.WORD: _("The author of this course asks you to leave it out."),
}


def label(category: Category) -> str:
    """What a kind of finding is called."""
    return str(LABELS[category])


def why(category: Category) -> str:
    """One sentence for a writer on what this could give away."""
    return str(REASONS[category])
