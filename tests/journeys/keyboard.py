"""Hands on a keyboard: nothing here reaches a widget except through keys and the focus."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

FAR = 400  # presses of Tab after which a thing is held not to be reachable


class NotReached(AssertionError):
    """Tab went all the way round without coming to what was wanted."""


class Keyboard:
    """Types into whatever has the focus of one window."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def press(self, keys: str, times: int = 1) -> None:
        """A key or a combination, as in “Ctrl+Return”."""
        combination = QKeySequence(keys)[0]
        for _ in range(times):
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
            self.settle()

    def type(self, text: str) -> None:
        """Letters one after the other; a line feed is typed as Return."""
        for character in text:
            if character == "\n":
                QTest.keyClick(self._focus(), Qt.Key.Key_Return)
            elif character.isascii():
                QTest.keyClick(self._focus(), character)
            else:
                QTest.sendKeyEvent(
                    QTest.KeyAction.Click,
                    self._focus(),
                    Qt.Key.Key_unknown,
                    character,
                    Qt.KeyboardModifier.NoModifier,
                )
        self.settle()

    def replace(self, text: str) -> None:
        """Put `text` in place of all that is in a field."""
        self.press("Ctrl+A")
        self.type(text)

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Go with Tab until the thing whose name begins so has the keyboard."""
        for _ in range(FAR):
            if self.where().casefold().startswith(name.casefold()):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise NotReached(f"“{name}” was not reached by Tab; the keyboard is on “{self.where()}”.")

    def push(self, name: str) -> None:
        """Go to a button with Tab and press it."""
        self.tab_to(name)
        self.press("Space")

    def fill(self, name: str, text: str) -> None:
        """Go to a field with Tab and fill it."""
        self.tab_to(name)
        self.replace(text)

    def answer(self, question: str, letter: str) -> None:
        """Go to a row of answers with Tab and choose by letter."""
        for _ in range(FAR):
            if self._asks(question):
                break
            self.press("Tab")
        else:
            raise NotReached(f"The question “{question}” was not reached by Tab.")
        self.type(letter)

    def where(self) -> str:
        """What the keyboard is on, as a screen reader would name it."""
        focus = self._focus()
        return focus.accessibleName() or str(getattr(focus, "text", lambda: "")())

    def wait_for(self, what: Callable[[], object], seconds: float = 10) -> None:
        """Go on living until `what` is so. Fails after `seconds`."""
        until = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < until, "It did not happen in time."
            QApplication.processEvents()
            time.sleep(0.01)  # unlike qWait, it lets other threads work

    def settle(self) -> None:
        """Let the window do what the key asked for."""
        QApplication.processEvents()

    def rest(self, milliseconds: int = 500) -> None:
        """Hands off the keys."""
        QTest.qWait(milliseconds)

    def _asks(self, question: str) -> bool:
        wanted = question.casefold()
        around: QWidget | None = self._focus()
        for _ in range(2):
            if around is None:
                return False
            if around.accessibleName().casefold().startswith(wanted):
                return True
            if around.accessibleDescription().casefold().startswith(wanted):
                return True
            around = around.parentWidget()
        return False

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window
