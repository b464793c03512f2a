"""The columns of a file: what stands in each, what it is taken for, and saying otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import Clock
from sipdesk.models.intake.columns import Column as FileColumn
from sipdesk.models.intake.meaning import RESULT
from sipdesk.models.intake.previews import PupilPreview
from sipdesk.models.intake.spoken import in_words
from sipdesk.models.intake.words import words
from sipdesk.models.scales import Scales
from sipdesk.ui.forms.row import FieldRow
from sipdesk.ui.pages.importing import meanings
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import one_line

_PAUSE = 350  # ms without a key, after which what is typed is taken
_SHOWN = 3  # values of each column
_LONGEST = 30  # characters of them


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    heading: str
    samples: str
    taken: str
    why: str
    tone: Tone


class ColumnsPanel(QWidget):
    """Return on a column leads to what it is taken for."""

    chosen = Signal(str, str)  # heading, meaning as text
    anewRequest = Signal()  # guess, whatever was remembered

    def __init__(
        self, scales: Scales, hiding: Hiding, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scales, self._hiding = scales, hiding
        self._columns: dict[str, FileColumn] = {}
        self._year = 0
        self._shown = ""
        self._as_last = Words("", self)
        self._anew = button("Guess anew", self)
        self._table = RecordTable(_COLUMNS, "Columns of the file", self, most_rows=6)
        self._taken = FieldRow(meanings.TAKEN, "Taken for", clock, self)
        self._rows = {f.name: FieldRow(f, f.label, clock, self) for f in meanings.OF_RESULT}
        self._timer = QTimer(self)
        self._arrange()
        self._connect()

    def show_preview(self, preview: PupilPreview) -> None:
        """Show how this file is read."""
        self._columns = {str(column.number): column for column in preview.columns}
        self._year = preview.year
        self._table.replace([self._line(column) for column in preview.columns])
        if not self._table.current_id() and self._columns:
            self._table.choose(next(iter(self._columns)))
        as_last = sum(column.why == "remembered" for column in preview.columns)
        self._as_last.setText(
            f"{as_last} of {len(preview.columns)} columns are read as last time for this school."
        )
        for part in (self._as_last, self._anew):
            part.setVisible(as_last > 0)
        self._show(self._table.current_id())

    def flush(self) -> None:
        """Take what is being typed."""
        if self._timer.isActive():
            self._timer.stop()
            self._say()

    def _arrange(self) -> None:
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._anew.setAccessibleDescription("By headings and values, as if for the first time")
        self._taken.editor.set_choices(meanings.takings(words()))  # type: ignore[attr-defined]
        self._form = FlowRow(self, gap=2 * GRID)
        for row in (self._taken, *self._rows.values()):
            row.setMinimumWidth(theme.px(232))
            row.setMaximumWidth(theme.px(304))
            self._form.add(row)
        self._about = Words("", self, strong=True)
        anew = FlowRow(self)
        anew.add(self._anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        for part in (self._as_last, anew, self._table, self._about, self._form):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self._table.chosen.connect(self._turn_to)
        self._table.activated_id.connect(lambda _: self._enter())
        self._anew.clicked.connect(self.anewRequest)
        self._timer.timeout.connect(self._say)
        for row in (self._taken, *self._rows.values()):
            row.edited.connect(self._edited)

    def _line(self, column: FileColumn) -> _Line:
        field = column.meaning.field
        seen = dict.fromkeys(self._hiding.cell(field, sample) for sample in column.samples[:_SHOWN])
        return _Line(
            str(column.number),
            self._hiding.words(column.heading),
            one_line(", ".join(seen), _LONGEST),
            self._hiding.words(in_words(column.meaning, words(), self._scales)),
            meanings.WHY.get(column.why, "Left out" if not field else ""),
            Tone.NEARLY if column.why == "no scale" else Tone.NONE,
        )

    def _turn_to(self, ref: str) -> None:
        if ref != self._shown:
            self.flush()
            self._show(ref)

    def _enter(self) -> None:
        self._taken.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, ref: str) -> None:
        column = self._columns.get(ref)
        self._shown = ref if column else ""
        self._form.setVisible(column is not None)
        self._about.setVisible(column is not None)
        if column is None or self._timer.isActive():
            return
        self._about.setText(f"“{self._hiding.words(column.heading)}”")
        shown = meanings.answers(column.meaning)
        self._offer(column, shown)
        for name, row in (("taken", self._taken), *self._rows.items()):
            row.editor.set_value(shown[name])

    def _offer(self, column: FileColumn, shown: dict[str, Any]) -> None:
        offered = {
            "when": meanings.whens(self._year, column.meaning),
            "term": meanings.terms(shown["when"]),
            "scale": meanings.scale_choices(column.scales, self._scales),
        }
        for name, choices in offered.items():
            editor = self._rows[name].editor
            editor.set_value("")
            editor.set_choices(choices)  # type: ignore[attr-defined]
        for row in self._rows.values():
            row.setVisible(column.meaning.field == RESULT)

    def _edited(self, name: str) -> None:
        if name == "subject":
            self._timer.start()
        else:
            self._say()

    def _say(self) -> None:
        self._timer.stop()
        column = self._columns.get(self._shown)
        if column is None:
            return
        given = {"taken": self._taken.editor.value()}
        given |= {name: row.editor.value() for name, row in self._rows.items()}
        meaning = meanings.meant(column, given, words())
        if meaning.text() != column.meaning.text():
            self.chosen.emit(column.heading, meaning.text())


_COLUMNS = (
    Column("heading", "Heading", lambda line: line.heading, width_share=1.4),
    Column("samples", "First values", lambda line: line.samples, width_share=1.6),
    Column("taken", "Taken for", lambda line: line.taken, width_share=2.2),
    Column("why", "How we know", lambda line: line.why, tone=lambda line: line.tone),
)
