"""What a worker does where there is one. Elsewhere these are functions like any other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cpd_community_xblock import host
from cpd_community_xblock.mentoring.api import alumni, due, letters, publishing, runs, sending

try:
    from celery import shared_task
except ImportError:

    def shared_task(**_options: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
        return lambda function: function


@shared_task(name=runs.MATCH, ignore_result=True)
def match(run_id: int) -> None:
    """Do the matching of a run that was set off."""
    runs.work(run_id=run_id, clock=host.current().now)


@shared_task(name=publishing.SEE_TO, ignore_result=True)
def see_to_due(space_id: int) -> None:
    """See to what is due in a space."""
    due.work_as_kept(space_id=space_id, clock=host.current().now)


@shared_task(name=letters.WRITE, ignore_result=True)
def write_letters(space_id: int) -> None:
    """Write to whoever is to be told of something in a space."""
    letters.write(space_id=space_id, now=host.current().now())


@shared_task(name=sending.DELIVER, ignore_result=True)
def send_meeting(meeting_id: int, sequence: int, to: Mapping[str, int]) -> None:
    """Send a meeting, or that it is called off, to the two people's calendars."""
    sending.deliver(meeting_id=meeting_id, sequence=sequence, to=to)


@shared_task(name=alumni.SEND, ignore_result=True)
def send_invitations(ids: Sequence[int], subject: str, body: str) -> None:
    """Send the letters that invite people to mentor."""
    alumni.send(ids=ids, subject=subject, body=body)
