"""Copies of the desk that are older than its backups may be: shown, and deleted one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.keeping.outlived import Outlived, delete, outlived
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.keeping.erasing import Erasing
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day

ABOUT = (
    "Backups of these days have gone, since the day had come on which records were to be looked "
    "at again. These copies are left: set aside when you went back or moved the desk, or in a "
    "place that is no longer used. They open with the passphrase of their time. Nothing here goes "
    "by itself."
)


class OutlivedCopies(Page):
    """Which they are, where they lie, and the way to delete one."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._copies: dict[str, Outlived] = {}
        self._asked: Outlived | None = None
        self._table = RecordTable(_COLUMNS, "Copies older than backups may be", self)
        self._delete = self.button("Delete…", self._ask, "You are asked once more")
        self._sure = Words("", self, strong=True)
        self._go, self._away = primary("Delete for good", self), button("Not now", self)
        self._choice = FlowRow(self)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        self._copies = {copy.id: copy for copy in outlived(self.desk.store)}
        self._table.replace(list(self._copies.values()))
        if not self._table.current_id() and self._copies:
            self._table.choose(next(iter(self._copies)))
        self.setVisible(bool(self._copies))
        if self._asked is not None and self._asked.id not in self._copies:
            self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self._forget()
            self._delete.setFocus()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        card = Card("Copies older than backups may be", self)
        self._choice.add(self._go)
        self._choice.add(self._away)
        for part in (
            *(Words(ABOUT, self), self._table, self._delete),
            *(self._sure, self._choice),
        ):
            card.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self._go.clicked.connect(self._do)
        self._away.clicked.connect(self._forget)
        self._table.chosen.connect(lambda _: self._forget())
        self._forget()

    def _ask(self) -> None:
        self._asked = self._copies.get(self._table.current_id())
        if self._asked is not None:
            self._sure.setText(
                f"“{self._asked.path.name}” is deleted, with its key file. There is no way back."
            )
            self._show_choice(True)
            self._away.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._asked = None
        self._show_choice(False)

    def _show_choice(self, shown: bool) -> None:
        for part in (self._sure, self._choice):
            part.setVisible(shown)

    def _do(self) -> None:
        copy = self._asked
        # an erasure writes copies anew, and would bring this one back
        if copy is None or not Erasing.of(self.view).may_begin():
            return
        self._forget()
        if self.carefully(lambda: delete(self.desk.store, copy)):
            self.tellRequest.emit(f"“{copy.path.name}” is deleted.")
        self.refresh()


_COLUMNS = (
    Column("name", "Copy", lambda c: c.path.name, width_share=2),
    Column("folder", "In the folder", lambda c: str(c.path.parent), width_share=2),
    Column("of", "As the desk was on", lambda c: short_day(c.of)),
    Column("until", "Backups went after", lambda c: short_day(c.until)),
)
