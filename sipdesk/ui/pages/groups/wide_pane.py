"""A list over the whole width with the form of the chosen record below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.fields import Field
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.widgets.words import Words

HIDDEN = "While names are hidden, nothing can be filled in here: what was written may name pupils."


class WidePane(RecordPane):
    """For lists of many columns. While names are hidden its form, which may say them, is away."""

    def __init__(
        self,
        view: View,
        words: Wording,
        columns: Sequence[Column],
        fields: Sequence[Field],
        records: Records,
        parent: QWidget | None = None,
        *,
        form_columns: int = 3,
    ) -> None:
        super().__init__(view, words, columns, fields, records, parent, form_columns=form_columns)

    def put_above(self, widget: QWidget) -> None:
        """Put something between the buttons and the list."""
        self._above.addWidget(widget)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        if self._words.title:
            column.addWidget(Words(self._words.title, self, size=Size.LARGE, strong=True))
        self._add = self.button(self._words.add, self.add)
        self._bin = self.button("Bin", self.bin_chosen, "Into the bin; it can be taken back")
        self._past = self.button("History", self._show_past, "What became of the chosen record")
        for one in (self._add, self._bin, self._past):
            self._buttons.addWidget(one)
        for one in (self._bin, self._past):
            one.setAccessibleName(f"{one.text()}, chosen in {self._table.accessibleName()}")
        self._buttons.addStretch(1)
        self._hidden = Words(HIDDEN, self, size=Size.SMALL, tone="muted")
        self._above = QVBoxLayout()
        column.addLayout(self._buttons)
        column.addLayout(self._above)
        column.addWidget(self._table)
        column.addSpacing(theme.px(GRID))
        for part in (self._hidden, self._form, self._empty):
            column.addWidget(part)
        column.addStretch(1)

    def _show(self, filled: bool) -> None:
        super()._show(filled)
        away = self.view.names_hidden
        self._hidden.setVisible(filled and away)
        self._form.setVisible(filled and not away)
