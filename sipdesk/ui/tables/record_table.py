"""A list of records: lines rather than boxes, by keyboard as well as by mouse."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.cells import MOST_LINES, CellDelegate, natural_widths
from sipdesk.ui.tables.model import Column, RecordTableModel
from sipdesk.ui.tables.stacked import lines_needed
from sipdesk.ui.tables.widths import share

_AROUND = 17  # px above and below the words of a row, with its line
_LEAST = 112  # px: what a long column keeps, and below which none is cut
_SAMPLE = 40  # rows that are measured
_SHOWN_ROWS = 8


class RecordTable(QTableView):
    """Shows records; asks when one is to be opened or put in the bin."""

    activated_id = Signal(str)
    binRequest = Signal(str)
    chosen = Signal(str)
    sortRequest = Signal(str)  # the name of the column whose head was clicked

    def __init__(
        self,
        columns: Sequence[Column],
        name: str = "",
        parent: QWidget | None = None,
        *,
        sort: Callable[[str], None] | None = None,
        most_rows: int = _SHOWN_ROWS,
    ) -> None:
        super().__init__(parent)
        self.most_rows = most_rows  # it asks for the height of its rows, up to so many
        self.rows = RecordTableModel(columns, self)
        self.setModel(self.rows)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self._natural: list[int] = []
        self._behave()
        self._look()
        self.horizontalHeader().setSectionsClickable(False)
        self._connect()
        if sort is not None:
            self.let_sort(sort)

    def replace(self, rows: Sequence[Any]) -> None:
        """Show `rows`; the record that was chosen stays so, or its neighbour takes its place."""
        kept, at = self.current_id(), self.currentIndex().row()
        self.rows.replace(rows)
        row = self.rows.row_of(kept) if kept else -1
        if row < 0 and kept:
            row = min(at, self.rows.rowCount() - 1)
        if row >= 0 and (row != self.currentIndex().row() or not self.selectedIndexes()):
            self._go(row)
        self._natural = natural_widths(self.rows)
        self._share_width()
        self.updateGeometry()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Say something else of the same records; the one that was chosen stays so."""
        kept = self.current_id()
        self.rows.set_columns(columns)
        self.choose(kept)
        for at in range(len(columns)):
            self.setColumnHidden(at, self._cells.stacked and at > 0)
        self._natural = natural_widths(self.rows)
        self._share_width()

    def let_sort(self, sort: Callable[[str], None]) -> None:
        """Have `sort` called with the name of a column whose head is clicked."""
        self.horizontalHeader().setSectionsClickable(True)
        self.sortRequest.connect(sort)

    def mark_order(self, name: str, *, downwards: bool = False) -> None:
        """Show by which column the rows are in order; the order itself is the caller's."""
        names = [column.name for column in self.rows.columns]
        head = self.horizontalHeader()
        head.setSortIndicatorShown(name in names)
        if name in names:
            order = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(names.index(name), order)

    def choose(self, record_id: str) -> bool:
        """Put the keyboard's place on a record. False when it is not shown."""
        row = self.rows.row_of(record_id)
        if row >= 0:
            self._go(row)
        return row >= 0

    def current_id(self) -> str:
        """The record the keyboard is on; "" when there is none."""
        index = self.currentIndex()
        return self.rows.record(index.row()).id if index.isValid() else ""

    def records(self) -> Sequence[Any]:
        """What is shown, in its order."""
        return self.rows.records()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        record = self.current_id()
        if record and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_id.emit(record)
        elif record and event.key() == Qt.Key.Key_Delete:
            self.binRequest.emit(record)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._look()

    def sizeHint(self) -> QSize:
        rows = min(max(self.rows.rowCount(), 2), self.most_rows)
        head = 0 if self._cells.stacked else self.horizontalHeader().sizeHint().height()
        return QSize(theme.px(400), head + rows * self.verticalHeader().defaultSectionSize() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), min(self.sizeHint().height(), theme.px(160)))

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFont(theme.font(Size.SMALL, strong=True))
        head.setMinimumSectionSize(theme.px(32))
        head.setMinimumHeight(theme.px(32))
        self._natural = natural_widths(self.rows)
        self._share_width()

    def _connect(self) -> None:
        self.doubleClicked.connect(lambda _: self.activated_id.emit(self.current_id()))
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.horizontalHeader().sectionClicked.connect(
            lambda at: self.sortRequest.emit(self.rows.columns[at].name)
        )

    def _moved(self, now: QModelIndex, _: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.rows.record(now.row()).id)

    def _go(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _share_width(self) -> None:
        """Divide the width among the columns; where that is too little, stack them."""
        width, shares = self.viewport().width(), [each.width_share for each in self.rows.columns]
        widths = share(self._natural, shares, theme.px(_LEAST), width)
        self._stack(sum(widths) > width)
        if self._cells.stacked:
            self.setColumnWidth(0, width)
            some = self.rows.records()[:_SAMPLE]
            lines = lines_needed(self.rows.columns, some, width - theme.px(2 * GRID))
        else:
            for at, wide in enumerate(widths):
                self.setColumnWidth(at, wide)
            over = (need / wide for need, wide in zip(self._natural, widths, strict=True))
            lines = min(math.ceil(max(over, default=1)), MOST_LINES)
        high = self.fontMetrics().lineSpacing() * lines + theme.px(_AROUND)
        if high != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(high)
            self.updateGeometry()

    def _stack(self, stacked: bool) -> None:
        if stacked != self._cells.stacked:
            self._cells.stacked = stacked
            self.horizontalHeader().setVisible(not stacked)
            for at in range(1, len(self.rows.columns)):
                self.setColumnHidden(at, stacked)
