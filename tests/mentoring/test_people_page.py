"""The facilitator's page: numbers, alumni, who waits, and the forms to add and to invite people."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpd_community_xblock.mentoring.api import alumni
from cpd_community_xblock.mentoring.data import Side
from tests import builders
from tests.mentoring import people
from tests.mentoring.people import LAST_YEAR, space_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def key():
    return people.mentoring_block(display_name="A mentor for you")


@pytest.fixture
def here(key):
    return space_of(key)


@pytest.fixture
def ruth():
    return people.facilitator()


def page(key, user, **query) -> str:
    answer = builders.ask(key, user, "page", view="people", **query)
    assert answer.status == 200
    return answer.text


def names(html: str) -> list[str]:
    """Those in the table of alumni, in order."""
    table = html.split("</table>", maxsplit=1)[0]
    return re.findall(r'scope="row"><bdi>([^<]+)</bdi>', table)


def figures(html: str) -> dict[str, int]:
    return {label: int(number) for label, number in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", html)}


def test_with_nobody_there_it_says_what_comes_next(key, ruth) -> None:
    html = page(key, ruth)
    assert "Nobody may mentor yet" in html
    assert "Nobody waits." in html
    assert set(figures(html).values()) == {0}


def test_it_tells_who_may_mentor_and_who_does(key, here, ruth) -> None:
    people.alumnus(here, builders.person("zora"))
    hannah = people.graduate("hannah")
    alumni.keep_runs(space_id=here.id, course_keys=[str(LAST_YEAR)])
    alumni.recognise(space_id=here.id, user_id=hannah.id, now=builders.START)
    told(here, hannah, Side.MENTOR, capacity=3, is_paused=True)
    html = page(key, ruth)
    assert names(html) == ["Hannah Test", "Zora Test"]
    assert re.search(r"Hannah.*?Graduated.*?up to 3 learners.*?paused.*?Zora.*?Added.*?not yet", html, re.DOTALL)
    assert figures(html) == {"alumni": 2, "mentors": 1, "places for learners": 0, "learners": 0, "learners waiting": 0}


def test_it_tells_who_waits_those_first_who_have_waited_longest(key, here, ruth, clock) -> None:
    for name in ("kofi", "amara"):
        told(here, builders.person(name), Side.LEARNER, skipped=name == "kofi")
        clock.move(days=1)
    html = page(key, ruth)
    waiting = html.split("Learners who wait")[1].split("</ul>")[0]
    assert re.findall(r"<bdi>([^<]+)</bdi>", waiting) == ["Kofi Test", "Amara Test"]
    assert "with anyone" in waiting


def test_nothing_that_people_told_for_the_matching_alone_is_shown(key, here, ruth) -> None:
    hannah = people.alumnus(here, builders.person("hannah"))
    told(here, hannah, Side.MENTOR, team="Night team", apart=("amara",), about="I listen.", availability=people.free(9))
    html = page(key, ruth)
    for words in ("Night team", "amara", "I listen.", "Mon 18"):
        assert words not in html


def test_alumni_come_by_name_a_page_at_a_time(key, here, ruth) -> None:
    for number in range(30):
        people.alumnus(here, builders.person(f"person{number:02}"))
    first, second = page(key, ruth), page(key, ruth, number=2)
    assert len(names(first)) == 25
    assert names(second) == [f"Person{number} Test" for number in range(25, 30)]
    assert "Further" in first
    assert "Previous" in second
    assert "Nobody is found." in page(key, ruth, number=9)


def test_people_are_found_by_a_part_of_their_name_and_mentors_alone(key, here, ruth) -> None:
    for name in ("hannah", "johanna", "samuel"):
        people.alumnus(here, builders.person(name))
    told(here, builders.person("samuel"), Side.MENTOR)
    assert names(page(key, ruth, search="HANNA")) == ["Hannah Test", "Johanna Test"]
    assert names(page(key, ruth, show="mentors")) == ["Samuel Test"]
    assert "Nobody is found." in page(key, ruth, search="hannah", show="mentors")


def test_any_number_of_people_takes_the_same_queries(key, here, ruth) -> None:
    def queries() -> int:
        page(key, ruth)  # What is due is seen to first.
        with CaptureQueriesContext(connection) as asked:
            page(key, ruth)
        return len(asked)

    def bring(first: int, last: int) -> None:
        for number in range(first, last):
            told(here, people.alumnus(here, builders.person(f"mentor{number}")), Side.MENTOR)
            told(here, builders.person(f"learner{number}"), Side.LEARNER)

    bring(0, 2)
    before = queries()
    bring(2, 12)
    assert queries() == before <= 25


def test_adding_a_learner_is_told_beforehand(key, here, ruth) -> None:
    told(here, builders.person("kofi"), Side.LEARNER)
    html = builders.send(key, ruth, "add_alumni", {"people": "kofi\nowen", "do": "look"}).text
    assert "Kofi Test" in html.partition("no longer look for a mentor:")[2]


@pytest.mark.parametrize("handler", ["add_alumni", "invite_alumni", "take_back_invitation", "remove_alumnus"])
def test_only_facilitators_and_the_course_team_may(key, handler: str) -> None:
    amara = builders.person("amara")
    fields = {"people": "amara", "addresses": "amara@example.com", "person": amara.id, "address": "a@example.com"}
    for user in (amara, people.graduate("hannah")):
        before = builders.everything()["Alumnus"], builders.everything()["Invitation"]
        assert builders.send(key, user, handler, fields).status == 403
        assert (builders.everything()["Alumnus"], builders.everything()["Invitation"]) == before


# A list.


def seen_in(html: str) -> str:
    return re.search(r'name="seen" value="([^"]*)"', html)[1]


def test_a_list_is_looked_through_before_anybody_is_added(key, here, ruth) -> None:
    builders.person("amara")
    fields = {"people": "username,name\namara,Amara\nnobody,No Body\n", "do": "add"}
    looked = builders.send(key, ruth, "add_alumni", fields)
    assert "1 person would be added: <bdi>Amara Test</bdi> (amara)" in looked.text
    assert "Nothing is changed yet." in looked.text
    assert re.search(r'scope="row">3</th><td><bdi>nobody</bdi></td><td>There is no account', looked.text)
    assert not alumni.alumni(space_id=here.id)
    done = builders.send(key, ruth, "add_alumni", {**fields, "seen": seen_in(looked.text)})
    assert "1 person can mentor here now." in done.text
    assert len(alumni.alumni(space_id=here.id)) == 1


def test_a_list_that_was_changed_since_is_looked_through_again(key, here, ruth) -> None:
    builders.person("amara"), builders.person("meera")
    looked = builders.send(key, ruth, "add_alumni", {"people": "amara", "do": "look"})
    fields = {"people": "amara\nmeera", "do": "add", "seen": seen_in(looked.text)}
    assert "2 people would be added" in builders.send(key, ruth, "add_alumni", fields).text
    assert not alumni.alumni(space_id=here.id)


def test_how_a_browser_ends_its_lines_does_not_change_a_list(key, here, ruth) -> None:
    builders.person("amara"), builders.person("meera")
    looked = builders.send(key, ruth, "add_alumni", {"people": "amara\r\nmeera\r\n"})
    fields = {"people": "amara\nmeera", "do": "add", "seen": seen_in(looked.text)}
    assert "2 people can mentor here now." in builders.send(key, ruth, "add_alumni", fields).text


def test_an_empty_list_is_asked_for_again(key, ruth) -> None:
    answer = builders.send(key, ruth, "add_alumni", {"people": " \n "})
    assert answer.status == 422
    assert "Paste at least one username or address." in answer.text


def test_addresses_without_an_account_are_ready_to_be_invited(key, ruth) -> None:
    looked = builders.send(key, ruth, "add_alumni", {"people": "new@example.com\nnobody"})
    form = looked.text.split("Invite people")[1]
    assert "new@example.com" in form
    assert "nobody" not in form


def test_whoever_was_added_by_mistake_can_be_taken_off(key, here, ruth) -> None:
    amara = people.alumnus(here, builders.person("amara"))
    assert "By mistake?" in page(key, ruth)
    assert builders.send(key, ruth, "remove_alumnus", {"person": amara.id}).status == 200
    assert not alumni.alumni(space_id=here.id)
    assert builders.send(key, ruth, "remove_alumnus", {"person": amara.id}).status == 404


# Invitations.


def test_an_invitation_says_where_to_come_and_with_which_account(
    key, here, ruth, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = builders.send(key, ruth, "invite_alumni", {"addresses": "New@example.com\n"})
    assert "Invited: new@example.com." in answer.text
    assert "1 invitation waits for its holder" in answer.text
    [letter] = mail.outbox
    assert letter.to == ["new@example.com"]
    assert letter.subject == "An invitation to mentor in “Ward rounds”"
    assert str(key) in letter.body
    assert "&" not in letter.body


@pytest.mark.parametrize(
    "typed", ["", "nonsense", "a@example.com\nb@", "\n".join(f"a{n}@example.com" for n in range(21))]
)
def test_what_is_no_address_is_named_and_nobody_is_invited(key, here, ruth, typed: str) -> None:
    answer = builders.send(key, ruth, "invite_alumni", {"addresses": typed})
    assert answer.status == 422
    assert "_error" in answer.text
    assert not alumni.invitations(space_id=here.id)


def test_an_invitation_is_taken_back(key, here, ruth) -> None:
    builders.send(key, ruth, "invite_alumni", {"addresses": "new@example.com"})
    fields = {"address": "new@example.com"}
    assert builders.send(key, ruth, "take_back_invitation", fields).status == 200
    assert builders.send(key, ruth, "take_back_invitation", fields).status == 404
    assert not alumni.invitations(space_id=here.id)
