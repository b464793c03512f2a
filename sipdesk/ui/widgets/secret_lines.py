"""Lines for secrets: nothing typed can be read, and Return goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.models.passphrases import trouble_with
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.words import Words

NEW, AGAIN = "New passphrase", "The new one again"


class SecretLines(QWidget):
    """A line for each label; `entered` is said on Return in the last one."""

    entered = Signal()

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = {label: self._line(label) for label in labels}
        self._trouble = Words(parent=self, tone="red")
        self._arrange()
        self._connect()

    def read(self) -> list[str] | None:
        """What was typed, when it will do; otherwise it is said what is missing."""
        for label, line in self._lines.items():
            problem = self._problem(label, line.text())
            if problem:
                self.say(problem, label)
                return None
        self.say("")
        return [line.text() for line in self._lines.values()]

    def say(self, words: str, label: str = "") -> None:
        """What is wrong, and the keyboard where it can be put right."""
        self._trouble.setText(f"■ {words}" if words else "")
        self._trouble.setVisible(bool(words))
        if words:
            announce(self._trouble, words, urgent=True)
            line = self._lines.get(label) or next(iter(self._lines.values()))
            line.selectAll()
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The keyboard into the first line."""
        next(iter(self._lines.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed."""
        for line in self._lines.values():
            line.clear()
        self.say("")

    def _problem(self, label: str, typed: str) -> str:
        if label == AGAIN:
            same = typed == self._lines[NEW].text()
            return "" if same else "The two do not match. Type the second one again."
        if label == NEW and (trouble := trouble_with(typed)):
            return trouble
        return "" if typed else "Type the passphrase you have now."

    def _line(self, label: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(label)
        line.setMaximumWidth(theme.px(420))
        return line

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        for label, line in self._lines.items():
            words = Words(label, self, size=Size.SMALL, strong=True)
            words.setBuddy(line)
            column.addWidget(words)
            column.addWidget(line)
        column.addWidget(self._trouble)
        self._trouble.hide()

    def _connect(self) -> None:
        lines = list(self._lines.values())
        for line, after in pairwise(lines):
            line.returnPressed.connect(after.setFocus)
        lines[-1].returnPressed.connect(self.entered)
