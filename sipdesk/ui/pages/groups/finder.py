"""Finding one pupil of a school by the beginning of a name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.folding import searched
from sipdesk.models.pupils import year_in_words
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.editors.line import LineEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

MOST = 30  # found pupils that are listed
_COLUMNS = (
    Column("name", "Pupil", lambda p: p.name, width_share=3),
    Column("year", "Year", lambda p: p.year),
    Column("form", "Class", lambda p: p.form),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil who may be meant, by the name that may be seen now."""

    id: str
    name: str
    year: str
    form: str


class FindLine(LineEditor):
    """Return takes the first that is found, the arrow down leads among them, Escape ends it."""

    taken = Signal()
    downRequest = Signal()
    endRequest = Signal()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(264), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.downRequest.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.endRequest.emit()
        else:
            super().keyPressEvent(event)


class PupilFinder(QWidget):
    """Says which pupil was `picked`; `ended` when no more are wanted."""

    picked = Signal(str)
    ended = Signal()

    def __init__(
        self, view: View, school_id: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._school_id = view, school_id
        self._without: Collection[str] = ()
        self._line = FindLine(self)
        self._line.setPlaceholderText("The beginning of a name")
        self._line.name_for_readers(name, "Return takes the first that is found")
        self._found = RecordTable(_COLUMNS, f"{name}: who was found", self, most_rows=5)
        self._told = Words("", self, tone="muted")
        self._end = button("Done", self)
        self._end.setAccessibleName(f"Done, {name[:1].lower()}{name[1:]}")
        self._arrange()
        self._connect()
        self.look()

    def leave_out(self, pupil_ids: Collection[str]) -> None:
        """Pupils who are not offered."""
        self._without = pupil_ids
        self.look()

    def begin(self) -> None:
        """Ask for a pupil."""
        self.show()
        self._line.set_value("")
        self.look()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look(self) -> None:
        """List who is meant by what is typed."""
        words = searched(self._line.text()).split()
        found = self._candidates(words) if words else []
        self._found.replace(found)
        self._found.setVisible(bool(found))
        said = "Nobody is called that, or they are in already." if words and not found else ""
        self._told.setText(said)
        self._told.setVisible(bool(said))
        announce(self._told, said)

    def _candidates(self, words: list[str]) -> list[Candidate]:
        names = self._view.names(self._school_id)
        found: list[Candidate] = []
        for pupil in self._view.pupils(self._school_id):
            name = names[pupil.id]
            inside = f" {searched(name)}"
            if pupil.id not in self._without and all(f" {word}" in inside for word in words):
                found.append(Candidate(pupil.id, name, year_in_words(pupil.year), pupil.form))
                if len(found) == MOST:
                    break
        return found

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        row = FlowRow(self)
        row.add(self._line)
        row.add(self._end)
        for part in (row, self._told, self._found):
            column.addWidget(part)

    def _connect(self) -> None:
        self._line.edited.connect(self.look)
        self._line.taken.connect(self._take_first)
        self._line.downRequest.connect(self._go_down)
        self._line.endRequest.connect(self._finish)
        self._end.clicked.connect(self._finish)
        self._found.activated_id.connect(self._take)

    def _take_first(self) -> None:
        if self._found.records():
            self._take(self._found.records()[0].id)

    def _take(self, pupil_id: str) -> None:
        self.picked.emit(pupil_id)
        self._line.set_value("")
        self.look()
        if self.isVisible():
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_down(self) -> None:
        if self._found.records():
            self._found.choose(self._found.current_id() or self._found.records()[0].id)
            self._found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self.hide()
        self.ended.emit()
