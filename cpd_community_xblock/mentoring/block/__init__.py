"""The mentoring block: alumni guide learners, and find each other by asking or by a run over the cohort."""

from typing import Any

from webob import Response

from cpd_community_xblock.core.block import handler
from cpd_community_xblock.core.data import Permission, Space
from cpd_community_xblock.core.forms import asked
from cpd_community_xblock.mentoring.api import leaving, progress
from cpd_community_xblock.mentoring.block.base import Context, Page
from cpd_community_xblock.mentoring.block.meetings import MeetingPages
from cpd_community_xblock.mentoring.block.people import PeoplePages
from cpd_community_xblock.mentoring.block.runs import RunPages
from cpd_community_xblock.mentoring.data import Side
from cpd_community_xblock.mentoring.forms import PageForm


class MentoringBlock(MeetingPages, PeoplePages, RunPages):
    """Mentoring between alumni and learners."""

    def pages(self) -> dict[str, Page]:
        if self.side is Side.MENTOR:
            return {"mentees": self.mentees_page, "profile": self.profile_page, "together": self.together_page}
        own: dict[str, Page] = {
            "people": self.people_page,
            "pairs": self.pairs_page,
            "matching": self.matching_page,
        }
        if self.side is Side.LEARNER:
            own = {"mentor": self.mentor_page, "wishes": self.wishes_page, "together": self.together_page}
        return {**own, "mentees": self.mentees_page, "together": self.together_page} if self.still_mentors else own

    def page_context(self, asked: Context) -> Context:
        context = super().page_context(asked)
        self._tell_completion()
        return context

    def _tell_completion(self) -> None:
        """Tell the platform once that the block is complete. Nothing takes it away again.

        What the other one confirms counts as well, so it is looked at whenever somebody comes.
        """
        if not self.may_write or self.side is None or self.is_complete:
            return
        if progress.has_reached(self.milestone, space_id=self.space.id, user_id=self.member.user_id, side=self.side):
            self.is_complete = True
            self.emit_completion(1.0)

    def member_html(self) -> str:
        return self.draw("mentoring/block.html", self.page_context({}))

    def preview_html(self) -> str:
        context = {"way": self.chosen_way, "runs": len(self.alumni_runs or ()), "rules": self.pair_rules()}
        return self.draw("mentoring/preview.html", context)

    @handler(Permission.READ)
    def page(self, request: Any, suffix: str = "") -> Response:
        """One of the block's pages, by the ``view`` in the query."""
        form = PageForm(asked(request))
        form.is_valid()
        return self.page_answer(**form.cleaned_data)

    def clear(self, *, space: Space, user_id: int) -> None:
        leaving.clear(space_id=space.id, user_id=user_id)
