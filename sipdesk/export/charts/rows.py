"""Charts made of rows: names and counts at the left, figures at the right, bars between them.

Where a line is too narrow for that, each row has its words above its bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sipdesk.export.charts.legend import baseline
from sipdesk.export.charts.marks import Line, Mark, Shape, ShapeKind, Stop
from sipdesk.export.charts.text import Pen, one_line

_NAMES = 0.36  # of the width at most
_NEED = 9.0  # ems of bar, or the words go above it
_BETWEEN = 0.7  # ems between the rows
_SIGN = 1.0  # ems before a figure that has a shape


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the right, behind the shape that says what it counts."""

    text: str
    kind: ShapeKind | None = None
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one row."""

    label: str
    count: str = ""
    said: tuple[Figure, ...] = ()
    instead: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows laid out: their words, where to stop, and the room for the bars.

    `middles` has the height of each row's bar.
    """

    left: float
    right: float
    top: float
    bottom: float
    marks: tuple[Mark, ...]
    stops: tuple[Stop, ...]
    middles: tuple[float, ...]
    stacked: bool = False


def grid(
    rows: Sequence[Row], heads: tuple[str, str], pen: Pen, width: float, top: float, inset: float
) -> Grid:
    """Rows from `top` down; bars keep `inset` from what stands beside them."""
    rows = [_tidy(row) for row in rows]
    heads = one_line(heads[0]), one_line(heads[1])
    counts = max((pen.width(row.count) for row in rows), default=0.0)
    counts = max(counts, pen.width(heads[0])) if counts else 0.0
    figures = _figure_widths(rows, heads[1], pen)
    name = min(max(pen.width(row.label) for row in rows), width * _NAMES)
    count_end = name + (pen.em(1) + counts if counts else 0.0)
    left = count_end + pen.em(1) + inset
    right = width - sum(figures) - inset
    if right - left < pen.em(_NEED - 0.001):
        return _stacked(rows, pen, width, top, inset)
    return _Beside(pen, width, name, count_end, left, right, figures).lay(rows, heads, top)


def _tidy(row: Row) -> Row:
    """Each of its texts in one line; figures that say nothing are left out."""
    said = tuple(replace(figure, text=one_line(figure.text)) for figure in row.said)
    return Row(
        one_line(row.label),
        one_line(row.count),
        tuple(figure for figure in said if figure.text),
        one_line(row.instead),
        row.words,
    )


def _figure_widths(rows: Sequence[Row], head: str, pen: Pen) -> tuple[float, ...]:
    """How wide each column of figures is, with the room before it."""
    columns = max(len(row.said) for row in rows)
    widest = [
        max(_wide(row.said[n], pen) for row in rows if len(row.said) > n) for n in range(columns)
    ]
    if columns == 1:
        widest = [max(widest[0], pen.width(head))]
    return tuple(wide + pen.em(0.8) for wide in widest)


def _wide(figure: Figure, pen: Pen) -> float:
    return pen.width(figure.text) + (pen.em(_SIGN) if figure.kind else 0.0)


def _figure(figure: Figure, pen: Pen, end: float, middle: float) -> list[Mark]:
    """A figure that ends there; its shape stands before it."""
    text = figure.text
    label = pen.label(text, end, baseline(pen, middle), shift=1)
    if figure.kind is None:
        return [label]
    x = label.x - pen.em(0.6)
    return [Shape(x, middle, pen.em(0.55), figure.kind, figure.role, pen.em(0.1)), label]


@dataclass(frozen=True, slots=True)
class _Beside:
    """Columns: name, count, bar, figures."""

    pen: Pen
    width: float
    name: float
    count_end: float
    left: float
    right: float
    figures: tuple[float, ...]

    def lay(self, rows: Sequence[Row], heads: tuple[str, str], top: float) -> Grid:
        marks = self._heads(rows, heads, top + self.pen.line / 2)
        if marks:
            top += self.pen.line + self.pen.em(0.3)
        stops: list[Stop] = []
        middles: list[float] = []
        y = top
        for row in rows:
            lines = self.pen.lines(row.label, self.name)
            high = max(len(lines), 1) * self.pen.line + self.pen.em(_BETWEEN)
            marks += self._row(row, lines, y + high / 2)
            stops.append(Stop(0, y, self.width, high, row.words or row.label))
            middles.append(y + high / 2)
            y += high
        return Grid(self.left, self.right, top, y, tuple(marks), tuple(stops), tuple(middles))

    def _heads(self, rows: Sequence[Row], heads: tuple[str, str], middle: float) -> list[Mark]:
        pen, at = self.pen, baseline(self.pen, middle)
        marks: list[Mark] = []
        if heads[0] and any(row.count for row in rows):
            marks.append(pen.label(heads[0], self.count_end, at, role="muted", shift=1))
        if heads[1] and len(self.figures) == 1:
            marks.append(pen.label(heads[1], self.width, at, role="muted", shift=1))
        return marks

    def _row(self, row: Row, lines: Sequence[str], middle: float) -> list[Mark]:
        pen = self.pen
        first = middle - (len(lines) - 1) * pen.line / 2
        marks: list[Mark] = [
            pen.label(line, 0, baseline(pen, first + n * pen.line)) for n, line in enumerate(lines)
        ]
        if row.count:
            at = baseline(pen, middle)
            marks.append(pen.label(row.count, self.count_end, at, shift=1))
        if row.instead:
            marks += _instead(pen, row.instead, self.left, self.right, middle)
        end = self.width - sum(self.figures)
        for figure, wide in zip(row.said, self.figures, strict=False):
            end += wide
            marks += _figure(figure, pen, end, middle)
        return marks


def _stacked(rows: Sequence[Row], pen: Pen, width: float, top: float, inset: float) -> Grid:
    """A narrow place: the name, below it the count and the figures, below them the bar."""
    marks: list[Mark] = []
    stops: list[Stop] = []
    middles: list[float] = []
    y = top
    for row in rows:
        begins = y
        for line in pen.lines(row.label, width):
            marks.append(pen.label(line, 0, baseline(pen, y + pen.line / 2)))
            y += pen.line
        told = (Figure(row.count), *row.said) if row.count else row.said
        made, y = _stacked_figures(told, pen, width, y)
        marks += made
        middles.append(y + pen.line / 2)
        if row.instead:
            marks += _instead(pen, row.instead, 0, width, middles[-1])
        y += pen.line + pen.em(_BETWEEN)
        stops.append(Stop(0, begins, width, y - begins, row.words or row.label))
    right = max(width - inset, inset + pen.em(1))
    return Grid(inset, right, top, y, tuple(marks), tuple(stops), tuple(middles), stacked=True)


def _stacked_figures(
    figures: Sequence[Figure], pen: Pen, width: float, y: float
) -> tuple[list[Mark], float]:
    """Figures one after the other, in as many lines as they need."""
    marks: list[Mark] = []
    x, middle = 0.0, y + pen.line / 2
    for figure in figures:
        wide = _wide(figure, pen)
        if x and x + wide > width + pen.em(0.001):
            x, middle = 0.0, middle + pen.line
        if wide <= width + pen.em(0.001):
            marks += _figure(figure, pen, x + wide, middle)
        x += wide + pen.em(0.8)
    return marks, middle + pen.line / 2 if figures else y


def _instead(pen: Pen, text: str, left: float, right: float, middle: float) -> list[Mark]:
    """What stands where a bar would be."""
    begins = left + pen.em(0.4)
    shown = pen.cut(text, right - begins)
    return [pen.label(shown, begins, baseline(pen, middle), role="muted")] if shown else []


def rules(grid: Grid, width: float, pen: Pen) -> list[Mark]:
    """A fine line between rows, which carries no meaning."""
    return [Line(0, s.y, width, s.y, "rule", pen.em(0.05)) for s in grid.stops[1:]]
