"""Who is new in a file, and who of the desk is not in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.intake.previews import PupilPreview
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.pages.importing.in_column import in_column
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

_NOBODY_NEW = "Everybody in the file is known here."
_ALL_THERE = "Everybody who is known of these classes is in the file."
_NEW = "They come in as new pupils of this school."
_MISSING = (
    "They are in classes that the file is about, or in those that its pupils were in until now, "
    "but it does not name them. Mark those who have left with Return; the others stay as they are."
)


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    name: str
    year: str
    form: str
    more: str
    left: bool = False


class Joiners(QWidget):
    """New pupils."""

    def __init__(self, hiding: Hiding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hiding = hiding
        self._about = Words("", self, tone="muted")
        self._table = RecordTable(
            (*_WHO, Column("results", "Results", lambda line: line.more, align_right=True)),
            "New here",
            self,
            most_rows=10,
        )
        in_column(self, self._about, self._table)

    def show_preview(self, preview: PupilPreview) -> None:
        """Show who would be new."""
        lines = [
            _Line(
                str(one.row),
                self._hiding.incoming(one),
                str(one.fields.get("year", "")),
                str(one.fields.get("form", "")),
                f"{len(one.results):,}",
            )
            for one in preview.joiners
        ]
        self._table.replace(lines)
        self._table.setVisible(bool(lines))
        self._about.setText(_NEW if lines else _NOBODY_NEW)


class Missing(QWidget):
    """Pupils of the desk whom the file does not name; `turned` carries who has left."""

    turned = Signal(object)  # frozenset of ids

    def __init__(self, hiding: Hiding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hiding = hiding
        self._left: frozenset[str] = frozenset()
        self._about = Words("", self, tone="muted")
        self._table = RecordTable((*_WHO, _LEAVES), "Not in the file", self, most_rows=10)
        self._one, self._all = button("Has left", self), button("All have left", self)
        self._buttons = FlowRow(self)
        for each in (self._one, self._all):
            self._buttons.add(each)
        in_column(self, self._about, self._table, self._buttons)
        self._table.activated_id.connect(self._turn)
        self._one.clicked.connect(lambda: self._turn(self._table.current_id()))
        self._all.clicked.connect(self._turn_all)
        self._table.chosen.connect(lambda _: self._name_buttons())

    def show_preview(self, preview: PupilPreview) -> None:
        """Show who is missing, and who of them is marked."""
        self._left = frozenset(pupil.id for pupil in preview.leavers)
        lines = [
            _Line(p.id, self._hiding.known(p.id), p.year, p.form, "", p.id in self._left)
            for p in preview.missing
        ]
        self._table.replace(lines)
        for part in (self._table, self._buttons):
            part.setVisible(bool(lines))
        if lines and not self._table.current_id():
            self._table.choose(lines[0].id)
        self._about.setText(_MISSING if lines else _ALL_THERE)
        self._name_buttons()

    def _turn(self, ref: str) -> None:
        if ref:
            self.turned.emit(self._left ^ {ref})

    def _turn_all(self) -> None:
        every = frozenset(line.id for line in self._table.records())
        self.turned.emit(frozenset() if every == self._left else every)

    def _name_buttons(self) -> None:
        here = self._table.current_id() in self._left
        self._one.setText("Is still here" if here else "Has left")
        everybody = bool(self._left) and len(self._left) == len(self._table.records())
        self._all.setText("All are still here" if everybody else "All have left")


_WHO = (
    Column("name", "Name", lambda line: line.name, width_share=2),
    Column("year", "Year", lambda line: line.year, width_share=0.8),
    Column("form", "Class", lambda line: line.form, width_share=0.8),
)
_LEAVES = Column(
    "left",
    "Taken as",
    lambda line: "Has left" if line.left else "Still here",
    tone=lambda line: Tone.NEARLY if line.left else Tone.NONE,
)
