"""One member at one reflection block, and what each of its pages is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from cpd_community_xblock.confidentiality import api as confidentiality
from cpd_community_xblock.confidentiality.forms import Look
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import Asked, AudienceKind, Order, Post, Promise
from cpd_community_xblock.core.errors import CommunityError, NotFound
from cpd_community_xblock.core.forms import CommunityForm
from cpd_community_xblock.host import Host
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member, MemberRole
from cpd_community_xblock.members.forms import ProfileForm
from cpd_community_xblock.reflection import api, forms, rules
from cpd_community_xblock.reflection.data import Act, Desk, FollowUp, Naming, Progress, Stage, Step, StepState

Context = dict[str, Any]
Choices = list[tuple[str, Any]]

ROSTER = 50
"""People on one page of the list of who took part."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the course author has decided for a block."""

    stages: tuple[Stage, ...]
    stems: tuple[str, ...]
    naming: Naming
    whole_course: bool
    promise: Promise
    follow_up: FollowUp
    acts: frozenset[Act]


@dataclass(frozen=True)
class Room:
    """What the block knows when someone comes in.

    ``look`` is the guard over what is shared. ``may_write`` is false for staff who look at the course as a learner:
    they see what colleagues share, and nothing that the learner keeps private. ``html_id`` begins every id in the page,
    so that two blocks never meet there.
    """

    host: Host
    space_id: int
    course_key: Any
    member: Member
    now: datetime
    plan: Plan
    may_write: bool
    html_id: str
    look: Look

    def desk(self) -> Desk:
        """What the member has written here, read once."""
        return self._desk

    @cached_property
    def _desk(self) -> Desk:
        run = self.host.run(course_key=self.course_key, user_id=self.member.user_id)
        return api.desk(
            space_id=self.space_id,
            member=self.member,
            stages=self.plan.stages,
            start=run.start,
            now=self.now,
            promise=self.plan.promise,
            follow_up=self.plan.follow_up,
        )

    def asked(self) -> Asked:
        """What is asked of the member here, read once."""
        return self._asked

    @cached_property
    def _asked(self) -> Asked:
        return conversation.asked_of(
            space_id=self.space_id, member=self.member, promise=self.plan.promise, now=self.now
        )

    def progress(self) -> Progress:
        """How far the member is with what completes the block."""
        return rules.progress(self.plan.acts, self.desk(), self.asked())

    def finds_nobody_waiting(self) -> bool:
        """Whether they have written and there is nobody to respond to: that is not held against them."""
        desk, acts = self.desk(), self.plan.acts
        has_done_theirs = desk.is_written and (desk.is_shared or Act.SHARED not in acts)
        if Act.RESPONDED not in acts or desk.is_excused or not has_done_theirs:
            return False
        asked = self.asked()
        if not asked.left or asked.is_anyone_waiting:
            return False
        # Nor anyone whom somebody else is just being asked about: they may yet need this one.
        return not conversation.is_anyone_short(
            space_id=self.space_id, member=self.member, promise=self.plan.promise, now=self.now
        )

    def open_step(self, stage_id: str) -> Step:
        """A step to write in; says what to do where it was removed or is not open yet."""
        desk = self.desk()
        steps = (*desk.steps, desk.follow_up) if desk.follow_up else desk.steps
        step = next((step for step in steps if step.stage.id == stage_id), None)
        if step is None:
            raise NotFound(_("The course team has removed this part. What you wrote in it is kept."))
        if not step.is_open:
            raise CommunityError(_("This part is not open yet. Copy what you typed, and come back when it opens."))
        return step

    def signs_with_pseudonym(self, signature: str) -> bool:
        """Whether a text goes out under the pseudonym, for what was chosen in a form."""
        return rules.signs_with_pseudonym(
            self.plan.naming, wish=signature == "pseudonym", is_staff=self.member.is_staff
        )

    # Pages.

    @property
    def begins_writing(self) -> bool:
        """Whether this is someone who comes to write: others come to see what is shared."""
        return self.may_write and self.member.role is MemberRole.LEARNER

    def page(self, asked: Context) -> Context:
        """What a page needs: the one asked for, or the first where it is not for this member."""
        makers: dict[str, Callable[[Context], Context]] = {"talk": self._talk, "thread": self._thread}
        if self.may_write:
            makers |= {"write": self._write, "share": self._share, "follow_up": self._follow_up, "me": self._me}
            if self.member.is_staff:
                makers["people"] = self._people
        first = "write" if self.begins_writing else "talk"
        view = asked["view"] if asked.get("view") in makers else first
        tabs = [name for name in ("write", "talk", "people", "me") if name in makers]
        return {"view": view, "tabs": tabs, "member": self.member, **makers[view](asked)}

    def _since(self, desk: Desk | None) -> Context:
        """What someone finds when they come back: what was said to them, what is asked of them, what is due."""
        if not self.may_write:
            return {}
        news = conversation.news(space_id=self.space_id, member=self.member)
        due = desk is not None and desk.follow_up is not None and desk.follow_up.state is StepState.OPEN
        reported = conversation.reported(space_id=self.space_id, staff=self.member) if self.member.is_staff else 0
        return {"news": news, "asked": self.asked(), "is_follow_up_due": due, "reported": reported}

    def _write(self, asked: Context) -> Context:
        desk = self.desk()
        chosen = next((step for step in desk.steps if step.stage.id == asked.get("stage") and step.is_open), None)
        step = chosen or desk.current
        form = self.stage_form(step) if step else None
        return {"desk": desk, "step": step, "form": form, **self._since(desk)}

    def _follow_up(self, asked: Context) -> Context:
        desk = self.desk()
        step = desk.follow_up
        if step is None or not step.is_open or not desk.shared:
            return {**self._write(asked), "view": "write"}
        return {"desk": desk, "step": step, "form": self.stage_form(step)}

    def _share(self, asked: Context) -> Context:
        desk = self.desk()
        if not desk.shareable:
            return {**self._write(asked), "view": "write"}
        form = self.share_form(desk)
        form.initial |= asked.get("chosen", {})
        return {**form.context, "form": form}

    def _talk(self, asked: Context) -> Context:
        order = Order(asked["order"]) if asked.get("order") in set(Order) else Order.NEWEST
        number = asked.get("number") or 1
        page = conversation.threads(space_id=self.space_id, reader=self.member, order=order, page=number)
        return {"page": page, "order": order.value, **self._since(None)}

    def _thread(self, asked: Context) -> Context:
        thread_id = asked.get("thread") or 0
        if self.may_write:
            # Before it is read: what comes in between is shown, and stays news.
            conversation.mark_seen(space_id=self.space_id, member=self.member, thread_id=thread_id, now=self.now)
        thread = conversation.thread(space_id=self.space_id, thread_id=thread_id, reader=self.member)
        may_answer = self.may_write and thread.opening.is_shown and bool(thread.opening.body)
        form = self.respond_form(thread.id) if may_answer else None
        return {
            "thread": thread,
            "can_write": self.may_write,
            "form": form,
            "is_asked": "skipped" in asked,
            "skipped": asked.get("skipped", ()),
        }

    def _people(self, asked: Context) -> Context:
        cohort_id = None if self.member.sees_every_cohort else self.member.cohort_id
        number = asked.get("number") or 1
        last = number * ROSTER
        found = self.host.learners(course_key=self.course_key, cohort_id=cohort_id, start=last - ROSTER, stop=last + 1)
        people = found[:ROSTER]
        ids = [person.id for person in people]
        stage_ids = [stage.id for stage in self.plan.stages]
        finished = api.finished_stages(space_id=self.space_id, user_ids=ids, stage_ids=stage_ids)
        contributed = api.contributions(space_id=self.space_id, user_ids=ids)
        return {
            "number": number,
            "has_next": len(found) > ROSTER,
            "roster": [(person, finished.get(person.id, 0), contributed.get(person.id)) for person in people],
            "stage_count": len(self.plan.stages),
            "reports": conversation.reports(space_id=self.space_id, staff=self.member),
            "left": conversation.reports(space_id=self.space_id, staff=self.member, looked_at=True),
            "hidden": conversation.hidden_posts(space_id=self.space_id, staff=self.member),
            "acts": conversation.acts(space_id=self.space_id, staff=self.member),
            "found": confidentiality.counts(course_key=self.course_key, now=self.now),
        }

    def _me(self, asked: Context) -> Context:
        profile = members.profile(user_id=self.member.user_id)
        initial = {name: getattr(profile, name) for name in ProfileForm.base_fields}
        return {
            "form": self.profile_form(initial=initial),
            "pseudonym": self._pseudonym(),
            "own_words": conversation.own_words(space_id=self.space_id, author=self.member),
            "can_write": True,
        }

    # Forms.

    def stage_form(self, step: Step) -> forms.DraftForm:
        """The form to write a stage in, with what was saved last."""
        if step.stage.is_follow_up:
            return forms.FollowUpForm(initial=_begun(step), look=self.look, **_about(step, self.html_id))
        return stage_form(step, self.html_id)

    def finish_form(self, step: Step, data: Any) -> forms.FinishForm:
        return forms.FinishForm(data, optional=step.stage.optional, **_about(step, self.html_id))

    def follow_up_form(self, step: Step, data: Any) -> forms.FollowUpForm:
        return forms.FollowUpForm(data, look=self.look, **_about(step, self.html_id))

    def share_form(self, desk: Desk, data: Any = None) -> forms.ShareForm:
        """The form to share with, beginning from what is shared already."""
        shared = desk.shared
        signatures = self._signatures(fixed=shared.pseudonymous if shared else None)
        is_answered = shared and conversation.is_answered(thread_id=shared.thread_id, author=self.member)
        audiences = self._audiences(fixed=shared.audience if shared and is_answered else None)
        initial = {
            "parts": list(shared.stage_ids) if shared else [step.stage.id for step in desk.shareable],
            "audience": shared.audience if shared else audiences[0][0],
            "signature": ("pseudonym" if shared.pseudonymous else "named") if shared else signatures[0][0],
        }
        return forms.ShareForm(
            data,
            look=self.look,
            steps=desk.shareable,
            audiences=audiences,
            signatures=signatures,
            initial=initial,
            context={"desk": desk},
            auto_id=f"{self.html_id}-share-%s",
        )

    def respond_form(self, thread_id: int, *, parent: int | None = None, data: Any = None) -> forms.RespondForm:
        """The form to answer a thread, or with ``parent`` one of its responses."""
        signed_as = conversation.own_signature(thread_id=thread_id, author=self.member)
        signatures = self._signatures(fixed=signed_as)
        initial = {"thread": thread_id, "parent": parent, "token": str(uuid4()), "signature": signatures[0][0]}
        return forms.RespondForm(
            data,
            look=self.look,
            stems=() if parent else self.plan.stems,
            signatures=signatures,
            reply=parent is not None,
            initial=initial,
            auto_id=f"{self.html_id}-respond-{parent or thread_id}-%s",
        )

    def form_about(self, post: Post, do: str) -> CommunityForm:
        """The form to ``reply`` to a post, ``edit``, ``report`` or ``hide`` it."""
        initial = {"post": post.id}
        match do:
            case "reply":
                return self.respond_form(post.thread_id, parent=post.id)
            case "hide":
                return self.hide_form(initial=initial)
            case "report":
                return self.report_form(initial=initial)
            case _:
                return self.edit_form(initial={**initial, "body": post.body})

    def hide_form(self, data: Any = None, *, initial: Context | None = None) -> forms.HideForm:
        return forms.HideForm(data, initial=initial, look=self.look, auto_id=self._ids("hide", data, initial))

    def report_form(self, data: Any = None, *, initial: Context | None = None) -> forms.ReportForm:
        return forms.ReportForm(data, initial=initial, look=self.look, auto_id=self._ids("report", data, initial))

    def edit_form(self, data: Any = None, *, initial: Context | None = None) -> forms.EditForm:
        return forms.EditForm(data, initial=initial, look=self.look, auto_id=self._ids("edit", data, initial))

    def _ids(self, do: str, data: Any, initial: Context | None) -> str:
        """A form that comes back is in the place of the one that was sent, and has its ids."""
        post = forms.place(str((data if data is not None else initial or {}).get("post", "")))
        return f"{self.html_id}-{do}-{post or 0}-%s"

    def profile_form(self, data: Any = None, *, initial: Context | None = None) -> ProfileForm:
        return ProfileForm(data, initial=initial, auto_id=f"{self.html_id}-me-%s")

    def _pseudonym(self) -> str:
        if self.member.is_staff:
            return ""
        return members.pseudonym(user_id=self.member.user_id, course_key=self.member.course_key)

    def _signatures(self, *, fixed: bool | None = None) -> Choices:
        """The names to choose from; with ``fixed``, whether it is under the pseudonym, only that one."""
        person = self.host.people([self.member.user_id]).get(self.member.user_id)
        named = ("named", person.display_name if person else "")
        if fixed is False or (fixed is None and (self.member.is_staff or self.plan.naming is Naming.NAMED)):
            return [named]
        name = members.pseudonym(user_id=self.member.user_id, course_key=self.member.course_key)
        hidden = ("pseudonym", _("%(name)s, my pseudonym") % {"name": name})
        return [hidden] if fixed or self.plan.naming is Naming.PSEUDONYM else [named, hidden]

    def _audiences(self, *, fixed: str | None = None) -> Choices:
        """The audiences to choose from; only the ``fixed`` one where colleagues have answered for it."""
        if fixed:
            # They may have moved since: what was answered stays where it was.
            cohort = _("The cohort that you shared it with, its peer leaders and facilitators")
        elif self.member.cohort_name:
            cohort = _("My cohort, %(name)s, with its peer leaders and facilitators") % {
                "name": self.member.cohort_name
            }
        else:
            cohort = _("People in the course who are in no cohort, as I am, with peer leaders and facilitators")
        choices = [(AudienceKind.COHORT.value, cohort)]
        if self.plan.whole_course:
            choices.append((AudienceKind.COURSE.value, _("Everyone in the course")))
        return [choice for choice in choices if choice[0] == fixed] or choices


def stage_form(step: Step, html_id: str) -> forms.DraftForm:
    """The form to write a stage in, in private, with what was saved last."""
    return forms.DraftForm(initial=_begun(step), **_about(step, html_id))


def _begun(step: Step) -> Context:
    draft = step.draft
    return {"stage": draft.stage_id, "version": draft.version, "base": draft.body, "body": draft.body}


def _about(step: Step, html_id: str) -> Context:
    return {"context": {"step": step}, "auto_id": f"{html_id}-%s-{step.stage.id.replace('%', '%%')}"}
