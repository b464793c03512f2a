"""What changes in pupils who are known: a line for each field, as it was and as it will be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sipdesk.models.intake.change_words import NOTHING, told
from sipdesk.models.intake.previews import PupilPreview
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.pages.importing.in_column import in_column
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.widgets.words import Words

_SAME = "Nothing changes in the pupils who are known here."
_CHANGED = (
    "The file says something else of these pupils than the desk. What it says takes the place of "
    "what was; a blank in the file takes nothing away."
)


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    name: str
    what: str
    was: str
    now: str


class Changes(QWidget):
    """Known pupils, field by field."""

    def __init__(self, hiding: Hiding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hiding = hiding
        self._about = Words("", self, tone="muted")
        self._table = RecordTable(_COLUMNS, "Changes", self, most_rows=10)
        in_column(self, self._about, self._table)

    def show_preview(self, preview: PupilPreview) -> None:
        """Show what would be otherwise than it was."""
        lines = list(self._lines(preview))
        self._table.replace(lines)
        self._table.setVisible(bool(lines))
        self._about.setText(_CHANGED if lines else _SAME)

    def _lines(self, preview: PupilPreview) -> Iterator[_Line]:
        for one in preview.changed:
            name = self._hiding.incoming(one)
            for each in map(told, one.changes):
                was, now = (self._hiding.cell(each.field, v) for v in (each.was, each.now))
                ref = f"{one.pupil_id}:{each.field}"
                yield _Line(ref, name, each.title, was or NOTHING, now or NOTHING)


_COLUMNS = (
    Column("name", "Pupil", lambda line: line.name, width_share=1.4),
    Column("what", "What", lambda line: line.what, width_share=1.4),
    Column("was", "Was", lambda line: line.was, width_share=1.2),
    Column("now", "Will be", lambda line: line.now, width_share=1.2),
)
