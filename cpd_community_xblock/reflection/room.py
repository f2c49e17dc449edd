"""One member at one reflection block, and what each of its pages is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import AudienceKind, Order, Post
from cpd_community_xblock.core.errors import CommunityError, NotFound
from cpd_community_xblock.core.forms import CommunityForm
from cpd_community_xblock.host import Host
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.members.forms import ProfileForm
from cpd_community_xblock.reflection import api, forms, rules
from cpd_community_xblock.reflection.data import Desk, Naming, Stage, Step

Context = dict[str, Any]
Choices = list[tuple[str, Any]]

ROSTER = 50
"""People on one page of the list of who took part."""


@dataclass(frozen=True)
class Room:
    """What the block knows when someone comes in.

    ``may_write`` is false for staff who look at the course as a learner: they see what colleagues share, and nothing
    that the learner keeps private. ``html_id`` begins every id in the page, so that two blocks never meet there.
    """

    host: Host
    space_id: int
    course_key: Any
    member: Member
    now: datetime
    stages: tuple[Stage, ...]
    stems: tuple[str, ...]
    naming: Naming
    whole_course: bool
    may_write: bool
    html_id: str

    def desk(self) -> Desk:
        """What the member has written here."""
        run = self.host.run(course_key=self.course_key, user_id=self.member.user_id)
        return api.desk(space_id=self.space_id, member=self.member, stages=self.stages, start=run.start, now=self.now)

    def open_step(self, stage_id: str) -> Step:
        """A step to write in; says what to do where it was removed or is not open yet."""
        step = next((step for step in self.desk().steps if step.stage.id == stage_id), None)
        if step is None:
            raise NotFound(_("The course team has removed this part. What you wrote in it is kept."))
        if not step.is_open:
            raise CommunityError(_("This part is not open yet. Copy what you typed, and come back when it opens."))
        return step

    def signs_with_pseudonym(self, signature: str) -> bool:
        """Whether a text goes out under the pseudonym, for what was chosen in a form."""
        return rules.signs_with_pseudonym(self.naming, wish=signature == "pseudonym", is_staff=self.member.is_staff)

    # Pages.

    def page(self, asked: Context) -> Context:
        """What a page needs: the one asked for, or the first where it is not for this member."""
        makers: dict[str, Callable[[Context], Context]] = {"talk": self._talk, "thread": self._thread}
        if self.may_write:
            makers |= {"write": self._write, "share": self._share, "me": self._me}
            if self.member.is_staff:
                makers["people"] = self._people
        first = "write" if self.may_write and not self.member.is_staff else "talk"
        view = asked["view"] if asked.get("view") in makers else first
        tabs = [name for name in ("write", "talk", "people", "me") if name in makers]
        return {"view": view, "tabs": tabs, "member": self.member, **makers[view](asked)}

    def _write(self, asked: Context) -> Context:
        desk = self.desk()
        chosen = next((step for step in desk.steps if step.stage.id == asked.get("stage") and step.is_open), None)
        step = chosen or desk.current
        return {"desk": desk, "step": step, "form": stage_form(step, self.html_id) if step else None}

    def _share(self, asked: Context) -> Context:
        desk = self.desk()
        if not desk.shareable:
            return {**self._write(asked), "view": "write"}
        form = self.share_form(desk)
        return {**form.context, "form": form}

    def _talk(self, asked: Context) -> Context:
        order = Order(asked["order"]) if asked.get("order") in set(Order) else Order.NEWEST
        number = asked.get("number") or 1
        page = conversation.threads(space_id=self.space_id, reader=self.member, order=order, page=number)
        return {"page": page, "order": order.value}

    def _thread(self, asked: Context) -> Context:
        thread = conversation.thread(space_id=self.space_id, thread_id=asked.get("thread") or 0, reader=self.member)
        may_answer = self.may_write and thread.opening.is_shown and bool(thread.opening.body)
        form = self.respond_form(thread.id) if may_answer else None
        return {"thread": thread, "can_write": self.may_write, "form": form}

    def _people(self, asked: Context) -> Context:
        cohort_id = None if self.member.sees_every_cohort else self.member.cohort_id
        number = asked.get("number") or 1
        last = number * ROSTER
        found = self.host.learners(course_key=self.course_key, cohort_id=cohort_id, start=last - ROSTER, stop=last + 1)
        people = found[:ROSTER]
        ids = [person.id for person in people]
        stage_ids = [stage.id for stage in self.stages]
        finished = api.finished_stages(space_id=self.space_id, user_ids=ids, stage_ids=stage_ids)
        contributed = api.contributions(space_id=self.space_id, user_ids=ids)
        return {
            "number": number,
            "has_next": len(found) > ROSTER,
            "roster": [(person, finished.get(person.id, 0), contributed.get(person.id)) for person in people],
            "stage_count": len(self.stages),
            "hidden": conversation.hidden_posts(space_id=self.space_id, staff=self.member),
            "acts": conversation.acts(space_id=self.space_id, staff=self.member),
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

    def finish_form(self, step: Step, data: Any) -> forms.FinishForm:
        return forms.FinishForm(
            data, optional=step.stage.optional, context={"step": step}, auto_id=_stage_ids(self.html_id, step)
        )

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
            steps=desk.shareable,
            audiences=audiences,
            signatures=signatures,
            initial=initial,
            context={"desk": desk},
            auto_id=f"{self.html_id}-share-%s",
        )

    def respond_form(self, thread_id: int, *, parent: int | None = None, data: Any = None) -> forms.RespondForm:
        """The form to answer a thread, or with ``parent`` one of its responses."""
        # Whoever opened a thread speaks in it as they did there.
        opened_as = conversation.own_signature(thread_id=thread_id, author=self.member)
        signatures = self._signatures(fixed=opened_as)
        initial = {"thread": thread_id, "parent": parent, "token": str(uuid4()), "signature": signatures[0][0]}
        return forms.RespondForm(
            data,
            stems=() if parent else self.stems,
            signatures=signatures,
            reply=parent is not None,
            initial=initial,
            auto_id=f"{self.html_id}-respond-{parent or thread_id}-%s",
        )

    def form_about(self, post: Post, do: str) -> CommunityForm:
        """The form to ``reply`` to a post, ``edit`` or ``hide`` it."""
        auto_id = f"{self.html_id}-{do}-{post.id}-%s"
        if do == "reply":
            return self.respond_form(post.thread_id, parent=post.id)
        if do == "hide":
            return forms.HideForm(initial={"post": post.id}, auto_id=auto_id)
        return forms.EditForm(initial={"post": post.id, "body": post.body}, auto_id=auto_id)

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
        if fixed is False or (fixed is None and (self.member.is_staff or self.naming is Naming.NAMED)):
            return [named]
        name = members.pseudonym(user_id=self.member.user_id, course_key=self.member.course_key)
        hidden = ("pseudonym", _("%(name)s, my pseudonym") % {"name": name})
        return [hidden] if fixed or self.naming is Naming.PSEUDONYM else [named, hidden]

    def _audiences(self, *, fixed: str | None = None) -> Choices:
        """The audiences to choose from; only the ``fixed`` one where colleagues have answered for it."""
        if self.member.cohort_name:
            cohort = _("My cohort, %(name)s, and its facilitators") % {"name": self.member.cohort_name}
        else:
            cohort = _("People in the course who are in no cohort, as I am, and the facilitators")
        choices = [(AudienceKind.COHORT.value, cohort)]
        if self.whole_course:
            choices.append((AudienceKind.COURSE.value, _("Everyone in the course")))
        return [choice for choice in choices if choice[0] == fixed] or choices


def stage_form(step: Step, html_id: str) -> forms.DraftForm:
    """The form to write a stage in, with what was saved last."""
    draft = step.draft
    return forms.DraftForm(
        initial={"stage": draft.stage_id, "version": draft.version, "base": draft.body, "body": draft.body},
        context={"step": step},
        auto_id=_stage_ids(html_id, step),
    )


def _stage_ids(html_id: str, step: Step) -> str:
    return f"{html_id}-%s-{step.stage.id}"
