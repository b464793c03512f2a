"""Data points in time: which came before which, and what belongs to one line of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sipdesk.models.assessments import DataPoint, PointKind

TERMS = 3
# What pupils reached is one line, however it was found out; predictions and targets are others.
ATTAINED = frozenset({PointKind.BASELINE, PointKind.CURRENT, PointKind.RESULT})


def when(point: DataPoint) -> float:
    """In school years: 2009 is September 2009, and each term is over a third of a year later.

    Term 0 is the beginning of the year for a baseline, its end for anything else.
    """
    if not point.term:
        return point.year + (point.kind is not PointKind.BASELINE)
    return point.year + point.term / TERMS


def year_number(year: str) -> int | None:
    """The figure in “Year 9”; None where there is none."""
    found = re.search(r"\d{1,2}", year)
    return int(found[0]) if found else None


def in_order(points: Iterable[DataPoint]) -> list[DataPoint]:
    """By time; at the same time by kind, a result last."""
    return sorted(points, key=order)


def previous(point: DataPoint, among: Iterable[DataPoint]) -> DataPoint | None:
    """The last data point of the same line that is earlier than `point`."""
    line = [other for other in among if same_line(other, point) and when(other) < when(point)]
    return max(line, key=order, default=None)


def same_line(one: DataPoint, other: DataPoint) -> bool:
    """Whether one can be compared with the other over time."""
    return one.kind is other.kind or {one.kind, other.kind} <= ATTAINED


def order(point: DataPoint) -> tuple[float, bool, str]:
    """What data points are sorted by."""
    return when(point), point.kind is PointKind.RESULT, point.kind
