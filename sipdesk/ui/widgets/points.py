"""A list of points with their dashes hanging, so that long ones read well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.widgets.words import Words


class PointList(QWidget):
    """Plain text, one point below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(GRID))
        self._grid.setColumnStretch(1, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_points(self, points: Sequence[str]) -> None:
        """Show exactly these."""
        self.setVisible(bool(points))
        if tuple(points) == self._points:
            return
        self._points = tuple(points)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, words in enumerate(self._points):
            self._grid.addWidget(Words("–", self, wrap=False), row, 0)
            self._grid.addWidget(Words(words, self), row, 1)
