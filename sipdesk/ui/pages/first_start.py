"""The first start: a passphrase, the recovery code on paper, and something to begin with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, Size
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.words import Words

SHORTEST = 8


class FirstStart(QWidget):
    """Three screens. The code is shown once and kept nowhere by the program."""

    createRequest = Signal(str)  # passphrase
    beginRequest = Signal(bool)  # with the sample school?

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = QStackedWidget(self)
        self._code = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._screens)
        self._screens.addWidget(self._passphrase_screen())
        self._screens.addWidget(self._code_screen())
        self._screens.addWidget(self._begin_screen())

    def show_code(self, code: str) -> None:
        """The store is made: on to the recovery code."""
        self._code = code
        groups = code.split()
        self._code_words.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        self._screens.setCurrentIndex(1)
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Why the store could not be made."""
        self._trouble.setText(f"■ {words}")
        self._trouble.show()

    def _passphrase_screen(self) -> QWidget:
        self._first, self._second = self._secret("Passphrase"), self._secret("The same again")
        self._trouble = Words(parent=self, tone="red")
        self._trouble.hide()
        go = primary("Go on", self)
        go.clicked.connect(self._check_passphrase)
        self._second.returnPressed.connect(self._check_passphrase)
        self._first.returnPressed.connect(self._second.setFocus)
        return self._screen(
            "Welcome to SIP Desk",
            "Everything you write is kept in one encrypted file on this computer. Choose the "
            "passphrase that opens it: four or five words you will remember do well.",
            Words("Passphrase", self, size=Size.SMALL, strong=True),
            self._first,
            Words("The same again", self, size=Size.SMALL, strong=True),
            self._second,
            self._trouble,
            go,
        )

    def _code_screen(self) -> QWidget:
        self._code_words = Words("", self, size=Size.TITLE, strong=True)
        self._code_words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._again = QLineEdit(self)
        self._again.setAccessibleName("The last group of four letters")
        self._wrong = Words(parent=self, tone="red")
        self._wrong.hide()
        go = primary("I have written it down", self)
        go.clicked.connect(self._check_code)
        self._again.returnPressed.connect(self._check_code)
        return self._screen(
            "Your recovery code",
            "If the passphrase is ever forgotten, only this code opens your desk. Write it on "
            "paper and keep it apart from the computer. It is not shown again.",
            self._code_words,
            Words("Type its last group of four letters", self, size=Size.SMALL, strong=True),
            self._again,
            self._wrong,
            go,
        )

    def _begin_screen(self) -> QWidget:
        self._sample = primary("Open the sample school", self)
        own = button("Add my own school", self)
        self._sample.clicked.connect(lambda: self.beginRequest.emit(True))
        own.clicked.connect(lambda: self.beginRequest.emit(False))
        return self._screen(
            "Begin",
            "The sample school is invented and has two terms of life in it. Look round there "
            "first, or add a school of your own. The sample can go into the bin later.",
            self._sample,
            own,
        )

    def _screen(self, title: str, words: str, *parts: QWidget) -> QWidget:
        screen = QWidget(self)
        column = QVBoxLayout(screen)
        edge = theme.px(GROUP * 2)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words(title, screen, size=Size.TITLE, strong=True))
        column.addWidget(Words(words, screen))
        column.addSpacing(theme.px(GRID))
        for part in parts:
            if isinstance(part, QLineEdit):
                part.setMaximumWidth(theme.px(420))
            column.addWidget(part)
        column.addStretch(1)
        return screen

    def _secret(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(name)
        return line

    def _check_passphrase(self) -> None:
        first, second = self._first.text(), self._second.text()
        if len(first) < SHORTEST:
            self.say(f"Take at least {SHORTEST} characters.")
            self._first.setFocus()
        elif first != second:
            self.say("The two do not match. Type the second one again.")
            self._second.clear()
            self._second.setFocus()
        else:
            self.createRequest.emit(first)

    def _check_code(self) -> None:
        if self._again.text().strip().upper() == self._code.split()[-1]:
            self._screens.setCurrentIndex(2)
            self._sample.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._wrong.setText("■ That is not the last group. Look at the paper, not the screen.")
            self._wrong.show()
            self._again.selectAll()
            self._again.setFocus()
