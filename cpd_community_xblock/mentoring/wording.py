"""The matching in words: why two people fit, why not, what went wrong, and what is going on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cpd_community_xblock.mentoring import choices
from cpd_community_xblock.mentoring.data import Answer, Lookout, Problem, Side
from cpd_community_xblock.mentoring.matching import data as matching
from cpd_community_xblock.mentoring.matching.rules import mondays, shared_slots, week_mask

Names = Mapping[int, str]

# The three ways to match.

MODES = {
    matching.Mode.FAIR.value: (
        gettext_lazy("Fair"),
        gettext_lazy(
            "No learner and mentor would both rather have each other than what they got. A few people may be left over."
        ),
    ),
    matching.Mode.BALANCED.value: (
        gettext_lazy("Balanced"),
        gettext_lazy("As many placed as can be, while nobody whom Fair places loses much."),
    ),
    matching.Mode.MOST_PLACES.value: (
        gettext_lazy("Most places"),
        gettext_lazy("As many placed as can be, then the best fit on the whole. Some may fit less well than in Fair."),
    ),
}


def mode(name: str) -> str:
    return str(MODES[name][0]) if name in MODES else name


_STEPS = {
    "people": gettext_lazy("Reading what people told"),
    "candidates": gettext_lazy("Looking who fits whom"),
    "proposals": gettext_lazy("Asking in turn"),
    "auction": gettext_lazy("Weighing everyone's wishes"),
    "chains": gettext_lazy("Finding places for the last few"),
    "more_places": gettext_lazy("Finding places for more people"),
    "checking": gettext_lazy("Checking that it is fair"),
}


def step(name: str) -> str:
    """What a run is busy with; empty where nobody has begun it."""
    return str(_STEPS.get(name, _("Matching"))) if name else _("Waiting for its turn")


# Why two people fit. Kept as keys, and said in the language of whoever reads.

_SHOWN = 3
_SINGLE = (matching.Field.SPECIALTY, matching.Field.PROFESSION, matching.Field.SETTING)
_MANY = (matching.Field.GOALS, matching.Field.TOPICS)


def reasons(learner: matching.Learner, mentor: matching.Mentor, rules: matching.Rules) -> tuple[str, ...]:
    """Why two people fit, for the learner to read."""
    return tuple(reason(key, Side.LEARNER) for key in reason_keys(learner, mentor, rules))


def reason_keys(learner: matching.Learner, mentor: matching.Mentor, rules: matching.Rules) -> tuple[str, ...]:
    """Why two people fit, as keys for ``reason``: what most was wished for comes first."""
    wished: dict[matching.Field, matching.Wish] = {}
    for wish in sorted((*rules.mentor_wishes, *rules.learner_wishes), key=lambda one: one.weight):
        wished[wish.field] = wish
    keys: list[tuple[int, str]] = []
    for field, wish in wished.items():
        if wish.weight:
            keys.extend((-wish.weight, key) for key in _met(wish, field, learner, mentor))
    keys.sort(key=lambda item: item[0])
    spoken = sorted(learner.languages & mentor.languages)[:_SHOWN]
    told = [key for _weight, key in keys] + [f"language:{name}" for name in spoken]
    if learner.rota != matching.ALWAYS and (times := _times(learner.rota, mentor.rota, rules.span)):
        told.append(f"slots:{times}")
    return tuple(told)


def _met(
    wish: matching.Wish, field: matching.Field, learner: matching.Learner, mentor: matching.Mentor
) -> Iterable[str]:
    same = wish.relation is matching.Relation.SAME
    if field in _MANY:
        shared = sorted(getattr(learner, field.value) & getattr(mentor, field.value))
        return [f"same:{field.value}:{word}" for word in shared[:_SHOWN]] if same else []
    one, other = getattr(learner, field.value), getattr(mentor, field.value)
    if not one or not other or (one == other) is not same:
        return []
    return [f"same:{field.value}:{one}" if same else f"different:{field.value}"]


def _times(one: matching.Rota | None, other: matching.Rota | None, span: matching.Span | None) -> int:
    """How many free times two people share in the leanest week."""
    if one is None or other is None or span is None:
        return 0
    if one.zone == other.zone:  # Whatever the clocks do, they do it for both.
        return min((week_mask(one, monday) & week_mask(other, monday)).bit_count() for monday in mondays(span))
    return shared_slots(one, other, span)


def reason(key: str, side: Side | None) -> str:
    """One of ``reason_keys`` as a sentence for whoever reads: the learner, the mentor, or for None a facilitator.

    Facilitators are told that two people share something and not what: it was told for each other's eyes.
    """
    kind, _colon, rest = key.partition(":")
    if kind == "slots" and rest.isdigit():
        return _shared_times(int(rest), side)
    if kind == "language":
        told = _("They share a language") if side is None else _("You both speak %(what)s")
        return told % {"what": choices.label(rest)}
    field, _colon, what = rest.partition(":")
    sentences = _SENTENCES.get((kind, field))
    if sentences is None:
        return ""
    place = {Side.LEARNER: 0, Side.MENTOR: 1, None: 2}[side]
    # Goals and topics are whole phrases, as somebody would say them.
    told = choices.label(what)
    return str(sentences[place]) % {"what": told if field in {"goals", "topics"} else _within(told)}


def _shared_times(count: int, side: Side | None) -> str:
    if side is None:
        return ngettext("They share %(n)d free time a week", "They share %(n)d free times a week", count) % {"n": count}
    return ngettext("You share %(n)d free time a week", "You share %(n)d free times a week", count) % {"n": count}


_SENTENCES: Mapping[tuple[str, str], tuple[object, object, object]] = {
    ("same", "specialty"): (
        gettext_lazy("You both work in %(what)s"),
        gettext_lazy("You both work in %(what)s"),
        gettext_lazy("They work in the same field"),
    ),
    ("same", "profession"): (
        gettext_lazy("Your profession is the same: %(what)s"),
        gettext_lazy("Your profession is the same: %(what)s"),
        gettext_lazy("Their profession is the same"),
    ),
    ("same", "setting"): (
        gettext_lazy("You work in the same kind of place: %(what)s"),
        gettext_lazy("You work in the same kind of place: %(what)s"),
        gettext_lazy("They work in the same kind of place"),
    ),
    ("same", "goals"): (
        gettext_lazy("Can help with a goal of yours: “%(what)s”"),
        gettext_lazy("Has a goal that you can help with: “%(what)s”"),
        gettext_lazy("The mentor can help with a goal that the learner has"),
    ),
    ("same", "topics"): (
        gettext_lazy("You both chose the topic “%(what)s”"),
        gettext_lazy("You both chose the topic “%(what)s”"),
        gettext_lazy("Both chose the same topic"),
    ),
    ("different", "specialty"): (
        gettext_lazy("Brings experience of another field than yours"),
        gettext_lazy("Works in another field than you"),
        gettext_lazy("They work in different fields"),
    ),
    ("different", "profession"): (
        gettext_lazy("Brings the view of another profession"),
        gettext_lazy("Is of another profession than you"),
        gettext_lazy("They are of different professions"),
    ),
    ("different", "setting"): (
        gettext_lazy("Knows another kind of place than yours"),
        gettext_lazy("Works in another kind of place than you"),
        gettext_lazy("They work in different kinds of place"),
    ),
}


def _within(what: str) -> str:
    """An answer in the midst of a sentence. "Mental health" loses its capital there, "ENT" and German nouns do not."""
    english = (get_language() or "en").startswith("en")
    return what[0].lower() + what[1:] if english and what[1:2].islower() else what


# Why not.

# Which of the three it was nobody is told: each was promised that nobody sees it.
_CONFIDED = gettext_lazy(
    "What was told in confidence keeps them apart: a team, a line, or whom somebody would rather not meet."
)

_OBSTACLES: Mapping[str, object] = {
    "excluded": _CONFIDED,
    "team": _CONFIDED,
    "line": _CONFIDED,
    "forbidden": gettext_lazy("A facilitator decided that they are never matched."),
    "language": gettext_lazy("They share no language."),
    "slots": gettext_lazy("They share too few free times, in at least one of the weeks."),
    "no_capacity": gettext_lazy("%(mentor)s had no free place, or took nobody, when this was made."),
    "left": gettext_lazy("One of them no longer takes part."),
    "full": gettext_lazy("%(mentor)s has fewer free places now."),
}


def answer(given: Answer, names: Names) -> list[str]:
    """Why a learner is not with a mentor, in a few sentences."""
    known = _Named(names)
    who = {"learner": known[given.learner_id], "mentor": known[given.mentor_id], "own": known[given.own_id]}
    if given.why == matching.WhyNot.RULE.value:
        told = [str(_OBSTACLES.get(name, _("A rule keeps them apart."))) % who for name in given.obstacles]
        return list(dict.fromkeys(told))
    others = _list(given.instead, known)
    first = str(_WHY_NOT.get(given.why, _WHY_NOT["for_the_whole"])) % who
    return [first, _("With %(mentor)s are: %(others)s.") % {**who, "others": others}] if others else [first]


_WHY_NOT: Mapping[str, object] = {
    "matched": gettext_lazy("They are matched with each other."),
    "pinned": gettext_lazy("A facilitator keeps %(learner)s with %(own)s."),
    "prefers_own": gettext_lazy("%(own)s fits better what %(learner)s looks for, or drew the better lot."),
    "came_first": gettext_lazy(
        "Others came first: each of them fits better what %(mentor)s offers, or drew the better lot."
    ),
    "for_the_whole": gettext_lazy(
        "The two would suit each other. Together, though, fewer people would be placed, or less well on the whole."
    ),
}

_UNPLACED: Mapping[str, object] = {
    matching.Unplaced.NO_PLACES.value: gettext_lazy("No mentor has a free place."),
    matching.Unplaced.RULES.value: gettext_lazy("The rules allow none of the mentors with a free place."),
    matching.Unplaced.ALL_TAKEN.value: gettext_lazy("Every mentor whom the rules allow is full."),
    "no_times": gettext_lazy("Has not said when they are free, and the rules ask for shared times."),
    "no_languages": gettext_lazy("Has not said which languages they speak, and the rules ask for a shared one."),
}


def unplaced(names: Sequence[str]) -> str:
    """Why somebody has no mentor, for facilitators."""
    return " ".join(str(_UNPLACED[name]) for name in names if name in _UNPLACED)


def still_waiting(name: str) -> str:
    """The same for the learner."""
    told = {
        matching.Unplaced.NO_PLACES.value: _("No mentor has a free place just now."),
        matching.Unplaced.RULES.value: _(
            "No mentor here shares your language and your hours, and works outside your team and your line."
        ),
        matching.Unplaced.ALL_TAKEN.value: _("Every mentor who would fit you is full for now."),
        "no_times": _("You have told no free times, and this course asks for shared ones."),
        "no_languages": _("You have told no language, and this course asks for a shared one."),
    }
    return told.get(name, "")


def not_in_it() -> str:
    return _("One of the two was not part of this matching.")


# What stands in the way.


def nobody_to_match(seen: Lookout) -> str:
    """What is missing before anybody can be matched; empty where nothing is."""
    if not seen.learners:
        return _("Nobody looks for a mentor just now, so there is nothing to match.")
    if not seen.mentors:
        return _("No mentor takes learners just now. Invite alumni, or ask those who have paused.")
    if not seen.places:
        told = ngettext(
            "The one mentor is full. Ask them whether they take one more, or invite another.",
            "All %(n)d mentors are full. Ask whether some take one more, or invite others.",
            seen.mentors,
        )
        return told % {"n": seen.mentors}
    return ""


def is_under_way(name: str) -> str:
    if not name:
        return _("Another matching is under way. Wait for it, or cancel it first.")
    return _("%(name)s has a matching under way. Wait for it, or cancel it first.") % {"name": name}


def is_published(name: str, at: datetime | None, tz: ZoneInfo) -> str:
    told = {"name": name or _("Somebody"), "when": _moment(at, tz)}
    return _("%(name)s published this matching on %(when)s. Nothing was done twice.") % told


def is_older(name: str, at: datetime | None, tz: ZoneInfo) -> str:
    told = {"name": name or _("Somebody"), "when": _moment(at, tz)}
    return _("%(name)s published another matching on %(when)s, and this preview is older. Make it anew.") % told


def out_of_date(changed: str) -> str:
    """``changed`` is "people" or "rules"."""
    if changed == "rules":
        return _("The rules, or the weeks that they speak of, have changed since this preview. Make it anew.")
    return _("People or decisions have changed since this preview was made. Make it anew.")


def _moment(at: datetime | None, tz: ZoneInfo) -> str:
    if at is None:
        return "–"
    local = at.astimezone(tz)
    told = {"date": formats.date_format(local, "j F"), "time": local.strftime("%H:%M")}
    return _("%(date)s at %(time)s") % told


_PROBLEMS: Mapping[str, object] = {
    "fault": gettext_lazy("Something went wrong on our side, and nothing was changed. Please try again in a while."),
    "stopped": gettext_lazy("Nothing was heard of it for ten minutes, so it counts as stopped. Start it again."),
    "not_published": gettext_lazy("It could not be published when it was due. Make it anew and look at it."),
    "same_id_twice": gettext_lazy("Somebody is listed twice: %(who)s."),
    "id_out_of_range": gettext_lazy("These accounts cannot be matched: %(who)s. Ask whoever runs this site."),
    "negative_capacity": gettext_lazy("Fewer than no places: %(who)s. Ask them to look at what they offer."),
    "unknown_zone": gettext_lazy("Nobody knows the time zone “%(what)s”. Ask them to choose another: %(who)s."),
    "empty_rota": gettext_lazy("A rota without any week: %(who)s. Ask them to fill in when they are free."),
    "no_span": gettext_lazy("The rules ask for shared times, but not over how many weeks. Set it in the settings."),
    "slots_out_of_range": gettext_lazy(
        "%(what)s shared times a week are more than a week has. Change it in the settings."
    ),
    "weight_out_of_range": gettext_lazy("A wish counts too much or too little: %(what)s. Change it in the settings."),
    "wished_twice": gettext_lazy("The settings wish twice for the same: %(what)s. Remove one of the two."),
    "delta_out_of_range": gettext_lazy("What somebody may lose is a share from 0 to 100 %%, not %(what)s."),
    "pinned_and_forbidden": gettext_lazy(
        "Kept together and never to be matched at once: %(who)s. Undo one of the two."
    ),
    "pinned_and_excluded": gettext_lazy(
        "%(who)s cannot be kept with the mentor chosen for them: what was said in confidence forbids it. Undo it."
    ),
    "pinned_twice": gettext_lazy("Kept with two mentors at once: %(who)s. Undo one of the two."),
    "pinned_over_capacity": gettext_lazy(
        "More learners are kept with %(who)s than they have free places. Undo one, or ask for another place."
    ),
    "pinned_unknown": gettext_lazy("Two people are kept together of whom one takes part no longer: %(who)s. Undo it."),
}


def problem(found: Problem, names: Names) -> str:
    """Why a run came to nothing, with who or what it is about."""
    told = _PROBLEMS.get(found.kind, _PROBLEMS["fault"])
    return str(told) % {"who": _list(found.who, _Named(names)), "what": found.what}


_MOST_NAMES = 10


class _Named:
    """Names by user id; "somebody" for those who are gone."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def __getitem__(self, user_id: int | None) -> str:
        return self._names.get(user_id or 0) or _("somebody")


def _list(user_ids: Sequence[int], names: _Named) -> str:
    shown = [names[user_id] for user_id in user_ids[:_MOST_NAMES]]
    more = len(user_ids) - len(shown)
    if more:
        shown.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return get_text_list(shown, _("and")) if shown else ""


# For anyone who checks.


def how_to_check(name: str) -> str:
    """How to recheck a run with what its file holds, in the reader's language."""
    if name == matching.Mode.FAIR.value:
        return _(
            "A full mentor is in “cutoffs” with the points and the lot of the learner held least dear. It is fair when "
            "no learner who would rather have a mentor reaches what that mentor asks for. Lots follow from the "
            "seed. Points are those of the wishes in “plan”."
        )
    return _(
        "The same people, plan and seed give the same placements. Points are those of the wishes in “plan”; “total” is "
        "their sum over both sides."
    )
