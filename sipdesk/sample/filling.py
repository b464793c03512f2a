"""From a row of the sample's files to the fields of a record."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sipdesk import paths
from sipdesk.models.capture import Here
from sipdesk.models.desk import Desk
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


def read(name: str) -> Row:
    """A file of the sample."""
    file = paths.resources() / "sample" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def when(today: date, days: int) -> date:
    """A date so many days from today; a weekend's becomes the Friday before, but for today."""
    on = today + timedelta(days)
    return on - timedelta(max(0, on.weekday() - 4)) if days else on


class Filler:
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
