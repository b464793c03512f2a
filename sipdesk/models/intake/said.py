"""What a file says of a pupil, whatever kind of file it is; nothing of the desk yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sipdesk.models.assessments import PointKind

OF_ITS_PUPIL = 0  # the row of a result that stands where its pupil does: it can be many pupils'


class Result(NamedTuple):
    """One result as it was read on its scale, and in which row of the file."""

    row: int
    subject: str
    year: int
    term: int
    kind: PointKind
    scale: str
    value: str
    points: float | None
    absent: str

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """What there can be only one of for a pupil."""
        return self[1:6]


KEY = Result._fields[1:6]  # what they are called


class Sessions(NamedTuple):
    """Attendance in a school year, in half days."""

    year: int
    possible: int
    attended: int


@dataclass(slots=True)
class Said:
    """One pupil of the file. `fields` holds those of `Pupil` that the file gives, and no others.

    `lacks` is the part of the name that is missing where there is another: "surname", "forename".
    `year_reckoned` where the year group follows from the form or the birthday alone.
    """

    row: int
    fields: dict[str, Any]
    results: list[Result] = field(default_factory=list)
    sessions: list[Sessions] = field(default_factory=list)
    lacks: str = ""
    year_reckoned: bool = False

    @property
    def upn(self) -> str:
        return str(self.fields.get("upn", ""))

    @property
    def name(self) -> str:
        return str(self.fields.get("name", ""))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that is not taken, where it stands, and why.

    Row 0 is the file as a whole. `whole` where all of the row is left out, and not only a cell.
    """

    row: int
    reason: str
    column: str = ""
    whole: bool = False

    def __str__(self) -> str:
        where = f"Row {self.row}" if self.row else "The file"
        return f"{where}{', ' + self.column if self.column else ''}: {self.reason}"


@dataclass(slots=True)
class Heard:
    """All that a file says: its pupils, its problems, and what should be known of it.

    `left_out` are pupils of rows that could not be read, as far as their UPN shows them.
    `school` is how the file names its school: URN or DfE number, "" where it does not.
    """

    pupils: list[Said] = field(default_factory=list)
    left_out: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rows_read: int = 0
    school: str = ""
    school_name: str = ""
    doubtful_dates: bool = False
    fields: frozenset[str] = frozenset()
