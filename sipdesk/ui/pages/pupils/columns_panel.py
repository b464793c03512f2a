"""Ticks for what a list shows; put away until it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.widgets.editors.pick import TickEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words


class ColumnsPanel(QWidget):
    """A tick for each column; the first column is always there."""

    chosen = Signal(tuple)  # names of columns

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks = {column.name: _tick(column.label, self) for column in columns[1:]}
        self._always = columns[0].name
        row = FlowRow(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words("Shown in the list", self, size=Size.SMALL, strong=True))
        column.addWidget(row)
        for tick in self._ticks.values():
            row.add(tick)
            tick.edited.connect(self._tell)
        self.hide()

    def show_chosen(self, names: Collection[str]) -> None:
        """Tick these."""
        for name, tick in self._ticks.items():
            tick.set_value(name in names)

    def _tell(self) -> None:
        ticked = (name for name, tick in self._ticks.items() if tick.value())
        self.chosen.emit((self._always, *ticked))


def _tick(label: str, parent: QWidget) -> TickEditor:
    made = TickEditor(parent)
    made.setText(label)
    made.name_for_readers(f"{label}, as a column", "")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
