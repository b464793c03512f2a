"""What lies over the page while the window waits: it says in words what is being done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words

ENDS_BY_ITSELF = "The desk takes nothing else until this is done. It ends by itself."
_VEIL = 200  # of 255: the page shines through, and is plainly not to be touched
_WIDE = 460


class Cover(QWidget):
    """Over the whole of `around`. It cannot be closed by whoever sits before it."""

    def __init__(self, doing: str, around: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._around = around
        self._card = Card(doing, self)
        self._card.setFixedWidth(theme.px(_WIDE))
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.px(GRID))
        self._bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bar.setAccessibleName(doing)
        self._bar.setAccessibleDescription(ENDS_BY_ITSELF)
        self._card.add(self._bar)
        self._card.add(Words(ENDS_BY_ITSELF, self, tone="muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(GROUP)] * 4)
        column.addStretch(1)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def appear(self) -> None:
        """Lie down over it, and take the keyboard from what is beneath."""
        self.place()
        self.show()
        self.raise_()
        self._bar.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._card.accessibleName())

    def place(self) -> None:
        """Follow what it lies over."""
        self.setGeometry(self._around.geometry())

    def say(self, done: int, total: int, doing: str) -> None:
        """How far it is."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if doing:
            self._card.set_title(doing)
            self._bar.setAccessibleName(doing)

    def paintEvent(self, _: QPaintEvent) -> None:
        veil = theme.colour("window")
        veil.setAlpha(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)
