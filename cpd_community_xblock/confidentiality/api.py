"""The door to the guard: what is found in a text under a site's settings, and how often."""

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from cpd_community_xblock.confidentiality import data, models, ner, rules
from cpd_community_xblock.confidentiality.finders import Finder
from cpd_community_xblock.confidentiality.packs import Pack
from cpd_community_xblock.confidentiality.text import Text
from cpd_community_xblock.core import calendar
from cpd_community_xblock.core.text import to_plain

OWN_PACKS = {name: f"cpd_community_xblock.confidentiality.packs.{name}.PACK" for name in ("uk", "us")}

_NAME = "CPD_COMMUNITY_CONFIDENTIALITY_"
_MARKUP = re.compile(r"[*_`\[\]<>&\\~]")

_log = logging.getLogger(__name__)

# Finding.


def look(text: str, *, words: Iterable[str] = ()) -> data.Findings:
    """What could tell who a text is about; ``words`` are those that a course's authors watch for."""
    return rules.find(text, packs=_packs(), places=_texts("PLACES"), number_formats=_texts("NUMBERS"), words=words)


def review(texts: Sequence[str], *, words: Collection[str] = (), names: Collection[str] = ()) -> data.Review:
    """What is found in texts that others are to read, as they were typed and as they will be shown.

    ``names`` are those of the people who write to each other: naming one of them tells nobody anything.
    """
    notices: list[data.Notice] = []
    is_cut = False
    for part, text in enumerate(texts):
        typed = look(text, words=words)
        told = [_notice(text, part, finding) for finding in typed]
        is_cut = is_cut or typed.is_cut
        if _MARKUP.search(text):
            # Half a name in bold reads as a name, and an entity as a space.
            shown = to_plain(text)
            marks = {notice.mark for notice in told}
            seen = (_notice(shown, part, finding, typed=False) for finding in look(shown, words=words))
            told += [notice for notice in seen if notice.mark not in marks]
        notices += [notice for notice in told if not _is_theirs(notice, names)]
    return data.Review(tuple(notices), is_cut=is_cut)


def _is_theirs(notice: data.Notice, names: Collection[str]) -> bool:
    return notice.category is data.Category.NAME and rules.names_only(notice.words, names)


def _notice(text: str, part: int, finding: data.Finding, *, typed: bool = True) -> data.Notice:
    words = text[finding.start : finding.end]
    known = f"{finding.category.value}:{' '.join(words.casefold().split())}"
    return data.Notice(
        finding=finding,
        part=part,
        offset=len(text[: finding.start].encode("utf-16-le")) // 2 if typed else None,
        words=words,
        # Keyed, so that the page does not hold what could be tried out against a list of names.
        mark=salted_hmac(__name__, known, algorithm="sha256").hexdigest()[:12],
    )


def reworded(text: str, finding: data.Finding) -> str:
    """A text with the safer wording in the place of a finding. Where that is nothing, the space before it goes too."""
    before, after = text[: finding.start], text[finding.end :]
    if not finding.safer and before[-1:].isspace() and not after[:1].isalnum():
        before = before[:-1]
    return before + finding.safer + after


def problems() -> list[str]:
    """What is wrong with the site's settings, for whoever starts the site."""
    lists = {name: _site(name, ()) for name in ("PACKS", "PLACES", "NUMBERS")}
    found = [f"{_NAME}{name} is to be a list of texts." for name, given in lists.items() if not _are_texts(given)]
    for make, path in _configured():
        try:
            make(path)
        except ImproperlyConfigured as problem:
            found.append(str(problem))
    return found


def _packs() -> Iterator[Pack]:
    """The site's packs. One that cannot be had is left out: its absence is told when the site starts, and a writer at
    night can do nothing about it."""
    for make, path in _configured():
        try:
            yield make(path)
        except ImproperlyConfigured:
            _log.error("A pack of the confidentiality guard cannot be used: %s", path)


def _configured() -> Iterator[tuple[Any, str]]:
    for path in _texts("PACKS", OWN_PACKS):
        yield _pack, path
    if recogniser := _site("NER", None):
        yield _recogniser, str(recogniser)


def _site(name: str, default: Any) -> Any:
    """One of the guard's settings. Outside Open edX nobody has put the defaults there."""
    return getattr(settings, f"{_NAME}{name}", default)


def _texts(name: str, default: Iterable[str] = ()) -> tuple[str, ...]:
    """A setting that is a list of texts; what is none counts as not set, which is told when the site starts."""
    given = _site(name, default)
    return tuple(given if _are_texts(given) else default)


def _are_texts(given: Any) -> bool:
    return not isinstance(given, str) and isinstance(given, Iterable) and all(isinstance(text, str) for text in given)


@cache
def _pack(path: str) -> Pack:
    found = _imported("CPD_COMMUNITY_CONFIDENTIALITY_PACKS", OWN_PACKS.get(path, path))
    if not isinstance(found, Pack):
        raise ImproperlyConfigured(f"CPD_COMMUNITY_CONFIDENTIALITY_PACKS: {path} is no Pack.")
    if path in OWN_PACKS:
        return found
    return Pack(found.name, tuple(_guarded(path, finder) for finder in found.finders))


@cache
def _recogniser(path: str) -> Pack:
    setting = "CPD_COMMUNITY_CONFIDENTIALITY_NER"
    try:
        found = ner.presidio() if path == "presidio" else _imported(setting, path)
    except ner.Unavailable as reason:
        raise ImproperlyConfigured(f"{setting}: {reason}") from reason
    if not callable(found):
        raise ImproperlyConfigured(f"{setting}: {path} cannot be called.")
    return Pack("ner", (_guarded(path, cast("Finder", found)),))


def _imported(setting: str, path: str) -> object:
    try:
        return import_string(path)
    except ImportError as reason:
        raise ImproperlyConfigured(f"{setting}: nothing is found at {path}.") from reason
    except Exception as reason:  # A module of the site's own can fail in any way.
        raise ImproperlyConfigured(f"{setting}: {path} fails with {type(reason).__name__}.") from reason


def _guarded(path: str, finder: Finder) -> Finder:
    """A site's own finder, which may fail: the others find on, and the log names the finder and not the text."""

    def find(text: Text) -> Iterator[data.Finding]:
        try:
            yield from (finding for finding in finder(text) if _is_sound(finding, text))
        except Exception as failure:
            # Without its message and its traceback, which may hold the text.
            _log.error("A finder of %s failed with %s.", path, type(failure).__name__)

    return find


def _is_sound(finding: Any, text: Text) -> bool:
    return (
        isinstance(finding, data.Finding)
        and isinstance(finding.category, data.Category)
        and isinstance(finding.certainty, data.Certainty)
        and isinstance(finding.safer, str)
        and 0 <= finding.start < finding.end <= len(text.plain)
    )


# Counting.


def count(*, course_key: Any, review: data.Review, outcome: data.Outcome, reason: str = "", now: datetime) -> None:
    """Remember how many findings of each category were in a text that was sent, and nothing else of it.

    What was certain and went out all the same is counted under the ``reason`` that its writer gave.
    """
    week = _week(now)
    found: dict[tuple[str, str], int] = {}
    for notice in review.notices:
        explained = outcome is data.Outcome.LEFT and notice.is_certain and reason
        key = (notice.category.value, reason if explained else outcome.value)
        found[key] = found.get(key, 0) + 1
    # In one order, so that two who send at once do not wait for each other's rows.
    for (category, came_of_it), number in sorted(found.items()):
        _add(number, course_key=course_key, week=week, category=category, outcome=came_of_it)


def _add(number: int, **row: Any) -> None:
    rows = models.Tally.objects.filter(**row)
    if rows.update(count=F("count") + number):
        return
    try:
        with transaction.atomic():
            models.Tally.objects.create(**row, count=number)
    except IntegrityError:  # Somebody else made the row meanwhile.
        rows.update(count=F("count") + number)


def counts(*, course_key: Any, now: datetime, weeks: int = 12) -> tuple[data.Counted, ...]:
    """What was found in a course in the last ``weeks``, this one included, by category."""
    since = _week(now) - timedelta(weeks=weeks - 1)
    rows = models.Tally.objects.filter(course_key=course_key, week__gte=since)
    found: dict[str, dict[str, int]] = {}
    for category, outcome, total in rows.values_list("category", "outcome").annotate(total=Sum("count")):
        found.setdefault(category, {})[outcome] = total
    return tuple(_counted(category, found[category]) for category in data.Category if category in found)


def _counted(category: data.Category, by_outcome: dict[str, int]) -> data.Counted:
    sent_back = by_outcome.get(data.Outcome.SENT_BACK.value, 0)
    return data.Counted(
        category=category,
        sent_back=sent_back,
        went_out=sum(by_outcome.values()) - sent_back,
        mistaken=by_outcome.get(data.Outcome.MISTAKEN.value, 0),
    )


def _week(now: datetime) -> date:
    day = now.astimezone(calendar.zone(settings.TIME_ZONE)).date()
    return day - timedelta(days=day.weekday())


# What an author watches for.


def watched(*, course_key: Any) -> tuple[str, ...]:
    """The words that a course's authors want nobody to share."""
    rows = models.Watchlist.objects.filter(course_key=course_key).values_list("words", flat=True)
    return tuple(str(word) for words in rows for word in words)


@transaction.atomic
def watch(*, course_key: Any, words: Sequence[str], before: Collection[str] = ()) -> None:
    """Change the words that a course's authors want nobody to share.

    ``before`` are those that this author began with: what another has added since stays, and what has gone is gone.
    """
    row, _made = models.Watchlist.objects.select_for_update().get_or_create(course_key=course_key)
    kept = [word for word in row.words if word in words or word not in before]
    new = [word for word in words if word not in kept and word not in before]
    if kept + new != row.words:
        row.words = kept + new
        row.save(update_fields=["words"])
