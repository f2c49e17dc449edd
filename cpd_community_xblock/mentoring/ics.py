"""A meeting as calendars take it (RFC 5545, and RFC 5546 for how it is announced, moved and called off)."""

from datetime import datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from cpd_community_xblock.mentoring.data import Invite


class Method(StrEnum):
    """How a calendar is told: an invitation to somebody, a file that anyone may take in, the end of it."""

    REQUEST = "REQUEST"
    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


def calendar(invite: Invite, *, method: Method, title: str, organiser: str, attendee: str = "", now: datetime) -> bytes:
    """One meeting as a file. ``organiser`` and ``attendee`` are addresses; nobody finds the other one's in it."""
    event = Event()
    event.add("uid", invite.uid)
    event.add("dtstamp", now)
    event.add("sequence", invite.sequence)
    event.add("dtstart", invite.when.starts_at)
    event.add("dtend", invite.when.ends_at)
    event.add("summary", title)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    if invite.when.where:
        event.add("location", invite.when.where)
    if invite.address:
        event.add("url", invite.address)
        event.add("description", invite.address)
    event.add("organizer", _address(organiser))
    if attendee and method is not Method.PUBLISH:
        # Both have agreed already: no calendar is to ask them again.
        event.add("attendee", _address(attendee, partstat="ACCEPTED", rsvp="FALSE"))
    file = Calendar()
    file.add("prodid", "-//cpd-community-xblock//mentoring//EN")
    file.add("version", "2.0")
    file.add("method", method.value)
    file.add_component(event)
    written: bytes = file.to_ical()
    return written


def _address(email: str, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    for name, value in parameters.items():
        address.params[name] = vText(value)
    return address
