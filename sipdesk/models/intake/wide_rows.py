"""A column for each subject and point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sipdesk.models.intake.columns import Column
from sipdesk.models.intake.meaning import ASKED
from sipdesk.models.intake.said import Problem, Result, Said
from sipdesk.models.intake.tables import Cells
from sipdesk.models.scales import BLANK, Reading, Scale, Scales


class Asked(Protocol):
    """The data point a file is for."""

    @property
    def year(self) -> int: ...

    @property
    def term(self) -> int: ...


class WideReader:
    """Reads the result columns of each row; every different cell of a column is read once."""

    def __init__(self, columns: list[Column], scales: Scales, point: Asked) -> None:
        self._point = point
        self._columns: list[_ResultColumn] = []
        self._unscaled: list[str] = []
        for column in columns:
            meaning = column.meaning
            if not meaning.scale:
                if column.samples:
                    self._unscaled.append(column.heading)
                continue
            term = point.term if meaning.term == ASKED else meaning.term
            year = meaning.year or (0 if meaning.stage else point.year)
            self._columns.append(_ResultColumn(column, scales.get(meaning.scale), year, term))

    def read(
        self,
        number: int,
        row: Cells,
        said: Said,
        group_of: Callable[[Said], int],
        problems: list[Problem],
    ) -> None:
        """Add the results of a row; blank cells say nothing."""
        results = said.results
        group = -1
        for column in self._columns:
            cell = row[column.at]
            if not cell:
                continue
            reading = column.known.get(cell) or column.read(cell)
            if reading.problem:
                problems.append(Problem(number, reading.problem, column.heading))
                continue
            if reading.absent == BLANK:
                continue
            year = column.year
            if not year:
                if group < 0:
                    group = group_of(said)
                if group <= 0 or group < column.stage:
                    problems.append(Problem(number, _no_year(group, column), column.heading))
                    continue
                year = self._point.year - (group - column.stage)
            results.append(
                Result(
                    number,
                    column.subject,
                    year,
                    column.term,
                    column.kind,
                    column.scale.key,
                    reading.value,
                    reading.points,
                    reading.absent,
                )
            )

    def warnings(self) -> list[str]:
        """Columns that could not be read at all."""
        return [f"No scale fits “{heading}”: say on which it is." for heading in self._unscaled]


class _ResultColumn:
    """A column of results, with what has been read in it."""

    __slots__ = ("at", "heading", "kind", "known", "scale", "stage", "subject", "term", "year")

    def __init__(self, column: Column, scale: Scale, year: int, term: int) -> None:
        self.at = column.number
        self.heading = column.heading
        self.subject = column.meaning.subject
        self.kind = column.meaning.kind
        self.stage = column.meaning.stage
        self.scale = scale
        self.year = year
        self.term = term
        self.known: dict[str, Reading] = {}

    def read(self, cell: str) -> Reading:
        """For the first time; then it stands in `known`."""
        reading = self.known[cell] = self.scale.read(cell)
        return reading


def _no_year(group: int, column: _ResultColumn) -> str:
    if group <= 0:
        return f"Nobody can tell when the pupil was in Year {column.stage}: no year group is known."
    return f"It is of Year {column.stage}, which a pupil of Year {group} has not reached."
