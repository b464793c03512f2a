"""How something stands, always as a word and a shape as well as a colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from sipdesk.export.document import Tone
from sipdesk.ui.style import theme


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for a tone: the usual word, the shape, the colour's role."""

    word: str
    shape: str
    role: str


MARKS = {
    Tone.GOOD: Mark("On track", "●", "green"),
    Tone.NEARLY: Mark("Nearly", "▲", "amber"),
    Tone.BAD: Mark("Not on track", "■", "red"),
    Tone.NONE: Mark("", "", "text"),
}


def in_words(tone: Tone, text: str = "") -> str:
    """A tone as plain text: its shape and `text`, or the usual word."""
    mark = MARKS[tone]
    return f"{mark.shape} {text or mark.word}".strip()


def draw_shape(painter: QPainter, box: QRect, tone: Tone, colour: QColor | None = None) -> None:
    """Draw the shape of `tone` in a square at the left of `box`, in the middle of its height."""
    if tone is Tone.NONE:
        return
    side = theme.px(10)
    square = QRectF(box.left(), box.center().y() - side / 2 + 1, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour or theme.colour(MARKS[tone].role))
    if tone is Tone.GOOD:
        painter.drawEllipse(square)
    elif tone is Tone.BAD:
        painter.drawRect(square)
    else:
        top = QPointF(square.center().x(), square.top())
        painter.drawPolygon(QPolygonF([top, square.bottomRight(), square.bottomLeft()]))
    painter.restore()


def draw(
    painter: QPainter, box: QRect, tone: Tone, text: str, colour: QColor | None = None
) -> None:
    """Draw shape and word in one line, cut short with … where it does not fit."""
    draw_shape(painter, box, tone, colour)
    room = theme.px(16) if tone is not Tone.NONE else 0
    rest = box.adjusted(room, 0, 0, 0)
    words = painter.fontMetrics().elidedText(
        text or MARKS[tone].word, Qt.TextElideMode.ElideRight, rest.width()
    )
    painter.setPen(colour or theme.colour(MARKS[tone].role))
    painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
