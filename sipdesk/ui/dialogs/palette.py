"""One place to find anything: actions, schools, visits, and every word that was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE

MOST = 30
_Persistent = QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be gone to or done. `hint` stands after the words."""

    words: str
    hint: str
    do: Callable[[], object]


class OfferDelegate(QStyledItemDelegate):
    """Words at the left, cut short where they must be; the hint, quieter, at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | _Persistent
    ) -> None:
        words, _, hint = str(index.data()).partition("\t")
        box = option.rect.adjusted(theme.px(GRID), 0, -theme.px(GRID), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("chosen"))
        measure = option.fontMetrics
        room = box.width() - measure.horizontalAdvance(hint) - theme.px(GRID * 2)
        painter.setPen(theme.colour("text"))
        shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, _LEFT, shown)
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, _RIGHT, hint)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | _Persistent) -> QSize:
        return QSize(theme.px(200), theme.current().metrics.target)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Search = Callable[[str], Sequence[Offer]]


class Palette(QWidget):
    """Type, choose with the arrows, Return. Esc goes back to where one was."""

    closed = Signal()

    def __init__(self, search: Search, parent: QWidget) -> None:
        super().__init__(parent)
        self._search = search
        self._offers: Sequence[Offer] = ()
        self._back: QWidget | None = None
        self._words = QLineEdit(self)
        self._model = QStringListModel(self)
        self._list = QListView(self)
        self._arrange()
        self._connect()
        self._around = parent
        self.hide()

    def open(self) -> None:
        """Show it over the window, empty."""
        window = self.window()
        self._back = window.focusWidget()
        self._words.clear()
        self._find("")
        self.place()
        self.show()
        self.raise_()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> None:
        """In the upper middle of the window."""
        around = self._around.rect()
        width = min(theme.px(840), around.width() - theme.px(GRID * 4))
        height = min(theme.px(420), around.height() - theme.px(GRID * 4))
        self.setGeometry((around.width() - width) // 2, theme.px(GRID * 2), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        return super().eventFilter(watched, event)

    def close_palette(self) -> None:
        """Away, and the keyboard back to where it was."""
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        inside = theme.px(INSIDE)
        column.setContentsMargins(inside, inside, inside, inside)
        column.setSpacing(theme.px(GRID))
        self._words.setPlaceholderText("An action, a school, a visit, or any words")
        self._words.setAccessibleName("Find anything")
        self._list.setAccessibleName("Found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(OfferDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._words)
        column.addWidget(self._list, 1)

    def _connect(self) -> None:
        self._words.installEventFilter(self)
        self._words.textChanged.connect(self._find)
        self._list.clicked.connect(self._take)

    def _find(self, words: str) -> None:
        self._offers = self._search(words)[:MOST]
        self._model.setStringList([f"{o.words}\t{o.hint}" for o in self._offers])
        self._list.setCurrentIndex(self._model.index(0))

    def _step(self, by: int) -> None:
        row = max(0, min(self._list.currentIndex().row() + by, len(self._offers) - 1))
        self._list.setCurrentIndex(self._model.index(row))

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offers):
            offer = self._offers[index.row()]
            self.close_palette()
            offer.do()
