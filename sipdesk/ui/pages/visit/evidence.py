"""The entries a finding rests on, ticked among all the entries of the visit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.models.visits import Entry, EntryKind
from sipdesk.ui.forms.row import Label
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.words import KIND_WORDS, one_line


class TickLine(QWidget):
    """A tick box whose words wrap."""

    ticked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(self)
        self._box.setMinimumWidth(theme.px(24))
        self._words = Label("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GRID))
        row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._box.clicked.connect(self.ticked)
        self._words.clicked.connect(self._box.click)

    def load(self, words: str, ticked: bool) -> None:
        """Show words and tick."""
        self._words.setText(words)
        self._box.setAccessibleName(words)
        self._box.setChecked(ticked)


class EvidencePicker(Page):
    """What it rests on; “Choose evidence” opens the rest."""

    def __init__(self, view: View, finding_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._finding_id = finding_id
        self._all = False
        self._about = ""
        self._roll: Roll[Entry, TickLine] = Roll(
            lambda entry: entry.id, self._make, self._load, self, gap=2
        )
        self._more = self.button("Choose evidence…", self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._roll)
        column.addWidget(self._more)
        self.refresh()

    def refresh(self) -> None:
        finding = self.desk.evidence.finding(self._finding_id)
        entries = [
            e
            for e in self.desk.evidence.entries(finding.visit_id)
            if e.id in finding.evidence or (self._all and e.kind is not EntryKind.ACTION)
        ]
        self._roll.show_all(entries)
        self._more.setText("Only what it rests on" if self._all else "Choose evidence…")
        self._more.setAccessibleName(f"{self._more.text()}: {self._about}")

    def name_for_readers(self, about: str) -> None:
        """Say to screen readers of which finding this is the evidence."""
        self._about = about
        self.setAccessibleName(f"Evidence for: {about}")

    def _toggle(self) -> None:
        self._all = not self._all
        self.refresh()

    def _make(self, entry: Entry) -> TickLine:
        line = TickLine(self)
        line.ticked.connect(lambda take: self._gather(entry.id, take))
        return line

    def _load(self, line: TickLine, entry: Entry) -> None:
        words = f"{entry.at:%H:%M} {KIND_WORDS[entry.kind]}: {one_line(entry.text, 200)}"
        finding = self.desk.evidence.finding(self._finding_id)
        line.load(words, entry.id in finding.evidence)

    def _gather(self, entry_id: str, take: bool) -> None:
        self.carefully(lambda: self.desk.evidence.gather(self._finding_id, entry_id, take=take))
