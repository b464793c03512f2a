"""A column for each subject and point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sipdesk.models.intake.columns import Column
from sipdesk.models.intake.meaning import ASKED
from sipdesk.models.intake.said import OF_ITS_PUPIL, Problem, Result, Said
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
        for column in self._columns:
            cell = row[column.at]
            if cell in column.known:
                result = column.known[cell]
            else:
                result = self._result(number, cell, column, said, group_of, problems)
            if result is not None:
                results.append(result)

    def _result(
        self,
        number: int,
        cell: str,
        column: _ResultColumn,
        said: Said,
        group_of: Callable[[Said], int],
        problems: list[Problem],
    ) -> Result | None:
        """What a cell says; it stands in `known` where it says the same of every pupil."""
        reading = column.reading(cell)
        if reading.problem:
            problems.append(Problem(number, reading.problem, column.heading))
            return None
        if reading.absent == BLANK:
            column.known[cell] = None
            return None
        if column.year:
            result = column.known[cell] = column.result(reading, column.year)
            return result
        group = group_of(said)
        if group <= 0 or group < column.stage:
            problems.append(Problem(number, _no_year(group, column), column.heading))
            return None
        return column.result(reading, self._point.year - (group - column.stage))

    def warnings(self) -> list[str]:
        """Columns that could not be read at all."""
        return [f"No scale fits “{heading}”: say on which it is." for heading in self._unscaled]


class _ResultColumn:
    """A column of results, with what its cells say."""

    def __init__(self, column: Column, scale: Scale, year: int, term: int) -> None:
        self.at = column.number
        self.heading = column.heading
        self.stage = column.meaning.stage
        self.year = year
        self.known: dict[str, Result | None] = {"": None}
        self._about = (column.meaning.subject, term, column.meaning.kind, scale)
        self._readings: dict[str, Reading] = {}

    def reading(self, cell: str) -> Reading:
        """Each different cell is read only once."""
        if cell not in self._readings:
            self._readings[cell] = self._about[-1].read(cell)
        return self._readings[cell]

    def result(self, reading: Reading, year: int) -> Result:
        """In the row of its pupil."""
        subject, term, kind, scale = self._about
        return Result(
            OF_ITS_PUPIL,
            subject,
            year,
            term,
            kind,
            scale.key,
            reading.value,
            reading.points,
            reading.absent,
        )


def _no_year(group: int, column: _ResultColumn) -> str:
    if group <= 0:
        return f"Nobody can tell when the pupil was in Year {column.stage}: no year group is known."
    return f"It is of Year {column.stage}, which a pupil of Year {group} has not reached."
