"""Before a store is open: the passphrase, and nothing else is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, INSIDE, Size
from sipdesk.ui.widgets.buttons import primary
from sipdesk.ui.widgets.words import Words


class OpeningPage(QWidget):
    """Asks for the passphrase or the recovery code."""

    unlockRequest = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words("SIP Desk", self, size=Size.TITLE, strong=True)
        self._about = Words(f"Open {name}", self, tone="muted")
        self._label = Words("Passphrase, or the recovery code", self, size=Size.SMALL, strong=True)
        self._secret = QLineEdit(self)
        self._trouble = Words(parent=self, tone="red")
        self._go = primary("Open", self)
        self._arrange()
        self._go.clicked.connect(self._ask)
        self._secret.returnPressed.connect(self._ask)

    def say(self, words: str) -> None:
        """What went wrong; the field is ready for another try."""
        self._trouble.setText(f"■ {words}" if words else "")
        self._trouble.setVisible(bool(words))
        self._secret.setEnabled(True)
        self._go.setEnabled(True)
        self._secret.selectAll()
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.setAccessibleName("Passphrase, or the recovery code")
        self._label.setBuddy(self._secret)
        column = QVBoxLayout(self)
        edge = theme.px(GROUP * 2)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(GRID))
        for part in (self._title, self._about):
            column.addWidget(part)
        column.addSpacing(theme.px(INSIDE))
        entry: tuple[QWidget, ...] = (self._label, self._secret, self._trouble)
        for widget in entry:
            widget.setMaximumWidth(theme.px(420))
            column.addWidget(widget)
        column.addWidget(self._go)
        column.addStretch(1)
        self._trouble.hide()
        self.setFocusProxy(self._secret)

    def _ask(self) -> None:
        if self._secret.text():
            self._secret.setEnabled(False)
            self._go.setEnabled(False)
            self.unlockRequest.emit(self._secret.text())
