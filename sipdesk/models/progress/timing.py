"""Lines of data points: what belongs to one, and what came before in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sipdesk.models.assessments import DataPoint, PointKind, in_order, when

# What pupils reached is one line, however it was found out; predictions and targets are others.
ATTAINED = frozenset({PointKind.BASELINE, PointKind.CURRENT, PointKind.RESULT})


def year_number(year: str) -> int | None:
    """The figure in “Year 9”; None where there is none."""
    found = re.search(r"\d{1,2}", year)
    return int(found[0]) if found else None


def previous_of_each(points: Iterable[DataPoint]) -> dict[DataPoint, DataPoint | None]:
    """For each of them the last of the same line that is earlier; None for the first."""
    found: dict[DataPoint, DataPoint | None] = {}
    latest: dict[str, DataPoint] = {}  # by line
    for point in in_order(points):
        line = "" if point.kind in ATTAINED else point.kind.value
        last = latest.get(line)
        if last is not None and when(last) == when(point):
            found[point] = found[last]
        else:
            found[point] = last
        latest[line] = point
    return found
