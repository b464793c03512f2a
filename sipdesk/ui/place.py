"""Where one is in the window, as plain data: pages ask to go to a place, the window takes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sipdesk.models.visits import rules

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk


class Kind(StrEnum):
    """The kinds of page there are once a store is open."""

    TODAY = "today"
    SCHOOL = "school"
    VISIT = "visit"
    PUPIL = "pupil"
    IMPORT = "import"
    BIN = "bin"
    BACKUPS = "backups"
    KEEPING = "keeping"
    HISTORY = "history"
    SETTINGS = "settings"
    HELP = "help"


class Section(StrEnum):
    """The parts of a school's page, in order."""

    OVERVIEW = "overview"
    VISITS = "visits"
    PUPILS = "pupils"
    PROGRESS = "progress"
    GAPS = "gaps"
    GROUPS = "groups"
    PLAN = "plan"
    SUPPORT = "support"
    NOTES = "notes"


SECTIONS = {
    Section.OVERVIEW: "Overview",
    Section.VISITS: "Visits",
    Section.PUPILS: "Pupils",
    Section.PROGRESS: "Progress",
    Section.GAPS: "Gaps",
    Section.GROUPS: "Groups and voice",
    Section.PLAN: "Plan",
    Section.SUPPORT: "Support",
    Section.NOTES: "Notes",
}


class Stage(StrEnum):
    """The parts of a visit's page, in order."""

    BEFORE = "before"
    DAY = "day"
    SYNTHESIS = "synthesis"
    LEAVING = "leaving"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what on it is to be in front: `ref` is a record's id there."""

    kind: Kind = Kind.TODAY
    school_id: str = ""
    visit_id: str = ""
    part: str = ""
    ref: str = ""


def school(school_id: str, section: Section = Section.OVERVIEW, ref: str = "") -> Place:
    """A part of a school's page."""
    return Place(Kind.SCHOOL, school_id=school_id, part=section, ref=ref)


def pupil(school_id: str, pupil_id: str) -> Place:
    """One pupil's page."""
    return Place(Kind.PUPIL, school_id=school_id, ref=pupil_id)


def importing(school_id: str = "", what: str = "") -> Place:
    """Where a file is taken in: `what` is "pupils", "register" or "performance"."""
    return Place(Kind.IMPORT, school_id=school_id, ref=what)


def visit(visit_id: str, stage: Stage = Stage.DAY, ref: str = "") -> Place:
    """A part of a visit's page; `ref` is a session on the day, a finding in the synthesis."""
    return Place(Kind.VISIT, visit_id=visit_id, part=stage, ref=ref)


def to_begin_at(desk: Desk) -> Place:
    """Where the desk opens: in the day that is on, else at Today."""
    now = desk.clock.now()
    found = desk.capture.todays(now.date())
    if found is None:
        return Place()
    sessions = desk.visits.running(found.id)
    is_on = bool(sessions) and sessions[0].start <= now.time()
    return visit(found.id) if is_on and not rules.is_over(sessions, now.time()) else Place()
