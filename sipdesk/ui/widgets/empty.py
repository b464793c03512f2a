"""What stands where nothing is yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, INSIDE
from sipdesk.ui.widgets.buttons import primary
from sipdesk.ui.widgets.words import Words


class EmptyPlace(QWidget):
    """A sentence saying what belongs here, and the one action that fills it."""

    asked = Signal()

    def __init__(
        self,
        sentence: str,
        action: str = "",
        parent: QWidget | None = None,
        *,
        in_card: bool = False,
    ) -> None:
        super().__init__(parent)
        self._left = 0 if in_card else INSIDE  # where the words on cards begin
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
        column.setContentsMargins(theme.px(self._left), theme.px(INSIDE), 0, theme.px(GROUP))
        column.setSpacing(theme.px(INSIDE))
        column.addWidget(self._sentence)
        column.addWidget(self.button)
        column.addStretch(1)
