"""What was not read, row by row: where it stands, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.intake.said import Problem
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.widgets.words import Words

_ABOUT = "The rest is taken in without these. Return goes to the next one."
_NONE = "Everything in the file could be read."


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    where: str
    column: str
    why: str
    out: str
    tone: Tone


class ProblemsPanel(QWidget):
    """The file's own row numbers, so that the place is found in it."""

    def __init__(self, hiding: Hiding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hiding = hiding
        self._about = Words(_ABOUT, self, tone="muted")
        self._table = RecordTable(_COLUMNS, "Problems", self, most_rows=10)
        self._table.activated_id.connect(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(self._about)
        column.addWidget(self._table)
        column.addStretch(1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        lines = [self._line(number, problem) for number, problem in enumerate(problems)]
        self._table.replace(lines)
        self._table.setVisible(bool(lines))
        self._about.setText(_ABOUT if lines else _NONE)
        if lines and not self._table.current_id():
            self._table.choose(lines[0].id)

    def _line(self, number: int, problem: Problem) -> _Line:
        return _Line(
            str(number),
            f"Row {problem.row}" if problem.row else "The file",
            self._hiding.words(problem.column),
            self._hiding.reason(problem.reason),
            "The row" if problem.whole else "This cell",
            Tone.BAD if problem.whole else Tone.NEARLY,
        )

    def _next(self, ref: str) -> None:
        """To the one below, and from the last to the first."""
        following = (int(ref) + 1) % max(1, len(self._table.records()))
        self._table.choose(str(following))


_COLUMNS = (
    Column("where", "Where", lambda line: line.where, width_share=0.6),
    Column("column", "Column", lambda line: line.column),
    Column("why", "What is the matter", lambda line: line.why, width_share=3),
    Column("out", "Left out", lambda line: line.out, tone=lambda line: line.tone, width_share=0.8),
)
