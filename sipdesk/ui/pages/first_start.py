"""The first start: a passphrase, the recovery code on paper, and something to begin with."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sipdesk.models.passphrases import trouble_with
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, Size
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.code_sheet import CodeSheet
from sipdesk.ui.widgets.scrolling import PageBody
from sipdesk.ui.widgets.words import Words


class FirstStart(QWidget):
    """Three screens. The code is shown once and kept nowhere by the program."""

    createRequest = Signal(str)  # passphrase
    beginRequest = Signal(bool)  # with the sample school?

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._screens)
        self._screens.addWidget(self._passphrase_screen())
        self._screens.addWidget(self._code_screen())
        self._screens.addWidget(self._begin_screen())
        self.setFocusProxy(self._first)

    def show_code(self, code: str, on: date | None = None) -> None:
        """The store is made: on to the recovery code."""
        self._screens.setCurrentIndex(1)
        self._sheet.show_code(code, on or date.today())

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
        self._sheet = CodeSheet(self)
        self._sheet.confirmed.connect(self._confirmed)
        return self._screen("", "", self._sheet)

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
        if title:
            column.addWidget(Words(title, screen, size=Size.TITLE, strong=True))
            column.addWidget(Words(words, screen))
            column.addSpacing(theme.px(GRID))
        for part in parts:
            if isinstance(part, QLineEdit):
                part.setMaximumWidth(theme.px(420))
            column.addWidget(part)
        column.addStretch(1)
        body = PageBody(self)
        body.add(screen)
        return body

    def _secret(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(name)
        return line

    def _check_passphrase(self) -> None:
        first, second = self._first.text(), self._second.text()
        if trouble := trouble_with(first):
            self.say(trouble)
            self._first.setFocus()
        elif first != second:
            self.say("The two do not match. Type both again.")
            self._first.clear()
            self._second.clear()
            self._first.setFocus()
        else:
            self.createRequest.emit(first)

    def _confirmed(self) -> None:
        self._sheet.forget()
        self._screens.setCurrentIndex(2)
        self._sample.setFocus(Qt.FocusReason.OtherFocusReason)
