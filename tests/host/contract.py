"""The promises of ``cpd_community_xblock.host.Host``, for any host to be held to.

A host's own tests mix ``HostContract`` into a ``django.test.TestCase`` and hand it a ``World``: how people are made,
enrolled and given roles there. Imports nothing but the package, so that it runs inside the platform as well.
"""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.db import connection

from cpd_community_xblock.host import Host
from cpd_community_xblock.host.data import Cohort, Person, Place, Role, Standing

START = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
END = datetime(2026, 10, 19, 6, 0, tzinfo=UTC)
ZONE = "Asia/Kolkata"


class World(Protocol):
    """What a host's tests can bring about. Every course key is one of ``here`` and ``elsewhere``."""

    host: Host
    here: Any
    elsewhere: Any

    def create_user(self, username: str, *, name: str = "") -> Any:
        """Someone with an account and nothing else."""
        ...

    def create_user_with_zone(self) -> Any:
        """Someone whose account says that they are in ``ZONE``."""
        ...

    def join(self, user: Any, course_key: Any, *, role: Role = Role.LEARNER, cohort: str = "") -> None:
        """Enrol someone, give them the role, and a place in a cohort where one is named. A facilitator with a cohort
        facilitates that one only, any other the whole course; a peer leader leads likewise."""
        ...

    def leave(self, user: Any, course_key: Any) -> None:
        """End someone's enrolment."""
        ...

    def set_run(self, course_key: Any, *, name: str, start: datetime, end: datetime) -> None:
        """Say what a course run is called and when it takes place."""
        ...

    def graduate(self, user: Any, course_key: Any) -> None:
        """Let someone complete a course run."""
        ...

    def give_address(self, user: Any, email: str, *, confirmed: bool = True) -> None:
        """Set the address of someone's account, which they have confirmed or not."""
        ...

    def speak(self, user: Any, language: str) -> None:
        """Let someone choose the language that they use the platform in."""
        ...

    def anonymous_id(self, user: Any) -> str:
        """What the platform calls someone when it asks for their state to be deleted."""
        ...

    def bound(self, user: Any, *, looked_at_by: Any = None) -> AbstractContextManager[Any]:
        """A block in the course ``here``, bound to someone (None: nobody is signed in), while they look at it; or
        while a member of staff looks at the course as that learner."""
        ...


class PeopleContract:
    """Who people are, whatever they are looking at."""

    world: World
    assertNumQueries: Any

    def test_now_is_aware_and_in_utc(self) -> None:
        assert self.world.host.now().utcoffset() == timedelta(0)

    # People.

    def test_people_are_found_by_their_ids(self) -> None:
        amara = self.world.create_user("amara", name="Amara Okoye")
        meera = self.world.create_user("meera", name="Meera Nair")
        assert dict(self.world.host.people([amara.id, meera.id, amara.id])) == {
            amara.id: Person(amara.id, "amara", "Amara Okoye"),
            meera.id: Person(meera.id, "meera", "Meera Nair"),
        }

    def test_someone_without_a_name_goes_by_the_username(self) -> None:
        nameless = self.world.create_user("nameless")
        assert self.world.host.people([nameless.id])[nameless.id].display_name == "nameless"

    def test_ids_that_no_longer_exist_are_left_out(self) -> None:
        amara = self.world.create_user("amara")
        assert set(self.world.host.people([amara.id, amara.id + 1000])) == {amara.id}

    def test_any_number_of_people_takes_one_query(self) -> None:
        ids = [self.world.create_user(f"person{number}", name=f"Person {number}").id for number in range(5)]
        with self.assertNumQueries(1):
            assert len(self.world.host.people(ids)) == 5

    def test_the_person_behind_an_anonymous_id_is_found(self) -> None:
        amara = self.world.create_user("amara")
        self.world.create_user("meera")
        assert self.world.host.user_id_of(self.world.anonymous_id(amara)) == amara.id

    def test_an_anonymous_id_of_nobody_leads_to_nobody(self) -> None:
        assert self.world.host.user_id_of("f" * 32) is None

    # Accounts and addresses.

    def test_accounts_are_found_by_username_or_confirmed_address_in_any_case(self) -> None:
        amara, meera = self.world.create_user("Amara"), self.world.create_user("meera")
        self.world.give_address(meera, "Meera.Nair@example.com")
        assert dict(self.world.host.accounts(["AMARA", "amara", " meera.nair@EXAMPLE.com", "nobody", "", "x@y"])) == {
            "AMARA": amara.id,
            "amara": amara.id,
            " meera.nair@EXAMPLE.com": meera.id,
        }

    def test_an_address_that_nobody_confirmed_leads_to_nobody(self) -> None:
        meera = self.world.create_user("meera")
        self.world.give_address(meera, "amara@example.com", confirmed=False)
        assert not self.world.host.accounts(["amara@example.com"])
        assert self.world.host.accounts(["meera"]) == {"meera": meera.id}
        assert not self.world.host.emails([meera.id])

    def test_addresses_are_those_of_the_accounts(self) -> None:
        amara, meera = self.world.create_user("amara"), self.world.create_user("meera")
        self.world.give_address(amara, "amara@example.com")
        self.world.give_address(meera, "meera@example.com")
        with self.assertNumQueries(1):
            found = dict(self.world.host.emails([amara.id, meera.id, meera.id + 1000]))
        assert found == {amara.id: "amara@example.com", meera.id: "meera@example.com"}

    def test_any_number_of_names_takes_the_same_few_queries(self) -> None:
        names = [self.world.create_user(f"person{number}").username for number in range(20)]
        with self.assertNumQueries(1):
            assert len(self.world.host.accounts(names)) == 20
        with self.assertNumQueries(2 if connection.vendor == "mysql" else 4):
            assert self.world.host.accounts(["x@y", *(f"nobody{number}" for number in range(20))]) == {}

    def test_languages_are_those_that_people_chose(self) -> None:
        amara, meera = self.world.create_user("amara"), self.world.create_user("meera")
        self.world.speak(amara, "de")
        assert dict(self.world.host.languages([amara.id, meera.id])) == {amara.id: "de"}

    # Who may change the content.

    def test_only_the_course_team_may_author(self) -> None:
        author = self.world.create_user("ines")
        self.world.join(author, self.world.here, role=Role.COURSE_TEAM)
        names = ("stranger", "learner", "peer_leader", "facilitator", "team_elsewhere")
        others = [self.world.create_user(name) for name in names]
        for other, role in zip(others[1:4], (Role.LEARNER, Role.PEER_LEADER, Role.FACILITATOR), strict=True):
            self.world.join(other, self.world.here, role=role)
        self.world.join(others[4], self.world.elsewhere, role=Role.COURSE_TEAM)
        may = self.world.host.may_author
        assert may(user_id=author.id, course_key=self.world.here)
        assert not any(may(user_id=other.id, course_key=self.world.here) for other in others)


class CourseContract:
    """Someone's place in a course run."""

    world: World

    def standing(self, user: Any) -> Standing:
        return self.world.host.standing(user_id=user.id, course_key=self.world.here)

    def names(self, cohort_id: int | None = None) -> list[str]:
        found = self.world.host.learners(course_key=self.world.here, cohort_id=cohort_id)
        return [person.username for person in found]

    def member(self, username: str, *, name: str = "", role: Role = Role.LEARNER, cohort: str = "") -> Any:
        user = self.world.create_user(username, name=name)
        self.world.join(user, self.world.here, role=role, cohort=cohort)
        return user

    # Standing.

    def test_a_stranger_stands_nowhere(self) -> None:
        assert self.standing(self.world.create_user("robin")) == Standing()

    def test_a_learner_is_enrolled_and_no_more(self) -> None:
        assert self.standing(self.member("amara")) == Standing(enrolled=True)

    def test_a_learner_has_the_cohort_they_were_put_in(self) -> None:
        standing = self.standing(self.member("amara", cohort="Night shift"))
        assert standing.cohort is not None
        assert standing.cohort.name == "Night shift"
        assert standing.cohort in self.world.host.cohorts(self.world.here)
        assert (standing.role, standing.sees_every_cohort) == (Role.LEARNER, False)

    def test_whoever_left_is_no_longer_enrolled(self) -> None:
        amara = self.member("amara")
        self.world.leave(amara, self.world.here)
        assert not self.standing(amara).enrolled

    def test_being_enrolled_elsewhere_counts_for_nothing_here(self) -> None:
        user = self.world.create_user("amara")
        self.world.join(user, self.world.elsewhere, cohort="Night shift")
        assert self.standing(user) == Standing()

    def test_the_course_team_sees_every_cohort(self) -> None:
        standing = self.standing(self.member("ines", role=Role.COURSE_TEAM))
        assert (standing.role, standing.sees_every_cohort) == (Role.COURSE_TEAM, True)

    def test_a_facilitator_of_the_course_sees_every_cohort(self) -> None:
        standing = self.standing(self.member("farah", role=Role.FACILITATOR))
        assert (standing.role, standing.sees_every_cohort) == (Role.FACILITATOR, True)

    def test_a_facilitator_of_a_cohort_sees_that_one(self) -> None:
        standing = self.standing(self.member("farah", role=Role.FACILITATOR, cohort="Night shift"))
        assert (standing.role, standing.sees_every_cohort) == (Role.FACILITATOR, False)
        assert standing.cohort is not None
        assert standing.cohort.name == "Night shift"

    def test_a_peer_leader_of_a_cohort_sees_that_one(self) -> None:
        standing = self.standing(self.member("hannah", role=Role.PEER_LEADER, cohort="Night shift"))
        assert (standing.enrolled, standing.role) == (True, Role.PEER_LEADER)
        assert standing.cohort is not None
        assert standing.cohort.name == "Night shift"
        assert not standing.sees_every_cohort

    def test_a_peer_leader_in_no_cohort_sees_every_cohort(self) -> None:
        standing = self.standing(self.member("hannah", role=Role.PEER_LEADER))
        assert standing == Standing(enrolled=True, role=Role.PEER_LEADER, sees_every_cohort=True)

    def test_facilitators_and_the_course_team_are_staff_and_peer_leaders_are_not(self) -> None:
        staff = {role for role in Role if self.standing(self.member(role.value, role=role)).is_staff}
        assert staff == {Role.FACILITATOR, Role.COURSE_TEAM}

    def test_a_role_elsewhere_counts_for_nothing_here(self) -> None:
        for role in (Role.PEER_LEADER, Role.FACILITATOR, Role.COURSE_TEAM):
            user = self.member(f"{role}_elsewhere")
            self.world.join(user, self.world.elsewhere, role=role)
            assert self.standing(user) == Standing(enrolled=True)

    def test_asking_where_someone_stands_puts_them_in_no_cohort(self) -> None:
        self.member("meera", cohort="Night shift")
        amara = self.member("amara")
        before = self.world.host.cohorts(self.world.here)
        assert self.standing(amara).cohort is None
        assert self.standing(amara).cohort is None
        assert self.world.host.cohorts(self.world.here) == before
        assert all("amara" not in self.names(cohort.id) for cohort in before)

    # Cohorts and learners.

    def test_cohorts_come_by_name_and_from_this_course_alone(self) -> None:
        self.member("amara", cohort="Night shift")
        self.member("meera", cohort="Day shift")
        elsewhere = self.world.create_user("dermot")
        self.world.join(elsewhere, self.world.elsewhere, cohort="Another")
        found = self.world.host.cohorts(self.world.here)
        assert [cohort.name for cohort in found] == ["Day shift", "Night shift"]
        assert all(isinstance(cohort, Cohort) for cohort in found)

    def test_learners_come_by_name(self) -> None:
        self.member("u1", name="Meera Nair")
        self.member("u2", name="Amara Okoye")
        assert self.names() == ["u2", "u1"]

    def test_learners_come_a_few_at_a_time_where_that_is_asked(self) -> None:
        for number in range(5):
            self.member(f"u{number}", name=f"Person {number}")
        few = [
            [person.username for person in self.world.host.learners(course_key=self.world.here, start=start, stop=stop)]
            for start, stop in ((0, 2), (2, 4), (4, 6), (6, 8))
        ]
        assert few == [["u0", "u1"], ["u2", "u3"], ["u4"], []]

    def test_learners_are_neither_peer_leaders_nor_staff_nor_strangers_nor_gone(self) -> None:
        self.member("amara")
        for role in (Role.PEER_LEADER, Role.FACILITATOR, Role.COURSE_TEAM):
            self.member(role.value, role=role)
        self.member("group_moderator", role=Role.FACILITATOR, cohort="Night shift")
        self.member("peer_leader_of_a_cohort", role=Role.PEER_LEADER, cohort="Night shift")
        self.world.create_user("robin")
        self.world.leave(self.member("gone"), self.world.here)
        assert self.names() == ["amara"]

    def test_whoever_leads_or_is_staff_elsewhere_is_a_learner_here(self) -> None:
        for role in (Role.PEER_LEADER, Role.FACILITATOR, Role.COURSE_TEAM):
            self.world.join(self.member(role.value), self.world.elsewhere, role=role)
        assert sorted(self.names()) == ["course_team", "facilitator", "peer_leader"]

    def test_learners_of_a_cohort_are_those_who_are_in_it(self) -> None:
        amara = self.member("amara", cohort="Night shift")
        self.member("meera", cohort="Day shift")
        self.member("dermot")
        cohort = self.standing(amara).cohort
        assert cohort is not None
        assert self.names(cohort.id) == ["amara"]

    # The run.

    def test_a_run_has_its_name_and_dates(self) -> None:
        amara = self.member("amara")
        self.world.set_run(self.world.here, name="Recognising sepsis", start=START, end=END)
        run = self.world.host.run(course_key=self.world.here, user_id=amara.id)
        assert (run.name, run.start, run.end) == ("Recognising sepsis", START, END)

    # Those who completed it.

    def test_graduates_come_by_id_a_few_at_a_time(self) -> None:
        users = [self.member(f"u{number}") for number in range(5)]
        for user in [*users[3:], *users[:3]]:
            self.world.graduate(user, self.world.here)
        self.world.graduate(self.member("other"), self.world.elsewhere)
        graduates = self.world.host.graduates
        ids = [user.id for user in users]
        assert graduates(course_key=self.world.here) == ids
        assert graduates(course_key=self.world.here, most=2) == ids[:2]
        assert graduates(course_key=self.world.here, after=ids[1], most=2) == ids[2:4]
        assert graduates(course_key=self.world.here, after=ids[4]) == []

    def test_whoever_completed_one_of_several_runs_has_graduated(self) -> None:
        amara, meera = self.member("amara"), self.member("meera")
        self.world.graduate(amara, self.world.elsewhere)
        has_graduated, both = self.world.host.has_graduated, [self.world.here, self.world.elsewhere]
        assert has_graduated(user_id=amara.id, course_keys=both)
        assert not has_graduated(user_id=amara.id, course_keys=[self.world.here])
        assert not has_graduated(user_id=amara.id, course_keys=[])
        assert not has_graduated(user_id=meera.id, course_keys=both)

    def test_who_graduated_stands_in_the_run_as_before(self) -> None:
        amara = self.member("amara", cohort="Night shift")
        before = self.standing(amara)
        self.world.graduate(amara, self.world.here)
        assert self.standing(amara) == before
        self.world.leave(amara, self.world.here)
        assert self.world.host.has_graduated(user_id=amara.id, course_keys=[self.world.here])

    # Where it is.

    def test_a_block_has_an_absolute_address(self) -> None:
        key = self.world.here.make_usage_key("cpd_mentoring", "together")
        address = self.world.host.address_of(key)
        assert address.startswith(("http://", "https://"))
        assert str(key) in address


class VisitorContract:
    """Who is asking, through a block in a course."""

    world: World

    def test_a_visitor_is_the_person_the_block_is_bound_to(self) -> None:
        amara = self.world.create_user("amara")
        self.world.join(amara, self.world.here)
        with self.world.bound(amara) as block:
            visitor = self.world.host.visitor(block)
        assert (visitor.user_id, visitor.place, visitor.masquerading) == (amara.id, Place.COURSE, False)

    def test_nobody_in_particular_has_no_id(self) -> None:
        with self.world.bound(None) as block:
            visitor = self.world.host.visitor(block)
        assert (visitor.user_id, visitor.masquerading, visitor.time_zone) == (None, False, "")

    def test_a_visitor_brings_the_time_zone_of_their_account(self) -> None:
        meera = self.world.create_user_with_zone()
        self.world.join(meera, self.world.here)
        with self.world.bound(meera) as block:
            assert self.world.host.visitor(block).time_zone == ZONE

    def test_whoever_looks_as_a_learner_is_that_learner_and_is_known_to_look(self) -> None:
        amara, ines = self.world.create_user("amara"), self.world.create_user("ines")
        self.world.join(amara, self.world.here)
        self.world.join(ines, self.world.here, role=Role.COURSE_TEAM)
        with self.world.bound(amara, looked_at_by=ines) as block:
            visitor = self.world.host.visitor(block)
            standing = self.world.host.standing(user_id=amara.id, course_key=self.world.here)
        assert (visitor.user_id, visitor.masquerading) == (amara.id, True)
        assert standing == Standing(enrolled=True)

    def test_staff_who_look_as_themselves_look_as_nobody_else(self) -> None:
        ines = self.world.create_user("ines")
        self.world.join(ines, self.world.here, role=Role.COURSE_TEAM)
        with self.world.bound(ines) as block:
            assert not self.world.host.visitor(block).masquerading


class HostContract(PeopleContract, CourseContract, VisitorContract):
    """All that a host promises in a course."""

    # Work for later.

    def test_where_no_worker_waits_nothing_is_left_for_later(self) -> None:
        assert not self.world.host.later("cpd_community_xblock.mentoring.tasks.match", run_id=1)
