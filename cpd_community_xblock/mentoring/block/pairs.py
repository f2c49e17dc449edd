"""What the pages of two people, and of those who are to become two, are made from."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.utils import formats
from django.utils.translation import gettext as _

from cpd_community_xblock.confidentiality.data import Review
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import News
from cpd_community_xblock.core import calendar
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.core.forms import CommunityForm
from cpd_community_xblock.host import Host
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.mentoring import choices, rules, wording
from cpd_community_xblock.mentoring.api import asking, endings, partnerships, people, reporting, talking, waiting
from cpd_community_xblock.mentoring.data import Availability, Participant, Partnership, Profile, Side, State, Way
from cpd_community_xblock.mentoring.forms import partnerships as forms
from cpd_community_xblock.mentoring.matching import data as matching

Context = dict[str, Any]

MEETING_WEEKS = 2
"""This week and the next: what people can put in their diaries now."""
TIMES_ON_CARD = 3
MOST_NEW = 200
"""New messages that stand open at most: any before them are asked for."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which both are free, and from when until when, in the reader's own time."""

    label: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody as the other one may see them, and why the two fit."""

    name: str
    profile: Profile | None
    reasons: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    user_id: int | None = None
    pair: Partnership | None = None
    unread: int = 0
    is_asked: bool = False
    """Whether the reader has still to say how it was."""

    @property
    def work(self) -> str:
        told = self.profile
        chosen = (told.profession, told.specialty, told.setting) if told else ()
        return " · ".join(choices.label(choice) for choice in chosen if choice)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that has come of a partnership and that its reader has not come across yet."""

    kind: str
    name: str
    pair: Partnership
    at: datetime
    count: int = 1


@dataclass(frozen=True)
class Pairs:
    """What the block knows of someone's partnerships when they come in.

    ``weeks`` are those that a partnership is meant to last. ``html_id`` begins every id in the page, so that two blocks
    never meet there.
    """

    host: Host
    space_id: int
    course_key: Any
    member: Member
    now: datetime
    terms: rules.Terms
    weeks: int
    html_id: str
    look: Callable[..., Review]

    # What is read once.

    @cached_property
    def mine(self) -> list[Partnership]:
        return partnerships.mine(space_id=self.space_id, user_id=self.member.user_id)

    @cached_property
    def _as_learner(self) -> Participant | None:
        return people.participant(space_id=self.space_id, user_id=self.member.user_id, side=Side.LEARNER)

    @cached_property
    def _as_mentor(self) -> Participant | None:
        return people.participant(space_id=self.space_id, user_id=self.member.user_id, side=Side.MENTOR)

    @property
    def offers(self) -> bool:
        """Whether somebody offers to mentor."""
        return self._as_mentor is not None

    @cached_property
    def _unread(self) -> Mapping[int | None, int]:
        return {thread_id: item.count for thread_id, item in self._news.items()}

    @cached_property
    def _news(self) -> Mapping[int | None, News]:
        return {item.thread_id: item for item in conversation.news(space_id=self.space_id, member=self.member)}

    @cached_property
    def _names(self) -> Mapping[int, str]:
        ids = {pair.other_id for pair in self.mine} - {None}
        return self.names(id_ for id_ in ids if id_ is not None)

    def names(self, user_ids: Iterable[int]) -> Mapping[int, str]:
        return {id_: person.display_name for id_, person in self.host.people(user_ids).items()}

    @property
    def own_names(self) -> list[str]:
        """What this person and the other ones of their partnerships are called."""
        me = self.member.user_id
        return [*self._names.values(), *self.names([me]).values()]

    def name_of(self, pair: Partnership) -> str:
        return self._names.get(pair.other_id or 0) or nobody()

    # A learner's page.

    def mentor_page(self) -> Context:
        current = next((pair for pair in self.mine if pair.side is Side.LEARNER and pair.state.is_current), None)
        me = self._as_learner
        if current is not None and current.state is State.ACTIVE:
            return {"standing": "together", **self.together(current), "past": self._past(Side.LEARNER)}
        # What the page is about needs no line above it.
        lines = [line for line in self._lines() if line.pair is not current]
        about: Context = {"lines": lines, "answers": self._answers(), "past": self._past(Side.LEARNER)}
        if current is not None:
            [card] = self._cards([current], Side.LEARNER)
            return {
                **about,
                "standing": "proposal" if current.awaits_you else "request",
                "card": card,
                **self._next(current),
            }
        if me is None:
            return {**about, "standing": "told_nothing"}
        if me.waiting_since is None:
            return {**about, "standing": "not_looking"}
        return {**about, **self._looking(me)}

    def _next(self, pair: Partnership) -> Context:
        names = self.names(pair.then) if pair.then else {}
        looking = waiting.looking(space_id=self.space_id, user_id=self.member.user_id)
        return {
            "next_names": [names[id_] for id_ in pair.then if id_ in names],
            "goes_on": bool(looking and looking.is_on_list),
        }

    def _looking(self, me: Participant) -> Context:
        looks: Context = {"since": me.waiting_since, "way": self.terms.way}
        is_published = waiting.is_published(space_id=self.space_id)
        if self.terms.way is Way.RUN:
            if not is_published:
                return {**looks, "standing": "run"}
            return {**looks, "standing": "list", **self._why_nobody()}
        cards = self._suggestions(me)
        is_on_list = self._is_on_list(is_published)
        if not cards and not is_on_list:
            waiting.look(space_id=self.space_id, user_id=self.member.user_id, now=self.now, on_list=True)
            is_on_list = True
        if not cards:
            return {**looks, "standing": "list", **self._why_nobody()}
        others = " ".join(str(card.user_id) for card in cards)
        return {**looks, "standing": "suggestions", "cards": cards, "others": others, "is_on_list": is_on_list}

    def _is_on_list(self, is_published: bool) -> bool:
        if rules.tries_list(self.terms, published=int(is_published)):
            return True
        looking = waiting.looking(space_id=self.space_id, user_id=self.member.user_id)
        return looking is not None and looking.is_on_list

    def _why_nobody(self) -> Context:
        """What the last run found in the way, or else what is now."""
        looking = waiting.looking(space_id=self.space_id, user_id=self.member.user_id)
        why = looking.why if looking else ""
        if not why:
            me = {"space_id": self.space_id, "learner_id": self.member.user_id}
            why = asking.why_nobody(**me, terms=self.terms, now=self.now)
        return {"why": why, "why_words": wording.still_waiting(why)}

    def _suggestions(self, me: Participant) -> list[Card]:
        found = asking.suggest(space_id=self.space_id, learner_id=self.member.user_id, terms=self.terms, now=self.now)
        ids = [item.mentor_id for item in found]
        if not ids:
            return []
        names = self.names(ids)
        told = self._told(Side.MENTOR, ids)
        return [
            Card(
                user_id=item.mentor_id,
                name=names[item.mentor_id],
                profile=told[item.mentor_id],
                reasons=_sentences(item.reasons, Side.LEARNER),
                days=self._days(me.profile, told[item.mentor_id])[:TIMES_ON_CARD],
            )
            for item in found
            if item.mentor_id in names and item.mentor_id in told
        ]

    # A mentor's page.

    def mentees_page(self) -> Context:
        me = self._as_mentor
        current = [pair for pair in self.mine if pair.side is Side.MENTOR and pair.state.is_current]
        cards = self._cards(sorted(current, key=lambda pair: (pair.proposed_at, pair.id)), Side.MENTOR)
        by_standing = {
            "asked": [card for card in cards if card.pair and card.pair.awaits_you],
            "accepted": [
                card for card in cards if card.pair and card.pair.state is State.PROPOSED and not card.pair.awaits_you
            ],
            "active": [card for card in cards if card.pair and card.pair.state is State.ACTIVE],
        }
        capacity = me.profile.capacity if me else 0
        own = next((pair for pair in self.mine if pair.side is Side.LEARNER and pair.state.is_current), None)
        return {
            "me": me,
            # Whoever waits for an answer has a card.
            "lines": [line for line in self._lines() if line.kind not in {"asked", "proposed"}],
            "answers": self._answers(),
            **by_standing,
            "capacity": capacity,
            "free": max(capacity - len(current), 0),
            # Whoever completes the course while a request of theirs waits has no other page to see to it.
            "own": self._cards([own], Side.LEARNER)[0] if own else None,
            "past": self._past(Side.MENTOR),
        }

    # Two people.

    def together_page(self, partnership_id: int | None) -> Context:
        """The partnership that was asked for, or the one that there is."""
        active = [pair for pair in self.mine if pair.state is State.ACTIVE]
        wanted = (
            [pair for pair in self.mine if pair.id == partnership_id and pair.began_at]
            if partnership_id
            else active[:1]
        )
        if not wanted:
            raise NotFound
        return self.together(wanted[0], goes_back=True)

    def together(self, pair: Partnership, *, goes_back: bool = False) -> Context:
        [card] = self._cards([pair], pair.side or Side.LEARNER)
        lines = [line for line in self._lines() if line.pair.id != pair.id or line.kind == "active"]
        answers = self._answers()
        unread = self._unread.get(pair.thread_id, 0) if pair.thread_id else 0
        said = talking.messages(
            space_id=self.space_id,
            partnership_id=pair.id,
            reader=self.member,
            most=min(max(unread, talking.MOST_SHOWN), MOST_NEW),
        )
        theirs = [post.id for post in said.posts if not post.byline.is_you]
        self._come_across(pair)
        is_active = pair.state is State.ACTIVE
        return {
            "pair": pair,
            "card": card,
            "about": replace(card, days=()),
            "goes_back": goes_back and not (is_active and pair.side is Side.LEARNER),
            "lines": lines,
            "answers": answers,
            "is_active": is_active,
            "is_away": is_active and not self._is_there(pair.other_id),
            "said": said,
            "unread": unread,
            "new_from": theirs[-unread:][0] if unread and theirs else None,
            "lasts_until": self._lasts_until(pair),
            "say_form": self.say_form(pair) if is_active else None,
        }

    def _lasts_until(self, pair: Partnership) -> datetime | None:
        return pair.began_at + timedelta(weeks=self.weeks) if pair.began_at else None

    def _is_there(self, user_id: int | None) -> bool:
        """Whether the other one still takes the course."""
        if user_id is None or user_id not in self._names:
            return False
        standing = self.host.standing(user_id=user_id, course_key=self.course_key)
        return standing.takes_part

    def _come_across(self, pair: Partnership) -> None:
        """What stands on the page is new no more."""
        if pair.is_unseen or pair.is_mailed:
            partnerships.mark_seen(space_id=self.space_id, user_id=self.member.user_id, partnership_ids=[pair.id])
        if pair.thread_id in self._unread:
            conversation.mark_seen(space_id=self.space_id, member=self.member, now=self.now, thread_id=pair.thread_id)

    # Forms.

    def say_form(self, pair: Partnership, data: Any = None) -> forms.MessageForm:
        return forms.MessageForm(
            data,
            look=self.look,
            initial={"partnership": pair.id, "token": str(uuid4())},
            auto_id=f"{self.html_id}-say-{pair.id}-%s",
        )

    def ask_form(self, data: Any = None, *, initial: Context | None = None) -> forms.AskForm:
        """The form to ask a mentor. Raises ``NotFound`` for whom this learner may not ask: it would tell their name."""
        asked = forms.ids_of(str((data if data is not None else initial or {}).get("mentor") or ""))[:1] or [0]
        asking.require_askable(
            space_id=self.space_id, learner_id=self.member.user_id, mentor_id=asked[0], terms=self.terms, now=self.now
        )
        name = self.names(asked).get(asked[0], "")
        return forms.AskForm(
            data,
            look=partial(self.look, names=[name]),
            initial={"goes_on": True, **(initial or {})},
            context={"name": name, "expires_at": self.terms.expires(self.now)},
            auto_id=f"{self.html_id}-ask-{asked[0]}-%s",
        )

    def goals_form(self, pair: Partnership, data: Any = None) -> forms.GoalsForm:
        initial = {
            "partnership": pair.id,
            "version": pair.goals_version,
            "base": pair.goals,
            "goals": pair.goals,
        }
        return forms.GoalsForm(data, look=self.look, initial=initial, **self._about(pair, "goals"))

    def end_form(self, pair: Partnership, data: Any = None) -> forms.EndForm:
        initial = {"partnership": pair.id, "looks_on": True}
        return forms.EndForm(data, initial=initial, **self._about(pair, "end"))

    def report_form(self, pair: Partnership, data: Any = None) -> forms.ReportForm:
        return forms.ReportForm(data, look=self.look, initial={"partnership": pair.id}, **self._about(pair, "report"))

    def change_form(self, post_id: int, data: Any = None) -> forms.ChangeForm:
        post = talking.own(space_id=self.space_id, author=self.member, post_id=post_id)
        return forms.ChangeForm(
            data,
            look=self.look,
            initial={"post": post.id, "body": post.body},
            auto_id=f"{self.html_id}-change-{post.id}-%s",
        )

    def answer_form(self, data: Any = None, *, initial: Context | None = None) -> forms.AnswerForm:
        answered = forms.ids_of(str((data if data is not None else initial or {}).get("report") or ""))
        return forms.AnswerForm(
            data,
            look=self.look,
            initial=initial,
            auto_id=f"{self.html_id}-answer-{answered[0] if answered else 0}-%s",
        )

    def form_about(self, pair: Partnership, do: str) -> CommunityForm:
        match do:
            case "end":
                return self.end_form(pair)
            case "report":
                return self.report_form(pair)
            case "goals":
                return self.goals_form(pair)
            case "complete":
                return forms.CompleteForm(initial={"partnership": pair.id}, **self._about(pair, "complete"))
        raise NotFound

    def pair(self, partnership_id: int) -> Partnership:
        return partnerships.one(space_id=self.space_id, partnership_id=partnership_id, user_id=self.member.user_id)

    def _about(self, pair: Partnership, do: str) -> Context:
        context = {"pair": pair, "name": self.name_of(pair)}
        return {"context": context, "auto_id": f"{self.html_id}-{do}-{pair.id}-%s"}

    # What is shown of somebody.

    def _cards(self, found: Sequence[Partnership], side: Side) -> list[Card]:
        """The other ones of these partnerships, seen from a side. The number of queries does not depend on theirs."""
        told = self._told(side.other, [pair.other_id for pair in found if pair.other_id is not None])
        me = self._as_learner if side is Side.LEARNER else self._as_mentor
        return [
            Card(
                user_id=pair.other_id,
                name=self.name_of(pair),
                profile=(profile := told.get(pair.other_id or 0)),
                reasons=_sentences(pair.reasons, side),
                days=self._days(me.profile, profile) if me and profile else (),
                pair=pair,
                unread=self._unread.get(pair.thread_id, 0) if pair.thread_id else 0,
            )
            for pair in found
        ]

    def _told(self, side: Side, user_ids: Collection[int]) -> dict[int, Profile]:
        if not user_ids:
            return {}
        found = people.participants(space_id=self.space_id, side=side, user_ids=user_ids)
        return {who.user_id: who.profile for who in found}

    def _days(self, mine: Profile, theirs: Profile) -> tuple[Day, ...]:
        """When both are free, this week and the next, by days in the reader's zone."""
        rotas = rules.rota(mine.availability), rules.rota(theirs.availability)
        if rotas[0] is None or rotas[1] is None:
            return ()
        tz = calendar.zone(self._zone(mine.availability))
        today = self.now.astimezone(tz).date()
        span = matching.Span(today - timedelta(days=today.weekday()), MEETING_WEEKS)
        local = [
            (start.astimezone(tz), end.astimezone(tz))
            for start, end in rules.shared_times(rotas[0], rotas[1], span, now=self.now)
        ]
        return tuple(
            Day(
                label=formats.date_format(day, "l j F"),
                times=tuple(f"{start:%H:%M}–{end:%H:%M}" for start, end in times),
            )
            for day, times in groupby(local, key=lambda item: item[0].date())
        )

    def _zone(self, availability: Availability) -> str:
        return self.member.time_zone or availability.time_zone

    def _past(self, side: Side) -> list[Card]:
        found = [pair for pair in self.mine if pair.side is side and pair.began_at and not pair.state.is_current]
        about = {"space_id": self.space_id, "user_id": self.member.user_id}
        asked = endings.to_answer(**about, partnership_ids=[pair.id for pair in found]) if found else ()
        return [
            Card(name=self.name_of(pair), profile=None, user_id=pair.other_id, pair=pair, is_asked=pair.id in asked)
            for pair in found
        ]

    # What is new.

    def _lines(self) -> list[Line]:
        found = [Line(_kind(pair), self.name_of(pair), pair, pair.last_at) for pair in self.mine if pair.is_unseen]
        for pair in self.mine:
            if pair.thread_id in self._unread and pair.thread_id is not None:
                news = self._news[pair.thread_id]
                found.append(Line("message", self.name_of(pair), pair, news.at, news.count))
        return found

    def _answers(self) -> list[Any]:
        return reporting.answers(space_id=self.space_id, user_id=self.member.user_id)


def _kind(pair: Partnership) -> str:
    """What has come of it, seen from one side: ``asked`` and ``proposed`` are to be answered."""
    if pair.state is State.PROPOSED:
        if not pair.awaits_you:
            return "accepted_first"
        return "asked" if pair.accepted else "proposed"
    return pair.state.value


def _sentences(reasons: Iterable[str], side: Side) -> tuple[str, ...]:
    return tuple(filter(None, (wording.reason(key, side) for key in reasons)))


def nobody() -> str:
    """What stands in the place of a name that there is no more."""
    return _("A former member")
