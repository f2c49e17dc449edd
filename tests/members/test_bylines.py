"""How authors are shown, and what a pseudonym hides."""

import random

import pytest

from cpd_community_xblock.members import api
from tests import builders

pytestmark = pytest.mark.django_db

COURSE = str(builders.COURSE)


def bylines(*authors: tuple[int | None, bool], reader_id: int = 0):
    return api.bylines(authors, course_key=COURSE, reader_id=reader_id)


@pytest.fixture
def amara() -> int:
    user = builders.person("amara", cohort="Rowan")
    api.save_profile(user_id=user.id, profession="Community nurse", setting="a rural practice")
    return user.id


def test_under_their_name_people_show_what_they_told_of_their_work(amara: int) -> None:
    byline = bylines((amara, False))[amara, False]
    assert (byline.name, byline.about) == ("Amara Test", "Community nurse, a rural practice")
    assert not byline.is_pseudonym


def test_someone_who_told_nothing_shows_a_name_alone() -> None:
    priya = builders.person("priya").id
    assert bylines((priya, False))[priya, False].about == ""


def test_someone_without_a_name_shows_their_username() -> None:
    user = builders.person("priya")
    user.first_name = user.last_name = ""
    user.save()
    assert bylines((user.id, False))[user.id, False].name == "priya"


def test_under_a_pseudonym_nothing_else_is_told(amara: int) -> None:
    name = api.pseudonym(user_id=amara, course_key=COURSE)
    byline = bylines((amara, True))[amara, True]
    assert (byline.name, byline.about, byline.is_pseudonym) == (name, "", True)


def test_the_same_person_may_stand_under_both(amara: int) -> None:
    name = api.pseudonym(user_id=amara, course_key=COURSE)
    both = bylines((amara, True), (amara, False))
    assert both[amara, True].name == name
    assert both[amara, True].about == ""
    assert both[amara, False].name == "Amara Test"


def test_a_pseudonym_that_was_never_drawn_is_no_reason_to_show_the_name(amara: int) -> None:
    byline = bylines((amara, True), (amara, False))[amara, True]
    assert (byline.name, byline.about) == ("", "")


def test_the_reader_finds_their_own_words_marked_and_nobody_elses(amara: int) -> None:
    priya = builders.person("priya").id
    api.pseudonym(user_id=amara, course_key=COURSE)
    shown = bylines((amara, True), (amara, False), (priya, False), (None, False), reader_id=amara)
    assert {author for author, byline in shown.items() if byline.is_you} == {(amara, True), (amara, False)}


def test_someone_who_is_gone_has_no_name(amara: int) -> None:
    shown = bylines((None, False), (None, True), (10**6, False))
    assert {byline.name for byline in shown.values()} == {""}


def test_two_courses_never_show_each_others_pseudonyms(amara: int) -> None:
    here = api.pseudonym(user_id=amara, course_key=COURSE, draw=random.Random(1))
    api.pseudonym(user_id=amara, course_key=str(builders.OTHER_COURSE), draw=random.Random(2))
    assert bylines((amara, True))[amara, True].name == here


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_authors_takes_three_queries(count: int, django_assert_max_num_queries) -> None:
    authors = []
    for number in range(count):
        user_id = builders.person(f"person-{number}").id
        api.pseudonym(user_id=user_id, course_key=COURSE, draw=random.Random(number))
        authors += [(user_id, False), (user_id, True)]
    with django_assert_max_num_queries(3):
        assert len(bylines(*authors)) == 2 * count


def test_nobody_takes_no_query_at_all(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        bylines((None, False))
