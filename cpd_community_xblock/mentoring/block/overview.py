"""What facilitators see of two people: that they are matched, and what one of them reports. Nothing of what is said."""

from typing import Any

from django.utils.translation import gettext as _
from webob import Response

from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Permission
from cpd_community_xblock.core.forms import posted
from cpd_community_xblock.mentoring.api import partnerships, reporting
from cpd_community_xblock.mentoring.block.base import Context
from cpd_community_xblock.mentoring.block.pairs import nobody
from cpd_community_xblock.mentoring.block.partnerships import PartnershipPages
from cpd_community_xblock.mentoring.data import Side, State
from cpd_community_xblock.mentoring.forms import partnerships as forms

PAGE_SIZE = 25


class OverviewPages(PartnershipPages):
    """A facilitator's list of partnerships, and the reports of them."""

    def page_context(self, asked: Context) -> Context:
        context = super().page_context(asked)
        if not (self.may_write and self.member.is_staff):
            return context
        there = context.get("reports")
        waiting = reporting.waiting_reports(space_id=self.space.id, staff=self.member) if there is None else len(there)
        return {**context, "reports_waiting": waiting}

    # Who is with whom.

    def pairs_page(self, asked: Context) -> Context:
        """The partnerships that stand, running ones first, by the learner's name, or those of a name."""
        standing = partnerships.standing(space_id=self.space.id)
        ids = {id_ for pair in standing for id_ in (pair.learner_id, pair.mentor_id) if id_ is not None}
        names = self.partners.names(ids) if ids else {}
        rows: list[Context] = [
            {
                "pair": pair,
                "learner": names.get(pair.learner_id or 0) or nobody(),
                "mentor": names.get(pair.mentor_id or 0) or nobody(),
                "is_own": self.member.user_id in (pair.learner_id, pair.mentor_id),
            }
            for pair in standing
        ]
        search, number = (asked.get("search") or "").strip(), asked.get("number") or 1
        wanted = search.casefold()
        found = [row for row in rows if wanted in row["learner"].casefold() or wanted in row["mentor"].casefold()]
        found.sort(key=lambda row: (row["pair"].state, row["learner"].casefold(), row["pair"].id))
        return {
            "active": sum(pair.state is State.ACTIVE for pair in standing),
            "proposed": sum(pair.state is State.PROPOSED for pair in standing),
            "rows": found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
            "search": search,
            "number": number,
            "has_next": len(found) > number * PAGE_SIZE,
        }

    @handler(Permission.FACILITATE)
    def rematch_partnership(self, request: Any, suffix: str = "") -> Response:
        """Free a learner from a mentor, and have another one found for them."""
        sent = forms.RematchForm(posted(request)).checked()
        partnerships.rematch(space_id=self.space.id, partnership_id=sent["partnership"], now=self.now)
        return self._page(
            sent["view"], _("It is over. Both see that, and another mentor is being found for the learner.")
        )

    # What people report.

    @handler(Permission.FACILITATE)
    def answer_report(self, request: Any, suffix: str = "") -> Response:
        """Note that a report was looked at, with a few words to whoever made it."""
        form = self.partners.answer_form(posted(request))
        sent = self.checked(form)
        reporting.answer_report(
            space_id=self.space.id, report_id=sent["report"], staff=self.member, words=sent["words"], now=self.now
        )
        self.count_sent(form)
        return self._page("people", _("Noted. Whoever told you reads your answer here."))

    def report_cards(self, *, answered: bool = False) -> list[Context]:
        """What facilitators are to look at, or have answered, for ``mentoring/_reports.html``."""
        found = reporting.reports(space_id=self.space.id, staff=self.member, answered=answered)
        ids = {id_ for item in found for id_ in (item.learner_id, item.mentor_id, item.answered_by) if id_ is not None}
        names = self.partners.names(ids) if ids else {}

        def name(user_id: int | None) -> str:
            return names.get(user_id or 0, "") or nobody()

        return [
            {
                "report": item,
                "learner": name(item.learner_id),
                "mentor": name(item.mentor_id),
                "by": name(item.learner_id if item.side is Side.LEARNER else item.mentor_id),
                "answered_by": name(item.answered_by),
            }
            for item in found
        ]
