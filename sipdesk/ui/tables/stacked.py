"""A row without room for its columns: what it is about, and below it the rest in a flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from sipdesk.export.document import Tone
from sipdesk.ui.style import status, theme
from sipdesk.ui.style.metrics import GRID, INSIDE
from sipdesk.ui.tables.lines import in_lines
from sipdesk.ui.tables.model import Column

MAIN_LINES = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_stacked(
    painter: QPainter,
    box: QRect,
    columns: Sequence[Column],
    record: Any,
    colours: tuple[QColor, QColor | None],
) -> None:
    """Draw `record` in `box`. `colours` are of words and, where it is chosen, of shapes."""
    words, shapes = colours
    metrics, high = painter.fontMetrics(), painter.fontMetrics().lineSpacing()
    main = main_column(columns)
    painter.setPen(words)
    line = QRect(box.left(), box.top() + theme.px(GRID), box.width(), high)
    for text in in_lines(main.text(record), metrics, box.width(), MAIN_LINES).split("\n"):
        painter.drawText(line, _LEFT, text)
        line.translate(0, high)
    for column, text, place in _flow(columns, record, metrics, line):
        tone = Tone(column.tone(record)) if column.tone else Tone.NONE
        painter.setPen(words)
        status.draw(painter, place, tone, text, words if tone is Tone.NONE else shapes)


def lines_needed(columns: Sequence[Column], records: Sequence[Any], width: int) -> int:
    """How many lines of text the rows need at this width."""
    metrics, most = QFontMetrics(theme.font()), 1
    for record in records:
        line = QRect(0, 0, width, 1)
        rest = _flow(columns, record, metrics, line)
        lines = max((place.y() for _, _, place in rest), default=0) + 1
        main = in_lines(main_column(columns).text(record), metrics, width, MAIN_LINES)
        most = max(most, lines + main.count("\n") + 1)
    return most


def main_column(columns: Sequence[Column]) -> Column:
    """The column a row is about: the one that takes most room."""
    return max(columns, key=lambda column: column.width_share)


def _flow(
    columns: Sequence[Column], record: Any, metrics: QFontMetrics, line: QRect
) -> list[tuple[Column, str, QRect]]:
    """Where each of the other cells goes, from `line` on down."""
    placed, x, line = [], 0, QRect(line)
    for column in columns:
        text = _said(column, record)
        if column is main_column(columns) or not text:
            continue
        shape = theme.px(INSIDE) if column.tone else 0
        wide = min(metrics.horizontalAdvance(text) + shape + 2, line.width())
        if x > 0 and x + wide > line.width():
            x = 0
            line.translate(0, line.height())
        placed.append((column, text, QRect(line.left() + x, line.top(), wide, line.height())))
        x += wide + theme.px(INSIDE)
    return placed


def _said(column: Column, record: Any) -> str:
    text = column.text(record)
    if column.tone:
        return text or status.MARKS[Tone(column.tone(record))].word
    return f"{column.label} {text}" if column.align_right and text else text
