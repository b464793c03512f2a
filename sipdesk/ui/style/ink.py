"""Colours and strokes made ready once, so that drawing a control does no work twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from sipdesk.ui.style.metrics import Metrics
from sipdesk.ui.style.palette import Roles


class Ink:
    """What controls are drawn with in one look."""

    def __init__(self, roles: Roles, metrics: Metrics, part: Callable[..., QRect]) -> None:
        self.px = metrics.px
        self.part = part  # where Fusion puts a part of a control; asking the widget is not safe
        self.radius = metrics.px(3)
        self.window, self.base = QColor(roles.window), QColor(roles.base)
        self.text, self.muted = QColor(roles.text), QColor(roles.muted)
        self.accent, self.on_accent = QColor(roles.accent), QColor(roles.on_accent)
        self.red, self.line = QColor(roles.red), QColor(roles.line)
        self.rule, self.chosen = QColor(roles.rule), QColor(roles.chosen)
        strong = roles.line == roles.text  # where controls have lines as strong as text
        self.thick = metrics.px(3 if strong else 2)

    def box(
        self,
        painter: QPainter,
        rect: QRect,
        fill: QColor | None,
        edge: QColor | None,
        wide: int = 1,
    ) -> None:
        """A flat box with slightly rounded corners; the edge lies inside `rect`."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
        painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, wide))
        half = wide / 2 if edge is not None else 0
        painter.drawRoundedRect(
            QRectF(rect).adjusted(half, half, -half, -half), self.radius, self.radius
        )
        painter.restore()

    def ring(self, painter: QPainter, rect: QRect) -> None:
        """Where the keyboard is."""
        self.box(painter, rect, None, self.accent, self.thick)

    def caret(self, painter: QPainter, box: QRect, colour: QColor, turn: int = 0) -> None:
        """A small open arrow in the middle of `box`: down, or turned by `turn` degrees."""
        reach = self.px(4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, max(1.5, self.px(1.5))))
        painter.translate(QRectF(box).center())
        painter.rotate(turn)
        high = reach / 2
        painter.drawPolyline([QPointF(-reach, -high), QPointF(0, high), QPointF(reach, -high)])
        painter.restore()


def has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    """Whether the control is in a state."""
    return bool(option.state & flag)


# Draws one control and says whether it did; if not, Fusion does.
Draw = Callable[[Ink, QPainter, Any, QWidget | None], bool]
