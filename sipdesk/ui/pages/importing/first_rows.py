"""The first pupils as they will be read: a line for each column, a column for each pupil."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.intake.previews import PupilPreview
from sipdesk.models.intake.words import words
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.widgets.words import Words

_MOST = 5  # pupils beside each other
_ABOUT = "As they will be kept. Why a cell is not read stands under Problems."
_UNREAD = "■ Not read"


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    heading: str
    cells: tuple[str, ...]


class FirstRows(QWidget):
    """Only columns that are taken for something."""

    def __init__(self, hiding: Hiding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hiding = hiding
        self._rows: tuple[int, ...] = ()
        self._table = RecordTable((_HEADING,), "First rows as they will be read", self)
        self._table.most_rows = 12
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words(_ABOUT, self, tone="muted"))
        column.addWidget(self._table)
        column.addStretch(1)

    def show_preview(self, preview: PupilPreview) -> None:
        """Show the first rows of this one."""
        first = preview.first[:_MOST]
        people = preview.accepted[: len(first)]
        rows = tuple(one.row for one in people)
        lines = [_Line("pupil", "Pupil", tuple(self._hiding.incoming(one) for one in people))]
        unread = {(problem.row, problem.column) for problem in preview.problems}
        for key, title, field in _headings(preview):
            cells = tuple(
                _UNREAD if (number, title) in unread else self._hiding.cell(field, row.get(key, ""))
                for number, row in zip(rows, first, strict=True)
            )
            lines.append(_Line(f"column {key}", self._hiding.words(title), cells))
        if rows != self._rows:
            self._rows = rows
            self._table.replace(())
            self._table.set_columns((_HEADING, *map(_cells_of, range(len(rows)), rows)))
        self._table.replace(lines)


def _headings(preview: PupilPreview) -> list[tuple[str, str, str]]:
    """Key, title and field of each line; a transfer file has fields and no headings."""
    if preview.columns:
        taken = (column for column in preview.columns if column.meaning.field)
        return [(c.heading, c.heading, c.meaning.field) for c in taken]
    titles = words().titles
    keys = dict.fromkeys(key for row in preview.first for key in row)
    return [(key, titles.get(key, key), key) for key in keys]


def _cells_of(at: int, row: int) -> Column:
    return Column(f"row {at}", f"Row {row}", lambda line: line.cells[at], align_right=True)


_HEADING = Column("heading", "Column", lambda line: line.heading, width_share=1.6)
