"""The body of a page: scrolls down, never sideways, and keeps the keyboard in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, INSIDE

LEAST_DRAWER = 140  # px, however large the text


class _Inside(QWidget):
    """Is as high as its width makes it, not as high as it would be at its narrowest."""

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(super().minimumSizeHint().width(), 0 if wraps else self.sizeHint().height())


class PageBody(QScrollArea):
    """Holds `column`, into which a page puts its groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout()
        self._arrange()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a group below the others."""
        self.column.addWidget(widget, stretch)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), 60)  # however large the text

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = _Inside(self)
        self._whole = QVBoxLayout(self.inside)
        self._whole.setContentsMargins(0, 0, theme.px(INSIDE), theme.px(GROUP))
        self._whole.addLayout(self.column)
        self._whole.addStretch(1)
        self.column.setSpacing(theme.px(GROUP))
        self.setWidget(self.inside)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the keyboard into sight, with a little room around it."""
        inside = self.widget()
        if now is None or inside is None or now.focusPolicy() is Qt.FocusPolicy.NoFocus:
            return  # a whole page takes the keyboard without being scrolled to
        if inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, theme.px(INSIDE), theme.px(GROUP))


class Drawer(PageBody):
    """A body as high as what it holds while there is room; it scrolls when there is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for part in (self.viewport(), self.inside):
            part.setAutoFillBackground(False)  # it stands on whatever is behind it
        self._whole.setContentsMargins(0, 0, theme.px(GRID), 0)
        self.column.setSpacing(theme.px(GRID))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        high = self.inside.heightForWidth(self.viewport().width())
        return QSize(theme.px(200), high if high > 0 else self.inside.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), min(self.sizeHint().height(), LEAST_DRAWER))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
