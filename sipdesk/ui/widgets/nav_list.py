"""A short list of places to go: the rail of the window, the sections of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.widgets.nav_drawing import ITEM_ROLE, NavDelegate

_Role = Qt.ItemDataRole
_MOST, _MOST_AT_ALL = 224, 352  # px at 100%, px at any scale


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place. `hint` is its shortcut; an `action` does something and is never where one is."""

    key: str
    label: str
    hint: str = ""
    level: int = 0
    action: bool = False


class NavList(QListView):
    """Places one above the other; arrows go there at once, actions wait for Return or a click."""

    chosen = Signal(str)

    def __init__(
        self, items: Sequence[NavItem] = (), parent: QWidget | None = None, *, name: str = "Places"
    ) -> None:
        super().__init__(parent)
        self._places = _Places(self)
        self._current = ""
        self.setModel(self._places)
        self.setItemDelegate(NavDelegate(self))
        self.setAccessibleName(name)
        self._behave()
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._clicked)
        self.set_items(items)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show other places; where one is stays marked."""
        if tuple(items) != self._places.items:
            kept = self._current
            blocked = self.selectionModel().blockSignals(True)
            self._places.replace(items)
            self.selectionModel().blockSignals(blocked)
            self.choose(kept)
            self.updateGeometry()

    def choose(self, key: str) -> None:
        """Mark where one is, without saying `chosen`."""
        self._current = key
        row = self._places.row_of(key)
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self._places.index(row) if row >= 0 else QModelIndex())
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def current(self) -> str:
        """Where one is; "" when at none of these places."""
        return self._current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex(), again=True)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = self._places.rowCount()
        sizes = [self.sizeHintForIndex(self._places.index(row)) for row in range(rows)]
        wide = max((size.width() for size in sizes), default=0)
        most = min(theme.px(_MOST), _MOST_AT_ALL)
        return QSize(max(min(wide, most), theme.px(96)), sum(size.height() for size in sizes))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), min(self.sizeHint().height(), theme.px(64)))

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.viewport().setBackgroundRole(self.backgroundRole())
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)

    def _moved(self, now: QModelIndex, _: QModelIndex) -> None:
        item = self._places.item(now)
        if item is not None and not item.action:
            self._go(now)

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self._go(index, again=True)

    def _go(self, index: QModelIndex, *, again: bool = False) -> None:
        item = self._places.item(index)
        if item is None or (item.key == self._current and not again):
            return
        if not item.action:
            self._current = item.key
            self.viewport().update()
        self.chosen.emit(item.key)


class _Places(QAbstractListModel):
    """The items of a NavList."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[NavItem, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = _Role.DisplayRole
    ) -> Any:
        item = self.item(index)
        if item is None:
            return None
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return item.label
        if role == _Role.AccessibleTextRole:
            return f"{item.label}, {item.hint}" if item.hint else item.label
        return item if role == ITEM_ROLE else None

    def item(self, index: QModelIndex | QPersistentModelIndex) -> NavItem | None:
        return self.items[index.row()] if 0 <= index.row() < len(self.items) else None

    def row_of(self, key: str) -> int:
        return next((at for at, item in enumerate(self.items) if item.key == key), -1)

    def replace(self, items: Sequence[NavItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()
