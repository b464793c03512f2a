"""The chart of gaps: each group's average, and how far it lies from everybody's and the rest's."""

from __future__ import annotations

from sipdesk.export.charts.axis import Ruler, ruler
from sipdesk.export.charts.legend import baseline, legend, shape_sign, tick_sign
from sipdesk.export.charts.marks import Box, Line, Mark, Marks, Shape, ShapeKind
from sipdesk.export.charts.plots import Axis, GapBar, Gaps
from sipdesk.export.charts.rows import Figure, Grid, Row, grid, rules
from sipdesk.export.charts.text import Pen, one_line


def lay_out_gaps(plot: Gaps, pen: Pen, width: float) -> Marks:
    """Legend, rows, and below them the scale."""
    signs = (
        shape_sign(pen, ShapeKind.CIRCLE, "accent"),
        tick_sign(pen, "text"),
        shape_sign(pen, ShapeKind.DIAMOND, "muted"),
    )
    marks, top = legend(tuple(zip(signs, plot.names, strict=True)), pen, width)
    laid = grid(_rows(plot), plot.heads, pen, width, top + pen.em(0.6), _inset(plot.axis, pen))
    values = [v for bar in plot.bars for v in (bar.value, bar.whole, bar.rest) if v is not None]
    marks += rules(laid, width, pen)
    bottom = laid.bottom
    if values:
        scale = ruler(
            plot.axis, values, laid.left, laid.right, lambda text: pen.width(text) + pen.em(1)
        )
        marks += _uprights(scale, laid, pen)
        marks += [
            mark
            for bar, middle in zip(plot.bars, laid.middles, strict=True)
            for mark in _bar(bar, scale, middle, pen)
        ]
        below, bottom = _below(plot.axis, scale, laid, pen, width)
        marks += below
    return Marks(width, bottom, (*marks, *laid.marks), laid.stops)


def _rows(plot: Gaps) -> list[Row]:
    return [
        Row(
            bar.label,
            bar.count,
            (Figure(bar.said),) if bar.said else (),
            bar.instead if bar.value is None else "",
            bar.words,
        )
        for bar in plot.bars
    ]


def _inset(axis: Axis, pen: Pen) -> float:
    """Half of a tick's text, which reaches beyond the ends of the scale."""
    names = [pen.width(one_line(name)) for _, name in axis.names]
    return max([*names, pen.width(f"−100.5{axis.unit}")]) / 2


def _uprights(scale: Ruler, laid: Grid, pen: Pen) -> list[Mark]:
    """A fine line at each value of the scale; it keeps clear of words above the bars."""
    reach = pen.line / 2
    parts = (
        [(middle - reach, middle + reach) for middle in laid.middles]
        if laid.stacked
        else [(laid.top, laid.bottom)]
    )
    return [
        Line(scale.at(value), top, scale.at(value), bottom, "rule", pen.em(0.05))
        for top, bottom in parts
        for value, _ in scale.ticks
    ]


def _bar(bar: GapBar, scale: Ruler, middle: float, pen: Pen) -> list[Mark]:
    """From the group's average to everybody's, with a mark at each of the three."""
    if bar.value is None:
        return []
    marks: list[Mark] = []
    here = scale.at(bar.value)
    if bar.whole is not None:
        there = scale.at(bar.whole)
        high = pen.em(0.62)
        marks += [
            Box(min(here, there), middle - high / 2, abs(here - there), high, "chosen"),
            Line(there, middle - pen.em(0.6), there, middle + pen.em(0.6), "text", pen.em(0.16)),
        ]
    if bar.rest is not None:
        marks.append(
            Shape(scale.at(bar.rest), middle, pen.em(0.7), ShapeKind.DIAMOND, "muted", pen.em(0.12))
        )
    return [*marks, Shape(here, middle, pen.em(0.7), ShapeKind.CIRCLE, "accent")]


def _below(
    axis: Axis, scale: Ruler, laid: Grid, pen: Pen, width: float
) -> tuple[list[Mark], float]:
    """The scale with its values, and what it is called."""
    y = laid.bottom
    marks: list[Mark] = [Line(laid.left, y, laid.right, y, "line", pen.em(0.08))]
    at = baseline(pen, y + pen.em(0.3) + pen.line / 2)
    for value, text in scale.ticks:
        shown = pen.cut(one_line(text), 2 * min(scale.at(value), width - scale.at(value)))
        if shown:
            marks.append(pen.label(shown, scale.at(value), at, role="muted", shift=0.5))
    y += pen.line + pen.em(0.3)
    title = pen.lines(one_line(axis.title), width)
    begins = max(0.0, min([laid.left, *(width - pen.width(line) for line in title)]))
    for line in title:
        marks.append(pen.label(line, begins, baseline(pen, y + pen.line / 2), role="muted"))
        y += pen.line
    return marks, y
