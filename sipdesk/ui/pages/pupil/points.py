"""Data points to choose from when a result is entered, and as the text of a choice. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sipdesk.models.assessments import (
    TERMS,
    DataPoint,
    PointKind,
    in_order,
    point_on,
    title_of,
)
from sipdesk.models.fields import Choice

_BACK, _AHEAD = 3, 3  # school years
_STARTS = 6


def choices(today: date, known: Iterable[DataPoint] = ()) -> list[Choice]:
    """Starting points, the terms of the last years, and targets for those to come."""
    now = point_on(today)
    offered = [DataPoint(year, 0, PointKind.BASELINE) for year in _years(now.year, _STARTS, 1)]
    for year in _years(now.year, _BACK, 1):
        terms = [DataPoint(year, term) for term in TERMS]
        offered += [point for point in terms if (point.year, point.term) <= (now.year, now.term)]
        offered.append(DataPoint(year, 0, PointKind.RESULT))
    for kind in (PointKind.PREDICTED, PointKind.TARGET):
        offered += [DataPoint(year, TERMS[-1], kind) for year in _years(now.year, 0, _AHEAD)]
    return [Choice(as_choice(point), title_of(point)) for point in in_order((*offered, *known))]


def as_choice(point: DataPoint) -> str:
    """The value of a choice."""
    return f"{point.year} {point.term} {point.kind}"


def from_choice(value: str) -> DataPoint:
    """The point that was chosen."""
    year, term, kind = value.split()
    return DataPoint(int(year), int(term), PointKind(kind))


def _years(now: int, back: int, ahead: int) -> range:
    return range(now - back, now + ahead)
