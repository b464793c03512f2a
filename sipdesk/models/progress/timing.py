"""Lines of data points: what belongs to one, and what came before in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sipdesk.models.assessments import DataPoint, PointKind, place_of, when

# What pupils reached is one line, however it was found out; predictions and targets are others.
ATTAINED = frozenset({PointKind.BASELINE, PointKind.CURRENT, PointKind.RESULT})


def year_number(year: str) -> int | None:
    """The figure in “Year 9”; None where there is none."""
    found = re.search(r"\d{1,2}", year)
    return int(found[0]) if found else None


def previous(point: DataPoint, among: Iterable[DataPoint]) -> DataPoint | None:
    """The last data point of the same line that is earlier than `point`."""
    line = [other for other in among if same_line(other, point) and when(other) < when(point)]
    return max(line, key=place_of, default=None)


def same_line(one: DataPoint, other: DataPoint) -> bool:
    """Whether one can be compared with the other over time."""
    return one.kind is other.kind or {one.kind, other.kind} <= ATTAINED
