"""Alumni, what people tell for the matching, runs of it, and the partnerships that come of it."""

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import LearningContextKeyField

from cpd_community_xblock.mentoring.data import (
    Again,
    Concern,
    Decision,
    How,
    MeetingState,
    Origin,
    RunState,
    Side,
    State,
)

_USER = settings.AUTH_USER_MODEL
_SPACE = "cpd_community_xblock.Space"


class AlumniRun(models.Model):
    """A course run whose graduates are alumni in a space, as the block's author named it.

    A row beside the block's field, because the platform tells of a graduate and not of the blocks that wait for one.

    .. no_pii:
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    course_key = LearningContextKeyField(max_length=255, db_index=True)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["space", "course_key"], name="cpd_alumni_run_once")]


class Alumnus(models.Model):
    """Someone who may mentor in a space.

    .. pii: Links a person to a course that they have completed.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=16, choices=[(how.value, how.name.title()) for how in How])
    at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name_plural = "alumni"
        constraints = [models.UniqueConstraint(fields=["space", "user"], name="cpd_alumnus_once")]


class Invitation(models.Model):
    """An invitation to mentor, to an address that may have no account yet. Deleted once its holder has come.

    .. pii: An email address, given by a facilitator.
    .. pii_types: email_address
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    email = models.CharField(max_length=254)
    to_mail = models.BooleanField(default=False)
    invited_by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["space", "email"], name="cpd_invitation_once")]


class Participant(models.Model):
    """What someone told for the matching in one space, on one side of it.

    ``weeks`` holds a rota as hexadecimal bit masks, one a week. ``version`` counts saves. ``waiting_since`` is set
    while a learner looks for a mentor and has none, ``waiting_why`` by a published run that found them none;
    ``on_list`` once a mentor is to be found for them who would otherwise ask one themselves. ``to_mail`` is set while
    an e-mail is to tell them that they still wait.

    .. pii: Work, languages, time zone, availability and goals, entered by the person, and whom they would avoid.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=[(side.value, side.name.title()) for side in Side])
    profession = models.CharField(max_length=80, blank=True)
    specialty = models.CharField(max_length=80, blank=True)
    setting = models.CharField(max_length=80, blank=True)
    team = models.CharField(max_length=80, blank=True)
    line = models.CharField(max_length=80, blank=True)
    languages = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    goals = models.JSONField(default=list)
    about = models.CharField(max_length=500, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    weeks = models.JSONField(default=list)
    weeks_begin = models.DateField(null=True)
    apart = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField(default=1)
    until = models.DateField(null=True)
    is_paused = models.BooleanField(default=False)
    has_left = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False)
    waiting_since = models.DateTimeField(null=True)
    waiting_why = models.CharField(max_length=16, blank=True)
    on_list = models.BooleanField(default=False)
    to_mail = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["space", "user", "side"], name="cpd_participant_once")]
        indexes = [
            models.Index(fields=["space", "side", "has_left", "is_paused"], name="cpd_participant_side"),
            models.Index(fields=["space", "waiting_since"], name="cpd_participant_waiting"),
        ]


class Apart(models.Model):
    """Two people who are not to be matched in a space: one of them said "not again". Which one is kept nowhere.

    ``low`` is the smaller of the two user ids, so that a pair has one row.

    .. pii: Links two people.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    low = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["space", "low", "high"], name="cpd_apart_once")]


class PairDecision(models.Model):
    """What a facilitator decided of a learner and a mentor: together, or never.

    .. pii: Links two people.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(max_length=8, choices=[(kind.value, kind.name.title()) for kind in Decision])
    by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["space", "learner", "mentor"], name="cpd_pair_decided_once")]


class Programme(models.Model):
    """The one row of a space that is held while its runs are published or its waiting list is tried.

    ``published`` counts publications: a preview made before the last one is out of date. ``due_at`` is when something
    has to be seen to next: a request lapses, a run is to be published. NULL for nothing. ``terms`` are what the author
    was last known to have set, for when no block is at hand.

    .. no_pii:
    """

    space = models.OneToOneField(_SPACE, on_delete=models.PROTECT, related_name="+")
    published = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True, db_index=True)
    terms = models.JSONField(default=dict)

    class Meta:
        app_label = "cpd_community_xblock"


class Run(models.Model):
    """A matching of everyone in a space: made as a preview, changed by no one, published once or never.

    ``plan`` is how it was to be done, with the rules; ``outcome`` what came of it, by user ids, and ``figures`` the few
    numbers of it that lists of runs show. ``fingerprint`` stands for the people and decisions that it was made from:
    where these have changed, a preview is out of date. ``generation`` is the programme's number of publications when it
    was made. ``publish_at`` is when it is to be published; ``published_by`` is who did so, or who set that moment.

    .. pii: Who would be matched with whom.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(state.value, state.name.title()) for state in RunState])
    plan = models.JSONField(default=dict)
    outcome = models.JSONField(null=True)
    figures = models.JSONField(null=True)
    problem = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    generation = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=32, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    made_by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        app_label = "cpd_community_xblock"
        verbose_name = "matching run"
        indexes = [
            models.Index(fields=["space", "made_at"], name="cpd_run_latest"),
            models.Index(fields=["space", "publish_at"], name="cpd_run_due"),
        ]


class Partnership(models.Model):
    """A learner and a mentor, from the first proposal on.

    ``current`` is true while it is proposed or active, and NULL afterwards; so is ``place``, which of the mentor's
    places it takes, from 1. Both are unique, so that nobody has two mentors and no mentor one learner too many, however
    many accept in the same second. ``then`` are the mentors to ask next where a request lapses. ``learner_unseen`` and
    ``mentor_unseen`` say of whom something has come of it that they have not come across yet; ``learner_to_mail`` and
    ``mentor_to_mail`` whom to write an e-mail: NULL once it has gone, false again when they have looked in.

    .. pii: Links two people, with goals that they wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    space = models.ForeignKey(_SPACE, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    mentor = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=[(state.value, state.name.title()) for state in State])
    origin = models.CharField(max_length=16, choices=[(origin.value, origin.name.title()) for origin in Origin])
    current = models.BooleanField(null=True, default=True)
    place = models.PositiveSmallIntegerField(null=True)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    reasons = models.JSONField(default=list)
    then = models.JSONField(default=list)
    words = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    learner_accepted_at = models.DateTimeField(null=True)
    mentor_accepted_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    goals = models.TextField(blank=True)
    goals_version = models.PositiveIntegerField(default=0)
    thread = models.OneToOneField("cpd_community_xblock.Thread", on_delete=models.SET_NULL, null=True, related_name="+")
    last_at = models.DateTimeField()
    learner_unseen = models.BooleanField(default=False)
    mentor_unseen = models.BooleanField(default=False)
    learner_to_mail = models.BooleanField(null=True, default=False)
    mentor_to_mail = models.BooleanField(null=True, default=False)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [
            models.UniqueConstraint(fields=["space", "learner", "current"], name="cpd_one_mentor_at_a_time"),
            models.UniqueConstraint(fields=["space", "mentor", "place"], name="cpd_place_taken_once"),
        ]
        indexes = [models.Index(fields=["space", "state", "expires_at"], name="cpd_partnership_expires")]


class PartnershipReport(models.Model):
    """One of two people asks the facilitators to look at their partnership. The other does not learn of it.

    ``is_open`` is true until a facilitator has answered, and NULL from then on, so that each has one open report of a
    partnership.

    .. pii: Links a person to what they reported, with free text that they and a facilitator wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    side = models.CharField(max_length=8, choices=[(side.value, side.name.title()) for side in Side])
    concern = models.CharField(max_length=16, choices=[(kind.value, kind.name.title()) for kind in Concern])
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    is_open = models.BooleanField(null=True, default=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_seen = models.BooleanField(default=False)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reporter", "is_open"], name="cpd_pair_report_once")
        ]


class Meeting(models.Model):
    """A meeting that two people agree on, before it takes place.

    ``moved_to`` and its like are another time for one that is agreed, until the other accepts it. ``proposed_by`` is
    whoever asked last. ``version`` counts changes, so that nobody accepts what they have not seen; ``sequence`` what
    calendars were told, or are to be while ``to_mail`` is set. ``agreed_at`` is set once there is something in
    calendars. ``learner_unreached`` and ``mentor_unreached`` say to whom the last e-mail did not go.

    .. pii: When and where two people meet, with a few words of theirs.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    proposed_by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=500, blank=True)
    moved_to = models.DateTimeField(null=True)
    moved_minutes = models.PositiveSmallIntegerField(null=True)
    moved_where = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=[(state.value, state.name.title()) for state in MeetingState])
    uid = models.CharField(max_length=64, unique=True)
    token = models.CharField(max_length=36)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    learner_unreached = models.BooleanField(default=False)
    mentor_unreached = models.BooleanField(default=False)
    to_mail = models.BooleanField(default=False)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["proposed_by", "token"], name="cpd_meeting_proposed_once")]
        indexes = [
            models.Index(fields=["partnership", "starts_at"], name="cpd_meeting_when"),
            models.Index(fields=["to_mail"], name="cpd_meeting_to_mail"),
        ]


class LoggedMeeting(models.Model):
    """A meeting that took place, as both confirm it: evidence for either one's CPD.

    ``confirmed_at`` is set once both have. ``version`` counts corrections, so that nobody confirms what they have not
    seen. A ``meeting`` that was agreed on is logged once.

    .. pii: When two people met and what about.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="log")
    meeting = models.OneToOneField(Meeting, on_delete=models.SET_NULL, null=True, related_name="logged")
    logged_by = models.ForeignKey(_USER, on_delete=models.SET_NULL, null=True, related_name="+")
    happened_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=200)
    token = models.CharField(max_length=36)
    version = models.PositiveIntegerField(default=0)
    logged_at = models.DateTimeField()
    learner_confirmed_at = models.DateTimeField(null=True)
    mentor_confirmed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["logged_by", "token"], name="cpd_meeting_logged_once")]
        indexes = [models.Index(fields=["partnership", "happened_on"], name="cpd_log_when")]


class CheckIn(models.Model):
    """How one of two people is asked after a silence: not before ``quiet_until``, and by one e-mail a silence.

    .. pii: Links a person to a partnership.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="check_ins")
    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    quiet_until = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["partnership", "user"], name="cpd_check_in_once")]


class Ending(models.Model):
    """What one of two people answered at the end, or that they would rather not.

    .. pii: Free text and opinions of a person, shown to facilitators without a name.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="endings")
    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    useful = models.PositiveSmallIntegerField(null=True)
    takeaway = models.CharField(max_length=1000, blank=True)
    again = models.CharField(max_length=8, blank=True, choices=[(kind.value, kind.name.title()) for kind in Again])
    at = models.DateTimeField()

    class Meta:
        app_label = "cpd_community_xblock"
        constraints = [models.UniqueConstraint(fields=["partnership", "user"], name="cpd_ending_once")]
