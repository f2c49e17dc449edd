"""The story's people as learners and mentors, in the demo's mentoring block."""

from tests.browser.server import Server

UNIT = "week-2-a-mentor"

_TELL = """
from django.contrib.auth import get_user_model
from cpd_community_xblock import host
from cpd_community_xblock.core import spaces
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import people
from cpd_community_xblock.mentoring.data import Availability, Profile, Side
from demo import clock, course

key = course.usage_key("cpd_mentoring", "wk2-mentoring")
space = spaces.open_space(usage_key=key, kind="cpd_mentoring")
for model in (models.Partnership, models.PairDecision, models.Run, models.Participant, models.Alumnus):
    model.objects.all().delete()

def tell(username, side, slots, zone="Europe/London", **told):
    user = get_user_model().objects.get(username=username)
    free = Availability(zone, (frozenset(slots),))
    profile = Profile(languages=("English",), availability=free, **told)
    people.save(space_id=space.id, user_id=user.id, side=side, profile=profile, now=clock.now())
    if side is Side.MENTOR:
        models.Alumnus.objects.create(space_id=space.id, user=user, how="added", at=clock.now())

EVENINGS = {9, 33, 45}
tell(
    "amara", Side.LEARNER, EVENINGS | {12}, profession="Nursing", specialty="Community care", setting="People's homes",
    goals=("Gain confidence in decisions", "Prepare for revalidation or appraisal"),
    topics=("Speaking up about safety",), team="Night team",
    about="I work nights in two valleys and often decide alone.",
)
tell("kofi", Side.LEARNER, EVENINGS, profession="Healthcare support", setting="A care home",
     goals=("Plan my next career step",))
tell(
    "samuel", Side.MENTOR, {9, 45, 57}, profession="Nursing", specialty="Community care", setting="A large hospital",
    goals=("Gain confidence in decisions", "Plan my next career step"),
    topics=("Speaking up about safety", "Leading a shift or a team"), capacity=2,
    about="Twenty years of nursing, the last six in people's own front rooms. I like to think aloud over tea.",
)
tell("hannah", Side.MENTOR, {9, 21, 33}, profession="Midwifery", specialty="Maternity and neonatal care",
     setting="People's homes", goals=("Prepare for revalidation or appraisal",), capacity=1,
     about="I was lost in my first year out of hospital, and somebody rang me every week. I would like to be that.")
tell("rosa", Side.MENTOR, {33}, profession="Social work", setting="People's homes",
     goals=("Make a change where I work",), topics=("Difficult conversations",), capacity=3)
tell("yusuf", Side.MENTOR, {45, 46}, profession="Paramedicine", specialty="Primary care",
     setting="A practice or health centre", goals=("Gain confidence in decisions",), capacity=2)
"""


def bring_people(server: Server) -> None:
    """Two learners who look for a mentor, and four mentors whom they may ask."""
    server.shell(_TELL)


_BRING_TOGETHER = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from cpd_community_xblock.core import spaces
from cpd_community_xblock.mentoring.api import partnerships
from cpd_community_xblock.mentoring.data import Origin, Proposal, Side
from demo import clock, course

space = spaces.open_space(usage_key=course.usage_key("cpd_mentoring", "wk2-mentoring"), kind="cpd_mentoring")
ids = {name: get_user_model().objects.get(username=name).id for name in ("amara", "samuel")}
both = Proposal(
    learner_id=ids["amara"], mentor_id=ids["samuel"], origin=Origin.REQUEST, accepted=frozenset(Side),
    expires_at=clock.now() + timedelta(days=3),
)
partnerships.propose(both, space_id=space.id, now=clock.now())
"""


_TALK = """
from uuid import uuid4
from cpd_community_xblock import host
from cpd_community_xblock.members import api as members
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import talking
from demo import clock, course

for number in range({count}):
    row = models.Partnership.objects.get()
    who = (row.learner_id, row.mentor_id)[number % 2]
    standing = host.current().standing(user_id=who, course_key=course.KEY)
    talking.say(
        space_id=row.space_id, partnership_id=row.id, body=f"Message {{number}}.", token=str(uuid4()),
        author=members.member(user_id=who, course_key=str(course.KEY), standing=standing, time_zone=""),
        now=clock.now(),
    )
"""


def bring_together(server: Server) -> None:
    """Amara learns, Samuel mentors her, and both have said yes."""
    server.shell(_BRING_TOGETHER)


def talk(server: Server, count: int) -> None:
    """The two have written to each other in turn: "Message 0." and so on."""
    server.shell(_TALK.format(count=count))
