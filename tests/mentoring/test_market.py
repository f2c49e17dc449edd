"""Everyone who may be matched, as the matching takes them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import market, people
from cpd_community_xblock.mentoring.data import Availability, Decision, Side
from cpd_community_xblock.mentoring.matching.data import Learner, Mentor, Pair, Rota, Rules
from tests.mentoring import runs
from tests.mentoring.runs import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = NOW.date()


def apart(here, one: int, other: int) -> None:
    models.Apart.objects.create(space_id=here.id, low_id=min(one, other), high_id=max(one, other))


def test_a_learner_is_matched_by_what_they_told(here) -> None:
    free = Availability("Europe/Madrid", (frozenset({0, 83}), frozenset({5})), date(2026, 9, 7))
    amara = runs.looks(
        here, "amara", profession="Nursing", specialty="Mental health", setting="A hospice", team=" Blue ",
        line="Surgery", languages=("Welsh", "English"), topics=("Research",), goals=("Plan",), availability=free,
    )  # fmt: skip
    assert market.learners(space_id=here.id) == [
        Learner(
            amara, "Nursing", "Mental health", "A hospice", "blue", "surgery",
            languages=frozenset({"Welsh", "English"}), topics=frozenset({"Research"}), goals=frozenset({"Plan"}),
            rota=Rota("Europe/Madrid", (1 | 1 << 83, 1 << 5), date(2026, 9, 7)),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["team", "line"])
def test_a_team_or_a_line_is_the_same_however_it_is_typed(here, unit) -> None:
    runs.looks(here, "amara", **{unit: "Blue  Team"})
    runs.offers(here, "grace", **{unit: " blue team "})
    [amara], [grace] = market.learners(space_id=here.id), market.mentors(space_id=here.id, today=TODAY)
    assert getattr(amara, unit) == getattr(grace, unit) != ""


def test_whoever_skipped_the_questions_is_matched_all_the_same(here) -> None:
    amara = runs.looks(here, "amara", skipped=True, availability=Availability())
    runs.offers(here, "grace")
    runs.published(here, runs.previewed(here))
    [proposed] = models.Partnership.objects.all()
    assert (proposed.learner_id, proposed.reasons) == (amara, ["language:English"])


def test_whoever_answered_and_left_their_hours_out_is_not_taken_to_be_always_free(here) -> None:
    amara = runs.looks(here, "amara", availability=Availability())
    assert market.learners(space_id=here.id) == [Learner(amara, languages=frozenset({"English"}))]


def test_learners_with_a_mentor_look_for_none(here) -> None:
    who = runs.small_market(here)
    runs.published(here, runs.previewed(here))
    left = [learner.id for learner in market.learners(space_id=here.id)]
    assert len(left) == 1 and left[0] in {who["amara"], who["kofi"], who["priya"]}
    everyone = market.learners(space_id=here.id, user_ids=[who["amara"], who["kofi"], who["priya"]])
    assert len(everyone) == 3


def test_a_mentor_has_the_places_that_are_still_free(here) -> None:
    runs.looks(here, "amara")
    grace = runs.offers(here, "grace", capacity=3)
    runs.published(here, runs.previewed(here))
    assert market.mentors(space_id=here.id, today=TODAY) == [
        Mentor(
            grace,
            languages=frozenset({"English"}),
            rota=Rota("Europe/London", (1 << 9 | 1 << 21 | 1 << 33,)),
            capacity=2,
        )
    ]


def test_a_mentor_who_takes_fewer_than_they_have_has_no_place_free(here) -> None:
    grace = runs.offers(here, "grace", capacity=2)
    for name in ("amara", "kofi"):
        runs.looks(here, name)
    runs.published(here, runs.previewed(here))
    people.save(space_id=here.id, user_id=grace, side=Side.MENTOR, profile=runs.profile(capacity=1), now=NOW)
    assert [mentor.capacity for mentor in market.mentors(space_id=here.id, today=TODAY)] == [0]


def test_mentors_who_pause_have_left_or_are_past_their_last_day_take_nobody(here) -> None:
    runs.offers(here, "grace", is_paused=True)
    runs.offers(here, "henry", until=TODAY - timedelta(days=1))
    ines = runs.offers(here, "ines", until=TODAY)
    people.leave(space_id=here.id, user_id=runs.offers(here, "jo"), side=Side.MENTOR, now=NOW)
    assert [mentor.id for mentor in market.mentors(space_id=here.id, today=TODAY)] == [ines]
    assert len(market.mentors(space_id=here.id, today=TODAY, whatever=True)) == 3


def test_people_elsewhere_are_nobody_here(here) -> None:
    runs.small_market(runs.space("elsewhere"))
    assert market.learners(space_id=here.id) == market.mentors(space_id=here.id, today=TODAY) == []


def test_whoever_said_not_again_is_excluded_whichever_side_they_are_on(here) -> None:
    who = runs.small_market(here)
    apart(here, who["amara"], who["grace"])
    excluded = market.rules(space_id=here.id, rules=Rules()).excluded
    assert excluded == {Pair(who["amara"], who["grace"]), Pair(who["grace"], who["amara"])}


def test_names_that_people_typed_keep_pairs_apart(here) -> None:
    grace = runs.offers(here, "grace")
    amara = runs.looks(here, "amara", apart=("GRACE ", "nobody-i-know"))
    henry = runs.offers(here, "henry", apart=("amara",))
    assert market.rules(space_id=here.id, rules=Rules()).excluded == {Pair(amara, grace), Pair(amara, henry)}


def test_pairs_that_facilitators_forbade_are_excluded_where_that_is_asked(here) -> None:
    who = runs.small_market(here)
    for mentor, decision in (("grace", Decision.FORBID), ("henry", Decision.PIN)):
        models.PairDecision.objects.create(
            space_id=here.id, learner_id=who["amara"], mentor_id=who[mentor], decision=decision.value, at=NOW
        )
    assert market.rules(space_id=here.id, rules=Rules()).excluded == {Pair(who["amara"], who["grace"])}
    assert market.rules(space_id=here.id, rules=Rules(), decisions=False).excluded == frozenset()


def test_the_lookout_counts_who_there_is(here) -> None:
    runs.small_market(here)
    runs.offers(here, "ines", capacity=4)
    seen = market.lookout(space_id=here.id, today=TODAY)
    assert (seen.learners, seen.mentors, seen.places) == (3, 3, 6)


def test_everyone_is_read_in_as_many_queries_however_many_they_are(here) -> None:
    runs.small_market(here)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            market.learners(space_id=here.id)
            market.mentors(space_id=here.id, today=TODAY)
            market.rules(space_id=here.id, rules=Rules())
        return len(asked)

    before = queries()
    for name in runs.usernames("more", 12):
        runs.looks(here, name)
        runs.offers(here, f"{name}-mentor")
    assert queries() == before <= 6


@pytest.mark.parametrize(
    "change",
    [
        lambda here, who: people.save(
            space_id=here.id, user_id=who["amara"], side=Side.LEARNER, profile=runs.profile(), now=NOW
        ),
        lambda here, who: people.pause(space_id=here.id, user_id=who["grace"], paused=True, now=NOW),
        lambda here, who: people.leave(space_id=here.id, user_id=who["grace"], side=Side.MENTOR, now=NOW),
        lambda here, who: people.leave(space_id=here.id, user_id=who["amara"], side=Side.LEARNER, now=NOW),
        lambda here, _who: runs.looks(here, "newcomer"),
        lambda here, who: apart(here, who["amara"], who["grace"]),
        lambda here, _who: runs.published(here, runs.previewed(here)),
    ],
)
def test_whatever_a_matching_is_made_from_changes_the_fingerprint(here, change) -> None:
    who = runs.small_market(here)
    before = market.fingerprint(space_id=here.id, today=TODAY)
    assert market.fingerprint(space_id=here.id, today=TODAY) == before
    change(here, who)
    assert market.fingerprint(space_id=here.id, today=TODAY) != before


def test_a_mentors_last_day_changes_the_fingerprint_when_it_has_passed(here) -> None:
    runs.offers(here, "grace", until=TODAY)
    before = market.fingerprint(space_id=here.id, today=TODAY)
    assert market.fingerprint(space_id=here.id, today=TODAY + timedelta(days=1)) != before
