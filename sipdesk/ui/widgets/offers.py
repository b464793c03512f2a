"""What can be done now: a sentence or two, and a button for each way on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.words import Words

Choice = tuple[str, Callable[[], object]]


class Offers(QWidget):
    """Takes no room while there is nothing to offer; the first choice is the one to take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words("", self)
        self._buttons: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(INSIDE), 0, 0)
        self._column.setSpacing(theme.px(GRID))
        self._column.addWidget(self._words)
        self.hide()

    def show_choices(self, words: str, choices: Sequence[Choice]) -> None:
        """Show these in place of the last ones."""
        for old in self._buttons:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._buttons = [self._made(*choice, first=not n) for n, choice in enumerate(choices)]
        self.setVisible(bool(words or choices))
        if words:
            announce(self, words)

    def _made(self, label: str, do: Callable[[], object], *, first: bool) -> QWidget:
        made = (primary if first else button)(label, self)
        made.clicked.connect(lambda: do())
        self._column.addWidget(made)
        return made
