"""The reflection block: a clinician writes in stages, in private, and shares by choice."""

import json
from functools import cached_property
from typing import Any, ClassVar
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from webob import Response
from xblock.fields import List, Scope, String

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import AudienceKind, Order, Post
from cpd_community_xblock.core.block import CommunityBlock, handler
from cpd_community_xblock.core.data import Admission, Permission, Space
from cpd_community_xblock.core.errors import CommunityError, NotFound
from cpd_community_xblock.core.forms import CommunityForm, posted
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.members.forms import ProfileForm
from cpd_community_xblock.reflection import api, forms, rules, settings_form, stages, templates
from cpd_community_xblock.reflection.data import Desk, Naming, Stage, Step


class ReflectionBlock(CommunityBlock):
    """Staged, private-first reflection that colleagues answer."""

    kind: ClassVar[str] = "cpd_reflection"
    title: ClassVar[Any] = gettext_lazy("Reflection")
    styles: ClassVar[tuple[str, ...]] = ()
    settings_form = settings_form.ReflectionSettingsForm

    template = String(scope=Scope.settings, default=templates.DEFAULT)
    stages = List(scope=Scope.settings, default=[], xml_node=True)
    audience = String(scope=Scope.settings, default=AudienceKind.COHORT.value)
    naming = String(scope=Scope.settings, default=Naming.CHOICE.value)
    stems = List(scope=Scope.settings, default=[], xml_node=True)
    incident_text = String(scope=Scope.settings, default="")
    incident_url = String(scope=Scope.settings, default="")
    wellbeing_text = String(scope=Scope.settings, default="")
    wellbeing_url = String(scope=Scope.settings, default="")

    # What the author set, as the domain reads it.

    @cached_property
    def stage_list(self) -> tuple[Stage, ...]:
        return stages.from_fields(self.stages) or templates.template(self.template).stages

    @property
    def naming_rule(self) -> Naming:
        return Naming(self.naming) if self.naming in set(Naming) else Naming.CHOICE

    @property
    def minutes(self) -> int:
        return sum(stage.minutes for stage in self.stage_list)

    # Who is here, and what they have.

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

    def desk(self) -> Desk:
        run = self.host.run(course_key=self.course_key, user_id=self.member.user_id)
        return api.desk(
            space_id=self.space.id, member=self.member, stages=self.stage_list, start=run.start, now=self.host.now()
        )

    # Pages.

    def member_html(self) -> str:
        return self.draw("reflection/block.html", self._page({}))

    def preview_html(self) -> str:
        steps = rules.previewed(self.stage_list)
        forms_ = [(step, self._stage_form(step)) for step in steps]
        return self.draw("reflection/preview.html", {"steps": steps, "stage_forms": forms_})

    @handler(Permission.READ)
    def page(self, request: Any, suffix: str = "") -> Response:
        """One of the block's pages, by the ``view`` in the query."""
        form = forms.PageForm(request.GET)
        form.is_valid()
        return self.html("reflection/_page.html", self._page(form.cleaned_data))

    def _page(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What a page needs. Looking as a learner shows what colleagues share, and none of the learner's own drafts."""
        makers = {"talk": self._talk, "thread": self._thread, "me": self._me}
        if self.admission is Admission.MEMBER:
            makers |= {"write": self._write, "share": self._share}
            if self.member.is_staff:
                makers["people"] = self._people
        default = "write" if "write" in makers and not self.member.is_staff else "talk"
        view = asked.get("view") if asked.get("view") in makers else default
        tabs = [name for name in ("write", "talk", "people", "me") if name in makers]
        return {"view": view, "tabs": tabs, "member": self.member, **makers[str(view)](asked)}

    def _write(self, asked: dict[str, Any]) -> dict[str, Any]:
        desk = self.desk()
        chosen = next((step for step in desk.steps if step.stage.id == asked.get("stage") and step.is_open), None)
        step = chosen or desk.current
        return {"desk": desk, "step": step, "form": self._stage_form(step) if step else None}

    def _share(self, asked: dict[str, Any]) -> dict[str, Any]:
        desk = self.desk()
        if not desk.shareable:
            return {**self._write(asked), "view": "write"}
        return {"desk": desk, **self._share_context(desk), "form": self._share_form(desk)}

    def _talk(self, asked: dict[str, Any]) -> dict[str, Any]:
        order = Order(asked.get("order")) if asked.get("order") in set(Order) else Order.NEWEST
        page = conversation.threads(
            space_id=self.space.id, reader=self.member, order=order, page=asked.get("number") or 1
        )
        return {"page": page, "order": order.value}

    def _thread(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._thread_context(int(asked.get("thread") or 0))

    def _people(self, asked: dict[str, Any]) -> dict[str, Any]:
        cohort_id = None if self.member.sees_every_cohort else self.member.cohort_id
        finished = api.finished_stages(space_id=self.space.id)
        contributed = api.contributions(space_id=self.space.id)
        people = self.host.learners(course_key=self.course_key, cohort_id=cohort_id)
        return {
            "roster": [(person, finished.get(person.id, 0), contributed.get(person.id)) for person in people],
            "stage_count": len(self.stage_list),
            "hidden": conversation.hidden_posts(space_id=self.space.id, staff=self.member),
            "acts": conversation.acts(space_id=self.space.id, staff=self.member),
        }

    def _me(self, asked: dict[str, Any]) -> dict[str, Any]:
        profile = members.profile(user_id=self.member.user_id)
        names = ProfileForm.base_fields
        form = ProfileForm(initial={name: getattr(profile, name) for name in names})
        return {"form": form, "pseudonym": self._pseudonym(), "can_save": self.admission is Admission.MEMBER}

    # Writing.

    def _stage_form(self, step: Step) -> forms.DraftForm:
        draft = step.draft
        return forms.DraftForm(
            initial={"stage": draft.stage_id, "version": draft.version, "base": draft.body, "body": draft.body},
            context={"step": step},
            auto_id=f"{self._html_id}-%s-{draft.stage_id}",
        )

    @property
    def _html_id(self) -> str:
        """A prefix for ids, which labels need: two blocks on a page must not meet."""
        return f"cpd-{self.usage_key.block_id}"

    def _open_step(self, stage_id: str) -> Step:
        step = next((step for step in self.desk().steps if step.stage.id == stage_id), None)
        if step is None:
            raise NotFound(_("The course team has removed this part. What you wrote in it is kept."))
        if not step.is_open:
            raise CommunityError(_("This part is not open yet. Copy what you typed, and come back when it opens."))
        return step

    @handler(Permission.TAKE_PART)
    def save_draft(self, request: Any, suffix: str = "") -> Response:
        """Autosave. Answers with data, not HTML: the writer is still typing in the page."""
        form = forms.DraftForm(posted(request))
        if not form.is_valid():
            message = " ".join(error for errors in form.errors.values() for error in errors)
            return _json({"message": message}, status=422)
        sent = form.cleaned_data
        try:
            self._open_step(sent["stage"])
            saved = api.save_draft(
                space_id=self.space.id,
                user_id=self.member.user_id,
                stage_id=sent["stage"],
                body=sent["body"],
                version=sent["version"],
                base=sent["base"],
                now=self.host.now(),
            )
        except CommunityError as error:
            return _json({"message": error.message}, status=error.status)
        answer = {"version": saved.version, "saved_at": saved.saved_at.isoformat()}
        if saved.merged:
            answer["body"] = saved.body
            answer["message"] = _("You also wrote in another window. Both texts are kept here: please read it over.")
        return _json(answer)

    @handler(Permission.TAKE_PART)
    def finish_stage(self, request: Any, suffix: str = "") -> Response:
        """Save a stage, mark it finished and go on to the next."""
        fields = posted(request)
        step = self._open_step(str(fields.get("stage", "")))
        form = forms.FinishForm(
            fields, optional=step.stage.optional, context={"step": step}, auto_id=f"{self._html_id}-%s-{step.stage.id}"
        )
        sent = form.checked()
        api.finish_stage(
            space_id=self.space.id,
            user_id=self.member.user_id,
            stage_id=step.stage.id,
            body=sent["body"],
            version=sent["version"],
            base=sent["base"],
            now=self.host.now(),
        )
        desk = self.desk()
        if desk.is_written:
            self.emit_completion(1.0)
        return self.html("reflection/_page.html", {**self._page({"view": "write"}), "finished": step})

    # Sharing.

    def _pseudonym(self) -> str:
        if self.member.is_staff or self.admission is not Admission.MEMBER:
            return ""
        return members.pseudonym(user_id=self.member.user_id, course_key=self.member.course_key)

    def _own_name(self) -> str:
        person = self.host.people([self.member.user_id]).get(self.member.user_id)
        return person.display_name if person else ""

    def _signatures(self) -> list[tuple[str, Any]]:
        named, hidden = ("named", self._own_name()), ("pseudonym", self._pseudonym())
        if self.member.is_staff or self.naming_rule is Naming.NAMED:
            return [named]
        return [hidden] if self.naming_rule is Naming.PSEUDONYM else [named, hidden]

    def _audiences(self) -> list[tuple[str, Any]]:
        if self.member.cohort_name:
            cohort = _("My cohort, %(name)s, and its facilitators") % {"name": self.member.cohort_name}
        else:
            cohort = _("People in the course who are in no cohort, as I am, and the facilitators")
        choices = [(AudienceKind.COHORT.value, cohort)]
        if self.audience == AudienceKind.COURSE.value:
            choices.append((AudienceKind.COURSE.value, _("Everyone in the course")))
        return choices

    def _share_context(self, desk: Desk) -> dict[str, Any]:
        previews = [(step, rules.compose([step])) for step in desk.shareable]
        return {"previews": previews, "desk": desk}

    def _share_form(self, desk: Desk, data: Any = None) -> forms.ShareForm:
        signatures, audiences = self._signatures(), self._audiences()
        shared = desk.shared
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
            context=self._share_context(desk),
            auto_id=f"{self._html_id}-share-%s",
        )

    @handler(Permission.TAKE_PART)
    def share(self, request: Any, suffix: str = "") -> Response:
        """Share the chosen parts, and show them as colleagues see them."""
        desk = self.desk()
        sent = self._share_form(desk, posted(request)).checked()
        thread_id = api.share(
            space_id=self.space.id,
            member=self.member,
            steps=[step for step in desk.shareable if step.stage.id in sent["parts"]],
            audience=AudienceKind(sent["audience"]),
            pseudonymous=self._signs_with_pseudonym(sent["signature"]),
            now=self.host.now(),
        )
        return self._show_thread(thread_id, just_shared=True)

    @handler(Permission.TAKE_PART)
    def withdraw(self, request: Any, suffix: str = "") -> Response:
        """Take one's shared reflection back."""
        api.withdraw(space_id=self.space.id, member=self.member, now=self.host.now())
        return self.html("reflection/_page.html", {**self._page({"view": "write"}), "just_withdrawn": True})

    def _signs_with_pseudonym(self, signature: str) -> bool:
        return rules.signs_with_pseudonym(
            self.naming_rule, wish=signature == "pseudonym", is_staff=self.member.is_staff
        )

    # Talking.

    @property
    def stem_list(self) -> tuple[str, ...]:
        return tuple(str(stem) for stem in self.stems) or templates.stems()

    def _respond_form(
        self, thread_id: int, *, parent: int | None = None, data: Any = None, fresh: str = ""
    ) -> forms.RespondForm:
        signatures = self._signatures()
        return forms.RespondForm(
            data,
            stems=() if parent else self.stem_list,
            signatures=signatures,
            reply=parent is not None,
            initial={
                "thread": thread_id,
                "parent": parent,
                "token": fresh or str(uuid4()),
                "signature": signatures[0][0],
            },
            auto_id=f"{self._html_id}-respond-{parent or thread_id}-%s",
        )

    def _thread_context(self, thread_id: int) -> dict[str, Any]:
        thread = conversation.thread(space_id=self.space.id, thread_id=thread_id, reader=self.member)
        can_write = self.admission is Admission.MEMBER and thread.opening.is_shown
        return {
            "thread": thread,
            "can_write": can_write,
            "form": self._respond_form(thread_id) if can_write else None,
        }

    def _show_thread(self, thread_id: int, **more: Any) -> Response:
        return self.html("reflection/_page.html", {**self._page({"view": "thread", "thread": thread_id}), **more})

    def _show_post(self, post_id: int) -> Response:
        post = conversation.post(space_id=self.space.id, post_id=post_id, reader=self.member)
        return self.html("reflection/_post.html", self._post_context(post))

    def _post_context(self, post: Post) -> dict[str, Any]:
        return {"post": post, "member": self.member, "can_write": self.admission is Admission.MEMBER}

    @handler(Permission.TAKE_PART)
    def respond(self, request: Any, suffix: str = "") -> Response:
        """Answer a reflection or a response: the new post, and a fresh form below it."""
        fields = posted(request)
        parent = fields.get("parent")
        form = self._respond_form(0, parent=1 if parent else None, data=fields)
        sent = form.checked()
        post_id = conversation.respond(
            space_id=self.space.id,
            thread_id=sent["thread"],
            author=self.member,
            body=sent["body"],
            stem=sent["stem"],
            pseudonymous=self._signs_with_pseudonym(sent["signature"]),
            parent_id=sent["parent"],
            token=str(sent["token"]),
            now=self.host.now(),
        )
        post = conversation.post(space_id=self.space.id, post_id=post_id, reader=self.member)
        fresh = self._respond_form(sent["thread"], parent=sent["parent"])
        return self.html("reflection/_responded.html", {**self._post_context(post), "form": fresh, "just_sent": True})

    @handler(Permission.READ)
    def post(self, request: Any, suffix: str = "") -> Response:
        """One post as it stands, or with ``do`` the form to reply to it, edit it or hide it."""
        asked = forms.AskForm(request.GET).checked()
        if not asked["do"]:
            return self._show_post(asked["post"])
        self.require(Permission.FACILITATE if asked["do"] == "hide" else Permission.TAKE_PART)
        post = conversation.post(space_id=self.space.id, post_id=asked["post"], reader=self.member)
        form = self._form_about(post, asked["do"])
        return self.html(form.partial, {**form.context, "form": form})

    def _form_about(self, post: Post, do: str) -> CommunityForm:
        if do == "reply":
            return self._respond_form(post.thread_id, parent=post.id)
        auto_id = f"{self._html_id}-{do}-{post.id}-%s"
        if do == "hide":
            return forms.HideForm(initial={"post": post.id}, auto_id=auto_id)
        return forms.EditForm(initial={"post": post.id, "body": post.body}, auto_id=auto_id)

    @handler(Permission.TAKE_PART)
    def edit_post(self, request: Any, suffix: str = "") -> Response:
        """Change one's own response."""
        sent = forms.EditForm(posted(request)).checked()
        conversation.edit_post(
            space_id=self.space.id, post_id=sent["post"], author=self.member, body=sent["body"], now=self.host.now()
        )
        return self._show_post(sent["post"])

    @handler(Permission.TAKE_PART)
    def withdraw_post(self, request: Any, suffix: str = "") -> Response:
        """Take one's own response back."""
        sent = forms.PostForm(posted(request)).checked()
        conversation.withdraw_post(
            space_id=self.space.id, post_id=sent["post"], author=self.member, now=self.host.now()
        )
        return self._show_post(sent["post"])

    # Facilitating.

    @handler(Permission.FACILITATE)
    def endorse(self, request: Any, suffix: str = "") -> Response:
        """Endorse a post, or with ``undo`` take the endorsement back."""
        fields = posted(request)
        sent = forms.PostForm(fields).checked()
        act = conversation.unendorse if fields.get("undo") else conversation.endorse
        act(space_id=self.space.id, post_id=sent["post"], staff=self.member, now=self.host.now())
        return self._show_post(sent["post"])

    @handler(Permission.FACILITATE)
    def hide(self, request: Any, suffix: str = "") -> Response:
        """Hide a post, with a reason."""
        sent = forms.HideForm(posted(request)).checked()
        conversation.hide(
            space_id=self.space.id,
            post_id=sent["post"],
            staff=self.member,
            reason=sent["reason"],
            now=self.host.now(),
        )
        return self._show_post(sent["post"])

    @handler(Permission.FACILITATE)
    def restore(self, request: Any, suffix: str = "") -> Response:
        """Show a hidden post again."""
        sent = forms.PostForm(posted(request)).checked()
        conversation.restore(space_id=self.space.id, post_id=sent["post"], staff=self.member, now=self.host.now())
        return self._show_post(sent["post"])

    # About oneself.

    @handler(Permission.TAKE_PART)
    def save_profile(self, request: Any, suffix: str = "") -> Response:
        """Keep what someone told about themselves."""
        sent = ProfileForm(posted(request), context={"can_save": True, "pseudonym": self._pseudonym()}).checked()
        members.save_profile(user_id=self.member.user_id, **sent)
        del self.member
        return self.html("reflection/_page.html", {**self._page({"view": "me"}), "just_saved": True})

    # Authoring.

    def settings(self) -> dict[str, Any]:
        return {**super().settings(), "stages": [stages.to_field(stage) for stage in self.stage_list]}

    @handler(Permission.AUTHOR)
    def arrange_stages(self, request: Any, suffix: str = "") -> Response:
        """The settings form after one of its stage buttons; nothing is saved or checked yet."""
        form = self.settings_form(initial=settings_form.rearranged(posted(request)))
        return self.html(form.partial, {"form": form})

    # What the platform asks of a block.

    def clear(self, *, space: Space, user_id: int) -> None:
        api.clear(space_id=space.id, user_id=user_id)


def _json(values: dict[str, Any], *, status: int = 200) -> Response:
    return Response(
        json.dumps(values), status=status, content_type="application/json", charset="utf-8", cache_control="no-store"
    )
