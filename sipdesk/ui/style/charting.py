"""Charts on screen: the marks of `export/charts`, drawn by QPainter in the look in force."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from sipdesk.export.charts import Box, Label, Line, Marks, Plot, Shape, lay_out
from sipdesk.export.charts.marks import Mark
from sipdesk.ui.style import fonts, theme
from sipdesk.ui.style.metrics import Size

_MEASURED = 100  # the size in which widths are taken, so that they grow evenly


def placed(plot: Plot, width: float, height: float = 0.0) -> Marks:
    """A chart laid out with the text of the look in force."""
    return lay_out(plot, width, height, measure, theme.px(Size.SMALL))


@lru_cache(maxsize=8192)
def measure(text: str, size: float, strong: bool) -> float:
    """How wide a text is in the face it will be drawn in."""
    return _metrics(strong).horizontalAdvance(text) * size / _MEASURED


def paint(painter: QPainter, marks: Marks) -> None:
    """Paint the marks from the painter's origin."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks.marks:
        _paint(painter, mark, theme.colour(mark.role))
    painter.restore()


def image(marks: Marks, ratio: float = 1.0) -> QImage:
    """The marks as a picture on the base colour."""
    size = QSize(round(marks.width * ratio), max(round(marks.height * ratio), 1))
    made = QImage(size, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(theme.colour("base"))
    painter = QPainter(made)
    paint(painter, marks)
    painter.end()
    return made


def _paint(painter: QPainter, mark: Mark, hue: QColor) -> None:
    match mark:
        case Line():
            painter.setPen(_pen(mark, hue))
            painter.drawLine(QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2))
        case Box():
            painter.fillRect(QRectF(mark.x, mark.y, mark.width, mark.height), hue)
        case Label():
            painter.setFont(face(mark.size, mark.strong))
            painter.setPen(hue)
            painter.drawText(QPointF(mark.x, mark.baseline), mark.text)
        case Shape():
            _shape(painter, mark, hue)


def _shape(painter: QPainter, mark: Shape, hue: QColor) -> None:
    painter.setPen(QPen(hue, mark.stroke) if mark.hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("base") if mark.hollow else hue)
    if mark.corners:
        painter.drawPolygon(QPolygonF([QPointF(mark.x + x, mark.y + y) for x, y in mark.corners]))
    else:
        painter.drawEllipse(QPointF(mark.x, mark.y), mark.size / 2, mark.size / 2)


def _pen(line: Line, hue: QColor) -> QPen:
    pen = QPen(hue, line.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if line.dash is not None:
        pen.setDashPattern([part / line.width for part in line.dash])  # Qt counts in pen widths
    return pen


def face(size: float, strong: bool) -> QFont:
    """The face that charts are written in, whose letters grow evenly."""
    font = fonts.make(round(size), strong=strong)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _metrics(strong: bool) -> QFontMetricsF:
    return QFontMetricsF(face(_MEASURED, strong))
