"""What all pages of the mentoring block stand on: the author's settings, and who came in."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from web_fragments.fragment import Fragment
from webob import Response
from xblock.fields import Boolean, Dict, Integer, List, Scope, String

from cpd_community_xblock.confidentiality.block import GuardedBlock
from cpd_community_xblock.core.data import Admission
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.mentoring import choices, rules, settings_form
from cpd_community_xblock.mentoring.api import alumni, due, programme
from cpd_community_xblock.mentoring.data import Milestone, Side, Way
from cpd_community_xblock.mentoring.matching import data as matching

PAGE = "mentoring/_page.html"

Context = dict[str, Any]
Page = Callable[[Context], Context]

_LEARNERS_WISH = {
    "profession": {"relation": "same", "weight": 40},
    "specialty": {"relation": "same", "weight": 40},
    "setting": {"relation": "different", "weight": 20},
    "topics": {"relation": "same", "weight": 60},
    "goals": {"relation": "same", "weight": 80},
}
_MENTORS_WISH = {
    "profession": {"relation": "same", "weight": 20},
    "specialty": {"relation": "same", "weight": 20},
    "setting": {"relation": "same", "weight": 0},
    "topics": {"relation": "same", "weight": 60},
    "goals": {"relation": "same", "weight": 60},
}


class MentoringBase(GuardedBlock):
    """The fields of the mentoring block, read with patience: OLX can hold what the editor would not take."""

    kind: ClassVar[str] = "cpd_mentoring"
    title: ClassVar[Any] = gettext_lazy("Mentoring")
    styles_on_sight: ClassVar[tuple[tuple[str, str], ...]] = ((".cpd-tell", "telling"),)
    settings_form = settings_form.MentoringSettingsForm
    elements: ClassVar[tuple[str, ...]] = ("cpd-form", "cpd-time")
    elements_on_sight: ClassVar[tuple[str, ...]] = (
        "cpd-draft",
        "cpd-grid",
        "cpd-pick",
        "cpd-poll",
        "cpd-slide",
        "cpd-try",
    )
    show_in_read_only_mode = True
    has_score = False

    display_name = String(scope=Scope.settings, default="Mentoring")
    way = String(scope=Scope.settings, default=Way.BOTH.value)
    alumni_runs = List(scope=Scope.settings, default=[], xml_node=True)
    completes_by = String(scope=Scope.settings, default=Milestone.TOLD.value)
    weeks = Integer(scope=Scope.settings, default=12)
    request_hours = Integer(scope=Scope.settings, default=72)
    shared_language = Boolean(scope=Scope.settings, default=True)
    not_same_team = Boolean(scope=Scope.settings, default=True)
    shared_slots = Integer(scope=Scope.settings, default=1)
    professions = List(scope=Scope.settings, default=[], xml_node=True)
    specialties = List(scope=Scope.settings, default=[], xml_node=True)
    work_settings = List(scope=Scope.settings, default=[], xml_node=True)
    languages = List(scope=Scope.settings, default=[], xml_node=True)
    topics = List(scope=Scope.settings, default=[], xml_node=True)
    goals = List(scope=Scope.settings, default=[], xml_node=True)
    learner_wishes = Dict(scope=Scope.settings, default=_LEARNERS_WISH)
    mentor_wishes = Dict(scope=Scope.settings, default=_MENTORS_WISH)

    # What the author set.

    def settings_context(self) -> dict[str, Any]:
        return {**super().settings_context(), "course_key": str(self.course_key)}

    def settings(self) -> dict[str, Any]:
        wishes = [settings_form.wish_fields(self.wishes_field(side), side) for side in Side]
        return {**super().settings(), **wishes[0], **wishes[1]}

    def wishes_field(self, side: Side) -> dict[str, Any]:
        given = self.learner_wishes if side is Side.LEARNER else self.mentor_wishes
        return {name: wish for name, wish in (given or {}).items() if isinstance(wish, dict)}

    @property
    def offered(self) -> Mapping[str, tuple[str, ...]]:
        """What people choose from, by the name of the profile's field."""
        usual = {
            "profession": (self.professions, choices.professions),
            "specialty": (self.specialties, choices.specialties),
            "setting": (self.work_settings, choices.settings),
            "languages": (self.languages, choices.languages),
            "topics": (self.topics, choices.topics),
            "goals": (self.goals, choices.goals),
        }
        return {name: _choices(given) or default() for name, (given, default) in usual.items()}

    @property
    def chosen_way(self) -> Way:
        return Way(self.way) if self.way in list(Way) else Way.BOTH

    @property
    def milestone(self) -> Milestone:
        return Milestone(self.completes_by) if self.completes_by in list(Milestone) else Milestone.TOLD

    def pair_rules(self) -> matching.Rules:
        """The author's rules and wishes, for a partnership that begins in the coming week."""
        kept = {name: getattr(self, name) for name in settings_form.RULES}
        wishes = {f"{side.value}_wishes": self.wishes_field(side) for side in Side}
        return rules_of({**kept, **wishes}, today=self.now.date())

    @property
    def lasting(self) -> int:
        """The weeks that a partnership is meant to last."""
        return _between(self.weeks, settings_form.MIN_WEEKS, settings_form.MAX_WEEKS)

    @property
    def hours(self) -> int:
        """Those that people have to answer a request or a proposal."""
        return _between(self.request_hours, settings_form.MIN_HOURS, settings_form.MAX_HOURS)

    @property
    def terms(self) -> rules.Terms:
        return rules.Terms(rules=self.pair_rules(), hours=self.hours, way=self.chosen_way)

    def store(self, checked: dict[str, Any]) -> None:
        super().store(checked)
        if self.course_key.is_course:
            programme.keep_terms(space_id=self.space.id, terms=self.terms)

    def keep_alumni_runs(self) -> None:
        """The rows that the platform's events are looked up in, as the author has it now."""
        if self.course_key.is_course:
            alumni.keep_runs(space_id=self.space.id, course_keys=[str(key) for key in self.alumni_runs or ()])

    # Who came in.

    @cached_property
    def member(self) -> Member:
        if self.visitor.user_id is None or self.standing is None:
            raise NotFound
        return members.member(
            user_id=self.visitor.user_id,
            course_key=str(self.course_key),
            standing=self.standing,
            time_zone=self.visitor.time_zone,
        )

    @property
    def zone(self) -> str:
        return self.member.time_zone if self.admission in {Admission.MEMBER, Admission.LOOKING_AS} else ""

    @property
    def side(self) -> Side | None:
        """The side that the visitor is on; None for the course's staff."""
        if self.member.is_staff:
            return None
        return Side.MENTOR if self._is_alumnus else Side.LEARNER

    @cached_property
    def _is_alumnus(self) -> bool:
        if self.admission is not Admission.MEMBER:
            return False
        self.keep_alumni_runs()
        return alumni.recognise(space_id=self.space.id, user_id=self.member.user_id, now=self.now)

    @property
    def may_write(self) -> bool:
        """Staff who look as a learner see what the page is like and none of what the learner told."""
        return self.admission is Admission.MEMBER

    # Pages.

    def _fragment(self, html: str, *, styles: tuple[str, ...] = ()) -> Fragment:
        """The pages of facilitators and those of everyone else have little in common."""
        is_facilitator = self.admission is Admission.MEMBER and self.member.is_staff
        return super()._fragment(html, styles=("facilitating" if is_facilitator else "mentoring", *styles))

    def pages(self) -> dict[str, Page]:
        """The pages that this visitor has, by name, the first one first. Each makes what its partial needs."""
        raise NotImplementedError

    def page_answer(self, *, notice: str = "", **asked: Any) -> Response:
        return self.html(PAGE, {**self.page_context(asked), "notice": notice})

    def page_context(self, asked: Context) -> Context:
        # Whoever comes first after the moment of something brings it about, and sees what came of it.
        if self.may_write:
            due.see_to(space_id=self.space.id, terms=self.terms, clock=self.host.now)
        if self.may_write and self.member.is_staff:
            self.keep_alumni_runs()
        pages = self.pages()
        view = asked["view"] if asked.get("view") in pages else next(iter(pages))
        rules = self.pair_rules()
        asks = {"asks_times": rules.shared_slots > 0, "asks_language": rules.shared_language}
        return {"view": view, "tabs": list(pages), "member": self.member, **asks, **pages[view](asked)}


def rules_of(values: Mapping[str, Any], *, today: date) -> matching.Rules:
    """Rules and wishes from a block's fields or from its settings form, for a partnership that begins next week."""
    slots = _between(values["shared_slots"], 0, settings_form.MAX_SHARED_SLOTS)
    weeks = _between(values["weeks"], settings_form.MIN_WEEKS, settings_form.MAX_WEEKS)
    return matching.Rules(
        shared_language=bool(values["shared_language"]),
        shared_slots=slots,
        span=matching.Span(monday=rules.coming_monday(today), weeks=weeks) if slots else None,
        not_same_team=bool(values["not_same_team"]),
        learner_wishes=_wishes(values["learner_wishes"]),
        mentor_wishes=_wishes(values["mentor_wishes"]),
    )


def _wishes(given: Mapping[str, Any]) -> tuple[matching.Wish, ...]:
    wishes = []
    for field in matching.Field:
        wish = given.get(field.value, {})
        weight = _between(wish.get("weight", 0), 0, matching.MOST_WEIGHT)
        relation = wish.get("relation")
        known = matching.Relation(relation) if relation in list(matching.Relation) else matching.Relation.SAME
        if weight:
            wishes.append(matching.Wish(field, known, weight))
    return tuple(wishes)


def _choices(given: Any) -> tuple[str, ...]:
    """What the editor would have taken of a list: as many, none too long for where an answer is kept, and no blank."""
    named = (str(choice).strip()[: settings_form.LONGEST_CHOICE] for choice in given or ())
    return tuple(islice(dict.fromkeys(filter(None, named)), settings_form.MAX_CHOICES))


def _between(given: Any, least: int, most: int) -> int:
    try:
        return min(max(int(given), least), most)
    except (TypeError, ValueError, OverflowError):
        return least


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
