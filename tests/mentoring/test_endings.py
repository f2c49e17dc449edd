"""Three questions at the end, and what the facilitators learn of them."""

import pytest

from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import endings, leaving, partnerships
from cpd_community_xblock.mentoring.data import Again, Answers
from tests import builders
from tests.builders import START
from tests.mentoring import meets, pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def chidi(here):
    return pairs.mentor(here, "chidi", capacity=20)


@pytest.fixture
def pair(here, chidi):
    return pairs.together(here, pairs.learner(here, "amara"), chidi)


@pytest.fixture
def amara(pair):
    return builders.learner("amara")


def asked(here, pair, who):
    return endings.is_asked(**meets.of(here, pair, who))


def answered(here, pair, who, answers):
    endings.answer(**meets.of(here, pair, who), answers=answers, now=START)


def to_answer(here, who):
    mine = [item.id for item in partnerships.mine(space_id=here.id, user_id=who.user_id)]
    return endings.to_answer(space_id=here.id, user_id=who.user_id, partnership_ids=mine)


def over(here, chidi, number):
    """A partnership that has ended, and its learner."""
    who = pairs.learner(here, f"learner{number}")
    id_ = pairs.together(here, who, chidi)
    pairs.ended(here, id_, who)
    return id_, who


def test_both_are_asked_where_a_facilitator_has_ended_it(here, pair, amara, chidi) -> None:
    assert to_answer(here, amara) == frozenset()
    partnerships.rematch(space_id=here.id, partnership_id=pair, now=START)
    assert asked(here, pair, amara) and asked(here, pair, chidi)
    never_began = pairs.proposed(here, pairs.learner(here, "kofi"), chidi)
    partnerships.rematch(space_id=here.id, partnership_id=never_began, now=START)
    assert to_answer(here, chidi) == {pair}


def test_each_is_asked_once_when_it_is_over(here, pair, amara, chidi) -> None:
    assert not asked(here, pair, amara)
    with pytest.raises(Conflict):
        answered(here, pair, amara, Answers())
    partnerships.complete(space_id=here.id, partnership_id=pair, user_id=chidi.user_id, now=START)
    assert asked(here, pair, amara) and asked(here, pair, chidi)
    answered(here, pair, amara, Answers(useful=4, again=Again.YES))
    assert not asked(here, pair, amara) and asked(here, pair, chidi)
    assert to_answer(here, amara) == frozenset() and to_answer(here, chidi) == {pair}
    with pytest.raises(Conflict, match="already"):
        answered(here, pair, amara, Answers(useful=1))
    with pytest.raises(NotFound):
        asked(here, pair, builders.learner("kofi"))


def test_it_may_be_skipped_and_is_not_asked_again(here, pair, amara) -> None:
    pairs.ended(here, pair, amara)
    for _time in range(2):
        answered(here, pair, amara, None)
    assert not asked(here, pair, amara)
    assert endings.summary(space_id=here.id).answered == 0


def test_nobody_is_asked_about_what_never_began(here, chidi) -> None:
    amara = pairs.learner(here, "amara")
    id_ = pairs.asked(here, amara, chidi)
    partnerships.decline(space_id=here.id, partnership_id=id_, user_id=chidi.user_id, terms=pairs.terms(), now=START)
    assert not asked(here, id_, amara)


def test_the_facilitators_are_told_nothing_before_five_have_answered(here, chidi) -> None:
    for number in range(4):
        answered(here, *over(here, chidi, number), Answers(5, f"Courage {number}", Again.YES))
    told = endings.summary(space_id=here.id)
    assert (told.answered, told.useful, told.again, told.takeaways) == (4, None, {}, ())


def test_from_five_on_they_see_averages_and_texts_without_names(here, chidi) -> None:
    for number in range(5):
        answered(here, *over(here, chidi, number), Answers(number + 1, f"Courage {9 - number}", Again.YES))
    told = endings.summary(space_id=here.id)
    assert (told.answered, told.useful, told.useful_of) == (5, 3.0, 5)
    assert told.again == {Again.YES: 5, Again.MAYBE: 0, Again.NO: 0}
    assert told.takeaways == tuple(f"Courage {number}" for number in range(5, 10))


def test_one_answer_more_changes_nothing_that_is_shown(here, chidi) -> None:
    for number in range(9):
        answered(here, *over(here, chidi, number), Answers(5, "Courage", Again.YES))
    before = endings.summary(space_id=here.id)
    answered(here, *over(here, chidi, 9), Answers(1, "Nothing", None))
    told = endings.summary(space_id=here.id)
    assert (told.useful, told.useful_of, len(told.takeaways)) == (4.6, 10, 10)
    assert (before.useful, before.useful_of, before.takeaways) == (5.0, 5, ("Courage",) * 5)
    assert told.again == before.again


def test_each_question_is_counted_by_itself(here, chidi) -> None:
    for number in range(6):
        answered(
            here, *over(here, chidi, number), Answers(3 if number < 5 else None, "", Again.NO if number > 2 else None)
        )
    told = endings.summary(space_id=here.id)
    assert (told.answered, told.useful, told.again, told.takeaways) == (6, 3.0, {}, ())


def test_other_places_count_for_themselves(here, chidi) -> None:
    answered(here, *over(here, chidi, 1), Answers(5))
    assert endings.summary(space_id=pairs.space("elsewhere").id).answered == 0


def test_answers_go_with_whoever_leaves_for_good(here, pair, amara, chidi) -> None:
    pairs.ended(here, pair, amara)
    answered(here, pair, amara, Answers(5, "Courage", Again.YES))
    answered(here, pair, chidi, Answers(4))
    leaving.retire(user_id=amara.user_id)
    assert [row.user_id for row in models.Ending.objects.all()] == [chidi.user_id]


def test_the_summary_takes_one_query(here, chidi, django_assert_num_queries) -> None:
    for number in range(7):
        answered(here, *over(here, chidi, number), Answers(5, "Courage", Again.YES))
    with django_assert_num_queries(1):
        endings.summary(space_id=here.id)
