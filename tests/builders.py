"""A school, a day, a line of evidence: each in one line, for tests that read like the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sipdesk import paths
from sipdesk.models.assessments import Assessment, DataPoint
from sipdesk.models.capture import Here
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.ids import CountingIds
from sipdesk.models.priorities import Action, Priority
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import School
from sipdesk.models.store import Cost
from sipdesk.models.templates.days import load_day
from sipdesk.models.visits import Entry, EntryKind, Session, SessionKind, Visit

LONDON = ZoneInfo("Europe/London")
PASSPHRASE = "sample"
LIGHT = Cost(memory=8, passes=1, lanes=1)  # a guess costs nothing, so a test costs little


def moment(at: str) -> datetime:
    """“2009-11-12 08:30” by the wall clock in London."""
    return datetime.fromisoformat(at).replace(tzinfo=LONDON)


def a_clock(at: str = "2009-11-12 08:30") -> FixedClock:
    """A clock that stands at `at` until a test moves it."""
    return FixedClock(moment(at))


def a_desk(folder: Path, at: str = "2009-11-12 08:30", *, name: str = "desk.sipdesk") -> Desk:
    """A new, empty desk, opened by `PASSPHRASE`."""
    clock, ids = a_clock(at), CountingIds()
    desk, _ = Desk.create(folder / name, PASSPHRASE, clock=clock, ids=ids, cost=LIGHT)
    return desk


def reopened(desk: Desk, secret: str = PASSPHRASE) -> Desk:
    """The same desk after the program was closed and started again."""
    desk.close()
    return Desk.open(desk.store.path, secret, clock=desk.clock, ids=desk.store.new_id)


def wait(desk: Desk, **delta: float) -> None:
    """Let time pass on the desk's clock: ``wait(desk, minutes=5)``."""
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.advance(**delta)


def go_to(desk: Desk, at: str) -> None:
    """Set the desk's clock."""
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.set(moment(at))


def a_school(desk: Desk, name: str = "Kingsmead School", **fields: Any) -> School:
    """A Gaining Ground school: 5 days and 4 more, one of them with governors."""
    days = {"sip_days": 5.0, "extra_days": 4.0, "governors_days": 1.0}
    return desk.schools.add(name, **(days | fields))


def session(start: str, end: str, title: str = "", **fields: Any) -> Session:
    """``session("12:15", "13:15", "Lunch", anchored=True)``; its id is its title or its start."""
    begins, ends = time.fromisoformat(start), time.fromisoformat(end)
    return Session(title or start, "", begins, ends, title=title or start, **fields)


def a_day(template: str = "gaining_ground") -> list[Session]:
    """The sessions of a built-in day."""
    day = load_day(paths.resources() / "days" / f"{template}.toml")
    return [
        Session(
            id=str(n),
            visit_id="",
            start=s.start,
            end=s.end,
            kind=s.kind,
            title=s.title,
            people=s.people,
            place=s.place,
            prompts=s.prompts,
            anchored=s.anchored,
            counts=s.counts,
        )
        for n, s in enumerate(day.sessions)
    ]


def a_visit(
    desk: Desk,
    school: School,
    *sessions: Session,
    on: str | date | None = None,
    template: str = "",
    **fields: Any,
) -> Visit:
    """A visit today, or `on` another day, with those sessions or a built-in day's."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    planned = a_day(template) if template else sessions
    return desk.visits.add(school.id, day or desk.clock.now().date(), planned, **fields)


def a_pupil(desk: Desk, school: School, name: str = "Aneesa Khan", **fields: Any) -> Pupil:
    """A tracked pupil of Year 9."""
    return desk.pupils.add(school.id, name, **({"year": "Year 9"} | fields))


def a_result(
    desk: Desk,
    pupil: Pupil,
    subject: str = "Mathematics",
    value: object = "3b",
    *,
    point: DataPoint | None = None,
    scale: str = "nc-sublevels",
) -> Assessment:
    """What a pupil reached, this term or at another point."""
    return desk.assessments.put(pupil, subject, value, scale=scale, point=point)


def a_class(
    desk: Desk,
    school: School,
    pupils: Mapping[str, Mapping[str, Any]],
    *,
    point: DataPoint | None = None,
    scale: str = "nc-sublevels",
) -> dict[str, Pupil]:
    """Pupils by name: ``{"Amy": {"fsm": True, "Reading": "3b"}}``.

    What is no field of a pupil is a subject, with the result in it.
    """
    made: dict[str, Pupil] = {}
    for name, said in pupils.items():
        own = {key: value for key, value in said.items() if key in _PUPIL_FIELDS}
        made[name] = a_pupil(desk, school, name, **own)
        for subject in said.keys() - own.keys():
            a_result(desk, made[name], subject, said[subject], point=point, scale=scale)
    return made


_PUPIL_FIELDS = {each.name for each in fields(Pupil)}


def a_priority(
    desk: Desk, school: School, title: str = "Progress in mathematics", **fields: Any
) -> Priority:
    """A priority that has begun long ago."""
    return desk.priorities.add(school.id, title, **({"starts": date(2009, 9, 1)} | fields))


def an_action(
    desk: Desk, school: School, text: str = "Share the tracking data", **fields: Any
) -> Action:
    """A line of the plan that comes from no visit."""
    return desk.priorities.add_action(school.id, text, **fields)


def captured(
    desk: Desk,
    visit: Visit,
    kind: EntryKind = EntryKind.EVIDENCE,
    text: str = "Books are marked",
    *,
    session_id: str = "",
    **fields: Any,
) -> Entry:
    """An entry where the clock says one is, or in a named session."""
    here = desk.capture.here(visit.id, session_id)
    assert here is not None, "a capture needs a session"
    return desk.capture.add(here, kind, text, **fields)


def here_in(desk: Desk, visit: Visit, kind: SessionKind) -> Here:
    """Where a capture lands in the session of that kind."""
    wanted = next(s for s in desk.visits.running(visit.id) if s.kind is kind)
    here = desk.capture.here(visit.id, wanted.id)
    assert here is not None
    return here


def days_on(on: date, days: int) -> date:
    """A date that many days on."""
    return on + timedelta(days=days)
