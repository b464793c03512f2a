"""What has been done, newest first; undo and redo walk along it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(
            Words(f"The last {MOST} steps. Ctrl+Z takes the latest back, Ctrl+Shift+Z does it again.", self, tone="muted")
        )
        column.addWidget(self._table)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        self._table.replace(self.desk.journal.steps(MOST))
