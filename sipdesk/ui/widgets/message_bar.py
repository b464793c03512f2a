"""Messages at the top of a page. They block nothing and go away by themselves, errors excepted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.errors import UserError
from sipdesk.ui.style import status, theme
from sipdesk.ui.style.metrics import GRID, INSIDE
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button, quiet
from sipdesk.ui.widgets.words import Words

SECONDS = 10
MOST = 3


class MessageBar(QWidget):
    """Up to three messages, the newest on top. Takes no room when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.hide()

    def say(
        self,
        text: str,
        *,
        tone: Tone = Tone.NONE,
        action: str = "",
        do: Callable[[], object] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Show a message, with a button where something can be done; `seconds` 0 is for good."""
        for old in self._messages():
            if old.text == text:
                self._remove(old)
        message = Message(text, tone, action, self)
        message.closed.connect(lambda: self._remove(message))
        if do is not None:
            message.acted.connect(do)
        if seconds:
            message.go_after(seconds)
        self._column.insertWidget(0, message)
        for old in self._messages()[MOST:]:
            self._remove(old)
        self.show()
        announce(message, text, urgent=tone is Tone.BAD)

    def error(
        self, error: UserError, *, action: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Show what went wrong, what is safe and what to do; it stays until it is closed."""
        self.say(str(error), tone=Tone.BAD, action=action, do=do, seconds=0)

    def take_focus(self) -> bool:
        """Put the keyboard on the newest message (F6). False when there is none."""
        messages = self._messages()
        if messages:
            messages[0].take_focus()
        return bool(messages)

    def texts(self) -> list[str]:
        """What is shown, newest first."""
        return [message.text for message in self._messages()]

    def take_away(self, text: str) -> None:
        """Take one message away, if it is shown: it holds no longer."""
        for message in self._messages():
            if message.text == text:
                self._remove(message)

    def clear(self) -> None:
        """Take all messages away."""
        for message in self._messages():
            self._remove(message)

    def _messages(self) -> list[Message]:
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Message)]

    def _remove(self, message: Message) -> None:
        had_focus = message.isAncestorOf(QApplication.focusWidget() or self)
        self._column.removeWidget(message)
        message.hide()
        message.deleteLater()
        self.setVisible(bool(self._messages()))
        if had_focus and not self.take_focus():
            message.give_back_focus()


class Message(QWidget):
    """One message with its buttons. Its time stands still while someone is at it."""

    closed = Signal()
    acted = Signal()

    def __init__(self, text: str, tone: Tone, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self._tone = text, tone
        self._before = QApplication.focusWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._words = Words(text, self)
        self._act = button(action, self)
        self._close = quiet("Close", self)
        self._arrange(text, action)
        self._connect()

    def go_after(self, seconds: float) -> None:
        self._timer.start(round(seconds * 1000))

    def take_focus(self) -> None:
        """Put the keyboard on what can be done about it."""
        self._before = QApplication.focusWidget()
        wanted = self._close if self._act.isHidden() else self._act
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_back_focus(self) -> None:
        """Put the keyboard back where it was."""
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._wait()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._wait()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("chosen"))
        colour = theme.colour(status.MARKS[self._tone].role if self._tone else "accent")
        painter.fillRect(0, 0, theme.px(4), self.height(), colour)
        line = self._words.geometry().adjusted(-theme.px(INSIDE + 4), 0, 0, 0)
        line.setHeight(max(self.fontMetrics().lineSpacing(), 1))
        status.draw_shape(painter, line, self._tone)

    def _arrange(self, text: str, action: str) -> None:
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act.setVisible(bool(action))
        self._close.setAccessibleName(f"Close: {text}")
        self._close.setAccessibleDescription("Esc closes the message too")
        row = QHBoxLayout(self)
        left = theme.px(INSIDE + (20 if self._tone else 0))
        row.setContentsMargins(left, theme.px(GRID), theme.px(GRID), theme.px(GRID))
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(0)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._timed_out)
        self._close.clicked.connect(self.closed)
        self._act.clicked.connect(self.acted)
        self._act.clicked.connect(self.closed)

    def _timed_out(self) -> None:
        if self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self._timer.start(1000)
        else:
            self.closed.emit()

    def _wait(self) -> None:
        if self._timer.isActive():
            self._timer.start(self._timer.interval())
