"""Traffic lights by class: shares of a bar, with each count beside it under its shape."""

from __future__ import annotations

from sipdesk.export.charts.legend import legend, shape_sign
from sipdesk.export.charts.marks import Box, Mark, Marks, Shape, ShapeKind
from sipdesk.export.charts.plots import Lights, LightsBar
from sipdesk.export.charts.rows import Figure, Row, grid, rules
from sipdesk.export.charts.text import Pen

_SHAPES = {
    "green": ShapeKind.CIRCLE,
    "amber": ShapeKind.TRIANGLE,
    "red": ShapeKind.SQUARE,
    "muted": ShapeKind.RING,
}


def lay_out_lights(plot: Lights, pen: Pen, width: float) -> Marks:
    """Legend and rows; there is no scale, since each bar is a whole class."""
    unjudged = any(bar.without for bar in plot.bars)
    entries = [
        (shape_sign(pen, kind, role), name)
        for (role, kind), name in zip(_SHAPES.items(), plot.names, strict=True)
        if role != "muted" or unjudged
    ]
    marks, top = legend(entries, pen, width)
    rows = [_row(bar, unjudged) for bar in plot.bars]
    laid = grid(rows, (plot.head, ""), pen, width, top + pen.em(0.6), 0.0)
    marks += rules(laid, width, pen)
    for bar, middle in zip(plot.bars, laid.middles, strict=True):
        marks += _bar(bar, laid.left, laid.right, middle, pen)
    return Marks(width, laid.bottom, (*marks, *laid.marks), laid.stops)


def _counts(bar: LightsBar) -> tuple[tuple[str, int], ...]:
    return ("green", bar.green), ("amber", bar.amber), ("red", bar.red), ("muted", bar.without)


def _row(bar: LightsBar, unjudged: bool) -> Row:
    counts = [count for count in _counts(bar) if count[0] != "muted" or unjudged]
    if bar.instead and not any(number for _, number in counts):
        return Row(bar.label, bar.count, (), bar.instead, bar.words)
    said = tuple(Figure(str(number), _SHAPES[role], role) for role, number in counts)
    return Row(bar.label, bar.count, said, "", bar.words)


def _bar(bar: LightsBar, left: float, right: float, middle: float, pen: Pen) -> list[Mark]:
    """The shares, a little room between them, each with its shape where it has room."""
    parts = [(role, number) for role, number in _counts(bar) if number > 0]
    total = sum(number for _, number in parts)
    if not total:
        return []
    between, high = pen.em(0.12), pen.em(0.95)
    room = right - left - between * (len(parts) - 1)
    marks: list[Mark] = []
    x = left
    for role, number in parts:
        wide = room * number / total
        marks.append(Box(x, middle - high / 2, wide, high, "rule" if role == "muted" else role))
        if role != "muted" and wide >= pen.em(1.2):
            marks.append(
                Shape(x + wide / 2, middle, pen.em(0.5), _SHAPES[role], "base", pen.em(0.1))
            )
        x += wide + between
    return marks
