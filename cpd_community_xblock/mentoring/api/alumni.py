"""Who may mentor in a space: graduates of the runs that its author names, people who are added, and those invited."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from cpd_community_xblock import host
from cpd_community_xblock.core import failures
from cpd_community_xblock.core.errors import NotFound
from cpd_community_xblock.mentoring import models
from cpd_community_xblock.mentoring.api import partnerships, sending
from cpd_community_xblock.mentoring.data import (
    Added,
    Alumnus,
    Backfilled,
    BadRow,
    How,
    Invitation,
    Invited,
    Letter,
    Row,
    Side,
)
from cpd_community_xblock.mentoring.rules import Terms

SEND = "cpd_community_xblock.mentoring.tasks.send_invitations"
_REMINDED_AFTER = timedelta(days=1)
_LONGEST_KEY = 255

# The runs.


def keep_runs(*, space_id: int, course_keys: Iterable[str]) -> None:
    """Keep the rows equal to what the author named. Whatever is no course key is left out; alumni stay alumni."""
    wanted = set(filter(None, map(_course_key, course_keys)))
    rows = models.AlumniRun.objects.filter(space_id=space_id)
    kept = set(rows.values_list("course_key", flat=True))
    if kept == wanted:
        return
    with transaction.atomic():
        rows.filter(course_key__in=kept - wanted).delete()
        # By their words: keys of the old kind and of the new cannot be compared with each other.
        new = [models.AlumniRun(space_id=space_id, course_key=key) for key in sorted(wanted - kept, key=str)]
        models.AlumniRun.objects.bulk_create(new, ignore_conflicts=True)


def runs() -> list[str]:
    """Every run whose graduates are alumni somewhere."""
    keys = models.AlumniRun.objects.values_list("course_key", flat=True).distinct()
    return sorted(str(key) for key in keys)


def _course_key(text: Any) -> Any:
    """None for what is no course's key, or longer than any that the platform gives."""
    try:
        key = CourseKey.from_string(text)
    except InvalidKeyError:
        return None
    return key if key.is_course and len(str(key)) <= _LONGEST_KEY else None


# Becoming one.


def recognise(*, space_id: int, user_id: int, now: datetime) -> bool:
    """Whether someone may mentor here. A graduate of whom no event told, and whoever was invited, is taken in."""
    if models.Alumnus.objects.filter(space_id=space_id, user_id=user_id).exists():
        return True
    keys = models.AlumniRun.objects.filter(space_id=space_id).values_list("course_key", flat=True)
    if host.current().has_graduated(user_id=user_id, course_keys=[key for key in keys if key]):
        _take_in([space_id], [user_id], How.GRADUATED, now)
        return True
    return _comes_invited(space_id, user_id, now)


def _comes_invited(space_id: int, user_id: int, now: datetime) -> bool:
    invitations = models.Invitation.objects.filter(space_id=space_id)
    address = host.current().emails([user_id]).get(user_id, "").lower() if invitations.exists() else ""
    if address:
        with transaction.atomic():
            if invitations.filter(email=address).delete()[0]:
                _take_in([space_id], [user_id], How.INVITED, now)
                return True
    # Another window of the same person may have been faster, and have taken the invitation with it.
    return models.Alumnus.objects.filter(space_id=space_id, user_id=user_id).exists()


def graduated(*, user_id: int, course_key: Any, now: datetime) -> None:
    """Someone has completed a course run. The platform tells it with every later grade, too."""
    waiting = models.AlumniRun.objects.filter(course_key=course_key)
    known = models.Alumnus.objects.filter(user_id=user_id).values("space_id")
    if spaces := list(waiting.exclude(space_id__in=known).values_list("space_id", flat=True)):
        _take_in(spaces, [user_id], How.GRADUATED, now)


def take_in(*, course_key: str, now: datetime, after: int = 0, most: int = 1000) -> Backfilled:
    """Make alumni of a run's graduates whose ids are above ``after``, ``most`` of them at a time. Safe to repeat."""
    key = CourseKey.from_string(course_key)
    found = host.current().graduates(course_key=key, after=after, most=most)
    spaces = list(models.AlumniRun.objects.filter(course_key=key).values_list("space_id", flat=True))
    with transaction.atomic():
        known = models.Alumnus.objects.filter(space_id__in=spaces, user_id__in=found).count()
        _take_in(spaces, found, How.GRADUATED, now)
        new = models.Alumnus.objects.filter(space_id__in=spaces, user_id__in=found).count() - known
    return Backfilled(seen=len(found), new=new, last=found[-1] if found else after)


def _take_in(spaces: Iterable[int], user_ids: Sequence[int], how: How, now: datetime) -> None:
    """Whoever is one already stays as they are, whatever else happens in the same moment."""
    rows = [
        models.Alumnus(space_id=space_id, user_id=user_id, how=how.value, at=now)
        for space_id in spaces
        for user_id in user_ids
    ]
    models.Alumnus.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


# Adding and inviting.


def look_through(*, space_id: int, rows: Sequence[Row], bad: Sequence[BadRow] = ()) -> Added:
    """What a file would add, with every row that names nobody. Changes nothing."""
    found = host.current().accounts({row.name for row in rows})
    refused = [BadRow(row.line, row.name, _nobody(row.name)) for row in rows if row.name not in found]
    first: dict[int, int] = {}
    for row in rows:
        if row.name in found and first.setdefault(found[row.name], row.line) != row.line:
            line = first[found[row.name]]
            refused.append(BadRow(row.line, row.name, _("The same person as in line %(line)d.") % {"line": line}))
    alumni = models.Alumnus.objects.filter(space_id=space_id, user_id__in=list(first))
    known = set(alumni.values_list("user_id", flat=True))
    looking = models.Participant.objects.filter(space_id=space_id, side=Side.LEARNER.value, has_left=False)
    look = set(looking.filter(user_id__in=list(first)).values_list("user_id", flat=True))
    return Added(
        new=tuple(user_id for user_id in first if user_id not in known),
        known=tuple(user_id for user_id in first if user_id in known),
        bad=tuple(sorted([*bad, *refused], key=lambda row: row.line)),
        learners=tuple(user_id for user_id in first if user_id in look - known),
    )


def add(*, space_id: int, rows: Sequence[Row], bad: Sequence[BadRow] = (), now: datetime) -> Added:
    """Make alumni of everyone in a file who has an account; rows that name nobody are left out and told."""
    found = look_through(space_id=space_id, rows=rows, bad=bad)
    _take_in([space_id], found.new, How.ADDED, now)
    return found


def _nobody(name: str) -> str:
    if "@" in name:
        return _("No account has confirmed this address. You can invite it.")
    return _("There is no account with this username.")


def invite(*, space_id: int, addresses: Sequence[str], invited_by: int, letter: Letter, now: datetime) -> Invited:
    """Invite the holders of addresses, with or without an account: they may mentor once they come.

    The letters go out after all is kept. One that cannot be sent changes nothing about the invitation.
    """
    wanted = list(dict.fromkeys(address.lower() for address in addresses))
    holders = host.current().accounts(wanted)
    alumni = models.Alumnus.objects.filter(space_id=space_id, user_id__in=list(holders.values()))
    there = set(alumni.values_list("user_id", flat=True))
    told: dict[str, list[str]] = {"new": [], "again": [], "lately": [], "known": []}
    with transaction.atomic():
        for address in wanted:
            known = holders.get(address) in there
            told["known" if known else _keep_invitation(space_id, address, invited_by, now)].append(address)
        to = [*told["new"], *told["again"]]
        transaction.on_commit(partial(_send_soon, space_id, to, letter))
    return Invited(**{name: tuple(found) for name, found in told.items()})


def _keep_invitation(space_id: int, address: str, invited_by: int, now: datetime) -> str:
    """Whether it is "new", sent "again" after a while, or was sent "lately"."""
    rows = models.Invitation.objects.filter(space_id=space_id, email=address)
    if rows.filter(at__lte=now - _REMINDED_AFTER).update(at=now, invited_by=invited_by, to_mail=True):
        return "again"
    if rows.exists():
        return "lately"
    try:
        with transaction.atomic():
            models.Invitation.objects.create(
                space_id=space_id, email=address, to_mail=True, invited_by_id=invited_by, at=now
            )
    except IntegrityError:  # Another facilitator was faster.
        return "lately"
    return "new"


def _send_soon(space_id: int, addresses: Sequence[str], letter: Letter) -> None:
    try:
        rows = models.Invitation.objects.filter(space_id=space_id, email__in=addresses)
        # Their numbers, because a broker is no place for addresses.
        about: dict[str, Any] = {
            "ids": sorted(rows.values_list("id", flat=True)),
            "subject": letter.subject,
            "body": letter.body,
        }
        if addresses and not host.current().later(SEND, **about):
            send(**about)
    except Exception as error:
        failures.report("Sending invitations to mentor", error)


def send(*, ids: Sequence[int], subject: str, body: str) -> None:
    """Send a letter to the holder of each of these invitations, but for those taken back meanwhile."""
    rows = models.Invitation.objects.filter(id__in=ids, to_mail=True).order_by("id")

    def write(id_: int, address: str) -> EmailMessage | None:
        # Noted before it goes, so that it goes once at most.
        is_ours = models.Invitation.objects.filter(id=id_, to_mail=True).update(to_mail=False)
        return EmailMessage(subject, body, to=[address]) if is_ours else None

    # One letter each: nobody is to see who else is invited.
    sending.post([sending.Letter(partial(write, *row)) for row in rows.values_list("id", "email")])


def invitations(*, space_id: int) -> list[Invitation]:
    """Those whose holders have not come yet, the latest first."""
    rows = models.Invitation.objects.filter(space_id=space_id).order_by("-at", "email")
    return [Invitation(email, at) for email, at in rows.values_list("email", "at")]


def take_back(*, space_id: int, address: str) -> None:
    """Take an invitation back. Raises ``NotFound`` where its holder has come meanwhile."""
    if not models.Invitation.objects.filter(space_id=space_id, email=address.lower()).delete()[0]:
        raise NotFound


def remove(*, space_id: int, user_id: int, terms: Terms, now: datetime) -> None:
    """Let someone who was added or invited by mistake mentor no longer. Raises ``NotFound`` for a graduate, who stays
    one."""
    rows = models.Alumnus.objects.filter(space_id=space_id, user_id=user_id).exclude(how=How.GRADUATED.value)
    if not rows.delete()[0]:
        raise NotFound
    partnerships.leave(space_id=space_id, user_id=user_id, side=Side.MENTOR, terms=terms, now=now)


# Who they are.


def alumni(*, space_id: int) -> Mapping[int, Alumnus]:
    """Everyone who may mentor here, by user id."""
    rows = models.Alumnus.objects.filter(space_id=space_id).values_list("user_id", "how", "at")
    return {user_id: Alumnus(user_id, How(how), at) for user_id, how, at in rows.iterator(chunk_size=5000)}
