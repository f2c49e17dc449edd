"""What is found in a text."""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a finding would tell a reader. The last three are a site's and an author's own."""

    NHS_NUMBER = "nhs_number"
    CHI_NUMBER = "chi_number"
    HSC_NUMBER = "hsc_number"
    NI_NUMBER = "ni_number"
    SSN = "ssn"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    IP_ADDRESS = "ip_address"
    POSTCODE = "postcode"
    ZIP_CODE = "zip_code"
    ADDRESS = "address"
    REGISTRATION_NUMBER = "registration_number"
    RECORD_NUMBER = "record_number"
    ACCOUNT_NUMBER = "account_number"
    LICENCE_NUMBER = "licence_number"
    VEHICLE_NUMBER = "vehicle_number"
    DEVICE_NUMBER = "device_number"
    BIRTH_DATE = "birth_date"
    DATE = "date"
    AGE_OVER_89 = "age_over_89"
    AGE = "age"
    NAME = "name"
    WARD = "ward"
    SITE = "site"
    RARE_CONDITION = "rare_condition"
    ETHNICITY = "ethnicity"
    OCCUPATION = "occupation"
    LOCAL_NUMBER = "local_number"
    PLACE = "place"
    WORD = "word"


class Certainty(StrEnum):
    """How sure a finding is, surest first. What is certain identifies by its form alone, or says itself what it is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text, in code points of the text as it was given; ``end`` is exclusive.

    ``safer`` is what reads well there instead, in the language of the pack; where it is empty, the words can go.
    """

    start: int
    end: int
    category: Category
    certainty: Certainty
    safer: str


class Findings(tuple[Finding, ...]):  # noqa: SLOT001  it has something of its own
    """What a text has. Where ``is_cut``, there is more in it than is told; nobody writes so much in earnest."""

    is_cut = False


class Reason(StrEnum):
    """Why something certain is to stay in a text that others read."""

    PUBLIC = "public"
    MINE = "mine"
    INVENTED = "invented"
    MISTAKEN = "mistaken"


class Outcome(StrEnum):
    """What came of a finding when its text was sent: the text came back, or it went out with it, and why."""

    SENT_BACK = "sent_back"
    LEFT = "left"
    PUBLIC = "public"
    MINE = "mine"
    INVENTED = "invented"
    MISTAKEN = "mistaken"


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding as its writer is told of it.

    ``part`` is the text's place among those looked over, ``offset`` where the ``words`` begin as browsers count: in
    UTF-16 units; None where only readers see them so, as what is partly set in bold. ``mark`` stands for the category
    and the words, so that the server knows again what it has told.
    """

    finding: Finding
    part: int
    offset: int | None
    words: str
    mark: str

    @property
    def category(self) -> Category:
        return self.finding.category

    @property
    def is_certain(self) -> bool:
        return self.finding.certainty is Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in what is about to be shared."""

    notices: tuple[Notice, ...] = ()
    is_cut: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether anything in it is certain, and so needs a change or a reason."""
        return bool(self.certain_marks)

    @property
    def certain(self) -> tuple[Notice, ...]:
        return tuple(notice for notice in self.notices if notice.is_certain)

    @property
    def others(self) -> tuple[Notice, ...]:
        """What may stay: what is likely, then what is only a hint."""
        likely = [notice for notice in self.notices if notice.finding.certainty is Certainty.LIKELY]
        return (*likely, *(notice for notice in self.notices if notice.finding.certainty is Certainty.HINT))

    @property
    def certain_marks(self) -> frozenset[str]:
        return frozenset(notice.mark for notice in self.certain)

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(notice.mark for notice in self.notices)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a category was found: in texts that came back, and in texts that went out with it all the same.

    ``mistaken`` of the latter were, so their writers, not what they looked like.
    """

    category: Category
    sent_back: int
    went_out: int
    mistaken: int
