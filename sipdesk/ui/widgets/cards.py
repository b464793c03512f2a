"""A quiet card: what it is about, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE, Size
from sipdesk.ui.widgets.words import Words


class Card(QWidget):
    """A group of things on the page: a title over a thin line, then its `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words(title, self, size=Size.LARGE, strong=True)
        self._title.setVisible(bool(title))
        self._head = QHBoxLayout()
        self.body = QVBoxLayout()
        self.setAccessibleName(title)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._arrange()

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, thing: QWidget | QLayout) -> None:
        """Put something below what the card holds already."""
        if isinstance(thing, QWidget):
            self.body.addWidget(thing)
        else:
            self.body.addLayout(thing)

    def add_to_head(self, widget: QWidget) -> None:
        """Put something at the right of the title, such as a button."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("rule"))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._head.addWidget(self._title, 1)
        self._column.addLayout(self._head)
        self._column.addLayout(self.body)
        self._space()

    def _space(self) -> None:
        inside = theme.px(INSIDE)
        self._column.setContentsMargins(inside, inside, inside, inside)
        self._column.setSpacing(theme.px(GRID))
        self.body.setSpacing(theme.px(GRID))
