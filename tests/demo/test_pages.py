"""The demo's pages, and who may do what on them."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from demo import course, outline, people
from demo.models import Completion
from demo.people import STRANGER

KEY = course.usage_key("cpd_reflection", "wk3-escalating")
UNIT = "/unit/week-3-reflecting"


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.usefixtures("people")
def test_the_home_page_leads_to_where_people_talk(as_person) -> None:
    page = text(as_person("amara").get("/"))
    assert f'href="{UNIT}"' in page
    assert all(week.theme in page for week in outline.weeks())


def test_every_unit_can_be_read_by_a_learner(as_person) -> None:
    client = as_person("amara")
    for unit in outline.units():
        answer = client.get(f"/unit/{unit.name}")
        assert answer.status_code == 200
        assert unit.title.replace("'", "&#x27;") in text(answer)


def test_a_unit_brings_its_blocks_with_what_they_need(as_person) -> None:
    page = text(as_person("amara").get(UNIT))
    assert f"data-usage='{KEY}'" in page
    assert f"data-handlers='/handler/course/{KEY}/'" in page
    assert "cpd_community_xblock/js/start.js" in page
    assert page.index("start.js") < page.index("demo/runtime.js")


def test_blocks_are_rendered_by_the_call_that_the_platform_makes(as_person) -> None:
    assert "xblock-v1-student_view" in text(as_person("amara").get(UNIT))


def test_there_is_no_such_unit(client: Client, db: None) -> None:
    answer = client.get("/unit/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in text(answer)


@pytest.mark.usefixtures("story")
def test_everyones_view_of_every_block_renders(as_person) -> None:
    for username in people.characters():
        client = as_person(username)
        for unit in filter(lambda unit: unit.community_keys, outline.units()):
            assert client.get(f"/unit/{unit.name}").status_code == 200, (username, unit)
            for key in unit.community_keys:
                for view in ("write", "share", "follow_up", "talk", "people", "me"):
                    answer = client.get(f"/handler/course/{key}/page?view={view}")
                    assert answer.status_code == (403 if username == STRANGER else 200), (username, key, view)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("unit", ["week-1-reflecting", "week-3-reflecting"])
def test_no_page_where_people_talk_is_empty(as_person, unit: str) -> None:
    key = next(found for found in outline.units() if found.name == unit).community_keys[0]
    for username in [name for name in people.characters() if name != STRANGER]:
        client = as_person(username)
        talk = text(client.get(f"/handler/course/{key}/page?view=talk"))
        assert "cpd-card" in talk, username
        numbers = re.findall(r'name="thread" value="(\d+)"', talk.split("cpd-bar", 1)[1])
        for number in numbers:
            page = client.get(f"/handler/course/{key}/page?view=thread&thread={number}")
            assert page.status_code == 200, username
            assert "cpd-body" in text(page), username


@pytest.mark.usefixtures("story")
def test_no_page_of_a_facilitator_is_empty(as_person) -> None:
    ruth = as_person("ruth")
    page = text(ruth.get(f"/handler/course/{KEY}/page?view=people"))
    for heading in ("Please look at this", "Who took part", "Hidden", "What facilitators did"):
        assert heading in page


@pytest.mark.usefixtures("people")
def test_peer_leaders_stand_under_their_own_heading(as_person) -> None:
    page = text(as_person("ines").get("/"))
    switch, _rest = page.split("</header>", 1)
    headed = re.search(r"Alumni, peer leaders</p>(.*?)</ul>", switch, re.DOTALL)
    assert headed is not None
    assert re.findall(r'value="(\w+)"', headed[1]) == ["hannah", "samuel", "rosa", "yusuf"]
    assert switch.count('value="hannah"') == 1, "Nobody looks at the course as a peer leader."


@pytest.mark.usefixtures("story")
def test_peer_leaders_are_shown_as_such(as_person) -> None:
    key = course.usage_key("cpd_reflection", "wk1-noticing")
    amara = as_person("amara")
    page = text(amara.get("/unit/week-1-reflecting"))
    thread = re.findall(r'name="thread" value="(\d+)"', page)[-1]
    page = text(amara.get(f"/handler/course/{key}/page?view=thread&thread={thread}"))
    assert re.search(r"Hannah Levy</strong>\s*<span[^>]*>Peer leader<", page)


@pytest.mark.usefixtures("story")
def test_someone_not_signed_in_sees_the_public_view(client: Client) -> None:
    page = text(client.get(UNIT))
    assert "xblock-v1-public_view" in page
    assert "Amara" not in page.split("<main", 1)[1]


@pytest.mark.usefixtures("story")
def test_someone_not_enrolled_reads_nobodys_words(as_person) -> None:
    main = text(as_person(STRANGER).get(UNIT)).split("<main", 1)[1]
    assert "Priya" not in main


@pytest.mark.usefixtures("people")
def test_being_someone_else_keeps_the_page(client: Client) -> None:
    answer = client.post("/switch", {"person": "tomasz", "next": UNIT})
    assert answer.headers["Location"] == UNIT
    assert "You are: </span><strong>Tomasz Zieliński" in text(client.get(UNIT))
    client.post("/switch", {"person": "", "next": UNIT})
    assert "You are: </span><strong>Not signed in" in text(client.get(UNIT))


@pytest.mark.usefixtures("people")
def test_the_bar_sends_nobody_to_another_site(client: Client) -> None:
    answer = client.post("/switch", {"person": "tomasz", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("person", ["admin", "nobody"])
def test_only_people_of_the_story_can_be_chosen(client: Client, person: str) -> None:
    get_user_model().objects.create_superuser("admin")
    assert client.post("/switch", {"person": person}).status_code == 404


@pytest.mark.usefixtures("people")
def test_the_bar_asks_for_a_token() -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/switch", "/clock", "/view-as"):
        answer = client.post(address, {"person": "amara", "step": "hour"})
        assert answer.status_code == 403
        assert "Please try again" in text(answer)


def test_a_handler_wants_the_token_of_the_cookie(people: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="dermot"))
    client.get(UNIT)
    token = client.cookies["csrftoken"].value
    words = {"stage": "what", "version": "0", "base": "", "body": "A quiet afternoon."}
    address = f"/handler/course/{KEY}/save_draft"
    assert client.post(address, words).status_code == 403
    assert client.post(address, words, headers={"X-CSRFToken": token}).status_code == 200


def test_a_handler_answers_for_the_session_and_not_for_the_address(as_person) -> None:
    client = as_person("dermot")
    words = {"stage": "what", "version": "0", "base": "", "body": "Dermot's own words."}
    address = f"/handler/course/{KEY}/save_draft?student=gwen&user_id=1"
    assert client.post(address, words, headers={"X-CSRFToken": "any"}).status_code == 200
    assert "Dermot&#x27;s own words." in text(client.get(UNIT))
    assert "Dermot&#x27;s own words." not in text(as_person("gwen").get(UNIT))


@pytest.mark.usefixtures("story")
def test_handlers_are_reached_without_signing_in_and_refuse_by_themselves(client: Client) -> None:
    answer = client.get(f"/handler/course/{KEY}/page?view=talk")
    assert answer.status_code == 403
    assert "Priya" not in text(answer)
    assert client.post(f"/handler/course/{KEY}/save_draft", {"stage": "what"}).status_code == 403


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "address",
    [f"/handler/course/{KEY}/no_such_handler", "/handler/course/no-key/page", "/handler/elsewhere/{KEY}/page"],
)
def test_handlers_that_are_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("username", ["amara", "ruth", STRANGER])
def test_only_the_course_team_opens_studio(as_person, username: str) -> None:
    client = as_person(username)
    for address in ("/studio/", f"/studio/{KEY}"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "That is not yours to open" in text(answer)
    assert client.post(f"/handler/studio/{KEY}/save_settings", {}).status_code == 403
    assert "Edit this block" not in text(client.get(UNIT))


def test_the_course_team_edits_a_block_and_sees_its_preview(as_person) -> None:
    client = as_person("ines")
    assert f'href="/studio/{KEY}"' in text(client.get(UNIT))
    page = text(client.get(f"/studio/{KEY}"))
    assert f"data-handlers='/handler/studio/{KEY}/'" in page
    assert f"data-handlers='/handler/preview/{KEY}/'" in page
    assert "A time you escalated" in text(client.get("/studio/"))


def test_studio_has_no_page_for_what_cannot_be_edited(as_person) -> None:
    client = as_person("ines")
    assert client.get(f"/studio/{course.usage_key('html', 'welcome')}").status_code == 404
    assert client.get(f"/studio/{course.usage_key('cpd_reflection', 'nowhere')}").status_code == 404


def test_looking_as_a_learner_shows_their_course_and_keeps_nothing(as_person) -> None:
    client = as_person("ines")
    client.post("/view-as", {"person": "tomasz", "next": UNIT})
    page = text(client.get(UNIT))
    assert "You see the course as <strong>Tomasz Zieliński</strong>" in page
    words = {"stage": "now_what", "version": "0", "base": "", "body": "Not mine to write."}
    assert client.post(f"/handler/course/{KEY}/save_draft", words).status_code == 403
    client.post("/view-as", {"person": "", "next": UNIT})
    assert "You see the course as" not in text(client.get(UNIT))


@pytest.mark.parametrize("username", ["amara", "ruth"])
def test_only_the_course_team_looks_as_someone_else(as_person, username: str) -> None:
    assert as_person(username).post("/view-as", {"person": "tomasz"}).status_code == 403


def test_nobody_is_looked_at_as_but_learners(as_person) -> None:
    client = as_person("ines")
    client.post("/view-as", {"person": "ruth"})
    assert "You see the course as" not in text(client.get("/"))


def test_a_reading_direction_stays(client: Client, people: None) -> None:
    assert '<html lang="en" dir="ltr">' in text(client.get("/"))
    client.get("/?dir=rtl")
    client.post("/switch", {"person": "amara"})
    assert '<html lang="en" dir="rtl">' in text(client.get(UNIT))
    assert '<html lang="en" dir="ltr">' in text(client.get("/?dir=ltr"))


def test_what_is_completed_is_marked(as_person) -> None:
    user = get_user_model().objects.get(username="dermot")
    client = as_person("dermot")
    assert "mark-done" not in text(client.get("/"))
    Completion.objects.create(user=user, usage_key=KEY, value=1.0)
    assert "mark-done" in text(client.get("/"))


def test_pages_load_nothing_from_elsewhere(as_person) -> None:
    client = as_person("ines")
    for address in ("/", UNIT, "/studio/", f"/studio/{KEY}"):
        loaded = re.findall(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']([^"']+)""", text(client.get(address)))
        assert loaded
        assert all(link.startswith("/static/") for link in loaded)


def test_an_error_shows_nobodys_words(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("a private sentence")

    monkeypatch.setattr(outline, "talking", fail)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "Something went wrong" in text(answer)
    assert "a private sentence" not in text(answer)
