"""A grid of counts, filled in with figures and arrows as a column of sums is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from sipdesk.ui.pages.groups.count_cells import CountDelegate, CountModel, pasted
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import Size

_COLUMN = 56  # px at 100% of a column of counts
_QUESTION = 128  # px that a question keeps at least
_LINES = 3  # of a question
_AROUND = 13  # px
_MOST_ROWS = 16


class CountGrid(QTableView):
    """Figures write into the cell, Return goes on to the next; Tab leaves the grid."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = CountModel(self)
        self.setModel(self.counts)
        self.setItemDelegate(CountDelegate(self))
        self.setAccessibleName(name)
        self._fresh = True  # the next figure begins the cell anew
        self._behave()
        self._look()
        self.counts.dataChanged.connect(self.edited)
        self.selectionModel().currentChanged.connect(self._moved)

    def ask(self, questions: Sequence[str], answers: Sequence[str]) -> None:
        """Show these questions and answers, without counts."""
        self.counts.ask(questions, answers)
        self._share()
        self.updateGeometry()

    def load(self, counts: Mapping[str, Sequence[int]]) -> None:
        """Show a round's counts."""
        at = self.currentIndex()
        blocked = self.counts.blockSignals(True)
        self.counts.load(counts)
        self.counts.blockSignals(blocked)
        self.viewport().update()
        if not at.isValid() and self.counts.rowCount():
            self.setCurrentIndex(self.counts.index(0, 1))

    def value(self) -> dict[str, list[int]]:
        """The counts by question; questions that nobody answered are left out."""
        return self.counts.value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        figure = event.text()
        if figure.isdecimal() and figure.isascii() and not plain:
            self._write(figure)
        elif key == Qt.Key.Key_Backspace:
            self._set(self.counts.count(self.currentIndex()) // 10)
            self._fresh = False
        elif key == Qt.Key.Key_Delete:
            self._set(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fresh = True
        if not self.currentIndex().isValid() and self.counts.rowCount():
            self.setCurrentIndex(self.counts.index(0, 1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._look()

    def sizeHint(self) -> QSize:
        rows = min(max(self.counts.rowCount(), 1), _MOST_ROWS)
        high = self.horizontalHeader().sizeHint().height()
        return QSize(theme.px(400), high + rows * self.verticalHeader().defaultSectionSize() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), min(self.sizeHint().height(), theme.px(240)))

    def _write(self, figure: str) -> None:
        held = 0 if self._fresh else self.counts.count(self.currentIndex())
        self._fresh = False
        self._set(held * 10 + int(figure))

    def _set(self, count: int) -> None:
        self.counts.set_count(self.currentIndex(), count)

    def _go_on(self) -> None:
        """To the right, then to the beginning of the next question."""
        at = self.currentIndex()
        row, column = at.row(), at.column() + 1
        if column >= self.counts.columnCount():
            row, column = row + 1, 1
        if row < self.counts.rowCount():
            self.setCurrentIndex(self.counts.index(row, column))

    def _paste(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            for down, line in enumerate(pasted(QGuiApplication.clipboard().text())):
                for across, count in enumerate(line):
                    self.counts.set_count(
                        self.counts.index(at.row() + down, at.column() + across), count
                    )

    def _moved(self) -> None:
        self._fresh = True
        if self.currentIndex().column() == 0:
            self.setCurrentIndex(self.counts.index(self.currentIndex().row(), 1))

    def _behave(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFont(theme.font(Size.SMALL, strong=True))
        head.setMinimumSectionSize(theme.px(24))
        head.setMinimumHeight(theme.px(32))
        self._share()

    def _share(self) -> None:
        """The counts get their width, the question what is left; then rows as high as it needs."""
        columns = self.counts.columnCount() - 1
        if columns < 1:
            return
        room = self.viewport().width()
        each = min(theme.px(_COLUMN), max(theme.px(24), (room - theme.px(_QUESTION)) // columns))
        question = max(room - each * columns, theme.px(48))
        self.setColumnWidth(0, question)
        for at in range(columns):
            self.setColumnWidth(at + 1, each)
        longest = max(map(self.fontMetrics().horizontalAdvance, self.counts.questions), default=1)
        lines = min(-(-longest * 11 // (10 * max(question - theme.px(16), 1))), _LINES)
        high = max(self.fontMetrics().lineSpacing() * max(lines, 1) + theme.px(_AROUND), 1)
        self.verticalHeader().setDefaultSectionSize(max(high, theme.current().metrics.target))
        self.updateGeometry()
