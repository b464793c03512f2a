"""Things in a row that go on in the next line when there is no more room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID


class FlowLayout(QHBoxLayout):
    """Left to right, then down; its height follows from its width.

    Qt keeps the items, this keeps only the widgets: items held in Python do not survive Qt
    deleting them.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = GRID) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._heights: dict[int, int] = {}  # by width; Qt asks again and again
        self._wanted: list[tuple[QWidget, QSize]] | None = None  # what is shown, and how large
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget, *_: Any, **__: Any) -> None:
        """Put a widget at the end; stretch and alignment mean nothing here."""
        super().addWidget(widget)
        self._widgets.append(widget)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()
        self._wanted = None

    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [each.sizeHint() for each in self._shown()]
        gaps = theme.px(self._gap) * max(0, len(sizes) - 1)
        high = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, high)

    def minimumSize(self) -> QSize:
        """As narrow as its widest widget may be."""
        least = [each.minimumSizeHint().expandedTo(each.minimumSize()) for each in self._shown()]
        return QSize(
            max((size.width() for size in least), default=0),
            max((size.height() for size in least), default=0),
        )

    def maximumSize(self) -> QSize:
        return QSize(1 << 20, 1 << 20)

    def _shown(self) -> list[QWidget]:
        self._widgets = [
            each for each in self._widgets if isValid(each) and self.indexOf(each) >= 0
        ]
        return [each for each in self._widgets if not each.isHidden()]

    def _sizes(self) -> list[tuple[QWidget, QSize]]:
        """What is shown, and how large it would be: asked once until something changes."""
        if self._wanted is None:
            self._wanted = [
                (each, each.sizeHint().expandedTo(each.minimumSize()).boundedTo(each.maximumSize()))
                for each in self._shown()
            ]
        return self._wanted

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the widgets out in `rect`; gives the height they take."""
        gap, x, y, high, room = theme.px(self._gap), 0, 0, 0, rect.width()
        for each, wanted in self._sizes():
            wide, tall = min(wanted.width(), room), wanted.height()
            if x > 0 and x + wide > room:
                x, y, high = 0, y + high + gap, 0
            if move:
                each.setGeometry(rect.left() + x, rect.top() + y, wide, tall)
            x, high = x + wide + gap, max(high, tall)
        return y + high


class FlowRow(QWidget):
    """A widget of its own around a FlowLayout."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = GRID) -> None:
        super().__init__(parent)
        self._things: list[QWidget] = []
        self._flow = FlowLayout(self, gap=gap)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the row."""
        self._flow.addWidget(widget)
        self._things.append(widget)
        widget.show()

    def clear(self) -> None:
        """Take all widgets away, for good."""
        for widget in self._things:
            self._flow.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._things.clear()
