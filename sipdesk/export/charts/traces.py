"""Lines over data points: a pupil's way to a target, or a group's beside everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from sipdesk.export.charts.axis import Ruler, ruler
from sipdesk.export.charts.legend import baseline, dot, legend, stroke, trace_sign
from sipdesk.export.charts.marks import Label, Line, Mark, Marks, Stop
from sipdesk.export.charts.plots import Dot, Series, Traces
from sipdesk.export.charts.text import Pen, one_line, overlap

_LEAST = 9.0  # ems from the top of the plot to its foot


def lay_out_traces(plot: Traces, pen: Pen, width: float, height: float) -> Marks:
    """Legend, scale at the left, data points below, lines and what is said beside their points."""
    known = [d.value for s in plot.series for d in s.dots if d.value is not None]
    marks, top = legend([(trace_sign(pen, s.trace), s.name) for s in plot.series], pen, width)
    if plot.axis.title:
        top += pen.em(0.4)
        for line in pen.lines(one_line(plot.axis.title), width):
            marks.append(pen.label(line, 0, baseline(pen, top + pen.line / 2), role="muted"))
            top += pen.line
    top += pen.em(1.2)
    foot = top + max(height - top - 2.3 * pen.line - pen.em(0.7), pen.em(_LEAST))
    scale = ruler(plot.axis, known, foot, top, lambda _: pen.line * 1.1)
    left = _left(scale, pen, width)
    marks += _across(scale, pen, left, width)
    columns = _columns(len(plot.points), left, width - pen.em(0.6))
    below = _names(plot.points, columns, pen, foot, width)
    marks += below
    stops: list[Stop] = []
    dots = list(_placed(plot.series, columns, scale))
    for series in plot.series:
        marks += _line(series, columns, scale, pen)
    marks += _said(dots, pen, foot, (left, width), [m for m in marks if isinstance(m, Label)])
    for at, series, one, x, y in sorted(dots, key=lambda d: d[0]):
        words = one.words or f"{series.name}, {plot.points[at]}: {one.said or one.instead}"
        box = pen.em(1.2)
        here = foot - box / 2 if y is None else y
        stops.append(Stop(x - box / 2, here - box / 2, box, box, one_line(words)))
    return Marks(
        width, max(foot + 2.3 * pen.line + pen.em(0.7), height), tuple(marks), tuple(stops)
    )


_PlacedDot = tuple[int, Series, Dot, float, float | None]


def _placed(
    series: Sequence[Series], columns: Sequence[float], scale: Ruler
) -> Iterator[_PlacedDot]:
    """Every dot that has something to show, with its place."""
    for one in series:
        for at, (here, x) in enumerate(zip(one.dots, columns, strict=False)):
            if here.value is not None or here.instead:
                yield at, one, here, x, None if here.value is None else scale.at(here.value)


def _left(scale: Ruler, pen: Pen, width: float) -> float:
    widest = max(pen.width(one_line(text)) for _, text in scale.ticks)
    return min(widest, width * 0.3) + pen.em(0.6)


def _across(scale: Ruler, pen: Pen, left: float, width: float) -> list[Mark]:
    """A fine line at each tick, with its text before it."""
    marks: list[Mark] = []
    for value, text in scale.ticks:
        y = scale.at(value)
        marks.append(Line(left, y, width, y, "rule", pen.em(0.05)))
        shown = pen.cut(one_line(text), left - pen.em(0.6))
        if shown:
            marks.append(
                pen.label(shown, left - pen.em(0.6), baseline(pen, y), role="muted", shift=1)
            )
    return marks


def _columns(points: int, left: float, right: float) -> list[float]:
    """Where the data points lie, each in the middle of its share."""
    share = (right - left) / max(points, 1)
    return [left + share * (n + 0.5) for n in range(points)]


def _names(
    points: Sequence[str], columns: Sequence[float], pen: Pen, foot: float, width: float
) -> list[Mark]:
    """The data points' names in two lines; where they are too many, every other, every third …"""
    if not columns:
        return []
    share = columns[1] - columns[0] if len(columns) > 1 else 2 * min(columns[0], width - columns[0])
    longest = max((pen.width(word) for p in points for word in one_line(p).split()), default=0)
    every = max(1, ceil((min(longest, pen.em(7)) + pen.em(0.8)) / share - 1e-6))
    marks: list[Mark] = []
    for at in range(0, len(points), every):
        x = columns[at]
        room = min(share * every - pen.em(0.8), 2 * x, 2 * (width - x))
        for n, line in enumerate(pen.lines(one_line(points[at]), room)):
            y = foot + pen.em(0.7) + pen.line * (n + 0.5)
            marks.append(pen.label(line, x, baseline(pen, y), role="muted", shift=0.5))
    return marks


def _line(series: Series, columns: Sequence[float], scale: Ruler, pen: Pen) -> list[Mark]:
    """From each value to the next; a line does not go on across a value that is missing,
    unless it is a way that somebody expects."""
    places = [
        (at, x, scale.at(here.value))
        for at, (here, x) in enumerate(zip(series.dots, columns, strict=False))
        if here.value is not None
    ]
    marks: list[Mark] = [
        stroke(pen, series.trace, x1, y1, x2, y2)
        for (one, x1, y1), (other, x2, y2) in pairwise(places)
        if other == one + 1 or series.trace.name in ("EXPECTED", "TARGET")
    ]
    return marks + [mark for _, x, y in places for mark in dot(pen, series.trace, x, y)]


def _said(
    dots: Sequence[_PlacedDot],
    pen: Pen,
    foot: float,
    sides: tuple[float, float],
    taken: list[Label],
) -> list[Mark]:
    """What is said beside the points, above or below them; left out where there is no room.

    The keyboard finds it at the point all the same.
    """
    placed: list[Mark] = []
    hair = pen.em(0.001)
    spots = [(x, y) for _, _, _, x, y in dots if y is not None]
    for _, _, one, x, y in dots:
        text = one_line(one.instead if y is None else one.said)
        if not text:
            continue
        for label in _ways(text, pen, x, y, foot):
            inside = label.x > sides[0] - hair and label.x + label.width < sides[1] + hair
            clear = not any(overlap(label, other, pen.em(0.3)) for other in taken)
            if inside and clear and label.top > -hair and not _covers(label, spots, pen):
                placed.append(label)
                taken.append(label)
                break
    return placed


def _ways(text: str, pen: Pen, x: float, y: float | None, foot: float) -> list[Label]:
    """Where a text may stand, the best place first."""
    if y is None:
        at = [foot - pen.em(0.5), foot - pen.em(0.5) - pen.line]
        return [pen.label(text, x, base, role="muted", shift=0.5) for base in at]
    ways = [
        pen.label(text, x, y - pen.em(0.65), shift=0.5),
        pen.label(text, x, y + pen.em(1.35), shift=0.5),
        pen.label(text, x + pen.em(0.6), baseline(pen, y)),
        pen.label(text, x - pen.em(0.6), baseline(pen, y), shift=1),
    ]
    return [label for label in ways if label.bottom <= foot + pen.em(0.001)]


def _covers(label: Label, spots: Sequence[tuple[float, float]], pen: Pen) -> bool:
    """Whether a label would hide a point."""
    reach = pen.em(0.249)
    return any(
        label.x - reach < x < label.x + label.width + reach
        and label.top - reach < y < label.bottom + reach
        for x, y in spots
    )
