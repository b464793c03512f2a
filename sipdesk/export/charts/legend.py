"""What the shapes of a chart stand for, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sipdesk.export.charts.marks import Line, Mark, Shape, ShapeKind
from sipdesk.export.charts.plots import Trace
from sipdesk.export.charts.text import Pen, one_line

# Draws what stands before a name: from x, around the height y.
Sign = Callable[[float, float], list[Mark]]

WIDE = 1.7  # ems before each name
_KINDS = {
    Trace.VALUE: (ShapeKind.CIRCLE, "accent", None),
    Trace.EXPECTED: (None, "muted", (0.5, 0.4)),
    Trace.TARGET: (ShapeKind.DIAMOND, "text", (0.15, 0.3)),
    Trace.WHOLE: (ShapeKind.SQUARE, "muted", None),
    Trace.REST: (ShapeKind.RING, "text", (0.9, 0.3)),
}


def legend(entries: Sequence[tuple[Sign, str]], pen: Pen, width: float) -> tuple[list[Mark], float]:
    """The entries one after the other from the top left, and how high they are together."""
    marks: list[Mark] = []
    x, y = 0.0, pen.line / 2
    for sign, name in entries:
        text = pen.cut(one_line(name), width - pen.em(WIDE))
        need = pen.em(WIDE) + pen.width(text)
        if x and x + need > width + pen.em(0.001):
            x, y = 0.0, y + pen.line
        marks += sign(x, y)
        if text:
            marks.append(pen.label(text, x + pen.em(WIDE), baseline(pen, y), role="muted"))
        x += need + pen.em(1.6)
    return marks, (y + pen.line / 2 if entries else 0.0)


def baseline(pen: Pen, middle: float) -> float:
    """Where a line of text stands that has its middle at that height."""
    return middle + pen.em(0.34)


def shape_sign(pen: Pen, kind: ShapeKind, role: str) -> Sign:
    """A shape alone."""
    return lambda x, y: [Shape(x + pen.em(0.7), y, pen.em(0.7), kind, role, pen.em(0.12))]


def tick_sign(pen: Pen, role: str) -> Sign:
    """An upright stroke, as it stands in a bar for everybody's average."""
    return lambda x, y: [
        Line(x + pen.em(0.7), y - pen.em(0.5), x + pen.em(0.7), y + pen.em(0.5), role, pen.em(0.16))
    ]


def trace_sign(pen: Pen, trace: Trace) -> Sign:
    """A piece of the line with its shape."""

    def draw(x: float, y: float) -> list[Mark]:
        marks: list[Mark] = [stroke(pen, trace, x, y, x + pen.em(1.4), y)]
        return marks + dot(pen, trace, x + pen.em(0.7), y)

    return draw


def stroke(pen: Pen, trace: Trace, x1: float, y1: float, x2: float, y2: float) -> Line:
    """A piece of a line, drawn as what it stands for."""
    _, role, dash = _KINDS[trace]
    dashed = (pen.em(dash[0]), pen.em(dash[1])) if dash else None
    return Line(x1, y1, x2, y2, role, pen.em(0.15 if trace is Trace.VALUE else 0.11), dashed)


def dot(pen: Pen, trace: Trace, x: float, y: float) -> list[Mark]:
    """The shape of a point of that line; an expectation has none."""
    kind, role, _ = _KINDS[trace]
    return [Shape(x, y, pen.em(0.6), kind, role, pen.em(0.12))] if kind else []
