"""Two people: how they come together, and what they do then."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response

from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Admission, Permission
from cpd_community_xblock.core.errors import InvalidForm, NotFound
from cpd_community_xblock.core.forms import asked as in_query
from cpd_community_xblock.core.forms import posted
from cpd_community_xblock.mentoring.api import asking, partnerships, reporting, talking, waiting
from cpd_community_xblock.mentoring.block.base import Context, MentoringBase
from cpd_community_xblock.mentoring.block.pairs import Pairs
from cpd_community_xblock.mentoring.data import Concern, Side, State
from cpd_community_xblock.mentoring.forms import partnerships as forms


class PartnershipPages(MentoringBase):
    """My mentor, whom I mentor, and a partnership."""

    @cached_property
    def partners(self) -> Pairs:
        return Pairs(
            host=self.host,
            space_id=self.space.id,
            course_key=self.course_key,
            member=self.member,
            now=self.now,
            terms=self.terms,
            weeks=self.lasting,
            html_id=self.html_id,
            look=self.look,
        )

    @cached_property
    def addressed(self) -> Collection[str]:
        return self.partners.own_names if self.may_write else ()

    # Pages.

    @cached_property
    def still_mentors(self) -> bool:
        """Whether something goes on, or can be read, with whom the page of mentors is no longer for: they were taken
        off the list, or facilitate by now."""
        if not self.may_write or self.side is Side.MENTOR:
            return False
        others = (pair for pair in self.partners.mine if pair.side is not self.side)
        stands = any(pair.state.is_current or pair.began_at for pair in others)
        return stands or (self.side is None and self.partners.offers)

    def _fragment(self, html: str, *, styles: tuple[str, ...] = ()) -> Fragment:
        if self.admission is Admission.MEMBER and self.member.is_staff and self.still_mentors:
            styles = ("mentoring", *styles)
        return super()._fragment(html, styles=styles)

    def page_context(self, asked: Context) -> Context:
        if asked.get("partnership") and not asked.get("view"):
            asked = {**asked, "view": "together"}
        return super().page_context(asked)

    def mentor_page(self, asked: Context) -> Context:
        return self.partners.mentor_page() if self.may_write else {"standing": "looking_as"}

    def mentees_page(self, asked: Context) -> Context:
        return self.partners.mentees_page()

    def together_page(self, asked: Context) -> Context:
        if not self.may_write:
            raise NotFound
        return self.partners.together_page(asked.get("partnership"))

    @handler(Permission.READ)
    def partnership_form(self, request: Any, suffix: str = "") -> Response:
        """The form to ``do`` something: ask a mentor, end a partnership, report it, change its goals or a message."""
        self.require(Permission.TAKE_PART)
        sent = forms.DoForm(in_query(request)).checked()
        if sent["do"] == "answer":
            self.require(Permission.FACILITATE)
            form: Any = self.partners.answer_form(initial={"report": sent["report"]})
        elif sent["do"] == "ask":
            form = self.partners.ask_form(initial={"mentor": sent["mentor"], "others": sent["others"]})
        elif sent["do"] == "change":
            form = self.partners.change_form(sent["post"] or 0)
        else:
            form = self.partners.form_about(self.partners.pair(sent["partnership"] or 0), sent["do"])
        return self.html(form.partial, {**form.context, "form": form})

    @handler(Permission.READ)
    def partnership_message(self, request: Any, suffix: str = "") -> Response:
        """One's own message as it stands."""
        self.require(Permission.TAKE_PART)
        return self._message(forms.PostForm(in_query(request)).checked()["post"])

    @handler(Permission.READ)
    def earlier_messages(self, request: Any, suffix: str = "") -> Response:
        """What the two said before a message that the page shows already."""
        self.require(Permission.TAKE_PART)
        sent = forms.EarlierForm(in_query(request)).checked()
        pair = self.partners.pair(sent["partnership"])
        said = talking.messages(
            space_id=self.space.id, partnership_id=pair.id, reader=self.member, before=sent["before"]
        )
        # The one next to what stands there already: whoever reads backwards keeps their place.
        last = said.posts[-1].id if said.posts else None
        is_active = pair.state is State.ACTIVE
        return self.html(
            "mentoring/_messages.html", {"pair": pair, "said": said, "is_active": is_active, "focus_on": last}
        )

    # How two people come together.

    @handler(Permission.TAKE_PART)
    def ask_mentor(self, request: Any, suffix: str = "") -> Response:
        """Ask a mentor; where their last place has just gone, the next one."""
        form = self.partners.ask_form(posted(request))
        sent = self.checked(form)
        asked = asking.ask(
            space_id=self.space.id,
            learner_id=self.member.user_id,
            mentor_id=sent["mentor"],
            words=sent["words"],
            others=[id_ for id_ in sent["others"] if id_ != sent["mentor"]],
            goes_on=sent["goes_on"],
            terms=self.terms,
            now=self.now,
        )
        self.count_sent(form)
        names = self.partners.names([asked, sent["mentor"]])
        if asked == sent["mentor"]:
            return self._page("mentor", _("You have asked %(name)s.") % {"name": names[asked]})
        notice = _("The last place with %(first)s has just gone, so %(name)s is asked for you.")
        return self._page("mentor", notice % {"first": names[sent["mentor"]], "name": names[asked]})

    @handler(Permission.TAKE_PART)
    def find_for_me(self, request: Any, suffix: str = "") -> Response:
        """Look for a mentor, and have one found."""
        waiting.look(space_id=self.space.id, user_id=self.member.user_id, now=self.now, on_list=True)
        return self._page("mentor")

    @handler(Permission.TAKE_PART)
    def look_again(self, request: Any, suffix: str = "") -> Response:
        """Look for a mentor again, once there was one."""
        waiting.look(space_id=self.space.id, user_id=self.member.user_id, now=self.now)
        return self._page("mentor")

    @handler(Permission.TAKE_PART)
    def accept_partnership(self, request: Any, suffix: str = "") -> Response:
        """Accept a request or a proposal."""
        pair = self._pair(request)
        state = partnerships.accept(**self._mine(pair.id))
        if state is State.ACTIVE:
            return self._page("together", _("You can begin."), partnership=pair.id)
        return self._own_page(pair.side, _("You have accepted. It begins once both of you have."))

    @handler(Permission.TAKE_PART)
    def decline_partnership(self, request: Any, suffix: str = "") -> Response:
        """Say no, without a reason."""
        pair = self._pair(request)
        partnerships.decline(**self._mine(pair.id), terms=self.terms)
        if pair.side is Side.MENTOR:
            return self._own_page(pair.side, _("Declined. They are helped to find somebody else."))
        return self._own_page(pair.side, _("Declined. You keep your turn."))

    @handler(Permission.TAKE_PART)
    def take_request_back(self, request: Any, suffix: str = "") -> Response:
        """Take back what one has asked for or accepted."""
        pair = self._pair(request)
        partnerships.take_back(**self._mine(pair.id))
        return self._own_page(pair.side, _("Taken back."))

    # How they part.

    @handler(Permission.TAKE_PART)
    def end_partnership(self, request: Any, suffix: str = "") -> Response:
        """End it, without a reason."""
        fields = posted(request)
        pair = self._pair_in(fields)
        sent = self.partners.end_form(pair, fields).checked()
        partnerships.end(**self._mine(pair.id), not_again=sent["not_again"], looks_on=sent["looks_on"])
        return self._page(
            "together", _("It is over. What you wrote to each other stays readable for you both."), partnership=pair.id
        )

    @handler(Permission.TAKE_PART)
    def complete_partnership(self, request: Any, suffix: str = "") -> Response:
        """What they set out to do is done."""
        pair = self._pair(request)
        partnerships.complete(**self._mine(pair.id))
        return self._page(
            "together", _("Complete. Thank you for the time that you gave each other."), partnership=pair.id
        )

    @handler(Permission.TAKE_PART)
    def report_partnership(self, request: Any, suffix: str = "") -> Response:
        """Tell the facilitators, and with ``blocks`` end it for good."""
        fields = posted(request)
        pair = self._pair_in(fields)
        form = self.partners.report_form(pair, fields)
        sent = self.checked(form)
        reporting.report(
            **self._mine(pair.id),
            concern=Concern(sent["concern"]),
            words=sent["words"],
            blocks=sent["blocks"],
            terms=self.terms,
        )
        self.count_sent(form)
        notice = _("Thank you for telling. The facilitators will look at it, and you will hear from them here.")
        if sent["blocks"] or not pair.began_at:
            return self._own_page(pair.side, notice)
        return self._page("together", notice, partnership=pair.id)

    # What they do.

    @handler(Permission.TAKE_PART)
    def save_goals(self, request: Any, suffix: str = "") -> Response:
        """Keep the goals; where the other one has changed them meanwhile, show what both wrote."""
        fields = posted(request)
        pair = self._pair_in(fields)
        form = self.partners.goals_form(pair, fields)
        sent = self.checked(form)
        goals = partnerships.save_goals(
            **self._mine(pair.id), text=sent["goals"], version=sent["version"], base=sent["base"]
        )
        if not goals.is_saved:
            again = fields.copy()
            for name, value in (("goals", goals.text), ("version", str(goals.version)), ("base", goals.base)):
                again[name] = value
            clash = self.partners.goals_form(pair, again)
            clash.clashes()
            raise InvalidForm(clash)
        self.count_sent(form)
        return self._page("together", _("Your goals are saved."), partnership=pair.id)

    @handler(Permission.TAKE_PART)
    def say(self, request: Any, suffix: str = "") -> Response:
        """Write to the other one: the new message, and a fresh form below it."""
        fields = posted(request)
        pair = self._pair_in(fields)
        form = self.partners.say_form(pair, fields)
        sent = self.checked(form)
        post_id = talking.say(
            space_id=self.space.id,
            partnership_id=pair.id,
            author=self.member,
            body=sent["body"],
            token=str(sent["token"]),
            now=self.now,
        )
        self.count_sent(form)
        fresh = self.partners.say_form(pair)
        return self._message(post_id, "mentoring/_said.html", form=fresh, focus_on=post_id)

    @handler(Permission.TAKE_PART)
    def change_message(self, request: Any, suffix: str = "") -> Response:
        """Put other words in the place of one's own."""
        fields = posted(request)
        post_id = forms.PostForm(fields).checked()["post"]
        form = self.partners.change_form(post_id, fields)
        sent = self.checked(form)
        talking.change(**self._own(post_id), body=sent["body"])
        self.count_sent(form)
        return self._message(post_id)

    @handler(Permission.TAKE_PART)
    def take_message_back(self, request: Any, suffix: str = "") -> Response:
        """Take one's own words back."""
        own = self._own(forms.PostForm(posted(request)).checked()["post"])
        talking.take_back(**own)
        notice = _("Taken back. The other one can no longer read it.")
        return self._page("together", notice, partnership=own["partnership_id"])

    @handler(Permission.TAKE_PART)
    def seen_partnerships(self, request: Any, suffix: str = "") -> Response:
        """Someone has read what has come of their partnerships since they were here."""
        ids = forms.ids_of(posted(request).get("partnerships", ""))[: partnerships.MOST_SHOWN]
        partnerships.mark_seen(space_id=self.space.id, user_id=self.member.user_id, partnership_ids=ids)
        reporting.mark_answers_seen(space_id=self.space.id, user_id=self.member.user_id)
        return self._page("")

    # How an answer is put together.

    def _pair(self, request: Any) -> Any:
        return self._pair_in(posted(request))

    def _pair_in(self, fields: Any) -> Any:
        """The partnership that was sent, as this member sees it; ``NotFound`` for anybody else's."""
        sent = forms.PartnershipForm({"partnership": fields.get("partnership")}).checked()
        return self.partners.pair(sent["partnership"])

    def _mine(self, partnership_id: int) -> dict[str, Any]:
        return {
            "space_id": self.space.id,
            "partnership_id": partnership_id,
            "user_id": self.member.user_id,
            "now": self.now,
        }

    def _own(self, post_id: int) -> dict[str, Any]:
        who = {"space_id": self.space.id, "post_id": post_id}
        partnership_id = talking.partnership_of(**who, reader=self.member)
        return {**who, "partnership_id": partnership_id, "author": self.member, "now": self.now}

    def _message(self, post_id: int, template: str = "mentoring/_message.html", **more: Any) -> Response:
        post = talking.own(space_id=self.space.id, post_id=post_id, author=self.member)
        return self.html(template, {"post": post, "is_active": True, **more})

    def _own_page(self, side: Side | None, notice: str) -> Response:
        # An alumna's own mentor is told of on the page of those whom she mentors.
        return self._page("mentor" if side is Side.LEARNER and self.side is side else "mentees", notice)

    def _page(self, view: str, notice: str = "", **asked: Any) -> Response:
        """One of the pages as things stand now."""
        for known in ("partners", "still_mentors", "addressed"):
            self.__dict__.pop(known, None)
        return self.page_answer(view=view, notice=notice, **asked)
