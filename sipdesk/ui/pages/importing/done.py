"""After a file was taken in: what was done, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sipdesk.models.intake import Import
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.importing.done_words import added_up, counted
from sipdesk.ui.place import Section
from sipdesk.ui.turning import Turning
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words


class Done(Page):
    """Says what was taken in until something else is begun; Undo while it is the last step."""

    anotherRequest = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._records: tuple[Import, ...] = ()
        self._label: str | None = None
        self._turning = Turning(view, self)
        self._turning.failed.connect(self.failed)
        self._card = Card("Taken in", self)
        self._words = Words("", self)
        self._undo = self.button("Undo", self._take_back, "Takes all of this file back")
        self._go = self.button("Go there", self._go_there)
        self._another = button("Another file", self)
        self._arrange()
        self.view.namesChanged.connect(self._say_name)
        self.put_away()

    def show_done(self, records: tuple[Import, ...]) -> None:
        """Say what came of these."""
        self._records = records
        self._label = self.desk.journal.can_undo()
        self._say_name()
        self._words.setText(_told(records))
        pupils = records[0].kind == "pupils"
        self._go.setText("To the pupils" if pupils else "To the school")
        self._go.setVisible(len({record.school_id for record in records}) == 1)
        self._undo.show()
        self.show()
        self._undo.setFocus()
        announce(self._card, self._words.text())

    def _say_name(self) -> None:
        if self._records:
            self._card.set_title(f"Taken in: {self.view.masked(self._records[0].name)}")

    def put_away(self) -> None:
        """Say it no more."""
        self._records = ()
        self.hide()

    def refresh(self) -> None:
        """After something else was done, Undo would take that back."""
        if self._records:
            last = self.desk.journal.can_undo() == self._label and self._is_there()
            if not self._is_there():
                self.put_away()
            elif self._undo.isHidden() == last:
                self._undo.setVisible(last)

    def _is_there(self) -> bool:
        first = self._records[0]
        return any(one.id == first.id for one in self.desk.intake.imports(first.school_id))

    def _arrange(self) -> None:
        row = FlowRow(self)
        for one in (self._undo, self._go, self._another):
            row.add(one)
        self._another.clicked.connect(self.anotherRequest)
        self._card.add(self._words)
        self._card.add(row)
        self.lay_out(self._card)

    def _take_back(self) -> None:
        self._turning.undo(self._taken_back)

    def _taken_back(self) -> None:
        self.put_away()
        self.tellRequest.emit("The file was taken back. All is as it was before it.")
        self.anotherRequest.emit()

    def _go_there(self) -> None:
        first = self._records[0]
        section = Section.PUPILS if first.kind == "pupils" else Section.OVERVIEW
        self.goRequest.emit(place.school(first.school_id, section))


def _told(records: tuple[Import, ...]) -> str:
    told = counted(added_up(record.summary for record in records)) + "."
    if out := records[0].rows_refused:
        told += f" {out:,} {'row was' if out == 1 else 'rows were'} left out."
    return told + " A backup was made before."
