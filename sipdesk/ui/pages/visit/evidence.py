"""The entries a finding rests on, ticked among all the entries of the visit."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sipdesk.models.visits import Entry, EntryKind
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.view import View
from sipdesk.ui.words import KIND_WORDS, one_line


class EvidencePicker(Page):
    """What it rests on; “Choose evidence” opens the rest."""

    def __init__(self, view: View, finding_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._finding_id = finding_id
        self._all = False
        self._roll: Roll[Entry, QCheckBox] = Roll(
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

    def _toggle(self) -> None:
        self._all = not self._all
        self.refresh()

    def _make(self, entry: Entry) -> QCheckBox:
        box = QCheckBox(self)
        box.clicked.connect(lambda take: self._gather(entry.id, take))
        return box

    def _load(self, box: QCheckBox, entry: Entry) -> None:
        words = f"{entry.at:%H:%M} {KIND_WORDS[entry.kind]}: {one_line(entry.text, 90)}"
        box.setText(words.replace("&", "&&"))
        box.setToolTip(entry.text)
        finding = self.desk.evidence.finding(self._finding_id)
        box.setChecked(entry.id in finding.evidence)

    def _gather(self, entry_id: str, take: bool) -> None:
        self.carefully(
            lambda: self.desk.evidence.gather(self._finding_id, entry_id, take=take)
        )
