"""Days: of birth, and on which somebody was seen. Those of courses, shifts and guidelines are no one's."""

import re
from collections.abc import Iterator

from cpd_community_xblock.confidentiality.data import Category, Certainty, Finding
from cpd_community_xblock.confidentiality.finders.births import (
    birth,
    find_spoken_births,
    find_undelimited_births,
    is_long_ago,
    is_of_birth,
)
from cpd_community_xblock.confidentiality.finders.days import Day, days, said_before
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.confidentiality.vocabulary import FOLK, KIN, words

_MET = words("""
    admitted admission admit seen saw visit visited visits died death dies dead passed discharged discharge surgery
    operation operated appointment clinic delivered delivery birth scan scanned transferred transfer fall fell
    collapsed collapse attended attendance presented presentation diagnosed diagnosis procedure arrest arrested
    bloods sample referral referred list theatre rang called came went lost stroke seizure injury accident crash rtc
    assault assaulted fitted implanted inserted removed started biopsy chemo dose infusion treatment funeral
    stillborn miscarried miscarriage section induced waters ward bed home tribunal sectioned detained released
    overdose cath incident reviewed review consultation call kept rigors handover due out bled bleed ruptured broke
    reported found missing patient pt he she her his him lmp edd edc inpatient hip knee sutured dated passing night
    looking looked caring cared nursed forceps ventouse tear caesarean miscarry met born arrival hospital labour
    labor labouring intubated resus resuscitated happened
""")
_SEEN = _MET | FOLK | KIN
_TAUGHT = words("""
    founded began opened established named qualified qualify strike graduated started moved beds joined retire
    employed presented shift shifts course courses study training trained train conference webinar module modules
    guideline guidelines guidance version updated update published policy policies protocol expiry expires expired
    exp expire revalidation revalidate deadline rota exam exams interview placement teaching workshop session
    sessions induction renewal renew audit meeting issued issue assignment submission submit appraisal cohort
    lecture seminar refresher mandatory elearning als bls ils nice cpd programme program rotation launch launched
    launches live standard standards edition document sop registered registration register certificate certification
    certified recertify simulation sim drill club journal learning regulations act law legislation implemented
    introduced rollout roll committee forum symposium summit day days ratified v search searched tariff accessed
    retrieved changed new stock batch bank our policy leave sign signed annual trust staff remembrance world
    international runs lapses appraisal ended valid until by must debrief clocks audit next interview mentor holiday
    newsletter bulletin due booked form forms portfolio competency competencies leave package packages elfh quiz
    tutorial tutorials supervision resit enrolled graduation mot census financial fiscal
""")
_WRITTEN = words("""
    osce viva sat celebrated turned finish finished
    handed essay wrote written read reading blog pdp article paper email emailed letter alert website post podcast
    posted guidance copyright effective tariff app page report reports budget election rule rules law contract order
    batch delivery invoice system software upgrade unit they hospital opened closed closes opens
""")
"""What else has a date. Beside these a date is nobody's unless a patient is spoken of."""
_TIMED = words("""
    adm dc op postop preop clerked lkw onset consult reviewed visit visited call admitted died arrived seen discharged
    delivered admission review collapsed fell
""")
_SPANS = ("/7", "/52", "/12", "1/2")
"""How clinicians write days, weeks and months that something lasts."""
_NEAR = 9
_EITHER = words("out due list call reviewed review")
_ONE_DAY = words("the that same next one a every each her his first last previous")


def find_dates(text: Text) -> Iterator[Finding]:
    """Dates of birth, and other dates next to what happens to patients rather than to staff."""
    yield from find_undelimited_births(text)
    yield from find_spoken_births(text)
    for day in days(text):
        before = said_before(text, day.start)
        if is_of_birth(text, day, before):
            yield birth(day.start, day.end)
        elif _is_of_a_life(text, day, before) or _is_possessed(text, day):
            yield birth(day.start, day.end, Certainty.LIKELY)
        elif _is_of_an_encounter(text, day, before):
            start = (
                day.start - 3
                if before[-1:] == ["on"] and text.plain[day.start - 3 : day.start] in {"on ", "On "}
                else day.start
            )
            yield Finding(
                start, day.end, Category.DATE, Certainty.HINT, "around then" if "due" in before[-3:] else "recently"
            )


_WHOSE = re.compile(r"\b(?:his|her|hers|their|baby's|patient's|pt's)[ \"']{1,2}\Z")
_WHOLE = re.compile(r"\d{1,4}([/.-])\d\d?\1\d{2,4}")
_AFTER_IT = re.compile(r"[\"']?(?:[,.;)\n]| \(|\Z)")


def _is_possessed(text: Text, day: Day) -> bool:
    """Whether a day in figures is somebody's and of nothing else: I gave them his 2016/08/30, and waited."""
    return (
        _WHOLE.fullmatch(text.plain, day.start, day.end) is not None
        and _WHOSE.search(text.lower, max(day.start - 12, 0), day.start) is not None
        and _AFTER_IT.match(text.plain, day.end) is not None
    )


def _is_of_a_life(text: Text, day: Day, before: list[str]) -> bool:
    """Whether a day is so far back that it can hardly be of anything but a birth."""
    return is_long_ago(text.plain[day.start : day.end]) and _TAUGHT.isdisjoint(before[-_NEAR:])


def _is_of_an_encounter(text: Text, day: Day, before: list[str]) -> bool:
    """Whether the nearer words speak of a patient; what stands before counts more than what follows."""
    following = _said_after(text, day)
    near = before[-_NEAR:]
    if near[-2:] == ["day", "on"] and not _ONE_DAY & set(near[-3:-2]):
        return False
    around = {*near, *following}
    taught = _TAUGHT & around - {"day", "days", "due", "live"}
    if taught <= _SHIFTS and (_THEY & set(following) or near[-3:-1] in _ENDS_OF_SHIFT):
        taught = frozenset()
    if taught <= {"moved", "moves", "beds"} and _THEY & set(near) and near[-1:] in (["on"], ["the"]):
        taught = frozenset()
    if taught and not _MET & set(near[-3:]) - _EITHER:
        return False
    if day.weak:
        written = text.plain[day.start : day.end]
        seen = near[-1:] == ["on"] and bool(_MET & around)
        return seen or (
            bool(_TIMED & set(near[-1:]))
            and not written.endswith(_SPANS)
            and text.plain[day.start - 2 : day.start] not in {": ", "= "}
        )
    if _SEEN & around or near[-1:] == ["since"] or near[-2:] == ["back", "to"]:
        return True
    whole = (taught | _WRITTEN).isdisjoint({*around, *before})
    if near[-2:] in (["that", "was"], ["this", "was"], ["it", "was"], ["took", "until"]) or _is_noted(text, day):
        return whole
    return whole and (near[-1:] == ["on"] or text.plain[day.end - 4 : day.end].isdigit())


_SHIFTS = words("shift shifts handover")
_THEY = words("he she him her his")
_ENDS_OF_SHIFT = [[edge, shift] for edge in ("of", "my") for shift in ("shift", "shifts")]


def _said_after(text: Text, day: Day) -> list[str]:
    """The words after a day in its sentence."""
    first = text.word_from(day.end)
    following = []
    for place in range(first, min(first + 7, len(text.words))):
        if {".", "!", "?", ";", "\n"} & set(text.gap(place)):
            break
        following.append(text.words[place])
    return following


def _is_noted(text: Text, day: Day) -> bool:
    """Whether a day stands alone before what happened, as in a diary: 21/9/23, extracted LL7."""
    if not text.opens_sentence(day.start) or text.plain[day.end : day.end + 1] not in {*".,:;"}:
        return False
    first = text.word_from(day.end)
    return (_TAUGHT - _SHIFTS | _WRITTEN).isdisjoint(text.words[first : first + 10])
