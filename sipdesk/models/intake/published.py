"""Files that the department publishes: large tables of which a few rows are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sipdesk.models.intake.delimited import rows_of
from sipdesk.models.intake.files import is_xml
from sipdesk.models.intake.limits import LIMITS, FileRefused, Limits, digest_of, read_bounded
from sipdesk.models.intake.tables import Cells
from sipdesk.models.intake.workbooks import is_workbook, read_workbook

_HEADINGS_WITHIN = 12  # rows


@dataclass(frozen=True, slots=True)
class Published:
    """A file that is read row by row each time, since it may be too large to keep in pieces."""

    name: str
    digest: str
    data: bytes
    limits: Limits = LIMITS

    def rows(self, notes: list[str]) -> Iterator[Cells]:
        """Every row of it, the first sheet's of a workbook. Raises FileRefused."""
        if is_workbook(self.data):
            if len(self.data) > self.limits.workbook:
                raise FileRefused(f"“{self.name}” is too large for a workbook.", "Save it as CSV.")
            yield from read_workbook(self.data, self.limits)[0].rows
        elif is_xml(self.data) or self.data.startswith(b"%PDF"):
            raise FileRefused(f"“{self.name}” is no table.", "Choose the CSV that is published.")
        else:
            yield from rows_of(self.data, notes, self.limits)


def read_published(path: Path, limits: Limits = LIMITS) -> Published:
    """The file's bytes, bounded. Raises FileRefused."""
    data = read_bounded(path, limits.text)
    return Published(path.name, digest_of(data), data, limits)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where in a row each wanted column stands, by our name for it."""

    places: Mapping[str, int]

    def get(self, row: Cells, name: str) -> str:
        at = self.places.get(name, -1)
        return row[at] if 0 <= at < len(row) else ""


def find_headings(
    rows: Iterator[Cells], columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> tuple[int, Wanted] | None:
    """The number of the row of headings and where the columns stand; None where there is none."""
    for number, row in enumerate(rows, 1):
        places = {}
        folded = {cell.casefold(): at for at, cell in reversed(list(enumerate(row)))}
        for name, spellings in columns.items():
            at = next((folded[s.casefold()] for s in spellings if s.casefold() in folded), None)
            if at is not None:
                places[name] = at
        if all(name in places for name in needed):
            return number, Wanted(places)
        if number >= _HEADINGS_WITHIN:
            break
    return None
