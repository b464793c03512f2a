"""The day as a calendar file, on either side of the clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from sipdesk.export.calendar import as_ics, write_ics
from sipdesk.export.material import AgendaMaterial
from sipdesk.models.clock import FixedClock
from sipdesk.models.visits.records import SessionStatus
from tests.export.builders import agenda_material, day, session, visit

NOW = datetime(2009, 11, 1, 8, 0, tzinfo=UTC)


def events(material: AgendaMaterial) -> list[Any]:
    return list(Calendar.from_ical(as_ics(material, NOW)).walk("VEVENT"))


def test_each_session_is_an_event_that_keeps_its_name() -> None:
    found = events(agenda_material())
    assert [event["uid"] for event in found] == [f"s{n}@sipdesk" for n in range(1, 8)]
    assert found[1]["summary"] == "Head and chair of governors"
    assert found[1]["location"] == "Head’s study, Kingsmead School"
    assert "With: Headteacher, Chair of governors." in found[1]["description"]
    assert found[1].decoded("dtstamp") == NOW
    assert not any("attendee" in event for event in found)


@pytest.mark.parametrize(
    ("on", "utc_hour"),
    [
        (date(2009, 10, 23), 8),
        (date(2009, 10, 24), 8),
        (date(2009, 10, 25), 9),
        (date(2009, 10, 26), 9),
        (date(2010, 3, 27), 9),
        (date(2010, 3, 28), 8),
        (date(2010, 3, 29), 8),
        (date(2026, 3, 30), 8),
        (date(2026, 10, 26), 9),
    ],
)
def test_nine_o_clock_is_nine_o_clock_in_london(on: date, utc_hour: int) -> None:
    material = agenda_material(
        visit=visit(on=on), sessions=(session("s", "09:00", "10:30", "Head"),)
    )
    calendar = Calendar.from_ical(as_ics(material, NOW))
    (event,) = calendar.walk("VEVENT")
    start = event.decoded("dtstart")
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert (start.hour, start.astimezone(UTC).hour) == (9, utc_hour)
    assert event.decoded("dtend") - start == timedelta(minutes=90)
    (zone,) = calendar.walk("VTIMEZONE")  # what Outlook goes by
    ours = zone.to_tz().utcoffset(datetime(on.year, on.month, on.day, 9))
    assert (
        ours == datetime(on.year, on.month, on.day, 9, tzinfo=ZoneInfo("Europe/London")).utcoffset()
    )


def test_a_cut_session_is_left_out() -> None:
    first, *rest = day()
    from dataclasses import replace

    cut = replace(first, status=SessionStatus.CUT)
    assert len(events(agenda_material(sessions=(cut, *rest)))) == 6


def test_no_pupil_is_named_and_no_line_is_broken_by_text() -> None:
    tricky = session(
        "s", "09:00", "10:00", "Ada Okafor; a, b\nEND:VEVENT\x07", people=("Łukasz",), place="x"
    )
    data = as_ics(agenda_material(sessions=(tricky,)), NOW)
    assert b"Okafor" not in data
    assert "Łukasz".encode() not in data
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["summary"] == "A Year 10 pupil; a, b END:VEVENT"


def test_an_empty_day_is_a_calendar(tmp_path: Path) -> None:
    write_ics(agenda_material(sessions=()), tmp_path / "day.ics", FixedClock(NOW))
    assert (tmp_path / "day.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
