"""How a visit day may run: templates, built in or the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from pathlib import Path

from sipdesk.models.toml import FileProblem, Row, read, read_folders
from sipdesk.models.visits.records import Counts, SessionKind


@dataclass(frozen=True, slots=True)
class SessionTemplate:
    """A session as a template plans it."""

    start: time
    end: time
    kind: SessionKind = SessionKind.PLAIN
    title: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    anchored: bool = False
    counts: Counts = Counts.IN_SCHOOL
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayTemplate:
    """A day to plan a visit from. `key` is its file's name without ".toml"."""

    name: str
    kind: str = ""
    summary: str = ""
    outside_allowance: bool = False
    preparation_minutes: int = 0
    writing_minutes: int = 0
    sessions: tuple[SessionTemplate, ...] = ()
    key: str = ""


def load_days(*folders: Path) -> tuple[tuple[DayTemplate, ...], tuple[FileProblem, ...]]:
    """Every day in `folders`, in order of folder and file name, and the files that were left out.

    A file in a later folder stands in for one of the same name in an earlier folder.
    """
    days, problems = read_folders(folders, load_day)
    return tuple(days.values()), tuple(problems)


def load_day(file: Path) -> DayTemplate:
    """One template file. Raises Mistake."""
    return read_day(read(file), file.stem)


def read_day(row: Row, key: str = "") -> DayTemplate:
    """A day from the outermost table of its file. Raises Mistake."""
    row.allow(
        "name",
        "kind",
        "summary",
        "outside_allowance",
        "preparation_minutes",
        "writing_minutes",
        "sessions",
    )
    name = row.text("name")
    return DayTemplate(
        name=name,
        kind=row.text("kind", name),
        summary=row.text("summary", ""),
        outside_allowance=row.flag("outside_allowance"),
        preparation_minutes=row.whole("preparation_minutes"),
        writing_minutes=row.whole("writing_minutes"),
        sessions=_sessions(row),
        key=key,
    )


def _sessions(day: Row) -> tuple[SessionTemplate, ...]:
    """The sessions by time of day; two at the same time are a mistake at the later one's start."""
    read_rows = [(row, _session(row)) for row in day.rows("sessions")]
    read_rows.sort(key=lambda pair: pair[1].start)
    for (_, earlier), (row, later) in pairwise(read_rows):
        if later.start < earlier.end:
            raise row.mistake(
                "start",
                f"“{later.title}” starts at {later.start:%H:%M}, "
                f"before “{earlier.title}” ends at {earlier.end:%H:%M}.",
            )
    return tuple(session for _, session in read_rows)


def _session(row: Row) -> SessionTemplate:
    row.allow("start", "end", "kind", "title", "people", "place", "anchored", "counts", "prompts")
    session = SessionTemplate(
        start=row.clock("start"),
        end=row.clock("end"),
        kind=row.one_of("kind", SessionKind, SessionKind.PLAIN),
        title=row.text("title", ""),
        people=row.texts("people"),
        place=row.text("place", ""),
        anchored=row.flag("anchored"),
        counts=row.one_of("counts", Counts, Counts.IN_SCHOOL),
        prompts=row.texts("prompts"),
    )
    if session.end <= session.start:
        raise row.mistake(
            "end",
            f"“{session.title}” ends at {session.end:%H:%M}, "
            f"which is not after its start at {session.start:%H:%M}.",
        )
    return session
