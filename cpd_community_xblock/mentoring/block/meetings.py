"""What two people do beside talking: they meet, keep a log of it, and say at the end how it was."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from webob import Response

from cpd_community_xblock.core import calendar
from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Permission
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.core.forms import asked as in_query
from cpd_community_xblock.core.forms import posted
from cpd_community_xblock.mentoring.api import between, check_ins, endings, log, meetings, partnerships
from cpd_community_xblock.mentoring.block.base import Context, MentoringBase
from cpd_community_xblock.mentoring.data import Answers, Logged, Meeting, MeetingState, Partnership, State
from cpd_community_xblock.mentoring.forms import meetings as forms

USUAL_MINUTES = 45
LATEST_ENTRIES = 2
"""Confirmed entries that stand open, beside those that wait; those before them are folded away."""


class MeetingPages(MentoringBase):
    """Meetings, the log of them, a question after a silence and three at the end: parts of the page of two people."""

    def page_context(self, asked: Context) -> Context:
        context = super().page_context(asked)
        if not self.may_write:
            return context
        if context["view"] == "pairs" and self.member.is_staff:
            return {**context, **self._for_facilitators()}
        if context["view"] == "mentees":
            return {**context, "awaiting": self._awaiting(context.get("active", []))}
        pair = context.get("pair")
        if not isinstance(pair, Partnership) or pair.side is None or not pair.began_at:
            return context
        return {**context, **self._beside_talking(pair)}

    def _for_facilitators(self) -> Context:
        """What ``_endings`` shows: numbers, and words without names."""
        return {
            "endings": endings.summary(space_id=self.space.id),
            "quiet": check_ins.quiet(space_id=self.space.id, now=self.now),
        }

    def _awaiting(self, cards: Iterable[Any]) -> Mapping[int, int]:
        """How many meetings and entries wait for this member, by partnership."""
        ids = [card.pair.id for card in cards]
        if not ids:
            return {}
        return between.waiting(space_id=self.space.id, user_id=self.member.user_id, partnership_ids=ids, now=self.now)

    def _beside_talking(self, pair: Partnership) -> Context:
        """What ``_meetings``, ``_log``, ``_check_in`` and ``_ending_form`` show."""
        about = self._in_pair(pair.id)
        is_active = pair.state is State.ACTIVE
        entries = [self._entry_item(one, pair) for one in log.logged(**about)]
        settled = [item for item in entries if item["entry"].is_confirmed][LATEST_ENTRIES:]
        coming = meetings.upcoming(**about, now=self.now)
        to_confirm = [item for item in entries if item["awaits_you"]]
        came = {
            "meeting_zone": self.meeting_zone.key,
            "meetings": [self._meeting_item(one) for one in coming],
            "has_planned": any(one.state is not MeetingState.WITHDRAWN for one in coming),
            "to_confirm": to_confirm,
            "entries": [item for item in entries if item not in settled and item not in to_confirm],
            "earlier_entries": settled,
            "confirmed_minutes": log.minutes_of(user_id=self.member.user_id, partnership_id=pair.id),
        }
        can_log = log.is_open(**about, now=self.now)
        came["can_log"] = can_log
        if can_log:
            met = meetings.unlogged(**about, now=self.now)
            came["did_meet"] = (met[0], self._log_form(pair, met=met[0])) if met else None
        if is_active:
            came["is_quiet"] = check_ins.is_quiet(**about, now=self.now)
        elif endings.is_asked(**about):
            came["ending_form"] = self._ending_form(pair)
        return came

    def _meeting_item(self, meeting: Meeting) -> Context:
        is_mine = meeting.asked_by == self.member.user_id
        return {"meeting": meeting, "is_mine": is_mine, "awaits_you": meeting.awaits(self.member.user_id)}

    def _entry_item(self, entry: Logged, pair: Partnership) -> Context:
        return {
            "entry": entry,
            "awaits_you": not entry.is_confirmed and pair.side not in entry.confirmed,
            "is_mine": entry.logged_by == self.member.user_id,
        }

    @cached_property
    def meeting_zone(self) -> ZoneInfo:
        """The zone that meetings are shown and typed in: the reader's, or that of the hours they told."""
        told = self.zone or meetings.time_zone(space_id=self.space.id, user_id=self.member.user_id)
        return calendar.zone(told, settings.TIME_ZONE)

    # Meetings.

    @handler(Permission.READ)
    def meeting_form(self, request: Any, suffix: str = "") -> Response:
        """The form to propose a time, or another one for a meeting."""
        self.require(Permission.TAKE_PART)
        query = in_query(request)
        pair = self._pair_sent(query)
        initial: Context = {"partnership": pair.id, "token": str(uuid4())}
        if query.get("meeting"):
            meeting = self._meeting_of(query)
            when = meeting.suggested or meeting.when
            initial |= {
                "meeting": meeting.id,
                "version": meeting.version,
                "minutes": str(when.minutes),
                "where": when.where,
            }
        form = self._propose_form(pair.id, initial=initial)
        return self.html(form.partial, {"form": form})

    @handler(Permission.TAKE_PART)
    def propose_meeting(self, request: Any, suffix: str = "") -> Response:
        """Propose a time, or another one for a meeting."""
        fields = posted(request)
        pair = self._pair_sent(fields)
        form = self._propose_form(pair.id, fields)
        sent = self.checked(form)
        if sent["meeting"]:
            meetings.suggest(
                **self._in_pair(pair.id),
                meeting_id=sent["meeting"],
                when=sent["when"],
                words=sent["words"],
                version=sent["version"] or 0,
                now=self.now,
            )
            notice = _("Suggested. You will see here what comes of it.")
        else:
            meetings.propose(
                **self._in_pair(pair.id), when=sent["when"], words=sent["words"], token=str(sent["token"]), now=self.now
            )
            notice = _("Proposed. You will see here when it is accepted.")
        self.count_sent(form)
        return self._back_together(pair.id, notice)

    @handler(Permission.TAKE_PART)
    def accept_meeting(self, request: Any, suffix: str = "") -> Response:
        """Accept the other one's time: it goes into both calendars."""
        sent = forms.MeetingForm(posted(request)).checked()
        meetings.accept(**self._in_meeting(sent), version=sent["version"], now=self.now)
        return self._back_together(sent["partnership"], _("Agreed."))

    @handler(Permission.TAKE_PART)
    def turn_meeting_down(self, request: Any, suffix: str = "") -> Response:
        """Decline the other one's time, or take one's own back."""
        sent = forms.MeetingForm(posted(request)).checked()
        is_mine = meetings.one(**self._in_meeting(sent)).asked_by == self.member.user_id
        meetings.turn_down(**self._in_meeting(sent), version=sent["version"], now=self.now)
        return self._back_together(sent["partnership"], _("Taken back.") if is_mine else _("Declined."))

    @handler(Permission.TAKE_PART)
    def call_meeting_off(self, request: Any, suffix: str = "") -> Response:
        """Call off what was agreed on, or say that it did not take place."""
        sent = forms.MeetingForm(posted(request)).checked()
        has_passed = meetings.one(**self._in_meeting(sent)).when.starts_at <= self.now
        meetings.call_off(**self._in_meeting(sent), now=self.now)
        return self._back_together(
            sent["partnership"], _("Noted: you did not meet.") if has_passed else _("Called off.")
        )

    @handler(Permission.READ)
    def meeting_file(self, request: Any, suffix: str = "") -> Response:
        """A meeting for the reader's calendar."""
        self.require(Permission.TAKE_PART)
        sent = forms.MeetingForm(in_query(request)).checked()
        file = meetings.calendar_file(**self._in_meeting(sent), now=self.now)
        return Response(
            file,
            content_type="text/calendar",
            charset="utf-8",
            content_disposition='attachment; filename="mentoring-meeting.ics"',
            cache_control="no-store",
        )

    def _propose_form(
        self, partnership_id: int, data: Any = None, *, initial: Context | None = None
    ) -> forms.ProposeForm:
        sent = data if data is not None else initial or {}
        return forms.ProposeForm(
            data,
            look=self.look,
            initial=initial,
            zone=self.meeting_zone,
            now=self.now,
            free=meetings.free_times(**self._in_pair(partnership_id), now=self.now),
            # The form may stand on the page more than once; its token tells each from the others.
            auto_id=f"{self.html_id}-meet-{str(sent.get('token'))[:8]}-%s",
        )

    # The log.

    @handler(Permission.READ)
    def log_form(self, request: Any, suffix: str = "") -> Response:
        """The form to log a meeting, or to correct an entry."""
        self.require(Permission.TAKE_PART)
        query = in_query(request)
        pair = self._pair_sent(query)
        form = self._log_form(pair, entry=self._entry_of(query) if query.get("entry") else None)
        return self.html(form.partial, {"form": form})

    @handler(Permission.TAKE_PART)
    def log_meeting(self, request: Any, suffix: str = "") -> Response:
        """Log a meeting, or correct what is in the log: the other one confirms it."""
        fields = posted(request)
        pair = self._pair_sent(fields)
        form = self._log_form(pair, fields)
        sent = self.checked(form)
        told = {name: sent[name] for name in ("happened_on", "minutes", "topic")}
        days = {"today": self._last_day(pair), "began_on": self._began_on(pair), "now": self.now}
        if sent["entry"]:
            log.correct(**self._in_pair(pair.id), entry_id=sent["entry"], version=sent["version"] or 0, **told, **days)
            notice = _("Corrected. It counts once both of you have confirmed it.")
        else:
            token, meeting_id = str(sent["token"]), sent["meeting"]
            log.log_meeting(**self._in_pair(pair.id), token=token, meeting_id=meeting_id, **told, **days)
            notice = _("Logged. It counts once both of you have confirmed it.")
        self.count_sent(form)
        return self._back_together(pair.id, notice)

    @handler(Permission.TAKE_PART)
    def confirm_entry(self, request: Any, suffix: str = "") -> Response:
        """Confirm what the other one put in the log."""
        sent = forms.EntryForm(posted(request)).checked()
        log.confirm(**self._in_pair(sent["partnership"]), entry_id=sent["entry"], version=sent["version"], now=self.now)
        return self._back_together(sent["partnership"], _("Confirmed. It counts as CPD for both of you."))

    @handler(Permission.TAKE_PART)
    def take_entry_back(self, request: Any, suffix: str = "") -> Response:
        """Take one's own entry out of the log."""
        sent = forms.EntryForm(posted(request)).checked()
        log.take_back(**self._in_pair(sent["partnership"]), entry_id=sent["entry"])
        return self._back_together(sent["partnership"], _("Taken out of the log."))

    def _log_form(
        self,
        pair: Partnership,
        data: Any = None,
        *,
        entry: Logged | None = None,
        met: Meeting | None = None,
    ) -> forms.LogForm:
        initial: Context = {
            "partnership": pair.id,
            "token": str(uuid4()),
            "minutes": USUAL_MINUTES,
            "happened_on": self._last_day(pair),
        }
        if entry is not None:
            initial |= {"entry": entry.id, "version": entry.version, "happened_on": entry.happened_on}
            initial |= {"minutes": entry.minutes, "topic": entry.topic}
        if met is not None:
            local = met.when.starts_at.astimezone(self.meeting_zone)
            initial |= {"meeting": met.id, "minutes": met.when.minutes, "happened_on": local.date()}
        sent: Mapping[str, Any] = data if data is not None else initial
        return forms.LogForm(
            data,
            look=self.look,
            initial=initial,
            began_on=self._began_on(pair),
            last_day=self._last_day(pair),
            is_over=pair.over_at is not None,
            auto_id=f"{self.html_id}-log-{sent.get('entry') or 0}-{sent.get('meeting') or 0}-%s",
        )

    def _last_day(self, pair: Partnership) -> date:
        """The last day on which the two can have met."""
        return self._day_here(min(self.now, pair.over_at or self.now))

    def _began_on(self, pair: Partnership) -> date:
        return self._day_here(pair.began_at or pair.proposed_at)

    def _day_here(self, moment: datetime) -> date:
        return moment.astimezone(self.meeting_zone).date()

    # A silence, and the end.

    @handler(Permission.TAKE_PART)
    def not_now(self, request: Any, suffix: str = "") -> Response:
        """Be asked again in two weeks."""
        sent = forms.PairForm(posted(request)).checked()
        check_ins.not_now(**self._in_pair(sent["partnership"]), now=self.now)
        return self._back_together(
            sent["partnership"], _("All right. You are asked again in two weeks if it is still quiet.")
        )

    @handler(Permission.TAKE_PART)
    def answer_ending(self, request: Any, suffix: str = "") -> Response:
        """Keep what someone says at the end."""
        fields = posted(request)
        pair = self._pair_sent(fields)
        form = self._ending_form(pair, fields)
        sent = self.checked(form)
        answers = Answers(useful=sent["useful"], takeaway=sent["takeaway"], again=sent["again"])
        endings.answer(**self._in_pair(pair.id), answers=answers, now=self.now)
        self.count_sent(form)
        return self._back_together(pair.id, _("Thank you."))

    @handler(Permission.TAKE_PART)
    def skip_ending(self, request: Any, suffix: str = "") -> Response:
        """Rather not answer, and not be asked again."""
        sent = forms.PairForm(posted(request)).checked()
        endings.answer(**self._in_pair(sent["partnership"]), answers=None, now=self.now)
        return self._back_together(sent["partnership"], _("All right. You are not asked again."))

    def _ending_form(self, pair: Partnership, data: Any = None) -> forms.EndingForm:
        return forms.EndingForm(
            data,
            look=self.look,
            initial={"partnership": pair.id},
            auto_id=f"{self.html_id}-ending-{pair.id}-%s",
        )

    # What was sent.

    def _pair_sent(self, fields: Any) -> Partnership:
        """The partnership that was sent, as this member sees it; ``NotFound`` for anybody else's."""
        sent = forms.PairForm({"partnership": fields.get("partnership")}).checked()
        pair = partnerships.one(space_id=self.space.id, partnership_id=sent["partnership"], user_id=self.member.user_id)
        if not pair.began_at:
            raise NotFound
        return pair

    def _meeting_of(self, fields: Any) -> Meeting:
        return meetings.one(**self._in_meeting(forms.MeetingForm(fields).checked()))

    def _entry_of(self, fields: Any) -> Logged:
        sent = forms.EntryForm(fields).checked()
        return log.one(**self._in_pair(sent["partnership"]), entry_id=sent["entry"])

    def _in_meeting(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._in_pair(sent["partnership"]), "meeting_id": sent["meeting"]}

    def _in_pair(self, partnership_id: int) -> dict[str, Any]:
        return {"space_id": self.space.id, "partnership_id": partnership_id, "user_id": self.member.user_id}

    def _back_together(self, partnership_id: int, notice: str) -> Response:
        return self.page_answer(view="together", partnership=partnership_id, notice=notice)
