"""A pupil's way in one subject as a chart: from the start by results to the target. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sipdesk.export.charts import Axis, Dot, Series, Trace, Traces
from sipdesk.export.document import Chart
from sipdesk.models.assessments import DataPoint, PointKind, title_of
from sipdesk.models.progress import Mark, Trajectory
from sipdesk.models.scales import Scale

_BEYOND = 2  # values of the scale above and below what is shown
REACHED = "Reached"
_LINES = 11  # of text, that the chart is high


def chart_of(way: Trajectory, scale: Scale) -> Chart | None:
    """The chart, or None where there is but one thing to show."""
    places = sorted({mark.at for line in _lines(way) for mark in line})
    if len(places) < 2:
        return None
    names = [_name(at, way) for at in places]
    series = tuple(
        Series(name, trace, _dots(line, places, names, name))
        for name, trace, line in (
            (REACHED, Trace.VALUE, way.marks),
            ("Expected", Trace.EXPECTED, way.expected),
            ("Way to the target", Trace.TARGET, way.target_line),
        )
        if line
    )
    title = f"{way.subject}, {scale.title}"
    return Chart(title, Traces(_axis(way, scale), tuple(names), series), _alt(way, names), _LINES)


def short_title(point: DataPoint) -> str:
    """“Start” for a baseline, else when it was."""
    if point.kind is PointKind.BASELINE:
        return "Start"
    return title_of(DataPoint(point.year, point.term))


def _lines(way: Trajectory) -> tuple[Sequence[Mark], ...]:
    return way.marks, way.expected, way.target_line


def _name(at: float, way: Trajectory) -> str:
    points = [m.point for line in _lines(way) for m in line if m.at == at and m.point]
    return short_title(points[0]) if points else f"{at:g}"


def _dots(
    marks: Iterable[Mark], places: Sequence[float], names: Sequence[str], line: str
) -> tuple[Dot, ...]:
    by_place = {mark.at: mark for mark in marks}
    dots = []
    last = max(by_place)
    for at, name in zip(places, names, strict=True):
        mark = by_place.get(at)
        if mark is None:
            dots.append(Dot())
            continue
        shown = mark.value if line == REACHED or at == last else ""
        dots.append(Dot(mark.points, shown, words=f"{name}, {line.lower()}: {mark.value}"))
    return tuple(dots)


def _axis(way: Trajectory, scale: Scale) -> Axis:
    """The values of the scale near those that are shown."""
    if scale.span:
        return Axis(unit=scale.span.unit)
    points = [mark.points for line in _lines(way) for mark in line]
    named = sorted((value.points, value.text) for value in scale.values)
    low = max(0, sum(p < min(points) for p, _ in named) - _BEYOND)
    high = sum(p <= max(points) for p, _ in named) + _BEYOND
    return Axis(names=tuple(named[low:high]))


def _alt(way: Trajectory, names: Sequence[str]) -> str:
    reached = ", ".join(f"{short_title(m.point)} {m.value}" for m in way.marks if m.point)
    target = f" The target is {way.target_line[-1].value}." if way.target_line else ""
    return f"{way.subject}: {reached}.{target}"
