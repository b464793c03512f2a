"""Before a store is open, and while it is locked: the passphrase, and nothing else is shown."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, INSIDE, Size
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import primary
from sipdesk.ui.widgets.offers import Choice, Offers
from sipdesk.ui.widgets.scrolling import PageBody
from sipdesk.ui.widgets.words import Words

LOCKED = "The desk is locked. The passphrase takes you back to where you were."
CURTAINED = (
    "One field cannot be saved as it stands. It is kept as you left it, behind the passphrase."
)


class OpeningPage(QWidget):
    """Asks for the passphrase or the recovery code."""

    unlockRequest = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, locked: bool = False) -> None:
        super().__init__(parent)
        self._title = Words("SIP Desk", self, size=Size.TITLE, strong=True)
        self._about = Words(LOCKED if locked else f"Open {name}", self, tone="muted")
        self._label = Words("Passphrase, or the recovery code", self, size=Size.SMALL, strong=True)
        self._secret = QLineEdit(self)
        self._trouble = Words(parent=self, tone="red")
        self._patience = Words(parent=self, tone="muted")
        self._go = primary("Open", self)
        self._offers = Offers(self)
        self._left = 0  # seconds to wait
        self._second = QTimer(self)
        self._arrange()
        self._connect()

    def say(self, words: str) -> None:
        """What went wrong; the field is ready for another try."""
        self._trouble.setText(f"■ {words}" if words else "")
        self._trouble.setVisible(bool(words))
        announce(self._trouble, words, urgent=True)
        self._ready()

    def offer(self, words: str, *choices: Choice) -> None:
        """What can be done about it, with a button for each choice; "" and none for nothing."""
        self._offers.show_choices(words, choices)
        self._go.setVisible(not choices)  # one way on; typing another passphrase brings it back

    def hold(self, seconds: float) -> None:
        """Take the next passphrase only after so long; it may be typed meanwhile."""
        self._left = ceil(seconds)
        if self._left:
            self._second.start(1000)
            announce(self._patience, _wait(self._left))
        self._count()

    def busy(self, words: str) -> None:
        """Something is done that takes a moment, in place of asking."""
        self._about.setText(words)
        for part in (self._label, self._secret, self._trouble, self._patience, self._go):
            part.hide()
        announce(self._about, words)

    def _arrange(self) -> None:
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.setAccessibleName("Passphrase, or the recovery code")
        self._label.setBuddy(self._secret)
        body, inside = PageBody(self), QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(body)
        body.add(inside)
        column = QVBoxLayout(inside)
        edge = theme.px(GROUP * 2)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(GRID))
        for part in (self._title, self._about):
            column.addWidget(part)
        column.addSpacing(theme.px(INSIDE))
        entry: tuple[QWidget, ...] = (self._label, self._secret, self._trouble, self._patience)
        self._secret.setMaximumWidth(theme.px(420))
        for widget in entry:
            column.addWidget(widget)
        column.addWidget(self._go)
        column.addWidget(self._offers)
        column.addStretch(1)
        self._trouble.hide()
        self._patience.hide()
        self.setFocusProxy(self._secret)

    def _connect(self) -> None:
        self._go.clicked.connect(self._ask)
        self._secret.textEdited.connect(lambda _: self._go.show())
        self._secret.returnPressed.connect(self._ask)
        self._second.timeout.connect(self._tick)
        # no menu stands here that would have it
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(lambda: self.window().close())

    def _ask(self) -> None:
        if self._secret.text() and not self._left:
            self._secret.setEnabled(False)
            self._go.setEnabled(False)
            self.unlockRequest.emit(self._secret.text())

    def _ready(self) -> None:
        self._secret.setEnabled(True)
        self._go.setEnabled(not self._left)
        self._secret.selectAll()
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        self._left -= 1
        if not self._left:
            self._second.stop()
        self._count()

    def _count(self) -> None:
        self._patience.setText(_wait(self._left))
        self._patience.setVisible(bool(self._left))
        self._go.setEnabled(not self._left)


def _wait(seconds: int) -> str:
    unit = "second" if seconds == 1 else "seconds"
    return f"The next try is taken in {seconds} {unit}. You can type it meanwhile."
