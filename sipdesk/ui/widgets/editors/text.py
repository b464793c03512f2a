"""Paragraphs: a field that grows with what is written in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.widgets.editors.base import name_widget

LEAST_LINES = 3
MOST_LINES = 18  # then it scrolls inside


class TextEditor(QPlainTextEdit):
    """Plain paragraphs. Tab leaves the field. No work on the whole text at each key."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, least: int = LEAST_LINES) -> None:
        super().__init__(parent)
        self._least, self._lines = least, least
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.px(6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.edited)
        self.cursorPositionChanged.connect(self._keep_in_sight)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def value(self) -> object:
        return self.toPlainText()

    def set_value(self, value: object) -> None:
        text = str(value or "")
        if text == self.toPlainText():
            return
        at = self.textCursor().position() if self.hasFocus() else 0
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.blockSignals(blocked)

    def name_for_readers(self, name: str, description: str) -> None:
        name_widget(self, name, description)

    def sizeHint(self) -> QSize:
        lines = min(max(self._lines, self._least), MOST_LINES)
        around = 2 * (self.document().documentMargin() + self.frameWidth() + 1)
        return QSize(theme.px(280), round(lines * self.fontMetrics().lineSpacing() + around))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_in_sight()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window once the text has nothing of its own to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if (event.matches(undo) and not self.document().isUndoAvailable()) or (
                event.matches(redo) and not self.document().isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not a field that happens to lie under the pointer."""
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def _keep_in_sight(self) -> None:
        """The page follows what is typed, also when the field grows past the page's foot."""
        around = self.parentWidget() if self.hasFocus() else None
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self, 0, theme.px(GROUP))

    def _grow(self) -> None:
        lines = int(self.document().documentLayout().documentSize().height())
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()


class LinesEditor(TextEditor):
    """One thing a line; empty lines count for nothing."""

    def value(self) -> object:
        return tuple(line.strip() for line in self.toPlainText().split("\n") if line.strip())

    def set_value(self, value: object) -> None:
        things = tuple(value) if isinstance(value, (tuple, list)) else ()
        if things != self.value():
            super().set_value("\n".join(things))
