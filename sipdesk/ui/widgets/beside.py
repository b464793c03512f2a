"""Two things beside each other where there is room, one above the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, NARROWEST


class Beside(QWidget):
    """`from_width` is the width in px at 100% from which the two stand side by side."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        parent: QWidget | None = None,
        *,
        from_width: int,
        shares: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__(parent)
        self._from_width = from_width
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(GROUP))
        for part, share in zip((first, second), shares, strict=True):
            self._box.addWidget(part, share, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if self.width() >= theme.px(self._from_width) else down)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a form may be, whichever way it stands just now."""
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())
