"""How something stands, as a word with its shape."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sipdesk.export.document import Tone
from sipdesk.ui.style import status, theme
from sipdesk.ui.style.metrics import GRID


class StatusMark(QWidget):
    """● On track, ▲ Nearly, ■ Not on track, or words of one's own beside the shape."""

    def __init__(
        self, tone: Tone = Tone.NONE, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_tone(tone, text)

    def show_tone(self, tone: Tone, text: str = "") -> None:
        """Show another standing."""
        self._tone, self._text = tone, text or status.MARKS[tone].word
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._text) + theme.px(2 * GRID) + 2,
            theme.current().metrics.target,
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        status.draw(painter, self.rect(), self._tone, self._text)
