"""The sample: two invented schools, always two terms into the work, and a day to live there.

What it says is in resources/sample; here is only how it is put on a desk, all through the Desk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sipdesk import paths
from sipdesk.models.capture import Here
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.errors import NotFound, UserError
from sipdesk.models.priorities import Status
from sipdesk.models.schools import School
from sipdesk.models.support import SupportStatus
from sipdesk.models.templates import load_days
from sipdesk.models.visits import (
    Entry,
    EntryKind,
    FindingKind,
    Judgement,
    Session,
    SessionStatus,
    Visit,
    YesPartlyNo,
)
from sipdesk.models.visits.rules import run_late

LABEL = "Open the sample school"
SCHOOLS = ("kingsmead", "northgate")

Row = dict[str, Any]
Ids = dict[str, str]  # a key of the files → the id of its record

_DATES = ("starts", "ends", "due", "completed", "next_visit")
_TUPLES = ("groups", "attending")
_KINDS: Mapping[str, Callable[[str], str]] = {
    "judgement": Judgement,
    "knows_level": YesPartlyNo,
    "knows_target": YesPartlyNo,
    "knows_how": YesPartlyNo,
    "on_track": YesPartlyNo,
}
_REFERENCES = {"priority": "priority_id", "pupil": "pupil_id", "agreed_at": "agreed_at"}
_OF_VISIT = ("entries", "sheets", "conversations", "followups", "findings", "actions")
_CAPTURED = ("lead", "due", "timescale", "measure", "priority_id")


def build(desk: Desk) -> School:
    """Put the sample on the desk as one step; gives the school that is lived in.

    Raises UserError when it is there already.
    """
    rows = [_read(name) for name in SCHOOLS]
    with suppress(NotFound):
        desk.schools.named(rows[0]["school"]["urn"])
        raise UserError("The sample school is on this desk already.", "Nothing was changed.")
    with desk.step(LABEL):
        schools = [_Builder(desk).school(row) for row in rows]
        if not desk.settings.author:
            desk.settings.author = _own_name(rows[0])
    return schools[0]


def live_the_day(desk: Desk, clock: FixedClock) -> Visit:
    """Live today's visit of the sample from half past eight until leaving; gives the visit.

    `clock` is the desk's own; it is left at the time of leaving. Raises NotFound without a sample.
    """
    row = _read(SCHOOLS[0])
    day = _Day(desk, clock, row)
    for at, do in sorted(day.moments(_read("day")), key=lambda moment: moment[0]):
        clock.set(datetime.combine(day.visit.on, at, clock.now().tzinfo))
        do()
    return desk.visits.get(day.visit.id)


def when(today: date, days: int) -> date:
    """A date so many days from today; a weekend's becomes the Friday before, but for today."""
    on = today + timedelta(days)
    return on - timedelta(max(0, on.weekday() - 4)) if days else on


class _Filler:
    """Turns a file's row into a record's fields: dates, references, kinds."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.today = desk.clock.now().date()
        self.ids: Ids = {}

    def fields(self, row: Row, *leave_out: str) -> Row:
        made: Row = {}
        for name, value in row.items():
            if name in leave_out or name in ("key", "session", "at"):
                continue
            if name in _DATES:
                made[name] = when(self.today, value)
            elif name in _REFERENCES:
                made[_REFERENCES[name]] = self.ids[value] if value else ""
            elif name in _KINDS:
                made[name] = _KINDS[name](value)
            else:
                made[name] = tuple(value) if name in _TUPLES else value
        return made

    def keep(self, row: Row, ref: str) -> None:
        if key := row.get("key") or (row.get("at") and f"{row['at']:%H:%M}"):
            self.ids[key] = ref

    def session(self, visit: Visit, wanted: str) -> Session:
        """The visit's session of that kind or title."""
        sessions = self.desk.visits.sessions(visit.id)
        return next(s for s in sessions if wanted in (s.kind, s.title))

    def capture(self, visit: Visit, row: Row) -> Entry:
        here = Here(visit, self.session(visit, row["session"]), row["at"], "")
        fields = self.fields(row, "kind", "text")
        entry = self.desk.capture.add(here, EntryKind(row["kind"]), row["text"], **fields)
        self.keep(row, entry.id)
        return entry

    def sheet(self, visit: Visit, row: Row) -> None:
        self.desk.visits.add_sheet(self.session(visit, row["session"]).id, row["answers"])

    def converse(self, visit: Visit, row: Row) -> None:
        fields = self.fields(row)
        pupil_id = fields.pop("pupil_id")
        lunch = self.session(visit, "lunch")
        self.desk.evidence.converse(lunch.id, visit.id, pupil_id, **fields)

    def finding(self, visit: Visit, row: Row) -> None:
        fields = self.fields(row, "kind", "text", "evidence")
        fields["evidence"] = tuple(self.ids[key] for key in row["evidence"])
        kind = FindingKind(row["kind"])
        found = self.desk.evidence.add_finding(visit.id, kind, row["text"], **fields)
        self.keep(row, found.id)

    def judge(self, visit: Visit, row: Row) -> None:
        about, judgement = self.ids[row["about"]], Judgement(row["judgement"])
        self.desk.carryover.judge(visit.id, about, judgement, row["sentence"])

    def leave(self, visit: Visit) -> None:
        """Each session is done."""
        for session in self.desk.visits.running(visit.id):
            self.desk.visits.edit_session(session.id, status=SessionStatus.DONE)


class _Builder(_Filler):
    """Puts one school of the sample on the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        days, _ = load_days(paths.resources() / "days")
        self.days = {day.key: day for day in days}

    def school(self, row: Row) -> School:
        desk = self.desk
        school = desk.schools.add(**row["school"])
        for contact in row["contacts"]:
            desk.schools.add_contact(school.id, **contact)
        for wish in row["priorities"]:
            self.keep(wish, desk.priorities.add(school.id, **self.fields(wish)).id)
        for pupil in row["pupils"]:
            self.keep(pupil, desk.pupils.add(school.id, **self.fields(pupil)).id)
        lived = [self.visit(school, visit) for visit in row["visits"]]
        for help_given in row["support"]:
            fields = self.fields(help_given, "status")
            status = SupportStatus(help_given["status"])
            desk.support.add(school.id, status=status, **fields)
        self.settle(row)
        for visit in lived:
            if visit.on < self.today:
                desk.compose_note(visit.id)
        return school

    def visit(self, school: School, row: Row) -> Visit:
        """A visit with what was written down on it."""
        visit = self.desk.planning.plan(
            school.id,
            when(self.today, row["on"]),
            self.days[row["template"]],
            **self.fields(row, "template", "on", *_OF_VISIT),
        )
        self.keep(row, visit.id)
        for do, name in (
            (self.capture, "entries"),
            (self.sheet, "sheets"),
            (self.converse, "conversations"),
            (self.judge, "followups"),
            (self.finding, "findings"),
            (self.agree, "actions"),
        ):
            for part in row.get(name, ()):
                do(visit, part)
        if visit.on < self.today:
            self.leave(visit)
        return visit

    def agree(self, visit: Visit, row: Row) -> None:
        """An action as it was captured, then filled in as the plan was."""
        said = {"kind": EntryKind.ACTION, "text": row["action"]}
        fields = self.fields(row, "action", "status", "completed", "milestones")
        captured = {name: fields.pop(name) for name in _CAPTURED if name in fields}
        here = Here(visit, self.session(visit, row["session"]), row["at"], "")
        entry = self.desk.capture.add(here, **said, **captured)
        action = self.desk.capture.action_of(entry.id)
        assert action is not None, "a captured action is a line of the plan"
        self.ids[row["key"]] = action.id
        self.desk.priorities.edit_action(action.id, **fields)
        for point in row.get("milestones", ()):
            self.desk.priorities.add_milestone(action.id, **self.fields(point))

    def settle(self, row: Row) -> None:
        """How each action stands now, whatever was said of it on the way."""
        for action in (a for visit in row["visits"] for a in visit.get("actions", ())):
            done = action.get("completed")
            self.desk.priorities.edit_action(
                self.ids[action["key"]],
                status=Status(action["status"]),
                completed=None if done is None else when(self.today, done),
            )


class _Day(_Filler):
    """Today's visit at the lived-in school, moment by moment."""

    def __init__(self, desk: Desk, clock: FixedClock, school: Row) -> None:
        super().__init__(desk)
        self.clock = clock
        home = desk.schools.named(school["school"]["urn"])
        self.visit = _todays(desk, home, self.today)
        self._learn(home, school)

    def _learn(self, home: School, school: Row) -> None:
        """The ids behind the file's keys, found again by the records' own words."""
        desk = self.desk
        known = {p.title: p.id for p in desk.priorities.of_school(home.id)}
        known |= {p.name: p.id for p in desk.pupils.of_school(home.id)}
        known |= {a.action: a.id for a in desk.priorities.actions(home.id)}
        plan = [a for visit in school["visits"] for a in visit.get("actions", ())]
        for row in (*school["priorities"], *school["pupils"], *plan):
            words = row.get("action") or row.get("title") or row["name"]
            if words in known:
                self.ids[row["key"]] = known[words]

    def moments(self, day: Row) -> Iterator[tuple[time, Callable[[], object]]]:
        for do, name in (
            (self.judge, "judgements"),
            (self.capture, "captures"),
            (self.sheet, "sheets"),
            (self.converse, "conversations"),
            (self.finding, "findings"),
            (self.next_step, "next_steps"),
            (self.support, "support"),
        ):
            for row in day[name]:
                yield row["at"], partial(do, self.visit, row)
        late, leaving = day["late"], day["reflection"]
        yield late["at"], lambda: self.run_late(late["minutes"])
        yield leaving["at"], lambda: self.reflect(leaving)

    def run_late(self, minutes: int) -> None:
        """Late by so many minutes, with what is suggested for what no longer fits."""
        sessions = self.desk.visits.sessions(self.visit.id)
        reflow = run_late(sessions, minutes, self.clock.now().time())
        self.desk.visits.run_late(reflow, self.visit.id, minutes, {})

    def next_step(self, _visit: Visit, row: Row) -> None:
        self.desk.synthesis.to_action(self.ids[row["finding"]], **self.fields(row, "finding"))

    def support(self, _visit: Visit, row: Row) -> None:
        self.desk.synthesis.to_support(self.ids[row["finding"]], **self.fields(row, "finding"))

    def reflect(self, row: Row) -> None:
        """The last minutes, in the car: what it was worth, and the note."""
        self.desk.visits.edit(self.visit.id, **self.fields(row))
        self.leave(self.visit)
        self.desk.compose_note(self.visit.id)


def _todays(desk: Desk, home: School, today: date) -> Visit:
    for visit in desk.visits.of_school(home.id):
        if visit.on == today:
            return visit
    raise NotFound(f"{home.name} has no visit today.", todo="Open the sample school first.")


def _own_name(school: Row) -> str:
    return next(
        str(c["name"]) for c in school["contacts"] if c["role"] == "School improvement partner"
    )


def _read(name: str) -> Row:
    file = paths.resources() / "sample" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
