"""The body of a page: scrolls down, never sideways, and keeps the keyboard in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ..style import theme
from ..style.metrics import GROUP, INSIDE


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
        return QSize(theme.px(200), 120)  # however large the text

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside(self)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, theme.px(INSIDE), theme.px(GROUP))
        whole.addLayout(self.column)
        whole.addStretch(1)
        self.column.setSpacing(theme.px(GROUP))
        self.setWidget(inside)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the keyboard into sight, with a little room around it."""
        inside = self.widget()
        if now is None or inside is None or now.focusPolicy() is Qt.FocusPolicy.NoFocus:
            return  # a whole page takes the keyboard without being scrolled to
        if inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, theme.px(INSIDE), theme.px(GROUP))
