"""What each list holds: the keys of its JSON, in order, and which of them a table shows.

The keys are a promise to other programs: add at the end, never rename.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.models.schools import School


@dataclass(frozen=True)
class Known:
    """The desk, the schools that are asked for, and what records refer to."""

    desk: Desk
    schools: tuple[School, ...]

    @cached_property
    def school_names(self) -> dict[str, str]:
        return {school.id: school.name for school in self.schools}

    @cached_property
    def priorities(self) -> dict[str, str]:
        return {p.id: p.title for s in self.schools for p in self.desk.priorities.of_school(s.id)}


@dataclass(frozen=True, slots=True)
class Column:
    """One key; shown in tables when it has a head. `by` finds what is no field of the record.

    `long` text is the first to be cut when a line is too long for the terminal.
    """

    key: str
    head: str = ""
    by: Callable[[Any, Known], object] | None = None
    long: bool = False

    def read(self, record: Any, known: Known) -> Any:
        return getattr(record, self.key) if self.by is None else self.by(record, known)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its records, their class (imported when asked for), and its columns."""

    kind: Callable[[], type[Any]]
    records: Callable[[Known], Iterable[Any]]
    columns: tuple[Column, ...]


def _school_kind() -> type[Any]:
    from sipdesk.models.schools import School

    return School


def _visit_kind() -> type[Any]:
    from sipdesk.models.visits import Visit

    return Visit


def _action_kind() -> type[Any]:
    from sipdesk.models.priorities import Action

    return Action


def _pupil_kind() -> type[Any]:
    from sipdesk.models.pupils import Pupil

    return Pupil


def _visits(known: Known) -> list[Any]:
    return [v for v in known.desk.visits.all() if v.school_id in known.school_names]


def _actions(known: Known) -> list[Any]:
    return [a for s in known.schools for a in known.desk.priorities.actions(s.id)]


def _pupils(known: Known) -> list[Any]:
    return [p for s in known.schools for p in known.desk.pupils.of_school(s.id)]


def _groups(pupil: Any, known: Known) -> list[str]:
    """By title, in the order of the definitions; gender and ethnicity are not told here."""
    from sipdesk.models.pupils import group_of, groups_in_order, traits_of

    groups = map(group_of, groups_in_order(traits_of(pupil, (), None)))
    return [group.title for group in groups if group.kind in ("need", "band", "own")]


def _overdue(action: Any, known: Known) -> bool:
    from sipdesk.models.priorities.rules import is_overdue

    return is_overdue(action, known.desk.clock.now().date())


def _school(record: Any, known: Known) -> str:
    return known.school_names[record.school_id]


_SCHOOL = Column("school", "School", _school, long=True)

LISTS: dict[str, Listing] = {
    "schools": Listing(
        _school_kind,
        lambda known: known.schools,
        (
            Column("id", "Id"),
            Column("urn", "URN"),
            Column("name", "Name"),
            Column("phase", "Phase", long=True),
            Column("authority", "Authority", long=True),
            Column("programme"),
            Column("partner_school"),
            Column("sip_days", "Days"),
            Column("extra_days", "Extra"),
            Column("governors_days"),
        ),
    ),
    "visits": Listing(
        _visit_kind,
        _visits,
        (
            Column("id", "Id"),
            Column("date", "Date", lambda visit, _: visit.on),
            Column("school_id"),
            _SCHOOL,
            Column("kind", "Kind"),
            Column("note", "Note", lambda visit, known: known.desk.notes.has(visit.id)),
            Column("focus", "Focus", long=True),
            Column("next_visit"),
        ),
    ),
    "actions": Listing(
        _action_kind,
        _actions,
        (
            Column("id", "Id"),
            Column("school_id"),
            _SCHOOL,
            Column("priority_id"),
            Column("priority", "", lambda a, known: known.priorities.get(a.priority_id, "")),
            Column("action", "Action", long=True),
            Column("objective"),
            Column("lead", "Who", long=True),
            Column("due", "By when"),
            Column("timescale"),
            Column("status", "Status"),
            Column("overdue", "Late", _overdue),
            Column("completed"),
            Column("agreed_on"),
            Column("agreed_at"),
        ),
    ),
    "pupils": Listing(
        _pupil_kind,
        _pupils,
        (
            Column("id", "Id"),
            Column("school_id"),
            _SCHOOL,
            Column("name", "Name"),
            Column("year", "Year"),
            Column("form"),
            Column("groups", "Groups", _groups, long=True),
            Column("subject", "Subject", long=True),
            Column("scale"),
            Column("current_level", "Level"),
            Column("target", "Target"),
            Column("tracked"),
        ),
    ),
}
