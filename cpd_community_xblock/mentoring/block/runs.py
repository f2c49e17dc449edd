"""Matching everyone at once, for facilitators."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from webob import Response

from cpd_community_xblock.core import calendar
from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Permission
from cpd_community_xblock.core.errors import Conflict, InvalidForm, NotAllowed, NotFound
from cpd_community_xblock.core.forms import asked, posted
from cpd_community_xblock.mentoring import wording
from cpd_community_xblock.mentoring.api import market, previews, publishing, runs
from cpd_community_xblock.mentoring.block.base import Context, MentoringBase
from cpd_community_xblock.mentoring.data import Preview, Run, RunState
from cpd_community_xblock.mentoring.forms import runs as forms
from cpd_community_xblock.mentoring.matching.data import Mode

VIEW = "matching"
_TO_LOOK_AT = (RunState.READY, RunState.PUBLISHED)


class RunPages(MentoringBase):
    """Runs: preview, decide, publish."""

    # The page.

    def matching_page(self, asked: Context) -> Context:
        known = runs.recent(space_id=self.space.id, rules=self.pair_rules(), now=self.now)
        working = next((run for run in known if run.state is RunState.WORKING), None)
        preview = None if working else self._preview(known, asked)
        shown = preview.run if preview else None
        decided = previews.decisions(space_id=self.space.id)
        names = self._names(known, preview, decided, asked.get("answer"))
        latest = known[0] if known else None
        failed = latest if latest and latest.problem and not preview else None
        return {
            "seen": market.lookout(space_id=self.space.id, today=self.now.date()),
            "working": working,
            "preview": preview,
            "run": shown,
            "part": _part(asked),
            "number": asked.get("number") or 1,
            "compared": _compared(known, shown),
            "decided": decided,
            "pinned": {(item.learner_id, item.mentor_id): item.decision for item in decided},
            "published": [run for run in known if run.state is RunState.PUBLISHED],
            "names": names,
            "unpublished": _unpublished(latest, names),
            "problem": wording.problem(failed.problem, names) if failed and failed.problem else "",
            "cancelled": bool(latest and latest.state is RunState.CANCELLED and not preview),
            "form": asked.get("form") or self._run_form(shown or latest),
            "why_not": asked.get("why_not") or (self._why_not_form(preview, names) if preview else None),
            "schedule": asked.get("schedule") or (self._schedule_form(shown) if shown else None),
            "answer": wording.answer(asked["answer"], names) if asked.get("answer") else (),
            "answered": asked.get("answer"),
            "alert": asked.get("alert", ""),
        }

    def _preview(self, known: list[Run], asked: Context) -> Preview | None:
        """The run that was asked for, or the latest where that is a preview."""
        wanted = asked.get("run")
        chosen = next((run for run in known if run.id == wanted and run.state in _TO_LOOK_AT), None)
        if chosen is None and known and known[0].state is RunState.READY:
            chosen = known[0]
        if chosen is None:
            return None
        part, number = _part(asked), asked.get("number") or 1
        return previews.preview(
            space_id=self.space.id, run_id=chosen.id, show=part, number=number, is_fresh=chosen.is_fresh, now=self.now
        )

    def _names(self, known: list[Run], preview: Preview | None, decided: Iterable[Any], answer: Any) -> dict[int, str]:
        """What everyone on the page is called, in one query."""
        ids: set[int | None] = set()
        for run in known:
            ids |= {run.made_by, run.published_by, *(run.problem.who[:12] if run.problem else ())}
            ids |= set(run.figures.worst[:2]) if run.figures and run.figures.worst else set()
        for item in decided:
            ids |= {item.learner_id, item.mentor_id, item.by}
        if preview:
            ids |= {one for pair in preview.placed for one in (pair.learner_id, pair.mentor_id)}
            ids |= {learner_id for learner_id, _why in preview.unplaced} | {load.mentor_id for load in preview.loads}
            ids |= {one.mentor_id for one in preview.one_more} | {*preview.learner_ids, *preview.mentor_ids}
        if answer:
            ids |= {answer.learner_id, answer.mentor_id, answer.own_id, *answer.instead[:12]}
        people = self.host.people(one for one in ids if one is not None)
        return {user_id: person.display_name for user_id, person in people.items()}

    # Its forms.

    @cached_property
    def _tz(self) -> ZoneInfo:
        return calendar.zone(self.zone, settings.TIME_ZONE)

    def _run_form(self, last: Run | None) -> forms.RunForm:
        usual = {"mode": Mode.FAIR.value, "delta": forms.USUAL_DELTA, "seed": int(f"{self.now:%Y%m%d}")}
        told = {"mode": last.mode, "delta": last.delta, "seed": last.seed} if last else usual
        return forms.RunForm(initial=told, auto_id=f"{self.html_id}-run-%s")

    def _why_not_form(self, preview: Preview, names: Mapping[int, str], data: Any = None) -> forms.WhyNotForm:
        def named(user_ids: tuple[int, ...]) -> dict[int, str]:
            return {user_id: names.get(user_id, _("somebody")) for user_id in user_ids}

        return forms.WhyNotForm(
            data,
            initial={"run": preview.run.id},
            learners=named(preview.learner_ids),
            mentors=named(preview.mentor_ids),
            auto_id=f"{self.html_id}-why-%s",
        )

    def _schedule_form(self, run: Run, data: Any = None) -> forms.ScheduleForm:
        return forms.ScheduleForm(data, initial={"run": run.id}, tz=self._tz, auto_id=f"{self.html_id}-at-%s")

    # Matching.

    @handler(Permission.FACILITATE)
    def match(self, request: Any, suffix: str = "") -> Response:
        """Match everyone who looks, as a preview."""
        sent = forms.RunForm(posted(request), auto_id=f"{self.html_id}-run-%s").checked()
        return self._set_off(**sent)

    @handler(Permission.FACILITATE)
    def match_again(self, request: Any, suffix: str = "") -> Response:
        """Make a preview anew, by the same plan."""
        sent = forms.RunIdForm(posted(request)).checked()
        run = runs.light(space_id=self.space.id, run_id=sent["run"])
        return self._set_off(mode=run.mode, seed=run.seed, delta=run.delta)

    def _set_off(self, *, mode: str, seed: int, delta: int) -> Response:
        run_id = runs.start(
            space_id=self.space.id,
            mode=mode,
            seed=seed,
            delta=delta,
            rules=self.pair_rules(),
            hours=self.hours,
            by=self.member.user_id,
            now=self.now,
        )
        runs.set_off(run_id=run_id, clock=self.host.now)
        return self.page_answer(view=VIEW, run=run_id)

    @handler(Permission.READ)
    def match_progress(self, request: Any, suffix: str = "") -> Response:
        """How far a run is, for an element that asks every other second."""
        self.require(Permission.FACILITATE)
        sent = forms.RunIdForm(asked(request)).checked()
        run = runs.progress(space_id=self.space.id, run_id=sent["run"], now=self.now)
        return self.html("mentoring/_matching_progress.html", {"working": run})

    @handler(Permission.FACILITATE)
    def match_cancel(self, request: Any, suffix: str = "") -> Response:
        """Stop a run."""
        sent = forms.RunIdForm(posted(request)).checked()
        stopped = runs.cancel(space_id=self.space.id, run_id=sent["run"])
        notice = _("It is being stopped. Nothing of it is kept.") if stopped else _("It had ended already.")
        return self.page_answer(view=VIEW, run=sent["run"], notice=notice)

    # Deciding.

    @handler(Permission.FACILITATE)
    def match_decide(self, request: Any, suffix: str = "") -> Response:
        """Keep two people together, keep them apart, or leave them to the matching again."""
        sent = forms.DecisionForm(posted(request)).checked()
        learner_id, mentor_id = sent["pair"]
        self._refuse_own(learner_id, mentor_id)
        pair = {"space_id": self.space.id, "learner_id": learner_id, "mentor_id": mentor_id}
        if sent["do"] == "undo":
            previews.undecide(**pair)
            notice = _("Undone.")
        else:
            decide = previews.pin if sent["do"] == "pin" else previews.forbid
            decide(**pair, by=self.member.user_id, now=self.now)
            notice = _("Kept together.") if sent["do"] == "pin" else _("They are never matched.")
        more = _("It counts from the next preview on.")
        return self.page_answer(
            view=VIEW, run=sent["run"], part=sent["part"], number=sent["number"], notice=f"{notice} {more}"
        )

    @handler(Permission.FACILITATE)
    def match_why_not(self, request: Any, suffix: str = "") -> Response:
        """Why a run did not bring two people together."""
        fields = posted(request)
        run_id = forms.RunIdForm(fields).checked()["run"]
        preview = previews.preview(
            space_id=self.space.id, run_id=run_id, show="mentors", number=1, is_fresh=False, now=self.now
        )
        names = self._names([], preview, (), None)
        form = self._why_not_form(preview, names, fields)
        sent = form.checked()
        learner_id, mentor_id = (self._whom(form, name, sent[name]) for name in ("learner", "mentor"))
        self._refuse_own(learner_id, mentor_id)
        try:
            answer = previews.why_not(
                space_id=self.space.id, run_id=run_id, learner_id=learner_id, mentor_id=mentor_id, now=self.now
            )
        except NotFound as error:
            form.add_error(None, error.message)
            raise InvalidForm(form) from error
        names = self._names([], preview, (), answer)
        told = {"form": form, "answer": wording.answer(answer, names), "answered": answer, "run": preview.run}
        return self.html(form.partial, told)

    def _refuse_own(self, *pair: int) -> None:
        """Mentors become facilitators. To one of two it would tell what the other said in confidence."""
        if self.member.user_id in pair:
            raise NotAllowed(_("This is about yourself. Leave it to another facilitator."))

    def _whom(self, form: forms.WhyNotForm, name: str, told: int | str) -> int:
        if isinstance(told, int):
            return told
        known = self.host.accounts([told])
        if told not in known:
            form.add_error(name, _("Nobody in this matching goes by that."))
            raise InvalidForm(form)
        return known[told]

    # Publishing.

    @handler(Permission.FACILITATE)
    def match_publish(self, request: Any, suffix: str = "") -> Response:
        """Propose the pairs of a preview to them."""
        sent = forms.RunIdForm(posted(request)).checked()
        what = {"run_id": sent["run"], "space_id": self.space.id, "rules": self.pair_rules()}
        try:
            if publishing.hand_over(**what, by=self.member.user_id, now=self.now, tz=self._tz):
                notice = _("These are many pairs, so it takes a minute or two. Look again in a while.")
                return self.page_answer(view=VIEW, run=sent["run"], notice=notice)
            count = publishing.publish(**what, by=self.member.user_id, now=self.now, tz=self._tz)
        except Conflict as error:
            # The page as it is now shows what to do about it.
            return self.page_answer(view=VIEW, run=sent["run"], alert=error.message)
        told = ngettext(
            "Published. %(n)d pair hears of it, and both say whether they accept.",
            "Published. %(n)d pairs hear of it, and both of each say whether they accept.",
            count,
        )
        return self.page_answer(view=VIEW, run=sent["run"], notice=told % {"n": count})

    @handler(Permission.FACILITATE)
    def match_schedule(self, request: Any, suffix: str = "") -> Response:
        """Publish a preview on a day, or with ``undo`` do not."""
        fields = posted(request)
        run_id = forms.RunIdForm(fields).checked()["run"]
        if fields.get("undo"):
            self._plan(run_id, None)
            return self.page_answer(view=VIEW, run=run_id, notice=_("It will not be published by itself."))
        form = self._schedule_form(runs.light(space_id=self.space.id, run_id=run_id), fields)
        sent = form.checked()
        try:
            self._plan(run_id, sent["at"])
        except Conflict as error:
            form.add_error("at", error.message)
            raise InvalidForm(form) from error
        notice = _("It will be published by itself. Where people change until then, it is made anew first.")
        return self.page_answer(view=VIEW, run=run_id, notice=notice)

    def _plan(self, run_id: int, at: datetime | None) -> None:
        publishing.publish_at(run_id=run_id, space_id=self.space.id, at=at, by=self.member.user_id, now=self.now)

    @handler(Permission.READ)
    def match_certificate(self, request: Any, suffix: str = "") -> Response:
        """A file with which anyone can recheck a run."""
        self.require(Permission.FACILITATE)
        sent = forms.RunIdForm(asked(request)).checked()
        body = previews.certificate(space_id=self.space.id, run_id=sent["run"])
        return Response(
            json.dumps(body, indent=1, ensure_ascii=False),
            content_type="application/json",
            charset="utf-8",
            cache_control="no-store",
            content_disposition=f'attachment; filename="matching-{sent["run"]}.json"',
        )


def _unpublished(latest: Run | None, names: Mapping[int, str]) -> str:
    """That a preview's moment came, and it could not be published."""
    if latest is None or latest.state is not RunState.READY or latest.problem is None:
        return ""
    return wording.problem(latest.problem, names)


def _part(asked: Context) -> str:
    return asked["part"] if asked.get("part") in previews.LISTS else "placed"


def _compared(known: list[Run], shown: Run | None) -> list[tuple[str, Run | None]]:
    """The latest preview of each mode, of those made from the same people, decisions and rules."""
    fresh = [run for run in known if run.is_fresh]
    if shown is None or not shown.is_fresh:
        return []
    return [(mode, next((run for run in fresh if run.mode == mode), None)) for mode in wording.MODES]
