"""The reflection block: a clinician writes in stages, in private, and shares by choice."""

import json
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from webob import Response
from xblock.fields import Float, Integer, List, Scope, String

from cpd_community_xblock.confidentiality import api as confidentiality
from cpd_community_xblock.confidentiality.block import GuardedBlock
from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import AudienceKind, Concern, Promise, ThanksKind
from cpd_community_xblock.core import spaces
from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Admission, Permission, Space
from cpd_community_xblock.core.errors import CommunityError, Conflict, NotFound
from cpd_community_xblock.core.forms import asked, posted
from cpd_community_xblock.members import api as members
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.reflection import api, forms, rules, settings_form, stages, templates
from cpd_community_xblock.reflection.data import FOLLOW_UP, Act, FollowUp, Naming, Saved, Stage
from cpd_community_xblock.reflection.room import Plan, Room, stage_form

PAGE = "reflection/_page.html"
NOBODY = 0


class ReflectionBlock(GuardedBlock):
    """Staged, private-first reflection that colleagues answer."""

    kind: ClassVar[str] = "cpd_reflection"
    title: ClassVar[Any] = gettext_lazy("Reflection")
    settings_form = settings_form.ReflectionSettingsForm
    styles: ClassVar[tuple[str, ...]] = ("reflection",)
    # Staff who look at the course as one learner see this block too: the platform hides any that does not say so.
    show_in_read_only_mode = True

    # The platform's menu of blocks shows the default; where nobody has named the block, its title is translated.
    display_name = String(scope=Scope.settings, default="Reflection")
    template = String(scope=Scope.settings, default=templates.DEFAULT)
    stages = List(scope=Scope.settings, default=[], xml_node=True)
    audience = String(scope=Scope.settings, default=AudienceKind.COHORT.value)
    naming = String(scope=Scope.settings, default=Naming.CHOICE.value)
    stems = List(scope=Scope.settings, default=[], xml_node=True)
    responses_asked = Integer(scope=Scope.settings, default=2)
    responses_promised = Integer(scope=Scope.settings, default=2)
    promise_hours = Integer(scope=Scope.settings, default=72)
    follow_up_days = Integer(scope=Scope.settings, default=21)
    follow_up_prompt = String(scope=Scope.settings, default="")
    completes_with = List(scope=Scope.settings, default=[Act.WROTE.value])
    weight = Float(scope=Scope.settings, default=0)
    share_graded = Float(scope=Scope.user_state, default=0, help="The largest share that the platform was told of.")
    incident_text = String(scope=Scope.settings, default="")
    incident_url = String(scope=Scope.settings, default="")
    wellbeing_text = String(scope=Scope.settings, default="")
    wellbeing_url = String(scope=Scope.settings, default="")

    # What the author set, and who came in.

    @property
    def stage_list(self) -> tuple[Stage, ...]:
        """The stages that the author edited, or the template's own in the reader's language."""
        return stages.from_fields(self.stages) or templates.template(self.template).stages

    @property
    def minutes(self) -> int:
        return sum(stage.minutes for stage in self.stage_list)

    @property
    def incident_link(self) -> str:
        return _web(self.incident_url)

    @property
    def wellbeing_link(self) -> str:
        return _web(self.wellbeing_url)

    @cached_property
    def member(self) -> Member:
        if self.visitor.user_id is None or self.standing is None:
            raise NotFound
        member = members.member(
            user_id=self.visitor.user_id,
            course_key=str(self.course_key),
            standing=self.standing,
            time_zone=self.visitor.time_zone,
        )
        # Who looks as a learner reads as one of their colleagues: as that learner themselves they would find the
        # pseudonym marked as "you", and words that the learner took back.
        return member if self.admission is Admission.MEMBER else replace(member, user_id=NOBODY)

    @property
    def plan(self) -> Plan:
        """What the author decided, read with patience: OLX can hold what the editor would not take."""
        return Plan(
            stages=self.stage_list,
            stems=tuple(str(stem)[:120] for stem in self.stems or ()) or templates.stems(),
            naming=Naming(self.naming) if self.naming in set(Naming) else Naming.CHOICE,
            whole_course=self.audience == AudienceKind.COURSE.value,
            promise=Promise(
                asked=min(stages.count(self.responses_asked), settings_form.MAX_RESPONSES),
                responses=min(stages.count(self.responses_promised), settings_form.MAX_RESPONSES),
                course_wide=self.audience == AudienceKind.COURSE.value,
                hours=min(max(stages.count(self.promise_hours), settings_form.MIN_HOURS), settings_form.MAX_HOURS),
            ),
            follow_up=FollowUp(
                days=min(stages.count(self.follow_up_days), settings_form.MAX_FOLLOW_UP_DAYS),
                prompt=str(self.follow_up_prompt or _("Did you do what you meant to? What happened?")),
            ),
            acts=self._acts(),
        )

    def _acts(self) -> frozenset[Act]:
        """What completes the block, without what nobody is asked for."""
        acts = {act for act in Act if act.value in (self.completes_with or ())}
        if not stages.count(self.responses_asked):
            acts.discard(Act.RESPONDED)
        if not stages.count(self.follow_up_days):
            acts.discard(Act.FOLLOWED_UP)
        return frozenset(acts or {Act.WROTE})

    @cached_property
    def room(self) -> Room:
        return Room(
            host=self.host,
            space_id=self.space.id,
            course_key=self.course_key,
            member=self.member,
            now=self.now,
            plan=self.plan,
            may_write=self.admission is Admission.MEMBER,
            html_id=self.html_id,
            look=self.look,
        )

    @property
    def zone(self) -> str:
        return self.member.time_zone if self.admission in {Admission.MEMBER, Admission.LOOKING_AS} else ""

    # Pages.

    def member_html(self) -> str:
        # The author may have asked less of people since they were here, or begun to grade it.
        if self.room.begins_writing and (not self.is_complete or (self.has_score and self.share_graded < 1)):
            self._tell_progress()
        return self.draw("reflection/block.html", self.room.page({}))

    def preview_html(self) -> str:
        steps = [(step, stage_form(step, self.html_id)) for step in rules.previewed(self.stage_list)]
        return self.draw("reflection/preview.html", {"stage_forms": steps})

    @handler(Permission.READ)
    def page(self, request: Any, suffix: str = "") -> Response:
        """One of the block's pages, by the ``view`` in the query."""
        form = forms.PageForm(asked(request))
        form.is_valid()
        return self._page(**form.cleaned_data)

    def _page(self, *, notice: str = "", **asked: Any) -> Response:
        return self.html(PAGE, {**self.room.page(asked), "notice": notice})

    # Writing.

    @handler(Permission.TAKE_PART)
    def save_draft(self, request: Any, suffix: str = "") -> Response:
        """Autosave. Answers with data, not HTML: the writer is still typing in the page."""
        form = forms.DraftForm(posted(request))
        if not form.is_valid():
            message = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return _json({"message": message}, status=422)
        try:
            saved = self._save_begun(form.cleaned_data) or self._save_first(form.cleaned_data)
        except CommunityError as error:
            return _json({"message": error.message}, status=error.status)
        answer = {"version": saved.version, "saved_at": saved.saved_at.isoformat()}
        if saved.merged:
            answer["body"] = saved.body
            answer["message"] = _merged()
        return _json(answer)

    def _save_begun(self, sent: dict[str, Any]) -> Saved | None:
        """Save on in a part that has text already. What autosave does most, so it asks the database for no more."""
        user_id = self.visitor.user_id
        known = {FOLLOW_UP, *(stage.id for stage in self.stage_list)}
        if user_id is None or sent["stage"] not in known:
            return None
        saved = api.save_begun_draft(
            usage_key=spaces.branchless(self.usage_key),
            user_id=user_id,
            stage_id=sent["stage"],
            body=sent["body"],
            version=sent["version"],
            base=sent["base"],
            now=self.now,
        )
        self.took_part_before = saved is not None
        return saved

    def _save_first(self, sent: dict[str, Any]) -> Saved:
        self.room.open_step(sent["stage"])
        return api.save_draft(**self._draft(sent))

    @handler(Permission.TAKE_PART)
    def finish_stage(self, request: Any, suffix: str = "") -> Response:
        """Save a stage, mark it finished and go on to the next."""
        fields = posted(request)
        step = self.room.open_step(fields.get("stage", ""))
        if step.stage.is_follow_up:
            raise NotFound  # That one is sent to those who responded, and not just finished.
        sent = self.room.finish_form(step, fields).checked()
        saved = api.finish_stage(**self._draft(sent))
        self._forget()
        self._tell_progress()
        heading = step.stage.heading or _("An earlier part")
        notice = _("“%(heading)s” is finished and saved.") % {"heading": heading}
        return self._page(view="write", notice=f"{notice} {_merged()}" if saved.merged else notice)

    def _draft(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {
            "space_id": self.space.id,
            "user_id": self.member.user_id,
            "stage_id": sent["stage"],
            "body": sent["body"],
            "version": sent["version"],
            "base": sent["base"],
            "now": self.now,
        }

    @handler(Permission.TAKE_PART)
    def send_follow_up(self, request: Any, suffix: str = "") -> Response:
        """Tell those who responded what came of it."""
        fields = posted(request)
        step = self.room.open_step(FOLLOW_UP)
        form = self.room.follow_up_form(step, fields)
        sent = self.checked(form)
        shared = self.room.desk().shared
        if sent["stage"] != FOLLOW_UP or shared is None:
            raise NotFound
        draft = {**self._draft(sent), "member": self.member, "thread_id": shared.thread_id}
        del draft["user_id"], draft["stage_id"]
        saved = api.send_follow_up(**draft)
        self._forget()
        if saved.merged:
            notice = _("Nothing is sent yet. Send it when it says what you mean.")
            return self._page(view="follow_up", notice=f"{_merged()} {notice}")
        self.count_sent(form)
        self._tell_progress()
        notice = _("Sent. Those who responded will find it here.")
        return self._page(view="thread", thread=shared.thread_id, notice=notice)

    def _forget(self) -> None:
        """What the room has read is no longer so."""
        self.__dict__.pop("room", None)

    def _tell_progress(self) -> None:
        """Tell the platform how far the member is: completion once it is whole, and a grade where it has a weight.

        Neither is ever taken back: who withdraws what they shared has done it all the same.
        """
        if self.is_complete and not self.has_score:
            return
        if self.room.finds_nobody_waiting():
            api.excuse(space_id=self.space.id, user_id=self.member.user_id, now=self.now)
            self._forget()
        progress = self.room.progress()
        if progress.is_complete and not self.is_complete:
            self.is_complete = True
            self.emit_completion(1.0)
        share = progress.done / progress.of if progress.of else 0.0
        # Compared here: the platform's "only if higher" fails where there is state and no grade yet, as after a draft.
        if self.has_score and share > self.share_graded:
            self.share_graded = share
            self.runtime.publish(self, "grade", {"value": progress.done, "max_value": progress.of})

    @property
    def has_score(self) -> bool:
        """Whether taking part is graded."""
        return bool(self.weight and self.weight > 0)

    def max_score(self) -> float | None:
        """The whole of taking part, before the platform weighs it."""
        return 1.0 if self.has_score else None

    # Sharing.

    @handler(Permission.TAKE_PART)
    def share(self, request: Any, suffix: str = "") -> Response:
        """Share the chosen parts, and show them as colleagues see them."""
        desk = self.room.desk()
        form = self.room.share_form(desk, posted(request))
        sent = self.checked(form)
        thread_id = api.share(
            space_id=self.space.id,
            member=self.member,
            steps=[step for step in desk.shareable if step.stage.id in sent["parts"]],
            audience=AudienceKind(sent["audience"]),
            pseudonymous=self.room.signs_with_pseudonym(sent["signature"]),
            now=self.now,
        )
        self.count_sent(form)
        self._forget()
        self._tell_progress()
        if desk.shared and desk.shared.hidden:
            notice = _("Your changes are kept. Colleagues see it again once a facilitator shows it.")
        else:
            notice = _("Shared. This is how colleagues see it; their responses will appear below.")
        return self._page(view="thread", thread=thread_id, notice=notice)

    @handler(Permission.TAKE_PART)
    def reword(self, request: Any, suffix: str = "") -> Response:
        """Put the safer wording in the place of a finding, and show again what would be shared."""
        fields = posted(request)
        version, start, mark, stage_id = forms.RewordForm(fields).checked()["reword"]
        step = self.room.open_step(stage_id)
        body = step.draft.body
        found = (notice.finding for notice in self.look([body]).notices if notice.mark == mark)
        finding = next((finding for finding in found if finding.start == start), None)
        if finding is None or version != step.draft.version:
            raise Conflict(_("Your text has changed meanwhile. Go back to it and read it once more."))
        safer = confidentiality.reworded(body, finding)
        draft = {"stage": stage_id, "body": safer, "version": version, "base": body}
        api.save_draft(**self._draft(draft))
        self._forget()
        chosen = {name: fields[name] for name in ("audience", "signature") if name in fields}
        notice = _("Changed. This is how it reads now.")
        return self._page(view="share", chosen={**chosen, "parts": fields.getlist("parts")}, notice=notice)

    @handler(Permission.TAKE_PART)
    def withdraw(self, request: Any, suffix: str = "") -> Response:
        """Take one's shared reflection back."""
        api.withdraw(space_id=self.space.id, member=self.member, now=self.now)
        notice = _("You have taken it back. Nobody else can read it now; what you wrote is still here.")
        return self._page(view="write", notice=notice)

    # Talking.

    @handler(Permission.READ)
    def post(self, request: Any, suffix: str = "") -> Response:
        """One post as it stands, or with ``do`` the form to reply to it, edit, report or hide it."""
        sent = forms.AskForm(asked(request)).checked()
        if not sent["do"]:
            return self._post(sent["post"])
        self.require(Permission.FACILITATE if sent["do"] == "hide" else Permission.TAKE_PART)
        post = conversation.post(space_id=self.space.id, post_id=sent["post"], reader=self.member)
        form = self.room.form_about(post, sent["do"])
        return self.html(form.partial, {**form.context, "form": form})

    def _post(self, post_id: int, template: str = "reflection/_post.html", **more: Any) -> Response:
        post = conversation.post(space_id=self.space.id, post_id=post_id, reader=self.member)
        return self.html(template, {"post": post, "member": self.member, "can_write": self.room.may_write, **more})

    @handler(Permission.TAKE_PART)
    def respond(self, request: Any, suffix: str = "") -> Response:
        """Answer a reflection: the new post, and a fresh form below it. Or a response: that with its replies."""
        fields = posted(request)
        thread_id, parent_id = forms.place(fields.get("thread")), forms.place(fields.get("parent"))
        form = self.room.respond_form(thread_id or 0, parent=parent_id, data=fields)
        sent = self.checked(form)
        post_id = conversation.respond(
            space_id=self.space.id,
            thread_id=sent["thread"],
            author=self.member,
            body=sent["body"],
            stem=sent["stem"],
            pseudonymous=self.room.signs_with_pseudonym(sent["signature"]),
            parent_id=sent["parent"],
            token=str(sent["token"]),
            now=self.now,
        )
        self.count_sent(form)
        self._forget()
        self._tell_progress()
        if sent["parent"]:
            return self._post(sent["parent"], just_sent=post_id)
        fresh = self.room.respond_form(sent["thread"])
        return self._post(post_id, "reflection/_responded.html", form=fresh, just_sent=post_id)

    @handler(Permission.TAKE_PART)
    def edit_post(self, request: Any, suffix: str = "") -> Response:
        """Change one's own response."""
        form = self.room.edit_form(posted(request))
        sent = self.checked(form)
        conversation.edit_post(
            space_id=self.space.id, post_id=sent["post"], author=self.member, body=sent["body"], now=self.now
        )
        self.count_sent(form)
        return self._post(sent["post"])

    @handler(Permission.TAKE_PART)
    def withdraw_post(self, request: Any, suffix: str = "") -> Response:
        """Take one's own response back."""
        sent = forms.PostForm(posted(request)).checked()
        conversation.withdraw_post(space_id=self.space.id, post_id=sent["post"], author=self.member, now=self.now)
        return self._post(sent["post"])

    @handler(Permission.TAKE_PART)
    def answer_next(self, request: Any, suffix: str = "") -> Response:
        """Show who waits for a response, kept for this member for a while; or say that nobody does."""
        skipped = forms.NextForm(posted(request)).checked()["instead_of"]
        thread_id = conversation.ask_next(
            space_id=self.space.id,
            member=self.member,
            promise=self.room.plan.promise,
            now=self.now,
            instead_of=skipped,
        )
        if thread_id is not None:
            return self._page(view="thread", thread=thread_id, skipped=skipped)
        if skipped:
            notice = _("Nobody else is waiting for a response just now.")
        else:
            notice = _("Nobody is waiting for a response just now. Look in again if you like.")
        self._tell_progress()
        return self._page(view="talk", notice=notice)

    @handler(Permission.TAKE_PART)
    def thank(self, request: Any, suffix: str = "") -> Response:
        """Say thanks for an answer, or that it changed what one will do; or take that back."""
        sent = forms.ThankForm(posted(request)).checked()
        what = {"space_id": self.space.id, "post_id": sent["post"], "member": self.member}
        kind = ThanksKind(sent["kind"])
        if sent["undo"]:
            conversation.unthank(**what, kind=kind)
        else:
            conversation.thank(**what, kind=kind, now=self.now)
        return self._post(sent["post"])

    @handler(Permission.TAKE_PART)
    def mark_seen(self, request: Any, suffix: str = "") -> Response:
        """Someone has read what happened since they were here."""
        until = forms.SeenForm(posted(request)).checked()["until"]
        conversation.mark_seen(space_id=self.space.id, member=self.member, now=self.now, until=until)
        return self._page()

    @handler(Permission.TAKE_PART)
    def report(self, request: Any, suffix: str = "") -> Response:
        """Ask the facilitators to look at a post."""
        form = self.room.report_form(posted(request))
        sent = self.checked(form)
        conversation.report(
            space_id=self.space.id,
            post_id=sent["post"],
            reporter=self.member,
            concern=Concern(sent["concern"]),
            words=sent["words"],
            now=self.now,
        )
        self.count_sent(form)
        return self._post(sent["post"], is_reported=True)

    # Facilitating.

    @handler(Permission.FACILITATE)
    def endorse(self, request: Any, suffix: str = "") -> Response:
        """Endorse a post, or with ``undo`` take the endorsement back."""
        fields = posted(request)
        return self._act(conversation.unendorse if fields.get("undo") else conversation.endorse, fields)

    @handler(Permission.FACILITATE)
    def hide(self, request: Any, suffix: str = "") -> Response:
        """Hide a post, with a reason."""
        fields = posted(request)
        form = self.room.hide_form(fields)
        sent = self.checked(form)
        answer = self._act(conversation.hide, fields, notice=_("Hidden."), reason=sent["reason"])
        self.count_sent(form)
        return answer

    @handler(Permission.FACILITATE)
    def restore(self, request: Any, suffix: str = "") -> Response:
        """Show a hidden post again."""
        return self._act(conversation.restore, posted(request), notice=_("Shown again."))

    @handler(Permission.FACILITATE)
    def leave_post(self, request: Any, suffix: str = "") -> Response:
        """Leave a reported post as it is."""
        return self._act(conversation.leave, posted(request), notice=_("Left as it is. Whoever told you hears of it."))

    @handler(Permission.FACILITATE)
    def look_again(self, request: Any, suffix: str = "") -> Response:
        """Put a report that was left back among those to look at."""
        return self._act(conversation.look_again, posted(request), notice=_("Put back among those to look at."))

    def _act(self, act: Any, fields: QueryDict, *, notice: str = "", **sent: Any) -> Response:
        """Do what staff do to a post, and show it as it is then: there, or on the page where they look after things."""
        post_id = forms.PostForm(fields).checked()["post"]
        act(space_id=self.space.id, post_id=post_id, staff=self.member, now=self.now, **sent)
        return self._page(view="people", notice=notice) if fields.get("from") == "people" else self._post(post_id)

    # About oneself.

    @handler(Permission.TAKE_PART)
    def save_profile(self, request: Any, suffix: str = "") -> Response:
        """Keep what someone told about themselves."""
        sent = self.room.profile_form(posted(request)).checked()
        members.save_profile(user_id=self.member.user_id, **sent)
        del self.member, self.room  # Their time zone may have changed.
        return self._page(view="me", notice=_("Saved."))

    # Authoring.

    def settings(self) -> dict[str, Any]:
        return {**super().settings(), "stages": [stages.to_field(stage) for stage in self.stage_list]}

    @handler(Permission.AUTHOR)
    def arrange_stages(self, request: Any, suffix: str = "") -> Response:
        """The settings form after one of its stage buttons; nothing is saved or checked yet."""
        form = self.settings_form(initial=settings_form.rearranged(posted(request)), auto_id=self.editor_ids)
        return self.html(form.partial, {"form": form})

    # What the platform asks of a block.

    def clear(self, *, space: Space, user_id: int) -> None:
        api.clear(space_id=space.id, user_id=user_id)


def _web(address: Any) -> str:
    """An address that a link may lead to, or nothing: OLX can hold what the editor would not take."""
    return address if isinstance(address, str) and address.startswith(("https://", "http://")) else ""


def _merged() -> str:
    return _("You also wrote in another window. Both texts are kept here: please read it over.")


def _json(values: dict[str, Any], *, status: int = 200) -> Response:
    return Response(
        json.dumps(values), status=status, content_type="application/json", charset="utf-8", cache_control="no-store"
    )
