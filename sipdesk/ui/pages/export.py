"""Where a document is to go: a line to read and change, and nothing overwritten unasked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Field
from sipdesk.ui.asking_where import where
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.scrolling import Drawer
from sipdesk.ui.widgets.words import Words

FIELDS = (Field("path", "Write it to", required=True),)


class ExportPanel(QWidget):
    """Stands above the page; Return writes, Esc closes."""

    writeRequest = Signal(str, object, bool)  # what and id as "what:id", Path, replace

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = ""
        self._card = Card("", self)
        self._form = RecordForm(FIELDS, lambda _: None, self)
        self._there = Words(parent=self, strong=True)
        self._arrange()
        self.hide()

    def ask(self, title: str, job: str, suggested: Path) -> None:
        """Offer a place for a document."""
        self._job = job
        self._card.set_title(title)
        self._form.discard({"path": str(suggested)})
        self._look()
        self.show()
        line = self._form.editor("path")
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(line, QLineEdit):
            line.selectAll()

    def put_away(self) -> None:
        """Ask no more; what stood in the line is forgotten."""
        self._form.discard({"path": "-"})
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._look()
            if self._exists():  # replacing takes a press of its own
                self._go.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._write()
        else:
            super().keyPressEvent(event)

    def path(self) -> Path:
        """Where it would be written; an empty path where none can be read."""
        try:
            return Path(str(self._form.value("path")).strip()).expanduser()
        except (BadValue, RuntimeError):  # nothing typed, or a home that does not exist
            return Path()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._go = primary("Write", self)
        self._go.clicked.connect(self._write)
        other, close = button("Choose a place…", self), button("Not now", self)
        other.clicked.connect(self._browse)
        close.clicked.connect(self.put_away)
        row = FlowRow(self)
        for one in (self._go, other, close):
            row.add(one)
        self._card.add(self._form)
        self._card.add(self._there)
        self._card.add(row)
        drawer = Drawer(self)
        drawer.add(self._card)
        column.addWidget(drawer)
        self._form.edited.connect(self._look)

    def _look(self) -> None:
        there = self._exists()
        self._there.setText(f"▲ {self.path().name} is there already." if there else "")
        self._there.setVisible(there)
        self._go.setText("Replace it" if there else "Write")

    def _exists(self) -> bool:
        try:
            return self.path().is_file()
        except (OSError, BadValue):
            return False

    def _write(self) -> None:
        if not self._form.flush():
            return  # the field says what is wrong with it
        shown = not self._there.isHidden()
        self._look()
        if self._exists() and not shown:
            return  # it has appeared since: say so first
        if not self._form.flush() or not self.path().name:
            return
        self.writeRequest.emit(self._job, self.path(), self._exists())

    def _browse(self) -> None:
        chosen = where(self, "Write it to", self.path())
        if chosen is not None:
            self._form.set_value("path", str(chosen))
            self._look()
