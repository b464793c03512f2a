"""A list of places beside what they lead to; where there is little room, a drop-down above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, NARROWEST
from sipdesk.ui.widgets.nav_list import NavItem, NavList

LEAST_BODY = 560  # px at 100% that the body keeps beside the list


class Sided(QWidget):
    """The same places as a list at the side or as a drop-down on top, whichever has room.

    `edge` is the room kept to the window's edges, in px at 100%.
    """

    chosen = Signal(str)

    def __init__(
        self,
        body: QWidget,
        name: str,
        parent: QWidget | None = None,
        *,
        width: int = 200,
        edge: int = 0,
    ) -> None:
        super().__init__(parent)
        self._width, self._edge = width, edge
        self._list = NavList((), self, name=name)
        self._drop = QComboBox(self)
        self._drop.setAccessibleName(name)
        self._drop.setPlaceholderText(name)
        self._body = body
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._arrange()
        self._list.chosen.connect(self.chosen)
        self._drop.activated.connect(lambda at: self.chosen.emit(str(self._drop.itemData(at))))

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show these places."""
        self._list.set_items(items)
        chosen = self._drop.currentData()
        self._drop.clear()
        for item in items:
            self._drop.addItem("    " * item.level + item.label, item.key)
        self._drop.setCurrentIndex(self._drop.findData(chosen))

    def choose(self, key: str) -> None:
        """Mark where one is, without saying `chosen`."""
        self._list.choose(key)
        self._drop.setCurrentIndex(self._drop.findData(key))

    def is_narrow(self) -> bool:
        """Whether the drop-down is in use."""
        return self.width() < theme.px(self._width + LEAST_BODY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as with the drop-down, so that a small window can get there."""
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        self._box.addWidget(self._list, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(self._drop)
        self._box.addWidget(self._body, 1)
        self._drop.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._drop.hide()
        self.setFocusProxy(self._list)
        self._fit()

    def _fit(self) -> None:
        narrow = self.is_narrow()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._box.setDirection(down if narrow else across)
        self._box.setSpacing(theme.px(GRID if narrow else GROUP))
        edge = theme.px(self._edge)
        left, top = (edge, edge // 2) if narrow else (0, 0)
        self._box.setContentsMargins(left, top, edge, 0)
        self._list.setVisible(not narrow)
        self._drop.setVisible(narrow)
        self._list.setFixedWidth(theme.px(self._width))
