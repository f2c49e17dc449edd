"""Who may read what, decided without a database."""

from itertools import product

import pytest

from cpd_community_xblock.conversation import rules
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Post, PostState
from cpd_community_xblock.members.data import Byline, Member, MemberRole

ROWAN, HAWTHORN = 11, 1
AUTHOR = 5


def reader(user_id: int = 9, cohort: int = ROWAN, *, staff: bool = False, everywhere: bool = False) -> Member:
    role = MemberRole.FACILITATOR if staff else MemberRole.LEARNER
    return Member(user_id=user_id, course_key="c", role=role, cohort_id=cohort, sees_every_cohort=everywhere)


COHORT = rules.reach(Audience(AudienceKind.COHORT, cohort_id=ROWAN))
COURSE = rules.reach(Audience(AudienceKind.COURSE))
PAIR = rules.reach(Audience(AudienceKind.PAIR, pair=(9, AUTHOR)))
NO_COHORT = rules.reach(Audience(AudienceKind.COHORT, cohort_id=0))


@pytest.mark.parametrize(
    ("reach", "who", "may"),
    [
        (COHORT, reader(), True),
        (COHORT, reader(cohort=HAWTHORN), False),
        (COHORT, reader(cohort=0), False),
        (COHORT, reader(cohort=HAWTHORN, staff=True), False),
        (COHORT, reader(cohort=HAWTHORN, staff=True, everywhere=True), True),
        (COHORT, reader(AUTHOR, cohort=HAWTHORN), True),
        (NO_COHORT, reader(cohort=0), True),
        (NO_COHORT, reader(), False),
        (NO_COHORT, reader(staff=True, everywhere=True), True),
        (COURSE, reader(), True),
        (COURSE, reader(cohort=0), True),
        (PAIR, reader(9), True),
        (PAIR, reader(AUTHOR), True),
        (PAIR, reader(59), False),
        (PAIR, reader(3, staff=True, everywhere=True), False),
    ],
)
def test_an_audience_is_its_own_people_and_the_staff_of_all_cohorts(reach: str, who: Member, may: bool) -> None:
    assert rules.may_read(reach, author_id=AUTHOR, reader=who) is may


def test_nobodys_thread_is_not_everybodys() -> None:
    assert not rules.may_read(COHORT, author_id=None, reader=reader(cohort=HAWTHORN))


def test_a_pair_is_the_same_whoever_begins() -> None:
    assert rules.reach(Audience(AudienceKind.PAIR, pair=(AUTHOR, 9))) == PAIR


@pytest.mark.parametrize(
    "audience",
    [
        Audience(AudienceKind.COHORT, cohort_id=3),
        Audience(AudienceKind.COURSE),
        Audience(AudienceKind.PAIR, pair=(1, 2)),
    ],
    ids=str,
)
def test_the_kind_of_an_audience_can_be_told_from_its_reach(audience: Audience) -> None:
    assert rules.kind_of(rules.reach(audience)) is audience.kind
    assert len(rules.reach(audience)) <= 64


@pytest.mark.parametrize(("state", "is_author", "is_staff"), list(product(PostState, (False, True), (False, True))))
def test_withdrawn_words_are_the_authors_alone_and_hidden_ones_also_the_staffs(
    state: PostState, is_author: bool, is_staff: bool
) -> None:
    expected = is_author or state is PostState.SHOWN or (state is PostState.HIDDEN and is_staff)
    assert rules.may_see_text(state, is_author=is_author, reader=reader(staff=is_staff)) is expected


@pytest.mark.parametrize(("wish", "pseudonymous"), list(product((False, True), repeat=2)))
def test_whoever_opened_a_thread_keeps_its_signature_there(wish: bool, pseudonymous: bool) -> None:
    def signs(author_id: int, opener_id: int | None) -> bool:
        return rules.speaks_under_pseudonym(
            wish=wish, author_id=author_id, opener_id=opener_id, opener_pseudonymous=pseudonymous
        )

    assert signs(AUTHOR, AUTHOR) is pseudonymous
    assert signs(9, AUTHOR) is wish
    assert signs(9, None) is wish


@pytest.mark.parametrize(
    ("stem", "body", "text"),
    [
        ("I noticed …", "how calm", "I noticed how calm"),
        ("I noticed...", "how calm", "I noticed how calm"),
        ("", "how calm", "how calm"),
        ("I noticed …", "", ""),
    ],
)
def test_words_go_on_from_their_stem(stem: str, body: str, text: str) -> None:
    nobody = Byline(name="")
    post = Post(1, 1, None, nobody, body, stem, None, None, PostState.SHOWN, endorsed=False)  # type: ignore[arg-type]
    assert post.text == text
