"""What an import would do, shown before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sipdesk.models.intake.columns import Column
from sipdesk.models.intake.dates import Order
from sipdesk.models.intake.matching import Candidate, Match
from sipdesk.models.intake.said import Problem, Result, Sessions
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import Contact, School


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has said about a file so far; everything else is guessed.

    `columns` gives for a heading what it is, as `Meaning.text` writes it ("" leaves it out).
    `decisions` gives for a row a pupil's id, "new" or "skip"; `likely_are_same` takes the first
    candidate of every other row that waits. `leavers` are ids of pupils who have left.
    """

    table: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    term: int | None = None
    dates: Order | None = None
    decisions: Mapping[int, str] = field(default_factory=dict)
    likely_are_same: bool = False
    leavers: frozenset[str] = frozenset()
    other_school: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a pupil who is known, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Incoming:
    """A pupil of the file as it will be taken: `pupil_id` is "" for a new one.

    `waiting` while nobody has said whether it is one of the `candidates`.
    """

    row: int
    name: str
    fields: Mapping[str, Any]
    match: Match
    candidates: tuple[Candidate, ...] = ()
    pupil_id: str = ""
    waiting: bool = False
    changes: tuple[Change, ...] = ()
    results: tuple[Result, ...] = ()
    sessions: tuple[Sessions, ...] = ()


class Kept(NamedTuple):
    """A result the desk has: what an incoming one is compared with."""

    id: str
    value: str
    absent: str


@dataclass(frozen=True, slots=True)
class PupilPreview:
    """A list of pupils and results, or a transfer file, as it would be taken in.

    `rejected` are rows that stay out; `problems` all that was not read, cells included. `first`
    shows the first pupils as they will be read, by heading. `missing` are pupils of the desk whom
    the file does not name though it should. Without `stops` it can be accepted.
    """

    source: str
    digest: str
    school_id: str
    accepted: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    rows_read: int = 0
    tables: tuple[str, ...] = ()
    table: int = 0
    headings: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    first: tuple[Mapping[str, str], ...] = ()
    missing: tuple[Pupil, ...] = ()
    leavers: tuple[Pupil, ...] = ()
    year: int = 0
    term: int = 0
    kept: Mapping[tuple[str, str, int, int, str, str], Kept] = field(default_factory=dict)
    today: date = date.min
    other_school: str = ""
    doubtful_dates: bool = False

    @property
    def rejected(self) -> tuple[Problem, ...]:
        """Rows that are left out as a whole."""
        return tuple(problem for problem in self.problems if problem.whole)

    @property
    def waiting(self) -> tuple[Incoming, ...]:
        """Rows for which somebody has to say whether they are a pupil who is known."""
        return tuple(one for one in self.accepted if one.waiting)

    @property
    def joiners(self) -> tuple[Incoming, ...]:
        return tuple(one for one in self.accepted if not one.pupil_id and not one.waiting)

    @property
    def changed(self) -> tuple[Incoming, ...]:
        """Known pupils of whom the file says something else."""
        return tuple(one for one in self.accepted if one.changes)

    @property
    def results(self) -> int:
        """How many results the file gives."""
        return sum(len(one.results) for one in self.accepted)

    @property
    def replaced(self) -> int:
        """How many of them take the place of another value that the desk has."""
        return self._known_of(same=False)

    @property
    def as_they_are(self) -> int:
        """How many of them the desk has already, just so."""
        return self._known_of(same=True)

    def _known_of(self, *, same: bool) -> int:
        if not self.kept:
            return 0
        pairs = (
            (self.kept.get((one.pupil_id, *result.key)), result)
            for one in self.accepted
            for result in one.results
        )
        return sum(
            was is not None and ((was.value, was.absent) == (now.value, now.absent)) is same
            for was, now in pairs
        )

    @property
    def nothing_new(self) -> bool:
        """Whether the desk would be the same after it."""
        return (
            bool(self.accepted)
            and not (self.joiners or self.changed or self.waiting or self.leavers)
            and not any(one.sessions for one in self.accepted)
            and self.as_they_are == self.results
        )

    @property
    def mapping(self) -> dict[str, str]:
        """How the columns are read, to be remembered; a year that was only asked is not in it."""
        return {column.heading: column.meaning.text() for column in self.columns}


@dataclass(frozen=True, slots=True)
class SchoolField:
    """A field of a school or of its head as the register has it. It is taken when `take` is set."""

    field: str
    title: str
    before: str
    after: str
    take: bool


@dataclass(frozen=True, slots=True)
class SchoolIn:
    """A school of the register: `school` is the desk's own, None for one that is not there yet."""

    urn: str
    name: str
    town: str
    status: str
    school: School | None
    head: Contact | None
    fields: tuple[SchoolField, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPreview:
    """Schools of the register that were asked for. Those in `accepted` are taken."""

    source: str
    digest: str
    found: tuple[SchoolIn, ...] = ()
    accepted: tuple[SchoolIn, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    rows_read: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure of one school as it will be kept; `before` is what is kept of it now."""

    school_id: str
    school: str
    measure: str
    title: str
    value: float | None
    missing: str
    pupils: int | None
    national: float | None
    before: str = ""


@dataclass(frozen=True, slots=True)
class PerformancePreview:
    """A published performance table, as far as it is about schools of the desk."""

    source: str
    digest: str
    year: int = 0
    key_stage: int = 0
    accepted: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    rows_read: int = 0


Preview = PupilPreview | RegisterPreview | PerformancePreview
