"""The day as a calendar file: one event a session, at the school's wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sipdesk.export.audience import Audience, Gate
from sipdesk.export.content.prose import gate_for
from sipdesk.export.files import placed
from sipdesk.export.material import AgendaMaterial
from sipdesk.export.wording import clean, listed
from sipdesk.models.clock import Clock, SystemClock
from sipdesk.models.visits.records import Session, SessionStatus

if TYPE_CHECKING:
    from icalendar import Event

SCHOOL_TIME = ZoneInfo("Europe/London")


def write_ics(
    material: AgendaMaterial, dest: Path, clock: Clock | None = None, *, force: bool = False
) -> None:
    """Put the day's sessions at `dest`. Sent again, they take the place of the earlier ones."""
    with placed(dest, force=force) as stream:
        stream.write(as_ics(material, (clock or SystemClock()).now()))


def as_ics(material: AgendaMaterial, now: datetime) -> bytes:
    """The calendar file's bytes; `now` is when it was made."""
    from icalendar import Calendar

    gate = gate_for(material.about, Audience.HEAD)
    calendar = Calendar()
    calendar.add("prodid", "-//SIP Desk//Agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for session in material.sessions:
        if session.status is not SessionStatus.CUT:
            calendar.add_component(_event(session, material, gate, now))
    year = material.visit.on.year  # Outlook takes the hour from the rules given here
    calendar.add_missing_timezones(date(max(year - 1, 1970), 1, 1), date(min(year + 2, 9999), 1, 1))
    return bytes(calendar.to_ical())


def _event(session: Session, material: AgendaMaterial, gate: Gate, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{session.id}@sipdesk")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", datetime.combine(material.visit.on, session.start, SCHOOL_TIME))
    event.add(
        "dtend", datetime.combine(material.visit.on, max(session.start, session.end), SCHOOL_TIME)
    )
    event.add("summary", _line(gate.text(session.title)) or "Session")
    school = _line(material.about.school.name)
    place = _line(gate.text(session.place))
    event.add("location", ", ".join(part for part in (place, school) if part))
    people = _line(listed([gate.text(person) for person in session.people]))
    event.add("description", f"{school} visit.{f' With: {people}.' if people else ''}".strip())
    return event


def _line(text: str) -> str:
    return " ".join(clean(text).split())
