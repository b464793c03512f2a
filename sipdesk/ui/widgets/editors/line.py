"""One line of text, and lines whose text stands for something else: dates, times, numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from sipdesk.models.errors import BadValue
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.editors.base import name_widget

V = TypeVar("V")


class LineEditor(QLineEdit):
    """One line of text."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(theme.px(4), 0, theme.px(4), 0)
        self.textChanged.connect(self.edited)

    def value(self) -> object:
        return self.text()

    def set_value(self, value: object) -> None:
        self._show(str(value or ""))

    def name_for_readers(self, name: str, description: str) -> None:
        name_widget(self, name, description)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window once the line has nothing of its own to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if (event.matches(undo) and not self.isUndoAvailable()) or (
                event.matches(redo) and not self.isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    def _show(self, text: str) -> None:
        if text == self.text():
            return
        at = self.cursorPosition() if self.hasFocus() else 0
        blocked = self.blockSignals(True)
        self.setText(text)
        self.setCursorPosition(min(at, len(text)))
        self.blockSignals(blocked)


class ReadLine(LineEditor, Generic[V]):
    """A line read as something else when it is left; arrows up and down step through values."""

    def __init__(
        self,
        read: Callable[[str], V],
        say: Callable[[V | None], str],
        step: Callable[[V | None, int], V],
        *,
        characters: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._say, self._step = read, say, step
        self._characters = characters
        self._shown: V | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def value(self) -> object:
        """What the text means; what was set, while the text is still how that is said."""
        text = self.text()
        return self._shown if text == self._say(self._shown) else self._read(text)

    def set_value(self, value: object) -> None:
        self._shown = value  # type: ignore[assignment]
        self._show(self._say(self._shown))

    def sizeHint(self) -> QSize:
        high = super().sizeHint().height()
        return QSize(self.fontMetrics().averageCharWidth() * self._characters + theme.px(24), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(56), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._move(steps)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say what was understood, so that it can be seen."""
        super().focusOutEvent(event)
        with suppress(BadValue):
            self.set_value(self.value())

    def _move(self, steps: int) -> None:
        try:
            now = self.value()
        except BadValue:
            return
        try:
            moved = self._step(now, steps)  # type: ignore[arg-type]
        except OverflowError:
            return
        if moved != now:
            self.set_value(moved)
            self.selectAll()
            self.edited.emit()
