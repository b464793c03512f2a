"""The parts of a tab, one below the other."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID


def in_column(around: QWidget, *parts: QWidget) -> None:
    """Put them into a tab, at its top."""
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(GRID))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
