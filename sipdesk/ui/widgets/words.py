"""Text on a page, in one of the sizes and tones of the look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import Size

_TONES = {
    "text": QPalette.ColorRole.WindowText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Link,
    "red": QPalette.ColorRole.BrightText,
}

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class Words(QLabel):
    """Plain text that keeps its size and colour when the look changes.

    `tone` is one of "text", "muted", "accent", "red".
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: Size = Size.BODY,
        strong: bool = False,
        tone: str = "text",
        wrap: bool = True,
    ) -> None:
        super().__init__(text, parent)
        self._size, self._strong = size, strong
        self._measured = ""
        self._heights: dict[int, int] = {}  # of the measured text, by width
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if tone != "text":  # a label has that of itself
            self.set_tone(tone)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._restyle()

    def set_tone(self, tone: str) -> None:
        """Give the words another colour."""
        self.setForegroundRole(_TONES[tone])

    def heightForWidth(self, width: int) -> int:
        """The height of the text in lines of a readable length."""
        if not self.wordWrap():
            return super().heightForWidth(width)
        wide, text = min(width, self._longest), self.text() or " "
        if text != self._measured:
            self._measured = text
            self._heights.clear()
        if wide not in self._heights:
            room = QRect(0, 0, wide, 1 << 20)
            self._heights[wide] = self.fontMetrics().boundingRect(room, _WRAPPED, text).height()
        return self._heights[wide]

    def sizeHint(self) -> QSize:
        """In lines of a readable length, whatever room there is beside them."""
        if not self.wordWrap():
            return super().sizeHint()
        lines = (self.text() or " ").split("\n")
        wide = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 2
        wide = min(wide, self._longest)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if not self.wordWrap():
            return least
        wide = least.width() - self.contentsMargins().right()
        return QSize(wide, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wordWrap():
            self.setContentsMargins(0, 0, max(0, self.width() - self._longest), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme.font(self._size, strong=self._strong))
        self._longest = theme.line_length() * self._size // Size.BODY
        self._heights.clear()
