"""What stands where nothing is yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..style import theme
from ..style.metrics import GROUP, INSIDE
from .buttons import primary
from .words import Words


class EmptyPlace(QWidget):
    """A sentence saying what belongs here, and the one action that fills it."""

    asked = Signal()

    def __init__(self, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Words(sentence, self, tone="muted")
        self.button = primary(action, self)
        self.button.setVisible(bool(action))
        self._arrange()
        self.button.clicked.connect(self.asked)

    def say(self, sentence: str, action: str = "") -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(INSIDE), 0, theme.px(GROUP))
        column.setSpacing(theme.px(INSIDE))
        column.addWidget(self._sentence)
        column.addWidget(self.button)
        column.addStretch(1)
