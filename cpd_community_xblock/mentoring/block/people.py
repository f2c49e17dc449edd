"""What people tell, and who they are: the pages of wishes, of what mentors offer, and of everyone for facilitators."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from webob import Response

from cpd_community_xblock.core import calendar, spaces
from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Permission
from cpd_community_xblock.core.errors import NotAllowed
from cpd_community_xblock.core.forms import posted
from cpd_community_xblock.host.data import Person
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring.api import alumni, partnerships, people, trying
from cpd_community_xblock.mentoring.block.base import Context, monday_of, rules_of
from cpd_community_xblock.mentoring.block.overview import OverviewPages
from cpd_community_xblock.mentoring.data import Added, Invited, Letter, Participant, Profile, Side
from cpd_community_xblock.mentoring.forms import grid
from cpd_community_xblock.mentoring.forms import people as forms
from cpd_community_xblock.mentoring.matching.data import CannotMatch

PAGE_SIZE = 25
MOST_WAITING = 50
MOST_NAMED = 20

_VIEWS = {Side.MENTOR: "profile", Side.LEARNER: "wishes"}


class PeoplePages(OverviewPages):
    """Wishes, profiles, alumni."""

    # What both sides tell.

    def wishes_page(self, asked: Context) -> Context:
        return self._telling(Side.LEARNER, asked)

    def profile_page(self, asked: Context) -> Context:
        return self._telling(Side.MENTOR, asked)

    def _telling(self, side: Side, asked: Context) -> Context:
        """What someone has told, or the form to tell it."""
        told = self._told(side)
        if "arranged" in asked:
            return {"told": told, "form": asked["arranged"], "arranged": True}
        if told is not None and not asked.get("change"):
            return {"told": told, "weeks": grid.shown(self._rota(told.profile)), "today": self._today}
        return {"told": told, "form": self._tell_form(side, told)}

    def _told(self, side: Side) -> Participant | None:
        if not self.may_write:
            return None
        return people.participant(space_id=self.space.id, user_id=self.member.user_id, side=side)

    @property
    def _tz(self) -> ZoneInfo:
        return calendar.zone(self.zone, settings.TIME_ZONE)

    @property
    def _today(self) -> Any:
        return self.now.astimezone(self._tz).date()

    def _rota(self, profile: Profile) -> grid.Rota:
        return grid.rota_of(profile.availability, monday=monday_of(self._today))

    def _tell_form(self, side: Side, told: Participant | None, data: Any = None, **initial: Any) -> forms.TellForm:
        kind = forms.OfferForm if side is Side.MENTOR else forms.WishesForm
        is_new = told is None or told.skipped
        profile = told.profile if told else Profile()
        about = members.profile(user_id=self.member.user_id) if is_new and self.may_write else None
        if about is not None and not data and not initial:
            profile = self._prefilled(profile, about)
        return kind(
            *([data] if data is not None else []),
            look=self.look,
            offered=self.offered,
            today=self._today,
            told=profile,
            context={"told": told, "elsewhere": about},
            auto_id=f"{self.html_id}-{_VIEWS[side]}-%s",
            **initial,
        )

    def _prefilled(self, profile: Profile, about: Any) -> Profile:
        return forms.prefilled(
            profile,
            offered=self.offered,
            languages=about.languages,
            profession=about.profession,
            setting=about.setting,
            time_zone=self.member.time_zone,
        )

    def _require_side(self, side: Side) -> None:
        if self.side is side:
            return
        if side is Side.MENTOR:
            raise NotAllowed(_("Only graduates of this course can offer to mentor."))
        raise NotAllowed(_("Only learners look for a mentor here."))

    @handler(Permission.READ)
    def change_told(self, request: Any, suffix: str = "") -> Response:
        """The form with what somebody has told, to change it."""
        return self.page_answer(view=_VIEWS.get(self.side or Side.LEARNER), change=True)

    @handler(Permission.TAKE_PART, saves=False)
    def arrange_weeks(self, request: Any, suffix: str = "") -> Response:
        """The form after one of its rota's buttons; nothing is saved or checked yet."""
        fields = posted(request)
        side = self.side
        if side is None:
            raise NotAllowed(_("Facilitators neither mentor nor look for a mentor here."))
        do = forms.ArrangeForm(fields).checked()["do"]
        rota = grid.rearranged(grid.parse(fields, monday=monday_of(self._today)), do)
        form = self._tell_form(side, self._told(side), initial=forms.typed(fields), rota=rota)
        return self.page_answer(view=_VIEWS[side], arranged=form)

    @handler(Permission.TAKE_PART)
    def save_offer(self, request: Any, suffix: str = "") -> Response:
        """Offer to mentor, or change what one offers."""
        return self._save(Side.MENTOR, request, _("Thank you. You are a mentor here now: this is what you offer."))

    @handler(Permission.TAKE_PART)
    def save_wishes(self, request: Any, suffix: str = "") -> Response:
        """Look for a mentor, or change what one looks for."""
        return self._save(Side.LEARNER, request, _("Thank you. This is what we look for."))

    def _save(self, side: Side, request: Any, welcome: str) -> Response:
        self._require_side(side)
        told = self._told(side)
        form = self._tell_form(side, told, data=posted(request))
        profile = form.profile(self.checked(form))
        people.save(space_id=self.space.id, user_id=self.member.user_id, side=side, profile=profile, now=self.now)
        self.count_sent(form)
        return self.page_answer(view=_VIEWS[side], notice=_("Saved.") if told else welcome)

    @handler(Permission.TAKE_PART)
    def skip_wishes(self, request: Any, suffix: str = "") -> Response:
        """Look for any mentor, without telling anything here."""
        self._require_side(Side.LEARNER)
        profile = self._prefilled(Profile(), members.profile(user_id=self.member.user_id))
        people.save(
            space_id=self.space.id,
            user_id=self.member.user_id,
            side=Side.LEARNER,
            profile=profile,
            now=self.now,
            skipped=True,
        )
        return self.page_answer(view="wishes", notice=_("That is all. We look for a mentor for you."))

    @handler(Permission.TAKE_PART)
    def pause_offer(self, request: Any, suffix: str = "") -> Response:
        """Take no further learners for now, or take them again."""
        self._require_side(Side.MENTOR)
        paused = forms.PauseForm(posted(request)).checked()["paused"]
        people.pause(space_id=self.space.id, user_id=self.member.user_id, paused=paused, now=self.now)
        notice = (
            _("Paused. Nobody new is matched with you until you go on.") if paused else _("You take learners again.")
        )
        return self.page_answer(view="profile", notice=notice)

    @handler(Permission.TAKE_PART)
    def stop_taking_part(self, request: Any, suffix: str = "") -> Response:
        """Mentor no longer, or look for a mentor no longer."""
        if self.side is None and not self.still_mentors:
            raise NotAllowed(_("Facilitators neither mentor nor look for a mentor here."))
        # On both: whoever looked for a mentor before they could be one has no page any more to delete that on.
        for side in Side:
            partnerships.leave(
                space_id=self.space.id, user_id=self.member.user_id, side=side, terms=self.terms, now=self.now
            )
        return self._page(_VIEWS[self.side] if self.side else "mentees", _("Done. What you told us here is deleted."))

    # Everyone, for facilitators.

    def people_page(self, asked: Context) -> Context:
        everyone = alumni.alumni(space_id=self.space.id)
        waiting = people.waiting(space_id=self.space.id, most=MOST_WAITING)
        mentors = people.user_ids(space_id=self.space.id, side=Side.MENTOR)
        names = self.host.people([*everyone, *mentors, *(learner.user_id for learner in waiting)])
        numbers = people.numbers(space_id=self.space.id, today=self._today)
        found = _found(names, mentors if asked.get("show") == "mentors" else everyone, asked.get("search") or "")
        number = asked.get("number") or 1
        shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        ids = [person.id for person in shown]
        told = people.participants(space_id=self.space.id, side=Side.MENTOR, user_ids=ids)
        offers = {offer.user_id: offer for offer in told}
        return {
            "numbers": numbers,
            "alumni": [(person, everyone.get(person.id), offers.get(person.id)) for person in shown],
            "found": len(found),
            "show": "mentors" if asked.get("show") == "mentors" else "",
            "search": asked.get("search") or "",
            "number": number,
            "has_next": len(found) > number * PAGE_SIZE,
            "waiting": [(names.get(learner.user_id), learner) for learner in waiting],
            "more_waiting": max(numbers.waiting - len(waiting), 0),
            "invitations": alumni.invitations(space_id=self.space.id),
            "today": self._today,
            "list_form": asked.get("list_form") or forms.ListForm(auto_id=f"{self.html_id}-list-%s"),
            "reports": self.report_cards(),
            "answered_reports": self.report_cards(answered=True),
            "looked": asked.get("looked"),
            "invite_form": asked.get("invite_form") or forms.InviteForm(auto_id=f"{self.html_id}-invite-%s"),
        }

    @handler(Permission.FACILITATE)
    def add_alumni(self, request: Any, suffix: str = "") -> Response:
        """Look through a list of people, and once it has been looked through as it stands, add them."""
        fields = posted(request)
        form = forms.ListForm(fields, auto_id=f"{self.html_id}-list-%s")
        form.checked()
        what: dict[str, Any] = {"space_id": self.space.id, "rows": form.rows, "bad": form.bad}
        if fields.get("do") == "add" and form.was_seen:
            added = alumni.add(**what, now=self.now)
            return self.page_answer(view="people", notice=_added(added))
        looked = alumni.look_through(**what)
        seen = {"people": form.cleaned_data["people"], "seen": form.mark}
        again = forms.ListForm(initial=seen, auto_id=f"{self.html_id}-list-%s")
        return self.page_answer(
            view="people", list_form=again, looked=self._looked(looked), invite_form=self._left(looked)
        )

    def _looked(self, added: Added) -> Mapping[str, Any]:
        """What a list would do, with the names of the first of those it would add: many are called the same."""
        first, learners = added.new[:MOST_NAMED], added.learners[:MOST_NAMED]
        names = self.host.people([*first, *learners])
        named = [names[user_id] for user_id in first if user_id in names]
        looking = [names[user_id] for user_id in learners if user_id in names]
        return {"added": added, "named": named, "more": len(added.new) - len(named), "looking": looking}

    def _left(self, added: Added) -> forms.InviteForm:
        """The addresses without an account, ready to be invited."""
        left = [row.text for row in added.bad if "@" in row.text and " " not in row.text][: forms.MAX_INVITED]
        return forms.InviteForm(initial={"addresses": left}, auto_id=f"{self.html_id}-invite-%s")

    @handler(Permission.FACILITATE)
    def invite_alumni(self, request: Any, suffix: str = "") -> Response:
        """Invite people by their addresses."""
        sent = forms.InviteForm(posted(request), auto_id=f"{self.html_id}-invite-%s").checked()
        invited = alumni.invite(
            space_id=self.space.id,
            addresses=sent["addresses"],
            invited_by=self.member.user_id,
            letter=self._invitation(),
            now=self.now,
        )
        return self.page_answer(view="people", notice=_invited(invited))

    def _invitation(self) -> Letter:
        course = self.host.run(course_key=self.course_key, user_id=self.member.user_id).name
        subject = " ".join(_("An invitation to mentor in “%(course)s”").split()) % {"course": " ".join(course.split())}
        address = self.host.address_of(spaces.branchless(self.usage_key))
        return Letter(subject, self.draw("mentoring/_invitation.txt", {"course": course, "address": address}))

    @handler(Permission.FACILITATE)
    def take_back_invitation(self, request: Any, suffix: str = "") -> Response:
        """Take an invitation back."""
        address = forms.AddressForm(posted(request)).checked()["address"]
        alumni.take_back(space_id=self.space.id, address=address)
        return self.page_answer(view="people", notice=_("The invitation is taken back."))

    @handler(Permission.FACILITATE)
    def remove_alumnus(self, request: Any, suffix: str = "") -> Response:
        """Let someone who was added by mistake mentor no longer."""
        person = forms.PersonForm(posted(request)).checked()["person"]
        alumni.remove(space_id=self.space.id, user_id=person, terms=self.terms, now=self.now)
        return self.page_answer(view="people", notice=_("Taken off the list. What has begun with them goes on."))

    # What an author sets.

    def store(self, checked: dict[str, Any]) -> None:
        super().store(checked)
        self.keep_alumni_runs()

    @handler(Permission.AUTHOR, saves=False)
    def try_rules(self, request: Any, suffix: str = "") -> Response:
        """What the rules and wishes in the settings form would do, saved or not."""
        form = self.settings_form(posted(request))
        rules = form.rules()
        if rules is None:
            return self.html(
                "mentoring/_effect.html", {"problem": _("Something in the rules needs another look first.")}
            )
        space = spaces.find_space(usage_key=self.usage_key)
        try:
            effect = trying.effect(
                space_id=space.id if space else None,
                rules=rules_of(rules, today=self.now.date()),
                offered=self.offered,
                today=self.now.date(),
            )
        except CannotMatch:
            problem = _("This cannot be tried with the people here. A matching by a facilitator will say why.")
            return self.html("mentoring/_effect.html", {"problem": problem})
        return self.html("mentoring/_effect.html", {"effect": effect})


def _found(names: Mapping[int, Person], ids: Any, search: str) -> list[Person]:
    """People by name, those whose name or username holds what is searched for."""
    wanted = search.strip().casefold()
    found = [names[id_] for id_ in ids if id_ in names]
    if wanted:
        found = [one for one in found if wanted in one.display_name.casefold() or wanted in one.username.casefold()]
    return sorted(found, key=lambda person: (person.display_name.casefold(), person.id))


def _added(added: Added) -> str:
    count = len(added.new)
    if not count:
        return _("Nobody new was in it.")
    return ngettext("%(n)d person can mentor here now.", "%(n)d people can mentor here now.", count) % {"n": count}


def _invited(invited: Invited) -> str:
    parts = [
        (invited.new, _("Invited: %(names)s.")),
        (invited.again, _("Reminded: %(names)s.")),
        (invited.lately, _("Invited within the last day, so not again: %(names)s.")),
        (invited.known, _("May mentor already: %(names)s.")),
    ]
    return " ".join(words % {"names": ", ".join(names)} for names, words in parts if names)
