"""What a finding is called and why it matters, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from cpd_community_xblock.confidentiality.data import Category

LABELS = {
    Category.NHS_NUMBER: _("NHS number"),
    Category.CHI_NUMBER: _("CHI number"),
    Category.HSC_NUMBER: _("H&C number"),
    Category.NI_NUMBER: _("National Insurance number"),
    Category.SSN: _("Social Security number"),
    Category.PHONE: _("Phone number"),
    Category.EMAIL: _("Email address"),
    Category.URL: _("Link to a page"),
    Category.IP_ADDRESS: _("IP address"),
    Category.POSTCODE: _("Postcode"),
    Category.ZIP_CODE: _("ZIP code"),
    Category.ADDRESS: _("Street address"),
    Category.REGISTRATION_NUMBER: _("Registration number"),
    Category.RECORD_NUMBER: _("Record number"),
    Category.ACCOUNT_NUMBER: _("Account number"),
    Category.LICENCE_NUMBER: _("Licence number"),
    Category.VEHICLE_NUMBER: _("Vehicle registration"),
    Category.DEVICE_NUMBER: _("Device number"),
    Category.BIRTH_DATE: _("Date of birth"),
    Category.DATE: _("Exact date"),
    Category.AGE_OVER_89: _("Age over 89"),
    Category.AGE: _("Exact age"),
    Category.NAME: _("Name"),
    Category.WARD: _("Ward or unit"),
    Category.SITE: _("Named place"),
    Category.RARE_CONDITION: _("Rare condition"),
    Category.ETHNICITY: _("Ethnicity or faith"),
    Category.OCCUPATION: _("Occupation"),
    Category.LOCAL_NUMBER: _("Local number"),
    Category.PLACE: _("Local place"),
    Category.WORD: _("Word to avoid"),
}

_LEADS_TO_RECORD = _("Staff can look up whose it is.")
_REACHES_SOMEONE = _("It leads to one person or home.")
_ONE_PERSON = _("It is one person's for life.")

REASONS = {
    Category.NHS_NUMBER: _ONE_PERSON,
    Category.CHI_NUMBER: _("It is one person's for life, and holds their birth date."),
    Category.HSC_NUMBER: _ONE_PERSON,
    Category.NI_NUMBER: _ONE_PERSON,
    Category.SSN: _ONE_PERSON,
    Category.PHONE: _REACHES_SOMEONE,
    Category.EMAIL: _REACHES_SOMEONE,
    Category.URL: _("Whoever follows the link may see who this is about."),
    Category.IP_ADDRESS: _("It can be traced to a household or a desk."),
    Category.POSTCODE: _("Only a handful of homes share a postcode."),
    Category.ZIP_CODE: _("With an age or a date, it often leaves one person."),
    Category.ADDRESS: _REACHES_SOMEONE,
    Category.REGISTRATION_NUMBER: _("Anyone can look up whose it is."),
    Category.RECORD_NUMBER: _LEADS_TO_RECORD,
    Category.ACCOUNT_NUMBER: _("It names one person to their insurer or bank."),
    Category.LICENCE_NUMBER: _("It names one person to whoever issued it."),
    Category.VEHICLE_NUMBER: _("Neighbours know the car."),
    Category.DEVICE_NUMBER: _("Its maker knows who has it."),
    Category.BIRTH_DATE: _("With a place it is often enough to find someone."),
    Category.DATE: _("People may remember that day."),
    Category.AGE_OVER_89: _("Few people are this old."),
    Category.AGE: _("A rough age teaches just as much."),
    Category.NAME: _("A name can show who this is."),
    Category.WARD: _("People there may know who it was."),
    Category.SITE: _("People there may recognise the story."),
    Category.RARE_CONDITION: _("Few people have this."),
    Category.ETHNICITY: _("In a small place it can show which family this is."),
    Category.OCCUPATION: _("What somebody does can show who they are."),
    Category.LOCAL_NUMBER: _LEADS_TO_RECORD,
    Category.PLACE: _("People who know the area may recognise the story."),
    Category.WORD: _("The course author asks you to leave it out."),
}


def label(category: Category) -> str:
    """What a kind of finding is called."""
    return str(LABELS[category])


def why(category: Category) -> str:
    """One sentence for a writer on what this could give away."""
    return str(REASONS[category])
