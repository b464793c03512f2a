"""What has been done, newest first; undo and redo walk along it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import moment

MOST = 500


class HistoryPage(Page):
    """Steps in a person's words."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._table = RecordTable(
            (
                Column("at", "When", lambda s: moment(s.at, self.desk.clock.now())),
                Column("label", "What was done", lambda s: s.label, width_share=3),
                Column("state", "", lambda s: s.state_words),
            ),
            "History",
            self,
        )
        words = "Ctrl+Z takes the latest step back, Ctrl+Shift+Z does it again."
        card = Card(f"The last {MOST} steps", self)
        card.add(Words(words, self, tone="muted"))
        card.add(self._table)
        self.lay_out(card)
        self.refresh()

    def refresh(self) -> None:
        self._table.replace(self.desk.journal.steps(MOST))
